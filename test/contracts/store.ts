/** What every store must do, whatever lies behind it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Case } from "../../src/domain/case.ts";
import type { KeptAnswers, Round } from "../../src/domain/flow.ts";
import { canonical, sha256 } from "../../src/domain/hash.ts";
import type { CaseId, PersonId, RelationshipId } from "../../src/domain/ids.ts";
import { compared, type Order } from "../../src/domain/orders.ts";
import { type Account, type Audience, audiences } from "../../src/domain/people.ts";
import { type Day, dayMs, type Instant, plus, plusDays } from "../../src/domain/time.ts";
import type { EventRow, Heads, Loaded, Proposal, Store, Turn } from "../../src/ports/store.ts";

/** A store under test. `close` and `empty` may be slow; `races` is how often the races are run. */
export type Opened = { readonly store: Store; readonly races: number; empty(): Promise<void>; close(): Promise<void> };

export const relationship = "nordvik-ventil" as RelationshipId;
export const caseId = (text: string) => text as CaseId;
const at = "2026-11-22T08:00:00.000Z" as Instant;

/** Settings as small as a store needs them. */
export const account = (name = "Nordvik"): Account =>
  ({ id: relationship, people: [], language: name, currency: "EUR" }) as unknown as Account;

/** The log row that follows `head`; the words stand apart from the hashed body. */
function eventAfter(head: { seq: number; hash: string }, audience: Audience, type: string, words: string | null = null): EventRow {
  const said = words === null ? null : canonical({ salt: "0123456789abcdef0123456789abcdef", text: words });
  const body = canonical({ at, audience, by: "freja", said: said === null ? null : sha256(said), type });
  return { audience, seq: head.seq + 1, body, said, hash: sha256(head.hash, body) };
}

const nothing = { seq: 0, hash: "" };

/** A turn on what was read: one event of `audience`, whose fold becomes `fold`. */
export function turnOn(id: CaseId, loaded: Loaded, key: string, more: Partial<Turn> & { audience?: Audience; words?: string } = {}): Turn {
  const { audience = "shared", words, ...given } = more;
  const heads: Heads = loaded.row?.heads ?? { shared: nothing, supplier: nothing, customer: nothing };
  const event = eventAfter(heads[audience], audience, key, words);
  const folds = loaded.row?.case ?? { shared: {}, supplier: {}, customer: {} };
  return {
    case: id,
    relationship,
    version: loaded.row?.version ?? 0,
    accountVersion: loaded.accountVersion,
    number: loaded.nextNumber,
    key,
    request: sha256(key),
    answer: `answer of ${key}`,
    at,
    nextDue: null,
    after: { ...folds, id, [audience]: { last: key } } as unknown as Case,
    changed: loaded.row ? [audience] : audiences,
    heads: { ...heads, [audience]: { seq: event.seq, hash: event.hash } },
    events: [event],
    posts: [],
    cards: [],
    answers: [],
    settings: null,
    orders: [],
    ...given,
  };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** The suite; `open` is called once, and everything is emptied before each test. */
export function storeContract(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    let opened: Opened;
    let store: Store;
    const one = caseId("one");
    const post = (key: string, room = "shared") => ({ key, room, recipe: `{"say":"${key}"}` });
    const card = (room: string, more: { name?: string; closing?: string } = {}) => ({
      room,
      name: more.name ?? "case",
      closing: more.closing ?? null,
    });
    const read = (id: CaseId = one, key = "unasked") => store.read({ case: id, relationship }, key);
    /** Reads and writes one turn. */
    const turn = async (id: CaseId, key: string, more: Parameters<typeof turnOn>[3] = {}) =>
      store.write(turnOn(id, await read(id, key), key, more));

    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    }, 60_000);
    afterAll(() => opened?.close(), 60_000);
    beforeEach(async () => {
      await opened.empty();
      await store.saveAccount(account());
    }, 30_000);

    test("a case that does not exist reads as nothing, with the settings and the next number", async () => {
      expect(await read()).toMatchObject({ row: null, receipt: null, account: account(), accountVersion: 1, nextNumber: 1 });
      const stranger = await store.read({ case: one, relationship: null }, "k");
      expect(stranger).toMatchObject({ row: null, account: null, accountVersion: 0 });
    });

    test("a rehearsal takes no number of the count: the next case has the number that it would have had without it", async () => {
      const loaded = await read();
      expect(loaded).toMatchObject({ nextNumber: 1, nextRehearsal: -1 });
      expect(await store.write(turnOn(caseId("play"), loaded, "rehearse", { number: loaded.nextRehearsal }))).toBe("done");
      expect(await read()).toMatchObject({ nextNumber: 1, nextRehearsal: -2 });
      expect(await turn(one, "report")).toBe("done");
      const next = await store.read({ case: caseId("two"), relationship }, "k");
      expect(next).toMatchObject({ nextNumber: 2, nextRehearsal: -2 });
      expect(await store.recent(relationship, caseId("two"), 9)).toHaveLength(1);
      // There, it has its number, and whoever writes to it takes none.
      expect(await store.read({ case: caseId("play"), relationship: null }, "k")).toMatchObject({ nextNumber: 0, nextRehearsal: 0 });
    });

    test("what one turn wrote, the next one reads", async () => {
      expect(await turn(one, "report", { words: "The valve leaks" })).toBe("done");
      const loaded = await store.read({ case: one, relationship: null }, "report");
      expect(loaded.row).toMatchObject({
        relationship,
        version: 1,
        case: { id: one, shared: { last: "report" }, supplier: {}, customer: {} },
      });
      expect(loaded.receipt).toEqual({ request: sha256("report"), answer: "answer of report" });
      expect(loaded.account).toEqual(account());
      expect((await store.read({ case: caseId("two"), relationship }, "k")).nextNumber).toBe(2);
      expect(await turn(one, "note", { audience: "supplier" })).toBe("done");
      const after = (await read()).row!;
      expect(after.case).toMatchObject({ shared: { last: "report" }, supplier: { last: "note" }, customer: {} });
      expect(after.version).toBe(2);
      expect(after.heads.shared).toEqual(loaded.row!.heads.shared);
      expect(after.heads.supplier.seq).toBe(1);
    });

    test("what is recalled is what was last written, at a time that has come, and knows of no receipt", async () => {
      const id = caseId("recalled");
      expect(store.recall(id)).toBeNull();
      await turn(id, "report", { words: "The valve leaks" });
      await turn(id, "note", { audience: "supplier" });
      const recalled = store.recall(id);
      const loaded = await read(id, "note");
      expect(recalled).toStrictEqual({ ...loaded, receipt: null, now: recalled?.now });
      expect(recalled!.now <= loaded.now).toBe(true);
      expect(store.recall(id, 2)?.row).toStrictEqual(loaded.row);
      expect([store.recall(id, 1), store.recall(id, 3)]).toEqual([null, null]);
    });

    test("texts come back byte for byte", async () => {
      const words = 'ß 漢 🛠 \u0000 \ud800 \\u0000 "quoted" \n\t \u2028';
      const written = turnOn(one, await read(), "odd", {
        words,
        after: { id: one, shared: words, supplier: {}, customer: {} } as unknown as Case,
      });
      expect(await store.write(written)).toBe("done");
      expect(await collect(store.log(one, "shared"))).toEqual(written.events);
      expect((await read()).row!.case.shared).toBe(words);
    });

    test("a turn on an older version changes nothing", async () => {
      await turn(one, "report");
      const early = await read();
      await turn(one, "first");
      const late = turnOn(one, early, "second", { posts: [post("p")], cards: [card("shared")] });
      expect(await store.write(late)).toBe("changed");
      expect(await read(one, "second")).toMatchObject({ receipt: null, row: { version: 2 } });
      expect(await collect(store.log(one, "shared"))).toHaveLength(2);
      expect(await store.claimPosts(9, 1000)).toEqual([]);
      expect(await store.claimCards(9, 1000)).toEqual([]);
    });

    test("a note in one room and an offer in another, decided on one version, do not both stand", async () => {
      await turn(one, "report");
      const seen = await read();
      const answers = await Promise.all([
        store.write(turnOn(one, seen, "note", { audience: "supplier" })),
        store.write(turnOn(one, seen, "counter", { audience: "shared" })),
      ]);
      expect(answers.sort()).toEqual(["changed", "done"]);
    });

    test("a key that is known undoes the whole turn", async () => {
      await turn(one, "report");
      await turn(one, "ask");
      const again = turnOn(one, await read(), "ask", { posts: [post("p")], cards: [card("shared")], nextDue: at });
      expect(await store.write({ ...again, answer: "another" })).toBe("known");
      const loaded = await read(one, "ask");
      expect(loaded).toMatchObject({ receipt: { answer: "answer of ask" }, row: { version: 2 } });
      expect(await collect(store.log(one, "shared"))).toHaveLength(2);
      expect(await store.claimPosts(9, 1000)).toEqual([]);
      expect(await store.claimCards(9, 1000)).toEqual([]);
      expect((await store.nextDue()).due).toBeNull();
    });

    test("a turn that cannot be written whole is not written at all", async () => {
      await turn(one, "report", { posts: [post("p")] });
      await expect(turn(one, "again", { posts: [post("q"), post("p")], cards: [card("shared")] })).rejects.toThrow();
      expect(await read(one, "again")).toMatchObject({ receipt: null, row: { version: 1 } });
      expect(await collect(store.log(one, "shared"))).toHaveLength(1);
      expect(await store.claimCards(9, 1000)).toEqual([]);
      expect(await turn(one, "again")).toBe("done");
    });

    test("one key asked at once on many cases has one effect", async () => {
      const turns = await Promise.all(
        Array.from({ length: 12 }, async (_, i) => turnOn(caseId(`c${i}`), await read(caseId(`c${i}`)), "same", { number: i + 1 })),
      );
      const answers = await Promise.all(turns.map((each) => store.write(each)));
      expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
      expect(answers.filter((answer) => answer === "known")).toHaveLength(11);
      expect(await store.cases(relationship, 99)).toHaveLength(1);
    });

    test("a refused command keeps its first answer", async () => {
      const refusal = { key: "no", case: one, request: sha256("no"), answer: "own-cause" };
      await store.refuse(refusal);
      await store.refuse({ ...refusal, answer: "another" });
      await store.refuse({ ...refusal, key: "lost", case: null });
      expect((await read(one, "no")).receipt).toEqual({ request: sha256("no"), answer: "own-cause" });
      expect(await turn(one, "no")).toBe("known");
      expect((await read()).row).toBeNull();
    });

    test("two cases made at once get two numbers", async () => {
      const seen = await read();
      const [two, three] = [caseId("two"), caseId("three")];
      const answers = await Promise.all([store.write(turnOn(two, seen, "a")), store.write(turnOn(three, seen, "b"))]);
      expect(answers.sort()).toEqual(["changed", "done"]);
      await turn(caseId("four"), "c");
      expect(await store.cases(relationship, 1)).toEqual(["four"]);
    });

    test("looks back on the relationship's latest other cases, as both firms see them", async () => {
      for (const name of ["one", "two", "three"]) await turn(caseId(name), name);
      const recent = await store.recent(relationship, caseId("three"), 1);
      expect(recent).toEqual([{ id: "two", shared: (await read(caseId("two"))).row!.case.shared }]);
      expect((await store.recent(relationship, caseId("nobody's"), 9)).map(({ id }) => id)).toEqual(["three", "two", "one"]);
    });

    test("what is open, and what was closed lately, is not lost behind the latest cases", async () => {
      const closed = (id: string, when: string | null): Case =>
        ({ id, shared: { followUp: { closed: when && { by: 'a":"b', at: when } } }, supplier: {}, customer: {} }) as unknown as Case;
      await turn(caseId("open"), "a", { nextDue: at, after: closed("open", null) });
      await turn(caseId("long-ago"), "b", { after: closed("long-ago", plus(at, -dayMs)) });
      await turn(caseId("lately"), "c", { after: closed("lately", at) });
      for (const name of ["fourth", "fifth", "sixth"]) await turn(caseId(name), name);
      expect(await store.cases(relationship, 2)).toEqual(["sixth", "fifth", "open"]);
      const idsOf = async (since?: Instant) => (await store.recent(relationship, caseId("sixth"), 1, since)).map(({ id }) => id);
      expect(await idsOf()).toEqual(["fifth", "open"]);
      expect(await idsOf(at)).toEqual(["fifth", "lately", "open"]);
      expect(await idsOf(plus(at, -dayMs))).toEqual(["fifth", "lately", "long-ago", "open"]);
    });

    test("accepting and countering at one instant has one winner, every time", async () => {
      await turn(one, "report");
      let wins = 0;
      let lost = 0;
      for (let i = 0; i < opened.races; i++) {
        const [left, right] = await Promise.all([read(one, `accept-${i}`), read(one, `counter-${i}`)]);
        const answers = await Promise.all([store.write(turnOn(one, left, `accept-${i}`)), store.write(turnOn(one, right, `counter-${i}`))]);
        wins += answers.filter((answer) => answer === "done").length;
        lost += answers.filter((answer) => answer === "changed").length;
      }
      expect({ wins, lost }).toEqual({ wins: opened.races, lost: opened.races });
      const log = await collect(store.log(one, "shared"));
      expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: opened.races + 1 }, (_, i) => i + 1));
      expect((await collect(store.log(one, "shared", opened.races))).map(({ seq }) => seq)).toEqual([opened.races + 1]);
    }, 120_000);

    test("changed settings outdate every turn that was decided on the old ones", async () => {
      await turn(one, "report");
      const seen = await read();
      await store.saveAccount(account("Ventil"));
      expect(await store.write(turnOn(one, seen, "sign"))).toBe("changed");
      expect(await store.write(turnOn(caseId("new"), { ...seen, row: null }, "report-2"))).toBe("changed");
      const now = await read();
      expect(now).toMatchObject({ account: account("Ventil"), accountVersion: 2 });
      expect(now.row!.version).toBe(seen.row!.version + 1);
      expect(await store.account(relationship)).toEqual({ account: account("Ventil"), version: 2 });
      expect(await store.accounts()).toEqual([relationship]);
      expect(await store.account("nobody" as RelationshipId)).toBeNull();
    });

    test("a turn that changes the settings changes both or neither", async () => {
      await turn(one, "report");
      const loaded = await read();
      const changed = account("Ventil");
      expect(await store.write({ ...turnOn(one, loaded, "agree"), settings: changed })).toBe("done");
      expect(await read()).toMatchObject({ account: changed, accountVersion: 2, row: { case: { shared: { last: "agree" } } } });
      // Decided on the settings before: neither the case nor the settings move, although the case's own version is right.
      const now = await read();
      const late = { ...turnOn(one, now, "again"), accountVersion: loaded.accountVersion, settings: account("Hahn") };
      expect(await store.write(late)).toBe("changed");
      expect(await read()).toMatchObject({ account: changed, accountVersion: 2, row: { version: now.row!.version } });
      expect((await read(one, "again")).receipt).toBeNull();
      // A key that is known undoes the settings, too.
      expect(await store.write({ ...turnOn(one, now, "agree"), settings: account("Hahn") })).toBe("known");
      expect((await read()).account).toEqual(changed);
    });

    test("a turn that holds only before an instant is refused from then on, by the database's clock, and nothing of it is written", async () => {
      await turn(one, "report");
      const end = plus((await read()).now, 60_000);
      expect(await turn(one, "in-time", { before: end })).toBe("done");
      const recalled = store.recall(one) ?? (await read());
      await store.forward(60_001);
      const answers = [{ firm: "customer", name: "one:0", given: { person: "freja" as PersonId, answers: "{}" }, counted: null }] as const;
      const ways: Parameters<typeof turnOn>[3][] = [{}, { answers }, { settings: account("Hahn") }];
      for (const [i, way] of ways.entries()) {
        // Decided on what was known a minute ago, and on what is known now.
        expect(await store.write(turnOn(one, recalled, `late-${i}`, { ...way, before: end }))).toBe("changed");
        expect(await turn(one, `later-${i}`, { ...way, before: end })).toBe("changed");
        expect((await read(one, `later-${i}`)).receipt).toBeNull();
      }
      expect(await read()).toMatchObject({ accountVersion: 1, row: { version: 2, case: { shared: { last: "in-time" } } } });
      expect(await store.answersOf(relationship, { firm: "customer", name: "one:0" })).toEqual([]);
      expect(await turn(one, "unbound")).toBe("done");
    });

    test("the standing case of a relationship is number 0, comes before its cases, and is not looked back on", async () => {
      expect(await store.unopened()).toEqual([relationship]);
      const standing = caseId("standing");
      expect(await store.write({ ...turnOn(standing, await read(standing), "open"), number: 0 })).toBe("done");
      expect(await store.unopened()).toEqual([]);
      expect((await read()).nextNumber).toBe(1);
      for (const id of ["first", "second"]) await turn(caseId(id), `report-${id}`);
      expect(await store.cases(relationship, 2)).toEqual(["standing", "second"]);
      expect((await store.recent(relationship, caseId("none"), 9)).map(({ id }) => id)).toEqual(["second", "first"]);
    });

    describe("answers to a survey", () => {
      const first: Round = { firm: "customer", name: "one:0" };
      const second: Round = { firm: "customer", name: "two:0" };
      const given = (round: Round, who: string, answers: string | null) => ({
        answers: [{ ...round, given: { person: who as PersonId, answers }, counted: null }],
      });
      const counted = (round: Round, seen: readonly KeptAnswers[], left: readonly KeptAnswers[] = []) => ({
        answers: [{ ...round, given: null, counted: { seen, left: left.map(({ person, answers }) => ({ person, answers })) } }],
      });
      const kept = (round: Round) => store.answersOf(relationship, round);
      const shown = async (round: Round) => (await kept(round)).map(({ person, waits, answers }) => [person, waits, JSON.parse(answers)]);

      beforeEach(async () => {
        await turn(one, "report");
        await turn(caseId("two"), "report-2");
      });

      test("are kept by round, by firm and by person; what a person adds joins what they said before", async () => {
        await turn(one, "s1", given(first, "freja", '{"trust":4}'));
        await turn(one, "s2", given(first, "lars", '{"trust":2}'));
        await turn(one, "s3", given(first, "freja", '{"worth":5}'));
        expect(await shown(first)).toEqual([
          ["freja", false, { trust: 4, worth: 5 }],
          ["lars", false, { trust: 2 }],
        ]);
        expect(await shown(second)).toEqual([]);
        expect(await store.answersOf(relationship, { ...first, firm: "supplier" })).toEqual([]);
      });

      test("that were counted are gone, and what is left waits for every later round of the firm", async () => {
        await turn(one, "s1", given(first, "freja", '{"trust":4}'));
        await turn(one, "s2", given(first, "lars", '{"trust":2}'));
        const seen = await kept(first);
        expect(await turn(one, "c1", counted(first, seen, seen.slice(0, 1)))).toBe("done");
        expect(await shown(first)).toEqual([["freja", true, { trust: 4 }]]);
        expect(await shown(second)).toEqual([["freja", true, { trust: 4 }]]);
        await turn(caseId("two"), "s3", given(second, "freja", null));
        expect(await shown(second)).toEqual([]);
      });

      test("are not counted twice: whoever counted on what is there no longer reads again", async () => {
        await turn(one, "s1", given(first, "freja", '{"trust":4}'));
        await turn(one, "c1", counted(first, await kept(first), await kept(first)));
        const [here, there] = [await kept(first), await kept(second)];
        expect(await turn(one, "c2", counted(first, here))).toBe("done");
        const before = (await read(caseId("two"))).row!.version;
        expect(await turn(caseId("two"), "c3", counted(second, there))).toBe("changed");
        expect((await read(caseId("two"))).row!.version).toBe(before);
        expect(await turn(caseId("two"), "c4", counted(second, await kept(second)))).toBe("done");
      });

      test("of two cases that count what waits at one instant, one counts it", async () => {
        for (let i = 0; i < Math.min(40, opened.races); i++) {
          await turn(one, `s${i}`, given(first, "freja", '{"trust":4}'));
          await turn(one, `w${i}`, counted(first, await kept(first), await kept(first)));
          const seen = await kept(second);
          const [here, there] = [await read(one, `a${i}`), await read(caseId("two"), `b${i}`)];
          const written = await Promise.all([
            store.write(turnOn(one, here, `a${i}`, counted({ ...first, name: `one:${i}` }, seen))),
            store.write(turnOn(caseId("two"), there, `b${i}`, counted({ ...second, name: `two:${i}` }, seen))),
          ]);
          expect(written.sort()).toEqual(["changed", "done"]);
        }
      }, 60_000);
    });

    test("proposals and news are written with the settings, or not at all; settings that are saved without leave them as they are", async () => {
      // A store keeps the file of a proposal as it is, whatever it says.
      const file = { id: relationship, currency: "EUR" } as unknown as Proposal["file"];
      const proposal: Proposal = { firm: "customer", by: "lars" as PersonId, at, hash: sha256("file"), file };
      const news = (key: string) => ({ key, room: "shared", recipe: '{"kind":"set-up"}' });
      expect(await store.proposals(relationship)).toEqual([]);
      expect(await store.saveAccount(account(), 1, { proposals: [proposal], posts: [news("proposed")] })).toBe(true);
      expect(await store.proposals(relationship)).toEqual([proposal]);
      // Somebody was quicker: nothing of it is written.
      expect(await store.saveAccount(account("Late"), 1, { proposals: [], posts: [news("late")] })).toBe(false);
      expect(await store.saveAccount(account("Ventil"), 2)).toBe(true);
      expect(await store.proposals(relationship)).toEqual([proposal]);
      expect(await store.account(relationship)).toEqual({ account: account("Ventil"), version: 3 });
      expect((await store.claimPosts(9, 1000)).map(({ key, case: of, room }) => [key, of, room])).toEqual([["proposed", null, "shared"]]);
      expect(await store.saveAccount(account(), 3, { proposals: [], posts: [] })).toBe(true);
      expect(await store.proposals(relationship)).toEqual([]);
      expect(await store.proposals("nobody" as RelationshipId)).toEqual([]);
    });

    test("a relationship is made over nothing, once", async () => {
      const made = { ...account(), id: "new-one" as RelationshipId };
      expect(await Promise.all([1, 2, 3].map(() => store.saveAccount(made, 0)))).toEqual(expect.arrayContaining([true, false, false]));
      expect(await store.account(made.id)).toEqual({ account: made, version: 1 });
    });

    test("of settings that two save over the same at once, one is kept", async () => {
      const saved = await Promise.all(["one", "two", "three"].map((name) => store.saveAccount(account(name), 1)));
      expect(saved.filter(Boolean)).toHaveLength(1);
      expect((await store.account(relationship))!.version).toBe(2);
    });

    test("orders are written with their turn or not at all, each in place of the one with its number", async () => {
      const order = (number: string, more: Partial<Order> = {}): Order => ({
        ...{ number, article: "HP-120", quantity: 500, unit: "pcs", specification: "Grey iron, 'coated' \u2028", sent: "" },
        ...{ placed: "2026-11-02" as Day, wanted: "2026-11-24" as Day, counted: true, changed: [] },
        ...more,
      });
      const found = (numbers: readonly string[], articles: readonly string[] = []) => store.orders(relationship, { numbers, articles });
      expect(await found(["A1"], ["HP120"])).toEqual({ known: [], of: [], articles: [] });
      const early = await read();
      const written = [
        order("a1"),
        order("A2", { placed: "2026-11-09" as Day }),
        order("A3", { article: "hp 120", quantity: 12.5, placed: "2026-11-09" as Day }),
        order("A4", { counted: false }),
        order("B1", { article: "Valve 7", changed: ["quantity"] }),
      ];
      await turn(one, "orders", { orders: written });
      expect((await found(["A1", "A4", "nobody's"])).known).toEqual([written[3], written[0]]);
      expect((await found([], ["HP120", "VALVE7"])).of).toEqual(expect.arrayContaining([written[2], written[1], written[0], written[4]]));
      expect((await found([], ["HP120"])).of).toEqual([written[2], written[1], written[0]]);
      expect((await found([])).articles).toEqual([
        { key: "HP120", name: "HP-120", orders: 3 },
        { key: "VALVE7", name: "Valve 7", orders: 1 },
      ]);
      await turn(one, "again", { orders: [order("A1", { quantity: 7, counted: false })] });
      expect((await found(["A1"], ["HP120"])).known).toMatchObject([{ quantity: 7 }]);
      expect((await found([], ["HP120"])).of.map(({ number }) => number)).toEqual(["A3", "A2"]);
      // Whoever was too late, or asks with a key that is known, writes no order either.
      expect(await store.write(turnOn(one, early, "late", { orders: [order("C1")] }))).toBe("changed");
      expect(await turn(one, "again", { orders: [order("C1")] })).toBe("known");
      expect((await found(["C1"])).known).toEqual([]);
      expect((await store.orders("nobody" as RelationshipId, { numbers: ["A1"], articles: ["HP120"] })).articles).toEqual([]);
    });

    test("of an article only the latest orders come back, however many there are", async () => {
      const many = Array.from({ length: 30 }, (_, i): Order => {
        const placed = plusDays("2026-01-01" as Day, i);
        return {
          number: `N${i}`,
          article: "HP-120",
          quantity: i + 1,
          unit: null,
          placed,
          wanted: placed,
          specification: null,
          counted: true,
          changed: [],
          sent: "",
        };
      });
      await turn(one, "orders", { orders: many });
      const { of, articles } = await store.orders(relationship, { numbers: [], articles: ["HP120"] });
      expect(of.map(({ quantity }) => quantity)).toEqual(Array.from({ length: compared }, (_, i) => 30 - i));
      expect(articles[0]!.orders).toBe(30);
    });

    test("a deadline is due when the playground's clock has passed it, and the clock never goes back", async () => {
      const { now } = await store.nextDue();
      await turn(one, "later", { nextDue: plus(now, 7_200_000) });
      await turn(caseId("two"), "sooner", { nextDue: plus(now, 3_600_000) });
      expect(await store.due(9)).toEqual([]);
      expect((await store.nextDue()).due).toBe(plus(now, 3_600_000));
      const moved = await store.forward(7_200_000);
      expect(moved >= plus(now, 7_200_000)).toBe(true);
      expect(await store.due(9)).toEqual(["two", "one"]);
      expect(await store.due(1)).toEqual(["two"]);
      expect(await store.due(1, ["two" as CaseId])).toEqual(["one"]);
      expect((await store.forward(-3_600_000)) >= moved).toBe(true);
      expect((await read()).now >= moved).toBe(true);
      await turn(caseId("two"), "answered", { nextDue: null });
      expect(await store.due(9)).toEqual(["one"]);
    });

    test("a room gets its posts in their order, one at a time; rooms do not wait for each other", async () => {
      await turn(one, "report", { posts: [post("a1"), post("b1", "side"), post("a2")] });
      await turn(one, "more", { posts: [post("b2", "side"), post("a3")] });
      const order: string[] = [];
      for (;;) {
        const posts = await store.claimPosts(9, 60_000);
        if (posts.length === 0) break;
        order.push(posts.map(({ key }) => key).join());
        for (const each of posts) await store.sent(each, `ts-${each.key}`);
      }
      expect(order).toEqual(["a1,b1", "a2,b2", "a3"]);
    });

    test("a leased post holds its room until the lease is over, and a late mark changes nothing", async () => {
      await turn(one, "report", { posts: [post("a"), post("b")] });
      const [slow] = await store.claimPosts(9, 0);
      const [quick] = await store.claimPosts(9, 60_000);
      expect(slow).toMatchObject({
        key: "a",
        attempt: 1,
        token: 1,
        case: one,
        relationship,
        room: "shared",
        recipe: '{"say":"a"}',
        version: 1,
      });
      expect(quick).toMatchObject({ key: "a", attempt: 2, token: 2 });
      expect(await store.claimPosts(9, 60_000)).toEqual([]);
      await store.sent(slow!, "late");
      await store.later(slow!, 0, true);
      expect(await store.claimPosts(9, 60_000)).toEqual([]);
      expect((await store.health()).parked).toBe(0);
      await store.sent(quick!, "ts");
      expect((await store.claimPosts(9, 60_000)).map(({ key }) => key)).toEqual(["b"]);
    });

    test("a post that is tried later holds its room; one that is parked does not", async () => {
      await turn(one, "report", { posts: [post("a"), post("b")] });
      const [first] = await store.claimPosts(9, 60_000);
      await store.later(first!, 3_600_000, false);
      expect(await store.claimPosts(9, 60_000)).toEqual([]);
      await store.later(first!, 0, true);
      expect(await store.claimPosts(9, 60_000)).toEqual([]);
      await turn(one, "more", { posts: [post("c", "side")] });
      const [other] = await store.claimPosts(9, 60_000);
      await store.later(other!, 0, true);
      expect(await store.health()).toMatchObject({ parked: 1 });
      await turn(one, "most", { posts: [post("d", "side")] });
      expect((await store.claimPosts(9, 60_000)).map(({ key }) => key)).toEqual(["d"]);
    });

    test("relays that claim at once never get the same post", async () => {
      const rooms = Array.from({ length: 20 }, (_, i) => `room-${i}`);
      await turn(one, "report", { posts: rooms.flatMap((room) => [post(`${room}-1`, room), post(`${room}-2`, room)]) });
      const claimed = (await Promise.all([1, 2, 3, 4].map(() => store.claimPosts(20, 60_000)))).flat().map(({ key }) => key);
      expect(claimed.sort()).toEqual(rooms.map((room) => `${room}-1`).sort());
    });

    test("a new place of the shared room gets the cards of cases that something waits for, and those again when it is told again", async () => {
      await turn(one, "report", { cards: [card("shared"), card("supplier"), card("shared", { name: "ask" })], nextDue: at });
      await turn(caseId("done"), "report", { cards: [card("shared")], nextDue: null });
      for (const drawn of await store.claimCards(9, 60_000)) await store.shown(drawn, "ts");
      for (const wanted of [1, 2]) {
        await store.bridge(relationship, "shared:teams");
        const claimed = await store.claimCards(9, 60_000);
        expect(claimed.map(({ case: of, room, name, posted, wanted: nth }) => [of, room, name, posted, nth])).toEqual(
          ["case", "ask"].map((name) => [one, "shared:teams", name, wanted === 1 ? null : "ts-2", wanted]),
        );
        for (const drawn of claimed) await store.shown(drawn, "ts-2");
      }
      await store.bridge("another" as RelationshipId, "shared:teams");
      expect(await store.claimCards(9, 60_000)).toEqual([]);
    });

    describe("talk that is carried", () => {
      const carried = (at: number, words: string) => [{ ...post("talk:a"), recipe: JSON.stringify({ kind: "talk", at, words }) }];
      const put = async (at: number, words: string) =>
        store.carry(relationship, one, (await store.account(relationship))!.version, carried(at, words));
      const claim = async () => (await store.claimPosts(9, 60_000)).map((claimed) => ({ claimed, ...JSON.parse(claimed.recipe) }));

      test("stands once, as it was last, in whichever order its states come, before it is sent and after", async () => {
        await turn(one, "report", {});
        for (const [at, words] of [
          [20, "second"],
          [10, "first"],
          [20, "again"],
        ] as const)
          expect(await put(at, words)).toBe(true);
        const [first, ...others] = await claim();
        expect([first?.words, first?.claimed.posted, others]).toEqual(["second", null, []]);
        await store.sent(first!.claimed, "ts-1", '{"at":20}');
        expect(await claim()).toEqual([]);
        await put(15, "late");
        expect(await claim()).toEqual([]);
        await put(30, "third");
        expect(await claim()).toMatchObject([{ words: "third", claimed: { posted: "ts-1", attempt: 1, token: 2 } }]);
      });

      test("is sent again when it has changed while it was sent, and what is left of it is what was said to be left", async () => {
        await turn(one, "report", {});
        await put(10, "first");
        const [first] = await claim();
        await put(20, "second");
        expect(await claim()).toEqual([]);
        await store.sent(first!.claimed, "ts-1", '{"at":10}');
        const [second] = await claim();
        expect(second).toMatchObject({ words: "second", claimed: { posted: "ts-1" } });
        await put(30, "third");
        await store.later(second!.claimed, 0, true, '{"at":20}');
        const [third] = await claim();
        expect(third).toMatchObject({ words: "third", claimed: { posted: "ts-1" } });
        await store.later(third!.claimed, 0, true, '{"at":30}');
        expect(await claim()).toEqual([]);
        await put(30, "third");
        expect(await claim()).toEqual([]);
      });

      test("is not written under settings that have changed", async () => {
        await turn(one, "report", {});
        const { version } = (await store.account(relationship))!;
        await store.saveAccount(account("Danish"));
        expect(await store.carry(relationship, one, version, carried(1, "late"))).toBe(false);
        expect(await claim()).toEqual([]);
      });
    });

    test("a place of the shared room that takes nothing is told of once, and once that it takes messages again", async () => {
      const news = async () => {
        const claimed = (await store.claimPosts(9, 60_000)).filter(({ case: of }) => of === null);
        for (const told of claimed) await store.sent(told, "ts");
        return claimed;
      };
      const place = { relationship, room: "shared" };
      await turn(one, "report", { posts: [post("a")], cards: [card("shared")] });
      // What has not been tried is on its way.
      expect(await store.heldPlaces(0)).toEqual([]);
      const [drawn] = await store.claimCards(9, 60_000);
      await store.later(drawn!, 3_600_000, false);
      expect(await store.heldPlaces(3_600_000)).toEqual([]);
      expect(await store.heldPlaces(-1_000)).toEqual([{ ...place, waits: true }]);
      for (const _ of [1, 2]) await store.tellHeld({ ...place, waits: true }, [{ key: "held", room: "shared:teams", recipe: "{}" }]);
      expect(await news()).toMatchObject([{ room: "shared:teams", recipe: "{}" }]);
      expect(await store.heldPlaces(-1_000)).toEqual([]);
      await store.redraw(relationship, "shared");
      const [again] = await store.claimCards(9, 60_000);
      await store.shown(again!, "ts");
      for (const waiting of await store.claimPosts(9, 60_000)) await store.sent(waiting, "ts");
      expect(await store.heldPlaces(-1_000)).toEqual([{ ...place, waits: false }]);
      for (const _ of [1, 2]) await store.tellHeld({ ...place, waits: false }, [{ key: "held", room: "shared:teams", recipe: "{}" }]);
      expect(await store.heldPlaces(-1_000)).toEqual([]);
    });

    test("a case's new cards come before its posts in their room, however few are claimed at once", async () => {
      const cards = [card("shared"), card("shared", { name: "ask" }), card("side")];
      await turn(one, "report", { posts: [post("a")], cards });
      for (const name of ["case", "ask"]) {
        expect(await store.claimPosts(9, 60_000)).toEqual([]);
        const [drawn] = await store.claimCards(1, 60_000);
        expect(drawn).toMatchObject({
          case: one,
          relationship,
          name,
          posted: null,
          closing: null,
          wanted: 1,
          attempt: 1,
          token: 1,
          version: 1,
        });
        expect(await store.claimPosts(9, 60_000)).toEqual([]);
        await store.shown(drawn!, "ts");
      }
      expect((await store.claimPosts(9, 60_000)).map(({ key }) => key)).toEqual(["a"]);
    });

    test("a card that only changes holds nothing back", async () => {
      await turn(one, "report", { cards: [card("shared")] });
      await store.shown((await store.claimCards(1, 60_000))[0]!, "ts");
      await turn(one, "more", { posts: [post("a")], cards: [card("shared")] });
      expect((await store.claimPosts(9, 60_000)).map(({ key }) => key)).toEqual(["a"]);
    });

    test("cards that one turn marks are shown in its order, and before those of later turns", async () => {
      const names = ["zebra", "ask:2", "case", "ask:1", "apple", "middle"];
      await turn(one, "report", { cards: names.map((name) => card("shared", { name })) });
      await turn(one, "more", { cards: [card("shared", { name: "aardvark" })] });
      expect((await store.claimCards(9, 60_000)).map(({ name }) => name)).toEqual([...names, "aardvark"]);
    });

    test("many marks are one edit, and a card marked while it was drawn is drawn again", async () => {
      await turn(one, "report", { cards: [card("shared", { closing: "locked" })] });
      await turn(one, "more", { cards: [card("shared")] });
      const [drawn] = await store.claimCards(9, 60_000);
      expect(drawn).toMatchObject({ wanted: 2, closing: "locked" });
      await turn(one, "most", { cards: [card("shared")] });
      expect(await store.claimCards(9, 60_000)).toEqual([]);
      await store.shown(drawn!, "ts");
      const [again] = await store.claimCards(9, 60_000);
      expect(again).toMatchObject({ wanted: 3, posted: "ts", closing: "locked", attempt: 1, token: 2 });
      await store.shown(again!, "ts");
      expect(await store.claimCards(9, 60_000)).toEqual([]);
    });

    test("a late mark of a card changes nothing; a parked card waits for its next mark and lets its posts pass", async () => {
      await turn(one, "report", { posts: [post("a")], cards: [card("shared")] });
      const [slow] = await store.claimCards(9, 0);
      const [quick] = await store.claimCards(9, 60_000);
      await store.shown(slow!, "late");
      await store.later(slow!, 0, true);
      expect(await store.claimPosts(9, 60_000)).toEqual([]);
      await store.later(quick!, 3_600_000, false);
      expect(await store.claimCards(9, 60_000)).toEqual([]);
      await turn(caseId("two"), "report-2", { posts: [post("b", "side")], cards: [card("side")] });
      const [other] = await store.claimCards(9, 60_000);
      expect(await store.claimPosts(9, 60_000)).toEqual([]);
      await store.later(other!, 3_600_000, true);
      expect((await store.health()).parked).toBe(1);
      expect((await store.claimPosts(9, 60_000)).map(({ key }) => key)).toEqual(["b"]);
      await turn(caseId("two"), "more", { cards: [card("side")] });
      expect((await store.health()).parked).toBe(0);
      expect((await store.claimCards(9, 60_000)).map(({ case: id, attempt }) => [id, attempt])).toEqual([["two", 1]]);
    });

    test("cards never posted come first", async () => {
      await turn(one, "report", { cards: [card("shared")] });
      await store.shown((await store.claimCards(1, 60_000))[0]!, "ts");
      await turn(one, "more", { cards: [card("shared")] });
      await turn(caseId("two"), "report-2", { cards: [card("shared")] });
      expect((await store.claimCards(1, 60_000)).map(({ case: id }) => id)).toEqual(["two"]);
    });

    test("a digest is issued once for each morning, tells from when on it is new, and the settings say whose", async () => {
      const morning = await store.forward(0);
      const people = ["lars", "shirin", "freja"].map((id) => ({
        id,
        digest: id === "freja" ? "none" : "daily",
        calendar: { zone: "UTC", days: [1, 2, 3, 4, 5, 6, 7], from: "06:00", to: "18:00", free: [] },
        away: [],
      }));
      const settings = { ...account(), people } as unknown as Account;
      await store.saveAccount(settings);
      expect(await store.dueDigests(9, null)).toEqual([]);
      await store.forward(dayMs);
      const due = await store.dueDigests(9, null);
      expect(due.map(({ person }) => person)).toEqual(["lars", "shirin"]);
      expect(due.every(({ since }) => since >= morning)).toBe(true);
      const next = plus(due[0]!.due, 3 * dayMs);
      const won = await Promise.all([1, 2, 3].map(() => store.issueDigest(due[0]!, next)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await store.dueDigests(9, null)).map(({ person }) => person)).toEqual(["shirin"]);
      const [post] = await store.claimPosts(9, 1000);
      expect(post).toMatchObject({ case: null, room: "@lars", relationship, key: `digest/${relationship}/lars/${due[0]!.due}` });
      expect(JSON.parse(post!.recipe)).toEqual({ kind: "digest", since: due[0]!.since });
      // Whoever is no longer told has none waiting; whoever was told before hears from there on.
      await store.saveAccount({ ...settings, people: [people[0]] } as unknown as Account);
      await store.forward(4 * dayMs);
      expect((await store.dueDigests(9, null)).map(({ person, since }) => [person, since])).toEqual([["lars", due[0]!.due]]);
    });

    test("health tells the age of what waits", async () => {
      expect(await store.health()).toEqual({ outboxAgeMs: 0, parked: 0, inboxAgeMs: 0 });
      await turn(one, "report", { posts: [post("a")] });
      expect((await store.health()).outboxAgeMs).toBeGreaterThanOrEqual(0);
    });
  });
}
