/** Reminders on real calendars: before, at and after; put off; silent after progress; over both weeks, changed clocks and nights. */
import { describe, expect, test } from "vitest";
import type { PersonId } from "../../src/domain/ids.ts";
import type { Account } from "../../src/domain/people.ts";
import { dayMs, hourMs, type Instant, minuteMs } from "../../src/domain/time.ts";
import { drawCard, drawReminder } from "../../src/engine/draw.ts";
import { type AskInput, eventsOf, seed, type World, who, world } from "../support/given.ts";
import { settled } from "../support/settled.ts";

const at = (text: string) => text as Instant;

/** The reminders of what is asked under keys that begin so: slot and instant, in their order. */
const reminded = (made: World, key: string): string[] =>
  made.store.written
    .flatMap(eventsOf)
    .flatMap((event) => (event.type === "reminded" && event.ask.startsWith(key) ? [`${event.slot} ${event.at}`] : []));

/** One agreed promise, written as people write it. */
async function promised(line: string, now: Instant, account: Account = seed): Promise<World> {
  const made = await world(account, now);
  await made.ask("jens", { type: "report", what: "Two pieces missing", stops: "nothing" });
  await made.ask("reza", { type: "acknowledge", locus: "supplier" });
  await made.ask("reza", { type: "propose-option", terms: "Two pieces by post", promises: line });
  for (const by of ["lars", "shirin"]) {
    const n = (await made.held()).shared.negotiation;
    if (n.status === "on-table" || n.status === "accepted")
      await made.ask(by, { type: "sign", revision: n.current.id, hash: n.current.hash });
  }
  expect((await made.held()).shared.promises).toHaveLength(1);
  return made;
}
const promiseOf = async (made: World) => (await made.held()).shared.promises[0]!;

describe("a promise of a day", () => {
  test("is spoken of a day before, two hours before, at, a day and three days after, and then no more", async () => {
    const made = await promised("Jens: site access, by 2026-11-26T12:00+01:00", at("2026-11-24T07:00:00.000Z"));
    await made.pass(30 * dayMs);
    expect(reminded(made, "promise:")).toEqual([
      "-1d 2026-11-25T11:00:00.000Z",
      "-2h 2026-11-26T09:00:00.000Z",
      "0 2026-11-26T11:00:00.000Z",
      "+1d 2026-11-27T11:00:00.000Z",
      // Three days later is Sunday: Monday at seven in Aarhus.
      "+3d 2026-11-30T06:00:00.000Z",
    ]);
  });

  test("in Tabriz skips Thursday and Friday", async () => {
    const made = await promised("Neda: two pieces by post, by Sat 28 Nov 2026 12:00", at("2026-11-24T07:00:00.000Z"));
    const { due } = await promiseOf(made);
    expect(due).toBe("2026-11-28T08:30:00.000Z");
    await made.pass(30 * dayMs);
    expect(reminded(made, "promise:")).toEqual([
      // A day before is Friday; when work begins on Saturday there are still two hours and more.
      "-1d 2026-11-28T04:30:00.000Z",
      "-2h 2026-11-28T06:30:00.000Z",
      "0 2026-11-28T08:30:00.000Z",
      "+1d 2026-11-29T08:30:00.000Z",
      "+3d 2026-12-01T08:30:00.000Z",
    ]);
  });

  test("keeps to the wall clock over the night that loses an hour", async () => {
    // Promised on Thursday for Monday at noon, in a year in which Easter is later: 12:00 is 10:00 UTC by then.
    const made = await promised("Jens: site access, by 2028-03-27T12:00+02:00", at("2028-03-23T08:00:00.000Z"));
    expect((await promiseOf(made)).due).toBe("2028-03-27T10:00:00.000Z");
    await made.pass(10 * dayMs);
    expect(reminded(made, "promise:").slice(0, 3)).toEqual([
      "-1d 2028-03-27T05:00:00.000Z",
      "-2h 2028-03-27T08:00:00.000Z",
      "0 2028-03-27T10:00:00.000Z",
    ]);
  });

  test("and over the night that gains one", async () => {
    const made = await promised("Jens: site access, by 2026-10-26T12:00+01:00", at("2026-10-22T08:00:00.000Z"));
    expect((await promiseOf(made)).due).toBe("2026-10-26T11:00:00.000Z");
    await made.pass(10 * dayMs);
    expect(reminded(made, "promise:").slice(0, 3)).toEqual([
      "-1d 2026-10-26T06:00:00.000Z",
      "-2h 2026-10-26T09:00:00.000Z",
      "0 2026-10-26T11:00:00.000Z",
    ]);
  });

  test("is spoken of at night to whoever works at night, an hour of which is missing", async () => {
    const night = { zone: "Europe/Copenhagen", days: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "06:00", free: [], holidays: null };
    const people = seed.people.map((person) => (person.id === "jens" ? { ...person, calendar: night } : person));
    // Due on Sunday at 05:00, which is 03:00 UTC: two hours earlier it is 02:00, the hour that is not there.
    const made = await promised("Jens: site access, by 2027-03-28T05:00+02:00", at("2027-03-25T08:00:00.000Z"), { ...seed, people });
    await made.pass(5 * dayMs);
    expect(reminded(made, "promise:").slice(0, 4)).toEqual([
      "-1d 2027-03-27T03:00:00.000Z",
      "-2h 2027-03-28T01:00:00.000Z",
      "0 2027-03-28T03:00:00.000Z",
      "+1d 2027-03-29T03:00:00.000Z",
    ]);
  });

  test("falls silent for four hours when its owner says that it is on track", async () => {
    const made = await promised("Jens: site access, by 2026-11-24T15:00+01:00", at("2026-11-24T07:00:00.000Z"));
    await made.pass(4 * hourMs + 30 * minuteMs);
    await made.ask("jens", { type: "report-progress", promise: (await promiseOf(made)).id });
    await made.pass(10 * hourMs);
    // Two hours before (12:00 UTC) and at its instant (14:00) it is quiet; at 15:30 Aarhus has gone home.
    expect(reminded(made, "promise:")).toEqual([]);
    await made.pass(dayMs);
    expect(reminded(made, "promise:")[0]).toBe("0 2026-11-25T06:00:00.000Z");
  });

  test("sent back when it is late already is asked anew, and its reminders count from then", async () => {
    const made = await promised("Neda: two pieces by post, by Wed 25 Nov 2026 12:00", at("2026-11-24T07:00:00.000Z"));
    const { id: promise } = await promiseOf(made);
    await made.ask("neda", { type: "mark-done", promise, attempt: 1, evidence: "Posted" });
    await made.pass(5 * dayMs);
    await made.ask("freja", { type: "send-back", promise, attempt: 1, reason: "One is missing" });
    const before = reminded(made, `promise:${promise}:2`);
    await made.pass(minuteMs);
    expect([before, reminded(made, `promise:${promise}:2`)]).toEqual([[], []]);
    await made.pass(5 * dayMs);
    expect(reminded(made, `promise:${promise}:2`)).toEqual(["+1d 2026-11-30T07:00:00.000Z", "+3d 2026-12-02T07:00:00.000Z"]);
  });
});

describe("put off to the next working morning", () => {
  const report = { type: "report", what: "Batch 4411 came in cracked", stops: "slowed" } as const;
  test.for([
    ["Freja", "on a Friday, over the week-end that loses an hour", "freja", "2028-03-24T09:00:00.000Z", "2028-03-27T05:00:00.000Z"],
    ["Freja", "on a Friday, over the week-end that gains one", "freja", "2026-10-23T08:00:00.000Z", "2026-10-26T06:00:00.000Z"],
    ["Freja", "before the leap day", "freja", "2028-02-28T09:00:00.000Z", "2028-02-29T06:00:00.000Z"],
    ["Reza", "on a Wednesday, over Thursday and Friday", "reza", "2026-11-25T08:00:00.000Z", "2026-11-28T04:30:00.000Z"],
    ["Reza", "before Nowruz", "reza", "2027-03-20T08:00:00.000Z", "2027-03-27T04:30:00.000Z"],
  ] as const)("%s, %s", async ([, , by, now, until]) => {
    const made = await world(seed, at(now));
    const reporter = by === "freja" ? "reza" : "freja";
    await made.ask(reporter, report);
    await made.ask(by, { type: "snooze", ask: "acknowledge", pause: "morning" });
    const { shared } = await made.held();
    expect(shared.asked.find(({ key }) => key === "acknowledge")?.quietUntil).toBe(until);
    await made.pass(12 * dayMs);
    expect(reminded(made, "acknowledge")[0]?.split(" ")[1]).toBe(until);
  });
});

describe("one signature that two may give", () => {
  /** Who was reminded of it, and when. */
  const toldOf = (made: World, from: Instant): string[] =>
    made.store.written
      .flatMap((turn) => turn.posts.map((post) => ({ post, at: turn.at })))
      .filter(({ post, at }) => at >= from && post.recipe.includes('"reminder"') && post.recipe.includes('"sign:'))
      .map(({ post, at }) => `${post.room} ${at}`);
  const offered = async (change: (person: Account["people"][number]) => Partial<Account["people"][number]>): Promise<World> => {
    const account = { ...seed, people: seed.people.map((person) => ({ ...person, ...change(person) })) };
    const made = await world(account, at("2026-11-23T07:00:00.000Z"));
    await made.ask("jens", { type: "report", what: "Two pieces missing", stops: "nothing" });
    await made.ask("reza", { type: "acknowledge", locus: "supplier" });
    await made.ask("reza", { type: "propose-option", terms: "Two pieces by post", promises: "Sahand: two pieces, by 2026-12-20 12:00" });
    return made;
  };

  test("comes to mind in each one's own hours, though their shifts never meet", async () => {
    const made = await offered(({ id, calendar }) => (id === "hanne" ? { calendar: { ...calendar, from: "18:00", to: "23:00" } } : {}));
    const { due } = (await made.held()).shared.asked.find(({ key, firm }) => key.startsWith("sign:") && firm === "customer")!;
    await made.pass(6 * dayMs);
    const told = toldOf(made, due).filter((one) => !one.startsWith("@shirin"));
    expect(told.slice(0, 2)).toEqual([`@lars ${due}`, `@hanne ${due.slice(0, 10)}T17:00:00.000Z`]);
    expect(new Set(told).size).toBe(told.length);
  });

  test("waits for nobody who is away; they hear of it when they are back", async () => {
    const made = await offered(({ id }) => (id === "lars" ? { away: [{ from: "2026-11-23", to: "2026-11-30" }] } : {}));
    await made.pass(7 * dayMs);
    const told = toldOf(made, at("2026-11-23T00:00:00.000Z"));
    expect(told.filter((one) => one.startsWith("@hanne")).length).toBeGreaterThan(2);
    expect(told.filter((one) => one.startsWith("@lars"))).toEqual([]);
    await made.pass(dayMs);
    // They are asked then, as if it were for the first time.
    const asked = made.store.written.filter(({ cards }) => cards.some(({ room, name }) => room === "@lars" && name.startsWith("sign:")));
    expect(asked.map(({ at: when }) => when)).toEqual(["2026-11-30T23:00:00.000Z"]);
  });
});

describe("what is asked of a case itself", () => {
  const played = async (...asks: readonly (readonly [string, AskInput])[]): Promise<World> => {
    const made = await world();
    for (const [by, ask] of asks) expect((await made.ask(by, ask)).answer.ok).toBe(true);
    return made;
  };
  const buttons = async (made: World, person: string, key: string): Promise<string[]> => {
    const held = await made.held();
    const card = drawCard(made.engine.conversation, held, made.account(), made.now(), `@${person}`, key, null)!;
    return card.blocks.flatMap((block) => (block.kind === "actions" ? block.actions.map((action) => action.key) : []));
  };

  const staleOf = async (made: World, firm: "supplier" | "customer"): Promise<string[]> => {
    for (let weeks = 0; weeks < 12; weeks++) {
      const found = (await made.held()).shared.asked.find((one) => one.key.startsWith("stale:") && one.firm === firm);
      if (found) return buttons(made, found.to[0]!, found.key);
      await made.pass(7 * dayMs);
    }
    throw new Error("nobody asks");
  };

  test("a case in which nothing happens is asked about with three buttons: it goes on, it is passed on, it is escalated", async () => {
    // The two firms have agreed on patience: nothing has climbed by itself yet.
    const patient = { ...seed, service: { ...seed.service, escalate: { low: 9_999, normal: 9_999, high: 9_999, critical: 9_999 } } };
    const made = await world(patient);
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
    await made.ask("reza", { type: "acknowledge", locus: "supplier" });
    await made.pass(6 * dayMs);
    expect(await staleOf(made, "customer")).toEqual(["action.keep-going", "action.pass-on", "action.escalate"]);
    const { key } = (await made.held()).shared.asked.find((one) => one.key.startsWith("stale:") && one.firm === "customer")!;
    expect((await made.ask("freja", { type: "answer-otherwise", ask: key, how: "mads" as PersonId })).answer).toMatchObject({ ok: false });
    // Nor has its reminder more.
    const again = drawReminder(made.engine.conversation, await made.held(), made.account(), made.now(), who("freja"), key, "0")!;
    expect(again.blocks.flatMap((block) => (block.kind === "actions" ? block.actions.map((action) => action.key) : []))).toHaveLength(3);
  });

  test("where nothing can climb the third is that it is over", async () => {
    // Nobody is above those who are asked.
    const flat = { ...seed, firms: { supplier: { ...seed.firms.supplier, ladder: [] }, customer: { ...seed.firms.customer, ladder: [] } } };
    const made = await world(flat);
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
    await made.ask("reza", { type: "acknowledge", locus: "supplier" });
    await made.pass(6 * dayMs);
    expect(await staleOf(made, "customer")).toEqual(["action.keep-going", "action.pass-on", "action.say-settled"]);
    const kept = await world(flat);
    const found = await settled(kept);
    // What follow-up asks for in the meantime.
    for (const [by, ask] of [
      ["reza", { type: "nothing-to-add", topic: "surprise" }],
      ["reza", { type: "nothing-to-add", topic: "thanks" }],
    ] as const)
      expect(await found.ask(by, ask)).toBe("done");
    expect(await staleOf(kept, "customer")).toEqual(["action.keep-going", "action.pass-on", "action.close-case"]);
    // Only the customer closes it.
    expect(await staleOf(kept, "supplier")).toEqual(["action.keep-going", "action.pass-on", "action.more"]);
  });

  test("a customer that was told before it noticed is not asked how it stands, however grave it is", async () => {
    const warned = (locus: "supplier" | "environment"): Promise<World> =>
      played(
        ["reza", { type: "report", kind: "risk", what: "The furnace is cold", stops: "danger", locus }],
        ["freja", { type: "acknowledge", touches: "options", locus }],
      );
    const asked = async (made: World): Promise<readonly PersonId[]> => {
      await made.pass(30 * minuteMs);
      return (await made.held()).shared.asked.filter(({ key }) => key.startsWith("update:")).flatMap(({ to }) => to);
    };
    expect(await asked(await warned("supplier"))).toEqual(["reza"]);
    expect(await asked(await warned("environment"))).toEqual(["reza", "freja"]);
  });
});
