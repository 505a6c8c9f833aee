/** For how long a closed case is watched: as long as the firms have agreed once and for all, unless both say otherwise for this one. */
import type { Shared } from "../src/domain/case.ts";
import { watches } from "../src/domain/commands/follow-up.ts";
import type { Measure } from "../src/domain/follow-up.ts";
import type { Choice } from "../src/domain/message.ts";
import type { Account } from "../src/domain/people.ts";
import { dayMs, type Instant, plus } from "../src/domain/time.ts";
import { followsUp } from "./follow-up-state.ts";
import { plain, type Speak } from "./wording/index.ts";

/** How many days are usual in a relationship. */
export const usualDays = ({ effectAfterDays }: Account): number => effectAfterDays;

/** How many days hold for a case: another length only when both firms have agreed to it. */
export const watchDays = ({ followUp: { watch } }: Shared, account: Account): number => (watch?.agreed ? watch.days : usualDays(account));

/** The measures that nobody has looked back on: those that are in place, whose effect is looked at next, and those that are not yet. */
export const unchecked = ({ followUp: { measures } }: Shared): readonly Measure[] => measures.filter(({ effect }) => effect === "waiting");

/** The measures whose effect is looked at next: what is not in place has had none. */
export const lookedAt = (s: Shared): readonly Measure[] => unchecked(s).filter(({ done }) => done !== undefined);

/** Whether it is still to be asked whether it has stayed away: not yet, or not since a measure was put in place. */
export const awaitsCheck = (s: Shared): boolean => s.followUp.check === null || lookedAt(s).length > 0;

/** When a closed case is asked about; `null`: it is not, because there was nothing to put right or it was a trifle without measures. */
export function watchedUntil(s: Shared, account: Account): Instant | null {
  const { closed, measures, check } = s.followUp;
  if (!closed || !(followsUp(s) || measures.length > 0)) return null;
  // What was put in place after the check is given as long.
  const newer = check === null ? [] : lookedAt(s).flatMap(({ done }) => (done ? [done.at] : []));
  const from = newer.reduce((latest, at) => (at > latest ? at : latest), closed.at);
  return plus(from, watchDays(s, account) * dayMs);
}

/** The lengths to choose from. */
export const daysChoices = (t: Speak, account: Account): Choice[] =>
  [...new Set([...watches, usualDays(account)])]
    .sort((a, b) => a - b)
    .map((days) => ({ value: String(days), label: plain(t("watch.days", { days })) }));
