import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { en } from "../../flows/wording/en.ts";
import { pauses, stops } from "../../src/domain/case.ts";
import { loci } from "../../src/domain/collaboration.ts";
import { causeCategories, matters, places, solutionKinds, surveyItems, valueKinds } from "../../src/domain/command.ts";
import { projectFolder } from "../../src/files.ts";

const folders = ["flows", "src", "adapters"];
const files = folders.flatMap((folder) =>
  readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes("wording/") && !name.endsWith(".d.ts"))
    .map((name) => readFileSync(join(projectFolder, folder, name), "utf8")),
);
const code = files.join("\n");

/** Every text between quotes, and every beginning of a text that is filled in, as `stage.` of `stage.${name}`. */
const literals = new Set([...code.matchAll(/"([^"\\\n]*)"/g)].map(([, text]) => text!));
const templates = [...code.matchAll(/`([a-z][a-z-]*(?:\.[a-z-]+)*\.)\$\{/g)].map(([, text]) => text!);
const refusals = new Set(
  [...code.matchAll(/reject\(([^,)]*)/g)].flatMap(([, text]) => [...text!.matchAll(/"([a-z-]+)"/g)].map(([, name]) => name!)),
);
const keys = Object.keys(en);

const severities = ["low", "normal", "high", "critical"];
const stages = ["notification", "analysis", "resolution", "implementation", "follow-up", "closed"];
/** What is filled into each beginning; `null`: other tests see to it. */
const filled: Readonly<Record<string, readonly string[] | null>> = {
  "stage.": stages,
  "severity.": severities,
  "pause.": pauses,
  "stops.": stops,
  "locus.": [...loci, "not-said"],
  "locus.option.": loci,
  "place.": places,
  "category.": causeCategories,
  "source.": ["contract", "guarantee", "custom", "extra"],
  "solution.": solutionKinds,
  "matters.": matters,
  "value.": valueKinds,
  "survey.": surveyItems,
  "survey.short.": surveyItems,
  "report.cause.": ["proposed", "confirmed", "disputed", "ruled-out"],
  "report.promise.": ["open", "done", "kept", "broken"],
  "report.effect.": ["waiting", "good", "not-good"],
  "reject.": null,
  "waiting.": null,
  "done.": null,
  "input.": null,
  "page.": null,
};

// `choices` is given the beginning without its dot.
const beginnings = [...templates, ...Object.keys(filled).filter((beginning) => literals.has(beginning.slice(0, -1)))];

describe("the catalogue", () => {
  test("has every sentence that is asked for by name", () => {
    const named = [...literals].filter((text) =>
      /^(ask|action|card|notice|fact|field|form|hint|deal|offer|sign|promise|closing|heard|reminder|welcome|picture|report)\.[a-z.-]+$/.test(
        text,
      ),
    );
    expect(named.length).toBeGreaterThan(150);
    // Keys of asks in tests of platforms end in what they are about; those of the catalogue never do.
    expect(named.filter((key) => !(key in en) && !key.endsWith("."))).toEqual([]);
  });

  test("has a sentence for every refusal, and refuses with every one that it has", () => {
    expect([...refusals].filter((name) => !(`reject.${name}` in en))).toEqual([]);
    expect(keys.filter((key) => key.startsWith("reject.") && !refusals.has(key.slice("reject.".length)))).toEqual([]);
  });

  test("has a sentence for every member of every list that is filled in", () => {
    const missing = Object.entries(filled).flatMap(([beginning, names]) =>
      (names ?? []).map((name) => beginning + name).filter((key) => !(key in en)),
    );
    expect(missing).toEqual([]);
  });

  test("has no sentence that nobody asks for", () => {
    const used = (key: string): boolean =>
      literals.has(key) ||
      beginnings.some((beginning) => {
        if (!key.startsWith(beginning)) return false;
        const names = filled[beginning];
        return names === null || names === undefined || names.includes(key.slice(beginning.length));
      });
    const others = keys.filter((key) => !key.startsWith("reject."));
    expect(others.filter((key) => !used(key))).toEqual([]);
  });

  test("has a name for every kind of ask, and asks every kind that it names", () => {
    const flows = readdirSync(join(projectFolder, "flows")).filter((name) => name.endsWith(".ts"));
    const text = flows.map((name) => readFileSync(join(projectFolder, "flows", name), "utf8")).join("\n");
    const kinds = new Set([...text.matchAll(/key: [`"]([a-z-]+)[:`"]/g)].map(([, kind]) => kind!));
    expect(
      keys
        .filter((key) => key.startsWith("waiting."))
        .map((key) => key.slice("waiting.".length))
        .sort(),
    ).toEqual([...kinds].sort());
  });
});
