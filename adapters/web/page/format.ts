/** Instants and money as the reader reads them: their zone, their language, their idea of today. */
import { languageOf } from "../../../src/domain/languages.ts";
import { dayText, timeText, weekdayText } from "../../../src/domain/written.ts";
import { word } from "./words.ts";

/** Who reads: their zone, the other firm's city and zone, and what time it is for the server. */
export type Reader = {
  readonly zone: string;
  readonly other: { readonly city: string; readonly zone: string } | null;
  readonly nowMs: number;
};

/** The time of day: "14:30". */
export const timeOf = timeText;

/** The weekday and time: "Tue 09:10". */
export const weekdayTimeOf = (ms: number, zone: string, language: string): string =>
  `${weekdayText(ms, zone, language)} ${timeText(ms, zone, language)}`;

/** What another zone's clock shows: the time, with the weekday when it is another day there. */
export const theirTimeOf = (ms: number, theirs: string, own: string, language: string): string =>
  dayNumber(ms, theirs) === dayNumber(ms, own) ? timeOf(ms, theirs, language) : weekdayTimeOf(ms, theirs, language);

/** Days by their ISO date in a zone. */
const isoDays = new Map<string, Intl.DateTimeFormat>();

function isoDay(ms: number, zone: string): string {
  const found =
    isoDays.get(zone) ?? new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  isoDays.set(zone, found);
  return found.format(ms);
}

/** The calendar day in a zone, as a number that counts up by one each day. */
const dayNumber = (ms: number, zone: string): number => Date.parse(`${isoDay(ms, zone)}T00:00:00Z`) / 86_400_000;

/** The day as people say it: "today", "tomorrow", else "Wed 25 Nov", with the year when it is another one. */
export function dayOf(ms: number, zone: string, language: string, nowMs: number): string {
  const away = dayNumber(ms, zone) - dayNumber(nowMs, zone);
  if (Math.abs(away) <= 1) return new Intl.RelativeTimeFormat(languageOf(language), { numeric: "auto" }).format(away, "day");
  return dayText(ms, zone, language, new Date(ms).getUTCFullYear() !== new Date(nowMs).getUTCFullYear());
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

/** An instant as a wall time of a zone, "2026-11-24T16:00"; a wall time stays as it is; `null` for anything else. */
export function wallTime(value: string, zone: string): string | null {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value)) return value;
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(value)) return null;
  const ms = Date.parse(value);
  return `${isoDay(ms, zone)}T${timeText(ms, zone, "en")}`;
}
