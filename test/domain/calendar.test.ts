import { describe, expect, test } from "vitest";
import { type Calendar, localDate, nextMorning, nextWorking, plusWorking } from "../../src/domain/calendar.ts";
import { hourMs, type Instant, minuteMs } from "../../src/domain/time.ts";
import { seed } from "../support/given.ts";

const sahand = seed.firms.supplier.calendar;
const nordvik = seed.firms.customer.calendar;
const at = (text: string) => text as Instant;

describe("the next working instant", () => {
  test("the firms of the seed work Saturday to Wednesday in Tabriz and Monday to Friday in Aarhus", () => {
    expect({ zone: sahand.zone, days: sahand.days, from: sahand.from, to: sahand.to }).toEqual({
      zone: "Asia/Tehran",
      days: [6, 7, 1, 2, 3],
      from: "08:00",
      to: "17:00",
    });
    expect({ zone: nordvik.zone, days: nordvik.days, from: nordvik.from, to: nordvik.to }).toEqual({
      zone: "Europe/Copenhagen",
      days: [1, 2, 3, 4, 5],
      from: "07:00",
      to: "16:00",
    });
  });

  test.for([
    // Nordvik: 07:00–16:00 is 06:00–15:00 UTC in winter, 05:00–14:00 in summer.
    ["Nordvik", nordvik, "during work it is now", "2026-11-24T07:00:00.000Z", "2026-11-24T07:00:00.000Z"],
    ["Nordvik", nordvik, "the first minute is work", "2026-11-24T06:00:00.000Z", "2026-11-24T06:00:00.000Z"],
    ["Nordvik", nordvik, "a millisecond before it is not", "2026-11-24T05:59:59.999Z", "2026-11-24T06:00:00.000Z"],
    ["Nordvik", nordvik, "the last millisecond is work", "2026-11-24T14:59:59.999Z", "2026-11-24T14:59:59.999Z"],
    ["Nordvik", nordvik, "the end is not", "2026-11-24T15:00:00.000Z", "2026-11-25T06:00:00.000Z"],
    ["Nordvik", nordvik, "Friday evening is Monday", "2026-11-27T15:00:00.000Z", "2026-11-30T06:00:00.000Z"],
    ["Nordvik", nordvik, "Saturday is Monday", "2026-11-28T12:00:00.000Z", "2026-11-30T06:00:00.000Z"],
    ["Nordvik", nordvik, "free days are skipped: Wednesday evening to Monday", "2026-12-23T15:00:00.000Z", "2026-12-28T06:00:00.000Z"],
    ["Nordvik", nordvik, "two free days around New Year, then a week-end", "2026-12-30T20:00:00.000Z", "2027-01-04T06:00:00.000Z"],
    [
      "Nordvik",
      nordvik,
      "the night that loses an hour: Monday begins at 05:00 UTC",
      "2026-03-28T23:30:00.000Z",
      "2026-03-30T05:00:00.000Z",
    ],
    ["Nordvik", nordvik, "before it, Friday ends at 15:00 UTC", "2026-03-27T14:59:00.000Z", "2026-03-27T14:59:00.000Z"],
    [
      "Nordvik",
      nordvik,
      "the night that gains an hour: Monday begins at 06:00 UTC",
      "2026-10-25T00:30:00.000Z",
      "2026-10-26T06:00:00.000Z",
    ],
    ["Nordvik", nordvik, "before it, Friday begins at 05:00 UTC", "2026-10-23T02:00:00.000Z", "2026-10-23T05:00:00.000Z"],
    ["Nordvik", nordvik, "a year later, the night that loses an hour", "2027-03-28T01:00:00.000Z", "2027-03-29T05:00:00.000Z"],
    ["Nordvik", nordvik, "a leap day is a day of work", "2028-02-29T03:00:00.000Z", "2028-02-29T06:00:00.000Z"],
    // Sahand: 08:00–17:00 is 04:30–13:30 UTC all year; Iran keeps no summer time any more.
    ["Sahand", sahand, "during work it is now", "2026-11-24T07:00:00.000Z", "2026-11-24T07:00:00.000Z"],
    ["Sahand", sahand, "the morning begins at half past four UTC", "2026-11-24T04:29:59.999Z", "2026-11-24T04:30:00.000Z"],
    ["Sahand", sahand, "Wednesday evening is Saturday", "2026-11-25T13:30:00.000Z", "2026-11-28T04:30:00.000Z"],
    ["Sahand", sahand, "Thursday is Saturday", "2026-11-26T08:00:00.000Z", "2026-11-28T04:30:00.000Z"],
    ["Sahand", sahand, "Friday is Saturday", "2026-11-27T08:00:00.000Z", "2026-11-28T04:30:00.000Z"],
    ["Sahand", sahand, "Sunday is a day of work", "2026-11-29T05:00:00.000Z", "2026-11-29T05:00:00.000Z"],
    ["Sahand", sahand, "Copenhagen's changed clocks change nothing", "2026-03-29T04:00:00.000Z", "2026-03-29T04:30:00.000Z"],
    ["Sahand", sahand, "four days of Nowruz, then Thursday and Friday", "2027-03-20T13:30:00.000Z", "2027-03-27T04:30:00.000Z"],
    ["Sahand", sahand, "a date that has begun in Tabriz though not in Greenwich", "2026-11-27T21:00:00.000Z", "2026-11-28T04:30:00.000Z"],
  ] as [string, Calendar, string, string, string][])("%s: %2$s", ([, calendar, , from, to]) => {
    expect(nextWorking(calendar, at(from))).toBe(to);
  });

  test("a calendar without any day of work holds nothing back", () => {
    expect(nextWorking({ ...nordvik, days: [] }, at("2026-11-28T12:00:00.000Z"))).toBe("2026-11-28T12:00:00.000Z");
  });

  test("a changed calendar is not answered from what was remembered of the old one", () => {
    expect(nextWorking(nordvik, at("2026-11-24T07:00:00.000Z"))).toBe("2026-11-24T07:00:00.000Z");
    expect(nextWorking({ ...nordvik, free: ["2026-11-24"] }, at("2026-11-24T07:00:00.000Z"))).toBe("2026-11-25T06:00:00.000Z");
  });
});

describe("the next working morning", () => {
  test.for([
    ["Nordvik", nordvik, "during work it is tomorrow", "2026-11-24T07:00:00.000Z", "2026-11-25T06:00:00.000Z"],
    ["Nordvik", nordvik, "at the first minute of work it is tomorrow", "2026-11-24T06:00:00.000Z", "2026-11-25T06:00:00.000Z"],
    ["Nordvik", nordvik, "before work it is today", "2026-11-24T05:59:59.999Z", "2026-11-24T06:00:00.000Z"],
    ["Nordvik", nordvik, "just after midnight in Aarhus it is today", "2026-11-24T23:00:00.000Z", "2026-11-25T06:00:00.000Z"],
    ["Nordvik", nordvik, "on Friday it is Monday", "2026-11-27T08:00:00.000Z", "2026-11-30T06:00:00.000Z"],
    ["Nordvik", nordvik, "free days are no mornings", "2026-12-23T08:00:00.000Z", "2026-12-28T06:00:00.000Z"],
    ["Nordvik", nordvik, "after the night that loses an hour it is at 05:00 UTC", "2026-03-27T08:00:00.000Z", "2026-03-30T05:00:00.000Z"],
    ["Nordvik", nordvik, "after the night that gains one it is at 06:00 UTC", "2026-10-23T08:00:00.000Z", "2026-10-26T06:00:00.000Z"],
    ["Nordvik", nordvik, "the leap day has one", "2028-02-28T08:00:00.000Z", "2028-02-29T06:00:00.000Z"],
    ["Sahand", sahand, "on Wednesday it is Saturday", "2026-11-25T08:00:00.000Z", "2026-11-28T04:30:00.000Z"],
    ["Sahand", sahand, "on Sunday it is Monday", "2026-11-29T08:00:00.000Z", "2026-11-30T04:30:00.000Z"],
  ] as [string, Calendar, string, string, string][])("%s: %2$s", ([, calendar, , from, to]) => {
    expect(nextMorning(calendar, at(from))).toBe(to);
  });

  test("a calendar without any working day does not hold anything back for more than a day", () => {
    expect(nextMorning({ ...nordvik, days: [] }, at("2026-11-24T07:00:00.000Z"))).toBe("2026-11-25T07:00:00.000Z");
  });
});

describe("working time added", () => {
  test.for([
    ["Nordvik", nordvik, "two hours within a day", "2026-11-24T07:00:00.000Z", 2 * hourMs, "2026-11-24T09:00:00.000Z"],
    [
      "Nordvik",
      nordvik,
      "to the very end of the day, not the next morning",
      "2026-11-24T07:00:00.000Z",
      8 * hourMs,
      "2026-11-24T15:00:00.000Z",
    ],
    ["Nordvik", nordvik, "one minute more is next morning", "2026-11-24T07:00:00.000Z", 8 * hourMs + minuteMs, "2026-11-25T06:01:00.000Z"],
    ["Nordvik", nordvik, "over a week-end", "2026-11-27T14:00:00.000Z", 2 * hourMs, "2026-11-30T07:00:00.000Z"],
    ["Nordvik", nordvik, "begun at night counts from the morning", "2026-11-24T01:00:00.000Z", hourMs, "2026-11-24T07:00:00.000Z"],
    [
      "Nordvik",
      nordvik,
      "over the night that loses an hour: nine working hours are nine",
      "2026-03-27T06:00:00.000Z",
      10 * hourMs,
      "2026-03-30T06:00:00.000Z",
    ],
    ["Nordvik", nordvik, "over the night that gains an hour", "2026-10-23T05:00:00.000Z", 10 * hourMs, "2026-10-26T07:00:00.000Z"],
    ["Nordvik", nordvik, "over a leap day", "2028-02-28T14:00:00.000Z", 11 * hourMs, "2028-03-01T07:00:00.000Z"],
    ["Nordvik", nordvik, "over free days", "2026-12-23T14:00:00.000Z", 2 * hourMs, "2026-12-28T07:00:00.000Z"],
    ["Nordvik", nordvik, "nothing is the next working instant", "2026-11-28T12:00:00.000Z", 0, "2026-11-30T06:00:00.000Z"],
    ["Sahand", sahand, "over Thursday and Friday", "2026-11-25T12:30:00.000Z", 2 * hourMs, "2026-11-28T05:30:00.000Z"],
    ["Sahand", sahand, "three days of nine hours", "2026-11-28T04:30:00.000Z", 27 * hourMs, "2026-11-30T13:30:00.000Z"],
    ["Sahand", sahand, "over Nowruz", "2027-03-20T12:30:00.000Z", 2 * hourMs, "2027-03-27T05:30:00.000Z"],
  ] as [string, Calendar, string, string, number, string][])("%s: %2$s", ([, calendar, , from, ms, to]) => {
    expect(plusWorking(calendar, at(from), ms)).toBe(to);
  });
});

test("the local date is the one on the wall", () => {
  expect(localDate(at("2026-11-27T20:29:59.999Z"), "Asia/Tehran")).toBe("2026-11-27");
  expect(localDate(at("2026-11-27T20:30:00.000Z"), "Asia/Tehran")).toBe("2026-11-28");
  expect(localDate(at("2026-03-29T22:00:00.000Z"), "Europe/Copenhagen")).toBe("2026-03-30");
  expect(localDate(at("2028-02-28T23:00:00.000Z"), "Europe/Copenhagen")).toBe("2028-02-29");
});
