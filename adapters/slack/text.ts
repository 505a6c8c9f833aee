/**
 * Typed parts as Slack shows them. What people wrote is never interpreted: it goes into `rich_text` elements and `plain_text`, which parse
 * nothing; `mrkdwn` is for our own sentences alone. An instant is a date element, so that each reader sees their own clock.
 */
import type { MrkdwnElement, PlainTextElement, RichTextBlock, RichTextElement, RichTextSection } from "@slack/types";
import type { Part } from "../../src/domain/message.ts";
import { epochMs, type Instant } from "../../src/domain/time.ts";
import { moneyText } from "../../src/domain/written.ts";
import { apart, clean, cut, instantText, type Reading, type Show } from "../chat/text.ts";
import { limits } from "./limits.ts";

/**
 * How Slack writes a date: "today" and "tomorrow", else with its weekday.
 * @see https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
const dateFormats = {
  moment: "{day_divider_pretty} {time}",
  date: "{day_divider_pretty}",
  time: "{time}",
} as const satisfies Record<Show, string>;

/** Text that neither calls anybody nor becomes a sign: "@channel" and ":x:" stay what they are. U+2060 joins without a space. */
export const inert = (text: string): string =>
  text.replace(/@(?=channel|here|everyone)/gi, "@\u2060").replace(/:(?=[a-z0-9_+'-]+:)/gi, ":\u2060");

/** The three characters of which Slack's sequences are made, as it wants them. */
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** What `mrkdwn` would read as formatting, as an emoji or as a link. */
const readAsMarks = /[*_~`@#]|:[^\s:]+:|:\/\/|www\.|^\s*>/im;

/** Whether `parts` are our own sentence and nothing else: only then may it be `mrkdwn`. */
export const isOurs = (parts: readonly Part[]): boolean =>
  parts.every((part) => {
    if (typeof part === "string") return !readAsMarks.test(part);
    switch (part.kind) {
      case "strong":
        return isOurs(part.parts);
      case "instant":
      case "money":
        return true;
      case "quote":
      case "person":
        return false;
      default:
        return part satisfies never;
    }
  });

/** A `plain_text` object; never empty, which Slack refuses. Emoji of our own labels stay pictures. */
export const plainText = (text: string, most: number): PlainTextElement => ({
  type: "plain_text",
  text: cut(inert(clean(text)), most) || "–",
  emoji: true,
});

/** Our own sentence with its emphasis and dates. Only for parts that `isOurs`. */
export const mrkdwn = (parts: readonly Part[], reading: Reading): MrkdwnElement => ({
  type: "mrkdwn",
  text: marked(parts, reading, false).trim() || "–",
  verbatim: true,
});

/** Our own words in bold. Only for parts that `isOurs`. */
export const boldMrkdwn = (parts: readonly Part[], reading: Reading): MrkdwnElement => mrkdwn([{ kind: "strong", parts }], reading);

function marked(parts: readonly Part[], reading: Reading, bold: boolean): string {
  return parts
    .map((part): string => {
      if (typeof part === "string") return escaped(clean(part));
      switch (part.kind) {
        case "strong": {
          const inside = marked(part.parts, reading, true);
          // A star binds to a word only: spaces stay outside.
          return bold || inside.trim() === "" ? inside : inside.replace(/^(\s*)([\s\S]*?)(\s*)$/, "$1*$2*$3");
        }
        case "instant": {
          const fallback = instantText(part.at, part.show, reading.zones);
          return `<!date^${seconds(part.at)}^${dateFormats[part.show]}|${escaped(fallback).replaceAll("|", "/")}>`;
        }
        case "money":
          return moneyText(part.money, reading.language);
        case "quote":
          return escaped(apart(part.text, reading.language));
        case "person":
          return escaped(apart(part.name, reading.language));
        default:
          return part satisfies never;
      }
    })
    .join("");
}

const seconds = (at: Instant): number => Math.floor(epochMs(at) / 1_000);

/** `parts` as elements of a `rich_text` section: nothing in them is ever parsed, nobody is called. */
export const elements = (parts: readonly Part[], reading: Reading, bold = false): RichTextElement[] =>
  merged(elementsOf(parts, reading, bold));

/** Texts of one style that follow each other, as one. */
export function merged(list: readonly RichTextElement[]): RichTextElement[] {
  const made: RichTextElement[] = [];
  for (const one of list) {
    const before = made.at(-1);
    if (one.type === "text" && before?.type === "text" && one.style?.bold === before.style?.bold)
      made[made.length - 1] = { ...before, text: before.text + one.text };
    else made.push(one);
  }
  return made;
}

function elementsOf(parts: readonly Part[], reading: Reading, bold: boolean): RichTextElement[] {
  const style = bold ? { style: { bold: true } } : {};
  const text = (shown: string): RichTextElement[] => (shown === "" ? [] : [{ type: "text", text: shown, ...style }]);
  return parts.flatMap((part): RichTextElement[] => {
    if (typeof part === "string") return text(clean(part));
    switch (part.kind) {
      case "strong":
        return elementsOf(part.parts, reading, true);
      case "quote":
        return text(apart(part.text, reading.language));
      case "instant": {
        const fallback = instantText(part.at, part.show, reading.zones);
        return [{ type: "date", timestamp: seconds(part.at), format: dateFormats[part.show], fallback, ...style }];
      }
      case "money":
        return text(moneyText(part.money, reading.language));
      case "person":
        return elementsOf([{ kind: "quote", text: part.name }], reading, true);
      default:
        return part satisfies never;
    }
  });
}

/** A section of `rich_text`; never empty, which Slack refuses. */
export function section(parts: readonly Part[], reading: Reading, bold = false): RichTextSection {
  const made = elements(parts, reading, bold);
  return { type: "rich_text_section", elements: made.length > 0 ? made : [{ type: "text", text: "–" }] };
}

/** Parts as a block of their own. */
export const richText = (parts: readonly Part[], reading: Reading, bold = false): RichTextBlock => ({
  type: "rich_text",
  elements: [section(parts, reading, bold)],
});

/** What a notification shows in place of blocks: one line, nothing in it read as a mention or as markup. */
export const fallbackText = (line: string): string => escaped(inert(cut(line, limits.fallback)));
