/** The page's own sentences, fetched per language; a key that does not exist does not compile. */

import type { page } from "../../../flows/wording/en/page.ts";
import { numberText } from "../../../src/domain/written.ts";
import { fetchWords } from "./api.ts";

/** The name of one of the page's sentences. */
type WordKey = keyof typeof page;

const known = new Map<string, Record<string, string>>();
const asked = new Set<string>();
let own = "en";

/** Fetches the sentences of a language and makes it the page's own. */
export async function speak(language: string): Promise<void> {
  if (!known.has(language)) known.set(language, await fetchWords(language));
  own = language;
}

/** Fetches the sentences of another language that a message is written in, once; `then` runs when they are there. */
export function learn(language: string, then: () => void): void {
  if (known.has(language) || asked.has(language)) return;
  asked.add(language);
  fetchWords(language).then(
    (words) => {
      known.set(language, words);
      then();
    },
    () => undefined,
  );
}

/** The language that the page speaks. */
export const ownLanguage = (): string => own;

/** A sentence with its names filled in, in the page's language or in that of the message around it. */
export function word(key: WordKey, values: Readonly<Record<string, string | number>> = {}, language = own): string {
  const text = known.get(language)?.[key] ?? known.get(own)?.[key] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return typeof value === "number" ? numberText(value, language) : (value ?? whole);
  });
}
