/**
 * Writes turns, those that come while others are being written together in one statement (group commit): a round trip and a flush to
 * disk are paid once for many. Nobody waits for company: a turn that comes alone is sent at once.
 */
import { UnavailableError } from "../../src/errors.ts";
import type { Turn } from "../../src/ports/store.ts";

/** How many statements are under way at once, and how many turns one holds. */
const atOnce = 3;
const mostTogether = 24;

type Result = "done" | "changed";
type Waiting = { readonly turn: Turn; readonly done: (result: Result) => void; readonly failed: (error: unknown) => void };

/**
 * `send` writes turns of different cases in the order given, all or none of them, and answers for each. A turn that fails by itself fails
 * alone: the others of its statement are written one by one then. Two turns of one case never share a statement.
 */
export function writer(send: (turns: readonly Turn[]) => Promise<readonly Result[]>): (turn: Turn) => Promise<Result> {
  const waiting: Waiting[] = [];
  let underWay = 0;

  const alone = async ({ turn, done, failed }: Waiting): Promise<void> => send([turn]).then(([result]) => done(result!), failed);

  async function together(all: readonly Waiting[]): Promise<void> {
    if (all.length === 1) return alone(all[0]!);
    try {
      const results = await send(all.map(({ turn }) => turn));
      for (const [i, { done }] of all.entries()) done(results[i]!);
    } catch (error) {
      // Whether it was written is not known then, of any of them.
      if (error instanceof UnavailableError) for (const { failed } of all) failed(error);
      else for (const one of all) await alone(one);
    }
  }

  /** The next turns for one statement, each of another case; in the order of their cases, so that no two statements wait for each other. */
  function next(): readonly Waiting[] {
    const taken = new Map<string, Waiting>();
    for (let i = 0; i < waiting.length && taken.size < mostTogether; ) {
      const one = waiting[i]!;
      if (taken.has(one.turn.case)) i += 1;
      else {
        taken.set(one.turn.case, one);
        waiting.splice(i, 1);
      }
    }
    return [...taken.values()].sort((a, b) => (a.turn.case < b.turn.case ? -1 : 1));
  }

  function go(): void {
    while (underWay < atOnce && waiting.length > 0) {
      underWay += 1;
      void together(next()).finally(() => {
        underWay -= 1;
        go();
      });
    }
  }

  return (turn) =>
    new Promise((done, failed) => {
      waiting.push({ turn, done, failed });
      go();
    });
}
