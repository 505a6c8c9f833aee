/** What passes between a chat platform and the program in a scenario: deliveries, as the platform makes them on a good or a bad day, and what comes of them. */
import { setTimeout as after } from "node:timers/promises";
import type { Ground } from "./stage.ts";

/** How long what somebody caused may take until it can be seen; only so that a scenario that hangs ends. */
const patienceMs = 60_000;

/** How a platform delivers: everything once and in its order, or as it may on a bad day. */
export type Post = {
  /** A number from 0 to 1, the same in every run with the same seed; `null`: everything comes once. */
  readonly chance: (() => number) | null;
};

/** Deliveries under way. */
export type Mail = {
  readonly post: Post;
  /** Repetitions that are still to come, each after so many other deliveries. */
  readonly late: { after: number; send: () => Promise<unknown> }[];
  readonly ground: Ground;
};

/**
 * Delivers what a platform would below `path`, again while the program is away; on a bad day up to three times more, now or after what comes
 * next. `send` makes one delivery: the first, numbered 0, or a repetition.
 */
export async function deliver<T extends { readonly status: number }>(
  { ground, post, late }: Mail,
  path: string,
  send: (nth: number) => Promise<T>,
): Promise<T> {
  ground.left("POST", path);
  const copies = post.chance === null ? 0 : Math.floor(post.chance() * 4);
  const now: Promise<unknown>[] = [];
  for (let nth = 1; nth <= copies; nth++) {
    const after = Math.floor(post.chance!() * 8);
    if (after === 0) now.push(once(() => send(nth)));
    else late.push({ after, send: () => once(() => send(nth)) });
  }
  const [answer] = await Promise.all([once(() => send(0)), ...now]);
  for (const one of late) one.after -= 1;
  for (const one of late.filter(({ after }) => after <= 0)) {
    late.splice(late.indexOf(one), 1);
    await one.send();
  }
  return answer;
}

async function once<T extends { readonly status: number }>(send: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    const answer = await send().catch(() => null);
    if (answer && answer.status < 500) return answer;
    if (tries > 600) throw new Error(`a delivery is not taken: ${answer?.status ?? "no answer"}`);
    await after(100);
  }
}

/** Waits until all that was delivered is handled, and all that it caused can be seen. */
export async function settled({ ground }: Pick<Mail, "ground">): Promise<void> {
  const untilMs = performance.now() + patienceMs;
  for (;;) {
    const ready = await fetch(`${ground.url()}/readyz`).then(
      (answer) => answer.json() as Promise<Record<string, unknown>>,
      () => null,
    );
    if (ready?.["ok"] === true && ready["inboxAgeMs"] === 0 && ready["outboxAgeMs"] === 0) return;
    if (performance.now() > untilMs) throw new Error(`it does not settle: ${JSON.stringify(ready)}`);
    await after(10);
  }
}
