/** Promises that meet what promises meet: something in the way, another owner, a date that is not kept, something in its place. */
import { describe, expect, test } from "vitest";
import { promiseRecord } from "../../flows/promise-state.ts";
import { waitedMs } from "../../src/domain/evolve-promises.ts";
import type { PersonId, PromiseId } from "../../src/domain/ids.ts";
import { dayMs, hourMs, type Instant } from "../../src/domain/time.ts";
import { drawCard } from "../../src/engine/draw.ts";
import { textOf } from "../scenarios/player.ts";
import { agreed } from "../support/agreed.ts";
import { eventsOf, type World } from "../support/given.ts";

const promise = async (made: World, i = 0) => (await made.held()).shared.promises[i]!;
const keys = async (made: World) => (await made.held()).shared.asked.map(({ key, to }) => `${key.split(":")[0]} ${to.join()}`);
const evidence = "Done, two photos";

describe("a clock that waits", () => {
  test("stands still while what it needs of the other firm is late, and moves by just as much", async () => {
    const made = await agreed();
    await made.pass(25 * hourMs); // Wednesday 09:00 in Aarhus: access is two hours late.
    await made.ask("jens", { type: "mark-done", promise: (await promise(made, 1)).id, attempt: 1, evidence });
    const rework = await promise(made);
    expect(waitedMs(rework)).toBe(2 * hourMs);
    expect(rework.due).toBe("2026-11-26T17:00:00.000Z");
  });

  test("waits on for what was sent back, and counts no minute twice", async () => {
    const made = await agreed();
    const access = (await promise(made, 1)).id;
    await made.pass(25 * hourMs);
    await made.ask("jens", { type: "mark-done", promise: access, attempt: 1, evidence });
    await made.ask("reza", { type: "send-back", promise: access, attempt: 1, reason: "The gate is shut" });
    await made.pass(hourMs);
    await made.ask("arash", { type: "report-blocker", promise: (await promise(made)).id, what: "No pass", clears: "jens" });
    await made.pass(hourMs);
    await made.ask("jens", { type: "mark-done", promise: access, attempt: 2, evidence });
    await made.pass(hourMs);
    await made.ask("jens", { type: "clear-blocker", promise: (await promise(made)).id });
    // 07:00–09:00 for the access; 09:00–11:00 for it again, while from 10:00 to 12:00 the pass was missing.
    expect(waitedMs(await promise(made))).toBe(5 * hourMs);
    expect((await promise(made)).waits).toEqual([{ from: "2026-11-25T06:00:00.000Z", to: "2026-11-25T11:00:00.000Z" }]);
  });

  test("does not wait for one's own firm", async () => {
    const made = await agreed("Arash: rework, by 2026-11-26T16:00, needs 2\nNeda: the parts, by 2026-11-25T07:00");
    await made.pass(25 * hourMs);
    await made.ask("neda", { type: "mark-done", promise: (await promise(made, 1)).id, attempt: 1, evidence });
    expect((await promise(made)).due).toBe("2026-11-26T15:00:00.000Z");
  });
});

describe("something in the way", () => {
  test("is asked of whoever can clear it, and clearing it ends the wait", async () => {
    const made = await agreed();
    const { id, due } = await promise(made);
    await made.ask("arash", { type: "report-blocker", promise: id, what: "The gate pass has not come", clears: "jens" });
    expect(await keys(made)).toContain("blocker jens");
    await made.pass(3 * hourMs);
    await made.ask("jens", { type: "clear-blocker", promise: id });
    expect(await keys(made)).not.toContain("blocker jens");
    expect(Date.parse((await promise(made)).due) - Date.parse(due)).toBe(3 * hourMs);
  });

  test("of one's own firm does not stop the clock", async () => {
    const made = await agreed();
    const { id, due } = await promise(made);
    await made.ask("arash", { type: "report-blocker", promise: id, what: "The crane is out", clears: "neda" });
    await made.pass(3 * hourMs);
    await made.ask("neda", { type: "clear-blocker", promise: id });
    expect((await promise(made)).due).toBe(due);
  });
});

describe("whoever is asked to clear the way", () => {
  const blocked = async (clears: string, on?: World) => {
    const made = on ?? (await agreed());
    const { id, due } = await promise(made);
    await made.ask("arash", { type: "report-blocker", promise: id, what: "The gate pass has not come", clears: clears as PersonId });
    return { made, id, due };
  };
  const decline = (id: PromiseId, reason: string | null = "The harbour runs the gate") =>
    ({ type: "decline-blocker", promise: id, reason }) as const;
  const blockerOf = async (made: World) => (await made.held()).shared.asked.find(({ key }) => key.startsWith("blocker:"));
  const postsTo = (made: World, room: string) =>
    made.store.written.at(-1)!.posts.filter((post) => post.room === room && post.recipe.includes("notice"));

  test("can say that it is not theirs: the owner has it again, is told, and their clock runs", async () => {
    const { made, id, due } = await blocked("jens");
    await made.pass(hourMs);
    expect((await made.ask("jens", decline(id))).answer.ok).toBe(true);
    expect(postsTo(made, "@arash")).toHaveLength(1);
    expect(postsTo(made, "shared")).toHaveLength(1);
    const held = await promise(made);
    expect(held.blocker).toMatchObject({ clears: null, clearing: null, back: { by: "jens", reason: "The harbour runs the gate" } });
    expect(Date.parse(held.due) - Date.parse(due)).toBe(hourMs);
    expect(await keys(made)).not.toContain("blocker jens");
    await made.pass(hourMs);
    await made.ask("arash", { type: "clear-blocker", promise: id });
    expect((await promise(made)).due).toBe(held.due);
  });

  test("and somebody else can be asked then, whose time counts anew", async () => {
    const { made, id, due } = await blocked("jens");
    await made.pass(hourMs);
    await made.ask("jens", decline(id));
    await made.pass(hourMs);
    await blocked("mads", made);
    await made.pass(hourMs);
    await made.ask("mads", { type: "clear-blocker", promise: id });
    expect(Date.parse((await promise(made)).due) - Date.parse(due)).toBe(2 * hourMs);
  });

  test("nobody but they of that firm says so, and only while they are asked", async () => {
    const { made, id } = await blocked("jens");
    for (const by of ["arash", "reza"]) expect((await made.ask(by, decline(id))).answer).toMatchObject({ ok: false, code: "not-asked" });
    await made.ask("mads", decline(id));
    expect((await made.ask("jens", decline(id))).answer).toMatchObject({ ok: false, code: "not-asked" });
    await made.ask("arash", { type: "clear-blocker", promise: id });
    expect((await made.ask("jens", decline(id))).answer).toMatchObject({ ok: false, code: "no-blocker" });
  });

  test("passes it on to a colleague, who is named with it from then on", async () => {
    const { made } = await blocked("jens");
    const button = async (name: string) => {
      const card = drawCard(
        made.engine.conversation,
        await made.held(),
        made.account(),
        made.now(),
        "@jens",
        (await blockerOf(made))!.key,
        null,
      )!;
      return card.blocks.flatMap((block) => (block.kind === "actions" ? block.actions : [])).find(({ key }) => key === name);
    };
    expect(await button("action.decline-blocker")).toBeDefined();
    expect(await button("action.otherwise")).toMatchObject({ label: "Pass on to…" });
    await made.ask("jens", { type: "answer-otherwise", ask: (await blockerOf(made))!.key, how: "mads" as PersonId });
    expect(await keys(made)).toContain("blocker mads");
    const card = drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), "shared", "case", null);
    expect(textOf(card)).toMatch(/The gate pass has not come · Mads \S+ can clear it/);
  });

  test("of a firm of which no work is asked needs no reason, and silence is a no: nothing climbs, and the clock runs again", async () => {
    const { made, id, due } = await blocked("jens");
    const { due: until } = (await blockerOf(made))!;
    await made.pass(Date.parse(until) - Date.parse(made.now()));
    expect(await blockerOf(made)).toBeUndefined();
    const held = await promise(made);
    expect(held.blocker).toMatchObject({ clears: null, back: null });
    expect(postsTo(made, "@arash")).toHaveLength(1);
    const stood = Date.parse(held.due) - Date.parse(due);
    await made.pass(dayMs);
    expect(Date.parse((await promise(made)).due) - Date.parse(due)).toBe(stood);
    expect(made.store.written.flatMap(eventsOf).some((event) => event.type === "asked" && /^escalation:.*:blocker:/.test(event.ask))).toBe(
      false,
    );
    await blocked("jens", made);
    expect((await made.ask("jens", decline(id, null))).answer.ok).toBe(true);
  });

  test("of the firm that promised it is no guest: a colleague says why, and is asked until they answer", async () => {
    const made = await agreed("Jens: site access, by 2026-11-26T16:00");
    const { id } = await promise(made);
    await made.ask("jens", { type: "report-blocker", promise: id, what: "No key", clears: "mads" as PersonId });
    expect((await made.ask("mads", decline(id, null))).answer).toMatchObject({ ok: false, code: "why-not-ours" });
    await made.pass(2 * dayMs);
    expect((await blockerOf(made))!.firm).toBe("customer");
  });

  test("of a firm that works on it says why, and it climbs there when nobody answers", async () => {
    const made = await agreed("Jens: site access, by 2026-11-26T16:00");
    const { id } = await promise(made);
    await made.ask("jens", { type: "report-blocker", promise: id, what: "No drawing yet", clears: "arash" as PersonId });
    expect((await made.ask("arash", decline(id, null))).answer).toMatchObject({ ok: false, code: "why-not-ours" });
    await made.pass(2 * dayMs);
    expect(await keys(made)).toContain("blocker arash");
    const climbed = (await made.held()).shared.asked.filter(({ key }) => /^escalation:.*:blocker:/.test(key)).map(({ firm }) => firm);
    expect(new Set(climbed)).toEqual(new Set(["supplier", "customer"]));
    expect((await made.ask("arash", decline(id))).answer.ok).toBe(true);
  });
});

describe("whose it is", () => {
  test("passes to a colleague, who is asked from then on", async () => {
    const made = await agreed();
    await made.ask("arash", { type: "pass-promise", promise: (await promise(made)).id, to: "neda" });
    expect(await keys(made)).toContain("promise neda");
    const refused = await made.ask("neda", { type: "pass-promise", promise: (await promise(made)).id, to: "freja" });
    expect(refused.answer).toMatchObject({ ok: false, code: "not-a-colleague" });
  });

  test("falls to the lead when its owner has left", async () => {
    const made = await agreed();
    await made.saveAccount({ ...made.account(), people: made.account().people.filter(({ id }) => id !== "arash") });
    await made.pass(hourMs);
    expect(await keys(made)).toContain("promise reza");
  });
});

describe("a promise on track", () => {
  test("is not spoken of for four hours", async () => {
    const made = await agreed();
    const { id } = await promise(made);
    await made.pass(Date.parse("2026-11-25T14:30:00.000Z") - Date.parse(made.now()));
    await made.ask("jens", { type: "mark-done", promise: (await promise(made, 1)).id, attempt: 1, evidence });
    const { due } = await promise(made);
    const before = Date.parse(due) - 3 * hourMs;
    await made.pass(before - Date.parse(made.now()));
    const turns = made.store.written.length;
    await made.ask("arash", { type: "report-progress", promise: id });
    await made.pass(4 * hourMs - 1);
    const reminded = made.store.written
      .slice(turns)
      .flatMap(eventsOf)
      .filter((event) => event.type === "reminded" && event.ask.startsWith(`promise:${id}`));
    expect(reminded).toEqual([]);
  });
});

describe("a promise that is not kept", () => {
  const late = async (): Promise<World> => {
    const made = await agreed();
    await made.ask("jens", { type: "mark-done", promise: (await promise(made, 1)).id, attempt: 1, evidence });
    await made.pass(3 * dayMs);
    return made;
  };
  const broken = async (): Promise<World> => {
    const made = await late();
    await made.ask("freja", { type: "break-promise", promise: (await promise(made)).id, reason: "Nobody came" });
    return made;
  };
  const repaired = async (): Promise<World> => {
    const made = await broken();
    const due = "2026-12-01T16:00:00.000Z" as Instant;
    await made.ask("reza", { type: "offer-repair", promise: (await promise(made)).id, what: "Rework at our plant", owner: "arash", due });
    await made.ask("freja", { type: "answer-repair", promise: (await promise(made)).id, agree: true });
    return made;
  };

  test("is said by whoever waits only once it is late; by its owner at any time", async () => {
    const made = await agreed();
    const { id } = await promise(made);
    expect((await made.ask("freja", { type: "break-promise", promise: id, reason: "Nobody came" })).answer).toMatchObject({
      ok: false,
      code: "not-late-yet",
    });
    expect((await made.ask("arash", { type: "break-promise", promise: id, reason: "The machine is out" })).answer.ok).toBe(true);
  });

  test("is not said while the other firm is waited for", async () => {
    const made = await agreed();
    await made.pass(4 * dayMs);
    expect(
      (await made.ask("freja", { type: "break-promise", promise: (await promise(made)).id, reason: "Nobody came" })).answer,
    ).toMatchObject({
      ok: false,
      code: "not-late-yet",
    });
  });

  test("owes something in its place, which stands once the other firm agrees", async () => {
    const made = await broken();
    expect(await keys(made)).toContain("repair reza");
    const due = "2026-12-01T16:00:00.000Z" as Instant;
    const { id } = await promise(made);
    await made.ask("reza", { type: "offer-repair", promise: id, what: "Rework at our plant", owner: "arash", due });
    expect(await keys(made)).toContain("agree-repair freja");
    await made.ask("freja", { type: "answer-repair", promise: id, agree: false, reason: "Too late" });
    expect(await keys(made)).toContain("repair reza");
    await made.ask("reza", { type: "offer-repair", promise: id, what: "Rework at our plant", owner: "arash", due });
    await made.ask("freja", { type: "answer-repair", promise: id, agree: true });
    const { promises } = (await made.held()).shared;
    expect(promises).toHaveLength(3);
    expect(promises[2]).toMatchObject({ replaces: id, status: "open", owner: "arash", what: "Rework at our plant", due });
    expect(await keys(made)).toContain("promise arash");
  });

  test("is let go by whoever would have had it, and by nobody else", async () => {
    const made = await broken();
    const { id } = await promise(made);
    expect((await made.ask("reza", { type: "let-go", promise: id })).answer).toMatchObject({ ok: false, code: "beneficiary-verifies" });
    expect((await made.ask("freja", { type: "let-go", promise: id })).answer.ok).toBe(true);
    expect((await promise(made)).repair).toEqual({ status: "let-go" });
    expect((await made.ask("freja", { type: "let-go", promise: id })).answer).toMatchObject({ ok: false, code: "nothing-owed" });
  });

  test("twice climbs at once, on both sides at one level", async () => {
    const made = await repaired();
    await made.pass(7 * dayMs);
    await made.ask("freja", { type: "break-promise", promise: (await promise(made, 2)).id, reason: "Nothing came" });
    const climbing = (await made.held()).shared.asked.filter(({ key }) => key.includes(":repair:")).map(({ to }) => to.join());
    expect(climbing).toEqual(["shirin", "lars"]);
  });

  test("stays in the record of its firm", async () => {
    const made = await repaired();
    await made.ask("arash", { type: "mark-done", promise: (await promise(made, 2)).id, attempt: 1, evidence });
    await made.ask("freja", { type: "verify", promise: (await promise(made, 2)).id, attempt: 1 });
    await made.ask("reza", { type: "verify", promise: (await promise(made, 1)).id, attempt: 1 });
    expect(promiseRecord([(await made.held()).shared])).toEqual({
      supplier: { made: 2, kept: 1, late: 0, broken: 1 },
      customer: { made: 1, kept: 1, late: 0, broken: 0 },
    });
  });
});
