/**
 * Working time: a firm's week, hours and free days in its own zone.
 *
 * Days are worked out once by luxon (daylight saving included) and remembered, because one turn asks for a dozen.
 */
import { DateTime } from "luxon";
import { type Day as CalendarDay, dayMs, epochMs, type Instant, instant, minuteMs } from "./time.ts";

export type Calendar = {
  /** IANA zone, such as "Europe/Copenhagen". */
  readonly zone: string;
  /** ISO weekdays, Monday 1 to Sunday 7. */
  readonly days: readonly number[];
  /** Local wall times "HH:MM"; work that ends no later than it begins goes on past midnight and belongs to the day on which it begins. */
  readonly from: string;
  readonly to: string;
  /** Free days, "YYYY-MM-DD" in the zone; the public holidays of `holidays` are among them. */
  readonly free: readonly string[];
  /** By which rule public holidays are free; `null`: only the days that somebody listed. */
  readonly holidays: HolidayRule | null;
  /** Days on which the one person whose time it is is not there, both ends included: free days like any other. */
  readonly away?: readonly Span[];
};

type Span = { readonly from: string; readonly to: string };

/** Public holidays that were worked out into free days: kept with them, so that they can be written back as a rule and worked out anew. */
export type HolidayRule = {
  /** A country of ISO 3166, where it matters with its state and region: "DK", "DE-BE". */
  readonly region: string;
  /** The first and the last year that are worked out. */
  readonly from: number;
  readonly to: number;
  /** Free days besides. */
  readonly own: readonly string[];
  /** Public holidays that are days of work. */
  readonly works: readonly string[];
};

/** The free days that a rule gives, in order: `publicDays` of its years but those of work, and its own. */
export function freeDays({ from, to, own, works }: HolidayRule, publicDays: readonly string[]): readonly string[] {
  const within = publicDays.filter((date) => Number(date.slice(0, 4)) >= from && Number(date.slice(0, 4)) <= to);
  return [...new Set([...within.filter((date) => !works.includes(date)), ...own])].sort();
}

type Day = { readonly next: string; readonly startMs: number; readonly endMs: number };

const remembered = new Map<string, Map<string, Day>>();
const keys = new WeakMap<Calendar, string>();

function keyOf(calendar: Calendar): string {
  let key = keys.get(calendar);
  if (key === undefined) {
    key = JSON.stringify([calendar.zone, calendar.days, calendar.from, calendar.to, calendar.free, calendar.away]);
    keys.set(calendar, key);
  }
  return key;
}

/** Whether work goes on past midnight. */
const isOvernight = ({ from, to }: Calendar): boolean => to <= from;

/** The working interval that begins on one local date; empty (start = end) on a free day. */
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
    // Of a wall time that comes twice the first; luxon's own choice depends on today's season. One that is skipped is after the gap.
    const at = (day: string, clock: string): number =>
      Math.min(
        ...DateTime.fromISO(`${day}T${clock}`, { zone: calendar.zone })
          .getPossibleOffsets()
          .map((one) => one.toMillis()),
      );
    const works =
      calendar.days.includes(start.weekday) &&
      !calendar.free.includes(date) &&
      !calendar.away?.some(({ from, to }) => from <= date && date <= to);
    const next = start.plus({ days: 1 }).toISODate()!;
    const startMs = at(date, calendar.from);
    found = { next, startMs, endMs: works ? at(isOvernight(calendar) ? next : date, calendar.to) : startMs };
    if (days.size > 4_000) days.clear();
    days.set(date, found);
  }
  return found;
}

const quarterMs = 15 * minuteMs;

type Dates = { readonly format: Intl.DateTimeFormat; readonly known: Map<number, string> };
const localDates = new Map<string, Dates>();

/** The local date "YYYY-MM-DD" of an instant in a zone. Remembered by quarter hours: since 1972 no zone's day begins within one. */
export const localDate = (at: Instant, zone: string): string => dateOf(epochMs(at), zone);

function dateOf(ms: number, zone: string): string {
  let dates = localDates.get(zone);
  if (!dates) {
    const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
    dates = { format, known: new Map() };
    localDates.set(zone, dates);
  }
  const quarter = Math.floor(ms / quarterMs);
  let date = dates.known.get(quarter);
  if (date === undefined) {
    date = dates.format.format(ms);
    if (dates.known.size > 4_000) dates.known.clear();
    dates.known.set(quarter, date);
  }
  return date;
}

/** The working days of a calendar from the one that may still go on at `ms`, looking `most` days ahead; none in a calendar without any. */
function* workingDays(calendar: Calendar, ms: number, most = 400): Generator<Day> {
  let date = dateOf(isOvernight(calendar) ? ms - dayMs : ms, calendar.zone);
  for (let days = 0; days < most; days++) {
    const found = day(calendar, date);
    if (found.startMs < found.endMs) yield found;
    date = found.next;
  }
}

/** `at` itself when it is working time, else the start of the next working day; never earlier than `at`. */
export function nextWorking(calendar: Calendar, at: Instant): Instant {
  const ms = epochMs(at);
  const working = workingFrom(calendar, ms);
  return working === ms ? at : instant(working);
}

function workingFrom(calendar: Calendar, ms: number): number {
  for (const { startMs, endMs } of workingDays(calendar, ms)) if (ms < endMs) return Math.max(ms, startMs);
  return ms; // a calendar without any working day in a year: do not hold anything back
}

/** When work next begins after `at`: on that very day only when it has not begun yet. */
export function nextMorning(calendar: Calendar, at: Instant): Instant {
  const ms = epochMs(at);
  for (const { startMs } of workingDays(calendar, ms)) if (ms < startMs) return instant(startMs);
  return instant(ms + dayMs); // a calendar without any working day in a year
}

/** `at` plus `ms` milliseconds of working time: "within 1 working hour", reckoned in the firm's own week. */
export function plusWorking(calendar: Calendar, at: Instant, ms: number): Instant {
  let known = sums.get(calendar);
  if (!known) {
    known = new Map();
    sums.set(calendar, known);
  }
  const key = `${at} ${ms}`;
  let found = known.get(key);
  if (found === undefined) {
    found = summed(calendar, at, ms);
    if (known.size > 1_000) known.clear();
    known.set(key, found);
  }
  return found;
}

/** What was asked for lately: one turn reckons several times with the same dates. */
const sums = new WeakMap<Calendar, Map<string, Instant>>();

function summed(calendar: Calendar, at: Instant, ms: number): Instant {
  const atMs = epochMs(at);
  const from = workingFrom(calendar, atMs);
  let left = ms;
  for (const { startMs, endMs } of workingDays(calendar, from, 4_000)) {
    const start = Math.max(from, startMs);
    if (start + left <= endMs) return instant(start + left);
    left -= Math.max(0, endMs - start);
  }
  return instant(atMs + ms);
}

/** Whether a firm works on a day. */
export const worksOn = (calendar: Calendar, date: CalendarDay): boolean => {
  const { startMs, endMs } = day(calendar, date);
  return startMs < endMs;
};

/** Noon of a day in a zone: the same date wherever it is shown within half a day of it. */
export const noonOf = (date: CalendarDay, zone: string): Instant => instant(DateTime.fromISO(`${date}T12:00`, { zone }).toMillis());

/** The beginning of a day in a zone. */
export const startOf = (date: CalendarDay, zone: string): Instant => instant(DateTime.fromISO(date, { zone }).startOf("day").toMillis());

/** The end of a day in a zone. */
export const endOf = (date: CalendarDay, zone: string): Instant =>
  instant(DateTime.fromISO(date, { zone }).plus({ days: 1 }).startOf("day").toMillis());
