import { describe, expect, test } from "vitest";
import { scenarioOf, tallyOfVitest } from "./support/tally.ts";

const file = (status: string, ...tests: string[]) => ({
  name: `${process.cwd()}/test/a.test.ts`,
  status,
  assertionResults: tests.map((held, index) => ({ fullName: `test ${index + 1}`, status: held })),
});

describe("counting", () => {
  test("passed and failed tests are added up over files", () => {
    const report = { testResults: [file("passed", "passed", "passed"), file("failed", "passed", "failed")] };
    expect(tallyOfVitest(report, false)).toEqual({ passed: 3, failed: 1, missing: [] });
  });

  test("a file that could not be loaded is a failure", () => {
    expect(tallyOfVitest({ testResults: [file("failed")] }, false)).toEqual({ passed: 0, failed: 1, missing: [] });
  });

  test("an error outside every test is a failure", () => {
    expect(tallyOfVitest({ testResults: [file("passed", "passed")] }, false)).toEqual({ passed: 1, failed: 1, missing: [] });
  });

  test("a skipped test is named as one that could not run", () => {
    const { passed, failed, missing } = tallyOfVitest({ testResults: [file("passed", "passed", "skipped", "todo")] }, true);
    expect({ passed, failed }).toEqual({ passed: 1, failed: 0 });
    expect(missing).toEqual(["test/a.test.ts: 2 tests were skipped: test 2 …"]);
  });

  test.for([
    ['{"scenario":"A","ok":true}', { name: "A", held: true }],
    ['{"scenario":"A","ok":false}', { name: "A", held: false }],
    ['{"scenario":"A","adapter":"page","kill":true,"failed":0}', { name: "A (page, killed)", held: true }],
    ['{"scenario":"A","adapter":"http","kill":false,"failed":1}', { name: "A (http)", held: false }],
    ['{"name":"B","status":"failed"}', { name: "B", held: false }],
    ['{"name":7}', { name: '{"name":7}', held: false }],
    ["starting", null],
    ["{half", null],
  ] as const)("a scenario's line %s is read", ([line, read]) => {
    expect(scenarioOf(line)).toEqual(read);
  });
});
