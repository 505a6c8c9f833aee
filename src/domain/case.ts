/**
 * A case: three folds, one for each audience. A fold is made from the events of its own audience and nothing else,
 * and holds only what a decision or a card needs; the rest stays in the log, so that a long case is as quick as a short one.
 *
 * Texts that people wrote are `string | null`; `null` means that they were erased.
 */
import type { Locus, Perspective } from "./collaboration.ts";
import type { CaseId, CauseId, FileId, Hash, MeasureId, OptionId, PersonId, PromiseId, RevisionId, ValueId } from "./ids.ts";
import type { Money } from "./money.ts";
import type { Audience, CatalogueEntry, Firm, SeverityName } from "./people.ts";
import type { Instant } from "./time.ts";

/** What a person wrote; `null` once erased. */
export type Text = string | null;

/** Whether its due instant has come. */
export const isLate = ({ due }: { readonly due: Instant }, now: Instant): boolean => due <= now;

/** For how long a reminder can be put off; *morning* is when the person's work next begins. */
export const pauses = ["30-minutes", "1-hour", "2-hours", "morning"] as const;
export type Pause = (typeof pauses)[number];

export const stops = ["nothing", "slowed", "line", "customers", "danger"] as const;
/** What the failure stops, in words that anyone can answer; severity follows from it (questions page, list B). */
export type Stops = (typeof stops)[number];
export const severityOf: { readonly [S in Stops]: SeverityName } = {
  nothing: "low",
  slowed: "normal",
  line: "high",
  customers: "high",
  danger: "critical",
};

export type Report = {
  readonly kind: "failure" | "risk";
  readonly by: PersonId;
  readonly firm: Firm;
  readonly at: Instant;
  readonly noticedAt: Instant | null;
  readonly perspective: Perspective;
  readonly order: Text;
  readonly affected: number | null;
  readonly total: number | null;
  readonly stops: Stops;
  readonly files: readonly FileId[];
  readonly title: Text;
  readonly what: Text;
  readonly hurts: Text;
  readonly remedy: Text;
};

export type Analysis = {
  readonly causes: readonly Cause[];
  readonly evidence: number;
  /** The latest pieces, newest last; older ones are in the log. */
  readonly latest: readonly Evidence[];
};
export type Evidence = {
  readonly by: PersonId;
  readonly firm: Firm;
  readonly at: Instant;
  readonly what: Text;
  readonly files: readonly FileId[];
};
export type Cause = {
  readonly id: CauseId;
  readonly by: PersonId;
  readonly firm: Firm;
  readonly at: Instant;
  readonly locus: Locus;
  readonly category: string;
  readonly what: Text;
  readonly whys: Text;
  readonly escape: Text;
  readonly status: "proposed" | "confirmed" | "disputed" | "ruled-out";
  readonly settledBy: PersonId | null;
  readonly settledAt: Instant | null;
  readonly reason: Text;
};

export type PromiseDraft = {
  readonly id: PromiseId;
  readonly firm: Firm;
  readonly owner: PersonId;
  readonly what: Text;
  readonly due: Instant;
  /** Promises that must be kept first, of either firm. */
  readonly needs: readonly PromiseId[];
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
};

/** A ready-made or new solution, not yet an offer. */
export type Option = { readonly id: OptionId; readonly by: PersonId; readonly firm: Firm; readonly at: Instant; readonly deal: Deal };

/** One offer, whose content never changes; `hash` covers all of it, texts by their salted hash. */
export type Revision = {
  readonly id: RevisionId;
  readonly number: number;
  readonly by: PersonId;
  readonly firm: Firm;
  readonly at: Instant;
  readonly expires: Instant | null;
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
  readonly confirmedBy: PersonId | null;
  readonly misread: Text;
  readonly tries: number;
} | null;

export type Negotiation = {
  readonly options: readonly Option[];
  readonly revisions: number;
  readonly before: Revision | null;
} & (
  | { readonly status: "open" }
  | { readonly status: "on-table"; readonly current: Revision }
  | {
      readonly status: "accepted";
      readonly current: Revision;
      readonly acceptedBy: PersonId;
      readonly understood: { readonly [F in Firm]: Understanding };
      readonly signed: readonly Signature[];
    }
  | { readonly status: "agreed"; readonly agreement: Revision; readonly name: string; readonly signed: readonly Signature[] }
);

export type PromiseTo = PromiseDraft & {
  readonly status: "open" | "done" | "kept" | "broken";
  /** How often it was said to be done; a sent-back promise is done again. */
  readonly attempt: number;
  readonly doneAt: Instant | null;
  readonly settledAt: Instant | null;
  readonly settledBy: PersonId | null;
  /** How long its clock stood still because what it needs was late, in milliseconds. */
  readonly waitedMs: number;
  readonly evidence: Text;
  readonly files: readonly FileId[];
  readonly sentBack: Text;
  readonly blocker: { readonly by: PersonId; readonly at: Instant; readonly what: Text } | null;
  readonly progressAt: Instant | null;
  /** A later date that the owner asked for and the beneficiary has not answered. */
  readonly asked: { readonly due: Instant; readonly why: Text; readonly by: PersonId } | null;
};

export type ValueEntry = {
  readonly id: ValueId;
  /** The firm that benefits and so confirms. */
  readonly firm: Firm;
  readonly by: PersonId;
  readonly kind: string;
  readonly money: Money | null;
  readonly what: Text;
  readonly confirmedBy: PersonId | null;
};

export type SurveyFigure = { readonly firm: Firm; readonly answers: number; readonly means: Readonly<Record<string, number>> };

export type Measure = {
  readonly id: MeasureId;
  readonly owner: PersonId;
  readonly firm: Firm;
  readonly what: Text;
  readonly at: Instant;
  readonly effect: "waiting" | "good" | "not-good";
};

export type FollowUp = {
  readonly explained: { readonly first: Text; readonly full: Text };
  readonly firstExplained: boolean;
  readonly fullyExplained: boolean;
  readonly apologised: boolean;
  readonly values: readonly ValueEntry[];
  readonly surveys: readonly SurveyFigure[];
  readonly measures: readonly Measure[];
  readonly closed: { readonly by: PersonId; readonly at: Instant } | null;
  readonly reopened: number;
};

/** Something that is asked of named people of one firm by a date; recorded when it is asked and when it ends. */
export type Asked = {
  readonly key: string;
  readonly firm: Firm;
  readonly to: readonly PersonId[];
  readonly at: Instant;
  readonly due: Instant;
  /** The last reminder slot that has passed, `null` for none: see `slots` in `flow.ts`. */
  readonly passed: string | null;
  /** Falls silent until then: the owner snoozed it or has just reported progress. */
  readonly quietUntil: Instant | null;
};

export type Place = "customer-stock" | "supplier-stock" | "transit";
export type Containment = { readonly place: Place; readonly by: PersonId; readonly at: Instant; readonly what: Text };

export type Shared = {
  readonly number: number;
  readonly report: Report;
  readonly severity: SeverityName;
  readonly impactConfirmed: boolean;
  readonly acknowledged: { readonly by: PersonId; readonly at: Instant } | null;
  /** Who leads the case for each firm. */
  readonly lead: { readonly [F in Firm]: PersonId };
  readonly locus: { readonly says: { readonly [F in Firm]: Locus | null }; readonly settled: Locus | null };
  readonly containment: readonly Containment[];
  readonly analysis: Analysis;
  readonly negotiation: Negotiation;
  readonly promises: readonly PromiseTo[];
  readonly followUp: FollowUp;
  readonly asked: readonly Asked[];
  readonly lastChange: { readonly at: Instant; readonly by: PersonId | "clock" };
};

export type Evaluation = { readonly by: PersonId; readonly option: OptionId; readonly matters: string; readonly note: Text };

/** What one firm keeps to itself. */
export type Side = {
  readonly notes: number;
  readonly evaluations: readonly Evaluation[];
  readonly surveyed: readonly PersonId[];
  readonly asked: readonly Asked[];
};

export type Case = { readonly id: CaseId; readonly shared: Shared } & { readonly [F in Firm]: Side };

declare const visible: unique symbol;
/** What people of one firm may see of a case; only `visibleTo` makes it, and every card, digest and report is made from it. */
export type VisibleCase = { readonly [visible]: true; readonly id: CaseId; readonly shared: Shared; readonly own: Side };

/** A side that holds nothing: what a case starts with, and all that the shared room sees of either side. */
export const emptySide: Side = { notes: 0, evaluations: [], surveyed: [], asked: [] };

/** The one gate between the firms: the shared fold, and the own side of the audience that looks. */
export const visibleTo = (audience: Audience, held: Case): VisibleCase =>
  ({ id: held.id, shared: held.shared, own: audience === "shared" ? emptySide : held[audience] }) as VisibleCase;

/** The stage, computed from the slices and never stored: analysis can reopen while a promise still runs. */
export type Stage = "notification" | "analysis" | "resolution" | "implementation" | "follow-up" | "closed";
export function stageOf({ acknowledged, analysis, negotiation, promises, followUp }: Shared): Stage {
  if (followUp.closed) return "closed";
  if (negotiation.status === "agreed")
    return promises.every(({ status }) => status === "kept" || status === "broken") ? "follow-up" : "implementation";
  if (!acknowledged) return "notification";
  const causeFound = analysis.causes.some(({ status }) => status === "confirmed");
  return causeFound || negotiation.options.length > 0 || negotiation.status !== "open" ? "resolution" : "analysis";
}
