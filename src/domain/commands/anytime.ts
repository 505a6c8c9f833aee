import { z } from "zod";
import { ids } from "../ids.ts";
import { pauses } from "../pause.ts";
import { files, line, maybe, paragraph, when } from "./fields.ts";

/** What may be asked at any time. */
export const anytime = [
  z.strictObject({ type: z.literal("note"), text: paragraph(1_500, "Furnace log: 1,310 °C") }),
  z.strictObject({
    type: z.literal("share"),
    what: paragraph(600, "The furnace log shows a low pouring temperature on Monday night"),
    files,
  }),
  z.strictObject({
    type: z.literal("snooze"),
    ask: line(120, "promise-p7m2t5z9f4x8-1"),
    pause: z.enum(pauses).meta({ example: "2-hours" }),
  }),
  /** For a while nothing that is talked about is taken into the case; and again from now on. */
  z.strictObject({ type: z.literal("go-off-record"), pause: z.enum(pauses).meta({ example: "1-hour" }) }),
  z.strictObject({ type: z.literal("go-on-record") }),
  /** Of work that is asked: a later date, once. */
  z.strictObject({
    type: z.literal("need-until"),
    ask: line(120, "cause"),
    until: when,
    why: maybe(line(300, "The metallurgist is back on Thursday")),
  }),
  /** Of what is asked: passed to a colleague, not known, or left open. */
  z.strictObject({
    type: z.literal("answer-otherwise"),
    ask: line(120, "impact"),
    how: z.union([z.enum(["unknown", "skip"]), ids.person]).meta({ example: "skip" }),
  }),
] as const;
