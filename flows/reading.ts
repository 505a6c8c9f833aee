/**
 * Plain words read into what a command needs. What cannot be read without doubt is left out and asked, never guessed;
 * what was read is shown back before anything is filed.
 */
import * as chrono from "chrono-node";
import { DateTime } from "luxon";
import type { Stops } from "../src/domain/case.ts";
import { dayMs, epochMs, hourMs, type Instant, instant, minuteMs } from "../src/domain/time.ts";

/**
 * An instant from "2026-11-26T16:00" (wall time in `zone`), an ISO instant with offset, or English words such as
 * "Thu 26 Nov 16:00" or "tomorrow noon"; `null` when there is no day and hour, or the wall time does not exist there
 * (the hour that daylight saving skips).
 */
export function readWhen(text: string, now: Instant, zone: string): Instant | null {
  const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text);
  if (iso) {
    const offset = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text);
    const read = DateTime.fromISO(text, offset ? { setZone: true } : { zone });
    if (!read.isValid) return null;
    if (!offset && read.toFormat("yyyy-MM-dd'T'HH:mm") !== text.slice(0, 16)) return null;
    return instant(offset ? read.toMillis() : earliest(read));
  }
  const own = readOwn(text, zone);
  if (own) return own;
  const here = DateTime.fromMillis(epochMs(now), { zone });
  const results = chrono.en.GB.parse(text, { instant: new Date(epochMs(now)), timezone: here.offset }, { forwardDate: true });
  const [found] = results;
  if (!found || results.length > 1 || found.end || found.text.length < text.trim().length) return null;
  const { start } = found;
  const timed = start.isCertain("hour") || /\b(noon|midday|midnight)\b/i.test(text);
  if (!timed || !(start.isCertain("day") || start.isCertain("weekday") || /\b(today|tomorrow|tonight|noon)\b/i.test(text))) return null;
  const wall = {
    year: start.get("year")!,
    month: start.get("month")!,
    day: start.get("day")!,
    hour: start.get("hour")!,
    minute: start.get("minute") ?? 0,
  };
  const read = DateTime.fromObject(wall, { zone });
  return read.isValid && read.hour === wall.hour && read.minute === wall.minute ? instant(earliest(read)) : null;
}

/** Of a wall time that comes twice, in the night when clocks go back, the first; luxon's own choice depends on today's season. */
const earliest = (read: DateTime): number => Math.min(...read.getPossibleOffsets().map((one) => one.toMillis()));

/** What `writeWhen` wrote, whole: most dates come back as our form filled them in, and chrono costs much more. */
function readOwn(text: string, zone: string): Instant | null {
  const [, date, hour, minute] = /^([A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2} \d{4}) ([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  const startMs = date === undefined ? null : dayStart(date, zone);
  return startMs === null ? null : instant(startMs + Number(hour) * hourMs + Number(minute) * minuteMs);
}

const dayStarts = new Map<string, number | null>();

/** When "Thu 26 Nov 2026" begins; `null` when there is no such day, or the clocks change on it: chrono and luxon see to those. */
function dayStart(date: string, zone: string): number | null {
  const key = `${zone} ${date}`;
  let startMs = dayStarts.get(key);
  if (startMs === undefined) {
    const start = DateTime.fromFormat(date, "ccc d LLL yyyy", { zone, locale: "en" });
    startMs = start.isValid && start.plus({ days: 1 }).diff(start).toMillis() === dayMs ? start.toMillis() : null;
    if (dayStarts.size > 4_000) dayStarts.clear();
    dayStarts.set(key, startMs);
  }
  return startMs;
}

/** Writes an instant so that `readWhen` in the same zone gives it back, to the minute: "Thu 26 Nov 2026 16:00". */
export function writeWhen(at: Instant, zone: string): string {
  const here = DateTime.fromMillis(epochMs(at), { zone, locale: "en" });
  // The second of two equal wall times needs its offset.
  return earliest(here) < here.toMillis() ? here.toFormat("yyyy-MM-dd'T'HH:mmZZ") : here.toFormat(`${dayFormat} HH:mm`);
}

const dayFormat = "ccc d LLL yyyy";
/** The date of an instant in a zone, as `writeWhen` writes it: "Thu 26 Nov 2026". */
export const writeDay = (at: Instant, zone: string): string => DateTime.fromMillis(epochMs(at), { zone, locale: "en" }).toFormat(dayFormat);

/** The first clause of what was reported, at most 70 characters, with the order when it is not in it. */
export function titleOf(what: string, order: string | null): string {
  const clause = what.split(/[\n.;]|, (?=\d)| - /)[0]!.trim() || what;
  const short = clause.length <= 70 ? clause : `${clause.slice(0, 67).replace(/\s+\S*$/, "")}…`;
  const title = short.charAt(0).toLocaleUpperCase() + short.slice(1);
  return order && !title.toLowerCase().includes(order.toLowerCase()) ? `${title}, ${order}` : title;
}

export type ReadReport = {
  what: string;
  order: string | null;
  affected: number | null;
  total: number | null;
  stops: Stops | null;
  hurts: string | null;
};

/** What one sentence says: "batch 4411 came in cracked, 38 of 120, line 2 stops tomorrow noon". */
export function readReport(sentence: string): ReadReport {
  const what = sentence.trim();
  const order = /\b(batch|order|delivery|invoice|lot|po)\s*(?:no\.?|number|#)?\s*([A-Z]{0,4}[-/]?\d[\w/-]*)/i.exec(what);
  const share = /\b(\d{1,7})\s+(?:out\s+)?of\s+(?:the\s+)?(\d{1,7})\b/i.exec(what);
  const missing = /\b(\d{1,7})\s+\p{L}+.*?\b(?:only\s+)?(\d{1,7})\s+(?:came|arrived|were delivered|received)\b/iu.exec(what);
  const counts = share
    ? { affected: Number(share[1]), total: Number(share[2]) }
    : missing && Number(missing[2]) < Number(missing[1])
      ? { affected: Number(missing[1]) - Number(missing[2]), total: Number(missing[1]) }
      : { affected: null, total: null };
  const hurts = /[^,.;]*\bline\b[^,.;]*\b(?:stop|stops|stopped|stands still|down)\b[^,.;]*/i.exec(what)?.[0].trim() ?? null;
  const stops: Stops | null = /\b(hurt|injur|danger|unsafe)/i.test(what)
    ? "danger"
    : hurts
      ? "line"
      : /\bour (own )?customers?\b/i.test(what)
        ? "customers"
        : /\bslow(s|ed|er)?\b/i.test(what)
          ? "slowed"
          : null;
  return {
    what,
    order: order ? `${order[1]!.charAt(0).toUpperCase()}${order[1]!.slice(1).toLowerCase()} ${order[2]}` : null,
    ...counts,
    stops,
    hurts,
  };
}
