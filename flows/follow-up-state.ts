/** How follow-up stands: whether it is asked for at all, what is still owed, who has helped, what it was worth. */
import type { Shared } from "../src/domain/case.ts";
import type { Topic } from "../src/domain/commands/follow-up.ts";
import type { Deal } from "../src/domain/deal.ts";
import { counts } from "../src/domain/follow-up.ts";
import type { PersonId, PromiseId } from "../src/domain/ids.ts";
import { type Money, sums } from "../src/domain/money.ts";
import { type Account, type Firm, type Person, personOf } from "../src/domain/people.ts";
import { isSettledOnTheSpot } from "../src/domain/settling.ts";
import { plannedLocus } from "./plan.ts";
import { allSettled, findPromise } from "./promise-state.ts";

/** Working minutes of a day. */
export const dayMinutes = 8 * 60;
/** By when a question is answered that is asked for the sake of both firms and holds nobody up. */
export const inFiveDays = { withinMinutes: 5 * dayMinutes } as const;

/** Whether the case is followed up: what was agreed has come to its end, and it was more than a trifle or a word on the spot. */
export const followsUp = (s: Shared): boolean => allSettled(s) && s.severity !== "low" && !isSettledOnTheSpot(s);

/** Whether a firm has answered a question of follow-up since the case was last opened. */
export const hasAnswered = ({ followUp }: Shared, topic: Topic, firm: Firm): boolean => followUp.answered.includes(`${topic}:${firm}`);

/** How something that the supplier may owe stands; `none`: it is not owed; `let-go`: the customer does without. */
export type Due = "given" | "owed" | "let-go" | "none";

/** Solutions that make up for a loss. */
const compensating: readonly string[] = ["discount", "compensation", "credit-note"];

/** What became of a promise, or of the one that replaced it. */
function becameOf(s: Shared, id: PromiseId): Exclude<Due, "none"> {
  const promise = findPromise(s, id);
  if (promise?.status === "kept") return "given";
  if (promise?.repair?.status === "let-go") return "let-go";
  const next = s.promises.find(({ replaces }) => replaces === id);
  return next ? becameOf(s, next.id) : "owed";
}

/**
 * How the compensation of a deal stands. A deal says what makes up for a loss and what the supplier promises, not which promise is which:
 * it is given once all of them are kept, for until then something of it has to happen still. With none, as of a discount that is simply on the
 * bill, it is given with the signatures. What the supplier puts in besides is no part of it, and what both signed away is owed no more.
 */
function compensationOf(s: Shared, { promises }: Deal): Due {
  const theirs = promises.filter(
    ({ id, firm, pledge }) => firm === "supplier" && pledge === null && findPromise(s, id)?.status !== "released",
  );
  const became = theirs.map(({ id }) => becameOf(s, id));
  return became.find((one) => one === "owed") ?? became.find((one) => one === "let-go") ?? "given";
}

/**
 * What the supplier owes besides its promises (domain page, section 3; aft-2): an explanation for what it or nobody caused, an
 * apology for what it caused. Compensation is owed when it was agreed, until what was promised of it is kept.
 */
export function duesOf(s: Shared, account: Account): { readonly [K in "explanation" | "apology" | "compensation"]: Due } {
  const locus = plannedLocus(s);
  const state = (owed: boolean, given: boolean): Due => (given ? "given" : owed ? "owed" : "none");
  // A confirmed cause in words is the full explanation; so is what was told of a road before it closed.
  const told = locus === "environment" && s.report.perspective === "proactive";
  const explained = s.followUp.fullyExplained || s.analysis.causes.some(({ status }) => status === "confirmed") || told;
  const { negotiation: n } = s;
  const deal = n.agreement?.revision.deal ?? null;
  const compensates = deal !== null && (deal.discount > 0 || compensating.includes(deal.kind));
  return {
    explanation: locus === "customer" ? "none" : state(true, explained),
    // Whoever wants to hear no word of regret is owed none.
    apology: state(locus === "supplier" && account.preferences?.apology !== "nobody", s.followUp.apologised),
    compensation: compensates ? compensationOf(s, deal) : "none",
  };
}

/** Whether a case has to wait for an explanation or an apology. */
export function owesWords(s: Shared, account: Account): boolean {
  const { explanation, apology } = duesOf(s, account);
  return s.severity !== "low" && (explanation === "owed" || apology === "owed");
}

/** Those above whoever leads the case for the supplier, nearest first. */
const aboveLead = (s: Shared, account: Account): readonly PersonId[] =>
  account.firms.supplier.ladder.flat().filter((id) => id !== s.lead.supplier && personOf(account, id)?.firm === "supplier");

/** Who says sorry for the supplier: whoever leads the case, or the next above where the customer expects a manager. */
export const apologiser = (s: Shared, account: Account): PersonId =>
  (account.preferences?.apology === "manager" ? aboveLead(s, account)[0] : undefined) ?? s.lead.supplier;

/** Whether somebody's form offers to say sorry: not where nobody need, nor where a manager is expected to and they are none. */
export function offersApology(s: Shared, account: Account, { id, firm }: Person): boolean {
  const by = account.preferences?.apology ?? "who-handles-it";
  if (firm !== "supplier" || by === "nobody") return false;
  const above = aboveLead(s, account);
  return by !== "manager" || above.length === 0 || above.includes(id);
}

/** Everybody of both firms who has reported, given, taken part or kept a promise, the reporter first. */
export const helpersOf = (s: Shared): readonly PersonId[] => {
  const { report, joined = [], participation: p, promises, settlement } = s;
  return [
    ...new Set([
      report.by,
      ...joined.map(({ person }) => person),
      ...p.work.map(({ person }) => person),
      // Whoever speaks of it later has not put it right.
      ...p.roles.flatMap(({ role, person, status }) => (person !== null && status !== "given" && role !== "co-advertiser" ? [person] : [])),
      ...promises.filter(({ status }) => status === "kept").map(({ owner }) => owner),
      ...(isSettledOnTheSpot(s) && settlement.latest ? [settlement.latest.by] : []),
    ]),
  ];
};

/** Who has signed for their firm what holds now. */
export const signersOf = ({ negotiation }: Shared): readonly PersonId[] => negotiation.agreement?.signed.map(({ by }) => by) ?? [];

/** Everybody who hears what became of a case: whoever reported, helped or signed, and whoever was thanked. */
export const toldOf = (s: Shared): readonly PersonId[] => [
  ...new Set([...helpersOf(s), ...signersOf(s), ...s.followUp.thanks.map(({ to }) => to)]),
];

/** Whom of a firm one could thank: its lead and its helpers. */
export const thankable = (s: Shared, account: Account, firm: Firm): readonly PersonId[] =>
  [...new Set([...helpersOf(s), s.lead[firm]])].filter((id) => personOf(account, id)?.firm === firm);

/** What counts of the ledger for a firm, a sum for each currency. */
export const valueTo = ({ followUp: { values } }: Shared, firm: Firm): readonly Money[] =>
  sums(values.filter((entry) => entry.firm === firm && counts(entry, values)).flatMap(({ money }) => (money ? [money] : [])));
