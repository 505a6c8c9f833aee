/** What becomes of channels: renamed, archived, shared, cut off, entered by others. Chat is never the record: a case goes on whatever happens to them. */
import { lookedAt, roomsClosed } from "../chat/watching.ts";
import type { Tools } from "./asking.ts";
import type { Body } from "./parse.ts";

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

/** A message of ours was deleted: what it said stands in the case, and a live card comes again. */
export async function messageDeleted(tools: Tools, event: Body): Promise<void> {
  const [channel, ts] = [event["channel"], event["deleted_ts"]];
  const ours = typeof channel === "string" && typeof ts === "string" ? await tools.tables.at(channel, ts) : null;
  if (ours) await tools.linked(ours.relationship, ours.room);
}
