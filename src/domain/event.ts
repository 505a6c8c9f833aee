/**
 * What has happened. Free text stands in `said` alone, with a salt: the log hashes only `said`'s salted hash, so that a
 * person's words can be erased and the chain still verifies. After erasure `said` is `null`.
 */
import type { Deal, Place, PromiseDraft, Stops } from "./case.ts";
import type { Locus, Perspective } from "./collaboration.ts";
import type { CauseId, FileId, Hash, MeasureId, OptionId, PersonId, PromiseId, RevisionId, ValueId } from "./ids.ts";
import type { Money } from "./money.ts";
import type { Firm, SeverityName } from "./people.ts";
import type { Instant } from "./time.ts";

/** Texts with a salt of 122 random bits or more, so that a short text cannot be guessed from its hash. */
export type Said<T> = ({ readonly salt: string } & { readonly [K in keyof T]: T[K] }) | null;

/** The shape of a deal without its words; the words are `terms` and, in the order of the promises, `promises`. */
export type DealShape = Omit<Deal, "terms" | "promises"> & { readonly promises: readonly Omit<PromiseDraft, "what">[] };
export type DealWords = { terms: string; promises: readonly string[] };

type SharedEvent =
  | {
      readonly type: "reported";
      readonly number: number;
      readonly kind: "failure" | "risk";
      readonly affected: number | null;
      readonly total: number | null;
      readonly stops: Stops;
      readonly noticedAt: Instant | null;
      readonly perspective: Perspective;
      readonly locus: Locus | null;
      readonly files: readonly FileId[];
      readonly lead: { readonly [F in Firm]: PersonId };
      readonly said: Said<{ title: string; what: string; order: string | null; hurts: string | null; remedy: string | null }>;
    }
  | {
      readonly type: "acknowledged";
      readonly explained: boolean;
      readonly apologised: boolean;
      readonly said: Said<{ explanation: string | null }>;
    }
  | { readonly type: "lead-changed"; readonly to: PersonId }
  | { readonly type: "locus-said"; readonly locus: Locus }
  | { readonly type: "severity-set"; readonly stops: Stops; readonly severity: SeverityName }
  | { readonly type: "impact-confirmed" }
  | { readonly type: "contained"; readonly place: Place; readonly said: Said<{ what: string }> }
  | { readonly type: "evidence-added"; readonly files: readonly FileId[]; readonly shared: boolean; readonly said: Said<{ what: string }> }
  | {
      readonly type: "cause-proposed";
      readonly cause: CauseId;
      readonly locus: Locus;
      readonly category: string;
      readonly said: Said<{ what: string; whys: string | null; escape: string | null }>;
    }
  | { readonly type: "cause-confirmed"; readonly cause: CauseId }
  | { readonly type: "cause-disputed"; readonly cause: CauseId; readonly locus: Locus | null; readonly said: Said<{ reason: string }> }
  | { readonly type: "cause-ruled-out"; readonly cause: CauseId; readonly said: Said<{ reason: string }> }
  | { readonly type: "option-proposed"; readonly option: OptionId; readonly deal: DealShape; readonly said: Said<DealWords> }
  | {
      readonly type: "offered";
      readonly revision: RevisionId;
      readonly number: number;
      readonly expires: Instant | null;
      readonly hash: Hash;
      readonly deal: DealShape;
      readonly said: Said<DealWords & { why: string | null }>;
    }
  | { readonly type: "accepted"; readonly revision: RevisionId; readonly understood: boolean }
  | { readonly type: "declined"; readonly revision: RevisionId; readonly said: Said<{ reason: string | null }> }
  | { readonly type: "withdrawn"; readonly revision: RevisionId }
  | { readonly type: "expired"; readonly revision: RevisionId }
  | { readonly type: "restated"; readonly revision: RevisionId; readonly said: Said<{ words: string }> }
  | { readonly type: "understanding-confirmed"; readonly revision: RevisionId; readonly whose: Firm }
  | {
      readonly type: "understanding-corrected";
      readonly revision: RevisionId;
      readonly whose: Firm;
      readonly said: Said<{ reason: string }>;
    }
  | { readonly type: "signed"; readonly revision: RevisionId; readonly hash: Hash }
  | { readonly type: "agreed"; readonly revision: RevisionId; readonly name: string; readonly hash: Hash }
  | { readonly type: "progress-reported"; readonly promise: PromiseId }
  | { readonly type: "blocker-reported"; readonly promise: PromiseId; readonly said: Said<{ what: string }> }
  | { readonly type: "blocker-cleared"; readonly promise: PromiseId }
  | { readonly type: "new-date-asked"; readonly promise: PromiseId; readonly due: Instant; readonly said: Said<{ why: string }> }
  | { readonly type: "new-date-answered"; readonly promise: PromiseId; readonly agreed: boolean }
  | {
      readonly type: "marked-done";
      readonly promise: PromiseId;
      readonly attempt: number;
      readonly files: readonly FileId[];
      readonly said: Said<{ evidence: string }>;
    }
  | { readonly type: "verified"; readonly promise: PromiseId; readonly attempt: number }
  | { readonly type: "sent-back"; readonly promise: PromiseId; readonly attempt: number; readonly said: Said<{ reason: string }> }
  | { readonly type: "explained"; readonly apologised: boolean; readonly said: Said<{ explanation: string }> }
  | { readonly type: "survey-published"; readonly firm: Firm; readonly answers: number; readonly means: Readonly<Record<string, number>> }
  | {
      readonly type: "value-entered";
      readonly value: ValueId;
      readonly firm: Firm;
      readonly kind: string;
      readonly money: Money | null;
      readonly said: Said<{ what: string }>;
    }
  | { readonly type: "value-confirmed"; readonly value: ValueId }
  | {
      readonly type: "measure-added";
      readonly measure: MeasureId;
      readonly owner: PersonId;
      readonly firm: Firm;
      readonly said: Said<{ what: string }>;
    }
  | { readonly type: "effect-checked"; readonly measure: MeasureId; readonly good: boolean; readonly said: Said<{ note: string | null }> }
  | { readonly type: "closed" }
  | { readonly type: "reopened"; readonly said: Said<{ reason: string }> };

type SideEvent =
  | { readonly type: "noted"; readonly said: Said<{ text: string }> }
  | { readonly type: "evaluated"; readonly option: OptionId; readonly matters: string; readonly said: Said<{ note: string | null }> }
  | { readonly type: "survey-answered" };

/** What the plan asks, in the fold of those who may know of it. */
type AskEvent =
  | { readonly type: "asked"; readonly ask: string; readonly firm: Firm; readonly to: readonly PersonId[]; readonly due: Instant }
  | { readonly type: "ask-ended"; readonly ask: string }
  | { readonly type: "reminded"; readonly ask: string; readonly slot: string }
  | { readonly type: "snoozed"; readonly ask: string; readonly until: Instant };

/** When, by whom, and of which firm that person was then; the clock is of no firm. */
type Stamp = { readonly at: Instant; readonly by: PersonId | "clock"; readonly of: Firm | null };

/** Audience is part of the type: a side event cannot be written to the shared fold. */
export type Event = Stamp &
  (({ readonly audience: "shared" } & (SharedEvent | AskEvent)) | ({ readonly audience: Firm } & (SideEvent | AskEvent)));

/** An event before the engine stamps it with the instant and the actor. */
export type Draft = Event extends infer E ? (E extends Event ? Omit<E, "at" | "by" | "of"> : never) : never;
