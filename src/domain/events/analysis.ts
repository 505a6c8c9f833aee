import type { Locus } from "../collaboration.ts";
import type { CauseKind } from "../commands/analysis.ts";
import type { CauseId, FileId, PersonId, VisitId } from "../ids.ts";
import type { Firm } from "../people.ts";
import type { Instant } from "../time.ts";
import type { Said } from "./said.ts";

/** What happens to causes and evidence. */
export type AnalysisEvent =
  | {
      readonly type: "evidence-added";
      readonly files: readonly FileId[];
      readonly shared: boolean;
      readonly cause: CauseId | null;
      readonly speaks: "for" | "against" | null;
      readonly said: Said<{ what: string }>;
    }
  | {
      readonly type: "cause-proposed";
      readonly cause: CauseId;
      readonly locus: Locus;
      readonly category: string;
      /** What it is called in the field, where that was said. */
      readonly kind?: CauseKind;
      readonly said: Said<{ what: string; whys: string | null; escape: string | null }>;
    }
  | { readonly type: "cause-confirmed"; readonly cause: CauseId }
  /** The other firm cannot say whether it fits: a finding, and no word for the cause or against it. */
  | { readonly type: "cause-not-judged"; readonly cause: CauseId }
  /** What was settled is open to question again: by somebody's word, or (`back`) because the case came back; no causes: it had ended without one. */
  | { readonly type: "cause-doubted"; readonly causes: readonly CauseId[]; readonly back: boolean; readonly said: Said<{ reason: string }> }
  /** It was the cause after all. */
  | { readonly type: "cause-upheld"; readonly cause: CauseId }
  /** A firm has written what it thinks, in its own side fold, before it reads what the other thinks. */
  | { readonly type: "diagnosis-sealed" }
  /** One of the firms would rather look openly. */
  | { readonly type: "diagnosis-declined" }
  /** Both are in: what this firm had written. */
  | {
      readonly type: "diagnosis-opened";
      readonly whose: Firm;
      readonly person: PersonId;
      readonly locus: Locus;
      readonly said: Said<{ what: string }>;
    }
  /** What the causes that stand contributed, in per cent; together 100. */
  | { readonly type: "causes-weighed"; readonly shares: readonly { readonly cause: CauseId; readonly share: number }[] }
  /** The supplier has told it before the customer could notice: it stands, open to objection. */
  | { readonly type: "cause-told"; readonly cause: CauseId }
  | { readonly type: "unknown-proposed"; readonly said: Said<{ plan: string }> }
  /** With what the firm that agrees does besides, if it comes again. */
  | { readonly type: "unknown-agreed"; readonly said?: Said<{ plan: string }> }
  /** The other firm would rather go on looking. */
  | { readonly type: "unknown-declined"; readonly said: Said<{ reason: string }> }
  | {
      readonly type: "visit-proposed";
      readonly visit: VisitId;
      readonly place: Firm;
      readonly from: Instant;
      readonly to: Instant;
      readonly people: readonly PersonId[];
      readonly said: Said<{ what: string }>;
    }
  | { readonly type: "visit-answered"; readonly visit: VisitId; readonly agreed: boolean; readonly said: Said<{ reason: string }> }
  | {
      readonly type: "visit-moved";
      readonly visit: VisitId;
      readonly from: Instant;
      readonly to: Instant;
      /** Why; older events do not say. */
      readonly said?: Said<{ reason: string }>;
    }
  | { readonly type: "visit-cancelled"; readonly visit: VisitId; readonly said: Said<{ reason: string }> }
  /** Its time came, and it did not take place. */
  | { readonly type: "visit-missed"; readonly visit: VisitId; readonly said: Said<{ reason: string }> }
  | {
      readonly type: "visit-reported";
      readonly visit: VisitId;
      readonly files: readonly FileId[];
      /** Who was to come, each of their firm; older events do not say. */
      readonly came?: readonly { readonly person: PersonId; readonly firm: Firm }[];
      readonly said: Said<{ what: string }>;
    }
  | { readonly type: "cause-disputed"; readonly cause: CauseId; readonly locus: Locus | null; readonly said: Said<{ reason: string }> }
  | { readonly type: "cause-ruled-out"; readonly cause: CauseId; readonly said: Said<{ reason: string }> };

/** What a firm's people find out among themselves while they look; it never leaves their side room. */
export type LookingEvent =
  | { readonly type: "step-said"; readonly kind: CauseKind; readonly said: Said<{ note: string }> }
  | { readonly type: "colleagues-asked"; readonly people: readonly PersonId[] }
  /** `about`: whose knowledge was asked for; a colleague may have answered in their place. */
  | { readonly type: "known-said"; readonly about: PersonId | null; readonly said: Said<{ what: string }> };
