/**
 * Real messages and forms as a platform gets them, one file each under test/golden: read them when they change.
 * `PARLEY_GOLDEN=write` writes them anew.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Language, languages } from "../../src/domain/languages.ts";
import type { Action, Field, Message } from "../../src/domain/message.ts";
import { projectFolder } from "../../src/files.ts";
import { type Cards, formWith, realCards } from "./real-cards.ts";

/** What was drawn, and what the platform would refuse of it. */
type Drawn = { readonly drawn: unknown; readonly broken: readonly unknown[] };

/** A platform's way to draw: a message in a room, one in a window, and a form; `came` is what an untouched form gives back, `stood` what the action says. */
export type Platform = {
  readonly name: string;
  readonly message: (message: Message) => Drawn;
  readonly window: (message: Message) => Drawn;
  readonly form: (action: Action) => Drawn & { readonly came: unknown; readonly stood: unknown };
};

const writes = process.env["PARLEY_GOLDEN"] === "write";

/** What stands in a window, not in a room. */
const inWindows = new Set(["comparison", "more", "refusal"]);
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

/** Compares what a platform draws with its golden files. */
export function goldenFiles({ name: platform, message, window, form }: Platform): void {
  const folder = join(projectFolder, "test", "golden", platform);
  const compared = new Set<string>();

  function compare(name: string, { drawn, broken }: Drawn): void {
    expect(broken, name).toEqual([]);
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
      for (const [name, card] of Object.entries(cards.get(language)!))
        if (name !== unseen) compare(`${name}.${language}`, inWindows.has(name) ? window(card) : message(card));
    });
  });

  test("a room of three languages has all of them in one message", async () => {
    const { "case-card-offer": card } = await realCards(["en", "da", "fa"]);
    compare("case-card-offer.all", message(card!));
  });

  test("every kind of field is asked as it was, and an untouched form gives back what stands in it", () => {
    const shown = new Set<string>();
    for (const [kind, holds] of Object.entries(kinds)) {
      const action = formWith(cards.get("en")!, holds, shown);
      if (!action) throw new Error(`no form has a field of the kind ${kind}`);
      shown.add(action.key);
      const { came, stood, ...made } = form(action);
      expect(came, action.key).toEqual(stood);
      compare(`form-${kind}.en`, made);
    }
  });

  afterAll(() => {
    expect(readdirSync(folder).sort(), "golden files that nobody draws").toEqual([...compared].sort());
  });
}
