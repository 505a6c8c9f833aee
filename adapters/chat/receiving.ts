/**
 * What happens to a delivery: kept, then handled, and tried again where that failed. What the platform waits for is answered with what came
 * of it, if that is in time.
 */
import { UnavailableError } from "../../src/errors.ts";
import type { Log } from "../../src/ports/scheduler.ts";
import type { Awaited } from "./answers-first.ts";
import { type Delivery, type Inbox, leaseMs } from "./inbox.ts";

/** A body that came in. */
export type Body = Readonly<Record<string, unknown>>;

/** Handles a delivery that is kept; resolves with what the platform is answered, if it waits for anything and that is not too late. */
export type Handle = (body: Body, delivered: Delivered) => Promise<unknown>;

/** A delivery as it is handled: by what it is known, whether nobody waits for an answer any more, and whether it has come again meanwhile. */
export type Delivered = { readonly meaning: string; readonly isLate: () => boolean; readonly again?: true };

/** How a platform's deliveries are told apart. */
export type Reading = {
  /** Names the envelope, and what somebody did. */
  readonly deliveryOf: (body: Body) => Pick<Delivery, "delivery" | "meaning">;
  /** Whether the platform waits for more than that it has arrived. */
  readonly isAwaited: (body: Body) => boolean;
  /** Whether nothing is to be done about it, so that not a word of it need be kept. */
  readonly isChatter: (body: Body) => boolean | Promise<boolean>;
  /** How long the platform waits for an answer, and a little less; what takes longer is told afterwards. Milliseconds. */
  readonly patienceMs: number;
};

/** What receiving takes. */
export type Receiving = {
  readonly inbox: Inbox;
  readonly handle: Handle;
  readonly log: Log;
  readonly reading: Reading;
  /** Counts the answers that are waited for. */
  readonly awaited: Awaited;
};

/**
 * Keeps a delivery and has it handled: the answer resolves once it is kept, with what the platform waits for, if anything.
 * @throws {UnavailableError} when it could not be kept: the platform sends it again.
 */
export async function receive(receiving: Receiving, body: Body): Promise<unknown> {
  if (!receiving.reading.isAwaited(body)) return received(receiving, body);
  receiving.awaited.now += 1;
  try {
    return await received(receiving, body);
  } finally {
    receiving.awaited.now -= 1;
  }
}

async function received(receiving: Receiving, body: Body): Promise<unknown> {
  const { inbox, handle, reading } = receiving;
  const known = reading.deliveryOf(body);
  const nothing = await reading.isChatter(body);
  const isAwaited = reading.isAwaited(body);
  const isNew = await inbox.keep({ ...known, payload: nothing ? null : JSON.stringify(body) });
  if (nothing) return null;
  // The same form sent again gets its answer again, and nobody is told anything twice: the command behind it is known by its key.
  if (!isNew)
    return isAwaited ? inTime(handle(body, { meaning: known.meaning, isLate: () => false, again: true }), reading.patienceMs) : null;
  let late = false;
  const work = new Promise<unknown>((answer) => void settle(receiving, body, { ...known, tries: 1 }, () => late, answer));
  if (!isAwaited) return null;
  const answer = await inTime(work, reading.patienceMs);
  late = true;
  return answer;
}

/** The answer if it comes in time; else nothing, and whoever asked is told afterwards. */
export function inTime(work: Promise<unknown>, patienceMs: number): Promise<unknown> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(null), patienceMs).unref();
    const answer = (outcome: unknown): void => {
      clearTimeout(late);
      resolve(outcome);
    };
    work.then(answer, () => answer(null));
  });
}

/** After how many milliseconds what failed is tried again. */
const againMs = (tries: number): number => Math.min(60_000, 1_000 * 2 ** tries);
/** How often an input is tried before it is put aside: one that kills us must not do so for ever. */
const mostTries = 5;

/** Handles what is kept and notes what became of it; never throws. `isLate`: nobody waits for an answer any more; `answer` gets it before it is noted. */
async function settle(
  { inbox, handle, log }: Receiving,
  body: Body,
  kept: { readonly delivery: string; readonly meaning: string; readonly tries: number },
  isLate: () => boolean,
  answer: (outcome: unknown) => void = () => undefined,
): Promise<void> {
  const beat = setInterval(() => void inbox.hold(kept.delivery).catch(() => undefined), leaseMs / 3);
  try {
    // Whoever waits for it waits for no more: should we die before it is noted, it is handled again, and changes nothing.
    answer(await handle(body, { meaning: kept.meaning, isLate }));
    await inbox.done(kept.delivery);
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown";
    const aside = kept.tries >= mostTries && !(error instanceof UnavailableError);
    log[aside ? "error" : "warn"]({ delivery: kept.delivery, tries: kept.tries, error: name, aside }, "a delivery could not be handled");
    answer(null);
    await (aside ? inbox.done(kept.delivery, name) : inbox.later(kept.delivery, againMs(kept.tries))).catch(() => undefined);
  } finally {
    clearInterval(beat);
  }
}

/** How many leftovers are taken up at once. */
const leftOversAtOnce = 20;

/** Handles what was left over, oldest first; answers how many there were. */
async function leftOver(receiving: Receiving): Promise<number> {
  const found = await receiving.inbox.claim(leftOversAtOnce);
  for (const { payload, ...kept } of found) await settle(receiving, JSON.parse(payload) as Body, kept, () => true);
  return found.length;
}

/** How often we look for deliveries that nobody handles. */
const lookEveryMs = 1_000;

/** Looks for leftovers, from `start` on until `stop`, and lets `work` be done beside that. */
export type Looking = { start(): void; stop(): Promise<void> };

/** A loop over what is left; `work` runs after each look, and what fails is tried with the next one. */
export function looking(receiving: Receiving, work: () => Promise<void>): Looking {
  let timer: NodeJS.Timeout | null = null;
  let under: Promise<unknown> = Promise.resolve();
  const look = async (): Promise<void> => {
    // As long as there is more, it goes on.
    while (timer !== null && (await leftOver(receiving)) > 0);
    await work();
  };
  const again = (): void => {
    under = look().catch((error: unknown) =>
      receiving.log.warn({ error: error instanceof Error ? error.name : "unknown" }, "the inbox could not be read"),
    );
    void under.finally(() => {
      if (timer !== null) timer = setTimeout(again, lookEveryMs);
    });
  };
  return {
    start() {
      timer = setTimeout(again, 0);
    },
    async stop() {
      if (timer) clearTimeout(timer);
      timer = null;
      await under;
    },
  };
}
