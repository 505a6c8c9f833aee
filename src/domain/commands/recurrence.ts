import { z } from "zod";
import { ids } from "../ids.ts";
import { line } from "./fields.ts";

/** What an earlier case is to this one. */
export const likenesses = ["again", "same", "other"] as const;

/** What may be asked of earlier cases that look alike. */
export const recurrence = [
  z.strictObject({ type: z.literal("say-likeness"), of: ids.case, as: z.enum(likenesses) }),
  /** The case that goes on takes up what another report brought; done by itself before that one is said to be the same. */
  z.strictObject({ type: z.literal("join-report"), from: ids.case }),
  /** It came again after an earlier case, which somebody knows by its number. */
  z.strictObject({ type: z.literal("link-case"), number: line(20, "PAR-00042") }),
] as const;
