/** What a case keeps of its follow-up: what was explained, what it was worth, who is thanked, what was learnt, how it ended. */
import type { Area, Topic } from "./commands/follow-up.ts";
import type { Teaching } from "./events/prevention.ts";
import type { MeasureId, PersonId, ValueId } from "./ids.ts";
import type { Money } from "./money.ts";
import type { Firm } from "./people.ts";
import type { Answers, Figure } from "./survey.ts";
import type { Instant } from "./time.ts";

/** What a person wrote; `null` once erased. */
type Text = string | null;

/** What a firm says anew of the relationship after a grave case. */
export type LookedAt = "preferences:customer" | "use:customer" | "promised:supplier";

/** A line of the value ledger; lines are never changed. */
export type ValueEntry = {
  readonly id: ValueId;
  /** The firm that benefits and so confirms. */
  readonly firm: Firm;
  readonly by: PersonId;
  readonly kind: string;
  readonly money: Money | null;
  /** Absent: not said. */
  readonly hours?: number;
  readonly what: Text;
  readonly confirmedBy: PersonId | null;
  /** The line that this one stands in place of, once it is confirmed itself; its beneficiary may put it there of one that is not. */
  readonly corrects: ValueId | null;
};

/** What a firm has noted for itself: seen by nobody else until its people share it. */
export type OwnValue = {
  readonly id: ValueId;
  readonly round: number;
  readonly by: PersonId;
  readonly kind: string;
  readonly money: Money | null;
  readonly hours: number | null;
  readonly what: Text;
};

/** Whether another line stands in its place: one that was confirmed, or that was itself replaced by one. */
export const isReplaced = ({ id }: ValueEntry, all: readonly ValueEntry[]): boolean =>
  all.some((other) => other.corrects === id && (other.confirmedBy !== null || isReplaced(other, all)));

/** Whether a line counts: its beneficiary has confirmed it, and nothing stands in its place. */
export const counts = (entry: ValueEntry, all: readonly ValueEntry[]): boolean => entry.confirmedBy !== null && !isReplaced(entry, all);

export type Measure = {
  readonly id: MeasureId;
  readonly owner: PersonId;
  readonly firm: Firm;
  readonly what: Text;
  readonly at: Instant;
  /** By when it is in place; absent: asked of nobody, when dates were not asked for yet. */
  readonly due?: Instant;
  readonly area?: Area;
  /** A sign that its owner looks out for, of what nobody caused. */
  readonly sign?: true;
  /** In place since then, as its owner's firm says; absent: not yet. */
  readonly done?: { readonly by: PersonId; readonly at: Instant; readonly with: Text };
  readonly effect: "waiting" | "good" | "not-good";
  /** How it teaches those who use it; absent: it is another measure. */
  readonly teaches?: Teaching;
};

/** Whether a measure that was to be in place is not: whatever became of the failure, it had no part in that. */
export const isNotInPlace = ({ done, due, effect }: Measure): boolean => done === undefined && (due !== undefined || effect === "waiting");

export type Thanks = { readonly by: PersonId; readonly to: PersonId; readonly words: Text; readonly worded: boolean };

export type Surprise = {
  readonly firm: Firm;
  readonly by: PersonId;
  readonly what: Text;
  /** What the other firm says to it; `null`: nothing yet. */
  readonly fine: boolean | null;
};

export type FollowUp = {
  readonly explained: { readonly first: Text; readonly full: Text };
  readonly firstExplained: boolean;
  readonly fullyExplained: boolean;
  readonly apologised: boolean;
  readonly values: readonly ValueEntry[];
  /** The latest figures, newest last. */
  readonly surveys: readonly ({ readonly firm: Firm; readonly at?: Instant } & Figure)[];
  /** Answers that people gave with their names. */
  readonly opened: readonly { readonly by: PersonId; readonly firm: Firm; readonly at?: Instant; readonly answers: Answers }[];
  readonly measures: readonly Measure[];
  readonly lessons: readonly { readonly by: PersonId; readonly firm: Firm; readonly area: Area | null; readonly earlier: Text }[];
  readonly thanks: readonly Thanks[];
  readonly surprises: readonly Surprise[];
  /** What each firm has answered since the case was last opened. */
  readonly answered: readonly (`${Topic}:${Firm}` | LookedAt)[];
  readonly closed: { readonly by: PersonId; readonly at: Instant } | null;
  /** For how long it is watched, once somebody has said another length than usual; it holds when both firms have agreed. */
  readonly watch: { readonly days: number; readonly firm: Firm; readonly agreed: boolean } | null;
  /** Whether it has stayed away, at the end of the watch; `again`: the number of the case under which it came back. */
  readonly check: { readonly by: PersonId; readonly at: Instant; readonly good: boolean; readonly again: number | null } | null;
  readonly reference: { readonly by: PersonId; readonly at: Instant; readonly named: boolean } | null;
  readonly reopened: number;
};

export const noFollowUp: FollowUp = {
  explained: { first: null, full: null },
  firstExplained: false,
  fullyExplained: false,
  apologised: false,
  values: [],
  surveys: [],
  opened: [],
  measures: [],
  lessons: [],
  thanks: [],
  surprises: [],
  answered: [],
  closed: null,
  watch: null,
  check: null,
  reference: null,
  reopened: 0,
};
