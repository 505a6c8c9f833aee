import fc from "fast-check";
import { expect, test } from "vitest";
import type { Event } from "../../src/domain/event.ts";
import { audiences, type Firm, firms, otherFirm } from "../../src/domain/people.ts";
import { dayMs, hourMs } from "../../src/domain/time.ts";
import { closedWithHelp } from "../support/aside.ts";
import { logOf, seed, type World, world } from "../support/given.ts";
import { type Move, move, moves, rights, talk } from "../support/moves.ts";
import { type Played, play } from "../support/play.ts";
import { runs } from "../support/properties.ts";
import { seenBy } from "../support/seen.ts";

const lag: fc.Arbitrary<Move> = fc.record({ kind: fc.constant("lag" as const), ms: fc.constantFrom(1, hourMs, 30 * dayMs, 90 * dayMs) });
const talkative = fc.oneof(
  { arbitrary: move, weight: 24 },
  { arbitrary: talk, weight: 6 },
  { arbitrary: lag, weight: 1 },
  { arbitrary: rights, weight: 1 },
);

/** Whether a turn wrote to this firm's own log and to no other. */
const isTalk = (events: readonly Event[], firm: Firm): boolean => events.length > 0 && events.every(({ audience }) => audience === firm);

/** The same commands at the same instants, but for those that `leaveOut` names by their key. */
async function again({ steps, others }: Played, leaveOut: ReadonlySet<string>): Promise<World> {
  const made = await world(seed);
  const again = steps
    .filter(({ key }) => !leaveOut.has(key))
    .map(({ order, who, ask, key, case: id }) => ({ order, run: () => made.send(who.id, ask, { key, case: id }) }));
  const besides = others.map(({ order, run }) => ({ order, run: () => run(made) }));
  for (const { run } of [...again, ...besides].sort((a, b) => a.order - b.order)) await run();
  return made;
}

for (const firm of ["supplier", "customer"] as const) {
  test(`nothing that the ${firm} says among itself changes a byte of what the other firm and the shared room see`, async () => {
    let left = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 99 }), moves(40, talkative), async (start, list) => {
        const played = await play(list, { start });
        // A figure, and answers with a name, are meant for both firms: what led to them is no talk. Nor are answers that came before open
        // ones and had these refused: without them, the open ones would be taken.
        const published =
          played.turns.some(({ events }) => events.some((event) => event.type === "survey-published" && event.firm === firm)) ||
          played.steps.some(({ who, ask }) => who.firm === firm && ask.type === "answer-survey" && ask.open);
        const talks = played.turns.filter(
          ({ events }) => isTalk(events, firm) && !(published && events.some(({ type }) => type === "survey-answered")),
        );
        const keys = new Set(talks.map(({ turn }) => turn.key.split("/").at(-1)!));
        left += keys.size;
        const silent = await again(played, keys);
        expect(await seenBy(silent, otherFirm(firm))).toEqual(await seenBy(played.made, otherFirm(firm)));
      }),
      { numRuns: runs(30) },
    );
    expect(left).toBeGreaterThan(0);
  });
}

test("whoever helped among their own hears what became of it, and the other firm sees the same bytes as if nobody had helped", async () => {
  const talked = await world(seed);
  await closedWithHelp(talked);
  const told = (await logOf(talked.store, talked.id())).filter(({ type }) => type === "outcome-told");
  for (const firm of firms) {
    const silent = await world(seed);
    await closedWithHelp(silent, [otherFirm(firm)]);
    expect(told.some(({ audience }) => audience === firm)).toBe(true);
    expect(await seenBy(silent, otherFirm(firm))).toEqual(await seenBy(talked, otherFirm(firm)));
  }
});

test("the same commands at the same instants give the same bytes, in every log", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(), async (start, list) => {
      const played = await play(list, { start });
      const twin = await again(played, new Set());
      expect(audiences.map((audience) => twin.store.folds(played.id)![audience])).toEqual(
        audiences.map((audience) => played.made.store.folds(played.id)![audience]),
      );
      expect(twin.store.written).toEqual(played.made.store.written);
    }),
    { numRuns: runs(20) },
  );
});

test("what came due while nobody looked is not put off by what a firm says among itself", async () => {
  const due = async (talks: boolean) => {
    const made = await world(seed);
    await made.ask("freja", { type: "report", what: "Two pieces missing", stops: "nothing" });
    made.lag(30 * dayMs);
    if (talks) await made.ask("reza", { type: "note", text: "Let us look at it" });
    await made.pass(300_000);
    const { shared } = await made.held();
    return shared.asked.map(({ key, at }) => `${key} ${at}`);
  };
  expect((await due(false)).length).toBeGreaterThan(2);
  expect(await due(true)).toEqual(await due(false));
});

test("settings that changed are not taken up by what a firm says among itself, or its note would show in the shared log", async () => {
  const made = await world(seed);
  await made.ask("freja", { type: "report", what: "Two pieces missing", stops: "nothing" });
  await made.ask("reza", { type: "acknowledge", locus: "supplier" });
  await made.ask("reza", {
    type: "propose-option",
    terms: "Two pieces by post",
    promises: "Neda: two pieces by post, by Fri 27 Nov 2026 12:00",
  });
  const people = seed.people.map((person) => (person.id === "lars" ? { ...person, approver: null } : person));
  await made.saveAccount({ ...seed, people });
  const before = made.store.folds(made.id())!.shared;
  await made.ask("freja", { type: "note", text: "Lars may not sign any more" });
  expect(made.store.folds(made.id())!.shared).toBe(before);
  await made.ask("freja", { type: "add-evidence", what: "The delivery note" });
  const { shared } = await made.held();
  expect(shared.asked.map(({ to }) => to)).toEqual([["hanne"]]);
});
