import type { CaseId, FileId, PersonId } from "../ids.ts";
import type { Effect, Stops } from "../severity.ts";
import type { Instant } from "../time.ts";
import type { Said } from "./said.ts";

/** Why another case of the relationship may be about the same: the same order or batch, much the same words, or somebody's own word. */
export type Likeness = "order" | "words" | "linked";

/** An earlier case that may be about the same. */
export type Alike = {
  readonly case: CaseId;
  readonly number: number;
  readonly likeness: Likeness;
  /** When it was closed; `null`: it is open. */
  readonly closedAt: Instant | null;
};

/** What happens when a failure looks like one that the firms have seen with each other before. */
export type RecurrenceEvent =
  | { readonly type: "likeness-found"; readonly alike: readonly Alike[] }
  /** What somebody of the same firm had reported as well, taken up by the case that goes on. `graver`: it weighs more now. */
  | {
      readonly type: "report-joined";
      readonly report: CaseId;
      readonly number: number;
      readonly person: PersonId;
      readonly affected: number | null;
      readonly total: number | null;
      readonly stops: Stops;
      readonly also?: readonly Effect[];
      readonly files: readonly FileId[];
      readonly graver?: true;
      readonly said: Said<{ what: string; order: string | null; hurts: string | null }>;
    }
  /** `again`: it came back; `same`: it is that very case, reported twice; `other`: it is something else. */
  | { readonly type: "likeness-said"; readonly earlier: CaseId; readonly as: "again" | "same" | "other" };
