/** What people say to each other below a case's card, on its way from one room to the other: nothing of it belongs to the case. */
import type { PersonId } from "./ids.ts";

/** What somebody wrote; files by their names alone, for they stay where they are. */
export type Words = { readonly text: string; readonly files: readonly string[] };

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
