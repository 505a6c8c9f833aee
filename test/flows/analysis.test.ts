/** Causes with what speaks for and against them, told, disputed and seen so after all; visits; an ending without a cause. */
import { describe, expect, test } from "vitest";
import { documents } from "../../flows/documents.ts";
import { type Shared, visibleTo } from "../../src/domain/case.ts";
import type { VisitId } from "../../src/domain/ids.ts";
import { dayMs, hourMs } from "../../src/domain/time.ts";
import { drawCard, drawNotice } from "../../src/engine/draw.ts";
import { textOf } from "../scenarios/player.ts";
import { type AskInput, given, type Happening, logOf, type World, who, world } from "../support/given.ts";

const report = { type: "report", what: "Batch 4411 came in cracked", stops: "slowed" } as const;
const known = [
  ["freja", report],
  ["reza", { type: "acknowledge" }],
] as const;
const poured = { type: "propose-cause", what: "Poured too cold", whys: "The ladle waited", locus: "supplier" } as const;
const first = (s: Shared) => s.analysis.causes[0]!.id;

describe("a cause", () => {
  test("has what speaks for it and against it counted", async () => {
    const { shared } = await given(
      ...known,
      ["reza", poured],
      ["freja", (s) => ({ type: "add-evidence", what: "Cold at the rib", cause: first(s), speaks: "for" })],
    )
      .when("mads", (s) => ({ type: "add-evidence", what: "Warm at the flange", cause: first(s), speaks: "against" }))
      .gives("evidence-added");
    expect(shared.analysis.causes[0]!.evidence).toEqual({ for: 1, against: 1 });
    await given(...known)
      .when("freja", { type: "add-evidence", what: "A photo", cause: "nosuchcause1", speaks: "for" })
      .refuses("unknown-cause");
  });

  test("that was seen differently may be seen so after all, by the firm that disputed it", async () => {
    const disputed: Happening[] = [
      ...known,
      ["reza", poured],
      ["freja", (s: Shared) => ({ type: "dispute-cause", cause: first(s), reason: "It was dropped" })],
    ];
    await given(...disputed)
      .when("reza", (s) => ({ type: "confirm-cause", cause: first(s) }))
      .refuses("own-cause");
    const { shared } = await given(...disputed)
      .when("mads", (s) => ({ type: "confirm-cause", cause: first(s) }))
      .gives("cause-confirmed");
    expect(shared.locus.settled).toBe("supplier");
  });

  test("that the supplier tells of itself before the customer could notice stands, and the customer may object", async () => {
    const warned = [
      ["reza", { ...report, locus: "supplier" }],
      ["freja", { type: "acknowledge", touches: "options" }],
    ] as const;
    const { shared } = await given(...warned)
      .when("reza", poured)
      .gives("cause-proposed", "cause-told");
    expect(shared.locus.settled).toBe("supplier");
    expect(shared.asked.filter(({ key }) => key.startsWith("judge:"))).toEqual([]);
    const objected = await given(...warned, ["reza", poured])
      .when("freja", (s) => ({ type: "dispute-cause", cause: first(s), reason: "It was us" }))
      .gives("cause-disputed");
    expect(objected.shared.locus.settled).toBeNull();
  });

  test("that is not its own is confirmed by the other firm even then", async () => {
    const warned = [
      ["reza", report],
      ["freja", { type: "acknowledge", touches: "options" }],
    ] as const;
    await given(...warned)
      .when("reza", { ...poured, locus: "environment" })
      .gives("cause-proposed");
  });
});

describe("a warning", () => {
  const warning = {
    type: "report",
    kind: "risk",
    what: "The pass is shut",
    stops: "customers",
    locus: "environment",
    felt: "2026-11-25T12:00",
    until: "2026-11-27T13:00",
  } as const;

  test("says how long before it would be felt, what stock would bridge it, and how far the customer's lasts", async () => {
    const made = await world();
    await made.ask("neda", warning);
    await made.ask("freja", { type: "acknowledge", touches: "options", cover: 2 });
    const { shared } = await made.held();
    // Wall times in Tabriz: 08:30 UTC on Wednesday, 09:30 UTC on Friday.
    expect([shared.report.feltAt, shared.report.untilAt]).toEqual(["2026-11-25T08:30:00.000Z", "2026-11-27T09:30:00.000Z"]);
    expect(shared.acknowledged).toMatchObject({ touches: "options", coverDays: 2 });
    const written = documents.report(visibleTo("customer", await made.held()), who("freja"), made.account(), []);
    expect(written).toContain("25 hours before");
    expect(written).toContain("stock for 3 days");
    expect(written).toContain("2 days, 1 day too short");
  });

  test("that does not touch the customer ends there", async () => {
    const { shared } = await given(["neda", warning])
      .when("freja", { type: "acknowledge", touches: "no" })
      .gives("acknowledged", "closed", "outcome-told");
    expect(shared.asked).toEqual([]);
  });

  test("that would be over before it is felt is asked about", async () => {
    await given()
      .when("neda", { ...warning, until: "2026-11-25T11:00" })
      .refuses("ends-before-felt");
  });
});

describe("a visit", () => {
  const visit: Extract<AskInput, { type: "propose-visit" }> = {
    type: "propose-visit",
    what: "Look at it, together; at \\ night",
    place: "customer",
    from: "2026-11-26T09:00+01:00",
    hours: 3,
    people: ["reza", "mads"],
  };
  const proposed = async (): Promise<{ made: World; id: VisitId }> => {
    const made = await world();
    for (const [by, ask] of known) await made.ask(by, ask);
    await made.ask("reza", visit);
    return { made, id: (await made.held()).shared.analysis.visits[0]!.id };
  };
  const invitation = async (made: World, id: VisitId) =>
    documents.invitation(visibleTo("customer", await made.held()), id, who("mads"), made.account(), made.now());

  test("is answered by the other firm, and only then stands in calendars", async () => {
    const { made, id } = await proposed();
    expect(await invitation(made, id)).toBeNull();
    expect((await made.ask("reza", { type: "answer-visit", visit: id, agree: true })).answer).toMatchObject({
      ok: false,
      code: "own-visit",
    });
    expect((await made.ask("freja", { type: "answer-visit", visit: id, agree: true })).answer.ok).toBe(true);
    expect((await made.ask("freja", { type: "answer-visit", visit: id, agree: false })).answer).toMatchObject({
      ok: false,
      code: "visit-over",
    });
    expect(await invitation(made, id)).not.toBeNull();
  });

  test("is a calendar entry in UTC, its text escaped and its lines folded at 75 octets", async () => {
    const { made, id } = await proposed();
    await made.ask("freja", { type: "answer-visit", visit: id, agree: true });
    const file = (await invitation(made, id))!;
    expect(file).toContain("DTSTART:20261126T080000Z\r\nDTEND:20261126T110000Z\r\n");
    expect(file.replaceAll("\r\n ", "")).toContain("DESCRIPTION:Look at it\\, together\\; at \\\\ night\\nReza Karimi\\, Mads Krogh");
    for (const line of file.split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(file.startsWith("BEGIN:VCALENDAR\r\n") && file.endsWith("END:VCALENDAR\r\n")).toBe(true);
  });

  /** Who was told of it by a message of their own since `turns`, and whether with an entry for the calendar. */
  const toldSince = async (made: World, turns: number): Promise<string[]> => {
    const [held, log] = [await made.held(), await logOf(made.store, made.id())];
    const shared = log.filter(({ audience }) => audience === "shared");
    return made.store.written.slice(turns).flatMap(({ posts }) =>
      posts.flatMap(({ room, recipe }) => {
        const read = JSON.parse(recipe) as { kind: string; seq: number; index: number };
        if (read.kind !== "notice" || !room.startsWith("@")) return [];
        const drawn = drawNotice(made.engine.conversation, held, made.account(), shared[read.seq - 1]!, read.index)!;
        const buttons = drawn.blocks.flatMap((block) => (block.kind === "actions" ? block.actions.map(({ key }) => key) : []));
        return [`${room} ${buttons.join()}`];
      }),
    );
  };

  test("is told to each who comes, with an entry that says the time on their own clock", async () => {
    const { made, id } = await proposed();
    const turns = made.store.written.length;
    await made.ask("freja", { type: "answer-visit", visit: id, agree: true });
    expect(await toldSince(made, turns)).toEqual(["@reza action.invitation", "@mads action.invitation"]);
    const entry = async (name: string) =>
      documents.invitation(visibleTo("customer", await made.held()), id, who(name), made.account(), made.now())!.replaceAll("\r\n ", "");
    expect(await entry("mads")).toContain("09:00 – 12:00 (Europe/Copenhagen)");
    expect(await entry("reza")).toContain("11:30 – 14:30 (Asia/Tehran)");
    expect(await entry("mads")).toMatch(/METHOD:PUBLISH[\s\S]*SEQUENCE:0[\s\S]*STATUS:CONFIRMED/);
  });

  const refused = (code: string) => ({ answer: { ok: false, code } });
  const move = (id: VisitId) =>
    ({ type: "move-visit", visit: id, from: "2026-11-27T09:00+01:00", reason: "The line runs until Friday" }) as const;
  const keysOf = async (made: World, kind: string) =>
    (await made.held()).shared.asked.filter(({ key }) => key.startsWith(`${kind}:`)).map(({ key, to }) => `${key} ${to.join()}`);

  test("that is only suggested can be taken back by the firm that suggested it, and is in nobody’s calendar", async () => {
    const { made, id } = await proposed();
    expect(await made.ask("freja", { type: "cancel-visit", visit: id })).toMatchObject(refused("not-your-visit"));
    expect(await made.ask("reza", move(id))).toMatchObject(refused("visit-over"));
    const turns = made.store.written.length;
    expect((await made.ask("arash", { type: "cancel-visit", visit: id })).answer.ok).toBe(true);
    expect(await keysOf(made, "visit")).toEqual([]);
    expect(await toldSince(made, turns)).toEqual([]);
    expect(await invitation(made, id)).toBeNull();
    expect(await made.ask("freja", { type: "answer-visit", visit: id, agree: true })).toMatchObject(refused("visit-over"));
  });

  test("that is not answered before its time is asked about no more", async () => {
    const { made } = await proposed();
    await made.pass(3 * dayMs);
    expect(await keysOf(made, "visit")).toEqual([]);
  });

  test("is moved or called off by the host at its own gate, too, with a reason; whoever suggested it answers the new time", async () => {
    const { made, id } = await proposed();
    await made.ask("freja", { type: "answer-visit", visit: id, agree: true });
    expect(await made.ask("freja", { type: "cancel-visit", visit: id })).toMatchObject(refused("why-visit"));
    let turns = made.store.written.length;
    expect((await made.ask("freja", move(id))).answer.ok).toBe(true);
    expect(await toldSince(made, turns)).toEqual(["@reza ", "@mads "]);
    expect(await keysOf(made, "visit")).toEqual([`visit:${id}:1 reza`]);
    expect(await made.ask("freja", { type: "answer-visit", visit: id, agree: true })).toMatchObject(refused("own-visit"));
    await made.ask("reza", { type: "answer-visit", visit: id, agree: true });
    expect(await invitation(made, id)).toMatch(/METHOD:PUBLISH[\s\S]*SEQUENCE:1/);
    turns = made.store.written.length;
    expect((await made.ask("freja", { type: "cancel-visit", visit: id, reason: "The gate is shut" })).answer.ok).toBe(true);
    expect(await toldSince(made, turns)).toEqual(["@reza action.invitation", "@mads action.invitation"]);
    expect(await invitation(made, id)).toMatch(/METHOD:CANCEL[\s\S]*SEQUENCE:2/);
  });

  test("that was moved and is taken back before it is answered goes from calendars as well", async () => {
    const { made, id } = await proposed();
    await made.ask("freja", { type: "answer-visit", visit: id, agree: true });
    await made.ask("reza", move(id));
    expect((await made.ask("reza", { type: "cancel-visit", visit: id })).answer.ok).toBe(true);
    expect(await invitation(made, id)).toMatch(/METHOD:CANCEL[\s\S]*SEQUENCE:2/);
  });

  test("that did not take place is said so, and another time is suggested with it, or it is left", async () => {
    for (const another of [null, "2026-12-03T09:00+01:00"]) {
      const { made, id } = await proposed();
      const missed = { type: "miss-visit", visit: id, reason: "The road was closed", from: another } as const;
      await made.ask("freja", { type: "answer-visit", visit: id, agree: true });
      expect(await made.ask("reza", missed)).toMatchObject(refused("visit-over"));
      await made.pass(2.5 * dayMs);
      expect(await keysOf(made, "seen")).toEqual([`seen:${id} reza`]);
      expect((await made.ask("reza", missed)).answer.ok).toBe(true);
      expect(await keysOf(made, "seen")).toEqual([]);
      const { analysis, participation } = (await made.held()).shared;
      expect([analysis.evidence, participation.work]).toEqual([0, []]);
      expect(analysis.visits[0]!.status).toBe(another ? "proposed" : "missed");
      expect(await keysOf(made, "visit")).toEqual(another ? [`visit:${id}:1 freja`] : []);
      expect(await invitation(made, id)).toBeNull();
      if (!another) continue;
      await made.ask("freja", { type: "answer-visit", visit: id, agree: true });
      expect(await invitation(made, id)).toMatch(/METHOD:PUBLISH[\s\S]*SEQUENCE:1[\s\S]*DTSTART:20261203T080000Z/);
    }
  });

  test("of which nobody said what was seen does not stand as agreed: it is off the card, and another can be suggested", async () => {
    const { made, id } = await proposed();
    await made.ask("freja", { type: "answer-visit", visit: id, agree: true });
    const card = async () =>
      textOf(drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), "shared", "case", null));
    const looks = async () => {
      const { key } = (await made.held()).shared.asked.find((one) => one.key.startsWith("cause:") && one.to.includes("reza" as never))!;
      const drawn = drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), "@reza", key, null)!;
      return drawn.blocks.flatMap((block) => (block.kind === "actions" ? block.actions.map((action) => action.key) : []));
    };
    expect(await card()).toContain("Visit at");
    expect(await looks()).not.toContain("action.propose-visit");
    await made.pass(2.5 * dayMs);
    await made.ask("reza", { type: "answer-otherwise", ask: `seen:${id}`, how: "skip" });
    expect(await keysOf(made, "seen")).toEqual([]);
    expect(await card()).not.toContain("Visit at");
    expect(await looks()).toContain("action.propose-visit");
  });

  test("can be moved, which the other firm answers anew, and called off; the others are told", async () => {
    const { made, id } = await proposed();
    await made.ask("freja", { type: "answer-visit", visit: id, agree: true });
    let turns = made.store.written.length;
    expect((await made.ask("reza", move(id))).answer.ok).toBe(true);
    expect(await toldSince(made, turns)).toEqual(["@reza ", "@mads "]);
    expect(await invitation(made, id)).toBeNull();
    const { asked } = (await made.held()).shared;
    expect(asked.filter(({ key }) => key.startsWith("visit:"))).toMatchObject([{ key: `visit:${id}:1`, to: ["freja"] }]);
    await made.ask("freja", { type: "answer-visit", visit: id, agree: true });
    expect(await invitation(made, id)).toMatch(/METHOD:PUBLISH[\s\S]*SEQUENCE:1[\s\S]*DTSTART:20261127T080000Z\r\nDTEND:20261127T110000Z/);
    turns = made.store.written.length;
    expect((await made.ask("reza", { type: "cancel-visit", visit: id, reason: "The road is closed" })).answer.ok).toBe(true);
    expect(await toldSince(made, turns)).toEqual(["@reza action.invitation", "@mads action.invitation"]);
    const gone = (await invitation(made, id))!;
    expect(gone).toMatch(/METHOD:CANCEL[\s\S]*SEQUENCE:2[\s\S]*STATUS:CANCELLED/);
    expect(gone).toContain(`UID:${id}@parley`);
    await made.pass(6 * dayMs);
    expect((await made.held()).shared.asked.some(({ key }) => key.startsWith("seen:"))).toBe(false);
  });

  test("is asked about when it is over, and what was seen is evidence", async () => {
    const { made, id } = await proposed();
    await made.ask("freja", { type: "answer-visit", visit: id, agree: true });
    await made.pass(3 * dayMs);
    expect((await made.held()).shared.asked.some(({ key, to }) => key === `seen:${id}` && to.includes("reza" as never))).toBe(true);
    await made.ask("reza", { type: "report-visit", visit: id, what: "It drops at the rib" });
    const { work } = (await made.held()).shared.participation;
    expect(work.filter(({ kind }) => kind === "visit").map(({ person, firm }) => [person, firm])).toEqual([
      ["reza", "supplier"],
      ["mads", "customer"],
    ]);
    const { analysis, asked } = (await made.held()).shared;
    expect([analysis.evidence, analysis.visits[0]!.status]).toEqual([1, "reported"]);
    expect(asked.some(({ key }) => key.startsWith("seen:"))).toBe(false);
  });

  test("lies ahead, and is with people of the two firms", async () => {
    await given(...known)
      .when("reza", { ...visit, from: "2026-11-23T09:00" })
      .refuses("date-passed");
    await given(...known)
      .when("reza", { ...visit, people: ["reza", "nobody"] })
      .refuses("unknown-person");
    const made = await world();
    for (const [by, ask] of known) await made.ask(by, ask);
    await made.ask("reza", visit);
    await made.pass(3 * dayMs + hourMs);
    const id = (await made.held()).shared.analysis.visits[0]!.id;
    expect((await made.ask("freja", { type: "answer-visit", visit: id, agree: true })).answer).toMatchObject({
      ok: false,
      code: "date-passed",
    });
  });
});

describe("an ending without a cause", () => {
  const plan = "Swap the link at once";
  test("is decided by one of each firm, and looking may go on when something is found", async () => {
    const { shared } = await given(...known, ["freja", { type: "end-unknown", plan }])
      .when("reza", { type: "agree-unknown" })
      .gives("unknown-agreed");
    expect(shared.locus.settled).toBe("unknown");
    expect(shared.asked.some(({ key }) => key.startsWith("cause:"))).toBe(false);
    await given(...known, ["freja", { type: "end-unknown", plan }])
      .when("mads", { type: "agree-unknown" })
      .refuses("own-cause");
    await given(...known)
      .when("reza", { type: "agree-unknown" })
      .refuses("not-waiting");
    await given(...known, ["freja", { type: "end-unknown", plan }], ["reza", { type: "agree-unknown" }])
      .when("reza", poured)
      .gives("cause-proposed");
  });
});
