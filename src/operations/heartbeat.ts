/**
 * The sign in a data folder that somebody on another machine, or in another container, has it open: the folder's socket
 * is seen only on the same one. Beside the socket, not instead of it: a sign can be stale, a socket cannot.
 */
import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { ConfigError } from "../errors.ts";

const beatMs = 2_000;
/** A sign that is older counts as left behind by a machine that died. */
const staleMs = 10_000;

/**
 * Puts up our sign in `folder`, whose socket we hold, and keeps it fresh; answers how to take it down.
 * @throws {ConfigError} with `exitCode` when another machine's sign is less than 10 s old.
 */
export async function putUpSign(folder: string, exitCode: number): Promise<() => Promise<void>> {
  const file = join(folder, "held-by");
  const ours = hostname();
  const [theirs, seen] = await Promise.all([readFile(file, "utf8").catch(() => null), stat(file).catch(() => null)]);
  if (theirs !== null && theirs !== ours && seen && Date.now() - seen.mtimeMs < staleMs)
    throw new ConfigError(
      `Parley already runs on the folder ${folder}, on ${theirs}. Stop it there; if it died, start again in ten seconds.`,
      exitCode,
    );
  await writeFile(file, ours);
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => {}), beatMs);
  beat.unref();
  return async () => {
    clearInterval(beat);
    await rm(file, { force: true });
  };
}
