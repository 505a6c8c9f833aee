/** Whether rooms can be written to: closed to us, cut off from one firm, entered by others. Chat is never the record: a case goes on whatever happens to them. */
import { isShared, roomFrom } from "../../src/domain/message.ts";
import { type Firm, firms, personOf, type Account as Settings } from "../../src/domain/people.ts";
import type { Tools } from "./asking.ts";
import type { Fence } from "./fence.ts";
import { type Telling, tellLeads } from "./leads.ts";
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
    await tellLeads(telling, room.relationship, ownersOf(room), (firm, { firms: known }) =>
      isShared(room.room) ? { key: "chat.shared-closed" } : { key: "chat.side-closed", args: { firm: known[firm].name } },
    );
}

/** The app was taken out of the place through which these rooms are reached: each firm hears it once, whatever it had there. */
export async function appRemoved(telling: Telling, rooms: readonly Channel[]): Promise<void> {
  for (const relationship of new Set(rooms.map((room) => room.relationship))) {
    const owners = rooms.filter((room) => room.relationship === relationship).flatMap(ownersOf);
    await tellLeads(telling, relationship, [...new Set(owners)], () => ({ key: "chat.removed" }));
  }
}

/** What looking at a shared room takes. */
export type Watching = Telling & { readonly fence: Fence };

/**
 * Whether a shared room is both firms' and nobody else's, as the platform says now: with an organisation in it that is neither firm's it is
 * paused; cut off from one firm, archived, or out of our sight it is closed. Both firms are told once of what has changed.
 */
export async function sharedNow(watching: Watching, room: Channel, known: Settings): Promise<Channel["state"]> {
  const { tables, fence, log } = watching;
  const { relationship, installation, channel } = room;
  const seen = await fence.look(installation, channel);
  const becomes = async (state: Channel["state"], key: "chat.shared-closed" | "chat.shared-cut" | "chat.third-organisation") => {
    if (!(await tables.markRoom(room, state))) return state;
    log.warn({ relationship, channel, state, why: key }, "nothing is posted in a shared room");
    await tellLeads(watching, relationship, firms, () => ({ key }));
    return state;
  };
  if (seen === null || seen.archived) return becomes("closed", "chat.shared-closed");
  const linked = await tables.linked(relationship);
  const ours = new Set([installation, ...linked.map(({ team }) => team)]);
  const others = seen.teams.filter((team) => !ours.has(team));
  const admitted = others.length === 0 ? [] : await tables.admitted(relationship);
  if (others.some((team) => !admitted.includes(team))) return becomes("paused", "chat.third-organisation");
  const isThere = (firm: Firm): boolean => {
    const people = linked.filter(({ person }) => personOf(known, person)?.firm === firm);
    return people.length === 0 || people.some(({ team, user }) => seen.teams.includes(team) || seen.members.includes(user));
  };
  if (!firms.every(isThere)) return becomes("closed", "chat.shared-cut");
  if (room.state !== "open") await tables.markRoom(room, "open");
  return "open";
}

/** Looks at the rooms of a channel: for one that can be written to again, `linked` brings what waited. */
export async function lookedAt(watching: Watching & Pick<Tools, "linked">, channel: string): Promise<void> {
  for (const room of await watching.tables.roomsOf(channel)) {
    const known = await watching.settings(room.relationship);
    if (!known) continue;
    // Whether a firm's own room is safe is looked at before each message; here it is only whether it is there.
    const state = isShared(room.room) ? await sharedNow(watching, room, known) : await sideNow(watching, room);
    if (state === "open" && room.state !== "open") await watching.linked(room.relationship, room.room);
  }
}

async function sideNow({ tables, fence }: Watching, room: Channel): Promise<Channel["state"]> {
  const seen = await fence.look(room.installation, room.channel);
  if (room.state === "open" || seen === null || seen.archived) return room.state;
  await tables.markRoom(room, "open");
  return "open";
}
