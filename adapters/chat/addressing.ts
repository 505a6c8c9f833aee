/** Where a message goes, as our books have it: asked once for all that is decided about it. */
import type { CaseId } from "../../src/domain/ids.ts";
import { roomFrom } from "../../src/domain/message.ts";
import type { Address } from "../../src/ports/chat.ts";
import type { Platform } from "./platform.ts";
import type { Place, Tables, Whereabouts } from "./tables.ts";

/** The key of a case's card in a room. */
export const cardKey = (id: CaseId, room: string): string => `${id}:${room}:case`;

/** What our books say of where the message with this key goes. */
export function lookUp(tables: Pick<Tables, "whereabouts">, { relationship, room, thread }: Address, key: string): Promise<Whereabouts> {
  const to = roomFrom(room);
  if (to.kind === "person") return tables.whereabouts(relationship, room, { person: to.person, key, above: null });
  // Everything of a case stands below its card, which itself stands in the room.
  const card = thread === null ? null : cardKey(thread, room);
  return tables.whereabouts(relationship, room, { person: null, key, above: card === key ? null : card });
}

/** Whether what goes there goes through this platform. */
export const isReached = ({ room }: Address, at: Whereabouts): boolean =>
  (roomFrom(room).kind === "person" ? at.account : at.channel) !== null;

/** The id of a place as the relay keeps it, and read back; `null`: another platform's. `between` stands in no id of the platform's. */
export const places = (platform: Platform["name"], between: string) => ({
  idOf: ({ installation, channel, id }: Place): string => [platform, installation, channel, id].join(between),
  placeOf(posted: string): Place | null {
    const [name, installation, channel, id] = posted.split(between);
    return name === platform && installation && channel && id ? { installation, channel, id } : null;
  },
});
