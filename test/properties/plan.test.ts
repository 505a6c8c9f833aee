/** However often the plan changes, and whoever changes it: nothing that was answered is asked again, and no work is lost. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { move, moves, replan } from "../support/moves.ts";
import { type Played, play } from "../support/play.ts";
import { runs } from "../support/properties.ts";

const flipping = fc.oneof({ arbitrary: replan, weight: 5 }, { arbitrary: move, weight: 6 });

/** What was asked anew after somebody who was asked had answered it; and how many answers and changes of plan there were. */
function again({ steps, turns }: Played): { readonly asked: string[]; readonly answers: number } {
  const answered = new Set<string>();
  const asked: string[] = [];
  const open = new Set<string>();
  for (const { turn, events } of turns) {
    const step = steps.find(({ key }) => turn.key.endsWith(`/${key}`));
    for (const event of events) {
      // A promise is spoken of until it is done, and what was given back climbs again while it waits: those are open still. Whoever
      // wants a colleague’s approval, another date, help or an end of looking may ask again, and whoever takes a signature back. The plan does none of this.
      if ("ask" in event && /^(promise|escalation|approve|new-date|blocker|stop-looking):/.test(event.ask)) continue;
      if (event.type === "signature-taken-back") for (const key of answered) if (key.startsWith("sign:")) answered.delete(key);
      // All had left it open, and a lead goes on: what could put it right is asked for again.
      if (event.type === "still-going") for (const key of answered) if (key.startsWith("option:")) answered.delete(key);
      if (event.type === "ask-ended") {
        open.delete(event.ask);
        // "Not known yet" is no cause: it changes the plan, and once somebody knows where it came from they are asked how. And whoever goes on
        // is asked about it again once all has been left open again: of another name at another moment, but here the clock may stand.
        if (step?.asked === event.ask && step.ask.type !== "say-locus" && step.ask.type !== "keep-going") answered.add(event.ask);
      }
      if (event.type === "asked") {
        if (answered.has(event.ask) && !open.has(event.ask)) asked.push(event.ask);
        open.add(event.ask);
      }
    }
  }
  return { asked, answers: answered.size };
}

test("flipped any number of times, the plan asks nothing again that was answered", async () => {
  let answers = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(60, flipping), async (start, list) => {
      const found = again(await play(list, { start }));
      answers += found.answers;
      expect(found.asked).toEqual([]);
    }),
    { numRuns: runs(60) },
  );
  expect(answers).toBeGreaterThan(100);
});

test("and no work that was done is forgotten, nor its credit: neither ever becomes less", async () => {
  let worked = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(60, flipping), async (start, list) => {
      const known = new Map<string, { readonly done: number; readonly credited: number }>();
      await play(list, {
        start,
        look: (_made, { shared }) => {
          for (const { person, kind, done, credited } of shared.participation.work) {
            const before = known.get(`${person} ${kind}`) ?? { done: 0, credited: 0 };
            expect(done).toBeGreaterThanOrEqual(before.done);
            expect(credited).toBeGreaterThanOrEqual(before.credited);
            expect(credited).toBeLessThanOrEqual(done);
            known.set(`${person} ${kind}`, { done, credited });
          }
          expect(shared.participation.work).toHaveLength(known.size);
        },
      });
      worked += known.size;
    }),
    { numRuns: runs(40, { exact: true }) },
  );
  expect(worked).toBeGreaterThan(30);
});
