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
