import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandBody, reportBody } from "../../adapters/web/parse.ts";
import { type Stops, severityOf } from "../../src/domain/severity.ts";
import type { Instant } from "../../src/domain/time.ts";
import { readSeeds } from "../../src/operations/seed.ts";
import { firmsOf, writeFirms } from "./firms.ts";
import { courseOf, moves, reassignmentsOf, states, stepsOf, stopsOf, stopsTable, waitedMinutes, wordsOf } from "./mapping.ts";
import { filled } from "./play.ts";
import type { Incident, LogLine } from "./read.ts";

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
  group: "Group 70",
  assignedTo: null,
  problem: null,
  closedCode: "code 5",
  reassigned: 0,
  reopened: 0,
};
const incident = (...lines: Partial<LogLine>[]): Incident => ({
  number: plain.number,
  arrivedAt: plain.openedAt,
  lines: lines.map((line, index) => ({ ...plain, line: index + 2, ...line })),
});
const steps = (...lines: Partial<LogLine>[]) => {
  const one = incident(...lines);
  return stepsOf(one, firmsOf([one])).slice(1);
};
/** What is asked at each line, in short; the report's own step is left out. */
const asked = (...lines: Partial<LogLine>[]) =>
  steps(...lines).map(({ asks }) =>
    asks.map(({ by, body }) => [by, body.type, body["to"] ?? body["on"] ?? body["stops"]].filter(Boolean).join(" ")),
  );

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
  test("is the caller's, to the firm of the location, at the moment of arrival", () => {
    const one = incident({});
    const [first] = stepsOf(one, firmsOf([one]));
    expect(first).toEqual({
      at: monday("04:40"),
      incident: "INC0000047",
      relationship: "location-165",
      line: 2,
      expected: null,
      asks: [
        {
          by: "caller-2403",
          body: {
            type: "report",
            key: "INC0000047:2:report",
            what: "INC0000047: Category 40, Subcategory 215, Symptom 471 at Location 165",
            stops: "slowed",
          },
        },
      ],
    });
    expect(reportBody.safeParse(first?.asks[0]?.body).success).toBe(true);
  });
  test("words that are missing leave no hole", () => {
    expect(wordsOf({ ...plain, category: null, symptom: null })).toBe("INC0000047: Subcategory 215 at Location 165");
    expect(wordsOf({ ...plain, category: null, subcategory: null, symptom: null })).toBe("INC0000047: at Location 165");
    expect(wordsOf({ ...plain, category: null, subcategory: null, symptom: null, location: null })).toBe("INC0000047");
  });
  test("goes to the first location that the lines name, and stays there when a later line puts it right", () => {
    const moved = incident({ location: null }, { location: "Location 100" }, { location: "Location 7" });
    expect(stepsOf(moved, firmsOf([moved])).map(({ relationship }) => relationship)).toEqual(Array(4).fill("location-100"));
    const unsaid = incident({ location: null });
    expect(stepsOf(unsaid, firmsOf([unsaid]))[0]?.relationship).toBe("location-not-said");
  });
});

describe("each line", () => {
  const desk = ["updated-by-3 hand-over group-70"];
  test.for<[string, Partial<LogLine>[], string[][]]>([
    ["a line that says nothing new asks nothing", [{ group: null }], [[]]],
    // The directory names the desk of the first line first, so it leads from the report on.
    ["the first group has it already", [{}, {}], [[], []]],
    ["another group gets it from whoever updated the line", [{}, { group: "Group 5" }], [[], ["updated-by-3 hand-over group-5"]]],
    ["a resolver, too", [{}, { assignedTo: "Resolver 2" }], [[], ["updated-by-3 hand-over resolver-2"]]],
    [
      "a group that is new with a resolver gives it to them",
      [{}, { group: "Group 5", assignedTo: "Resolver 2" }],
      [[], ["updated-by-3 hand-over group-5", "group-5 hand-over resolver-2"]],
    ],
    [
      "a resolver who stays while the group changes has it from the new group",
      [{ assignedTo: "Resolver 2" }, { assignedTo: "Resolver 2", group: "Group 5" }],
      [["group-70 hand-over resolver-2"], ["updated-by-3 hand-over group-5", "group-5 hand-over resolver-2"]],
    ],
    ["what is not said for a while changes nothing", [{}, { group: null }, {}], [[], [], []]],
    ["Active is taken up by the owner", [{ state: "Active" }], [["group-70 acknowledge"]]],
    [
      "waiting is for the customer, for what is dealt with elsewhere, for somebody outside",
      [{ state: "Awaiting User Info" }, { state: "Awaiting Problem" }, { state: "Awaiting Vendor" }, { state: "Active" }],
      [
        ["updated-by-3 wait-for other-firm"],
        ["updated-by-3 wait-for related"],
        ["updated-by-3 wait-for third-party"],
        ["updated-by-3 stop-waiting"],
      ],
    ],
    [
      "who waits on goes on waiting",
      [{ state: "Awaiting User Info" }, { state: "Awaiting User Info" }],
      [["updated-by-3 wait-for other-firm"], []],
    ],
    [
      "Resolved is said by whoever updated it, and Closed is the caller's word",
      [{ state: "Resolved" }, { state: "Resolved" }, { state: "Closed" }, { state: "Closed" }],
      [["updated-by-3 say-settled"], [], ["caller-2403 confirm-settled"], []],
    ],
    [
      "what was not resolved is resolved and closed at once",
      [{ state: "Closed" }],
      [["updated-by-3 say-settled", "caller-2403 confirm-settled"]],
    ],
    [
      "what comes back is the caller's not quite",
      [{ state: "Resolved" }, { state: "Active" }],
      [["updated-by-3 say-settled"], ["caller-2403 send-back-settled"]],
    ],
    [
      "what comes back after it was closed is opened again",
      [{ state: "Closed" }, { state: "Awaiting User Info" }],
      [
        ["updated-by-3 say-settled", "caller-2403 confirm-settled"],
        ["caller-2403 reopen", "updated-by-3 wait-for other-firm"],
      ],
    ],
    [
      "another rank is another severity: less is the caller's to say",
      [{}, { urgency: "3 - Low", priority: "4 - Low" }],
      [[], ["caller-2403 set-severity nothing"]],
    ],
    ["more is said by whoever updated it", [{}, { urgency: "1 - High", priority: "2 - High" }], [[], ["updated-by-3 set-severity line"]]],
    [
      "without an updater it is the owner who acts",
      [{ updatedBy: null }, { updatedBy: null, group: "Group 5" }],
      [[], ["group-70 hand-over group-5"]],
    ],
  ])("%s", ([, lines, expected]) => expect(asked(...lines)).toEqual(expected));

  test("whoever the directory names first hands the case to the group of the first line", () => {
    const [one, two] = [incident({ group: "Group 1" }), { ...incident({}), number: "INC0000048" }];
    const [, line] = stepsOf(two, firmsOf([one, two]));
    expect(line?.asks.map(({ by, body }) => `${by} ${body.type} ${body["to"]}`)).toEqual(desk);
  });

  test("a log that contradicts itself is refused by line", () => {
    expect(() => steps({ state: "Active" }, { state: "New" })).toThrow("line 3: New after it was active");
    expect(() => steps({ state: "Resting" })).toThrow('line 2: "Resting" is no state of the table');
    expect(() => steps({ caller: null })).toThrow("nobody called");
  });

  test("every command is one that the API takes, and its keys are used once", () => {
    const all = steps(
      { state: "Active", assignedTo: "Resolver 2" },
      { state: "Awaiting User Info", group: "Group 5", assignedTo: "Resolver 3" },
      { state: "Active", urgency: "1 - High", priority: "2 - High" },
      { state: "Resolved" },
      { state: "Active" },
      { state: "Closed" },
      { state: "Active" },
    ).flatMap(({ asks }) => asks);
    const view = { waits: { open: [{ firm: "supplier", id: "w2q6h9s3k7d1" }] }, settled: { said: 1 } } as never;
    for (const { body } of all) expect(commandBody.safeParse(filled(body, view)).error).toBeUndefined();
    expect(new Set(all.map(({ body }) => body.key)).size).toBe(all.length);
    expect(new Set(all.map(({ body }) => body.type))).toEqual(
      new Set(
        Object.values(moves)
          .flatMap((row) => Object.values(row).flat())
          .concat(["hand-over", "set-severity"] as never)
          .filter(Boolean),
      ),
    );
  });
});

describe("what a line says of its case", () => {
  test("state, ball, stage and owner, as far as they are said", () => {
    const [first, second] = steps({ group: null }, { state: "Awaiting Problem", group: "Group 5", reopened: 1 });
    expect(first?.expected).toMatchObject({ standing: "new", ball: "supplier", owner: null, handOvers: 0 });
    expect(second?.expected).toMatchObject({
      standing: "waits",
      on: "related",
      ball: "outside",
      owner: "group-5",
      caller: "caller-2403",
      severity: "normal",
      reopened: 1,
    });
  });
  test("every standing has its stage and its ball", () => {
    expect(Object.values(states).map((state) => state?.standing)).toEqual(expect.arrayContaining(Object.keys(moves)));
  });
  test("the minutes in which it waits for the customer end with the line that says otherwise", () => {
    const at = (time: string, state: string) => ({ state, updatedAt: monday(time) });
    const lines = [
      at("05:00", "Awaiting User Info"),
      at("05:10", "Awaiting User Info"),
      at("06:00", "Awaiting Problem"),
      at("07:00", "Closed"),
    ];
    expect(waitedMinutes(incident(...lines))).toBe(60);
  });
  test("a reassignment is shown where two groups that are known differ", () => {
    const groups = ["Group 1", null, "Group 1", "Group 2", null];
    expect(reassignmentsOf(incident(...groups.map((group, i) => ({ group, reassigned: i }))))).toEqual({ counted: 4, shown: 1 });
  });
});

test("the course of all is in the order of time, and a minute keeps the order of arrival", () => {
  const early = { ...incident({ updatedAt: monday("09:00") }), number: "A", arrivedAt: monday("01:00") };
  const late = { ...incident({ updatedAt: monday("09:00") }), number: "B", arrivedAt: monday("02:00") };
  expect(courseOf([early, late], firmsOf([early, late])).map(({ at, incident: number }) => `${at.slice(11, 16)} ${number}`)).toEqual([
    "01:00 A",
    "02:00 B",
    "09:00 A",
    "09:00 B",
  ]);
});

test("the firms are set-up files that a playground takes: everybody of the log is somebody of their own", async () => {
  const folder = await mkdtemp(join(tmpdir(), "parley-firms-"));
  try {
    const log = incident({ assignedTo: "Resolver 2" }, { group: "Group 5", updatedBy: "Updated by 21", caller: "Caller 7" });
    await writeFirms(firmsOf([log]), folder);
    const account = (await readSeeds(monday("08:00"), folder)).find(({ id }) => id === "location-165")!;
    expect(account.people.map(({ id, name, firm }) => `${firm} ${id} ${name}`)).toEqual([
      "customer caller-2403 Caller 2403",
      "customer caller-7 Caller 7",
      "supplier group-70 Group 70",
      "supplier resolver-2 Resolver 2",
      "supplier updated-by-3 Updated by 3",
      "supplier group-5 Group 5",
      "supplier updated-by-21 Updated by 21",
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
