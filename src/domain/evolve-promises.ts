/** How promises go on; those that wait for another one move with it. */
import type { PromiseTo } from "./case.ts";
import { type SliceEvent, stamp } from "./fold.ts";
import type { PromiseId } from "./ids.ts";
import { epochMs, plus } from "./time.ts";

type PromiseEvent = Extract<SliceEvent, { promise: PromiseId }>;

/** The promises after an event of one of them. */
export const evolvePromises = (promises: readonly PromiseTo[], event: PromiseEvent): readonly PromiseTo[] =>
  promises.map((promise) => (promise.id === event.promise ? evolvePromise(promise, event) : waited(promises, promise, event)));

function evolvePromise(promise: PromiseTo, event: PromiseEvent): PromiseTo {
  const { by, at } = stamp(event);
  switch (event.type) {
    case "progress-reported":
      return { ...promise, progressAt: at };
    case "blocker-reported":
      return { ...promise, blocker: { by, at, what: event.said?.what ?? null } };
    case "blocker-cleared":
      return { ...promise, blocker: null };
    case "new-date-asked":
      return { ...promise, asked: { due: event.due, why: event.said?.why ?? null, by } };
    case "new-date-answered":
      return { ...promise, due: event.agreed && promise.asked ? promise.asked.due : promise.due, asked: null };
    case "marked-done":
      return {
        ...promise,
        status: "done",
        attempt: event.attempt,
        doneAt: at,
        evidence: event.said?.evidence ?? null,
        files: event.files,
        blocker: null,
        asked: null,
      };
    case "verified":
      return { ...promise, status: "kept", settledAt: at, settledBy: by };
    case "sent-back":
      return { ...promise, status: "open", doneAt: null, sentBack: event.said?.reason ?? null };
    default:
      return event satisfies never;
  }
}

/** A promise whose need was kept late has its due date moved by as much: it is not counted against its owner. */
function waited(before: readonly PromiseTo[], promise: PromiseTo, event: PromiseEvent): PromiseTo {
  if (event.type !== "marked-done" || event.attempt > 1 || promise.status !== "open" || !promise.needs.includes(event.promise))
    return promise;
  const need = before.find(({ id }) => id === event.promise)!;
  const lateMs = epochMs(event.at) - epochMs(need.due);
  if (lateMs <= promise.waitedMs) return promise;
  return { ...promise, waitedMs: lateMs, due: plus(promise.due, lateMs - promise.waitedMs) };
}
