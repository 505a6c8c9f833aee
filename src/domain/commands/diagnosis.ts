import { z } from "zod";
import { locus, number, paragraph } from "./fields.ts";

const share = number(z.int().min(0).max(100)).nullish().meta({ example: 70 });

/** What may be asked of the sealed first diagnosis, and of what several causes contributed. */
export const diagnosis = [
  z.strictObject({
    type: z.literal("seal-diagnosis"),
    locus,
    what: paragraph(600, "The new firmware came a week before the first drop; nothing points to us but that"),
  }),
  z.strictObject({ type: z.literal("look-openly") }),
  /** What the causes that stand contributed, in their order, in per cent. */
  z.strictObject({ type: z.literal("weigh-causes"), share1: share, share2: share, share3: share, share4: share }),
] as const;
