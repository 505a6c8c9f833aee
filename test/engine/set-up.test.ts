/** Applying set-up files: who may, what changes, what both firms hear; on the store in memory. */
import { beforeEach, describe, expect, test } from "vitest";
import { plain } from "../../flows/wording/index.ts";
import type { Hash, PersonId } from "../../src/domain/ids.ts";
import { roomKey } from "../../src/domain/message.ts";
import { peopleOf, personOf } from "../../src/domain/people.ts";
import { relay } from "../../src/engine/relay.ts";
import { setUp } from "../../src/engine/set-up.ts";
import { readers } from "../../src/operations/readers.ts";
import { seedTexts } from "../../src/operations/seed.ts";
import type { Applied, Compared, SetUp, Shown, Which, Wrong } from "../../src/ports/set-up.ts";
import type { Store } from "../../src/ports/store.ts";
import { fakeChat } from "../support/fake-chat.ts";
import { seed, type World, world } from "../support/given.ts";

const texts = await seedTexts();
let made: World;
let files: SetUp;

const over = (store: Store): SetUp =>
  setUp(
    { ...made.engine, store },
    async () => readers,
    async () => {},
  );
const by = (person: string) => ({ relationship: seed.id, person: person as PersonId });
const shown = async (person: string, which: Which): Promise<Shown> => (await files.show(by(person), which)) as Shown;
const check = (person: string, which: Which, text: string) => files.check(by(person), which, text);
const apply = async (person: string, which: Which, text: string, from = files): Promise<Applied> => {
  const { over: seen } = (await from.show(by(person), which)) as Shown;
  return (await from.apply(by(person), which, text, seen)) as Applied;
};
const account = async () => (await made.store.account(seed.id))!.account;
/** What rooms have been told, by room. */
async function told(): Promise<readonly string[]> {
  const chat = fakeChat();
  await relay(made.engine, chat, { info() {}, warn() {}, error() {} }, () => {}).pass();
  return chat.ledger.map(
    ({ to, shown: [first] }) => `${to.room}: ${first!.blocks.map((block) => ("parts" in block ? plain(block.parts) : "")).join(" ")}`,
  );
}
const linesOf = ({ changes }: Compared) => changes.map(({ about, lines }) => [plain(about), ...lines.map(plain)]);
const customer = (change: (text: string) => string) => change(texts.customer);
const higher = customer((text) => text.replace("limit: 50000.00 EUR", "limit: 80000.00 EUR"));
const slower = texts.relationship.replace(
  "acknowledge: { low: 240, normal: 120, high: 60",
  "acknowledge: { low: 240, normal: 120, high: 90",
);

/** The relationship's file with a plan of its own. */
const planned = texts.relationship.replace(
  "catalogue:",
  `plan:
  - { locus: environment, perspective: reactive, level: 3, customer: [at-hand, fits], seats: { co-evaluator: 3, value-retriever: 0 } }
catalogue:`,
);

beforeEach(async () => {
  made = await world();
  files = over(made.store);
});

describe("a firm's file", () => {
  test("is shown as it is in force: read again, nothing differs", async () => {
    for (const [person, firm] of [
      ["hanne", "customer"],
      ["shirin", "supplier"],
    ] as const) {
      const { text, hints, waiting } = await shown(person, "firm");
      expect(text).toContain(`name: ${seed.firms[firm].name}`);
      expect(hints.map(plain)).toEqual([
        `Public holidays of ${firm === "customer" ? "DK" : "IR"} are known until 2029-12-31. Applying this file again extends them.`,
      ]);
      expect(text.split("\n")[0]).toBe(`# Set-up of ${seed.firms[firm].name}. In force as soon as one of its administrators applies it.`);
      expect(waiting).toEqual([]);
      expect(await check(person, "firm", text)).toMatchObject({ ok: true, changes: [] });
      expect(await apply(person, "firm", text)).toMatchObject({ ok: true, outcome: "same" });
    }
    expect((await made.store.account(seed.id))!.version).toBe(1);
  });

  test("tells what it would change before it changes anything", async () => {
    const found = (await check("hanne", "firm", higher)) as Compared;
    expect(linesOf(found)).toEqual([["Lars Due", "limit: 5000000 EUR → 8000000 EUR"]]);
    expect(await account()).toEqual(seed);
    expect(await apply("hanne", "firm", higher)).toMatchObject({ outcome: "in-force" });
    expect(personOf(await account(), "lars" as PersonId)?.approver).toEqual({ limit: { minor: 8_000_000, currency: "EUR" } });
  });

  test("says in the reader's language what it changes", async () => {
    const speaking = (language: string) =>
      made.saveAccount({ ...seed, people: seed.people.map((one) => (one.id === "hanne" ? { ...one, language } : one)) });
    await speaking("da");
    expect(linesOf((await check("hanne", "firm", higher)) as Compared)).toEqual([["Lars Due", "beløbsgrænse: 5000000 EUR → 8000000 EUR"]]);
    await speaking("fa");
    expect(linesOf((await check("hanne", "firm", higher)) as Compared)).toEqual([["Lars Due", "سقف: از 5000000 EUR به 8000000 EUR"]]);
  });

  test("is for administrators of that firm alone: others are told who could, and see nothing", async () => {
    for (const person of ["lars", "freja"]) {
      for (const answer of [
        await files.show(by(person), "firm"),
        await files.show(by(person), "relationship"),
        await check(person, "firm", higher),
        await files.apply(by(person), "firm", higher, "0" as Hash),
        await files.apply(by(person), "relationship", slower, "0" as Hash),
      ]) {
        expect(answer).toMatchObject({ ok: false, code: "not-administrator" });
        expect(plain((answer as Applied).says)).toContain("Hanne Bak");
      }
    }
    expect(await files.show(by("nobody"), "firm")).toBeNull();
    expect(await files.apply({ ...by("hanne"), relationship: "elsewhere" as never }, "firm", higher, "0" as Hash)).toBeNull();
    expect(await account()).toEqual(seed);
  });

  test("names people of that firm alone, whatever stands in it", async () => {
    for (const text of [texts.supplier, higher.replace("id: jens", "id: reza")]) {
      const found = (await check("hanne", "firm", text)) as Wrong;
      expect(found.problems.map(({ code }) => code)).toContain("other-firms-person");
      expect(await apply("hanne", "firm", text)).toMatchObject({ ok: false, code: "problems" });
    }
    expect(await account()).toEqual(seed);
  });

  test("never gives an id of the other firm to somebody of its own, not even after whoever had it has left", async () => {
    await apply("shirin", "firm", texts.supplier.replace(/.*id: neda.*\n/, ""));
    expect((await account()).former).toEqual([{ id: "neda", firm: "supplier" }]);
    // What was said to Neda directly would be open to whoever has her id.
    const taken = customer((text) => text.replace("id: jens", "id: neda"));
    expect(((await check("hanne", "firm", taken)) as Wrong).problems.map(({ code }) => code)).toEqual(["other-firms-person"]);
    expect(await apply("shirin", "firm", texts.supplier)).toMatchObject({ outcome: "in-force" });
    expect(await account()).toEqual(seed);
  });

  test("changes no right of the other firm, which hears that the approvers are others, and no more", async () => {
    const added = customer(
      (text) =>
        `${text.trimEnd()}\n  - { id: karen, name: Karen Holt, function: sales, level: middle, title: sales, approver: { limit: 700.00 EUR } }\n`,
    );
    await apply("hanne", "firm", added);
    const now = await account();
    expect(JSON.stringify([now.firms.supplier, peopleOf(now, "supplier")])).toBe(
      JSON.stringify([seed.firms.supplier, peopleOf(seed, "supplier")]),
    );
    const news = await told();
    expect(news).toEqual(["shared: Nordvik Pumps has changed who may sign for it."]);
    expect(news.join()).not.toMatch(/Karen|700/);
  });

  test("tells nobody where no approver changes", async () => {
    await apply(
      "hanne",
      "firm",
      customer((text) => text.replace("title: finance director", "title: chief of finance")),
    );
    expect(await told()).toEqual([]);
  });

  test("keeps what people chose for themselves where it does not speak of it", async () => {
    await made.saveAccount({ ...seed, people: seed.people.map((one) => (one.id === "freja" ? { ...one, language: "da" } : one)) });
    await apply("hanne", "firm", higher);
    expect(personOf(await account(), "freja" as PersonId)?.language).toBe("da");
    expect((await shown("hanne", "firm")).text).toMatch(/id: freja.*language: da/);
  });

  test("over another than the one that was seen is refused, with what to do", async () => {
    const { over: seen } = await shown("hanne", "firm");
    await apply("hanne", "firm", higher);
    expect(await files.apply(by("hanne"), "firm", texts.customer, seen)).toMatchObject({ ok: false, code: "set-up-changed" });
    expect(personOf(await account(), "lars" as PersonId)?.approver?.limit?.minor).toBe(8_000_000);
  });

  test("is decided on the settings that it replaces: whoever was an administrator a moment ago is none", async () => {
    const { over: seen } = await shown("hanne", "firm");
    let between = true;
    const slow = over({
      ...made.store,
      async saveAccount(...given) {
        // Somebody else is quicker, and takes the right away.
        if (between) {
          between = false;
          const people = seed.people.map((one) => ({ ...one, administrator: one.id === "lars" || one.firm === "supplier" }));
          await made.store.saveAccount({ ...seed, people });
        }
        return made.store.saveAccount(...given);
      },
    });
    expect(await slow.apply(by("hanne"), "firm", higher, seen)).toMatchObject({ ok: false, code: "not-administrator" });
    expect(personOf(await account(), "lars" as PersonId)?.approver?.limit?.minor).toBe(5_000_000);
  });

  test("goes through where the other firm was quicker with its own", async () => {
    let between = true;
    const slow = over({
      ...made.store,
      async saveAccount(...given) {
        if (between) {
          between = false;
          await apply("shirin", "firm", texts.supplier.replace("title: quality lead", "title: head of quality"), over(made.store));
        }
        return made.store.saveAccount(...given);
      },
    });
    expect(await apply("hanne", "firm", higher, slow)).toMatchObject({ outcome: "in-force" });
    const now = await account();
    expect(personOf(now, "reza" as PersonId)?.title).toBe("head of quality");
    expect(personOf(now, "lars" as PersonId)?.approver?.limit?.minor).toBe(8_000_000);
  });

  test("extends the public holidays when it is applied again in a later year", async () => {
    await made.pass(400 * 86_400_000, true);
    const found = (await check("hanne", "firm", (await shown("hanne", "firm")).text)) as Compared;
    expect(linesOf(found)).toEqual([["Nordvik Pumps", "public holidays known until: 2029-12-31 → 2030-12-31"]]);
    expect(found.hints.map(plain).join()).toContain("2030-12-31");
    await apply("hanne", "firm", texts.customer);
    expect((await account()).firms.customer.calendar.free).toContain("2030-04-19");
  });

  test("lets somebody go without whom the relationship's file still counts, and says so", async () => {
    const without = customer((text) => text.replace(/.*id: jens.*\n/, "").replace(/.*id: freja.*\n/, ""));
    const found = (await check("hanne", "firm", without)) as Compared;
    expect(
      linesOf(found)
        .flat()
        .filter((line) => line === "Removed"),
    ).toHaveLength(2);
    expect(found.hints.map(plain).join()).toContain("still names freja");
    expect(await apply("hanne", "firm", without)).toMatchObject({ outcome: "in-force" });
  });
});

describe("the relationship's file", () => {
  const waiting = async (person: string) => (await shown(person, "relationship")).waiting;

  test("is in force only when both firms have applied the same, and the other one sees what waits for it", async () => {
    expect(await apply("hanne", "relationship", slower)).toMatchObject({ outcome: "proposed" });
    expect(await account()).toEqual(seed);
    expect(await told()).toEqual([
      `${roomKey({ kind: "person", person: "shirin" as PersonId })}: Nordvik Pumps proposes to change what both firms agreed. You find the proposal under Set-up; it is in force once you apply the same.`,
    ]);
    const [seen, none] = await waiting("shirin");
    expect(none).toBeUndefined();
    expect(linesOf({ changes: seen!.changes } as Compared)).toEqual([
      ["Service levels", "Confirm a report, High: 60 → 90 working minutes"],
    ]);
    expect({ firm: seen!.firm, by: plain(seen!.by), at: seen!.at }).toEqual({ firm: "customer", by: "Hanne Bak", at: made.now() });
    // The same content, written another way.
    expect(await apply("shirin", "relationship", `# as agreed by phone\n${seen!.text}`)).toMatchObject({ outcome: "in-force" });
    expect((await account()).service.acknowledge.high).toBe(90);
    expect(await waiting("shirin")).toEqual([]);
    expect((await told()).filter((line) => line.startsWith("shared"))).toEqual([
      "shared: What both firms agreed has changed: both have applied the same set-up.",
    ]);
  });

  test("another proposal stands beside the first, and neither is in force; whoever comes round to the other's decides", async () => {
    await apply("hanne", "relationship", slower);
    const slowest = slower.replace("high: 90", "high: 240");
    expect(await apply("shirin", "relationship", slowest)).toMatchObject({ outcome: "proposed" });
    expect((await waiting("hanne")).map(({ firm }) => firm).sort()).toEqual(["customer", "supplier"]);
    expect(await account()).toEqual(seed);
    expect(await apply("hanne", "relationship", slowest)).toMatchObject({ outcome: "in-force" });
    expect((await account()).service.acknowledge.high).toBe(240);
    expect(await waiting("hanne")).toEqual([]);
  });

  test("one firm alone changes nothing, however often and whatever it applies", async () => {
    for (const text of [slower, slower, slower.replace("currency: EUR", "currency: USD"), slower])
      expect(await apply("hanne", "relationship", text)).toMatchObject({ outcome: "proposed" });
    expect(await account()).toEqual(seed);
    expect(await waiting("hanne")).toHaveLength(1);
  });

  test("is taken back by applying what is in force", async () => {
    await apply("hanne", "relationship", slower);
    expect(await apply("hanne", "relationship", texts.relationship)).toMatchObject({ outcome: "same" });
    expect(await waiting("shirin")).toEqual([]);
    expect(await apply("shirin", "relationship", slower)).toMatchObject({ outcome: "proposed" });
    expect(await account()).toEqual(seed);
  });

  test("both firms at one instant: it is in force", async () => {
    const seen = { hanne: (await shown("hanne", "relationship")).over, shirin: (await shown("shirin", "relationship")).over };
    await Promise.all((["hanne", "shirin"] as const).map((person) => files.apply(by(person), "relationship", slower, seen[person])));
    expect((await account()).service.acknowledge.high).toBe(90);
    expect(await made.store.proposals(seed.id)).toEqual([]);
  });

  test("a proposal outlives a change of the firm's own file", async () => {
    await apply("hanne", "relationship", slower);
    await apply("hanne", "firm", higher);
    await apply("shirin", "firm", texts.supplier.replace("city: Tabriz", "city: Tehran"));
    expect(await apply("shirin", "relationship", slower)).toMatchObject({ outcome: "in-force" });
    const now = await account();
    expect([now.service.acknowledge.high, now.firms.supplier.city, personOf(now, "lars" as PersonId)?.approver?.limit?.minor]).toEqual([
      90,
      "Tehran",
      8_000_000,
    ]);
  });

  test("carries how often survey and audit come back", async () => {
    const often = texts.relationship.replace("effectAfterDays: 60", "effectAfterDays: 60\nrhythm: { survey: quarterly, audit: yearly }");
    expect(linesOf((await check("hanne", "relationship", often)) as Compared)).toEqual([
      ["What both firms agreed", "survey comes back: never → every quarter", "own audit comes back: every quarter → every year"],
    ]);
    await apply("hanne", "relationship", often);
    await apply("shirin", "relationship", often);
    expect((await account()).rhythm).toEqual({ survey: "quarterly", audit: "yearly" });
  });

  test("leaves what the customer said in chat as it is where it does not speak of it, and agrees all the same", async () => {
    const silent = slower.replace(/preferences: .*\n/, "");
    expect(await apply("hanne", "relationship", silent)).toMatchObject({ outcome: "proposed" });
    const preferences = { first: "compensation", apology: "manager", manner: "formal", within: "hour", note: "Call Mads first" } as const;
    await made.saveAccount({ ...(await account()), preferences });
    const [seen] = await waiting("shirin");
    expect(linesOf({ changes: seen!.changes } as Compared)).toEqual([
      ["Service levels", "Confirm a report, High: 60 → 90 working minutes"],
    ]);
    expect(await apply("shirin", "relationship", seen!.text)).toMatchObject({ outcome: "in-force" });
    expect(await account()).toMatchObject({ preferences, service: { acknowledge: { high: 90 } } });
    const said = texts.relationship.replace("manner: plain", "manner: formal");
    expect(linesOf((await check("hanne", "relationship", said)) as Compared)[0]).toEqual([
      "What both firms agreed",
      "expected first: that the loss is made good → a fast way out",
      "apology: from a manager → from whoever handles it",
    ]);
    // A file of before says nothing of how fast, nor of what else they should know: both stay.
    const timed = said.replace("manner: formal", "manner: formal, within: day");
    expect(linesOf((await check("hanne", "relationship", timed)) as Compared)[0]).toContain("how fast: within the hour → the same day");
    expect(JSON.stringify(await check("hanne", "relationship", timed))).not.toContain("Mads first");
  });

  test("says of one's own firm alone whose limits another currency would leave behind", async () => {
    const dollars = texts.relationship.replace("currency: EUR", "currency: USD");
    const hints = async (person: string) => ((await check(person, "relationship", dollars)) as Compared).hints.map(plain);
    expect(await hints("hanne")).toEqual([
      "The limits of Lars Due are in another currency: they can sign again once your firm’s file says them anew.",
    ]);
    expect(await hints("shirin")).toEqual([]);
  });
});

describe("a new relationship", () => {
  const other = { ...texts, relationship: texts.relationship.replace("id: sahand-nordvik", "id: two-more") };

  test("is made of three files, once", async () => {
    expect(await files.found(other)).toEqual({ ok: true, relationship: "two-more", made: true });
    expect(await made.store.unopened()).not.toContain("two-more");
    expect((await made.store.account("two-more" as never))!.account).toEqual({ ...seed, id: "two-more" });
    expect(await files.found({ ...other, customer: higher })).toEqual({ ok: true, relationship: "two-more", made: false });
    expect((await made.store.account("two-more" as never))!.account).toEqual({ ...seed, id: "two-more" });
  });

  test("is not made where any of them has a problem; all are told, by file and line", async () => {
    const answer = (await files.found({
      supplier: other.supplier.replace("Asia/Tehran", "Asia/Tabriz"),
      customer: other.customer.replace("faces: reza", "faces: rezza"),
      relationship: other.relationship.replace("currency: EUR", "currency: EURO"),
    })) as Wrong;
    expect(answer.problems.map(({ file, line, code }) => [file, line, code])).toEqual([
      ["supplier", 4, "not-a-zone"],
      ["relationship", 4, "not-a-currency"],
    ]);
    const between = (await files.found({ ...other, customer: other.customer.replace("faces: reza", "faces: rezza") })) as Wrong;
    expect(between.problems.map(({ file, line, code }) => [file, line, code])).toEqual([["customer", 10, "nobody-there"]]);
    expect(await made.store.account("two-more" as never)).toBeNull();
  });
});

test("an open case goes on with those who are there: whoever is gone is asked nothing any more", async () => {
  await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
  const asked = async () => (await made.held()).shared.asked.map(({ key, to }) => `${key} ${to.join()}`);
  expect(await asked()).toContain("acknowledge reza");
  await apply("shirin", "firm", texts.supplier.replace(/.*id: reza.*\n/, "").replace("middle: [reza]", "middle: [arash]"));
  await made.pass(60_000);
  expect((await asked()).filter((line) => line.includes("reza"))).toEqual([]);
  expect(await asked()).toContain("acknowledge arash");
  expect((await made.ask("arash", { type: "acknowledge" })).answer.ok).toBe(true);
});

test("what a relationship changes of its plan is shown before it is applied, and stands in the file afterwards", async () => {
  const found = linesOf((await check("hanne", "relationship", planned)) as Compared);
  expect(found).toEqual([
    [
      "Plan for Nobody’s doing: road, weather, authorities, found by the customer",
      "level of collaboration: as usual → 3",
      "asked of the customer, added: what they have at hand, whether a cause fits",
      "asked of the customer, taken away: as usual",
      "people for “gets things going again”: as usual → 0",
      "people for “weighs the options”: as usual → 3",
    ],
  ]);
  await apply("hanne", "relationship", planned);
  await apply("shirin", "relationship", planned);
  expect((await account()).plan).toEqual([
    {
      locus: "environment",
      perspective: "reactive",
      level: 3,
      customer: ["at-hand", "fits"],
      seats: { "co-evaluator": 3, "value-retriever": 0 },
    },
  ]);
  const { text } = await shown("hanne", "relationship");
  expect(await check("hanne", "relationship", text)).toMatchObject({ ok: true, changes: [] });
});
