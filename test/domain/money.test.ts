import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimals, type Money, maxMinor, readMoney, split, sum, writeMoney } from "../../src/domain/money.ts";
import { runs } from "../support/properties.ts";

const eur = (minor: number): Money => ({ minor, currency: "EUR" });

describe("an amount is read", () => {
  test.for([
    ["10500 EUR", eur(1_050_000)],
    ["EUR 10500", eur(1_050_000)],
    ["eur10500", eur(1_050_000)],
    ["10500eur", eur(1_050_000)],
    ["6450.00 EUR", eur(645_000)],
    ["6450,00 EUR", eur(645_000)],
    ["6450.5 EUR", eur(645_050)],
    ["10,500.00 EUR", eur(1_050_000)],
    ["10.500,00 EUR", eur(1_050_000)],
    ["1,234,567.89 EUR", eur(123_456_789)],
    ["10 500 EUR", eur(1_050_000)],
    ["10\u00a0500,50 EUR", eur(1_050_050)],
    ["10\u202f500 EUR", eur(1_050_000)],
    ["  0.01 EUR  ", eur(1)],
    ["0 EUR", eur(0)],
    ["000012 EUR", eur(1_200)],
    ["10000000000.00 EUR", eur(maxMinor)],
    ["5000000 IRR", { minor: 5_000_000, currency: "IRR" }],
    ["1200 JPY", { minor: 1_200, currency: "JPY" }],
    ["10.500 KWD", { minor: 10_500, currency: "KWD" }],
    ["1.234,567 KWD", { minor: 1_234_567, currency: "KWD" }],
    ["١٢ EUR", { minor: 1_200, currency: "EUR" }],
    ["۶٬۴۵۰٫۰۰ EUR", { minor: 645_000, currency: "EUR" }],
    ["۱۰٬۵۰۰ EUR", { minor: 1_050_000, currency: "EUR" }],
  ] as [string, Money][])("%j", ([text, money]) => {
    expect(readMoney(text)).toEqual(money);
  });
});

describe("an amount that is not one without doubt is asked again", () => {
  test.for([
    ["10,500 EUR", "ten, or ten thousand"],
    ["10.500 EUR", "ten, or ten thousand"],
    ["10,500 KWD", "ten and a half, or ten thousand"],
    ["10,5k EUR", "k is not read"],
    ["10,5k", "k, and no currency"],
    ["10500", "no currency"],
    ["EUR 10500 EUR", "the currency twice"],
    ["EUR 10500 USD", "two currencies"],
    ["EUR", "no number"],
    ["", "nothing"],
    ["10500 XYZ", "no such currency"],
    ["10500 €", "a sign, not a code"],
    ["-5 EUR", "below nothing"],
    ["+5 EUR", "a sign"],
    ["1e5 EUR", "a power"],
    ["0x10 EUR", "hexadecimal"],
    ["6450.005 EUR", "more decimals than the currency has"],
    ["5000.50 IRR", "the rial has no decimals"],
    ["1.5 JPY", "the yen has no decimals"],
    ["1,23,456.00 EUR", "groups of two"],
    ["1.234.56 EUR", "one mark for both"],
    ["1,234.567.89 EUR", "marks that change"],
    ["10. EUR", "nothing after the mark"],
    [".5 EUR", "nothing before the mark"],
    ["10 5000 EUR", "a group of four"],
    ["1 0 0 EUR", "groups of one"],
    ["10000000000.01 EUR", "more than we take"],
    ["99999999999999999999 EUR", "more than can be counted"],
    ["۱۲٫۵۰۰ EUR", "more decimals than the currency has"],
    ["10 EUR or 20 EUR", "two amounts"],
    ["NaN EUR", "not a number"],
  ] as [string, string][])("%j: %s", ([text]) => {
    expect(readMoney(text)).toBeNull();
  });
});

describe("money", () => {
  const currency = fc.constantFrom(...Intl.supportedValuesOf("currency"));

  test("what is written is read back as it was, in every currency", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: maxMinor }), currency, (minor, code) => {
        const money = { minor, currency: code };
        expect(readMoney(writeMoney(money))).toEqual(money);
      }),
      { numRuns: runs(400) },
    );
  });

  test("any text is one amount or none, and never throws", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[A-Z]{0,3} ?[\d., ]{0,12} ?[A-Z]{0,3}$/));
    fc.assert(
      fc.property(text, (written) => {
        const money = readMoney(written);
        if (money) expect(readMoney(writeMoney(money))).toEqual(money);
      }),
      { numRuns: runs(400) },
    );
  });

  test("a currency has the decimals of Unicode CLDR", () => {
    expect(["EUR", "IRR", "JPY", "KWD", "DKK"].map(decimals)).toEqual([2, 0, 0, 3, 2]);
  });

  test("a sum never mixes currencies and is of something", () => {
    expect(sum([eur(1), eur(2)])).toEqual(eur(3));
    expect(sum([eur(1), { minor: 1, currency: "DKK" }])).toBeNull();
    expect(sum([])).toBeNull();
  });
});

test("an amount in two parts is the whole to the last unit, and each part is within half a unit of its per cent", () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 * maxMinor }), fc.nat({ max: 100 }), (minor, percent) => {
      const [first, second] = split(eur(minor), percent);
      expect(first.minor + second.minor).toBe(minor);
      const off = BigInt(first.minor) * 100n - BigInt(minor) * BigInt(percent);
      expect(off >= -50n && off <= 50n).toBe(true);
      expect([first.minor >= 0, second.minor >= 0, second.currency]).toEqual([true, true, "EUR"]);
    }),
  );
  expect(split(eur(15_001), 50)).toEqual([eur(7_501), eur(7_500)]);
});
