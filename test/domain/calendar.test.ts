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
    [
      "Nordvik",
      nordvik,
      "a year later, the night that loses an hour is that before Easter Monday",
      "2027-03-28T01:00:00.000Z",
      "2027-03-30T05:00:00.000Z",
    ],
    ["Nordvik", nordvik, "two years later it is not", "2028-03-26T01:00:00.000Z", "2028-03-27T05:00:00.000Z"],
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

describe("clocks that change in the middle of work", () => {
  const everyDay = [1, 2, 3, 4, 5, 6, 7];
  const night = (zone: string, from = "22:00", to = "06:00"): Calendar => ({ zone, days: everyDay, from, to, free: [], holidays: null });
  const copenhagen = night("Europe/Copenhagen");
  const howe = night("Australia/Lord_Howe");

  test.for([
    // Saturday 22:00 is 21:00 UTC; Sunday 06:00 is 04:00 UTC: seven hours.
    [
      "Copenhagen, the night that loses an hour: after seven hours it is morning",
      copenhagen,
      "2027-03-27T21:00:00.000Z",
      7,
      "2027-03-28T04:00:00.000Z",
    ],
    ["Copenhagen, and the eighth is the first of the next night", copenhagen, "2027-03-27T21:00:00.000Z", 8, "2027-03-28T21:00:00.000Z"],
    ["Copenhagen, two hours over the gap", copenhagen, "2027-03-28T00:00:00.000Z", 2, "2027-03-28T02:00:00.000Z"],
    // Saturday 22:00 is 20:00 UTC; Sunday 06:00 is 05:00 UTC: nine hours.
    ["Copenhagen, the night that gains an hour: nine hours fit", copenhagen, "2026-10-24T20:00:00.000Z", 9, "2026-10-25T05:00:00.000Z"],
    ["Copenhagen, both hours that are called two o'clock count", copenhagen, "2026-10-25T00:00:00.000Z", 2, "2026-10-25T02:00:00.000Z"],
    // 22:00 is 11:30 UTC, 06:00 is 19:00 UTC: the clock goes on by half an hour.
    ["Lord Howe, the night that loses half an hour", howe, "2026-10-03T11:30:00.000Z", 7.5, "2026-10-03T19:00:00.000Z"],
    [
      "Lord Howe, half an hour more is the next night's, half an hour earlier by UTC",
      howe,
      "2026-10-03T11:30:00.000Z",
      8,
      "2026-10-04T11:30:00.000Z",
    ],
    ["Lord Howe, the night that gains half an hour", howe, "2027-04-03T11:00:00.000Z", 8.5, "2027-04-03T19:30:00.000Z"],
    ["New York, the night that loses an hour", night("America/New_York"), "2027-03-14T03:00:00.000Z", 7, "2027-03-14T10:00:00.000Z"],
    ["New York, the night that gains an hour", night("America/New_York"), "2027-11-07T02:00:00.000Z", 9, "2027-11-07T11:00:00.000Z"],
    [
      "Tehran, where no clock changes: eight hours, in March",
      night("Asia/Tehran"),
      "2027-03-21T18:30:00.000Z",
      8,
      "2027-03-22T02:30:00.000Z",
    ],
    ["Tehran, and in September", night("Asia/Tehran"), "2027-09-21T18:30:00.000Z", 8, "2027-09-22T02:30:00.000Z"],
  ] as [string, Calendar, string, number, string][])("%s", ([, calendar, from, hours, to]) => {
    expect(plusWorking(calendar, at(from), hours * hourMs)).toBe(to);
  });

  test.for([
    ["after midnight the night of yesterday goes on", copenhagen, "2026-11-24T03:00:00.000Z", "2026-11-24T03:00:00.000Z"],
    ["at its end it is over, until the evening", copenhagen, "2026-11-24T05:00:00.000Z", "2026-11-24T21:00:00.000Z"],
    ["in the hour after the gap it goes on", copenhagen, "2027-03-28T01:00:00.000Z", "2027-03-28T01:00:00.000Z"],
    [
      "a free Sunday begins on Sunday evening: the night of Saturday goes on",
      { ...copenhagen, free: ["2026-11-29"] },
      "2026-11-29T03:00:00.000Z",
      "2026-11-29T03:00:00.000Z",
    ],
    ["and the night of Sunday is free", { ...copenhagen, free: ["2026-11-29"] }, "2026-11-29T22:00:00.000Z", "2026-11-30T21:00:00.000Z"],
    ["the last night of the year goes on into the next", copenhagen, "2027-01-01T02:00:00.000Z", "2027-01-01T02:00:00.000Z"],
    ["that of the leap day, too", copenhagen, "2028-03-01T02:00:00.000Z", "2028-03-01T02:00:00.000Z"],
    // 02:30 does not exist on that day: half past three, as the wall shows it.
    [
      "work that begins in the gap begins after it",
      night("Europe/Copenhagen", "02:30", "10:30"),
      "2027-03-27T22:00:00.000Z",
      "2027-03-28T01:30:00.000Z",
    ],
    [
      "work that begins in the hour that comes twice begins in the first",
      night("Europe/Copenhagen", "02:30", "10:30"),
      "2026-10-24T22:00:00.000Z",
      "2026-10-25T00:30:00.000Z",
    ],
    [
      "work that ends in the gap ends after it",
      night("Europe/Copenhagen", "18:00", "02:30"),
      "2027-03-28T01:29:59.999Z",
      "2027-03-28T01:29:59.999Z",
    ],
  ] as [string, Calendar, string, string][])("%s", ([, calendar, from, to]) => {
    expect(nextWorking(calendar, at(from))).toBe(to);
  });

  test.for([
    ["the evening after a night that goes on", copenhagen, "2026-11-24T03:00:00.000Z", "2026-11-24T21:00:00.000Z"],
    ["the evening of the day that lost an hour", copenhagen, "2027-03-28T02:00:00.000Z", "2027-03-28T20:00:00.000Z"],
    ["the evening of the day that gained one", copenhagen, "2026-10-25T02:00:00.000Z", "2026-10-25T21:00:00.000Z"],
  ] as [string, Calendar, string, string][])("the next morning of whoever works at night: %s", ([, calendar, from, to]) => {
    expect(nextMorning(calendar, at(from))).toBe(to);
  });
});

describe("days that are not like others", () => {
  const office = (zone: string, from = "09:00", to = "17:00"): Calendar => ({
    zone,
    days: [1, 2, 3, 4, 5],
    from,
    to,
    free: [],
    holidays: null,
  });

  // Of zones that change their rules at short notice days that are over: what is to come depends on the newest list of them that Node has.
  test.for([
    [
      "Casablanca leaves summer time for Ramadan: Monday begins an hour later by UTC",
      office("Africa/Casablanca"),
      "2025-02-21T16:30:00.000Z",
      "2025-02-24T09:00:00.000Z",
    ],
    ["and goes back to it", office("Africa/Casablanca"), "2025-04-04T17:30:00.000Z", "2025-04-07T08:00:00.000Z"],
    ["Tehran kept summer time until 2022", office("Asia/Tehran"), "2022-06-01T00:00:00.000Z", "2022-06-01T04:30:00.000Z"],
    ["and keeps it no more", office("Asia/Tehran"), "2023-06-01T00:00:00.000Z", "2023-06-01T05:30:00.000Z"],
    ["Kathmandu is at a quarter to", office("Asia/Kathmandu"), "2026-11-24T00:00:00.000Z", "2026-11-24T03:15:00.000Z"],
    ["a day whose midnight does not exist, in Cairo", office("Africa/Cairo"), "2026-04-24T00:00:00.000Z", "2026-04-24T06:00:00.000Z"],
    [
      "the last day of a year is Thursday, the first of the next a Friday like others",
      office("Europe/Copenhagen"),
      "2026-12-31T17:00:00.000Z",
      "2027-01-01T08:00:00.000Z",
    ],
    [
      "the first week of a year that belongs to the old one",
      office("Europe/Copenhagen"),
      "2027-01-02T08:00:00.000Z",
      "2027-01-04T08:00:00.000Z",
    ],
    ["a leap day that is a Sunday", office("Europe/Copenhagen"), "2032-02-29T08:00:00.000Z", "2032-03-01T08:00:00.000Z"],
    ["the day after 28 February where there is none", office("Europe/Copenhagen"), "2027-02-26T17:00:00.000Z", "2027-03-01T08:00:00.000Z"],
    [
      "a leap day that is free",
      { ...office("Europe/Copenhagen"), free: ["2028-02-29"] },
      "2028-02-28T17:00:00.000Z",
      "2028-03-01T08:00:00.000Z",
    ],
    ["work until midnight", office("Europe/Copenhagen", "16:00", "24:00"), "2026-11-24T22:59:59.999Z", "2026-11-24T22:59:59.999Z"],
    ["and not a moment longer", office("Europe/Copenhagen", "16:00", "24:00"), "2026-11-24T23:00:00.000Z", "2026-11-25T15:00:00.000Z"],
  ] as [string, Calendar, string, string][])("%s", ([, calendar, from, to]) => {
    expect(nextWorking(calendar, at(from))).toBe(to);
  });
});
