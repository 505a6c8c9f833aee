import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../../adapters/postgres/store.ts";
import { type Instant, plus } from "../../../src/domain/time.ts";
import type { Database } from "../../../src/ports/database.ts";
import { account, caseId, relationship, storeContract, turnOn } from "../../contracts/store.ts";
import { empty, freshPglite, freshPostgres, postgresPrograms, type Server, startPostgres } from "../../support/database.ts";

/** Runs a suite on a database that is started once, and what only SQL can show. */
function suite(name: string, races: number, start: () => Promise<Database>): void {
  let database: Database;
  storeContract(name, async () => {
    database = await start();
    return { store: openStore(database), races, empty: () => empty(database), close: async () => {} };
  });

  describe(`${name}, underneath`, () => {
    const id = caseId("log");
    beforeAll(async () => {
      await empty(database);
      const store = openStore(database);
      await store.saveAccount(account());
      await store.write(turnOn(id, await store.read({ case: id, relationship }, "k"), "k", { words: "Freja's words" }));
    });
    afterAll(() => database.close());

    test.each([
      ["changed", "update events set body = '{}'"],
      ["renumbered", "update events set seq = 2"],
      ["reworded", "update events set said = 'other'"],
      ["deleted", "delete from events"],
      ["truncated", "truncate events"],
    ])("the log cannot be %s", async (_, sql) => {
      await expect(database.exec(sql)).rejects.toMatchObject({ code: "23001" });
    });

    test("words can be erased, and stay so", async () => {
      await database.exec("update events set said = null");
      expect(await database.query("said", "select said from events")).toEqual([{ said: null }]);
      await expect(database.exec("update events set said = 'back'")).rejects.toMatchObject({ code: "23001" });
    });

    test("a held clock stands still, goes forward when asked, and never stands before a decision", async () => {
      const store = openStore(database);
      const early = "2020-01-01T00:00:00.000Z" as Instant;
      const held = await store.holdClock(early);
      expect(held).toBe("2026-11-22T08:00:00.000Z");
      expect(await store.forward(0)).toBe(held);
      expect(await store.forward(1500)).toBe("2026-11-22T08:00:01.500Z");
      expect(await store.holdClock("2030-01-01T00:00:00.000Z" as Instant)).toBe("2026-11-22T08:00:01.500Z");
    });

    test("what is due need not be read again, unless the settings have changed elsewhere", async () => {
      const [here, elsewhere] = [openStore(database), openStore(database)];
      await here.account(relationship);
      await database.exec("update cases set next_due = parley_now() - interval '1 minute'");
      expect(await here.due(9)).toContain(id);
      expect(here.recall(id)).toMatchObject({ accountVersion: 1, row: { case: { id } } });
      await elsewhere.saveAccount(account());
      expect(await here.due(9)).toContain(id);
      expect(here.recall(id)).toBeNull();
    });

    test("what was remembered and is old changes nothing, and is then forgotten", async () => {
      const [here, elsewhere] = [openStore(database), openStore(database)];
      await here.read({ case: id, relationship }, "k");
      const old = here.recall(id)!;
      const other = turnOn(id, await elsewhere.read({ case: id, relationship }, "elsewhere"), "elsewhere");
      expect(await elsewhere.write(other)).toBe("done");
      expect(here.recall(id)).toEqual({ ...old, now: expect.any(String) });
      expect(await here.write(turnOn(id, old, "late"))).toBe("changed");
      expect(here.recall(id)).toBeNull();
      const fresh = await here.read({ case: id, relationship }, "late");
      expect(fresh.receipt).toBeNull();
      expect(await here.write(turnOn(id, fresh, "late"))).toBe("done");
      expect(await here.write(turnOn(id, here.recall(id)!, "late"))).toBe("known");
      expect(here.recall(id)).toBeNull();
    });

    test("the time is reckoned on from what the database said, and asked again once it was moved", async () => {
      const store = openStore(database);
      const { now } = await store.read({ case: id, relationship }, "k");
      const at = store.recall(id)!.now;
      expect(at >= now).toBe(true);
      await store.forward(3_600_000);
      expect(store.recall(id)).toBeNull();
      const later = await store.read({ case: id, relationship }, "k");
      expect(later.now >= plus(at, 3_600_000)).toBe(true);
      expect(store.recall(id)!.now >= later.now).toBe(true);
    });

    test("what a dead process had claimed is claimed again at once, and its late word counts for nothing", async () => {
      const store = openStore(database);
      const marked = await store.read({ case: id, relationship }, "marked");
      await store.write(turnOn(id, marked, "marked", { cards: [{ room: "shared", name: "case", closing: null }] }));
      const [dead] = await store.claimCards(9, 60_000);
      expect(await store.claimCards(9, 60_000)).toEqual([]);
      await store.endLeases();
      const [alive] = await store.claimCards(9, 60_000);
      expect(alive).toMatchObject({ name: "case", attempt: 2 });
      await store.shown(dead!, "late");
      await store.shown(alive!, "shown");
      expect(await database.query("posted", "select posted from cards")).toEqual([{ posted: "shown" }]);
    });

    test("an error of ours passes a transaction unchanged, and undoes it", async () => {
      const ours = new Error("ours");
      const work = database.transaction(async (session) => {
        await session.exec("delete from receipts");
        throw ours;
      });
      await expect(work).rejects.toBe(ours);
      expect(await database.query("keys", "select key from receipts where key = 'k'")).toHaveLength(1);
    });

    test("after many turns PGlite learns how its tables look; a server does so in its own time", async () => {
      const looks = () =>
        database.query<{ analyzed: boolean }>("looks", "select reltuples >= 0 as analyzed from pg_class where relname = 'cards'");
      await empty(database);
      const store = openStore(database, 2);
      await store.saveAccount(account());
      await database.exec("truncate cards");
      expect(await looks()).toEqual([{ analyzed: false }]);
      for (const key of ["one", "two"]) {
        const turn = turnOn(id, await store.read({ case: id, relationship }, key), key, {
          cards: [{ room: "shared", name: key, closing: null }],
        });
        expect(await store.write(turn)).toBe("done");
      }
      expect(await looks()).toEqual([{ analyzed: database.driver === "pglite" }]);
    });
  });
}

suite("PGlite", 200, freshPglite);

describe.skipIf(postgresPrograms() === null)("with a server", () => {
  let server: Server;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server?.stop());
  suite("PostgreSQL", 1000, () => freshPostgres(server));
});
