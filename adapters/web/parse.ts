/** What came over HTTP, made into what was asked; or the field that cannot be read, with an example. */
import { z } from "zod";
import { type Ask, askSchemas, keySchema } from "../../src/domain/command.ts";
import { paragraph } from "../../src/domain/commands/fields.ts";
import { reportSchema } from "../../src/domain/commands/notification.ts";
import { ids } from "../../src/domain/ids.ts";
import { dateChoices, languages } from "../../src/domain/languages.ts";

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
