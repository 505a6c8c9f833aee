/** What older programs stored is read by newer ones: a migration rewrites it, so that readers know one shape. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPglite, openPostgres } from "../../../adapters/postgres/database.ts";
import { migrate } from "../../../adapters/postgres/migrate.ts";
import { openStore } from "../../../adapters/postgres/store.ts";
import type { Calendar } from "../../../src/domain/calendar.ts";
import type { Account } from "../../../src/domain/people.ts";
import type { Database } from "../../../src/ports/database.ts";
import { seed } from "../../support/given.ts";
import { freshDatabase, postgresMissing } from "../../support/postgres.ts";

/** Settings as they were stored before holidays and rhythms. */
function older(account: Account): unknown {
  const { rhythm: _, preferences: __, former: ____, ...rest } = account;
  const without = <T extends { readonly calendar: Calendar }>({ calendar: { holidays: ___, ...calendar }, ...of }: T) => ({
    ...of,
    calendar,
  });
  const { supplier, customer } = rest.firms;
  return { ...rest, firms: { supplier: without(supplier), customer: without(customer) }, people: rest.people.map(without) };
}

function suite(open: () => Promise<Database>): void {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database?.close());

  test("settings from before set-up files say that nothing comes back or is expected, and that free days are those that were listed", async () => {
    await migrate(database, { upTo: 4 });
    await database.query("older", "insert into relationships (id, version, config) values ($1, 7, $2)", [
      seed.id,
      JSON.stringify(older(seed)),
    ]);
    await migrate(database);
    const plain = <T extends { readonly calendar: Calendar }>(of: T): T => ({ ...of, calendar: { ...of.calendar, holidays: null } });
    const { supplier, customer } = seed.firms;
    const account: Account = {
      ...seed,
      firms: { supplier: plain(supplier), customer: plain(customer) },
      people: seed.people.map(plain),
      rhythm: { survey: "none", audit: "none" },
      preferences: null,
      former: [],
    };
    const store = openStore(database);
    expect(await store.account(seed.id)).toEqual({ account, version: 7 });
    expect(await store.proposals(seed.id)).toEqual([]);
  });
}

describe("PGlite", () => suite(() => openPglite(null)));
describe.skipIf(postgresMissing() !== null)("PostgreSQL", () => suite(async () => openPostgres(await freshDatabase(), 1)));
