/** What becomes of channels and of the app in Teams: entered, left, shared, deleted, taken out. A case goes on whatever happens to them. */
import { appRemoved, lookedAt, roomsClosed } from "../chat/watching.ts";
import type { Tools } from "./asking.ts";
import { type Activity, referenceOf, roomOf } from "./parse.ts";

/** Something has changed: what we knew of a channel is looked at anew, and what we may not write there any more stops at once. */
export async function roomChanged(tools: Tools, activity: Activity): Promise<null> {
  const reference = referenceOf(activity);
  if (!reference) return null;
  const { tables, fence } = tools;
  const channel = activity.channelData?.channel?.id ?? roomOf(reference.conversation);
  fence.forget(channel);
  if (activity.type === "installationUpdate" && /^remove/.test(activity.action ?? "")) {
    await removed(tools, reference.tenant, channel);
    return null;
  }
  if (activity.type !== "conversationUpdate" && activity.type !== "installationUpdate") return null;
  if (activity.channelData?.eventType === "channelDeleted") await roomsClosed(tools, await tables.markRooms(channel, "closed"));
  else await lookedAt(tools, channel);
  return null;
}

/** The app was taken out of a team, a channel or a chat: what were rooms there are closed to us. */
async function removed(tools: Tools, tenant: string, channel: string): Promise<void> {
  const closed = [];
  for (const one of [channel, ...(await lostWith(tools, tenant))]) closed.push(...(await tools.tables.markRooms(one, "closed")));
  tools.log.warn({ installation: tenant, channel }, "Teams: the app was removed");
  await appRemoved(tools, closed);
}

/** Out of a team it is taken with all its channels, and Teams names one: which others went with it is what we cannot look into any more. */
async function lostWith({ tables, fence }: Tools, tenant: string): Promise<readonly string[]> {
  const rooms = (await tables.openRooms()).filter(({ installation }) => installation === tenant);
  const lost: string[] = [];
  for (const channel of new Set(rooms.map((room) => room.channel))) {
    fence.forget(channel);
    if ((await fence.look(tenant, channel)) === null) lost.push(channel);
  }
  return lost;
}
