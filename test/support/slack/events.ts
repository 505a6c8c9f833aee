/**
 * The Events API's payloads, as of 2026: what happened, and the envelope in which an app is told.
 *
 * An envelope's `team_id` is the workspace whose channel it is; through which installation it comes is in `authorizations` and
 * `context_team_id` (java-slack-sdk#629). Shapes: docs.slack.dev/reference/events.
 */

import type {
  AppMentionEvent,
  AppRateLimitedEvent,
  AppUninstalledEvent,
  ChannelArchiveEvent,
  ChannelIDChangedEvent,
  ChannelRenameEvent,
  ChannelSharedEvent,
  ChannelUnarchiveEvent,
  ChannelUnsharedEvent,
  FileSharedEvent,
  LinkSharedEvent,
  MemberJoinedChannelEvent,
  MemberLeftChannelEvent,
  ReactionAddedEvent,
  ReactionRemovedEvent,
  TeamAccessRevokedEvent,
  TokensRevokedEvent,
} from "@slack/types";
import { type Json, textOf } from "./json.ts";
import { userShown } from "./people.ts";
import { messageShown } from "./shown.ts";
import { viewShown } from "./views.ts";
import {
  type Channel,
  count,
  type File,
  type Installation,
  isExternal,
  type Message,
  newId,
  newTs,
  saidIn,
  sameOrganisation,
  type User,
  type View,
  type World,
} from "./world.ts";

/** An event as it stands in its envelope. */
export type SlackEvent = { readonly type: string };

function channelNamed(world: World, event: Json): Channel | undefined {
  const named = event["channel"];
  const id = textOf(typeof named === "object" && named !== null ? (named as Json)["id"] : (named ?? event["channel_id"]));
  return world.channels.find((channel) => channel.id === id);
}

/** What is posted to an app's address for an event: told to one installation, with an id of its own. */
export function envelope(world: World, to: Installation, event: SlackEvent): Json {
  const channel = channelNamed(world, { ...event });
  const external = channel ? isExternal(world, channel) : false;
  const enterprise = world.workspaces.get(to.team)!.enterprise?.id ?? null;
  return {
    token: "verification-token",
    team_id: external ? channel!.host : to.team,
    context_team_id: to.team,
    context_enterprise_id: enterprise,
    api_app_id: to.app,
    event,
    type: "event_callback",
    event_id: newId(world, "Ev"),
    event_time: Math.floor(world.now() / 1000),
    authorizations: [{ enterprise_id: enterprise, team_id: to.team, user_id: to.bot_user, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: external,
    event_context: `4-${Buffer.from(`${to.team}.${count(world, "context")}`).toString("base64")}`,
  };
}

/** What Slack posts once, when the address is entered: answer with its `challenge`. */
export function urlVerification(challenge: string): Json {
  return { token: "verification-token", challenge, type: "url_verification" };
}

/** What Slack posts in place of events when it was more than 30,000 within an hour; it has no envelope. */
export function appRateLimited(world: World, to: Installation): AppRateLimitedEvent {
  return {
    token: "verification-token",
    type: "app_rate_limited",
    team_id: to.team,
    minute_rate_limited: Math.floor(world.now() / 60_000) * 60,
    api_app_id: to.app,
  };
}

/** Whose the writer is, where they are not of the channel's firm: an organisation's id where there is one. */
function origin(world: World, { channel, team }: Message): Json {
  if (sameOrganisation(world, team, channel.host)) return { team };
  const whole = world.workspaces.get(team)?.enterprise?.id ?? team;
  return { team, user_team: whole, source_team: whole };
}

function kindOf(channel: Channel): "im" | "group" | "channel" {
  return channel.user !== null ? "im" : channel.is_private ? "group" : "channel";
}

function parent(world: World, message: Message): Json {
  if (message.thread_ts === null) return {};
  const above = saidIn(world, message.channel).at.get(message.thread_ts);
  return { thread_ts: message.thread_ts, ...(above && { parent_user_id: above.user }) };
}

/** Something was written: a person's message (with files: `file_share`), or a bot's. */
export function messageEvent(world: World, message: Message): SlackEvent & Json {
  return {
    ...messageShown(world, message, true),
    ...origin(world, message),
    ...parent(world, message),
    ...(message.files.length > 0 && { subtype: "file_share", upload: false }),
    ...(message.bot === null && { client_msg_id: `client-${message.ts}` }),
    type: "message",
    channel: message.channel.id,
    channel_type: kindOf(message.channel),
    event_ts: message.ts,
  };
}

/** A bot wrote through an older door, without a user of its own. */
export function botMessage(message: Message): SlackEvent & Json {
  return {
    type: "message",
    subtype: "bot_message",
    bot_id: message.bot?.id ?? "B0000000000",
    text: message.content.text,
    ts: message.ts,
    channel: message.channel.id,
    channel_type: kindOf(message.channel),
    event_ts: message.ts,
  };
}

/** Somebody named the bot in a channel. */
export function appMention(world: World, message: Message): AppMentionEvent {
  const { user_team, source_team } = origin(world, message);
  return {
    type: "app_mention",
    user: message.user,
    text: message.content.text,
    ts: message.ts,
    team: message.team,
    channel: message.channel.id,
    event_ts: message.ts,
    ...(message.thread_ts !== null && { thread_ts: message.thread_ts }),
    ...(user_team !== undefined && { user_team: textOf(user_team), source_team: textOf(source_team) }),
  };
}

/** A message was edited; it must hold its new content already. */
export function messageChanged(world: World, message: Message): SlackEvent & Json {
  const shown = messageShown(world, message, true);
  const before = message.shown.at(-2) ?? message.content;
  return {
    type: "message",
    subtype: "message_changed",
    hidden: true,
    message: { ...shown, edited: message.edited ?? { user: message.user, ts: message.ts }, source_team: message.team },
    previous_message: { ...shown, text: before.text },
    channel: message.channel.id,
    channel_type: kindOf(message.channel),
    ts: newTs(world),
    event_ts: newTs(world),
  };
}

/** A message was taken away. */
export function messageDeleted(world: World, message: Message): SlackEvent & Json {
  const ts = newTs(world);
  return {
    type: "message",
    subtype: "message_deleted",
    hidden: true,
    deleted_ts: message.ts,
    previous_message: messageShown(world, message, true),
    channel: message.channel.id,
    channel_type: kindOf(message.channel),
    ts,
    event_ts: ts,
  };
}

/** Somebody opened the app's home; with the view that they saw, if there was one. */
export function appHomeOpened(world: World, user: User, channel: string, home: View | null): SlackEvent & Json {
  const seen = home ? { view: viewShown(world, home) } : {};
  return { type: "app_home_opened", user: user.id, channel, tab: "home", event_ts: newTs(world), ...seen };
}

/** A person put a mark on a message, or took it away. */
export function reaction(
  world: World,
  type: "reaction_added" | "reaction_removed",
  user: User,
  message: Message,
  name: string,
): ReactionAddedEvent | ReactionRemovedEvent {
  const item = { type: "message" as const, channel: message.channel.id, ts: message.ts };
  return { type, user: user.id, reaction: name, item_user: message.user, item, event_ts: newTs(world) };
}

/** Somebody came into a channel. */
export function memberJoined(world: World, channel: Channel, user: User, inviter: User | null): MemberJoinedChannelEvent {
  const from = inviter ? { inviter: inviter.id } : {};
  return {
    type: "member_joined_channel",
    user: user.id,
    channel: channel.id,
    channel_type: channel.id.slice(0, 1),
    team: user.team,
    event_ts: newTs(world),
    ...from,
  };
}

/** Somebody left a channel, or was taken out. */
export function memberLeft(world: World, channel: Channel, user: User): MemberLeftChannelEvent {
  const type = channel.id.slice(0, 1);
  return { type: "member_left_channel", user: user.id, channel: channel.id, channel_type: type, team: user.team, event_ts: newTs(world) };
}

/** A channel was connected with a workspace (or an organisation: "E…"). */
export function channelShared(world: World, channel: Channel, team: string): ChannelSharedEvent {
  return { type: "channel_shared", connected_team_id: team, channel: channel.id, event_ts: newTs(world) };
}

/** A workspace (or an organisation: "E…") was cut off a channel. */
export function channelUnshared(world: World, channel: Channel, team: string): ChannelUnsharedEvent {
  const left = isExternal(world, channel);
  return { type: "channel_unshared", previously_connected_team_id: team, channel: channel.id, is_ext_shared: left, event_ts: newTs(world) };
}

/** A channel has another id from now on. */
export function channelIdChanged(world: World, before: string, channel: Channel): ChannelIDChangedEvent {
  return { type: "channel_id_changed", old_channel_id: before, new_channel_id: channel.id, event_ts: newTs(world) };
}

/** A channel was put away, or taken up again. */
export function channelArchive(
  world: World,
  type: "channel_archive" | "channel_unarchive",
  channel: Channel,
  user: User,
): ChannelArchiveEvent | ChannelUnarchiveEvent {
  return { type, channel: channel.id, user: user.id, event_ts: newTs(world) };
}

/** A channel has another name; it must have it already. */
export function channelRename(world: World, channel: Channel): ChannelRenameEvent {
  const { id, name } = channel;
  const shown = { id, name, name_normalized: name, created: 0, is_channel: true, is_mpim: false };
  return { type: "channel_rename", channel: shown, event_ts: newTs(world) };
}

/** A person's account changed (closed, made a guest), or what they say of themselves. */
export function userChange(world: World, type: "user_change" | "user_profile_changed", user: User, to: Installation): SlackEvent & Json {
  return { type, user: userShown(world, user, to), cache_ts: Math.floor(world.now() / 1000), event_ts: newTs(world) };
}

/** An organisation took the app away from some of its workspaces. */
export function teamAccessRevoked(world: World, teams: readonly string[]): TeamAccessRevokedEvent {
  return { type: "team_access_revoked", team_ids: [...teams], event_ts: newTs(world) };
}

/** The app was removed from the workspace. */
export function appUninstalled(world: World): AppUninstalledEvent & Json {
  return { type: "app_uninstalled", event_ts: newTs(world) };
}

/** Tokens were taken back: those of the bot, or of people. */
export function tokensRevoked(world: World, to: Installation): TokensRevokedEvent & Json {
  return { type: "tokens_revoked", tokens: { oauth: [], bot: [to.bot_user] }, event_ts: newTs(world) };
}

/** A file was put into a channel. */
export function fileShared(world: World, file: File, channel: Channel): FileSharedEvent {
  return {
    type: "file_shared",
    file_id: file.id,
    user_id: file.user,
    file: { id: file.id },
    channel_id: channel.id,
    event_ts: newTs(world),
  };
}

/** An address of the app's own was written into a message. */
export function linkShared(world: World, message: Message, url: string): LinkSharedEvent {
  return {
    type: "link_shared",
    channel: message.channel.id,
    is_bot_user_member: true,
    user: message.user,
    message_ts: message.ts,
    unfurl_id: `${message.channel.id}.${message.ts}`,
    source: "conversations_history",
    links: [{ url, domain: new URL(url).hostname }],
    event_ts: newTs(world),
  };
}
