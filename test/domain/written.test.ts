import { describe, expect, test } from "vitest";
import { calendarsOf, dateChoiceOf, dateChoices, languages, tagOf } from "../../src/domain/languages.ts";
import { dayText, moneyText, numberText, timeText, weekdayText } from "../../src/domain/written.ts";

/** Thursday 26 November 2026, 15:00 UTC. */
const ms = Date.UTC(2026, 10, 26, 15);

describe("a day is written as the reader reads it", () => {
  test.for([
    ["en", "Thu 26 Nov 2026"],
    ["da", "tors. 26. nov. 2026"],
    ["fa", "پنجشنبه ۵ آذر ۱۴۰۵ (۲۶ نوامبر ۲۰۲۶)"],
    ["fa-u-ca-persian", "پنجشنبه ۵ آذر ۱۴۰۵"],
    ["fa-u-ca-gregory", "پنجشنبه ۲۶ نوامبر ۲۰۲۶"],
    ["en-u-ca-persian", "Thu 26 Nov 2026 (5 Azar 1405)"],
  ] as const)("%s: %s", ([tag, text]) => {
    expect(dayText(ms, "Europe/Copenhagen", tag, true)).toBe(text);
  });
  test("in their own zone, and without the year where it goes without saying", () => {
    expect(dayText(ms + 8 * 3_600_000, "Asia/Tehran", "en", false)).toBe("Fri 27 Nov");
    expect(dayText(ms, "Asia/Tehran", "fa", false)).toBe("پنجشنبه ۵ آذر (۲۶ نوامبر)");
    expect([timeText(ms, "Asia/Tehran", "fa"), weekdayText(ms, "Asia/Tehran", "da")]).toEqual(["۱۸:۳۰", "tors."]);
  });
});

test("money is exact, with its currency, in the reader's digits", () => {
  const money = { minor: 645_000, currency: "EUR" };
  expect(languages.map((tag) => moneyText(money, tag))).toEqual(["6,450.00\u00a0EUR", "6.450,00\u00a0EUR", "۶٬۴۵۰٫۰۰\u00a0EUR"]);
  expect(moneyText({ minor: 5_000, currency: "IRR" }, "fa")).toBe("۵٬۰۰۰\u00a0IRR");
});

test("numbers are in the reader's digits, grouped where they are read and not where they are typed", () => {
  expect(languages.map((tag) => numberText(1_200, tag))).toEqual(["1,200", "1.200", "۱٬۲۰۰"]);
  expect(languages.map((tag) => numberText(1_200, tag, false))).toEqual(["1200", "1200", "۱۲۰۰"]);
});

describe("a reader's calendars", () => {
  test("are those of their tag: Persian readers read both unless they say otherwise", () => {
    expect(["fa", "fa-u-ca-persian", "fa-u-ca-gregory", "da", "en-u-ca-persian", "en-GB"].map((tag) => calendarsOf(tag).join("+"))).toEqual(
      ["persian+gregory", "persian", "gregory", "gregory", "gregory+persian", "gregory"],
    );
  });
  test("are kept as they were chosen", () => {
    for (const language of languages)
      for (const choice of dateChoices)
        expect(dateChoiceOf(tagOf(language, choice))).toBe(choice === "persian" && language !== "fa" ? "both" : choice);
  });
});
