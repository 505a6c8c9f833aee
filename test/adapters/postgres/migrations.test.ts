/** What older programs stored is read by newer ones: a migration rewrites it, so that readers know one shape. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPglite, openPostgres } from "../../../adapters/postgres/database.ts";
import { migrate } from "../../../adapters/postgres/migrate.ts";
import { openStore } from "../../../adapters/postgres/store.ts";
import { tables } from "../../../adapters/slack/tables.ts";
import type { Calendar } from "../../../src/domain/calendar.ts";
import type { RelationshipId } from "../../../src/domain/ids.ts";
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

  test("who had said that a split of the cost stands has said so still, and what people wrote is not touched", async () => {
    await database.exec("drop schema public cascade; create schema public");
    await migrate(database, { upTo: 13 });
    await database.exec("insert into relationships (id, version, config) values ('r', 1, '{}')");
    const terms = 'they wrote "splitKept":["supplier"]';
    const before = { negotiation: { agreement: { revision: { deal: { terms } }, splitKept: ["customer"] } } };
    await database.query(
      "old-case",
      `insert into cases (id, relationship, number, version, shared, supplier, customer, heads) values ('c', 'r', 1, 1, $1, '{}', '{}', '{}')`,
      [JSON.stringify(before)],
    );
    await migrate(database);
    const [row] = await database.query<{ shared: string }>("new-case", "select shared from cases");
    expect(JSON.parse(row!.shared)).toEqual({ negotiation: { agreement: { revision: { deal: { terms } }, splitSaid: ["customer"] } } });
  });

  test("whom and what was linked in Slack before Teams came stays linked there", async () => {
    await database.exec("drop schema public cascade; create schema public");
    await migrate(database, { upTo: 9 });
    await database.exec(`
      insert into slack_people (team, user_id, relationship, person) values ('T1', 'U1', 'r', 'reza');
      insert into slack_rooms (relationship, room, installation, channel) values ('r', 'shared', 'T1', 'C1');
      insert into slack_messages (key, relationship, room, installation, channel, ts) values ('r|k', 'r', 'shared', 'T1', 'C1', '1.2');
      insert into slack_actions (handle, relationship, action) values ('v1.a', 'r', '{}');
      insert into slack_files (id, relationship, person, slack_id, installation, name, type) values ('f1', 'r', 'reza', 'F1', 'T1', 'a.jpg', 'image/jpeg')`);
    await migrate(database);
    const relationship = "r" as RelationshipId;
    const slack = tables(database);
    expect(await slack.membersOf([{ team: "T1", user: "U1" }])).toHaveLength(1);
    expect(await slack.channelOf(relationship, "shared")).toMatchObject({ channel: "C1", state: "open" });
    expect(await slack.message(relationship, "k")).toEqual({ installation: "T1", channel: "C1", id: "1.2" });
    expect(await slack.action("v1.a")).toEqual({ relationship, does: {} });
    expect(await slack.files(relationship, ["f1"])).toMatchObject([{ native: "F1", name: "a.jpg" }]);
  });
}

describe("PGlite", () => suite(() => openPglite(null)));
describe.skipIf(postgresMissing() !== null)("PostgreSQL", () => suite(async () => openPostgres(await freshDatabase(), 1)));
