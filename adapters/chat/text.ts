/** Typed parts as plain text, shown on no reader's own clock and parsed nowhere; and how texts are cut where there is little room. */
import { localDate } from "../../src/domain/calendar.ts";
import { direction } from "../../src/domain/languages.ts";
import type { Part } from "../../src/domain/message.ts";
import { epochMs, type Instant } from "../../src/domain/time.ts";
import { moneyText, timeText } from "../../src/domain/written.ts";

/** A zone, and what it is called where a clock has to be named: `{ zone: "Europe/Copenhagen", city: "Aarhus" }`. */
export type Clock = { readonly zone: string; readonly city: string };
/** For whom parts are drawn: the language they are in, and the clocks that fallbacks name. */
export type Reading = { readonly language: string; readonly zones: readonly Clock[] };

/** What is told of an instant. */
export type Show = Extract<Part, { kind: "instant" }>["show"];

/** How the day and the time of an instant are written in a zone. */
export type Writing = {
  readonly day: (at: Instant, zone: string) => string;
  readonly time: (at: Instant, zone: string) => string;
};

/** As every language reads it, and every program: "2026-11-25", "12:00". */
const iso: Writing = { day: localDate, time: (at, zone) => timeText(epochMs(at), zone, "en") };

/** An instant where a client cannot show it: "2026-11-25 12:00 Aarhus (14:30 Tabriz)"; UTC where no clock is named. */
export function instantText(at: Instant, show: Show, zones: readonly Clock[], writing: Writing = iso): string {
  const [main = { zone: "UTC", city: "UTC" }, ...others] = zones;
  const clock = ({ zone, city }: Clock) => ({ city, day: writing.day(at, zone), time: writing.time(at, zone) });
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

/** Text that every platform takes as it is: no controls, no halves of characters. */
export const clean = (text: string): string => text.toWellFormed().replace(unshowable, "");

/**
 * What people wrote, in its own direction where the sentence around it runs the other way: first strong isolate, UAX #9. Each line by itself:
 * an isolate ends with its paragraph.
 */
export function apart(text: string, language: string): string {
  const shown = clean(text).replace(isolates, "");
  if (direction(language) !== "rtl" && !rightToLeft.test(shown)) return shown;
  return shown.replaceAll(/[^\n]+/g, (line) => `\u2068${line}\u2069`);
}

/** Whether an instant stands among `parts`: as plain text it would not follow the reader's clock. */
export const hasInstant = (parts: readonly Part[]): boolean =>
  parts.some((part) => typeof part !== "string" && (part.kind === "instant" || (part.kind === "strong" && hasInstant(part.parts))));

/** `parts` as text that is never parsed; of more than one line where people wrote more than one. `writing`: how instants are written. */
export const unmarked = (parts: readonly Part[], reading: Reading, writing?: Writing): string =>
  parts
    .map((part): string => {
      if (typeof part === "string") return clean(part);
      switch (part.kind) {
        case "strong":
          return unmarked(part.parts, reading, writing);
        case "quote":
          return apart(part.text, reading.language);
        case "instant":
          return instantText(part.at, part.show, reading.zones, writing);
        case "money":
          return moneyText(part.money, reading.language);
        case "person":
          return apart(part.name, reading.language);
        default:
          return part satisfies never;
      }
    })
    .join("");

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

/** What a form or window is called: its button without the dots that promised it. */
export const titleOf = (label: string): string => clean(label).replace(/\s*(…|\.\.\.)$/, "");
