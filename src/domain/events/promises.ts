import type { FileId, PersonId, PromiseId } from "../ids.ts";
import type { Firm } from "../people.ts";
import type { Instant } from "../time.ts";
import type { Said } from "./said.ts";

/** What happens to a promise. */
export type PromiseEvent =
  | { readonly type: "progress-reported"; readonly promise: PromiseId }
  | {
      readonly type: "blocker-reported";
      readonly promise: PromiseId;
      /** Who could clear it, and of which firm; `null`: nobody is named. */
      readonly clears: PersonId | null;
      readonly clearing: Firm | null;
      readonly said: Said<{ what: string }>;
    }
  | { readonly type: "blocker-cleared"; readonly promise: PromiseId }
  /** Whoever was asked to clear what is in the way cannot: the promise's owner has it again. */
  | { readonly type: "clearing-declined"; readonly promise: PromiseId; readonly said: Said<{ reason: string }> }
  /** Of whom no work is asked did not answer in time: the owner has it again. */
  | { readonly type: "clearing-lapsed"; readonly promise: PromiseId }
  | { readonly type: "new-date-asked"; readonly promise: PromiseId; readonly due: Instant; readonly said: Said<{ why: string }> }
  | { readonly type: "new-date-answered"; readonly promise: PromiseId; readonly agreed: boolean }
  | { readonly type: "promise-passed"; readonly promise: PromiseId; readonly to: PersonId }
  | {
      readonly type: "marked-done";
      readonly promise: PromiseId;
      readonly attempt: number;
      readonly files: readonly FileId[];
      readonly said: Said<{ evidence: string }>;
    }
  | { readonly type: "verified"; readonly promise: PromiseId; readonly attempt: number }
  | {
      readonly type: "sent-back";
      readonly promise: PromiseId;
      readonly attempt: number;
      /** `false`: they did not get it at all, which needs no words; absent: something is missing. */
      readonly received?: false;
      readonly said: Said<{ reason: string }>;
    }
  | { readonly type: "broken"; readonly promise: PromiseId; readonly said: Said<{ reason: string }> }
  /** What the firm that broke a promise would promise in its place. */
  | {
      readonly type: "repair-offered";
      readonly promise: PromiseId;
      readonly owner: PersonId;
      readonly due: Instant;
      readonly said: Said<{ what: string }>;
    }
  | { readonly type: "repair-declined"; readonly promise: PromiseId; readonly said: Said<{ reason: string }> }
  /** The new promise takes the place of the broken one; what waited for that one waits for it. */
  | { readonly type: "repair-agreed"; readonly promise: PromiseId; readonly anew: PromiseId }
  /** An amendment that both firms signed ends it. */
  | { readonly type: "released"; readonly promise: PromiseId }
  /** The beneficiary does without it. */
  | { readonly type: "let-go"; readonly promise: PromiseId };
