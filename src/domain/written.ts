/** Numbers, money, hours and days as a reader writes them: in their language's digits, on their clock, in the calendars they read. */
import { calendarsOf, type DateCalendar, languageOf } from "./languages.ts";
import { decimals, type Money } from "./money.ts";

/** English is written the way both firms can read: day before month, 24 hours. */
const localeOf = (tag: string): string => (languageOf(tag) === "en" ? "en-GB" : languageOf(tag));

const formats = new Map<string, Intl.DateTimeFormat>();

/** A format is costly to make and cheap to use. */
function format(tag: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const slot = `${localeOf(tag)}|${zone}|${JSON.stringify(options)}`;
  const found = formats.get(slot) ?? new Intl.DateTimeFormat(localeOf(tag), { ...options, timeZone: zone });
  formats.set(slot, found);
  return found;
}

/** A number in the reader's digits: "1,200", or "1200" where it stands in a field. */
export const numberText = (number: number, tag: string, grouped = true): string =>
  new Intl.NumberFormat(localeOf(tag), { useGrouping: grouped }).format(number);

/** The exact amount with its currency: "6,450.00 EUR"; decimals are the currency's own. */
export function moneyText({ minor, currency }: Money, tag: string): string {
  const places = decimals(currency);
  const exact = new Intl.NumberFormat(localeOf(tag), { minimumFractionDigits: places, maximumFractionDigits: places });
  return `${exact.format(minor / 10 ** places)}\u00a0${currency}`;
}

/** The time of day in a zone: "14:30". */
export const timeText = (ms: number, zone: string, tag: string): string =>
  format(tag, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(ms);

/** The weekday in a zone: "Tue". */
export const weekdayText = (ms: number, zone: string, tag: string): string => format(tag, zone, { weekday: "short" }).format(ms);

/** The day in a zone, "Wed 25 Nov", in the reader's calendar; in brackets in another one, where they read two: «۴ آذر (۲۵ نوامبر)». */
export function dayText(ms: number, zone: string, tag: string, year: boolean): string {
  const [main, other] = calendarsOf(tag);
  const text = day(ms, zone, tag, main, { weekday: "short", day: "numeric", month: "short", ...(year && { year: "numeric" }) });
  return other === undefined
    ? text
    : `${text} (${day(ms, zone, tag, other, { day: "numeric", month: "long", ...(year && { year: "numeric" }) })})`;
}

function day(ms: number, zone: string, tag: string, calendar: DateCalendar, options: Intl.DateTimeFormatOptions): string {
  const made = format(tag, zone, { ...options, calendar });
  if (languageOf(tag) === "da") return made.format(ms).replace(/ AP$/, "");
  // As people write it: weekday, day, month, year. What Intl puts between and around them differs from year to year of ICU.
  const parts = made.formatToParts(ms);
  return (["weekday", "day", "month", "year"] as const).flatMap((type) => parts.find((part) => part.type === type)?.value ?? []).join(" ");
}
