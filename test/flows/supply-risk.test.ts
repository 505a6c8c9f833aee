import { describe, expect, test } from "vitest";
import { planOf } from "../../flows/plan.ts";
import { drawCard, drawMore } from "../../src/engine/draw.ts";
import { textOf } from "../scenarios/player.ts";
import { must } from "../support/agreed.ts";
import { type AskInput, given, type World, who, world } from "../support/given.ts";

const stop: AskInput = {
  type: "report",
  kind: "risk",
  what: "Our line 2 is rebuilt: half of the housings needed from 7 December on",
  felt: "2026-12-07T08:00",
  until: "2026-12-21T08:00",
  stops: "slowed",
};
const shared = async (made: World) => (await made.held()).shared;
const asked = async (made: World) => (await shared(made)).asked.map(({ key, to }) => `${key} ${to.join(" ")}`);

describe("what a customer tells before it happens", () => {
  test("is prevention: the supplier is told early, and nobody is asked what it stopped", async () => {
    const made = await world();
    await made.ask("lars", stop);
    expect((await shared(made)).report).toMatchObject({ kind: "risk", firm: "customer", perspective: "proactive" });
    expect(await asked(made)).toEqual(["acknowledge reza"]);
    await made.ask("reza", { type: "acknowledge", touches: "options" });
    expect((await asked(made)).some((key) => key.startsWith("impact"))).toBe(false);
    // Nobody looks for a cause of what has not happened: each says what it can move, the supplier what can be done, the customer chooses.
    expect((await asked(made)).map((key) => key.split(":")[0])).toEqual(["move", "move", "option"]);
    const plan = planOf(await shared(made), made.account());
    expect(plan).toMatchObject({ locus: "environment", level: 2, differs: false });
    expect(plan.roles.supplier.map(({ role }) => role)).toContain("value-protector");
    expect(plan.roles.customer.map(({ role }) => role)).toContain("co-preventer");
  });

  test("that does not touch the supplier is over with its one press", async () => {
    const made = await world();
    await made.ask("lars", stop);
    await made.ask("reza", { type: "acknowledge", touches: "no" });
    expect((await shared(made)).followUp.closed).toMatchObject({ by: "reza" });
  });

  test("a failure that it has noticed is reactive as ever, and a supplier’s warning proactive", async () => {
    const made = await world();
    await made.ask("lars", { ...stop, kind: "failure" } as AskInput);
    expect((await shared(made)).report.perspective).toBe("reactive");
    await made.ask("reza", { ...stop, locus: "supplier" } as AskInput);
    expect((await shared(made)).report.perspective).toBe("proactive");
  });
});

describe("a supplier’s warning", () => {
  test("asks for how long the customer’s stock lasts, and whether there is another source, by no name", async () => {
    const made = await world();
    await made.ask("reza", { ...stop, locus: "environment" } as AskInput);
    await made.ask("lars", { type: "acknowledge", touches: "options", cover: 4, elsewhere: "yes" });
    expect((await shared(made)).acknowledged).toMatchObject({ coverDays: 4, elsewhere: true });
  });
});

describe("of what came from outside and the customer felt first", () => {
  const flood: AskInput = {
    type: "report",
    what: "The road is flooded, no lorry came",
    stops: "line",
    locus: "environment",
  };
  const taken: AskInput = { type: "acknowledge", locus: "environment" };
  const covers = async (made: World) => (await asked(made)).filter((key) => key.startsWith("cover"));
  async function flooded(): Promise<World> {
    const made = await world();
    await must(made, "freja", flood);
    await must(made, "reza", taken);
    return made;
  }

  test("it is asked how long its stock lasts, and whether there is another source; the answer stands on the card", async () => {
    const made = await flooded();
    expect(await covers(made)).toEqual(["cover freja"]);
    await must(made, "freja", { type: "say-cover", cover: 2, elsewhere: "no" });
    expect((await shared(made)).acknowledged).toMatchObject({ by: "reza", coverDays: 2, elsewhere: false });
    expect(await covers(made)).toEqual([]);
    const card = textOf(drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), "shared", "case", null));
    expect(card).toContain("The customer’s own stock");
    expect(card).toContain("2 days");
  });

  test("one of the two is enough, and what was said is left by what is said later", async () => {
    const made = await flooded();
    await must(made, "freja", { type: "say-cover", elsewhere: "yes" });
    expect(await covers(made)).toEqual([]);
    await must(made, "freja", { type: "say-cover", cover: 0 });
    expect((await shared(made)).acknowledged).toMatchObject({ coverDays: 0, elsewhere: true });
  });

  test("not to know is a finding, and it can be said after all", async () => {
    const made = await flooded();
    await must(made, "freja", { type: "answer-otherwise", ask: "cover", how: "unknown" });
    expect(await covers(made)).toEqual([]);
    const card = async () =>
      textOf(drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), "shared", "case", null));
    expect(await card()).toContain("Not known: how long the stock lasts, says Nordvik Pumps.");
    const more = drawMore(made.engine.conversation, await made.held(), made.account(), made.now(), who("freja")).blocks;
    expect(more.flatMap((block) => (block.kind === "actions" ? block.actions.map(({ key }) => key) : []))).toContain("action.say-cover");
    await must(made, "freja", { type: "say-cover", cover: 3 });
    expect(await card()).not.toContain("Not known");
  });

  test.for(["supplier", "customer", "unknown"] as const)(
    "it is not asked where the customer says %s, whatever the supplier says",
    async (locus) => {
      const made = await world();
      await must(made, "freja", { ...flood, locus } as AskInput);
      await must(made, "reza", taken);
      expect(await covers(made)).toEqual([]);
    },
  );

  test("a trifle asks nothing", async () => {
    const made = await world();
    await must(made, "freja", { ...flood, stops: "nothing" } as AskInput);
    await must(made, "reza", taken);
    expect(await covers(made)).toEqual([]);
  });

  test("the supplier does not say it, and nothing is no answer", async () => {
    await given(["freja", flood], ["reza", taken]).when("reza", { type: "say-cover", cover: 2 }).refuses("customer-says-cover");
    await given(["freja", flood], ["reza", taken]).when("freja", { type: "say-cover" }).refuses("nothing-said");
    await given(["freja", { ...flood, locus: "supplier" } as AskInput])
      .when("freja", { type: "say-cover", cover: 2 })
      .refuses("not-asked");
  });
});
