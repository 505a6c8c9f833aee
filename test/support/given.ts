/** The pure core without a database: commands in, events or a refusal out, on a clock that stands where it is put. */
import { expect } from "vitest";
import type { z } from "zod";
import { conversation } from "../../flows/conversation.ts";
import type { Case, Shared } from "../../src/domain/case.ts";
import { type Ask, askSchema } from "../../src/domain/command.ts";
import type { Event } from "../../src/domain/event.ts";
import type { Conversation, Story } from "../../src/domain/flow.ts";
import { sha256 } from "../../src/domain/hash.ts";
import type { CaseId, PersonId } from "../../src/domain/ids.ts";
import { unseal } from "../../src/domain/log.ts";
import type { Part } from "../../src/domain/message.ts";
import { type Account, audiences, personOf } from "../../src/domain/people.ts";
import { type Instant, plus } from "../../src/domain/time.ts";
import { type Engine, type Handled, handle, handleDeadline } from "../../src/engine/handle.ts";
import { readSeed } from "../../src/operations/seed.ts";
import type { Turn } from "../../src/ports/store.ts";
import { type MemoryStore, memoryStore } from "./memory-store.ts";

/** A Tuesday: 08:00 in Aarhus and 10:30 in Tabriz, so both firms are at work. */
export const tuesday = "2026-11-24T07:00:00.000Z" as Instant;
/** Sahand and Nordvik as a playground starts with them. */
export const seed: Account = await readSeed();

/** What a person asks, as it comes in: defaults may be left out. */
export type AskInput = z.input<typeof askSchema>;
type Where = { readonly key?: string; readonly case?: CaseId | null; readonly relationship?: Account["id"] };

export type World = {
  readonly store: MemoryStore;
  readonly engine: Engine;
  /** The settings as they are now. */
  account(): Account;
  saveAccount(account: Account): Promise<void>;
  now(): Instant;
  /** One command, of the newest case where none is named; a fresh key where none is given. */
  ask(by: string, ask: AskInput, where?: Where): Promise<Handled>;
  /** A command that was checked already. */
  send(by: string, ask: Ask, where?: Where): Promise<Handled>;
  /** Lets time pass. Awake, every deadline is met when it is due; asleep, the process comes back at the end of it. */
  pass(ms: number, asleep?: boolean): Promise<void>;
  /** Time in which nobody looks whether anything is due. */
  lag(ms: number): void;
  /** The newest case. */
  id(): CaseId;
  held(id?: CaseId): Promise<Case>;
};

/** A world at `at` with these settings and no case. */
export async function world(account: Account = seed, at: Instant = tuesday, speaks: Conversation = conversation): Promise<World> {
  const store = memoryStore(at);
  const engine: Engine = { store, conversation: speaks, chance: (what) => sha256(what).slice(0, 32) };
  let keys = 0;
  await store.saveAccount(account);
  const newest = (): CaseId => store.written.findLast(({ version }) => version === 0)!.case;
  const nowIs = async (): Promise<Instant> => (await store.nextDue()).now;
  let now = await nowIs();
  const meet = async () => {
    for (const id of await store.due(9)) await handleDeadline(engine, id);
  };
  const made: World = {
    store,
    engine,
    account: () => store.settings(account.id)!,
    async saveAccount(changed) {
      await store.saveAccount(changed);
    },
    now: () => now,
    ask: (by, ask, where) => made.send(by, askSchema.parse(ask), where),
    send(by, ask, { key = `test-key-${++keys}`, relationship = account.id, ...where } = {}) {
      const id = where.case !== undefined ? where.case : ask.type === "report" ? null : newest();
      return handle(engine, { relationship, person: by as PersonId }, key, id, ask);
    },
    async pass(ms, asleep = false) {
      const end = plus(now, ms);
      if (!asleep) {
        for (let { due } = await store.nextDue(); due !== null && due <= end; { due } = await store.nextDue()) {
          if (due > now) now = due;
          store.setClock(now);
          await meet();
          // A deadline that stays due after it was met would keep the relay busy for ever.
          const again = (await store.nextDue()).due;
          if (again !== null && again <= now)
            throw new Error(
              `still due at ${now}: ${again} ${JSON.stringify((await store.read({ case: newest(), relationship: account.id }, "")).row?.case.shared.asked)}`,
            );
        }
      }
      now = end;
      store.setClock(end);
      await meet();
    },
    lag(ms) {
      now = plus(now, ms);
      store.setClock(now);
    },
    id: newest,
    async held(id = newest()) {
      return (await store.read({ case: id, relationship: account.id }, "")).row!.case;
    },
  };
  return made;
}

/** The events of a turn, read back from its rows. */
export const eventsOf = ({ events }: Turn): Event[] => events.map(unseal);

/** Every event of a case, audience by audience. */
export async function logOf(store: MemoryStore, id: CaseId): Promise<Event[]> {
  const events: Event[] = [];
  for (const audience of audiences) for await (const row of store.log(id, audience)) events.push(unseal(row));
  return events;
}

/** What both firms can read of what has happened in a case. */
export const storyOf = async (store: MemoryStore, id: CaseId): Promise<Story> =>
  (await logOf(store, id)).filter((event): event is Story[number] => event.audience === "shared");

/** A person's command; where it names something made before, a function of the shared fold. */
export type Command = readonly [by: string, ask: AskInput | ((shared: Shared) => AskInput)];
/** A command, or time that passes (milliseconds). */
export type Happening = Command | number;

/** What people read, without what other people wrote. */
export const ownWords = (parts: readonly Part[]): string => parts.map((part) => (typeof part === "string" ? part : "…")).join("");

/** Asks what is not a thing of the past any more: events of the asking and reminding are left out. */
const asking: readonly Event["type"][] = ["asked", "ask-ended", "reminded", "role-given", "role-open", "role-ended"];

async function happen(made: World, happening: Happening): Promise<Handled | null> {
  if (typeof happening === "number") {
    await made.pass(happening);
    return null;
  }
  const [by, given] = happening;
  const shared = typeof given === "function" ? (await made.held()).shared : null;
  return made.ask(by, typeof given === "function" ? given(shared!) : given);
}

/**
 * `given(...before).when(by, ask)`, then `.gives(...)` the types of the events that it caused, or `.refuses(code)` with nothing changed.
 *
 * Not called `then`: an object with that name is taken for a promise.
 */
export const given = (...before: readonly Happening[]) => ({
  when(...[by, ask]: Command) {
    const run = async () => {
      const made = await world();
      for (const one of before) {
        const done = await happen(made, one);
        if (done && !done.answer.ok) throw new Error(`not given: ${JSON.stringify(one)} was refused with ${done.answer.code}`);
      }
      const turns = made.store.written.length;
      const handled = (await happen(made, [by, ask]))!;
      return { made, handled, events: made.store.written.slice(turns).flatMap(eventsOf) };
    };
    return {
      async gives(...types: Event["type"][]): Promise<Case> {
        const { made, handled, events } = await run();
        expect(handled.answer.ok || handled.answer.code).toBe(true);
        expect(events.map(({ type }) => type).filter((type) => !asking.includes(type))).toEqual(types);
        return made.held();
      },
      async refuses(code: string): Promise<string> {
        const { handled, events } = await run();
        expect(handled.answer).toMatchObject({ ok: false, code });
        expect(events).toEqual([]);
        return ownWords(handled.answer.says);
      },
    };
  },
});

/** The person as the settings name them. */
export const who = (id: string, account: Account = seed) => personOf(account, id as PersonId)!;
