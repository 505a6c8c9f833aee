import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPostgres } from "../../../adapters/postgres/database.ts";
import { migrate, migrations } from "../../../adapters/postgres/migrate.ts";
import { openStore } from "../../../adapters/postgres/store.ts";
import type { Case } from "../../../src/domain/case.ts";
import type { CaseId, PersonId } from "../../../src/domain/ids.ts";
import { type Instant, plus } from "../../../src/domain/time.ts";
import { checkArchive, readArchive, writeArchive } from "../../../src/operations/archive.ts";
import { check } from "../../../src/operations/check.ts";
import type { Database } from "../../../src/ports/database.ts";
import { account, caseId, relationship, turnOn } from "../../contracts/store.ts";
import { empty, freshPglite, postgresPrograms, type Server, startPostgres } from "../../support/database.ts";

const newest = (await migrations()).length;
const ids = Array.from({ length: 30 }, (_, i) => caseId(`case-${i}`));
const due = "2030-01-01T00:00:00.000Z" as Instant;

/** Stands in for the real fold: every event of an audience counts one; a case's number is that of its id. */
function fold(id: CaseId, events: readonly { readonly audience: string }[]): Case {
  const count = (audience: string) => events.filter((event) => event.audience === audience).length;
  const shared = {
    number: ids.indexOf(id) + 1,
    negotiation: { status: "open" },
    asked: [{}],
    followUp: { closed: null, values: [] },
    events: count("shared"),
  };
  return { id, shared, supplier: { events: count("supplier") }, customer: { events: count("customer") } } as unknown as Case;
}

/** Thirty cases with words, side rooms, posts in every state, cards, survey answers and a moved clock. */
async function fill(database: Database): Promise<void> {
  const store = openStore(database);
  await store.saveAccount(account("Ångström \u2028 \\ \u0000 🛠"));
  for (const id of ids) {
    const after = (shared: number, supplier: number) =>
      fold(id, [...Array(shared).fill({ audience: "shared" }), ...Array(supplier).fill({ audience: "supplier" })]);
    const first = turnOn(id, await store.read({ case: id, relationship }, "k"), `${id}-1`, {
      words: `Leaks \u2028 \n "at" ${id} \ud800`,
      after: after(1, 0),
      nextDue: plus(due, 1),
      posts: [{ key: `${id}-p`, room: id, recipe: '{"a":1.50}' }],
      cards: [{ room: "shared", name: "case", closing: null }],
      answers: [{ firm: "customer", name: `${id}:0`, given: { person: "freja" as PersonId, answers: '{"worth":5}' }, counted: null }],
    });
    expect(await store.write(first)).toBe("done");
    const second = turnOn(id, await store.read({ case: id, relationship }, "k"), `${id}-2`, {
      audience: "supplier",
      words: "between us",
      after: after(1, 1),
      nextDue: due,
    });
    expect(await store.write(second)).toBe("done");
  }
  const [sent, parked, late] = await store.claimPosts(3, 60_000);
  await store.sent(sent!, "ts-1");
  await store.later(parked!, 0, true);
  await store.later(late!, 1000, false);
  await store.refuse({
    key: "no",
    case: null,
    request: (await store.read({ case: ids[0]!, relationship }, "case-0-1")).receipt!.request,
    answer: "no",
  });
  await store.forward(1234);
  await database.exec("update events set said = null where case_id = 'case-3'");
}

async function checked(database: Database, ledger?: () => AsyncIterable<string>): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of check(database, { fold, ...(ledger ? { ledger } : {}) })) lines.push(line);
  return lines;
}

const rowsOf = async (file: string) => {
  const lines = gunzipSync(await readFile(file))
    .toString()
    .split("\n");
  return lines.slice(1, -2);
};

describe("backup and check", () => {
  let folder: string;
  let database: Database;
  let file: string;
  let server: Server;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "parley-archive-"));
    file = join(folder, "one.ndjson.gz");
    database = await freshPglite();
    if (postgresPrograms() !== null) server = await startPostgres();
    await fill(database);
  }, 60_000);
  afterAll(async () => {
    await database?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("a sound database passes the check, erased words included", async () => {
    expect(await checked(database)).toEqual(['{"cases":30,"events":60,"failures":0}']);
  });

  test("a backup is whole, and nothing unfinished stays beside it", async () => {
    const rows = await writeArchive(database, file);
    expect(await checkArchive(file)).toMatchObject({ header: { format: "parley-archive", version: 1, schema: newest }, rows });
    expect(rows).toBe(1 + 30 + 60 + 61 + 30 + 30 + 30 + 1);
    expect(await readdir(folder)).toEqual(["one.ndjson.gz"]);
  });

  test("a backup that cannot be written leaves nothing", async () => {
    await expect(writeArchive(database, join(folder, "missing", "two.gz"))).rejects.toMatchObject({ code: "ENOENT" });
    expect(await checked(database)).toHaveLength(1);
  });

  test("a changed, cut or foreign file is not taken for a backup", async () => {
    const bytes = await readFile(file);
    const text = gunzipSync(bytes).toString();
    const bad = join(folder, "bad");
    const wrong = [
      bytes.subarray(0, -20),
      gzipSync(text.replace("Leaks", "Leeks")),
      gzipSync(text.slice(0, -90)),
      Buffer.from("hello"),
      gzipSync(""),
    ];
    const lines = text.split("\n");
    wrong.push(gzipSync([...lines.slice(0, 5), ...lines.slice(6)].join("\n")));
    for (const content of wrong) {
      await writeFile(bad, content);
      await expect(checkArchive(bad)).rejects.toMatchObject({ name: "ConfigError" });
    }
  });

  test("a backup of a newer program is refused", async () => {
    const header = JSON.stringify({ format: "parley-archive", version: 1, schema: 99, at: due });
    const newer = join(folder, "newer");
    await writeFile(
      newer,
      gzipSync(`${header}\n${JSON.stringify({ rows: 0, sha256: createHash("sha256").update(`${header}\n`).digest("hex") })}\n`),
    );
    await expect(readArchive(database, newer)).rejects.toThrow(/schema 99/);
  });

  test("a database with cases in it is never restored into", async () => {
    await expect(readArchive(database, file)).rejects.toThrow(/not empty/);
    expect(await checked(database)).toEqual(['{"cases":30,"events":60,"failures":0}']);
  });

  describe.skipIf(postgresPrograms() === null)("to a server and back", () => {
    test("what was in a folder is on the server, value for value, and work goes on", async () => {
      const target = openPostgres(await server.freshUrl());
      try {
        await readArchive(target, file);
        expect(await checked(target)).toEqual(['{"cases":30,"events":60,"failures":0}']);
        const again = join(folder, "again.gz");
        await writeArchive(target, again);
        expect(await rowsOf(again)).toEqual(await rowsOf(file));
        const store = openStore(target);
        const id = ids[0]!;
        const turn = turnOn(id, await store.read({ case: id, relationship }, "k"), "next", {
          posts: [{ key: "new", room: "r", recipe: "{}" }],
        });
        expect(await store.write(turn)).toBe("done");
        const newest = await target.query<{ key: string }>("newest", "select key from outbox order by id desc limit 1");
        expect(newest).toEqual([{ key: "new" }]);
      } finally {
        await target.close();
      }
    }, 60_000);

    test("several processes that start at once migrate once", async () => {
      const url = await server.freshUrl();
      const starting = [1, 2, 3, 4].map(() => openPostgres(url, 2));
      expect(await Promise.all(starting.map((each) => migrate(each)))).toEqual([newest, newest, newest, newest]);
      await starting[0]!.exec("update migrations set checksum = 'other'");
      await expect(migrate(starting[1]!)).rejects.toMatchObject({ name: "ConfigError" });
      await starting[0]!.exec("insert into migrations values (99, '0099-future.sql', '')");
      await expect(migrate(starting[1]!)).rejects.toThrow(/schema 99, this program knows/);
      await Promise.all(starting.map((each) => each.close()));
    });

    test("a server that is gone or refuses us is told apart from a mistake of ours", async () => {
      const url = await server.freshUrl();
      const nobody = openPostgres("postgres://parley@127.0.0.1:1/x");
      await expect(nobody.query("one", "select 1")).rejects.toMatchObject({ name: "UnavailableError" });
      const missing = openPostgres(url.replace(/[^/]*$/, "missing"));
      await expect(missing.query("one", "select 1")).rejects.toMatchObject({ name: "ConfigError" });
      const database = openPostgres(url);
      await expect(database.query("typo", "selekt 1")).rejects.toMatchObject({ code: "42601" });
      await expect(database.query("killed", "select pg_terminate_backend(pg_backend_pid())")).rejects.toMatchObject({
        name: "UnavailableError",
      });
      expect(await database.query("one", "select 1 as one")).toEqual([{ one: 1 }]);
      // Cut off between two statements of a transaction, as by a server that is restarted.
      const cut = database.transaction(async (session) => {
        const [own] = await session.query<{ pid: number }>("pid", "select pg_backend_pid() as pid");
        await database.query("terminate", "select pg_terminate_backend($1)", [own!.pid]);
        for (let alive = true; alive; )
          alive = (await database.query("alive", "select from pg_stat_activity where pid = $1", [own!.pid])).length > 0;
        await new Promise((resolve) => setImmediate(resolve));
        await session.query("late", "select 1");
      });
      await expect(cut).rejects.toMatchObject({ name: "UnavailableError" });
      await Promise.all([nobody, missing, database].map((each) => each.close()));
    });
  });

  test.each([
    [
      "update events set body = replace(body, 'freja', 'lars') where case_id = 'case-1' and audience = 0",
      /shared event 1 does not continue the chain/,
    ],
    ["update events set hash = md5('x') where case_id = 'case-1' and audience = 1", /supplier event 1 does not continue/],
    ["delete from events where case_id = 'case-1' and audience = 1", /supplier head is not the end of its log/],
    ["update events set seq = 2 where case_id = 'case-1' and audience = 0", /shared event 1 is missing/],
    ["update events set said = replace(said, 'Leaks', 'Holds') where case_id = 'case-1' and audience = 0", /words of shared event 1/],
    ["update cases set heads = jsonb_set(heads::jsonb, '{shared,hash}', '\"x\"')::text where id = 'case-1'", /shared head is not the end/],
    [
      "update cases set shared = replace(shared, '\"events\":1', '\"events\":2') where id = 'case-1'",
      /shared state is not what its log says/,
    ],
    ["update cases set customer = '{}' where id = 'case-1'", /customer state is not what/],
    ["update cases set shared = '{}' where id = 'case-1'", /cannot be read/],
    ["update cases set shared = 'broken' where id = 'case-1'", /cannot be read/],
    ["update cases set shared = replace(shared, '\"asked\":[{}]', '\"asked\":[]') where id = 'case-1'", /waits for nobody/],
    ["update cases set number = 77 where id = 'case-1'", /calls itself case 2/],
    ["delete from cases where id = 'case-1'", /has a log but is gone/],
    [signed("[]"), /0 signatures of the supplier/],
    [
      signed('[{"firm":"supplier","revision":"r","hash":"h"},{"firm":"customer","revision":"old","hash":"h"}]'),
      /0 signatures of the customer/,
    ],
    [signed("[]", '{"minor":1.5,"currency":"EUR"}'), /amount that is no amount/],
    [signed("[]", '{"minor":15,"currency":"USD"}'), /mixes USD and EUR/],
  ])("the check finds: %s", async (sql, failure) => {
    await database.exec(`begin; set local session_replication_role = replica; create table kept as select 1; ${sql}`);
    const lines = await checked(database);
    await database.exec("rollback");
    expect(lines.join("\n")).toMatch(failure);
    expect(JSON.parse(lines.at(-1)!).failures).toBe(lines.length - 1);
  });

  test("the check finds a message that was posted twice", async () => {
    const ledger = async function* () {
      yield* ["a", "b", "a"];
    };
    expect(await checked(database, ledger)).toEqual(["post a: was posted twice", '{"cases":30,"events":60,"failures":1}']);
  });

  test("an emptied database takes a backup again", async () => {
    await empty(database);
    await readArchive(database, file);
    expect(await checked(database)).toEqual(['{"cases":30,"events":60,"failures":0}']);
  });
});

/** Puts an agreement with these signatures into case 1. */
function signed(signatures: string, supplier = '{"minor":0,"currency":"EUR"}'): string {
  const deal = `{"cost":{"supplier":${supplier},"customer":{"minor":5,"currency":"EUR"}}}`;
  const agreement = `{"name":"A-1","revision":{"id":"r","hash":"h","deal":${deal}},"signed":${signatures}}`;
  const negotiation = `{"status":"agreed","agreement":${agreement}}`;
  return `update cases set shared = replace(shared, '{"status":"open"}', '${negotiation}') where id = 'case-1'`;
}
