/** How long the program takes to be ready, and how much memory it holds idle, against a bare script with the same parts. */
import { type ChildProcess, execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { projectFolder } from "../../src/files.ts";
import { freePort } from "../support/tools.ts";
import { node } from "./child.ts";
import { type Bench, type CleanUp, median } from "./figure.ts";

const rounds = 7;
/** How long a process is left alone before its memory is read. */
const idleMs = 2_000;

type Run = { readonly ms: number; readonly rss: number };

export const start: Bench = async (cleanUp) => {
  const home = await mkdtemp(join(tmpdir(), "parley-bench-"));
  cleanUp(() => rm(home, { recursive: true, force: true }));
  const built = (file: string) => join(projectFolder, ".build", file);
  const program = (folder: string) => run(cleanUp, [built("src/main.js")], { PARLEY_DATA: folder, PARLEY_LOG: "silent" });
  const folder = join(home, "data");
  const bare = () => run(cleanUp, [built("test/bench/bare.js"), join(folder, "postgres")], {});

  const first: number[] = [];
  for (let i = 0; i < 5; i++) first.push((await program(i === 0 ? folder : join(home, `empty-${i}`))).ms / 1000);
  await bare();
  const ours: Run[] = [];
  const theirs: Run[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) ours.push(await program(folder));
    theirs.push(await bare());
    if (round % 2 === 1) ours.push(await program(folder));
  }
  const of = (values: (mine: Run, other: Run) => number) => ours.map((mine, i) => values(mine, theirs[i]!));
  const ms = (runs: readonly Run[]) => `${median(runs.map((one) => one.ms)).toFixed(0)} ms`;
  const mb = (runs: readonly Run[]) => `${median(runs.map(({ rss }) => rss)).toFixed(0)} MB`;
  return [
    {
      figure: "start",
      values: of((mine, other) => mine.ms / other.ms),
      unit: "ratio",
      note: `from spawn to /readyz 200 on an existing folder: ${ms(ours)} against ${ms(theirs)} of a script that imports the same parts and opens the same folder`,
    },
    {
      figure: "first-start",
      values: first,
      unit: "s",
      note: "from spawn to /readyz 200 on an empty folder, which makes the database and migrates it",
    },
    {
      figure: "rss",
      values: of((mine, other) => mine.rss - other.rss),
      unit: "MB",
      note: `resident memory ${idleMs / 1000} s after being ready, ours − the bare script's: ${mb(ours)} − ${mb(theirs)}`,
    },
  ];
};

/** Starts a script, waits for its answer, reads its memory when idle, and stops it by its pid. */
async function run(cleanUp: CleanUp, args: readonly string[], extra: NodeJS.ProcessEnv): Promise<Run> {
  const port = await freePort();
  const foreign = /^(DATABASE_URL$|REDIS_URL$|PARLEY_|SLACK_|TEAMS_|PG|NODE_OPTIONS$)/;
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  const since = performance.now();
  const { process: child, stop } = node(cleanUp, [...args, String(port)], {
    env: { ...own, ...extra, PORT: String(port) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  while (!(await answers(port))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${args[0]} ended before it was ready`);
    if (performance.now() - since > 60_000) throw new Error(`${args[0]} was not ready within a minute`);
    await wait(5);
  }
  const ms = performance.now() - since;
  await wait(idleMs);
  const rss = memory(child);
  await stop();
  return { ms, rss };
}

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    async (answer) => (await answer.arrayBuffer()) && answer.status === 200,
    () => false,
  );

/** Resident memory of a process in megabytes. */
const memory = ({ pid }: ChildProcess): number =>
  Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
