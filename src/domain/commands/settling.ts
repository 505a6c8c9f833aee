import { z } from "zod";
import { files, line, maybe, number, paragraph, yes } from "./fields.ts";

/** Which time of saying so is answered. */
const attempt = number(z.int().min(1).max(10_000));

/** What may be asked of a case that is put right without an agreement. */
export const settling = [
  z.strictObject({
    type: z.literal("say-settled"),
    what: paragraph(600, "We spoke by phone: the missing pallet came with today's truck"),
    /** What the supplier can say of how it came about. */
    explanation: maybe(paragraph(1_500, "It had stayed on the ramp, outside the scanner's range")),
    apology: yes,
    files,
  }),
  z.strictObject({ type: z.literal("confirm-settled"), attempt }),
  z.strictObject({ type: z.literal("send-back-settled"), attempt, reason: line(300, "One carton is still missing") }),
] as const;
