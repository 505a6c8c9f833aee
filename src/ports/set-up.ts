/** Set-up files as adapters meet them: what may be asked of us, and what reading them takes that is not the core's. */
import type { Hash, RelationshipId } from "../domain/ids.ts";
import type { Part } from "../domain/message.ts";
import type { Firm } from "../domain/people.ts";
import type { Misread, Path } from "../domain/set-up/problems.ts";
import type { Instant } from "../domain/time.ts";
import type { Answer, Sender } from "./inbound.ts";

/** Which file: that of the sender's own firm, or the relationship's. */
export type Which = "firm" | "relationship";

/** A place in a text, both counted from one. */
export type Place = { readonly line: number; readonly column: number };

/** How set-up files are written: pure functions over a text. */
export type Notation = {
  /** The value that a text holds, or where it cannot be read; with the place of whatever stands at a path, or of what is around it. */
  read(text: string): { readonly value: unknown; readonly misread: readonly (Misread & Place)[]; readonly placeOf: (path: Path) => Place };
  /** A value with its keys in their order, below a comment of these lines; `read` gives the same value back. */
  write(value: unknown, comment: readonly string[]): string;
};

/** The public holidays of a region in these years, "YYYY-MM-DD" in order; `null`: no such region. May take a while the first time. */
export type PublicHolidays = (region: string, years: readonly number[]) => Promise<readonly string[] | null>;

/** The three files of a relationship, as texts. */
export type FileTexts = { readonly [F in Firm | "relationship"]: string };

/** Something wrong in a file, in words, with where it stands. */
export type PlacedProblem = Place & {
  readonly file: keyof FileTexts;
  readonly code: string;
  readonly path: string;
  readonly says: readonly Part[];
  readonly example: string | null;
};

/** What differs, about one person or thing. */
export type ChangeGroup = { readonly about: readonly Part[]; readonly lines: readonly (readonly Part[])[] };

/** A relationship's file that one firm has applied and the other has not. */
export type Waiting = {
  readonly firm: Firm;
  readonly by: readonly Part[];
  readonly at: Instant;
  readonly text: string;
  readonly changes: readonly ChangeGroup[];
};

type Refused = Extract<Answer, { ok: false }>;
export type Wrong = { readonly ok: false; readonly code: "problems"; readonly problems: readonly PlacedProblem[] };

/** A file as it is in force. `over` names it: whoever applies another says what they have seen. */
export type Shown = {
  readonly ok: true;
  readonly text: string;
  readonly over: Hash;
  /** What the reader should know of it, such as until when holidays are known. */
  readonly hints: readonly (readonly Part[])[];
  readonly waiting: readonly Waiting[];
};
/** What a file would change, if applied now. */
export type Compared = {
  readonly ok: true;
  readonly over: Hash;
  readonly changes: readonly ChangeGroup[];
  readonly hints: readonly (readonly Part[])[];
};
/** `in-force`; `proposed`: it waits for the other firm; `same`: nothing differs. */
export type Applied = { readonly ok: true; readonly outcome: "in-force" | "proposed" | "same"; readonly says: readonly Part[] };

/**
 * The files of a relationship, for administrators of its firms alone; everybody else is refused with who could.
 *
 * `null`: the sender is nobody here. @throws {UnavailableError} when nothing could be saved: the same may be sent again.
 */
export type SetUp = {
  show(sender: Sender, which: Which): Promise<Shown | Refused | null>;
  /** Reads a file and tells what it would change, or every problem that it has; nothing is stored. */
  check(sender: Sender, which: Which, text: string): Promise<Compared | Wrong | Refused | null>;
  /**
   * Applies a file over the one that the sender has seen: a firm's at once, the relationship's once both firms have applied the same.
   * Refused when another is in force by then. Whether the sender may is decided by the settings that it replaces.
   */
  apply(sender: Sender, which: Which, text: string, over: Hash): Promise<Applied | Wrong | Refused | null>;
  /**
   * Makes a relationship out of its three files; `false`: there is one of that name already, and it stays as it is. Nobody of either
   * firm is there yet to ask, so it is for whoever runs the program; problems are told in English.
   */
  found(texts: FileTexts): Promise<{ readonly ok: true; readonly relationship: RelationshipId; readonly made: boolean } | Wrong>;
};
