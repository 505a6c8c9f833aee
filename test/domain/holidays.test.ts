/** Working time over public holidays, each expectation as an instant; and what the library of holidays gives. */
import { describe, expect, test } from "vitest";
import { type Calendar, freeDays, nextMorning, nextWorking, plusWorking } from "../../src/domain/calendar.ts";
import { hourMs, type Instant } from "../../src/domain/time.ts";
import { readers } from "../../src/operations/readers.ts";
import { readSeed } from "../../src/operations/seed.ts";
import { seed, tuesday } from "../support/given.ts";

const at = (text: string) => text as Instant;
const sahand = seed.firms.supplier.calendar;
const nordvik = seed.firms.customer.calendar;
const [iran, germany, ireland, turkey] = await Promise.all([
  readSeed("alvand-mellat").then(({ firms }) => firms.supplier.calendar),
  readSeed("cloudbase-datamark").then(({ firms }) => firms.customer.calendar),
  readSeed("cloudbase-datamark").then(({ firms }) => firms.supplier.calendar),
  readSeed("linkra-borna").then(({ firms }) => firms.supplier.calendar),
]);
const holidaysOf = async (region: string, ...years: number[]) => (await readers.holidays(region, years))!;

describe("the next working instant after a holiday", () => {
  test.for([
    // Aarhus, 07:00–16:00: 06:00–15:00 UTC until 28 March 2027, 05:00–14:00 UTC after it.
    ["Aarhus", nordvik, "Wednesday evening before Easter: Tuesday", "2027-03-24T15:00:00.000Z", "2027-03-30T05:00:00.000Z"],
    ["Aarhus", nordvik, "Maundy Thursday is free", "2027-03-25T09:00:00.000Z", "2027-03-30T05:00:00.000Z"],
    ["Aarhus", nordvik, "Good Friday is free", "2027-03-26T09:00:00.000Z", "2027-03-30T05:00:00.000Z"],
    ["Aarhus", nordvik, "Easter Monday is free", "2027-03-29T09:00:00.000Z", "2027-03-30T05:00:00.000Z"],
    [
      "Aarhus",
      nordvik,
      "Great Prayer Day, 23 April, has been a day of work since 2024",
      "2027-04-23T07:00:00.000Z",
      "2027-04-23T07:00:00.000Z",
    ],
    ["Aarhus", nordvik, "Ascension Day is a Thursday; the Friday is worked", "2027-05-06T07:00:00.000Z", "2027-05-07T05:00:00.000Z"],
    ["Aarhus", nordvik, "Whit Monday is free", "2027-05-17T07:00:00.000Z", "2027-05-18T05:00:00.000Z"],
    ["Aarhus", nordvik, "Christmas Eve is the firm's own free day", "2026-12-24T08:00:00.000Z", "2026-12-28T06:00:00.000Z"],
    ["Aarhus", nordvik, "the same a year before: Easter 2026", "2026-04-01T14:00:00.000Z", "2026-04-07T05:00:00.000Z"],
    // Tehran and Tabriz: 03:30 behind UTC's clock all year; Thursday and Friday are free.
    ["Tabriz", sahand, "20 March is a public holiday on which the furnaces run", "2027-03-20T05:00:00.000Z", "2027-03-20T05:00:00.000Z"],
    ["Tabriz", sahand, "Nowruz, Sunday to Wednesday, then the week-end", "2027-03-20T13:30:00.000Z", "2027-03-27T04:30:00.000Z"],
    ["Tehran", iran, "elsewhere 20 March is free, too", "2027-03-20T05:00:00.000Z", "2027-03-27T02:30:00.000Z"],
    ["Tehran", iran, "the thirteenth day of the year falls on a Friday anyway", "2027-03-31T12:00:00.000Z", "2027-04-03T02:30:00.000Z"],
    ["Tehran", iran, "in a leap year of the Persian calendar Nowruz is 20 March", "2029-03-19T12:00:00.000Z", "2029-03-24T02:30:00.000Z"],
    ["Tehran", iran, "Tasua and Ashura 2027 by the table: 14 and 15 June", "2027-06-13T12:00:00.000Z", "2027-06-16T02:30:00.000Z"],
    ["Berlin", germany, "8 March is free in Berlin alone", "2027-03-08T09:00:00.000Z", "2027-03-09T07:00:00.000Z"],
    ["Berlin", germany, "Christmas Eve, free only in the afternoon, is worked", "2026-12-24T09:00:00.000Z", "2026-12-24T09:00:00.000Z"],
    ["Dublin", ireland, "St Brigid's Day", "2027-02-01T10:00:00.000Z", "2027-02-02T09:00:00.000Z"],
    ["Dublin", ireland, "Good Friday is a bank holiday and worked", "2027-03-26T10:00:00.000Z", "2027-03-26T10:00:00.000Z"],
    ["Istanbul", turkey, "Republic Day", "2027-10-29T08:00:00.000Z", "2027-11-01T06:00:00.000Z"],
    ["Istanbul", turkey, "the three days of the feast that ends Ramadan", "2027-03-09T08:00:00.000Z", "2027-03-12T06:00:00.000Z"],
  ] as [string, Calendar, string, string, string][])("%s: %2$s", ([, calendar, , from, to]) => {
    expect(nextWorking(calendar, at(from))).toBe(to);
  });
});

describe("working time over holidays", () => {
  test.for([
    ["Aarhus", nordvik, "two hours over Easter and the lost hour", "2027-03-24T14:00:00.000Z", 2 * hourMs, "2027-03-30T06:00:00.000Z"],
    ["Aarhus", nordvik, "over Whitsun", "2027-05-14T13:00:00.000Z", 2 * hourMs, "2027-05-18T06:00:00.000Z"],
    ["Tabriz", sahand, "over Nowruz, its eve being worked", "2027-03-20T12:30:00.000Z", 2 * hourMs, "2027-03-27T05:30:00.000Z"],
    ["Tehran", iran, "over Nowruz, its eve being free", "2027-03-17T10:30:00.000Z", 2 * hourMs, "2027-03-27T03:30:00.000Z"],
    ["Dublin", ireland, "over the first Monday of May", "2027-04-30T15:30:00.000Z", 2 * hourMs, "2027-05-04T09:00:00.000Z"],
  ] as [string, Calendar, string, string, number, string][])("%s: %2$s", ([, calendar, , from, ms, to]) => {
    expect(plusWorking(calendar, at(from), ms)).toBe(to);
  });

  test("no morning begins on a holiday", () => {
    expect(nextMorning(nordvik, at("2027-03-24T08:00:00.000Z"))).toBe("2027-03-30T05:00:00.000Z");
    expect(nextMorning(sahand, at("2027-03-20T08:00:00.000Z"))).toBe("2027-03-27T04:30:00.000Z");
  });
});

describe("the library of holidays", () => {
  test("gives whole days as dates, in order, each once", async () => {
    expect(await holidaysOf("DK", 2027)).toEqual([
      "2027-01-01",
      "2027-03-25",
      "2027-03-26",
      "2027-03-28",
      "2027-03-29",
      "2027-05-06",
      "2027-05-16",
      "2027-05-17",
      "2027-12-25",
      "2027-12-26",
    ]);
  });

  test("counts a feast of several days as those that are free from midnight to midnight", async () => {
    const days = await holidaysOf("TR", 2026);
    expect(days.filter((date) => date.startsWith("2026-03"))).toEqual(["2026-03-20", "2026-03-21", "2026-03-22"]);
    expect(days.filter((date) => date.startsWith("2026-05-2") || date.startsWith("2026-05-3"))).toEqual([
      "2026-05-27",
      "2026-05-28",
      "2026-05-29",
      "2026-05-30",
    ]);
  });

  test("reckons days of the moon by the table of Umm al-Qura: a day before Iran's official calendar, in which a firm sets it right", async () => {
    const days = await holidaysOf("IR", 2025);
    // Officially Tasua was 5 and Ashura 6 July 2025.
    expect(days.filter((date) => date.startsWith("2025-07"))).toEqual(["2025-07-04", "2025-07-05"]);
    const rule = { region: "IR", from: 2025, to: 2025, own: ["2025-07-06"], works: ["2025-07-04"] };
    expect(freeDays(rule, days).filter((date) => date.startsWith("2025-07"))).toEqual(["2025-07-05", "2025-07-06"]);
  });

  test.for(["XX", "DK-99", "DE-BE-99", "toString", "constructor"])("knows of no %s", async (region) => {
    expect(await readers.holidays(region, [2027])).toBeNull();
  });

  test("the playground's calendars know the year that they were made in and three more", () => {
    expect(nordvik.holidays).toEqual({ region: "DK", from: 2026, to: 2029, own: ["2026-12-24", "2026-12-31"], works: [] });
    expect(nordvik.free.filter((date) => date > "2030")).toEqual([]);
    expect(Number(tuesday.slice(0, 4))).toBe(2026);
  });
});
