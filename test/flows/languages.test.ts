import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { da } from "../../flows/wording/da/da.ts";
import { en } from "../../flows/wording/en/en.ts";
import { fa } from "../../flows/wording/fa/fa.ts";
import { blame, glossary, oneThing } from "../../flows/wording/glossary.ts";
import { type Key, plain, wording } from "../../flows/wording/index.ts";
import { direction, languageOf } from "../../src/domain/languages.ts";

const keys = Object.keys(en) as Key[];
const translations = [
  ["da", da],
  ["fa", fa],
] as const;

type Element = ReturnType<IntlMessageFormat["getAst"]>[number];

/** What a sentence is filled with: names, with the cases of a plural; tags by their name. */
function holes(elements: readonly Element[]): string[] {
  return elements.flatMap((element) => {
    const named = "value" in element && element.type !== 0 ? [`${element.type}:${element.value}`] : [];
    const inner =
      "options" in element
        ? Object.values(element.options).flatMap(({ value }) => holes(value))
        : "children" in element
          ? holes(element.children)
          : [];
    return [...named, ...inner];
  });
}
const holesOf = (sentence: string, language: string) => [...new Set(holes(new IntlMessageFormat(sentence, language).getAst()))].sort();

test.each([["en", en], ...translations] as const)("no sentence in %s speaks of blame", (language, catalogue) => {
  expect(keys.filter((key) => blame[language].test(catalogue[key])).map((key) => `${key}: ${catalogue[key]}`)).toEqual([]);
});

test("words of blame are known when they are met, and words that are like them are left alone", () => {
  expect(["It was their fault", "a careless mistake"].map((text) => blame.en.test(text))).toEqual([true, true]);
  expect(["ingens skyld", "det er sjusk", "Der skyldes noget", "en undskyldning", "en fejl"].map((text) => blame.da.test(text))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(["تقصیر کسی نیست", "مقصر", "علت"].map((text) => blame.fa.test(text))).toEqual([true, true, false]);
});

/** Words of which each names one thing only: in every other sentence it must not stand for something else. */
test.each(translations)("one word in %s stands for one thing", (language, catalogue) => {
  const twice = oneThing.flatMap(({ en: term, ...names }) =>
    keys
      .filter((key) => new RegExp(names[language], "i").test(catalogue[key]) && !new RegExp(term, "i").test(en[key]))
      .map((key) => `${names[language]}: ${key}: ${catalogue[key]}: ${en[key]}`),
  );
  expect(twice).toEqual([]);
});

describe.each(translations)("the catalogue in %s", (language, catalogue) => {
  test("says every sentence, with everything that is filled in", () => {
    expect(keys.filter((key) => catalogue[key] === undefined || catalogue[key].trim() === "")).toEqual([]);
    expect(Object.keys(catalogue).filter((key) => !(key in en))).toEqual([]);
    const differ = keys.filter((key) => String(holesOf(en[key], "en")) !== String(holesOf(catalogue[key], language)));
    expect(differ).toEqual([]);
  });

  test("leaves nothing in English", () => {
    // What stays as it is: firms' and people's own words, marks and names.
    const same = keys.filter((key) => catalogue[key] === en[key] && /[a-z]{3,}/.test(en[key].replaceAll(/\{[^}]*\}|<\/?b>/g, "")));
    const alike = [
      "resource.data",
      "page.parley",
      "page.send",
      "severity.normal",
      "report.status",
      "teams.command.status",
      "report.d1",
      "report.d2",
      "fact.situation",
      "card.lead",
      "held.place.slack",
      "held.place.teams",
      "set-up.field.email",
    ];
    expect(same.filter((key) => !alike.includes(key))).toEqual([]);
  });

  test("asks where English asks, leads into a form where English does, and never shouts", () => {
    const ends = (sentence: string) => (/[?؟]\W*$/.test(sentence) ? "asks" : /…$/.test(sentence) ? "goes on" : "says");
    const differ = keys.filter((key) => key.startsWith("action.") && ends(catalogue[key]) !== ends(en[key]));
    expect(differ).toEqual([]);
    expect(keys.filter((key) => /[!！]/.test(catalogue[key]))).toEqual([]);
  });

  test("calls each thing by one name", () => {
    const wrong = glossary.flatMap(({ en: term, but, ...names }) =>
      keys
        .filter((key) => !but?.includes(key) && new RegExp(`\\b(?:${term})\\b`, "i").test(en[key].replaceAll(/\{\w+[,}]/g, "")))
        .filter((key) => !new RegExp(names[language], "i").test(catalogue[key]))
        .map((key) => `${term}: ${key}: ${catalogue[key]}`),
    );
    expect(wrong).toEqual([]);
  });
});

test("numbers stand in the reader's own digits, names and numbers of cases as they are", () => {
  expect(plain(wording("fa")("amount.of", { affected: 38, total: 120 }))).toBe("۳۸ مورد مشکل‌دار از ۱۲۰");
  expect(plain(wording("da")("amount.of", { affected: 38, total: 1200 }))).toBe("38 af 1200 berørt");
  expect(plain(wording("fa")("notice.closed", { case: "PAR-00042" }))).toBe("PAR-00042 بسته شد");
});

test("a tag asks for the nearest language, and English is for everyone else", () => {
  expect(["da-DK", "FA", "fa-u-ca-gregory", "de", ""].map(languageOf)).toEqual(["da", "fa", "fa", "en", "en"]);
  expect(["da", "fa-IR", "en", "ar"].map(direction)).toEqual(["ltr", "rtl", "ltr", "ltr"]);
});
