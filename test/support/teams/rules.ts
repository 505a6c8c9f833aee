/** What a strict reader of Adaptive Cards is made of. */
import { type Rule as AnyRule, flag, type Noted, never, oneOf, optional, shape, string, wrong } from "../json-rules.ts";
import { type Json, textOf } from "../slack/json.ts";

export type Surface = "conversation" | "dialog";
export type Seen = Noted & {
  readonly surface: Surface;
  readonly ids: Set<string>;
  readonly targets: { readonly at: string; readonly id: string }[];
};
export type Rule = AnyRule<Seen>;
export type Properties = Readonly<Record<string, Rule>>;

/** An object of exactly these properties. */
export const object = (properties: Properties, then?: (value: Json, at: string, seen: Seen) => void): Rule =>
  shape<Properties, Seen>(properties, then);

export const text = (min = 1): Rule => string(Number.POSITIVE_INFINITY, min);
export const number: Rule = (value, at, seen) => {
  if (typeof value !== "number" || !Number.isFinite(value)) wrong(seen, at, "must be a number");
};

/** A name that nothing else of the card has. */
export const id: Rule = (value, at, seen) => {
  text()(value, at, seen);
  if (typeof value !== "string") return;
  if (seen.ids.has(value)) wrong(seen, at, `is the second ${value}`);
  seen.ids.add(value);
};

/** Text in which a renderer would find a date, whatever it stands in. */
export const undated: Rule = (value, at, seen) => {
  text()(value, at, seen);
  if (/\{\{(DATE|TIME)\(/.test(textOf(value))) wrong(seen, at, "would be read as a date");
  if (!textOf(value).isWellFormed()) wrong(seen, at, "holds half a character");
};

/** Rules for what an element may say of itself, and of what all elements say: exactly the schema's names. */
export const element = (own: Properties, then?: (value: Json, at: string, seen: Seen) => void): Rule =>
  object(
    {
      type: text(),
      fallback: optional(never("is not used")),
      height: optional(oneOf("auto", "stretch")),
      separator: optional(flag),
      spacing: optional(oneOf("default", "none", "small", "medium", "large", "extraLarge", "padding")),
      id: optional(id),
      isVisible: optional(flag),
      requires: optional(never("is not used")),
      ...own,
    },
    then,
  );
