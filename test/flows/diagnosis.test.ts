/** The sealed first diagnosis, and what several causes contributed. */
import { describe, expect, test } from "vitest";
import { firms } from "../../src/domain/people.ts";
import { hourMs } from "../../src/domain/time.ts";
import { drawMore } from "../../src/engine/draw.ts";
import { type AskInput, logOf, type World, who, world } from "../support/given.ts";

/** Reported, taken, and nobody knows where it came from. */
async function unknown(): Promise<World> {
  const made = await world();
  await made.ask("freja", { type: "report", what: "Links drop", stops: "line", locus: "unknown" });
  await made.ask("reza", { type: "acknowledge", locus: "unknown" });
  return made;
}
const asked = async (made: World): Promise<string[]> => (await made.held()).shared.asked.map(({ key }) => key).sort();
const seal = (what: string, locus: "supplier" | "customer" = "supplier"): AskInput => ({ type: "seal-diagnosis", locus, what });

test("until somebody has said where it came from, only the supplier is asked for the cause, and nobody for what they can move", async () => {
  const made = await world();
  await made.ask("freja", { type: "report", what: "Links drop", stops: "line" });
  await made.ask("reza", { type: "acknowledge" });
  const early = async () => (await asked(made)).filter((key) => /^(cause|move|option|diagnosis)/.test(key));
  expect(await early()).toEqual(["cause:supplier:0"]);
  // Whoever says that they are not sure has said something, whichever firm it is: each first writes what it thinks.
  await made.ask("freja", { type: "say-locus", locus: "unknown" });
  expect(await early()).toEqual(["diagnosis:customer", "diagnosis:supplier"]);
  await made.ask("reza", { type: "look-openly" });
  expect(await early()).toEqual(expect.arrayContaining(["cause:customer:0", "move:0:customer", "option:customer:0"]));
});

describe("the first diagnosis", () => {
  test("is asked of both while nobody knows, and of nobody once somebody does", async () => {
    const made = await unknown();
    expect(await asked(made)).toEqual(expect.arrayContaining(["diagnosis:customer", "diagnosis:supplier"]));
    await made.ask("reza", { type: "propose-cause", what: "Firmware", whys: "It restarts", locus: "supplier" });
    expect((await asked(made)).filter((key) => key.startsWith("diagnosis"))).toEqual([]);
  });

  test("comes before looking for the cause: that is asked once both are in, one leaves it open, or its time has passed", async () => {
    const looks = async (made: World) => (await asked(made)).filter((key) => /^(cause|diagnosis)/.test(key));
    const both = await unknown();
    expect(await looks(both)).toEqual(["diagnosis:customer", "diagnosis:supplier"]);
    await both.ask("freja", seal("our power supply is new", "supplier"));
    expect(await looks(both)).toEqual(["diagnosis:supplier"]);
    await both.ask("reza", seal("the firmware came a week before", "supplier"));
    expect(await looks(both)).toEqual(["cause:supplier:0"]);
    const open = await unknown();
    await open.ask("freja", { type: "look-openly" });
    expect(await looks(open)).toEqual(["cause:customer:0", "cause:supplier:0"]);
    const silent = await unknown();
    await silent.pass(9 * hourMs);
    expect(await looks(silent)).toEqual(["cause:customer:0", "cause:supplier:0"]);
  });

  test("stays sealed until both are in: the other firm sees that it is written, and not a word of it", async () => {
    const made = await unknown();
    await made.ask("freja", seal("our power supply is new", "customer"));
    const { shared, supplier } = await made.held();
    expect(shared.analysis.first.sealed).toEqual(["customer"]);
    expect(JSON.stringify([shared, supplier])).not.toContain("power supply");
    const events = (await logOf(made.store, made.id())).filter(({ audience }) => audience !== "customer");
    expect(JSON.stringify(events)).not.toContain("power supply");
    expect(JSON.stringify(drawMore(made.engine.conversation, await made.held(), made.account(), made.now(), who("reza")))).not.toContain(
      "power supply",
    );
  });

  test("is opened at once for both, each under the name of whoever wrote it, and is the firm's hypothesis then", async () => {
    const made = await unknown();
    await made.ask("freja", seal("our power supply is new", "customer"));
    await made.ask("reza", seal("the firmware came a week before"));
    const { shared } = await made.held();
    expect(shared.analysis.first.opened).toEqual([
      { firm: "supplier", by: "reza", locus: "supplier", what: "the firmware came a week before" },
      { firm: "customer", by: "freja", locus: "customer", what: "our power supply is new" },
    ]);
    expect(shared.locus.says).toEqual({ supplier: "supplier", customer: "customer" });
    expect((await asked(made)).filter((key) => key.startsWith("diagnosis"))).toEqual([]);
  });

  test("is written once for each firm, and not after it was spoken of", async () => {
    const made = await unknown();
    await made.ask("freja", seal("our power supply is new"));
    expect((await made.ask("mads", seal("something else"))).answer).toMatchObject({ ok: false, code: "sealed-already" });
    await made.ask("reza", { type: "look-openly" });
    expect((await made.ask("arash", seal("the firmware"))).answer).toMatchObject({ ok: false, code: "spoken-already" });
    expect((await asked(made)).filter((key) => key.startsWith("diagnosis"))).toEqual([]);
    // What was sealed stays with its own firm.
    expect((await made.held()).shared.analysis.first.opened).toEqual([]);
  });

  test("of either firm may come first", async () => {
    for (const first of firms) {
      const made = await unknown();
      const order = first === "supplier" ? ["reza", "freja"] : ["freja", "reza"];
      for (const person of order) await made.ask(person, seal(`by ${person}`));
      expect((await made.held()).shared.analysis.first.opened.map(({ firm, by }) => [firm, by])).toEqual([
        ["supplier", "reza"],
        ["customer", "freja"],
      ]);
    }
  });
});

describe("what several causes contributed", () => {
  async function two(): Promise<World> {
    const made = await unknown();
    for (const what of ["Firmware", "Heat"]) await made.ask("reza", { type: "propose-cause", what, whys: "It fits", locus: "supplier" });
    for (const { id } of (await made.held()).shared.analysis.causes) await made.ask("freja", { type: "confirm-cause", cause: id });
    return made;
  }
  const shares = async (made: World) => (await made.held()).shared.analysis.causes.map(({ share }) => share);

  test("sums to a hundred", async () => {
    const made = await two();
    expect(await shares(made)).toEqual([null, null]);
    // Whoever looks is asked for it, once.
    expect(await asked(made)).toContain("weigh:2:supplier");
    expect((await made.ask("freja", { type: "weigh-causes", share1: 70, share2: 20 })).answer).toMatchObject({
      ok: false,
      code: "shares-not-whole",
    });
    expect(await shares(made)).toEqual([null, null]);
    await made.ask("freja", { type: "weigh-causes", share1: 70, share2: 30 });
    expect(await shares(made)).toEqual([70, 30]);
    expect((await asked(made)).some((key) => key.startsWith("weigh"))).toBe(false);
    await made.ask("reza", { type: "weigh-causes", share1: 50, share2: 50 });
    expect(await shares(made)).toEqual([50, 50]);
  });

  test("is not asked of one cause", async () => {
    const made = await unknown();
    expect((await made.ask("freja", { type: "weigh-causes", share1: 100 })).answer).toMatchObject({ ok: false, code: "one-cause" });
  });
});
