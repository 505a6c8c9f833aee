/** What becomes of channels: renamed, archived, shared, cut off, entered by others. Chat is never the record: a case goes on whatever happens to them. */
import { roomFrom } from "../../src/domain/message.ts";
import { firms } from "../../src/domain/people.ts";
import type { Tools } from "./asking.ts";
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

/** A channel has changed: what we knew of it is looked at anew, and what we may not write there any more stops at once. */
export async function roomChanged(tools: Tools, event: Body, installation: string): Promise<void> {
  const { tables, fence, log } = tools;
  const channel = channelOf(event);
  if (channel === null) return;
  fence.forget(channel);
  switch (event["type"]) {
    case "channel_id_changed": {
      const [from, to] = [event["old_channel_id"], event["new_channel_id"]];
      if (typeof from === "string" && typeof to === "string") await tables.moveChannel(from, to);
      return;
    }
    case "channel_archive":
    case "group_archive":
    case "channel_deleted":
    case "group_deleted": {
      return roomsClosed(tools, await tables.markRooms(channel, "closed"));
    }
    case "channel_unarchive":
    case "group_unarchive":
      return reopened(tools, channel);
    case "member_left_channel":
    case "channel_left":
    case "group_left": {
      const ours = await tools.installations.find(installation, null);
      if (event["type"] !== "member_left_channel" || event["user"] === ours?.botUser)
        await roomsClosed(tools, await tables.markRooms(channel, "closed"));
      return;
    }
    case "member_joined_channel": {
      const ours = await tools.installations.find(installation, null);
      return event["user"] === ours?.botUser ? reopened(tools, channel) : outsiders(tools, installation, channel);
    }
    case "channel_shared":
    case "channel_unshared":
      return outsiders(tools, installation, channel);
    default:
      // A name is only a name; whatever else happens to a channel changes nothing for us.
      log.info({ channel, event: String(event["type"]) }, "a channel changed");
  }
}

const channelOf = (event: Body): string | null => {
  const found = event["channel"] ?? event["channel_id"] ?? event["old_channel_id"];
  if (typeof found === "string") return found;
  const id = (found as { id?: unknown } | undefined)?.id;
  return typeof id === "string" ? id : null;
};

/** A room can be written to again: what waited comes. */
async function reopened(tools: Tools, channel: string): Promise<void> {
  for (const { relationship, room } of await tools.tables.markRooms(channel, "open")) await tools.linked(relationship, room);
}

/** A shared room with an organisation in it that is neither firm's is paused; without it, it goes on. */
async function outsiders(tools: Tools, installation: string, channel: string): Promise<void> {
  const rooms = (await tools.tables.roomsOf(channel)).filter(({ room }) => room === "shared");
  if (rooms.length === 0) return;
  const teams = await tools.fence.teams(installation, channel);
  if (teams === null) return roomsClosed(tools, await tools.tables.markRooms(channel, "closed"));
  for (const { relationship } of rooms) {
    const known = new Set([
      installation,
      ...(await tools.tables.linked(relationship)).map(({ team }) => team),
      ...(await tools.tables.admitted(relationship)),
    ]);
    const third = teams.filter((team) => !known.has(team));
    if (third.length === 0) await reopened(tools, channel);
    else if ((await tools.tables.markRooms(channel, "paused")).length > 0) {
      tools.log.warn(
        { relationship, channel, organisations: third.length },
        "another organisation is in the shared room: nothing is posted there",
      );
      await tellLeads(tools, relationship, firms, (t) => t("slack.third-organisation"));
    }
  }
}

/** A message of ours was deleted: what it said stands in the case, and a live card comes again. */
export async function messageDeleted(tools: Tools, event: Body): Promise<void> {
  const [channel, ts] = [event["channel"], event["deleted_ts"]];
  const ours = typeof channel === "string" && typeof ts === "string" ? await tools.tables.at(channel, ts) : null;
  if (ours) await tools.linked(ours.relationship, ours.room);
}
