/** What the server and the page say to each other: the shapes of the HTTP contract, nothing else. */
import type { Action, Message, Part } from "../../../src/domain/message.ts";
import type { Firm } from "../../../src/domain/people.ts";

/** A firm as the page shows it. */
type FirmFace = { readonly name: string; readonly city: string; readonly zone: string };
/** Both firms of the relationship. */
type Firms = { readonly [F in Firm]: FirmFace };
/** A person as the page shows them. */
export type PersonFace = { readonly id: string; readonly name: string; readonly firm: Firm; readonly title: string };

/** Who may be played: the answer before anyone has signed in. */
export type Playground = { readonly firms: Firms; readonly people: readonly PersonFace[]; readonly now: string };

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
  readonly person: PersonFace & { readonly zone: string; readonly language: string; readonly direction: "ltr" | "rtl" };
  readonly firms: Firms;
  readonly rooms: readonly RoomFace[];
  readonly people: readonly PersonFace[];
  readonly now: string;
  readonly playground: boolean;
};

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

/** How a press ended, whoever it was sent to. */
export type Outcome =
  | { readonly kind: "done"; readonly says: readonly Part[] | null }
  /** Not possible for this person or not any more; perhaps with a button that helps. */
  | { readonly kind: "refused"; readonly says: readonly Part[]; readonly actions: readonly Action[] }
  /** One field could not be read. */
  | { readonly kind: "input"; readonly field: string | null; readonly says: readonly Part[]; readonly example: string | null }
  /** Nobody knows whether it arrived; the same key may be sent again. `null`: the page's own words. */
  | { readonly kind: "trouble"; readonly says: readonly Part[] | null };
