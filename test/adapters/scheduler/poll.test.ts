import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { poll } from "../../../adapters/scheduler/poll.ts";
import type { Scheduler } from "../../../src/ports/scheduler.ts";

const warned: { readonly fields: Readonly<Record<string, unknown>>; readonly message: string }[] = [];
const log = {
  info() {},
  error() {},
  warn: (fields: Readonly<Record<string, unknown>>, message: string) => void warned.push({ fields, message }),
};

/** A pass that the test ends by hand. */
type Pass = { end(nextMs?: number): void; fail(error: Error): void };

let scheduler: Scheduler;
let passes: Pass[] = [];
let atOnce = 0;
let most = 0;
// Time stands still but where a test moves it: what happens without it was not waited for.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(async () => {
  vi.useRealTimers();
  const stopped = scheduler.stop();
  for (const pass of passes) pass.end();
  await stopped;
  passes = [];
  warned.length = 0;
  [atOnce, most] = [0, 0];
});

const help = async () => {};

/** Starts a scheduler whose passes last until they are ended, and counts how many run at once. */
function started(): void {
  scheduler = poll(log);
  scheduler.start({
    help,
    async pass() {
      most = Math.max(most, ++atOnce);
      try {
        return await new Promise<number>((resolve, reject) => {
          passes.push({ end: (nextMs = 60_000) => resolve(nextMs), fail: reject });
        });
      } finally {
        atOnce--;
      }
    },
  });
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The nth pass, which begins without any time passing. */
async function begun(nth: number): Promise<Pass> {
  for (let turns = 0; turns < 50 && passes.length < nth; turns++) await turn();
  expect(passes.length).toBeGreaterThanOrEqual(nth);
  return passes[nth - 1]!;
}
const settledSoon = async (promise: Promise<void>): Promise<boolean> => {
  let settled = false;
  void promise.then(() => {
    settled = true;
  });
  for (let turns = 0; turns < 20; turns++) await turn();
  return settled;
};

test("starting makes the first pass at once", async () => {
  started();
  expect(passes).toHaveLength(1);
});

test("a wake during a pass is answered by the one after it, for what was written meanwhile may have been missed", async () => {
  started();
  const woken = scheduler.wake();
  expect(passes).toHaveLength(1);
  passes[0]!.end();
  const second = await begun(2);
  expect(await settledSoon(woken)).toBe(false);
  second.end();
  await woken;
});

test("many wakes during a pass are one more pass, never two at once", async () => {
  started();
  const woken = [1, 2, 3, 4, 5].map(() => scheduler.wake());
  passes[0]!.end();
  (await begun(2)).end();
  await Promise.all(woken);
  expect([passes.length, most]).toEqual([2, 1]);
});

test("a wake between passes makes one now, however far off the next one is", async () => {
  started();
  passes[0]!.end(60_000);
  await settledSoon(Promise.resolve());
  const woken = scheduler.wake();
  (await begun(2)).end();
  await woken;
  expect(most).toBe(1);
});

test("a pass that says when the next is due is followed by it without being woken", async () => {
  started();
  passes[0]!.end(1_000);
  await turn();
  await vi.advanceTimersByTimeAsync(999);
  expect(passes).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  (await begun(2)).end(3_600_000);
  await turn();
  // What another process wrote is seen after five seconds at most.
  await vi.advanceTimersByTimeAsync(5_000);
  await begun(3);
  expect(most).toBe(1);
});

test("a pass that fails is told by its kind alone, answers those who wait, and is tried again", async () => {
  started();
  const first = scheduler.wake();
  passes[0]!.fail(new RangeError("words that nobody may read"));
  const second = await begun(2);
  second.fail(new TypeError("words that nobody may read"));
  await first;
  await vi.advanceTimersByTimeAsync(1_000);
  (await begun(3)).end();
  expect(warned.map(({ fields }) => fields["error"])).toEqual(["RangeError", "TypeError"]);
  expect(JSON.stringify(warned)).not.toContain("words");
  expect(most).toBe(1);
});

test("work that fails before it has begun is tried again, too", async () => {
  scheduler = poll(log);
  let tries = 0;
  scheduler.start({
    help,
    pass() {
      tries++;
      throw new Error("at once");
    },
  });
  await turn();
  await vi.advanceTimersToNextTimerAsync();
  expect(tries).toBe(2);
  await scheduler.wake();
  expect(tries).toBe(3);
});

test("stopping waits for the pass under way, makes no other, and leaves nobody waiting", async () => {
  started();
  const woken = scheduler.wake();
  const stopped = scheduler.stop();
  expect(await settledSoon(stopped)).toBe(false);
  passes[0]!.end(0);
  await Promise.all([stopped, woken]);
  await scheduler.wake();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(passes).toHaveLength(1);
});

test("before it has started there is nothing to wake", async () => {
  scheduler = poll(log);
  await scheduler.wake();
  expect(passes).toHaveLength(0);
});
