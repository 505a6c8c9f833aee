/** An instant as UTC text with milliseconds; such texts compare in the order of time. */
export type Instant = string & { readonly instant: true };

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The instant that is `ms` milliseconds after 1970-01-01T00:00Z. */
export const instant = (ms: number): Instant => new Date(ms).toISOString() as Instant;

/** Milliseconds since 1970-01-01T00:00Z. */
export const epochMs = (at: Instant): number => Date.parse(at);

/** `at` moved by `ms` milliseconds, which may be negative. */
export const plus = (at: Instant, ms: number): Instant => instant(epochMs(at) + ms);

/** A date without a place, "YYYY-MM-DD"; such texts compare in the order of time. */
export type Day = string & { readonly day: true };

/** The day that a text writes as "YYYY-MM-DD"; `null` when it is no day of the calendar. */
export function readDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || !instant(ms).startsWith(text) ? null : (text as Day);
}

/** How many days `to` is after `from`; negative when it is before. */
export const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/** The day that is `days` days after `day`. */
export const plusDays = (day: Day, days: number): Day => instant(Date.parse(day) + days * dayMs).slice(0, 10) as Day;
/** How closely a time is known: to the minute, or a part of a day, or the day. */
export const spans = ["minute", "morning", "afternoon", "evening", "night", "day"] as const;
export type Span = (typeof spans)[number];
/** A time as somebody knows it: where its span begins. */
export type Around = { readonly at: Instant; readonly span: Span };
