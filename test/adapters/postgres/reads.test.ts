/**
 * What is asked all the time reads what it needs and no more, however much there is. PostgreSQL counts the rows that it reads: here every row
 * of a table and every entry of its indexes that it looks at.
 */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Inbox, inbox } from "../../../adapters/chat/inbox.ts";
import { openPostgres } from "../../../adapters/postgres/database.ts";
import { migrate } from "../../../adapters/postgres/migrate.ts";
import { openStore, type ParleyStore } from "../../../adapters/postgres/store.ts";
import type { Database } from "../../../src/ports/database.ts";
import { seed } from "../../support/given.ts";
import { freshDatabase, postgresMissing } from "../../support/postgres.ts";

const tables = ["cases", "cards", "outbox", "inbox", "digests", "receipts"] as const;

describe.skipIf(postgresMissing() !== null)("with thousands of everything", () => {
  let database: Database;
  let store: ParleyStore;
  let box: Inbox;
  beforeEach(async () => {
    // One connection: what it has read, and how it means to read, is its own.
    database = openPostgres(await freshDatabase(), 1);
    await migrate(database);
    // The server counts rows anew by itself, at moments of its own; then plans are made anew, too.
    for (const table of tables) await database.exec(`alter table ${table} set (autovacuum_enabled = off)`);
    [store, box] = [openStore(database), inbox(database, "teams")];
    await store.saveAccount(seed);
  }, 60_000);
  afterEach(() => database?.close());

  async function readWhile(work: () => Promise<unknown>): Promise<number> {
    const read = async (): Promise<number> => {
      await database.query("flush", "select pg_stat_force_next_flush()");
      const [row] = await database.query<{ rows: number }>(
        "rows-read",
        `select (select coalesce(sum(seq_tup_read), 0) from pg_stat_user_tables where relname = any($1))::int
           + (select coalesce(sum(idx_tup_read), 0) from pg_stat_user_indexes where relname = any($1))::int as rows`,
        [tables],
      );
      return row!.rows;
    };
    const before = await read();
    await work();
    return (await read()) - before;
  }
  /** Cases that are due some day, each with its card and a post that were sent, and deliveries that were handled. */
  const thousands = (): Promise<void> =>
    database.exec(`
      insert into cases (id, relationship, number, version, next_due, shared, supplier, customer, heads)
        select 'c' || n, '${seed.id}', n, 1, clock_timestamp() + n * interval '1 hour', '{}', '{}', '{}', '{}' from generate_series(1, 3000) n;
      insert into outbox (key, case_id, relationship, room, recipe, state, posted)
        select 'k' || n, 'c' || n, '${seed.id}', 'shared', '{}', 'sent', 'x' from generate_series(1, 3000) n;
      insert into cards (case_id, room, name, stale, wanted, shown, posted)
        select 'c' || n, 'shared', 'case', false, 1, 1, 'x' from generate_series(1, 3000) n;
      insert into inbox (source, delivery, meaning, payload, done_at)
        select 'teams', 'old' || n, 'old' || n, '', clock_timestamp() from generate_series(1, 3000) n`);

  test("each pass of a relay, and each look into the inbox, reads what waits", async () => {
    await thousands();
    await database.exec("analyze");
    const asked = {
      cards: () => store.claimCards(50, 1_000),
      posts: () => store.claimPosts(50, 1_000),
      due: () => store.due(200),
      nextDue: () => store.nextDue(),
      digests: () => store.dueDigests(50, null),
      health: () => store.health(),
      unopened: () => store.unopened(),
      inbox: () => box.claim(20),
    };
    for (const [name, ask] of Object.entries(asked)) expect(await readWhile(ask), name).toBeLessThan(10);
    // They do find what there is.
    await database.exec(`
      insert into outbox (key, case_id, relationship, room, recipe) values ('open', 'c1', '${seed.id}', 'supplier', '{}');
      update cards set stale = true where case_id = 'c2';
      insert into inbox (source, delivery, meaning, payload) values ('teams', 'new', 'new', '{}')`);
    await store.forward(2.5 * 60 * 60 * 1_000);
    expect(await store.due(200)).toEqual(["c1", "c2"]);
    expect((await store.claimCards(50, 1_000)).map((card) => card.case)).toEqual(["c2"]);
    expect((await store.claimPosts(50, 1_000)).map(({ key }) => key)).toEqual(["open"]);
    expect((await box.claim(20)).map(({ delivery }) => delivery)).toEqual(["new"]);
  });

  test("a delivery that is done is found by its key, though the inbox was short when that was planned", async () => {
    const keep = async (from: number) => {
      for (let nth = from; nth < from + 20; nth++) await box.keep({ delivery: `d${nth}`, meaning: `m${nth}`, payload: "{}" });
    };
    await keep(0);
    await database.exec("vacuum analyze inbox");
    for (let nth = 0; nth < 20; nth++) await box.done(`d${nth}`);
    await thousands();
    await keep(100);
    const read = await readWhile(async () => {
      for (let nth = 100; nth < 120; nth++) await box.done(`d${nth}`, nth % 2 === 0 ? null : "RangeError");
    });
    expect(read).toBeLessThan(200);
    const done = await database.query<{ failed: string | null; payload: string }>(
      "done",
      "select failed, payload from inbox where delivery like 'd1__' and done_at is not null and lease_until is null order by delivery",
    );
    expect(done.map(({ failed, payload }) => [failed, payload])).toEqual(
      Array.from({ length: 20 }, (_, nth) => [nth % 2 === 0 ? null : "RangeError", ""]),
    );
  });
});
