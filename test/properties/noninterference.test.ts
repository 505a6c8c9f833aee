import fc from "fast-check";
import { expect, test } from "vitest";
import type { Event } from "../../src/domain/event.ts";
import { roomFrom } from "../../src/domain/message.ts";
import { type Account, type Audience, audiences, type Firm, otherFirm, peopleOf, personOf } from "../../src/domain/people.ts";
import { dayMs, hourMs } from "../../src/domain/time.ts";
import { drawCard, drawMore, drawNotice } from "../../src/engine/draw.ts";
import { eventsOf, seed, type World, world } from "../support/given.ts";
import { type Move, move, moves, type Played, play, rights } from "../support/play.ts";

/** Talk in a firm's own room: notes, weighing, putting off what is asked in private, and surveys that nobody hears of. */
const talk: fc.Arbitrary<Move> = fc.record({
  kind: fc.constant("talk" as const),
  firm: fc.constantFrom<Firm>("supplier", "customer"),
  fill: fc.nat({ max: 999 }),
});
const lag: fc.Arbitrary<Move> = fc.record({ kind: fc.constant("lag" as const), ms: fc.constantFrom(1, hourMs, 30 * dayMs, 90 * dayMs) });
const talkative = fc.oneof(
  { arbitrary: move, weight: 24 },
  { arbitrary: talk, weight: 6 },
  { arbitrary: lag, weight: 1 },
  { arbitrary: rights, weight: 1 },
);

/** Whether a turn wrote to this firm's own log and to no other. */
const isTalk = (events: readonly Event[], firm: Firm): boolean => events.length > 0 && events.every(({ audience }) => audience === firm);

const roomIsOf = (room: string, firm: Firm, account: Account): boolean => {
  const to = roomFrom(room);
  return to.kind === "audience" ? to.audience === firm : personOf(account, to.person)?.firm === firm;
};

/** All that can reach people of `firm` or the shared room, as text. */
async function seenBy(made: World, firm: Firm): Promise<unknown> {
  const id = made.id();
  const held = await made.held(id);
  const theirs: readonly Audience[] = ["shared", firm];
  const speaks = made.engine.conversation;
  const account = made.account();
  const own = peopleOf(account, firm);
  const turns = made.store.written.filter((turn) => turn.events.some(({ audience }) => theirs.includes(audience)));
  const not = (room: string) => !roomIsOf(room, otherFirm(firm), account);
  return {
    folds: theirs.map((audience) => made.store.folds(id)![audience]),
    rows: made.store.written.flatMap(({ events }) => events.filter(({ audience }) => theirs.includes(audience))),
    cards: theirs.map((room) => drawCard(speaks, held, account, made.now(), room, "case", null)),
    asks: own.flatMap((person) =>
      [...held.shared.asked, ...held[firm].asked].map(({ key }) => drawCard(speaks, held, account, made.now(), `@${person.id}`, key, null)),
    ),
    more: own.map((person) => drawMore(speaks, held, account, made.now(), person)),
    notices: turns.flatMap((turn) =>
      eventsOf(turn)
        .filter(({ audience }) => theirs.includes(audience))
        .map((event) => drawNotice(speaks, held, account, event, 0)),
    ),
    posts: made.store.written.flatMap(({ posts }) => posts.filter(({ room }) => not(room))),
    // When a message is drawn anew can be seen on a platform, even if its text is the same.
    marks: made.store.written.map(({ cards }) => cards.filter(({ room }) => not(room))).filter((marks) => marks.length > 0),
  };
}

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
        const published = played.turns.some(({ events }) =>
          events.some((event) => event.type === "survey-published" && event.firm === firm),
        );
        const talks = played.turns.filter(
          ({ events }) => isTalk(events, firm) && !(published && events.some(({ type }) => type === "survey-answered")),
        );
        const keys = new Set(talks.map(({ turn }) => turn.key.split("/").at(-1)!));
        left += keys.size;
        const silent = await again(played, keys);
        expect(await seenBy(silent, otherFirm(firm))).toEqual(await seenBy(played.made, otherFirm(firm)));
      }),
      { numRuns: 40 },
    );
    expect(left).toBeGreaterThan(0);
  });
}

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
    { numRuns: 20 },
  );
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
