/** Options: weighed by what matters, put into by either firm, taken from what worked before; offers compared, and ended to the millisecond. */
import { describe, expect, test } from "vitest";
import { drawComparison } from "../../flows/agreements.ts";
import { weighed } from "../../flows/evaluation.ts";
import { type Shared, visibleTo } from "../../src/domain/case.ts";
import type { Story } from "../../src/domain/flow.ts";
import type { OptionId } from "../../src/domain/ids.ts";
import type { Action, Field, Message, Part } from "../../src/domain/message.ts";
import { dayMs, epochMs, hourMs, type Instant } from "../../src/domain/time.ts";
import { drawCard, drawMore } from "../../src/engine/draw.ts";
import { must, onTable, reported, restated, signedBy, tried, understood } from "../support/agreed.ts";
import { type AskInput, logOf, ownWords, type World, who, world } from "../support/given.ts";

const hurts = "line 2 standing still";
const due = "Fri 4 Dec 2026 16:00";
const shared = async (made: World) => (await made.held()).shared;
const optionOf = (s: Shared, i: number): OptionId => s.negotiation.options[i]!.id;
const option = (terms: string, more: object = {}): AskInput =>
  ({ type: "propose-option", terms, promises: `Neda: ${terms}, by ${due}`, ...more }) as AskInput;

/** What somebody sees of an ask, or of everything they may do; quotes included. */
async function sees(made: World, by: string, kind: string): Promise<Message> {
  const held = await made.held();
  const person = who(by, made.account());
  const asked = [...held.shared.asked, ...held[person.firm].asked].find(
    ({ key, to }) => key.startsWith(`${kind}:`) && to.includes(person.id),
  );
  const drawn = kind === "more" ? drawMore(made.engine.conversation, held, made.account(), made.now(), person) : null;
  return drawn ?? drawCard(made.engine.conversation, held, made.account(), made.now(), `@${by}`, asked!.key, null)!;
}
const whole = (parts: readonly Part[]): string =>
  parts.map((part) => (typeof part === "object" && part.kind === "quote" ? part.text : ownWords([part]))).join("");
const textOf = ({ blocks }: Message): string =>
  blocks
    .map((block) => {
      if (block.kind === "facts") return block.rows.map(({ label, value }) => `${whole(label)}: ${whole(value)}`).join("\n");
      if (block.kind === "list") return block.items.map(whole).join("\n");
      return "parts" in block ? whole(block.parts) : "";
    })
    .join("\n");
const actionsOf = ({ blocks }: Message): readonly Action[] => blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));
const filled = (fields: readonly Field[], name: string) =>
  fields.map((field) => (field.name === name && "value" in field ? field.value : null)).find((value) => value !== null);

async function withOptions(...all: AskInput[]): Promise<World> {
  const made = await world();
  await reported(made, hurts);
  for (const one of all) await must(made, "reza", one);
  return made;
}

describe("which pain an option ends", () => {
  test.for([
    ["yes", `Ends: ${hurts}`],
    ["partly", `Ends in part: ${hurts}`],
    ["no", `Does not end: ${hurts}`],
    [null, `Not said whether it ends: ${hurts}`],
  ] as const)("%s stands beside it", async ([ends, words]) => {
    const made = await withOptions(option("replace all", { ends }));
    expect(textOf(await sees(made, "freja", "choose"))).toContain(words);
    await must(made, "freja", (s) => ({ type: "choose-option", option: optionOf(s, 0) }));
    expect(textOf(await sees(made, "freja", "restate"))).toContain(words);
  });

  test("where nobody said what hurts, nothing is said of it and nothing asked", async () => {
    const made = await world();
    await reported(made);
    await must(made, "reza", option("replace all"));
    expect(textOf(await sees(made, "freja", "choose"))).not.toMatch(/ends/i);
    const offer = actionsOf(await sees(made, "reza", "more")).find(({ key }) => key === "action.offer-new")!;
    expect(offer.fields.filter(({ name }) => name === "ends")).toEqual([]);
  });

  test("no form asks for more than five things at first; the rest is folded away", async () => {
    const made = await withOptions(option("replace all"));
    await must(made, "freja", (s) => ({ type: "counter", option: optionOf(s, 0), terms: "x", promises: `Neda: x, by ${due}` }));
    const all = [...actionsOf(await sees(made, "reza", "answer")), ...actionsOf(await sees(made, "reza", "more"))];
    expect(all.some(({ fields }) => fields.length > 5)).toBe(true);
    for (const { key, fields } of all) expect(fields.filter(({ rare }) => !rare).length, key).toBeLessThanOrEqual(5);
  });
});

describe("weighing", () => {
  const weigh = (i: number, matters: string, second?: readonly [string, number]) => (s: Shared) =>
    ({
      type: "evaluate",
      option: optionOf(s, i),
      matters,
      ...(second && { second: second[0], secondOption: optionOf(s, second[1]) }),
      note: "A day of standstill costs 14,000 EUR",
    }) as AskInput;

  test("three points each: two on what matters most and one on what matters next, or all on one; their sums are the firm's alone", async () => {
    const made = await withOptions(option("replace all"), option("rework"));
    const before = JSON.stringify(await shared(made));
    await must(made, "mads", weigh(1, "time", ["cost", 0]));
    await must(made, "ida", weigh(1, "own-customers"));
    const { customer, supplier, shared: s } = await made.held();
    expect(weighed(s.negotiation.options, customer.evaluations)).toEqual([
      { points: 1, of: 6, matters: [["cost", 1]] },
      {
        points: 5,
        of: 6,
        matters: [
          ["own-customers", 3],
          ["time", 2],
        ],
      },
    ]);
    expect(supplier.evaluations).toEqual([]);
    expect(JSON.stringify(s)).toBe(before);
    const card = textOf(await sees(made, "freja", "choose"));
    expect(card).toContain("Weighed by your firm: 5 of 6 points: our own customers 3, time 2");
    expect(card).toContain("option 2 for time, option 1 for cost. A day of standstill");
    const side = drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), "customer", "case", null)!;
    expect(textOf(side)).toContain("Option 2 · Weighed by your firm: 5 of 6 points");
  });

  test("who weighs again is counted once, and it is asked of each evaluator until they have", async () => {
    const made = await withOptions(option("replace all"), option("rework"));
    const asked = async () => (await made.held()).customer.asked.map(({ key }) => key);
    expect(await asked()).toEqual(["evaluate:mads", "evaluate:ida"]);
    await must(made, "mads", weigh(1, "time"));
    await must(made, "mads", weigh(0, "quality"));
    expect(await asked()).toEqual(["evaluate:ida"]);
    const { customer, shared: s } = await made.held();
    expect(weighed(s.negotiation.options, customer.evaluations).map(({ points }) => points)).toEqual([3, 0]);
  });

  test.for([[{ option: "zzzzzzzzzzzz" }, "unknown-option"]] as const)("%j is asked again: %s", async ([given, code]) => {
    const made = await withOptions(option("replace all"), option("rework"));
    const ask = (s: Shared): AskInput => {
      const { secondOption, ...rest } = given as { secondOption?: boolean };
      return {
        type: "evaluate",
        option: optionOf(s, 0),
        matters: "time",
        ...(secondOption && { secondOption: optionOf(s, 1) }),
        ...rest,
      } as AskInput;
    };
    expect(await tried(made, "mads", ask)).toBe(code);
  });
});

describe("what a firm puts in", () => {
  test("is a promise of its own kind, read from its line in any language, hashed with the offer and followed up like the others", async () => {
    const made = await withOptions();
    const lines = `Arash: two engineers for two days [skill], by ${due}\nJens: 200 af vores [sikkerhedslager], by ${due}\nNeda: parts [batch 4411], by ${due}`;
    await must(made, "reza", { type: "counter", terms: "Rework", promises: lines });
    const { deal } = onTable(await shared(made));
    expect(deal.promises.map(({ what, pledge }) => [what, pledge])).toEqual([
      ["two engineers for two days", "skill"],
      ["200 af vores", "safety-stock"],
      ["parts [batch 4411]", null],
    ]);
    const card = textOf(await sees(made, "freja", "answer"));
    expect(card).toContain("Put in: Sahand Casting: skill and experience\nNordvik Pumps: safety stock");
    await understood(made, "freja");
    await signedBy(made, "lars", "shirin");
    expect((await shared(made)).promises.map(({ pledge, status }) => `${pledge} ${status}`)).toEqual([
      "skill open",
      "safety-stock open",
      "null open",
    ]);
    expect((await shared(made)).asked.filter(({ key }) => key.startsWith("promise:")).map(({ to }) => to[0])).toEqual([
      "arash",
      "jens",
      "neda",
    ]);
  });

  const stock = { type: "pledge", resource: "safety-stock", what: "200 housings", owner: "ida", due } as const;
  test("goes into an option of the other firm with one form, and only for oneself", async () => {
    const made = await withOptions(option("replace all"));
    await must(made, "ida", (s) => ({ ...stock, option: optionOf(s, 0) }));
    const [first] = (await shared(made)).negotiation.options;
    expect(first!.deal.promises.at(-1)).toMatchObject({ firm: "customer", owner: "ida", what: "200 housings", pledge: "safety-stock" });
    expect(await tried(made, "ida", (s) => ({ ...stock, option: optionOf(s, 0), owner: "neda" }))).toBe("not-a-colleague");
    expect(await tried(made, "ida", { ...stock, option: "zzzzzzzzzzzz" })).toBe("unknown-option");
  });

  test("makes another offer of the one on the table, which the other firm answers", async () => {
    const made = await withOptions();
    await must(made, "reza", { type: "counter", terms: "Rework", promises: `Arash: rework, by ${due}`, supplierCost: "10 EUR" });
    const before = onTable(await shared(made));
    await must(made, "ida", (s) => ({ ...stock, revision: onTable(s).id }));
    const after = onTable(await shared(made));
    expect(after).toMatchObject({ number: 2, firm: "customer", deal: { terms: "Rework", cost: before.deal.cost } });
    expect(after.deal.promises.map(({ what }) => what)).toEqual(["rework", "200 housings"]);
    expect(after.hash).not.toBe(before.hash);
  });
});

describe("what worked before", () => {
  async function helped(made: World, what = "Batch 4411 came in cracked"): Promise<void> {
    await must(made, "jens", { type: "report", what, order: "PO-4411", stops: "nothing" });
    await must(made, "reza", { type: "acknowledge", locus: "supplier" });
    await must(made, "reza", {
      type: "propose-option",
      solution: "credit-note",
      source: "contract",
      terms: "Credit note",
      promises: "Reza: credit note, by Thu 26 Nov 2026 16:00",
    });
    await signedBy(made, "lars", "shirin");
    await must(made, "reza", (s) => ({ type: "mark-done", promise: s.promises[0]!.id, attempt: 1, evidence: "CN-88" }));
    await must(made, "jens", (s) => ({ type: "verify", promise: s.promises[0]!.id, attempt: 1 }));
  }

  test("is offered first, with what was kept of it, its form filled and its dates moved", async () => {
    const made = await world();
    await helped(made);
    await made.pass(200 * dayMs, true);
    await reported(made, hurts);
    await must(made, "freja", { type: "propose-option", terms: "x", promises: "Neda: x, by 2027-12-04T16:00" });
    const s = await shared(made);
    expect(s.past).toMatchObject([
      { number: 1, kept: 1, made: 1, deal: { terms: "Credit note", source: "contract", promises: [{ what: "credit note" }] } },
    ]);
    const [first] = actionsOf(await sees(made, "reza", "more")).filter(({ key }) => key.startsWith("action.offer"));
    expect(first).toMatchObject({ key: "action.offer-again:1", label: "As in PAR-00001, kept 1 of 1…" });
    expect(filled(first!.fields, "terms")).toBe("Credit note");
    const promises = String(filled(first!.fields, "promises"));
    const sent = { ...(first!.press.kind === "command" ? first!.press.command : {}), terms: "Credit note", promises } as AskInput;
    await must(made, "reza", sent);
    const again = (await shared(made)).negotiation.options.at(-1)!.deal;
    expect(again).toMatchObject({ kind: "credit-note", source: "contract" });
    // Agreed on Tuesday for two days later at 16:00 in Tabriz: so it is again.
    const days = (epochMs(again.promises[0]!.due) - epochMs(made.now())) / dayMs;
    expect([Math.floor(days), again.promises[0]!.due.slice(10)]).toEqual([2, "T12:30:00.000Z"]);
  });

  test("is not what nothing was kept of, nor what is about something else", async () => {
    const made = await world();
    await helped(made, "The gate was shut on a Friday");
    await must(made, "freja", { type: "report", what: "An invoice over eleven pallets", order: "PO-9", stops: "nothing" });
    expect((await shared(made)).past).toEqual([]);
  });
});

describe("an offer that is open until an instant", () => {
  const at = "2026-11-24T12:00:00.000Z" as Instant;
  const offer = { type: "counter", terms: "Rework", promises: `Arash: rework, by ${due}`, open: "2026-11-24T13:00+01:00" } as const;
  const accept = (s: Shared): AskInput => ({ type: "accept", revision: onTable(s).id, hash: onTable(s).hash });

  test.for([
    [-1, "done"],
    [0, "offer-expired"],
    [1, "offer-expired"],
  ] as const)("accepted %i ms after it: %s", async ([ms, outcome]) => {
    const made = await withOptions(offer);
    made.lag(epochMs(at) + ms - epochMs(made.now()));
    expect(await tried(made, "freja", accept)).toBe(outcome);
  });

  test.for([
    [-1, "on-table"],
    [0, "open"],
  ] as const)("%i ms after it, it is %s by itself", async ([ms, status]) => {
    const made = await withOptions(offer);
    await made.pass(epochMs(at) + ms - epochMs(made.now()), true);
    expect((await shared(made)).negotiation.status).toBe(status);
  });

  test("a signature that is also the choice comes as late", async () => {
    const made = await world();
    await must(made, "jens", { type: "report", what: "12 pallets on the bill, 11 came", stops: "nothing" });
    await must(made, "reza", { type: "acknowledge", locus: "supplier" });
    await must(made, "reza", { ...offer, type: "propose-option" });
    made.lag(epochMs(at) - epochMs(made.now()));
    const sign = (s: Shared): AskInput => ({ type: "sign", revision: onTable(s).id, hash: onTable(s).hash });
    expect(await tried(made, "lars", sign)).toBe("offer-expired");
    made.lag(hourMs);
    expect(await tried(made, "lars", sign)).toBe("offer-expired");
  });
});

describe("several offers", () => {
  const offer = (terms: string, discount: number) => ({
    type: "counter" as const,
    terms,
    promises: `Arash: ${terms}, by ${due}`,
    discount,
    supplierCost: `${discount} EUR`,
  });

  test("any two stand side by side, what differs marked, and the others are one press away", async () => {
    const made = await withOptions(offer("rework", 8));
    for (const [by, terms, percent] of [
      ["freja", "rework and replace", 12],
      ["reza", "rework", 10],
    ] as const)
      await must(made, by, (s) => ({ ...offer(terms, percent), revision: onTable(s).id }));
    const held = await made.held();
    const story = (await logOf(made.store, held.id)).filter(({ audience }) => audience === "shared") as Story;
    const compared = (one: number, other: number) =>
      drawComparison(visibleTo("customer", held), story, one, other, who("freja"), made.account());
    const blocks = compared(1, 3)!;
    const columns = blocks.find((block) => block.kind === "columns")!;
    expect(columns.heads.map(whole)).toEqual(["Offer 1 from Sahand Casting", "Offer 3 from Sahand Casting"]);
    expect(columns.rows.filter(({ differs }) => differs).map(({ label }) => whole(label))).toEqual([
      "Discount (differs)",
      "Cost to Sahand Casting (differs)",
      "Together (differs)",
    ]);
    const presses = blocks.flatMap((block) => (block.kind === "actions" ? block.actions.map(({ press }) => press) : []));
    expect(presses).toMatchObject([
      { kind: "compare", one: 2, other: 3 },
      { kind: "compare", one: 1, other: 2 },
    ]);
    expect(compared(2, 1)!.find((block) => block.kind === "columns")!.rows[0]).toMatchObject({ differs: true });
    expect(compared(1, 4)).toBeNull();
  });

  test("a press on an older one says what changed since, and keeps what was typed", async () => {
    const made = await withOptions(offer("rework", 8));
    const first = onTable(await shared(made)).id;
    await must(made, "freja", (s) => ({ ...offer("rework", 12), revision: onTable(s).id }));
    const typed = { ...offer("rework by night, my own words", 9), revision: first };
    const { answer } = await made.ask("reza", typed);
    if (answer.ok) throw new Error("an older offer was countered");
    expect(answer.code).toBe("superseded");
    const words = ownWords(answer.says);
    expect(words).toMatch(/That was offer 1; offer 2 has been on the table since/);
    expect(words).toContain("Discount 8 % → 12 %");
    const again = answer.actions.find(({ key }) => key === "action.counter")!;
    expect(again.press).toMatchObject({ command: { revision: onTable(await shared(made)).id } });
    expect(filled(again.fields, "terms")).toBe("rework by night, my own words");
    expect(filled(again.fields, "discount")).toBe(9);
    expect(answer.actions.at(-1)).toMatchObject({ key: "action.compare", press: { one: 1, other: 2 } });
    // Somebody who is not asked keeps it, too.
    const mads = await made.ask("mads", typed);
    expect(mads.answer.ok ? [] : mads.answer.actions.map(({ key }) => key)).toEqual(["action.counter", "action.compare"]);
  });

  test("whoever may not sign is offered to ask those who may", async () => {
    const made = await withOptions({ ...offer("rework", 8), customerCost: "60000 EUR" });
    await must(made, "freja", (s) => ({ type: "accept", revision: onTable(s).id, hash: onTable(s).hash }));
    await restated(made);
    const sign = (s: Shared): AskInput => ({ type: "sign", revision: onTable(s).id, hash: onTable(s).hash });
    for (const by of ["lars", "freja"]) {
      const { answer } = await made.ask(by, sign(await shared(made)));
      if (answer.ok) throw new Error("signed");
      expect(answer.actions).toMatchObject([{ key: "action.ask-approver:hanne", label: "Ask Hanne Bak to sign" }]);
    }
  });
});
