import { z } from "zod";
import { ids } from "../ids.ts";
import { answers } from "../orders.ts";
import { line, maybe, paragraph } from "./fields.ts";

/** "500 pcs"; a number alone may come as one. */
const quantity = z.union([
  z
    .number()
    .positive()
    .max(999_999_999)
    .transform((value) => String(value)),
  line(40, "500 pcs"),
]);

/** One order as it comes in. Days are "2026-12-04", or words that a person would write; `wanted` may be a number of days, too. */
export const orderFields = z.strictObject({
  number: line(40, "4500123"),
  article: line(60, "HP-120"),
  quantity: quantity.meta({ example: "500 pcs" }),
  wanted: line(60, "2026-12-04"),
  placed: maybe(line(60, "2026-11-24")),
  specification: maybe(paragraph(600, "Grey iron, coated")),
});

/** What may be asked of orders. */
export const orders = [
  orderFields.extend({ type: z.literal("check-order") }),
  /** Many at once: as they are, or in a file of the sender's that is read on the way. */
  z.strictObject({
    type: z.literal("record-orders"),
    orders: z.array(orderFields).max(1_000).default([]).meta({ example: [] }),
    files: z.array(ids.file).max(1).default([]).meta({ example: [] }),
  }),
  z.strictObject({
    type: z.literal("answer-order"),
    question: ids.question,
    as: z.enum(answers),
    /** What was meant, of a slip. */
    article: maybe(line(60, "HP-120")),
    quantity: maybe(quantity),
    wanted: maybe(line(60, "2026-12-04")),
    specification: maybe(paragraph(600, "Grey iron, coated")),
  }),
  /** Call me about it; and: we have spoken. */
  z.strictObject({ type: z.literal("call-about-order"), question: ids.question }),
  z.strictObject({ type: z.literal("called-about-order"), question: ids.question }),
  z.strictObject({ type: z.literal("nothing-short"), about: ids.question }),
  z.strictObject({
    type: z.literal("say-expectation"),
    /** What new thing it answers; else `article` says what it is about. */
    about: maybe(ids.question),
    article: maybe(line(60, "HP-120")),
    must: maybe(paragraph(300, "Tight at 16 bar for ten years")),
    check: maybe(paragraph(300, "Pressure test of three in each delivery")),
    granted: maybe(paragraph(300, "Packed so that the flange is covered")),
  }),
  z.strictObject({
    type: z.literal("read-expectation"),
    expectation: ids.expectation,
    agrees: z.boolean(),
    words: maybe(paragraph(300, "We test one in each")),
  }),
] as const;
