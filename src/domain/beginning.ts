/** What a case begins as: a report, or two firms that have something to do with each other. */
import type { Report, Shared } from "./case.ts";
import { noEscalation } from "./escalation.ts";
import type { Event } from "./event.ts";
import { stamp } from "./fold.ts";
import { noFollowUp } from "./follow-up.ts";
import type { PersonId } from "./ids.ts";
import { noDetails } from "./intake.ts";
import { noParticipation } from "./participation.ts";
import { noSettlement } from "./settling.ts";
import { severityFrom } from "./severity.ts";
import { newStanding } from "./standing.ts";
import { noWaiting } from "./waiting.ts";

/** A failure or a risk has been reported. */
export function reported(event: Extract<Event, { type: "reported" }>): Shared {
  const { by, firm, at } = stamp(event);
  const { said } = event;
  const report: Report = {
    kind: event.kind,
    by,
    firm,
    at,
    feltAt: event.feltAt,
    untilAt: event.untilAt,
    perspective: event.perspective,
    order: said?.order ?? null,
    affected: event.affected,
    total: event.total,
    stops: event.stops,
    ...(event.also && { also: event.also }),
    files: event.files,
    title: said?.title ?? null,
    what: said?.what ?? null,
    ...(said?.where !== undefined && { where: said.where }),
    hurts: said?.hurts ?? null,
    remedy: said?.remedy ?? null,
    ...(event.promised && { promised: event.promised }),
    painSaid: false,
    details: { ...noDetails, occurred: event.occurred, noticed: event.noticed, sort: event.sort ?? null },
  };
  const begun = beginning(event.number, report, event.lead, by);
  return {
    ...begun,
    kind: event.rehearsal ? "rehearsal" : "recovery",
    locus: { ...begun.locus, says: { ...begun.locus.says, [firm]: event.locus } },
    followUp: {
      ...begun.followUp,
      explained: { ...begun.followUp.explained, first: said?.explanation ?? null },
      firstExplained: event.explained ?? false,
      apologised: event.apologised ?? false,
    },
  };
}

/** A standing case has no report: its own says nothing, and no flow of a recovery looks at it. */
export function opened({ at, lead }: Extract<Event, { type: "opened" }>): Shared {
  const report: Report = {
    kind: "risk",
    by: lead.customer,
    firm: "customer",
    at,
    feltAt: null,
    untilAt: null,
    perspective: "proactive",
    order: null,
    affected: null,
    total: null,
    stops: "nothing",
    files: [],
    title: null,
    what: null,
    hurts: null,
    remedy: null,
    painSaid: false,
    details: noDetails,
  };
  return { ...beginning(0, report, lead, "clock"), kind: "relationship", standing: newStanding(at) };
}

/** A case in which nothing has happened but its report. */
const beginning = (number: number, report: Report, lead: Shared["lead"], by: PersonId | "clock"): Shared => ({
  kind: "recovery",
  number,
  report,
  severity: severityFrom(report.stops, report.also),
  impactConfirmed: false,
  acknowledged: null,
  lead,
  handOvers: { count: 0, latest: [] },
  locus: { says: { supplier: null, customer: null }, settled: null },
  containment: [],
  analysis: {
    causes: [],
    evidence: report.files.length > 0 ? 1 : 0,
    latest: [],
    unknown: null,
    visits: [],
    first: { sealed: [], declined: false, opened: [] },
  },
  negotiation: { status: "open", options: [], revisions: 0, before: null, agreements: 0, agreement: null },
  promises: [],
  waiting: noWaiting,
  settlement: noSettlement,
  followUp: noFollowUp,
  participation: noParticipation,
  escalation: noEscalation,
  related: [],
  past: [],
  standing: null,
  asked: [],
  otherwise: [],
  lastChange: { at: report.at, by },
});
