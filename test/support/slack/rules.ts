/** What a strict reader of Slack's JSON looks at besides its shape. */
import { type Rule as AnyRule, shape as anyShape, type Problem, type Spec, string, wrong } from "../json-rules.ts";
import type { Json } from "./json.ts";

/** What is asked beyond Slack's own limits. */
export type Rules = {
  /** What ids, values and metadata look like: anybody in either workspace can read them, so they must say nothing. */
  readonly opaque: RegExp;
  /** Whether a person may be mentioned. */
  readonly mentions: boolean;
};

/** What our own messages keep to. */
export const strict: Rules = { opaque: /^[\w.:|@-]*$/, mentions: false };

/** What was seen so far of one message or view. */
export type Seen = {
  readonly rules: Rules;
  readonly surface: "message" | "modal" | "home";
  readonly problems: Problem[];
  readonly blockIds: Set<string>;
  readonly actionIds: Set<string>;
  focused: number;
  tables: number;
  inputs: number;
  markdownCharacters: number;
};

export type Rule = AnyRule<Seen>;

/** An object with exactly these keys; `then` looks at how they go together. */
export const shape = <T>(spec: Spec<T, Seen>, then?: (value: Json, at: string, seen: Seen) => void): Rule => anyShape<T, Seen>(spec, then);

/** Text that says nothing to whoever reads it. */
export function opaque(max: number, min = 1): Rule {
  return (value, at, seen) => {
    string(max, min)(value, at, seen);
    if (typeof value === "string" && !seen.rules.opaque.test(value)) wrong(seen, at, "must be opaque");
  };
}
