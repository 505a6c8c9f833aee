/** What the fields of commands are made of: texts that can be shown, numbers, files. Money and dates stay text until a rule reads them. */
import { z } from "zod";
import { loci } from "../collaboration.ts";
import { ids } from "../ids.ts";

/** Control characters but tab and line feed, and the invisible marks that can make text read backwards. */
const unshowable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/u;

const text = (maxLength: number, example: string, lines: boolean) =>
  z
    .string()
    .max(maxLength * 2)
    .transform((raw) => raw.normalize("NFC").replaceAll("\r\n", "\n").trim())
    .refine((clean) => clean.isWellFormed() && !unshowable.test(clean) && (lines || !clean.includes("\n")), { error: "unshowable" })
    .refine((clean) => clean.length > 0, { error: "empty" })
    .refine((clean) => clean.length <= maxLength, { error: "too-long" })
    .meta({ example });

/** One line of people's text. */
export const line = (maxLength: number, example: string) => text(maxLength, example, false);
/** Several lines of people's text. */
export const paragraph = (maxLength: number, example: string) => text(maxLength, example, true);
/** An optional answer: absent, `null` and "" all mean that nothing was said. */
export const maybe = <T extends z.ZodType>(schema: T) => z.union([z.literal("").transform(() => null), schema]).nullish();

/** A number, or its decimal digits as text; nothing else is made into one. */
export const number = (schema: z.ZodType<number, number>) =>
  z
    .union(
      [
        z.number(),
        z
          .string()
          .regex(/^-?\d{1,12}(\.\d{1,6})?$/)
          .transform(Number),
      ],
      { error: "not-a-number" },
    )
    .pipe(schema);
export const count = number(z.int().min(0).max(10_000_000));
export const yes = z.boolean().default(false);
export const files = z.array(ids.file).max(10).default([]).meta({ example: [] });
export const locus = z.enum(loci).meta({ example: "supplier" });
export const money = line(40, "6450.00 EUR");
export const when = line(60, "2026-11-26T16:00");
