/** Stops writing before the disk is full, so that the database is never harmed; reading goes on. */
import { UnavailableError } from "../errors.ts";
import { freeSpace } from "./folder.ts";

/** Whether writing must wait for free space. */
export type SpaceLow = () => Promise<boolean>;

/** How old a look at the disk may be. */
const lookEveryMs = 2_000;

/** Whether the disk of `folder` is nearly full; `null`, a server's disk, is the server's own business. */
export function spaceGuard(folder: string | null): SpaceLow {
  let lookedMs = Number.NEGATIVE_INFINITY;
  let low = false;
  return async () => {
    if (folder === null) return false;
    const nowMs = performance.now();
    if (nowMs - lookedMs > lookEveryMs) {
      lookedMs = nowMs;
      low = (await freeSpace(folder)) === "low";
    }
    return low;
  };
}

/** `write`, refused while space is low. @throws {UnavailableError} then; nothing was written, and it goes on by itself. */
export function whileSpace<A extends readonly unknown[], R>(low: SpaceLow, write: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  return async (...args) => {
    if (await low()) throw new UnavailableError("the disk is nearly full: free some space and Parley goes on by itself");
    return write(...args);
  };
}
