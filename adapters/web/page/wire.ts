/** What the server and the page say to each other: the shapes of the HTTP contract, nothing else. */
import type { Action, Message, Part } from "../../../src/domain/message.ts";
import type { Firm } from "../../../src/domain/people.ts";
import type { Instant } from "../../../src/domain/time.ts";

/** A firm as the page shows it. */
type FirmFace = { readonly name: string; readonly city: string; readonly zone: string };
/** Both firms of the relationship. */
type Firms = { readonly [F in Firm]: FirmFace };
/** A person as the page shows them. */
export type PersonFace = { readonly id: string; readonly name: string; readonly firm: Firm; readonly title: string };

/** Who may be played: the answer before anyone has signed in. */
export type Playground = {
  readonly relationship: { readonly id: string };
  /** Every relationship that can be played, by the names of its firms. */
  readonly relationships: readonly { readonly id: string; readonly supplier: string; readonly customer: string }[];
  readonly firms: Firms;
  readonly people: readonly PersonFace[];
  readonly now: string;
};

/** A room that the reader may enter. */
export type RoomFace = {
  readonly id: string;
  readonly name: string;
  readonly audience: "shared" | Firm | "person";
  /** Who can see what is said there, as the reader reads it. */
  readonly footer: string;
};

/** The reader, their rooms and the people of both firms. */
export type Me = {
  readonly person: PersonFace & {
    readonly zone: string;
    readonly language: string;
    readonly direction: "ltr" | "rtl";
    readonly administrator: boolean;
  };
  readonly firms: Firms;
  readonly rooms: readonly RoomFace[];
  readonly people: readonly PersonFace[];
  readonly now: string;
  readonly playground: boolean;
};

/** Which set-up file: that of one's own firm, or the relationship's. */
export type WhichFile = "firm" | "relationship";
/** Sentences, each as typed parts. */
export type Says = readonly (readonly Part[])[];
/** What differs, about one person or thing. */
export type ChangeGroup = { readonly about: readonly Part[]; readonly lines: Says };
/** A relationship's file that one firm has applied and the other has not. */
export type Proposed = {
  readonly firm: Firm;
  readonly by: readonly Part[];
  readonly at: Instant;
  readonly text: string;
  readonly changes: readonly ChangeGroup[];
};
/** A set-up file as it is in force. */
export type SetUpFile = {
  readonly ok: true;
  readonly text: string;
  readonly over: string;
  readonly hints: Says;
  readonly waiting: readonly Proposed[];
};
/** Something wrong in a set-up file, with its line. */
export type SetUpProblem = { readonly line: number; readonly path: string; readonly says: readonly Part[] };
/** What came of asking for, checking or applying a set-up file. */
export type SetUpReply =
  | SetUpFile
  | { readonly ok: true; readonly over: string; readonly changes: readonly ChangeGroup[]; readonly hints: Says }
  | { readonly ok: true; readonly outcome: string; readonly says: readonly Part[] }
  | { readonly ok: false; readonly problems: readonly SetUpProblem[] }
  | { readonly ok: false; readonly says: readonly Part[] };

/** A file that somebody attached. */
export type FileFace = { readonly id: string; readonly name: string; readonly type: string };

/** One message of a room; the same `id` with a higher `seq` replaces it in place. */
export type RoomMessage = {
  readonly id: string;
  readonly seq: number;
  readonly room: string;
  readonly case: string | null;
  readonly author: { readonly kind: "parley" } | { readonly kind: "person"; readonly id: string };
  readonly at: string;
  readonly edited: boolean;
  readonly onlyYou: boolean;
  readonly text: string | null;
  readonly files: readonly FileFace[];
  readonly message: Message | null;
};

/** What a form's fields hold when they are sent. */
export type Values = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A line of a file that could not be read. */
export type WrongLine = { readonly says: readonly Part[] };

/** How a press ended, whoever it was sent to. */
export type Outcome =
  | { readonly kind: "done"; readonly says: readonly Part[] | null }
  /** Not possible for this person or not any more; perhaps with a button that helps. */
  | { readonly kind: "refused"; readonly says: readonly Part[]; readonly actions: readonly Action[] }
  /** One field could not be read. */
  | {
      readonly kind: "input";
      readonly field: string | null;
      readonly says: readonly Part[];
      readonly example: string | null;
      readonly lines: readonly WrongLine[];
    }
  /** Nobody knows whether it arrived; the same key may be sent again. `null`: the page's own words. */
  | { readonly kind: "trouble"; readonly says: readonly Part[] | null };
