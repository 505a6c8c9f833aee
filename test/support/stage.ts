import { type ChildProcess, spawn } from "node:child_process";

/** What a stage's program said and how it ended; `code` is null when it was stopped. */
export type Outcome = { readonly code: number | null; readonly output: string };

let current: ChildProcess | null = null;

/**
 * Runs `command` to its end, in a process group of its own so that whatever it started ends with it.
 *
 * `heard` is told every whole line of its standard output. After `limitMs` it is stopped and counts as failed.
 */
export async function runStage(
  command: string,
  args: readonly string[],
  how: { readonly env: NodeJS.ProcessEnv; readonly limitMs: number; readonly heard?: (line: string) => void },
): Promise<Outcome> {
  if (how.limitMs <= 0) return { code: null, output: "there was no time left for it\n" };
  const child = spawn(command, args, { env: how.env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  current = child;
  const heard: Buffer[] = [];
  let line = "";
  child.stdout.on("data", (chunk: Buffer) => {
    heard.push(chunk);
    const lines = (line + chunk.toString()).split("\n");
    line = lines.pop() ?? "";
    for (const whole of lines) how.heard?.(whole);
  });
  child.stderr.on("data", (chunk: Buffer) => heard.push(chunk));

  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stopStage("SIGKILL");
  }, how.limitMs);
  const code = await new Promise<number | null>((resolve) => {
    child.once("error", (error) => {
      heard.push(Buffer.from(`${error.message}\n`));
      resolve(null);
    });
    child.once("exit", (status) => {
      // Nothing that it left behind may hold its output open, or go on working.
      signalGroup(child, "SIGKILL");
      child.once("close", () => resolve(status));
    });
  });
  clearTimeout(timer);
  current = null;
  if (line !== "") how.heard?.(line);
  const output = Buffer.concat(heard).toString();
  return { code: late ? null : code, output: late ? `${output}\nit took too long and was stopped\n` : output };
}

/** Stops the stage under way with everything it started, if there is one. */
export function stopStage(signal: "SIGTERM" | "SIGKILL"): void {
  if (current) signalGroup(current, signal);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone: that is what we want.
  }
}
