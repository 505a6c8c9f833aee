/** Times as people remember them: "yesterday afternoon", "i morges", «دیروز عصر». What nobody said closer is not made closer. */

import { GB } from "chrono-node/en";
import { DateTime } from "luxon";
import { inDigits } from "../../src/domain/digits.ts";
import { languageOf } from "../../src/domain/languages.ts";
import { type Around, epochMs, type Instant, instant, type Span } from "../../src/domain/time.ts";
import { type Look, readSaid, type SaidTime, tongues } from "./calendar-words.ts";
import { readWhen, writeDay, writeWhen } from "./when.ts";

/** The hour at which each part of a day begins: never shown, only compared with. */
const begins: { readonly [S in Exclude<Span, "minute">]: number } = { morning: 4, afternoon: 12, evening: 16, night: 20, day: 0 };

const partNames: { readonly [S in Exclude<Span, "minute" | "day">]: { readonly en: string; readonly da: string; readonly fa: string } } = {
  morning: { en: "morning", da: "morgen", fa: "صبح" },
  afternoon: { en: "afternoon", da: "eftermiddag", fa: "بعدازظهر" },
  evening: { en: "evening", da: "aften", fa: "عصر" },
  night: { en: "night", da: "nat", fa: "شب" },
};

/** A time that has come, as closely as the text says it; `null` when no day comes out of it without doubt. */
export function readAround(text: string, now: Instant, zone: string): Around | null {
  const [, span, at] = fixedAs.exec(text) ?? [];
  if (span !== undefined && at !== undefined) return Number.isNaN(Date.parse(at)) ? null : { at: at as Instant, span: span as Span };
  const exact = readWhen(text, now, zone);
  const here = DateTime.fromMillis(epochMs(now), { zone });
  const said = [
    ...english(text, here, { toward: "past", amid: false }).filter(({ whole }) => whole),
    ...own(text, here, { toward: "past", amid: false }),
  ];
  const found = oneOf(said.map(({ said: one }) => one));
  // What names an hour is read by the stricter rules first: "Tuesday 8:00" of the past only here.
  if (found && (exact === null || exact > now)) return aroundOf(found, zone);
  return exact === null ? null : { at: exact, span: "minute" };
}

/** Writes a time so that `readAround` in the same zone gives it back: "Mon 23 Nov 2026 afternoon". */
export function writeAround({ at, span }: Around, zone: string, language = "en"): string {
  if (span === "minute") return writeWhen(at, zone, language);
  const day = writeDay(at, zone, language);
  return span === "day" ? day : `${day} ${partNames[span][languageOf(language)]}`;
}

/** A time as text that means the same on any day and in any zone; `readAround` reads it. */
export const fixed = ({ at, span }: Around): string => (span === "minute" ? at : `${span} ${at}`);
const fixedAs = /^(morning|afternoon|evening|night|day) (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:00\.000Z)$/;

/** The only time that words name, looked for that way; `null` when they name none, or two. */
export function timeIn(words: string, now: Instant, zone: string, toward: Look["toward"]): Around | null {
  const here = DateTime.fromMillis(epochMs(now), { zone });
  const look = { toward, amid: true } as const;
  const found = [...english(words, here, look), ...ownAmid(words, here, look)].map(({ said }) => said);
  const said = oneOf(found);
  const read = said && aroundOf(said, zone);
  return read && (toward === "past" ? read.at <= now : read.at > now) ? read : null;
}

/** One thing said, however many grammars read it; `null` when they differ. */
function oneOf(found: readonly SaidTime[]): SaidTime | null {
  const [first] = found;
  return first && new Set(found.map((one) => JSON.stringify(one))).size === 1 ? first : null;
}

function aroundOf({ year, month, day, time, part }: SaidTime, zone: string): Around | null {
  const span: Span = time ? "minute" : (part ?? "day");
  const wall = time ?? { hour: begins[span as Exclude<Span, "minute">], minute: 0 };
  const read = DateTime.fromObject({ year, month, day, ...wall }, { zone });
  // The hour that daylight saving skips is none; a day may well begin an hour later.
  if (!read.isValid || (time && read.hour !== time.hour)) return null;
  return { at: instant(Math.min(...read.getPossibleOffsets().map((one) => one.toMillis()))), span };
}

type Found = { readonly said: SaidTime };

/** The whole text, in Danish or Persian. */
const own = (text: string, here: DateTime, look: Look): Found[] =>
  Object.values(tongues).flatMap((tongue) => {
    const said = readSaid(text, tongue, here, look);
    return said ? [{ said }] : [];
  });

/** How many words a time takes at most: "torsdag den 26. november 2026 kl. 16.00". */
const longest = 8;

/** The longest runs of words that are a time in Danish or Persian, none inside another. */
function ownAmid(words: string, here: DateTime, look: Look): Found[] {
  const all = words.split(/\s+/).map((word) => word.replace(/[.,;:،؛!?؟]+$/u, ""));
  const found: Found[] = [];
  for (let from = 0; from < all.length; from++) {
    for (let to = Math.min(all.length, from + longest); to > from; to--) {
      const [read] = own(all.slice(from, to).join(" "), here, look);
      if (!read) continue;
      found.push(read);
      from = to - 1;
      break;
    }
  }
  return found;
}

/** A day as English names it, so that no month of "may" and no weekday of "sat" is taken for one. */
const namesDay =
  /^(?:on\s+|at\s+|around\s+|early\s+|late\s+)*(?:(?:today|yesterday|tomorrow|tonight)\b|this (?:morning|afternoon|evening)|last (?:night|mon|tues|wednes|thurs|fri|satur|sun)|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:mon|tue|wed|thu|fri|sat|sun)\w*,? \d|\d{1,2}(?:st|nd|rd|th)?\s*(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|\b(?:today|yesterday|tomorrow)\b/i;
const ago = /^(?:\w+|half an?|an?) (?:minute|hour|day)s? ago$|^half an hour ago$|^in (?:\w+|half an|an?) (?:minute|hour)s?$/i;
const partOf = /\b(morning|afternoon|evening|night)\b/i;

/** What English names, by chrono; `whole`: the text is nothing else. */
function english(text: string, here: DateTime, { toward }: Look): (Found & { readonly whole: boolean })[] {
  const plain = inDigits(text);
  const options = { forwardDate: toward === "future" };
  return GB.parse(plain, { instant: here.toJSDate(), timezone: here.offset }, options).flatMap(({ start, end, text: words }) => {
    if (end || !(namesDay.test(words) || ago.test(words)) || start.get("year")! < 1900) return [];
    const timed = start.isCertain("hour") || /\b(?:noon|midday)\b/i.test(words);
    const part = words.toLowerCase().startsWith("tonight") ? "night" : partOf.exec(words)?.[1]?.toLowerCase();
    const wall = DateTime.fromObject({ year: start.get("year")!, month: start.get("month")!, day: start.get("day")! }, { zone: here.zone });
    const back = toward === "past" && start.isCertain("weekday") && !start.isCertain("day") && wall > here ? 7 : 0;
    const { year, month, day } = wall.minus({ days: back });
    const said: SaidTime = {
      year,
      month,
      day,
      time: timed ? { hour: start.get("hour")!, minute: start.get("minute") ?? 0 } : null,
      part: timed ? null : ((part as SaidTime["part"] | undefined) ?? null),
    };
    return [{ said, whole: words.length >= plain.trim().length }];
  });
}
