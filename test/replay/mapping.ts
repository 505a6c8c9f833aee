/**
 * What a log of incidents means here: each incident is a case that the customer reports, and each line is a moment of it.
 *
 * Mapped:
 * - The **caller** is one of the customer's people and reports when the incident arrived; category, subcategory, symptom and
 *   location are the words of the report, as far as its first line says them.
 * - **Impact, urgency and priority** of the first line answer what the failure stops (see `stopsTable`).
 * - The **resolver**, or where none is named a **group** that was not named before, is one of the supplier's people: whenever it is
 *   somebody new, the case is handed over, by whoever **updated** the line.
 * - The first line that is **Active** or names a resolver acknowledges the case: by whom it was handed to, else by the updater.
 * - Time between lines is kept; the whole log is moved by whole weeks, so that a Monday stays a Monday.
 *
 * People of the log are hundreds and have numbers for names; a number picks a person of the firm by its remainder. So many
 * resolvers are one person, and a re-assignment between two of them is none.
 *
 * Left out until the whole course of an incident is followed: changes of severity (27 incidents) and of location, waiting for the
 * caller or for a problem, resolving, closing and reopening, service levels, who opened or resolved it, problem, change and
 * closing code. An incident that is never Active and never names a resolver is never acknowledged.
 */
import type { Stops } from "../../src/domain/case.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import type { Firm } from "../../src/domain/people.ts";
import { type Instant, plus } from "../../src/domain/time.ts";
import type { Incident, LogLine } from "./read.ts";

/** What is needed of a person of the playground. */
export type Player = { readonly id: PersonId; readonly firm: Firm };

/** A command of a case, as the API takes it; the first of a case is its report. */
export type Asked = {
  readonly by: PersonId;
  readonly body: { readonly type: "report" | "hand-over" | "acknowledge"; readonly key: string } & Readonly<Record<string, string>>;
};

/** A moment of an incident, and what is asked then; often nothing. */
export type Step = { readonly at: Instant; readonly incident: string; readonly asks: readonly Asked[] };

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

/** The person of `firm` that a numbered name of the log stands for, such as "Resolver 31". @throws {Error} when it has no number. */
export function playerFor(players: readonly Player[], firm: Firm, name: string): PersonId {
  const own = players.filter((player) => player.firm === firm);
  const number = /^\D+(\d+)$/.exec(name)?.[1];
  if (number === undefined) throw new Error(`"${name}" has no number`);
  const player = own[Number(number) % own.length];
  if (!player) throw new Error(`nobody plays the ${firm}`);
  return player.id;
}

/** The report's words: the incident's number and what its first line says of the failure, "?" left out. */
export function wordsOf({ number, category, subcategory, symptom, location }: LogLine): string {
  const what = [category, subcategory, symptom].filter((part) => part !== null).join(", ");
  return [`${number}:`, what || null, location && `at ${location}`].filter(Boolean).join(" ").replace(/:$/, "");
}

/** The log's first day, and the Monday of the playground's calendar that it becomes. */
const moved = Date.parse("2026-11-30T00:00:00Z") - Date.parse("2016-02-29T00:00:00Z");
const here = (at: Instant): Instant => plus(at, moved);

/** All that is asked in an incident, in the order of time. The same incident is the same to the byte each time. */
export function stepsOf({ number, arrivedAt, lines }: Incident, players: readonly Player[]): readonly Step[] {
  const [first] = lines;
  if (!first) return [];
  if (!first.caller) throw new Error(`line ${first.line}: nobody called`);
  const supplier = (name: string): PersonId => playerFor(players, "supplier", name);
  const keyed = (type: Asked["body"]["type"], line: number) => ({ type, key: `${number}:${line}:${type}` });
  const report: Asked = {
    by: playerFor(players, "customer", first.caller),
    body: { ...keyed("report", first.line), what: wordsOf(first), stops: stopsOf(first) },
  };
  let group: string | null = null;
  // Whom the program chose to lead at first is its own business; from the first hand-over on we know.
  let lead: PersonId | null = null;
  let acknowledged = false;
  const steps = lines.map((line): Step => {
    const asks: Asked[] = [];
    const updater = line.updatedBy === null ? null : supplier(line.updatedBy);
    const named = line.assignedTo ?? (line.group === group ? null : line.group);
    group = line.group ?? group;
    const next = named === null ? null : supplier(named);
    if (next !== null && next !== lead) {
      asks.push({ by: updater ?? lead ?? next, body: { ...keyed("hand-over", line.line), to: next } });
      lead = next;
    }
    if (!acknowledged && (line.state === "Active" || line.assignedTo !== null)) {
      lead ??= updater;
      if (lead !== null) {
        asks.push({ by: lead, body: keyed("acknowledge", line.line) });
        acknowledged = true;
      }
    }
    return { at: here(line.updatedAt), incident: number, asks };
  });
  return [{ at: here(arrivedAt), incident: number, asks: [report] }, ...steps];
}

/** The steps of all incidents in the order of time; those of the same minute in the order in which the incidents arrived. */
export const courseOf = (incidents: readonly Incident[], players: readonly Player[]): readonly Step[] =>
  incidents.flatMap((incident) => stepsOf(incident, players)).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
