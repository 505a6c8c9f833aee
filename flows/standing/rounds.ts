/** Rounds by the calendar, and when the relationship's own questions come: one after the other, never all at once. */
import { localDate, nextWorking, plusWorking } from "../../src/domain/calendar.ts";
import type { Wanted } from "../../src/domain/flow.ts";
import type { Account, Firm, Rhythm } from "../../src/domain/people.ts";
import { dayMs, epochMs, type Instant, instant, minuteMs, plus } from "../../src/domain/time.ts";

/** Working minutes of a day. */
export const dayMinutes = 8 * 60;

/** A quarter or a year of a firm's own calendar dates. */
type Round = { readonly round: string; readonly began: Instant; readonly next: Instant; readonly nextRound: string };

/** The round of a firm that an instant falls into, with its first working instant, and when the next one begins. */
export function roundOf(at: Instant, account: Account, firm: Firm, rhythm: Rhythm): Round {
  const { calendar } = account.firms[firm];
  const [year = 0, month = 1] = localDate(at, calendar.zone).split("-").map(Number);
  const starts = (ofYear: number, ofMonth: number): Instant => begins(ofYear, ofMonth, account, firm);
  if (rhythm === "yearly") return { round: String(year), began: starts(year, 1), next: starts(year + 1, 1), nextRound: String(year + 1) };
  const quarter = Math.ceil(month / 3);
  const [nextYear, nextQuarter] = quarter === 4 ? [year + 1, 1] : [year, quarter + 1];
  return {
    round: `${year}-Q${quarter}`,
    began: starts(year, quarter * 3 - 2),
    next: starts(nextYear, nextQuarter * 3 - 2),
    nextRound: `${nextYear}-Q${nextQuarter}`,
  };
}

/** The first working instant of a month: a day of noon in Greenwich is the same date from -12 to +11 hours. */
const begins = (year: number, month: number, account: Account, firm: Firm): Instant =>
  nextWorking(account.firms[firm].calendar, instant(Date.UTC(year, month - 1, 1, 6)));

/** A round as a number that grows: 20271 for "2027-Q1", 20270 for "2027". */
export const numberOf = (round: string): number => Number(round.slice(0, 4)) * 10 + Number(round.slice(6) || 0);

/**
 * How many of the firm's working days each question comes after what it is counted from, the day of opening or the beginning of its round;
 * ours. What the customer expects first is asked at once; the others follow one by one, so that nobody has them all before them on one
 * day. The own audit comes when the seven working days are over that people have for the survey of the same round: otherwise both would
 * begin on its first day, for the same people.
 */
const comes = { preferences: 0, acquaint: 2, baseline: 5, promised: 8, use: 8, audit: 8, terms: 11, often: 14 } as const;

type Question = keyof typeof comes;

/** When a question is asked of a firm that is counted `from` an instant. */
export const opensAt = (question: Question, from: Instant, account: Account, firm: Firm): Instant =>
  comes[question] === 0 ? from : plusWorking(account.firms[firm].calendar, from, comes[question] * dayMinutes * minuteMs);

/** A question comes again so long after the relationship was opened (questions page, section 2: each year). */
const yearMs = 365 * dayMs;
/** What was said so shortly before a question comes again, or after that, still holds; ours. */
const holdsMs = 182 * dayMs;

/**
 * A question of the beginning, asked at its time and again each year, as far after the day of opening as the first time: counted from the
 * answers, all that were given on one day would come back on one day. `said`: when it was last answered; `null`: not yet. The round that
 * is on, unless it has been answered, and the next one; their keys are `wanted.key`, then that with the number of the year.
 */
export function yearly(
  question: Question,
  wanted: Wanted,
  said: Instant | null,
  openedAt: Instant,
  account: Account,
  now: Instant,
): Wanted[] {
  const year = Math.floor((epochMs(now) - epochMs(openedAt)) / yearMs);
  const rounds = [year - 1, year, year + 1, year + 2]
    .filter((round) => round >= 0)
    .map((round) => ({ round, opens: opensAt(question, plus(openedAt, round * yearMs), account, wanted.firm) }))
    .filter(({ opens }) => said === null || said < plus(opens, -holdsMs));
  const [on, next] = [rounds.findLast(({ opens }) => opens <= now), rounds.find(({ opens }) => opens > now)];
  return [on, next].flatMap((one) =>
    one ? [{ ...wanted, key: one.round === 0 ? wanted.key : `${wanted.key}:${one.round}`, opens: one.opens }] : [],
  );
}
