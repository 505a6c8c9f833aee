/** What people say to each other below a case's card, on its way from one room to the other: nothing of it belongs to the case. */
import type { FileId, PersonId } from "./ids.ts";

/** A file that came with it, which stays where it is: its name, and by what it is shown elsewhere if it is a picture. */
export type Beside = { readonly name: string; readonly picture: FileId | null };

/** What somebody wrote. */
export type Words = { readonly text: string; readonly files: readonly Beside[] };

/** Something that was written, as it is now. */
export type Talk = {
  /** Who wrote it; `null`: nobody whom we know has taken it back. */
  readonly by: PersonId | null;
  /** Whether it has been changed since it was first written. */
  readonly changed: boolean;
  /** `null`: it was taken back. */
  readonly words: Words | null;
};

/** Tools in which a place of the shared room can stand. */
export const tools = ["slack", "teams", "web"] as const;
export type Tool = (typeof tools)[number];

/** The most UTF-16 units of it that are carried; the rest stays where it was written. */
export const mostCarried = 3_000;
