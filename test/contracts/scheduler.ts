/** What every scheduler must do, whatever wakes it. Order is asserted, never how long anything takes. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Hint, Log, Scheduler } from "../../src/ports/scheduler.ts";

/** So long that no test sees a pass that came by itself. */
export const neverMs = 3_600_000;

/** Resolves once `holds` is true; a test that waits in vain ends by vitest's own limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Work that counts its passes and may be held in the middle of one. */
export class Passes {
  begun = 0;
  ended = 0;
  most = 0;
  /** What a pass answers, by its number; an hour unless told otherwise. */
  next: (pass: number) => number = () => neverMs;
  #gate: Promise<void> = Promise.resolve();

  /** Where this one was told to help. */
  readonly helped: string[] = [];

  readonly help = async ({ relationship }: Hint): Promise<void> => {
    this.helped.push(relationship);
  };

  readonly pass = async (): Promise<number> => {
    const pass = ++this.begun;
    this.most = Math.max(this.most, this.begun - this.ended);
    try {
      await this.#gate;
      await new Promise((resolve) => setImmediate(resolve));
      return this.next(pass);
    } finally {
      this.ended++;
    }
  };

  /** Passes that begin from now on do not end before the answer is called. */
  hold(): () => void {
    let release = () => {};
    this.#gate = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }
}

type Line = { readonly level: "info" | "warn" | "error"; readonly message: string; readonly fields: Readonly<Record<string, unknown>> };

/** A log that can be read. */
export function readableLog(): { readonly log: Log; readonly lines: readonly Line[] } {
  const lines: Line[] = [];
  const at =
    (level: Line["level"]): Log["info"] =>
    (fields, message) =>
      void lines.push({ level, message, fields });
  return { log: { info: at("info"), warn: at("warn"), error: at("error") }, lines };
}

/** A maker of schedulers that look by themselves only when the pass said so, or after `neverMs`. */
export type Opened = { make(log: Log): Scheduler; close(): Promise<void> };

/** The suite, on the schedulers that `open` makes. */
export function schedulerContract(name: string, open: () => Promise<Opened>): void {
  describe(`the scheduler contract on ${name}`, () => {
    let opened: Opened;
    const stops: (() => Promise<void>)[] = [];
    beforeAll(async () => {
      opened = await open();
    });
    afterEach(async () => {
      for (const stop of stops.splice(0)) await stop();
    });
    afterAll(() => opened.close());

    const started = (passes: Passes): Scheduler => {
      const scheduler = opened.make(readableLog().log);
      scheduler.start(passes);
      stops.push(() => scheduler.stop());
      return scheduler;
    };

    test("a start is a pass", async () => {
      const passes = new Passes();
      started(passes);
      await until(() => passes.ended === 1);
    });

    test("a wake is answered after a pass that began after it", async () => {
      const passes = new Passes();
      const release = passes.hold();
      const scheduler = started(passes);
      await until(() => passes.begun === 1);
      let answered = false;
      const woken = scheduler.wake().then(() => {
        answered = true;
      });
      const second = passes.hold();
      release();
      await until(() => passes.begun === 2);
      expect(answered).toBe(false);
      second();
      await woken;
      expect(passes.ended).toBeGreaterThanOrEqual(2);
    });

    test("many wakes during a pass are answered by the one after it", async () => {
      const passes = new Passes();
      const release = passes.hold();
      const scheduler = started(passes);
      await until(() => passes.begun === 1);
      const answered = Array.from({ length: 20 }, () => scheduler.wake().then(() => passes.ended));
      release();
      expect(new Set(await Promise.all(answered))).toEqual(new Set([2]));
    });

    test("there are never two passes at once", async () => {
      const passes = new Passes();
      passes.next = () => 0;
      const scheduler = started(passes);
      for (let round = 0; round < 30; round++) await Promise.race([scheduler.wake(), scheduler.wake()]);
      await until(() => passes.ended > 40);
      expect(passes.most).toBe(1);
    });

    test("a pass comes when the last one said that something is due", async () => {
      const passes = new Passes();
      passes.next = (pass) => (pass < 3 ? 20 : neverMs);
      started(passes);
      await until(() => passes.ended === 3);
    });

    test("a failed pass is tried again, and whoever woke it is answered", async () => {
      const passes = new Passes();
      passes.next = (pass) => {
        if (pass < 3) throw new Error("the database is away");
        return neverMs;
      };
      const scheduler = started(passes);
      await scheduler.wake();
      await until(() => passes.ended >= 3);
    });

    test("a stop ends after the pass under way, and nothing begins after it", async () => {
      const passes = new Passes();
      const release = passes.hold();
      const scheduler = started(passes);
      await until(() => passes.begun === 1);
      const woken = scheduler.wake();
      const stopped = scheduler.stop().then(() => passes.ended);
      release();
      expect(await stopped).toBe(1);
      await woken;
      await scheduler.wake();
      expect(passes.begun).toBe(1);
    });

    test("a wake before the start is answered, and a scheduler that never started stops", async () => {
      const scheduler = opened.make(readableLog().log);
      await scheduler.wake();
      await scheduler.stop();
    });
  });
}
