/** What the relationship is asked again after a case that was grave (questions page, section 2): in the case itself, of whoever speaks for the firm. */
import type { Shared } from "../../src/domain/case.ts";
import { type Rejection, reject, slow, type Wanted } from "../../src/domain/flow.ts";
import type { Account, Firm, Person } from "../../src/domain/people.ts";
import { dayMs, plus } from "../../src/domain/time.ts";
import { answersFor, standingLead } from "./rights.ts";
import { dayMinutes } from "./rounds.ts";

/** Of which firm each is asked, and how long after the case was closed: never two of one firm on one day; ours. */
const comes = {
  preferences: { firm: "customer", afterMs: 2 * dayMs },
  use: { firm: "customer", afterMs: 6 * dayMs },
  promised: { firm: "supplier", afterMs: 4 * dayMs },
} as const satisfies Readonly<Record<string, { firm: Firm; afterMs: number }>>;
type Question = keyof typeof comes;

/** For how long after closing it can be answered; ours. */
const whileMs = 45 * dayMs;
const keyOf = (question: Question, { followUp }: Shared): string => `${question}:after:${followUp.reopened}`;

/** A question that a grave case asks again once it is closed, where `known` says what was answered before; nothing else is shown there. */
export function afterCase(question: Question, known: boolean, s: Shared, account: Account): Wanted[] {
  const { closed, answered } = s.followUp;
  const grave = s.severity === "high" || s.severity === "critical";
  const { firm, afterMs } = comes[question];
  if (s.kind !== "recovery" || !closed || !grave || !known || answered.some((one) => one === `${question}:${firm}`)) return [];
  const [opens, until] = [plus(closed.at, afterMs), plus(closed.at, whileMs)];
  const to = [standingLead(account, firm)];
  return [{ key: keyOf(question, s), firm, to, due: { withinMinutes: 10 * dayMinutes }, opens, until, slots: slow }];
}

/** `null` when this person may answer a question of the relationship here: whoever is asked it after a case, else whoever speaks for the firm. */
export function refusedHere(question: Question, s: Shared, account: Account, who: Person): Rejection | null {
  const after = s.asked.find(({ key }) => key === keyOf(question, s));
  if (!s.standing && !after) return reject("not-asked");
  return after?.to.includes(who.id) ? null : answersFor(s, account, who);
}
