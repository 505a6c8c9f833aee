import { describe, expect, test } from "vitest";
import { conversation } from "../../flows/conversation.ts";
import { plain } from "../../flows/wording/index.ts";
import type { Event } from "../../src/domain/event.ts";
import { fold } from "../../src/domain/evolve.ts";
import { canonical } from "../../src/domain/hash.ts";
import { mostOpen } from "../../src/domain/orders.ts";
import { type Day, dayMs, plusDays } from "../../src/domain/time.ts";
import { drawCard, drawMore } from "../../src/engine/draw.ts";
import { openRelationship } from "../../src/engine/handle.ts";
import { type AskInput, eventsOf, logOf, ownWords, seed, type World, world } from "../support/given.ts";
import { ask, id, opened as openedNew } from "../support/relationship.ts";

const today = "2026-11-24" as Day;
type OrderInput = Omit<Extract<AskInput, { type: "check-order" }>, "type">;

const order = (number: string, more: Partial<OrderInput> = {}): OrderInput => ({
  ...{ number, article: "HP-120", quantity: "500 pcs", wanted: "2026-12-15", specification: "Grey iron, coated" },
  ...more,
});
/** Twelve orders of the past, delivered long ago: 480 to 520 pieces, three weeks ahead. */
const history = Array.from({ length: 12 }, (_, i) => {
  const placed = plusDays(today, -32 - 7 * i);
  return order(`44${i + 10}`, { quantity: `${480 + 10 * ((i + 2) % 5)} pcs`, placed, wanted: plusDays(placed, 21) });
});

async function opened(): Promise<World> {
  const made = await openedNew();
  expect((await made.ask("reza", { type: "record-orders", orders: history }, { case: id })).answer.ok).toBe(true);
  return made;
}
const check = (made: World, by: string, what: OrderInput) => ask(made, by, { type: "check-order", ...what });
const orders = async (made: World) => (await made.held(id)).shared.standing!.orders;
const known = async (made: World, number: string) =>
  (await made.store.orders(seed.id, { numbers: [number], articles: [] })).known[0] ?? null;
const askedOf = async (made: World) =>
  (await made.held(id)).shared.asked
    .filter(({ key }) => /^(order|expect)/.test(key))
    .map(({ key, to }) => `${key.split(":")[0]} ${to.join(" ")}`);
/** What a person reads of what is asked of them. */
async function reads(made: World, person: string, kind: string): Promise<string> {
  const held = await made.held(id);
  const key = held.shared.asked.find((one) => one.key.startsWith(`${kind}:`) && one.to.includes(person as never))!.key;
  const card = drawCard(conversation, held, made.account(), made.now(), `@${person}`, key, null)!;
  return card.blocks.flatMap((block) => (block.kind === "text" || block.kind === "heading" ? [plain(block.parts)] : [])).join("\n");
}
const question = async (made: World) => (await orders(made)).open[0]!.id;
const answered = async (made: World, by: string, what: Omit<Extract<AskInput, { type: "answer-order" }>, "type" | "question">) =>
  ask(made, by, { type: "answer-order", question: await question(made), ...what });

describe("an order that does not differ", () => {
  test("is only kept: nobody is asked, and nothing is posted", async () => {
    const made = await opened();
    const turns = made.store.written.length;
    const { answer } = await check(made, "lars", order("4500123"));
    expect(answer.ok && ownWords(answer.says)).toBe("Recorded. Nothing differs from what is usual.");
    expect(await askedOf(made)).toEqual([]);
    expect(made.store.written.slice(turns).flatMap(({ posts }) => posts)).toEqual([]);
    expect(await known(made, "4500123")).toMatchObject({ quantity: 500, unit: "pcs", wanted: "2026-12-15", counted: true });
  });

  test("of an article with fewer than five orders is said to be too little known", async () => {
    const made = await world();
    await openRelationship(made.engine, seed.id);
    const { answer } = await check(made, "lars", order("1", { quantity: "5000 pcs" }));
    expect(answer.ok && ownWords(answer.says)).toMatch(/too few orders/);
  });

  test("sent again is known by its number, whoever sends it and however often", async () => {
    const made = await opened();
    for (const [by, one] of [
      ["lars", order("4500123")],
      ["reza", order(" 4500123 ")],
    ] as const)
      await check(made, by, one);
    const turns = made.store.written.length;
    const { answer } = await check(made, "lars", order("4500123"));
    expect(answer.ok && ownWords(answer.says)).toMatch(/known already/);
    expect(made.store.written.slice(turns).flatMap((turn) => turn.orders)).toEqual([]);
  });
});

describe("an order that differs", () => {
  const slip = order("4500124", { quantity: "5000 pcs" });

  test("is asked of both firms before anything is made, with its reason in numbers", async () => {
    const made = await opened();
    const { answer } = await check(made, "reza", slip);
    expect(await askedOf(made)).toEqual(["order lars", "order reza"]);
    const words = await reads(made, "lars", "order");
    expect(words).toContain("Usually 480–520 (12 orders, median 500); this says 5,000. Ten times as much: a zero too many?");
    expect(words).toContain("Compared with: 480 ×2, 490 ×2, 500 ×3, 510 ×3, 520 ×2");
    expect(answer.ok && plain(answer.says)).toContain("Usually 480–520");
    expect(await known(made, "4500124")).toMatchObject({ counted: false });
  });

  test("a slip: what was meant is what the order says from then on", async () => {
    const made = await opened();
    await check(made, "lars", slip);
    expect((await answered(made, "lars", { as: "slip" })).answer).toMatchObject({ ok: false, code: "meant-what" });
    expect((await answered(made, "lars", { as: "slip", quantity: "some" })).answer).toMatchObject({ code: "unreadable-quantity" });
    expect((await answered(made, "lars", { as: "slip", quantity: "500 pcs" })).answer.ok).toBe(true);
    expect(await known(made, "4500124")).toMatchObject({ quantity: 500, counted: true, changed: [] });
    expect(await askedOf(made)).toEqual([]);
    // The slip sent once more, as systems do each night, is known; the order put right is no news either.
    for (const quantity of [slip.quantity, "500 pcs"]) {
      await check(made, "lars", { ...slip, quantity });
      expect((await orders(made)).open).toEqual([]);
    }
  });

  test("right as it is: kept, and still no habit", async () => {
    const made = await opened();
    await check(made, "lars", slip);
    await answered(made, "lars", { as: "right" });
    await check(made, "lars", order("4500125", { quantity: "5000 pcs" }));
    expect((await orders(made)).open).toHaveLength(1);
  });

  test("a change is the usual from then on: the next such order is asked about no more", async () => {
    const made = await opened();
    await check(made, "lars", slip);
    await answered(made, "lars", { as: "change" });
    expect(await known(made, "4500124")).toMatchObject({ changed: ["quantity"] });
    await check(made, "lars", order("4500125", { quantity: "5000 pcs" }));
    expect((await orders(made)).open).toEqual([]);
    // More of the same is no new thing: nobody is asked what goes without saying.
    expect(await askedOf(made)).toEqual([]);
  });

  test("the customer decides; what the supplier thinks is shown to it", async () => {
    const made = await opened();
    await check(made, "lars", slip);
    await answered(made, "reza", { as: "slip", quantity: "500 pcs" });
    expect(await askedOf(made)).toEqual(["order lars"]);
    expect(await reads(made, "lars", "order")).toContain(
      "Reza Karimi (Sahand Casting) thinks that it is a slip, and that this was meant: 500 pcs",
    );
    expect(await known(made, "4500124")).toMatchObject({ quantity: 5_000, counted: false });
    await answered(made, "freja", { as: "right" });
    expect(await askedOf(made)).toEqual([]);
    expect((await again(made, "lars")).answer).toMatchObject({ ok: false, code: "order-settled" });
  });
  const again = async (made: World, by: string) => {
    const asked = made.store.written.flatMap(eventsOf).flatMap((event) => (event.type === "order-questioned" ? [event.question] : []));
    return ask(made, by, { type: "answer-order", question: asked[0]!, as: "right" });
  };

  test("a call is asked of the other firm, and leaves the question open", async () => {
    const made = await opened();
    await check(made, "lars", slip);
    const call: AskInput = { type: "call-about-order", question: await question(made) };
    await ask(made, "lars", call);
    expect((await ask(made, "freja", call)).answer).toMatchObject({ code: "said-already" });
    expect(await askedOf(made)).toContain("order-call reza");
    const done: AskInput = { type: "called-about-order", question: await question(made) };
    expect((await ask(made, "lars", done)).answer).toMatchObject({ code: "not-asked" });
    await ask(made, "reza", done);
    expect(await askedOf(made)).toEqual(["order lars", "order reza"]);
  });

  test("is asked about until its day is over at the customer’s, with reminders until then", async () => {
    const made = await opened();
    await check(made, "lars", order("4500126", { quantity: "5000 pcs", wanted: "2026-12-10" }));
    await made.pass(16 * dayMs);
    expect(await askedOf(made)).toEqual(["order lars", "order reza"]);
    const reminded = made.store.written.flatMap(eventsOf).filter(({ type }) => type === "reminded");
    expect(reminded.length).toBeGreaterThan(2);
    await made.pass(dayMs);
    expect(await askedOf(made)).toEqual([]);
    expect((await answered(made, "lars", { as: "right" })).answer).toMatchObject({ code: "order-settled" });
    await check(made, "lars", order("4500127", { wanted: "2027-01-04" }));
    expect((await orders(made)).open).toEqual([]);
  });

  test("that comes again, put right, is no question any more", async () => {
    const made = await opened();
    await check(made, "lars", slip);
    await check(made, "lars", { ...slip, quantity: "510 pcs" });
    expect(await askedOf(made)).toEqual([]);
    expect(await known(made, "4500124")).toMatchObject({ quantity: 510, counted: true });
  });

  test("that was said to be right is asked about only in what changes afterwards", async () => {
    const made = await opened();
    await check(made, "lars", slip);
    await answered(made, "lars", { as: "right" });
    await check(made, "lars", { ...slip, wanted: "2026-12-12" });
    expect((await orders(made)).open.map(({ findings }) => findings.map(({ kind }) => kind))).toEqual([["free-day"]]);
  });
});

describe("many orders at once", () => {
  test("past ones are kept to compare with; those of one file are compared with each other, too", async () => {
    const made = await world();
    await openRelationship(made.engine, seed.id);
    const { answer } = await ask(made, "lars", {
      type: "record-orders",
      orders: [order("4500200", { quantity: "5000 pcs" }), ...history.slice(0, 6)],
    });
    expect(answer.ok && ownWords(answer.says)).toBe("7 orders are recorded. 1 differs; both firms are asked.");
  });

  test("are taken all or not at all", async () => {
    const made = await opened();
    const before = await known(made, "4500300");
    for (const [wrong, code] of [
      [{ quantity: "many" }, "unreadable-quantity"],
      [{ wanted: "some day" }, "unreadable-day"],
      [{ wanted: "2026-11-20" }, "wanted-before-placed"],
      [{ placed: "2026-12-01" }, "placed-later"],
    ] as const) {
      const { answer } = await ask(made, "lars", { type: "record-orders", orders: [order("4500300"), order("4500301", wrong)] });
      expect(answer).toMatchObject({ ok: false, code });
      expect(plain(answer.says)).toContain("4500301");
      expect(await known(made, "4500300")).toBe(before);
    }
    expect((await ask(made, "lars", { type: "record-orders" })).answer).toMatchObject({ code: "no-orders" });
  });

  test("more questions than anybody can answer are refused: perhaps it is the wrong file", async () => {
    const made = await opened();
    const many = Array.from({ length: mostOpen + 1 }, (_, i) => order(`46${i}`, { quantity: "5000 pcs" }));
    const { answer } = await ask(made, "lars", { type: "record-orders", orders: many });
    expect(answer).toMatchObject({ ok: false, code: "too-many-order-questions" });
    expect((await ask(made, "lars", { type: "record-orders", orders: many.slice(1) })).answer.ok).toBe(true);
    expect((await orders(made)).open).toHaveLength(mostOpen);
  });

  test("a day is a date, words or a number of days", async () => {
    const made = await opened();
    const written = ["21", "۲۱", "Tue 15 Dec", "tirsdag 15. december", "2026-12-15T10:00", "۲۴ آذر ۱۴۰۵"];
    for (const [i, wanted] of written.entries()) {
      expect((await check(made, "lars", order(`47${i}`, { wanted }))).answer.ok).toBe(true);
      expect(await known(made, `47${i}`)).toMatchObject({ wanted: "2026-12-15" });
    }
  });
});

describe("what is expected of something new", () => {
  async function newArticle(): Promise<World> {
    const made = await opened();
    await check(made, "lars", order("4500400", { article: "Valve body 7" }));
    await answered(made, "lars", { as: "right" });
    return made;
  }

  test("is asked of both once, and read by the other firm", async () => {
    const made = await newArticle();
    expect(await askedOf(made)).toEqual(["expect lars", "expect reza"].sort((a, b) => (a < b ? 1 : -1)));
    const about = (await orders(made)).news[0]!.id;
    await ask(made, "lars", { type: "say-expectation", about, must: "Tight at 16 bar", check: "Pressure test of three" });
    await ask(made, "reza", { type: "say-expectation", about });
    expect(await askedOf(made)).toEqual(["expectation reza"]);
    const { id: expectation } = (await orders(made)).expectations[0]!;
    expect((await ask(made, "lars", { type: "read-expectation", expectation, agrees: true })).answer).toMatchObject({
      code: "own-expectation",
    });
    await ask(made, "reza", { type: "read-expectation", expectation, agrees: false, words: "We test one in each delivery" });
    expect((await orders(made)).expectations).toMatchObject([
      { article: "Valve body 7", agrees: false, read: { words: "We test one in each delivery" } },
    ]);
    expect(await askedOf(made)).toEqual([]);
    expect((await ask(made, "lars", { type: "say-expectation", about, must: "More" })).answer).toMatchObject({ code: "order-settled" });
  });

  test("can be said at any time, of any article, and few are kept", async () => {
    const made = await opened();
    expect((await ask(made, "lars", { type: "say-expectation", must: "Tight" })).answer).toMatchObject({ code: "expected-of-what" });
    expect((await ask(made, "lars", { type: "say-expectation", article: "HP-120" })).answer).toMatchObject({ code: "nothing-expected" });
    for (let i = 0; i < 10; i++) await ask(made, "lars", { type: "say-expectation", article: `HP-${i}`, granted: "Flange covered" });
    expect((await orders(made)).expectations.map(({ article }) => article)).toEqual([
      "HP-2",
      "HP-3",
      "HP-4",
      "HP-5",
      "HP-6",
      "HP-7",
      "HP-8",
      "HP-9",
    ]);
  });

  test("what nobody has time for is asked no more after a month", async () => {
    const made = await newArticle();
    await made.pass(31 * dayMs);
    expect(await askedOf(made)).toEqual([]);
  });
});

describe("whether anything is short", () => {
  const shortOf = async (made: World) =>
    (await made.held(id)).shared.asked.filter(({ key }) => key.startsWith("short:")).map(({ key, to }) => `${key} ${to.join()}`);
  async function changed(made: World, number: string, more: Partial<OrderInput> = { quantity: "5000 pcs" }): Promise<string> {
    await check(made, "lars", order(number, more));
    const about = await question(made);
    await answered(made, "lars", { as: "change" });
    return about;
  }

  test("is asked of the supplier for each order that was answered, three of them at a time", async () => {
    const made = await opened();
    const first = await changed(made, "4500600");
    expect(await shortOf(made)).toEqual([`short:${first} reza`]);
    expect(await reads(made, "reza", "short")).toContain("HP-120 is ordered. Is anything short?");
    const second = await changed(made, "4500601", { article: "XQ-900" });
    expect(await shortOf(made)).toEqual([`short:${first} reza`, `short:${second} reza`]);
    expect((await ask(made, "reza", { type: "nothing-short", about: first as never })).answer.ok).toBe(true);
    expect((await ask(made, "reza", { type: "nothing-short", about: first as never })).answer).toMatchObject({ code: "order-settled" });
    expect(await shortOf(made)).toEqual([`short:${second} reza`]);
    expect((await ask(made, "lars", { type: "nothing-short", about: second as never })).answer).toMatchObject({
      code: "supplier-is-short",
    });
    const more = [];
    for (const number of ["4500603", "4500604", "4500605"]) more.push(await changed(made, number, { article: `XQ-${number}` }));
    expect(await shortOf(made)).toEqual([second, more[0], more[1]].map((about) => `short:${about} reza`));
    expect((await ask(made, "reza", { type: "nothing-short", about: second as never })).answer.ok).toBe(true);
    expect(await shortOf(made)).toEqual(more.map((about) => `short:${about} reza`));
  });

  test("can be left open, and is asked no more after five days", async () => {
    const made = await opened();
    const about = await changed(made, "4500600");
    await made.pass(6 * dayMs);
    expect(await shortOf(made)).toEqual([]);
    const again = await changed(made, "4500602", { article: "XQ-900" });
    expect(again).not.toBe(about);
    expect((await ask(made, "reza", { type: "answer-otherwise", ask: `short:${again}`, how: "skip" })).answer.ok).toBe(true);
    expect(await shortOf(made)).toEqual([]);
  });
});

describe("whatever people write in orders", () => {
  test("is shown as their words and never as ours, in every language, and the log folds to what is stored", async () => {
    const made = await opened();
    const odd = "† {who} <b>x</b> {n, plural, one {y}}";
    await check(made, "lars", order("4500500 †", { quantity: "50000 pcs", wanted: "2026-12-12", specification: odd }));
    await check(made, "lars", order(`† ${"n".repeat(30)}`, { article: "† HP-121", quantity: "5 dozen" }));
    await check(made, "lars", order("unit †", { quantity: "40 dozen", wanted: "2026-11-26" }));
    await answered(made, "reza", { as: "slip", quantity: "500 pcs", specification: odd });
    await ask(made, "lars", { type: "call-about-order", question: await question(made) });
    await ask(made, "lars", { type: "say-expectation", article: odd, must: odd, check: odd, granted: odd });
    const held = await made.held(id);
    for (const language of ["en", "da", "fa"]) {
      const account = {
        ...made.account(),
        people: made.account().people.map((person) => ({ ...person, language })),
        languages: [language] as const,
      };
      const drawn = [
        drawCard(conversation, held, account, made.now(), "shared", "case", null)!,
        ...held.shared.asked.flatMap(({ key, to }) =>
          to.map((who) => drawCard(conversation, held, account, made.now(), `@${who}`, key, null)!),
        ),
        ...account.people.map((person) => drawMore(conversation, held, account, made.now(), person)),
      ];
      const words = JSON.stringify(drawn).replaceAll(/\{"kind":"quote","text":"(?:[^"\\]|\\.)*"\}|"value":"(?:[^"\\]|\\.)*"/g, "");
      expect(words).not.toMatch(/†|\{who\}|undefined|NaN|\[object/);
    }
    expect(canonical(fold(id, await logOf(made.store, id)).shared)).toBe(canonical(held.shared));
    const erased = fold(
      id,
      (await logOf(made.store, id)).map((event) => ({ ...event, said: null }) as Event),
    );
    expect(drawMore(conversation, erased, made.account(), made.now(), made.account().people[0]!).blocks).not.toEqual([]);
    expect(drawCard(conversation, erased, made.account(), made.now(), "shared", "case", null)!.blocks).not.toEqual([]);
  });
});
