/**
 * What Teams posts when something changes: members, channels, the installation, reactions. Shapes:
 * https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events (read 2026-12);
 * of shared channels: the channel data of microsoft/Agents-for-js, packages/agents-hosting-extensions-teams, `TeamsChannelData`.
 */
import { type Json, objectOf } from "../slack/json.ts";
import { frame } from "./payloads.ts";
import type { Channel, Conversation, Message, Team, User, World } from "./world.ts";

const account = ({ id, aad }: User): Json => ({ id, aadObjectId: aad });
const withData = (base: Json, more: Json): Json => ({ ...base, channelData: { ...objectOf(base["channelData"]), ...more } });
const teamShown = ({ id, group, name, tenant }: Team): Json => ({ id, aadGroupId: group, name, tenantId: tenant });

/**
 * Somebody came or went. Of a standard channel it is told of the team; of a private or shared one, of the channel, with where they are from.
 * `member`: null for the bot itself.
 */
export function memberEvent(world: World, by: User, where: Conversation, what: "Added" | "Removed", member: User | null): Json {
  const base = frame(world, "conversationUpdate", by, where, null);
  const list = { [`members${what}`]: [member === null ? { id: world.app.bot } : account(member)] };
  if (where.kind === "personal") return { ...base, ...list };
  if (where.kind === "standard") return withData({ ...base, ...list }, { eventType: `teamMember${what}` });
  const membershipSource = { sourceType: "channel", id: where.id, membershipType: "direct", tenantId: member?.tenant ?? where.team.tenant };
  return withData({ ...base, ...list }, { eventType: `channelMember${what}`, ...(where.kind === "shared" && { membershipSource }) });
}

/** A channel is shared with a team, of another firm perhaps, or is so no more. */
export function sharingEvent(world: World, by: User, channel: Channel, what: "channelShared" | "channelUnshared", team: Team): Json {
  const list = { [what === "channelShared" ? "sharedWithTeams" : "unsharedFromTeams"]: [teamShown(team)] };
  const base = frame(world, "conversationUpdate", by, channel, null);
  return withData(base, {
    eventType: what,
    channel: { id: channel.id, name: channel.name, type: "shared" },
    team: teamShown(channel.team),
    ...list,
  });
}

/** A channel is made, renamed, deleted or restored. */
export function channelEvent(world: World, by: User, channel: Channel, what: "Created" | "Renamed" | "Deleted" | "Restored"): Json {
  const base = frame(world, "conversationUpdate", by, channel, null);
  return withData(base, { eventType: `channel${what}`, channel: { id: channel.id, name: channel.name } });
}

/** The app is put in, or taken out. */
export function installation(world: World, by: User, where: Conversation, action: "add" | "remove"): Json {
  const base = { ...frame(world, "installationUpdate", by, where, null), action };
  return where.kind === "personal" ? base : withData(base, { settings: { selectedChannel: { id: where.id } } });
}

/** Somebody marks a message of the bot's, or takes the mark back: "like", "heart", "laugh", "surprised", "sad", "angry". */
export function reaction(world: World, by: User, on: Message, type: string, what: "Added" | "Removed" = "Added"): Json {
  return { ...frame(world, "messageReaction", by, on.conversation, on.root), [`reactions${what}`]: [{ type }], replyToId: on.id };
}
