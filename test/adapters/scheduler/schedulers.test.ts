import { Redis } from "ioredis";
import { afterEach, describe, expect, test } from "vitest";
import { bullmq } from "../../../adapters/scheduler/bullmq.ts";
import { poll } from "../../../adapters/scheduler/poll.ts";
import type { RelationshipId } from "../../../src/domain/ids.ts";
import type { Scheduler } from "../../../src/ports/scheduler.ts";
import { neverMs, Passes, readableLog, schedulerContract, until } from "../../contracts/scheduler.ts";
import { redisMissing, startRedis } from "../../support/redis.ts";
import { freePort } from "../../support/tools.ts";

let made = 0;
const freshDatabase = () => `postgres://parley@localhost/test_${++made}`;
const nobody = async () => `redis://127.0.0.1:${await freePort()}`;

schedulerContract("poll", async () => ({ make: (log) => poll(log, neverMs), close: async () => {} }));

schedulerContract("bullmq where no Redis is", async () => {
  const redisUrl = await nobody();
  return { make: (log) => bullmq(poll(log, neverMs), { redisUrl, databaseUrl: freshDatabase() }, log), close: async () => {} };
});

describe.skipIf(redisMissing() !== null)("bullmq on Redis", () => {
  schedulerContract("bullmq", async () => {
    const { url: redisUrl, stop } = await startRedis();
    return { make: (log) => bullmq(poll(log, neverMs), { redisUrl, databaseUrl: freshDatabase() }, log), close: stop };
  });

  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  type Process = { readonly scheduler: Scheduler; readonly passes: Passes; readonly said: (level: string) => readonly string[] };

  /** What stands for a process: a scheduler of its own with work of its own, past its first pass. */
  async function process(redisUrl: string, databaseUrl: string): Promise<Process> {
    const { log, lines } = readableLog();
    const passes = new Passes();
    const scheduler = bullmq(poll(log, neverMs), { redisUrl, databaseUrl }, log);
    scheduler.start(passes);
    ends.push(() => scheduler.stop());
    await until(() => passes.ended === 1);
    const said = (level: string) =>
      lines.filter((line) => line.level === level).map(({ message, fields }) => `${message} ${JSON.stringify(fields)}`);
    return { scheduler, passes, said };
  }
  async function redis(settings: readonly string[] = []) {
    const server = await startRedis({ settings });
    ends.push(server.stop);
    const admin = new Redis(server.url, { maxRetriesPerRequest: null });
    admin.on("error", () => {});
    ends.push(() => admin.disconnect());
    const pid = async () => Number(/process_id:(\d+)/.exec(await admin.info("server"))?.[1]);
    return { ...server, admin, pid };
  }
  const connected = ({ said }: Process) => until(() => said("info").length > 0);
  const back = ({ said }: Process) => until(() => said("info").length > 1);

  /** Asks for two passes: the second wish comes during the first, so the other processes hear of it. */
  const wakes = async ({ scheduler }: Process) => void (await Promise.all([scheduler.wake(), scheduler.wake()]));

  /** Wakes one until the other passes: the waker itself may take one wake, and while it is busy with that no second. */
  async function reaches(waker: Process, other: Process): Promise<void> {
    const before = other.passes.begun;
    await until(() => {
      void wakes(waker);
      return other.passes.begun > before;
    });
  }

  test("a process that is busy wakes one that is idle", async () => {
    const { url } = await redis();
    const database = freshDatabase();
    const [busy, idle] = [await process(url, database), await process(url, database)];
    const release = busy.passes.hold();
    void busy.scheduler.wake();
    await until(() => busy.passes.begun === 2);
    await reaches(busy, idle);
    expect(busy.passes.ended).toBe(1);
    release();
  });

  test("what a process asks for in its last moment another one does", async () => {
    const { url } = await redis();
    const database = freshDatabase();
    const leaving = await process(url, database);
    await connected(leaving);
    const staying = await process(url, database);
    const release = leaving.passes.hold();
    void wakes(leaving);
    const stopped = leaving.scheduler.stop();
    release();
    await stopped;
    await until(() => staying.passes.begun === 2);
  });

  test("processes on another database are left alone; user, password and parameters make no other database", async () => {
    const { url } = await redis();
    const here = await process(url, "postgres://one:secret@db:5432/parley?sslmode=require");
    const same = await process(url, "postgres://two@db/parley");
    const other = await process(url, "postgres://one:secret@db:5432/parley2");
    await reaches(here, same);
    await reaches(same, here);
    expect(other.passes.begun).toBe(1);
  });

  test("a wake says nothing but its kind, is held once however often it is asked for, and leaves nothing behind", async () => {
    const { url, admin } = await redis();
    const one = await process(url, freshDatabase());
    await connected(one);
    const jobs = async () => (await admin.keys("parley-*:wake:*")).filter((key) => /:\d+$/.test(key));
    const release = one.passes.hold();
    // One is held by the worker during the pass, one waits: more there never are.
    await until(async () => {
      for (let i = 0; i < 50; i++) void one.scheduler.wake();
      return (await jobs()).length >= 2;
    });
    for (let i = 0; i < 500; i++) void one.scheduler.wake();
    await new Promise((resolve) => setImmediate(resolve));
    const found = await jobs();
    expect(found).toHaveLength(2);
    for (const key of found) expect(await admin.hmget(key, "name", "data")).toEqual(["wake", "{}"]);
    release();
    await until(async () => (await admin.keys("*")).every((key) => /:(id|meta|events|marker|stalled-check)$/.test(key)));
  });

  const offered = ["place-1", "place-2", "place-3"].map((relationship) => ({ relationship: relationship as RelationshipId }));

  test("work that is offered reaches the processes once in all, and leaves nothing behind", async () => {
    const { url, admin } = await redis();
    const database = freshDatabase();
    const [one, two] = [await process(url, database), await process(url, database)];
    await Promise.all([connected(one), connected(two)]);
    const elsewhere = await process(url, freshDatabase());
    one.scheduler.offer(offered);
    const helped = () => [...one.passes.helped, ...two.passes.helped];
    await until(() => helped().length === 3);
    expect(helped().sort()).toEqual(["place-1", "place-2", "place-3"]);
    expect(elsewhere.passes.helped).toEqual([]);
    await until(async () => (await admin.keys("*")).every((key) => /:(id|meta|events|marker|stalled-check)$/.test(key)));
  });

  test("jobs that somebody else wrote point nowhere, and hold nobody up", async () => {
    const { url, admin } = await redis();
    const one = await process(url, freshDatabase());
    await connected(one);
    one.scheduler.offer(offered);
    await until(() => one.passes.helped.length === 3);
    const prefix = (await admin.keys("parley-*:help:meta"))[0]!.replace(/:meta$/, "");
    for (const [i, data] of [
      "not json",
      "[]",
      "{}",
      '{"relationship":7}',
      '{"relationship":"../../etc"}',
      '{"case":"k3v9q2m7x1c4"}',
    ].entries()) {
      await admin.hset(`${prefix}:forged${i}`, { name: "digests", data, opts: "{}", timestamp: 1 });
      await admin.lpush(`${prefix}:wait`, `forged${i}`);
    }
    await admin.zadd(`${prefix}:marker`, 0, "0");
    await until(() => {
      one.scheduler.offer([{ relationship: "place-4" as RelationshipId }]);
      return one.passes.helped.includes("place-4");
    });
    expect(new Set(one.passes.helped)).toEqual(new Set(["place-1", "place-2", "place-3", "place-4"]));
  });

  test("offers while Redis is away are dropped at once: whoever makes them does the work", async () => {
    const one = await process(await nobody(), freshDatabase());
    await until(() => one.said("warn").length > 0);
    for (let i = 0; i < 500; i++) one.scheduler.offer(offered);
    await wakes(one);
    await one.scheduler.stop();
    expect(one.passes.helped).toEqual([]);
  });

  test("killed with SIGKILL, Redis is missed by nobody; when it is back, so are the wakes", async () => {
    const { url, port, pid } = await redis();
    const database = freshDatabase();
    const [one, two] = [await process(url, database), await process(url, database)];
    await reaches(one, two);
    globalThis.process.kill(await pid(), "SIGKILL");
    await until(() => one.said("warn").length > 0 && two.said("warn").length > 0);
    for (let i = 0; i < 200; i++) await wakes(one);
    const again = await startRedis({ port });
    ends.push(again.stop);
    await Promise.all([back(one), back(two)]);
    await reaches(one, two);
    await reaches(two, one);
    expect([one.said("warn").length, one.said("error").length]).toEqual([1, 0]);
  });

  test("killed for good, Redis keeps neither passes nor the stop waiting", async () => {
    const { url, pid } = await redis();
    const one = await process(url, freshDatabase());
    await connected(one);
    globalThis.process.kill(await pid(), "SIGKILL");
    const before = one.passes.ended;
    for (let i = 0; i < 50; i++) await wakes(one);
    expect(one.passes.ended).toBeGreaterThanOrEqual(before + 50);
    await one.scheduler.stop();
  });

  test("a Redis that hangs keeps neither passes nor the stop waiting", async () => {
    const { url, pid } = await redis();
    const one = await process(url, freshDatabase());
    await connected(one);
    const server = await pid();
    globalThis.process.kill(server, "SIGSTOP");
    ends.push(() => globalThis.process.kill(server, "SIGCONT"));
    const before = one.passes.ended;
    for (let i = 0; i < 50; i++) await wakes(one);
    expect(one.passes.ended).toBeGreaterThanOrEqual(before + 50);
    await one.scheduler.stop();
  });

  test("flushed in the middle of a wake, Redis carries the next ones", async () => {
    const { url, admin } = await redis();
    const database = freshDatabase();
    const [one, two] = [await process(url, database), await process(url, database)];
    const release = one.passes.hold();
    await reaches(one, two);
    await admin.flushall();
    await admin.script("FLUSH");
    release();
    await reaches(one, two);
    await reaches(two, one);
    expect([...one.said("warn"), ...one.said("error")]).toEqual([]);
  });

  test("where no Redis is, that is said once, and all goes on", async () => {
    const one = await process(await nobody(), freshDatabase());
    await until(() => one.said("warn").length > 0);
    for (let i = 0; i < 50; i++) await wakes(one);
    await one.scheduler.stop();
    expect(one.said("warn")).toHaveLength(1);
    expect(one.said("warn")[0]).toContain("ECONNREFUSED");
  });

  test("a wrong password is said once, and it is not written down", async () => {
    const { port } = await startedWith(["--requirepass", "right"]);
    const one = await process(`redis://:wrong-and-secret@127.0.0.1:${port}`, freshDatabase());
    await until(() => one.said("warn").length > 0);
    for (let i = 0; i < 50; i++) await wakes(one);
    await one.scheduler.stop();
    expect(one.said("warn")).toHaveLength(1);
    expect(one.said("warn")[0]).toContain("WRONGPASS");
    expect(JSON.stringify(one.said("warn"))).not.toContain("secret");
  });

  test("a Redis that throws keys away is warned of once, and used", async () => {
    const { url } = await redis(["--maxmemory-policy", "allkeys-lru"]);
    const database = freshDatabase();
    const [one, two] = [await process(url, database), await process(url, database)];
    await until(() => one.said("warn").length > 0);
    await reaches(one, two);
    await one.scheduler.stop();
    expect(one.said("warn")).toEqual([expect.stringContaining("allkeys-lru")]);
  });

  test("a full Redis is said once, and wakes go on when it has room again", async () => {
    const { url, admin } = await redis();
    const database = freshDatabase();
    const [one, two] = [await process(url, database), await process(url, database)];
    await connected(one);
    await admin.config("SET", "maxmemory", "1");
    await until(async () => {
      await wakes(one);
      return one.said("warn").length > 0;
    });
    for (let i = 0; i < 50; i++) await wakes(one);
    await admin.config("SET", "maxmemory", "0");
    await reaches(one, two);
    expect(one.said("warn")).toEqual([expect.stringContaining("OOM")]);
  });

  async function startedWith(settings: readonly string[]) {
    const server = await startRedis({ settings });
    ends.push(server.stop);
    return server;
  }
});
