/** A pause that a person takes: of a reminder, or of what is taken into a case. */
import { nextMorning } from "./calendar.ts";
import { ownTime, type Person } from "./people.ts";
import { hourMs, type Instant, minuteMs, plus } from "./time.ts";

/** *morning* is when the person's work next begins. */
export const pauses = ["30-minutes", "1-hour", "2-hours", "morning"] as const;
export type Pause = (typeof pauses)[number];

const lasts: { readonly [P in Exclude<Pause, "morning">]: number } = {
  "30-minutes": 30 * minuteMs,
  "1-hour": hourMs,
  "2-hours": 2 * hourMs,
};

/** When a pause that somebody chooses now is over. */
export const pauseEnds = (pause: Pause, who: Person, now: Instant): Instant =>
  pause === "morning" ? nextMorning(ownTime(who), now) : plus(now, lasts[pause]);
