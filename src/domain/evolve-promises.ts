/** How promises go on; those that wait for another one move with it. */
import type { PromiseTo, Text } from "./case.ts";
import type { PromiseDraft } from "./deal.ts";
import type { PromiseEvent } from "./events/promises.ts";
import { type Stamped, stamp } from "./fold.ts";
import type { PersonId, PromiseId } from "./ids.ts";
import { epochMs, type Instant, plus } from "./time.ts";

/** The promises after an event of one of them. */
export function evolvePromises(promises: readonly PromiseTo[], event: PromiseEvent & Stamped): readonly PromiseTo[] {
  const about = promises.find(({ id }) => id === event.promise);
  if (!about) return promises;
  const changed = promises.map((promise) => (promise === about ? evolvePromise(promise, event) : waited(promise, about, event)));
  if (event.type !== "repair-agreed" || about.repair?.status !== "offered") return changed;
  const { what, owner, due } = about.repair;
  return [
    ...changed,
    newPromise({ id: event.anew, firm: about.firm, needs: about.needs, pledge: about.pledge, what, owner, due }, about.id),
  ];
}

/** A promise as it is when both firms have signed it. */
export const newPromise = (draft: PromiseDraft, replaces: PromiseId | null = null): PromiseTo => ({
  ...draft,
  status: "open",
  attempt: 0,
  doneAt: null,
  settledAt: null,
  settledBy: null,
  waits: [],
  sentBackAt: null,
  evidence: null,
  files: [],
  sentBack: null,
  blocker: null,
  progressAt: null,
  asked: null,
  replaces,
  repair: null,
});

function evolvePromise(promise: PromiseTo, event: PromiseEvent & Stamped): PromiseTo {
  const { by, at } = stamp(event);
  switch (event.type) {
    case "progress-reported":
      return { ...promise, progressAt: at };
    case "blocker-reported":
      return {
        ...unblocked(promise, at),
        blocker: { by, at, what: event.said?.what ?? null, clears: event.clears, clearing: event.clearing },
      };
    case "blocker-cleared":
      return unblocked(promise, at);
    case "clearing-declined":
      return backWithOwner(promise, at, { by, reason: event.said?.reason ?? null });
    case "clearing-lapsed":
      return backWithOwner(promise, at, null);
    case "new-date-asked":
      return { ...promise, asked: { due: event.due, why: event.said?.why ?? null, by } };
    case "new-date-answered":
      return { ...promise, due: event.agreed && promise.asked ? promise.asked.due : promise.due, asked: null };
    case "promise-passed":
      return { ...promise, owner: event.to };
    case "marked-done":
      return {
        ...unblocked(promise, at),
        status: "done",
        attempt: event.attempt,
        doneAt: at,
        evidence: event.said?.evidence ?? null,
        files: event.files,
        asked: null,
      };
    case "verified":
      return { ...promise, status: "kept", settledAt: at, settledBy: by };
    case "sent-back": {
      const { received: _, ...rest } = promise;
      const back = { ...rest, status: "open", doneAt: null, sentBackAt: at, sentBack: event.said?.reason ?? null } as const;
      return event.received === false ? { ...back, received: false } : back;
    }
    case "broken":
      return {
        ...unblocked(promise, at),
        status: "broken",
        settledAt: at,
        settledBy: by,
        asked: null,
        repair: { status: "owed", offers: 0, declined: null },
      };
    case "repair-offered": {
      const offers = promise.repair?.status === "owed" ? promise.repair.offers + 1 : 1;
      return {
        ...promise,
        repair: { status: "offered", offers, what: event.said?.what ?? null, owner: event.owner, due: event.due, by },
      };
    }
    case "repair-declined":
      return promise.repair?.status === "offered"
        ? { ...promise, repair: { status: "owed", offers: promise.repair.offers, declined: event.said?.reason ?? null } }
        : promise;
    case "repair-agreed":
      return { ...promise, repair: { status: "replaced" } };
    case "let-go":
      return { ...promise, repair: { status: "let-go" } };
    case "released":
      return { ...unblocked(promise, at), status: "released", settledAt: at, settledBy: by, asked: null };
    default:
      return event satisfies never;
  }
}

/** A blocker that the other firm held has kept the clock standing for as long as it was there. */
function unblocked(promise: PromiseTo, at: Instant): PromiseTo {
  const { blocker } = promise;
  if (!blocker) return promise;
  const theirs = blocker.clearing !== null && blocker.clearing !== promise.firm;
  return { ...(theirs ? waitedFor(promise, blocker.at, at) : promise), blocker: null };
}

/** Something is in the way still, and nobody else is asked to clear it: the clock of whoever promised runs again. */
const backWithOwner = (promise: PromiseTo, at: Instant, back: { readonly by: PersonId; readonly reason: Text } | null): PromiseTo =>
  promise.blocker ? { ...unblocked(promise, at), blocker: { ...promise.blocker, clears: null, clearing: null, back } } : promise;

/** A promise that needs one of the other firm's waits from that one's due instant until it is done: it is not counted against its owner. */
function waited(promise: PromiseTo, need: PromiseTo, event: PromiseEvent & Stamped): PromiseTo {
  if (promise.status !== "open" || need.firm === promise.firm || !promise.needs.includes(need.id)) return promise;
  switch (event.type) {
    case "marked-done":
      return waitedFor(promise, need.sentBackAt !== null && need.sentBackAt > need.due ? need.sentBackAt : need.due, event.at);
    case "repair-agreed": {
      const until = need.repair?.status === "offered" ? need.repair.due : event.at;
      return { ...waitedFor(promise, need.due, until), needs: promise.needs.map((id) => (id === need.id ? event.anew : id)) };
    }
    case "let-go":
    case "released":
      return { ...waitedFor(promise, need.due, event.at), needs: promise.needs.filter((id) => id !== need.id) };
    default:
      return promise;
  }
}

/** Notes that the clock stood still between two instants, and moves the due instant by what was not counted yet. */
export function waitedFor(promise: PromiseTo, from: Instant, to: Instant): PromiseTo {
  if (to <= from) return promise;
  const apart = promise.waits.filter((wait) => wait.to < from || wait.from > to);
  const joined = promise.waits.filter((wait) => !apart.includes(wait));
  const whole = joined.reduce(
    (all, wait) => ({ from: wait.from < all.from ? wait.from : all.from, to: wait.to > all.to ? wait.to : all.to }),
    { from, to },
  );
  const waits = [...apart, whole].sort((a, b) => (a.from < b.from ? -1 : 1));
  const moreMs = waitedMs({ waits }) - waitedMs(promise);
  return { ...promise, waits, due: plus(promise.due, moreMs) };
}

/** How long the clock of a promise has stood still, in milliseconds. */
export const waitedMs = ({ waits }: Pick<PromiseTo, "waits">): number =>
  waits.reduce((sum, { from, to }) => sum + epochMs(to) - epochMs(from), 0);
