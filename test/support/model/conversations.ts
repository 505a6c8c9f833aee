/** Random conversations of both firms under the eyes of the model: fast-check's own commands, shrunk when one breaks a rule. */
import fc from "fast-check";
import { anything, type Move } from "../moves.ts";
import { begin, type Playing } from "../play.ts";
import { agreement } from "./agreement.ts";
import { authority } from "./authority.ts";
import { money } from "./money.ts";
import { reminders } from "./reminders.ts";
import { Broken, type Turned, type Watch } from "./rules.ts";
import { visibility } from "./visibility.ts";

const all = { agreement, authority, visibility, reminders, money } as const;
/** Every rule with the kind that it is of. */
export const allRules = Object.entries(all).flatMap(([kind, { names }]) => names.map((rule) => [kind, rule] as const));

/** The model of one conversation: what has been looked at, and who watches. */
type Model = { seen: number; before: Turned["before"]; readonly watches: readonly Watch[] };

/** Shows the watchers every turn that was written since they last looked. */
function look(model: Model, playing: Playing): void {
  const { turns, steps } = playing.played();
  for (const { turn, events, account } of turns.slice(model.seen)) {
    const step = steps.find(({ key }) => turn.key.endsWith(`/${key}`));
    const unasked = step?.asked === null ? step.ask : null;
    const turned: Turned = { turn, events, account, unasked, before: model.before, after: turn.after };
    for (const { turn: watch } of model.watches) watch?.(turned);
    model.before = turn.after;
  }
  model.seen = turns.length;
}

class Step implements fc.AsyncCommand<Model, Playing> {
  readonly #move: Move;
  constructor(move: Move) {
    this.#move = move;
  }
  check = () => true;
  async run(model: Model, playing: Playing): Promise<void> {
    await playing.move(this.#move);
    look(model, playing);
  }
  toString = () => JSON.stringify(this.#move);
}

/** What came of many conversations: how long they were, and the first rule that was broken, with the smallest conversation that breaks it. */
export type Outcome = { readonly steps: number; readonly turns: number; readonly broken: string | null; readonly report: string | null };

/** A run that takes longer, shrinking included, is broken off and has failed. */
const limitMs = 480_000;

/**
 * Plays `runs` conversations of up to 200 steps. The same `seed` plays the same ones; a failure's report names the seed and the path
 * that play the smallest one again (`fc.check(conversation, { seed, path })`).
 */
export async function playMany(runs: number, seed: number): Promise<Outcome> {
  let steps = 0;
  let written = 0;
  const conversation = fc.asyncProperty(
    fc.nat({ max: 99 }),
    fc.commands([anything.map((move) => new Step(move))], { maxCommands: 200, size: "max" }),
    async (start, commands) => {
      const playing = await begin({ start, tagged: true });
      const model: Model = { seen: 0, before: null, watches: Object.values(all).map((rules) => rules.begin()) };
      look(model, playing);
      await fc.asyncModelRun(() => ({ model, real: playing }), commands);
      for (const { end } of model.watches) await end?.(playing.played());
      const played = playing.played();
      steps += played.steps.length + played.others.length;
      written += played.turns.length;
    },
  );
  // Shrinking goes on until it finds nothing smaller; what it has found by then is shown.
  const result = await fc.check(conversation, { numRuns: runs, seed, interruptAfterTimeLimit: limitMs, markInterruptAsFailure: true });
  const played = { steps, turns: written };
  if (!result.failed) return { ...played, broken: null, report: null };
  const error = result.errorInstance;
  const report = `${fc.defaultReportMessage(result)}\n${error instanceof Error ? error.stack : String(error)}`;
  return { ...played, broken: error instanceof Broken ? error.rule : null, report };
}
