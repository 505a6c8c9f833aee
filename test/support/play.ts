/** Random conversations of both firms, pressed out of the messages that are really drawn; the same moves always give the same conversation. */
import fc from "fast-check";
import { type Case, emptySide } from "../../src/domain/case.ts";
import { type Ask, askSchema } from "../../src/domain/command.ts";
import type { Event } from "../../src/domain/event.ts";
import type { CaseId, PersonId } from "../../src/domain/ids.ts";
import type { Action, Message } from "../../src/domain/message.ts";
import { type Account, type Firm, type Person, peopleOf, personOf } from "../../src/domain/people.ts";
import { hourMs, type Instant, minuteMs } from "../../src/domain/time.ts";
import { drawCard, drawMore } from "../../src/engine/draw.ts";
import type { Answer } from "../../src/ports/inbound.ts";
import type { Turn } from "../../src/ports/store.ts";
import { chooser, fill, junk, talk } from "./fill.ts";
import { eventsOf, seed, tuesday, type World, world } from "./given.ts";

/** One thing that happens in a random conversation; numbers choose among what is possible then. */
export type Move =
  | { readonly kind: "asked"; readonly ask: number; readonly action: number; readonly fill: number }
  | { readonly kind: "more"; readonly who: number; readonly action: number; readonly fill: number }
  | { readonly kind: "stale"; readonly who: number; readonly action: number; readonly fill: number }
  | { readonly kind: "junk"; readonly who: number; readonly fill: number }
  | { readonly kind: "wait"; readonly ms: number; readonly asleep: boolean }
  | { readonly kind: "talk"; readonly firm: Firm; readonly fill: number }
  /** Time in which the relay does not come by. */
  | { readonly kind: "lag"; readonly ms: number }
  /** Anyone tries to sign what is on the table, asked or not. */
  | { readonly kind: "sign"; readonly who: string }
  | { readonly kind: "rights"; readonly limit: number | null };

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
  /** Whether it was pressed on a live message by the person who was asked. */
  readonly asked: boolean;
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

const pick = fc.nat({ max: 9_999 });
/** Mostly the first, which is what a person would press. */
const first = fc.oneof({ arbitrary: fc.constant(0), weight: 5 }, { arbitrary: fc.nat({ max: 3 }), weight: 2 });
const waits = [5 * minuteMs, hourMs, 5 * hourMs, 26 * hourMs, 70 * hourMs, 400 * hourMs, 1_600 * hourMs];

/** One move; by far the most are answers to what is asked. */
export const move: fc.Arbitrary<Move> = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant("asked" as const), ask: pick, action: first, fill: pick }), weight: 24 },
  { arbitrary: fc.record({ kind: fc.constant("more" as const), who: pick, action: pick, fill: pick }), weight: 3 },
  { arbitrary: fc.record({ kind: fc.constant("stale" as const), who: pick, action: pick, fill: pick }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant("junk" as const), who: pick, fill: pick }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.constantFrom(...waits), asleep: fc.boolean() }), weight: 2 },
);
/** A change of rights: an approver's limit in cents, or none at all. */
export const rights: fc.Arbitrary<Move> = fc.record({
  kind: fc.constant("rights" as const),
  limit: fc.constantFrom(0, null, 100_000, 999_999, 5_000_000),
});

/** The moves of one conversation: up to `longest`, most of them long enough to reach an agreement. */
export const moves = (longest = 48, one: fc.Arbitrary<Move> = move): fc.Arbitrary<readonly Move[]> =>
  fc.array(one, { minLength: 1, maxLength: longest, size: "max" });

/** Every action of a message. */
const actionsOf = ({ blocks }: Message): Action[] => blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));

/** The actions on the live messages of all that is asked now, one list for each person and ask. */
export function asked(made: World, held: Case): { readonly who: Person; readonly actions: readonly Action[] }[] {
  return [...held.shared.asked, ...held.supplier.asked, ...held.customer.asked].flatMap(({ key, to }) =>
    to.flatMap((id) => {
      const person = personOf(made.account(), id);
      const card = drawCard(made.engine.conversation, held, made.account(), made.now(), `@${id}`, key, null);
      return person && card ? [{ who: person, actions: actionsOf(card).filter(({ press }) => press.kind === "command") }] : [];
    }),
  );
}

/** What pressing an action asks, its fields filled; `null` where the edge would not take it. */
export function pressed(action: Action, made: World, seedOf: number): Ask | null {
  if (action.press.kind !== "command") return null;
  const read = askSchema.safeParse({ ...action.press.command, ...fill(action.fields, made, chooser(seedOf)) });
  return read.success ? read.data : null;
}

const withLimit = (account: Account, limit: number | null): Account => ({
  ...account,
  people: account.people.map((person) =>
    person.id === "lars" ? { ...person, approver: limit === null ? null : { limit: { minor: limit, currency: "EUR" } } } : person,
  ),
});

/** Plays a conversation that begins with a report; `look` is called after everything that happens. */
export async function play(
  list: readonly Move[],
  { start = 0, look, made: given }: { start?: number; look?: (made: World, held: Case) => void | Promise<void>; made?: World } = {},
): Promise<Played> {
  const made = given ?? (await world(seed, tuesday));
  const steps: Step[] = [];
  const turns: { turn: Turn; events: readonly Event[]; account: Account }[] = [];
  const seen: Action[] = [];
  const others: { order: number; run: (made: World) => Promise<void> | void }[] = [];
  let order = 0;
  let id: CaseId | null = null;
  const note = () => {
    for (const turn of made.store.written.slice(turns.length)) turns.push({ turn, events: eventsOf(turn), account: made.account() });
  };
  const send = async (person: Person, ask: Ask | null, wasAsked = false): Promise<void> => {
    if (!ask || (ask.type === "report" && id !== null)) return;
    const before = id === null ? null : await made.held(id);
    const key = `play-key-${steps.length}`;
    const { answer } = await made.send(person.id, ask, { key, case: id });
    steps.push({
      order: order++,
      at: made.now(),
      who: person,
      key,
      case: id,
      ask,
      answer,
      before,
      account: made.account(),
      asked: wasAsked,
    });
    if (id === null && answer.ok) id = answer.case;
    note();
    if (id !== null) await look?.(made, await made.held(id));
  };
  const other = async (run: (made: World) => Promise<void> | void): Promise<void> => {
    others.push({ order: order++, run });
    await run(made);
  };
  const everyone = () => made.account().people;
  const reporter = everyone()[start % everyone().length]!;
  await send(reporter, chooser(start)(reportsOf(start)));
  for (const one of list) {
    const held: Case =
      id === null ? { id: "" as CaseId, shared: null as never, supplier: emptySide, customer: emptySide } : await made.held(id);
    if (id === null) break;
    switch (one.kind) {
      case "asked": {
        const open = asked(made, held);
        const found = open[one.ask % Math.max(1, open.length)];
        const action = found?.actions[one.action % Math.max(1, found.actions.length)];
        if (found && action) await send(found.who, pressed(action, made, one.fill), true);
        if (found) seen.push(...found.actions);
        break;
      }
      case "more": {
        const person = everyone()[one.who % everyone().length]!;
        const actions = actionsOf(drawMore(made.engine.conversation, held, made.account(), made.now(), person));
        seen.push(...actions);
        await send(person, pressed(actions[one.action % actions.length]!, made, one.fill));
        break;
      }
      case "stale": {
        const action = seen[one.action % Math.max(1, seen.length)];
        if (action) await send(everyone()[one.who % everyone().length]!, pressed(action, made, one.fill));
        break;
      }
      case "junk":
        await send(everyone()[one.who % everyone().length]!, junk(held, chooser(one.fill)));
        break;
      case "wait":
        await other((where) => where.pass(one.ms, one.asleep));
        note();
        await look?.(made, await made.held(id));
        break;
      case "talk": {
        const choose = chooser(one.fill);
        await send(choose(peopleOf(made.account(), one.firm)), talk(held, one.firm, choose));
        break;
      }
      case "sign": {
        const n = held.shared.negotiation;
        if (n.status !== "on-table" && n.status !== "accepted") break;
        await send(personOf(made.account(), one.who as PersonId)!, { type: "sign", revision: n.current.id, hash: n.current.hash });
        break;
      }
      case "lag":
        await other((where) => where.lag(one.ms));
        break;
      case "rights":
        await other((where) => where.saveAccount(withLimit(where.account(), one.limit)));
        break;
      default:
        throw new Error(one satisfies never);
    }
  }
  return { made, id: id!, steps, others, turns };
}

/** Reports of every weight, from either side. */
function reportsOf(start: number): Ask[] {
  const what = (text: string) =>
    askSchema.parse({ type: "report", what: `† ${text}`, stops: (["nothing", "slowed", "line", "danger"] as const)[start % 4]! });
  return [
    what("batch 4411 came in cracked"),
    what("<!channel> @here *38* of 120 {who} missing"),
    what("\u202bخراب\u2069 ß 🛠".replaceAll(/[\u202b\u2069]/g, "")),
  ];
}
