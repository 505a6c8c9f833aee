/**
 * Public holidays by the `date-holidays` library (its code ISC, its data CC BY-SA 3.0: each country's file names its sources,
 * mostly Wikipedia).
 *
 * Importing it takes a tenth of a second and some 30 MB, so it is imported when a set-up file asks for holidays, and not before.
 *
 * What it knows: days that the law makes free in a whole country, state or region. Days that are only half free, bank holidays and
 * days put in place of one that falls on a week-end by custom are not among them. Days of the Islamic calendar (Ashura, the feasts)
 * are reckoned by the table of Umm al-Qura: where the moon decides, as in Iran, the day of the official calendar is often the next
 * one, never further than that; a firm sets such a day right with `works` and `free`.
 */
import type { PublicHolidays } from "../../src/ports/set-up.ts";

const dayMs = 86_400_000;
const sunsetMs = 6 * 3_600_000;

/** The days that are free as a whole; worked out once for a region and its years, which takes the library some time. */
export const publicHolidays: PublicHolidays = (region, years) => {
  const key = `${region} ${years.join(" ")}`;
  const found = known.get(key) ?? workedOut(region, years);
  known.set(key, found);
  return found;
};

const known = new Map<string, Promise<readonly string[] | null>>();

async function workedOut(region: string, years: readonly number[]): Promise<readonly string[] | null> {
  const { default: Holidays } = await import("date-holidays");
  const [country = "", state, part] = region.split("-");
  const calendar = new Holidays();
  if (!Object.hasOwn(calendar.getCountries(), country)) return null;
  if (state !== undefined && !Object.hasOwn(calendar.getStates(country) ?? {}, state)) return null;
  if (state !== undefined && part !== undefined && !Object.hasOwn(calendar.getRegions(country, state) ?? {}, part)) return null;
  // Reckoned in UTC a local day is a day: the wall dates are the same, and no summer time is in the way.
  const options = { types: ["public" as const], timezone: "UTC" };
  if (part !== undefined) calendar.init(country, state!, part, options);
  else if (state !== undefined) calendar.init(country, state, options);
  else calendar.init(country, options);
  const dates = years.flatMap((year) => calendar.getHolidays(year)).flatMap(wholeDays);
  return [...new Set(dates)].sort();
}

/** The days that lie in a holiday from midnight to midnight. One that begins at sunset is free on the day after. */
function wholeDays({ date, start, end }: { date: string; start: Date; end: Date }): readonly string[] {
  const shiftMs = date.endsWith("-0600") ? sunsetMs : 0;
  const firstMs = Math.ceil((start.getTime() + shiftMs) / dayMs) * dayMs;
  const count = Math.floor((end.getTime() + shiftMs - firstMs) / dayMs);
  return Array.from({ length: Math.max(0, count) }, (_, i) => new Date(firstMs + i * dayMs).toISOString().slice(0, 10));
}
