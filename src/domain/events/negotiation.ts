import type { Amends, Deal, PromiseDraft } from "../deal.ts";
import type { CaseId, Hash, OptionId, RevisionId } from "../ids.ts";
import type { Firm } from "../people.ts";
import type { Instant } from "../time.ts";
import type { Said } from "./said.ts";

/** The shape of a deal without its words; the words are `terms` and, in the order of the promises, `promises`. */
export type DealShape = Omit<Deal, "terms" | "promises"> & { readonly promises: readonly PromiseShape[] };
export type PromiseShape = Omit<PromiseDraft, "what">;
export type DealWords = { terms: string; promises: readonly string[] };

/** Why a firm says no, and what would have to differ for a yes. */
export type Declined = { readonly reason: string | null; readonly differ?: string | null };

/** What happens to options, offers, understanding and signatures. */
export type NegotiationEvent =
  /** What helped in earlier cases much like this one; its words in the same order. */
  | {
      readonly type: "past-found";
      readonly found: readonly {
        readonly case: CaseId;
        readonly number: number;
        readonly agreedAt: Instant;
        readonly kept: number;
        readonly made: number;
        readonly deal: DealShape;
      }[];
      readonly said: Said<{ deals: readonly DealWords[] }>;
    }
  | { readonly type: "option-proposed"; readonly option: OptionId; readonly deal: DealShape; readonly said: Said<DealWords> }
  /** A firm puts something of its own into an option, whosever the option is. */
  | { readonly type: "option-pledged"; readonly option: OptionId; readonly promise: PromiseShape; readonly said: Said<{ what: string }> }
  | {
      readonly type: "offered";
      readonly revision: RevisionId;
      readonly number: number;
      readonly expires: Instant | null;
      readonly amends: Amends | null;
      readonly hash: Hash;
      readonly deal: DealShape;
      readonly said: Said<DealWords & { why: string | null }>;
    }
  | { readonly type: "accepted"; readonly revision: RevisionId; readonly understood: boolean }
  | { readonly type: "declined"; readonly revision: RevisionId; readonly said: Said<Declined> }
  | { readonly type: "withdrawn"; readonly revision: RevisionId }
  | { readonly type: "expired"; readonly revision: RevisionId }
  | {
      readonly type: "restated";
      readonly revision: RevisionId;
      readonly said: Said<{ words: string; needs: string | null; done?: string | null }>;
    }
  | { readonly type: "understanding-confirmed"; readonly revision: RevisionId; readonly whose: Firm }
  | {
      readonly type: "understanding-corrected";
      readonly revision: RevisionId;
      readonly whose: Firm;
      readonly said: Said<{ reason: string }>;
    }
  | { readonly type: "signed"; readonly revision: RevisionId; readonly hash: Hash }
  /** Not yet, says an approver, and why; nothing is decided by it. */
  | { readonly type: "signing-put-off"; readonly revision: RevisionId; readonly said: Said<{ reason: string }> }
  /** Before both firms have signed, a signature may be taken back. */
  | { readonly type: "signature-taken-back"; readonly revision: RevisionId }
  | { readonly type: "agreed"; readonly revision: RevisionId; readonly name: string; readonly hash: Hash }
  /** Now that the source is known, the firm would leave the split of the cost as it is. */
  | { readonly type: "split-kept"; readonly revision: RevisionId };
