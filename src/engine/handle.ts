/** One command, one transaction: read, decide, evolve, write; again when somebody was quicker. */
import type { Case } from "../domain/case.ts";
import { comesBackMs, lookBack, visibleTo } from "../domain/case.ts";
import type { Ask } from "../domain/command.ts";
import type { Draft } from "../domain/event.ts";
import {
  type Context,
  type Conversation,
  type Decision,
  flowsOf,
  flowsWith,
  type KeptAnswers,
  type Rejection,
  reject,
} from "../domain/flow.ts";
import { canonical, derivedId, sha256, standingId } from "../domain/hash.ts";
import type { CaseId, PersonId, RelationshipId } from "../domain/ids.ts";
import { noOrders, type PastOrders } from "../domain/orders.ts";
import { type Person, personOf } from "../domain/people.ts";
import { plus } from "../domain/time.ts";
import { UnavailableError } from "../errors.ts";
import type { Answer, Sender } from "../ports/inbound.ts";
import type { Chance } from "../ports/scheduler.ts";
import type { AnswersChange, Loaded, Store } from "../ports/store.ts";
import { decide } from "./decide.ts";
import { insteadOf } from "./draw.ts";
import { endsSoon, passing } from "./reminders.ts";
import { type Begun, begin, type Cause, turn } from "./turn.ts";

export type Engine = { readonly store: Store; readonly conversation: Conversation; readonly chance: Chance };

/** How often a turn is tried when others write to the same case. */
const tries = 20;

/** What only a person's command changes besides the case. */
const nothingElse = { answers: [], settings: null, orders: [] } as const;

/** The outcome of a command, and how many events it wrote (for the log line). */
export type Handled = { readonly answer: Answer; readonly case: CaseId | null; readonly events: number; readonly repeated: boolean };

/**
 * Handles what a person asks. The sender's `key` any number of times has one effect and one answer.
 * @throws {UnavailableError} when the database cannot take it now; nothing was changed.
 */
export function handle(engine: Engine, sender: Sender, key: string, id: CaseId | null, ask: Ask): Promise<Handled> {
  const work = () => decided(engine, sender, key, id, ask);
  return id === null ? inTurn(engine.store, sender.relationship, work) : work();
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
    const looksBack = flowsWith(conversation.flows, "looksBack").some((flow) => flow.looksBack(ask.type, row?.case.shared ?? null));
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
    // One turn writes one case: what another case takes up of it comes before, so that nothing is lost between the two.
    const elsewhere = flowsWith(conversation.flows, "first").flatMap((flow) => flow.first(ask, target) ?? [])[0];
    // What is remembered does not know whether the key was used for something else.
    if (elsewhere && recalled) continue;
    const first = elsewhere && (await decided(engine, sender, `${key}|first`, elsewhere.case, elsewhere.ask)).answer;
    // Done before this process began anew, or by a colleague at the same moment: that is as good.
    if (first && !first.ok && first.code !== "said-already") {
      await store.refuse({ key: scoped, case: target, request, answer: JSON.stringify(first) });
      return { answer: first, case: target, events: 0, repeated: false };
    }
    const begun = begin(loaded, target, decision.events, who);
    const counted = await countRounds(engine, loaded, begun.after, decision.answers, who);
    const made = turn(conversation, loaded, target, {
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
    const made = turn(engine.conversation, loaded, id, { ...byClock(engine, key, begun), counted: counted.events });
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
    const founds = flowsWith(conversation.flows, "founds")[0]?.founds;
    if (loaded.row || !loaded.account || !founds) return false;
    const made = turn(conversation, loaded, id, byClock(engine, key, begin(loaded, id, [founds(loaded.account)], null)));
    const request = sha256(canonical({ case: id, opened: relationship }));
    const answer: Answer = { ok: true, case: id, says: [] };
    const written = await store.write({ ...made.turn, key, request, answer: JSON.stringify(answer), ...nothingElse });
    if (written === "done") return true;
  }
  throw new UnavailableError(`settings of ${relationship}: ${tries} others were quicker`);
}

/** What the clock does, by itself. */
const byClock = (engine: Engine, key: string, begun: Begun): Cause => ({
  begun,
  counted: [],
  who: null,
  ask: null,
  recent: [],
  said: salted(engine, key),
});

/** Texts with salts of the command's own. */
function salted({ chance }: Engine, scoped: string): Context["said"] {
  let salts = 0;
  return (texts) => ({ ...texts, salt: chance(`${scoped}|${salts++}`) });
}

/** The past orders that a command's rule needs. */
async function pastOrders({ store, conversation }: Engine, relationship: RelationshipId, held: Case, ask: Ask): Promise<PastOrders> {
  const [flow] = flowsWith(flowsOf(conversation.flows, held.shared.kind), "looksUp");
  const wanted = flow?.looksUp(held.shared, ask) ?? null;
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
  for (const { rounds } of flowsWith(flowsOf(conversation.flows, held.shared.kind), "rounds")) {
    for (const round of rounds.ended(held, account, now)) {
      const seen = await store.answersOf(account.id, round);
      const counted = rounds.count(held, round, given && given.firm === round.firm ? withGiven(seen, given) : seen);
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
