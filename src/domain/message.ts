/**
 * The neutral message: text with typed parts, facts, pictures and actions. Every chat adapter draws it its own way.
 *
 * What people wrote arrives as a `quote` and is never markup; instants, money and names stay typed until they are drawn,
 * so that each reader sees their own clock and nobody's text can pretend to be ours.
 */
import type { CommandDraft } from "./command.ts";
import type { CaseId, FileId, PersonId, VisitId } from "./ids.ts";
import type { Language } from "./languages.ts";
import type { Money } from "./money.ts";
import type { Audience, Firm } from "./people.ts";
import type { Instant } from "./time.ts";

export type Part =
  | string
  | { readonly kind: "strong"; readonly parts: readonly Part[] }
  /** What a person wrote; show it as it is, in its own direction. */
  | { readonly kind: "quote"; readonly text: string }
  | { readonly kind: "instant"; readonly at: Instant; readonly show: "moment" | "date" | "time" }
  | { readonly kind: "money"; readonly money: Money }
  | { readonly kind: "person"; readonly id: PersonId; readonly name: string; readonly firm: Firm };

export type Block =
  /** The first line of a card: its number and title. */
  | { readonly kind: "heading"; readonly parts: readonly Part[] }
  | { readonly kind: "text"; readonly parts: readonly Part[]; readonly tone: "plain" | "muted" | "waiting" }
  /** A numbered list: words elsewhere may name an item by its number. */
  | { readonly kind: "list"; readonly items: readonly (readonly Part[])[] }
  | { readonly kind: "facts"; readonly rows: readonly Row[] }
  /** Things side by side, a column each; what differs among them says so itself and is marked. */
  | {
      readonly kind: "columns";
      readonly heads: readonly (readonly Part[])[];
      readonly rows: readonly {
        readonly label: readonly Part[];
        readonly cells: readonly (readonly Part[])[];
        readonly differs: boolean;
      }[];
    }
  | { readonly kind: "picture"; readonly file: FileId; readonly alt: string }
  | { readonly kind: "actions"; readonly actions: readonly Action[] };

/** A fact; `change` corrects it: a pencil beside it. */
export type Row = { readonly label: readonly Part[]; readonly value: readonly Part[]; readonly change?: Action };

/** A button; with `fields` it asks first (a form on the web, a modal in Slack, a dialog in Teams). */
export type Action = {
  /** The wording key of its label: stable in every language, what a script looks for. */
  readonly key: string;
  readonly label: string;
  readonly style: "primary" | "plain" | "careful";
  /** What pressing it asks of us. Adapters pass it on and never learn what it means. */
  readonly press:
    | { readonly kind: "command"; readonly case: CaseId | null; readonly command: CommandDraft }
    /** Everything that is possible for this person in this case now. */
    | { readonly kind: "more"; readonly case: CaseId }
    /** A visit as a file for one's calendar (iCalendar). */
    | { readonly kind: "invitation"; readonly case: CaseId; readonly visit: VisitId }
    /** The case report (8D). */
    | { readonly kind: "report"; readonly case: CaseId }
    /** Two offers of the case side by side, by their numbers; drawn as a message. */
    | { readonly kind: "compare"; readonly case: CaseId; readonly one: number; readonly other: number }
    /** An agreement by its name, as it was signed. */
    | { readonly kind: "agreement"; readonly case: CaseId; readonly name: string }
    /** Makes a language the reader's own. */
    | { readonly kind: "language"; readonly language: Language };
  /** Why we ask, who sees the answer: shown above the fields. */
  readonly intro: readonly Part[];
  readonly fields: readonly Field[];
  /** What sends the form, where it is not the button's own label. */
  readonly submit?: string;
};

type FieldBase = {
  /** The property of the command that the answer fills. */
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  readonly required: boolean;
  /** Seldom needed: shown when it is asked for, below the others. */
  readonly rare?: true;
};

export type Field = FieldBase &
  (
    | { readonly kind: "text"; readonly value: string; readonly maxLength: number; readonly lines: 1 | 3 | 6 }
    /** Shown as buttons of which one is chosen. */
    | { readonly kind: "choice"; readonly value: string | null; readonly options: readonly Choice[] }
    | { readonly kind: "choices"; readonly value: readonly string[]; readonly options: readonly Choice[] }
    | { readonly kind: "number"; readonly value: number | null; readonly min: number; readonly max: number }
    /** Exact decimal with currency as text: "6450.00 EUR". */
    | { readonly kind: "money"; readonly value: string }
    /** A wall time in the person's zone ("2026-11-24T16:00") or an instant with offset; with `day` a day alone ("2026-11-24"). */
    | { readonly kind: "when"; readonly value: string | null; readonly day?: true }
    | { readonly kind: "yes"; readonly value: boolean }
    /** Pictures and documents, or a table. */
    | { readonly kind: "files"; readonly max: number; readonly of?: "csv" }
  );

export type Choice = {
  readonly value: string;
  readonly label: string;
  /** Offered only while the form's choice of this name is that. */
  readonly when?: { readonly field: string; readonly is: string };
};

/** Who can see it, said in the same place on every message. */
export type Seen = { readonly kind: "audience"; readonly audience: Audience } | { readonly kind: "person" };

export type Message = {
  readonly seen: Seen;
  /** `card`: the case card; `ask`: something is asked of the reader; `notice`: news; `locked`: decided, nothing to press. */
  readonly tone: "card" | "ask" | "notice" | "locked";
  readonly case: CaseId | null;
  /** Which question of the case it asks or has asked: an adapter may fold earlier copies of it, and all once it is over. */
  readonly ask?: string;
  readonly blocks: readonly Block[];
  /** Who can see it, as the reader reads it: "Both firms", "Only Nordvik", "Only you". */
  readonly footer: readonly Part[];
  /** The language that it is written in, BCP 47. */
  readonly language: string;
  /** The same in the shared room's other languages: an adapter shows each reader theirs, or all of them one below the other. */
  readonly translations?: readonly Translation[];
};

/** A message's words in one more language. */
export type Translation = Pick<Message, "blocks" | "footer" | "language">;

/** Where a message goes: a room of the relationship, or one person directly. */
export type Room = { readonly kind: "audience"; readonly audience: Audience } | { readonly kind: "person"; readonly person: PersonId };

/** What parts say where nothing can be drawn, as in a label or a title: their own words, without names, times or money. */
export const plainOf = (parts: readonly Part[]): string => parts.filter((part) => typeof part === "string").join("");

/** The room as short text, stored with outbox rows: "shared", "supplier", "customer" or "@freja". */
export const roomKey = (room: Room): string => (room.kind === "audience" ? room.audience : `@${room.person}`);

/** What `roomKey` wrote, read back; of the shared room in another place ("shared:teams") whose eyes it is for. */
export function roomFrom(key: string): Room {
  if (key.startsWith("@")) return { kind: "person", person: key.slice(1) as PersonId };
  return { kind: "audience", audience: key.split(":")[0] as Audience };
}

/** Whether a room is the one that both firms share, wherever it stands. */
export const isShared = (key: string): boolean => key.split(":")[0] === "shared";
