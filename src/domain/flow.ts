/**
 * What a flow file provides: who may do what, what it asks of whom and by when, which room hears of it, and its part of the card.
 *
 * Asks are derived, never scheduled: after every command the flows say what the case waits for; the engine records what is new
 * and what has ended, and works out the next reminder from that. Re-planning therefore needs no clean-up.
 */
import type { Asked, Case, CaseKind, Recent, Shared, VisibleCase } from "./case.ts";
import type { CaseView } from "./case-view.ts";
import type { Ask, AskOf, CommandType } from "./command.ts";
import type { Draft, Event } from "./event.ts";
import type { Said } from "./events/said.ts";
import type { CaseId, FileId, PersonId, VisitId } from "./ids.ts";
import type { Action, Block, Part, Room, Seen } from "./message.ts";
import type { Order, OrdersWanted, PastOrders } from "./orders.ts";
import type { Account, Audience, Firm, Person } from "./people.ts";
import type { SetUpSpeech } from "./set-up/speech.ts";
import type { Talk, Tool } from "./talk.ts";
import type { Instant } from "./time.ts";

/** A sentence of the catalogue in one language, as typed parts. */
export type Say<Key extends string = string> = ((key: Key, args?: Args) => Part[]) & { readonly language: string };
export type Args = Readonly<Record<string, Part | readonly Part[] | number>>;

/** What a rule may know besides the case: who asks, the settings, the time, fresh ids and salts. All of it is given. */
export type Context = {
  readonly who: Person;
  readonly account: Account;
  readonly now: Instant;
  readonly newId: () => string;
  readonly said: <T extends object>(texts: T) => NonNullable<Said<T>>;
  /** The relationship's other cases, the latest and all that are open or were closed within `comesBackMs`, newest first; read only where a flow `looksBack`. */
  readonly recent: readonly Recent[];
  /** Past orders of the relationship; read only where a flow says in `looksUp` which ones. */
  readonly orders: PastOrders;
};

/** What helps the person besides the words of a refusal: more to read, and buttons for what to do instead. */
export type Help = { readonly says?: readonly Part[]; readonly actions?: readonly Action[] };
/** A refusal: a value, told to the person alone, with what to do instead. `code` is a wording key under `reject.`. */
export type Rejection = { readonly ok: false; readonly code: string; readonly args?: Args; readonly help?: (say: Say) => Help };
export type Decision =
  | {
      readonly ok: true;
      readonly events: readonly Draft[];
      /** Answers of the person, kept apart from the case until their round is counted; `null`: given openly instead. */
      readonly answers?: { readonly round: string; readonly given: string | null };
      /** The relationship's settings as they are from now on: written with the events or not at all. */
      readonly settings?: Account;
      /** Orders as they are from now on, written with the events or not at all. */
      readonly orders?: readonly Order[];
    }
  | Rejection;

/** A round of answers of one firm's people, by a name that is never used again. */
export type Round = { readonly firm: Firm; readonly name: string };
/** What a person has answered, which nobody reads one by one. `waits`: left over from an earlier round. */
export type KeptAnswers = { readonly person: PersonId; readonly waits: boolean; readonly answers: string };
/** What comes of a round: events, and the answers that wait for the firm's next one; the others are used up. */
export type Counted = {
  readonly events: readonly Draft[];
  readonly left: readonly { readonly person: PersonId; readonly answers: string }[];
};

export const accept = (...events: Draft[]): Decision => ({ ok: true, events });
export const reject = (code: string, args?: Args, help?: (say: Say) => Help): Rejection => ({
  ok: false,
  code,
  ...(args && { args }),
  ...(help && { help }),
});

/** Milliseconds from the due instant at which somebody is reminded; at most five. */
export const slots = {
  "-1d": -86_400_000,
  "-2h": -7_200_000,
  "-15m": -900_000,
  "0": 0,
  "+2h": 7_200_000,
  "+1d": 86_400_000,
  "+3d": 259_200_000,
} as const;
export type Slot = keyof typeof slots;
/** Reminders of something due within hours, and of something due on a day. */
export const quick: readonly Slot[] = ["-15m", "0", "+2h", "+1d", "+3d"];
export const slow: readonly Slot[] = ["-1d", "-2h", "0", "+1d", "+3d"];

/** Something that the case waits for: asked of named people of one firm. */
export type Wanted = {
  /** `kind` or `kind:subject`; stable, and never used again for another question: nothing is asked twice. */
  readonly key: string;
  readonly firm: Firm;
  readonly to: readonly PersonId[];
  /** A fixed instant, or working minutes of the firm from the moment of asking. */
  readonly due: Instant | { readonly withinMinutes: number };
  /** Not asked before then. */
  readonly opens?: Instant;
  /** Something ends at its due instant, working time or not: the flow's `passed` is asked then. */
  readonly ends?: boolean;
  /** These people alone can answer it: while they are away it waits for them, and no colleague is asked instead. */
  readonly own?: boolean;
  /** Its clock stands still: nobody is reminded. */
  readonly paused?: boolean;
  readonly slots: readonly Slot[];
  /** Withdrawn then, answered or not. */
  readonly until?: Instant;
};

/** News of its own for a room or a person, drawn when it is sent. */
export type Notice = { readonly to: Room; readonly draw: (say: Say, see: VisibleCase, account: Account) => Block[] };

/** How an ask looks to the person who is asked; `subject` is what follows the kind in its key. */
export type DrawAsk = (
  see: VisibleCase,
  subject: string,
  say: Say,
  who: Person,
  account: Account,
  now: Instant,
) => { title: Part[]; blocks: Block[]; actions: Action[] };

/** Every command but the one that makes a case. */
export type RuledType = Exclude<CommandType, "report" | "deadline-passed">;

export type Flow = {
  /** The kinds of cases that it belongs to; recoveries and their rehearsals where it does not say. */
  readonly of?: readonly CaseKind[];
  readonly rules: { readonly [T in RuledType]?: (see: VisibleCase, ask: AskOf<T>, context: Context) => Decision };
  /** Makes a case; one flow alone does. */
  readonly opens?: (ask: AskOf<"report">, context: Context, number: number) => Decision;
  /** Makes the standing case of a relationship; one flow alone does. */
  readonly founds?: (account: Account) => Draft;
  /** Rules that hold after the case is closed, too; the others are refused then. */
  readonly afterClosing?: readonly RuledType[];
  /** Whether the rule of a command, or what follows from it, needs `recent`; `shared`: the case that it is about, `null` before there is one. */
  readonly looksBack?: (type: CommandType, shared: Shared | null) => boolean;
  /**
   * What a command of the same person does first, in another case of the relationship; `null`: nothing. It comes as often as the command
   * that it goes before, and counts once; where it is refused, that one is not asked for.
   */
  readonly first?: (ask: Ask, id: CaseId) => { readonly case: CaseId; readonly ask: Ask } | null;
  /** The past orders that a command's rule needs; `null`: none. One flow alone does. */
  readonly looksUp?: (shared: Shared, ask: Ask) => OrdersWanted | null;
  /** Shared events that follow from the state by themselves, until there are none; recorded with the turn that brought it about. */
  readonly follows?: (
    shared: Shared,
    account: Account,
    now: Instant,
    recent: readonly Recent[],
    /** What has happened in this turn so far. */
    events: readonly Draft[],
    said: Context["said"],
  ) => Draft[];
  /** The same for one firm alone, of what it may see, once what both see has followed; nothing more follows from these. */
  readonly ownFollows?: (see: VisibleCase, firm: Firm, events: readonly Draft[]) => Draft[];
  /**
   * Shared events that only both sides together bring about: the sealed first diagnosis, and nothing else. It alone sees a whole case;
   * what it gives must hold nothing that either firm has not agreed to show.
   */
  readonly joint?: (held: Case) => Draft[];
  /** What both firms may know that the case waits for; worked out once, whatever is asked already: it may not look at that. */
  readonly asks?: (shared: Shared, account: Account, now: Instant) => Wanted[];
  /** The same of what is asked about other asks, which are there already; `others`: all that is wanted besides. */
  readonly asksOfAsks?: (shared: Shared, account: Account, now: Instant, others: readonly Wanted[]) => Wanted[];
  /** What one firm is asked in private. */
  readonly ownAsks?: (see: VisibleCase, firm: Firm, account: Account, now: Instant) => Wanted[];
  /** What ends by itself when the due instant of an ask with `ends` passes; `firm`: who was asked. */
  readonly passed?: (shared: Shared, key: string, now: Instant, firm: Firm) => Draft[];
  /** Answers that are counted together and never read one by one; it belongs to nobody which of them was the last. */
  readonly rounds?: {
    /** The rounds that have come to their end and have not been counted. */
    readonly ended: (held: Case, account: Account, now: Instant) => readonly Round[];
    readonly count: (held: Case, round: Round, given: readonly KeptAnswers[]) => Counted;
  };
  readonly draw?: Readonly<Record<string, DrawAsk>>;
  /** Kinds of asks whose look an event changes while they stay open. */
  readonly redraws?: { readonly [T in Event["type"]]?: readonly string[] };
  /** Its part of the case card. */
  readonly section?: (see: VisibleCase, say: Say, account: Account, now: Instant) => Block[];
  /** What else this person may do now (behind More…). */
  readonly more?: (see: VisibleCase, say: Say, who: Person, account: Account, now: Instant) => Action[];
  readonly notices?: (event: Event, shared: Shared) => Notice[];
};

const byKind = new WeakMap<readonly Flow[], Map<CaseKind, readonly Flow[]>>();

/** The flows that a kind of case has, in their order; the same list each time. */
export function flowsOf(flows: readonly Flow[], kind: CaseKind): readonly Flow[] {
  const known = byKind.get(flows) ?? new Map<CaseKind, readonly Flow[]>();
  byKind.set(flows, known);
  let found = known.get(kind);
  if (!found) {
    found = flows.filter(({ of = ["recovery", "rehearsal"] }) => of.includes(kind));
    known.set(kind, found);
  }
  return found;
}

type With<P extends keyof Flow> = Flow & { readonly [Q in P]-?: NonNullable<Flow[Q]> };
const byPart = new WeakMap<readonly Flow[], Map<keyof Flow, readonly Flow[]>>();

/** Those of some flows that have a part, in their order; the same list each time, for a turn asks for it again and again. */
export function flowsWith<P extends keyof Flow>(flows: readonly Flow[], part: P): readonly With<P>[] {
  const known = byPart.get(flows) ?? new Map<keyof Flow, readonly Flow[]>();
  byPart.set(flows, known);
  const found = known.get(part) ?? flows.filter((flow) => flow[part] !== undefined);
  known.set(part, found);
  return found as readonly With<P>[];
}

/**
 * What each of them gives, one after the other: `flatMap`, but six times as fast in V8 (4.8 against 0.8 µs for the flows of which most
 * give nothing), and a turn does it some twenty times.
 */
export function allOf<T, R>(list: readonly T[], give: (one: T) => readonly R[]): R[] {
  const all: R[] = [];
  for (const one of list) for (const given of give(one)) all.push(given);
  return all;
}

/** A case as a digest tells of it: with what is asked of its reader there, and the buttons that answer it. */
export type DigestCase = {
  readonly see: VisibleCase;
  readonly asked: readonly (Asked & { readonly actions: readonly Action[] })[];
};
/** What a person reads of all their cases, newest case first; empty when there is nothing to say. `since`: when they were last told. */
export type Digest = (cases: readonly DigestCase[], who: Person, account: Account, now: Instant, since: Instant, say: Say) => Block[];

/** Words to Parley: who wrote them, with which files, and what both firms see of the relationship's latest cases. */
export type Heard = {
  readonly text: string;
  readonly files: readonly FileId[];
  readonly who: Person;
  readonly account: Account;
  readonly now: Instant;
  readonly cases: readonly Recent[];
};
/** The answer to them: what was read, to be confirmed with one press, or what was asked for. */
export type Hear = (heard: Heard, say: Say) => Block[];

/** The whole conversation, as the engine is given it: it knows no flow and no sentence of its own. */
export type Conversation = {
  readonly flows: readonly Flow[];
  /** The sentences of a language. */
  readonly say: (language: string) => Say;
  /** Everything of the case card that no single flow owns. */
  readonly frame: {
    readonly head: (see: VisibleCase, say: Say, account: Account, now: Instant) => Block[];
    readonly foot: (see: VisibleCase, say: Say, account: Account) => Block[];
    readonly actions: (see: VisibleCase, say: Say) => Block;
    /** Where to turn with anything else. */
    readonly help: (see: VisibleCase, say: Say, who: Person, account: Account) => Block[];
    /** The side room's own card of a case. */
    readonly side: (see: VisibleCase, firm: Firm, say: Say, account: Account, now: Instant) => Block[];
    /** An ask as a message: its title, by when, who faces the reader, its blocks and buttons. */
    readonly ask: (
      see: VisibleCase,
      asked: Asked,
      drawn: ReturnType<DrawAsk>,
      who: Person,
      say: Say,
      account: Account,
      /** Whether it is asked again: then it can be put off. */
      reminds: boolean,
    ) => Block[];
    /** An ask that has ended: answered by somebody, or no longer needed. */
    readonly ended: (see: VisibleCase, closing: Closing, say: Say, account: Account) => Block[];
    /** "Both firms", "Only Nordvik", "Only you". */
    readonly footer: (seen: Seen, say: Say, account: Account) => Part[];
  };
  /** Whether what somebody asked for answers the question with this key. */
  readonly answers: (key: string, ask: Ask) => boolean;
  /** What a refusal says. */
  readonly refusal: (rejection: Rejection, say: Say) => Part[];
  /** What the person who asked is told when it was done. */
  readonly done: (ask: Ask, see: VisibleCase, who: Person, say: Say, account: Account) => Part[];
  readonly hear: Hear;
  /** Talk that was carried from another place of the shared room, as it stands in this one; empty: there is nothing to show. */
  readonly talk: (talk: Talk, say: Say, account: Account) => Block[];
  /** That one place of the shared room takes nothing at present, or takes it again, as the others are told. */
  readonly held: (tool: Tool, over: boolean, say: Say) => Block[];
  readonly digest: Digest;
  readonly setUp: SetUpSpeech;
  /** What a room says of itself. */
  readonly welcome: (audience: Audience | "person", who: Person, say: Say, account: Account) => Block[];
};

/** How an ask ended, kept with its message. */
export type Closing = { readonly ask: string; readonly by: PersonId | "clock" | null; readonly at: Instant };

/** What both firms can read of what has happened in a case, in its order. */
export type Story = readonly Extract<Event, { readonly audience: "shared" }>[];

/**
 * What a reader may take along of a case that they may see: it in brief, the 8D, a visit for their calendar, an agreement as it was signed, two
 * offers side by side (`null`: there is no such thing).
 */
export type Documents = {
  /** Who held which role when stands in the story alone. */
  readonly report: (see: VisibleCase, who: Person, account: Account, story: Story) => string;
  readonly view: (see: VisibleCase, account: Account) => CaseView;
  readonly invitation: (see: VisibleCase, visit: VisitId, who: Person, account: Account, now: Instant) => string | null;
  readonly agreement: (see: VisibleCase, story: Story, name: string, who: Person, account: Account) => string | null;
  readonly comparison: (see: VisibleCase, story: Story, one: number, other: number, who: Person, account: Account) => Block[] | null;
};
