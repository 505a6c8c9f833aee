import { z } from "zod";
import { ids } from "../ids.ts";
import { line } from "./fields.ts";

/** What an earlier case is to this one. */
export const likenesses = ["again", "same", "other"] as const;

/** What may be asked of earlier cases that look alike. */
export const recurrence = [
  z.strictObject({ type: z.literal("say-likeness"), of: ids.case, as: z.enum(likenesses) }),
  /** It came again after an earlier case, which somebody knows by its number. */
  z.strictObject({ type: z.literal("link-case"), number: line(20, "PAR-00042") }),
] as const;
