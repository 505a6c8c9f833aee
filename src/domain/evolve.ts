/** `(case, event) → case`, exhaustive and pure: folding the log of an audience gives its fold, and nothing else does. */
import { opened, reported } from "./beginning.ts";
import { type Case, emptySide, type HandOver, type Joined, type Shared, type Side } from "./case.ts";
import { evolveContributions } from "./contribution.ts";
import { evolveEscalation, forgetClimb } from "./escalation.ts";
import type { Event } from "./event.ts";
import { evolveAnalysis, evolveLooking } from "./evolve-analysis.ts";
import { evolveAsking, quieted } from "./evolve-asking.ts";
import { evolveFollowUp } from "./evolve-follow-up.ts";
import { evolveNegotiation } from "./evolve-negotiation.ts";
import { evolvePromises } from "./evolve-promises.ts";
import { evolveSettling } from "./evolve-settling.ts";
import { kept, last, type SliceEvent, stamp } from "./fold.ts";
import type { CaseId, PersonId } from "./ids.ts";
import { evolveIntake } from "./intake.ts";
import { evolveOrders } from "./orders.ts";
import { evolveParticipation } from "./participation.ts";
import { evolveSpoken } from "./spoken.ts";
import { evolveStanding, withAudit, withImproved } from "./standing.ts";
import { evolveSurvey } from "./survey.ts";
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
  return { ...before, [event.audience]: withHelper(evolveSide(before[event.audience], event), event) };
}

/** What somebody answers among their own firm for the sake of the case. */
const helping: ReadonlySet<Event["type"]> = new Set([
  "diagnosed",
  "step-said",
  "known-said",
  "evaluated",
  "effort-said",
  "approval-given",
] satisfies Event["type"][]);

function withHelper(side: Side, { type, by }: Event): Side {
  if (!helping.has(type) || by === "clock" || side.helped?.includes(by)) return side;
  return { ...side, helped: [...(side.helped ?? []), by] };
}

function evolveSide(side: Side, event: Exclude<Event, { audience: "shared" }>): Side {
  switch (event.type) {
    case "noted":
      return { ...side, notes: side.notes + 1 };
    case "evaluated": {
      const mine = { by: event.by as PersonId, weights: event.weights, note: event.said?.note ?? null };
      return { ...side, evaluations: [...side.evaluations.filter(({ by }) => by !== mine.by), mine] };
    }
    case "approval-asked": {
      const { revision, to, said } = event;
      const others = side.approvals.filter((one) => one.revision === revision && one.to !== to);
      const asked = { revision, by: event.by as PersonId, to, note: said?.note ?? null, agreed: null, answer: null };
      // Of an offer that is no longer on the table nothing needs to be remembered.
      return { ...side, approvals: [...others, asked] };
    }
    case "approval-given":
      return {
        ...side,
        approvals: side.approvals.map((one) =>
          one.revision === event.revision && one.to === event.by ? { ...one, agreed: event.agreed, answer: event.said?.note ?? null } : one,
        ),
      };
    case "condition-said":
    case "outcome-told":
      // It is read once, by the lead or by whoever is told; nothing is decided by it.
      return { ...side };
    case "diagnosed":
      return { ...side, diagnosis: { by: event.by as PersonId, locus: event.locus, said: event.said } };
    case "step-said":
    case "colleagues-asked":
    case "known-said":
      return { ...side, looking: evolveLooking(side.looking, event) };
    case "audited": {
      const { round, part, thin, missing, improvement, at, said } = event;
      const better = improvement && { ...improvement, what: said?.improve ?? null, done: null };
      return withAudit(side, { round, part, thin, missing, by: event.by as PersonId, at, note: said?.note ?? null, improvement: better });
    }
    case "improved":
      return withImproved(side, event.round, event.part, { how: event.how, at: event.at, by: event.by as PersonId });
    case "value-noted": {
      const { value: id, round, kind, money, hours, said } = event;
      const noted = { id, round, by: event.by as PersonId, kind, money, hours, what: said?.what ?? null };
      return { ...side, values: last(side.values ?? [], noted, kept.ownValues) };
    }
    case "effort-said": {
      const { round, cost, at, said } = event;
      const effort = { round, cost, by: event.by as PersonId, at, people: said?.people ?? null, needs: said?.needs ?? null };
      return { ...side, effort };
    }
    case "survey-answered":
    case "survey-passed":
    case "survey-counted":
      return { ...side, survey: evolveSurvey(side.survey, event) };
    case "asked":
    case "ask-ended":
    case "reminded":
    case "snoozed":
    case "time-taken":
    case "answered-otherwise":
      return evolveAsking(side, event);
    default:
      return event satisfies never;
  }
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
  const { by, firm, at } = stamp(event);
  switch (event.type) {
    case "acknowledged":
      return {
        ...s,
        acknowledged: {
          by,
          at,
          touches: event.touches,
          coverDays: event.coverDays,
          elsewhere: event.elsewhere,
          ...(event.hearBy && { hearBy: event.hearBy }),
        },
        followUp: {
          ...s.followUp,
          // What came with the report stands beside what is said now.
          explained: { ...s.followUp.explained, first: event.said?.explanation ?? s.followUp.explained.first },
          firstExplained: s.followUp.firstExplained || event.explained,
          apologised: s.followUp.apologised || event.apologised,
        },
      };
    case "lead-changed":
      return {
        ...s,
        lead: { ...s.lead, [firm]: event.to },
        // Whoever takes it up themselves was given nothing.
        ...(event.to !== by && { handOvers: handedOver(s, { firm, from: s.lead[firm], to: event.to, at }) }),
      };
    case "locus-said":
      return { ...s, locus: { ...s.locus, says: { ...s.locus.says, [firm]: event.locus } } };
    case "severity-set":
      return {
        ...s,
        severity: event.severity,
        report: {
          ...s.report,
          stops: event.stops,
          ...(event.also && { also: event.also }),
          ...(event.feltAt && { feltAt: event.feltAt }),
        },
      };
    case "called": {
      const called = { by, at, what: event.said?.what ?? null };
      return s.acknowledged ? { ...s, acknowledged: { ...s.acknowledged, called } } : s;
    }
    case "cover-said": {
      const taken = s.acknowledged;
      const said = { coverDays: event.coverDays ?? taken?.coverDays ?? null, elsewhere: event.elsewhere ?? taken?.elsewhere ?? null };
      return taken ? { ...s, acknowledged: { ...taken, ...said } } : s;
    }
    case "impact-confirmed":
      return { ...s, impactConfirmed: true };
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
      return { ...s, related: [...s.related, ...event.alike.map((one) => ({ ...one, as: null }))] };
    case "report-joined": {
      const { report: id, number, person, affected, total, stops, also, files, said } = event;
      const texts = { what: said?.what ?? null, order: said?.order ?? null, hurts: said?.hurts ?? null };
      const joined: Joined = { case: id, number, person, at, affected, total, stops, ...(also && { also }), files, ...texts };
      return { ...s, joined: last(s.joined ?? [], joined, kept.joined) };
    }
    case "likeness-said":
      return {
        ...s,
        related: s.related.map((one) => (one.case === event.earlier ? { ...one, as: event.as, said: stamp(event).firm } : one)),
      };
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

const handedOver = ({ handOvers: { count, latest } }: Shared, one: HandOver): Shared["handOvers"] => ({
  count: count + 1,
  latest: last(latest, one, kept.handOvers),
});
