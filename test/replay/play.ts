/** Plays the steps of a log's incidents one after another, and compares the case with the line after each. */
import type { CaseView } from "../../src/domain/case-view.ts";
import type { CaseId } from "../../src/domain/ids.ts";
import { compared } from "./compare.ts";
import { type Asked, reassignmentsOf, type Step, waitedMinutes } from "./mapping.ts";
import type { Client } from "./playground.ts";
import type { Incident } from "./read.ts";

/** How many commands at each end of the run are timed against each other. */
const sample = 50;

export type Played = {
  readonly cases: Map<string, CaseId>;
  /** What the caller read of each case last. */
  readonly views: Map<string, CaseView>;
  readonly commands: Map<string, number>;
  lines: number;
  comparisons: number;
  mismatches: number;
  /** Milliseconds of each command, in their order. */
  readonly ms: number[];
  /** What should not have happened, in words. */
  readonly failures: string[];
};

/** A command with what only its case could tell: what is waited for, and which time of saying that it is put right is answered. */
export function filled({ type, ...body }: Asked["body"], view: CaseView | undefined): Readonly<Record<string, unknown>> {
  switch (type) {
    case "stop-waiting":
      return { type, ...body, wait: view?.waits.open.find(({ firm }) => firm === "supplier")?.id };
    case "confirm-settled":
    case "send-back-settled":
      return { type, ...body, attempt: view?.settled.said };
    default:
      return { type, ...body };
  }
}

/** Plays `steps`; `each` is called after every one. */
export async function play(
  client: Client,
  incidents: readonly Incident[],
  steps: readonly Step[],
  each: (done: number, step: Step) => void = () => {},
): Promise<Played> {
  const played: Played = {
    cases: new Map(),
    views: new Map(),
    commands: new Map(),
    lines: 0,
    comparisons: 0,
    mismatches: 0,
    ms: [],
    failures: [],
  };
  for (const [index, step] of steps.entries()) {
    await client.forwardTo(step.at);
    await playOne(client, step, played);
    each(index + 1, step);
  }
  for (const incident of incidents) waited(incident, played);
  return played;
}

async function playOne(client: Client, step: Step, played: Played): Promise<void> {
  const { incident, relationship, line, expected } = step;
  for (const { by, body } of step.asks) {
    const id = played.cases.get(incident) ?? null;
    if (id === null && body.type !== "report") return; // its report failed, and that is counted
    // What a line has just said is answered by what it says next.
    if (body.type === "confirm-settled" && id !== null) played.views.set(incident, await client.look(reader(step), relationship, id));
    const outcome = await client.ask(by, relationship, filled(body, played.views.get(incident)), id);
    played.ms.push(outcome.ms);
    played.commands.set(body.type, (played.commands.get(body.type) ?? 0) + 1);
    if (outcome.ok) played.cases.set(incident, outcome.case);
    else played.failures.push(`line ${line}: ${body.key} by ${by}: ${outcome.status} ${outcome.code}`);
  }
  const id = played.cases.get(incident);
  if (id === undefined || expected === null) return;
  const view = await client.look(expected.caller, relationship, id);
  played.views.set(incident, view);
  played.lines++;
  for (const { what, line: says, shown } of compared(view, expected))
    check(played, `line ${line} (${expected.state}): ${what}`, says, shown);
}

const reader = ({ expected, asks }: Step) => expected?.caller ?? asks[0]!.by;

function check(played: Played, what: string, says: unknown, shown: unknown): void {
  played.comparisons++;
  if (says === shown) return;
  played.mismatches++;
  played.failures.push(`${what}: the log says ${says}, the case shows ${shown}`);
}

/** The minutes that the case has waited for the customer, against those that the lines did. */
function waited(incident: Incident, played: Played): void {
  const view = played.views.get(incident.number);
  if (view) check(played, `${incident.number}: minutes waited`, waitedMinutes(incident), minutesOf(view));
}

const minutesOf = ({ waits }: CaseView): number =>
  waits.minutes.find(({ firm, on }) => firm === "supplier" && on === "other-firm")?.minutes ?? 0;

/** The middle of some numbers, to a tenth; 0 of none. */
function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const value = Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2 : sorted[Math.floor(middle)]!;
  return Math.round(value * 10) / 10;
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, one) => all + one, 0);

/** What a replay came to, as it is counted in its last line. */
export function summary({ cases, views, commands, lines, comparisons, mismatches, ms, failures }: Played, incidents: readonly Incident[]) {
  const seen = [...views.values()];
  const reassigned = incidents.map(reassignmentsOf);
  return {
    cases: cases.size,
    lines,
    commands: Object.fromEntries([...commands].sort()),
    comparisons,
    mismatches,
    reopened: {
      log: sum(incidents.map((one) => one.lines.at(-1)!.reopened)),
      cases: sum(seen.map(({ settled, reopened }) => settled.sentBack + reopened)),
    },
    // The log counts some reassignments of which its lines show neither from whom nor to whom.
    reassigned: { log: sum(reassigned.map(({ counted }) => counted)), shown: sum(reassigned.map(({ shown }) => shown)) },
    handOvers: sum(seen.map(({ handOvers }) => handOvers.count)),
    waitedMinutes: { log: sum(incidents.map(waitedMinutes)), clock: sum(seen.map(minutesOf)) },
    medianMs: { first: median(ms.slice(0, sample)), last: median(ms.slice(-sample)) },
    failures: failures.length + (cases.size === incidents.length ? 0 : 1),
  };
}
