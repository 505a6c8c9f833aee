/** What is wrong with a set-up file is told with its line and an example, everything at once. */
import { describe, expect, test } from "vitest";
import { conversation } from "../../flows/conversation.ts";
import { plain } from "../../flows/wording/index.ts";
import { languages } from "../../src/domain/languages.ts";
import { firmProblems, relationshipProblems, surroundings } from "../../src/domain/set-up/checks.ts";
import { problemCodes, writePath } from "../../src/domain/set-up/problems.ts";
import { holds, type Misplaced, readFirm, readRelationship } from "../../src/engine/set-up-files.ts";
import { readers } from "../../src/operations/readers.ts";
import { seedTexts } from "../../src/operations/seed.ts";
import { seed, tuesday } from "../support/given.ts";

const texts = await seedTexts();
const wrongIn = (read: { readonly ok: boolean; readonly wrong?: readonly Misplaced[] }): readonly Misplaced[] => read.wrong ?? [];
const firm = async (text: string) =>
  wrongIn(holds(await readFirm(readers, text, tuesday), (file) => firmProblems(file, surroundings(seed, "customer"))));
const relationship = async (text: string) => wrongIn(holds(readRelationship(readers, text), (file) => relationshipProblems(file, seed)));
const told = (wrong: readonly Misplaced[]) =>
  wrong.map(({ problem, place }) => `${place.line} ${problem.code} ${writePath(problem.path)} (${problem.example})`);

/** The customer's file with one thing in it changed; whoever tries to change nothing has mistyped. */
function changed(text: string, from: string | RegExp, to: string): string {
  const made = text.replace(from, to);
  if (made === text) throw new Error(`nothing to change: ${from}`);
  return made;
}

describe("in a firm's file", () => {
  test.for<[string, string | RegExp, string, string]>([
    [
      "a key that there is not",
      "city: Aarhus",
      "city: Aarhus\ntown: Aarhus",
      "4 unknown-key town (name, city, zone, language, week, ladder, twoPersonsFrom, people)",
    ],
    ["a zone", "Europe/Copenhagen", "Europe/Aarhus", "4 not-a-zone zone (Europe/Copenhagen)"],
    ["an offset for a zone", "Europe/Copenhagen", '"+01:00"', "4 not-a-zone zone (Europe/Copenhagen)"],
    ["a language", "language: en", "language: xx", "5 not-a-language language (da)"],
    ["a language that is none at all", "language: en", "language: en_GB!", "5 not-a-language language (da)"],
    ["a time", '"16:00"', '"16.00"', "6 not-a-time week › to (16:00)"],
    ["a time without quotes that is no text", 'to: "16:00"', "to: 16", "6 wrong-shape week › to (16:00)"],
    ["an evening before its morning", '"16:00"', '"06:00"', "6 ends-before week › to (16:00)"],
    ["a weekday", "[1, 2, 3, 4, 5]", "[1, 2, 3, 4, 8]", "6 not-a-number week › days › 5 (1)"],
    ["a weekday twice", "[1, 2, 3, 4, 5]", "[1, 2, 3, 4, 4]", "6 twice week › days ([1, 2, 3, 4, 5])"],
    ["no weekday", "[1, 2, 3, 4, 5]", "[]", "6 empty week › days ([1, 2, 3, 4, 5])"],
    ["a date", '"2026-12-24"', '"2027-02-29"', "6 not-a-date week › free › 1 (2026-12-24)"],
    ["a country", "holidays: DK", "holidays: XX", "6 not-a-region week › holidays (DK)"],
    ["a country by its name", "holidays: DK", "holidays: Denmark", "6 not-a-region week › holidays (DK)"],
    ["work on holidays of nowhere", "holidays: DK", 'works: ["2027-03-25"]', "6 works-without-holidays week › works ([2026-12-24])"],
    [
      "somebody on the ladder",
      "middle: [lars]",
      "middle: [larz]",
      "7 no-such-person ladder › middle › 1 (freja, mads, ida, jens, lars, hanne)",
    ],
    ["an amount", "100000.00 EUR", "100.000 EUR", "8 not-an-amount twoPersonsFrom (50000.00 EUR)"],
    ["a currency", "100000.00 EUR", "100000 USD", "8 other-currency twoPersonsFrom (100000 EUR)"],
    ...["jens", "jens@nordvik", "jens@@nordvik.example", "jens@nordvik.example, ida@nordvik.example", "Jens <jens@nordvik.example>"].map(
      (wrong): [string, string, string, string] => [
        `an address of mail (${wrong})`,
        "jens@nordvik.example",
        `"${wrong}"`,
        "13 not-an-address people › 4 › email (freja@nordvik.example)",
      ],
    ),
    [
      "an address with a line of its own",
      "jens@nordvik.example",
      '"jens@nordvik.example\\nBcc: x@y.example"',
      "13 not-an-address people › 4 › email (freja@nordvik.example)",
    ],
    ["an id", "id: freja", "id: Freja Holm", "10 wrong-shape people › 1 › id (freja)"],
    ["an id of the other firm", "id: freja", "id: shirin", "10 other-firms-person people › 1 › id (null)"],
    ["an id twice", "id: mads", "id: freja", "11 twice people › 2 › id (null)"],
    [
      "a function",
      "function: supply",
      "function: supplies",
      "12 not-a-choice people › 3 › function (quality, production, logistics, sales, purchasing, supply, warranty, customer-relations, finance)",
    ],
    ["a missing title", ", title: supply planning", "", "12 missing people › 3 › title (incoming quality)"],
    ["somebody faced who is not there", "faces: reza", "faces: rezza", "10 nobody-there people › 1 › faces (reza, arash, neda, shirin)"],
    ["somebody faced in one's own firm", "faces: reza", "faces: mads", "10 nobody-there people › 1 › faces (reza, arash, neda, shirin)"],
    ["a limit", "limit: 50000.00 EUR", "limit: a lot", "14 not-an-amount people › 5 › approver › limit (50000.00 EUR)"],
    [
      "a limit in another currency",
      "limit: 50000.00 EUR",
      "limit: 50000 DKK",
      "14 other-currency people › 5 › approver › limit (50000 EUR)",
    ],
    [
      "a key beside a limit",
      "limit: 50000.00 EUR",
      "limit: 50000.00 EUR, until: 2027",
      "14 unknown-key people › 5 › approver › until (limit)",
    ],
    [
      "an approver of neither kind",
      "approver: { limit: 50000.00 EUR }",
      "approver: 50000.00 EUR",
      "14 not-a-choice people › 5 › approver ({ limit: 50000.00 EUR })",
    ],
    ["yes for true", "administrator: true", "administrator: yes", "15 wrong-shape people › 6 › administrator (true)"],
    ["no administrator", ", administrator: true", "", "9 no-administrator people (administrator: true)"],
    ["an unshowable sign", "city: Aarhus", 'city: "Aar\\u202ehus"', "3 unshowable city (Aarhus)"],
    [
      "an end before its beginning",
      "faces: reza",
      "away: [{ from: 2027-01-03, to: 2027-01-02 }]",
      "10 ends-before people › 1 › away › 1 › to (2026-12-24)",
    ],
  ])("%s", async ([, from, to, wanted]) => {
    expect(told(await firm(changed(texts.customer, from, to)))).toEqual([wanted]);
  });

  test("nobody who may sign", async () => {
    const without = texts.customer.replaceAll(/, approver: (\{[^}]*\}|any amount)/g, "");
    expect(told(await firm(without))).toEqual(["9 no-approver people (approver: any amount)"]);
  });

  test("several things at once, in the order of their lines", async () => {
    const bad = [
      ["Europe/Copenhagen", "Mars/Base"],
      ["language: en", "language: qq"],
      ["id: mads", "id: M"],
      ["limit: 50000.00 EUR", "limit: lots"],
    ];
    const text = bad.reduce((made, [from, to]) => changed(made, from!, to!), texts.customer);
    expect(told(await firm(text)).map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
      "4 not-a-zone",
      "5 not-a-language",
      "11 wrong-shape",
      "14 not-an-amount",
    ]);
  });
});

describe("in the relationship's file", () => {
  test.for<[string, string | RegExp, string, string]>([
    ["another relationship's id", "id: sahand-nordvik", "id: alvand-mellat", "2 other-relationship id (sahand-nordvik)"],
    ["no language", "[en, da, fa]", "[]", "3 missing languages › 1 (da)"],
    ["a language twice", "[en, da, fa]", "[en, da, da]", "3 twice languages ([en, da])"],
    ["a currency", "currency: EUR", "currency: euro", "4 not-a-currency currency (EUR)"],
    ["a number of days", "effectAfterDays: 60", "effectAfterDays: sixty", "5 not-a-number effectAfterDays (60)"],
    [
      "somebody surveyed who is not there",
      "survey: [freja,",
      "survey: [freya,",
      "7 no-such-person survey › 1 (freja, mads, ida, jens, lars, hanne, reza, arash, neda, shirin)",
    ],
    ["somebody surveyed twice", "survey: [freja,", "survey: [lars,", "7 twice survey ([freja, lars, reza])"],
    [
      "a cadence",
      "effectAfterDays: 60",
      "effectAfterDays: 60\nrhythm: { survey: monthly }",
      "6 not-a-choice rhythm › survey (none, quarterly, yearly)",
    ],
    ["a service level", "acknowledge: { low: 240", "acknowledge: { low: -1", "9 not-a-number service › acknowledge › low (60)"],
    [
      "a service level that is not there",
      /\n {2}judge: .*/,
      "",
      "8 missing service › judge ({ low: 240, normal: 120, high: 60, critical: 30 })",
    ],
    ["a source", "source: guarantee", "source: warranty", "20 not-a-choice catalogue › 1 › source (contract, guarantee, custom, extra)"],
    [
      "an owner of a promise who is not there",
      '"Arash: sort',
      '"Araz: sort',
      "31 no-owner catalogue › 2 › promises › 1 (Sahand Casting: replacement pieces delivered by air, by {in 4 days 12:00})",
    ],
    [
      "a promise without a date",
      ", by {in 2 days 16:00}",
      ", soon",
      "31 no-date catalogue › 2 › promises › 1 (Sahand Casting: replacement pieces delivered by air, by {in 4 days 12:00})",
    ],
    [
      "work asked of the customer for what the supplier caused",
      "catalogue:",
      "plan:\n  - { locus: supplier, perspective: reactive, customer: [fits, work] }\ncatalogue:",
      "18 customer-works plan › 1 › customer › 2 (effect, choice, good, at-hand, fits)",
    ],
    [
      "a lead of the customer there",
      "catalogue:",
      "plan:\n  - locus: supplier\n    perspective: proactive\n    lead: { implementation: both }\ncatalogue:",
      "20 customer-works plan › 1 › lead › implementation (supplier)",
    ],
    [
      "people of the customer who would work there",
      "catalogue:",
      "plan:\n  - { locus: supplier, perspective: reactive, seats: { co-evaluator: 3, co-diagnoser: 1 } }\ncatalogue:",
      "18 customer-works plan › 1 › seats › co-diagnoser (0)",
    ],
    [
      "a topic that there is not",
      "catalogue:",
      "plan:\n  - { locus: unknown, perspective: reactive, customer: [effort] }\ncatalogue:",
      "18 not-a-choice plan › 1 › customer › 1 (effect, at-hand, cause, fits, help, choice, work, good)",
    ],
    [
      "a role that has no people of its own",
      "catalogue:",
      "plan:\n  - { locus: unknown, perspective: reactive, seats: { co-notifier: 1 } }\ncatalogue:",
      "18 unknown-key plan › 1 › seats › co-notifier (value-supporter, value-retriever, value-option-counsellor, value-booster, value-facilitator, co-preventer, co-diagnoser, co-evaluator, co-developer)",
    ],
    ["a solution twice", "id: credit-note", "id: replace-by-air", "33 twice catalogue › 3 › id (null)"],
  ])("%s", async ([, from, to, wanted]) => {
    expect(told(await relationship(changed(texts.relationship, from, to)))).toEqual([wanted]);
  });
});

describe("a text that is no YAML that we read", () => {
  test.for<[string, string, string]>([
    ["broken brackets", "name: [a\ncity: b", "2 not-yaml"],
    ["a key twice", "name: a\ncity: b\nname: c", "3 twice"],
    ["a tab", "name: a\nweek:\n\tfrom: b", "3 tab"],
    ["a reference", "name: &a b\ncity: *a", "2 alias"],
    ["two documents", "name: a\n---\nname: b", "2 not-yaml"],
    ["a tag of its own", "name: !!js/function a", "1 not-yaml"],
    ["a flood", `name: ${"a".repeat(200_001)}`, "1 too-large"],
    ["brackets without end", "[".repeat(50_000), "1 not-yaml"],
    ["nothing", "", "1 wrong-shape"],
    ["a list", "- a\n- b", "1 wrong-shape"],
    ["a number", "42", "1 wrong-shape"],
  ])("%s", async ([, text, wanted]) => {
    expect(told(await firm(text)).map((line) => line.split(" ").slice(0, 2).join(" "))).toContain(wanted);
  });

  test("no key reaches what is not the file's", async () => {
    for (const key of ["__proto__", "constructor", "toString"]) {
      expect(told(await firm(`${texts.customer}${key}: { administrator: true }\n`))).toEqual([
        expect.stringContaining(`unknown-key ${key}`),
      ]);
    }
    expect(({} as Record<string, unknown>)["administrator"]).toBeUndefined();
  });
});

test("every problem has its words in every language", () => {
  for (const language of languages) {
    for (const code of problemCodes) {
      const says = plain(conversation.setUp.problem({ code, path: [], example: "EXAMPLE" }, conversation.say(language)));
      expect(says.length, `${language} ${code}`).toBeGreaterThan(10);
    }
  }
});
