/** What the parts of `evolve` share. */
import type { Event } from "./event.ts";
import type { PersonId } from "./ids.ts";
import type { Firm } from "./people.ts";

/** How much of a growing list a fold keeps; the rest is in the log. */
export const kept = {
  evidence: 3,
  containment: 6,
  causes: 12,
  options: 8,
  visits: 4,
  waits: 4,
  handOvers: 3,
  surveys: 12,
  ownValues: 8,
  joined: 6,
} as const;

/** `items` with one more, the oldest beyond `count` let go. */
export const last = <T>(items: readonly T[], item: T, count: number): readonly T[] => [...items, item].slice(-count);

/** Who did it, of which firm, and when. What the clock alone may do (expire, publish) reads only `at`. */
export const stamp = ({ by, of, at }: Stamped) => ({ by: by as PersonId, firm: of as Firm, at });

/** What the plan asks, in the fold of those who may know of it. */
export type AskEvent = Extract<Event, { type: "asked" | "ask-ended" | "reminded" | "snoozed" | "time-taken" | "answered-otherwise" }>;

/** Every shared event that changes a slice of a case which is there. */
export type SliceEvent = Exclude<Extract<Event, { audience: "shared" }>, AskEvent | { type: "reported" | "opened" }>;

/** When, by whom, and of which firm that person was then. */
export type Stamped = Pick<Event, "at" | "by" | "of">;
