import type { Area, Topic } from "../commands/follow-up.ts";
import type { CaseId, MeasureId, PersonId, ValueId } from "../ids.ts";
import type { Money } from "../money.ts";
import type { Firm } from "../people.ts";
import type { Answers, Figure } from "../survey.ts";
import type { Said } from "./said.ts";

/** What a firm notes for itself: what it cost, saved or brought. `round`: how often the case had been reopened by then. */
export type OwnValueEvent = {
  readonly type: "value-noted";
  readonly value: ValueId;
  readonly round: number;
  readonly kind: string;
  readonly money: Money | null;
  readonly hours: number | null;
  readonly said: Said<{ what: string }>;
};

/** Whoever reported or helped is told what became of it; who helped in a side room alone, in that firm's own fold. */
export type OutcomeEvent = { readonly type: "outcome-told"; readonly person: PersonId };

/** What happens when the promises are settled: explanation, survey, value, thanks, closing, and what was learnt. */
export type FollowUpEvent =
  /** `worded`: an explanation, and not an apology alone. */
  | { readonly type: "explained"; readonly apologised: boolean; readonly worded: boolean; readonly said: Said<{ explanation: string }> }
  /** Answers that a person gave with their name. */
  | { readonly type: "answers-opened"; readonly answers: Answers; readonly last: boolean }
  | ({ readonly type: "survey-published"; readonly firm: Firm } & Figure)
  | {
      readonly type: "value-entered";
      readonly value: ValueId;
      readonly firm: Firm;
      readonly kind: string;
      readonly money: Money | null;
      /** Absent: not said. */
      readonly hours?: number;
      /** The line that this one stands in place of, once it is confirmed. */
      readonly corrects: ValueId | null;
      readonly said: Said<{ what: string }>;
    }
  | { readonly type: "value-confirmed"; readonly value: ValueId }
  /** What the other firm does not expect yet, on the bill or in effort. */
  | { readonly type: "surprise-said"; readonly said: Said<{ what: string }> }
  | { readonly type: "surprise-answered"; readonly about: Firm; readonly fine: boolean; readonly said: Said<{ words: string | null }> }
  /** Nothing to add, says somebody of the firm; by the clock: the time to answer has passed. */
  | { readonly type: "nothing-added"; readonly topic: Topic; readonly firm: Firm }
  | { readonly type: "thanked"; readonly to: PersonId; readonly worded: boolean; readonly said: Said<{ words: string }> }
  | OutcomeEvent
  | { readonly type: "closed" }
  /** How long a closed case is watched: proposed, or agreed to by the other firm. */
  | { readonly type: "watch-said"; readonly days: number }
  | {
      readonly type: "effect-checked";
      readonly good: boolean;
      readonly again: { readonly case: CaseId; readonly number: number } | null;
      /** The measures that were in place, and so are judged by it; older events do not say, and mean all. */
      readonly measures?: readonly MeasureId[];
      readonly said: Said<{ note: string | null }>;
    }
  | { readonly type: "lesson-learnt"; readonly area: Area | null; readonly said: Said<{ earlier: string | null }> }
  /** Whether the supplier may tell others of it; `named`: with the customer's name. */
  | { readonly type: "reference-given"; readonly named: boolean }
  | { readonly type: "reference-withdrawn" }
  | { readonly type: "reopened"; readonly said: Said<{ reason: string }> };
