/** What is told and asked when a failure is found, besides its first sentence: not knowing, what else is true, what was promised, when more is heard, a call, an earlier case, what was said on the phone. */
import { describe, expect, test } from "vitest";
import { documents } from "../../flows/documents.ts";
import { duesOf } from "../../flows/follow-up-state.ts";
import { reportButton, warnButton } from "../../flows/report-buttons.ts";
import { wording } from "../../flows/wording/index.ts";
import { visibleTo } from "../../src/domain/case.ts";
import type { Action, Message } from "../../src/domain/message.ts";
import type { Firm } from "../../src/domain/people.ts";
import { severityFrom } from "../../src/domain/severity.ts";
import { dayMs, hourMs, plus } from "../../src/domain/time.ts";
import { drawCard, drawMore, drawNotice } from "../../src/engine/draw.ts";
import { textOf } from "../scenarios/player.ts";
import { must, tried } from "../support/agreed.ts";
import { type AskInput, type Command, eventsOf, given, logOf, ownWords, seed, storyOf, type World, who, world } from "../support/given.ts";

const cracked = { type: "report", what: "Batch 4411 came in cracked", order: "Batch 4411", stops: "line" } as const;
const report: Command = ["freja", cracked];
const taken: Command = ["reza", { type: "acknowledge" }];
const impact: Command = ["freja", { type: "confirm-impact" }];

async function played(...all: readonly Command[]): Promise<World> {
  const made = await world();
  for (const [by, ask] of all) await must(made, by, ask);
  return made;
}
const keys = async (made: World): Promise<string[]> => (await made.held()).shared.asked.map(({ key, to }) => `${key} ${to.join()}`);
const shared = async (made: World) => (await made.held()).shared;
const card = async (made: World): Promise<string> =>
  textOf(drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), "shared", "case", null));
const asked = async (made: World, person: string, kind: string): Promise<Message> => {
  const held = await made.held();
  const key = held.shared.asked.find((one) => one.key.startsWith(kind))!.key;
  return drawCard(made.engine.conversation, held, made.account(), made.now(), `@${person}`, key, null)!;
};
const actionsOf = ({ blocks }: Message): Action[] => blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));
const more = async (made: World, person: string): Promise<string[]> =>
  actionsOf(drawMore(made.engine.conversation, await made.held(), made.account(), made.now(), who(person))).map(({ key }) => key);
const eightD = async (made: World): Promise<string> =>
  documents.report(visibleTo("customer", await made.held()), who("freja"), made.account(), await storyOf(made.store, made.id()));

describe("not to know", () => {
  test("is a finding on the card and in the report, by firm, until it is known; to skip is none", async () => {
    const made = await played(report, taken, impact);
    await must(made, "freja", { type: "answer-otherwise", ask: "pain", how: "skip" });
    expect(await card(made)).not.toContain("Not known");
    await must(made, "freja", { type: "answer-otherwise", ask: "details", how: "unknown" });
    expect(await card(made)).toContain("Not known: when and how it was found, says Nordvik Pumps.");
    expect((await eightD(made)).split("## D4")[1]!.split("##")[0]).toContain("Not known: when and how it was found");
    await must(made, "freja", { type: "describe", sort: "quality" });
    expect(await card(made)).not.toContain("Not known");
  });

  test("whoever writes no first diagnosis down looks openly, and the other firm is not left waiting", async () => {
    const unsure = { locus: "unknown" } as const;
    const made = await played(["freja", { ...cracked, ...unsure }], ["reza", { type: "acknowledge", ...unsure }]);
    await must(made, "reza", { type: "seal-diagnosis", locus: "supplier", what: "The ladle" });
    await must(made, "freja", { type: "answer-otherwise", ask: "diagnosis:customer", how: "unknown" });
    expect((await shared(made)).analysis.first.declined).toBe(true);
    expect((await keys(made)).filter((key) => key.startsWith("diagnosis"))).toEqual([]);
    expect(await card(made)).toContain("Not known: where it came from, says Nordvik Pumps.");
  });

  test.for(["help", "option:supplier:0", "visit"])("can be said of %s, too, and the case goes on", async (ask) => {
    const locus = ask === "help" ? "customer" : "supplier";
    const made = await played(["freja", { ...cracked, locus }], ["reza", { type: "acknowledge", locus }]);
    if (ask.startsWith("option")) {
      await must(made, "reza", { type: "propose-cause", what: "Too cold", whys: "The ladle", locus, category: "process" });
      await must(made, "freja", (s) => ({ type: "confirm-cause", cause: s.analysis.causes[0]!.id }));
    }
    if (ask === "visit")
      await must(made, "freja", {
        type: "propose-visit",
        what: "Look at the mould",
        place: "supplier",
        from: plus(made.now(), 2 * dayMs),
        hours: 2,
        people: ["freja"],
      });
    const { key, to } = (await shared(made)).asked.find((one) => one.key.startsWith(ask))!;
    for (const person of to) expect(await tried(made, person, { type: "answer-otherwise", ask: key, how: "unknown" })).toBe("done");
    expect((await keys(made)).some((one) => one.startsWith(key))).toBe(false);
    expect(await card(made)).toContain("Not known: ");
    if (ask === "help") expect(await more(made, "freja")).toContain("action.want-help");
  });
});

describe("how bad it is", () => {
  test.for([
    ["nothing", [], false, "low"],
    ["nothing", ["product"], false, "normal"],
    ["slowed", ["relationship"], false, "high"],
    ["line", ["customers", "product"], false, "high"],
    ["nothing", [], true, "normal"],
    ["slowed", [], true, "high"],
    ["line", [], true, "high"],
    ["danger", [], true, "critical"],
    ["unsure", [], false, "normal"],
  ] as const)("%s and %j, again %j: %s", ([stops, also, again, severity]) => {
    expect(severityFrom(stops, also, again)).toBe(severity);
  });

  test("more than one thing can be true, and from when it is felt can change, with the form that says what changed", async () => {
    const made = await played(["freja", { ...cracked, stops: "slowed", also: ["product"] }], taken);
    expect((await shared(made)).severity).toBe("normal");
    const fields = actionsOf(await asked(made, "freja", "impact")).find(({ key }) => key === "action.changed")!.fields;
    expect(fields.map((one) => [one.name, "value" in one ? one.value : null])).toEqual([
      ["stops", "slowed"],
      ["also", ["product"]],
      ["felt", null],
    ]);
    await must(made, "freja", { type: "set-severity", stops: "slowed", also: ["product", "relationship"], felt: "2026-11-25T12:00" });
    const after = await shared(made);
    expect([after.severity, after.report.also, after.report.feltAt]).toEqual([
      "high",
      ["product", "relationship"],
      "2026-11-25T11:00:00.000Z",
    ]);
    expect(textOf(await asked(made, "reza", "cause"))).not.toBe("");
  });

  test("is the customer's to say: the supplier may find it graver, and both hear of it", async () => {
    const made = await played(["freja", { ...cracked, stops: "line" }], taken);
    for (const ask of [{ stops: "nothing" }, { stops: "customers" }, { stops: "line", felt: "2026-11-25T12:00" }] as const)
      expect(await tried(made, "reza", { type: "set-severity", ...ask })).toBe("customer-says-impact");
    expect(await tried(made, "reza", { type: "confirm-impact" })).toBe("customer-says-impact");
    await must(made, "reza", { type: "set-severity", stops: "danger" });
    expect(await shared(made)).toMatchObject({ severity: "critical", impactConfirmed: false });
    const held = await made.held();
    const [news] = made.store.written.flatMap(eventsOf).filter(({ type }) => type === "severity-set");
    expect(textOf(drawNotice(made.engine.conversation, held, made.account(), news!, 0))).toContain(
      "Reza Karimi says how serious it is now.",
    );
    expect(textOf(await asked(made, "freja", "impact"))).not.toBe("");
    await must(made, "freja", { type: "set-severity", stops: "slowed" });
    expect(await shared(made)).toMatchObject({ severity: "normal", impactConfirmed: true });
  });

  test("what the supplier foretold it corrects itself, until the customer has spoken", async () => {
    const made = await played(["reza", { ...cracked, stops: "line" }]);
    await must(made, "reza", { type: "set-severity", stops: "slowed" });
    expect(await shared(made)).toMatchObject({ severity: "normal", impactConfirmed: false });
    await must(made, "freja", { type: "set-severity", stops: "line" });
    expect(await tried(made, "reza", { type: "set-severity", stops: "nothing" })).toBe("customer-says-impact");
  });

  test("what comes again weighs one step more, with its reason; what is something else after all no longer does", async () => {
    const made = await played(["freja", { ...cracked, stops: "slowed" }], ["mads", { ...cracked, what: "Wet", stops: "slowed" }]);
    const of = (await shared(made)).related[0]!.case;
    await must(made, "mads", { type: "say-likeness", of, as: "again" });
    expect((await shared(made)).severity).toBe("high");
    expect(await card(made)).toContain("one step more seriously, because it comes again");
    await must(made, "mads", { type: "set-severity", stops: "nothing" });
    expect((await shared(made)).severity).toBe("normal");
    await must(made, "mads", { type: "say-likeness", of, as: "other" });
    expect((await shared(made)).severity).toBe("low");
    expect(await card(made)).not.toContain("comes again");
  });
});

describe("a report", () => {
  const seldom = (action: Action) => action.fields.filter(({ rare }) => rare).map(({ name }) => name);
  const first = (action: Action) => action.fields.filter(({ rare }) => !rare).map(({ name }) => name);
  const t = wording("en");

  test("asks no more above the fold than before; what is seldom needed stands below it", () => {
    const five = ["what", "files", "order", "amount", "stops", "remedy"];
    for (const firm of ["supplier", "customer"] as Firm[]) expect(first(reportButton(t, firm))).toEqual(five);
    expect(seldom(reportButton(t, "customer"))).toEqual(["promised", "also", "felt", "sort", "where", "locus"]);
    expect(seldom(reportButton(t, "supplier"))).toEqual(["also", "felt", "sort", "where", "locus", "explanation", "apology"]);
    expect(first(warnButton(t, "supplier", seed))).toEqual(["what", "locus", "felt", "until", "stops"]);
    expect(seldom(warnButton(t, "supplier", seed))).toEqual(["noticed", "order", "amount", "explanation", "apology"]);
    expect(seldom(warnButton(t, "customer", seed))).toEqual(["order", "amount"]);
  });

  test("holds what kind it is, where it was found and whether it was promised; the place stands at the head of the 8D", async () => {
    const made = await played(
      ["freja", { ...cracked, sort: "quality", where: "Incoming inspection", remedy: "Good ones", promised: "written", locus: "customer" }],
      taken,
      impact,
    );
    const { report: told, locus } = await shared(made);
    expect([told.details.sort, told.where, told.promised, locus.says.customer]).toEqual([
      "quality",
      "Incoming inspection",
      "written",
      "customer",
    ]);
    expect((await eightD(made)).split("## D1")[0]).toContain("Where found: Incoming inspection");
    // The kind is known: how it was found is not asked for its own sake.
    await must(made, "freja", { type: "say-pain", hurts: "Line 2" });
    expect((await keys(made)).filter((key) => key.startsWith("details"))).toEqual([]);
  });

  test("of the supplier's own can come with a first explanation and an apology: neither is owed any more", async () => {
    const first = { explanation: "The ladle waited", apology: true, locus: "supplier" } as const;
    const made = await played(["reza", { ...cracked, ...first, noticed: "yesterday afternoon", felt: "2026-11-26T08:00" }]);
    const { followUp, report: told } = await shared(made);
    expect([followUp.explained.first, followUp.firstExplained, followUp.apologised]).toEqual(["The ladle waited", true, true]);
    expect([told.details.noticed?.span, told.feltAt]).toEqual(["afternoon", "2026-11-26T04:30:00.000Z"]);
    expect(await card(made)).toContain("The ladle waited");
    await must(made, "freja", { type: "acknowledge" });
    const after = await shared(made);
    expect([after.followUp.explained.first, duesOf(after, seed).apology]).toEqual(["The ladle waited", "given"]);
  });

  test.for([
    ["freja", "supplier"],
    ["reza", "environment"],
  ] as const)("no apology is taken of %s where %s caused it", async ([by, locus]) => {
    const made = await played([by, { ...cracked, apology: true, explanation: "So it was", locus }]);
    const { followUp } = await shared(made);
    expect([followUp.apologised, followUp.firstExplained]).toEqual([false, by === "reza"]);
  });

  test("that the supplier made of what it found itself is asked for its kind, of whoever found it; a warning is not", async () => {
    const mine = await played(["arash", { ...cracked, locus: "supplier" }], ["freja", { type: "acknowledge" }]);
    expect(await keys(mine)).toContain("details arash");
    const warned = await played(["arash", { ...cracked, kind: "risk" }], ["freja", { type: "acknowledge" }]);
    expect((await keys(warned)).filter((key) => key.startsWith("details"))).toEqual([]);
  });

  test("has room for how many were looked at even when neither time is known", async () => {
    const made = await played(["freja", { ...cracked, hurts: "Line 2", remedy: "Good ones" }], taken, impact);
    const [action] = actionsOf(await asked(made, "freja", "details"));
    expect(action!.fields.map(({ name, rare }) => (rare ? `(${name})` : name))).toEqual([
      ...["sort", "delivery", "way", "occurred", "noticed"],
      ...["(inspected)", "(where)"],
    ]);
  });
});

describe("what would help", () => {
  test("was promised or only expected: it stands where options are made, and is the source of what is offered", async () => {
    const made = await played(["freja", { ...cracked, locus: "supplier" }], ["reza", { type: "acknowledge", locus: "supplier" }], impact);
    await must(made, "freja", { type: "say-pain", remedy: "Good ones", promised: "written", locus: "environment" });
    await must(made, "freja", { type: "say-locus", locus: "supplier" });
    expect((await shared(made)).report.promised).toBe("written");
    await must(made, "reza", { type: "propose-cause", what: "Too cold", whys: "The ladle", locus: "supplier", category: "process" });
    await must(made, "freja", (s) => ({ type: "confirm-cause", cause: s.analysis.causes[0]!.id }));
    const held = await made.held();
    const { key, to } = held.shared.asked.find((one) => one.key.startsWith("option"))!;
    const drawn = drawCard(made.engine.conversation, held, made.account(), made.now(), `@${to[0]}`, key, null)!;
    expect(textOf(drawn)).toContain("yes, in writing");
    const source = actionsOf(drawn)
      .find((one) => one.key === "action.offer-new")!
      .fields.find(({ name }) => name === "source");
    expect(source).toMatchObject({ value: "contract" });
  });
});

describe("whoever takes it", () => {
  test("says when more is heard: it stands on the card, and is asked for an hour ahead, unless something was heard", async () => {
    const made = await played(report, ["reza", { type: "acknowledge", hearBy: "2026-11-24T16:00" }]);
    expect(await card(made)).toContain("Nordvik Pumps hears more by");
    expect((await keys(made)).filter((key) => key.startsWith("hear"))).toEqual([]);
    await made.pass(5 * hourMs);
    expect(await keys(made)).toContain("hear reza");
    await must(made, "reza", { type: "give-update", situation: "We are at the furnace log" });
    expect((await keys(made)).filter((key) => key.startsWith("hear"))).toEqual([]);
    expect(await card(made)).not.toContain("hears more by");
  });

  test("and not for a time that has passed", async () => {
    await given(report).when("reza", { type: "acknowledge", hearBy: "2026-11-24T08:00" }).refuses("date-passed");
  });
});

describe("what is ready", () => {
  /** What Reza was told of what he can offer already. */
  const told = async (made: World) => {
    const held = await made.held();
    const all = (await logOf(made.store, made.id())).flatMap((event) =>
      [0, 1, 2, 3].flatMap((i) => drawNotice(made.engine.conversation, held, made.account(), event, i) ?? []),
    );
    return all.filter((message) => textOf(message).includes("What can you offer already?"));
  };

  test("can be offered with one press by whoever takes it, before the cause is known", async () => {
    const made = await played(report, ["reza", { type: "acknowledge", locus: "supplier" }]);
    const notices = await told(made);
    expect(notices).toHaveLength(1);
    const [ready] = actionsOf(notices[0]!);
    expect(ready!.key).toMatch(/^action\.offer-ready:/);
    const ask = ready!.press.kind === "command" ? ready!.press.command : null;
    const given = Object.fromEntries(ready!.fields.map((one) => [one.name, "value" in one ? one.value : null]));
    await must(made, "reza", { ...ask, ...given, supplierCost: "10 EUR", customerCost: "0 EUR" } as never);
    expect((await shared(made)).negotiation).toMatchObject({ status: "open", options: [{ firm: "supplier" }] });
  });

  test("is not shown for a trifle, nor where the customer leads its own recovery", async () => {
    expect(await told(await played(["freja", { ...cracked, stops: "nothing" }], taken))).toEqual([]);
    const led = await played(["freja", { ...cracked, locus: "customer" }], ["reza", { type: "acknowledge", locus: "customer" }]);
    expect(await told(led)).toEqual([]);
  });
});

describe("who was told before they could notice", () => {
  const warning: Command = ["reza", { ...cracked, kind: "risk", locus: "supplier" }];

  test("and asks for a call is called: it is asked of whoever told, and ends with a line or without", async () => {
    const made = await played(warning, ["freja", { type: "acknowledge", touches: "call" }]);
    expect(await keys(made)).toContain("call reza");
    const { answer } = await made.ask("reza", { type: "say-called", what: "Forty good ones on Thursday" });
    expect(answer.ok && ownWords(answer.says)).toContain("Nobody is asked to call any more.");
    expect((await keys(made)).filter((key) => key.startsWith("call"))).toEqual([]);
    expect(await card(made)).toContain("Forty good ones on Thursday");
    expect(await tried(made, "reza", { type: "say-called" })).toBe("no-call-asked");
  });

  test("and wants to see the options sees them before there is a cause", async () => {
    const made = await played(warning, ["freja", { type: "acknowledge", touches: "options" }]);
    expect((await keys(made)).filter((key) => key.startsWith("option"))).toHaveLength(1);
    const waits = await played(warning, ["freja", { type: "acknowledge" }]);
    expect((await keys(waits)).filter((key) => key.startsWith("option"))).toEqual([]);
  });
});

test("the last step that worked is read by whoever assists", async () => {
  const made = await played(["freja", { ...cracked, locus: "customer" }], ["reza", { type: "acknowledge", locus: "customer" }]);
  await must(made, "freja", { type: "want-help", help: ["advice"], last: "The import of Monday" });
  expect(textOf(await asked(made, "reza", "assist"))).toContain("The import of Monday");
});

describe("an earlier case", () => {
  const two = () => played(["freja", { ...cracked, stops: "slowed" }], ["freja", { type: "report", what: "Wet", stops: "slowed" }]);

  test.for(["freja", "reza"])("is linked by its number by %s, and both read it", async (by) => {
    const made = await two();
    expect(await more(made, by)).toContain("action.link-case");
    await must(made, by, { type: "link-case", number: "PAR-00001" });
    const { related, severity } = await shared(made);
    expect([related.map(({ number, as }) => [number, as]), severity]).toEqual([[[1, "again"]], "high"]);
    expect(await card(made)).toContain("Comes again after PAR-00001");
    expect((await keys(made)).filter((key) => key.startsWith("alike"))).toEqual([]);
  });

  test.for([
    ["PAR-00002", "no-earlier-case"],
    ["PAR-00009", "no-earlier-case"],
    ["nothing", "no-earlier-case"],
  ] as const)("%s is none: %s", async ([number, code]) => {
    expect(await tried(await two(), "freja", { type: "link-case", number })).toBe(code);
  });

  test("is linked once", async () => {
    const made = await two();
    await must(made, "reza", { type: "link-case", number: "۱" });
    expect(await tried(made, "freja", { type: "link-case", number: "1" })).toBe("said-already");
  });
});

describe("a point that was settled on the phone", () => {
  const noted = async (): Promise<World> => played(report, taken, ["reza", { type: "note-spoken", what: "The carrier comes at seven" }]);
  const answer = async (made: World, by: string, ask: { agrees: boolean; words?: string }) =>
    tried(made, by, (s): AskInput => ({ type: "read-spoken", spoken: s.spoken![0]!.id, ...ask }));

  test("is read and confirmed by the other firm; the case goes on", async () => {
    const made = await noted();
    expect((await keys(made)).filter((key) => key.startsWith("spoken"))).toEqual([expect.stringMatching(/^spoken:.* freja$/)]);
    expect(await card(made)).toContain("not read by the other firm yet");
    expect(await answer(made, "arash", { agrees: true })).toBe("own-spoken");
    expect(await answer(made, "freja", { agrees: true })).toBe("done");
    expect(await answer(made, "freja", { agrees: false })).toBe("already-confirmed");
    expect(await card(made)).toContain("Freja Holm says the same.");
    expect((await keys(made)).filter((key) => key.startsWith("spoken"))).toEqual([]);
    expect((await shared(made)).followUp.closed).toBeNull();
    expect(await eightD(made)).toContain("The carrier comes at seven");
  });

  test("or stands with how they remember it", async () => {
    const made = await noted();
    expect(await answer(made, "freja", { agrees: false, words: "At nine" })).toBe("done");
    expect(await card(made)).toContain("Freja Holm remembers it differently: At nine");
  });

  test("no more than three wait for the other firm", async () => {
    const made = await noted();
    for (const what of ["Two", "Three"]) await must(made, "reza", { type: "note-spoken", what });
    expect(await tried(made, "reza", { type: "note-spoken", what: "Four" })).toBe("enough-spoken");
    expect(await more(made, "freja")).not.toContain("action.note-spoken");
  });
});
