/**
 * A case: three folds, one for each audience. A fold is made from the events of its own audience and nothing else,
 * and holds only what a decision or a card needs; the rest stays in the log, so that a long case is as quick as a short one.
 *
 * Texts that people wrote are `string | null`; `null` means that they were erased.
 */
import { type Analysis, stands } from "./analysis.ts";
import type { Locus, Perspective } from "./collaboration.ts";
import type { CauseKind } from "./commands/analysis.ts";
import type { Contributions } from "./contribution.ts";
import type { Deal, Negotiation, PromiseDraft, Weight } from "./deal.ts";
import type { Escalation } from "./escalation.ts";
import type { Alike } from "./events/recurrence.ts";
import type { Said } from "./events/said.ts";
import type { FollowUp, OwnValue } from "./follow-up.ts";
import type { CaseId, FileId, PersonId, PromiseId, RevisionId } from "./ids.ts";
import type { Containment, Details } from "./intake.ts";
import type { Money } from "./money.ts";
import type { Otherwise } from "./otherwise.ts";
import type { Participation } from "./participation.ts";
import type { Audience, Firm, SeverityName } from "./people.ts";
import { isPending, type Settlement } from "./settling.ts";
import type { Effect, Stops } from "./severity.ts";
import type { Spoken } from "./spoken.ts";
import type { Audit, Standing } from "./standing.ts";
import { noSurvey, type SurveyState } from "./survey.ts";
import { dayMs, type Instant } from "./time.ts";
import type { Waiting } from "./waiting.ts";

/** What a person wrote; `null` once erased. */
export type Text = string | null;

/** Whether its due instant has come. */
export const isLate = ({ due }: { readonly due: Instant }, now: Instant): boolean => due <= now;

/** Whether a remedy was promised: in writing, or only expected (questions page, int-6). */
export const promised = ["written", "expected", "unsure"] as const;
export type Promised = (typeof promised)[number];

export type Report = {
  readonly kind: "failure" | "risk";
  readonly by: PersonId;
  readonly firm: Firm;
  readonly at: Instant;
  /** When the customer would feel it, and until when it lasts; `null`: not said. */
  readonly feltAt: Instant | null;
  readonly untilAt: Instant | null;
  readonly perspective: Perspective;
  readonly order: Text;
  readonly affected: number | null;
  readonly total: number | null;
  readonly stops: Stops;
  /** What else is true of it; absent: nothing was said. */
  readonly also?: readonly Effect[];
  readonly files: readonly FileId[];
  readonly title: Text;
  readonly what: Text;
  /** Where it was found; absent: not said. */
  readonly where?: Text;
  readonly hurts: Text;
  readonly remedy: Text;
  /** Whether the remedy was promised; absent: not said. */
  readonly promised?: Promised;
  /** Whether the customer was heard on what hurts and what would help. */
  readonly painSaid: boolean;
  readonly details: Details;
};

export type PromiseTo = PromiseDraft & {
  /** `released`: both firms have signed that it is owed no more. */
  readonly status: "open" | "done" | "kept" | "broken" | "released";
  /** How often it was said to be done; a sent-back promise is done again. */
  readonly attempt: number;
  readonly doneAt: Instant | null;
  readonly settledAt: Instant | null;
  readonly settledBy: PersonId | null;
  /** When its clock stood still because the other firm held the ball: apart from each other, in order. */
  readonly waits: readonly { readonly from: Instant; readonly to: Instant }[];
  /** When it was last sent back; until it is done again, what needs it waits. */
  readonly sentBackAt: Instant | null;
  readonly evidence: Text;
  readonly files: readonly FileId[];
  readonly sentBack: Text;
  /** `false`: when it was last said to be done, they had not got it. */
  readonly received?: false;
  readonly blocker: {
    readonly by: PersonId;
    readonly at: Instant;
    readonly what: Text;
    /** Who is asked to clear it, and of which firm; `null`: nobody, or nobody any more. */
    readonly clears: PersonId | null;
    readonly clearing: Firm | null;
    /** Who of those who were asked could not clear it; `null`: nobody answered; absent: it has not come back to its owner. */
    readonly back?: { readonly by: PersonId; readonly reason: Text } | null;
  } | null;
  readonly progressAt: Instant | null;
  /** A later date that the owner asked for and the beneficiary has not answered. */
  readonly asked: { readonly due: Instant; readonly why: Text; readonly by: PersonId } | null;
  /** The broken promise that this one replaces. */
  readonly replaces: PromiseId | null;
  /** What becomes of a broken promise: its firm owes something in its place, until both agree. */
  readonly repair:
    | { readonly status: "owed"; readonly offers: number; readonly declined: Text }
    | {
        readonly status: "offered";
        readonly offers: number;
        readonly what: Text;
        readonly owner: PersonId;
        readonly due: Instant;
        readonly by: PersonId;
      }
    | { readonly status: "replaced" | "let-go" }
    | null;
};

/** Whether nothing is owed of a promise any more: it is kept or released, or it is broken and both firms know what came in its place. */
export const isSettled = ({ status, repair }: PromiseTo): boolean =>
  status === "kept" || status === "released" || (status === "broken" && (repair?.status === "replaced" || repair?.status === "let-go"));

/** Something that is asked of named people of one firm by a date; recorded when it is asked and when it ends. */
export type Asked = {
  readonly key: string;
  readonly firm: Firm;
  readonly to: readonly PersonId[];
  readonly at: Instant;
  readonly due: Instant;
  /** The last reminder slot that has passed, `null` for none: see `slots` in `flow.ts`. */
  readonly passed: string | null;
  /** Whoever was not at work when it passed, and is reminded of it when they are; absent: nobody. */
  readonly later?: readonly PersonId[];
  /** For how long its firm's clocks had stood, in milliseconds, when its due instant was set. */
  readonly stood: number;
  /** Within how many working minutes it was asked; absent: by a date, or its date was moved. */
  readonly within?: number;
  /** Who has said that they need until `due`; absent: nobody. */
  readonly moved?: PersonId;
  /** Falls silent until then: the owner snoozed it or has just reported progress. */
  readonly quietUntil: Instant | null;
};

/**
 * A recovery; a rehearsal of one, which binds nobody and counts in no figure; or the standing case of a relationship, number 0, which
 * never closes and holds what the two firms have to do with each other apart from any failure.
 */
export type CaseKind = "recovery" | "rehearsal" | "relationship";

/** The lead of a firm passed to somebody else by another than themselves. */
export type HandOver = { readonly firm: Firm; readonly from: PersonId; readonly to: PersonId; readonly at: Instant };

export type Shared = {
  readonly kind: CaseKind;
  /** Counted per relationship from 1; 0 is its standing case, and rehearsals count downwards from -1. */
  readonly number: number;
  readonly report: Report;
  readonly severity: SeverityName;
  readonly impactConfirmed: boolean;
  readonly acknowledged: {
    readonly by: PersonId;
    readonly at: Instant;
    readonly touches: "no" | "options" | "call" | null;
    readonly coverDays: number | null;
    readonly elsewhere: boolean | null;
    /** By when the firm that was told says more; absent: not said. */
    readonly hearBy?: Instant;
    /** The call that was asked for; absent: nobody has called yet. */
    readonly called?: { readonly by: PersonId; readonly at: Instant; readonly what: Text };
  } | null;
  /** Who leads the case for each firm. */
  readonly lead: { readonly [F in Firm]: PersonId };
  /** How often it was handed over, and the latest times, newest last. */
  readonly handOvers: { readonly count: number; readonly latest: readonly HandOver[] };
  readonly locus: { readonly says: { readonly [F in Firm]: Locus | null }; readonly settled: Locus | null };
  readonly containment: readonly Containment[];
  readonly analysis: Analysis;
  readonly negotiation: Negotiation;
  /** Absent: nothing yet. */
  readonly contributions?: Contributions;
  readonly promises: readonly PromiseTo[];
  readonly waiting: Waiting;
  readonly settlement: Settlement;
  readonly followUp: FollowUp;
  readonly participation: Participation;
  readonly escalation: Escalation;
  readonly related: readonly Related[];
  /** What was reported twice and goes on here, newest last; absent: nothing. */
  readonly joined?: readonly Joined[];
  /** What the standing case of a relationship holds; `null` in every other case. */
  readonly standing: Standing | null;
  readonly past: readonly Past[];
  /** Points that were settled by word of mouth, newest last; absent: none. */
  readonly spoken?: readonly Spoken[];
  /** Until when nothing that is talked about is taken into the case, and who asked for it; left out once somebody has ended it. */
  readonly offRecord?: { readonly by: PersonId; readonly until: Instant };
  readonly asked: readonly Asked[];
  readonly otherwise: readonly Otherwise[];
  readonly lastChange: { readonly at: Instant; readonly by: PersonId | "clock" };
};

/** What a firm asks of one of its own before it signs; `agreed` is `null` until they answer. */
export type Approval = {
  readonly revision: RevisionId;
  readonly by: PersonId;
  readonly to: PersonId;
  readonly note: Text;
  readonly agreed: boolean | null;
  readonly answer: Text;
};

/** How one of a firm's people weighs the options: what matters to them, each with the option that fits best there. */
export type Evaluation = { readonly by: PersonId; readonly weights: readonly Weight[]; readonly note: Text };

/** How long after it was closed a case can come back (scenario F; ours). */
export const comesBackMs = 90 * dayMs;

/** How many of a relationship's latest cases a turn looks back on, and words can ask for; ours. */
export const lookBack = 60;

/** An earlier case that may be about the same, and what it is, once somebody has said. */
export type Related = Alike & {
  readonly as: "again" | "same" | "other" | null;
  /** Which firm has said so; absent: the one that reported. */
  readonly said?: Firm;
};

/** What was reported as well, as its reporter told it: the report itself is closed, and goes on in this case. */
export type Joined = Pick<Report, "order" | "affected" | "total" | "stops" | "also" | "files" | "what" | "hurts"> & {
  readonly case: CaseId;
  readonly number: number;
  readonly person: PersonId;
  readonly at: Instant;
};

/** Whether a failure comes again after an earlier one, by somebody's word. */
export const comesAgain = ({ related }: Pick<Shared, "related">): boolean => related.some(({ as }) => as === "again");

/** What both firms agreed in an earlier case much like this one, and what became of it: it may help again. */
export type Past = {
  readonly case: CaseId;
  readonly number: number;
  readonly agreedAt: Instant;
  readonly kept: number;
  readonly made: number;
  readonly deal: Deal;
};

/** The step that was hard, said by the firm where it was; whose knowledge was asked for, and who has given it. */
export type Looking = {
  readonly step: { readonly by: PersonId; readonly kind: CauseKind; readonly note: Text } | null;
  readonly asked: readonly PersonId[];
  readonly told: readonly PersonId[];
};

/** What a firm reckons with among its own before it answers an option or an offer; `round`: how often the case had been reopened. */
export type Effort = {
  readonly round: number;
  readonly by: PersonId;
  readonly at: Instant;
  readonly cost: Money | null;
  readonly people: Text;
  readonly needs: Text;
};

/** What one firm keeps to itself. */
export type Side = {
  readonly notes: number;
  readonly evaluations: readonly Evaluation[];
  readonly approvals: readonly Approval[];
  /** Absent: nobody has said. */
  readonly effort?: Effort;
  /** What it cost, saved or brought, newest last; absent: nothing is noted. */
  readonly values?: readonly OwnValue[];
  readonly survey: SurveyState;
  /** Sealed: what this firm thinks, with its salt, so that it is opened as it was written. */
  readonly diagnosis: { readonly by: PersonId; readonly locus: Locus; readonly said: Said<{ what: string }> } | null;
  /** What its people find out among themselves while they look; absent: nothing yet. */
  readonly looking?: Looking;
  /** Who has told their own firm something for the case, first come first; absent: nobody. They hear what became of it. */
  readonly helped?: readonly PersonId[];
  /** The firm's own looks at how it recovers, newest last: in the standing case alone. */
  readonly audits: readonly Audit[];
  readonly asked: readonly Asked[];
  readonly otherwise: readonly Otherwise[];
};

export type Case = { readonly id: CaseId; readonly shared: Shared } & { readonly [F in Firm]: Side };

/** Another case of the same relationship: what both firms see of it. */
export type Recent = Pick<Case, "id" | "shared">;

declare const visible: unique symbol;
/** What people of one firm may see of a case; only `visibleTo` makes it, and every card, digest and report is made from it. */
export type VisibleCase = { readonly [visible]: true; readonly id: CaseId; readonly shared: Shared; readonly own: Side };

/** A side that holds nothing: what a case starts with, and all that the shared room sees of either side. */
export const emptySide: Side = {
  notes: 0,
  evaluations: [],
  approvals: [],
  survey: noSurvey,
  diagnosis: null,
  audits: [],
  asked: [],
  otherwise: [],
};

/** The one gate between the firms: the shared fold, and the own side of the audience that looks. */
export const visibleTo = (audience: Audience, held: Case): VisibleCase =>
  ({ id: held.id, shared: held.shared, own: audience === "shared" ? emptySide : held[audience] }) as VisibleCase;

/** The stage, computed from the slices and never stored: analysis can reopen while a promise still runs. */
export type Stage = "notification" | "analysis" | "resolution" | "implementation" | "follow-up" | "closed";
export function stageOf(s: Shared): Stage {
  const { acknowledged, analysis, negotiation, promises, followUp } = s;
  if (followUp.closed) return "closed";
  // It has been carried out; that the other firm verifies it belongs to carrying out.
  if (isPending(s)) return "implementation";
  // While a change is negotiated, what was agreed is carried out.
  if (negotiation.agreement) return promises.every(isSettled) ? "follow-up" : "implementation";
  if (!acknowledged) return "notification";
  const causeFound = analysis.causes.some((cause) => cause.status === "confirmed" && stands(cause));
  return causeFound || negotiation.options.length > 0 || negotiation.status !== "open" ? "resolution" : "analysis";
}
