/**
 * What a log of incidents means here: each incident is a case that the customer reports, and each line a moment of it. What a line
 * says anew becomes a command; what it does not say is not invented.
 *
 * | the log says | here |
 * |---|---|
 * | it arrived | the **caller** reports it; category, subcategory, symptom and location are the words, as far as the first line says them |
 * | **impact, urgency, priority** | what it stops, see `stopsTable`; graver is set by whoever updated the line, else by the **caller** |
 * | another **group** | handed over to that group's desk, by whoever updated the line |
 * | another **resolver** | handed over to them: by the desk of the group that is new in that line, else by whoever updated it |
 * | another **state** | see `moves`; by the owner where it is taken up, by the caller where the customer has its say, else by the updater |
 * | "?" | nothing: whoever had it still has it |
 *
 * What it stops is the customer's to say; the supplier may only find it graver. So what weighs less or otherwise is said by the caller.
 *
 * Closed is the caller's word that it is good: the log closes what is resolved and has not come back for some days, and nobody but the
 * customer can say so here. Of the words that a form asks for the log has none but its own: the state, the problem, the closing code.
 *
 * Left out, because it is no change of state, group, person or severity: changes of location (4 incidents), of category and symptom,
 * the change that caused it (1), the service level that was met, and who is said to have opened or resolved it.
 */

import type { CaseView } from "../../src/domain/case-view.ts";
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import type { SeverityName } from "../../src/domain/people.ts";
import { isGraver, type Stops, severityOf } from "../../src/domain/severity.ts";
import { epochMs, type Instant, minuteMs } from "../../src/domain/time.ts";
import type { WaitsOn } from "../../src/domain/waiting.ts";
import { firmNameOf, type LogFirm, personOf, relationshipOf } from "./firms.ts";
import type { Incident, LogLine } from "./read.ts";

type Kind =
  | "report"
  | "set-severity"
  | "hand-over"
  | "acknowledge"
  | "wait-for"
  | "stop-waiting"
  | "say-settled"
  | "confirm-settled"
  | "send-back-settled"
  | "reopen";

/** A command as the API takes it, but for the ids that a case has given meanwhile (see `filled`). */
export type Asked = {
  readonly by: PersonId;
  readonly body: { readonly type: Kind; readonly key: string } & Readonly<Record<string, string>>;
};

/** How a case must stand after a line. */
export type Expected = {
  readonly state: string;
  readonly standing: Standing;
  readonly on: WaitsOn | null;
  readonly stage: CaseView["stage"];
  readonly ball: "supplier" | "customer" | "outside" | null;
  /** `null`: no line has said who has it. */
  readonly owner: PersonId | null;
  readonly caller: PersonId;
  readonly severity: SeverityName;
  readonly reopened: number;
  /** How often it was handed over, and to whom since the line before. */
  readonly handOvers: number;
  readonly handedTo: readonly PersonId[];
};

/** A moment of an incident: what is asked then, and how the case stands afterwards. */
export type Step = {
  readonly at: Instant;
  readonly incident: string;
  readonly relationship: RelationshipId;
  readonly line: number;
  readonly asks: readonly Asked[];
  /** `null` right after the report, of which no line speaks. */
  readonly expected: Expected | null;
};

/** How a case can stand as a whole. */
export type Standing = "new" | "active" | "waits" | "resolved" | "closed";

/** What each state of the log means: how the case stands, on whom it waits, whose ball it is and which stage it is in. */
export const states: { readonly [state in string]?: Pick<Expected, "standing" | "on" | "ball" | "stage"> } = {
  New: { standing: "new", on: null, ball: "supplier", stage: "notification" },
  Active: { standing: "active", on: null, ball: "supplier", stage: "analysis" },
  "Awaiting User Info": { standing: "waits", on: "other-firm", ball: "customer", stage: "analysis" },
  "Awaiting Evidence": { standing: "waits", on: "other-firm", ball: "customer", stage: "analysis" },
  "Awaiting Vendor": { standing: "waits", on: "third-party", ball: "outside", stage: "analysis" },
  "Awaiting Problem": { standing: "waits", on: "related", ball: "outside", stage: "analysis" },
  Resolved: { standing: "resolved", on: null, ball: "customer", stage: "implementation" },
  Closed: { standing: "closed", on: null, ball: null, stage: "closed" },
};

/** What it takes to get from how a case stood (a new one is "new") to how it stands; `null`: a log that says so contradicts itself. */
export const moves: { readonly [from in Standing]: { readonly [to in Standing]: readonly Kind[] | null } } = {
  new: {
    new: [],
    active: ["acknowledge"],
    waits: ["wait-for"],
    resolved: ["say-settled"],
    closed: ["say-settled", "confirm-settled"],
  },
  active: { new: null, active: [], waits: ["wait-for"], resolved: ["say-settled"], closed: ["say-settled", "confirm-settled"] },
  waits: {
    new: null,
    active: ["stop-waiting"],
    waits: ["wait-for"],
    resolved: ["say-settled"],
    closed: ["say-settled", "confirm-settled"],
  },
  resolved: {
    new: null,
    active: ["send-back-settled"],
    waits: ["send-back-settled", "wait-for"],
    resolved: [],
    closed: ["confirm-settled"],
  },
  closed: { new: null, active: ["reopen"], waits: ["reopen", "wait-for"], resolved: ["reopen", "say-settled"], closed: [] },
};

/**
 * Impact, urgency and priority as the report's question: what does it stop? Every combination of the log stands here, and
 * keeps its rank: 4 is low, 3 normal, 2 high, 1 critical.
 *
 * The log speaks of ranks alone, so the words are ours: of the two answers that mean high, a high impact is felt by many
 * ("customers"), a high urgency stops one place ("line"); only "danger" means critical, although no line speaks of anyone hurt.
 */
export const stopsTable: { readonly [said in string]?: Stops } = {
  "1 - High|1 - High|1 - Critical": "danger",
  "1 - High|2 - Medium|2 - High": "customers",
  "2 - Medium|1 - High|2 - High": "line",
  "2 - Medium|2 - Medium|3 - Moderate": "slowed",
  "3 - Low|1 - High|3 - Moderate": "slowed",
  "2 - Medium|3 - Low|4 - Low": "nothing",
  "3 - Low|2 - Medium|4 - Low": "nothing",
  "3 - Low|3 - Low|4 - Low": "nothing",
};

/** What a line says that the failure stops. @throws {Error} when it does not say: a report cannot do without, and nothing is invented. */
export function stopsOf({ line, impact, urgency, priority }: LogLine): Stops {
  const stops = stopsTable[`${impact}|${urgency}|${priority}`];
  if (!stops) throw new Error(`line ${line}: impact ${impact}, urgency ${urgency}, priority ${priority} is in no row of the table`);
  return stops;
}

/** The report's words: the incident's number and what its first line says of the failure, "?" left out. */
export function wordsOf({ number, category, subcategory, symptom, location }: LogLine): string {
  const what = [category, subcategory, symptom].filter((part) => part !== null).join(", ");
  return [`${number}:`, what || null, location && `at ${location}`].filter(Boolean).join(" ").replace(/:$/, "");
}

/** What is remembered of an incident from line to line. */
type Before = {
  readonly standing: Standing;
  readonly on: WaitsOn | null;
  readonly group: string | null;
  /** Who leads; `said`: a line has named them, else it is whom the directory names first. */
  readonly lead: PersonId;
  readonly said: boolean;
  readonly stops: Stops;
  readonly handOvers: number;
};

/** A hand-over of a line: who gives it to whom. */
type Pass = { readonly by: PersonId; readonly to: PersonId };

/** To whom a line hands the case over: to the desk of another group, and from there or by whoever updated it to another resolver. */
function passes({ group, assignedTo, updatedBy }: LogLine, before: Before): readonly Pass[] {
  const updater = updatedBy === null ? null : personOf(updatedBy);
  const found: Pass[] = [];
  let lead = before.lead;
  const pass = (to: PersonId, by: PersonId) => {
    if (to !== lead) found.push({ by, to });
    lead = to;
  };
  const desk = group !== null && group !== before.group ? personOf(group) : null;
  if (desk !== null) pass(desk, updater ?? lead);
  if (assignedTo !== null) pass(personOf(assignedTo), desk ?? updater ?? lead);
  return found;
}

/** The words of a command, none but the log's own. */
function wordsFor(type: Kind, { state, problem, closedCode }: LogLine, on: WaitsOn | null): Readonly<Record<string, string>> {
  switch (type) {
    case "wait-for":
      return { on: on!, what: on === "related" && problem !== null ? `${state}: ${problem}` : state };
    case "say-settled":
      return { what: closedCode === null ? state : `${state}, ${closedCode}` };
    case "send-back-settled":
    case "reopen":
      return { reason: state };
    default:
      return {};
  }
}

/** Commands in which the customer has its say; the others are the supplier's. */
const callers: readonly Kind[] = ["report", "confirm-settled", "send-back-settled", "reopen"];

/** All that is asked in an incident, in the order of time. The same incident is the same to the byte each time. */
export function stepsOf(incident: Incident, firms: readonly LogFirm[]): readonly Step[] {
  const { number, arrivedAt, lines } = incident;
  const [first] = lines;
  if (!first) return [];
  if (!first.caller) throw new Error(`line ${first.line}: nobody called`);
  const caller = personOf(first.caller);
  const relationship = relationshipOf(firmNameOf(incident));
  const leads = firms.find(({ id }) => id === relationship)?.supplier[0];
  if (leads === undefined) throw new Error(`${number}: nobody of the supplier is there for ${relationship}`);
  const place = (line: number) => ({ incident: number, relationship, line });
  const stops = stopsOf(first);
  const key = (line: number, type: Kind, nth = 0) => ({ type, key: `${number}:${line}:${type}${nth === 0 ? "" : `:${nth}`}` });
  const report: Asked = { by: caller, body: { ...key(first.line, "report"), what: wordsOf(first), stops } };

  let before: Before = { standing: "new", on: null, group: null, lead: personOf(leads), said: false, stops, handOvers: 0 };
  const steps = lines.map((line): Step => {
    const is = states[line.state];
    if (!is) throw new Error(`line ${line.line}: "${line.state}" is no state of the table`);
    const handed = passes(line, before);
    const lead = handed.at(-1)?.to ?? before.lead;
    const updater = line.updatedBy === null ? lead : personOf(line.updatedBy);
    const now = stopsOf(line);
    const same = is.standing === before.standing && is.on === before.on;
    const kinds = same ? [] : moves[before.standing][is.standing];
    if (!kinds) throw new Error(`line ${line.line}: ${line.state} after it was ${before.standing}`);
    const by = (type: Kind) => (callers.includes(type) ? caller : type === "acknowledge" ? lead : updater);
    const asks: Asked[] = [
      ...(now === before.stops
        ? []
        : [
            {
              by: isGraver(severityOf[now], severityOf[before.stops]) ? updater : caller,
              body: { ...key(line.line, "set-severity"), stops: now },
            },
          ]),
      ...handed.map(({ by: giver, to }, nth) => ({ by: giver, body: { ...key(line.line, "hand-over", nth), to } })),
      ...kinds.map((type) => ({ by: by(type), body: { ...key(line.line, type), ...wordsFor(type, line, is.on) } })),
    ];
    before = {
      ...is,
      group: line.group ?? before.group,
      lead,
      said: before.said || line.group !== null || line.assignedTo !== null,
      stops: now,
      handOvers: before.handOvers + handed.length,
    };
    const expected: Expected = {
      ...is,
      state: line.state,
      owner: before.said ? lead : null,
      caller,
      severity: severityOf[now],
      reopened: line.reopened,
      handOvers: before.handOvers,
      handedTo: handed.map(({ to }) => to),
    };
    return { at: line.updatedAt, ...place(line.line), asks, expected };
  });
  return [{ at: arrivedAt, ...place(first.line), asks: [report], expected: null }, ...steps];
}

/** The steps of all incidents in the order of time; those of the same minute in the order in which the incidents arrived. */
export const courseOf = (incidents: readonly Incident[], firms: readonly LogFirm[]): readonly Step[] =>
  incidents.flatMap((incident) => stepsOf(incident, firms)).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

/** For how many minutes the lines of an incident wait for the customer: the clock that the case must have kept. */
export const waitedMinutes = ({ lines }: Incident): number =>
  lines.reduce((sum, { state, updatedAt }, i) => {
    const next = lines[i + 1];
    return states[state]?.on === "other-firm" && next ? sum + (epochMs(next.updatedAt) - epochMs(updatedAt)) / minuteMs : sum;
  }, 0);

/** How often the lines of an incident show that it was handed to another group: the counts that rise, and the group known and another. */
export function reassignmentsOf({ lines }: Incident): { readonly counted: number; readonly shown: number } {
  let known = lines[0]?.group ?? null;
  let shown = 0;
  for (const { group } of lines) {
    if (group !== null && known !== null && group !== known) shown++;
    known = group ?? known;
  }
  return { counted: lines.at(-1)?.reassigned ?? 0, shown };
}
