import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../adapters/postgres/store.ts";
import { conversation } from "../../flows/conversation.ts";
import type { Shared } from "../../src/domain/case.ts";
import { type Ask, askSchema } from "../../src/domain/command.ts";
import type { Event } from "../../src/domain/event.ts";
import { fold } from "../../src/domain/evolve.ts";
import { canonical, sha256 } from "../../src/domain/hash.ts";
import type { CaseId, PersonId } from "../../src/domain/ids.ts";
import { unseal } from "../../src/domain/log.ts";
import { audiences, type Firm, personOf } from "../../src/domain/people.ts";
import { type Engine, handle } from "../../src/engine/handle.ts";
import type { Database } from "../../src/ports/database.ts";
import type { Answer } from "../../src/ports/inbound.ts";
import { freshPglite, freshPostgres, postgresPrograms, type Server, startPostgres } from "../support/database.ts";
import { type AskInput, ownWords, seed } from "../support/given.ts";

/** How many races run beside each other on a server, each in a case of its own. */
const beside = 8;
/** How many of each: `npm test` plays fewer, fewest in a folder, whose database is one thread; `npm run races` a thousand everywhere. */
const count = process.env["PARLEY_RACES"] === "all" ? { server: 1_000, folder: 1_000 } : { server: 150, folder: 50 };
const offer = { terms: "Two pieces by post", promises: "Neda: two pieces by post, by Fri 27 Nov 2037 12:00" } as const;

function races(name: string, count: number, start: () => Promise<Database>): void {
  describe(name, () => {
    let database: Database;
    /** Each firm's people come through a process of their own, with what it remembers of the cases. */
    let engines: Record<Firm, Engine>;
    let engine: Engine;
    let keys = 0;
    let turned = false;

    const send = async (by: string, id: CaseId | null, ask: AskInput | Ask): Promise<Answer> => {
      const sender = { relationship: seed.id, person: by as PersonId };
      return (await handle(engines[personOf(seed, sender.person)!.firm], sender, `race-key-${++keys}`, id, askSchema.parse(ask))).answer;
    };
    const done = async (by: string, id: CaseId | null, ask: AskInput): Promise<CaseId> => {
      const answer = await send(by, id, ask);
      if (!answer.ok) throw new Error(`${ask.type}: ${answer.code}`);
      return answer.case;
    };
    const sharedOf = async (id: CaseId): Promise<Shared> =>
      (await engine.store.read({ case: id, relationship: null }, "")).row!.case.shared;
    const onTable = async (id: CaseId) => {
      const { negotiation: n } = await sharedOf(id);
      if (n.status !== "on-table" && n.status !== "accepted") throw new Error(`no offer: ${n.status}`);
      return { revision: n.current.id, hash: n.current.hash };
    };
    const log = async (id: CaseId): Promise<Event[]> => {
      const events: Event[] = [];
      for (const audience of audiences) for await (const row of engine.store.log(id, audience)) events.push(unseal(row));
      return events;
    };

    /** A case with an offer of Sahand on the table. */
    const offered = async (): Promise<CaseId> => {
      const id = await done("freja", null, { type: "report", what: "Two pieces missing", stops: "nothing" });
      await done("reza", id, { type: "acknowledge" });
      await done("reza", id, { type: "propose-option", ...offer });
      return id;
    };
    /** Both without waiting for each other; each begins first every other time. */
    const atOnce = async ([one, other]: readonly [() => Promise<Answer>, () => Promise<Answer>]): Promise<readonly [Answer, Answer]> => {
      turned = !turned;
      if (turned) return Promise.all([one(), other()]);
      const [second, first] = await Promise.all([other(), one()]);
      return [first, second];
    };
    /** Runs `one` `count` times, some beside each other; at the end every case's log still folds to its row. */
    const race = async (one: (id: CaseId) => Promise<void>): Promise<void> => {
      let left = count;
      const lane = async () => {
        while (left-- > 0) {
          const id = await offered();
          await one(id);
          const { row } = await engine.store.read({ case: id, relationship: null }, "");
          expect(canonical(fold(id, await log(id)))).toBe(canonical(row!.case));
        }
      };
      await Promise.all(Array.from({ length: beside }, lane));
    };

    beforeAll(async () => {
      database = await start();
      const opened = (): Engine => ({ store: openStore(database), conversation, chance: (what) => sha256(what).slice(0, 32) });
      engines = { supplier: opened(), customer: opened() };
      engine = opened();
      await engine.store.saveAccount(seed);
    }, 60_000);
    afterAll(() => database?.close());

    test("a note in a side room against a counter in the shared room: both win, and nothing is overwritten", async () => {
      await race(async (id) => {
        const { revision } = await onTable(id);
        const answers = await atOnce([
          () => send("reza", id, { type: "note", text: "We could go lower" }),
          () => send("freja", id, { type: "counter", ...offer, revision }),
        ]);
        expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
        const { row } = await engine.store.read({ case: id, relationship: null }, "");
        expect(row!.case.supplier.notes).toBe(1);
        expect(row!.case.shared.negotiation).toMatchObject({ status: "on-table", revisions: 2 });
      });
    }, 600_000);

    test("accept against counter: one offer stands, and whoever was second is answered by what stands now", async () => {
      await race(async (id) => {
        const first = await onTable(id);
        const [accept, counter] = await atOnce([
          () => send("freja", id, { type: "accept", ...first }),
          () => send("reza", id, { type: "counter", ...offer, terms: "One piece by post", revision: first.revision }),
        ]);
        const { negotiation: n } = await sharedOf(id);
        // A counter after an acceptance is a new offer; an acceptance after a counter comes too late.
        expect(counter.ok).toBe(true);
        expect(n).toMatchObject({ status: "on-table", revisions: 2 });
        if (!accept.ok) {
          expect(accept.code).toBe("superseded");
          expect(ownWords(accept.says)).toMatch(/offer 2 has been on the table since/);
          expect(accept.actions.length).toBeGreaterThan(0);
        }
        const types = (await log(id)).map(({ type }) => type).filter((type) => type === "accepted" || type === "offered");
        expect(types).toEqual(accept.ok ? ["offered", "accepted", "offered"] : ["offered", "offered"]);
      });
    }, 600_000);

    test("sign against counter: never a signature on what is not on the table", async () => {
      await race(async (id) => {
        const first = await onTable(id);
        const [sign, counter] = await atOnce([
          () => send("lars", id, { type: "sign", ...first }),
          () => send("reza", id, { type: "counter", ...offer, terms: "One piece by post", revision: first.revision }),
        ]);
        const { negotiation: n } = await sharedOf(id);
        expect(counter.ok).toBe(true);
        expect(n).toMatchObject({ status: "on-table", revisions: 2 });
        if (!sign.ok) {
          expect(sign.code).toBe("superseded");
          expect(ownWords(sign.says)).toMatch(/offer 2 has been on the table since/);
        }
        const types = (await log(id)).map(({ type }) => type).filter((type) => ["offered", "accepted", "signed", "agreed"].includes(type));
        expect(types).toEqual(sign.ok ? ["offered", "accepted", "signed", "offered"] : ["offered", "offered"]);
      });
    }, 600_000);

    test("the last signature against the same firm's counter: agreed, or countered, never both", async () => {
      await race(async (id) => {
        const first = await onTable(id);
        await done("lars", id, { type: "sign", ...first });
        const [sign, counter] = await atOnce([
          () => send("shirin", id, { type: "sign", ...first }),
          () => send("reza", id, { type: "counter", ...offer, terms: "One piece by post", revision: first.revision }),
        ]);
        expect([sign.ok, counter.ok].filter(Boolean)).toHaveLength(1);
        const { negotiation: n } = await sharedOf(id);
        expect(n.status).toBe(sign.ok ? "agreed" : "on-table");
        const lost = sign.ok ? counter : sign;
        if (lost.ok) throw new Error("both won");
        expect(lost.code).toBe(sign.ok ? "agreed-already" : "superseded");
        expect(ownWords(lost.says)).toMatch(sign.ok ? /Only both together can change it/ : /offer 2 has been on the table since/);
        expect((await log(id)).filter(({ type }) => type === "agreed")).toHaveLength(sign.ok ? 1 : 0);
      });
    }, 600_000);

    test("two of one firm sign at one instant: one signature, and the other is told", async () => {
      await race(async (id) => {
        const first = await onTable(id);
        const answers = await atOnce([
          () => send("lars", id, { type: "sign", ...first }),
          () => send("hanne", id, { type: "sign", ...first }),
        ]);
        const lost = answers.filter(({ ok }) => !ok);
        expect(lost).toMatchObject([{ code: "firm-signed-already" }]);
        expect((await log(id)).filter(({ type }) => type === "signed")).toHaveLength(1);
      });
    }, 600_000);
  });
}

races("on PGlite", count.folder, freshPglite);

describe.skipIf(postgresPrograms() === null)("with a server", () => {
  let server: Server;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server?.stop());
  races("on PostgreSQL", count.server, () => freshPostgres(server));
});
