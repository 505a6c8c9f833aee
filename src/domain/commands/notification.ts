import { z } from "zod";
import { promised } from "../case.ts";
import { ids } from "../ids.ts";
import { deliveries, places, sorts, ways } from "../intake.ts";
import { effects, stops } from "../severity.ts";
import { count, files, line, locus, maybe, paragraph, when, yes } from "./fields.ts";

/** Whether what is coming touches the customer (questions page, int-13). */
export const touches = ["no", "options", "call"] as const;
/** Whether the customer has another source; which one is its own. */
export const elsewheres = ["yes", "no"] as const;

/** When something of the past was, as closely as it is known: "yesterday afternoon", too. */
const around = line(60, "yesterday afternoon");

/** What else is true of it: none, one or more; a form with one answer sends it alone. */
const also = maybe(
  z.union([z.array(z.enum(effects)).max(effects.length), z.enum(effects).transform((one) => [one])]).meta({ example: [] }),
);

export const reportSchema = z
  .strictObject({
    type: z.literal("report"),
    kind: z.enum(["failure", "risk"]).default("failure"),
    what: paragraph(600, "Batch 4411 came in cracked, 38 of 120"),
    order: maybe(line(80, "Batch 4411")),
    affected: maybe(count.meta({ example: 38 })),
    total: maybe(count.meta({ example: 120 })),
    stops: z.enum(stops).meta({ example: "line" }),
    also,
    sort: maybe(z.enum(sorts)),
    /** Where it was found. */
    where: maybe(line(80, "Incoming inspection, hall 2")),
    hurts: maybe(line(200, "Line 2 stops tomorrow noon")),
    remedy: maybe(line(200, "Good housings before noon tomorrow")),
    promised: maybe(z.enum(promised)),
    /** What the supplier says with its own report, even if incomplete. */
    explanation: maybe(paragraph(600, "The furnace log shows a low temperature on Monday night; we are checking")),
    apology: yes,
    /** "38 of 120": how many are affected, of how many; in place of the two numbers. */
    amount: maybe(line(40, "38 of 120")),
    occurred: maybe(around),
    noticed: maybe(around),
    /** When the customer would feel it, and until when it lasts: what a warning can say. */
    felt: maybe(when),
    until: maybe(when),
    locus: maybe(locus),
    files,
    /** Played to learn one's part: it binds nobody and counts nowhere. */
    rehearsal: yes,
  })
  .meta({ id: "report" });

/** What may be asked while the failure is found, told, taken and contained. */
export const notification = [
  reportSchema,
  z.strictObject({
    type: z.literal("acknowledge"),
    explanation: maybe(paragraph(600, "The furnace log shows a low temperature on Monday night; we are checking")),
    apology: yes,
    locus: maybe(locus),
    /** Of somebody who was told before they could notice. */
    touches: z.enum(touches).nullish(),
    /** For how many days their own stock lasts. */
    cover: maybe(count.meta({ example: 2 })),
    elsewhere: maybe(z.enum(elsewheres)),
    /** By when the other firm hears more. */
    hearBy: maybe(when),
  }),
  z.strictObject({ type: z.literal("hand-over"), to: ids.person }),
  z.strictObject({ type: z.literal("say-locus"), locus }),
  z.strictObject({ type: z.literal("set-severity"), stops: z.enum(stops), also, felt: maybe(when) }),
  /** Of whoever was asked to call: we have spoken. */
  z.strictObject({ type: z.literal("say-called"), what: maybe(line(200, "They send forty good ones on Thursday")) }),
  z.strictObject({ type: z.literal("confirm-impact") }),
  /** Of the customer that felt first what came from outside. */
  z.strictObject({ type: z.literal("say-cover"), cover: maybe(count.meta({ example: 2 })), elsewhere: maybe(z.enum(elsewheres)) }),
  z.strictObject({
    type: z.literal("contain"),
    place: z.enum(places),
    what: line(200, "82 unopened housings set aside"),
    /** Of the supplier: what was done at the customer's too, as far as it knows or has agreed. */
    there: maybe(line(200, "Freja has set the last pallet aside")),
  }),
  z.strictObject({ type: z.literal("nothing-to-contain"), place: z.enum(places) }),
  z.strictObject({
    type: z.literal("describe"),
    sort: maybe(z.enum(sorts)),
    delivery: maybe(z.enum(deliveries)),
    way: maybe(z.enum(ways)),
    occurred: maybe(around),
    noticed: maybe(around),
    inspected: maybe(count.meta({ example: 120 })),
    where: maybe(line(80, "Incoming inspection, hall 2")),
  }),
  z.strictObject({
    type: z.literal("say-pain"),
    hurts: maybe(line(200, "Line 2 stops tomorrow noon")),
    remedy: maybe(line(200, "Good housings before noon tomorrow")),
    promised: maybe(z.enum(promised)),
    /** Where the customer thinks that it came from. */
    locus: maybe(locus),
  }),
] as const;
