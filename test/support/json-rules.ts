/** What a strict reader of JSON is made of: rules that note everything they find wrong, and where. */
import { isDeepStrictEqual } from "node:util";
import { isJson, type Json } from "./slack/json.ts";

/** What is wrong; `at` is a JSON pointer. */
export type Problem = { readonly at: string; readonly problem: string };

/** What was seen so far of what is read. */
export type Noted = { readonly problems: Problem[] };

export type Rule<S extends Noted = Noted> = (value: unknown, at: string, seen: S) => void;

/** One rule for each key of `T`: a key that the compiler does not know cannot have one, and none can be forgotten. */
export type Spec<T, S extends Noted = Noted> = { readonly [K in keyof T]-?: Rule<S> };

/** Notes a problem. */
export function wrong(seen: Noted, at: string, problem: string): void {
  seen.problems.push({ at: at === "" ? "/" : at, problem });
}

/** May be absent; where it is there, it keeps to the rule. */
export function optional<S extends Noted>(rule: Rule<S>): Rule<S> {
  return (value, at, seen) => {
    if (value !== undefined) rule(value, at, seen);
  };
}

/** Text of a length. */
export function string(max: number, min = 1): Rule {
  return (value, at, seen) => {
    if (typeof value !== "string") wrong(seen, at, value === undefined ? "is missing" : "must be text");
    else if (value.length < min) wrong(seen, at, `must have at least ${min} characters`);
    else if (value.length > max) wrong(seen, at, `must have at most ${max} characters`);
  };
}

/** Text that looks like `pattern`, which `is` names. */
export function like(pattern: RegExp, is: string, max = 3000): Rule {
  return (value, at, seen) => {
    string(max)(value, at, seen);
    if (typeof value === "string" && !pattern.test(value)) wrong(seen, at, `must be ${is}`);
  };
}

/** A web address. */
export const address = like(/^https:\/\/[^\s<>|]+$/, "an https address");

/** True or false. */
export const flag: Rule = (value, at, seen) => {
  if (typeof value !== "boolean") wrong(seen, at, value === undefined ? "is missing" : "must be true or false");
};

/** A whole number in a range. */
export function whole(min: number, max: number): Rule {
  return (value, at, seen) => {
    if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max)
      wrong(seen, at, value === undefined ? "is missing" : `must be a whole number from ${min} to ${max}`);
  };
}

/** One of some values. */
export function oneOf(...values: readonly (string | number)[]): Rule {
  return (value, at, seen) => {
    if (!values.some((one) => one === value)) wrong(seen, at, value === undefined ? "is missing" : `must be one of ${values.join(", ")}`);
  };
}

/** Never allowed; `why` says the reason. */
export function never(why: string): Rule {
  return (_value, at, seen) => wrong(seen, at, why);
}

/** A list of a length, each item keeping to the rule. */
export function list<S extends Noted>(rule: Rule<S>, min: number, max: number): Rule<S> {
  return (value, at, seen) => {
    if (!Array.isArray(value)) return wrong(seen, at, value === undefined ? "is missing" : "must be a list");
    if (value.length < min) wrong(seen, at, `must have at least ${min} items`);
    if (value.length > max) wrong(seen, at, `must have at most ${max} items`);
    for (const [index, item] of value.entries()) rule(item, `${at}/${index}`, seen);
  };
}

/** An object with exactly these keys; `then` looks at how they go together. */
export function shape<T, S extends Noted = Noted>(spec: Spec<T, S>, then: (value: Json, at: string, seen: S) => void = () => {}): Rule<S> {
  const rules = new Map<string, Rule<S>>(Object.entries(spec));
  return (value, at, seen) => {
    if (!isJson(value)) return wrong(seen, at, value === undefined ? "is missing" : "must be an object");
    for (const key of Object.keys(value)) if (!rules.has(key)) wrong(seen, `${at}/${key}`, "is not known");
    for (const [key, rule] of rules) rule(value[key], `${at}/${key}`, seen);
    then(value, at, seen);
  };
}

/** An object whose `type` says which rule it keeps to. */
export function kinds<S extends Noted>(rules: Readonly<Record<string, Rule<S>>>): Rule<S> {
  const known = new Map(Object.entries(rules));
  return (value, at, seen) => {
    if (!isJson(value)) return wrong(seen, at, value === undefined ? "is missing" : "must be an object");
    const rule = known.get(String(value["type"]));
    if (rule) rule(value, at, seen);
    else wrong(seen, `${at}/type`, `${String(value["type"])} is not allowed here`);
  };
}

/** Whether a list holds the very same value. */
export function holds(list: readonly unknown[], value: unknown): boolean {
  return list.some((item) => isDeepStrictEqual(item, value));
}
