/** What was settled by word of mouth, on the phone or on the spot: one line, read and confirmed by the other firm (questions page, int-15). */
import type { Shared, Text } from "./case.ts";
import type { SpokenEvent } from "./events/spoken.ts";
import { last, type Stamped, stamp } from "./fold.ts";
import type { PersonId, SpokenId } from "./ids.ts";
import type { Firm } from "./people.ts";
import type { Instant } from "./time.ts";

export type Spoken = {
  readonly id: SpokenId;
  readonly by: PersonId;
  readonly firm: Firm;
  readonly at: Instant;
  readonly what: Text;
  /** What the other firm says to it; absent: it has not read it. */
  readonly read?: { readonly by: PersonId; readonly agrees: boolean; readonly words: Text };
};

/** How many a case remembers; the rest is in the log. */
export const mostSpoken = 6;

/** Points that the other firm has not read yet. */
export const unread = ({ spoken = [] }: Pick<Shared, "spoken">): readonly Spoken[] => spoken.filter(({ read }) => read === undefined);

/** The case after an event about what was spoken. */
export function evolveSpoken(s: Shared, event: SpokenEvent & Stamped): Shared {
  const { by, firm, at } = stamp(event);
  const { spoken = [] } = s;
  switch (event.type) {
    case "spoken-noted":
      return { ...s, spoken: last(spoken, { id: event.spoken, by, firm, at, what: event.said?.what ?? null }, mostSpoken) };
    case "spoken-read": {
      const read = { by, agrees: event.agrees, words: event.said?.words ?? null };
      return { ...s, spoken: spoken.map((one) => (one.id === event.spoken ? { ...one, read } : one)) };
    }
    default:
      return event satisfies never;
  }
}
