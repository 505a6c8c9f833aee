/** A morning in many relationships at once: relays and helpers side by side, with Redis and without; each digest is written once. */
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bullmq } from "../../adapters/scheduler/bullmq.ts";
import { poll } from "../../adapters/scheduler/poll.ts";
import { conversation } from "../../flows/conversation.ts";
import type { Ask } from "../../src/domain/command.ts";
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import { epochMs, type Instant } from "../../src/domain/time.ts";
import { handle } from "../../src/engine/handle.ts";
import { type Relay, relay } from "../../src/engine/relay.ts";
import type { Hint, Scheduler } from "../../src/ports/scheduler.ts";
import { neverMs, until } from "../contracts/scheduler.ts";
import { type FakeChat, fakeChat } from "../support/fake-chat.ts";
import { redisMissing, startRedis } from "../support/redis.ts";
import { onBoth } from "../support/relay-stage.ts";

const places = Array.from({ length: 12 }, (_, i) => `relationship-${i + 1}` as RelationshipId);
const evening = "2026-11-24T20:00:00.000Z" as Instant;
const morning = "2026-11-25T08:00:00.000Z" as Instant;
const quiet = { info() {}, warn() {}, error() {} };

onBoth(({ store, account, database, pass, untilSent }) => {
  const engine = () => ({ store: store(), conversation, chance: () => "0".repeat(32) });
  const made = (chat: FakeChat, offer: Scheduler["offer"] = () => {}): Relay => relay(engine(), chat, quiet, offer);

  /** It is evening, and in every relationship there is a case that nobody has confirmed. */
  beforeEach(async () => {
    await store().holdClock(evening);
    for (const id of places) {
      await store().saveAccount({ ...account(), id });
      const ask = { type: "report", kind: "failure", what: "Batch 4411 came in cracked", stops: "line", files: [] } as unknown as Ask;
      await handle(engine(), { relationship: id, person: "freja" as PersonId }, "a-report-1", null, ask);
    }
    await untilSent(fakeChat());
  });
  const dawn = async () => {
    const { now } = await store().nextDue();
    await store().forward(epochMs(morning) - epochMs(now));
  };
  /** Whose digest was posted how often. */
  const written = ({ ledger }: FakeChat): string[] =>
    ledger.flatMap(({ key }) => (key.startsWith("digest/") ? [key.split("/").slice(1, 3).join(" ")] : [])).sort();
  const managers = ["hanne", "lars", "shirin"];
  const all = places.flatMap((place) => managers.map((person) => `${place} ${person}`)).sort();
  const inFlight = "select key from outbox where state in ('open', 'sending')";
  const complete = async (chat: FakeChat) => {
    await untilSent(chat);
    expect(written(chat)).toEqual(all);
    expect(await store().dueDigests(99, null)).toEqual([]);
    expect(await database().query("unsent-digests", "select key from outbox where case_id is null and state <> 'sent'")).toEqual([]);
  };

  test("three relays, and helpers who were told of every place several times: each digest once", async () => {
    await dawn();
    const chat = fakeChat(() => new Promise((resolve) => setImmediate(resolve)));
    const helpers = [made(chat), made(chat)];
    const hints = [...places, ...places].map((relationship, i) => helpers[i % 2]!.help({ relationship }));
    await Promise.all([...hints, pass(chat), pass(chat), pass(chat)]);
    await complete(chat);
  });

  test("whoever finds them offers all but the first place, begins there, and does what nobody takes", async () => {
    await dawn();
    const chat = fakeChat();
    const offers: Hint[] = [];
    await made(chat, (hints) => void offers.push(...hints)).pass();
    expect(offers).toHaveLength(places.length - 1);
    expect(new Set(offers.map(({ relationship }) => relationship)).size).toBe(offers.length);
    await complete(chat);
  });

  test("a hint that is wrong, early or late does nothing", async () => {
    const chat = fakeChat();
    const helper = made(chat);
    for (const relationship of [...places, "no-such-place" as RelationshipId]) await helper.help({ relationship });
    expect(written(chat)).toEqual([]);
    await dawn();
    await pass(chat);
    await untilSent(chat);
    const { length } = chat.ledger;
    for (const relationship of places) await helper.help({ relationship });
    expect(chat.ledger).toHaveLength(length);
    await complete(chat);
  });

  describe.skipIf(redisMissing() !== null)("with Redis", () => {
    const ends: (() => unknown)[] = [];
    afterEach(async () => {
      for (const end of ends.splice(0).reverse()) await end();
    });

    type Trouble = (admin: Redis, kill: () => Promise<void>) => Promise<void>;
    const troubles: readonly (readonly [string, Trouble])[] = [
      ["in order", async () => {}],
      ["flushed in the middle", async (admin) => void (await admin.flushall())],
      ["killed in the middle", (_admin, kill) => kill()],
      [
        "with forged jobs",
        async (admin) => {
          const [id] = await admin.keys("parley-*:help:meta");
          const prefix = id!.replace(/:meta$/, "");
          const forged = [{ relationship: "no-such-place" }, { relationship: { $ne: null } }, { case: "k3v9q2m7x1c4" }, [], "x", null];
          for (const [i, data] of forged.entries()) {
            await admin.hset(`${prefix}:forged${i}`, { name: "digests", data: JSON.stringify(data), opts: "{}", timestamp: 1 });
            await admin.lpush(`${prefix}:wait`, `forged${i}`);
            await admin.zadd(`${prefix}:marker`, 0, "0");
          }
        },
      ],
    ];

    test.each(troubles)("two processes share a morning, %s: each digest once, and nobody waits", async (_how, trouble) => {
      const server = await startRedis();
      const admin = new Redis(server.url, { maxRetriesPerRequest: null });
      admin.on("error", () => {});
      ends.push(server.stop, () => admin.disconnect());
      const pid = Number(/process_id:(\d+)/.exec(await admin.info("server"))?.[1]);
      const helped = [0, 0];
      let calls = 0;
      const chat = fakeChat(async () => {
        if (++calls === 5) await trouble(admin, async () => void process.kill(pid, "SIGKILL"));
        await new Promise((resolve) => setTimeout(resolve, 5));
      });
      const databaseUrl = `postgres://parley@localhost/${crypto.randomUUID()}`;
      const processes = [0, 1].map((i) => {
        const lines: string[] = [];
        const log = { ...quiet, info: (_fields: object, message: string) => void lines.push(message) };
        const scheduler: Scheduler = bullmq(poll(quiet, neverMs), { redisUrl: server.url, databaseUrl }, log);
        const worker = made(chat, (hints) => scheduler.offer(hints));
        scheduler.start({
          pass: async () => {
            await worker.pass();
            return neverMs;
          },
          help: async (hint) => {
            helped[i]!++;
            await worker.help(hint);
          },
        });
        ends.push(() => scheduler.stop());
        return { scheduler, lines };
      });
      await until(() => processes.every(({ lines }) => lines.length > 0));
      await until(async () => (await admin.keys("parley-*:help:*")).length > 0);
      await dawn();
      await processes[0]!.scheduler.wake();
      // What one of them is sending is its own until then: a lease that ended under its hands would rightly be taken up by another.
      await until(async () => written(chat).length >= all.length && (await database().query("in-flight", inFlight)).length === 0);
      await complete(chat);
      if (_how === "in order") expect(helped[0]! + helped[1]!).toBeGreaterThan(0);
    });
  });
});
