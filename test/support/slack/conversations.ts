/** `conversations.*`: channels, who is in them, what was said there. docs.slack.dev/reference/methods, read 2026-11. */

import { type Json, textOf } from "./json.ts";
import { type Asked, channelOf, joined, limitOf, type Methods, page, Refused } from "./method.ts";
import { channelShown, messageShown } from "./shown.ts";
import { type Channel, isStranger, type Message, newId, saidIn } from "./world.ts";

/** The direct message of the installation's bot with one person, opened if need be; @throws Refused for a stranger, or nobody. */
export function openWith({ world, by }: Asked, users: readonly string[]): Channel {
  if (users.length === 0) throw new Refused("users_list_not_supplied");
  if (users.length > 1) throw new Refused("not_implemented_by_the_stand_in");
  const user = world.users.get(users[0]!);
  if (!user) throw new Refused("user_not_found");
  if (user.id === by.bot_user) throw new Refused("cannot_dm_bot");
  if (user.deleted) throw new Refused("user_disabled");
  if (isStranger(world, user, by.team)) throw new Refused("user_not_visible");
  const open = world.channels.find(({ user: other, members }) => other === user.id && members.includes(by.bot_user));
  if (open) return open;
  const channel: Channel = {
    id: newId(world, "D"),
    name: "",
    host: by.team,
    teams: [...new Set([by.team, user.team])],
    members: [by.bot_user, user.id],
    is_private: true,
    is_archived: false,
    user: user.id,
    frozen_reason: null,
  };
  world.channels.push(channel);
  return channel;
}

function open(asked: Asked): Json {
  const { world, args } = asked;
  const before = world.channels.length;
  const channel = openWith(
    asked,
    textOf(args["users"])
      .split(",")
      .filter((id) => id !== ""),
  );
  const already = world.channels.length === before ? { no_op: true, already_open: true } : {};
  return { ...already, channel: { id: channel.id, ...(args["return_im"] === true && { is_im: true, user: channel.user }) } };
}

function info(asked: Asked): Json {
  const { world, args, by } = asked;
  const channel = channelOf(asked);
  const many = args["include_num_members"] === true ? { num_members: channel.members.length } : {};
  return { channel: { ...channelShown(world, channel, by), ...many } };
}

function members(asked: Asked): Json {
  const { items, next } = page(channelOf(asked).members, asked.args);
  return { members: items, response_metadata: { next_cursor: next } };
}

function within({ ts }: Message, args: Json): boolean {
  const [at, oldest, latest] = [Number(ts), Number(args["oldest"] ?? 0), Number(args["latest"] ?? Number.POSITIVE_INFINITY)];
  const isEdge = args["inclusive"] === true && (ts === args["oldest"] || ts === args["latest"]);
  return isEdge || (at > oldest && at < latest);
}

function listed(asked: Asked, messages: readonly Message[]): Json {
  const { world, args } = asked;
  limitOf(args, 100, 999);
  const { items, next } = page(messages, args);
  const shown = items.map((message) => messageShown(world, message, args["include_all_metadata"] === true));
  return { messages: shown, has_more: next !== "", ...(next !== "" && { response_metadata: { next_cursor: next } }) };
}

function history(asked: Asked): Json {
  const { world, args } = asked;
  const channel = joined(asked);
  const all = saidIn(world, channel).all.filter((one) => !one.deleted && one.thread_ts === null && within(one, args));
  return { ...listed(asked, all.reverse()), pin_count: saidIn(world, channel).all.filter((one) => one.pinned).length };
}

function replies(asked: Asked): Json {
  const { world, args } = asked;
  const channel = joined(asked);
  const all = saidIn(world, channel).all.filter((one) => !one.deleted);
  const ts = args["ts"];
  const isThread = all.some((one) => one.ts === ts || one.thread_ts === ts);
  if (!isThread) throw new Refused("thread_not_found");
  // Slack gives the parent whatever the bounds are.
  return listed(
    asked,
    all.filter((one) => one.ts === ts || (one.thread_ts === ts && within(one, args))),
  );
}

function join(asked: Asked): Json {
  const { world, by } = asked;
  const channel = channelOf(asked);
  if (channel.user !== null || channel.is_private) throw new Refused("method_not_supported_for_channel_type");
  if (channel.is_archived) throw new Refused("is_archived");
  const isIn = channel.members.includes(by.bot_user);
  if (!isIn) channel.members.push(by.bot_user);
  return { channel: channelShown(world, channel, by), ...(isIn && { warning: "already_in_channel" }) };
}

function ofUser(asked: Asked): Json {
  const { world, args, by } = asked;
  const user = textOf(args["user"]) || by.bot_user;
  const types = (textOf(args["types"]) || "public_channel").split(",");
  const typeOf = (channel: Channel) => (channel.user !== null ? "im" : channel.is_private ? "private_channel" : "public_channel");
  // Private channels are listed only where the bot is, too.
  const seen = (channel: Channel) => (typeOf(channel) === "public_channel" ? [user] : [user, by.bot_user]);
  const all = world.channels.filter(
    (channel) =>
      channel.teams.includes(by.team) &&
      types.includes(typeOf(channel)) &&
      seen(channel).every((id) => channel.members.includes(id)) &&
      !(args["exclude_archived"] === true && channel.is_archived),
  );
  const { items, next } = page(all, args);
  return { channels: items.map((channel) => channelShown(world, channel, by)), response_metadata: { next_cursor: next } };
}

/** `conversations.info`, `.members`, `.open`, `.history`, `.replies`, `.join`, and `users.conversations`. */
export const conversations: Methods = {
  "conversations.info": { scopes: ["channels:read"], run: info },
  "conversations.members": { scopes: ["channels:read"], run: members },
  "conversations.open": { scopes: ["im:write"], run: open },
  "conversations.history": { scopes: ["channels:history"], run: history },
  "conversations.replies": { scopes: ["channels:history"], run: replies },
  "conversations.join": { scopes: ["channels:join"], run: join },
  "users.conversations": { scopes: ["channels:read"], run: ofUser },
};
