/** Random conversations of both firms, pressed out of the messages that are really drawn; the same moves always give the same conversation. */
import { expect } from "vitest";
import type { Case } from "../../src/domain/case.ts";
import { loci } from "../../src/domain/collaboration.ts";
import { type Ask, askSchema } from "../../src/domain/command.ts";
import type { Event } from "../../src/domain/event.ts";
import type { CaseId, PersonId, RelationshipId } from "../../src/domain/ids.ts";
import type { Action, Message } from "../../src/domain/message.ts";
import { type Account, otherFirm, type Person, peopleOf, personOf } from "../../src/domain/people.ts";
import type { Stops } from "../../src/domain/severity.ts";
import { dayMs, epochMs, hourMs, type Instant, plus } from "../../src/domain/time.ts";
import { drawMore, drawReminder } from "../../src/engine/draw.ts";
import type { Answer } from "../../src/ports/inbound.ts";
import type { Turn } from "../../src/ports/store.ts";
import { anyCommand, withMore } from "./any-command.ts";
import { chooser, dagger, fill, talk } from "./fill.ts";
import { eventsOf, seed, tuesday, type World, world } from "./given.ts";
import type { Move } from "./moves.ts";

/** A command of a conversation and all that came of it. */
export type Step = {
  /** Its place among everything that happened. */
  readonly order: number;
  readonly at: Instant;
  readonly who: Person;
  readonly key: string;
  readonly case: CaseId | null;
  readonly ask: Ask;
  readonly answer: Answer;
  readonly before: Case | null;
  readonly account: Account;
  /** The ask on whose live message it was pressed by somebody who was asked; `null`: it was not. */
  readonly asked: string | null;
};

export type Played = {
  readonly made: World;
  readonly id: CaseId;
  readonly steps: readonly Step[];
  /** What happened besides, to happen again in another world. */
  readonly others: readonly { readonly order: number; readonly run: (made: World) => Promise<void> | void }[];
  /** Every turn with its events and the settings that it was decided on. */
  readonly turns: readonly { readonly turn: Turn; readonly events: readonly Event[]; readonly account: Account }[];
};

/** Every action of a message. */
const actionsOf = ({ blocks }: Message): Action[] => blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));

/** Everybody who is asked something now, once for each thing. */
const askedNow = (made: World, held: Case): { readonly who: Person; readonly key: string }[] =>
  [...held.shared.asked, ...held.supplier.asked, ...held.customer.asked].flatMap(({ key, to }) =>
    to.flatMap((id) => {
      const who = personOf(made.account(), id);
      return who ? [{ who, key }] : [];
    }),
  );

/** The actions on a reminder, as it is drawn for whoever is asked: those of the live message, and the one that puts it off. */
function actionsFor(made: World, held: Case, { who, key }: { readonly who: Person; readonly key: string }): readonly Action[] {
  const card = drawReminder(made.engine.conversation, held, made.account(), made.now(), who, key, "0");
  return card ? actionsOf(card).filter(({ press }) => press.kind === "command") : [];
}

/** The actions on the live messages of all that is asked now, one list for each person and ask. */
export const asked = (made: World, held: Case): { readonly who: Person; readonly actions: readonly Action[] }[] =>
  askedNow(made, held).map((one) => ({ who: one.who, actions: actionsFor(made, held, one) }));

/** What pressing an action asks, its fields filled; `null` where the edge would not take it. */
export function pressed(action: Action, made: World, seedOf: number, tag = ""): Ask | null {
  if (action.press.kind !== "command") return null;
  const read = askSchema.safeParse({ ...action.press.command, ...fill(action.fields, made, chooser(seedOf), tag) });
  return read.success ? read.data : null;
}

/** A conversation that goes on, move by move. */
export type Playing = {
  readonly made: World;
  readonly id: CaseId;
  move(one: Move): Promise<void>;
  played(): Played;
};

type Options = {
  readonly start?: number;
  /** Called after everything that happens. */
  readonly look?: (made: World, held: Case) => void | Promise<void>;
  readonly made?: World;
  /** Whether what is typed in one command can be told from what is typed in any other. */
  readonly tagged?: boolean;
};

/** Begins a conversation with a report, the `start`th that there could be. */
export async function begin({ start = 0, look, made: given, tagged = false }: Options = {}): Promise<Playing> {
  const made = given ?? (await world(seed, tuesday));
  const steps: Step[] = [];
  const turns: { turn: Turn; events: readonly Event[]; account: Account }[] = [];
  const seen: Action[] = [];
  const others: { order: number; run: (made: World) => Promise<void> | void }[] = [];
  let order = 0;
  const note = () => {
    for (const turn of made.store.written.slice(turns.length)) turns.push({ turn, events: eventsOf(turn), account: made.account() });
  };
  const tag = () => (tagged ? ` #${steps.length}#` : "");
  const everyone = () => made.account().people;
  const anyone = (which: number): Person => everyone()[which % everyone().length]!;
  const sendTo = async (id: CaseId | null, person: Person, ask: Ask, wasAsked: string | null): Promise<void> => {
    const before = id === null ? null : await made.held(id);
    const key = `play-key-${steps.length}`;
    const { answer } = await made.send(person.id, ask, { key, case: id });
    const at = made.now();
    steps.push({ order: order++, at, who: person, key, case: id, ask, answer, before, account: made.account(), asked: wasAsked });
    note();
  };
  await sendTo(null, anyone(start), chooser(start)(reportsOf(start, tag())), null);
  const { answer } = steps[0]!;
  if (!answer.ok) throw new Error(`the report was refused: ${answer.code}`);
  const id = answer.case;
  const lookNow = async () => look?.(made, await made.held(id));
  const send = async (person: Person | null, ask: Ask | null, wasAsked: string | null = null): Promise<void> => {
    if (!person || !ask || ask.type === "report") return;
    await sendTo(id, person, ask, wasAsked);
    await lookNow();
  };
  const other = async (run: (made: World) => Promise<void> | void): Promise<void> => {
    others.push({ order: order++, run });
    await run(made);
  };
  await lookNow();

  return {
    made,
    id,
    played: () => ({ made, id, steps, others, turns }),
    async move(one) {
      const held = await made.held(id);
      switch (one.kind) {
        case "asked": {
          const open = askedNow(made, held);
          const found = open[one.ask % Math.max(1, open.length)];
          if (!found) return;
          const actions = actionsFor(made, held, found);
          const action = actions[one.action % Math.max(1, actions.length)];
          const ask = action ? pressed(action, made, one.fill, tag()) : null;
          if (ask) await send(found.who, tagged ? withMore(ask, held, made, chooser(one.fill + 1), tag()) : ask, found.key);
          seen.push(...actions);
          return;
        }
        case "more": {
          const person = anyone(one.who);
          const actions = actionsOf(drawMore(made.engine.conversation, held, made.account(), made.now(), person));
          seen.push(...actions);
          return send(person, pressed(actions[one.action % actions.length]!, made, one.fill, tag()));
        }
        case "stale": {
          const action = seen[one.action % Math.max(1, seen.length)];
          return action && send(anyone(one.who), pressed(action, made, one.fill, tag()));
        }
        case "junk":
          return send(anyone(one.who), anyCommand(held, made, chooser(one.fill), tag()));
        case "wait":
          await other((where) => where.pass(one.ms, one.asleep));
          note();
          return lookNow();
        case "talk": {
          const choose = chooser(one.fill);
          return send(choose(peopleOf(made.account(), one.firm)), talk(held, one.firm, choose, tag()));
        }
        case "sign": {
          const n = held.shared.negotiation;
          if (n.status !== "on-table" && n.status !== "accepted") return;
          return send(personOf(made.account(), one.who as PersonId), { type: "sign", revision: n.current.id, hash: n.current.hash });
        }
        case "lag":
          return other((where) => where.lag(one.ms));
        case "edge": {
          const leads = held.shared.lead;
          const firm = one.which % 2 === 0 ? "supplier" : "customer";
          await send(personOf(made.account(), leads[firm]), expiring(held, made, tag()));
          const offered = await made.held(id);
          const ms = edgeOf(offered, made.now(), one.which);
          if (ms === null) return;
          await other((where) => where.lag(Math.max(0, ms + one.ms)));
          const n = offered.shared.negotiation;
          if (n.status !== "on-table") return;
          const answering = personOf(made.account(), leads[otherFirm(n.current.firm)]);
          return send(answering, { type: "accept", revision: n.current.id, hash: n.current.hash });
        }
        case "again":
          return again(made, steps[one.which % steps.length]!, one.other);
        case "foreign": {
          const action = seen[one.action % Math.max(1, seen.length)];
          const ask = action ? pressed(action, made, one.fill, tag()) : null;
          return ask && ask.type !== "report" ? foreign(made, id, ask, one.how, order++) : undefined;
        }
        case "replan": {
          const locus = loci.find((known) => known === one.to);
          const ask: Ask = locus ? { type: "say-locus", locus } : { type: "set-severity", stops: one.to as Stops };
          return send(personOf(made.account(), held.shared.lead[one.firm]), ask);
        }
        case "rights":
          return other((where) => where.saveAccount(withLimit(where.account(), one.limit)));
        case "settings":
          await other((where) => where.saveAccount(changed(where.account(), one.who, one.change, where.now())));
          // As the relay would at once: what is asked now follows the new settings.
          await other((where) => where.pass(0));
          note();
          return lookNow();
        default:
          throw new Error(one satisfies never);
      }
    },
  };
}

/** Plays a conversation that begins with a report; `look` is called after everything that happens. */
export async function play(list: readonly Move[], options: Options = {}): Promise<Played> {
  const playing = await begin(options);
  for (const one of list) await playing.move(one);
  return playing.played();
}

/** An offer that is open for two hours, in place of what is on the table; `null` once all is agreed. */
function expiring({ shared: { negotiation: n } }: Case, made: World, tag: string): Ask | null {
  if (n.status === "agreed") return null;
  const [owner] = made.account().people;
  const at = (ms: number) => plus(made.now(), ms);
  const promises = `${owner!.name}: ${dagger}${tag} it, by ${at(9 * dayMs)}`;
  const before = n.status === "open" ? {} : { revision: n.current.id };
  return askSchema.parse({ type: "counter", ...before, terms: `${dagger}${tag} soon`, promises, open: at(2 * hourMs) });
}

/** Milliseconds until something that is due later; `null` when nothing is. */
function edgeOf(held: Case, now: Instant, which: number): number | null {
  const n = held.shared.negotiation;
  const offer = n.status === "on-table" ? n.current.expires : null;
  const dues = [...held.shared.promises, ...held.shared.asked].map(({ due }) => due);
  const ends = (offer ? [offer] : dues).filter((due) => due > now);
  return ends.length === 0 ? null : epochMs(ends[which % ends.length]!) - epochMs(now);
}

/** What comes again with its key changes nothing, and is answered as it was; other content is refused. */
async function again(made: World, { who, key, ask, answer, case: id }: Step, other: boolean): Promise<void> {
  const turns = made.store.written.length;
  const { answer: repeated } = await made.send(who.id, other ? { type: "note", text: "something else entirely" } : ask, { key, case: id });
  if (other) expect(repeated).toMatchObject({ ok: false, code: "key-reused" });
  else expect(repeated, "the answer of a command that came again").toEqual(answer);
  expect(made.store.written.length, "a command that came again was done twice").toBe(turns);
}

const elsewhere = "another-relationship" as RelationshipId;

/** Whoever is not of the relationship, and whoever asks for a case that is not there, hear the same: there is no such case. */
async function foreign(made: World, id: CaseId, ask: Ask, how: "elsewhere" | "nobody" | "nowhere", order: number): Promise<void> {
  const turns = made.store.written.length;
  if ((await made.store.account(elsewhere)) === null) await made.store.saveAccount({ ...seed, id: elsewhere });
  const nowhere = "zzzzzzzzzzzz" as CaseId;
  const by = how === "nobody" ? "nobody" : "freja";
  const where = { ...(how === "elsewhere" && { relationship: elsewhere }), case: how === "nowhere" ? nowhere : id };
  const { answer } = await made.send(by, ask, { key: `foreign-key-${order}`, ...where });
  const { answer: none } = await made.send("freja", ask, { key: `foreign-none-${order}`, relationship: elsewhere, case: nowhere });
  expect(answer, `${how}: ${ask.type}`).toMatchObject({ ok: false, code: "no-case", actions: [] });
  // A language is the reader's own; whether there is such a case is not told in any.
  if (by !== "nobody") expect(answer).toEqual(none);
  expect(made.store.written.length).toBe(turns);
}

const withLimit = (account: Account, limit: number | null): Account => ({
  ...account,
  people: account.people.map((person) =>
    person.id === "lars" ? { ...person, approver: limit === null ? null : { limit: { minor: limit, currency: "EUR" } } } : person,
  ),
});

/** Settings after one person's firm has changed something; each firm keeps three people. */
function changed(account: Account, which: number, change: Extract<Move, { kind: "settings" }>["change"], now: Instant): Account {
  const person = seed.people[which % seed.people.length]!;
  const there = personOf(account, person.id);
  const put = (change: Partial<Person>): Account => ({
    ...account,
    people: account.people.map((one) => (one.id === person.id ? { ...one, ...change } : one)),
  });
  switch (change) {
    case "leaves":
      return peopleOf(account, person.firm).length <= 3
        ? account
        : { ...account, people: account.people.filter(({ id }) => id !== person.id) };
    case "is-back":
      // In the order of the directory, as it was.
      return there ? account : { ...account, people: seed.people.filter(({ id }) => id === person.id || personOf(account, id) !== null) };
    case "may-sign":
      return put({ approver: there?.approver ? null : { limit: null } });
    case "away":
      return put({ away: [{ from: now.slice(0, 10), to: plus(now, 3 * dayMs).slice(0, 10) }] });
    case "two-sign": {
      const firm = account.firms[person.firm];
      const twoPersonsFrom = firm.twoPersonsFrom === null ? { minor: 0, currency: account.currency } : null;
      return { ...account, firms: { ...account.firms, [person.firm]: { ...firm, twoPersonsFrom } } };
    }
    default:
      return change satisfies never;
  }
}

/** Reports of every weight, from either side. */
function reportsOf(start: number, tag: string): Ask[] {
  const what = (text: string) =>
    askSchema.parse({ type: "report", what: `†${tag} ${text}`, stops: (["nothing", "slowed", "line", "danger"] as const)[start % 4]! });
  return [
    what("batch 4411 came in cracked"),
    what("<!channel> @here *38* of 120 {who} missing"),
    what("\u202bخراب\u2069 ß 🛠".replaceAll(/[\u202b\u2069]/g, "")),
  ];
}
