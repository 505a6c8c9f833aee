/** Whoever has pressed something waits for an answer; what it causes elsewhere can come a moment later. */
import type { Chat } from "../../src/ports/chat.ts";

/** How many answers are waited for now. */
export type Awaited = { now: number };

/** The longest that a message makes way for answers: however many are waited for, everything goes out. Milliseconds. */
const mostMs = 500;
/** How often it is looked whether they have been given. */
const lookMs = 5;

/** A chat whose posts and edits make way for answers, each for half a second at most. */
export function answersFirst<C extends Chat>(chat: C, awaited: Awaited): C {
  let calm: Promise<void> | null = null;
  const quiet = async (): Promise<void> => {
    for (const untilMs = performance.now() + mostMs; awaited.now > 0 && performance.now() < untilMs; )
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    calm = null;
  };
  const whenCalm = (): Promise<void> => {
    if (awaited.now === 0) return Promise.resolve();
    calm ??= quiet();
    return calm;
  };
  return {
    ...chat,
    async post(to, message, key) {
      await whenCalm();
      return chat.post(to, message, key);
    },
    async update(to, posted, message, key) {
      await whenCalm();
      return chat.update(to, posted, message, key);
    },
  };
}
