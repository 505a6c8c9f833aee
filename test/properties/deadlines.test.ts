import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conversation } from "../../flows/conversation.ts";
import { nextWorking } from "../../src/domain/calendar.ts";
import type { Event } from "../../src/domain/event.ts";
import { type Slot, slots } from "../../src/domain/flow.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import { type Account, type Firm, ownTime, peopleOf, personOf } from "../../src/domain/people.ts";
import { dayMs, hourMs, type Instant, plus } from "../../src/domain/time.ts";
import { nextDue } from "../../src/engine/reminders.ts";
import { eventsOf, given, seed, type World, world } from "../support/given.ts";
import { moves } from "../support/moves.ts";
import { play } from "../support/play.ts";
import { runs } from "../support/properties.ts";

test("every open case waits on someone by some date, and never falls out of sight", async () => {
  let waited = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(), async (start, list) => {
      await play(list, {
        start,
        look: (made, held) => {
          const asked = [...held.shared.asked, ...held.supplier.asked, ...held.customer.asked];
          if (held.shared.followUp.closed) return;
          expect(held.shared.asked.length, "nobody is asked anything").toBeGreaterThan(0);
          for (const { to } of asked) expect(to.length).toBeGreaterThan(0);
          expect(nextDue(conversation.flows, held, made.account(), made.now()), JSON.stringify(asked)).not.toBeNull();
          waited++;
        },
      });
    }),
    { numRuns: runs(35, { exact: true }) },
  );
  expect(waited).toBeGreaterThan(300);
});

/** Everybody is on the first rung; hours never meet, and some are away: of whoever is asked together some are not there. */
const everybodyOf = (firm: Firm) => ({ ...seed.firms[firm], ladder: [peopleOf(seed, firm).map(({ id }) => id)] });
const shifts: Account = {
  ...seed,
  firms: { supplier: everybodyOf("supplier"), customer: everybodyOf("customer") },
  people: seed.people.map((person, i) => ({
    ...person,
    calendar: i % 2 === 0 ? person.calendar : { ...person.calendar, from: "18:00", to: "23:30" },
    away: i % 3 === 2 ? [{ from: "2026-11-25", to: "2026-12-02" }] : [],
  })),
};

type Reminder = { readonly at: Instant; readonly slot: Slot; readonly due: Instant; readonly to: PersonId; readonly turn: number };

/** The reminders of each ask, date and person; complains about one that came when nothing was asked. */
function remindersOf(turns: readonly (readonly Event[])[]): Map<string, Reminder[]> {
  const open = new Map<string, { due: Instant; to: readonly PersonId[] }>();
  const found = new Map<string, Reminder[]>();
  for (const [turn, events] of turns.entries()) {
    for (const event of events) {
      if (event.type === "asked") open.set(`${event.audience} ${event.ask}`, { due: event.due, to: event.to });
      if (event.type === "time-taken") open.get(`${event.audience} ${event.ask}`)!.due = event.until;
      if (event.type === "ask-ended") open.delete(`${event.audience} ${event.ask}`);
      if (event.type !== "reminded") continue;
      const asked = open.get(`${event.audience} ${event.ask}`);
      expect(asked, `${event.ask} is over, and somebody is reminded`).toBeDefined();
      for (const to of event.to ?? asked!.to) {
        expect(asked!.to, `${event.ask}: ${to} is not asked`).toContain(to);
        const name = `${event.audience} ${event.ask} ${asked!.due} ${to}`;
        found.set(name, [...(found.get(name) ?? []), { at: event.at, slot: event.slot as Slot, due: asked!.due, to, turn }]);
      }
    }
  }
  return found;
}

test("reminders: at most five for a date and person, none before its time or twice, none when it is over, and each in that person's own hours", async () => {
  let reminded = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(), fc.boolean(), async (start, list, apart) => {
      const { turns, made } = await play(list, { start, made: await world(apart ? shifts : seed) });
      const found = remindersOf(turns.map(({ events }) => events));
      for (const [name, list] of found) {
        reminded += list.length;
        expect(list.length, name).toBeLessThanOrEqual(5);
        expect(new Set(list.map(({ slot }) => slot)).size, name).toBe(list.length);
        expect(new Set(list.map(({ turn }) => turn)).size, `${name}: two in one turn`).toBe(list.length);
        for (const { at, slot, due, to } of list) {
          expect(at >= plus(due, slots[slot]), `${name} ${slot} at ${at}`).toBe(true);
          const person = personOf(made.account(), to)!;
          expect(nextWorking(ownTime(person), at), `${name} ${slot}: not at work`).toBe(at);
        }
      }
    }),
    { numRuns: runs(40, { exact: true }) },
  );
  expect(reminded).toBeGreaterThan(30);
});

describe("one report that nobody confirms", () => {
  // A line stands still: Reza is asked to confirm within an hour of Sahand's work, by 08:00 UTC.
  const report = { type: "report", what: "Batch 4411 came in cracked", stops: "line" } as const;
  const slotsOf = (made: World): string[] =>
    made.store.written
      .flatMap(eventsOf)
      .flatMap((event) => (event.type === "reminded" && event.ask === "acknowledge" ? [`${event.slot} ${event.at}`] : []));

  test("Reza is reminded five times, each in his own working hours, then it falls silent", async () => {
    const made = await world(seed);
    await made.ask("freja", report);
    await made.pass(30 * dayMs);
    expect(slotsOf(made)).toEqual([
      "-15m 2026-11-24T07:45:00.000Z",
      "0 2026-11-24T08:00:00.000Z",
      "+2h 2026-11-24T10:00:00.000Z",
      "+1d 2026-11-25T08:00:00.000Z",
      // Friday is free in Tabriz: Saturday morning.
      "+3d 2026-11-28T04:30:00.000Z",
    ]);
  });

  test("what was missed while we were down comes as one reminder, the latest", async () => {
    const made = await world(seed);
    await made.ask("freja", report);
    await made.pass(4 * hourMs, true);
    expect(slotsOf(made)).toEqual(["+2h 2026-11-24T11:00:00.000Z"]);
  });

  test("after a stop that ends at night the reminder waits for the morning", async () => {
    const made = await world(seed);
    await made.ask("freja", report);
    await made.pass(14 * hourMs, true);
    expect(slotsOf(made)).toEqual([]);
    await made.pass(12 * hourMs);
    expect(slotsOf(made)).toEqual(["+2h 2026-11-25T04:30:00.000Z", "+1d 2026-11-25T08:00:00.000Z"]);
  });

  test("a reminder falls silent once answered", async () => {
    const { shared } = await given(["freja", report], hourMs).when("reza", { type: "acknowledge" }).gives("acknowledged");
    expect(shared.asked.map(({ key }) => key)).not.toContain("acknowledge");
    const made = await world(seed);
    await made.ask("freja", report);
    await made.pass(hourMs);
    await made.ask("reza", { type: "acknowledge" });
    const before = slotsOf(made);
    await made.pass(10 * dayMs);
    const later = made.store.written.flatMap(eventsOf).filter(({ type, at }) => type === "reminded" && at > "2026-11-24T08:00:00.000Z");
    expect(before).toEqual(["-15m 2026-11-24T07:45:00.000Z", "0 2026-11-24T08:00:00.000Z"]);
    expect(later.filter((event) => event.type === "reminded" && event.ask === "acknowledge")).toEqual([]);
    expect(later.length).toBeGreaterThan(0);
  });

  test.for([
    ["30-minutes", "2026-11-24T07:30:00.000Z"],
    ["1-hour", "2026-11-24T08:00:00.000Z"],
    ["2-hours", "2026-11-24T09:00:00.000Z"],
    // Reza's next morning, not Freja's: 08:00 in Tabriz.
    ["morning", "2026-11-25T04:30:00.000Z"],
  ] as const)("put off by %s, and told until when", async ([pause, until]) => {
    const made = await world(seed);
    await made.ask("freja", report);
    const { answer } = await made.ask("reza", { type: "snooze", ask: "acknowledge", pause });
    expect(JSON.stringify(answer.says)).toContain(until);
    const { shared } = await made.held();
    expect(shared.asked.find(({ key }) => key === "acknowledge")).toMatchObject({ quietUntil: until, due: "2026-11-24T08:00:00.000Z" });
    await made.pass(2 * dayMs);
    expect(slotsOf(made)[0]!.split(" ")[1]! >= until).toBe(true);
  });

  test("whoever puts off two things is told of the one that was just put off", async () => {
    const made = await world(seed);
    await made.ask("freja", { ...report, stops: "slowed", locus: "unknown" });
    await made.ask("reza", { type: "acknowledge" });
    const [one, other] = (await made.held()).shared.asked.filter(({ to }) => to.includes("freja" as PersonId));
    await made.ask("freja", { type: "snooze", ask: one!.key, pause: "morning" });
    const { answer } = await made.ask("freja", { type: "snooze", ask: other!.key, pause: "30-minutes" });
    expect(JSON.stringify(answer.says)).toContain("2026-11-24T07:30:00.000Z");
  });

  test("one who put it off is left alone until then, within working hours", async () => {
    const made = await world(seed);
    await made.ask("freja", report);
    await made.ask("reza", { type: "snooze", ask: "acknowledge", pause: "2-hours" });
    await made.pass(3 * hourMs);
    expect(slotsOf(made)).toEqual(["0 2026-11-24T09:00:00.000Z", "+2h 2026-11-24T10:00:00.000Z"]);
  });
});
