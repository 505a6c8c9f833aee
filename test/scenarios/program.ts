/** The program as its operator runs it: started, killed with SIGKILL, started again on the same folder. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../src/files.ts";
import { copyMadeFolder } from "../support/made-folder.ts";

/** How long a start may take before we give up; a slow machine makes a new database in half a minute. */
const patienceMs = 120_000;

export type Program = {
  readonly folder: string;
  url(): string;
  /** SIGKILL, then start again and wait until ready. */
  restart(): Promise<void>;
  /** SIGKILL at once; `restart` brings it back. */
  kill(): void;
  /** SIGTERM, and its exit code. */
  stop(): Promise<number | null>;
  /** Runs one of the operations on the folder; answers its output and exit code. */
  run(operation: string, ...args: string[]): Promise<{ readonly code: number | null; readonly output: string }>;
  remove(): Promise<void>;
};

/**
 * Starts the program on a folder whose database is made and empty, its clock, ids and salts held by `seed`, and waits until it is ready.
 *
 * `settings` come last: with DATABASE_URL it runs on a server, with an empty PARLEY_SEED nothing is held.
 */
export async function startProgram(seed: string, settings: Readonly<Record<string, string>> = {}): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), "parley-scenario-"));
  const environment = {
    ...process.env,
    PORT: "0",
    PARLEY_DATA: join(folder, "data"),
    PARLEY_SEED: seed,
    PARLEY_PLAYGROUND: "1",
    PARLEY_LOG: "warn",
    DATABASE_URL: "",
    REDIS_URL: "",
    ...settings,
  };
  let child: ChildProcess | null = null;
  let url = "";

  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, [join(projectFolder, ".build/src/main.js")], {
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    let errors = "";
    started.stderr!.on("data", (chunk: Buffer) => {
      errors += chunk.toString();
    });
    url = await new Promise<string>((resolve, reject) => {
      let text = "";
      started.stdout!.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        // A mistake of the program is shown: it explains the outcome that will not hold.
        for (const line of chunk.toString().split("\n")) if (/"level":[45]0/.test(line)) console.error(line);
        const found = /open (http:\/\/localhost:\d+)/.exec(text)?.[1];
        if (found) resolve(found);
      });
      started.once("exit", (code) => reject(new Error(`the program ended with ${code}: ${errors}`)));
      setTimeout(() => reject(new Error(`the program did not start: ${errors}`)), patienceMs).unref();
    });
    for (;;) {
      const ready = await fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (ready) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const ended = (signal: NodeJS.Signals): Promise<number | null> =>
    new Promise((resolve) => {
      const running = child;
      if (!running || running.exitCode !== null || running.signalCode !== null) return resolve(running?.exitCode ?? null);
      running.once("exit", (code) => resolve(code));
      running.kill(signal);
    });
  if (environment.DATABASE_URL === "") await copyMadeFolder(environment.PARLEY_DATA);
  await start();
  return {
    folder,
    url: () => url,
    kill: () => void child?.kill("SIGKILL"),
    async restart() {
      await ended("SIGKILL");
      await start();
    },
    stop: () => ended("SIGTERM"),
    run: (operation, ...args) =>
      new Promise((resolve) => {
        const made = spawn(process.execPath, [join(projectFolder, `.build/src/operations/${operation}.js`), ...args], {
          env: environment,
          stdio: ["ignore", "pipe", "pipe"],
        });
        let output = "";
        for (const stream of [made.stdout, made.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
        made.once("exit", (code) => resolve({ code, output }));
      }),
    async remove() {
      await ended("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
