import { describe, expect, test } from "vitest";
import { viewOf } from "../../flows/case-view.ts";
import { stageOf, visibleTo } from "../../src/domain/case.ts";
import { dayMs, hourMs } from "../../src/domain/time.ts";
import { eventsOf, given, type Happening, type World, world } from "../support/given.ts";

const report = ["freja", { type: "report", what: "One pallet is missing", stops: "slowed" }] as const satisfies Happening;
const small = ["freja", { type: "report", what: "One pallet is missing", stops: "nothing" }] as const satisfies Happening;
const taken = ["reza", { type: "acknowledge" }] as const satisfies Happening;
const settled = ["reza", { type: "say-settled", what: "We spoke: it came with today's truck" }] as const satisfies Happening;
const good = ["freja", { type: "confirm-settled", attempt: 1 }] as const satisfies Happening;
const notQuite = ["freja", { type: "send-back-settled", attempt: 1, reason: "A carton is missing" }] as const satisfies Happening;

async function played(...before: readonly (readonly [string, Parameters<World["ask"]>[1]])[]): Promise<World> {
  const made = await world();
  for (const [by, ask] of before) expect((await made.ask(by, ask)).answer).toMatchObject({ ok: true });
  return made;
}
const shared = async (made: World) => (await made.held()).shared;
const asked = async (made: World) => (await shared(made)).asked.map(({ key, firm }) => `${key.split(":")[0]} ${firm}`);
const ball = async (made: World) => viewOf(visibleTo("supplier", await made.held()), made.account()).ball;

describe("what is put right without an agreement", () => {
  test("waits for the word of the firm that did not do it, and every other clock stands", async () => {
    const made = await played(report, taken);
    const cause = (await shared(made)).asked.find(({ key }) => key.startsWith("cause:supplier"))!;
    await made.ask(...settled);
    expect(await ball(made)).toMatchObject({ with: "customer", who: { id: "freja" }, why: "word" });
    expect(stageOf(await shared(made))).toBe("implementation");
    const due = (await shared(made)).asked.find(({ key }) => key.startsWith("settled:"))!.due;
    await made.pass(2 * dayMs);
    expect((await shared(made)).asked.find(({ key }) => key.startsWith("settled:"))!.due).toBe(due);
    const reminded = made.store.written.flatMap(eventsOf).flatMap((event) => (event.type === "reminded" ? [event.ask.split(":")[0]] : []));
    expect([...new Set(reminded)]).toEqual(["settled"]);
    await made.ask(...notQuite);
    const after = (await shared(made)).asked.find(({ key }) => key === cause.key)!;
    expect(Date.parse(after.due) - Date.parse(cause.due)).toBe(2 * dayMs);
  });

  test("a yes closes the case at once; of low severity nothing is owed", async () => {
    await given(small, taken, settled)
      .when(...good)
      .gives("settled-confirmed", "closed", "outcome-told");
    const made = await played(small, taken, settled, good);
    expect(await asked(made)).toEqual([]);
  });

  test("an explanation that is owed is asked for although the case is closed, and can be given then", async () => {
    const made = await played(report, taken, settled, good);
    expect(await asked(made)).toEqual(["explain supplier"]);
    await made.ask("reza", { type: "explain", explanation: "It had stayed on the ramp" });
    expect(await asked(made)).toEqual([]);
    expect((await shared(made)).followUp.closed).not.toBeNull();
  });

  test("whoever explains in the same breath owes it no more", async () => {
    const made = await played(report, taken, ["reza", { ...settled[1], explanation: "It had stayed on the ramp" }], good);
    expect(await asked(made)).toEqual([]);
  });

  test("the survey goes to the people of both firms, as after any other case", async () => {
    const made = await played(report, taken, settled, good);
    const { supplier, customer } = await made.held();
    expect(customer.asked.map(({ key }) => key.split(":")[0])).toEqual(["survey", "survey"]);
    expect(supplier.asked.map(({ key }) => key.split(":")[0])).toEqual(["survey", "survey", "survey"]);
  });

  test("not quite sends it back with what is missing, to be put right again", async () => {
    const made = await played(report, taken, settled, notQuite);
    expect(await asked(made)).toContain("again supplier");
    expect((await shared(made)).settlement).toMatchObject({ said: 1, sentBack: 1, latest: { status: "sent-back" } });
    await made.ask(...settled);
    expect(await asked(made)).toContain("settled customer");
    expect((await made.ask(...good)).answer).toMatchObject({ ok: false, code: "no-word-awaited" });
    await made.ask("freja", { type: "confirm-settled", attempt: 2 });
    expect((await shared(made)).followUp.closed).not.toBeNull();
  });

  test("may be said by either firm; the customer that put it right itself is confirmed by the supplier", async () => {
    const made = await played(report, taken, ["mads", settled[1]]);
    expect(await ball(made)).toMatchObject({ with: "supplier", why: "word" });
    expect((await made.ask("freja", good[1])).answer).toMatchObject({ ok: false, code: "others-word" });
    expect((await made.ask("arash", good[1])).answer).toMatchObject({ ok: true });
  });

  test("a case that comes back is open again, as far as it was", async () => {
    const made = await played(report, taken, settled, good, ["freja", { type: "reopen", reason: "Two more are missing" }]);
    const s = await shared(made);
    expect([s.followUp.closed, s.settlement.latest, s.followUp.reopened]).toEqual([null, null, 1]);
    expect(await asked(made)).toContain("cause supplier");
    expect(await ball(made)).toMatchObject({ with: "supplier" });
  });

  test("whoever says so before anybody has confirmed has it; what they waited for is over", async () => {
    await given(report)
      .when(...settled)
      .gives("acknowledged", "settled");
    await given(report, taken, ["reza", { type: "wait-for", on: "related", what: "The scanner's new firmware" }], 3 * hourMs)
      .when(...settled)
      .gives("settled", "wait-ended");
  });
});

describe("refusals", () => {
  test("nobody confirms their own word", async () => {
    await given(report, taken, settled).when("arash", good[1]).refuses("others-word");
    await given(report, taken, settled).when("arash", notQuite[1]).refuses("others-word");
  });
  test("it is said once, and nothing else is waited for meanwhile", async () => {
    await given(report, taken, settled)
      .when(...settled)
      .refuses("word-awaited");
    await given(report, taken, settled).when("reza", { type: "wait-for", on: "other-firm", what: "x" }).refuses("word-awaited");
  });
  test("what both have signed ends with its promises", async () => {
    const sign = (by: string): Happening => [
      by,
      (s) => {
        const n = s.negotiation;
        if (n.status !== "on-table" && n.status !== "accepted") throw new Error(n.status);
        return { type: "sign", revision: n.current.id, hash: n.current.hash };
      },
    ];
    const offer = { type: "propose-option", terms: "Credit", promises: "Reza: credit note, by Fri 27 Nov 2026 16:00" } as const;
    await given(small, taken, ["reza", { type: "say-locus", locus: "supplier" }], ["reza", offer], sign("lars"), sign("shirin"))
      .when(...settled)
      .refuses("promises-settle");
  });
});

describe("hand-overs", () => {
  test("are counted, and the last one stands on the card; whoever takes it up themselves was given nothing", async () => {
    const made = await played(report, ["arash", { type: "acknowledge" }], ["arash", { type: "hand-over", to: "neda" }]);
    expect((await shared(made)).handOvers).toMatchObject({ count: 1, latest: [{ firm: "supplier", from: "arash", to: "neda" }] });
  });
});
