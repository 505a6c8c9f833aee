import type { Log, Scheduler, Work } from "../../src/ports/scheduler.ts";

/**
 * Looks at the due rows and sleeps until the next is due, `longestMs` at most; woken, it looks at once. One pass at a time.
 *
 * What another process wrote is seen after `longestMs` at the latest.
 */
export function poll(log: Log, longestMs = 5_000): Scheduler {
  let work: Work | null = null;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let waiting: (() => void)[] = [];
  let stopped = false;

  const pass = async (): Promise<number> => {
    const served = waiting;
    waiting = [];
    let nextMs = longestMs;
    try {
      if (work) nextMs = await work.pass();
    } catch (error) {
      // The database may be away for a while: nothing is lost, the next pass finds it.
      log.warn({ error: error instanceof Error ? error.name : "unknown" }, "a pass failed and is tried again");
      nextMs = 500;
    } finally {
      for (const done of served) done();
    }
    return nextMs;
  };
  const next = (nextMs: number): void => {
    running = null;
    if (stopped) return;
    if (waiting.length > 0) run();
    else timer = setTimeout(run, Math.min(Math.max(nextMs, 5), longestMs));
  };
  const run = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    // Not inside the pass: one that fails before it waits for anything would end before it counts as running.
    running ??= pass().then(next);
  };

  return {
    start(given) {
      work = given;
      run();
    },
    wake() {
      if (stopped || !work) return Promise.resolve();
      const done = new Promise<void>((resolve) => waiting.push(resolve));
      if (!running) run();
      return done;
    },
    // Nobody else is known of: whoever found it does it.
    offer() {},
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
      for (const done of waiting) done();
    },
  };
}
