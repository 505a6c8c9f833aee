import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../src/files.ts";
import { chromiumMissing } from "./chromium.ts";
import { installMissing } from "./install.ts";
import { madeFolder, makeFolder } from "./made-folder.ts";
import { postgresMissing, startPostgres } from "./postgres.ts";
import { redisMissing, startRedis } from "./redis.ts";
import { runStage, stopStage } from "./stage.ts";
import { scenarioOf, type Tally, tallyOfVitest } from "./tally.ts";

/** Folders under test/ whose tests need servers, a browser or much time; everything else is fast. */
const slowFolders = ["adapters", "contracts", "operations", "races", "conversations", "e2e"];

const inCI = process.env["CI"] === "true" || process.env["CI"] === "1";
/** A run that takes longer than this hangs somewhere. `.ci/run` must end within fifteen minutes, installing included; a slow machine need not. */
const limitMs = (inCI ? 14 : 60) * 60_000;
const started = Date.now();
const temporary = mkdtempSync(join(tmpdir(), "parley-run-"));
const stops: (() => Promise<void>)[] = [];
const missing: string[] = [];
let passed = 0;
let failed = 0;

// Never a database or a workspace that a developer's shell happens to name.
const foreign = /^(DATABASE_URL$|REDIS_URL$|PARLEY_|SLACK_|TEAMS_|PG)/;
const env: NodeJS.ProcessEnv = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
env["NO_COLOR"] = "1";
delete env["FORCE_COLOR"];

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function add(name: string, tally: Tally, since: number): void {
  passed += tally.passed;
  failed += tally.failed;
  missing.push(...tally.missing);
  say(`${name}: ${tally.passed} passed, ${tally.failed} failed (${((Date.now() - since) / 1000).toFixed(1)} s)`);
}

function left(): number {
  return started + limitMs - Date.now();
}

function program(name: string): string {
  return join(projectFolder, "node_modules", ".bin", name);
}

async function tool(name: string, command: string, args: readonly string[]): Promise<void> {
  const since = Date.now();
  const { code, output } = await runStage(command, args, { env, limitMs: left() });
  if (code !== 0) say(output);
  add(name, { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, missing: [] }, since);
}

async function tests(name: string, which: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<void> {
  const since = Date.now();
  const file = join(temporary, `${name.replaceAll(" ", "-")}.json`);
  const reports = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  // They keep nothing from one file to the next but databases that are emptied, so a worker need not load everything anew for each.
  const args = ["run", "--no-isolate", "--config", "test/vitest.config.ts", "--passWithNoTests", ...reports, ...which];
  const { code, output } = await runStage(program("vitest"), args, { env: { ...env, ...more }, limitMs: left() });
  if (code !== 0) say(output);
  if (!existsSync(file)) return add(name, { passed: 0, failed: 1, missing: [] }, since);
  const tally = tallyOfVitest(JSON.parse(readFileSync(file, "utf8")), code === 0);
  const none = tally.passed + tally.failed + tally.missing.length === 0;
  add(name, none ? { ...tally, missing: [`${name}: there are none yet`] } : tally, since);
}

async function scenarios(): Promise<void> {
  const since = Date.now();
  const file = join(projectFolder, ".build", "test", "scenarios", "run.js");
  if (!existsSync(file))
    return add("scenarios", { passed: 0, failed: 0, missing: ["scenarios: test/scenarios/run.ts does not exist"] }, since);
  let held = 0;
  let broken = 0;
  const heard = (line: string) => {
    const scenario = scenarioOf(line);
    if (!scenario) return;
    if (scenario.held) held += 1;
    else broken += 1;
    say(`  ${scenario.name}: ${scenario.held ? "holds" : `FAILED ${line}`}`);
  };
  const ways = chromiumMissing() === null ? [] : ["--adapter", "http"];
  const { code, output } = await runStage(process.execPath, [file, "--kill-sample", ...ways], { env, limitMs: left(), heard });
  if (code !== 0) say(output);
  const silent = code === 0 && held + broken === 0 ? ["scenarios: none was played"] : [];
  add("scenarios", { passed: held, failed: code !== 0 && broken === 0 ? 1 : broken, missing: silent }, since);
}

async function servers(): Promise<void> {
  if (inCI) {
    const problem = installMissing(say);
    if (problem !== null) say(`not installed: ${problem}`);
  }
  const absent = { database: postgresMissing(), queue: redisMissing(), browser: chromiumMissing() };
  for (const [name, why] of Object.entries(absent)) if (why !== null) missing.push(`${name}: ${why}`);
  if (absent.database === null) {
    const { url, stop } = await startPostgres();
    stops.push(stop);
    env["PARLEY_TEST_POSTGRES"] = url;
  }
  if (absent.queue === null) {
    const { url, stop } = await startRedis();
    stops.push(stop);
    env["PARLEY_TEST_REDIS"] = url;
  }
  env[madeFolder] = await makeFolder(join(temporary, "made"));
}

async function run(what: What): Promise<void> {
  if (what === "races") {
    await servers();
    return tests("races", ["test/races/"], { PARLEY_RACES: "all" });
  }
  add("types", { passed: 1, failed: 0, missing: [] }, started); // npm run build went before, or we would not be here
  await tool("lint", program("biome"), ["check", "."]);
  await tool("unused code", program("knip"), ["--no-progress"]);
  // The long run of random conversations comes later: its sample would only say the same.
  const sample = what === "all" ? ["--exclude", "test/properties/conversations.test.ts"] : [];
  await tests("fast tests", [...slowFolders.flatMap((folder) => ["--exclude", `test/${folder}/**`]), ...sample]);
  if (what === "check") return;
  await servers();
  await tests(
    "integration tests",
    slowFolders.map((folder) => `test/${folder}/`),
  );
  await scenarios();
}

const whats = ["check", "all", "races"] as const;
type What = (typeof whats)[number];

let ending = false;

/** Stops everything that we started, says what could not run, and gives the last line. */
async function end(problem: unknown): Promise<never> {
  if (ending) return new Promise(() => {});
  ending = true;
  stopStage("SIGTERM");
  const stopped = await Promise.allSettled(stops.map((stop) => stop()));
  stopStage("SIGKILL");
  rmSync(temporary, { recursive: true, force: true });
  for (const result of stopped) if (result.status === "rejected") say(`a server did not stop: ${String(result.reason)}`);
  if (problem !== null) {
    failed += 1;
    say(`the run broke off: ${problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)}`);
  }
  if (missing.length > 0) {
    say(inCI ? "could not run, which counts as failed here:" : "could not run:");
    for (const line of missing) say(`  ${line}`);
    if (inCI) failed += missing.length;
  }
  say(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

/**
 * Runs the checks: `check` (lint, unused code, fast tests), `all` (these, the tests on real servers, the scenarios) or `races` (a
 * thousand of each race, in a folder, too).
 *
 * Ends the process; the last line on standard output is `N passed, N failed`. With CI=true whatever could not run has failed.
 */
export async function runChecks(what: string): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => end(signal));
  process.on("uncaughtException", end);
  process.on("unhandledRejection", end);
  process.chdir(projectFolder);
  try {
    const known = whats.find((one) => one === what);
    if (!known) throw new Error(`"${what}" is none of ${whats.join(", ")}`);
    await run(known);
    await end(null);
  } catch (error) {
    await end(error);
  }
}
