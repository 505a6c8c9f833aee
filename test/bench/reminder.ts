/** How late reminders are committed, many due at one instant and one alone, against jobs of BullMQ that do nothing. */
import { setTimeout as wait } from "node:timers/promises";
import { Queue, Worker } from "bullmq";
import { poll } from "../../adapters/scheduler/poll.ts";
import type { CaseId } from "../../src/domain/ids.ts";
import { epochMs } from "../../src/domain/time.ts";
import { letTimePass, relay } from "../../src/engine/relay.ts";
import type { Chat } from "../../src/ports/chat.ts";
import type { Log } from "../../src/ports/scheduler.ts";
import type { Store } from "../../src/ports/store.ts";
import { startRedis } from "../support/redis.ts";
import { type Bench, type CleanUp, median, quantile } from "./figure.ts";
import { openCase } from "./play.ts";
import { copies, settle, type World, world } from "./world.ts";

const cases = 10_000;
const rounds = 5;
/** BullMQ's jobs at once: the best of 8, 32 and 128. */
const concurrency = 32;
/** How far ahead the one due instant lies when it is asked for, and how long adding the many jobs may take; milliseconds. */
const aheadMs = 300;
const addingMs = 5_000;

const log: Log = { info() {}, warn() {}, error() {} };
const chat: Chat = { post: async () => "x", update: async (_to, posted) => posted, find: async () => null, tool: async () => "web" };

export const reminder: Bench = async (cleanUp) => {
  const jobs = await bull(cleanUp);
  const many = { ours: [] as number[], theirs: [] as number[] };
  const crowd = await crowded(cleanUp);
  for (let round = 0; round < rounds; round++) {
    many.ours.push(quantile(await crowd(), 0.99));
    many.theirs.push(quantile(await jobs(cases, addingMs), 0.99));
  }
  const one = { ours: [] as number[], theirs: [] as number[] };
  const alone = await single(cleanUp);
  for (let round = 0; round < rounds * 3; round++) {
    one.ours.push(await alone());
    one.theirs.push((await jobs(1, aheadMs))[0]!);
  }
  const ratio = ({ ours, theirs }: typeof many) => ours.map((ms, i) => ms / theirs[i]!);
  const against = ({ ours, theirs }: typeof many) => `${median(ours).toFixed(1)} ms against ${median(theirs).toFixed(1)} ms`;
  return [
    {
      figure: "reminder",
      values: ratio(many),
      unit: "ratio",
      note: `${cases} due at one instant, p99 from then to the commit of event and post: ${against(many)} of a job that does nothing`,
    },
    { figure: "reminder-one", values: ratio(one), unit: "ratio", note: `one due, from then to its commit: ${against(one)}` },
  ];
};

/** A store that tells when a reminder was committed. */
function watched(on: World): { readonly on: World; onCommit(tell: (of: CaseId) => void): void } {
  let heard = (_of: CaseId) => {};
  const write: Store["write"] = async (turn) => {
    const written = await on.engine.store.write(turn);
    if (written === "done" && turn.events.some(({ body }) => body.includes('"type":"reminded"'))) heard(turn.case);
    return written;
  };
  return {
    on: { ...on, engine: { ...on.engine, store: { ...on.engine.store, write } } },
    onCommit(tell) {
      heard = tell;
    },
  };
}

/** Many new cases whose first reminder is due at one instant: each call gives how late each was, in milliseconds. */
async function crowded(cleanUp: CleanUp): Promise<() => Promise<readonly number[]>> {
  const { on, onCommit } = watched(await world(cleanUp));
  const { store } = on.engine;
  let round = 0;
  return async () => {
    await copies(on, await openCase(on), cases - 1, 10, `r${round++}-`);
    await settle(on);
    // Of each case its first: another question of it may come due while the many are met, as the hour of the day has it.
    const lags = new Map<CaseId, number>();
    const { due, now } = await store.nextDue();
    await store.forward(epochMs(due!) - epochMs(now));
    const since = performance.now();
    onCommit((of) => lags.set(of, lags.get(of) ?? performance.now() - since));
    await letTimePass(on.engine, log, new Map());
    if (lags.size !== cases) throw new Error(`reminders came of ${lags.size} cases of ${cases}`);
    await nothingIsDue(on);
    return [...lags.values()];
  };
}

/** Nobody is asked any more, what was posted is no matter of this bench, and it is today again: the next round begins as this one did. */
async function nothingIsDue({ database, engine }: World): Promise<void> {
  await database.exec(`
    update cases set next_due = null where next_due is not null;
    update outbox set state = 'sent' where state <> 'sent';
    update cards set stale = false where stale;
    update clock set offset_ms = 0;`);
  await engine.store.forward(0);
}

/** One case at a time, and the scheduler asleep until it is due: how late it was, in milliseconds. */
async function single(cleanUp: CleanUp): Promise<() => Promise<number>> {
  const { on, onCommit } = watched(await world(cleanUp));
  const { store } = on.engine;
  const worker = relay(on.engine, chat, log, () => {});
  const scheduler = poll(log);
  cleanUp(() => scheduler.stop());
  scheduler.start(worker);
  return async () => {
    await openCase(on);
    await scheduler.wake();
    const { due, now } = await store.nextDue();
    await store.forward(epochMs(due!) - epochMs(now) - aheadMs);
    const asked = await store.nextDue();
    const at = performance.now() + epochMs(asked.due!) - epochMs(asked.now);
    const came = new Promise<number>((resolve) => onCommit(() => resolve(performance.now() - at)));
    await scheduler.wake();
    const lag = await came;
    await wait(50);
    await nothingIsDue(on);
    return lag;
  };
}

/** A queue whose jobs do nothing: `count` of them due `ms` from now, and how late each was done, in milliseconds. */
async function bull(cleanUp: CleanUp): Promise<(count: number, ms: number) => Promise<readonly number[]>> {
  const redis = await startRedis();
  cleanUp(() => redis.stop());
  const connection = { url: redis.url, maxRetriesPerRequest: null };
  const queue = new Queue("bench", { connection });
  let done = () => {};
  const worker = new Worker("bench", async () => done(), { connection, concurrency });
  cleanUp(() => queue.close());
  cleanUp(() => worker.close(true));
  await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
  return async (count, ms) => {
    const at = performance.now() + ms;
    const lags: number[] = [];
    const all = new Promise<void>((resolve) => {
      done = () => {
        lags.push(performance.now() - at);
        if (lags.length === count) resolve();
      };
    });
    for (let left = count; left > 0; left -= 1_000) {
      const delay = at - performance.now();
      if (delay < 0) throw new Error("adding the jobs took longer than thought");
      const job = { name: "nothing", data: {}, opts: { delay, removeOnComplete: true } };
      await queue.addBulk(Array.from({ length: Math.min(left, 1_000) }, () => job));
    }
    await all;
    return lags;
  };
}
