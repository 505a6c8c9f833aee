/** What ends by itself ends by the database's clock, whatever a process remembers of it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore, type ParleyStore } from "../../adapters/postgres/store.ts";
import { conversation } from "../../flows/conversation.ts";
import { type Ask, askSchema } from "../../src/domain/command.ts";
import type { CaseId, PersonId } from "../../src/domain/ids.ts";
import { dayMs, epochMs, minuteMs, plus } from "../../src/domain/time.ts";
import { type Engine, handle } from "../../src/engine/handle.ts";
import type { Database } from "../../src/ports/database.ts";
import type { Answer } from "../../src/ports/inbound.ts";
import { freshPglite, freshPostgres, postgresPrograms, type Server, startPostgres } from "../support/database.ts";
import { type AskInput, seed, tuesday } from "../support/given.ts";

function expiry(name: string, start: () => Promise<Database>): void {
  describe(name, () => {
    let database: Database;
    /** Two processes: what one of them does, the other does not see in what it remembers. */
    let ours: ParleyStore;
    let theirs: ParleyStore;
    let keys = 0;
    const send = async (by: string, id: CaseId | null, ask: AskInput | Ask): Promise<Answer> => {
      const engine: Engine = { store: ours, conversation, chance: () => "0".repeat(32) };
      return (await handle(engine, { relationship: seed.id, person: by as PersonId }, `expiry-${++keys}`, id, askSchema.parse(ask))).answer;
    };
    const done = async (by: string, id: CaseId | null, ask: AskInput): Promise<CaseId> => {
      const answer = await send(by, id, ask);
      if (!answer.ok) throw new Error(`${ask.type}: ${answer.code}`);
      return answer.case;
    };

    beforeAll(async () => {
      database = await start();
      ours = openStore(database);
      theirs = openStore(database);
      await ours.saveAccount(seed);
      await ours.holdClock(tuesday);
    }, 60_000);
    afterAll(() => database?.close());

    const read = (id: CaseId) => theirs.read({ case: id, relationship: null }, "");
    const offered = async (stops: "nothing" | "line") => {
      const { now } = await theirs.nextDue();
      const id = await done("freja", null, { type: "report", what: "Two pieces missing", stops });
      await done("reza", id, { type: "acknowledge", locus: "supplier" });
      const promises = `Neda: two pieces by post, by ${plus(now, 9 * dayMs)}`;
      await done("reza", id, { type: "counter", terms: "Two pieces by post", promises, open: plus(now, 30 * minuteMs) });
      const { negotiation: n } = (await read(id)).row!.case.shared;
      if (n.status !== "on-table" || !n.current.expires) throw new Error(n.status);
      const { id: revision, hash, expires } = n.current;
      return { id, revision, hash, expires };
    };

    test.for([
      ["an acceptance", "line", "freja", "accept"],
      ["a signature", "nothing", "lars", "sign"],
    ] as const)(
      "%s a moment after the offer has expired is refused, though it was just remembered as open",
      async ([, stops, by, type]) => {
        const { id, revision, hash, expires } = await offered(stops);
        const { now } = await theirs.nextDue();
        await ours.forward(epochMs(expires) - epochMs(now) - 1_000);
        // It is still open here and now, and so it is remembered.
        await ours.read({ case: id, relationship: null }, "");
        await theirs.forward(1_000);
        expect(ours.recall(id)!.now < expires).toBe(true);
        expect(await send(by, id, { type, revision, hash })).toMatchObject({ ok: false, code: "offer-expired" });
        expect((await read(id)).row!.case.shared.negotiation.status).toBe("on-table");
      },
    );

    test.for([
      ["an acceptance", "line", "freja", "accept", "accepted"],
      ["a signature", "nothing", "lars", "sign", "accepted"],
    ] as const)("%s a moment before it holds", async ([, stops, by, type, status]) => {
      const { id, revision, hash, expires } = await offered(stops);
      const { now } = await theirs.nextDue();
      await ours.forward(epochMs(expires) - epochMs(now) - 1);
      expect((await send(by, id, { type, revision, hash })).ok).toBe(true);
      expect((await read(id)).row!.case.shared.negotiation.status).toBe(status);
    });
  });
}

expiry("PGlite", freshPglite);
describe.skipIf(postgresPrograms() === null)("on a server", () => {
  let server: Server;
  afterAll(() => server?.stop());
  expiry("PostgreSQL", async () => {
    server = await startPostgres();
    return freshPostgres(server);
  });
});
