/** What a manager reads in the morning: their own firm's view, in their own language; nothing when there is nothing. */
import { expect, test } from "vitest";
import { digestsOf, nextDigest } from "../../src/domain/people.ts";
import { dayMs, hourMs, type Instant } from "../../src/domain/time.ts";
import { relay } from "../../src/engine/relay.ts";
import { textOf } from "../scenarios/player.ts";
import { fakeChat } from "../support/fake-chat.ts";
import { seed, tuesday, type World, who, world } from "../support/given.ts";

const quiet = { info: () => {}, warn: () => {}, error: () => {} };

/** Every digest that a person got while the relay ran through this time, a look each hour. */
async function mornings(made: World, hours: number): Promise<(person: string) => string[]> {
  const chat = fakeChat();
  const worker = relay(made.engine, chat, quiet, () => {});
  for (let hour = 0; hour < hours; hour++) {
    await made.pass(hourMs);
    await worker.pass();
  }
  return (person) =>
    chat.ledger.filter(({ key, to }) => key.startsWith("digest/") && to.room === `@${person}`).map(({ shown }) => textOf(shown.at(-1)!));
}

test("nothing to say is no message", async () => {
  const made = await world();
  const got = await mornings(made, 72);
  expect([got("lars"), got("shirin"), got("freja")]).toEqual([[], [], []]);
});

test("it comes at the start of each one's own working day: once, with what is new, late and waited for", async () => {
  const made = await world();
  await made.ask("freja", { type: "report", what: "Cracked housings", order: "Batch 4411", stops: "line" });
  const got = await mornings(made, 24);
  // Hanne and Shirin are of the level that is told; Freja and Reza are asked themselves.
  expect([got("freja"), got("reza")]).toEqual([[], []]);
  const [morning, ...others] = got("hanne");
  expect(others).toEqual([]);
  expect(morning).toContain("Good morning, Hanne");
  expect(morning).toContain("PAR-00001 · Cracked housings, Batch 4411: waits for Reza Karimi (Sahand Casting): confirm that you have it");
  expect(got("shirin")).toHaveLength(1);
  const after = await mornings(made, 24);
  // The second morning it is no longer new, but still late.
  expect(after("hanne")[0]).toContain("Late");
  expect(after("hanne")[0]).not.toContain("New");
});

test("what needs the reader stands first, with the button that answers it", async () => {
  const people = seed.people.map((person) => (person.id === "freja" ? { ...person, digest: "daily" as const } : person));
  const made = await world({ ...seed, people });
  await made.ask("reza", { type: "report", kind: "risk", what: "The pass is shut", stops: "line" });
  const chat = fakeChat();
  const worker = relay(made.engine, chat, quiet, () => {});
  await made.pass(dayMs, true);
  await worker.pass();
  const told = chat.ledger.find(({ key }) => key.startsWith("digest/") && key.includes("/freja/"))!.shown.at(-1)!;
  const actions = told.blocks.flatMap((block) => (block.kind === "actions" ? block.actions.map(({ key }) => key) : []));
  expect(actions).toEqual(["action.touches", "action.more"]);
  expect(textOf(told)).toContain("1 needs you");
});

test("what is late and what is new can be looked at: one row of buttons below the lines, each case once", async () => {
  const made = await world();
  await made.pass(hourMs);
  await made.ask("freja", { type: "report", what: "Cracked housings", stops: "line" });
  await made.ask("freja", { type: "report", what: "Two pieces missing", stops: "nothing" });
  const chat = fakeChat();
  const worker = relay(made.engine, chat, quiet, () => {});
  for (let hour = 0; hour < 24; hour++) {
    await made.pass(hourMs);
    await worker.pass();
  }
  const told = chat.ledger.find(({ key }) => key.startsWith("digest/") && key.includes("/hanne/"))!.shown.at(-1)!;
  const rows = told.blocks.flatMap((block) => (block.kind === "actions" ? [block.actions] : []));
  // The first has climbed to her and has its buttons there; both are late, too, and new.
  expect(rows.map((actions) => actions.map(({ key }) => key))).toEqual([["action.see-escalation", "action.more"], ["action.more:2"]]);
  expect(rows[1]![0]!.label).toBe("PAR-00002…");
  expect(textOf(told)).toMatch(/Late[\s\S]*New[\s\S]*PAR-00001/);
});

test("one firm's private matters never stand in the other's digest", async () => {
  const people = seed.people.map((person) => ({ ...person, digest: "daily" as const }));
  const made = await world({ ...seed, people });
  await made.ask("freja", { type: "report", what: "Cracked housings", stops: "line" });
  const before = await mornings(made, 26);
  const noisy = await world({ ...seed, people });
  await noisy.ask("freja", { type: "report", what: "Cracked housings", stops: "line" });
  await noisy.ask("reza", { type: "note", text: "the furnace log is bad" });
  const after = await mornings(noisy, 26);
  for (const { id, firm } of seed.people) if (firm === "customer") expect(after(id)).toEqual(before(id));
});

test("mornings follow each calendar: a Persian weekend, a Danish one, a week", () => {
  // Thursday: Tabriz is off until Saturday, Aarhus works on Friday.
  const thursday = "2026-11-26T12:00:00.000Z" as Instant;
  const [lars, shirin] = [
    { ...who("lars"), digest: "daily" as const },
    { ...who("shirin"), digest: "daily" as const },
  ];
  expect(nextDigest(lars, thursday)).toBe("2026-11-27T06:00:00.000Z");
  expect(nextDigest(shirin, thursday)).toBe("2026-11-28T04:30:00.000Z");
  expect(nextDigest({ ...lars, digest: "weekly" }, tuesday)).toBe("2026-12-01T06:00:00.000Z");
  const told = digestsOf(seed, tuesday).map(({ person }) => person);
  expect([...told].sort()).toEqual(["hanne", "lars", "shirin"]);
});

/** What one person reads in the morning after these commands. */
async function morningOf(person: string, made: World, hours = 24): Promise<string> {
  const got = (await mornings(made, hours))(person);
  expect(got).toHaveLength(1);
  return got[0]!;
}

test("each reads it in their own language, their dates in it", async () => {
  const people = seed.people.map((one) => ({
    ...one,
    ...(one.id === "hanne" && { language: "da" }),
    ...(one.id === "shirin" && { language: "fa" }),
  }));
  const made = await world({ ...seed, people });
  await made.ask("freja", { type: "report", what: "Cracked housings", stops: "line" });
  const got = await mornings(made, 24);
  expect(got("hanne")[0]).toContain("Godmorgen, Hanne");
  expect(got("shirin")[0]).toMatch(/^صبح بخیر/);
  expect(got("lars")[0]).toContain("Good morning, Lars");
});

test("what is due first stands first, whatever case it is of", async () => {
  const people = seed.people.map((one) => (one.id === "reza" ? { ...one, digest: "daily" as const } : one));
  const made = await world({ ...seed, people });
  await made.ask("freja", { type: "report", what: "Grave and first", stops: "line" });
  await made.ask("freja", { type: "report", what: "Small and later", stops: "nothing" });
  const text = await morningOf("reza", made);
  expect(text.indexOf("Grave and first")).toBeGreaterThan(-1);
  expect(text.indexOf("Grave and first")).toBeLessThan(text.indexOf("Small and later"));
});

test("promises that are due today are told on that day, by the reader's own clock; later ones are not", async () => {
  const made = await world();
  await made.ask("jens", { type: "report", what: "Two pieces missing", stops: "nothing" });
  await made.ask("reza", { type: "acknowledge", locus: "supplier" });
  await made.ask("reza", {
    type: "propose-option",
    terms: "Two pieces by post",
    promises: "Neda: first piece, by 2026-11-25T12:00+01:00\nNeda: second piece, by 2026-11-26T12:00+01:00",
  });
  for (const by of ["lars", "shirin"]) {
    const n = (await made.held()).shared.negotiation;
    if (n.status === "on-table" || n.status === "accepted")
      await made.ask(by, { type: "sign", revision: n.current.id, hash: n.current.hash });
  }
  const text = await morningOf("hanne", made);
  expect(text).toContain("Due today");
  expect(text.split("Due today")[1]).toContain("Neda");
  expect(text.split("Neda").length).toBe(2);
});

test("a colleague's word that one's own firm waits for is told to its manager, and to nobody of the other firm", async () => {
  const made = await world();
  await made.ask("freja", { type: "report", what: "Cracked housings", stops: "line" });
  await made.ask("reza", { type: "acknowledge", locus: "supplier" });
  await made.ask("reza", { type: "propose-option", terms: "Replace them", promises: "Neda: new ones, by 2026-12-04T12:00+01:00" });
  await made.ask("freja", { type: "choose-option", option: (await made.held()).shared.negotiation.options[0]!.id });
  const { negotiation: n } = (await made.held()).shared;
  if (n.status !== "accepted") throw new Error(n.status);
  await made.ask("freja", { type: "ask-approval", revision: n.current.id, to: "lars", note: "Above plan" });
  expect((await made.held()).customer.asked.map(({ key }) => key.split(":")[0])).toContain("approve");
  await made.pass(2 * dayMs);
  const got = await mornings(made, 24);
  expect(got("hanne").join()).toContain("Lars Due");
  expect(got("hanne").join()).toMatch(/approv/i);
  expect(got("shirin").join()).not.toMatch(/approv/i);
  // What climbed to her says what waits, and what was asked of others because of it is not told besides.
  expect(got("hanne").join()).toContain("take it up: say what you were promised, propose the cause");
  expect(got("hanne").join()).not.toMatch(/waits for [^\n]* take it up/);
});
