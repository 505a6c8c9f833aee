import { z } from "zod";
import { ids } from "../ids.ts";
import { line, maybe, when, yes } from "./fields.ts";

/** How those who use it learn how (questions page, prev-8). */
export const teachings = ["page", "call", "visit", "training"] as const;

/** What may be asked of prevention measures. */
export const prevention = [
  /** Of the customer, after what came from its own side: who should learn what, and how. */
  z.strictObject({
    type: z.literal("want-teaching"),
    way: z.enum(teachings),
    what: line(300, "The night shift: how the import is set up"),
  }),
  /** Of the customer, at any time: who is new to what is delivered should learn what, and how. */
  z.strictObject({
    type: z.literal("teach-new-users"),
    way: z.enum(teachings),
    what: line(300, "Two new fitters: how the housings are lifted"),
  }),
  z.strictObject({
    type: z.literal("add-measure"),
    what: line(300, "Alarm below 1,340 °C at the ladle"),
    owner: ids.person,
    /** By when it is in place; left out: in two weeks. */
    due: maybe(when),
    /** It is in place already. */
    done: yes,
  }),
  z.strictObject({ type: z.literal("put-in-place"), measure: ids.measure, what: maybe(line(300, "The alarm rang twice in the trial")) }),
  z.strictObject({ type: z.literal("move-measure"), measure: ids.measure, due: when }),
] as const;
