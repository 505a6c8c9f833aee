/**
 * Lets time pass for the cases that are due, draws what is stale, and delivers the outbox.
 *
 * Delivery is at least once, and looks before it retries: a message whose first try had an unknown outcome is searched by its key.
 * No transaction is held across a network call.
 */
import type { Case } from "../domain/case.ts";
import type { Closing } from "../domain/flow.ts";
import type { CaseId, RelationshipId } from "../domain/ids.ts";
import { unseal } from "../domain/log.ts";
import { type Message, roomFrom } from "../domain/message.ts";
import { type Account, type Audience, personOf } from "../domain/people.ts";
import { epochMs, type Instant } from "../domain/time.ts";
import { DeliveryError, UnavailableError } from "../errors.ts";
import type { Address, Chat } from "../ports/chat.ts";
import type { Log } from "../ports/scheduler.ts";
import type { DueCard, DuePost, Store } from "../ports/store.ts";
import type { Recipe } from "./consequences.ts";
import { drawCard, drawNotice, drawReminder } from "./draw.ts";
import { type Engine, handleDeadline } from "./handle.ts";

/** How long a claimed message is ours; the platform's timeouts are shorter. */
const leaseMs = 60_000;
/** A full pass is due at least this often, so that nothing waits for a wake-up that was lost. */
const idleMs = 5_000;
const batch = 50;
/** After so many failed tries a message is parked and the digest says so. */
const mostAttempts = 12;

export type Relay = {
  /** Does all that is due now; answers in how many milliseconds the next thing is due, at most five seconds. */
  pass(): Promise<number>;
};

/** One relay; any number may run at once, in any number of processes. */
export function relay(engine: Engine, chat: Chat, log: Log): Relay {
  const { store } = engine;
  return {
    async pass() {
      // A case that fails, or that stays due, is left for the next pass: the others go on.
      const seen = new Set<CaseId>();
      for (let busy = true; busy; ) {
        const due = (await store.due(batch)).filter((id) => !seen.has(id));
        for (const id of due) if (!(await passed(engine, log, id))) seen.add(id);
        const delivered = await deliver(engine, chat, log);
        busy = due.length > 0 || delivered > 0;
      }
      return waitMs(store);
    },
  };
}

/** Lets time pass for one case; answers whether it changed anything. */
async function passed(engine: Engine, log: Log, id: CaseId): Promise<boolean> {
  try {
    return await handleDeadline(engine, id);
  } catch (cause) {
    if (cause instanceof UnavailableError) throw cause;
    log.error(
      { case: id, error: cause instanceof Error ? cause.name : "unknown", stack: cause instanceof Error ? cause.stack : null },
      "a deadline failed",
    );
    return false;
  }
}

async function waitMs(store: Store): Promise<number> {
  const { due, now } = await store.nextDue();
  if (!due) return idleMs;
  const leftMs = epochMs(due) - epochMs(now);
  // What is due and was left behind is tried again after the usual pause.
  return leftMs <= 0 ? idleMs : Math.min(idleMs, leftMs);
}

async function deliver(engine: Engine, chat: Chat, log: Log): Promise<number> {
  const stale = await engine.store.claimCards(batch, leaseMs);
  const forCards = reader(engine.store);
  for (const card of stale) await guarded(engine.store, log, card, () => showCard(engine, chat, forCards, card));
  const posts = await engine.store.claimPosts(batch, leaseMs);
  const forPosts = reader(engine.store);
  for (const post of posts) await guarded(engine.store, log, post, () => sendPost(engine, chat, forPosts, post));
  return stale.length + posts.length;
}

type Read = (id: CaseId) => Promise<{ held: Case; account: Account; now: Instant } | null>;

/** Reads each case once for what was claimed before: ten messages of one case need one look, and none sees an older state. */
function reader(store: Store): Read {
  const known = new Map<CaseId, ReturnType<Read>>();
  return (id) => {
    let found = known.get(id);
    if (!found) {
      found = store
        .read({ case: id, relationship: null }, "")
        .then(({ row, account, now }) => (row && account ? { held: row.case, account, now } : null));
      known.set(id, found);
    }
    return found;
  };
}

async function guarded(store: Store, log: Log, claimed: DuePost | DueCard, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    const delivery = cause instanceof DeliveryError ? cause : null;
    const park = claimed.attempt >= mostAttempts || delivery?.retryable === false;
    const waitMs = delivery?.retryAfterMs ?? Math.min(60_000, 500 * 2 ** claimed.attempt);
    log.warn(
      { case: claimed.case, room: claimed.room, attempt: claimed.attempt, park, error: cause instanceof Error ? cause.name : "unknown" },
      "delivery failed",
    );
    await store.later(claimed, waitMs, park);
  }
}

const address = (relationship: RelationshipId, room: string, thread: CaseId): Address => ({ relationship, room, thread });

/** The id of an earlier try with this key; `null` when it is safe to post. */
async function earlier(chat: Chat, to: Address, key: string, attempt: number): Promise<string | null> {
  if (attempt <= 1) return null;
  const found = await chat.find(to, key);
  if (found === "cannot-tell") throw new DeliveryError("the platform cannot tell whether it has this message", { retryable: true });
  return found;
}

async function showCard({ store, conversation }: Engine, chat: Chat, read: Read, card: DueCard): Promise<void> {
  const found = await read(card.case);
  const closing = card.closing === null ? null : (JSON.parse(card.closing) as Closing);
  const drawn = found && drawCard(conversation, found.held, found.account, found.now, card.room, card.name, closing);
  if (!drawn) return store.shown(card, card.posted ?? "");
  const to = address(card.relationship, card.room, card.case);
  const key = `${card.case}:${card.room}:${card.name}`;
  const posted = card.posted ?? (await earlier(chat, to, key, card.attempt));
  if (posted === null) return store.shown(card, await chat.post(to, drawn, key));
  await chat.update(to, posted, drawn);
  return store.shown(card, posted);
}

async function sendPost(engine: Engine, chat: Chat, read: Read, post: DuePost): Promise<void> {
  const found = await read(post.case);
  const drawn = found && (await drawPost(engine, found.held, found.account, found.now, post));
  if (!drawn) return engine.store.sent(post, null);
  const to = address(post.relationship, post.room, post.case);
  const posted = (await earlier(chat, to, post.key, post.attempt)) ?? (await chat.post(to, drawn, post.key));
  return engine.store.sent(post, posted);
}

async function drawPost(
  { store, conversation }: Engine,
  held: Case,
  account: Account,
  now: Instant,
  post: DuePost,
): Promise<Message | null> {
  const recipe = JSON.parse(post.recipe) as Recipe;
  if (recipe.kind === "reminder") {
    const to = roomFrom(post.room);
    const who = to.kind === "person" ? personOf(account, to.person) : null;
    return who && drawReminder(conversation, held, account, now, who, recipe.ask, recipe.slot);
  }
  const row = await eventRow(store, held.id, recipe.audience, recipe.seq);
  return row && drawNotice(conversation, held, account, unseal(row), recipe.index);
}

async function eventRow(store: Store, id: CaseId, audience: Audience, seq: number) {
  for await (const row of store.log(id, audience, seq - 1)) return row.seq === seq ? row : null;
  return null;
}
