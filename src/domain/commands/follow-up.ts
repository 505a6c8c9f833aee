import { z } from "zod";
import { ids } from "../ids.ts";
import { line, maybe, money, number, paragraph, when, yes } from "./fields.ts";

/** Value that can be said in money (questions page, list F). */
export const moneyKinds = [
  "loss-avoided",
  "cheaper-recovery",
  "no-standstill",
  "effort-saved",
  "customer-sales",
  "supplier-sales",
  "other",
  "not-sure",
] as const;
/** Value that cannot. */
export const otherKinds = [
  "satisfaction",
  "trust",
  "commitment",
  "loyalty",
  "good-name",
  "respect",
  "needs-understood",
  "control",
  "speed",
  "better-product",
  "learning",
  "other",
  "not-sure",
] as const;
/** What a firm notes for itself: first what it cost, then value of any kind. */
export const ownKinds = ["cost", ...moneyKinds.filter((kind) => kind !== "other" && kind !== "not-sure"), ...otherKinds] as const;

/** What may be answered with "nothing": every question of follow-up that is not owed. */
export const topics = ["surprise", "value", "thanks", "review", "reference", "teach"] as const;
export type Topic = (typeof topics)[number];

/** Where each firm does something differently (questions page, aft-9). */
export const areas = ["design", "process", "order", "use", "other"] as const;
export type Area = (typeof areas)[number];

/** For how many days a closed case may be watched. */
export const watches = [30, 60, 90] as const;

const answer = maybe(number(z.int().min(1).max(7)));
const firm = z.enum(["supplier", "customer"]);
/** Working hours of people. */
const hours = number(z.int().min(0).max(100_000)).meta({ example: 21 });
const days = number(z.int().min(7).max(180));

/** What may be asked when the promises are settled. */
export const followUp = [
  z.strictObject({
    type: z.literal("explain"),
    /** Left out: an apology alone, where the explanation was given. */
    explanation: maybe(paragraph(1_500, "The ladle waited because the crane was out of order")),
    apology: yes,
  }),
  z.strictObject({
    type: z.literal("answer-survey"),
    /** Which step of the survey this is. */
    part: number(z.int().min(1).max(5)).default(1),
    /** Shown to both firms with the person's name; else counted in totals of three people and more. */
    open: yes,
    outcome: answer,
    process: answer,
    interaction: answer,
    satisfaction: answer,
    credibility: answer,
    benevolence: answer,
    commitment: answer,
    intention: answer,
    clarity: answer,
    worth: answer,
  }),
  z.strictObject({
    type: z.literal("enter-value"),
    kind: z.enum([...moneyKinds, ...otherKinds]),
    amount: maybe(money),
    hours: maybe(hours),
    what: line(300, "Line 2 stood still for 5 hours instead of 26"),
    firm,
    /** The line that this one stands in place of. */
    corrects: maybe(ids.value),
  }),
  /** For one's own firm alone: what of it is shared, its people decide. */
  z.strictObject({
    type: z.literal("note-value"),
    kind: z.enum(ownKinds),
    amount: maybe(money),
    hours: maybe(hours),
    what: line(300, "Line 2 stood still for 5 hours instead of 26"),
  }),
  z.strictObject({ type: z.literal("confirm-value"), value: ids.value }),
  z.strictObject({ type: z.literal("say-surprise"), what: line(300, "The freight of 300 EUR comes with the next invoice") }),
  z.strictObject({
    type: z.literal("answer-surprise"),
    of: firm,
    fine: z.boolean(),
    words: maybe(line(300, "The freight was to be free")),
  }),
  z.strictObject({ type: z.literal("nothing-to-add"), topic: z.enum(topics) }),
  z.strictObject({ type: z.literal("thank"), to: ids.person, words: maybe(line(200, "You worked two nights for us")) }),
  z.strictObject({
    type: z.literal("close"),
    watch: maybe(days),
    thank: z.array(ids.person).max(12).default([]).meta({ example: [] }),
    words: maybe(line(200, "You worked two nights for us")),
    surprise: maybe(line(300, "The freight of 300 EUR comes with the next invoice")),
  }),
  z.strictObject({ type: z.literal("say-watch"), watch: days }),
  z.strictObject({ type: z.literal("reopen"), reason: line(300, "Two cracked housings came today") }),
  z.strictObject({
    type: z.literal("review"),
    earlier: maybe(line(300, "The furnace log had shown it on Monday night")),
    area: maybe(z.enum(areas)),
    what: maybe(line(300, "Alarm below 1,340 °C at the ladle")),
    owner: maybe(ids.person),
    due: maybe(when),
    /** What is done differently is done already. */
    done: yes,
  }),
  z.strictObject({
    type: z.literal("check-effect"),
    good: z.boolean(),
    note: maybe(line(300, "No cracks in 2,400 pieces")),
    /** The number of the case under which it was reported again; without one, a case whose trouble is back is opened again. */
    again: maybe(number(z.int().min(1).max(10_000_000))),
  }),
  z.strictObject({ type: z.literal("allow-reference"), named: z.boolean() }),
  z.strictObject({ type: z.literal("withdraw-reference") }),
] as const;
