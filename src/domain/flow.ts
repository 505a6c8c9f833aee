/**
 * What a flow file provides: who may do what, what it asks of whom and by when, which room hears of it, and its part of the card.
 *
 * Asks are derived, never scheduled: after every command the flows say what the case waits for; the engine records what is new
 * and what has ended, and works out the next reminder from that. Re-planning therefore needs no clean-up.
 */
import type { Asked, Shared, VisibleCase } from "./case.ts";
import type { Ask, AskOf, CommandType } from "./command.ts";
import type { Draft, Event, Said } from "./event.ts";
import type { FileId, PersonId } from "./ids.ts";
import type { Action, Block, Part, Room, Seen } from "./message.ts";
import type { Account, Audience, Firm, Person } from "./people.ts";
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
  /** Survey answers of the person's firm in this round, without names; read only where they are needed. */
  readonly survey: readonly string[];
};

/** A refusal: a value, told to the person alone, with what to do instead. `code` is a wording key under `reject.`. */
export type Rejection = { readonly ok: false; readonly code: string; readonly args?: Args };
export type Decision =
  | { readonly ok: true; readonly events: readonly Draft[]; readonly survey?: { readonly round: number; readonly answers: string } }
  | Rejection;

export const accept = (...events: Draft[]): Decision => ({ ok: true, events });
export const reject = (code: string, args?: Args): Rejection => ({ ok: false, code, ...(args && { args }) });

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
  /** Its clock stands still: nobody is reminded. */
  readonly paused?: boolean;
  readonly slots: readonly Slot[];
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
  readonly rules: { readonly [T in RuledType]?: (see: VisibleCase, ask: AskOf<T>, context: Context) => Decision };
  /** Makes a case; one flow alone does. */
  readonly opens?: (ask: AskOf<"report">, context: Context, number: number) => Decision;
  /** Rules that hold after the case is closed, too; the others are refused then. */
  readonly afterClosing?: readonly RuledType[];
  /** What both firms may know that the case waits for. */
  readonly asks?: (shared: Shared, account: Account, now: Instant) => Wanted[];
  /** What one firm is asked in private. */
  readonly ownAsks?: (see: VisibleCase, firm: Firm, account: Account, now: Instant) => Wanted[];
  /** What ends by itself when the due instant of an ask with `ends` passes. */
  readonly passed?: (shared: Shared, key: string, now: Instant) => Draft[];
  readonly draw?: Readonly<Record<string, DrawAsk>>;
  /** Kinds of asks whose look an event changes while they stay open. */
  readonly redraws?: { readonly [T in Event["type"]]?: readonly string[] };
  /** Its part of the case card. */
  readonly section?: (see: VisibleCase, say: Say, account: Account, now: Instant) => Block[];
  /** What else this person may do now (behind More…). */
  readonly more?: (see: VisibleCase, say: Say, who: Person, account: Account, now: Instant) => Action[];
  readonly notices?: (event: Event, shared: Shared) => Notice[];
};

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
  /** What a refusal says. */
  readonly refusal: (rejection: Rejection, say: Say) => Part[];
  /** What the person who asked is told when it was done. */
  readonly done: (ask: Ask, see: VisibleCase, who: Person, say: Say, account: Account) => Part[];
  /** The answer to plain words: what was read, to be confirmed with one press. */
  readonly hear: (text: string, files: readonly FileId[], say: Say) => Block[];
  /** What a room says of itself. */
  readonly welcome: (audience: Audience | "person", who: Person, say: Say, account: Account) => Block[];
};

/** How an ask ended, kept with its message. */
export type Closing = { readonly ask: string; readonly by: PersonId | "clock" | null; readonly at: Instant };
