/** What every platform's drawing needs to know besides the message, and the lines that stand on all of them. */
import type { FileId } from "../../src/domain/ids.ts";
import type { Action, Message, Part, Translation } from "../../src/domain/message.ts";
import { type Clock, unmarked } from "./text.ts";
import type { ChatWord, Words } from "./words.ts";

/** What drawing needs to know of where a message goes. */
export type Look = {
  /** Where a time is named: a zone and what it is called, e.g. {zone:"Europe/Copenhagen", city:"Aarhus"}. */
  readonly zones: readonly Clock[];
  /** What the platform shows a picture's file by, its id there or an address; null: a line with its name instead. */
  readonly picture: (id: FileId) => string | null;
  /** What a button carries: an opaque handle of ours, as long as the platform's limits say at most. */
  readonly handle: (action: Action) => string;
  readonly words: Words;
  /** Whether what the platform cannot give is given in the browser: a button for it opens something then. Left out: no. */
  readonly hasBrowser?: boolean;
};

const toneWords: { readonly [T in Message["tone"]]: ChatWord | null } = {
  card: null,
  ask: "chat.needs-answer",
  notice: null,
  locked: "chat.decided",
};

/** A message in each of its languages, its own first. */
export const languagesOf = (message: Message): readonly Translation[] => [message, ...(message.translations ?? [])];

/** Whether an answer is wanted, and who can see it: what stands at the foot of a message, in one of its languages. */
export function footOf({ tone }: Message, { footer, language }: Translation, words: Words): readonly Part[] {
  const word = toneWords[tone];
  return word === null ? footer : [words(word, language), " · ", ...footer];
}

/** What is said to one person in passing has no foot: the platform itself says who can see it. */
export const isPassing = (message: Message): boolean =>
  message.tone === "notice" && languagesOf(message).every(({ footer }) => footer.length === 0);

/** One line that says what the message is about: its heading, else its first sentence, else who can see it. */
export function lineOf({ blocks, footer, language }: Message, { zones }: Pick<Look, "zones">): string {
  const heading = blocks.find((block) => block.kind === "heading");
  const sentence = blocks.find((block) => block.kind === "text");
  const lines = [heading?.parts, sentence?.parts, footer].map((parts) =>
    unmarked(parts ?? [], { language, zones })
      .replace(/\s+/g, " ")
      .trim(),
  );
  return lines.find((line) => line !== "") ?? "Parley";
}
