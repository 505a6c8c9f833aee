/**
 * What is asked all the time reads what it needs and no more, however much there is. PostgreSQL counts the rows that it reads; a plan that was
 * made while a table was short must not read the whole of it later.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inbox } from "../../../adapters/chat/inbox.ts";
import { openPostgres } from "../../../adapters/postgres/database.ts";
import { migrate } from "../../../adapters/postgres/migrate.ts";
import { openStore, type ParleyStore } from "../../../adapters/postgres/store.ts";
import type { Database } from "../../../src/ports/database.ts";
import { seed } from "../../support/given.ts";
import { freshDatabase, postgresMissing } from "../../support/postgres.ts";

describe.skipIf(postgresMissing() !== null)("with thousands of rows in a table that was short when it was first asked", () => {
  let database: Database;
  let store: ParleyStore;
  beforeAll(async () => {
    // One connection: what it has read, and how it means to read, is its own.
    database = openPostgres(await freshDatabase(), 1);
    await migrate(database);
    // The server counts rows anew by itself, at moments of its own; then plans are made anew, too.
    await database.exec("alter table inbox set (autovacuum_enabled = off); alter table cases set (autovacuum_enabled = off)");
    store = openStore(database);
    await store.saveAccount(seed);
  }, 60_000);
  afterAll(() => database?.close());

  /** How many rows of a table are read while something is done, whichever way. */
  async function readWhile(table: "inbox" | "cases", work: () => Promise<unknown>): Promise<number> {
    const read = async (): Promise<number> => {
      await database.query("flush", "select pg_stat_force_next_flush()");
      const [row] = await database.query<{ rows: number }>(
        "rows-read",
        "select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as rows from pg_stat_user_tables where relname = $1",
        [table],
      );
      return row!.rows;
    };
    const before = await read();
    await work();
    return (await read()) - before;
  }

  test("a delivery that is done is found by its key", async () => {
    const box = inbox(database, "teams");
    const keep = async (count: number, from: number) => {
      for (let nth = from; nth < from + count; nth++) await box.keep({ delivery: `d${nth}`, meaning: `m${nth}`, payload: "{}" });
    };
    await keep(20, 0);
    await database.exec("vacuum analyze inbox");
    for (let nth = 0; nth < 20; nth++) await box.done(`d${nth}`);
    await database.exec(
      `insert into inbox (source, delivery, meaning, payload, done_at)
       select 'teams', 'old' || n, 'old' || n, '', clock_timestamp() from generate_series(1, 3000) n`,
    );
    await keep(20, 100);
    const read = await readWhile("inbox", async () => {
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

  test("cases that are due some day are not read before they are", async () => {
    await database.exec(
      `insert into cases (id, relationship, number, version, next_due, shared, supplier, customer, heads)
       select 'c' || n, '${seed.id}', n, 1, clock_timestamp() + n * interval '1 hour', '{}', '{}', '{}', '{}' from generate_series(1, 3000) n;
       analyze cases`,
    );
    expect(await readWhile("cases", () => store.due(200))).toBeLessThan(10);
    await store.forward(2.5 * 60 * 60 * 1_000);
    expect(await store.due(200)).toEqual(["c1", "c2"]);
  });
});
