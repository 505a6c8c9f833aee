/** Another process that a bench measures against, which outlives neither the bench nor us. */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import type { CleanUp } from "./figure.ts";

export type Child = {
  readonly process: ChildProcess;
  /** Resolves when it has ended, however. */
  readonly over: Promise<void>;
  stop(): Promise<void>;
};

/** Starts Node with `args`. */
export function node(cleanUp: CleanUp, args: readonly string[], options: SpawnOptions): Child {
  const child = spawn(process.execPath, args, options);
  // Whatever happens to us, it does not outlive us.
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  const over = new Promise<void>((resolve) =>
    child.once("exit", () => {
      process.off("exit", kill);
      resolve();
    }),
  );
  const stop = async () => {
    child.kill("SIGTERM");
    await over;
  };
  cleanUp(stop);
  return { process: child, over, stop };
}
