/**
 * Working time: a firm's week, hours and free days in its own zone.
 *
 * Days are worked out once by luxon (daylight saving included) and remembered, because one turn asks for a dozen.
 */
import { DateTime } from "luxon";
import { dayMs, epochMs, type Instant, instant, minuteMs } from "./time.ts";

export type Calendar = {
  /** IANA zone, such as "Europe/Copenhagen". */
  readonly zone: string;
  /** ISO weekdays, Monday 1 to Sunday 7. */
  readonly days: readonly number[];
  /** Local wall times "HH:MM". */
  readonly from: string;
  readonly to: string;
  /** Free days, "YYYY-MM-DD" in the zone. */
  readonly free: readonly string[];
};

type Day = { readonly next: string; readonly startMs: number; readonly endMs: number };

const remembered = new Map<string, Map<string, Day>>();
const keys = new WeakMap<Calendar, string>();

function keyOf(calendar: Calendar): string {
  let key = keys.get(calendar);
  if (key === undefined) {
    key = JSON.stringify([calendar.zone, calendar.days, calendar.from, calendar.to, calendar.free]);
    keys.set(calendar, key);
  }
  return key;
}

/** The working interval of one local date; empty (start = end) on a free day. */
function day(calendar: Calendar, date: string): Day {
  const key = keyOf(calendar);
  let days = remembered.get(key);
  if (!days) {
    days = new Map();
    remembered.set(key, days);
  }
  let found = days.get(date);
  if (!found) {
    const start = DateTime.fromISO(date, { zone: calendar.zone });
    const at = (clock: string) => DateTime.fromISO(`${date}T${clock}`, { zone: calendar.zone }).toMillis();
    const works = calendar.days.includes(start.weekday) && !calendar.free.includes(date);
    const startMs = at(calendar.from);
    found = { next: start.plus({ days: 1 }).toISODate()!, startMs, endMs: works ? at(calendar.to) : startMs };
    if (days.size > 4_000) days.clear();
    days.set(date, found);
  }
  return found;
}

const quarterMs = 15 * minuteMs;

type Dates = { readonly format: Intl.DateTimeFormat; readonly known: Map<number, string> };
const localDates = new Map<string, Dates>();

/** The local date "YYYY-MM-DD" of an instant in a zone. Remembered by quarter hours: since 1972 no zone's day begins within one. */
export function localDate(at: Instant, zone: string): string {
  let dates = localDates.get(zone);
  if (!dates) {
    const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
    dates = { format, known: new Map() };
    localDates.set(zone, dates);
  }
  const ms = epochMs(at);
  const quarter = Math.floor(ms / quarterMs);
  let date = dates.known.get(quarter);
  if (date === undefined) {
    date = dates.format.format(ms);
    if (dates.known.size > 4_000) dates.known.clear();
    dates.known.set(quarter, date);
  }
  return date;
}

/** The working days of a calendar from that of `at` on, looking `most` days ahead; none in a calendar without any. */
function* workingDays(calendar: Calendar, at: Instant, most = 400): Generator<Day> {
  let date = localDate(at, calendar.zone);
  for (let days = 0; days < most; days++) {
    const found = day(calendar, date);
    if (found.startMs < found.endMs) yield found;
    date = found.next;
  }
}

/** `at` itself when it is working time, else the start of the next working day; never earlier than `at`. */
export function nextWorking(calendar: Calendar, at: Instant): Instant {
  const ms = epochMs(at);
  for (const { startMs, endMs } of workingDays(calendar, at)) if (ms < endMs) return ms <= startMs ? instant(startMs) : at;
  return at; // a calendar without any working day in a year: do not hold anything back
}

/** When work next begins after `at`: on that very day only when it has not begun yet. */
export function nextMorning(calendar: Calendar, at: Instant): Instant {
  const ms = epochMs(at);
  for (const { startMs } of workingDays(calendar, at)) if (ms < startMs) return instant(startMs);
  return instant(ms + dayMs); // a calendar without any working day in a year
}

/** `at` plus `ms` milliseconds of working time: "within 1 working hour", reckoned in the firm's own week. */
export function plusWorking(calendar: Calendar, at: Instant, ms: number): Instant {
  const from = nextWorking(calendar, at);
  let left = ms;
  for (const { startMs, endMs } of workingDays(calendar, from, 4_000)) {
    const start = Math.max(epochMs(from), startMs);
    if (start + left <= endMs) return instant(start + left);
    left -= Math.max(0, endMs - start);
  }
  return instant(epochMs(at) + ms);
}
