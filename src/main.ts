/** The only file that knows everyone: settings → database → engine → adapters; start; drain on SIGTERM. */
import { createHmac, randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { openPostgres } from "../adapters/postgres/database.ts";
import { openStore } from "../adapters/postgres/store.ts";
import { poll } from "../adapters/scheduler/poll.ts";
import { webChat } from "../adapters/web/chat.ts";
import type { Playground } from "../adapters/web/playground.ts";
import { readSeed } from "../adapters/web/seed.ts";
import { listen, webApp } from "../adapters/web/server.ts";
import { bell } from "../adapters/web/stream.ts";
import { tables } from "../adapters/web/tables.ts";
import { conversation } from "../flows/conversation.ts";
import { writeReport } from "../flows/report.ts";
import { direction, phrases } from "../flows/wording/index.ts";
import { type Config, config } from "./config.ts";
import { fold } from "./domain/evolve.ts";
import { epochMs, type Instant } from "./domain/time.ts";
import { inbound } from "./engine/inbound.ts";
import { relay } from "./engine/relay.ts";
import { ConfigError, UnavailableError } from "./errors.ts";
import { answersOf } from "./operations/command.ts";
import { freeSpace, holdFolder } from "./operations/folder.ts";
import { migrated, openFolder } from "./operations/open.ts";
import type { Database } from "./ports/database.ts";
import type { Chance, Log, Scheduler } from "./ports/scheduler.ts";
import type { Store } from "./ports/store.ts";

/** A held playground's clock begins here: a Tuesday, 08:00 in Aarhus and 10:30 in Tabriz. */
const heldStart = "2026-11-24T07:00:00.000Z" as Instant;
/** How long a shut-down may take; what is not done by then is done after the next start. */
const drainMs = 10_000;

async function start(): Promise<void> {
  const settings = config(process.env);
  const log = pino({ level: settings.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  let database: Database | null = null;
  let url: string | null = null;
  const held = settings.databaseUrl
    ? null
    : await holdFolder(
        settings.folder,
        answersOf(
          () => database,
          { fold },
          () => ({ pid: process.pid, url }),
        ),
      );
  database = await migrated(settings.databaseUrl ? openPostgres(settings.databaseUrl) : await openFolder(held!.folder, { make: true }));
  const opened = openStore(database);
  const spaceLow = spaceGuard(held?.folder ?? null);
  const store = readOnlyWhen(spaceLow, opened);
  const chance: Chance = settings.seed
    ? (what) => createHmac("sha256", settings.seed!).update(what).digest("hex").slice(0, 32)
    : () => randomBytes(16).toString("hex");
  if (settings.seed) await opened.holdClock(heldStart);
  const account = await readSeed();
  if (!(await store.account(account.id))) await store.saveAccount(account);

  const engine = { store, conversation, chance };
  const web = tables(database);
  const rooms = bell();
  const scheduler = await schedulerOf(settings, log);
  const worker = relay(engine, webChat(web, rooms.ring), log);
  // An answer comes after what it caused can be seen; a slow platform does not hold it for more than two seconds.
  const settled = () => Promise.race([scheduler.wake(), new Promise<void>((resolve) => setTimeout(resolve, 2_000).unref())]);
  const port = inbound(engine, log, writeReport, settled);
  const listeners = new Set<(now: Instant) => void>();
  const moved = async (ms: number): Promise<Instant> => {
    const now = await store.forward(ms);
    await scheduler.wake();
    for (const tell of listeners) tell(now);
    return now;
  };
  const playground: Playground = {
    relationship: account.id,
    forward: moved,
    next: async () => {
      const { due, now } = await store.nextDue();
      return moved(due ? Math.max(0, epochMs(due) - epochMs(now)) : 0);
    },
    onClock: (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
  };
  let closing = false;
  let passed = false;
  const app = webApp({
    inbound: port,
    tables: web,
    bell: rooms,
    log,
    chance,
    say: conversation.say,
    words: phrases,
    direction,
    playground: settings.playground ? playground : null,
    closing: () => closing,
    health: async () => {
      const low = await spaceLow();
      const detail = await store.health().then(
        (found) => ({ ...found, writes: !low }),
        () => ({ writes: false }),
      );
      return { ready: passed && !closing && detail.writes, detail };
    },
  });
  const server = await listen(app, settings.port, settings.host).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EADDRINUSE"
      ? new ConfigError(`Port ${settings.port} is taken. Give another, for example PORT=${settings.port + 1}.`)
      : error;
  });
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
  scheduler.start(async () => {
    const nextMs = await worker.pass();
    passed = true;
    return nextMs;
  });
  console.log(`Parley's playground is ready: open ${url} and pick who you are.`);

  const stop = async () => {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(0), drainMs).unref();
    rooms.ring();
    server.close();
    server.closeIdleConnections();
    const ended = new Promise<void>((resolve) => server.once("close", resolve));
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, drainMs - 3_000))]);
    await scheduler.stop();
    await database?.close();
    await held?.release();
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

/** Every process looks for itself; with Redis those on one PostgreSQL also wake each other. Without it the libraries are not even read. */
async function schedulerOf({ databaseUrl, redisUrl }: Config, log: Log): Promise<Scheduler> {
  const local = poll(log);
  if (redisUrl === null) return local;
  if (databaseUrl === null) {
    // Redis is never a reason not to run, so this is said and not refused.
    log.warn({}, "REDIS_URL is not used: without DATABASE_URL there is one process, and nobody else to wake");
    return local;
  }
  const { bullmq } = await import("../adapters/scheduler/bullmq.ts");
  return bullmq(local, { redisUrl, databaseUrl }, log);
}

/** Whether the folder's disk is nearly full, looked at no more than every two seconds. */
function spaceGuard(folder: string | null): () => Promise<boolean> {
  let checkedMs = 0;
  let low = false;
  return async () => {
    if (folder === null) return false;
    const nowMs = performance.now();
    if (nowMs - checkedMs > 2_000 || checkedMs === 0) {
      checkedMs = nowMs;
      low = (await freeSpace(folder)) === "low";
    }
    return low;
  };
}

/** Refuses writes before the disk is full, so that the database is never harmed; reading goes on. */
function readOnlyWhen(low: () => Promise<boolean>, store: Store): Store {
  const guarded =
    <A extends readonly unknown[], R>(write: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (await low()) throw new UnavailableError("the disk is nearly full: free some space and Parley goes on by itself");
      return write(...args);
    };
  return { ...store, write: guarded(store.write), refuse: guarded(store.refuse) };
}

try {
  await start();
} catch (error) {
  // What the operator must do goes to stderr in one line; a mistake of ours keeps its stack.
  console.error(error instanceof ConfigError || error instanceof UnavailableError ? error.message : error);
  process.exit(error instanceof ConfigError ? error.exitCode : 1);
}
