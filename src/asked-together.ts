/** Many who ask for the same at once are served by one statement: under load it is the round trips and commits that cost. */
import { UnavailableError } from "./errors.ts";

/** The most that one statement takes, and how many are under way at once: while one commits, the next need not wait. */
const most = 200;
const beside = 1;

/**
 * Gives what `work` answers for one, at its place in the list. Whoever asks while it is at work as often as it may be is in the next list; alone, nobody waits.
 *
 * One that cannot be worked on spoils nobody else's: then each is worked on by itself.
 */
export function together<T, R>(work: (all: readonly T[]) => Promise<readonly R[]>): (one: T) => Promise<R> {
  type Waiting = { readonly one: T; readonly done: (answer: R) => void; readonly failed: (error: unknown) => void };
  const waiting: Waiting[] = [];
  let atWork = 0;
  const serve = async (some: readonly Waiting[]): Promise<void> => {
    try {
      const answers = await work(some.map(({ one }) => one));
      for (const [at, { done }] of some.entries()) done(answers[at]!);
    } catch (error) {
      if (some.length === 1 || error instanceof UnavailableError) for (const { failed } of some) failed(error);
      else for (const one of some) await serve([one]);
    }
  };
  const run = async (): Promise<void> => {
    atWork += 1;
    while (waiting.length > 0) await serve(waiting.splice(0, most));
    atWork -= 1;
  };
  return (one) =>
    new Promise((done, failed) => {
      waiting.push({ one, done, failed });
      if (atWork < beside) void run();
    });
}
