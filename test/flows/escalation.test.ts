/** What waits too long: it climbs on both sides at matching levels with the same facts, and comes down again. */
import { describe, expect, test } from "vitest";
import type { Shared } from "../../src/domain/case.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import { dayMs, hourMs, minuteMs } from "../../src/domain/time.ts";
import { drawCard } from "../../src/engine/draw.ts";
import { type AskInput, eventsOf, given, ownWords, type World, world } from "../support/given.ts";

const report = { type: "report", what: "Batch 4411 came in cracked", stops: "line" } as const;

const climbing = (shared: Shared) =>
  shared.asked.filter(({ key }) => key.startsWith("escalation:")).map(({ key, to, at }) => `${key} ${to.join()} ${at}`);
const asked = (shared: Shared, key: string) => shared.asked.find((one) => one.key === key)?.to.join() ?? null;

/** Freja reports at 08:00 in Aarhus; Reza has an hour of his working time, until 11:30 in Tabriz. */
async function unanswered(ms: number): Promise<World> {
  const made = await world();
  await made.ask("freja", report);
  await made.pass(ms);
  return made;
}

describe("an ask that waits too long", () => {
  test("climbs two working hours after it was due, to the same level of both firms", async () => {
    const made = await unanswered(3 * hourMs - 1);
    expect(climbing((await made.held()).shared)).toEqual([]);
    await made.pass(1);
    // Reza is on Sahand's middle rung himself and has not answered, so that the next one of his firm has it.
    expect(climbing((await made.held()).shared)).toEqual([
      "escalation:0:supplier:acknowledge shirin 2026-11-24T10:00:00.000Z",
      "escalation:0:customer:acknowledge lars 2026-11-24T10:00:00.000Z",
    ]);
  });

  test("climbs on, two more working hours later, to whoever has not been asked", async () => {
    const made = await unanswered(5 * hourMs);
    expect(climbing((await made.held()).shared).at(-1)).toBe("escalation:1:customer:acknowledge hanne 2026-11-24T12:00:00.000Z");
  });

  test("waits with climbing while the firm that is asked does not work", async () => {
    // Reported on Wednesday at 13:00 in Aarhus, 15:30 in Tabriz: due 16:30, and Tabriz works until 17:00 and then from Saturday on.
    const made = await world(undefined, "2026-11-25T12:00:00.000Z" as never);
    await made.ask("freja", report);
    await made.pass(5 * dayMs);
    expect(climbing((await made.held()).shared)[0]).toBe("escalation:0:supplier:acknowledge shirin 2026-11-28T06:00:00.000Z");
  });

  test("gives both firms the same facts", async () => {
    const made = await unanswered(3 * hourMs);
    const held = await made.held();
    const facts = (["lars", "shirin"] as const).map((id) => {
      const firm = id === "lars" ? "customer" : "supplier";
      const card = drawCard(
        made.engine.conversation,
        held,
        made.account(),
        made.now(),
        `@${id}`,
        `escalation:0:${firm}:acknowledge`,
        null,
      )!;
      return card.blocks.filter(({ kind }) => kind === "facts");
    });
    expect(facts[0]).toEqual(facts[1]);
    expect(facts[0]!.length).toBeGreaterThan(0);
  });

  test("is told once in the shared room", async () => {
    const made = await unanswered(3 * hourMs);
    const posts = made.store.written
      .flatMap(({ posts: all, events }) => (events.length > 0 ? all : []))
      .filter(({ room }) => room === "shared");
    expect(posts).toHaveLength(1);
  });

  test("comes down on both sides when it is answered", async () => {
    const made = await unanswered(3 * hourMs);
    await made.ask("reza", { type: "acknowledge" });
    const { shared } = await made.held();
    expect(climbing(shared)).toEqual([]);
    expect(shared.escalation.climbs).toEqual([]);
  });

  test("comes down when somebody takes it up, who is then asked in place of the others", async () => {
    const made = await unanswered(3 * hourMs);
    await made.ask("shirin", { type: "take-escalation", ask: "acknowledge" });
    const { shared } = await made.held();
    expect(climbing(shared)).toEqual([]);
    expect(asked(shared, "acknowledge")).toBe("shirin");
    await made.pass(2 * hourMs);
    expect(climbing((await made.held()).shared)).toEqual(
      ["escalation:1:customer:acknowledge hanne 2026-11-24T12:00:00.000Z"].map((line) => line),
    );
    await made.ask("shirin", { type: "acknowledge" });
    expect((await made.held()).shared.asked.some(({ key }) => key.includes("acknowledge"))).toBe(false);
  });

  test("comes down when it is given back, and climbs again when it still waits", async () => {
    const made = await unanswered(3 * hourMs);
    await made.ask("lars", { type: "return-escalation", ask: "acknowledge" });
    expect(climbing((await made.held()).shared)).toEqual([]);
    expect(asked((await made.held()).shared, "acknowledge")).toBe("reza");
    await made.pass(2 * hourMs);
    expect(climbing((await made.held()).shared)).toEqual([
      "escalation:0:supplier:acknowledge shirin 2026-11-24T12:00:00.000Z",
      "escalation:0:customer:acknowledge lars 2026-11-24T12:00:00.000Z",
    ]);
  });

  test("the other firm says that it knows, and the ball stays where it is", async () => {
    const made = await unanswered(3 * hourMs);
    await made.ask("lars", { type: "see-escalation", ask: "acknowledge" });
    const { shared } = await made.held();
    expect(climbing(shared).map((line) => line.split(" ")[1])).toEqual(["shirin"]);
    expect(asked(shared, "acknowledge")).toBe("reza");
  });

  test("may be made to climb at once, with a reason; and only what waits may", async () => {
    await given(["freja", report]).when("freja", { type: "escalate", ask: "cause:supplier:0", reason: "x" }).refuses("not-waiting");
    const held = await given(["freja", report])
      .when("freja", { type: "escalate", ask: "acknowledge", reason: "The line stops" })
      .gives("escalated");
    expect(climbing(held.shared).map((line) => line.split(" ")[1])).toEqual(["shirin", "lars"]);
    await given(["freja", report], ["freja", { type: "escalate", ask: "acknowledge", reason: "The line stops" }])
      .when("mads", { type: "escalate", ask: "acknowledge", reason: "Please" })
      .refuses("climbed-already");
  });

  test("only those who were asked take it up, and only for the firm that is waited for", async () => {
    const late = [["freja", report], 3 * hourMs] as const;
    await given(...late)
      .when("arash", { type: "take-escalation", ask: "acknowledge" })
      .refuses("not-asked");
    const says = await given(...late)
      .when("lars", { type: "take-escalation", ask: "acknowledge" })
      .refuses("theirs-to-take");
    expect(says).toContain("Sahand Casting");
    await given(...late)
      .when("shirin", { type: "see-escalation", ask: "acknowledge" })
      .refuses("yours-to-take");
    await given(...late)
      .when("shirin", { type: "take-escalation", ask: "impact" })
      .refuses("not-waiting");
  });

  test("nobody above is named: it is said, and nothing is asked", async () => {
    const flat = (made: World) => ({
      ...made.account(),
      firms: { supplier: { ...made.account().firms.supplier, ladder: [] }, customer: { ...made.account().firms.customer, ladder: [] } },
    });
    const made = await world();
    await made.saveAccount(flat(made));
    await made.ask("freja", report);
    const { answer } = await made.ask("freja", { type: "escalate", ask: "acknowledge", reason: "Please" });
    expect(answer).toMatchObject({ ok: false, code: "nobody-above" });
    expect(ownWords(answer.says)).toContain("set-up");
    await made.pass(5 * dayMs);
    expect(climbing((await made.held()).shared)).toEqual([]);
  });
});

describe("what climbs is whatever the other firm, or the safety of people and goods, waits for", () => {
  const critical = { type: "report", what: "Two hooks broke", stops: "danger", order: "Batch 4411" } as const;
  const kinds = async (made: World) => [
    ...new Set((await made.held()).shared.asked.flatMap(({ key }) => (key.startsWith("escalation:") ? [key.split(":")[3]!] : []))),
  ];
  async function silent(ms: number, ...before: readonly (readonly [string, AskInput])[]): Promise<World> {
    const made = await world();
    for (const [by, ask] of before) expect((await made.ask(by, ask)).answer, ask.type).toMatchObject({ ok: true });
    await made.pass(ms);
    return made;
  }

  test("what is to be contained, before more of it spreads", async () => {
    const made = await silent(3 * hourMs, ["freja", critical], ["reza", { type: "acknowledge", locus: "supplier" }]);
    expect(await kinds(made)).toContain("contain");
    const held = await given(["freja", critical], ["reza", { type: "acknowledge" }])
      .when("freja", { type: "escalate", ask: "contain:supplier", reason: "The rest of the batch is on the road" })
      .gives("escalated");
    expect(climbing(held.shared).map((line) => line.split(" ")[1])).toEqual(["shirin", "lars"]);
  });

  test("a call that somebody asked for", async () => {
    const told = [
      ["reza", { type: "report", what: "We ship a day late", stops: "nothing" }],
      ["freja", { type: "acknowledge", touches: "call" }],
    ] as const;
    expect(await kinds(await silent(9 * dayMs, ...told))).toContain("call");
    await given(...told)
      .when("freja", { type: "escalate", ask: "call", reason: "Nobody has called" })
      .gives("escalated");
  });

  test("the word that somebody said would come", async () => {
    const hears = { type: "acknowledge", locus: "unknown", hearBy: "2026-11-24T16:00" } as const;
    expect(await kinds(await silent(dayMs, ["freja", report], ["reza", hears]))).toContain("hear");
  });

  test("the answer to a visit that is proposed, and an end of looking", async () => {
    const visit = {
      type: "propose-visit",
      what: "Look at it",
      place: "customer",
      from: "2026-12-20T10:00",
      people: ["freja", "reza"] as PersonId[],
    } as const;
    const made = await silent(
      2 * dayMs,
      ["freja", report],
      ["reza", { type: "acknowledge", locus: "unknown" }],
      ["reza", visit],
      ["reza", { type: "end-unknown", plan: "Swap it at once" }],
    );
    expect(await kinds(made)).toEqual(expect.arrayContaining(["visit", "stop-looking"]));
  });

  test("and not what anybody may leave open, or what is kind and comes after", async () => {
    const made = await silent(
      2 * dayMs,
      ["freja", report],
      ["reza", { type: "acknowledge", locus: "unknown" }],
      ["freja", { type: "say-locus", locus: "unknown" }],
    );
    const optional = (await made.held()).shared.asked.filter(({ key }) => /^(pain|details|cover|diagnosis|alike|move)/.test(key));
    expect(optional.length).toBeGreaterThan(1);
    const { account, ask } = made;
    for (const { key, to } of optional) {
      expect(await kinds(made)).not.toContain(key.split(":")[0]);
      expect(account().people.some(({ id }) => id === to[0])).toBe(true);
      expect((await ask("freja", { type: "escalate", ask: key, reason: "Please" })).answer).toMatchObject({
        ok: false,
        code: "not-waiting",
      });
    }
  });
});

describe("a case in which nothing happens", () => {
  const stale = (shared: Shared) => shared.asked.filter(({ key }) => key.startsWith("stale:")).map(({ to, at }) => `${to.join()} ${at}`);
  const quiet = async (ms: number): Promise<World> => {
    const made = await world();
    await made.ask("freja", report);
    await made.ask("reza", { type: "acknowledge", locus: "supplier" });
    await made.pass(ms);
    return made;
  };

  test("is asked about at both firms after two working days, at an instant when both have had them", async () => {
    const made = await quiet(6 * dayMs);
    // The cause was due on Tuesday at 14:30 in Tabriz. Sixteen hours from then on: 2.5, 9, and 4.5 on Saturday.
    expect(stale((await made.held()).shared)).toEqual(["reza 2026-11-28T09:00:00.000Z", "freja 2026-11-28T09:00:00.000Z"]);
  });

  test("is left alone for as long again when it is still going", async () => {
    const made = await quiet(5 * dayMs);
    await made.ask("freja", { type: "keep-going" });
    expect(stale((await made.held()).shared)).toEqual([]);
    await made.pass(dayMs);
    expect(stale((await made.held()).shared)).toEqual([]);
    await made.pass(2 * dayMs);
    expect(stale((await made.held()).shared)).toHaveLength(2);
  });

  test("is asked about at once where all that was asked has been left open, and going on asks for a way out again", async () => {
    const made = await world();
    await made.ask("reza", { type: "report", what: "Two of 120 are bent", stops: "slowed" });
    await made.ask("freja", { type: "acknowledge", touches: "options" });
    await made.ask("reza", { type: "propose-cause", what: "Set down too hard", whys: "No marks on the floor", locus: "customer" });
    const [cause] = (await made.held()).shared.analysis.causes;
    await made.ask("freja", { type: "confirm-cause", cause: cause!.id });
    await made.ask("freja", { type: "want-help", help: ["none"] });
    for (let left = 0; left < 9; left++) {
      const { shared } = await made.held();
      const open = shared.asked.find(({ key }) => !key.startsWith("stale:"));
      if (!open) break;
      expect((await made.ask(open.to[0]!, { type: "answer-otherwise", ask: open.key, how: "unknown" })).answer.ok, open.key).toBe(true);
    }
    const keys = async () => (await made.held()).shared.asked.map(({ key, firm }) => `${key.split(":")[0]} ${firm}`);
    expect(await keys()).toEqual(["stale supplier", "stale customer"]);
    await made.pass(9 * dayMs);
    expect(await keys(), "until somebody answers").toEqual(["stale supplier", "stale customer"]);
    await made.ask("reza", { type: "keep-going" });
    expect(await keys()).toEqual(["option customer"]);
  });

  test("nobody answers: it is asked again, later each time, and never falls out of sight", async () => {
    const made = await quiet(120 * dayMs);
    const times = made.store.written
      .flatMap(eventsOf)
      .flatMap((event) =>
        event.type === "asked" && event.ask.startsWith("stale:") && event.firm === "supplier" ? [Date.parse(event.at)] : [],
      );
    expect(times.length).toBeGreaterThanOrEqual(4);
    const gaps = times.slice(1).map((time, i) => time - times[i]!);
    expect([...gaps].sort((a, b) => a - b)).toEqual(gaps);
    expect((await made.store.nextDue()).due).not.toBeNull();
  });

  test("is not asked about while somebody has until a later date", async () => {
    const made = await world();
    await made.ask("jens", { ...report, stops: "nothing" });
    await made.ask("reza", { type: "acknowledge", locus: "supplier" });
    await made.ask("reza", { type: "propose-option", terms: "Credit note", promises: "Reza: credit note, by Fri 29 Jan 2027 16:00" });
    for (const by of ["lars", "shirin"]) {
      const n = (await made.held()).shared.negotiation;
      if (n.status === "on-table" || n.status === "accepted")
        await made.ask(by, { type: "sign", revision: n.current.id, hash: n.current.hash });
    }
    await made.pass(60 * dayMs);
    expect(made.store.written.flatMap(eventsOf).some((event) => event.type === "asked" && event.ask.startsWith("stale:"))).toBe(false);
    await made.pass(20 * dayMs);
    expect(stale((await made.held()).shared)).toHaveLength(2);
  });

  test("only those who are asked say so", async () => {
    await given(["freja", report]).when("freja", { type: "keep-going" }).refuses("not-asked");
  });
});

describe("while it burns", () => {
  test("one of each firm is asked every half hour how it stands, until it is contained", async () => {
    const made = await world();
    await made.ask("freja", { ...report, stops: "danger" });
    await made.ask("reza", { type: "acknowledge", locus: "supplier" });
    await made.pass(30 * minuteMs);
    const updates = async () =>
      (await made.held()).shared.asked.filter(({ key }) => key.startsWith("update:")).map(({ to }) => to[0] as PersonId);
    expect(await updates()).toEqual(["reza", "freja"]);
    await made.ask("reza", { type: "give-update", situation: "82 pieces set aside", needs: "A forklift" });
    expect(await updates()).toEqual([]);
    expect((await made.held()).shared.escalation.updates.latest).toMatchObject({
      by: "reza",
      situation: "82 pieces set aside",
      actions: null,
    });
    await made.pass(30 * minuteMs);
    expect(await updates()).toEqual(["reza", "freja"]);
    // One place alone contains nothing: what lies at the supplier or is under way burns on.
    await made.ask("freja", { type: "contain", place: "customer-stock", what: "All set aside" });
    expect(await updates()).toEqual(["reza", "freja"]);
    await made.ask("reza", { type: "contain", place: "supplier-stock", what: "Blocked in the store" });
    await made.ask("reza", { type: "nothing-to-contain", place: "transit" });
    expect(await updates()).toEqual([]);
  });
});
