import { z } from "zod";
import { line, maybe } from "./fields.ts";

const ask = line(160, "promise:p7m2t5z9f4x8:1");
/** One or more of what has climbed to a person. */
const climbed = z
  .union([z.array(ask).max(60), ask.transform((one) => [one])])
  .refine((all) => all.length > 0, { error: "empty" })
  .meta({ example: ["promise:p7m2t5z9f4x8:1"] });

/** What may be asked of what waits too long. */
export const escalation = [
  z.strictObject({ type: z.literal("escalate"), ask, reason: line(300, "The line stops at noon and nobody answers") }),
  z.strictObject({ type: z.literal("take-escalation"), ask: climbed }),
  z.strictObject({ type: z.literal("return-escalation"), ask: climbed }),
  z.strictObject({ type: z.literal("see-escalation"), ask: climbed }),
  z.strictObject({ type: z.literal("keep-going") }),
  z.strictObject({
    type: z.literal("give-update"),
    situation: line(300, "Line 2 stands still, 82 pieces set aside"),
    actions: maybe(line(300, "Two engineers are on their way")),
    needs: maybe(line(300, "A forklift at gate 3 from 14:00")),
  }),
] as const;
