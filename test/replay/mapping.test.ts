import { describe, expect, test } from "vitest";
import { reportBody } from "../../adapters/web/parse.ts";
import { readSeed } from "../../adapters/web/seed.ts";
import { type Stops, severityOf } from "../../src/domain/case.ts";
import type { Instant } from "../../src/domain/time.ts";
import { courseOf, playerFor, stepsOf, stopsOf, stopsTable, wordsOf } from "./mapping.ts";
import type { Incident, LogLine } from "./read.ts";

const { people } = await readSeed();
const monday = (time: string) => `2016-02-29T${time}:00.000Z` as Instant;

const plain: LogLine = {
  line: 2,
  number: "INC0000047",
  state: "New",
  openedAt: monday("04:40"),
  updatedAt: monday("04:57"),
  updatedBy: "Updated by 3",
  caller: "Caller 2403",
  location: "Location 165",
  category: "Category 40",
  subcategory: "Subcategory 215",
  symptom: "Symptom 471",
  impact: "2 - Medium",
  urgency: "2 - Medium",
  priority: "3 - Moderate",
  group: null,
  assignedTo: null,
};
const incident = (...lines: Partial<LogLine>[]): Incident => ({
  number: plain.number,
  arrivedAt: plain.openedAt,
  lines: lines.map((line, index) => ({ ...plain, line: index + 2, ...line })),
});
/** What is asked at each line, in short; the report's own step is left out. */
const asked = (...lines: Partial<LogLine>[]) =>
  stepsOf(incident(...lines), people)
    .slice(1)
    .map(({ asks }) => asks.map(({ by, body }) => [by, body.type, body["to"]].filter(Boolean).join(" ")));

// The seed's supplier: reza 0, arash 1, neda 2, shirin 3. Its customer: freja 0, mads 1, ida 2, jens 3, lars 4, hanne 5.
describe("people", () => {
  test("a number picks a person of its firm, the same one each time", () => {
    expect(["Resolver 4", "Group 5", "Updated by 6", "Resolver 7"].map((name) => playerFor(people, "supplier", name))).toEqual([
      "reza",
      "arash",
      "neda",
      "shirin",
    ]);
    expect(playerFor(people, "customer", "Caller 2403")).toBe("jens");
    expect(playerFor(people, "customer", "Opened by  8")).toBe("ida");
  });
  test("a name without a number is refused", () => expect(() => playerFor(people, "supplier", "somebody")).toThrow("somebody"));
});

describe("severity", () => {
  test("every row keeps the rank of its priority", () => {
    const rank = { "1 - Critical": "critical", "2 - High": "high", "3 - Moderate": "normal", "4 - Low": "low" } as const;
    for (const [said, stops] of Object.entries(stopsTable)) {
      expect([said, severityOf[stops as Stops]]).toEqual([said, rank[said.split("|")[2] as keyof typeof rank]]);
    }
  });
  test("of the two answers that mean high, impact is felt by many and urgency stops a place", () => {
    expect(stopsOf({ ...plain, impact: "1 - High", priority: "2 - High" })).toBe("customers");
    expect(stopsOf({ ...plain, urgency: "1 - High", priority: "2 - High" })).toBe("line");
  });
  test("what a line does not say, or contradicts, is not invented", () => {
    expect(() => stopsOf({ ...plain, impact: null })).toThrow(/^line 2: impact null/);
    expect(() => stopsOf({ ...plain, priority: "1 - Critical" })).toThrow(/table/);
  });
});

describe("the report", () => {
  test("it is the caller's, at the moment of arrival, moved by whole weeks to a Monday", () => {
    const [first] = stepsOf(incident({}), people);
    expect(first).toEqual({
      at: "2026-11-30T04:40:00.000Z",
      incident: "INC0000047",
      asks: [
        {
          by: "jens",
          body: {
            type: "report",
            key: "INC0000047:2:report",
            what: "INC0000047: Category 40, Subcategory 215, Symptom 471 at Location 165",
            stops: "slowed",
          },
        },
      ],
    });
  });
  test("the API takes it as it stands", () => {
    expect(reportBody.safeParse(stepsOf(incident({}), people)[0]?.asks[0]?.body).success).toBe(true);
  });
  test("words that are missing leave no hole", () => {
    expect(wordsOf({ ...plain, category: null, symptom: null })).toBe("INC0000047: Subcategory 215 at Location 165");
    expect(wordsOf({ ...plain, category: null, subcategory: null, symptom: null })).toBe("INC0000047: at Location 165");
    expect(wordsOf({ ...plain, category: null, subcategory: null, symptom: null, location: null })).toBe("INC0000047");
  });
});

describe("each line", () => {
  test.for<[string, Partial<LogLine>[], string[][]]>([
    ["a line that says nothing new asks nothing", [{}], [[]]],
    ["a group is a person, and the updater hands over", [{ group: "Group 5" }], [["shirin hand-over arash"]]],
    ["Active acknowledges, by the updater when nobody is named", [{ state: "Active" }], [["shirin acknowledge"]]],
    [
      "a resolver takes the case and acknowledges it, whatever its state",
      [{ assignedTo: "Resolver 2" }],
      [["shirin hand-over neda", "neda acknowledge"]],
    ],
    ["a resolver goes before the group", [{ group: "Group 5", assignedTo: "Resolver 2" }], [["shirin hand-over neda", "neda acknowledge"]]],
    [
      "it is acknowledged once",
      [
        { state: "Active", group: "Group 1" },
        { state: "Active", group: "Group 1" },
      ],
      [["shirin hand-over arash", "arash acknowledge"], []],
    ],
    [
      "whoever acknowledged unnamed leads: no hand-over to the same",
      [{ state: "Active" }, { assignedTo: "Resolver 3" }],
      [["shirin acknowledge"], []],
    ],
    [
      "a re-assignment is a hand-over",
      [{ assignedTo: "Resolver 2" }, { assignedTo: "Resolver 1" }],
      [["shirin hand-over neda", "neda acknowledge"], ["shirin hand-over arash"]],
    ],
    [
      "two resolvers who are one person here are no re-assignment",
      [{ assignedTo: "Resolver 2" }, { assignedTo: "Resolver 6" }],
      [["shirin hand-over neda", "neda acknowledge"], []],
    ],
    [
      "a resolver who is missing for a while is not taken off",
      [{ group: "Group 5", assignedTo: "Resolver 2" }, { group: "Group 5" }],
      [["shirin hand-over neda", "neda acknowledge"], []],
    ],
    [
      "another group without a resolver gets the case",
      [{ group: "Group 5" }, { group: "Group 6" }],
      [["shirin hand-over arash"], ["shirin hand-over neda"]],
    ],
    [
      "a group that is missing for a while changes nothing",
      [{ group: "Group 5" }, { group: null }, { group: "Group 5" }],
      [["shirin hand-over arash"], [], []],
    ],
    [
      "without an updater, the lead hands over, or the next takes it",
      [
        { group: "Group 5", updatedBy: null },
        { group: "Group 6", updatedBy: null },
      ],
      [["arash hand-over arash"], ["arash hand-over neda"]],
    ],
    ["an incident that is only resolved and closed is never acknowledged", [{ state: "Resolved" }, { state: "Closed" }], [[], []]],
  ])("%s", ([, lines, expected]) => expect(asked(...lines)).toEqual(expected));

  test("keys hold the incident, the line and the command, so that each is asked once", () => {
    const keys = stepsOf(incident({ assignedTo: "Resolver 2" }, { assignedTo: "Resolver 1" }), people).flatMap(({ asks }) =>
      asks.map(({ body }) => body.key),
    );
    expect(keys).toEqual(["INC0000047:2:report", "INC0000047:2:hand-over", "INC0000047:2:acknowledge", "INC0000047:3:hand-over"]);
  });
});

test("the course of all is in the order of time, and a minute keeps the order of arrival", () => {
  const early = { ...incident({ updatedAt: monday("09:00") }), number: "A", arrivedAt: monday("01:00") };
  const late = { ...incident({ updatedAt: monday("09:00") }), number: "B", arrivedAt: monday("02:00") };
  expect(courseOf([early, late], people).map(({ at, incident: number }) => `${at.slice(11, 16)} ${number}`)).toEqual([
    "01:00 A",
    "02:00 B",
    "09:00 A",
    "09:00 B",
  ]);
});
