/** How a case stands to others of the relationship: what may be the same, what came again, what was reported twice and goes on here. */
import type { Joined, Shared } from "./case.ts";
import type { RecurrenceEvent } from "./events/recurrence.ts";
import { kept, last, type Stamped, stamp } from "./fold.ts";

/** The case after one more event of this kind. */
export function evolveRecurrence(s: Shared, event: RecurrenceEvent & Stamped): Shared {
  const { firm, at } = stamp(event);
  switch (event.type) {
    case "likeness-found":
      return { ...s, related: [...s.related, ...event.alike.map((one) => ({ ...one, as: null }))] };
    case "report-joined": {
      const { report: id, number, person, affected, total, stops, also, files, said } = event;
      const texts = { what: said?.what ?? null, order: said?.order ?? null, hurts: said?.hurts ?? null };
      const joined: Joined = { case: id, number, person, at, affected, total, stops, ...(also && { also }), files, ...texts };
      return { ...s, joined: last(s.joined ?? [], joined, kept.joined) };
    }
    case "likeness-said":
      return {
        ...s,
        related: s.related.map((one) => (one.case === event.earlier ? { ...one, as: event.as, said: firm } : one)),
      };
    default:
      return event satisfies never;
  }
}
