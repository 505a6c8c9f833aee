/** Channels, messages and files in Slack's words. Shapes: docs.slack.dev/reference/objects, read 2026-11. */
import { type Json, listOf } from "./json.ts";
import { type Channel, type File, type Installation, isExternal, type Message, saidIn, type World } from "./world.ts";

/** A channel in Slack's words. */
export function channelShown(world: World, channel: Channel, by: Installation): Json {
  if (channel.user !== null) return { id: channel.id, is_im: true, user: channel.user, is_archived: channel.is_archived };
  const external = isExternal(world, channel);
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.is_private,
    is_archived: channel.is_archived,
    is_general: false,
    is_member: channel.members.includes(by.bot_user),
    is_shared: channel.teams.length > 1,
    is_ext_shared: external,
    is_org_shared: channel.teams.length > 1 && !external,
    is_pending_ext_shared: false,
    context_team_id: by.team,
    conversation_host_id: channel.host,
    shared_team_ids: channel.teams,
    ...(channel.frozen_reason !== null && { is_frozen: true, frozen_reason: channel.frozen_reason }),
  };
}

/** A file in Slack's words. */
export function fileShown(world: World, file: File): Json {
  const url = `${world.url}/files-pri/${file.team}-${file.id}/${encodeURIComponent(file.name)}`;
  return {
    id: file.id,
    name: file.name,
    title: file.name,
    mimetype: file.mimetype,
    filetype: file.name.split(".").at(-1) ?? "",
    size: file.bytes.length,
    user: file.user,
    user_team: file.team,
    mode: "hosted",
    is_external: false,
    file_access: "visible",
    url_private: url,
    url_private_download: url,
    permalink: `https://files.example/${file.id}`,
    channels: file.channels.map(({ id }) => id),
  };
}

function filesShown(world: World, message: Message): readonly Json[] {
  // Where two firms are, Slack says no more of a file than that one has to ask for it.
  const unsaid = (id: string) => ({ id, mode: "file_access", file_access: "check_file_info" });
  const isShared = isExternal(world, message.channel);
  return message.files.map((id) => (isShared ? unsaid(id) : fileShown(world, world.files.get(id)!)));
}

/** A message in Slack's words, its metadata only for who asks. */
export function messageShown(world: World, message: Message, withMetadata: boolean): Json {
  const { content, bot } = message;
  const replies = (saidIn(world, message.channel).below.get(message.ts) ?? []).filter((one) => !one.deleted);
  return {
    type: "message",
    user: message.user,
    ts: message.ts,
    team: message.team,
    text: content.text,
    ...(bot && { bot_id: bot.id, app_id: bot.app, bot_profile: { id: bot.id, app_id: bot.app, team_id: message.team, deleted: false } }),
    ...(content.blocks.length > 0 && { blocks: content.blocks }),
    ...(withMetadata && content.metadata && { metadata: content.metadata }),
    ...(message.thread_ts !== null && { thread_ts: message.thread_ts }),
    ...(replies.length > 0 && { thread_ts: message.ts, reply_count: replies.length, latest_reply: replies.at(-1)!.ts }),
    ...(message.edited && { edited: message.edited }),
    ...(message.pinned && { pinned_to: [message.channel.id] }),
    ...(message.reactions.length > 0 && { reactions: message.reactions.map((one) => ({ ...one, count: one.users.length })) }),
    ...(message.files.length > 0 && { files: filesShown(world, message) }),
  };
}

/** Blocks as Slack keeps them: each with an id, the one it was given or a counted one. */
export function kept(blocks: unknown, prefix: string): readonly Json[] {
  return listOf(blocks).map((block, index) => ({ block_id: `${prefix}${index}`, ...(block as Json) }));
}
