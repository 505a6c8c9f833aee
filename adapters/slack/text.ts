/**
 * Typed parts as Slack shows them. What people wrote is never interpreted: it goes into `rich_text` elements and `plain_text`, which parse
 * nothing; `mrkdwn` is for our own sentences alone. An instant is a date element, so that each reader sees their own clock.
 */
import type { MrkdwnElement, PlainTextElement, RichTextBlock, RichTextElement, RichTextSection } from "@slack/types";
import { localDate } from "../../src/domain/calendar.ts";
import { direction } from "../../src/domain/languages.ts";
import type { Part } from "../../src/domain/message.ts";
import { epochMs, type Instant } from "../../src/domain/time.ts";
import { moneyText, timeText } from "../../src/domain/written.ts";
import { limits } from "./limits.ts";

/** A zone, and what it is called where a clock has to be named: `{ zone: "Europe/Copenhagen", city: "Aarhus" }`. */
export type Clock = { readonly zone: string; readonly city: string };
/** For whom parts are drawn: the language they are in, and the clocks that fallbacks name. */
export type Reading = { readonly language: string; readonly zones: readonly Clock[] };

type Show = Extract<Part, { kind: "instant" }>["show"];

/**
 * How Slack writes a date: "today" and "tomorrow", else with its weekday.
 * @see https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
const dateFormats = {
  moment: "{day_divider_pretty} {time}",
  date: "{day_divider_pretty}",
  time: "{time}",
} as const satisfies Record<Show, string>;

/** An instant where a client cannot show it: "2026-11-25 12:00 Aarhus (14:30 Tabriz)"; UTC where no clock is named. */
export function instantText(at: Instant, show: Show, zones: readonly Clock[]): string {
  const [main = { zone: "UTC", city: "UTC" }, ...others] = zones;
  const clock = ({ zone, city }: Clock) => ({ city, day: localDate(at, zone), time: timeText(epochMs(at), zone, "en") });
  const own = clock(main);
  if (show === "date") return own.day;
  const elsewhere = others
    .map(clock)
    .filter(({ day, time }) => day !== own.day || time !== own.time)
    .map(({ city, day, time }) => `${day === own.day ? time : `${day} ${time}`} ${city}`);
  const told = `${show === "time" ? own.time : `${own.day} ${own.time}`} ${main.city}`;
  return elsewhere.length === 0 ? told : `${told} (${elsewhere.join(", ")})`;
}

/** Controls that no client shows, and marks of direction that a text leaves open. */
const unshowable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\ufeff]/gu;
/** Isolates: ours are closed, those in what people wrote need not be. */
const isolates = /[\u2066-\u2069]/gu;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/** Text that Slack takes as it is: no controls, no halves of characters. */
export const clean = (text: string): string => text.toWellFormed().replace(unshowable, "");

/** What people wrote, in its own direction where the sentence around it runs the other way: first strong isolate, UAX #9. */
function apart(text: string, language: string): string {
  const shown = clean(text).replace(isolates, "");
  return shown !== "" && (direction(language) === "rtl" || rightToLeft.test(shown)) ? `\u2068${shown}\u2069` : shown;
}

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

/** Whether an instant stands among `parts`: as plain text it would not follow the reader's clock. */
export const hasInstant = (parts: readonly Part[]): boolean =>
  parts.some((part) => typeof part !== "string" && (part.kind === "instant" || (part.kind === "strong" && hasInstant(part.parts))));

/** `parts` as text that is never parsed; of more than one line where people wrote more than one. */
export const unmarked = (parts: readonly Part[], reading: Reading): string =>
  parts
    .map((part): string => {
      if (typeof part === "string") return clean(part);
      switch (part.kind) {
        case "strong":
          return unmarked(part.parts, reading);
        case "quote":
          return apart(part.text, reading.language);
        case "instant":
          return instantText(part.at, part.show, reading.zones);
        case "money":
          return moneyText(part.money, reading.language);
        case "person":
          return apart(part.name, reading.language);
        default:
          return part satisfies never;
      }
    })
    .join("");

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
export const fallbackText = (parts: readonly Part[], reading: Reading): string => {
  const line = unmarked(parts, reading).replace(/\s+/g, " ").trim();
  return escaped(inert(cut(line, limits.fallback)));
};

/** The beginning of a text, at most `most` characters, with "…" where something is left out; at the end of a word if one is near. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text
    .slice(0, most - 1)
    .toWellFormed()
    .replace(/\ufffd$/, "");
  const word = /^([\s\S]*\S)\s+\S*$/.exec(head)?.[1];
  const kept = (word !== undefined && word.length >= most * 0.6 ? word : head).trimEnd();
  // An isolate that was opened is closed, or it would turn what follows.
  return kept.lastIndexOf("\u2068") > kept.lastIndexOf("\u2069") ? `${kept.slice(0, most - 2)}…\u2069` : `${kept}…`;
}

/** Parts that are together at most `most` characters long, with "…" where something is left out. */
export function cutParts(parts: readonly Part[], most: number): readonly Part[] {
  const kept: Part[] = [];
  let left = most;
  for (const part of parts) {
    if (left <= 0) return endsCut(kept) ? kept : [...kept, "…"];
    const shown = cutPart(part, left);
    kept.push(shown);
    left -= lengthOf([shown]);
  }
  return kept;
}

const endsCut = (parts: readonly Part[]): boolean => /…$/.test(textOf(parts.at(-1) ?? ""));

/** The words of a part without what is typed. */
const textOf = (part: Part): string => {
  if (typeof part === "string") return part;
  switch (part.kind) {
    case "strong":
      return part.parts.map(textOf).join("");
    case "quote":
      return part.text;
    case "person":
      return part.name;
    case "instant":
    case "money":
      return "";
    default:
      return part satisfies never;
  }
};

function cutPart(part: Part, most: number): Part {
  if (typeof part === "string") return cut(part, most);
  switch (part.kind) {
    case "strong":
      return { ...part, parts: cutParts(part.parts, most) };
    case "quote":
      return { ...part, text: cut(part.text, most) };
    case "person":
      return { ...part, name: cut(part.name, most) };
    case "instant":
    case "money":
      return part;
    default:
      return part satisfies never;
  }
}

/** What an instant or an amount takes, about. */
const typedLength = 20;

const lengthOf = (parts: readonly Part[]): number =>
  parts.reduce((sum, part) => {
    if (typeof part === "string") return sum + part.length;
    if (part.kind === "strong") return sum + lengthOf(part.parts);
    return sum + (part.kind === "instant" || part.kind === "money" ? typedLength : textOf(part).length);
  }, 0);

/** The first sentence, at most `most` characters of it. */
export function firstSentence(parts: readonly Part[], most: number): readonly Part[] {
  const end = parts.findIndex((part) => typeof part === "string" && /[.?!؟]\s/.test(part));
  const last = parts[end];
  if (typeof last !== "string") return cutParts(parts, most);
  return cutParts([...parts.slice(0, end), /^[\s\S]*?[.?!؟](?=\s)/.exec(last)?.[0] ?? last], most);
}
