/** Two programs on one PostgreSQL and one Redis, which dies in the middle and comes back. */
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { standingId } from "../../src/domain/hash.ts";
import type { RelationshipId } from "../../src/domain/ids.ts";
import { until } from "../contracts/scheduler.ts";
import { Player } from "../scenarios/player.ts";
import { type Program, startProgram } from "../scenarios/program.ts";
import { freshDatabase, postgresMissing } from "../support/postgres.ts";
import { redisMissing, startRedis } from "../support/redis.ts";

const reporters = ["freja", "mads", "ida", "jens"];
const rounds = 5;

describe.skipIf(postgresMissing() !== null || redisMissing() !== null)("two processes on one database", () => {
  const ends: (() => unknown)[] = [];
  const programs: Program[] = [];
  let database: pg.Client;
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let admin: Redis;

  beforeAll(async () => {
    redis = await startRedis();
    admin = new Redis(redis.url, { maxRetriesPerRequest: null });
    admin.on("error", () => {});
    ends.push(() => admin.disconnect(), redis.stop);
    const url = await freshDatabase();
    for (let i = 0; i < 2; i++) {
      const program = await startProgram("", { DATABASE_URL: url, REDIS_URL: redis.url, PARLEY_SEED: "" });
      programs.push(program);
      ends.push(program.remove);
    }
    database = new pg.Client({ connectionString: url });
    await database.connect();
    ends.push(() => database.end());
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  const player = (id: string, firm: string, at: Program) => new Player(id, firm, (path, init) => fetch(`${at.url()}${path}`, init));
  const rows = async <R extends object>(sql: string): Promise<readonly R[]> => (await database.query(sql)).rows;
  /** How many wakes Redis has ever carried since it started. */
  const told = async () => Number((await admin.get((await admin.keys("parley-*:wake:id"))[0] ?? "none")) ?? 0);

  test("twenty reports at one, Redis killed meanwhile: every message once, in order, and what is stored is whole", async () => {
    const people = reporters.map((id) => player(id, "customer", programs[0]!));
    const round = (number: number) =>
      Promise.all(
        people.map(async (one) => {
          await one.say("shared", `@parley batch ${one.id}-${number} came in cracked, 38 of 120, line 2 stops tomorrow noon`);
          const { ok } = await one.press("action.report-right");
          expect(ok).toBe(true);
        }),
      );
    await round(0);
    await round(1);
    expect(await told()).toBeGreaterThan(0);
    process.kill(Number(/process_id:(\d+)/.exec(await admin.info("server"))?.[1]), "SIGKILL");
    await round(2);
    const again = await startRedis({ port: redis.port });
    ends.unshift(again.stop);
    for (let number = 3; number < rounds; number++) await round(number);

    const waiting = `select key from outbox where state in ('open', 'sending')
      union all select case_id || room || name from cards where stale and not parked`;
    await until(async () => (await rows(waiting)).length === 0);

    expect(await rows("select id from cases where number > 0")).toHaveLength(reporters.length * rounds);
    expect(await rows("select key, state, attempts from outbox where state <> 'sent' or attempts <> 1 or posted is null")).toEqual([]);
    // A message that was never edited has the number of its turn in the room: the order of the outbox is the order of the room.
    const sent = await rows<{ room: string; id: string; seq: string }>(
      "select o.relationship || ' ' || o.room as room, o.id, m.seq from outbox o join web_messages m on m.id = o.posted order by 1, o.id",
    );
    expect(sent).toHaveLength((await rows("select id from outbox")).length);
    for (const [at, { room, seq }] of sent.entries()) {
      const before = sent[at - 1];
      if (before?.room === room) expect(Number(seq)).toBeGreaterThan(Number(before.seq));
    }

    // The other process shows every case once, too.
    const reza = player("reza", "supplier", programs[1]!);
    const standing = standingId("sahand-nordvik" as RelationshipId);
    const cards = (await reza.room("shared"))
      .filter(({ case: id, message }) => message?.tone === "card" && id !== standing)
      .map(({ case: id }) => id);
    expect(cards).toHaveLength(reporters.length * rounds);
    expect(new Set(cards).size).toBe(cards.length);

    expect(await programs[1]!.run("verify")).toMatchObject({ code: 0 });
    for (const program of programs) expect(await program.stop()).toBe(0);
    expect(await programs[0]!.run("verify")).toMatchObject({ code: 0 });
  });
});
