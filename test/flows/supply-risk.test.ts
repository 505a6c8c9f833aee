import { describe, expect, test } from "vitest";
import { planOf } from "../../flows/plan.ts";
import { type AskInput, type World, world } from "../support/given.ts";

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
