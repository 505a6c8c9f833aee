/** Live rooms: each open page is told what is new in the rooms that its person may read, and nothing else. */
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import type { RoomMessage, Tables } from "./tables.ts";

/** Wakes everyone who waits; pages of other processes look again once a second. */
export function bell() {
  let waiting: (() => void)[] = [];
  return {
    ring() {
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    /** Resolves at the next ring, or after `ms` milliseconds. */
    wait(ms: number): Promise<void> {
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}
export type Bell = ReturnType<typeof bell>;

const lookEveryMs = 1_000;

type Place = { all: number; own: number };

function advance(place: Place, { onlyYou, seq }: RoomMessage): void {
  if (onlyYou) place.own = Math.max(place.own, seq);
  else place.all = Math.max(place.all, seq);
}

/**
 * New and changed messages of these rooms, in each room's own order, until `open` says no.
 *
 * Every message at least once: a page that reconnects reads its rooms first and then listens.
 */
export async function* news(
  web: Tables,
  relationship: RelationshipId,
  person: PersonId,
  rooms: readonly string[],
  bell: Bell,
  open: () => boolean,
): AsyncGenerator<RoomMessage> {
  const known = await web.ends(relationship, rooms, person);
  while (open()) {
    const rung = bell.wait(lookEveryMs);
    for (const room of rooms) {
      const place = known.get(room)!;
      for (const message of await web.after(relationship, room, person, place)) {
        advance(place, message);
        yield message;
      }
    }
    await rung;
  }
}
