/** A relay's stage: the real store on a real database, the playground's firms, and what a test asks of them. */
import { afterAll, beforeAll, beforeEach, describe, expect } from "vitest";
import { openStore, type ParleyStore } from "../../adapters/postgres/store.ts";
import { conversation } from "../../flows/conversation.ts";
import type { Ask } from "../../src/domain/command.ts";
import type { Conversation } from "../../src/domain/flow.ts";
import type { CaseId, PersonId } from "../../src/domain/ids.ts";
import type { Account } from "../../src/domain/people.ts";
import { type Engine, handle } from "../../src/engine/handle.ts";
import { relay } from "../../src/engine/relay.ts";
import { readSeed } from "../../src/operations/seed.ts";
import type { Database } from "../../src/ports/database.ts";
import { empty, freshPglite, freshPostgres, postgresPrograms, type Server, startPostgres } from "./database.ts";
import type { FakeChat } from "./fake-chat.ts";

export type Stage = ReturnType<typeof stageOn>;

/** Runs `suite` on PGlite, and on PostgreSQL where there is one; everything is emptied before each test. */
export function onBoth(suite: (stage: Stage) => void): void {
  describe("PGlite", () => suite(stageOn(freshPglite)));
  describe.skipIf(postgresPrograms() === null)("PostgreSQL", () => {
    let server: Server;
    const stage = stageOn(async () => {
      server = await startPostgres();
      return freshPostgres(server);
    });
    afterAll(() => server?.stop());
    suite(stage);
  });
}

function stageOn(openDatabase: () => Promise<Database>) {
  let database: Database;
  let store: ParleyStore;
  let account: Account;
  let count = 0;
  const logged: { readonly fields: Readonly<Record<string, unknown>>; readonly message: string }[] = [];
  const keep = (fields: Readonly<Record<string, unknown>>, message: string) => void logged.push({ fields, message });
  const log = { info: keep, warn: keep, error: keep };

  beforeAll(async () => {
    database = await openDatabase();
    store = openStore(database);
  }, 60_000);
  afterAll(() => database?.close());
  beforeEach(async () => {
    logged.length = 0;
    await empty(database);
    account = await readSeed();
    await store.saveAccount(account);
  });

  const engineOf = (given: Conversation = conversation): Engine => ({ store, conversation: given, chance: () => "0".repeat(32) });
  const ask = async (person: string, id: CaseId | null, asked: Ask, given = conversation): Promise<CaseId> => {
    const sender = { relationship: account.id, person: person as PersonId };
    const { answer } = await handle(engineOf(given), sender, `relay-test-${++count}`, id, asked);
    if (!answer.ok) throw new Error(answer.code);
    return answer.case;
  };
  const stage = {
    logged,
    database: () => database,
    store: () => store,
    account: () => account,
    /** One full pass of a relay of its own. */
    pass: (chat: FakeChat, given = conversation) => relay(engineOf(given), chat, log, () => {}).pass(),
    report: (what = "Batch 4411 came in cracked"): Promise<CaseId> =>
      ask("freja", null, { type: "report", kind: "failure", what, stops: "nothing", affected: 1, total: 12, files: [] } as unknown as Ask),
    /** Lars's note in his firm's side room. */
    note: (id: CaseId, text: string, given = conversation) => ask("lars", id, { type: "note", text }, given),
    acknowledge: (id: CaseId) => ask("reza", id, { type: "acknowledge", apology: false } as Ask),
    /** As if the minute of every lease and the pause after every failure had passed. */
    async leasesEnd(): Promise<void> {
      const past = "clock_timestamp() - interval '1 second'";
      for (const table of ["outbox", "cards"])
        await database.exec(
          `update ${table} set lease_until = case when lease_until is not null then ${past} end, not_before = null
           where lease_until is not null or not_before is not null`,
        );
    },
    /**
     * Waits until nothing is held but in one room: what a relay that is stuck there sends to other rooms meanwhile would not be sent by a
     * dead one, and its leases would not have ended.
     */
    async othersSent(): Promise<void> {
      for (;;) {
        const [held] = await database.query<{ rooms: number }>(
          "held-rooms",
          `select count(distinct room)::int as rooms from (select room from cards where stale and lease_until is not null
             union all select room from outbox where state = 'sending' and lease_until is not null) held`,
        );
        if (held!.rooms <= 1) return;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    /** Passes, and the waits between them, until nothing is left to send. */
    async untilSent(chat: FakeChat, given = conversation): Promise<void> {
      for (let passes = 0; passes < 30; passes++) {
        await stage.pass(chat, given);
        const [left] = await database.query<{ left: number }>(
          "left",
          "select ((select count(*) from outbox where state in ('open', 'sending')) + (select count(*) from cards where stale))::int as left",
        );
        if (left!.left === 0) return;
        await stage.leasesEnd();
      }
      throw new Error("not everything is sent");
    },
    /** Every message once, and none but those that were asked for. */
    async expectOnce(chat: FakeChat): Promise<void> {
      expect([...chat.counts()].filter(([, times]) => times !== 1)).toEqual([]);
      const asked = await database.query<{ key: string }>(
        "asked-for",
        "select key from outbox union all select case_id || ':' || room || ':' || name from cards",
      );
      expect(chat.ledger.map(({ key }) => key).sort()).toEqual(asked.map(({ key }) => key).sort());
    },
  };
  return stage;
}
