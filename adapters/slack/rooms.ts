/** What becomes of channels: renamed, archived, shared, cut off, entered by others. Chat is never the record: a case goes on whatever happens to them. */
import { roomFrom } from "../../src/domain/message.ts";
import { type Firm, firms, personOf, type Account as Settings } from "../../src/domain/people.ts";
import type { Tools } from "./asking.ts";
import type { Fence } from "./fence.ts";
import { type Telling, tellLeads } from "./leads.ts";
import type { Body } from "./parse.ts";
import type { Channel } from "./tables.ts";

/** Whose room it is: both firms' or one's. Nobody is told of a person's direct messages. */
function ownersOf({ room }: Channel) {
  const to = roomFrom(room);
  if (to.kind === "person") return [];
  return to.audience === "shared" ? firms : [to.audience];
}

/** Tells the firms whose rooms have been closed to us: their cases go on, and how the room comes back. Neutral: nobody has done anything. */
export async function roomsClosed(telling: Telling, rooms: readonly Channel[]): Promise<void> {
  for (const room of rooms)
    await tellLeads(telling, room.relationship, ownersOf(room), (t, firm, { firms: known }) =>
      room.room === "shared" ? t("slack.shared-closed") : t("slack.side-closed", { firm: known[firm].name }),
    );
}

/** What looking at a shared room takes. */
export type Watching = Telling & { readonly fence: Fence };

/**
 * Whether a shared room is both firms' and nobody else's, as Slack says now: with an organisation in it that is neither firm's it is
 * paused; cut off from one firm, archived, or out of our sight it is closed. Both firms are told once of what has changed.
 */
export async function sharedNow(watching: Watching, room: Channel, known: Settings): Promise<Channel["state"]> {
  const { tables, fence, log } = watching;
  const { relationship, installation, channel } = room;
  const seen = await fence.look(installation, channel);
  const becomes = async (state: Channel["state"], key: "slack.shared-closed" | "slack.shared-cut" | "slack.third-organisation") => {
    if (!(await tables.markRoom(room, state))) return state;
    log.warn({ relationship, channel, state, why: key }, "nothing is posted in a shared room");
    await tellLeads(watching, relationship, firms, (t) => t(key));
    return state;
  };
  if (seen === null || seen.archived) return becomes("closed", "slack.shared-closed");
  const linked = await tables.linked(relationship);
  const ours = new Set([installation, ...linked.map(({ team }) => team)]);
  const others = seen.teams.filter((team) => !ours.has(team));
  const admitted = others.length === 0 ? [] : await tables.admitted(relationship);
  if (others.some((team) => !admitted.includes(team))) return becomes("paused", "slack.third-organisation");
  const isThere = (firm: Firm): boolean => {
    const people = linked.filter(({ person }) => personOf(known, person)?.firm === firm);
    return people.length === 0 || people.some(({ team, user }) => seen.teams.includes(team) || seen.members.includes(user));
  };
  if (!firms.every(isThere)) return becomes("closed", "slack.shared-cut");
  if (room.state !== "open") await tables.markRoom(room, "open");
  return "open";
}

/** A channel has changed: what we knew of it is looked at anew, and what we may not write there any more stops at once. */
export async function roomChanged(tools: Tools, event: Body): Promise<void> {
  const { tables, fence, log } = tools;
  const channel = channelOf(event);
  if (channel === null) return;
  fence.forget(channel);
  switch (event["type"]) {
    case "channel_id_changed": {
      const [from, to] = [event["old_channel_id"], event["new_channel_id"]];
      if (typeof from !== "string" || typeof to !== "string") return;
      await tables.moveChannel(from, to);
      fence.forget(to);
      return lookedAt(tools, to);
    }
    case "channel_archive":
    case "group_archive":
    case "channel_deleted":
    case "group_deleted":
    case "channel_left":
    case "group_left":
      return roomsClosed(tools, await tables.markRooms(channel, "closed"));
    case "member_left_channel":
      return (await isOurs(tools, channel, event["user"]))
        ? roomsClosed(tools, await tables.markRooms(channel, "closed"))
        : lookedAt(tools, channel);
    case "channel_unarchive":
    case "group_unarchive":
    case "member_joined_channel":
    case "channel_shared":
    case "channel_unshared":
      return lookedAt(tools, channel);
    default:
      // A name is only a name; whatever else happens to a channel changes nothing for us.
      log.info({ channel, event: typeof event["type"] === "string" ? event["type"] : "unknown" }, "a channel changed");
  }
}

const channelOf = (event: Body): string | null => {
  const found = event["channel"] ?? event["channel_id"] ?? event["old_channel_id"];
  if (typeof found === "string") return found;
  const id = (found as { id?: unknown } | undefined)?.id;
  return typeof id === "string" ? id : null;
};

/** Whether a user is the bot through which we are in a channel; in the other firm's workspace we are somebody else. */
async function isOurs({ tables, installations }: Tools, channel: string, user: unknown): Promise<boolean> {
  for (const { installation } of await tables.roomsOf(channel)) {
    if ((await installations.find(installation, null))?.botUser === user) return true;
  }
  return false;
}

/** Looks at the rooms of a channel: one that can be written to again gets what waited. */
async function lookedAt(tools: Tools, channel: string): Promise<void> {
  for (const room of await tools.tables.roomsOf(channel)) {
    const known = await tools.settings(room.relationship);
    if (!known) continue;
    // Whether a firm's own room is safe is looked at before each message; here it is only whether it is there.
    const state = room.room === "shared" ? await sharedNow(tools, room, known) : await sideNow(tools, room);
    if (state === "open" && room.state !== "open") await tools.linked(room.relationship, room.room);
  }
}

async function sideNow({ tables, fence }: Tools, room: Channel): Promise<Channel["state"]> {
  const seen = await fence.look(room.installation, room.channel);
  if (room.state === "open" || seen === null || seen.archived) return room.state;
  await tables.markRoom(room, "open");
  return "open";
}

/** A message of ours was deleted: what it said stands in the case, and a live card comes again. */
export async function messageDeleted(tools: Tools, event: Body): Promise<void> {
  const [channel, ts] = [event["channel"], event["deleted_ts"]];
  const ours = typeof channel === "string" && typeof ts === "string" ? await tools.tables.at(channel, ts) : null;
  if (ours) await tools.linked(ours.relationship, ours.room);
}
