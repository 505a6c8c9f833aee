/**
 * Delivers the outbox: what is claimed is drawn and sent, to each room in order, the rooms beside each other.
 *
 * Delivery is at least once, and looks before it retries: a message whose first try had an unknown outcome is searched by its key.
 * No transaction is held across a network call.
 */
import type { Case } from "../domain/case.ts";
import type { Closing } from "../domain/flow.ts";
import type { CaseId } from "../domain/ids.ts";
import { unseal } from "../domain/log.ts";
import { type Message, roomFrom } from "../domain/message.ts";
import { type Account, type Audience, personOf } from "../domain/people.ts";
import { dayMs, type Instant, plus } from "../domain/time.ts";
import { DeliveryError, UnavailableError } from "../errors.ts";
import type { Address, Chat } from "../ports/chat.ts";
import type { Log } from "../ports/scheduler.ts";
import type { DueCard, DuePost, Store } from "../ports/store.ts";
import type { Recipe } from "./consequences.ts";
import { drawCard, drawDigest, drawHeld, drawLeadNews, drawNotice, drawReminder, drawSetUpNews, drawTalk } from "./draw.ts";
import type { Engine } from "./handle.ts";
import { leftOf } from "./talk.ts";

/** How long a claimed message is ours; the platform's timeouts are shorter. */
const leaseMs = 60_000;
const batch = 50;
/** After so many failed tries a message is parked and the digest says so. */
const mostAttempts = 12;
/** A platform that cannot tell whether it has a message is asked so often; then the message is posted again. */
const mostLooks = 5;

/** Sends what is stale or waits and can be claimed now, and answers how much that was. @throws {UnavailableError} when the database is away. */
export async function deliver(engine: Engine, chat: Chat, log: Log): Promise<number> {
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
