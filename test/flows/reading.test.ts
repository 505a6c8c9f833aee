import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entryPromises, readDeal, writePromises } from "../../flows/deal.ts";
import { readReport, readWhen, titleOf, writeWhen } from "../../flows/reading.ts";
import { epochMs, type Instant, instant, minuteMs } from "../../src/domain/time.ts";
import { seed, tuesday, who } from "../support/given.ts";

const zones = ["Europe/Copenhagen", "Asia/Tehran", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC"];
const at = (text: string) => text as Instant;

describe("when", () => {
  test.for([
    ["2026-11-26T16:00", "Europe/Copenhagen", "2026-11-26T15:00:00.000Z"],
    ["2026-11-26T16:00", "Asia/Tehran", "2026-11-26T12:30:00.000Z"],
    ["2026-11-26T16:00+01:00", "Asia/Tehran", "2026-11-26T15:00:00.000Z"],
    ["2026-11-26T16:00:00Z", "Asia/Tehran", "2026-11-26T16:00:00.000Z"],
    ["Thu 26 Nov 16:00", "Europe/Copenhagen", "2026-11-26T15:00:00.000Z"],
    ["Thu 26 Nov 2026 16:00", "Europe/Copenhagen", "2026-11-26T15:00:00.000Z"],
    ["26 Nov 16:00", "Europe/Copenhagen", "2026-11-26T15:00:00.000Z"],
    ["tomorrow noon", "Europe/Copenhagen", "2026-11-25T11:00:00.000Z"],
    ["tomorrow 7:30", "Asia/Tehran", "2026-11-25T04:00:00.000Z"],
    ["Thursday 16:00", "Europe/Copenhagen", "2026-11-26T15:00:00.000Z"],
    ["2 Jan 08:00", "Europe/Copenhagen", "2027-01-02T07:00:00.000Z"],
    ["2027-03-28T01:59", "Europe/Copenhagen", "2027-03-28T00:59:00.000Z"],
    ["2027-03-28T03:00", "Europe/Copenhagen", "2027-03-28T01:00:00.000Z"],
    ["28 Mar 2027 03:00", "Europe/Copenhagen", "2027-03-28T01:00:00.000Z"],
    ["29 Feb 2028 12:00", "Europe/Copenhagen", "2028-02-29T11:00:00.000Z"],
  ] as const)("%s in %s is %s", ([text, zone, read]) => {
    expect(readWhen(text, tuesday, zone)).toBe(read);
  });

  test.for([
    ["2027-03-28T02:30", "an hour that daylight saving skips"],
    ["28 Mar 2027 02:30", "the same in words"],
    ["2026-02-30T10:00", "no such day"],
    ["2026-11-26T25:00", "no such hour"],
    ["Thu", "a day without an hour"],
    ["16:00", "an hour without a day"],
    ["soon", "no date"],
    ["", "nothing"],
    ["Thu 16:00 or Fri 16:00", "two dates"],
    ["Thu 16:00 to 18:00", "a span"],
    ["Thu 26 Nov 16:00, if it does not rain", "more than a date"],
    ["next week", "no day and no hour"],
    ["__proto__", "not a date"],
  ] as const)("%j is not read: %s", ([text]) => {
    expect(readWhen(text, tuesday, "Europe/Copenhagen")).toBeNull();
  });

  test("any text is an instant or nothing, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.constantFrom(...zones), (text, zone) => {
        const read = readWhen(text, tuesday, zone);
        if (read !== null) expect(instant(epochMs(read))).toBe(read);
      }),
      { numRuns: 500 },
    );
  });

  const nights = [
    "2026-03-29T00:00:00.000Z",
    "2026-10-25T00:00:00.000Z",
    "2027-03-28T00:00:00.000Z",
    "2026-11-01T04:00:00.000Z",
    "2026-10-03T14:00:00.000Z",
    "2027-04-03T13:00:00.000Z",
  ];
  const anyMinute = fc.oneof(
    fc.integer({ min: epochMs(at("2026-11-24T08:00:00.000Z")) / minuteMs, max: epochMs(at("2059-12-31T00:00:00.000Z")) / minuteMs }),
    fc
      .tuple(fc.constantFrom(...nights), fc.integer({ min: -240, max: 240 }))
      .map(([night, minutes]) => epochMs(at(night)) / minuteMs + minutes),
  );

  test("what is written is read back to the minute, in every zone and in the nights when clocks change", () => {
    fc.assert(
      fc.property(anyMinute, fc.constantFrom(...zones), (minute, zone) => {
        const written = instant(minute * minuteMs);
        expect(readWhen(writeWhen(written, zone), tuesday, zone)).toBe(written);
      }),
      { numRuns: 1_000 },
    );
  });

  test("of the hour that comes twice, either is read back", () => {
    for (const written of ["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"])
      expect(readWhen(writeWhen(at(written), "Europe/Copenhagen"), tuesday, "Europe/Copenhagen")).toBe(written);
  });
});

describe("a sentence that reports", () => {
  test.for([
    [
      "batch 4411 came in cracked, 38 of 120, line 2 stops tomorrow noon",
      { order: "Batch 4411", affected: 38, total: 120, stops: "line", hurts: "line 2 stops tomorrow noon" },
    ],
    ["we ordered 60 housings and only 52 came", { order: null, affected: 8, total: 60, stops: null, hurts: null }],
    ["order no. PO-77/3 leaks", { order: "Order PO-77/3", affected: null, total: null, stops: null, hurts: null }],
    ["the cover is unsafe, someone could be injured", { stops: "danger" }],
    ["our customers complain about noise", { stops: "customers" }],
    ["it slows us", { stops: "slowed" }],
    ["38 out of the 120 are wet", { affected: 38, total: 120 }],
    ["nothing to read here", { order: null, affected: null, total: null, stops: null, hurts: null }],
  ] as const)("%s", ([sentence, read]) => {
    expect(readReport(sentence)).toMatchObject({ what: sentence, ...read });
  });

  test.for([
    ["batch 4411 came in cracked, 38 of 120, line 2 stops", null, "Batch 4411 came in cracked"],
    ["batch 4411 came in cracked. Photos follow", "Batch 4411", "Batch 4411 came in cracked"],
    ["leaks", "PO-77", "Leaks, PO-77"],
    ["ß", null, "SS"],
    [".", null, "."],
    [
      "one word after another until there are far more of them than a heading can hold",
      null,
      "One word after another until there are far more of them than a…",
    ],
  ] as const)("is headed: %s (%s)", ([what, order, title]) => {
    expect(titleOf(what, order)).toBe(title);
  });
});

describe("promise lines", () => {
  const person = who("reza");
  const lead = { supplier: "reza", customer: "freja" } as never;
  let ids = 0;
  const read = (promises: string) =>
    readDeal({ solution: "other", source: "custom", terms: "x", promises, discount: 0 }, person, seed, lead, tuesday, () => `p${ids++}`);
  const plain = (promises: string) => {
    const deal = read(promises);
    if (!deal.ok) return deal.code;
    const known = deal.shape.promises.map(({ id }) => id);
    return deal.shape.promises.map((promise, i) => ({
      ...promise,
      id: i,
      needs: promise.needs.map((need) => known.indexOf(need)),
      what: deal.words.promises[i],
    }));
  };

  const what = fc.oneof(
    fc.constantFrom(
      "rework 38 housings",
      "move it, by truck",
      "ship 40, needs 2 trucks",
      "see: list",
      "by Fri",
      "a, by b, by c",
      "1. first",
      "wait, needs 1",
      "x, by Fri 27 Nov 2026 16:00",
    ),
    fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }),
  );
  const line = fc.record({
    owner: fc.constantFrom<string>(...seed.people.map(({ name }) => name), "Sahand", "Nordvik Pumps", "freja"),
    what,
    minutes: fc.integer({ min: 60, max: 2_000_000 }),
    needs: fc.oneof(
      { arbitrary: fc.constant([]), weight: 4 },
      { arbitrary: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }), weight: 1 },
    ),
  });

  test("what was read is written so that it is read again the same", () => {
    let understood = 0;
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
        const written = lines
          .map(({ owner, what: promised, minutes, needs }) => {
            const due = writeWhen(instant(epochMs(tuesday) + minutes * minuteMs), person.calendar.zone);
            return `${owner}: ${promised}, by ${due}${needs.length > 0 ? `, needs ${needs.join(" and ")}` : ""}`;
          })
          .join("\n");
        const deal = read(written);
        if (!deal.ok) return;
        understood++;
        const drafts = deal.shape.promises.map((promise, i) => ({ ...promise, what: deal.words.promises[i]! }));
        expect(plain(writePromises(drafts, seed, person.calendar.zone))).toEqual(plain(written));
      }),
      { numRuns: 400 },
    );
    expect(understood).toBeGreaterThan(40);
  });

  test("the date stands after the last “by”", () => {
    expect(plain("Reza: move it, by truck, by Thu 26 Nov 2026 16:00, needs 2\nJens: site access, by Wed 25 Nov 2026 07:00")).toMatchObject([
      { owner: "reza", firm: "supplier", what: "move it, by truck", due: "2026-11-26T12:30:00.000Z", needs: [1] },
      { owner: "jens", firm: "customer", what: "site access", due: "2026-11-25T03:30:00.000Z", needs: [] },
    ]);
  });

  test("ready-made solutions of the seed are read as they stand", () => {
    for (const entry of seed.catalogue) expect(plain(entryPromises(entry, tuesday, person.calendar.zone)), entry.id).toBeInstanceOf(Array);
  });

  test("a ready-made date keeps its hour, in the night when clocks change, too", () => {
    const entry = { ...seed.catalogue[0]!, promises: ["Sahand: it, by {in 1 days 12:00}"] };
    expect(entryPromises(entry, at("2026-10-24T01:30:00.000Z"), "Europe/Copenhagen")).toBe("Sahand: it, by Sun 25 Oct 2026 12:00");
  });
});
