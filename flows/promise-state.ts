/** How promises stand: what they wait for, what is settled, and what each firm has kept. */
import { isLate, isSettled, type PromiseTo, type Shared } from "../src/domain/case.ts";
import type { PromiseId } from "../src/domain/ids.ts";
import type { Firm } from "../src/domain/people.ts";
import { isSettledOnTheSpot } from "../src/domain/settling.ts";
import type { Instant } from "../src/domain/time.ts";
import { waitOf } from "../src/domain/waiting.ts";

/** The promise of that id, if the case has it. */
export const findPromise = (s: Shared, id: PromiseId): PromiseTo | undefined => s.promises.find((promise) => promise.id === id);

/** A promise of the other firm that this one needs and that is late: this one's clock stands still and is not counted against its owner. */
export const heldBy = (s: Shared, promise: PromiseTo, now: Instant): PromiseTo | undefined =>
  promise.needs
    .map((id) => findPromise(s, id))
    .find(
      (need) => need !== undefined && need.firm !== promise.firm && need.status !== "kept" && need.status !== "done" && isLate(need, now),
    );

/** Whether the clock of a promise stands still: the other firm holds the ball. */
export const isWaiting = (s: Shared, promise: PromiseTo, now: Instant): boolean =>
  heldBy(s, promise, now) !== undefined ||
  (promise.blocker?.clearing != null && promise.blocker.clearing !== promise.firm) ||
  waitOf(s, promise.firm)?.holds.includes(promise.id) === true;

/** Whether the word on this promise ends a case of low severity. */
export const closes = (s: Shared, id: PromiseId): boolean =>
  s.severity === "low" && s.negotiation.status === "agreed" && s.promises.every((promise) => promise.id === id || isSettled(promise));

/** Whether every promise has come to its end, or it was put right without any. */
export const allSettled = (s: Pick<Shared, "promises" | "negotiation" | "settlement">): boolean =>
  (s.negotiation.status === "agreed" && s.promises.every(isSettled)) || isSettledOnTheSpot(s);

/** What a firm has made of its promises. */
export type PromiseRecord = { readonly made: number; readonly kept: number; readonly late: number; readonly broken: number };

/** Both firms' record over any number of cases; `late` of the kept were done after their due instant, waiting not counted. */
export function promiseRecord(cases: readonly Pick<Shared, "promises">[]): { readonly [F in Firm]: PromiseRecord } {
  const all = cases.flatMap(({ promises }) => promises);
  const of = (firm: Firm): PromiseRecord => {
    const mine = all.filter((promise) => promise.firm === firm && promise.status !== "released");
    const kept = mine.filter(({ status }) => status === "kept");
    return {
      made: mine.length,
      kept: kept.length,
      late: kept.filter(({ doneAt, due }) => doneAt !== null && doneAt > due).length,
      broken: mine.filter(({ status }) => status === "broken").length,
    };
  };
  return { supplier: of("supplier"), customer: of("customer") };
}
