/** Many who ask for the same at once are served by one statement: under load it is the round trips and commits that cost. */
import { UnavailableError } from "./errors.ts";

/** How lists are made: how many are under way at once, how many one holds, and of what none holds two, in whose order it is then. */
type Ways<T> = { readonly beside?: number; readonly most?: number; readonly apart?: (one: T) => string };

/**
 * Gives what `work` answers for one, at its place in the list. Whoever asks while it is at work as often as it may be is in the next list; alone, nobody waits.
 *
 * One that cannot be worked on spoils nobody else's: then each is worked on by itself, unless the database is away: what has become of a
 * list is not known then, of any of it.
 */
export function together<T, R>(
  work: (all: readonly T[]) => Promise<readonly R[]>,
  { beside = 1, most = 200, apart }: Ways<T> = {},
): (one: T) => Promise<R> {
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
  const next = (): readonly Waiting[] => {
    if (apart === undefined) return waiting.splice(0, most);
    const taken = new Map<string, Waiting>();
    for (let i = 0; i < waiting.length && taken.size < most; ) {
      const name = apart(waiting[i]!.one);
      if (taken.has(name)) i += 1;
      else taken.set(name, waiting.splice(i, 1)[0]!);
    }
    return [...taken].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  };
  const run = async (): Promise<void> => {
    atWork += 1;
    while (waiting.length > 0) await serve(next());
    atWork -= 1;
  };
  return (one) =>
    new Promise((done, failed) => {
      waiting.push({ one, done, failed });
      if (atWork < beside) void run();
    });
}
