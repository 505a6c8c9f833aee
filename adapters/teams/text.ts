/**
 * Typed parts as Teams shows them. What people wrote goes into the runs of a RichTextBlock, in which no Markdown is read; a TextBlock reads
 * it, and holds words of ours alone.
 *
 * An instant is written out in the words of the language, with the clocks of both cities. A card could show it on the reader's clock, by {{DATE(…)}} and {{TIME(…)}}, but
 * in a TextBlock only, apart from the sentence that it belongs to, in the language of the device, and with no word of whose clock it is: in
 * a room of two zones "16:00" would mean two things to two people who speak of it.
 *
 * @see https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
 */
import { direction } from "../../src/domain/languages.ts";
import type { Part } from "../../src/domain/message.ts";
import { epochMs } from "../../src/domain/time.ts";
import { dayText, moneyText, timeText } from "../../src/domain/written.ts";
import { apart, clean, cut, instantText, type Reading, unmarked, type Writing } from "../chat/text.ts";
import type { Container, Element, RichTextBlock, TextBlock, TextRun } from "./card.ts";

/** How a run looks besides its text. */
export type Looks = Omit<TextRun, "type" | "text">;

/** Text in which no date is looked for: renderers do that in every text, whatever their documents say. U+2060 joins without a space. */
const inert = (text: string): string => text.replace(/\{(?=\{)/g, "{\u2060");

/** Text as a label or title shows it: one line, cut where it is too long; never empty. */
export const lineText = (text: string, most: number): string => inert(cut(clean(text).replace(/\s+/g, " ").trim(), most)) || "–";

/** The characters that Markdown, HTML and links are made of. */
const marks = /[\\*_~`[\]<>()#|{}@&]|:\/\/|www\.|^\s*(?:[-+]|\d+[.)])\s/g;

/** Text of which nothing can be read as Markdown, a link or a mention, where marks cannot be shown as they are. */
export const withoutMarks = (text: string): string => text.replace(marks, " ").replace(/\s+/g, " ").trim();

/** "Wed 25 Nov 2026", "12:00", in the reader's calendars and digits. */
const writingOf = (language: string): Writing => ({
  day: (at, zone) => dayText(epochMs(at), zone, language, true),
  time: (at, zone) => timeText(epochMs(at), zone, language),
});

const bold: Looks = { weight: "bolder" };

/** `parts` as runs of text, those of one look as one. */
export function runs(parts: readonly Part[], reading: Reading, looks: Looks = {}): TextRun[] {
  const made: TextRun[] = [];
  for (const { text, ...one } of runsOf(parts, reading, looks)) {
    const before = made.at(-1);
    if (before && before.weight === one.weight && before.isSubtle === one.isSubtle && before.size === one.size)
      made[made.length - 1] = { ...before, text: inert(before.text + text) };
    else if (text !== "") made.push({ ...one, text: inert(text) });
  }
  return made;
}

function runsOf(parts: readonly Part[], reading: Reading, looks: Looks): TextRun[] {
  const run = (text: string, more: Looks = {}): TextRun[] => [{ type: "TextRun", text, ...looks, ...more }];
  return parts.flatMap((part): TextRun[] => {
    if (typeof part === "string") return run(clean(part));
    switch (part.kind) {
      case "strong":
        return runsOf(part.parts, reading, { ...looks, ...bold });
      case "quote":
        return run(apart(part.text, reading.language));
      case "instant":
        return run(instantText(part.at, part.show, reading.zones, writingOf(reading.language)));
      case "money":
        return run(moneyText(part.money, reading.language));
      case "person":
        return run(apart(part.name, reading.language), bold);
      default:
        return part satisfies never;
    }
  });
}

/** `parts` as words alone, where Teams shows nothing else: the same words as on a card. */
export const wordsOf = (parts: readonly Part[], reading: Reading): string =>
  runs(parts, reading)
    .map(({ text }) => text)
    .join("");

/** A text of its own; of several lines where people wrote several. A break at its very beginning or end some clients do not show. */
export function richText(made: readonly TextRun[], spacing?: RichTextBlock["spacing"]): RichTextBlock {
  const shown = trimmed(made);
  return {
    type: "RichTextBlock",
    ...(spacing && { spacing }),
    inlines: shown.length > 0 ? shown : [{ type: "TextRun", text: "–" }],
  };
}

const trimmed = (made: readonly TextRun[]): TextRun[] => {
  const first = made.findIndex(({ text }) => text.trim() !== "");
  const last = made.findLastIndex(({ text }) => text.trim() !== "");
  return made.slice(first === -1 ? made.length : first, last + 1).map((run, nth, all) => {
    const begun = nth === 0 ? run.text.trimStart() : run.text;
    return { ...run, text: nth === all.length - 1 ? begun.trimEnd() : begun };
  });
};

/** Whether `parts` are words of ours of which Markdown makes nothing. */
const isPlain = (parts: readonly Part[]): boolean =>
  parts.every((part) => typeof part === "string" && withoutMarks(part) === part.replace(/\s+/g, " ").trim());

/** A heading: in words of ours one that screen readers find as such, else large letters. */
export function heading(parts: readonly Part[], reading: Reading): TextBlock | RichTextBlock {
  const text = unmarked(parts, reading).trim();
  if (text !== "" && isPlain(parts)) return { type: "TextBlock", text, style: "heading", wrap: true };
  return richText(runs(parts, reading, { ...bold, size: "large" }));
}

/** The elements of one language, in its direction, whatever that of the reader's Teams is; never empty. */
export const inLanguage = (language: string, items: readonly Element[]): Container => ({
  type: "Container",
  rtl: direction(language) === "rtl",
  items: items.length > 0 ? items : [richText([])],
});
