/** The catalogue: every sentence that a person reads, by key and language, with typed parts for what is filled in. */
import { IntlMessageFormat } from "intl-messageformat";
import type { Args, Say } from "../../src/domain/flow.ts";
import type { Part } from "../../src/domain/message.ts";
import { en } from "./en.ts";

/** A key of the catalogue; English is the source, and other languages must have every one. */
export type Key = keyof typeof en;
export type Speak = Say<Key>;

const catalogues: Readonly<Record<string, Readonly<Record<Key, string>>>> = { en };
const compiled = new Map<string, IntlMessageFormat>();

const tongueOf = (language: string): string => (Object.hasOwn(catalogues, language) ? language : "en");

/** The sentences of a language (BCP 47); English when we do not have it. */
export function wording(language: string): Speak {
  const tongue = tongueOf(language);
  const catalogue = catalogues[tongue]!;
  const say = (key: Key, args: Args = {}): Part[] => {
    const id = `${tongue} ${key}`;
    let format = compiled.get(id);
    if (!format) {
      format = new IntlMessageFormat(catalogue[key], tongue);
      compiled.set(id, format);
    }
    return parts(format, args);
  };
  return Object.assign(say, { language: tongue });
}

/** intl-messageformat keeps objects that it is given as they are, so instants, money and names stay typed. */
function parts(format: IntlMessageFormat, args: Args): Part[] {
  const made = format.formatToParts<Part | readonly Part[]>({
    ...(args as Record<string, Part>),
    b: (chunks: readonly (Part | readonly Part[])[]) => ({ kind: "strong", parts: chunks.flat() as Part[] }),
  });
  const out: Part[] = [];
  for (const { value } of made) {
    for (const part of [value].flat() as Part[]) {
      const before = out.at(-1);
      if (typeof part === "string" && typeof before === "string") out[out.length - 1] = before + part;
      else if (typeof part === "number") out.push(String(part));
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
  const catalogue = catalogues[tongueOf(language)]!;
  return Object.fromEntries(Object.entries(catalogue).filter(([key]) => key.startsWith("page.")));
};

/** The direction in which a language is written. */
export const direction = (language: string): "ltr" | "rtl" => (/^(fa|ar|he|ur)\b/.test(language) ? "rtl" : "ltr");
