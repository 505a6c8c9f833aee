import { z } from "zod";
import { ids } from "../ids.ts";
import { roleNames } from "../roles.ts";
import { line, maybe, paragraph } from "./fields.ts";

/** What help a customer may want that leads its own recovery (questions page, int-14). */
export const helps = ["advice", "options", "hands", "visit", "none"] as const;

const role = z.enum(roleNames).meta({ example: "co-evaluator" });

/** Under what condition somebody would take it on; asked once, with their no, and never required (questions page, section 1). */
const condition = maybe(line(200, "If it is one day at most"));

/** How people of either firm may offer to help. */
export const offers = ["look", "weigh", "design", "carry-out"] as const;

/** What may be asked of roles and of help. */
export const participation = [
  z.strictObject({ type: z.literal("take-role"), role }),
  z.strictObject({ type: z.literal("leave-role"), role, reason: maybe(line(200, "On leave from Thursday")), condition }),
  z.strictObject({ type: z.literal("pass-role"), role, to: ids.person }),
  z.strictObject({ type: z.literal("fill-role"), role, to: ids.person }),
  z.strictObject({ type: z.literal("volunteer"), offer: z.enum(offers).meta({ example: "carry-out" }) }),
  z.strictObject({
    type: z.literal("want-help"),
    help: z
      .union([z.array(z.enum(helps)), z.enum(helps).transform((one) => [one])])
      .refine((all) => all.length > 0, { error: "empty" })
      .meta({ example: ["advice"] }),
    note: maybe(paragraph(600, "How do we get last night's contacts back?")),
    /** The last step that worked. */
    last: maybe(line(200, "The import of Monday's list")),
  }),
  z.strictObject({ type: z.literal("decline-help"), condition }),
  z.strictObject({ type: z.literal("settle-evidence") }),
] as const;
