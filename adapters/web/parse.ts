/** What came over HTTP, made into what was asked; or the field that cannot be read, with an example. */
import { z } from "zod";
import { type Ask, askSchemas, keySchema } from "../../src/domain/command.ts";
import { paragraph } from "../../src/domain/commands/fields.ts";
import { reportSchema } from "../../src/domain/commands/notification.ts";
import { exampleIn } from "../../src/domain/example.ts";
import { ids } from "../../src/domain/ids.ts";
import { dateChoices, languages } from "../../src/domain/languages.ts";
import { InputError } from "../../src/errors.ts";

const key = { key: keySchema };

/** The body that makes a case: a report and its key; `type` may be left out. */
export const reportBody = reportSchema.extend({ ...key, type: z.literal("report").default("report") });

const [, ...rest] = askSchemas;
const [first, ...others] = rest.map((schema) => (schema as z.ZodObject).extend(key));

/** The body of every other command: one shape for each `type`. Adding a key to each is more than the types can follow. */
export const commandBody = z.discriminatedUnion("type", [first!, ...others]) as unknown as z.ZodType<{ key: string } & Ask>;

/** The body of what is said in a room. */
export const talkBody = z.strictObject({
  key: keySchema,
  text: paragraph(2_000, "@parley batch 4411 came in cracked, 38 of 120"),
  case: ids.case.nullish(),
  files: z.array(ids.file).max(10).default([]).meta({ example: [] }),
});

/** The body that changes what one is shown. */
export const meBody = z.strictObject({
  language: z.enum(languages).meta({ example: "da" }),
  /** The calendars that dates are shown in; as is usual in the language where nothing is said. */
  dates: z.enum(dateChoices).nullish().meta({ example: "both" }),
});

const fileText = z.string().max(200_000).meta({ example: "name: Nordvik Pumps" });
/** The body that asks what a set-up file would change. */
export const checkBody = z.strictObject({ text: fileText });
/** The body that applies a set-up file over the one that was seen. */
export const applyBody = z.strictObject({ text: fileText, over: ids.hash });
/** The body that makes a relationship. */
export const foundBody = z.strictObject({ supplier: fileText, customer: fileText, relationship: fileText });

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
