/** `(case, event) → case`, exhaustive and pure: folding the log of an audience gives its fold, and nothing else does. */
import { opened, reported } from "./beginning.ts";
import { type Case, emptySide, type Shared } from "./case.ts";
import { evolveContributions } from "./contribution.ts";
import { evolveEscalation, forgetClimb } from "./escalation.ts";
import type { Event } from "./event.ts";
import { evolveAnalysis } from "./evolve-analysis.ts";
import { evolveAsking, quieted } from "./evolve-asking.ts";
import { evolveFollowUp } from "./evolve-follow-up.ts";
import { evolveNegotiation } from "./evolve-negotiation.ts";
import { evolveNotification } from "./evolve-notification.ts";
import { evolvePromises } from "./evolve-promises.ts";
import { evolveRecurrence } from "./evolve-recurrence.ts";
import { evolveSettling } from "./evolve-settling.ts";
import { evolveSide } from "./evolve-side.ts";
import type { SliceEvent } from "./fold.ts";
import type { CaseId, PersonId } from "./ids.ts";
import { evolveIntake } from "./intake.ts";
import { evolveOrders } from "./orders.ts";
import { evolveParticipation } from "./participation.ts";
import { evolveSpoken } from "./spoken.ts";
import { evolveStanding } from "./standing.ts";
import { evolveWaiting } from "./waiting.ts";

/** The case before its first event. Reading its `shared` fold before `reported` is folded is a mistake of ours. */
export const newCase = (id: CaseId): Case => ({ id, shared: null as unknown as Shared, supplier: emptySide, customer: emptySide });

/** Folds events of any audiences, in the order of each, into a case. */
export const fold = (id: CaseId, events: Iterable<Event>): Case => {
  let folded = newCase(id);
  for (const event of events) folded = evolve(folded, event);
  return folded;
};

/** The case after one event; the folds of other audiences stay the same objects. */
export function evolve(before: Case, event: Event): Case {
  if (event.audience === "shared") return { ...before, shared: evolveShared(before.shared, event) };
  return { ...before, [event.audience]: evolveSide(before[event.audience], event) };
}

function evolveShared(before: Shared, event: Extract<Event, { audience: "shared" }>): Shared {
  switch (event.type) {
    case "asked":
    case "reminded":
    case "snoozed":
    case "time-taken":
    case "answered-otherwise":
      return evolveAsking(before, event);
    case "ask-ended":
      return { ...evolveAsking(before, event), escalation: forgetClimb(before.escalation, event.ask) };
    case "reported":
      return reported(event);
    case "opened":
      return opened(event);
    default:
      return {
        ...evolveSlices(before, event),
        ...(event.type === "progress-reported" && { asked: quieted(before.asked, event) }),
        participation: evolveParticipation(before.participation, event, before),
        lastChange: { at: event.at, by: event.by },
      };
  }
}

function evolveSlices(s: Shared, event: SliceEvent): Shared {
  switch (event.type) {
    case "acknowledged":
    case "lead-changed":
    case "locus-said":
    case "severity-set":
    case "called":
    case "cover-said":
    case "impact-confirmed":
      return evolveNotification(s, event);
    case "contained":
    case "described":
    case "pain-said":
      return evolveIntake(s, event);
    case "evidence-added":
    case "cause-proposed":
    case "diagnosis-sealed":
    case "diagnosis-declined":
    case "diagnosis-opened":
    case "causes-weighed":
    case "cause-confirmed":
    case "cause-disputed":
    case "cause-ruled-out":
    case "cause-told":
    case "cause-not-judged":
    case "cause-doubted":
    case "cause-upheld":
    case "unknown-proposed":
    case "unknown-agreed":
    case "unknown-declined":
    case "visit-proposed":
    case "visit-answered":
    case "visit-moved":
    case "visit-cancelled":
    case "visit-missed":
    case "visit-reported":
      return evolveAnalysis(s, event);
    case "past-found":
    case "option-proposed":
    case "option-pledged":
    case "offered":
    case "accepted":
    case "declined":
    case "withdrawn":
    case "expired":
    case "restated":
    case "understanding-confirmed":
    case "understanding-corrected":
    case "signed":
    case "signing-put-off":
    case "signature-taken-back":
    case "agreed":
    case "split-kept":
      return evolveNegotiation(s, event);
    case "resources-offered":
    case "bridge-offered":
    case "beside-said":
      return evolveContributions(s, event);
    case "progress-reported":
    case "blocker-reported":
    case "blocker-cleared":
    case "clearing-declined":
    case "clearing-lapsed":
    case "new-date-asked":
    case "new-date-answered":
    case "marked-done":
    case "verified":
    case "sent-back":
    case "promise-passed":
    case "broken":
    case "repair-offered":
    case "repair-declined":
    case "repair-agreed":
    case "let-go":
    case "released":
      return { ...s, promises: evolvePromises(s.promises, event) };
    case "wait-begun":
    case "wait-extended":
    case "wait-ended":
      return evolveWaiting(s, event);
    case "settled":
    case "settled-confirmed":
    case "settled-sent-back":
      return evolveSettling(s, event);
    case "explained":
    case "answers-opened":
    case "survey-published":
    case "value-entered":
    case "value-confirmed":
    case "surprise-said":
    case "surprise-answered":
    case "nothing-added":
    case "thanked":
    case "outcome-told":
    case "measure-added":
    case "measure-done":
    case "measure-moved":
    case "lesson-learnt":
    case "closed":
    case "watch-said":
    case "effect-checked":
    case "reference-given":
    case "reference-withdrawn":
    case "reopened":
      return evolveFollowUp(s, event);
    case "introduced":
    case "acquainted":
    case "counterpart-named":
    case "use-said":
    case "promised-said":
    case "all-promised":
    case "often-said":
    case "talk-asked":
    case "terms-proposed":
    case "terms-agreed":
    case "terms-declined":
    case "preferences-said":
      return evolveStanding(s, event);
    case "orders-recorded":
    case "order-questioned":
    case "order-replaced":
    case "order-thought":
    case "order-answered":
    case "order-call-asked":
    case "order-called":
    case "expectation-said":
    case "nothing-expected":
    case "nothing-short":
    case "expectation-read":
      return evolveOrders(s, event);
    case "record-paused":
      return { ...s, offRecord: { by: event.by as PersonId, until: event.until } };
    case "record-resumed": {
      const { offRecord: _over, ...rest } = s;
      return rest;
    }
    case "spoken-noted":
    case "spoken-read":
      return evolveSpoken(s, event);
    case "likeness-found":
    case "report-joined":
    case "likeness-said":
      return evolveRecurrence(s, event);
    case "role-given":
    case "role-open":
    case "role-ended":
    case "role-taken":
    case "role-left":
    case "role-passed":
    case "role-filled":
    case "volunteered":
    case "help-wanted":
    case "help-declined":
    case "evidence-settled":
    case "work-credited":
      return s;
    case "escalated":
    case "escalation-taken":
    case "escalation-returned":
    case "escalation-seen":
    case "still-going":
    case "stale-unanswered":
    case "update-given":
      return evolveEscalation(s, event);
    default:
      return event satisfies never;
  }
}
