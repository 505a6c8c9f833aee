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
import { type Account, type Audience, nextDigest, personOf } from "../domain/people.ts";
import { dayMs, epochMs, type Instant, plus } from "../domain/time.ts";
import { DeliveryError, UnavailableError } from "../errors.ts";
import type { Address, Chat } from "../ports/chat.ts";
import type { Log, Scheduler, Work } from "../ports/scheduler.ts";
import type { DueCard, DuePost, Store } from "../ports/store.ts";
import type { Recipe } from "./consequences.ts";
import { drawCard, drawDigest, drawHeld, drawLeadNews, drawNotice, drawReminder, drawSetUpNews, drawTalk } from "./draw.ts";
import { type Engine, handleDeadline } from "./handle.ts";
import { tellHeld } from "./held.ts";
import { leftOf } from "./talk.ts";

/** How long a claimed message is ours; the platform's timeouts are shorter. */
const leaseMs = 60_000;
/** A full pass is due at least this often, so that nothing waits for a wake-up that was lost. */
const idleMs = 5_000;
/** How often it is looked for places of shared rooms that take nothing. */
const lookEveryMs = 30_000;
const batch = 50;
/** How many due cases are looked up at once, and how many turns run beside each other. */
const dueBatch = 200;
const beside = 96;
/** After so many failed tries a message is parked and the digest says so. */
const mostAttempts = 12;
/** A platform that cannot tell whether it has a message is asked so often; then the message is posted again. */
const mostLooks = 5;
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

/** How many of a relationship's latest cases a digest looks at, besides all that wait for something. */
const told = 60;

/** A message, and the settings by which it was drawn. */
type DrawnPost = { readonly message: Message; readonly account: Account };

const drawnBy = (account: Account, message: Message | null | undefined): DrawnPost | null => (message ? { message, account } : null);

async function drawDigestOf({ store, conversation }: Engine, read: Read, post: DuePost, since: Instant): Promise<DrawnPost | null> {
  const to = roomFrom(post.room);
  const ids = await store.cases(post.relationship, told);
  const found = (await Promise.all(ids.map((id) => read(id)))).filter((one) => one !== null);
  const known = await store.account(post.relationship);
  const who = known && to.kind === "person" ? personOf(known.account, to.person) : null;
  const [first] = found;
  if (!known || !who || !first) return null;
  const cases = found.map(({ held }) => held);
  return drawnBy(known.account, drawDigest(conversation, cases, known.account, first.now, who, since));
}

async function waitMs(store: Store): Promise<number> {
  const { due, now } = await store.nextDue();
  if (!due) return idleMs;
  return Math.max(0, Math.min(idleMs, epochMs(due) - epochMs(now)));
}

async function deliver(engine: Engine, chat: Chat, log: Log): Promise<number> {
  const { store } = engine;
  // Whoever is slower than half a lease gives back what is left: another relay may hold it by the end.
  let untilMs = performance.now() + leaseMs / 2;
  const inTime = (claimed: DuePost | DueCard, work: () => Promise<void>) =>
    performance.now() < untilMs ? guarded(store, log, claimed, work) : store.later(claimed, 0, false);
  const stale = await store.claimCards(batch, leaseMs);
  const forCards = reader(store);
  await byRoom(stale, (card) => inTime(card, () => showCard(engine, chat, forCards, card)));
  untilMs = performance.now() + leaseMs / 2;
  const posts = await store.claimPosts(batch, leaseMs);
  const forPosts = reader(store);
  await byRoom(posts, (post) => inTime(post, () => sendPost(engine, chat, forPosts, post)));
  return stale.length + posts.length;
}

/** What goes to one room one after the other, the rooms beside each other: a room that is slow to take something holds up no other. */
async function byRoom<T extends DuePost | DueCard>(claimed: readonly T[], send: (one: T) => Promise<void>): Promise<void> {
  const rooms = new Map<string, T[]>();
  for (const one of claimed) {
    const name = `${one.relationship} ${one.room}`;
    const held = rooms.get(name);
    if (held) held.push(one);
    else rooms.set(name, [one]);
  }
  const lanes = [...rooms.values()].map(async (lane) => {
    for (const one of lane) await send(one);
  });
  for (const ended of await Promise.allSettled(lanes)) if (ended.status === "rejected") throw ended.reason;
}

type Read = (id: CaseId, version?: number) => Promise<{ held: Case; account: Account; now: Instant } | null>;

/**
 * Reads each case once for what was claimed before: ten messages of one case need one look, and none sees an older state. One that this
 * process knows in the version that was claimed need not be read.
 */
function reader(store: Store): Read {
  const known = new Map<CaseId, ReturnType<Read>>();
  const look = async (id: CaseId, version?: number) => {
    const recalled = version === undefined ? null : store.recall(id, version);
    const { row, account, now } = recalled ?? (await store.read({ case: id, relationship: null }, ""));
    return row && account ? { held: row.case, account, now } : null;
  };
  return (id, version) => {
    const found = known.get(id) ?? look(id, version);
    known.set(id, found);
    return found;
  };
}

async function guarded(store: Store, log: Log, claimed: DuePost | DueCard, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    const delivery = cause instanceof DeliveryError ? cause : null;
    // A platform that asks us to wait or is away, or a database of ours that is away, has not refused the message.
    const waits = cause instanceof UnavailableError || typeof delivery?.retryAfterMs === "number" || delivery?.away === true;
    const park = delivery?.retryable === false || (claimed.attempt >= mostAttempts && !waits);
    const waitMs = delivery?.retryAfterMs ?? Math.min(60_000, 500 * 2 ** claimed.attempt);
    log.warn(
      {
        case: claimed.case,
        room: claimed.room,
        attempt: claimed.attempt,
        park,
        error: cause instanceof Error ? cause.name : "unknown",
        // Ours: the platform's word for it, never a text.
        ...(delivery && { why: delivery.message }),
      },
      "delivery failed",
    );
    await store.later(claimed, waitMs, park, "recipe" in claimed ? JSON.stringify(leftOf(recipeOf(claimed))) : undefined);
  }
}

const address = (settings: Account, room: string, thread: CaseId | null): Address => ({
  relationship: settings.id,
  room,
  thread,
  settings,
});

/** The id of an earlier try with this key; `null` when it is to be posted: there was none, or nobody can tell for too long. */
async function earlier(chat: Chat, to: Address, key: string, { token, attempt }: DuePost | DueCard): Promise<string | null> {
  // The token counts every claim; attempts begin anew when a parked card is marked again.
  if (token <= 1) return null;
  const found = await chat.find(to, key);
  if (found !== "cannot-tell") return found;
  if (attempt > mostLooks) return null;
  throw new DeliveryError("the platform cannot tell whether it has this message", { retryable: true });
}

async function showCard({ store, conversation }: Engine, chat: Chat, read: Read, card: DueCard): Promise<void> {
  const found = await read(card.case, card.version);
  const closing = card.closing === null ? null : (JSON.parse(card.closing) as Closing);
  const drawn = found && drawCard(conversation, found.held, found.account, found.now, card.room, card.name, closing);
  if (!drawn) return store.shown(card, card.posted ?? "");
  const to = address(found.account, card.room, card.case);
  const key = `${card.case}:${card.room}:${card.name}`;
  // "" was written when there was nothing to show.
  const posted = card.posted || (await earlier(chat, to, key, card));
  if (posted === null) return store.shown(card, await chat.post(to, drawn, key));
  return store.shown(card, await chat.update(to, posted, drawn, key));
}

// Ours: whoever queued it wrote it from a Recipe.
const recipeOf = ({ recipe }: DuePost): Recipe => JSON.parse(recipe) as Recipe;

async function sendPost(engine: Engine, chat: Chat, read: Read, post: DuePost): Promise<void> {
  const recipe = recipeOf(post);
  const left = JSON.stringify(leftOf(recipe));
  const drawn = await drawPost(engine, read, post, recipe);
  if (!drawn) return engine.store.sent(post, null, left);
  const { message } = drawn;
  const to = address(drawn.account, post.room, post.case);
  const there = post.posted ?? (await earlier(chat, to, post.key, post));
  if (there === null && recipe.kind === "talk" && recipe.words === null) return engine.store.sent(post, null, left);
  const posted = there === null ? await chat.post(to, message, post.key) : await again(chat, to, there, recipe, message, post.key);
  return engine.store.sent(post, posted, left);
}

/** News says for ever what it said; talk is as it is now. */
const again = async (chat: Chat, to: Address, there: string, { kind }: Recipe, message: Message, key: string): Promise<string> =>
  kind === "talk" ? chat.update(to, there, message, key) : there;

async function drawPost(engine: Engine, read: Read, post: DuePost, recipe: Recipe): Promise<DrawnPost | null> {
  if (recipe.kind === "digest") return drawDigestOf(engine, read, post, recipe.since);
  const { store, conversation } = engine;
  if (recipe.kind === "set-up" || recipe.kind === "held" || recipe.kind === "lead") {
    const known = await store.account(post.relationship);
    return known && drawnBy(known.account, await drawNews(engine, known.account, post.room, recipe));
  }
  const found = post.case === null ? null : await read(post.case, post.version);
  if (!found) return null;
  const { held, account, now } = found;
  if (recipe.kind === "talk") return drawnBy(account, drawTalk(conversation, held, account, recipe));
  if (recipe.kind === "reminder") {
    const to = roomFrom(post.room);
    const who = to.kind === "person" ? personOf(account, to.person) : null;
    return drawnBy(account, who && drawReminder(conversation, held, account, now, who, recipe.ask, recipe.slot));
  }
  const row = await eventRow(store, held.id, recipe.audience, recipe.seq);
  return drawnBy(account, row && drawNotice(conversation, held, account, unseal(row), recipe.index));
}

/** News of no case, in a room; `null`: there is nobody for it, or it is no news any more. */
async function drawNews(
  { store, conversation }: Engine,
  account: Account,
  room: string,
  recipe: Extract<Recipe, { kind: "set-up" | "held" | "lead" }>,
): Promise<Message | null> {
  switch (recipe.kind) {
    case "set-up":
      return drawSetUpNews(conversation, account, room, recipe.news);
    case "held":
      return drawHeld(conversation, account, recipe);
    case "lead":
      return plus(recipe.at, dayMs) < (await store.nextDue()).now ? null : drawLeadNews(conversation, account, room, recipe);
    default:
      return recipe satisfies never;
  }
}

async function eventRow(store: Store, id: CaseId, audience: Audience, seq: number) {
  for await (const row of store.log(id, audience, seq - 1)) return row.seq === seq ? row : null;
  return null;
}
