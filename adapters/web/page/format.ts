/** Instants and money as the reader reads them: their zone, their language, their idea of today. */
import type { Money } from "../../../src/domain/money.ts";
import { word } from "./words.ts";

/** Who reads: their zone, the other firm's city and zone, and what time it is for the server. */
export type Reader = {
  readonly zone: string;
  readonly other: { readonly city: string; readonly zone: string } | null;
  readonly nowMs: number;
};

/** Languages that are written from right to left. */
const rightToLeft = new Set(["fa", "ar", "he", "ur"]);
/** Which way a language runs. */
export const directionOf = (language: string): "ltr" | "rtl" => (rightToLeft.has(language.split("-")[0] ?? "") ? "rtl" : "ltr");

const formats = new Map<string, Intl.DateTimeFormat>();

/** English is written the way both firms can read: day before month, 24 hours. */
const locale = (language: string): string => (language === "en" ? "en-GB" : language);

function format(language: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const slot = `${language}|${zone}|${Object.keys(options).join()}`;
  const found = formats.get(slot) ?? new Intl.DateTimeFormat(locale(language), { ...options, timeZone: zone });
  formats.set(slot, found);
  return found;
}

/** The time of day: "14:30". */
export const timeOf = (ms: number, zone: string, language: string): string =>
  format(language, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(ms);

/** The weekday and time: "Tue 09:10". */
export const weekdayTimeOf = (ms: number, zone: string, language: string): string =>
  `${format(language, zone, { weekday: "short" }).format(ms)} ${timeOf(ms, zone, language)}`;

/** A small number in the reader's digits. */
export const countText = (count: number, language: string): string => new Intl.NumberFormat(locale(language)).format(count);

/** What another zone's clock shows: the time, with the weekday when it is another day there. */
export const theirTimeOf = (ms: number, theirs: string, own: string, language: string): string =>
  dayNumber(ms, theirs) === dayNumber(ms, own) ? timeOf(ms, theirs, language) : weekdayTimeOf(ms, theirs, language);

/** The calendar day in a zone, as a number that counts up by one each day. */
function dayNumber(ms: number, zone: string): number {
  const [year = 0, month = 1, day = 1] = format("en-CA", zone, { year: "numeric", month: "2-digit", day: "2-digit" })
    .format(ms)
    .split("-")
    .map(Number);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** The day as people say it: "today", "tomorrow", else "Wed 25 Nov", with the year when it is another one. */
export function dayOf(ms: number, zone: string, language: string, nowMs: number): string {
  const away = dayNumber(ms, zone) - dayNumber(nowMs, zone);
  if (Math.abs(away) <= 1) return new Intl.RelativeTimeFormat(locale(language), { numeric: "auto" }).format(away, "day");
  const sameYear = new Date(ms).getUTCFullYear() === new Date(nowMs).getUTCFullYear();
  const options: Intl.DateTimeFormatOptions = sameYear
    ? { weekday: "short", day: "numeric", month: "short" }
    : { weekday: "short", day: "numeric", month: "short", year: "numeric" };
  const text = format(language, zone, options).format(ms);
  return language === "en" ? text.replace(",", "") : text;
}

/** An instant in words, on the reader's clock. */
export function instantText(at: string, show: "moment" | "date" | "time", language: string, reader: Reader): string {
  const ms = Date.parse(at);
  if (show === "date") return dayOf(ms, reader.zone, language, reader.nowMs);
  const time = timeOf(ms, reader.zone, language);
  if (show === "time") return time;
  return `${dayOf(ms, reader.zone, language, reader.nowMs)} ${time}`;
}

/** What the other firm's clock shows then, "(13:30 in Tabriz)"; `null` where it shows the same, and for what has passed. */
export function thereText(at: string, language: string, { other, zone, nowMs }: Reader): string | null {
  const ms = Date.parse(at);
  if (!other || ms < nowMs + 60_000) return null;
  const time = theirTimeOf(ms, other.zone, zone, language);
  return time === timeOf(ms, zone, language) ? null : word("page.there", { time, city: other.city }, language);
}

/** The exact amount with its currency: "6,450.00 EUR"; decimals are the currency's own. */
export function moneyText({ minor, currency }: Money, language: string): string {
  const places = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const exact = new Intl.NumberFormat(locale(language), { minimumFractionDigits: places, maximumFractionDigits: places });
  return `${exact.format(minor / 10 ** places)}\u00a0${currency}`;
}

/** An instant as a wall time of a zone, "2026-11-24T16:00"; a wall time stays as it is; `null` for anything else. */
export function wallTime(value: string, zone: string): string | null {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value)) return value;
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(value)) return null;
  const ms = Date.parse(value);
  const day = format("en-CA", zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(ms);
  return `${day}T${timeOf(ms, zone, "en")}`;
}
