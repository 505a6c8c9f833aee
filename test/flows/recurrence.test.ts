/** What was seen before is found, offered once, and shown when it comes again. */
import { describe, expect, test } from "vitest";
import { conversation } from "../../flows/conversation.ts";
import { documents } from "../../flows/documents.ts";
import { findings } from "../../flows/findings.ts";
import { toldOf } from "../../flows/follow-up-state.ts";
import { speak } from "../../flows/parts.ts";
import { recurrence } from "../../flows/recurrence.ts";
import { plain } from "../../flows/wording/index.ts";
import { visibleTo } from "../../src/domain/case.ts";
import { fold } from "../../src/domain/evolve.ts";
import { canonical } from "../../src/domain/hash.ts";
import type { CaseId } from "../../src/domain/ids.ts";
import { dayMs } from "../../src/domain/time.ts";
import { drawCard, drawNotice } from "../../src/engine/draw.ts";
import { textOf } from "../scenarios/player.ts";
import { type AskInput, logOf, type World, who, world } from "../support/given.ts";

const report = (what: string, order: string | null = null): AskInput => ({ type: "report", what, order, stops: "line" });
const asked = async (made: World): Promise<readonly string[]> => (await made.held()).shared.asked.map(({ key }) => key.split(":")[0]!);
const found = async (made: World) => (await made.held()).shared.related.map(({ number, likeness, as }) => ({ number, likeness, as }));
/** A warning that does not touch the customer is closed with its acknowledgement. */
async function closed(made: World, what: string, order: string): Promise<void> {
  await made.ask("reza", { type: "report", kind: "risk", what, order, stops: "line" });
  await made.ask("freja", { type: "acknowledge", touches: "no" });
}

describe("an earlier case", () => {
  test.for([
    ["Batch 4411", "batch no. 4411", "order"],
    ["Batch 4411", "بچ ۴۴۱۱", "order"],
    ["PO-77/3", "po 77/3", "order"],
    ["Batch 4411", "Batch 4412", null],
    ["12", "12", null],
  ] as const)("of the order %j is found for %j: %s", async ([earlier, later, likeness]) => {
    const made = await world();
    await made.ask("freja", report("Cracked", earlier));
    await made.ask("freja", report("Wet", later));
    expect(await found(made)).toEqual(likeness ? [{ number: 1, likeness, as: null }] : []);
    expect((await asked(made)).includes("alike")).toBe(likeness !== null);
  });

  test("is found by much the same words, and not by a few", async () => {
    const made = await world();
    await made.ask("freja", report("Housings cracked along the flange after unpacking"));
    await made.ask("mads", report("Again housings cracked along the flange"));
    expect(await found(made)).toEqual([{ number: 1, likeness: "words", as: null }]);
    await made.ask("mads", report("The flange of the pump leaks"));
    expect(await found(made)).toEqual([]);
  });

  test("is not found by words that only name a kind, each with another number", async () => {
    const made = await world();
    await made.ask("freja", report("Station 4, module 12, channel 7: dropped"));
    await made.ask("mads", report("Station 9, module 3, channel 1: dropped"));
    expect(await found(made)).toEqual([]);
    await made.ask("mads", report("Station 4, module 12, channel 7: dropped again"));
    expect((await found(made)).map(({ number }) => number)).toEqual([1]);
  });

  test("that was closed comes back for ninety days, and no longer", async () => {
    const made = await world();
    await closed(made, "Ladle out of order", "Batch 9");
    await closed(made, "Road closed", "Batch 4411");
    await made.pass(89 * dayMs, true);
    await made.ask("freja", report("Late", "Batch 4411"));
    expect(await found(made)).toEqual([{ number: 2, likeness: "order", as: null }]);
    await made.ask("freja", { type: "say-likeness", of: (await made.held()).shared.related[0]!.case, as: "other" });
    await made.pass(2 * dayMs, true);
    await made.ask("mads", report("Late", "Batch 4411"));
    // The closed one is too long ago; the one before this is open.
    expect((await found(made)).map(({ number }) => number)).toEqual([3]);
  });
});

describe("whoever reported says what it is", () => {
  async function two(): Promise<World> {
    const made = await world();
    await made.ask("freja", report("Cracked housings", "Batch 4411"));
    await made.ask("freja", report("Cracked", "Batch 4411"));
    return made;
  }
  const of = async (made: World) => (await made.held()).shared.related[0]!.case;

  test("again: it stands on the card, and nobody is asked again", async () => {
    const made = await two();
    const answer = await made.ask("freja", { type: "say-likeness", of: await of(made), as: "again" });
    expect(answer.answer.ok).toBe(true);
    expect(await asked(made)).not.toContain("alike");
    const card = drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), "shared", "case", null)!;
    expect(card.blocks.flatMap((block) => (block.kind === "text" ? [plain(block.parts)] : []))).toContain("Comes again after PAR-00001");
  });

  test("the same: this one is closed and goes on there", async () => {
    const made = await two();
    await made.ask("freja", { type: "say-likeness", of: await of(made), as: "same" });
    const { shared } = await made.held();
    expect([shared.followUp.closed?.by, shared.related[0]!.as]).toEqual(["freja", "same"]);
    expect(shared.asked).toEqual([]);
  });

  test("and what was said is in the log as it is in the case", async () => {
    for (const as of ["again", "same", "other"] as const) {
      const made = await two();
      await made.ask("freja", { type: "say-likeness", of: await of(made), as });
      expect(canonical(fold(made.id(), await logOf(made.store, made.id())))).toBe(canonical(await made.held()));
    }
  });

  test("the same is refused once work has begun here", async () => {
    const made = await two();
    await made.ask("reza", { type: "acknowledge" });
    await made.ask("reza", { type: "propose-cause", what: "Poured too cold", whys: "The ladle waited", locus: "supplier" });
    const { answer } = await made.ask("freja", { type: "say-likeness", of: await of(made), as: "same" });
    expect(answer).toMatchObject({ ok: false, code: "case-goes-on" });
  });

  const askedKeys = async (made: World) => (await made.held()).shared.asked.filter(({ key }) => key.startsWith("alike"));

  test("or whoever leads for the other firm does: the first answer counts, and only its firm says it otherwise", async () => {
    const made = await two();
    const first = await of(made);
    const say = async (by: string, as: "again" | "same" | "other") => {
      const { answer } = await made.ask(by, { type: "say-likeness", of: first, as });
      return answer.ok ? "done" : answer.code;
    };
    expect(await say("arash", "again")).toBe("not-asked");
    expect(await say("reza", "same")).toBe("reporter-says-same");
    expect(await say("reza", "again")).toBe("done");
    expect(await askedKeys(made)).toEqual([]);
    expect(await say("freja", "other")).toBe("said-already");
    expect(await say("reza", "other")).toBe("done");
  });

  test("where whoever reported leaves it open, the other firm is asked; that neither knows is a finding of both", async () => {
    const made = await two();
    const first = await of(made);
    expect(await askedKeys(made)).toMatchObject([{ key: `alike:${first}`, to: ["freja"] }]);
    const open = { type: "answer-otherwise", how: "unknown" } as const;
    expect((await made.ask("freja", { ...open, ask: `alike:${first}` })).answer.ok).toBe(true);
    expect(await askedKeys(made)).toMatchObject([{ key: `alike:${first}:theirs`, firm: "supplier", to: ["reza"] }]);
    const see = visibleTo("supplier", await made.held());
    const drawn = recurrence.draw!["alike"]!(see, `${first}:theirs`, conversation.say("en"), who("reza"), made.account(), made.now());
    expect(drawn.actions.map(({ key }) => key)).toEqual(["action.came-again", "action.something-else"]);
    expect((await made.ask("reza", { ...open, ask: `alike:${first}:theirs` })).answer.ok).toBe(true);
    expect(await askedKeys(made)).toEqual([]);
    const t = speak(conversation.say("en"));
    expect(findings(visibleTo("shared", await made.held()), t, made.account()).map(plain)).toEqual([
      "Not known: whether it was seen before, says Nordvik Pumps.",
      "Not known: whether it was seen before, says Sahand Casting.",
    ]);
  });

  test("a colleague of the other firm and a stranger to the list are refused", async () => {
    const made = await two();
    const { answer } = await made.ask("arash", { type: "say-likeness", of: await of(made), as: "again" });
    expect(answer).toMatchObject({ ok: false, code: "not-asked" });
    const foreign = await made.ask("freja", { type: "say-likeness", of: made.id(), as: "again" });
    expect(foreign.answer).toMatchObject({ ok: false, code: "not-asked" });
  });
});

describe("what was reported twice", () => {
  const photo = "f7h2k9d3m5q8";
  /** Freja's report, taken by Reza; and Mads's of the same, which is graver. */
  async function twice(second: Partial<AskInput> = {}): Promise<{ made: World; first: CaseId }> {
    const made = await world();
    await made.ask("freja", { type: "report", what: "Cracked housings", order: "Batch 4411", stops: "slowed" });
    const first = made.id();
    await made.ask("reza", { type: "acknowledge" });
    const more = { order: "Batch 4411", amount: "38 of 120", stops: "line", hurts: "Line 2 stops at noon", files: [photo] } as const;
    await made.ask("mads", { type: "report", what: "Flange cracked", ...more, ...second } as AskInput);
    return { made, first };
  }
  const same = async (made: World, first: CaseId, by = "mads", key = "same"): Promise<string> => {
    const { answer } = await made.ask(by, { type: "say-likeness", of: first, as: "same" }, { key });
    return answer.ok ? "done" : answer.code;
  };
  const shared = async (made: World, id: CaseId) => (await made.held(id)).shared;

  test("is one case with all that the second report brought: words, how many, what it stops, photos", async () => {
    const { made, first } = await twice();
    const second = made.id();
    expect(await same(made, first)).toBe("done");
    const brought = {
      case: second,
      number: 2,
      person: "mads",
      what: "Flange cracked",
      affected: 38,
      total: 120,
      stops: "line",
      files: [photo],
    };
    expect((await shared(made, first)).joined).toMatchObject([brought]);
    expect((await shared(made, second)).followUp.closed?.by).toBe("mads");
    const card = textOf(drawCard(made.engine.conversation, await made.held(first), made.account(), made.now(), "shared", "case", null));
    expect(card).toContain(
      "Mads Krogh reported the same as PAR-00002: Flange cracked · Batch 4411 · 38 of 120 affected · A line stands still",
    );
    const see = visibleTo("customer", await made.held(first));
    expect(documents.report(see, who("freja"), made.account(), [])).toContain("reported the same as PAR-00002");
    const joined = (await logOf(made.store, first)).find(({ type }) => type === "report-joined")!;
    const notice = drawNotice(made.engine.conversation, await made.held(first), made.account(), joined, 0)!;
    expect(notice.blocks.map(({ kind }) => kind)).toContain("picture");
    expect(canonical(fold(first, await logOf(made.store, first)))).toBe(canonical(await made.held(first)));
  });

  test("weighs as much as the graver of both, and whoever leads for either firm is told", async () => {
    const { made, first } = await twice();
    expect((await shared(made, first)).severity).toBe("normal");
    await same(made, first);
    expect(await shared(made, first)).toMatchObject({ severity: "high", report: { stops: "line" } });
    const rooms = (of: World) =>
      of.store.written.flatMap(({ events, posts }) =>
        JSON.stringify(events).includes("report-joined") ? posts.map(({ room }) => room) : [],
      );
    expect(rooms(made)).toEqual(expect.arrayContaining(["shared", "@reza", "@freja"]));
    const { made: other, first: one } = await twice({ stops: "nothing" });
    await same(other, one);
    expect((await shared(other, one)).severity).toBe("normal");
    expect(rooms(other)).toEqual(["shared"]);
  });

  test("tells whoever reported it second how it ended", async () => {
    const { made, first } = await twice();
    await same(made, first);
    expect(toldOf(await shared(made, first))).toContain("mads");
  });

  test("is added once, however often it is pressed; and where the process dies between the two, the report is open still and is asked about", async () => {
    const { made, first } = await twice();
    const second = made.id();
    // The first half alone.
    await made.ask("mads", { type: "join-report", from: second }, { key: "same|first", case: first });
    expect((await shared(made, second)).followUp.closed).toBeNull();
    expect((await shared(made, second)).asked.some(({ key }) => key.startsWith("alike"))).toBe(true);
    expect(await same(made, first)).toBe("done");
    expect(await same(made, first)).toBe("done");
    expect((await shared(made, first)).joined).toHaveLength(1);
    expect((await shared(made, second)).followUp.closed).not.toBeNull();
    const { made: again, first: one } = await twice();
    const two = again.id();
    await again.ask("freja", { type: "join-report", from: two }, { case: one });
    expect(await same(again, one)).toBe("done");
    expect((await shared(again, one)).joined).toHaveLength(1);
  });

  test("a key that was used for something else does nothing in either case, and one that was refused stays refused", async () => {
    const { made, first } = await twice();
    const second = made.id();
    await made.ask("mads", { type: "note", text: "Looking" }, { key: "used" });
    expect(await same(made, first, "mads", "used")).toBe("key-reused");
    expect((await shared(made, first)).joined).toBeUndefined();
    const { made: other, first: one } = await twice();
    await other.ask("reza", { type: "acknowledge" });
    await other.ask("reza", { type: "propose-cause", what: "Poured too cold", whys: "The ladle waited", locus: "supplier" });
    expect(await same(other, one, "mads", "late")).toBe("case-goes-on");
    expect((await other.ask("mads", { type: "note", text: "Looking" }, { key: "late" })).answer).toMatchObject({ code: "key-reused" });
    expect((await shared(made, second)).followUp.closed).toBeNull();
  });

  test("is refused by the one case as by the other, with nothing written", async () => {
    const { made, first } = await twice();
    const second = made.id();
    const written = made.store.written.length;
    expect(await same(made, first, "reza", "by-reza")).toBe("reporter-says-same");
    expect(await same(made, second, "mads", "itself")).toBe("not-asked");
    expect((await made.ask("reza", { type: "join-report", from: second }, { case: first })).answer).toMatchObject({ ok: false });
    expect(made.store.written).toHaveLength(written);
    await made.ask("reza", { type: "acknowledge" });
    await made.ask("reza", { type: "propose-cause", what: "Poured too cold", whys: "The ladle waited", locus: "supplier" });
    expect(await same(made, first, "mads", "late")).toBe("case-goes-on");
    expect((await shared(made, first)).joined).toBeUndefined();
  });
});
