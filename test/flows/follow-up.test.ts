/** After the promises: what is owed in words, no surprises, thanks, value, the end and what everybody hears of it, what is learnt, and whether it stays away. */
import { describe, expect, test } from "vitest";
import { answers } from "../../flows/answering.ts";
import { conversation } from "../../flows/conversation.ts";
import { documents } from "../../flows/documents.ts";
import { valueTo } from "../../flows/follow-up-state.ts";
import { ledger } from "../../flows/ledger.ts";
import { jointReview } from "../../flows/review.ts";
import { type Shared, visibleTo } from "../../src/domain/case.ts";
import type { Ask } from "../../src/domain/command.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import { dayMs, hourMs } from "../../src/domain/time.ts";
import { drawCard, drawNotice } from "../../src/engine/draw.ts";
import { textOf } from "../scenarios/player.ts";
import { closedWithHelp } from "../support/aside.ts";
import { type AskInput, eventsOf, logOf, seed, storyOf, type World, who, world } from "../support/given.ts";
import { agreeAndKeep, type Settled, settled } from "../support/settled.ts";

const surveyed = [who("freja"), who("mads"), who("lars"), who("reza"), who("shirin"), who("arash")].map(({ id }) => id);
const ids = (names: string): PersonId[] => names.split(" ").map((name) => who(name).id);

async function begin(how: Parameters<typeof settled>[1] = {}): Promise<{ made: World; found: Settled }> {
  const made = await world();
  return { made, found: await settled(made, how) };
}
const card = async (made: World, found: Settled, room = "shared"): Promise<string> =>
  textOf(drawCard(made.engine.conversation, await made.held(found.id), made.account(), made.now(), room, "case", null));
/** What somebody reads of the events that are told to them alone. */
async function toldTo(made: World, found: Settled, person: string): Promise<string[]> {
  const held = await made.held(found.id);
  const posts = made.store.written.flatMap(({ posts: all }) => all.filter(({ room }) => room === `@${person}`));
  const log = await logOf(made.store, found.id);
  return posts.flatMap(({ recipe }) => {
    const read = JSON.parse(recipe) as { kind: string; audience: string; seq: number; index: number };
    if (read.kind !== "notice") return [];
    const event = log.filter(({ audience }) => audience === read.audience)[read.seq - 1]!;
    return [textOf(drawNotice(made.engine.conversation, held, made.account(), event, read.index))];
  });
}
/** Who was told what became of the newest case, and the last block of what they read. */
async function toldOf(made: World): Promise<Record<string, string>> {
  const held = await made.held();
  const told = made.store.written.flatMap(eventsOf).filter((event) => event.type === "outcome-told");
  return Object.fromEntries(
    told.map((event) => {
      const drawn = drawNotice(made.engine.conversation, held, made.account(), event, 0)!;
      return [event.person, textOf({ ...drawn, blocks: drawn.blocks.slice(-1) }).split("\n")[0]!];
    }),
  );
}
const report = async (made: World, found: Settled): Promise<string> =>
  documents.report(visibleTo("customer", await made.held(found.id)), who("freja"), made.account(), await storyOf(made.store, found.id));

describe("words that are owed", () => {
  test("an apology alone is given with one press; until then the case does not close", async () => {
    const { found } = await begin({ apology: false });
    expect(await found.asked("reza")).toContain("explain");
    expect(await found.ask("freja", { type: "close" })).toBe("explanation-owed");
    expect(await found.ask("reza", { type: "explain", apology: true })).toBe("done");
    expect(await found.asked("reza")).not.toContain("explain");
    expect(await found.ask("reza", { type: "explain", apology: true })).toBe("said-already");
    expect(await found.ask("freja", { type: "close" })).toBe("done");
  });

  test("nothing is owed for what the customer did, and an explanation alone for what nobody did", async () => {
    const { found } = await begin({ locus: "customer" });
    expect(await found.asked("reza")).not.toContain("explain");
    const { made, found: road } = await begin({ locus: "environment" });
    expect(await road.ask("freja", { type: "close" })).toBe("done");
    const words = await report(made, road);
    expect(words).toContain("Explanation: given");
    expect(words).not.toContain("Apology:");
  });

  test("what was agreed to make up for the loss stands beside them", async () => {
    const { made, found } = await begin({ discount: 10 });
    await found.ask("freja", { type: "close" });
    expect(await card(made, found)).toContain("Explanation: given\nApology: given\nCompensation: given");
  });
});

describe("no surprises", () => {
  test("what the other firm does not expect is said before the end, and answered", async () => {
    const { made, found } = await begin();
    expect(await found.ask("reza", { type: "say-surprise", what: "The freight comes with the next invoice" })).toBe("done");
    expect(await found.asked("reza")).not.toContain("surprise");
    expect(await found.asked("freja")).toContain("answer-surprise");
    expect(await found.ask("reza", { type: "answer-surprise", of: "supplier", fine: true })).toBe("not-asked");
    expect(await found.ask("freja", { type: "answer-surprise", of: "supplier", fine: false, words: "It was to be free" })).toBe("done");
    expect(await found.asked("freja")).not.toContain("answer-surprise");
    expect(made.store.written.flatMap(eventsOf).at(-1)!.audience).toBe("shared");
  });

  test("the customer says it with the press that closes, and the supplier answers afterwards", async () => {
    const { found } = await begin();
    await found.ask("freja", { type: "close", surprise: "Two more hours of our people" });
    expect(await found.asked("reza")).toContain("answer-surprise");
    expect(await found.ask("reza", { type: "answer-surprise", of: "customer", fine: true })).toBe("done");
    expect((await found.shared()).followUp.surprises).toMatchObject([{ firm: "customer", fine: true }]);
  });
});

describe("thanks", () => {
  test("one press each, told to the person, and on the closed case", async () => {
    const { made, found } = await begin();
    expect(await found.ask("reza", { type: "thank", to: "freja" })).toBe("done");
    expect(await found.ask("reza", { type: "thank", to: "freja" })).toBe("thanked-already");
    expect(await found.ask("reza", { type: "thank", to: "arash" })).toBe("thank-the-other");
    expect((await toldTo(made, found, "freja")).at(-1)).toBe("PAR-00001: Reza Karimi thanks you.");
    // Everybody of Nordvik who had a part in it is thanked: nobody is left to ask about.
    expect(await found.asked("reza")).not.toContain("thanks");
    await found.ask("freja", { type: "close", thank: ids("reza arash"), words: "Two nights" });
    expect(await card(made, found)).toContain("Freja Holm thanks Reza Karimi, Arash Nouri: “Two nights”");
    expect((await toldTo(made, found, "arash")).filter((text) => text.includes("thanks you"))).toHaveLength(1);
    expect(await report(made, found)).toContain("Freja Holm thanks Reza Karimi, Arash Nouri: “Two nights”");
  });

  test("are not asked for ever", async () => {
    const { made, found } = await begin();
    expect(await found.asked("reza")).toContain("thanks");
    await made.pass(12 * dayMs);
    expect(await found.asked("reza")).not.toContain("thanks");
    expect(await found.ask("mads", { type: "thank", to: "arash" })).toBe("done");
  });
});

describe("what became of it", () => {
  test("is told to whoever helped among their own firm alone, in their own room; nothing of it is for the other firm", async () => {
    const made = await world();
    await closedWithHelp(made);
    const log = await logOf(made.store, made.id());
    const told = log.flatMap((event) => (event.type === "outcome-told" ? [`${event.audience} ${event.person}`] : []));
    // Whoever both firms know of is told once, as before: nothing of what they told their own firm besides.
    expect(told.filter((one) => !one.startsWith("shared"))).toEqual(["supplier neda", "customer hanne"]);
    expect(told.filter((one) => one.startsWith("shared")).sort()).toEqual(["shared arash", "shared lars", "shared reza", "shared shirin"]);
    const found = { id: made.id() } as Settled;
    const neda = (await toldTo(made, found, "neda")).at(-1)!;
    expect(neda).toContain("The cause: Poured too cold");
    expect(neda).toContain("Thank you for your part in it: what you told your own firm");
    expect((await toldTo(made, found, "hanne")).at(-1)).toContain("what you told your own firm");
    expect((await toldTo(made, found, "arash")).at(-1)).not.toContain("what you told your own firm");
    const { shared, supplier } = await made.held();
    expect(JSON.stringify([shared, log.filter(({ audience }) => audience === "shared")])).not.toMatch(
      /outcome-told[^}]*(neda|hanne)|helped/,
    );
    expect(supplier.helped).toEqual(ids("neda arash shirin"));
  });

  test("is told to whoever reported, helped, signed or is thanked, in their own language, once, and not to whoever closed it", async () => {
    const made = await world({ ...seed, people: seed.people.map((one) => (one.id === "arash" ? { ...one, language: "fa" } : one)) });
    const found = await settled(made);
    await found.ask("jens", { type: "add-evidence", what: "The gate log" });
    await found.ask("freja", { type: "close", thank: ids("shirin") });
    const told = made.store.written.flatMap(eventsOf).flatMap((event) => (event.type === "outcome-told" ? [event.person] : []));
    expect(told.sort()).toEqual(["arash", "jens", "lars", "reza", "shirin"]);
    expect((await toldTo(made, found, "lars")).at(-1)).toContain("Thank you for your part in it: your signature");
    const jens = (await toldTo(made, found, "jens")).at(-1)!;
    expect(jens).toContain("What became of PAR-00001");
    expect(jens).toContain("The cause: Poured too cold");
    expect(jens).toContain("1 of 1 promise was kept.");
    expect(jens).toContain("Thank you for your part in it: 1 piece of evidence");
    expect((await toldTo(made, found, "arash")).at(-1)).toContain("PAR-00001 به کجا رسید");
  });

  test("what was given of their own will stands on the card while it is open, on the closing card and in the 8D, with what it served", async () => {
    const made = await world();
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
    await made.ask("reza", { type: "acknowledge", locus: "unknown" });
    for (const what of ["The gate log", "A photo"]) await made.ask("jens", { type: "add-evidence", what });
    await made.ask("ida", { type: "contain", place: "customer-stock", what: "Set aside" });
    await made.ask("ida", { type: "nothing-to-contain", place: "transit" });
    await made.ask("reza", { type: "propose-cause", what: "Poured too cold", whys: "The ladle waited", locus: "supplier" });
    await made.ask("freja", { type: "confirm-cause", cause: (await made.held()).shared.analysis.causes[0]!.id });
    const found = { id: made.id() } as Settled;
    const given =
      "Given of their own will, and recorded as given: Jens Bach for Nordvik Pumps: 2 pieces of evidence for finding the cause · Ida Lund for Nordvik Pumps: 1 step so that it did not spread";
    expect(await card(made, found)).toContain(given);
    const rest = await settled(made, { locus: "unknown" });
    await rest.ask("ida", { type: "contain", place: "customer-stock", what: "Set aside" });
    await rest.ask("freja", { type: "say-locus", locus: "supplier" });
    const before = made.store.written.length;
    expect(await rest.ask("freja", { type: "close" })).toBe("done");
    const at = "Ida Lund for Nordvik Pumps: 1 step so that it did not spread";
    expect(await card(made, rest)).toContain(at);
    expect(await report(made, rest)).toContain(at);
    // It stands on the closing card: no message of its own besides.
    const turns = made.store.written.slice(before);
    const credited = turns.flatMap(eventsOf).filter(({ type }) => type === "work-credited");
    expect(credited.length).toBeGreaterThan(0);
    const keys = turns.flatMap(({ posts }) => posts.map(({ key }) => key));
    const seqs = (await logOf(made.store, rest.id)).filter(({ audience }) => audience === "shared");
    const told = seqs.flatMap(({ type, at }, i) => (type === "work-credited" && at === made.now() ? [`${rest.id}:shared:${i + 1}:`] : []));
    expect(told.filter((start) => keys.some((key) => key.startsWith(start)))).toEqual([]);
  });

  test("of a trifle is told in one sentence; it asks nobody anything", async () => {
    const made = await world();
    await made.ask("jens", { type: "report", what: "12 pallets on the invoice, 11 came", stops: "nothing" });
    await made.ask("reza", { type: "acknowledge", locus: "supplier" });
    await made.ask("reza", { type: "propose-option", terms: "Credit note", promises: "Reza: credit note, by Fri 4 Dec 2026 16:00" });
    const n = async () => (await made.held()).shared.negotiation;
    for (const by of ["lars", "shirin"]) {
      const now = await n();
      if (now.status === "open" || now.status === "agreed") throw new Error("nothing is on the table");
      await made.ask(by, { type: "sign", revision: now.current.id, hash: now.current.hash });
    }
    const promise = (await made.held()).shared.promises[0]!.id;
    await made.ask("reza", { type: "mark-done", promise, attempt: 1, evidence: "CN-88" });
    await made.ask("jens", { type: "verify", promise, attempt: 1 });
    const held = await made.held();
    expect(held.shared.followUp.closed).not.toBeNull();
    await made.pass(100 * dayMs);
    const after = await made.held();
    expect([...after.shared.asked, ...after.supplier.asked, ...after.customer.asked]).toEqual([]);
    // Jens reported it and closed it by what he verified; Lars and Shirin signed.
    const kept = "PAR-00001 · 12 pallets on the invoice: 1 of 1 promise kept, and closed. Thank you for your part in it.";
    expect(await toldOf(made)).toEqual({ reza: kept, lars: kept, shirin: kept });
  });

  test("is told to whoever reported, however the case ended", async () => {
    const spot = await world();
    await spot.ask("jens", { type: "report", what: "A forklift has no key", stops: "slowed" });
    await spot.ask("reza", { type: "acknowledge", locus: "supplier", explanation: "It was left at ours", apology: true });
    await spot.ask("reza", { type: "say-settled", what: "The key is on its way back" });
    await spot.ask("freja", { type: "confirm-settled", attempt: 1 });
    expect((await toldOf(spot))["jens"]).toContain("A forklift has no key: it was put right and is closed.");

    const early = await world();
    await early.ask("reza", { type: "report", kind: "risk", what: "A storm may close the road", stops: "nothing" });
    await early.ask("freja", { type: "acknowledge", touches: "no" });
    expect(await toldOf(early)).toEqual({
      reza: "PAR-00001 · A storm may close the road: Nordvik Pumps is not touched by it, so it is closed. Thank you for telling early.",
    });

    const twice = await world();
    await twice.ask("freja", { type: "report", what: "Batch 4411 came in cracked", order: "4411", stops: "slowed" });
    await twice.ask("jens", { type: "report", what: "Cracks in batch 4411", order: "4411", stops: "slowed" });
    const { related } = (await twice.held()).shared;
    expect((await twice.ask("freja", { type: "say-likeness", of: related[0]!.case, as: "same" })).answer.ok).toBe(true);
    expect((await toldOf(twice))["jens"]).toContain("it is the same as PAR-00001 and goes on there.");

    // A rehearsal tells nobody.
    const drill = await world();
    await drill.ask("jens", { type: "report", what: "Two pieces missing", stops: "nothing", rehearsal: true });
    await drill.ask("reza", { type: "say-settled", what: "Sent" });
    await drill.ask("freja", { type: "confirm-settled", attempt: 1 });
    expect((await drill.held()).shared.followUp.closed).not.toBeNull();
    expect(await toldOf(drill)).toEqual({});
  });
});

describe("the value ledger", () => {
  const line = { type: "enter-value", kind: "no-standstill", what: "21 hours less", firm: "customer" } as const;

  test("a line counts once its beneficiary has confirmed it", async () => {
    const { found } = await begin();
    expect(await found.ask("reza", { ...line, amount: "12250.00 EUR" })).toBe("done");
    expect(valueTo(await found.shared(), "customer")).toEqual([]);
    const { values } = (await found.shared()).followUp;
    expect(await found.ask("reza", { type: "confirm-value", value: values[0]!.id })).toBe("beneficiary-confirms");
    expect(await found.ask("freja", { type: "confirm-value", value: values[0]!.id })).toBe("done");
    expect(valueTo(await found.shared(), "customer")).toEqual([{ minor: 1_225_000, currency: "EUR" }]);
    expect(await found.ask("reza", { ...line, amount: "100.00 DKK" })).toBe("other-currency");
  });

  test("a correction is a new line: the first stays to be read, and the second alone counts", async () => {
    const { made, found } = await begin();
    await found.ask("freja", { ...line, amount: "12250.00 EUR" });
    const first = (await found.shared()).followUp.values[0]!;
    expect(await found.ask("reza", { ...line, amount: "9000.00 EUR", corrects: first.id })).toBe("done");
    expect(valueTo(await found.shared(), "customer")).toEqual([{ minor: 1_225_000, currency: "EUR" }]);
    expect(await found.ask("reza", { ...line, amount: "8000.00 EUR", corrects: first.id })).toBe("corrected-already");
    const second = (await found.shared()).followUp.values[1]!;
    await found.ask("freja", { type: "confirm-value", value: second.id });
    expect(valueTo(await found.shared(), "customer")).toEqual([{ minor: 900_000, currency: "EUR" }]);
    expect((await found.shared()).followUp.values[0]).toEqual(first);
    await found.ask("freja", { type: "close" });
    expect(await card(made, found)).toContain("Value confirmed by Nordvik Pumps: 900000 EUR.");
    expect(await report(made, found)).toMatch(/12,250\.00\sEUR \(corrected later\)[\s\S]*Value to Nordvik Pumps in all: 9,000\.00\sEUR/);
  });

  test("whoever benefits may say that it was otherwise: its own figure counts at once, and nobody is asked about the first", async () => {
    const { made, found } = await begin();
    await found.ask("reza", { ...line, amount: "12250.00 EUR", hours: 26 });
    const first = (await found.shared()).followUp.values[0]!;
    const asked = async () => (await found.shared()).asked.filter(({ key }) => key.startsWith("confirm-value")).map(({ key }) => key);
    expect(await asked()).toEqual([`confirm-value:${first.id}`]);
    const see = visibleTo("customer", await made.held());
    const drawn = ledger.draw!["confirm-value"]!(see, first.id, conversation.say("en"), who("freja"), made.account(), made.now());
    const notSo = drawn.actions.find(({ key }) => key.startsWith("action.not-so"))!;
    expect(notSo.fields).toMatchObject([{ value: "21 hours less" }, { value: "12250.00 EUR" }, { value: 26 }]);
    const otherwise = {
      ...(notSo.press.kind === "command" ? notSo.press.command : {}),
      what: "21 hours less",
      amount: "9000 EUR",
      hours: 21,
    };
    expect(await found.ask("reza", otherwise as AskInput)).toBe("beneficiary-confirms");
    expect(await found.ask("freja", otherwise as AskInput)).toBe("done");
    expect(await asked()).toEqual([]);
    expect(valueTo(await found.shared(), "customer")).toEqual([{ minor: 900_000, currency: "EUR" }]);
    expect(await found.ask("freja", { type: "confirm-value", value: first.id })).toBe("corrected-already");
    expect(answers(`confirm-value:${first.id}`, { ...otherwise, type: "enter-value" } as Ask)).toBe(true);
    expect(answers("confirm-value:another", { ...otherwise, type: "enter-value" } as Ask)).toBe(false);
  });

  test("of a correction that its beneficiary corrects once more, neither the first line nor the second counts", async () => {
    const { found } = await begin();
    await found.ask("freja", { ...line, amount: "12250.00 EUR" });
    const [first] = (await found.shared()).followUp.values;
    await found.ask("reza", { ...line, amount: "9000.00 EUR", corrects: first!.id });
    const second = (await found.shared()).followUp.values[1]!;
    expect(await found.ask("freja", { ...line, amount: "10000.00 EUR", corrects: second.id })).toBe("done");
    expect(valueTo(await found.shared(), "customer")).toEqual([{ minor: 1_000_000, currency: "EUR" }]);
  });

  test("currencies never mix in a sum", async () => {
    const { made, found } = await begin();
    await found.ask("freja", { ...line, amount: "100.00 EUR" });
    await made.saveAccount({ ...seed, currency: "DKK" });
    await found.ask("freja", { ...line, amount: "50.00 DKK" });
    await found.ask("freja", { ...line, amount: "7.00 DKK" });
    expect(valueTo(await found.shared(), "customer")).toEqual([
      { minor: 10_000, currency: "EUR" },
      { minor: 5_700, currency: "DKK" },
    ]);
  });

  test("the customer is asked when it is good, and either may have nothing to enter", async () => {
    const { found } = await begin();
    expect(await found.asked("freja")).toEqual(["close", "survey"]);
    expect(await found.ask("reza", { type: "nothing-to-add", topic: "value" })).toBe("done");
    expect(await found.asked("reza")).not.toContain("value");
    await found.ask("freja", { type: "close" });
    expect(await found.asked("freja")).toContain("value");
    expect(await found.ask("freja", { ...line, kind: "learning" })).toBe("done");
    expect(await found.asked("freja")).not.toContain("value");
  });
});

describe("the joint review", () => {
  test("both firms are asked after a grave case; what they say stands on the card, and the measure goes to its owner", async () => {
    const { made, found } = await begin();
    expect(await found.asked("reza")).not.toContain("lesson");
    await found.ask("freja", { type: "close" });
    expect([await found.asked("reza"), await found.asked("freja")].every((kinds) => kinds.includes("review"))).toBe(true);
    expect(await found.ask("reza", { type: "review" })).toBe("no-lesson-said");
    const said = { earlier: "The furnace log", what: "Alarm at the ladle", area: "process", owner: ids("arash")[0]! } as const;
    expect(await found.ask("reza", { type: "review", ...said })).toBe("done");
    expect((await toldTo(made, found, "arash")).at(-1)).toMatch(
      /^PAR-00001: Reza Karimi has put this measure into your hands: Alarm at the ladle · by 2026-12-08/,
    );
    expect(await found.ask("freja", { type: "nothing-to-add", topic: "review" })).toBe("done");
    expect(await found.asked("freja")).not.toContain("review");
    expect(await card(made, found)).toContain("What would have shown it earlier, says Sahand Casting: The furnace log");
    expect(await report(made, found)).toMatch(/## Lessons\n\n- What would have shown it earlier, says Sahand Casting: The furnace log/);
  });

  test("of what was grave and the supplier's, the supplier is asked which test would have caught it, and whether it is done now", async () => {
    const { made, found } = await begin();
    await found.ask("freja", { type: "close" });
    const fieldsFor = async (by: string) => {
      const see = visibleTo(who(by).firm, await made.held());
      const drawn = jointReview.draw!["review"]!(see, "0", conversation.say("en"), who(by), made.account(), made.now());
      return drawn.actions[0]!.fields.map(({ label }) => label);
    };
    const [test, done] = ["Which test or inspection before shipping would have caught it?", "It is done already"];
    expect(await fieldsFor("reza")).toEqual(expect.arrayContaining([test, done]));
    expect(await fieldsFor("freja")).not.toContain(test);
    expect(await found.ask("reza", { type: "review", what: "Ultrasonic test of every tenth", done: true })).toBe("done");
    expect((await found.shared()).followUp.measures).toMatchObject([{ what: "Ultrasonic test of every tenth", done: { by: "reza" } }]);
    expect((await found.shared()).followUp.measures[0]).not.toHaveProperty("due");
    const theirs = await begin({ locus: "customer" });
    await theirs.found.ask("freja", { type: "close" });
    const see = visibleTo("supplier", await theirs.made.held());
    const drawn = jointReview.draw!["review"]!(see, "0", conversation.say("en"), who("reza"), seed, theirs.made.now());
    expect(drawn.actions[0]!.fields.map(({ label }) => label)).not.toContain(test);
  });

  test("a lesser one asks the supplier for one measure before it closes, and the customer alone for one sentence, which can be left", async () => {
    const { made, found } = await begin({ stops: "slowed" });
    expect(await found.asked("reza")).toContain("lesson");
    await found.ask("reza", { type: "add-measure", what: "Alarm", owner: ids("reza")[0]! });
    expect(await found.asked("reza")).not.toContain("lesson");
    await found.ask("freja", { type: "close" });
    expect(await found.asked("reza")).not.toContain("review");
    expect(await found.asked("freja")).toContain("review");
    expect(await found.ask("freja", { type: "review", earlier: "A look at ten pieces", area: "order" })).toBe("done");
    expect(await found.asked("freja")).not.toContain("review");
    expect(await report(made, found)).toContain("says Nordvik Pumps: A look at ten pieces · Ordering");
    const { found: left } = await begin({ stops: "slowed" });
    await left.ask("freja", { type: "close" });
    expect(await left.ask("freja", (s) => otherwise(s, "review"))).toBe("done");
    expect(await left.asked("freja")).not.toContain("review");
  });

  test("of what nobody caused both firms are asked for a signal, and whoever looks out for it owns it", async () => {
    const { made, found } = await begin({ stops: "slowed", locus: "environment" });
    expect(await found.asked("reza")).not.toContain("lesson");
    await found.ask("freja", { type: "close" });
    for (const who of ["reza", "freja"]) expect(await found.asked(who)).toContain("review");
    expect(await found.ask("reza", { type: "review", earlier: "The weather warning", owner: ids("neda")[0]! })).toBe("done");
    expect((await found.shared()).followUp.measures).toMatchObject([{ owner: "neda", sign: true, what: "The weather warning" }]);
    expect(await card(made, found)).toContain("So that it is seen earlier: The weather warning · by ");
    expect(await found.ask("freja", { type: "nothing-to-add", topic: "review" })).toBe("done");
    expect((await found.shared()).followUp.measures).toHaveLength(1);
  });

  test("while nobody knows, both are asked the same, and the supplier for no measure of its own", async () => {
    const { found } = await begin({ stops: "slowed", locus: "unknown" });
    expect(await found.asked("reza")).not.toContain("lesson");
    await found.ask("freja", { type: "close" });
    for (const who of ["reza", "freja"]) expect(await found.asked(who)).toContain("review");
  });
});

/** Leaves open what is asked under a kind. */
const otherwise = ({ asked }: Shared, kind: string): AskInput => ({
  type: "answer-otherwise",
  ask: asked.find(({ key }) => key.startsWith(`${kind}:`))!.key,
  how: "skip",
});

describe("the watch", () => {
  test("lasts as long as usual, unless both firms agree on another length", async () => {
    const { made, found } = await begin();
    await found.ask("freja", { type: "close", watch: 90 });
    expect(await found.asked("reza")).toContain("watch");
    await made.pass(61 * dayMs, true);
    expect(await found.asked("freja")).toContain("effect");
    const { made: other, found: agreed } = await begin();
    await agreed.ask("freja", { type: "close", watch: 90 });
    expect(await agreed.ask("freja", { type: "say-watch", watch: 90 })).toBe("said-already");
    await agreed.ask("reza", { type: "say-watch", watch: 30 });
    expect(await agreed.asked("freja")).toContain("watch");
    await agreed.ask("freja", { type: "say-watch", watch: 30 });
    expect(await agreed.asked("reza")).not.toContain("watch");
    await other.pass(29 * dayMs, true);
    expect(await agreed.asked("freja")).not.toContain("effect");
    await other.pass(2 * dayMs, true);
    expect(await agreed.asked("freja")).toContain("effect");
    expect(await report(other, agreed)).toContain("Watched: 30 days");
  });

  async function watched(): Promise<{ made: World; found: Settled }> {
    const both = await begin();
    await both.found.ask("reza", { type: "add-measure", what: "Alarm", owner: ids("arash")[0]!, done: true });
    await both.found.ask("freja", { type: "close" });
    await both.made.pass(61 * dayMs, true);
    return both;
  }

  test("ends well: it stayed away, and every measure with it", async () => {
    const { made, found } = await watched();
    expect(await found.ask("reza", { type: "check-effect", good: true })).toBe("beneficiary-confirms");
    expect(await found.ask("freja", { type: "check-effect", good: true })).toBe("done");
    expect((await found.shared()).followUp.measures[0]!.effect).toBe("good");
    expect(await found.asked("freja")).not.toContain("effect");
    expect(await card(made, found)).toContain("It has stayed away, says Freja Holm");
    expect(await report(made, found)).toMatch(/Result: It has stayed away/);
  });

  test("ends badly: the case is open again, with everything that follows asked anew", async () => {
    const { made, found } = await watched();
    expect(await found.ask("freja", { type: "check-effect", good: false, note: "Cracks again" })).toBe("done");
    const { followUp } = await found.shared();
    expect([followUp.closed, followUp.measures[0]!.effect, followUp.reopened]).toEqual([null, "not-good", 1]);
    await agreeAndKeep(made, found);
    expect(await found.asked("reza")).toEqual(expect.arrayContaining(["surprise", "value", "thanks", "survey"]));
    await found.ask("freja", { type: "close" });
    await made.pass(61 * dayMs, true);
    expect(await found.asked("freja")).toContain("effect");
  });

  test("ends badly, and it was reported anew: the two are joined, and this one stays closed", async () => {
    const { made, found } = await watched();
    await made.ask("freja", { type: "report", what: "Cracked housings again", order: "4412", stops: "line" });
    expect(await found.ask("freja", { type: "check-effect", good: false, again: 77 })).toBe("unknown-number");
    expect(await found.ask("freja", { type: "check-effect", good: false, again: 1 })).toBe("unknown-number");
    expect(await found.ask("freja", { type: "check-effect", good: false, again: 2 })).toBe("done");
    const { followUp } = await found.shared();
    expect([followUp.closed === null, followUp.check?.again]).toEqual([false, 2]);
    expect(await card(made, found)).toContain("It came back as PAR-00002, says Freja Holm");
    expect(await found.asked("lars")).not.toContain("reference");
  });
});

describe("a reference", () => {
  async function stayed(): Promise<{ made: World; found: Settled }> {
    const both = await begin();
    await both.found.ask("freja", { type: "close" });
    expect(await both.found.ask("lars", { type: "allow-reference", named: true })).toBe("not-asked");
    await both.made.pass(61 * dayMs, true);
    await both.found.ask("freja", { type: "check-effect", good: true });
    return both;
  }

  test("is asked of one named person when it has stayed away; by their word alone, and taken back at any time", async () => {
    const { made, found } = await stayed();
    expect(await found.asked("lars")).toContain("reference");
    expect(await card(made, found)).not.toContain("tell others");
    expect(await found.ask("freja", { type: "allow-reference", named: true })).toBe("not-asked");
    expect(await found.ask("reza", { type: "allow-reference", named: true })).toBe("not-asked");
    expect(await found.ask("lars", { type: "allow-reference", named: false })).toBe("done");
    expect(await card(made, found)).toContain("Sahand Casting may tell others of it without a name, says Lars Due");
    const advertisers = async () => (await found.shared()).participation.roles.filter(({ role }) => role === "co-advertiser");
    expect(await advertisers()).toMatchObject([{ person: "lars" }]);
    expect(await found.ask("reza", { type: "withdraw-reference" })).toBe("reference-is-theirs");
    expect(await found.ask("hanne", { type: "withdraw-reference" })).toBe("done");
    expect(await card(made, found)).not.toContain("tell others");
    expect(await advertisers()).toEqual([]);
  });

  test("no answer means no", async () => {
    const { made, found } = await stayed();
    await made.pass(30 * dayMs);
    expect(await found.asked("lars")).not.toContain("reference");
    expect(await found.ask("lars", { type: "allow-reference", named: true })).toBe("not-asked");
    expect(await card(made, found)).not.toContain("tell others");
  });
});

describe("the survey", () => {
  const panel = { ...seed, survey: surveyed };
  const first = { part: 1, satisfaction: 6, credibility: 5 } as const;
  const both = async (found: Settled, name: string, open = false) => {
    expect(await found.ask(name, { type: "answer-survey", open, ...first })).toBe("done");
    expect(await found.ask(name, { type: "answer-survey", part: 2, open, intention: 7 })).toBe("done");
  };
  const kept = async (made: World, name: string) =>
    (await made.store.answersOf(panel.id, { firm: "customer", name })).map(({ person, waits }) => [person, waits]);

  test("asks each firm for what is its own to judge, in steps of five at most", async () => {
    const made = await world(panel);
    const found = await settled(made);
    const fields = async (name: string) => {
      const held = await made.held(found.id);
      const message = drawCard(made.engine.conversation, held, panel, made.now(), `@${name}`, `survey:0:${name}`, null)!;
      return message.blocks.flatMap((block) => (block.kind === "actions" ? block.actions[0]!.fields.map((one) => one.name) : []));
    };
    expect(await fields("freja")).toEqual(["outcome", "process", "interaction", "satisfaction", "credibility"]);
    expect(await fields("reza")).toEqual(["satisfaction", "credibility", "benevolence", "commitment"]);
    await found.ask("freja", { type: "answer-survey", ...first });
    expect(await fields("freja")).toEqual(["benevolence", "commitment", "intention", "clarity", "worth"]);
    expect(await found.ask("freja", { type: "answer-survey", ...first })).toBe("surveyed-already");
    expect(await found.ask("hanne", { type: "answer-survey", ...first })).toBe("not-surveyed");
  });

  test("with a name it is shown to both at once, and counts in no figure", async () => {
    const made = await world(panel);
    const found = await settled(made);
    await both(found, "freja", true);
    for (const name of ["mads", "lars"]) await both(found, name);
    expect(await card(made, found)).toContain(
      "Freja Holm (Nordvik Pumps) answers with name, 1 to 7: satisfaction 6, does what it says 5, would do it again 7",
    );
    expect((await found.shared()).followUp.surveys).toEqual([]);
    expect(await kept(made, `${found.id}:0`)).toEqual([
      ["lars", true],
      ["mads", true],
    ]);
  });

  test("what was too little waits for the next case, and is used up there", async () => {
    const made = await world(panel);
    const one = await settled(made);
    for (const name of ["freja", "mads"]) await both(one, name);
    await made.pass(15 * dayMs);
    expect((await one.shared()).followUp.surveys).toEqual([]);
    const next = await settled(made);
    await both(next, "lars");
    await made.pass(15 * dayMs);
    expect((await next.shared()).followUp.surveys).toMatchObject([
      { firm: "customer", answers: 3, means: { satisfaction: 6, intention: 7 } },
    ]);
    expect(await kept(made, `${next.id}:0`)).toEqual([]);
    expect((await one.shared()).followUp.surveys).toEqual([]);
  });

  test("one who never answers holds nobody up: the round ends when its time has passed", async () => {
    const made = await world({ ...panel, survey: [...surveyed, ...ids("ida")] });
    const found = await settled(made);
    for (const name of ["freja", "mads", "lars"]) await both(found, name);
    expect((await found.shared()).followUp.surveys).toEqual([]);
    await made.pass(15 * dayMs);
    expect((await found.shared()).followUp.surveys).toMatchObject([{ firm: "customer", answers: 3 }]);
    expect(await found.asked("ida")).not.toContain("survey");
    expect(await found.ask("ida", { type: "answer-survey", ...first })).toBe("survey-over");
  });

  test("a case that is opened again counts what was said until then, and asks anew at its next end", async () => {
    const made = await world(panel);
    const found = await settled(made);
    await both(found, "freja");
    await found.ask("freja", { type: "close" });
    await found.ask("freja", { type: "reopen", reason: "Cracks again" });
    expect(await found.asked("mads")).not.toContain("survey");
    expect(await kept(made, "another:0")).toEqual([["freja", true]]);
    await made.pass(hourMs);
    await agreeAndKeep(made, found);
    expect(await found.asked("freja")).toContain("survey");
    for (const name of ["freja", "mads", "lars"]) await both(found, name);
    expect((await found.shared()).followUp.surveys).toMatchObject([{ answers: 3 }]);
  });

  test("whoever opens their answers leaves nothing waiting that they said before", async () => {
    const made = await world(panel);
    const one = await settled(made);
    await both(one, "freja");
    await made.pass(15 * dayMs);
    const next = await settled(made);
    expect(await kept(made, `${next.id}:0`)).toEqual([["freja", true]]);
    await both(next, "freja", true);
    expect(await kept(made, `${next.id}:0`)).toEqual([]);
  });
});

describe("whether the customer's people know how", () => {
  test("is asked of the customer where it came from its own side, in place of a lesson of the supplier", async () => {
    const { found } = await begin({ locus: "customer" });
    expect(await found.asked("freja")).toContain("teach");
    expect(await found.asked("reza")).not.toContain("lesson");
    const { found: other } = await begin();
    expect(await other.asked("freja")).not.toContain("teach");
  });

  test("becomes something that the supplier teaches, and is asked once", async () => {
    const { made, found } = await begin({ locus: "customer" });
    expect(await found.ask("reza", { type: "want-teaching", way: "call", what: "Them" })).toBe("customer-says-teaching");
    expect(await found.ask("freja", { type: "want-teaching", way: "training", what: "The night shift: imports" })).toBe("done");
    const { measures } = (await found.shared()).followUp;
    expect(measures).toMatchObject([{ firm: "supplier", teaches: "training", what: "The night shift: imports" }]);
    expect(await found.asked("freja")).not.toContain("teach");
    expect(await found.ask("freja", { type: "want-teaching", way: "call", what: "Them" })).toBe("said-already");
    expect(await report(made, found)).toContain("training: The night shift: imports");
  });

  test("needs no answer: they know how, or it ends by itself", async () => {
    const { found } = await begin({ locus: "customer" });
    expect(await found.ask("freja", { type: "nothing-to-add", topic: "teach" })).toBe("done");
    expect(await found.asked("freja")).not.toContain("teach");
    const { made, found: late } = await begin({ locus: "customer" });
    await made.pass(9 * dayMs);
    expect(await late.asked("freja")).not.toContain("teach");
    expect((await late.shared()).followUp.measures).toEqual([]);
  });
});
