import fc from "fast-check";
import { expect, test } from "vitest";
import type { Case } from "../../src/domain/case.ts";
import type { Ask } from "../../src/domain/command.ts";
import type { CaseId, RelationshipId } from "../../src/domain/ids.ts";
import { otherFirm, peopleOf } from "../../src/domain/people.ts";
import { eventsOf, seed, type World, world } from "../support/given.ts";
import { moves } from "../support/moves.ts";
import { asked, play, pressed } from "../support/play.ts";
import { runs } from "../support/properties.ts";

/** What only one of the firms may do: the one that is asked, that owns it, or that benefits. */
const oneFirm: ReadonlySet<Ask["type"]> = new Set([
  "say-cover",
  "acknowledge",
  "confirm-cause",
  "dispute-cause",
  "rule-out-cause",
  "choose-option",
  "accept",
  "decline",
  "withdraw",
  "confirm-understanding",
  "correct-understanding",
  "report-progress",
  "report-blocker",
  "decline-blocker",
  "ask-new-date",
  "answer-new-date",
  "mark-done",
  "verify",
  "send-back",
  "explain",
  "confirm-value",
  "check-effect",
  "close",
]);

/** Of a case that came back either firm may say that there is another cause: then it is in question for both alike. */
const isEithers = ({ shared }: Case, ask: Ask): boolean =>
  ask.type === "dispute-cause" && shared.analysis.causes.some(({ id, doubted }) => id === ask.cause && doubted?.firm === null);

/** Everything stored of every case, as text. */
const stored = (made: World): string => JSON.stringify([made.store.written.length, made.store.folds(made.id())]);

test("where only one firm may act, nobody of the other changes anything", async () => {
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(), fc.nat({ max: 99 }), async (start, list, pick) => {
      let tries = 0;
      await play(list, {
        start,
        look: async (made, held) => {
          const before = stored(made);
          for (const { who, actions } of asked(made, held)) {
            for (const action of actions) {
              const ask = pressed(action, made, 0);
              if (!ask || !oneFirm.has(ask.type) || isEithers(held, ask)) continue;
              const others = peopleOf(made.account(), otherFirm(who.firm));
              const { answer } = await made.send(others[pick % others.length]!.id, ask, { key: `wrong-firm-${tries++}` });
              expect({ type: ask.type, ok: answer.ok }).toEqual({ type: ask.type, ok: false });
              met.add(ask.type);
            }
          }
          expect(stored(made)).toBe(before);
        },
      });
    }),
    { numRuns: runs(20) },
  );
  expect(met.size).toBeGreaterThan(10);
});

const elsewhere = "another-relationship" as RelationshipId;

test("for people of another relationship, and for nobody at all, a case is as if it were not there", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(24), fc.nat({ max: 99 }), async (start, list, pick) => {
      const { made, id, steps } = await play(list, { start });
      await made.store.saveAccount({ ...seed, id: elsewhere });
      const before = stored(made);
      const { ask } = steps[1 + (pick % Math.max(1, steps.length - 1))] ?? steps[0]!;
      const nowhere = "zzzzzzzzzzzz" as CaseId;
      const command: Ask = ask.type === "report" ? { type: "close", thank: [] } : ask;
      const answers = [
        await made.send("freja", command, { key: "foreign-1", case: id, relationship: elsewhere }),
        await made.send("freja", command, { key: "foreign-2", case: nowhere, relationship: elsewhere }),
        await made.send("freja", command, { key: "foreign-3", case: nowhere }),
        await made.send("nobody", command, { key: "foreign-4", case: id }),
        await made.send("nobody", command, { key: "foreign-5", case: nowhere }),
        await made.send("freja", command, { key: "foreign-6", case: id, relationship: "no-such-place" as RelationshipId }),
      ].map(({ answer }) => JSON.stringify(answer));
      expect(JSON.parse(answers[0]!)).toMatchObject({ ok: false, code: "no-case", actions: [] });
      expect(new Set(answers).size).toBe(1);
      expect(stored(made)).toBe(before);
    }),
    { numRuns: runs(20) },
  );
});

test("nobody reports in a relationship that they are not of", async () => {
  const made = await world(seed);
  await made.store.saveAccount({ ...seed, id: elsewhere, people: seed.people.filter(({ id }) => id !== "freja") });
  const report = { type: "report", what: "Two pieces missing", stops: "nothing" } as const;
  const { answer } = await made.ask("freja", report, { relationship: elsewhere });
  expect(answer).toMatchObject({ ok: false, code: "no-case" });
  expect(made.store.written).toEqual([]);
});

test("a command delivered again, at once or much later, is one command with one answer", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(), async (start, list) => {
      const { made, steps, id } = await play(list, { start });
      const before = stored(made);
      for (const { who, key, ask, answer, case: of } of steps) {
        const again = await made.send(who.id, ask, { key, case: of });
        // What an unknown case is told is not kept: it is the same each time.
        expect(again.answer).toEqual(answer);
        expect(again.events).toBe(0);
      }
      expect(stored(made)).toBe(before);
      expect(id).toBe(made.id());
    }),
    { numRuns: runs(20) },
  );
});

test("the same command many times at one instant is once, with the same answer for all", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(30), fc.nat({ max: 999 }), async (start, list, pick) => {
      const { made } = await play(list, { start });
      const open = asked(made, await made.held()).flatMap(({ who, actions }) =>
        actions.map((action) => ({ who, ask: pressed(action, made, 0) })),
      );
      const { who, ask } = open[pick % Math.max(1, open.length)] ?? { who: seed.people[0]!, ask: { type: "note", text: "again" } as Ask };
      if (!ask) return;
      const turns = made.store.written.length;
      const all = await Promise.all([1, 2, 3, 4].map(() => made.send(who.id, ask, { key: "same-key-1" })));
      expect(new Set(all.map(({ answer }) => JSON.stringify(answer))).size).toBe(1);
      const made1 = made.store.written.slice(turns);
      expect(made1.length).toBe(all[0]!.answer.ok ? 1 : 0);
      expect(made1.flatMap(eventsOf).length).toBe(Math.max(...all.map(({ events }) => events)));
    }),
    { numRuns: runs(25) },
  );
});

test("a key that was used with other content is refused and changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(24), async (start, list) => {
      const { made, steps } = await play(list, { start });
      const before = stored(made);
      for (const { who, key, answer, case: of } of steps) {
        const other = await made.send(who.id, { type: "note", text: "something else entirely" }, { key, case: of ?? made.id() });
        expect(other.answer).toMatchObject({ ok: false, code: "key-reused" });
        expect(other.events).toBe(0);
        expect(answer).not.toEqual(other.answer);
      }
      expect(stored(made)).toBe(before);
    }),
    { numRuns: runs(20) },
  );
});

/** Refusals of what was written, or of a date or a promise in it that has passed or moved on meanwhile; not of who asks. */
const content =
  /^(unreadable-|other-currency$|unknown-owner$|unknown-need$|due-in-the-past$|dates?-passed$|not-later$|kind-elsewhere$|ends-before-felt$|limit-in-other-currency$|review-in-the-past$|shares-not-whole$|unknown-number$|meant-what$|say-what-to-show$|no-lesson-said$|in-catalogue-already$|promise-moved-on$|same-date$|human-error$|leads-already$|too-many-promises$|not-a-colleague$|noticed-|nothing-said$|more-than-all$|expires-in-the-past$|enough-)/;

test("what a live message asks of a person, that person may do", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(), async (start, list) => {
      const { steps } = await play(list, { start });
      for (const { answer, ask, who, asked: wasAsked } of steps) {
        if (!wasAsked || answer.ok || content.test(answer.code)) continue;
        expect(`${ask.type} by ${who.id}: ${answer.code}`).toBe("done");
      }
    }),
    { numRuns: runs(40) },
  );
});
