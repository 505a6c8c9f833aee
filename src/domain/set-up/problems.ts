/** What is wrong with a set-up file: every problem at once, each with its place and an example of a right value. */
import { z } from "zod";
import { exampleIn, schemasAt } from "../example.ts";

/** What can be wrong; each is a sentence of the catalogue under `set-up.problem.`. */
export const problemCodes = [
  "not-yaml",
  "tab",
  "alias",
  "too-large",
  "unknown-key",
  "missing",
  "empty",
  "too-long",
  "unshowable",
  "wrong-shape",
  "not-a-choice",
  "not-a-number",
  "not-an-amount",
  "not-a-date",
  "not-a-time",
  "not-an-address",
  "not-a-zone",
  "not-a-language",
  "not-a-currency",
  "not-a-region",
  "twice",
  "ends-before",
  "works-without-holidays",
  "no-such-person",
  "other-firms-person",
  "nobody-there",
  "other-currency",
  "no-administrator",
  "no-approver",
  "no-owner",
  "no-date",
  "other-relationship",
  "customer-works",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** Where in a file something stands: keys and places of lists, from the outside in. */
export type Path = readonly (string | number)[];

export type Problem = {
  readonly code: ProblemCode;
  readonly path: Path;
  /** A right value; for an unknown key those that there are. `null`: no value would be right. */
  readonly example: string | null;
};

/** A file as a schema reads it, or every problem that it has. */
export type Parsed<T> = { readonly ok: true; readonly file: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks a value against a schema of set-up files. */
export function parseFile<T>(schema: z.ZodType<T>, value: unknown): Parsed<T> {
  const read = schema.safeParse(value);
  if (read.success) return { ok: true, file: read.data };
  return { ok: false, problems: read.error.issues.flatMap((issue) => problemsOf(schema, issue, value)) };
}

function problemsOf(schema: z.ZodType, issue: z.core.$ZodIssue, value: unknown, above: Path = []): readonly Problem[] {
  const path = [...above, ...issue.path.filter((part) => typeof part !== "symbol")];
  const at = (code: ProblemCode): readonly Problem[] => [{ code, path, example: exampleOf(schema, path) }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ code: "unknown-key", path: [...path, key], example: keysOf(schema, path) }));
    case "invalid_union": {
      // The member that was meant is the one that finds fault with something inside, not with the whole.
      const inner = issue.errors.find((issues) => issues.some((one) => one.path.length > 0 || one.code === "unrecognized_keys"));
      return inner
        ? inner.flatMap((one) => problemsOf(schema, one, value, path))
        : at(heldAt(value, path) === undefined ? "missing" : "not-a-choice");
    }
    case "custom":
      return at(problemCodes.find((code) => code === issue.message) ?? "wrong-shape");
    case "too_big":
      return at(issue.origin === "string" || issue.origin === "array" ? "too-long" : "not-a-number");
    case "too_small":
      return at(issue.origin === "string" || issue.origin === "array" ? "empty" : "not-a-number");
    case "invalid_value":
      return at(heldAt(value, path) === undefined ? "missing" : "not-a-choice");
    case "invalid_type":
      if (heldAt(value, path) === undefined) return at("missing");
      return at(issue.expected === "number" || issue.expected === "int" ? "not-a-number" : "wrong-shape");
    default:
      return at("wrong-shape");
  }
}

const heldAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, name) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, name) ? (at as Record<PropertyKey, unknown>)[name] : undefined,
    value,
  );

/** An example for a place in a file; that of what is around it where the schema names none. */
function exampleOf(schema: z.ZodType, path: Path): string | null {
  const found = schemasAt(schema, path);
  const choices = found.map(unwrapped).find((one) => one instanceof z.ZodEnum);
  if (choices) return choices.options.join(", ");
  for (const one of found) {
    const example = exampleIn(one);
    if (example !== null) return example;
  }
  return found.length > 0 ? keysOf(schema, path) : null;
}

/** The keys that there are at a place; `null` where there are none. */
function keysOf(schema: z.ZodType, path: Path): string | null {
  const keys = schemasAt(schema, path).flatMap(keysIn);
  return keys.length === 0 ? null : keys.join(", ");
}

function keysIn(schema: z.ZodType): readonly string[] {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((one) => keysIn(one as z.ZodType));
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

function unwrapped(schema: z.ZodType): z.ZodType {
  const wrapped = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault;
  return wrapped ? unwrapped(schema.unwrap() as z.ZodType) : schema;
}

/** A path as people read it, lists counted from one: `people › 3 › approver › limit`. */
export const writePath = (path: Path): string => path.map((part) => (typeof part === "number" ? String(part + 1) : part)).join(" › ");

/** Why a text is no value at all. */
export type Misread = { readonly code: Extract<ProblemCode, "not-yaml" | "tab" | "alias" | "twice" | "too-large">; readonly path: Path };
