/** Pins, reactions, bookmarks and files: what hangs on a message or a channel. docs.slack.dev/reference/methods, read 2026-11. */

import { type Json, listOf, objectOf, textOf } from "./json.ts";
import { type Asked, channelOf, joined, type Methods, messageOf, Refused } from "./method.ts";
import { fileShown } from "./shown.ts";
import { type Message, newId } from "./world.ts";

function target(asked: Asked): Message {
  return messageOf(asked.world, joined(asked), asked.args["timestamp"]);
}

function pin(asked: Asked): Json {
  const message = target(asked);
  if (message.channel.is_archived) throw new Refused("is_archived");
  if (message.pinned) throw new Refused("already_pinned");
  message.pinned = true;
  return {};
}

function unpin(asked: Asked): Json {
  const message = target(asked);
  if (!message.pinned) throw new Refused("no_pin");
  message.pinned = false;
  return {};
}

function emoji(args: Json): string {
  const name = textOf(args["name"]);
  if (!/^[a-z0-9_+'-]+(?:::skin-tone-[2-6])?$/.test(name)) throw new Refused("invalid_name");
  return name;
}

function react(asked: Asked): Json {
  const { args, by } = asked;
  const message = target(asked);
  if (message.channel.is_archived) throw new Refused("is_archived");
  const name = emoji(args);
  const reaction = message.reactions.find((one) => one.name === name);
  if (reaction?.users.includes(by.bot_user)) throw new Refused("already_reacted");
  if (reaction) reaction.users.push(by.bot_user);
  else message.reactions.push({ name, users: [by.bot_user] });
  return {};
}

function unreact(asked: Asked): Json {
  const { args, by } = asked;
  const message = target(asked);
  const name = emoji(args);
  const index = message.reactions.findIndex((one) => one.name === name && one.users.includes(by.bot_user));
  if (index < 0) throw new Refused("no_reaction");
  const { users } = message.reactions[index]!;
  users.splice(users.indexOf(by.bot_user), 1);
  if (users.length === 0) message.reactions.splice(index, 1);
  return {};
}

function reactions(asked: Asked): Json {
  const message = target(asked);
  const counted = message.reactions.map((one) => ({ ...one, count: one.users.length }));
  const shown = { type: "message", ts: message.ts, user: message.user, text: message.content.text };
  return { type: "message", channel: message.channel.id, message: { ...shown, ...(counted.length > 0 && { reactions: counted }) } };
}

function fileInfo(asked: Asked): Json {
  const { world, args, by } = asked;
  const file = world.files.get(textOf(args["file"]));
  // A file that was put into a modal is in no channel: whoever's modal it is may read it.
  const isSeen = file && (file.channels.length === 0 || file.channels.some(({ members }) => members.includes(by.bot_user)));
  if (!isSeen) throw new Refused("file_not_found");
  if (file.deleted) throw new Refused("file_deleted");
  return { file: fileShown(world, file), comments: [] };
}

function bookmark(asked: Asked): Json {
  const { world, args } = asked;
  const channel = channelOf(asked, textOf(args["channel_id"]));
  if (args["type"] !== "link") throw new Refused("invalid_bookmark_type");
  if (!/^https?:\/\//.test(textOf(args["link"]))) throw new Refused("invalid_link");
  const added = { id: newId(world, "Bk"), channel: channel.id, title: textOf(args["title"]), link: textOf(args["link"]) };
  world.bookmarks.push(added);
  return { bookmark: { ...added, channel_id: channel.id, type: "link" } };
}

function bookmarks(asked: Asked): Json {
  const channel = channelOf(asked, textOf(asked.args["channel_id"]));
  const own = asked.world.bookmarks.filter((one) => one.channel === channel.id);
  return { bookmarks: own.map((one) => ({ ...one, channel_id: channel.id, type: "link" })) };
}

/** Says where the bytes of a file are to be sent. docs.slack.dev/messaging/working-with-files. */
function beginUpload({ world, args, by }: Asked): Json {
  const [name, length] = [textOf(args["filename"]), Number(args["length"])];
  if (name === "" || !(length > 0)) throw new Refused("invalid_arguments");
  const id = newId(world, "F");
  world.uploads.set(id, { name, length, by, bytes: null });
  return { upload_url: `${world.url}/upload/${id}`, file_id: id };
}

/** Puts files whose bytes have come into a channel, once. */
function endUpload(asked: Asked): Json {
  const { world, args, by } = asked;
  const channel = joined(asked, textOf(args["channel_id"]));
  const ids = listOf(args["files"]).map((one) => textOf(objectOf(one)["id"]));
  const files = ids.map((id) => {
    const upload = world.uploads.get(id);
    if (!upload?.bytes || upload.by !== by) throw new Refused("file_not_found");
    world.uploads.delete(id);
    const { name, bytes } = upload;
    const team = by.team;
    const file = {
      id,
      name,
      mimetype: name.endsWith(".ics") ? "text/calendar" : "text/plain",
      user: by.bot_user,
      team,
      bytes,
      channels: [channel],
      deleted: false,
    };
    world.files.set(id, file);
    return { id, title: name };
  });
  return { files };
}

/** `pins.add`, `.remove`; `reactions.add`, `.get`, `.remove`; `files.info`; `bookmarks.add`, `.list`. */
export const marks: Methods = {
  "pins.add": { scopes: ["pins:write"], run: pin },
  "pins.remove": { scopes: ["pins:write"], run: unpin },
  "reactions.add": { scopes: ["reactions:write"], run: react },
  "reactions.get": { scopes: ["reactions:read"], run: reactions },
  "reactions.remove": { scopes: ["reactions:write"], run: unreact },
  "files.getUploadURLExternal": { scopes: ["files:write"], run: beginUpload },
  "files.completeUploadExternal": { scopes: ["files:write"], run: endUpload },
  "files.info": { scopes: ["files:read"], run: fileInfo },
  "bookmarks.add": { scopes: ["bookmarks:write"], run: bookmark },
  "bookmarks.list": { scopes: ["bookmarks:read"], run: bookmarks },
};
