/** The catalogue: every sentence that a person reads, by key and language, with typed parts for what is filled in. */
import { IntlMessageFormat } from "intl-messageformat";
import type { Args, Say } from "../../src/domain/flow.ts";
import { type Language, languageOf } from "../../src/domain/languages.ts";
import type { Part } from "../../src/domain/message.ts";
import { da } from "./da/da.ts";
import { en } from "./en/en.ts";
import { fa } from "./fa/fa.ts";

/** A key of the catalogue; English is the source, and other languages must have every one. */
export type Key = keyof typeof en;
export type Speak = Say<Key>;

type Catalogue = Readonly<Record<Key, string>>;
const catalogues: Readonly<Record<Language, Catalogue>> = { en, da, fa };
/** A sentence ready to be filled in; `bare` are the names that stand alone in it, not in a plural. `always`: its parts, when nothing is to be filled in. */
type Compiled = { readonly format: IntlMessageFormat; readonly bare: readonly string[]; always?: readonly Part[] };
const compiled = new Map<string, Compiled>();

function compile(sentence: string, tongue: Language): Compiled {
  const format = new IntlMessageFormat(sentence, tongue);
  const elements = format.getAst();
  const counted = elements.flatMap((element) => ("options" in element ? [element.value] : []));
  const bare = [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).filter((name) => !counted.includes(name));
  return { format, bare };
}

/** The sentences of a language (BCP 47); English when we do not have it. */
export function wording(language: string): Speak {
  const tongue = languageOf(language);
  const catalogue = catalogues[tongue];
  const say = (key: Key, args?: Args): Part[] => {
    const id = `${tongue} ${key}`;
    let sentence = compiled.get(id);
    if (!sentence) {
      sentence = compile(catalogue[key], tongue);
      compiled.set(id, sentence);
    }
    if (args) return parts(sentence, args, tongue);
    sentence.always ??= parts(sentence, {}, tongue);
    return [...sentence.always];
  };
  return Object.assign(say, { language: language.startsWith(tongue) ? language : tongue });
}

const digits = new Map<Language, Intl.NumberFormat>();

/** A number in a language's own digits. */
function inDigitsOf(tongue: Language, number: number): string {
  const format = digits.get(tongue) ?? new Intl.NumberFormat(tongue, { useGrouping: false });
  digits.set(tongue, format);
  return format.format(number);
}

/**
 * intl-messageformat keeps objects that it is given as they are, so instants, money and names stay typed. Numbers that stand alone
 * it would write in our digits: they are given as text in the language's own.
 */
function parts({ format, bare }: Compiled, args: Args, tongue: Language): Part[] {
  const numbers = bare.flatMap((name) => {
    const value = args[name];
    return typeof value === "number" ? [[name, inDigitsOf(tongue, value)]] : [];
  });
  const made = format.formatToParts<Part | readonly Part[]>({
    ...(args as Record<string, Part>),
    ...(Object.fromEntries(numbers) as Record<string, Part>),
    b: (chunks: readonly (Part | readonly Part[])[]) => ({ kind: "strong", parts: chunks.flat() as Part[] }),
  });
  const out: Part[] = [];
  for (const { value } of made) {
    for (const part of [value].flat() as Part[]) {
      const before = out.at(-1);
      if (typeof part === "string" && typeof before === "string") out[out.length - 1] = before + part;
      else if (typeof part === "number") out.push(inDigitsOf(tongue, part));
      else out.push(part);
    }
  }
  return out;
}

/** Typed parts as plain text; instants as ISO with their zone, for logs of scripts, exports and screen-reader labels. */
export const plain = (parts: readonly Part[]): string =>
  parts
    .map((part) => {
      if (typeof part === "string") return part;
      switch (part.kind) {
        case "strong":
          return plain(part.parts);
        case "quote":
          return part.text;
        case "instant":
          return part.at;
        case "money":
          return `${part.money.minor} ${part.money.currency}`;
        case "person":
          return part.name;
        default:
          return part satisfies never;
      }
    })
    .join("");

/** Every phrase whose key begins with `page.`, as plain text: what the playground's page needs. */
export const phrases = (language: string): Readonly<Record<string, string>> => {
  const catalogue = catalogues[languageOf(language)];
  return Object.fromEntries(Object.entries(catalogue).filter(([key]) => key.startsWith("page.")));
};
