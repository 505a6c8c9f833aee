import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columns, exampleFile, type OrderText, readOrderFile } from "../../src/domain/order-file.ts";
import { runs } from "../support/properties.ts";

const head = columns.join(",");
const good = "4500123,HP-120,500,pcs,2026-11-02,2026-11-24,";
const wrongOf = (text: string) => {
  const read = readOrderFile(text);
  return read.ok ? [] : read.wrong.map(({ line, field, problem }) => `${line} ${field} ${problem}`);
};

describe("a file of orders", () => {
  test("is read with commas or semicolons, quotes, any order of columns, and lines that end either way", () => {
    const read = readOrderFile(`\ufeff${exampleFile.replaceAll("\n", "\r\n")}\r\n\r\n`);
    expect(read).toEqual({
      ok: true,
      orders: [
        {
          number: "4500123",
          article: "HP-120",
          quantity: "500 pcs",
          placed: "2026-11-02",
          wanted: "2026-11-24",
          specification: "Grey iron, coated",
        },
        { number: "4500124", article: "HP-120", quantity: "480 pcs", placed: "2026-11-09", wanted: "2026-12-01", specification: null },
      ],
    });
    const semicolons =
      'wanted;placed;unit;quantity;specification;article;order\n2026-11-24;2026-11-02;;500;"He said ""coated""; twice\nover";HP-120;1';
    expect(readOrderFile(semicolons)).toMatchObject({
      ok: true,
      orders: [{ quantity: "500", specification: 'He said "coated"; twice\nover' }],
    });
  });

  test("gives back every order that was written into it", () => {
    const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 "';,-]{0,10}$/).map((text) => text.trim());
    const day = fc
      .date({ min: new Date("2020-01-01"), max: new Date("2026-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const one = fc.record({ article: word, quantity: fc.integer({ min: 1, max: 9_999 }), placed: day, specification: word });
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 9 }), (list) => {
        const lines = list.map(({ article, quantity, placed, specification }, i) =>
          [`N${i}`, cell(article), quantity, "pcs", placed, placed, cell(specification)].join(","),
        );
        const expected: OrderText[] = list.map(({ article, quantity, placed, specification }, i) => ({
          ...{ number: `N${i}`, article, quantity: `${quantity} pcs`, placed, wanted: placed, specification: specification || null },
        }));
        expect(readOrderFile([head, ...lines].join("\n"))).toEqual({ ok: true, orders: expected });
      }),
    );
  });

  test.for([
    ["", ["1 file empty"]],
    [head, ["2 file no-orders"]],
    [`${head}\n\n \n`, ["2 file no-orders"]],
    ["order,article", columns.slice(2).map((name) => `1 ${name} missing-column`)],
    [`${head},colour\n${good},red`, ["1 colour unknown-column"]],
    [`${head},order\n${good},1`, ["1 order unknown-column"]],
    [`${head}\n4500123,,500,pcs,2026-11-02,2026-11-24,`, ["2 article empty"]],
    [
      `${head}\n4500123,HP-120,1.500,pcs,2026-11-02,2026-11-24,\n4500124,HP-120,"1,500",pcs,2026-11-02,2026-11-24,`,
      ["3 quantity not-a-number"],
    ],
    [`${head}\n4500123,HP-120,many,pcs,24.11.2026,2026-11-24,`, ["2 quantity not-a-number", "2 placed not-a-day"]],
    [`${head}\n4500123,HP-120,0,pcs,2026-11-02,2026-02-30,`, ["2 quantity not-a-number", "2 wanted not-a-day"]],
    [`${head}\n4500123,HP-120,5,12,2026-11-02,2026-11-24,`, ["2 unit wrong-shape"]],
    [`${head}\n4500123,HP-120,5,pcs,2026-11-24,2026-11-02,`, ["2 wanted before-placed"]],
    [`${head}\n${good}\n${good.replace("4500123", " 4500123")}`, ["3 order twice"]],
    [`${head}\n${good},more`, ["2 line too-many-cells"]],
    [`${head}\n4500123,HP-120,5,pcs,2026-11-02,2026-11-24,"open\n${good}`, ["2 file open-quote"]],
    [`${head}\n4500123,HP-\u202e120,5,pcs,2026-11-02,2026-11-24,\ufffd`, ["2 article unshowable", "2 specification unshowable"]],
    [`${head}\n${"4".repeat(41)},HP-120,5,pcs,2026-11-02,2026-11-24,${"x".repeat(601)}`, ["2 order too-long", "2 specification too-long"]],
    [`${head}\n${Array.from({ length: 1_001 }, (_, i) => good.replace("4500123", String(i))).join("\n")}`, ["1002 file too-many-orders"]],
  ] as const)("%#: each thing that is wrong is named by line and field, and nothing is read", ([text, wrong]) => {
    expect(wrongOf(text)).toEqual(wrong);
  });

  test("is read or refused whatever is in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.boolean(), (text, headed) => {
        const read = readOrderFile(headed ? `${head}\n${text}` : text);
        expect(read.ok ? read.orders.length : read.wrong.length).toBeGreaterThan(0);
      }),
      { numRuns: runs(500) },
    );
  });
});
