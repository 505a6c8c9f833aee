/** What helped before: when a failure is reported, what both firms agreed in earlier cases much like it is found, and offered first. */
import { isSettled, type Recent, type Shared } from "../src/domain/case.ts";
import type { Draft } from "../src/domain/event.ts";
import type { Context, Flow } from "../src/domain/flow.ts";
import { apart } from "./offer.ts";
import { likeness } from "./recurrence.ts";

/** How many are offered: more would be a list to study. */
const most = 2;

type Helped = { readonly recent: Recent; readonly kept: number; readonly made: number; readonly sameOrder: boolean };

/** An earlier case that ended with an agreement of which something was kept, and is about much the same; `null`: not such a one. */
function helped(s: Shared, recent: Recent): Helped | null {
  const { followUp, negotiation, promises } = recent.shared;
  if (!followUp.closed || !negotiation.agreement || !promises.every(isSettled)) return null;
  const alike = likeness(s, recent.shared);
  const made = promises.filter(({ status }) => status !== "released");
  const kept = made.filter(({ status }) => status === "kept").length;
  return alike === null || kept === 0 ? null : { recent, kept, made: made.length, sameOrder: alike === "order" };
}

/** The best of them first: of the same order, then what was kept best, then the newest. */
const byWorth = (one: Helped, other: Helped): number =>
  Number(other.sameOrder) - Number(one.sameOrder) || other.kept / other.made - one.kept / one.made;

function found(s: Shared, recent: readonly Recent[], said: Context["said"]): Draft[] {
  const best = recent
    .flatMap((one) => helped(s, one) ?? [])
    .sort(byWorth)
    .slice(0, most)
    .map(({ recent: { id, shared }, kept, made }) => {
      const { revision, signed } = shared.negotiation.agreement!;
      const { deal, words } = apart(revision.deal);
      return { words, past: { case: id, number: shared.number, agreedAt: signed.at(-1)!.at, kept, made, deal } };
    });
  if (best.length === 0) return [];
  return [
    { type: "past-found", audience: "shared", found: best.map(({ past }) => past), said: said({ deals: best.map(({ words }) => words) }) },
  ];
}

export const pastResolutions: Flow = {
  rules: {},
  follows: (s, _account, _now, recent, events, said) =>
    events.some(({ type }) => type === "reported") && !events.some(({ type }) => type === "past-found") ? found(s, recent, said) : [],
  looksBack: (type) => type === "report",
};
