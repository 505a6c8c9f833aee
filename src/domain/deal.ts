/** What the firms could agree, what one has offered the other, and what both have signed. */
import type { Shared, Text } from "./case.ts";
import type { Hash, OptionId, PersonId, PromiseId, RevisionId } from "./ids.ts";
import { type Money, split, sum } from "./money.ts";
import type { CatalogueEntry, Firm } from "./people.ts";
import type { Instant } from "./time.ts";

/** What a firm can put into a case (questions page, list E): things (operand), then abilities (operant). */
export const resources = [
  "machines",
  "test-equipment",
  "safety-stock",
  "data",
  "profile",
  "money",
  "skill",
  "readiness",
  "expectations",
  "understanding",
  "sharing",
  "contacts",
  "other",
  "not-sure",
] as const;
export type Resource = (typeof resources)[number];

/** Whether something ends what hurts most, as the firm that puts it forward says. */
export const endings = ["yes", "partly", "no"] as const;
export type Ending = (typeof endings)[number];

export type PromiseDraft = {
  readonly id: PromiseId;
  readonly firm: Firm;
  readonly owner: PersonId;
  readonly what: Text;
  readonly due: Instant;
  /** Promises that must be kept first, of either firm. */
  readonly needs: readonly PromiseId[];
  /** What the firm puts in, where the promise is a pledge. */
  readonly pledge: Resource | null;
};

/** What could be agreed: terms, promises of both firms and what it costs each. */
export type Deal = {
  readonly kind: string;
  readonly source: CatalogueEntry["source"];
  readonly temporary: boolean;
  readonly terms: Text;
  readonly promises: readonly PromiseDraft[];
  readonly cost: { readonly [F in Firm]: Money };
  /** Basis points of a discount: 1000 is 10 %. */
  readonly discount: number;
  /** How much of the cost together the supplier carries until the source is known, in per cent; absent: not said. */
  readonly interim?: number;
  /** Whether it ends what hurts most; `null`: not said. */
  readonly ends: Ending | null;
};

/** What each firm carries of the cost together until the source is known; `null`: not said. To the last unit they are the whole. */
export function interimOf({ interim, cost }: Pick<Deal, "interim" | "cost">): { readonly [F in Firm]: Money } | null {
  const together = sum([cost.supplier, cost.customer]);
  if (interim === undefined || !together) return null;
  const [supplier, customer] = split(together, interim);
  return { supplier, customer };
}

/** What somebody signs for who signs for a firm: its own cost, or what it carries until the source is known, if that is more. */
export function signedFor(deal: Pick<Deal, "interim" | "cost">, firm: Firm): Money {
  const carries = interimOf(deal)?.[firm];
  return carries && carries.minor > deal.cost[firm].minor ? carries : deal.cost[firm];
}

/** A ready-made or new solution, not yet an offer. */
export type Option = { readonly id: OptionId; readonly by: PersonId; readonly firm: Firm; readonly at: Instant; readonly deal: Deal };

/** What matters to somebody, the option that fits best there, and how many of their three points that weighs. */
export type Weight = { readonly option: OptionId; readonly matters: string; readonly points: number };

/**
 * What an offer would change in the agreement that holds: promises that it names again stay as they are, those in `drops` are owed
 * no more, and the others are new. What is done or settled is not in question.
 */
export type Amends = { readonly agreement: string; readonly drops: readonly PromiseId[] };

/** One offer, whose content never changes; `hash` covers all of it, texts by their salted hash. */
export type Revision = {
  readonly id: RevisionId;
  readonly number: number;
  readonly by: PersonId;
  readonly firm: Firm;
  readonly at: Instant;
  readonly expires: Instant | null;
  /** `null`: it is to be the first agreement of the case, or the first since the case was reopened. */
  readonly amends: Amends | null;
  readonly deal: Deal;
  readonly hash: Hash;
  readonly why: Text;
};

export type Signature = {
  readonly firm: Firm;
  readonly by: PersonId;
  readonly at: Instant;
  readonly revision: RevisionId;
  readonly hash: Hash;
};

/** Each firm says in its own words what it is promised; the other firm confirms that it was meant so. */
export type Understanding = {
  readonly by: PersonId;
  readonly words: Text;
  /** What the other firm needs of this one to keep it, as this one sees it. */
  readonly needs: Text;
  readonly confirmedBy: PersonId | null;
  readonly misread: Text;
  /** When the firm would call it done; absent or `null`: not said. */
  readonly done?: Text;
  readonly tries: number;
} | null;

/** What both firms have signed. */
export type Agreement = {
  readonly name: string;
  readonly revision: Revision;
  readonly signed: readonly Signature[];
  /** When each firm would call it done, as it said before it signed. */
  readonly done?: { readonly [F in Firm]?: Text };
  /** The firms that have said, now that the source is known, whether the split of the cost stands: that they leave it, or by offering a change. */
  readonly splitSaid?: readonly Firm[];
};

/** Whether a split of the cost was signed for as long as the source was not known, and it is known now: each firm says whether it stands. */
export const isInterimOver = ({ locus }: Pick<Shared, "locus">, { revision }: Agreement): boolean =>
  locus.settled !== null && revision.deal.interim !== undefined;

/** Where the talk is; `agreement` is what holds meanwhile: with one, an offer is a change of it, and nothing changes until both have signed. */
export type Negotiation = {
  readonly options: readonly Option[];
  readonly revisions: number;
  readonly before: Revision | null;
  /** How many agreements the case has had: each has a number of its own. */
  readonly agreements: number;
  /** What the latest offer was declined with, until there is another one. */
  readonly declined?: { readonly firm: Firm; readonly by: PersonId; readonly reason: Text; readonly differ: Text };
} & (
  | { readonly status: "open"; readonly agreement: null }
  | { readonly status: "on-table"; readonly agreement: Agreement | null; readonly current: Revision }
  | {
      readonly status: "accepted";
      readonly agreement: Agreement | null;
      readonly current: Revision;
      readonly acceptedBy: PersonId;
      readonly understood: { readonly [F in Firm]: Understanding };
      readonly signed: readonly Signature[];
    }
  | { readonly status: "agreed"; readonly agreement: Agreement }
);
