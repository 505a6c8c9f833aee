import { beforeAll, describe, expect, test } from "vitest";
import { allRules, type Outcome, playMany } from "./conversations.ts";

/** The first of the seeds; `PARLEY_SEED_FROM` plays others. */
const usual = 1;

/**
 * Plays `runs` random conversations of both firms once, and states each rule that held in all of them.
 *
 * A failure prints the smallest conversation that breaks the rule, with fast-check's seed and path to play it again.
 */
export function conversations(runs: number): void {
  describe(`in ${runs} random conversations of both firms, up to 200 steps each`, () => {
    let outcome: Outcome;
    beforeAll(async () => {
      outcome = await playMany(runs, Number(process.env["PARLEY_SEED_FROM"] ?? usual));
      console.log(`${runs} conversations, ${outcome.steps} steps, ${outcome.turns} turns`);
    }, 600_000);

    test.for(allRules)("%s: %s", ([, rule]) => {
      expect(outcome.broken === rule ? outcome.report : null).toBeNull();
    });

    test("none breaks off", () => {
      const known = allRules.some(([, rule]) => rule === outcome.broken);
      expect(known ? null : outcome.report).toBeNull();
    });
  });
}
