/** One command, one transaction: read, decide, evolve, write; again when somebody was quicker. */
import type { Case } from "../domain/case.ts";
import { visibleTo } from "../domain/case.ts";
import type { Ask } from "../domain/command.ts";
import type { Draft, Event } from "../domain/event.ts";
import { evolve, newCase } from "../domain/evolve.ts";
import { type Context, type Conversation, type Rejection, reject } from "../domain/flow.ts";
import { canonical, derivedId, sha256 } from "../domain/hash.ts";
import type { CaseId, RelationshipId } from "../domain/ids.ts";
import { seal } from "../domain/log.ts";
import { type Audience, audiences, type Person, personOf } from "../domain/people.ts";
import { UnavailableError } from "../errors.ts";
import type { Answer, Sender } from "../ports/inbound.ts";
import type { Chance } from "../ports/scheduler.ts";
import type { EventRow, Heads, Loaded, Row, Store, SurveyAnswer, Turn } from "../ports/store.ts";
import { cards, nextDue, passing, posts, reconcile } from "./consequences.ts";
import { decide } from "./decide.ts";
import { askActions } from "./draw.ts";

export type Engine = { readonly store: Store; readonly conversation: Conversation; readonly chance: Chance };

/** How often a turn is tried when others write to the same case. */
const tries = 20;

const noHeads: Heads = { shared: { seq: 0, hash: "" }, supplier: { seq: 0, hash: "" }, customer: { seq: 0, hash: "" } };

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
    const refused = (rejection: Rejection): Answer => refusal(engine, loaded, who, rejection);
    if (receipt) {
      const answer = receipt.request === request ? (JSON.parse(receipt.answer) as Answer) : refused(reject("key-reused"));
      return { answer, case: row ? target : null, events: 0, repeated: true };
    }
    const foreign = row !== null && row.relationship !== sender.relationship;
    if (!account || !who || foreign || (row === null && ask.type !== "report")) {
      if (recalled) continue;
      return { answer: refused(reject("no-case")), case: null, events: 0, repeated: false };
    }
    const survey =
      ask.type === "answer-survey" && row ? await store.surveyAnswers(target, row.case.shared.followUp.reopened, who.firm) : [];
    const context = contextOf(engine, scoped, who, loaded, survey);
    const decision = decide(conversation.flows, row?.case ?? null, ask, context, loaded.nextNumber);
    if (!decision.ok) {
      if (recalled) continue;
      const answer = refused(decision);
      await store.refuse({ key: scoped, case: row ? target : null, request, answer: JSON.stringify(answer) });
      return { answer, case: row ? target : null, events: 0, repeated: false };
    }
    const made = turn(engine, loaded, target, decision.events, who);
    const answer: Answer = {
      ok: true,
      case: target,
      says: conversation.done(ask, visibleTo(who.firm, made.after), who, conversation.say(who.language), account),
    };
    const stored: SurveyAnswer | null = decision.survey ? { ...decision.survey, firm: who.firm, person: who.id } : null;
    const written = await store.write({ ...made.turn, key: scoped, request, answer: JSON.stringify(answer), survey: stored });
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
    // It was due by the database's clock: what is remembered is older than that, or its time a little behind.
    if (recalled && drafts.length === 0) continue;
    const made = turn(engine, loaded, id, drafts, null);
    const key = `clock/${id}/${row.version}`;
    const request = sha256(canonical({ case: id, deadline: now }));
    const answer: Answer = { ok: true, case: id, says: [] };
    const written = await engine.store.write({ ...made.turn, key, request, answer: JSON.stringify(answer), survey: null });
    if (written === "done") return made.turn.events.length > 0;
    if (written === "known") return false;
  }
  return false;
}

/** Ids and salts come from the command's key, so that the same command made twice is the same to the byte. */
function contextOf({ chance }: Engine, scoped: string, who: Person, { account, now }: Loaded, survey: readonly string[]): Context {
  let ids = 0;
  let salts = 0;
  return {
    who,
    account: account!,
    now,
    newId: () => derivedId(`${scoped}|${ids++}`),
    said: (texts) => ({ ...texts, salt: chance(`${scoped}|${salts++}`) }),
    survey,
  };
}

type Made = { readonly after: Case; readonly turn: Omit<Turn, "key" | "request" | "answer" | "survey"> };

/** The events stamped, evolved and sealed, with all that follows from them. `who` null: the clock. */
function turn({ conversation: { flows } }: Engine, loaded: Loaded, id: CaseId, drafts: readonly Draft[], who: Person | null): Made {
  const { account, now, row } = loaded;
  const before: Case = row?.case ?? newCase(id);
  const stamp = { at: now, by: who?.id ?? ("clock" as const), of: who?.firm ?? null };
  let after = before;
  const events: Event[] = [];
  const apply = (all: readonly Draft[]) => {
    for (const draft of all) {
      const event = { ...draft, ...stamp } as Event;
      events.push(event);
      after = evolve(after, event);
    }
  };
  apply(drafts);
  // What a firm says among itself takes up nothing for others: their log would tell when it was said.
  const own = drafts[0]?.audience;
  const alone = own !== undefined && own !== "shared" && drafts.every(({ audience }) => audience === own);
  apply(reconcile(flows, after, account!, now, alone ? [own] : audiences));
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
      nextDue: nextDue(flows, after, account!, now),
      after,
      changed: audiences.filter((audience) => row === null || after[audience] !== before[audience]),
      heads,
      events: rows.map(({ row: sealedRow }) => sealedRow),
      posts: posts(flows, after, rows),
      cards: cards(flows, row ? before : null, after, events),
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

/** A refusal in the person's language, with the buttons of what is asked of them now. */
function refusal({ conversation }: Engine, { row, account, now }: Loaded, who: Person | null, rejection: Rejection): Answer {
  const say = conversation.say(who?.language ?? "en");
  const known = row && account && who && row.relationship === account.id;
  const stale = new Set(["superseded", "superseded-long-ago", "other-content", "promise-settled", "offer-gone"]);
  const actions = known && stale.has(rejection.code) ? askActions(conversation, row.case, account, now, who) : [];
  return { ok: false, code: rejection.code, says: conversation.refusal(rejection, say), actions };
}
