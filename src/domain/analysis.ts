/** What is known of where a failure came from: what was found, what caused it, who looked at it where, and what each firm thought first. */
import type { Text } from "./case.ts";
import type { Locus } from "./collaboration.ts";
import type { CauseKind } from "./commands/analysis.ts";
import type { CauseId, FileId, PersonId, VisitId } from "./ids.ts";
import type { Firm } from "./people.ts";
import type { Instant } from "./time.ts";

export type Analysis = {
  readonly causes: readonly Cause[];
  /** How often what had been settled was opened to question again; absent: never. */
  readonly doubts?: number;
  readonly evidence: number;
  /** The latest pieces, newest last; older ones are in the log. */
  readonly latest: readonly Evidence[];
  /** The ending without a cause: what both firms do at once if it comes again. */
  readonly unknown: {
    readonly by: PersonId;
    readonly firm: Firm;
    readonly at: Instant;
    readonly plan: Text;
    readonly agreedBy: PersonId | null;
    /** What the firm that agreed does besides; absent: nothing. */
    readonly added?: Text;
  } | null;
  readonly visits: readonly Visit[];
  /** What each firm thought before it read what the other thought; opened when both are in. */
  readonly first: {
    readonly sealed: readonly Firm[];
    readonly declined: boolean;
    readonly opened: readonly { readonly firm: Firm; readonly by: PersonId; readonly locus: Locus; readonly what: Text }[];
  };
};
/** Looking at it together on the spot. */
export type Visit = {
  readonly id: VisitId;
  /** Who suggested it at this time, and of which firm: the other one answers. */
  readonly by: PersonId;
  readonly firm: Firm;
  /** At whose place. */
  readonly place: Firm;
  readonly from: Instant;
  readonly to: Instant;
  readonly people: readonly PersonId[];
  readonly what: Text;
  /** `withdrawn`: before it was answered for the first time; `cancelled`: when calendars had it; `missed`: it did not take place. */
  readonly status: "proposed" | "agreed" | "declined" | "reported" | "withdrawn" | "cancelled" | "missed";
  /** How often it was changed after it was agreed, as calendars count it; absent: never. */
  readonly sequence?: number;
};
/** Whether a visit lies ahead or is going on; nothing stands whose time is over, whatever was said of it. */
export const isUnderWay = ({ status, from, to }: Visit, now: Instant): boolean =>
  (status === "proposed" && now < from) || (status === "agreed" && now < to);

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
  /** What it is called in the field; absent: not said. */
  readonly kind?: CauseKind;
  /** Who of the other firm has said that they cannot judge it; absent: nobody. */
  readonly notJudged?: PersonId;
  /** What it contributed, in per cent; `null`: not said. */
  readonly share: number | null;
  readonly what: Text;
  readonly whys: Text;
  readonly escape: Text;
  /** `told`: by the supplier, before the customer could notice; it stands unless the customer objects. */
  readonly status: "proposed" | "confirmed" | "told" | "disputed" | "ruled-out";
  /** How many pieces of evidence speak for it and against it. */
  readonly evidence: { readonly for: number; readonly against: number };
  readonly settledBy: PersonId | null;
  readonly settledAt: Instant | null;
  readonly reason: Text;
  /** In question again, for somebody's reason or (`firm: null`) because the case came back; absent: it is not. */
  readonly doubted?: { readonly by: PersonId; readonly firm: Firm | null; readonly at: Instant; readonly reason: Text };
};

/** Whether it holds: it was confirmed, or told and not objected to, and nobody has opened it to question again. */
export const stands = ({ status, doubted }: Cause): boolean => doubted === undefined && (status === "confirmed" || status === "told");
