import { describe, expect, test } from "vitest";
import { plain } from "../../flows/wording/index.ts";
import type { Place } from "../../src/domain/intake.ts";
import type { Block } from "../../src/domain/message.ts";
import { drawCard } from "../../src/engine/draw.ts";
import { type Command, given, seed, type World, world } from "../support/given.ts";

const report: Command = [
  "freja",
  { type: "report", what: "Batch 4411 came in cracked", order: "Batch 4411", amount: "38 of 120", stops: "line" },
];
const taken: Command = ["reza", { type: "acknowledge" }];
const told = async (...before: readonly Command[]): Promise<World> => {
  const made = await world();
  for (const [by, ask] of before) {
    const { answer } = await made.ask(by, ask as never);
    if (!answer.ok) throw new Error(`${by}: ${answer.code}`);
  }
  return made;
};
const textsOf = (blocks: readonly Block[]): string =>
  blocks.flatMap((block) => (block.kind === "text" ? [plain(block.parts)] : [])).join("\n");
const asked = async (made: World): Promise<string[]> => (await made.held()).shared.asked.map(({ key, to }) => `${key} ${to.join()}`);

describe("a report", () => {
  test("keeps apart when it happened, when it was seen and when it was told, as closely as each is known", async () => {
    const { shared } = await given()
      .when("freja", { ...report[1], type: "report", occurred: "yesterday afternoon", noticed: "2026-11-24T07:30" } as never)
      .gives("reported");
    expect(shared.report.details).toMatchObject({
      occurred: { at: "2026-11-23T11:00:00.000Z", span: "afternoon" },
      noticed: { at: "2026-11-24T06:30:00.000Z", span: "minute" },
    });
    expect(shared.report).toMatchObject({ at: "2026-11-24T07:00:00.000Z", affected: 38, total: 120 });
  });

  test.for([
    ["amount", { amount: "a few" }, "unreadable-count"],
    ["amount", { amount: "120 of 38" }, "more-than-all"],
    ["occurred", { occurred: "some day" }, "unreadable-time"],
    ["occurred", { occurred: "tomorrow 8:00" }, "noticed-later"],
    ["noticed", { occurred: "2026-11-24T07:00", noticed: "2026-11-24T06:00" }, "noticed-before"],
  ] as const)("asks again for %s: %j", async ([, wrong, code]) => {
    await given()
      .when("freja", { ...report[1], ...wrong } as never)
      .refuses(code);
  });
});

describe("after the first sentence", () => {
  test("what hurts is asked once the impact is confirmed, then how it was found; one after the other", async () => {
    const made = await told(report, taken);
    expect(await asked(made)).toContain("impact freja");
    expect((await asked(made)).filter((key) => /^(pain|details)/.test(key))).toEqual([]);
    await made.ask("freja", { type: "confirm-impact" });
    expect((await asked(made)).filter((key) => /^(pain|details)/.test(key))).toEqual(["pain freja"]);
    await made.ask("freja", { type: "say-pain", hurts: "Line 2 stops tomorrow noon" });
    expect((await asked(made)).filter((key) => /^(pain|details)/.test(key))).toEqual(["details freja"]);
    await made.ask("freja", { type: "describe", sort: "quality", delivery: "at", way: "own-check", inspected: 120 });
    expect((await asked(made)).filter((key) => /^(pain|details)/.test(key))).toEqual([]);
    const { report: after } = (await made.held()).shared;
    expect(after).toMatchObject({ hurts: "Line 2 stops tomorrow noon", remedy: null });
    expect(after.details).toMatchObject({ sort: "quality", delivery: "at", way: "own-check", inspected: 120 });
  });

  test("nobody is asked what the report said already, and nothing of a small matter", async () => {
    const said = await told(["freja", { ...report[1], hurts: "Line 2", remedy: "Good ones" } as never], taken, [
      "freja",
      { type: "confirm-impact" },
    ]);
    expect((await asked(said)).filter((key) => key.startsWith("pain"))).toEqual([]);
    const small = await told(["freja", { ...report[1], stops: "nothing" } as never], taken);
    expect((await asked(small)).filter((key) => /^(pain|details|contain)/.test(key))).toEqual([]);
  });

  test("only the customer says what hurts it", async () => {
    await given(report, taken).when("reza", { type: "say-pain", hurts: "The furnace" }).refuses("customer-says-pain");
  });

  test("what says nothing is not taken for an answer", async () => {
    await given(report, taken).when("freja", { type: "describe" }).refuses("nothing-said");
    await given(report, taken).when("freja", { type: "say-pain" }).refuses("nothing-said");
  });
});

describe("containment", () => {
  const row = (made: World, place: Place) => made.held().then(({ shared }) => shared.containment.filter((one) => one.place === place));

  test("is asked of each firm for its own places, one place after the other, until each is answered", async () => {
    const made = await told(report, taken, ["reza", { type: "say-locus", locus: "environment" }]);
    expect((await asked(made)).filter((key) => key.startsWith("contain"))).toEqual(["contain:supplier reza", "contain:customer freja"]);
    await made.ask("freja", { type: "contain", place: "customer-stock", what: "82 set aside" });
    await made.ask("reza", { type: "nothing-to-contain", place: "supplier-stock" });
    expect((await asked(made)).filter((key) => key.startsWith("contain"))).toEqual(["contain:supplier reza"]);
    await made.ask("reza", { type: "contain", place: "transit", what: "Truck called back" });
    expect((await asked(made)).filter((key) => key.startsWith("contain"))).toEqual([]);
    expect(await row(made, "supplier-stock")).toMatchObject([{ nothing: true, what: null }]);
  });

  test("is not asked of the customer where the supplier caused it, nor where no piece lies anywhere", async () => {
    const supplier = await told(report, taken, ["reza", { type: "say-locus", locus: "supplier" }]);
    expect((await asked(supplier)).filter((key) => key.startsWith("contain"))).toEqual(["contain:supplier reza"]);
    const service = await told(["freja", { type: "report", what: "The portal does not answer", stops: "line" }], taken);
    expect((await asked(service)).filter((key) => key.startsWith("contain"))).toEqual([]);
    await supplier.ask("freja", { type: "describe", sort: "late" });
    expect((await asked(supplier)).filter((key) => key.startsWith("contain"))).toEqual([]);
  });

  const rows = async (made: World): Promise<Record<string, string>> => {
    const card = drawCard(made.engine.conversation, await made.held(), seed, made.now(), "shared", "case", null)!;
    const all = card.blocks.flatMap((block) => (block.kind === "facts" ? block.rows : []));
    return Object.fromEntries(all.map(({ label, value }) => [plain(label), plain(value)]));
  };

  test("stands on the card in all three places: done, nothing there, open, or not said", async () => {
    const nowhere = await told(report);
    expect(Object.keys(await rows(nowhere)).filter((label) => /^(Set aside|Stopped)/.test(label))).toEqual([]);
    const made = await told(report, taken, ["reza", { type: "nothing-to-contain", place: "supplier-stock" }]);
    expect(await rows(made)).toMatchObject({
      "Set aside at the customer": "not said",
      "Set aside at the supplier": "nothing there",
      "Stopped on the way": "still open",
    });
  });

  const fieldsOf = async (made: World): Promise<string[]> => {
    const card = drawCard(made.engine.conversation, await made.held(), seed, made.now(), "@reza", "contain:supplier", null)!;
    const actions = card.blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));
    return actions.find(({ key }) => key === "action.contained")!.fields.map(({ name }) => name);
  };

  test("at the customer's is said by the supplier, as far as it knows, where the customer is not asked", async () => {
    const made = await told(report, taken, ["reza", { type: "say-locus", locus: "supplier" }]);
    expect(await fieldsOf(made)).toEqual(["what", "there"]);
    await made.ask("reza", { type: "contain", place: "supplier-stock", what: "40 set aside", there: "Freja holds the last pallet back" });
    expect(await rows(made)).toMatchObject({ "Set aside at the customer": "Freja holds the last pallet back · Reza Karimi" });
    expect(await fieldsOf(made)).toEqual(["what"]);
    const asking = await told(report, taken, ["reza", { type: "say-locus", locus: "environment" }]);
    expect(await fieldsOf(asking)).toEqual(["what"]);
  });

  test.for([
    ["nobody has said anything", null, null, false],
    ["the supplier alone says that it was its own", "supplier", null, false],
    ["the supplier alone says that it came from outside", "environment", null, true],
    ["the customer says that it came from the supplier, who sees it differently", "environment", "supplier", false],
    ["the customer is not sure, and the supplier says that it was its own", "supplier", "unknown", true],
    ["the customer says that it was its own, and the supplier that it was theirs", "supplier", "customer", true],
  ] as const)("of the customer's own stock follows the customer's word: %s", async ([, supplier, customer, isAsked]) => {
    const made = await told(
      report,
      taken,
      ...(supplier ? [["reza", { type: "say-locus", locus: supplier }] as const] : []),
      ...(customer ? [["freja", { type: "say-locus", locus: customer }] as const] : []),
    );
    expect((await asked(made)).includes("contain:customer freja")).toBe(isAsked);
  });
});

describe("a question answered otherwise", () => {
  test("goes to the colleague it is passed to, who reads from whom; and nobody else", async () => {
    const made = await told(report, taken);
    await made.ask("freja", { type: "answer-otherwise", ask: "impact", how: "mads" });
    expect(await asked(made)).toContain("impact mads");
    const ask = drawCard(made.engine.conversation, await made.held(), seed, made.now(), "@mads", "impact", null)!;
    expect(textsOf(ask.blocks)).toContain("passed on by Freja Holm");
    const { closing } = made.store.written.at(-1)!.cards.find(({ room, name }) => room === "@freja" && name === "impact")!;
    const gone = drawCard(made.engine.conversation, await made.held(), seed, made.now(), "@freja", "impact", JSON.parse(closing!))!;
    expect(textsOf(gone.blocks)).toContain("Mads Krogh has it now");
    await made.ask("mads", { type: "answer-otherwise", ask: "impact", how: "freja" });
    expect(await asked(made)).toContain("impact freja");
  });

  test("is asked no more when it is left open, and the next one comes", async () => {
    const made = await told(report, taken, ["freja", { type: "confirm-impact" }]);
    await made.ask("freja", { type: "answer-otherwise", ask: "pain", how: "skip" });
    expect((await asked(made)).filter((key) => /^(pain|details)/.test(key))).toEqual(["details freja"]);
    await made.ask("freja", { type: "answer-otherwise", ask: "details", how: "unknown" });
    expect((await asked(made)).filter((key) => /^(pain|details)/.test(key))).toEqual([]);
  });

  test.for([
    ["freja", "acknowledge", "skip", "not-asked"],
    ["freja", "impact", "reza", "not-a-colleague"],
    ["freja", "impact", "freja", "asked-already"],
    ["mads", "impact", "skip", "not-asked"],
  ] as const)("%s about %s: %s is refused", async ([by, ask, how, code]) => {
    await given(report, taken)
      .when(by, { type: "answer-otherwise", ask, how } as never)
      .refuses(code);
  });

  test("what the case cannot go on without is passed on, and not left open", async () => {
    const made = await told(report, taken);
    const key = (await made.held()).shared.asked.find((one) => one.key.startsWith("cause"))!.key;
    expect((await made.ask("reza", { type: "answer-otherwise", ask: key, how: "skip" })).answer).toMatchObject({ code: "needs-an-answer" });
    expect((await made.ask("reza", { type: "answer-otherwise", ask: key, how: "arash" as never })).answer.ok).toBe(true);
    expect(await asked(made)).toContain(`${key} arash`);
  });

  test("every question says why it is asked, who sees the answer, and has a way out", async () => {
    const made = await told(report, taken);
    for (const { key, to } of (await made.held()).shared.asked) {
      const drawn = drawCard(made.engine.conversation, await made.held(), seed, made.now(), `@${to[0]}`, key, null)!;
      const words = textsOf(drawn.blocks);
      expect(words, key).toContain("Both firms see the answer.");
      expect(words, key).toContain("why you: ");
      const keys = drawn.blocks.flatMap((block) => (block.kind === "actions" ? block.actions.map((action) => action.key) : []));
      expect(keys, key).toContain("action.otherwise");
    }
  });
});
