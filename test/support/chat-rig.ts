/** What is the same in every platform's rig: the real engine on a database, its log, and what a test asks of it beside the platform. */
import { openStore, type ParleyStore } from "../../adapters/postgres/store.ts";
import { conversation } from "../../flows/conversation.ts";
import { documents } from "../../flows/documents.ts";
import type { Ask } from "../../src/domain/command.ts";
import type { CaseId, PersonId } from "../../src/domain/ids.ts";
import type { Account } from "../../src/domain/people.ts";
import { bridgeTo } from "../../src/engine/bridging.ts";
import { type Engine, handle } from "../../src/engine/handle.ts";
import { inbound } from "../../src/engine/inbound.ts";
import { relay } from "../../src/engine/relay.ts";
import { readSeed } from "../../src/operations/seed.ts";
import type { Chat } from "../../src/ports/chat.ts";
import type { Database } from "../../src/ports/database.ts";
import type { Log } from "../../src/ports/scheduler.ts";

/** One line of the log. */
export type Logged = {
  readonly level: "info" | "warn" | "error";
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
};

/** The engine on a database with the two firms of the seed; `connecting` is what each platform is connected with. */
export async function engineOn(database: Database) {
  const store: ParleyStore = openStore(database);
  const account: Account = await readSeed();
  await store.saveAccount(account);
  const logged: Logged[] = [];
  const keep = (level: Logged["level"]) => (fields: Logged["fields"], message: string) => void logged.push({ level, fields, message });
  const log: Log = { info: keep("info"), warn: keep("warn"), error: keep("error") };
  let chances = 0;
  const engine: Engine = { store, conversation, chance: () => String(++chances).padStart(32, "0") };
  const connecting = {
    database,
    inbound: inbound(engine, log, documents, async () => {}),
    account: async (asked: Account["id"]) => (await store.account(asked))?.account ?? null,
    say: conversation.say,
    chance: engine.chance,
    log,
    redraw: async (relationship: Account["id"], room: string) => {
      await store.redraw(relationship, room);
    },
    bridged: (relationship: Account["id"], room: string) => bridgeTo(store, relationship, room),
    link: null,
    isMailed: () => false,
    pictures: null,
    awaited: { now: 0 },
    alone: true,
  };

  let asked = 0;
  /** Asks something of the engine beside the platform. */
  const ask = async (person: string, id: CaseId | null, what: Ask): Promise<CaseId> => {
    const { answer } = await handle(engine, { relationship: account.id, person: person as PersonId }, `rig-ask-${++asked}`, id, what);
    if (!answer.ok) throw new Error(answer.code);
    return answer.case;
  };
  /** What a test does beside the platform whose side of the chat `chat` gives. */
  const beside = (chat: () => Chat) => ({
    ask,
    report: (what = "Batch 4411 came in cracked"): Promise<CaseId> =>
      ask("freja", null, {
        type: "report",
        kind: "failure",
        what,
        stops: "nothing",
        affected: 1,
        total: 12,
        files: [],
      } as unknown as Ask),
    /** One pass of the relay over the platform's side of the chat. */
    pass: () => relay(engine, chat(), log, () => {}).pass(),
    /** As if the leases and pauses of everything that waits had passed. */
    async waitsEnd(): Promise<void> {
      for (const table of ["outbox", "cards"])
        await database.exec(
          `update ${table} set lease_until = clock_timestamp() - interval '1 second', not_before = null where lease_until is not null or not_before is not null`,
        );
      await database.exec("update inbox set lease_until = null where done_at is null");
    },
    /** Waits until every delivery is handled, or put aside. */
    async settled(): Promise<void> {
      for (;;) {
        const [left] = await database.query<{ left: number }>(
          "rig-left",
          "select count(*)::int as left from inbox where done_at is null and (lease_until is null or tries < 2)",
        );
        if (left!.left === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  });
  return { store, account, logged, log, engine, connecting, beside };
}
