/**
 * Processes on one database wake each other through BullMQ on Redis, and share the work of a morning: many digests at once.
 *
 * The database stays the only truth: one kind of job says "look", the other "digests may be due in this relationship", and a reminder
 * is never a job. Whoever offers work does all of it that nobody took. Redis may be absent, killed, flushed, full or forged at any
 * time; then each process finds the same work by its own looking, at most five seconds later, and a job that names what is not due
 * does nothing. When the next thing is due is not told either: every process reads that from the database and keeps a timer of its own.
 *
 * Case reports are no jobs: that of a case of 550 events is written in 0.3 ms, which is less than a queue takes to carry the wish.
 */
import { createHash } from "node:crypto";
import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import type { RelationshipId } from "../../src/domain/ids.ts";
import type { Hint, Log, Scheduler, Work } from "../../src/ports/scheduler.ts";

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
      local.start({
        ...work,
        async pass() {
          passing = true;
          try {
            return await work.pass();
          } finally {
            passing = false;
          }
        },
      });
      line = connect(wakers, { wake: () => local.wake(), help: work.help }, log);
    },
    offer(hints) {
      line?.offer(hints);
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

/** What jobs ask of this process. */
type Served = { wake(): Promise<void>; help: Work["help"] };

type Line = {
  /** Asks that one of the processes looks; at most one such wish is under way, and one waits for it. */
  tell(): void;
  /** Hands work out; while an earlier offer is under way, or Redis is away, this one is left to whoever makes it. */
  offer(hints: readonly Hint[]): void;
  /** Takes no wakes from now on. */
  leave(): void;
  /** Ends the connections, after a second at most. */
  close(): Promise<void>;
};

function connect({ redisUrl, databaseUrl }: Wakers, { wake, help }: Served, log: Log): Line {
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
  let left: Promise<unknown> = Promise.resolve();
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

  const helping = new Queue("help", { ...shared, streams: { events: { maxLen: 10 } } });
  let offering: Promise<unknown> | null = null;
  const helper = new Worker(
    "help",
    async ({ data }) => {
      const hint = hintFrom(data);
      if (hint && !closing) await help(hint);
    },
    shared,
  );
  for (const one of [queue, helping]) one.on("error", news.refusal);
  for (const one of [worker, helper]) one.on("error", news.refusal);
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
    offer(hints) {
      if (closing || offering || client.status !== "ready") return;
      const once = { removeOnComplete: true, removeOnFail: true };
      const jobs = hints.map((data) => ({ name: "digests", data, opts: { ...once, deduplication: { id: data.relationship } } }));
      offering = helping
        .addBulk(jobs)
        .catch(news.refusal)
        .finally(() => {
          offering = null;
        });
    },
    leave() {
      closing = true;
      // In order when Redis answers; by force when it does not, or this would wait for it.
      const force = client.status !== "ready";
      left = Promise.all([worker.close(force), helper.close(force)]);
    },
    async close() {
      const told = left.then(() => Promise.all([telling, offering]));
      if (client.status === "ready") await atMost(farewellMs, told);
      news.over();
      client.disconnect();
    },
  };
}

/** What a job points at; `null` when it is none of ours, for anybody may write to a Redis. */
const hintFrom = (data: unknown): Hint | null => {
  if (typeof data !== "object" || data === null || !("relationship" in data)) return null;
  const { relationship } = data;
  return typeof relationship === "string" && /^[\w-]{1,60}$/.test(relationship) ? { relationship: relationship as RelationshipId } : null;
};

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
