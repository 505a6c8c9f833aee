import { describe, expect, test } from "vitest";
import { incidentsOf, readCsv, readLog, readMinute } from "./read.ts";

const records = (text: string) => [...readCsv(text)].map(({ fields }) => fields);

describe("quoted CSV", () => {
  test.for<[string, string, string[][]]>([
    ["nothing is no record", "", []],
    [
      "a last line without its end is a record",
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "lines may end as on Windows",
      "a,b\r\n1,2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["an empty field is a field, the last one too", ",\n", [["", ""]]],
    ["a comma at the very end opens a last, empty field", "a,", [["a", ""]]],
    ["blanks are kept", '" a", b ', [[" a", " b "]]],
    ["quotes hold commas, line breaks and doubled quotes", '"a,b","c\nd","say ""so"""\n', [["a,b", "c\nd", 'say "so"']]],
  ])("%s", ([, text, expected]) => expect(records(text)).toEqual(expected));

  test("a record knows its line, after quoted line breaks too", () => {
    expect([...readCsv('a\n"b\nc"\nd\n')].map(({ line }) => line)).toEqual([1, 2, 4]);
  });

  test.for<[string, string]>([
    ["a quote inside a plain field", 'a\nb"c\n'],
    ["text after a closing quote", 'a\n"b"c\n'],
    ["a quote that never ends", 'a\n"b,c\n'],
  ])("%s is refused by line", ([, text]) => expect(() => records(text)).toThrow(/^line 2:/));

  test("a file of ten times the length holds ten times the records", () => {
    const line = '"x, y",2,"say ""so"""\n';
    expect(records(line.repeat(20_000))).toHaveLength(20_000);
  });
});

describe("the log's minutes", () => {
  test("the day comes first", () => expect(readMinute("05-03-2016 12:00")).toBe("2016-03-05T12:00:00.000Z"));
  test.for(["31-02-2016 10:00", "2016-02-29 01:16", "29-02-2016", "01-13-2016 10:00", "01-03-2016 24:00", "?"])("%s is none", (text) =>
    expect(() => readMinute(text)).toThrow(text),
  );
});

const columns =
  "number,incident_state,opened_at,sys_updated_by,sys_updated_at,caller_id,location,category,subcategory,u_symptom,impact,urgency,priority,assignment_group,assigned_to,problem_id,closed_code,reassignment_count,reopen_count";
const line = (number: string, opened: string, updated: string) =>
  `${number},New,${opened},Updated by 21,${updated},Caller 2403,?,Category 55,Subcategory 170,,2 - Medium,2 - Medium,3 - Moderate,Group 56,?,?,code 5,0,0`;
const log = (...lines: string[]) => [columns, ...lines, ""].join("\n");

describe("the log", () => {
  test("what a line does not say is not known, and every line has its number", () => {
    const [read] = readLog(log(line("INC1", "29-02-2016 01:16", "29-02-2016 01:23")));
    expect(read).toMatchObject({
      line: 2,
      number: "INC1",
      location: null,
      symptom: null,
      assignedTo: null,
      group: "Group 56",
      closedCode: "code 5",
      reopened: 0,
    });
  });

  test.for<[string, string, RegExp]>([
    ["a line with too few fields", log("INC1,New"), /^line 2: 2 fields, not 19$/],
    ["a day that does not exist", log(line("INC1", "30-02-2016 01:16", "29-02-2016 01:23")), /^line 2, opened_at: "30-02-2016 01:16"/],
    ["a number that is none", log(line("?", "29-02-2016 01:16", "29-02-2016 01:23")), /^line 2: "\?"/],
    ["a header that lacks a column", "number\nINC1\n", /no column incident_state/],
    ["an empty file", "", /empty/],
  ])("%s is refused", ([, text, words]) => expect(() => readLog(text)).toThrow(words));
});

describe("incidents", () => {
  const incidents = (...lines: string[]) => incidentsOf(readLog(log(...lines)));

  test("they come in the order in which they arrived, those of one minute in the file's", () => {
    const found = incidents(
      line("B", "29-02-2016 02:00", "29-02-2016 02:10"),
      line("C", "29-02-2016 01:00", "29-02-2016 05:00"),
      line("A", "29-02-2016 02:00", "29-02-2016 02:01"),
    );
    expect(found.map(({ number }) => number)).toEqual(["C", "B", "A"]);
  });

  test("an incident that was updated before it was opened arrived when it was updated", () => {
    expect(incidents(line("A", "29-02-2016 09:41", "29-02-2016 07:27"))[0]?.arrivedAt).toBe("2016-02-29T07:27:00.000Z");
  });

  test("lines keep their order; one that bears a later minute than the next is taken to be of that one's", () => {
    const [found] = incidents(
      line("A", "29-02-2016 09:48", "29-02-2016 11:10"),
      line("A", "29-02-2016 09:48", "29-02-2016 09:52"),
      line("A", "29-02-2016 09:48", "29-02-2016 11:10"),
    );
    expect(found?.lines.map((each) => [each.line, each.updatedAt.slice(11, 16)])).toEqual([
      [2, "09:52"],
      [3, "09:52"],
      [4, "11:10"],
    ]);
  });
});
