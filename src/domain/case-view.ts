/** A case in brief, as data: what an API tells one person of it. Made from a `VisibleCase` alone; no text that people wrote but the title. */
import type { CaseKind, Report, Stage } from "./case.ts";
import type { CaseId, PersonId, WaitId } from "./ids.ts";
import type { Firm, SeverityName } from "./people.ts";
import type { Instant } from "./time.ts";
import type { WaitsOn } from "./waiting.ts";

/** A person by id and name; the name is empty for somebody who has left. */
export type Named = { readonly id: PersonId; readonly name: string };

/** Whose turn it is with the case as a whole, why, and who of them sees to it. */
export type Ball = {
  /** `outside`: neither firm, but somebody whom one of them waits for; `who` sees to it there. */
  readonly with: Firm | "outside";
  readonly who: Named;
  readonly why: "confirm" | "wait" | "word" | "lead";
};

export type CaseView = {
  readonly id: CaseId;
  /** "PAR-00042": counted per relationship. */
  readonly number: string;
  /** `null` once erased. */
  readonly title: string | null;
  /** A recovery from a failure, or from what is only coming; a rehearsal; what stands between the firms apart from any failure. */
  readonly kind: Report["kind"] | Exclude<CaseKind, "recovery">;
  readonly stage: Stage;
  readonly severity: SeverityName;
  readonly reportedAt: Instant;
  /** When the firm that was told confirmed that it has it; `null`: not yet. */
  readonly acknowledgedAt: Instant | null;
  readonly leads: { readonly [F in Firm]: Named };
  /** How often it was handed over, and the latest times, newest last. */
  readonly handOvers: {
    readonly count: number;
    readonly latest: readonly { readonly firm: Firm; readonly from: Named; readonly to: Named; readonly at: Instant }[];
  };
  /** `null`: it is nobody's turn, the case is closed. */
  readonly ball: Ball | null;
  /** What is asked of both firms now, by when; `stands`: its clock stands still. */
  readonly asked: readonly {
    readonly what: string;
    readonly firm: Firm;
    readonly of: readonly Named[];
    readonly due: Instant;
    readonly stands: boolean;
  }[];
  /** What the firms wait for now, and for how long each has waited in all before. */
  readonly waits: {
    readonly open: readonly {
      readonly id: WaitId;
      readonly firm: Firm;
      readonly on: WaitsOn;
      readonly since: Instant;
      readonly until: Instant | null;
    }[];
    readonly minutes: readonly { readonly firm: Firm; readonly on: WaitsOn; readonly minutes: number }[];
  };
  /** Whether it was put right without an agreement, how often that was said, and how often it was not quite. */
  readonly settled: { readonly status: "said" | "good" | "sent-back" | null; readonly said: number; readonly sentBack: number };
  readonly reopened: number;
  readonly closedAt: Instant | null;
};
