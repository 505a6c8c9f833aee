/**
 * Processes on one database wake each other through BullMQ on Redis.
 *
 * The database stays the only truth: a job says "look", never at what, and a reminder is never a job. Redis may be absent, killed,
 * flushed or full at any time; then each process finds the same work by its own looking, at most five seconds later.
 * When the next thing is due is not told either: every process reads that from the database and keeps a timer of its own.
 */
import { createHash } from "node:crypto";
import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import type { Log, Scheduler } from "../../src/ports/scheduler.ts";

/** A connection that owes us an answer for so long is dead, and made anew; BullMQ's own longest wait is five seconds. */
const silentMs = 10_000;
/** How long a stop lets the last wake reach the others. */
const farewellMs = 1_000;

/** Whose processes wake each other: those with the same database on the same Redis. */
export type Wakers = { readonly redisUrl: string; readonly databaseUrl: string };

/**
 * `local`, which does the passes; a wake that it cannot serve at once reaches the other processes, too. Nothing here waits for Redis.
 *
 * An idle process serves a wake by itself, at once and wholly: told of it, others would only pass for nothing beside it.
 */
export function bullmq(local: Scheduler, wakers: Wakers, log: Log): Scheduler {
  let line: Line | null = null;
  let passing = false;
  return {
    start(work) {
      local.start(async () => {
        passing = true;
        try {
          return await work();
        } finally {
          passing = false;
        }
      });
      line = connect(wakers, () => local.wake(), log);
    },
    wake() {
      if (passing) line?.tell();
      return local.wake();
    },
    async stop() {
      line?.leave();
      await local.stop();
      await line?.close();
    },
  };
}

type Line = {
  /** Asks that one of the processes looks; at most one such wish is under way, and one waits for it. */
  tell(): void;
  /** Takes no wakes from now on. */
  leave(): void;
  /** Ends the connections, after a second at most. */
  close(): Promise<void>;
};

function connect({ redisUrl, databaseUrl }: Wakers, wake: () => Promise<void>, log: Log): Line {
  // Never give up a command: only `telling` and BullMQ's own loop wait for one, each for one at a time.
  const client = new Redis(redisUrl, { maxRetriesPerRequest: null, socketTimeout: silentMs });
  const news = reporter(log);
  client.on("error", news.trouble);
  client.on("ready", () => {
    news.well();
    void lookAtPolicy();
  });

  // BullMQ would print its own warnings, once a connection; we look at what matters to us ourselves.
  const shared = { connection: client, prefix: prefixOf(databaseUrl), skipVersionCheck: true };
  const queue = new Queue("wake", { ...shared, streams: { events: { maxLen: 10 } } });
  let wanted = false;
  let closing = false;
  let telling: Promise<void> | null = null;
  let left: Promise<void> = Promise.resolve();
  // While Redis is away `add` does not return, so nothing but the next wish ever waits for this.
  const tellAll = async () => {
    while (wanted) {
      wanted = false;
      await queue.add("wake", {}, { deduplication: { id: "wake" }, removeOnComplete: true, removeOnFail: true }).catch(news.refusal);
    }
    telling = null;
  };
  const want = () => {
    wanted = true;
    telling ??= tellAll();
  };

  // One process gets each job, perhaps the one that wrote it. That is enough: any process's pass serves everything. It holds the job
  // during its pass and takes no other meanwhile, so the next goes to a process that is idle.
  const worker = new Worker(
    "wake",
    async (job) => {
      // From here on a wake is a new job: it may have come too late for the pass that now begins.
      await job.removeDeduplicationKey().catch(news.refusal);
      if (!closing) await wake();
      // A stop may have taken that pass away: it is another process's then.
      if (closing) want();
    },
    shared,
  );
  queue.on("error", news.refusal);
  worker.on("error", news.refusal);
  worker.on("completed", news.well);

  async function lookAtPolicy() {
    const said = await client.info("memory").catch(() => "");
    const policy = /maxmemory_policy:(\S+)/.exec(said)?.[1];
    if (policy && policy !== "noeviction") news.evicts(policy);
  }

  return {
    tell() {
      if (!closing) want();
    },
    leave() {
      closing = true;
      // In order when Redis answers; by force when it does not, or this would wait for it.
      left = worker.close(client.status !== "ready");
    },
    async close() {
      const told = left.then(() => telling);
      if (client.status === "ready") await atMost(farewellMs, told);
      news.over();
      client.disconnect();
    },
  };
}

/** Resolves with `done`, or after `ms` milliseconds. */
async function atMost(ms: number, done: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([done, patience]);
  clearTimeout(timer);
}

/** Says when Redis goes and when it is back: a line for each change, none for each attempt. */
function reporter(log: Log) {
  let state: "new" | "well" | "troubled" | "over" = "new";
  let warned = false;
  const trouble = (error: unknown) => {
    if (state === "troubled" || state === "over") return;
    state = "troubled";
    log.warn({ error: nameOf(error) }, "Redis is of no use now: processes do not wake each other, each looks every few seconds");
  };
  return {
    trouble,
    /** What Redis itself said; that a connection is gone we hear from the connection. */
    refusal(error: unknown): void {
      if (error instanceof Error && error.name === "ReplyError") trouble(error);
    },
    /** Connected, or a job went all the way. */
    well(): void {
      if (state === "well" || state === "over") return;
      state = "well";
      log.info({}, "processes wake each other through Redis");
    },
    evicts(policy: string): void {
      if (warned) return;
      warned = true;
      log.warn({ policy }, "Redis may throw wakes away: give it maxmemory-policy noeviction");
    },
    over(): void {
      state = "over";
    },
  };
}

/** ECONNREFUSED, WRONGPASS, OOM…: a code, or the first word of Redis's answer; never more of it. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.name === "ReplyError" ? error.message.split(" ", 1)[0]! : error.name;
}

/** The same for every process on a database, whatever its user, password and parameters. */
function prefixOf(databaseUrl: string): string {
  const { hostname, port, pathname } = new URL(databaseUrl);
  const place = createHash("sha256")
    .update(`${hostname}:${port || "5432"}${pathname}`)
    .digest("hex");
  return `parley-${place.slice(0, 16)}`;
}
