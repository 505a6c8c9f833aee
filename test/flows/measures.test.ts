/** Measures: each with an owner and a day, said to be in place, and looked at when it is asked whether it has stayed away. */
import { describe, expect, test } from "vitest";
import { conversation } from "../../flows/conversation.ts";
import { documents } from "../../flows/documents.ts";
import { visibleTo } from "../../src/domain/case.ts";
import { evolveFollowUp } from "../../src/domain/evolve-follow-up.ts";
import type { Measure } from "../../src/domain/follow-up.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import { dayMs } from "../../src/domain/time.ts";
import { drawCard, drawReminder } from "../../src/engine/draw.ts";
import { textOf } from "../scenarios/player.ts";
import { storyOf, type World, who, world } from "../support/given.ts";
import { type Settled, settled } from "../support/settled.ts";

async function begin(): Promise<{ made: World; found: Settled }> {
  const made = await world();
  return { made, found: await settled(made) };
}
const card = async (made: World, found: Settled): Promise<string> =>
  textOf(drawCard(made.engine.conversation, await made.held(found.id), made.account(), made.now(), "shared", "case", null));
const report = async (made: World, found: Settled): Promise<string> =>
  documents.report(visibleTo("customer", await made.held(found.id)), who("freja"), made.account(), await storyOf(made.store, found.id));

describe("a measure", () => {
  const alarm = { type: "add-measure", what: "Alarm", owner: who("arash").id } as const;
  const measures = async (found: Settled) => (await found.shared()).followUp.measures;

  test("has a day, and its owner is asked the day before whether it is in place", async () => {
    const { made, found } = await begin();
    expect(await found.ask("reza", { ...alarm, due: "2026-12-10" })).toBe("done");
    expect(await found.ask("reza", { ...alarm, due: "soon" })).toBe("unreadable-due");
    expect(await found.ask("reza", { ...alarm, due: "2026-11-10" })).toBe("date-passed");
    expect(await found.asked("arash")).not.toContain("measure");
    await found.ask("freja", { type: "close" });
    await made.pass(15.5 * dayMs, true);
    expect(await found.asked("arash")).toContain("measure");
    const [{ id }] = (await measures(found)) as [Measure];
    expect(await found.ask("freja", { type: "put-in-place", measure: id })).toBe("measure-is-theirs");
    expect(await found.ask("arash", { type: "move-measure", measure: id, due: "2026-12-20" })).toBe("done");
    expect(await found.asked("arash")).not.toContain("measure");
    await made.pass(10 * dayMs, true);
    expect(await found.asked("arash")).toContain("measure");
    expect(await found.ask("arash", { type: "put-in-place", measure: id, what: "Rang twice in the trial" })).toBe("done");
    expect(await found.ask("arash", { type: "put-in-place", measure: id })).toBe("already-confirmed");
    expect(await found.asked("arash")).not.toContain("measure");
    expect(await card(made, found)).toMatch(/So that it stays away: Alarm · in place since \S+: Rang twice in the trial/);
    expect(await report(made, found)).toMatch(/Arash[^\n]*: Alarm · in place since [^\n]*Rang twice in the trial \(its effect/);
  });

  test("is one’s own: nobody of the other firm is given one", async () => {
    const { made, found } = await begin();
    const says = conversation.refusal({ ok: false, code: "not-a-colleague" }, conversation.say("en"));
    for (const [by, owner] of [
      ["freja", "arash"],
      ["reza", "lars"],
    ] as const) {
      const { answer } = await made.ask(by, { type: "add-measure", what: "Alarm", owner: who(owner).id }, { case: found.id });
      expect(answer).toMatchObject({ ok: false, code: "not-a-colleague", says });
    }
    expect(await found.ask("reza", { type: "add-measure", what: "Alarm", owner: "nobody" as PersonId })).toBe("not-a-colleague");
    expect(await measures(found)).toEqual([]);
  });

  test("that is done already is asked of nobody, and without a day it is two weeks", async () => {
    const { found } = await begin();
    expect(await found.ask("reza", { ...alarm, done: true })).toBe("done");
    expect(await found.ask("reza", alarm)).toBe("done");
    expect((await measures(found)).map(({ done, due }) => [done?.by ?? null, due?.slice(0, 10) ?? null])).toEqual([
      ["reza", null],
      [null, "2026-12-08"],
    ]);
  });

  test("that was named after the check is checked, too, as long after it was to be in place", async () => {
    const { made, found } = await begin();
    await found.ask("freja", { type: "close" });
    await made.pass(61 * dayMs, true);
    expect(await found.ask("freja", { type: "check-effect", good: true })).toBe("done");
    expect(await found.ask("freja", { type: "check-effect", good: true })).toBe("already-confirmed");
    expect(await found.ask("reza", { ...alarm, done: true })).toBe("done");
    expect(await found.asked("freja")).not.toContain("effect");
    await made.pass(61 * dayMs, true);
    expect(await found.asked("freja")).toContain("effect");
    expect(await found.ask("freja", { type: "check-effect", good: true })).toBe("done");
    expect((await measures(found)).map(({ effect }) => effect)).toEqual(["good"]);
    expect(await found.asked("freja")).not.toContain("effect");
  });

  test("that is not in place when it has stayed away is not found good by it: it stays asked for, and is looked at once it is in place", async () => {
    const { made, found } = await begin();
    await found.ask("reza", { ...alarm, what: "Ladle log", done: true });
    await found.ask("reza", alarm);
    await found.ask("freja", { type: "close" });
    await made.pass(61 * dayMs, true);
    const asking = (await found.shared()).asked.find(({ key }) => key.startsWith("effect"))!;
    const drawn = drawReminder(
      made.engine.conversation,
      await made.held(found.id),
      made.account(),
      made.now(),
      who("freja"),
      asking.key,
      "0",
    )!;
    expect(textOf(drawn)).toContain("What is not in place yet is not judged by your answer.");
    expect(await found.ask("freja", { type: "check-effect", good: true })).toBe("done");
    expect((await measures(found)).map(({ effect }) => effect)).toEqual(["good", "waiting"]);
    expect(await found.asked("arash")).toContain("measure");
    expect(await card(made, found)).toContain("Checked and found good: Ladle log");
    expect(await card(made, found)).toContain("Not in place yet: Alarm");
    expect(await report(made, found)).toMatch(/Alarm[^\n]*\(not in place, so without effect so far\)/);
    expect(await report(made, found)).toContain("Not in place, and without a part in the result: Alarm");
    // Nobody is asked about its effect while it has none.
    await made.pass(200 * dayMs, true);
    expect(await found.asked("freja")).not.toContain("effect");
    await found.ask("arash", { type: "put-in-place", measure: (await measures(found))[1]!.id });
    await made.pass(61 * dayMs, true);
    expect(await found.asked("freja")).toContain("effect");
    await found.ask("freja", { type: "check-effect", good: true });
    expect((await measures(found)).map(({ effect }) => effect)).toEqual(["good", "good"]);
  });

  test("that was not in place when it came back is not found wanting either", async () => {
    const { made, found } = await begin();
    await found.ask("reza", alarm);
    await found.ask("freja", { type: "close" });
    await made.pass(61 * dayMs, true);
    await found.ask("freja", { type: "check-effect", good: false, note: "Cracks again" });
    expect((await measures(found)).map(({ effect }) => effect)).toEqual(["waiting"]);
    expect(await found.asked("arash")).toContain("measure");
  });

  test("that teaches is asked about like any other", async () => {
    const made = await world();
    const found = await settled(made, { locus: "customer" });
    await found.ask("freja", { type: "want-teaching", way: "call", what: "The night shift" });
    await found.ask("freja", { type: "close" });
    await made.pass(14.5 * dayMs, true);
    const { asked } = await found.shared();
    expect(asked.find(({ key }) => key.startsWith("measure:"))).toMatchObject({ firm: "supplier" });
  });

  test("in an event of before, all that waited were judged", async () => {
    const { found } = await begin();
    await found.ask("reza", alarm);
    const held = await found.shared();
    const event = {
      type: "effect-checked",
      audience: "shared",
      good: true,
      again: null,
      said: null,
      at: held.report.at,
      by: "freja",
      of: "customer",
    };
    expect(evolveFollowUp(held, event as never).followUp.measures.map(({ effect }) => effect)).toEqual(["good"]);
  });
});
