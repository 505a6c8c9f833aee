import { z } from "zod";
import type { Locus } from "../collaboration.ts";
import { ids } from "../ids.ts";
import { files, line, locus, maybe, number, paragraph, when, yes } from "./fields.ts";

export const causeCategories = ["people", "process", "machine", "material", "measurement", "environment"] as const;
export type CauseCategory = (typeof causeCategories)[number];

/** What causes are called in the field, by where they came from (questions page, list C). */
export const causeKinds = {
  supplier: [
    "material-short",
    "earlier-step",
    "demand-not-met",
    "late",
    "quality",
    "packing",
    "transport",
    "storage",
    "count",
    "service",
    "internal-process",
    "production-line",
    "own-check",
    "understanding",
    "billing",
  ],
  customer: ["handling", "need-unclear", "information", "expectation", "upkeep", "use", "slip"],
  environment: ["illness", "road", "event"],
  unknown: ["hard-to-find", "never-found"],
} as const satisfies { readonly [L in Locus]: readonly string[] };
/** What every list of them ends with. */
export const anyKind = ["other", "not-sure"] as const;
export type CauseKind = (typeof causeKinds)[Locus][number] | (typeof anyKind)[number];
/** The kinds that a cause from there can be of, in the order of the list. */
export const kindsFrom = (of: Locus): readonly CauseKind[] => [...causeKinds[of], ...anyKind];
/** Every kind, once. */
export const allCauseKinds: readonly CauseKind[] = [...Object.values(causeKinds).flat(), ...anyKind];

/** What may be asked of causes and evidence. */
export const analysis = [
  z.strictObject({
    type: z.literal("add-evidence"),
    what: paragraph(600, "Two photos of the cracks"),
    files,
    /** The cause that it speaks for or against. */
    cause: maybe(ids.cause),
    speaks: z.enum(["for", "against"]).nullish(),
  }),
  z.strictObject({
    type: z.literal("propose-cause"),
    /** Nothing more is known of what made it possible. */
    alone: yes,
    what: line(300, "Poured at 1,310 °C, 40 below the limit"),
    whys: maybe(paragraph(1_500, "The ladle waited 20 minutes\nThe crane was out of order")),
    escape: maybe(line(300, "The first-piece check was skipped on the night shift")),
    locus,
    category: z.enum(causeCategories).default("process"),
    /** One of those that fit the source. */
    kind: maybe(z.enum(allCauseKinds)),
  }),
  z.strictObject({ type: z.literal("confirm-cause"), cause: ids.cause }),
  z.strictObject({
    type: z.literal("dispute-cause"),
    cause: ids.cause,
    reason: paragraph(600, "The cracks follow the transport damage"),
    locus: maybe(locus),
  }),
  z.strictObject({ type: z.literal("cannot-judge"), cause: ids.cause }),
  z.strictObject({
    type: z.literal("rule-out-cause"),
    cause: ids.cause,
    reason: paragraph(600, "The second sample was poured warm and cracked too"),
  }),
  /** A confirmed cause is open to question again; and it was right after all. */
  z.strictObject({
    type: z.literal("doubt-cause"),
    cause: ids.cause,
    reason: paragraph(600, "The housings of the warm batch cracked, too"),
  }),
  z.strictObject({ type: z.literal("uphold-cause"), cause: ids.cause }),
  z.strictObject({ type: z.literal("end-unknown"), plan: paragraph(600, "Swap the link at once and send it to the laboratory") }),
  z.strictObject({ type: z.literal("agree-unknown"), plan: maybe(paragraph(600, "We call your night shift, too")) }),
  z.strictObject({ type: z.literal("keep-looking"), reason: paragraph(600, "The log of Tuesday night has not been read yet") }),
  /** Which step was hard, said by the customer's people among themselves. */
  z.strictObject({ type: z.literal("say-step"), kind: z.enum(kindsFrom("customer")), note: maybe(line(300, "The mapping has no names")) }),
  /** Colleagues who have met it before or work next to it. */
  z.strictObject({
    type: z.literal("ask-colleagues"),
    people: z
      .union([z.array(ids.person).max(12), ids.person.transform((one) => [one])])
      .refine((all) => all.length > 0, { error: "empty" })
      .meta({ example: ["arash", "neda"] }),
  }),
  z.strictObject({ type: z.literal("say-known"), about: maybe(ids.person), what: paragraph(600, "In March it was the crane") }),
  z.strictObject({
    type: z.literal("propose-visit"),
    what: line(300, "Look at link 14 together while it drops"),
    place: z.enum(["supplier", "customer"]),
    from: when,
    hours: number(z.number().min(0.25).max(72)).default(2),
    people: z
      .union([z.array(ids.person), ids.person.transform((one) => [one])])
      .refine((all) => all.length > 0, { error: "empty" })
      .meta({ example: ["freja", "reza"] }),
  }),
  z.strictObject({
    type: z.literal("answer-visit"),
    visit: ids.visit,
    agree: z.boolean(),
    reason: maybe(line(300, "Thursday would suit us better")),
  }),
  /** An agreed visit at another time, which the other firm answers anew; or not at all; or one that is only suggested, taken back. */
  z.strictObject({
    type: z.literal("move-visit"),
    visit: ids.visit,
    from: when,
    reason: line(300, "Line 2 runs until Friday"),
  }),
  z.strictObject({ type: z.literal("cancel-visit"), visit: ids.visit, reason: maybe(line(300, "The road is closed until Friday")) }),
  /** It did not take place: at another time, or not at all. */
  z.strictObject({
    type: z.literal("miss-visit"),
    visit: ids.visit,
    reason: maybe(line(300, "The road was closed")),
    from: maybe(when),
  }),
  z.strictObject({
    type: z.literal("report-visit"),
    visit: ids.visit,
    what: paragraph(1_500, "Link 14 drops when the firmware restarts its clock"),
    files,
  }),
] as const;
