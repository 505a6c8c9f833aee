/** Live rooms: each open page is told what is new in the rooms that its person may read, and nothing else. */
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import type { RoomMessage, Tables } from "./tables.ts";

/** Wakes everyone who waits; pages of other processes look again once a second. */
export function bell() {
  const waiting = new Set<() => void>();
  return {
    ring() {
      for (const wake of [...waiting]) wake();
    },
    /** Resolves at the next ring, or after `ms` milliseconds. */
    wait(ms: number): Promise<void> {
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, ms);
        waiting.add(wake);
      });
    },
    /** How many wait now. */
    waiting: () => waiting.size,
  };
}
export type Bell = ReturnType<typeof bell>;

const lookEveryMs = 1_000;
const heartbeatMs = 25_000;

/**
 * A comment at once and then every 25 seconds, whatever else is written or happens: a page that hears none any more connects again.
 * Answers how to stop it.
 */
export function heartbeat(write: (comment: string) => unknown): () => void {
  const beat = () => void write(": here\n\n");
  beat();
  const timer = setInterval(beat, heartbeatMs);
  return () => clearInterval(timer);
}

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
  open: () => boolean | Promise<boolean>,
): AsyncGenerator<RoomMessage> {
  const known = await web.ends(relationship, rooms, person);
  while (await open()) {
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
