/** Lets time pass for the cases that are due, writes the digests that are, and has all that waits delivered. */
import type { CaseId, RelationshipId } from "../domain/ids.ts";
import { nextDigest, personOf } from "../domain/people.ts";
import { dayMs, epochMs, plus } from "../domain/time.ts";
import { UnavailableError } from "../errors.ts";
import type { Chat } from "../ports/chat.ts";
import type { Log, Scheduler, Work } from "../ports/scheduler.ts";
import type { Store } from "../ports/store.ts";
import { deliver } from "./deliver.ts";
import { type Engine, handleDeadline } from "./handle.ts";
import { tellHeld } from "./held.ts";

/** A full pass is due at least this often, so that nothing waits for a wake-up that was lost. */
const idleMs = 5_000;
/** How often it is looked for places of shared rooms that take nothing. */
const lookEveryMs = 30_000;
/** How many due cases are looked up at once, and how many turns run beside each other. */
const dueBatch = 200;
const beside = 96;
/** A case that is still due after so many turns in one pass waits for the next one. */
const mostTurns = 10;

/** One relay: `pass` does all that is due now and answers in how many milliseconds the next thing is, at most five seconds. */
export type Relay = Work;

/**
 * Any number of relays may run at once, in any number of processes. `offer` tells the others of digests that they may write
 * meanwhile; what they leave this one writes.
 */
export function relay(engine: Engine, chat: Chat, log: Log, offer: Scheduler["offer"]): Relay {
  const { store } = engine;
  /** When it is looked for places that take nothing. */
  let lookMs = 0;
  return {
    async help({ relationship }) {
      try {
        if ((await issueDigests(store, relationship)) > 0) await deliver(engine, chat, log);
      } catch (error) {
        log.warn({ relationship, error: error instanceof Error ? error.name : "unknown" }, "digests are left to the next pass");
      }
    },
    async pass() {
      const turns = new Map<CaseId, number>();
      for (let busy = true; busy; ) {
        // Time first: a reminder is punctual when it is committed, and what is delivered may take a platform's time.
        const passed = await letTimePass(engine, log, turns);
        const issued = await writeDigests(engine, chat, log, offer);
        const delivered = await deliver(engine, chat, log);
        busy = passed > 0 || issued > 0 || delivered > 0;
      }
      if (performance.now() >= lookMs) {
        lookMs = performance.now() + lookEveryMs;
        if ((await tellHeld(store, chat)) > 0) await deliver(engine, chat, log);
      }
      return [...turns.values()].some((count) => count >= mostTurns) ? idleMs : waitMs(store);
    },
  };
}

/**
 * Lets time pass for all cases that are due, some beside each other, and answers how many turns that took. One that cannot be
 * handled, or never comes to rest, holds nobody else up: `turns` counts, and stops at `mostTurns` a case.
 * @throws {UnavailableError} when the database is away.
 */
export async function letTimePass(engine: Engine, log: Log, turns: Map<CaseId, number>): Promise<number> {
  const inHand = new Set<CaseId>();
  /** Those of them whose turn has not begun, earliest first. */
  const queue: CaseId[] = [];
  let passed = 0;
  let none = false;
  let looking: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    const stuck = [...turns].flatMap(([id, count]) => (count >= mostTurns ? [id] : []));
    const found = await engine.store.due(dueBatch, [...inHand, ...stuck]);
    for (const id of found) inHand.add(id);
    queue.push(...found);
    none = found.length === 0;
    looking = null;
  };
  const lane = async (): Promise<void> => {
    while (!none || queue.length > 0) {
      // The next ones are looked up while these have their turn. A lane that has nothing to do hears of it when that fails.
      if (!none && !looking && queue.length <= beside) {
        looking = look();
        looking.catch(() => {});
      }
      const id = queue.shift();
      if (id === undefined) await looking;
      else {
        passed += 1;
        await passOne(engine, log, turns, id);
        inHand.delete(id);
      }
    }
  };
  for (;;) {
    const before = passed;
    none = false;
    const ended = await Promise.allSettled(Array.from({ length: beside }, lane));
    for (const one of ended) if (one.status === "rejected") throw one.reason;
    if (passed === before) return passed;
  }
}

async function passOne(engine: Engine, log: Log, turns: Map<CaseId, number>, id: CaseId): Promise<void> {
  const count = (turns.get(id) ?? 0) + 1;
  turns.set(id, count);
  if (count === mostTurns) log.error({ case: id, turns: count }, "this case stays due");
  try {
    await handleDeadline(engine, id);
  } catch (error) {
    if (error instanceof UnavailableError) throw error;
    turns.set(id, mostTurns);
    log.error({ case: id, error: error instanceof Error ? error.name : "unknown" }, "time cannot pass for this case");
  }
}

/**
 * Issues and delivers the digests that are due, one relationship after the other: its readers are told of the same cases, which are
 * read once for them all. Others are told where to help, and begin at the other end of the list.
 */
async function writeDigests(engine: Engine, chat: Chat, log: Log, offer: Scheduler["offer"]): Promise<number> {
  const due = await engine.store.dueDigests(dueBatch, null);
  const places = [...new Set(due.map(({ relationship }) => relationship))];
  if (places.length > 1)
    offer(
      places
        .slice(1)
        .map((relationship) => ({ relationship }))
        .reverse(),
    );
  for (const relationship of places) if ((await issueDigests(engine.store, relationship)) > 0) await deliver(engine, chat, log);
  return due.length;
}

/** Puts a relationship's due digests into the outbox and answers how many; one that was missed for days is told once. */
async function issueDigests(store: Store, relationship: RelationshipId): Promise<number> {
  let issued = 0;
  for (const digest of await store.dueDigests(dueBatch, relationship)) {
    const known = await store.account(relationship);
    const who = known && personOf(known.account, digest.person);
    const { now } = await store.nextDue();
    // Settings without them take the row away; until then it only moves on.
    if (await store.issueDigest(digest, (who && nextDigest(who, now)) ?? plus(now, dayMs))) issued++;
  }
  return issued;
}

async function waitMs(store: Store): Promise<number> {
  const { due, now } = await store.nextDue();
  if (!due) return idleMs;
  return Math.max(0, Math.min(idleMs, epochMs(due) - epochMs(now)));
}
