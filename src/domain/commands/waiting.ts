import { z } from "zod";
import { ids } from "../ids.ts";
import { waitsOn } from "../waiting.ts";
import { files, line, maybe, paragraph, when } from "./fields.ts";

/** What may be asked while a firm cannot go on before somebody else has done their part. */
export const waiting = [
  z.strictObject({
    type: z.literal("wait-for"),
    on: z.enum(waitsOn).meta({ example: "other-firm" }),
    what: line(300, "The batch number on the pallet label"),
    /** When to look again, of somebody outside. */
    until: maybe(when),
  }),
  z.strictObject({ type: z.literal("answer-wait"), wait: ids.wait, answer: paragraph(600, "It is 4411, see the photo"), files }),
  z.strictObject({ type: z.literal("stop-waiting"), wait: ids.wait }),
  z.strictObject({ type: z.literal("keep-waiting"), wait: ids.wait, until: when }),
] as const;
