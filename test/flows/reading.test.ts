import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entryPromises, readDeal, writePromises } from "../../flows/deal.ts";
import { fixed, readAround, writeAround } from "../../flows/reading/around.ts";
import { readAmount, readReport, titleOf } from "../../flows/reading/report.ts";
import { readWhen, writeDay, writeWhen } from "../../flows/reading/when.ts";
import { inDigits } from "../../src/domain/digits.ts";
import { languages } from "../../src/domain/languages.ts";
import { epochMs, type Instant, instant, minuteMs } from "../../src/domain/time.ts";
import { seed, tuesday, who } from "../support/given.ts";
import { runs } from "../support/properties.ts";

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
    ["i morgen kl. 12", "Europe/Copenhagen", "2026-11-25T11:00:00.000Z"],
    ["i morgen middag", "Europe/Copenhagen", "2026-11-25T11:00:00.000Z"],
    ["I dag kl 16.30", "Europe/Copenhagen", "2026-11-24T15:30:00.000Z"],
    ["i overmorgen kl. 7 om morgenen", "Europe/Copenhagen", "2026-11-26T06:00:00.000Z"],
    ["på torsdag kl. 4 om eftermiddagen", "Europe/Copenhagen", "2026-11-26T15:00:00.000Z"],
    ["tor 26. nov 16:00", "Europe/Copenhagen", "2026-11-26T15:00:00.000Z"],
    ["torsdag den 26. november kl. 16.00", "Europe/Copenhagen", "2026-11-26T15:00:00.000Z"],
    ["26/11 kl. 16", "Europe/Copenhagen", "2026-11-26T15:00:00.000Z"],
    ["26/11-2026 16:00", "Europe/Copenhagen", "2026-11-26T15:00:00.000Z"],
    ["2. januar kl. 8", "Europe/Copenhagen", "2027-01-02T07:00:00.000Z"],
    ["tirsdag kl. 8", "Europe/Copenhagen", "2026-12-01T07:00:00.000Z"],
    ["فردا ظهر", "Asia/Tehran", "2026-11-25T08:30:00.000Z"],
    ["فردا ساعت ۷:۳۰ صبح", "Asia/Tehran", "2026-11-25T04:00:00.000Z"],
    ["پس‌فردا ساعت ۴ بعد از ظهر", "Asia/Tehran", "2026-11-26T12:30:00.000Z"],
    ["پنج‌شنبه ۵ آذر ۱۶:۰۰", "Asia/Tehran", "2026-11-26T12:30:00.000Z"],
    ["پنجشنبه ۵ آذر ۱۴۰۵ ساعت ۱۶", "Asia/Tehran", "2026-11-26T12:30:00.000Z"],
    ["۲۶ نوامبر ساعت ۱۶:۰۰", "Asia/Tehran", "2026-11-26T12:30:00.000Z"],
    ["۱۴۰۵/۹/۵ ۱۶:۰۰", "Asia/Tehran", "2026-11-26T12:30:00.000Z"],
    ["سه شنبه ساعت ۸", "Asia/Tehran", "2026-12-01T04:30:00.000Z"],
    ["۱ فروردین ساعت ۰:۱۵", "Asia/Tehran", "2027-03-20T20:45:00.000Z"],
    ["۳۰ اسفند ۱۴۰۸ ساعت ۱۲", "Asia/Tehran", "2030-03-20T08:30:00.000Z"],
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
    ["onsdag den 26. november kl. 16", "a weekday that is not that date's"],
    ["i morgen kl. 25", "no such hour"],
    ["i morgen", "a Danish day without an hour"],
    ["kl. 16", "a Danish hour without a day"],
    ["i morgen kl. 16 hvis det ikke regner", "more than a date"],
    ["31. februar kl. 8", "no such day in Danish"],
    ["i morgen eller torsdag kl. 8", "two days"],
    ["28. marts 2027 kl. 2.30", "an hour that daylight saving skips, in Danish"],
    ["فردا", "a Persian day without an hour"],
    ["۳۰ اسفند ۱۴۰۶ ساعت ۱۲", "no such day: not a leap year"],
    ["۳۱ آذر ساعت ۸", "no such day in Persian"],
    ["چهارشنبه ۵ آذر ساعت ۱۶", "a Persian weekday that is not that date's"],
    ["۵/۹ ساعت ۸", "two numbers that could be either"],
  ] as const)("%j is not read: %s", ([text]) => {
    expect(readWhen(text, tuesday, "Europe/Copenhagen")).toBeNull();
  });

  test("any text is an instant or nothing, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.constantFrom(...zones), (text, zone) => {
        const read = readWhen(text, tuesday, zone);
        if (read !== null) expect(instant(epochMs(read))).toBe(read);
      }),
      { numRuns: runs(500) },
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

  test("what is written is read back to the minute, in every language and zone and in the nights when clocks change", () => {
    fc.assert(
      fc.property(anyMinute, fc.constantFrom(...zones), fc.constantFrom(...languages), (minute, zone, language) => {
        const written = instant(minute * minuteMs);
        expect(readWhen(writeWhen(written, zone, language), tuesday, zone), writeWhen(written, zone, language)).toBe(written);
      }),
      { numRuns: runs(1_200) },
    );
  });

  test("a date is written in the reader's calendar and digits", () => {
    const thursday = at("2026-11-26T12:30:00.000Z");
    expect(languages.map((language) => writeWhen(thursday, "Asia/Tehran", language))).toEqual([
      "Thu 26 Nov 2026 16:00",
      "tors 26. nov. 2026 16:00",
      "پنجشنبه ۵ آذر ۱۴۰۵ ۱۶:۰۰",
    ]);
    expect(writeDay(thursday, "Asia/Tehran")).toBe("Thu 26 Nov 2026");
  });

  test("of the hour that comes twice, either is read back", () => {
    for (const written of ["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"])
      expect(readWhen(writeWhen(at(written), "Europe/Copenhagen"), tuesday, "Europe/Copenhagen")).toBe(written);
  });
});

describe("a time of the past", () => {
  const copenhagen = "Europe/Copenhagen";
  test.for([
    ["yesterday afternoon", "afternoon", "2026-11-23T11:00:00.000Z"],
    ["this morning", "morning", "2026-11-24T03:00:00.000Z"],
    ["last night", "night", "2026-11-23T19:00:00.000Z"],
    ["yesterday", "day", "2026-11-22T23:00:00.000Z"],
    ["last Friday", "day", "2026-11-19T23:00:00.000Z"],
    ["Friday evening", "evening", "2026-11-20T15:00:00.000Z"],
    ["Monday 7:30", "minute", "2026-11-23T06:30:00.000Z"],
    ["two hours ago", "minute", "2026-11-24T05:00:00.000Z"],
    ["2026-11-24T07:15", "minute", "2026-11-24T06:15:00.000Z"],
    ["i går eftermiddags", "afternoon", "2026-11-23T11:00:00.000Z"],
    ["i morges", "morning", "2026-11-24T03:00:00.000Z"],
    ["i aftes", "evening", "2026-11-23T15:00:00.000Z"],
    ["i går kl. 14.30", "minute", "2026-11-23T13:30:00.000Z"],
    ["i forgårs", "day", "2026-11-21T23:00:00.000Z"],
    ["fredag", "day", "2026-11-19T23:00:00.000Z"],
    ["دیروز عصر", "evening", "2026-11-23T15:00:00.000Z"],
    ["امروز صبح", "morning", "2026-11-24T03:00:00.000Z"],
    ["دیشب", "night", "2026-11-23T19:00:00.000Z"],
    ["پریروز ساعت ۷:۳۰", "minute", "2026-11-22T06:30:00.000Z"],
    ["جمعه", "day", "2026-11-19T23:00:00.000Z"],
  ] as const)("%s is known to the %s", ([text, span, read]) => {
    expect(readAround(text, tuesday, copenhagen)).toEqual({ at: read, span });
  });

  test.for([
    ["soon", "no time"],
    ["16:00", "an hour without a day"],
    ["yesterday or Friday", "two days"],
    ["last week", "no day"],
    ["فردا ساعت ۲ شب", "the night before, or the one after"],
    ["Thu", "a day that is not written out"],
  ] as const)("%j is not read: %s", ([text]) => {
    expect(readAround(text, tuesday, copenhagen)).toBeNull();
  });

  test("what is written is read back, in every language and zone, whatever span it has", () => {
    // A span begins at its hour: the instants are those that reading gives.
    const begun = fc
      .tuple(
        fc.integer({ min: 1, max: 3_000 }),
        fc.constantFrom("yesterday", "yesterday morning", "yesterday afternoon", "yesterday night"),
      )
      .map(([days, words]) => ({ days, words }));
    fc.assert(
      fc.property(begun, fc.constantFrom(...zones), fc.constantFrom(...languages), ({ days, words }, zone, language) => {
        const now = instant(epochMs(tuesday) - days * 24 * 60 * minuteMs);
        const around = readAround(words, now, zone)!;
        const written = writeAround(around, zone, language);
        expect(readAround(written, tuesday, zone), written).toEqual(around);
        expect(readAround(fixed(around), tuesday, "UTC"), fixed(around)).toEqual(around);
      }),
      { numRuns: runs(400) },
    );
  });

  test("any text is a time or none, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.constantFrom(...zones), (text, zone) => {
        const read = readAround(text, tuesday, zone);
        if (read !== null) expect(instant(epochMs(read.at))).toBe(read.at);
      }),
      { numRuns: runs(300) },
    );
  });
});

describe("how many", () => {
  test.for([
    ["38 of 120", { affected: 38, total: 120 }],
    ["38/120", { affected: 38, total: 120 }],
    ["38 out of the 120", { affected: 38, total: 120 }],
    ["38 af 120", { affected: 38, total: 120 }],
    ["۳۸ از ۱۲۰", { affected: 38, total: 120 }],
    ["۳۸ تا", { affected: 38, total: null }],
    ["12 stk.", { affected: 12, total: null }],
    ["7", { affected: 7, total: null }],
  ] as const)("%s", ([text, counts]) => {
    expect(readAmount(text)).toEqual(counts);
  });
  test.for(["a few", "38 or 40", "", "-3", "1.5", "38 of"])("%j is asked again", (text) => {
    expect(readAmount(text)).toBeNull();
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
    [
      "batch 4411 kom med revner, 38 af 120, linje 2 stopper i morgen middag",
      { order: "Batch 4411", affected: 38, total: 120, stops: "line", hurts: "linje 2 stopper i morgen middag" },
    ],
    ["ordre nr. PO-77/3 lækker", { order: "Ordre PO-77/3", affected: null, total: null, stops: null, hurts: null }],
    ["vi bestilte 60 huse og kun 52 kom", { order: null, affected: 8, total: 60, stops: null }],
    ["vores egne kunder klager over støj", { stops: "customers" }],
    ["nogen kan komme til skade", { stops: "danger" }],
    [
      "بچ ۴۴۱۱ ترک‌خورده رسید، ۳۸ از ۱۲۰، خط ۲ فردا ظهر می‌ایستد",
      { order: "بچ 4411", affected: 38, total: 120, stops: "line", hurts: "خط ۲ فردا ظهر می‌ایستد" },
    ],
    ["۶۰ پوسته سفارش دادیم و فقط ۵۲ تا رسید", { order: null, affected: 8, total: 60, stops: null }],
    ["سفارش شماره ۷۷ نشتی دارد", { order: "سفارش 77", stops: null }],
    ["ممکن است کسی آسیب ببیند", { stops: "danger" }],
    ["مشتریان خود ما شکایت دارند", { stops: "customers" }],
    [
      "batch 4411 came in cracked this morning, line 2 stops tomorrow noon, we need good housings by then",
      {
        occurred: { at: "2026-11-24T03:00:00.000Z", span: "morning" },
        noticed: null,
        felt: { at: "2026-11-25T11:00:00.000Z", span: "minute" },
        remedy: "we need good housings by then",
      },
    ],
    ["found yesterday at 14:30, poured at 1310 degrees", { noticed: { at: "2026-11-23T13:30:00.000Z", span: "minute" }, occurred: null }],
    ["the parts sat outside and may break", { occurred: null, noticed: null, felt: null }],
    ["it came on Friday or it came on Monday, nobody knows", { occurred: null }],
    ["line 2 stops tomorrow", { felt: null, hurts: "line 2 stops tomorrow" }],
    [
      "batch 4411 kom i går eftermiddags, fundet i morges, linje 2 stopper i morgen middag",
      {
        occurred: { at: "2026-11-23T11:00:00.000Z", span: "afternoon" },
        noticed: { at: "2026-11-24T03:00:00.000Z", span: "morning" },
        felt: { at: "2026-11-25T11:00:00.000Z", span: "minute" },
      },
    ],
    ["man siger, at det kom tirsdag", { occurred: { at: "2026-11-23T23:00:00.000Z", span: "day" } }],
    ["kassen gik i stykker, vi har brug for en ny", { remedy: "vi har brug for en ny" }],
    [
      "بچ ۴۴۱۱ دیروز عصر رسید، امروز صبح دیدیم، خط ۲ فردا ظهر می‌ایستد، پوستهٔ سالم لازم داریم",
      {
        occurred: { at: "2026-11-23T15:00:00.000Z", span: "evening" },
        noticed: { at: "2026-11-24T03:00:00.000Z", span: "morning" },
        felt: { at: "2026-11-25T11:00:00.000Z", span: "minute" },
        remedy: "پوستهٔ سالم لازم داریم",
      },
    ],
    ["batch 4411 cracked, nobody was hurt", { order: "Batch 4411", stops: null }],
    ["the edge is sharp but not dangerous", { stops: null }],
    ["line 2 does not stop", { stops: null, hurts: null }],
    ["line 2 hasn't stopped yet, it slows us", { stops: "slowed", hurts: null }],
    ["line 2 stops tomorrow noon because we have no housings", { stops: "line" }],
    ["batch no. 4411 is dangerous", { order: "Batch 4411", stops: "danger" }],
    ["our customers are not affected", { stops: null, also: [], hurts: null }],
    ["this hurts our planning", { stops: null }],
    ["line 2 and 3 will not stop", { stops: null }],
    ["delivery 2 days late", { order: null }],
    ["invoice 3 pallets short, order 88 is fine", { order: "Order 88" }],
    ["order 6 of 40 boxes wet", { order: null, affected: 6, total: 40 }],
    ["parti 4411 revnet, ingen er kommet til skade", { order: "Parti 4411", stops: null }],
    ["linje 2 stopper ikke", { stops: null }],
    ["ordre 3 uger forsinket", { order: null, stops: null }],
    ["det sinker os", { stops: "slowed" }],
    ["بچ ۴۴۱۱ ترک خورد، کسی آسیب ندیده", { order: "بچ 4411", stops: null }],
    ["خط ۲ متوقف نیست", { stops: null, hurts: null }],
    ["سفارش ۳ روز دیر رسید", { order: null }],
    ["nothing to read here", { order: null, affected: null, total: null, stops: null, hurts: null }],
  ] as const)("%s", ([sentence, read]) => {
    expect(readReport(sentence, tuesday, "Europe/Copenhagen")).toMatchObject({ what: sentence, ...read });
  });

  test("whatever is written, nothing is read that does not stand in it, and nothing throws", () => {
    const pieces = [
      "batch 4411 came in cracked",
      "38 of 120",
      "line 2 stops tomorrow noon",
      "i går eftermiddags",
      "linje 2 stopper",
      "vi har brug for nye",
      "بچ ۴۴۱۱ رسید",
      "۳۸ از ۱۲۰",
      "خط ۲ فردا ظهر می‌ایستد",
      "we saw it last night",
      "our customers wait",
    ];
    const part = fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 30 }));
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 5 }),
        fc.constantFrom(", ", " and ", " ", "، ", ". "),
        fc.constantFrom(...zones),
        (parts, joint, zone) => {
          const sentence = parts.join(joint);
          const { what, order, affected, total, hurts, remedy, occurred, noticed, felt } = readReport(sentence, tuesday, zone);
          const plain = inDigits(what);
          expect(what).toBe(sentence.trim());
          for (const words of [hurts, remedy]) if (words !== null) expect(what).toContain(words);
          if (order !== null) expect(plain).toContain(order.split(" ").at(-1));
          for (const number of [total, total === null ? affected : null])
            if (number !== null) expect(plain).toMatch(new RegExp(`(?<!\\d)0*${number}(?!\\d)`));
          for (const past of [occurred, noticed]) if (past !== null) expect(past.at <= tuesday).toBe(true);
          if (felt !== null) expect(felt.at > tuesday).toBe(true);
        },
      ),
      { numRuns: runs(300) },
    );
  });

  test.for([
    ["batch 4411 came in cracked, 38 of 120, line 2 stops", null, "Batch 4411 came in cracked"],
    ["batch 4411 came in cracked. Photos follow", "Batch 4411", "Batch 4411 came in cracked"],
    ["leaks", "PO-77", "Leaks, PO-77"],
    ["بچ ۴۴۱۱ ترک‌خورده رسید، ۳۸ از ۱۲۰", null, "بچ ۴۴۱۱ ترک‌خورده رسید"],
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
    readDeal(
      { solution: "other", source: "custom", temporary: false, terms: "x", promises, discount: 0 },
      { who: person, account: seed, lead, now: tuesday, newId: () => `p${ids++}`, standing: [] },
    );
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
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), fc.constantFrom(...languages), (lines, language) => {
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
        expect(plain(writePromises(drafts, seed, person.calendar.zone, language))).toEqual(plain(written));
      }),
      { numRuns: runs(400) },
    );
    expect(understood).toBeGreaterThan(40);
  });

  test("the date stands after the last “by”", () => {
    expect(plain("Reza: move it, by truck, by Thu 26 Nov 2026 16:00, needs 2\nJens: site access, by Wed 25 Nov 2026 07:00")).toMatchObject([
      { owner: "reza", firm: "supplier", what: "move it, by truck", due: "2026-11-26T12:30:00.000Z", needs: [1] },
      { owner: "jens", firm: "customer", what: "site access", due: "2026-11-25T03:30:00.000Z", needs: [] },
    ]);
  });

  test("lines are read as they are written in Danish and Persian", () => {
    expect(
      plain(
        "Reza: omarbejder 38 huse, senest tor 26. nov 16:00, efter 3\nReza Karimi: اصلاح پوسته، تا پنجشنبه ۵ آذر ۱۶:۰۰، پس از ۱ و ۳\nJens: adgang, senest i morgen kl. 7",
      ),
    ).toMatchObject([
      { needs: [2] },
      { needs: [0, 2], due: "2026-11-26T12:30:00.000Z" },
      { owner: "jens", due: "2026-11-25T03:30:00.000Z" },
    ]);
  });

  test.for(languages)("ready-made solutions of the seed are read as they stand, with their dates in %s", (language) => {
    const zone = person.calendar.zone;
    for (const entry of seed.catalogue) {
      const read = plain(entryPromises(entry, tuesday, zone, language));
      expect(read, entry.id).toEqual(plain(entryPromises(entry, tuesday, zone)));
      expect(read, entry.id).toBeInstanceOf(Array);
    }
  });

  test("a ready-made date keeps its hour, in the night when clocks change, too", () => {
    const entry = { ...seed.catalogue[0]!, promises: ["Sahand: it, by {in 1 days 12:00}"] };
    expect(entryPromises(entry, at("2026-10-24T01:30:00.000Z"), "Europe/Copenhagen")).toBe("Sahand: it, by Sun 25 Oct 2026 12:00");
  });
});
