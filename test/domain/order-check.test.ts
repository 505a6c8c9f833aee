import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkOrder, differs, fewest, median, oneEditApart, slipOf, usualOf } from "../../src/domain/order-check.ts";
import { articleKey, numberKey, type Order, type PastOrders, readQuantity } from "../../src/domain/orders.ts";
import { type Day, plusDays, readDay } from "../../src/domain/time.ts";
import { runs } from "../support/properties.ts";

const day = (text: string): Day => readDay(text)!;
const receiver = { zone: "Europe/Copenhagen", days: [1, 2, 3, 4, 5], from: "08:00", to: "16:00", free: ["2026-12-24"], holidays: null };
const placed = day("2026-11-24");

const order = (more: Partial<Order> = {}): Order => ({
  number: "4500999",
  article: "HP-120",
  quantity: 500,
  unit: "pcs",
  placed,
  wanted: day("2026-12-15"),
  specification: "Grey iron, coated",
  counted: true,
  changed: [],
  sent: "",
  ...more,
});

/** Past orders of one article, newest first, a week apart. */
const past = (quantities: readonly number[], more: (i: number) => Partial<Order> = () => ({})): PastOrders => {
  const of = quantities.map((quantity, i) => {
    const from = plusDays(placed, -7 * (i + 1));
    return order({ number: `45000${i}`, quantity, placed: from, wanted: plusDays(from, 21), ...more(i) });
  });
  return { known: [], of, articles: [{ key: "HP120", name: "HP-120", orders: of.length }] };
};
const usual = [500, 490, 510, 500, 520, 480, 500, 505];
const kinds = (one: Order, before: PastOrders) => checkOrder(one, before, receiver).findings.map(({ kind }) => kind);

/** 0.6745 × |x − median| ÷ MAD, written out once more and differently. */
function score(list: readonly number[], now: number): number {
  const middle = (values: readonly number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
  };
  const m = middle(list);
  return (0.6745 * Math.abs(now - m)) / middle(list.map((x) => Math.abs(x - m)));
}

describe("a quantity", () => {
  const quantities = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 30 });

  test("equal to the median never differs", () => {
    fc.assert(
      fc.property(quantities, (list) => {
        expect(differs(list, median(list))).toBe(false);
      }),
    );
  });

  test("differs or not whatever unit it is counted in", () => {
    fc.assert(
      fc.property(quantities, fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 2, max: 1_000 }), (list, now, times) => {
        const scaled = list.map((value) => value * times);
        expect(differs(scaled, now * times)).toBe(differs(list, now));
        const [a, b] = [usualOf(list), usualOf(scaled)];
        expect([b.from, b.to, b.median]).toEqual([a.from * times, a.to * times, a.median * times]);
      }),
    );
  });

  test("differs as the score says, where the past is spread; and only when it is a tenth away", () => {
    fc.assert(
      fc.property(quantities, fc.integer({ min: 1, max: 200_000 }), (list, now) => {
        const z = score(list, now);
        fc.pre(Number.isFinite(z) && list.length >= fewest && Math.abs(z - 3.5) > 1e-9);
        expect(differs(list, now)).toBe(z > 3.5 && Math.abs(now - median(list)) * 10 > median(list));
      }),
    );
  });

  test("less than a tenth away is not asked about, however alike the past is", () => {
    const alike = [500, 501, 499, 500, 502, 498, 500, 501];
    expect([score(alike, 540) > 3.5, differs(alike, 540), differs(alike, 550), differs(alike, 551)]).toEqual([true, false, false, true]);
  });

  test("of fewer than five past ones nothing is claimed", () => {
    expect(differs([500, 500, 500, 500], 50_000)).toBe(false);
    expect(checkOrder(order({ quantity: 50_000 }), past([500, 500, 500, 500]), receiver)).toMatchObject({ findings: [], few: true });
  });

  test("that is always the same differs from a quarter away on, unless it was like that before", () => {
    const same = [500, 500, 500, 500, 500, 500, 2_000];
    expect([500, 560, 620, 380].map((now) => differs(same, now))).toEqual([false, false, false, false]);
    expect([374, 2_001, 5_000].map((now) => differs(same, now))).toEqual([true, true, true]);
    expect(usualOf(same)).toEqual({ from: 500, to: 500, median: 500, orders: 7 });
  });

  test("carries the numbers that it was compared with, so that all that is said can be reckoned again", () => {
    const [found] = checkOrder(order({ quantity: 5_000 }), past(usual), receiver).findings;
    expect(found).toEqual({ kind: "quantity", past: usual });
    expect(usualOf(usual)).toEqual({ from: 480, to: 520, median: 500, orders: 8 });
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 5, maxLength: 24 }),
        fc.integer({ min: 1, max: 99_999 }),
        (list, now) => {
          const [only] = checkOrder(order({ quantity: now }), past(list), receiver).findings;
          expect(only?.kind === "quantity" && differs(only.past, now)).toBe(differs(list, now));
        },
      ),
    );
  });

  test.for([
    [5_000, { times: 10, way: "more" }],
    [50, { times: 10, way: "less" }],
    [6_000, { times: 12, way: "more" }],
    [42, { times: 12, way: "less" }],
    [50_000, { times: 100, way: "more" }],
    [500_000, { times: 1_000, way: "more" }],
    [1_500, null],
  ] as const)("%i pieces where 480 to 520 are usual: %j", ([now, slip]) => {
    expect(slipOf(usual, now)).toEqual(slip);
  });

  test("in another unit is said to be so, and not reckoned", () => {
    const { findings, beside } = checkOrder(order({ quantity: 40, unit: "dozen" }), past(usual), receiver);
    expect([findings, beside.usualUnit]).toEqual([[{ kind: "unit", orders: 8 }], "pcs"]);
    expect(kinds(order({ unit: "PCS." }), past(usual))).toEqual([]);
  });

  test("that was said to be a change is the usual from then on", () => {
    const before = past([5_000, ...usual], (i) => (i === 0 ? { changed: ["quantity"] } : {}));
    expect(kinds(order({ quantity: 5_000 }), before)).toEqual([]);
    expect(kinds(order({ quantity: 5_000 }), past([5_000, ...usual]))).toEqual(["quantity"]);
  });
});

describe("an article", () => {
  test("that was never ordered, one character apart from one that is", () => {
    for (const article of ["HP-210", "HP-12", "HP-1200", "HP-128"]) {
      const { findings, beside } = checkOrder(order({ article }), past(usual), receiver);
      expect([findings, beside.near]).toEqual([[{ kind: "article-near", orders: 8 }], "HP-120"]);
    }
    expect(kinds(order({ article: "hp 120" }), past(usual))).toEqual([]);
  });

  test("that was never ordered is new, unless every other order is of a new one", () => {
    expect(checkOrder(order({ article: "Valve 7" }), past(usual), receiver).findings).toEqual([
      { kind: "article-new", orders: 8, articles: 1 },
    ]);
    const many = {
      known: [],
      of: [],
      articles: Array.from({ length: 9 }, (_, i) => ({ key: `PART${i}00`, name: `Part ${i}00`, orders: 1 })),
    };
    expect(kinds(order({ article: "Valve 7" }), many)).toEqual([]);
  });

  test("is one edit apart exactly when the whole table of distances says so", () => {
    const distance = (a: string, b: string): number => {
      const d = Array.from({ length: a.length + 1 }, (_, i) =>
        Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
      );
      for (let i = 1; i <= a.length; i++)
        for (let j = 1; j <= b.length; j++) {
          const cost = a[i - 1] === b[j - 1] ? 0 : 1;
          d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + cost);
          if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1);
        }
      return d[a.length]![b.length]!;
    };
    const text = fc.string({ unit: fc.constantFrom("A", "B", "1"), maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(oneEditApart(a, b)).toBe(distance(a, b) === 1);
      }),
      { numRuns: runs(2_000) },
    );
  });
});

describe("a date", () => {
  test("sooner or later than ever, by days from placing", () => {
    const before = past(usual, (i) => ({ wanted: plusDays(plusDays(placed, -7 * (i + 1)), 20 + (i % 3)) }));
    expect(checkOrder(order({ wanted: day("2026-11-30") }), before, receiver).findings).toEqual([
      { kind: "lead", past: [20, 21, 22, 20, 21, 22, 20, 21], days: 6, way: "sooner" },
    ]);
    expect(kinds(order({ wanted: day("2027-02-12") }), before)).toEqual(["lead"]);
    expect(kinds(order({ wanted: day("2026-12-16") }), before)).toEqual([]);
  });

  test("on a day off of the receiving firm, unless that is usual", () => {
    expect(kinds(order({ wanted: day("2026-12-12") }), past(usual))).toEqual(["free-day"]);
    expect(kinds(order({ wanted: day("2026-12-24") }), past([]))).toEqual(["free-day"]);
    const saturdays = past(usual, (i) => ({ wanted: plusDays(placed, 18 - 7 * (i + 1)) }));
    expect(kinds(order({ wanted: day("2026-12-12") }), saturdays)).toEqual([]);
  });
});

describe("a specification", () => {
  test("shows the words that are gone and those that are new, whatever their case and order", () => {
    const { findings, beside } = checkOrder(order({ specification: "Grey iron, painted RAL 5010" }), past(usual), receiver);
    expect(findings).toEqual([{ kind: "specification", orders: 5 }]);
    expect(beside).toMatchObject({ gone: ["coated"], added: ["painted", "RAL", "5010"] });
    expect(kinds(order({ specification: "COATED  grey iron" }), past(usual))).toEqual([]);
    expect(checkOrder(order({ specification: null }), past(usual), receiver).beside.gone).toEqual(["Grey", "iron", "coated"]);
  });

  test("that was there among the last five is nothing new", () => {
    const before = past(usual, (i) => (i === 3 ? { specification: "Painted" } : {}));
    expect(kinds(order({ specification: "painted" }), before)).toEqual([]);
  });
});

describe("what people write", () => {
  test.for([
    ["500 pcs", 500, "pcs"],
    ["۵۰۰ عدد", 500, "عدد"],
    ["12.5 kg", 12.5, "kg"],
    ["500stk", 500, "stk"],
    ["40", 40, null],
  ] as const)("%s is a quantity", ([text, quantity, unit]) => {
    expect(readQuantity(text)).toEqual({ quantity, unit });
  });

  test.for(["", "0", "-5", "1,000", "1e3", "0x10", "pcs 500", "500 7", "five", "1.2345", "9999999999"])("%j is none", (text) => {
    expect(readQuantity(text)).toBeNull();
  });

  test("days are days of the calendar", () => {
    expect(["2026-02-28", "2028-02-29"].map(readDay)).toEqual(["2026-02-28", "2028-02-29"]);
    expect(["2026-02-29", "2026-13-01", "2026-1-1", "26-01-01", "2026-02-30", ""].map(readDay)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  test("numbers and articles are the same however they are spaced, and in any digits", () => {
    expect(numberKey(" 4500  123a".trim())).toBe(numberKey("4500 123A"));
    expect(numberKey("45-001")).not.toBe(numberKey("450-01"));
    expect(new Set(["HP-120", "hp 120", "HP‑۱۲۰"].map(articleKey)).size).toBe(1);
    expect(articleKey("--")).toBe("--");
  });
});
