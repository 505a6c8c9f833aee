import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { en } from "../../flows/wording/en/en.ts";
import { promised } from "../../src/domain/case.ts";
import { loci, topics } from "../../src/domain/collaboration.ts";
import { allCauseKinds, causeCategories } from "../../src/domain/commands/analysis.ts";
import { areas, moneyKinds, ownKinds } from "../../src/domain/commands/follow-up.ts";
import { matters, solutionKinds } from "../../src/domain/commands/negotiation.ts";
import { touches } from "../../src/domain/commands/notification.ts";
import { helps, offers } from "../../src/domain/commands/participation.ts";
import { teachings } from "../../src/domain/commands/prevention.ts";
import { endings, resources } from "../../src/domain/deal.ts";
import { workKinds } from "../../src/domain/events/participation.ts";
import { deliveries, places, sorts, ways } from "../../src/domain/intake.ts";
import { pauses } from "../../src/domain/pause.ts";
import { reaches, rhythmsOfTalk, sources } from "../../src/domain/people.ts";
import { roleNames } from "../../src/domain/roles.ts";
import { effects, stops } from "../../src/domain/severity.ts";
import { agreedLevels, frequencies } from "../../src/domain/standing.ts";
import { surveyItems } from "../../src/domain/survey.ts";
import { spans } from "../../src/domain/time.ts";
import { waitsOn } from "../../src/domain/waiting.ts";
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

test("a sentence stands in one file: of two with one key the first would be lost", () => {
  for (const language of ["en", "da", "fa"]) {
    const folder = join(projectFolder, "flows", "wording", language);
    const all = readdirSync(folder).flatMap((name) =>
      [...readFileSync(join(folder, name), "utf8").matchAll(/^ {2}"([^"]+)":/gm)].map(([, key]) => key!),
    );
    expect(all.filter((key, i) => all.indexOf(key) !== i)).toEqual([]);
  }
});

const severities = ["low", "normal", "high", "critical"];
const stages = ["notification", "analysis", "resolution", "implementation", "follow-up", "closed"];
/** What is filled into each beginning; `null`: other tests see to it. */
const filled: Readonly<Record<string, readonly string[] | null>> = {
  "stage.": stages,
  "severity.": severities,
  "pause.": pauses,
  "off-record.": pauses,
  "stops.": stops,
  "locus.": [...loci, "not-said"],
  "locus.option.": loci,
  "place.": places,
  "ask.contain.": places,
  "sort.": sorts,
  "delivery.": deliveries,
  "way.": ways,
  "span.": spans.filter((span) => span !== "minute" && span !== "day"),
  "heard.say.": ["report", "status", "case", "acts", "progress", "others", "ending", "standing", "faces", "language"],
  "effect.": effects,
  "promised.": promised,
  "not-known.": null,
  "teach.": teachings,
  "why.": null,
  "category.": causeCategories,
  "cause-kind.": allCauseKinds,
  "source.": sources,
  "solution.": solutionKinds,
  "matters.": matters,
  "value.": [...ownKinds, ...moneyKinds],
  "area.": areas,
  "due.": ["given", "owed", "let-go"],
  "survey.": surveyItems,
  "survey.short.": surveyItems,
  "role.": roleNames,
  "role.duty.": roleNames,
  "help.": helps,
  "speaks.": ["for", "against"],
  "notice.touches.": touches,
  "promise.repair.": ["owed", "offered", "replaced", "let-go"],
  "offer-help.": offers,
  "work.": workKinds,
  "topic.": topics,
  "report.cause.": ["proposed", "confirmed", "told", "disputed", "ruled-out", "doubted"],
  "report.promise.": ["open", "done", "kept", "broken", "released"],
  "resource.": resources,
  "ends.": [...endings, "not-said"],
  "fact.ends.": [...endings, "not-said"],
  "alike.": ["order", "words", "linked", "open", "closed"],
  "card.waits.": [...waitsOn, "answers", "answers.late", "looks", "looks.late"],
  "notice.waits.": waitsOn,
  "often.": frequencies,
  "reach.": reaches,
  "talk.": rhythmsOfTalk,
  "terms.within.": agreedLevels,
  "waited.": waitsOn,
  "duration.": ["days", "hours", "minutes"],
  "waits-on.": waitsOn,
  "report.effect.": ["waiting", "good", "not-good", "not-in-place"],
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

  test("has a name and a reason for every kind of ask, and asks every kind that it names", () => {
    const flows = readdirSync(join(projectFolder, "flows"), { encoding: "utf8", recursive: true }).filter(
      (name) => name.endsWith(".ts") && !name.startsWith("wording"),
    );
    const text = flows.map((name) => readFileSync(join(projectFolder, "flows", name), "utf8")).join("\n");
    const kinds = new Set([...text.matchAll(/key: [`"]([a-z-]+)[:`"]/g)].map(([, kind]) => kind!));
    for (const beginning of ["waiting.", "why."]) {
      const named = keys.filter((key) => key.startsWith(beginning)).map((key) => key.slice(beginning.length));
      expect(named.sort(), beginning).toEqual([...kinds].sort());
    }
  });
});

test("names and words of a list stand with the comma of the reader's language: no flow joins them with one of its own", () => {
  const comma = /join\((?:", "|', ')\)|\[", "\]|"، "/;
  const joining = ["flows", "src/engine"].flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.startsWith("wording"))
      .filter((name) => comma.test(readFileSync(join(projectFolder, folder, name), "utf8"))),
  );
  expect(joining).toEqual([]);
  expect(['names.join(", ")', '[...(i === 0 ? [] : [", "]), name]'].every((line) => comma.test(line))).toBe(true);
});
