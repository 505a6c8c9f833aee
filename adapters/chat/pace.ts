/** How fast we write in one channel, with a little in hand; and who was asked to wait waits, nobody else. */
import { DeliveryError } from "../../src/errors.ts";

/** What a platform takes in one channel: so many messages a second in the long run, and so many at once after a rest. */
export type Rate = { readonly perSecond: number; readonly inHand: number };

export type Pace = {
  /**
   * Does what writes to a channel when it is its turn.
   * @throws {DeliveryError} with the wait, when it is not: nothing was sent.
   */
  in<T>(installation: string, channel: string, work: () => Promise<T>): Promise<T>;
};

/** No pace of our own: for a stand-in, which says itself when it is enough. */
export const unpaced: Pace = { in: (_installation, _channel, work) => work() };

type Bucket = { left: number; atMs: number; shutUntilMs: number };

/** Paces by the process's own clock. Each process has its own: together they may be faster, and are then asked to wait. */
export function pace({ perSecond, inHand }: Rate, nowMs: () => number): Pace {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (name: string): Bucket => {
    const now = nowMs();
    let bucket = buckets.get(name);
    if (!bucket) {
      // A channel that has been quiet for long is as good as new.
      if (buckets.size > 5_000) buckets.clear();
      bucket = { left: inHand, atMs: now, shutUntilMs: 0 };
      buckets.set(name, bucket);
    }
    bucket.left = Math.min(inHand, bucket.left + ((now - bucket.atMs) / 1_000) * perSecond);
    bucket.atMs = now;
    return bucket;
  };
  const wait = (ms: number): never => {
    throw new DeliveryError("not its turn", { retryable: true, retryAfterMs: Math.max(1, Math.ceil(ms)) });
  };
  return {
    async in(installation, channel, work) {
      const bucket = bucketOf(`${installation} ${channel}`);
      const shutMs = bucket.shutUntilMs - nowMs();
      if (shutMs > 0) wait(shutMs);
      if (bucket.left < 1) wait(((1 - bucket.left) / perSecond) * 1_000);
      bucket.left -= 1;
      try {
        return await work();
      } catch (error) {
        if (error instanceof DeliveryError && error.retryAfterMs !== null) bucket.shutUntilMs = nowMs() + error.retryAfterMs;
        throw error;
      }
    },
  };
}
