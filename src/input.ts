/** What came from outside and cannot be read: the field by name, what is wrong with it and an example; the same on every platform. */
import { z } from "zod";
import { type Ask, type AskOf, askSchema, askSchemas } from "./domain/command.ts";
import { exampleIn } from "./domain/example.ts";
import type { Say } from "./domain/flow.ts";
import { type OrderText, readOrderFile } from "./domain/order-file.ts";
import { InputError } from "./errors.ts";

/** What a button's draft and the answers of its form ask. @throws {InputError} naming the first field that cannot be read. */
export function askOf(value: Readonly<Record<string, unknown>>): Ask {
  const read = askSchema.safeParse(value);
  if (read.success) return read.data;
  throw inputError(read.error, z.discriminatedUnion("type", askSchemas), value);
}

/** An input error in words: the field, what is wrong with it, and an example. */
export function wordsOf(say: Say, { field, problem, example, lines }: InputError) {
  const says = say(`input.${problem}`, { field, example: example ?? "", count: lines.length });
  const wrong = lines.map((one) => {
    const what = say(`input.${one.problem}`, { field: one.field, example: one.example ?? "" });
    return { ...one, says: say("input.line", { line: one.line, what }) };
  });
  return { ok: false, code: "input", field, says, example, ...(wrong.length > 0 && { lines: wrong }) };
}

/** What is said of a body that is no JSON object. */
export const unreadable = (): InputError => new InputError("body", "not-json", '{"key":"4b1f3c9e-click-1"}');

/** The first field that cannot be read, by name, with what is wrong and an example. */
export function inputError(error: z.core.$ZodError, schema: z.ZodType | null, value: unknown): InputError {
  const [issue] = error.issues;
  if (!issue) return new InputError("body", "wrong-shape", null);
  const path = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue.path;
  if (path.length === 0) return unreadable();
  return new InputError(
    path.map(String).join(".").slice(0, 60),
    problem(issue, held(value, path)),
    schema && exampleOf(schema, value, path),
  );
}

const held = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, name) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[name] : undefined),
    value,
  );

function problem(issue: z.core.$ZodIssue, found: unknown): string {
  switch (issue.code) {
    case "custom":
      return issue.message;
    case "unrecognized_keys":
      return "unknown-field";
    case "too_big":
      return issue.origin === "string" || issue.origin === "array" ? "too-long" : "not-a-number";
    case "too_small":
      return issue.origin === "string" ? "empty" : "not-a-number";
    case "invalid_union": {
      const inner = issue.errors?.at(-1)?.[0];
      return found === undefined ? "missing" : inner ? problem(inner, found) : "not-a-choice";
    }
    case "invalid_value":
      return found === undefined ? "missing" : "not-a-choice";
    case "invalid_type":
      if (found === undefined) return "missing";
      return issue.expected === "number" || issue.expected === "int" ? "not-a-number" : "wrong-shape";
    default:
      return "wrong-shape";
  }
}

/** The example that stands with the field in its schema: what the API page shows, too. */
function exampleOf(schema: z.ZodType, value: unknown, path: readonly PropertyKey[]): string | null {
  let at: z.ZodType | undefined = schema;
  if (at instanceof z.ZodDiscriminatedUnion) {
    const type = held(value, ["type"]);
    at = (at.options as readonly z.ZodObject[]).find((option) => (option.shape["type"] as z.ZodLiteral).value === type);
    if (!at) return "acknowledge";
  }
  const [name] = path;
  if (!(at instanceof z.ZodObject) || typeof name !== "string") return null;
  const field = Object.hasOwn(at.shape, name) ? (at.shape[name] as z.ZodType) : undefined;
  return field ? exampleIn(field) : null;
}

/** The command that takes in the orders of a CSV file. @throws {InputError} naming every line that cannot be read. */
export function ordersOf(bytes: Uint8Array, field: string): Extract<Ask, { type: "record-orders" }> {
  const read = readOrderFile(textOf(bytes, field));
  if (!read.ok) throw new InputError(field, "lines", null, read.wrong);
  return { type: "record-orders", orders: read.orders.map(asText), files: [] };
}

const asText = (text: OrderText): AskOf<"record-orders">["orders"][number] => text;

function textOf(bytes: Uint8Array, field: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(field, "not-utf8", null);
  }
}
