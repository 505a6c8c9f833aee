/** `chat.*`: what a bot posts, changes and takes away. docs.slack.dev/reference/methods, read 2026-11. */

import { openWith } from "./conversations.ts";
import { addMessage, changeMessage } from "./furnish.ts";
import { isJson, type Json, listOf, objectOf, textOf } from "./json.ts";
import { type Asked, channelOf, joined, type Methods, messageOf, Refused, refuseViolations } from "./method.ts";
import { kept, messageShown } from "./shown.ts";
import { problemsOfMessage } from "./validator.ts";
import { type Channel, type Content, count, type Message, newTs, type World } from "./world.ts";

/** Text of a post beyond this is cut off; that of an update is refused beyond 4000. */
const longestPost = 40_000;
const longestUpdate = 4_000;

/** How many characters of text a value holds, in all of its depth. */
function characters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + characters(one), 0);
  if (!isJson(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) => sum + (key === "text" && typeof one === "string" ? one.length : characters(one)),
    0,
  );
}

function check(world: World, method: string, args: Json): void {
  const { blocks, metadata, attachments } = args;
  if (blocks !== undefined && !Array.isArray(blocks)) throw new Refused("invalid_blocks_format");
  if (metadata !== undefined && (!isJson(metadata) || metadata["event_type"] === undefined)) throw new Refused("invalid_metadata_format");
  if (listOf(attachments).length > 100) throw new Refused("too_many_attachments");
  const found = problemsOfMessage(args, world.rules).map((problem) => ({ ...problem, method }));
  const codes = { "/blocks": "invalid_blocks", "/text": "invalid_arguments", "/metadata": "invalid_metadata_format" };
  const code = Object.entries(codes).find(([start]) => found.some(({ at }) => at.startsWith(start)))?.[1];
  refuseViolations(world, found, code ?? "invalid_arguments");
  if (characters(blocks) > world.maxBlocksCharacters) throw new Refused("msg_blocks_too_long");
}

/** What a message would show; @throws Refused for what Slack does not take, `no_text` for nothing. */
function contentOf(world: World, method: string, args: Json): Content {
  check(world, method, args);
  const text = textOf(args["text"]).slice(0, longestPost);
  const blocks = kept(args["blocks"], `b${count(world, "content")}.`);
  if (text === "" && blocks.length === 0 && listOf(args["attachments"]).length === 0) throw new Refused("no_text");
  return { text, blocks, metadata: isJson(args["metadata"]) ? args["metadata"] : null };
}

/** The channel of a post; a person's id means the direct message with them. */
function place(asked: Asked): Channel {
  const to = textOf(asked.args["channel"]);
  if (!to.startsWith("U") && !to.startsWith("W")) return joined(asked);
  try {
    return openWith(asked, [to]);
  } catch {
    throw new Refused("channel_not_found");
  }
}

function post(asked: Asked): Json {
  const { world, method, args, by } = asked;
  const channel = place(asked);
  if (channel.is_archived) throw new Refused("is_archived");
  if (channel.user !== null && world.users.get(channel.user)?.deleted) throw new Refused("is_inactive");
  const content = contentOf(world, method, args);
  const message = addMessage(world, {
    channel,
    thread_ts: textOf(args["thread_ts"]) || null,
    user: by.bot_user,
    team: by.team,
    bot: { id: by.bot, app: by.app },
    content,
    files: [],
  });
  return { channel: channel.id, ts: message.ts, message: messageShown(world, message, true) };
}

function own(asked: Asked, refusal: string): Message {
  const { world, args, by } = asked;
  const channel = channelOf(asked);
  const message = messageOf(world, channel, args["ts"]);
  if (message.bot?.id !== by.bot) throw new Refused(refusal);
  if (channel.is_archived) throw new Refused("is_inactive");
  return message;
}

function update(asked: Asked): Json {
  const { world, method, args, by } = asked;
  const message = own(asked, "cant_update_message");
  if (textOf(args["text"]).length > longestUpdate) throw new Refused("msg_too_long");
  const given = contentOf(world, method, args);
  const before = message.content;
  // Text without blocks takes the blocks away; blocks alone change no text, and nobody sees that something was edited.
  const text = args["text"] === undefined ? before.text : given.text;
  const content = { text, blocks: given.blocks, metadata: args["metadata"] === undefined ? before.metadata : given.metadata };
  changeMessage(world, message, content, args["text"] === undefined ? null : by.bot_user);
  return { channel: message.channel.id, ts: message.ts, text, message: messageShown(world, message, true) };
}

function remove(asked: Asked): Json {
  const message = own(asked, "cant_delete_message");
  message.deleted = true;
  return { channel: message.channel.id, ts: message.ts };
}

function ephemeral(asked: Asked): Json {
  const { world, method, args, by } = asked;
  const channel = joined(asked);
  if (channel.is_archived) throw new Refused("is_archived");
  const user = textOf(args["user"]);
  if (!channel.members.includes(user)) throw new Refused("user_not_in_channel");
  const ts = newTs(world);
  world.ephemerals.push({ ...contentOf(world, method, args), channel: channel.id, user, ts, by: by.bot_user });
  return { message_ts: ts };
}

function permalink(asked: Asked): Json {
  const { world, args, by } = asked;
  const channel = channelOf(asked);
  const message = messageOf(world, channel, args["message_ts"]);
  const site = `https://${world.workspaces.get(by.team)!.domain}.slack.com/archives/${channel.id}/p${message.ts.replace(".", "")}`;
  const thread = message.thread_ts === null ? "" : `?thread_ts=${message.thread_ts}&cid=${channel.id}`;
  return { channel: channel.id, permalink: site + thread };
}

/** `chat.postMessage`, `.update`, `.delete`, `.postEphemeral` and `.getPermalink`. */
export const chat: Methods = {
  "chat.postMessage": { scopes: ["chat:write"], run: post },
  "chat.update": { scopes: ["chat:write"], run: update },
  "chat.delete": { scopes: ["chat:write"], run: remove },
  "chat.postEphemeral": { scopes: ["chat:write"], run: ephemeral },
  "chat.getPermalink": { scopes: [], run: permalink },
};

/** Takes what an app answers at a `response_url`: five times, for half an hour. */
export function respond(world: World, path: string, body: unknown): { readonly status: number; readonly body: string } {
  const url = world.responseUrls.get(path);
  if (!url) return { status: 404, body: "no_active_hooks" };
  if (world.now() - url.at > 30 * 60_000) return { status: 404, body: "expired_url" };
  if (url.answers.length >= 5) return { status: 404, body: "used_url" };
  const answer = objectOf(body);
  try {
    check(world, "response_url", answer);
  } catch (error) {
    if (error instanceof Refused) return { status: 400, body: error.code };
    throw error;
  }
  url.answers.push(answer);
  return { status: 200, body: "ok" };
}
