/** What every store must do, whatever lies behind it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Case } from "../../src/domain/case.ts";
import { canonical, sha256 } from "../../src/domain/hash.ts";
import type { CaseId, PersonId, RelationshipId } from "../../src/domain/ids.ts";
import { type Account, type Audience, audiences } from "../../src/domain/people.ts";
import { type Instant, plus } from "../../src/domain/time.ts";
import type { EventRow, Heads, Loaded, Store, Turn } from "../../src/ports/store.ts";

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
    survey: null,
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

    test("of one case's survey the answers come back without names, a repeat in place of the first", async () => {
      await turn(one, "report");
      const answer = (person: string, answers: string) =>
        ({ survey: { round: 1, firm: "customer", person: person as PersonId, answers } }) as const;
      await turn(one, "s1", answer("freja", "4"));
      await turn(one, "s2", answer("lars", "2"));
      await turn(one, "s3", answer("freja", "5"));
      expect(await store.surveyAnswers(one, 1, "customer")).toEqual(["2", "5"]);
      expect(await store.surveyAnswers(one, 1, "supplier")).toEqual([]);
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
      expect(slow).toMatchObject({ key: "a", attempt: 1, token: 1, case: one, relationship, room: "shared", recipe: '{"say":"a"}' });
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

    test("a case's card comes before its posts", async () => {
      await turn(one, "report", { posts: [post("a")], cards: [card("shared"), card("shared", { name: "ask" })] });
      expect(await store.claimPosts(9, 60_000)).toEqual([]);
      const cards = await store.claimCards(9, 60_000);
      expect(cards.map(({ name }) => name).sort()).toEqual(["ask", "case"]);
      expect(cards[0]).toMatchObject({ case: one, relationship, posted: null, closing: null, wanted: 1, attempt: 1, token: 1 });
      expect(await store.claimPosts(9, 60_000)).toEqual([]);
      await store.shown(cards.find(({ name }) => name === "case")!, "ts");
      expect((await store.claimPosts(9, 60_000)).map(({ key }) => key)).toEqual(["a"]);
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

    test("health tells the age of what waits", async () => {
      expect(await store.health()).toEqual({ outboxAgeMs: 0, parked: 0, inboxAgeMs: 0 });
      await turn(one, "report", { posts: [post("a")] });
      expect((await store.health()).outboxAgeMs).toBeGreaterThanOrEqual(0);
    });
  });
}
