/**
 * Days and hours as people say them in Danish and Persian: a small grammar over the names of months and weekdays that `Intl` knows.
 *
 * Every word must be understood, and a day must come out of it without doubt; else nothing is read.
 */
import { DateTime } from "luxon";
import { inDigits } from "../../src/domain/digits.ts";
import type { Span } from "../../src/domain/time.ts";

/** A wall time that somebody meant; which zone it belongs to is for the caller to know. */
export type Wall = { readonly year: number; readonly month: number; readonly day: number; readonly hour: number; readonly minute: number };

/** What somebody said of a time: the day, and as much of the hour as they named. */
export type SaidTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: { readonly hour: number; readonly minute: number } | null;
  readonly part: Exclude<Span, "minute" | "day"> | null;
};

/** Which way a day without a year or a weekday is looked for, and whether it stands alone or is picked out of a sentence. */
export type Look = { readonly toward: "past" | "future"; readonly amid: boolean };

type DayPart = Exclude<Span, "minute" | "day"> | "noon";

export type Tongue = {
  /** Months by name, each with its number and calendar; worked out when they are first asked for, like the weekdays. */
  readonly months: () => ReadonlyMap<string, { readonly month: number; readonly persian: boolean }>;
  /** Weekdays by name, Monday 1 to Sunday 7. */
  readonly weekdays: () => ReadonlyMap<string, number>;
  /** Days counted from today. */
  readonly days: Readonly<Record<string, number>>;
  /** Parts of the day: what the hour before or after them belongs to, or 12 o'clock itself. */
  readonly parts: Readonly<Record<string, DayPart>>;
  /** Words that announce the hour. */
  readonly clock: readonly string[];
  /** Words that say nothing by themselves. */
  readonly idle: readonly string[];
  /** Several words that are one: what stands for them. */
  readonly joined: readonly (readonly [RegExp, string])[];
  /** Whether "16.00" is an hour, and "26/11" a day and a month. */
  readonly dotted: boolean;
};

/** Letters that are typed in two ways, as one; half spaces are left out. */
const inLetters = (text: string): string =>
  inDigits(text).normalize("NFC").toLowerCase().replaceAll("\u200c", "").replaceAll("ي", "ی").replaceAll("ك", "ک").replaceAll("\u200f", "");

const key = (name: string): string => inLetters(name).replaceAll(/[.\s]/g, "");

function named(language: string, part: "month" | "weekday"): Map<string, number> {
  const found = new Map<string, number>();
  for (const style of ["long", "short"] as const) {
    const format = new Intl.DateTimeFormat(language, { [part]: style, timeZone: "UTC" });
    for (let i = 0; i < (part === "month" ? 12 : 7); i++) {
      // 5 January 2026 is a Monday; the Persian year begins on 21 March.
      const persian = language.includes("persian");
      const at =
        part === "weekday" ? Date.UTC(2026, 0, 5 + i) : persian ? Date.UTC(2026, 2, 25) + i * 30.4 * 86_400_000 : Date.UTC(2026, i, 15);
      found.set(key(format.format(at)), i + 1);
    }
  }
  return found;
}

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

const months = (language: string, persian: boolean) =>
  [...named(language, "month")].map(([name, month]) => [name, { month, persian }] as const);

/** Danish and Persian; English is read by chrono. */
export const tongues: Readonly<Record<"da" | "fa", Tongue>> = {
  da: {
    months: once(() => new Map(months("da", false))),
    weekdays: once(() => named("da", "weekday")),
    days: { idag: 0, imorgen: 1, iovermorgen: 2, igår: -1, iforgårs: -2 },
    parts: { middag: "noon", formiddag: "morning", morgen: "morning", eftermiddag: "afternoon", aften: "evening", nat: "night" },
    clock: ["kl", "klokken"],
    idle: ["på", "den", "d", "om"],
    joined: [
      [/\bi (går|forgårs) morges\b/g, "i$1 morgen"],
      [/\bi (går|forgårs) (formiddag|eftermiddag)s\b/g, "i$1 $2"],
      [/\bi (går|forgårs) aftes\b/g, "i$1 aften"],
      [/\bi morges\b/g, "idag morgen"],
      [/\bi (formiddag|eftermiddag)s\b/g, "idag $1"],
      [/\bi aftes\b/g, "igår aften"],
      [/\bi aften\b/g, "idag aften"],
      [/\bi (dag|morgen|overmorgen|går|forgårs)\b/g, "i$1"],
      [/\bom (formiddagen|morgenen|eftermiddagen|aftenen|natten)\b/g, "$1"],
      [/\b(formiddag|morgen|eftermiddag|aften)en\b/g, "$1"],
      [/\bnatten\b/g, "nat"],
      [/\bkl\./g, "kl"],
      [/\bd\.\s/g, "d "],
    ],
    dotted: true,
  },
  fa: {
    months: once(() => new Map([...months("fa-u-ca-gregory", false), ...months("fa-u-ca-persian", true)])),
    weekdays: once(() => named("fa", "weekday")),
    days: { امروز: 0, فردا: 1, پسفردا: 2, دیروز: -1, پریروز: -2 },
    parts: { ظهر: "noon", صبح: "morning", بعدازظهر: "afternoon", عصر: "evening", شب: "night" },
    clock: ["ساعت"],
    idle: ["روز", "در", "ماه", "سال", "و"],
    joined: [
      [/(یک|دو|سه|چهار|پنج) شنبه/g, "$1شنبه"],
      [/پس فردا/g, "پسفردا"],
      [/بعد از ظهر/g, "بعدازظهر"],
      [/دیشب/g, "دیروز شب"],
      [/امشب/g, "امروز شب"],
    ],
    dotted: false,
  },
};

/** The Gregorian date of a Persian one; `null` when there is no such day. */
function fromPersian(year: number, month: number, day: number): { year: number; month: number; day: number } | null {
  const format = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", { year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC" });
  const guess = Date.UTC(year + 621, 2, 20) + (month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30) * 86_400_000 + day * 86_400_000;
  for (const off of [0, -1, 1, -2, 2]) {
    const at = new Date(guess + off * 86_400_000);
    const part = (type: string) => Number(format.formatToParts(at).find((one) => one.type === type)?.value);
    if (part("year") === year && part("month") === month && part("day") === day)
      return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
  }
  return null;
}

/** The present year of the Persian calendar at a place. */
const persianYear = (here: DateTime): number =>
  Number(
    new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", { year: "numeric", timeZone: here.zoneName ?? "UTC" })
      .formatToParts(here.toMillis())
      .find(({ type }) => type === "year")?.value,
  );

/** A name in full, as `Intl` shortens it, or by its first letters, three at least, when only one begins so. */
function byName<T>(names: ReadonlyMap<string, T>, word: string): T | undefined {
  const exact = names.get(word);
  if (exact !== undefined || word.length < 3) return exact;
  const begun = [...names].filter(([name]) => name.startsWith(word)).map(([, one]) => one);
  return new Set(begun.map((one) => JSON.stringify(one))).size === 1 ? begun[0] : undefined;
}

type Found = {
  day?: { year: number | null; month: number; day: number; persian: boolean };
  ahead?: number;
  weekday?: number;
  hour?: number;
  minute?: number;
  part?: DayPart;
};

/** Puts something in its place; `false` when there is something there already: then nothing is certain. */
function put<K extends keyof Found>(found: Found, name: K, value: Found[K]): boolean {
  if (found[name] !== undefined) return false;
  found[name] = value;
  return true;
}

/** The day and hour that a text means at a place and time; `null` when any of it is not understood or open to doubt. */
export function readSaid(
  text: string,
  { months, weekdays, days, parts, clock, idle, joined, dotted }: Tongue,
  here: DateTime,
  look: Look = { toward: "future", amid: false },
): SaidTime | null {
  const words = joined
    .reduce((clean, [pattern, one]) => clean.replaceAll(pattern, one), inLetters(text).replaceAll(/[,،]/g, " ").trim())
    .split(/\s+/)
    .filter((word) => word !== "" && word !== "-");
  const found: Found = {};
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!.replace(/\.$/, "");
    const next = words[i + 1] === undefined ? undefined : key(words[i + 1]!);
    const hour = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(word);
    const slashed = /^(\d{1,4})\/(\d{1,2})(?:[/-](\d{1,4}))?$/.exec(word);
    const month = next === undefined ? undefined : byName(months(), next);
    const name = key(word);
    if (/^\d{1,2}$/.test(word) && month) {
      const year = /^\d{4}$/.test(words[i + 2] ?? "") ? Number(words[i + 2]) : null;
      if (!put(found, "day", { year, month: month.month, day: Number(word), persian: month.persian })) return null;
      i += year === null ? 1 : 2;
    } else if (slashed) {
      const [, a, b, c] = slashed.map(Number) as [number, number, number, number?];
      const written = dateOf(a, b, slashed[3] === undefined ? null : c!, dotted);
      if (!written || !put(found, "day", written)) return null;
    } else if (clock.includes(name)) {
      if (!/^\d{1,2}(?:[:.]\d{2})?$/.test(words[i + 1] ?? "")) return null;
    } else if (hour && (hour[2] !== undefined || clock.includes(key(words[i - 1] ?? "")))) {
      if (word.includes(".") && !dotted) return null;
      if (!put(found, "hour", Number(hour[1])) || !put(found, "minute", Number(hour[2] ?? 0))) return null;
    } else if (weekdayOf(weekdays(), name, look.amid) !== undefined) {
      if (!put(found, "weekday", weekdayOf(weekdays(), name, look.amid))) return null;
    } else if (Object.hasOwn(days, name)) {
      if (!put(found, "ahead", days[name]!)) return null;
    } else if (Object.hasOwn(parts, name)) {
      if (!put(found, "part", parts[name]!)) return null;
    } else if (!idle.includes(name)) return null;
  }
  return saidOf(found, here, look.toward);
}

/** The wall time that a text means; `null` when it names no hour, too. */
export function readWall(text: string, tongue: Tongue, here: DateTime): Wall | null {
  const said = readSaid(text, tongue, here);
  return said?.time ? { year: said.year, month: said.month, day: said.day, ...said.time } : null;
}

/** Amid other words a weekday is only meant where it is written out: "man" is a Danish word of its own. */
function weekdayOf(weekdays: ReadonlyMap<string, number>, name: string, amid: boolean): number | undefined {
  return amid && name.length < 4 ? undefined : amid ? weekdays.get(name) : byName(weekdays, name);
}

function dateOf(a: number, b: number, c: number | null, dotted: boolean): NonNullable<Found["day"]> | null {
  // 1405/9/5 is a Persian date; 26/11 and 26/11-2026 are Danish ones.
  if (a >= 1300 && a < 1500 && c !== null) return { year: a, month: b, day: c, persian: true };
  return dotted && a <= 31 && (c === null || c >= 1000) ? { year: c, month: b, day: a, persian: false } : null;
}

function saidOf(found: Found, here: DateTime, toward: Look["toward"]): SaidTime | null {
  const time = timeOf(found);
  // An hour was named, and it is none.
  if (time === null && (found.hour !== undefined || found.part === "noon")) return null;
  const date = dayOf(found, here, time, toward);
  const { part } = found;
  return date && { ...date, time, part: part === undefined || part === "noon" ? null : part };
}

function timeOf({ hour, minute = 0, part }: Found): { hour: number; minute: number } | null {
  if (hour === undefined) return part === "noon" ? { hour: 12, minute: 0 } : null;
  if (hour > 23 || minute > 59) return null;
  switch (part) {
    case "afternoon":
    case "evening":
      return hour > 12 ? { hour, minute } : hour === 12 ? null : { hour: hour + 12, minute };
    case "night":
      // Two at night: of which day, the one before or the one after?
      return hour > 17 ? { hour, minute } : hour > 6 && hour < 12 ? { hour: hour + 12, minute } : null;
    case "morning":
      return hour < 12 ? { hour, minute } : null;
    case "noon":
      return hour === 12 ? { hour, minute } : null;
    case undefined:
      return { hour, minute };
    default:
      return part satisfies never;
  }
}

/** The day that was meant: the nearest that fits, that way; `null` when two things that were said do not fit together. */
function dayOf(
  { day, ahead, weekday }: Found,
  here: DateTime,
  time: { hour: number; minute: number } | null,
  toward: Look["toward"],
): Omit<Wall, "hour" | "minute"> | null {
  if ((day === undefined ? 0 : 1) + (ahead === undefined ? 0 : 1) > 1) return null;
  const today = here.startOf("day");
  const fits = (date: DateTime): Omit<Wall, "hour" | "minute"> | null =>
    weekday === undefined || date.weekday === weekday ? { year: date.year, month: date.month, day: date.day } : null;
  if (ahead !== undefined) return fits(today.plus({ days: ahead }));
  if (day !== undefined) {
    const year = day.year ?? (day.persian ? persianYear(here) : here.year);
    const inYear = (of: number): DateTime | null => {
      const gregorian = day.persian ? fromPersian(of, day.month, day.day) : { year: of, month: day.month, day: day.day };
      const date = gregorian && DateTime.fromObject(gregorian, { zone: here.zone });
      return date?.isValid ? date : null;
    };
    const date = inYear(year);
    if (day.year !== null) return date && fits(date);
    const near = date && (toward === "future" ? date >= today : date <= today) ? date : inYear(toward === "future" ? year + 1 : year - 1);
    return near && fits(near);
  }
  if (weekday === undefined) return null;
  if (toward === "past") return fits(today.minus({ days: (today.weekday - weekday + 7) % 7 }));
  const coming = today.plus({ days: (weekday - today.weekday + 7) % 7 });
  const passed = time !== null && coming.set(time) <= here;
  return fits(passed ? coming.plus({ days: 7 }) : coming);
}
