/** The store port in memory: for tests of the core alone, proven by the same suite as the real ones. */
import type { Case, Shared } from "../../src/domain/case.ts";
import type { KeptAnswers, Round } from "../../src/domain/flow.ts";
import type { CaseId, RelationshipId } from "../../src/domain/ids.ts";
import { articleKey, compared, numberKey, type Order, type PastOrders } from "../../src/domain/orders.ts";
import { type Account, type Audience, digestsOf, type Firm } from "../../src/domain/people.ts";
import { epochMs, type Instant, instant, plus } from "../../src/domain/time.ts";
import {
  type AnswersChange,
  type CardMark,
  type DueCard,
  type DueDigest,
  type DuePost,
  type EventRow,
  type Heads,
  type Loaded,
  mostLooked,
  mostRecent,
  type Proposal,
  type Receipt,
  type Store,
  type Turn,
  type WithSettings,
  type Written,
} from "../../src/ports/store.ts";

type HeldCase = {
  relationship: RelationshipId;
  number: number;
  version: number;
  nextDue: Instant | null;
  folds: Record<Audience, Fold>;
  heads: Heads;
};
/** A stored fold, byte for byte, and what it reads as. */
type Fold = { readonly text: string; readonly read: unknown };
type Waiting = { token: number; attempts: number; notBeforeMs: number; leaseUntilMs: number | null; atMs: number };
type HeldPost = Waiting & {
  id: number;
  key: string;
  case: CaseId | null;
  relationship: RelationshipId;
  room: string;
  recipe: string;
  posted: string | null;
  state: "open" | "sending" | "sent" | "parked";
};
const waitingNow = () =>
  ({ state: "open", posted: null, token: 0, attempts: 0, notBeforeMs: 0, leaseUntilMs: null, atMs: Date.now() }) as const;
type HeldCard = Waiting & {
  case: CaseId;
  room: string;
  name: string;
  closing: string | null;
  stale: boolean;
  parked: boolean;
  wanted: number;
  posted: string | null;
};
type HeldAnswers = KeptAnswers & { readonly relationship: RelationshipId; readonly firm: Firm; readonly round: string };
type HeldOrder = { relationship: RelationshipId; order: Order };

/** A store in memory whose clock stands still until it is moved; `written` holds every turn in its order. */
export type MemoryStore = Store & {
  readonly written: readonly Turn[];
  /** The stored folds of a case, byte for byte; `null`: no such case. */
  folds(id: CaseId): Readonly<Record<Audience, string>> | null;
  /** The settings of a relationship as they are now. */
  settings(id: RelationshipId): Account | null;
  /** Puts the clock at `at`, forward or back. */
  setClock(at: Instant): void;
  /** Forgets everything but the clock's start. */
  empty(): void;
};

const isFree = ({ notBeforeMs, leaseUntilMs }: Waiting): boolean =>
  notBeforeMs <= Date.now() && (leaseUntilMs === null || leaseUntilMs <= Date.now());
const isOpen = ({ state }: HeldPost): boolean => state === "open" || state === "sending";

/** Nobody may change what was read: it is handed to everybody who reads it. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const inner of Object.values(Object.freeze(value))) frozen(inner);
  return value;
}

/** A fold as it is stored: written once, read once, however often it is asked for. */
function stored(fold: unknown): Fold {
  const text = JSON.stringify(fold);
  return { text, read: frozen(JSON.parse(text)) };
}
const nothing: Fold = { text: "", read: undefined };

/** A store in memory at `start`. */
export function memoryStore(start: Instant): MemoryStore {
  const accounts = new Map<RelationshipId, { account: string; version: number; proposals: string }>();
  const cases = new Map<CaseId, HeldCase>();
  const logs = new Map<string, EventRow[]>();
  const receipts = new Map<string, Receipt>();
  const cards = new Map<string, HeldCard>();
  let answers: HeldAnswers[] = [];
  const orders = new Map<string, HeldOrder>();
  let digests: DueDigest[] = [];
  const heldRooms = new Set<string>();
  let outbox: HeldPost[] = [];
  let written: Turn[] = [];
  let clock = start;
  let made = 0;

  const log = (id: CaseId, audience: Audience): EventRow[] => {
    const name = `${id}:${audience}`;
    let rows = logs.get(name);
    if (!rows) {
      rows = [];
      logs.set(name, rows);
    }
    return rows;
  };
  const ofRelationship = (id: RelationshipId | null) => [...cases].filter(([, held]) => held.relationship === id);
  const accountOf = (id: RelationshipId | null) => {
    const held = id === null ? undefined : accounts.get(id);
    return held ? { account: parsedAccount(held.account), version: held.version } : null;
  };
  // Ours: the engine wrote these folds from a Case.
  const caseOf = (id: CaseId, { folds: { shared, supplier, customer } }: HeldCase): Case =>
    ({ id, shared: shared.read, supplier: supplier.read, customer: customer.read }) as Case;

  function mark(id: CaseId, { room, name, closing }: CardMark): void {
    const key = `${id} ${room} ${name}`;
    const held = cards.get(key);
    const fresh = { attempts: 0, notBeforeMs: 0, atMs: Date.now() };
    if (!held) {
      const state = { stale: true, parked: false, wanted: 1, posted: null, token: 0, leaseUntilMs: null };
      cards.set(key, { case: id, room, name, closing, ...state, ...fresh });
      return;
    }
    if (!held.stale) Object.assign(held, fresh);
    Object.assign(held, { wanted: held.wanted + 1, stale: true, parked: false, closing: closing ?? held.closing });
  }

  function saveSettings(account: Account, over?: number, more?: WithSettings): boolean {
    const known = accounts.get(account.id);
    if (over !== undefined && known !== undefined && known.version !== over) return false;
    const proposals = more ? JSON.stringify(more.proposals) : (known?.proposals ?? "[]");
    accounts.set(account.id, { account: JSON.stringify(account), version: (known?.version ?? 0) + 1, proposals });
    for (const { key, room, recipe } of more?.posts ?? [])
      outbox.push({ id: ++made, key, case: null, relationship: account.id, room, recipe, ...waitingNow() });
    for (const [, held] of ofRelationship(account.id)) Object.assign(held, { version: held.version + 1, nextDue: clock });
    const before = digests;
    digests = [
      ...digests.filter(({ relationship }) => relationship !== account.id),
      ...digestsOf(account, clock).map(({ person, due }) => {
        const had = before.find((one) => one.relationship === account.id && one.person === person);
        return { relationship: account.id, person, due, since: had?.since ?? clock };
      }),
    ];
    return true;
  }

  const ofRound = (relationship: RelationshipId, { firm, name }: Round): HeldAnswers[] =>
    answers.filter((one) => one.relationship === relationship && one.firm === firm && (one.waits || one.round === name));
  const answersOf = (relationship: RelationshipId, round: Round): readonly KeptAnswers[] =>
    ofRound(relationship, round)
      .sort((a, b) => Number(b.waits) - Number(a.waits) || (a.person < b.person ? -1 : 1))
      .map(({ person, waits, answers: given }) => ({ person, waits, answers: given }));

  function keep(relationship: RelationshipId, { firm, name, given, counted }: AnswersChange): void {
    const all = ofRound(relationship, { firm, name });
    const without = (gone: readonly HeldAnswers[]) => answers.filter((one) => !gone.includes(one));
    if (counted) {
      const left = counted.left.map((one) => ({ ...one, waits: true, relationship, firm, round: "" }));
      answers = [...without(all), ...left];
      return;
    }
    const mine = all.filter(({ person, waits }) => person === given?.person && waits === (given.answers === null));
    answers = without(mine);
    if (!given || given.answers === null) return;
    const merged = JSON.stringify(Object.assign({}, ...mine.map((one) => JSON.parse(one.answers)), JSON.parse(given.answers)));
    answers.push({ relationship, firm, round: name, person: given.person, waits: false, answers: merged });
  }

  function write(turn: Turn): Written {
    const { case: id, relationship, events, posts } = turn;
    const held = cases.get(id);
    if (turn.before !== undefined && clock >= turn.before) return "changed";
    if (turn.settings && accounts.get(relationship)?.version !== turn.accountVersion) return "changed";
    if (turn.version > 0 ? held?.version !== turn.version : held !== undefined) return "changed";
    if (!held) {
      if (accounts.get(relationship)?.version !== turn.accountVersion) return "changed";
      if (ofRelationship(relationship).some(([, { number }]) => number === turn.number)) return "changed";
    }
    if (receipts.has(turn.key)) return "known";
    const stale = turn.answers.some(
      (change) => change.counted && JSON.stringify(change.counted.seen) !== JSON.stringify(answersOf(relationship, change)),
    );
    if (stale) return "changed";
    const keys = posts.map(({ key }) => key);
    if (new Set(keys).size < keys.length || outbox.some(({ key }) => keys.includes(key))) throw new Error("a post's key is used twice");
    for (const { audience, seq } of events) {
      if (log(id, audience).some((row) => row.seq === seq)) throw new Error(`event ${seq} is there already`);
    }
    const before = held?.folds ?? { shared: nothing, supplier: nothing, customer: nothing };
    cases.set(id, {
      relationship,
      number: held?.number ?? turn.number,
      version: turn.version + 1,
      nextDue: turn.nextDue,
      folds: { ...before, ...Object.fromEntries(turn.changed.map((audience) => [audience, stored(turn.after[audience])])) },
      heads: turn.heads,
    });
    receipts.set(turn.key, { request: turn.request, answer: turn.answer });
    for (const row of events) log(id, row.audience).push(row);
    for (const { key, room, recipe } of posts) {
      outbox.push({ id: ++made, key, case: id, relationship, room, recipe, ...waitingNow() });
    }
    const marks = turn.cards.map(({ room, name }) => `${room} ${name}`);
    if (new Set(marks).size < marks.length) throw new Error("a card is marked twice");
    for (const card of turn.cards) mark(id, card);
    for (const change of turn.answers) keep(relationship, change);
    for (const order of turn.orders) orders.set(`${relationship} ${numberKey(order.number)}`, { relationship, order });
    if (turn.settings) saveSettings(turn.settings, turn.accountVersion);
    written.push(turn);
    return "done";
  }

  function read(id: CaseId, relationship: RelationshipId | null, receipt: Receipt | null): Loaded {
    const held = cases.get(id);
    const of = held?.relationship ?? relationship;
    const settings = accountOf(of);
    return {
      row: held ? { case: caseOf(id, held), relationship: held.relationship, version: held.version, heads: held.heads } : null,
      receipt,
      account: settings?.account ?? null,
      accountVersion: settings?.version ?? 0,
      nextNumber: held ? 0 : Math.max(0, ...ofRelationship(of).map(([, { number }]) => number)) + 1,
      nextRehearsal: held ? 0 : Math.min(0, ...ofRelationship(of).map(([, { number }]) => number)) - 1,
      now: clock,
    };
  }

  const versionOf = (id: CaseId | null): number => (id === null ? 0 : (cases.get(id)?.version ?? 0));

  const lease = (waiting: Waiting, leaseMs: number) => {
    waiting.token += 1;
    waiting.attempts += 1;
    waiting.notBeforeMs = 0;
    waiting.leaseUntilMs = Date.now() + leaseMs;
    return { attempt: waiting.attempts, token: waiting.token };
  };
  const claimed = (card: DueCard): HeldCard | null => {
    const held = cards.get(`${card.case} ${card.room} ${card.name}`);
    return held && held.token === card.token && held.leaseUntilMs !== null ? held : null;
  };
  const sending = (post: DuePost): HeldPost | null =>
    outbox.find(({ id, token, state }) => String(id) === post.id && token === post.token && state === "sending") ?? null;
  const isDue = ({ nextDue }: HeldCase): boolean => nextDue !== null && nextDue <= clock;
  const soonest = (a: Instant, b: Instant): number => (a < b ? -1 : a > b ? 1 : 0);

  return {
    get written() {
      return written;
    },
    folds(id) {
      const held = cases.get(id)?.folds;
      return held ? { shared: held.shared.text, supplier: held.supplier.text, customer: held.customer.text } : null;
    },
    settings: (id) => accountOf(id)?.account ?? null,
    setClock(at) {
      clock = at;
    },
    empty() {
      for (const held of [accounts, cases, logs, receipts, cards, orders]) held.clear();
      answers = [];
      outbox = [];
      digests = [];
      written = [];
      clock = start;
    },

    read: async ({ case: id, relationship }, key) => read(id, relationship, receipts.get(key) ?? null),
    // It forgets nothing, and nobody else writes.
    recall: (id, version) => (cases.has(id) && (version ?? versionOf(id)) === versionOf(id) ? read(id, null, null) : null),
    write: async (turn) => write(turn),
    async refuse({ key, request, answer }) {
      if (!receipts.has(key)) receipts.set(key, { request, answer });
    },

    answersOf: async (relationship, round) => answersOf(relationship, round),
    orders: async (relationship, { numbers, articles }) =>
      pastOf(
        [...orders.values()].filter((one) => one.relationship === relationship).map(({ order }) => order),
        numbers,
        articles,
      ),
    async *log(id, audience, after = 0) {
      for (const row of [...log(id, audience)]) if (row.seq > after) yield row;
    },
    async cases(relationship, latest) {
      const first = ({ number }: HeldCase) => (number === 0 ? Number.MAX_SAFE_INTEGER : number);
      const found = ofRelationship(relationship).sort(([, a], [, b]) => first(b) - first(a));
      const wanted = found.filter(([, { nextDue }], place) => place < latest || nextDue !== null);
      return wanted.slice(0, mostLooked).map(([id]) => id);
    },
    async recent(relationship, but, latest, since) {
      const found = ofRelationship(relationship)
        .filter(([id, { number }]) => id !== but && number > 0)
        .sort(([, a], [, b]) => b.number - a.number)
        .slice(0, 1_000)
        .map(([id, held]) => ({ id, waits: held.nextDue !== null, shared: caseOf(id, held).shared }));
      const closedSince = ({ followUp }: Shared) => since !== undefined && (followUp?.closed?.at ?? "") >= since;
      return found
        .filter(({ waits, shared }, place) => place < latest || waits || closedSince(shared))
        .slice(0, mostRecent)
        .map(({ id, shared }) => ({ id, shared }));
    },

    account: async (id) => accountOf(id),
    accounts: async () => [...accounts.keys()].sort(),
    saveAccount: async (account, over, more) => saveSettings(account, over, more),
    async proposals(id) {
      // Ours: `saveAccount` wrote them.
      return JSON.parse(accounts.get(id)?.proposals ?? "[]") as Proposal[];
    },
    unopened: async () => [...accounts.keys()].filter((id) => !ofRelationship(id).some(([, { number }]) => number === 0)).sort(),
    async dueDigests(limit, of) {
      return digests
        .filter(({ due, relationship }) => due <= clock && (of === null || of === relationship))
        .sort((a, b) => soonest(a.due, b.due))
        .slice(0, limit);
    },
    async issueDigest(digest, next) {
      const { relationship, person, due, since } = digest;
      const found = digests.find((one) => one.relationship === relationship && one.person === person && one.due === due);
      if (!found) return false;
      digests = digests.map((one) => (one === found ? { ...one, due: next, since: due } : one));
      const post = { key: `digest/${relationship}/${person}/${due}`, case: null, relationship, room: `@${person}` };
      outbox.push({ id: ++made, ...post, recipe: JSON.stringify({ kind: "digest", since }), ...waitingNow() });
      return true;
    },
    async carry(relationship, id, accountVersion, posts) {
      if (accounts.get(relationship)?.version !== accountVersion) return false;
      for (const { key, room, recipe } of posts) {
        const known = outbox.find((post) => post.key === key);
        const at = (of: string): number => (JSON.parse(of) as { at: number }).at;
        if (!known) outbox.push({ id: ++made, key, case: id, relationship, room, recipe, ...waitingNow() });
        else if (at(known.recipe) < at(recipe))
          Object.assign(known, { recipe }, known.state !== "sending" && { state: "open", attempts: 0, notBeforeMs: 0, atMs: Date.now() });
      }
      return true;
    },
    async tell(relationship, posts) {
      for (const post of posts) outbox.push({ id: ++made, ...post, key: `${post.key}/${made}`, case: null, relationship, ...waitingNow() });
    },
    async heldPlaces(afterMs) {
      const isLate = ({ attempts, atMs, room }: Waiting & { room: string }) =>
        attempts > 0 && room.startsWith("shared") && atMs < Date.now() - afterMs;
      const waiting = [
        ...outbox.filter((post) => isOpen(post) && isLate(post)),
        ...[...cards.values()].filter((card) => card.stale && isLate(card)).map(({ case: of, room }) => ({ ...cases.get(of)!, room })),
      ].map(({ relationship, room }) => `${relationship} ${room}`);
      return [...new Set([...waiting, ...heldRooms])]
        .filter((one) => waiting.includes(one) !== heldRooms.has(one))
        .sort()
        .map((one) => {
          const [relationship, room] = one.split(" ") as [RelationshipId, string];
          return { relationship, room, waits: waiting.includes(one) };
        });
    },
    async tellHeld({ relationship, room, waits }, posts) {
      const one = `${relationship} ${room}`;
      if (heldRooms.has(one) === waits) return;
      if (waits) heldRooms.add(one);
      else heldRooms.delete(one);
      for (const post of posts) outbox.push({ id: ++made, ...post, key: `${post.key}/${made}`, case: null, relationship, ...waitingNow() });
    },
    async bridge(relationship, room) {
      for (const { case: id, room: of, name, closing } of [...cards.values()]) {
        const held = cases.get(id);
        if (of === "shared" && held?.relationship === relationship && held.nextDue !== null) mark(id, { room, name, closing });
      }
    },
    async redraw(relationship, room) {
      for (const card of cards.values()) {
        if (card.room === room && cases.get(card.case)?.relationship === relationship)
          Object.assign(card, { stale: true, parked: false, wanted: card.wanted + 1, attempts: 0, notBeforeMs: 0 });
      }
    },

    async due(limit, but = []) {
      const found = [...cases]
        .filter(([id, held]) => isDue(held) && !but.includes(id))
        .sort(([, a], [, b]) => soonest(a.nextDue!, b.nextDue!));
      return found.slice(0, limit).map(([id]) => id);
    },
    async nextDue() {
      const found = [...cases.values()].flatMap(({ nextDue }) => nextDue ?? []).sort(soonest);
      return { due: found[0] ?? null, now: clock };
    },

    async claimPosts(limit, leaseMs) {
      const first = outbox.filter(isOpen).filter((post, _, open) => {
        const earlier = open.find(({ relationship, room }) => relationship === post.relationship && room === post.room);
        const isNew = [...cards.values()].some(
          (card) => card.case === post.case && card.room === post.room && card.stale && card.posted === null,
        );
        return earlier === post && isFree(post) && !isNew;
      });
      return first.slice(0, limit).map((post): DuePost => {
        const { id, key, case: of, relationship, room, recipe, posted } = post;
        post.state = "sending";
        return { id: String(id), key, case: of, relationship, room, recipe, posted, version: versionOf(of), ...lease(post, leaseMs) };
      });
    },
    async claimCards(limit, leaseMs) {
      const waiting = [...cards.values()].filter((card) => card.stale && isFree(card));
      waiting.sort((a, b) => Number(a.posted !== null) - Number(b.posted !== null) || a.atMs - b.atMs);
      return waiting.slice(0, limit).map((card): DueCard => {
        const { case: of, room, name, closing, posted, wanted } = card;
        const { relationship } = cases.get(of)!;
        return { case: of, relationship, room, name, closing, posted, wanted, version: versionOf(of), ...lease(card, leaseMs) };
      });
    },
    async sent(post, posted, left = post.recipe) {
      const held = sending(post);
      if (!held) return;
      const isNewest = held.recipe === post.recipe;
      const recipe = isNewest ? left : held.recipe;
      Object.assign(held, { state: isNewest ? "sent" : "open", recipe, posted: posted ?? held.posted, leaseUntilMs: null });
    },
    async shown(card, posted) {
      const held = claimed(card);
      if (!held) return;
      const stale = held.wanted > card.wanted;
      const atMs = stale ? Date.now() : held.atMs;
      Object.assign(held, { posted, stale, attempts: 0, notBeforeMs: 0, leaseUntilMs: null, atMs });
    },
    async later(due, waitMs, park, left) {
      const back = { leaseUntilMs: null, notBeforeMs: Date.now() + waitMs };
      if ("recipe" in due) {
        const held = sending(due);
        if (!held) return;
        const isParked = park && held.recipe === due.recipe;
        const recipe = isParked ? (left ?? held.recipe) : held.recipe;
        Object.assign(held, { state: isParked ? "parked" : "open", recipe, ...back });
      } else Object.assign(claimed(due) ?? {}, { stale: !park, parked: park, ...back });
    },

    async health() {
      const waiting = [...outbox.filter(isOpen), ...[...cards.values()].filter(({ stale }) => stale)].map(({ atMs }) => atMs);
      const parked = outbox.filter(({ state }) => state === "parked").length + [...cards.values()].filter((card) => card.parked).length;
      return { outboxAgeMs: waiting.length === 0 ? 0 : Date.now() - Math.min(...waiting), parked, inboxAgeMs: 0 };
    },
    async forward(ms) {
      if (ms > 0) clock = plus(clock, Math.ceil(ms));
      return instant(epochMs(clock));
    },
  };
}

/** Newest first by the day they were placed, then by number. */
const newestFirst = (a: Order, b: Order): number => {
  const by = (one: Order) => `${one.placed} ${numberKey(one.number)}`;
  return by(a) < by(b) ? 1 : -1;
};

function pastOf(all: readonly Order[], numbers: readonly string[], articles: readonly string[]): PastOrders {
  const sorted = [...all].sort(newestFirst);
  const counted = sorted.filter((order) => order.counted);
  const keys = [...new Set(counted.map(({ article }) => articleKey(article)))].sort();
  const named = (key: string) => counted.filter(({ article }) => articleKey(article) === key);
  return {
    known: sorted.filter(({ number }) => numbers.includes(numberKey(number))),
    of: articles.flatMap((key) => named(key).slice(0, compared)).sort(newestFirst),
    articles: keys.map((key) => ({
      key,
      name:
        named(key)
          .map(({ article }) => article)
          .sort()[0] ?? key,
      orders: named(key).length,
    })),
  };
}

const parsed = new Map<string, Account>();

/** Settings by their text: the same object again, as the real store keeps them. */
function parsedAccount(text: string): Account {
  let account = parsed.get(text);
  if (!account) {
    account = JSON.parse(text) as Account; // ours: `saveAccount` wrote it
    parsed.set(text, account);
  }
  return account;
}
