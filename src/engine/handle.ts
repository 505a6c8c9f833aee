/** One command, one transaction: read, decide, evolve, write; again when somebody was quicker. */
import type { Case, Recent } from "../domain/case.ts";
import { comesBackMs, lookBack, visibleTo } from "../domain/case.ts";
import type { Ask } from "../domain/command.ts";
import type { Draft, Event } from "../domain/event.ts";
import { evolve, newCase } from "../domain/evolve.ts";
import { type Context, type Conversation, type Decision, flowsOf, type KeptAnswers, type Rejection, reject } from "../domain/flow.ts";
import { canonical, derivedId, sha256, standingId } from "../domain/hash.ts";
import type { CaseId, PersonId, RelationshipId } from "../domain/ids.ts";
import { seal } from "../domain/log.ts";
import { noOrders, type PastOrders } from "../domain/orders.ts";
import { type Audience, audiences, firms, type Person, personOf } from "../domain/people.ts";
import { type Instant, plus } from "../domain/time.ts";
import { UnavailableError } from "../errors.ts";
import type { Answer, Sender } from "../ports/inbound.ts";
import type { Chance } from "../ports/scheduler.ts";
import type { AnswersChange, EventRow, Heads, Loaded, Row, Store, Turn } from "../ports/store.ts";
import { reconcile } from "./asking.ts";
import { cards, posts } from "./consequences.ts";
import { decide } from "./decide.ts";
import { insteadOf } from "./draw.ts";
import { endsSoon, nextDue, passing } from "./reminders.ts";

export type Engine = { readonly store: Store; readonly conversation: Conversation; readonly chance: Chance };

/** How often a turn is tried when others write to the same case. */
const tries = 20;

/** What only a person's command changes besides the case. */
const nothingElse = { answers: [], settings: null, orders: [] } as const;

const noHeads: Heads = { shared: { seq: 0, hash: "" }, supplier: { seq: 0, hash: "" }, customer: { seq: 0, hash: "" } };

/** The outcome of a command, and how many events it wrote (for the log line). */
export type Handled = { readonly answer: Answer; readonly case: CaseId | null; readonly events: number; readonly repeated: boolean };

/**
 * Handles what a person asks. The sender's `key` any number of times has one effect and one answer.
 * @throws {UnavailableError} when the database cannot take it now; nothing was changed.
 */
export async function handle(engine: Engine, sender: Sender, key: string, id: CaseId | null, ask: Ask): Promise<Handled> {
  const work = () => decided(engine, sender, key, id, ask);
  if (id === null) return inTurn(engine.store, sender.relationship, work);
  // One turn writes one case: what another case takes up of it comes before, so that nothing is lost between the two.
  const first = engine.conversation.flows.flatMap((flow) => flow.first?.(ask, id) ?? [])[0];
  if (first) {
    const done = await decided(engine, sender, `${key}|first`, first.case, first.ask);
    // Done before this process began anew, or by a colleague at the same moment: that is as good.
    if (!done.answer.ok && done.answer.code !== "said-already") return done;
  }
  return work();
}

const lines = new WeakMap<Store, Map<RelationshipId, Promise<unknown>>>();

/** Makes the cases of a relationship one after another: made at once, they would all try for the same number. */
function inTurn<T>(store: Store, relationship: RelationshipId, work: () => Promise<T>): Promise<T> {
  const line = lines.get(store) ?? new Map<RelationshipId, Promise<unknown>>();
  lines.set(store, line);
  const mine = (line.get(relationship) ?? Promise.resolve()).then(work, work);
  line.set(relationship, mine);
  return mine;
}

async function decided(engine: Engine, sender: Sender, key: string, id: CaseId | null, ask: Ask): Promise<Handled> {
  const scoped = `${sender.relationship}/${sender.person}/${key}`;
  const target = id ?? (derivedId(`case|${scoped}`) as CaseId);
  const request = sha256(canonical({ case: id, ask }));
  const { store, conversation } = engine;
  for (let attempt = 0; attempt < tries; attempt++) {
    // What is remembered may be old: good for an acceptance, which the version guards, but never for a refusal.
    const recalled = attempt === 0 ? store.recall(target) : null;
    const loaded = recalled ?? (await store.read({ case: target, relationship: sender.relationship }, scoped));
    const { account, row, receipt } = loaded;
    const who = account ? personOf(account, sender.person) : null;
    const refused = (rejection: Rejection): Answer => refusal(engine, loaded, who, rejection, ask);
    if (receipt) {
      const answer = receipt.request === request ? (JSON.parse(receipt.answer) as Answer) : refused(reject("key-reused"));
      return { answer, case: row ? target : null, events: 0, repeated: true };
    }
    const foreign = row !== null && row.relationship !== sender.relationship;
    if (!account || !who || foreign || (row === null && ask.type !== "report")) {
      if (recalled) continue;
      return { answer: refused(reject("no-case")), case: null, events: 0, repeated: false };
    }
    const looksBack = conversation.flows.some((flow) => flow.looksBack?.(ask.type, row?.case.shared ?? null));
    const since = plus(loaded.now, -comesBackMs);
    const past = looksBack ? await store.recent(account.id, target, lookBack, since) : [];
    const recent = past.filter(({ shared }) => shared.kind === "recovery");
    const orders = row ? await pastOrders(engine, account.id, row.case, ask) : noOrders;
    const context = contextOf(engine, scoped, who, loaded, { recent, orders });
    const number = ask.type === "report" && ask.rehearsal ? loaded.nextRehearsal : loaded.nextNumber;
    const decision = decide(conversation.flows, row?.case ?? null, ask, context, number);
    if (!decision.ok) {
      if (recalled) continue;
      const answer = refused(decision);
      await store.refuse({ key: scoped, case: row ? target : null, request, answer: JSON.stringify(answer) });
      return { answer, case: row ? target : null, events: 0, repeated: false };
    }
    const begun = begin(loaded, target, decision.events, who);
    const counted = await countRounds(engine, loaded, begun.after, decision.answers, who);
    const made = turn(engine, loaded, target, {
      begun,
      counted: counted.events,
      who,
      ask,
      recent,
      said: context.said,
    });
    const answer: Answer = {
      ok: true,
      case: target,
      says: conversation.done(ask, visibleTo(who.firm, made.after), who, conversation.say(who.language), account),
    };
    // An offer that has expired meanwhile is not accepted, however late our own clock is.
    const before = row && endsSoon(conversation.flows, row.case, account, loaded.now);
    const written = await store.write({
      ...made.turn,
      ...(before && { before }),
      key: scoped,
      request,
      answer: JSON.stringify(answer),
      answers: counted.changes,
      settings: decision.settings ?? null,
      orders: decision.orders ?? [],
    });
    if (written === "done") return { answer, case: target, events: made.turn.events.length, repeated: false };
  }
  throw new UnavailableError(`case ${target}: ${tries} others were quicker`);
}

/** Lets time pass for one case: reminders and endings that are due. Answers whether anything was written. */
export async function handleDeadline(engine: Engine, id: CaseId): Promise<boolean> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const recalled = attempt === 0 ? engine.store.recall(id) : null;
    const loaded = recalled ?? (await engine.store.read({ case: id, relationship: null }, `clock/${id}/${attempt}`));
    const { row, account, now } = loaded;
    if (!row || !account) return false;
    const drafts = passing(engine.conversation.flows, row.case, account, now);
    const begun = begin(loaded, id, drafts, null);
    const counted = await countRounds(engine, loaded, begun.after, undefined, null);
    // It was due by the database's clock: what is remembered is older than that, or its time a little behind.
    if (recalled && drafts.length + counted.events.length === 0) continue;
    const key = `clock/${id}/${row.version}`;
    const made = turn(engine, loaded, id, { ...byClock(engine, key, begun), counted: counted.events });
    const request = sha256(canonical({ case: id, deadline: now }));
    const answer: Answer = { ok: true, case: id, says: [] };
    const written = await engine.store.write({
      ...made.turn,
      key,
      request,
      answer: JSON.stringify(answer),
      ...nothingElse,
      answers: counted.changes,
    });
    if (written === "done") return made.turn.events.length > 0;
    if (written === "known") return false;
  }
  return false;
}

/** Opens the standing case of a relationship, unless it is open. Answers whether it was opened now. */
export async function openRelationship(engine: Engine, relationship: RelationshipId): Promise<boolean> {
  const { store, conversation } = engine;
  const id = standingId(relationship);
  const key = `clock/${id}/opened`;
  for (let attempt = 0; attempt < tries; attempt++) {
    const loaded = await store.read({ case: id, relationship }, key);
    const founds = conversation.flows.find((flow) => flow.founds)?.founds;
    if (loaded.row || !loaded.account || !founds) return false;
    const made = turn(engine, loaded, id, byClock(engine, key, begin(loaded, id, [founds(loaded.account)], null)));
    const request = sha256(canonical({ case: id, opened: relationship }));
    const answer: Answer = { ok: true, case: id, says: [] };
    const written = await store.write({ ...made.turn, key, request, answer: JSON.stringify(answer), ...nothingElse });
    if (written === "done") return true;
  }
  throw new UnavailableError(`settings of ${relationship}: ${tries} others were quicker`);
}

/** Texts with salts of the command's own. */
function salted({ chance }: Engine, scoped: string): Context["said"] {
  let salts = 0;
  return (texts) => ({ ...texts, salt: chance(`${scoped}|${salts++}`) });
}

/** The past orders that a command's rule needs. */
async function pastOrders({ store, conversation }: Engine, relationship: RelationshipId, held: Case, ask: Ask): Promise<PastOrders> {
  const wanted =
    flowsOf(conversation.flows, held.shared.kind)
      .find(({ looksUp }) => looksUp)
      ?.looksUp?.(held.shared, ask) ?? null;
  return wanted ? store.orders(relationship, wanted) : noOrders;
}

/** Ids and salts come from the command's key, so that the same command made twice is the same to the byte. */
function contextOf(
  engine: Engine,
  scoped: string,
  who: Person,
  { account, now }: Loaded,
  past: Pick<Context, "recent" | "orders">,
): Context {
  let ids = 0;
  return {
    who,
    account: account!,
    now,
    newId: () => derivedId(`${scoped}|${ids++}`),
    said: salted(engine, scoped),
    ...past,
  };
}

/** Who did it, of which firm, and when; nobody: the clock. */
const stampOf = (who: Person | null, at: Instant) => ({ at, by: who?.id ?? ("clock" as const), of: who?.firm ?? null });

/** A case and the events that brought it so far. */
type Begun = { readonly after: Case; readonly events: readonly Event[] };

/** The events stamped, after those before them. */
function evolved(begun: Begun, drafts: readonly Draft[], by: Person | null, now: Instant): Begun {
  if (drafts.length === 0) return begun;
  const events = drafts.map((draft) => ({ ...draft, ...stampOf(by, now) }) as Event);
  return { after: events.reduce(evolve, begun.after), events: [...begun.events, ...events] };
}

/** What was decided, before anything follows from it. */
const begin = ({ row, now }: Loaded, id: CaseId, drafts: readonly Draft[], who: Person | null): Begun =>
  evolved({ after: row?.case ?? newCase(id), events: [] }, drafts, who, now);

/** The rounds that end with what was decided, counted, and what becomes of the answers. */
async function countRounds(
  { store, conversation }: Engine,
  { account, now, row }: Loaded,
  held: Case,
  answers: Extract<Decision, { ok: true }>["answers"],
  who: Person | null,
): Promise<{ readonly events: readonly Draft[]; readonly changes: readonly AnswersChange[] }> {
  if (!row || !account) return { events: [], changes: [] };
  const given = answers && who ? { firm: who.firm, name: answers.round, person: who.id, answers: answers.given } : null;
  const drafts: Draft[] = [];
  const changes: AnswersChange[] = [];
  for (const { rounds } of flowsOf(conversation.flows, held.shared.kind)) {
    for (const round of rounds?.ended(held, account, now) ?? []) {
      const seen = await store.answersOf(account.id, round);
      const counted = rounds!.count(held, round, given && given.firm === round.firm ? withGiven(seen, given) : seen);
      drafts.push(...counted.events);
      changes.push({ ...round, given: null, counted: { seen, left: counted.left } });
    }
  }
  if (!given || changes.some(({ firm }) => firm === given.firm)) return { events: drafts, changes };
  return { events: drafts, changes: [{ firm: given.firm, name: given.name, given, counted: null }, ...changes] };
}

/** What is kept, with what one more has said: openly, so that nothing of theirs waits; or to be counted with the others. */
function withGiven(seen: readonly KeptAnswers[], given: { person: PersonId; answers: string | null }): readonly KeptAnswers[] {
  const { person, answers } = given;
  if (answers === null) return seen.filter((one) => one.person !== person || !one.waits);
  return [...seen, { person, waits: false, answers }];
}

type Made = { readonly after: Case; readonly turn: Omit<Turn, "key" | "request" | "answer" | "answers" | "settings" | "orders"> };

/** What a turn is made of: what was decided, what was counted with it, who decided (`null`: the clock), and what may follow from that. */
type Cause = {
  readonly begun: Begun;
  readonly counted: readonly Draft[];
  readonly who: Person | null;
  /** What they asked for. */
  readonly ask: Ask | null;
  readonly recent: readonly Recent[];
  readonly said: Context["said"];
};

/** What the clock does, by itself. */
const byClock = (engine: Engine, key: string, begun: Begun): Cause => ({
  begun,
  counted: [],
  who: null,
  ask: null,
  recent: [],
  said: salted(engine, key),
});

/** The events stamped, evolved and sealed, with all that follows from them. */
function turn({ conversation }: Engine, loaded: Loaded, id: CaseId, { begun, counted, who, ask, recent, said }: Cause): Made {
  const all = conversation.flows;
  const { account, now, row } = loaded;
  const before: Case = row?.case ?? newCase(id);
  // Nobody's: whose answer was the last is not to be read from a figure.
  let state = evolved(begun, counted, null, now);
  const apply = (drafts: readonly Draft[]): void => {
    state = evolved(state, drafts, who, now);
  };
  const flows = flowsOf(all, state.after.shared.kind);
  // What a firm says among itself takes up nothing for others: their log would tell when it was said.
  const own = begun.events[0]?.audience;
  // The clock looks at all: at one instant a side may be reminded and something be asked of both.
  const alone = who !== null && own !== undefined && own !== "shared" && state.events.every(({ audience }) => audience === own);
  if (!alone) {
    for (const flow of flows) apply(flow.joint?.(state.after) ?? []);
    // In the order of the flows; what follows from one may bring about more, but never without end.
    for (let rounds = 0; rounds < 8; rounds++) {
      const known = state.events.length;
      for (const flow of flows) apply(flow.follows?.(state.after.shared, account!, now, recent, state.events, said) ?? []);
      if (state.events.length === known) break;
    }
    for (const firm of firms) {
      const seen = state.events.filter(({ audience }) => audience === "shared" || audience === firm);
      for (const flow of flows) apply(flow.ownFollows?.(visibleTo(firm, state.after), firm, seen) ?? []);
    }
  }
  // An ask about another ask ends with it: once more, until nothing changes.
  for (let rounds = 0; rounds < 4; rounds++) {
    const changes = reconcile(all, state.after, account!, now, alone ? [own] : audiences);
    apply(changes);
    if (changes.length === 0) break;
  }
  const { after, events } = state;
  // What came due for others while nobody looked is not put off by it either: the clock takes it up at once.
  const unmet =
    alone &&
    reconcile(
      all,
      after,
      account!,
      now,
      audiences.filter((audience) => audience !== own),
    ).length > 0;
  const { rows, heads } = sealed(id, events, row);
  return {
    after,
    turn: {
      case: id,
      relationship: account!.id,
      version: row?.version ?? 0,
      accountVersion: loaded.accountVersion,
      number: after.shared.number,
      at: now,
      nextDue: unmet ? now : nextDue(all, after, account!, now),
      after,
      changed: audiences.filter((audience) => row === null || after[audience] !== before[audience]),
      heads,
      events: rows.map(({ row: sealedRow }) => sealedRow),
      posts: posts(all, row ? before : null, after, rows),
      cards: cards(all, row ? before : null, after, events, (key) => ask !== null && conversation.answers(key, ask)),
    },
  };
}

function sealed(id: CaseId, events: readonly Event[], row: Row | null) {
  const heads: { [A in Audience]: Heads[A] } = { ...(row?.heads ?? noHeads) };
  const rows = events.map((event): { event: Event; row: EventRow } => {
    const made = seal(id, event, heads[event.audience]);
    heads[event.audience] = { seq: made.seq, hash: made.hash };
    return { event, row: { audience: event.audience, ...made } };
  });
  return { rows, heads };
}

/** A refusal in the person's language, with what helps: what they wrote kept in the form of what is asked of them now. */
function refusal({ conversation }: Engine, { row, account, now }: Loaded, who: Person | null, rejection: Rejection, ask: Ask): Answer {
  const say = conversation.say(who?.language ?? "en");
  const known = row && account && who && row.relationship === account.id;
  const stale = new Set(["superseded", "superseded-long-ago", "other-content", "promise-settled", "offer-gone"]);
  const help = known ? rejection.help?.(say) : undefined;
  const says = [...conversation.refusal(rejection, say), ...(help?.says ?? [])];
  const instead = known && stale.has(rejection.code) ? insteadOf(ask, conversation, row.case, account, now, who) : [];
  return { ok: false, code: rejection.code, says, actions: [...instead, ...(help?.actions ?? [])] };
}
