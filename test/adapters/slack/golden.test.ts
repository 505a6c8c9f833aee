/**
 * Real messages and forms as Slack gets them, one file each under test/golden/slack: read them when they change.
 * `PARLEY_GOLDEN=write` writes them anew.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Look } from "../../../adapters/chat/look.ts";
import { filled, formView } from "../../../adapters/slack/form.ts";
import { render } from "../../../adapters/slack/render.ts";
import { messageView } from "../../../adapters/slack/view.ts";
import { type Language, languages } from "../../../src/domain/languages.ts";
import type { Field } from "../../../src/domain/message.ts";
import { projectFolder } from "../../../src/files.ts";
import { type Cards, formWith, realCards } from "../../support/real-cards.ts";
import { brokenLimits, brokenMessage, words } from "../../support/slack-checks.ts";
import { stateOf } from "../../support/slack-state.ts";

const folder = join(projectFolder, "test", "golden", "slack");
const writes = process.env["PARLEY_GOLDEN"] === "write";
const look: Look = {
  zones: [
    { zone: "Europe/Copenhagen", city: "Aarhus" },
    { zone: "Asia/Tehran", city: "Tabriz" },
  ],
  picture: () => null,
  handle: ({ key }) => `handle-of-${key}`,
  words,
};

/** What stands in a modal, not in a channel. */
const modals = new Set(["comparison", "more", "refusal"]);
/** One form for each kind of field, a real one. */
const kinds: Readonly<Record<string, (field: Field) => boolean>> = {
  text: ({ kind }) => kind === "text",
  choice: ({ kind }) => kind === "choice",
  choices: ({ kind }) => kind === "choices",
  number: ({ kind }) => kind === "number",
  money: ({ kind }) => kind === "money",
  when: ({ kind }) => kind === "when",
  yes: ({ kind }) => kind === "yes",
  files: ({ kind }) => kind === "files",
  depends: (field) => field.kind === "choice" && field.options.some(({ when }) => when !== undefined),
};
/** Drawn for the forms behind it alone. */
const unseen = "more-supplier";

const compared = new Set<string>();

function compare(name: string, drawn: unknown): void {
  const file = join(folder, `${name}.json`);
  compared.add(`${name}.json`);
  const text = `${JSON.stringify(drawn, null, 1)}\n`;
  if (writes) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  }
  expect(existsSync(file), `${file}: run with PARLEY_GOLDEN=write, read it, and keep it`).toBe(true);
  expect(readFileSync(file, "utf8"), name).toBe(text);
}

const cards = new Map<Language, Cards>();
beforeAll(async () => {
  for (const language of languages) cards.set(language, await realCards([language]));
});

describe.each(languages)("in %s", (language) => {
  test("every kind of message is as it was", () => {
    for (const [name, message] of Object.entries(cards.get(language)!)) {
      if (name === unseen) continue;
      const drawn = modals.has(name) ? messageView(message, look, "PAR-00001", "metadata") : render(message, look);
      expect("type" in drawn ? brokenLimits(drawn) : brokenMessage(drawn), name).toEqual([]);
      compare(`${name}.${language}`, drawn);
    }
  });
});

test("a room of three languages has all of them in one message", async () => {
  const { "case-card-offer": card } = await realCards(["en", "da", "fa"]);
  const drawn = render(card!, look);
  expect(brokenMessage(drawn)).toEqual([]);
  compare("case-card-offer.all", drawn);
});

test("every kind of field is asked as it was, and an untouched form gives back what stands in it", () => {
  const shown = new Set<string>();
  for (const [kind, holds] of Object.entries(kinds)) {
    const action = formWith(cards.get("en")!, holds, shown);
    if (!action) throw new Error(`no form has a field of the kind ${kind}`);
    shown.add(action.key);
    const of = { metadata: "metadata", callback: "callback", zone: "Europe/Copenhagen", words, rare: true };
    const view = formView(action, "en", of);
    expect(brokenLimits(view), action.key).toEqual([]);
    expect(filled(action, stateOf(view))).toEqual(filled(action, { values: {} }));
    compare(`form-${kind}.en`, view);
  }
});

afterAll(() => {
  expect(readdirSync(folder).sort(), "golden files that nobody draws").toEqual([...compared].sort());
});
