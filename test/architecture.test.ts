import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path/posix";
import { describe, expect, test } from "vitest";
import { projectFolder } from "../src/files.ts";

/** One thing that a file imports: a file of the project (path from its folder) or a package; `typesOnly` leaves nothing at run time. */
type Import = { readonly target: string; readonly names: string; readonly typesOnly: boolean };
type Rule = { readonly of: RegExp; readonly may: (wanted: Import, file: string) => boolean };

const pure = /^(zod|luxon|intl-messageformat|chrono-node\/en)$/;
const isPackage = ({ target }: Import) => !/^(src|flows|adapters|test)\//.test(target);
const isPure = ({ target, names }: Import) => pure.test(target) || (target === "node:crypto" && /^\{ ?hash ?\}$/.test(names));
const to = (...places: RegExp[]) => {
  return ({ target }: Import) => places.some((place) => place.test(target));
};
const anyOf = (...allowed: Rule["may"][]): Rule["may"] => {
  return (wanted, file) => allowed.some((may) => may(wanted, file));
};

const domain = /^src\/domain\//;
const ports = /^src\/ports\//;
const page = /^adapters\/web\/page\//;
const chat = /^adapters\/chat\//;
const ownAdapter = ({ target }: Import, file: string) => target.startsWith(file.split("/").slice(0, 2).join("/").concat("/"));
const typeOfAnotherAdapter = ({ target, typesOnly }: Import, file: string) =>
  typesOnly && file.startsWith("adapters/web/") && target.startsWith("adapters/");

/** Who may import what. The first rule whose pattern holds is the one that counts; a file without a rule is in the wrong place. */
const rules: readonly Rule[] = [
  { of: domain, may: anyOf(to(domain), isPure) },
  { of: /^flows\//, may: anyOf(to(domain, /^flows\//), isPure) },
  { of: ports, may: to(domain, ports) },
  { of: /^src\/engine\//, may: to(domain, ports, /^src\/engine\//, /^src\/errors\.ts$/) },
  // A program of its own, for browsers: of ours it knows what things are called and shaped, which languages there are, and how numbers, money and days are written.
  {
    of: page,
    may: anyOf(
      to(page, /^src\/domain\/(languages|money|written)\.ts$/),
      ({ target, typesOnly }) => typesOnly && /^(src\/domain|flows\/wording)\//.test(target),
      isPackage,
    ),
  },
  // What every chat platform's adapter shares: it imports no adapter itself.
  { of: chat, may: anyOf(to(domain, ports, chat, /^src\/(asked-together|errors|input)\.ts$/), isPackage) },
  {
    of: /^adapters\/[^/]+\//,
    may: (wanted, file) =>
      !page.test(wanted.target) &&
      anyOf(
        to(domain, ports, chat, /^src\/(asked-together|errors|files|input)\.ts$/),
        ownAdapter,
        typeOfAnotherAdapter,
        isPackage,
      )(wanted, file),
  },
  { of: /^(src\/(main|program)\.ts$|src\/operations\/|test\/)/, may: () => true },
  { of: /^src\/[^/]+\.ts$/, may: anyOf(to(domain, ports, /^src\/[^/]+\.ts$/), isPackage) },
];

/** An SDK of Teams's is one file's, so that it can be taken out again; the file has no other's. A bench measures the seam against a bare bot. */
const sdks = [
  { of: /^botbuilder/, file: "adapters/teams/bot.ts", bench: "test/bench/teams-bare.ts" },
  { of: /^@microsoft\//, file: "adapters/teams/agents.ts", bench: null },
];

/** What the core never calls: clock, chance, environment and timers reach it as arguments. */
const forbidden = ["Date.now(", "new Date()", "DateTime.now(", "Math.random(", "randomUUID(", "process.env", "setTimeout(", "setInterval("];
const core = /^(src\/domain|src\/engine|flows)\//;

const topLevel =
  /^(src|flows|adapters|test|package\.json|package-lock\.json|tsconfig\.json|biome\.json|compose\.yaml|Dockerfile|README\.md|LICENSE|SECURITY\.md|\..+)$/;
const leftLocally = /^(node_modules|data|.+\.log|parley-teams\.zip)$/; // never in the repository: .gitignore names them

/** The text without comments: whole lines of them, and what follows `//` after a space. */
function withoutComments(text: string): string {
  return text
    .replaceAll(/^\s*\/\*[\s\S]*?\*\//gm, "")
    .replaceAll(/^\s*\/\/.*$/gm, "")
    .replaceAll(/\s\/\/ .*$/gm, "");
}

function importsOf(file: string, text: string): Import[] {
  const code = withoutComments(text);
  const statements = code.matchAll(/^\s*(import|export)\s+(type\s+)?(?:([^"';]*?)\s*from\s*)?["']([^"']+)["']/gm);
  const calls = code.matchAll(/\bimport\(\s*["']([^"']+)["']/g);
  const found: Import[] = [];
  for (const [, , type, names = "", from = ""] of statements) {
    const listed = /^\{([\s\S]*)\}$/
      .exec(names)?.[1]
      ?.split(",")
      .map((name) => name.trim())
      .filter(Boolean);
    const typesOnly = type !== undefined || (listed !== undefined && listed.length > 0 && listed.every((name) => name.startsWith("type ")));
    found.push({ target: placeOf(file, from), names, typesOnly });
  }
  for (const [, from = ""] of calls) found.push({ target: placeOf(file, from), names: "", typesOnly: false });
  return found;
}

function placeOf(file: string, from: string): string {
  return from.startsWith(".") ? join(file, "..", from) : from;
}

/** What is wrong with a file, in words; nothing if all is well. */
function complaints(file: string, text: string): string[] {
  const rule = rules.find(({ of }) => of.test(file));
  if (!rule) return [`${file} lies where no rule speaks of it`];
  const found: string[] = [];
  for (const wanted of importsOf(file, text)) {
    if (!rule.may(wanted, file)) found.push(`${file} must not import ${wanted.target}`);
    const sdk = sdks.find(({ of }) => of.test(wanted.target));
    if (sdk && file !== sdk.file && file !== sdk.bench) found.push(`${file}: only ${sdk.file} imports ${wanted.target}`);
  }
  if (core.test(file)) {
    const code = withoutComments(text);
    for (const call of forbidden) if (code.includes(call)) found.push(`${file} must not use ${call}`);
  }
  return found;
}

function sources(): string[] {
  const folders = readdirSync(projectFolder).filter((name) => /^(src|flows|adapters|test)$/.test(name));
  return folders.flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  );
}

describe("the project's shape", () => {
  test("imports point inward, and the core touches neither clock nor chance nor environment", () => {
    const files = sources();
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap((file) => complaints(file, readFileSync(join(projectFolder, file), "utf8")))).toEqual([]);
  });

  test("the top level holds only what belongs there", () => {
    expect(readdirSync(projectFolder).filter((name) => !topLevel.test(name) && !leftLocally.test(name))).toEqual([]);
  });
});

describe("the rules have teeth", () => {
  test.for([
    ["src/domain/a.ts", 'import { readFileSync } from "node:fs";'],
    ["src/domain/a.ts", 'import { hash, randomUUID } from "node:crypto";'],
    ["src/domain/a.ts", 'import type { Store } from "../ports/store.ts";'],
    ["src/domain/a.ts", 'import {\n  promises,\n  type Other,\n} from "../../flows/promises.ts";'],
    ["src/domain/a.ts", 'export * from "../errors.ts";'],
    ["src/ports/a.ts", 'import pg from "pg";'],
    ["src/ports/a.ts", 'import { handle } from "../engine/handle.ts";'],
    ["src/engine/a.ts", 'import { flows } from "../../flows/index.ts";'],
    ["src/engine/a.ts", 'import type { Rows } from "../../adapters/postgres/store.ts";'],
    ["src/engine/a.ts", 'const { log } = await import("pino");'],
    ["flows/a.ts", 'import { handle } from "../src/engine/handle.ts";'],
    ["flows/wording/a.ts", 'import type { Store } from "../../src/ports/store.ts";'],
    ["flows/a.ts", 'import "node:fs";'],
    ["adapters/slack/a.ts", 'import { render } from "../teams/render.ts";'],
    ["adapters/chat/a.ts", 'import { render } from "../slack/render.ts";'],
    ["adapters/slack/a.ts", 'import type { Page } from "../web/server.ts";'],
    ["adapters/chat/a.ts", 'import { limits } from "../slack/limits.ts";'],
    ["adapters/chat/a.ts", 'import type { Card } from "../teams/card.ts";'],
    ["adapters/chat/a.ts", 'import { en } from "../../flows/wording/en/en.ts";'],
    ["adapters/web/a.ts", 'import { render } from "../slack/render.ts";'],
    ["adapters/web/a.ts", 'import { analysis } from "../../flows/analysis.ts";'],
    ["adapters/web/a.ts", 'import type { Decide } from "../../src/engine/decide.ts";'],
    ["adapters/web/a.ts", 'import { main } from "./page/main.tsx";'],
    ["adapters/web/a.ts", 'import "../../src/main.ts";'],
    ["adapters/teams/parse.ts", 'import type { Activity } from "botbuilder";'],
    ["adapters/teams/agents.ts", 'import { CloudAdapter } from "botbuilder";'],
    ["adapters/teams/bot.ts", 'import type { Activity } from "@microsoft/agents-activity";'],
    ["adapters/teams/sdk.ts", 'import type { AuthConfiguration } from "@microsoft/agents-hosting";'],
    ["test/adapters/teams/bot.test.ts", 'import { ConnectorClient } from "@microsoft/agents-hosting";'],
    ["adapters/web/page/a.tsx", 'import { stage } from "../../../src/domain/case.ts";'],
    ["adapters/web/page/a.tsx", 'import type { Server } from "../server.ts";'],
    ["adapters/web/page/a.tsx", 'import type { Flow } from "../../../flows/analysis.ts";'],
    ["src/config.ts", 'import { createStore } from "../adapters/postgres/store.ts";'],
    ["src/other/a.ts", ""],
    ...["src/domain/a.ts", "src/engine/a.ts", "flows/a.ts"].flatMap((file) => forbidden.map((call) => [file, `const x = ${call}`])),
  ] as [string, string][])("%s may not say %s", ([file, text]) => {
    expect(complaints(file, text)).toHaveLength(1);
  });

  test.for([
    ["src/domain/a.ts", 'import { hash } from "node:crypto";\nimport { z } from "zod";\nimport type { CaseId } from "./ids.ts";'],
    ["src/domain/a.ts", "/** Never reads Date.now(). */\nconst x = new Date(0); // not new Date()"],
    ["src/engine/a.ts", 'import { DeliveryError } from "../errors.ts";\nimport type { Chat } from "../ports/chat.ts";'],
    ["flows/wording/a.ts", 'import { IntlMessageFormat } from "intl-messageformat";\nimport { a } from "../promises.ts";'],
    ["adapters/teams/a.ts", 'import { inbox } from "../chat/inbox.ts";'],
    ["adapters/teams/render.ts", 'import { ladder } from "../chat/shorten.ts";\nimport { limits } from "./limits.ts";'],
    ["adapters/chat/a.ts", 'import type { Part } from "../../src/domain/message.ts";\nimport { cut } from "./text.ts";'],
    ["adapters/teams/bot.ts", 'import { CloudAdapter } from "botbuilder";\nimport { limits } from "./limits.ts";'],
    ["adapters/teams/agents.ts", 'import { ConnectorClient } from "@microsoft/agents-hosting";\nimport { limits } from "./limits.ts";'],
    [
      "adapters/web/a.ts",
      'import { type Card, type Limits } from "../slack/render.ts";\nimport { projectFolder } from "../../src/files.ts";',
    ],
    ["adapters/web/page/a.tsx", 'import type { Wording } from "../../../flows/wording/index.ts";\nimport { render } from "preact";'],
    ["src/main.ts", 'import { flows } from "../flows/index.ts";\nconst port = process.env["PORT"];'],
    ["src/operations/verify.ts", 'import { createStore } from "../../adapters/postgres/store.ts";'],
  ] as [string, string][])("%s may well say %s", ([file, text]) => {
    expect(complaints(file, text)).toEqual([]);
  });
});
