import { relative } from "node:path";
import { z } from "zod";

/** What a part of the run came to; `missing` says in words what could not run and why. */
export type Tally = { readonly passed: number; readonly failed: number; readonly missing: readonly string[] };

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/**
 * Counts vitest's JSON report. A file that could not be loaded counts as one failure; so does a run that ended badly
 * though every test passed (an error outside any test). Skipped tests could not run.
 */
export function tallyOfVitest(report: unknown, endedWell: boolean): Tally {
  const { testResults } = vitestReport.parse(report);
  let passed = 0;
  let failed = 0;
  const missing: string[] = [];
  for (const file of testResults) {
    const count = (...statuses: string[]) => file.assertionResults.filter(({ status }) => statuses.includes(status)).length;
    const failedHere = count("failed");
    passed += count("passed");
    failed += failedHere === 0 && file.status === "failed" ? 1 : failedHere;
    const skipped = file.assertionResults.filter(({ status }) => status !== "passed" && status !== "failed");
    const [first] = skipped;
    if (first)
      missing.push(
        `${relative(process.cwd(), file.name)}: ${countOf(skipped.length, "test")} skipped: ${first.fullName}${skipped.length > 1 ? " …" : ""}`,
      );
  }
  return { passed, failed: failed === 0 && !endedWell ? 1 : failed, missing };
}

function countOf(count: number, noun: string): string {
  return count === 1 ? `one ${noun} was` : `${count} ${noun}s were`;
}

const scenarioLine = z.looseObject({
  scenario: z.string().optional(),
  name: z.string().optional(),
  adapter: z.string().optional(),
  kill: z.boolean().optional(),
  failed: z.number().optional(),
  ok: z.boolean().optional(),
  passed: z.boolean().optional(),
  status: z.string().optional(),
});

/** One line of the scenarios' output: its name and whether it held; null if the line is no JSON object. */
export function scenarioOf(line: string): { readonly name: string; readonly held: boolean } | null {
  if (!line.startsWith("{")) return null;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const read = scenarioLine.safeParse(value);
  if (!read.success) return { name: line.slice(0, 80), held: false };
  const { scenario, name, adapter, kill, failed = 0, ok, passed, status } = read.data;
  const held = failed === 0 && ok !== false && passed !== false && !["failed", "fail", "error"].includes(status ?? "");
  const how = [adapter, kill ? "killed" : null].filter((word) => typeof word === "string");
  return { name: `${scenario ?? name ?? line.slice(0, 80)}${how.length > 0 ? ` (${how.join(", ")})` : ""}`, held };
}
