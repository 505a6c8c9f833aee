/** Days and hours as people write them, in any of our languages. What is open to doubt is asked again, never guessed. */

import { GB } from "chrono-node/en";
import { DateTime } from "luxon";
import { localDate } from "../../src/domain/calendar.ts";
import { inDigits } from "../../src/domain/digits.ts";
import { languageOf } from "../../src/domain/languages.ts";
import { type Day, dayMs, epochMs, hourMs, type Instant, instant, minuteMs, readDay } from "../../src/domain/time.ts";
import { readWall, tongues, type Wall } from "./calendar-words.ts";

/**
 * An instant from "2026-11-26T16:00" (wall time in `zone`), an ISO instant with offset, or words such as "Thu 26 Nov 16:00",
 * "i morgen kl. 12" or «پنجشنبه ۵ آذر ساعت ۱۶»; `null` when there is no day and hour, when it could mean two things, or when the
 * wall time does not exist there (the hour that daylight saving skips).
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
  // Whatever its language: a text that two grammars read differently is open to doubt.
  const walls = [readEnglish(inDigits(text), here), readWall(text, tongues.da, here), readWall(text, tongues.fa, here)];
  const instants = new Set(walls.flatMap((wall) => (wall === null ? [] : [instantOf(wall, zone)])));
  return instants.size === 1 ? [...instants][0]! : null;
}

/** The day that somebody wrote, at their place; `null` when it cannot be read without doubt. */
export function dayIn(text: string, now: Instant, zone: string): Day | null {
  const written = readDay(inDigits(text));
  if (written) return written;
  const at = readWhen(text, now, zone) ?? readWhen(`${text} 12:00`, now, zone);
  return at && (localDate(at, zone) as Day);
}

/** `null` for the hour that daylight saving skips. */
function instantOf(wall: Wall, zone: string): Instant | null {
  const read = DateTime.fromObject(wall, { zone });
  return read.isValid && read.hour === wall.hour && read.minute === wall.minute ? instant(earliest(read)) : null;
}

function readEnglish(text: string, here: DateTime): Wall | null {
  const results = GB.parse(text, { instant: here.toJSDate(), timezone: here.offset }, { forwardDate: true });
  const [found] = results;
  if (!found || results.length > 1 || found.end || found.text.length < text.trim().length) return null;
  const { start } = found;
  const timed = start.isCertain("hour") || /\b(noon|midday|midnight)\b/i.test(text);
  // A year of the Persian calendar is no year of chrono's.
  if (start.get("year")! < 1900) return null;
  if (!timed || !(start.isCertain("day") || start.isCertain("weekday") || /\b(today|tomorrow|tonight|noon)\b/i.test(text))) return null;
  return {
    year: start.get("year")!,
    month: start.get("month")!,
    day: start.get("day")!,
    hour: start.get("hour")!,
    minute: start.get("minute") ?? 0,
  };
}

/** Of a wall time that comes twice, in the night when clocks go back, the first; luxon's own choice depends on today's season. */
const earliest = (read: DateTime): number => Math.min(...read.getPossibleOffsets().map((one) => one.toMillis()));

/** What `writeWhen` wrote in English, whole: most dates come back as our form filled them in, and chrono costs much more. */
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

/** Writes an instant so that `readWhen` in the same zone gives it back, to the minute: "Thu 26 Nov 2026 16:00" in English. */
export function writeWhen(at: Instant, zone: string, language = "en"): string {
  const here = DateTime.fromMillis(epochMs(at), { zone, locale: "en" });
  // The second of two equal wall times needs its offset.
  if (earliest(here) < here.toMillis()) return here.toFormat("yyyy-MM-dd'T'HH:mmZZ");
  return `${writeDay(at, zone, language)} ${clockTime(here, language)}`;
}

const clockTime = (here: DateTime, language: string): string =>
  here.reconfigure({ locale: "en", numberingSystem: languageOf(language) === "fa" ? "arabext" : "latn" }).toFormat("HH:mm");

/** The date of an instant in a zone, as `writeWhen` writes it: "Thu 26 Nov 2026", "tor 26. nov. 2026", «پنجشنبه ۵ آذر ۱۴۰۵». */
export function writeDay(at: Instant, zone: string, language = "en"): string {
  const tongue = languageOf(language);
  if (tongue === "en") return DateTime.fromMillis(epochMs(at), { zone, locale: "en" }).toFormat("ccc d LLL yyyy");
  const month = tongue === "fa" ? "long" : "short";
  const format = new Intl.DateTimeFormat(tongue, { weekday: "short", day: "numeric", month, year: "numeric", timeZone: zone });
  const parts = format.formatToParts(epochMs(at));
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("weekday").replace(/\.$/, "")} ${part("day")}${tongue === "da" ? "." : ""} ${part("month")} ${part("year")}`;
}
