/** What one firm keeps for itself, in the order of its own events; the other firm's fold knows nothing of it. */
import type { Side } from "./case.ts";
import type { Event } from "./event.ts";
import { evolveLooking } from "./evolve-analysis.ts";
import { evolveAsking } from "./evolve-asking.ts";
import { kept, last } from "./fold.ts";
import type { PersonId } from "./ids.ts";
import { withAudit, withImproved } from "./standing.ts";
import { evolveSurvey } from "./survey.ts";

type SideEvent = Exclude<Event, { audience: "shared" }>;

/** A firm's own fold after one of its events. */
export const evolveSide = (side: Side, event: SideEvent): Side => withHelper(changed(side, event), event);

/** What somebody answers among their own firm for the sake of the case. */
const helping: ReadonlySet<Event["type"]> = new Set([
  "diagnosed",
  "step-said",
  "known-said",
  "evaluated",
  "effort-said",
  "approval-given",
] satisfies Event["type"][]);

function withHelper(side: Side, { type, by }: SideEvent): Side {
  if (!helping.has(type) || by === "clock" || side.helped?.includes(by)) return side;
  return { ...side, helped: [...(side.helped ?? []), by] };
}

function changed(side: Side, event: SideEvent): Side {
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
