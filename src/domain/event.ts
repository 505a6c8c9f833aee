/**
 * What has happened. Free text stands in `said` alone, with a salt: the log hashes only `said`'s salted hash, so that a
 * person's words can be erased and the chain still verifies. After erasure `said` is `null`.
 */

import type { Locus } from "./collaboration.ts";
import type { Weight } from "./deal.ts";
import type { AnalysisEvent, LookingEvent } from "./events/analysis.ts";
import type { RecordEvent } from "./events/anytime.ts";
import type { ContributionEvent, EffortEvent } from "./events/contribution.ts";
import type { EscalationEvent } from "./events/escalation.ts";
import type { FollowUpEvent, OutcomeEvent, OwnValueEvent } from "./events/follow-up.ts";
import type { NegotiationEvent } from "./events/negotiation.ts";
import type { NotificationEvent } from "./events/notification.ts";
import type { OrderEvent } from "./events/orders.ts";
import type { ConditionEvent, ParticipationEvent } from "./events/participation.ts";
import type { PreventionEvent } from "./events/prevention.ts";
import type { PromiseEvent } from "./events/promises.ts";
import type { RecurrenceEvent } from "./events/recurrence.ts";
import type { Said } from "./events/said.ts";
import type { SettlingEvent } from "./events/settling.ts";
import type { SpokenEvent } from "./events/spoken.ts";
import type { AuditEvent, OpenedEvent, StandingEvent } from "./events/standing.ts";
import type { WaitingEvent } from "./events/waiting.ts";
import type { PersonId, RevisionId } from "./ids.ts";
import type { Firm } from "./people.ts";
import type { SurveyEvent } from "./survey.ts";
import type { Instant } from "./time.ts";

type SharedEvent =
  | NotificationEvent
  | AnalysisEvent
  | NegotiationEvent
  | ContributionEvent
  | PromiseEvent
  | WaitingEvent
  | SettlingEvent
  | FollowUpEvent
  | ParticipationEvent
  | EscalationEvent
  | PreventionEvent
  | RecurrenceEvent
  | SpokenEvent
  | RecordEvent
  | OpenedEvent
  | StandingEvent
  | OrderEvent;

type SideEvent =
  | { readonly type: "noted"; readonly said: Said<{ text: string }> }
  | { readonly type: "evaluated"; readonly weights: readonly Weight[]; readonly said: Said<{ note: string | null }> }
  /** Somebody's own firm is asked to approve an offer before it is signed, and answers. */
  | { readonly type: "approval-asked"; readonly revision: RevisionId; readonly to: PersonId; readonly said: Said<{ note: string }> }
  /** `signed`: by their own signature. `asked`: who had asked for it, and hears it; older events do not say. */
  | {
      readonly type: "approval-given";
      readonly revision: RevisionId;
      readonly agreed: boolean;
      readonly signed?: true;
      readonly asked?: PersonId;
      readonly said: Said<{ note: string }>;
    }
  /** What the firm thinks before it reads what the other thinks: sealed until both are in. */
  | { readonly type: "diagnosed"; readonly locus: Locus; readonly said: Said<{ what: string }> }
  | LookingEvent
  | EffortEvent
  | OwnValueEvent
  | OutcomeEvent
  | ConditionEvent
  | SurveyEvent
  | AuditEvent;

/** What the plan asks, in the fold of those who may know of it. */
type AskEvent =
  | {
      readonly type: "asked";
      readonly ask: string;
      readonly firm: Firm;
      readonly to: readonly PersonId[];
      readonly due: Instant;
      /** For how long the firm's clocks had stood by then, in milliseconds, where they had. */
      readonly stood?: number;
      /** The working minutes that it was asked within, where no date was given. */
      readonly within?: number;
    }
  | { readonly type: "ask-ended"; readonly ask: string }
  /** `to`: those who were at work then, where others were not; absent: everybody who is asked. */
  | { readonly type: "reminded"; readonly ask: string; readonly slot: string; readonly to?: readonly PersonId[] }
  | { readonly type: "snoozed"; readonly ask: string; readonly until: Instant }
  /** Whoever is asked needs until then. */
  | { readonly type: "time-taken"; readonly ask: string; readonly until: Instant; readonly said: Said<{ why: string | null }> }
  /** Passed to a colleague (`to`), or left open (`null`); whoever does not know says so. */
  | { readonly type: "answered-otherwise"; readonly ask: string; readonly to: PersonId | null; readonly unknown: boolean };

/** When, by whom, and of which firm that person was then; the clock is of no firm. */
type Stamp = { readonly at: Instant; readonly by: PersonId | "clock"; readonly of: Firm | null };

/** Audience is part of the type: a side event cannot be written to the shared fold. */
export type Event = Stamp &
  (({ readonly audience: "shared" } & (SharedEvent | AskEvent)) | ({ readonly audience: Firm } & (SideEvent | AskEvent)));

/** An event before the engine stamps it with the instant and the actor. */
export type Draft = Event extends infer E ? (E extends Event ? Omit<E, "at" | "by" | "of"> : never) : never;
