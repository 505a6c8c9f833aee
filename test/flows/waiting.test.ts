import { describe, expect, test } from "vitest";
import { viewOf } from "../../flows/case-view.ts";
import { type Shared, visibleTo } from "../../src/domain/case.ts";
import { dayMs, hourMs, minuteMs } from "../../src/domain/time.ts";
import { drawCard } from "../../src/engine/draw.ts";
import { type AskInput, eventsOf, given, type Happening, ownWords, type World, world } from "../support/given.ts";

const report = ["freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" }] as const satisfies Happening;
const taken = ["reza", { type: "acknowledge", locus: "supplier" }] as const satisfies Happening;
const need = ["reza", { type: "wait-for", on: "other-firm", what: "The number on the label" }] as const satisfies Happening;
const outside = ["reza", { type: "wait-for", on: "third-party", what: "The alloy from our foundry" }] as const satisfies Happening;

async function played(...before: readonly (readonly [string, Parameters<World["ask"]>[1]])[]): Promise<World> {
  const made = await world();
  for (const [by, ask] of before) expect((await made.ask(by, ask)).answer).toMatchObject({ ok: true });
  return made;
}
const shared = async (made: World) => (await made.held()).shared;
const waitId = async (made: World) => (await shared(made)).waiting.open[0]!.id;
const asked = async (made: World, kind: string) => (await shared(made)).asked.find(({ key }) => key.split(":")[0] === kind);
const view = async (made: World) => viewOf(visibleTo("customer", await made.held()), made.account());
/** The kinds of asks of which somebody was reminded. */
const reminded = (made: World) => [
  ...new Set(made.store.written.flatMap(eventsOf).flatMap((event) => (event.type === "reminded" ? [event.ask.split(":")[0]!] : []))),
];

describe("a firm that needs something from the other first", () => {
  test("asks its lead, and the ball is with that firm", async () => {
    const made = await played(report, taken, need);
    expect(await asked(made, "wait")).toMatchObject({ firm: "customer", to: ["freja"] });
    expect((await view(made)).ball).toMatchObject({ with: "customer", who: { id: "freja" }, why: "wait" });
  });

  test("is reminded of nothing meanwhile, and its dates move by the time that it has waited", async () => {
    const made = await played(report, taken);
    const before = (await asked(made, "cause"))!.due;
    await made.pass(hourMs);
    await made.ask(...need);
    await made.pass(2 * dayMs);
    expect(reminded(made).filter((kind) => ["cause", "option"].includes(kind))).toEqual([]);
    expect(reminded(made)).toContain("wait");
    expect((await asked(made, "cause"))!.due).toBe(before);
    await made.ask("freja", { type: "answer-wait", wait: await waitId(made), answer: "It is 4411" });
    expect(Date.parse((await asked(made, "cause"))!.due) - Date.parse(before)).toBe(2 * dayMs);
    await made.pass(3 * dayMs);
    expect(reminded(made)).toContain("cause");
  });

  test("what is asked of it only while it waits moves by no more than the rest of the wait", async () => {
    const made = await played(report, taken, need);
    await made.pass(hourMs);
    await made.ask("freja", { type: "propose-cause", what: "Dropped on the way", whys: "It fits", locus: "environment" });
    const before = (await asked(made, "judge"))!;
    expect(before.firm).toBe("supplier");
    await made.pass(30 * minuteMs);
    await made.ask("reza", { type: "stop-waiting", wait: await waitId(made) });
    expect(Date.parse((await asked(made, "judge"))!.due) - Date.parse(before.due)).toBe(30 * minuteMs);
  });

  test("the answer is kept with the evidence and credited like any other", async () => {
    const made = await played(report, taken, need);
    await made.ask("mads", { type: "answer-wait", wait: await waitId(made), answer: "It is 4411" });
    const s = await shared(made);
    expect(s.waiting.open).toEqual([]);
    expect(s.participation.work).toMatchObject([{ person: "mads", kind: "evidence", done: 1 }]);
    expect((await view(made)).ball).toMatchObject({ with: "supplier", why: "lead" });
  });

  test("never waits without end: it climbs at the firm that holds the ball, and nothing else does", async () => {
    const made = await played(report, taken, need);
    await made.pass(14 * dayMs);
    const climbed = made.store.written
      .flatMap(eventsOf)
      .flatMap((event) => (event.type === "asked" && event.ask.startsWith("escalation:") ? [event.ask.split(":")[3]!] : []));
    expect([...new Set(climbed)].sort()).toEqual(["impact", "wait"]);
  });

  test("can be of either side, and both at once are asked", async () => {
    const made = await played(report, taken, need, ["freja", { type: "wait-for", on: "other-firm", what: "Which batch it was" }]);
    expect((await shared(made)).asked.filter(({ key }) => key.startsWith("wait:")).map(({ firm }) => firm)).toEqual([
      "customer",
      "supplier",
    ]);
  });

  test("whoever asks something back has the case, though nobody has said so", async () => {
    const after = await given(report)
      .when(...need)
      .gives("acknowledged", "wait-begun");
    expect(after.shared.lead.supplier).toBe("reza");
  });

  test("one thing at a time: naming another lets go of the first", async () => {
    const made = await played(report, taken, need);
    await made.pass(90 * minuteMs);
    await made.ask(...outside);
    const s = await shared(made);
    expect(s.waiting.open.map(({ on }) => on)).toEqual(["third-party"]);
    expect(s.waiting.waits).toMatchObject([{ firm: "supplier", on: "other-firm" }]);
  });
});

describe("promises", () => {
  const offer = { type: "propose-option", terms: "Rework", promises: "Reza: rework, by Fri 27 Nov 2026 16:00" } as const;
  async function agreed(): Promise<World> {
    const made = await played(["freja", { ...report[1], stops: "nothing" }], taken, ["reza", offer]);
    for (const by of ["lars", "shirin"]) {
      const n = (await shared(made)).negotiation;
      if (n.status !== "on-table" && n.status !== "accepted") throw new Error(n.status);
      await made.ask(by, { type: "sign", revision: n.current.id, hash: n.current.hash });
    }
    return made;
  }
  const due = async (made: World) => (await shared(made)).promises[0]!.due;

  test("of the firm that waits for the other move by the time it has waited", async () => {
    const made = await agreed();
    const before = await due(made);
    await made.ask(...need);
    await made.pass(5 * dayMs);
    expect(reminded(made)).not.toContain("promise");
    expect(await made.ask("mads", { type: "break-promise", promise: (await shared(made)).promises[0]!.id, reason: "Late" })).toMatchObject({
      answer: { ok: false, code: "not-late-yet" },
    });
    await made.ask("freja", { type: "answer-wait", wait: await waitId(made), answer: "It is 4411" });
    expect(Date.parse(await due(made)) - Date.parse(before)).toBe(5 * dayMs);
  });

  test("keep their dates while it waits for somebody outside", async () => {
    const made = await agreed();
    const before = await due(made);
    await made.ask(...outside);
    await made.pass(5 * dayMs);
    expect(reminded(made)).toContain("promise");
    await made.ask("reza", { type: "stop-waiting", wait: await waitId(made) });
    expect(await due(made)).toBe(before);
  });

  test("what is done while it waits stood only until then", async () => {
    const made = await agreed();
    const before = await due(made);
    await made.ask(...need);
    await made.pass(4 * dayMs);
    await made.ask("reza", { type: "mark-done", promise: (await shared(made)).promises[0]!.id, attempt: 1, evidence: "Done" });
    await made.pass(dayMs);
    await made.ask("reza", { type: "stop-waiting", wait: await waitId(made) });
    expect(Date.parse(await due(made)) - Date.parse(before)).toBe(4 * dayMs);
  });
});

describe("a firm that waits for somebody outside", () => {
  test("looks again itself, at the date that it has given, as often as it takes", async () => {
    const made = await played(report, taken, ["reza", { ...outside[1], until: "2026-11-25T10:00" }]);
    expect((await view(made)).ball).toMatchObject({ with: "outside", who: { id: "reza" } });
    const first = (await asked(made, "arrived"))!;
    expect(first).toMatchObject({ firm: "supplier", to: ["reza"], due: "2026-11-25T06:30:00.000Z" });
    await made.pass(2 * dayMs);
    expect(reminded(made)).toContain("arrived");
    await made.ask("reza", { type: "keep-waiting", wait: await waitId(made), until: "2026-11-30T10:00" });
    expect(await asked(made, "arrived")).toMatchObject({ due: "2026-11-30T06:30:00.000Z", passed: null });
    expect((await asked(made, "arrived"))!.key).not.toBe(first.key);
  });

  test("looks again after two working days where it has given no date", async () => {
    const made = await played(report, taken, outside);
    // From Tuesday 10:30 in Tabriz: six and a half hours that day, nine on Wednesday, half an hour on Saturday.
    expect((await asked(made, "arrived"))!.due).toBe("2026-11-28T05:00:00.000Z");
  });
});

describe("what is said of it", () => {
  test("stands on the card: who waits for whom since when, and afterwards for how long", async () => {
    const made = await played(report, taken, need);
    const card = async () => {
      const drawn = drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), "shared", "case", null)!;
      return drawn.blocks.flatMap((block) =>
        block.kind === "text"
          ? [ownWords(block.parts)]
          : block.kind === "facts"
            ? block.rows.map(({ label, value }) => `${ownWords(label)} ${ownWords(value)}`)
            : [],
      );
    };
    expect((await card()).some((line) => line.startsWith("Sahand Casting needs something from"))).toBe(true);
    expect((await card()).filter((line) => /cause/.test(line))).toEqual([]);
    await made.pass(26 * hourMs + 5 * minuteMs);
    await made.ask("reza", { type: "stop-waiting", wait: await waitId(made) });
    expect(await card()).toContain("Waited Sahand Casting for Nordvik Pumps: 1 day 2 hours 5 minutes");
    expect((await view(made)).waits.minutes).toEqual([{ firm: "supplier", on: "other-firm", minutes: 1565 }]);
  });
});

describe("refusals", () => {
  const wait = (s: Shared) => s.waiting.open[0]!.id;
  test.for([
    ["its own firm answers", need, "arash", (s) => ({ type: "answer-wait", wait: wait(s), answer: "x" }), "own-wait"],
    ["the other firm ends it unanswered", need, "freja", (s) => ({ type: "stop-waiting", wait: wait(s) }), "not-your-wait"],
    ["what waits outside is answered", outside, "freja", (s) => ({ type: "answer-wait", wait: wait(s), answer: "x" }), "not-your-wait"],
    [
      "what was asked of the other firm is put off",
      need,
      "reza",
      (s) => ({ type: "keep-waiting", wait: wait(s), until: "2026-11-30T10:00" }),
      "wait-asked-already",
    ],
    [
      "it looks again in the past",
      outside,
      "reza",
      (s) => ({ type: "keep-waiting", wait: wait(s), until: "2026-11-23T10:00" }),
      "date-passed",
    ],
  ] satisfies [string, Happening, string, (s: Shared) => AskInput, string][])("%s", async ([, waits, by, ask, code]) => {
    await given(report, taken, waits).when(by, ask).refuses(code);
  });

  test("an answer to what nobody waits for any more", async () => {
    const made = await played(report, taken, need);
    const id = await waitId(made);
    await made.ask("reza", { type: "stop-waiting", wait: id });
    expect((await made.ask("freja", { type: "answer-wait", wait: id, answer: "x" })).answer).toMatchObject({
      ok: false,
      code: "wait-over",
    });
  });
});
