/** What may climb, to whom, and what has. */
import type { Asked, Shared } from "../src/domain/case.ts";
import type { PersonId } from "../src/domain/ids.ts";
import { canWait, kindOf } from "../src/domain/otherwise.ts";
import { type Account, type Firm, firms, personOf } from "../src/domain/people.ts";
import { standsStill } from "../src/domain/waiting.ts";

/** Of what does not wait for room, what never climbs: what is kind and comes once it is put right, and what is asked about other asks. */
const unhurried: ReadonlySet<string> = new Set([
  "close",
  "watch",
  "effect",
  "surprise",
  "thanks",
  "reference",
  "survey",
  "confirm-value",
  "split",
  "undecided",
  "spoken",
  "update",
  "stale",
  "escalation",
]);

/**
 * Whether an ask of this key climbs when it waits too long: the case, the other firm or the safety of people and goods waits for it. A
 * way out is waited for, too, once there is room to ask for it.
 */
const climbs = (key: string): boolean => (!canWait(key) || kindOf(key) === "option") && !unhurried.has(kindOf(key));

/** Whether an ask can wait too long: it climbs, and its clock does not stand still. */
export const mayBeLate = (s: Shared, asked: Asked): boolean => climbs(asked.key) && !standsStill(s, asked);

/** What has climbed to somebody: what waits, and the rung on which they have it. */
export type Climbed = { readonly ask: string; readonly rung: number; readonly asked: Asked };

/** Rung, firm and ask of an escalation's key: `escalation:1:customer:promise:p7m2t5z9f4x8:1`. */
export function climbOf(key: string): { readonly rung: number; readonly firm: Firm; readonly ask: string } {
  const [, rung, firm, ...ask] = key.split(":");
  return { rung: Number(rung), firm: firm as Firm, ask: ask.join(":") };
}

/** All that has climbed to a person and still waits, what was due first before the rest: in one order for both firms. */
export function climbedTo(s: Shared, who: PersonId): readonly Climbed[] {
  const mine = s.asked.filter(({ key, to }) => kindOf(key) === "escalation" && to.includes(who)).map(({ key }) => climbOf(key));
  return s.asked
    .flatMap((asked) => mine.filter(({ ask }) => ask === asked.key).map(({ ask, rung }) => ({ ask, rung, asked })))
    .sort((a, b) => (a.asked.due < b.asked.due ? -1 : a.asked.due > b.asked.due ? 1 : 0));
}

/** Whether those above are asked about an ask already. */
export const isClimbing = (s: Shared, ask: string): boolean =>
  s.asked.some(({ key }) => key.startsWith("escalation:") && key.endsWith(`:${ask}`));

/** The people of a firm on a rung who are not asked already; of the next rungs when that one has nobody else. */
export function onRung(account: Account, firm: Firm, rung: number, but: readonly PersonId[]): readonly PersonId[] {
  const { ladder } = account.firms[firm];
  const asked = new Set(but);
  for (let at = 0; at <= rung; at++) {
    const people = ladder
      .slice(at)
      .map((ids) => ids.filter((id) => !asked.has(id) && personOf(account, id)?.firm === firm))
      .find((ids) => ids.length > 0);
    if (at === rung) return people ?? [];
    for (const id of people ?? []) asked.add(id);
  }
  return [];
}

/** Everybody of both firms who would be asked if it climbed now. */
export const nextRung = (s: Shared, account: Account, asked: Asked): readonly PersonId[] => {
  const next = s.escalation.climbs.find(({ ask }) => ask === asked.key)?.next ?? 0;
  return firms.flatMap((firm) => onRung(account, firm, next, asked.to));
};

/** What a person may ask those above to step in for. */
export const mayClimb = (s: Shared, account: Account): readonly Asked[] =>
  s.asked.filter((asked) => mayBeLate(s, asked) && !isClimbing(s, asked.key) && nextRung(s, account, asked).length > 0);
