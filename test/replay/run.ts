/** `npm run replay -- FILE [--url URL] [--data FOLDER]`: opens the incidents of a log as cases, in their order and at their pace. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import type { CaseId } from "../../src/domain/ids.ts";
import { type Asked, courseOf, type Step } from "./mapping.ts";
import { type Client, connect, type Running, startPlayground, verify } from "./playground.ts";
import { progress } from "./progress.ts";
import { incidentsOf, readLog } from "./read.ts";

/** Refusals that belong to a replay: the first hand-over of a case may name whom the program chose by itself. */
const expected = new Set(["leads-already"]);
/** How many commands at each end of the run are compared. */
const sample = 50;

type Count = {
  readonly cases: Map<string, CaseId>;
  /** Milliseconds of each command, in their order. */
  readonly ms: { readonly type: Asked["body"]["type"]; readonly ms: number }[];
  readonly clockMs: number[];
  readonly refusals: Map<string, number>;
  /** What should not have happened, in words. */
  readonly failures: string[];
};

async function play(client: Client, steps: readonly Step[], each: (done: number, step: Step) => void): Promise<Count> {
  const count: Count = { cases: new Map(), ms: [], clockMs: [], refusals: new Map(), failures: [] };
  for (const [index, step] of steps.entries()) {
    const { at, incident, asks } = step;
    const startedMs = performance.now();
    if (await client.forwardTo(at)) count.clockMs.push(performance.now() - startedMs);
    for (const asked of asks) {
      const { type, key } = asked.body;
      const to = count.cases.get(incident) ?? null;
      if (to === null && type !== "report") continue; // its report failed, and that is counted
      const outcome = await client.ask(asked, to);
      count.ms.push({ type, ms: outcome.ms });
      if (outcome.ok) {
        count.cases.set(incident, outcome.case);
      } else {
        count.refusals.set(outcome.code, (count.refusals.get(outcome.code) ?? 0) + 1);
        if (outcome.status !== 409 || !expected.has(outcome.code)) count.failures.push(`${key}: ${outcome.status} ${outcome.code}`);
      }
    }
    each(index + 1, step);
  }
  return count;
}

/** The middle of some numbers, to a tenth; 0 of none. */
function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const value = Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2 : sorted[Math.floor(middle)]!;
  return Math.round(value * 10) / 10;
}

/** How long commands and moves of the clock took at either end of the run: all commands, and each kind compared with itself. */
function paceOf({ ms, clockMs }: Count) {
  const ends = (numbers: readonly number[]) => ({ first: median(numbers.slice(0, sample)), last: median(numbers.slice(-sample)) });
  const kind = (wanted: Asked["body"]["type"]) => ends(ms.filter(({ type }) => type === wanted).map((each) => each.ms));
  const kinds = { report: kind("report"), "hand-over": kind("hand-over"), acknowledge: kind("acknowledge") };
  return { commands: ends(ms.map((each) => each.ms)), ...kinds, clock: ends(clockMs) };
}

async function replay(file: string, url: string | null, data: string | null): Promise<boolean> {
  const startedMs = performance.now();
  const incidents = incidentsOf(readLog(await readFile(file, "utf8")));
  const folder = data ?? (url === null ? await mkdtemp(join(tmpdir(), "parley-replay-")) : null);
  const warnings: string[] = [];
  const warn = (line: string) => {
    warnings.push(line);
    console.error(line);
  };
  const interrupt = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupt.abort());
  let own: Running | null = null;
  try {
    if (url === null && folder !== null) own = await startPlayground(folder, warn, interrupt.signal);
    const client = await connect(own?.url ?? url!, interrupt.signal);
    const steps = courseOf(incidents, client.players);
    const show = progress(process.stderr, steps.length);
    const count = await play(client, steps, (done, { at }) => show(done, at.slice(0, 10)));
    const parked = await client.parked();
    const verified = folder === null ? "not asked for: name its folder with --data" : await verify(folder, warn);
    const code = own ? await own.stop() : 0;
    for (const failure of count.failures) console.error(failure);
    console.log(
      JSON.stringify({
        replay: basename(file),
        cases: count.cases.size,
        commands: count.ms.length,
        refusals: Object.fromEntries(count.refusals),
        seconds: Math.round((performance.now() - startedMs) / 100) / 10,
        medianMs: paceOf(count),
        warnings: warnings.length,
        parked,
        verify: verified,
      }),
    );
    const complete = count.cases.size === incidents.length && count.failures.length === 0;
    return complete && parked === 0 && warnings.length === 0 && code === 0 && (folder === null || verified === "clean");
  } finally {
    await own?.stop();
    if (data === null && folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { url: { type: "string" }, data: { type: "string" } } });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new Error("Name one file: npm run replay -- FILE [--url URL] [--data FOLDER]");
  process.exitCode = (await replay(file, values.url ?? null, values.data ?? null)) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
