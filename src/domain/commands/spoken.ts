import { z } from "zod";
import { ids } from "../ids.ts";
import { line, maybe } from "./fields.ts";

/** What may be asked of points that were settled by word of mouth. */
export const spoken = [
  z.strictObject({ type: z.literal("note-spoken"), what: line(200, "The carrier comes on Thursday at seven") }),
  z.strictObject({
    type: z.literal("read-spoken"),
    spoken: ids.spoken,
    agrees: z.boolean(),
    words: maybe(line(200, "On Thursday, but at nine")),
  }),
] as const;
