/**
 * What may be asked of a case. Everything that happens (a click, a form, a deadline passing) becomes one of these.
 *
 * The schemas are the edge: texts are trimmed, made NFC and checked for what cannot be shown; money and dates stay text until
 * the rule reads them, because what "Thu 16:00" means depends on who says it.
 */
import { z } from "zod";
import { pauses, stops } from "./case.ts";
import { loci } from "./collaboration.ts";
import { ids } from "./ids.ts";

/** Control characters but tab and line feed, and the invisible marks that can make text read backwards. */
const unshowable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/u;

const text = (maxLength: number, example: string, lines: boolean) =>
  z
    .string()
    .max(maxLength * 2)
    .transform((raw) => raw.normalize("NFC").replaceAll("\r\n", "\n").trim())
    .refine((clean) => clean.isWellFormed() && !unshowable.test(clean) && (lines || !clean.includes("\n")), { error: "unshowable" })
    .refine((clean) => clean.length > 0, { error: "empty" })
    .refine((clean) => clean.length <= maxLength, { error: "too-long" })
    .meta({ example });

/** One line of people's text. */
export const line = (maxLength: number, example: string) => text(maxLength, example, false);
/** Several lines of people's text. */
export const paragraph = (maxLength: number, example: string) => text(maxLength, example, true);
/** An optional answer: absent, `null` and "" all mean that nothing was said. */
const maybe = <T extends z.ZodType>(schema: T) => z.union([z.literal("").transform(() => null), schema]).nullish();

/** A number, or its decimal digits as text; nothing else is made into one. */
const number = (schema: z.ZodType<number, number>) =>
  z
    .union(
      [
        z.number(),
        z
          .string()
          .regex(/^-?\d{1,12}(\.\d{1,6})?$/)
          .transform(Number),
      ],
      { error: "not-a-number" },
    )
    .pipe(schema);
const count = number(z.int().min(0).max(10_000_000));
const yes = z.boolean().default(false);
const files = z.array(ids.file).max(10).default([]).meta({ example: [] });
const locus = z.enum(loci).meta({ example: "supplier" });
const money = line(40, "6450.00 EUR");
const when = line(60, "2026-11-26T16:00");

export const causeCategories = ["people", "process", "machine", "material", "measurement", "environment"] as const;
/** Ready and new solutions (questions page, list D). */
export const solutionKinds = [
  "replace",
  "similar",
  "adapt",
  "rework-here",
  "rework-there",
  "expert-visit",
  "other-source",
  "temporary-fix",
  "discount",
  "compensation",
  "credit-note",
  "change-design",
  "advice",
  "teach",
  "help",
  "other",
] as const;
export const matters = ["time", "cost", "quality", "effort", "own-customers"] as const;
export const valueKinds = [
  "loss-avoided",
  "cheaper-recovery",
  "no-standstill",
  "effort-saved",
  "sales",
  "satisfaction",
  "trust",
  "needs-understood",
  "learning",
  "other",
] as const;
export const places = ["customer-stock", "supplier-stock", "transit"] as const;
export const surveyItems = [
  "outcome",
  "process",
  "interaction",
  "satisfaction",
  "credibility",
  "benevolence",
  "commitment",
  "intention",
] as const;

const deal = {
  solution: z.enum(solutionKinds).default("other").meta({ example: "rework-there" }),
  source: z.enum(["contract", "guarantee", "custom", "extra"]).default("custom"),
  terms: line(300, "Two engineers sort and rework at Nordvik in two days"),
  /** One promise a line: "Reza: rework 38 housings, by Thu 26 Nov 16:00, needs 2". */
  promises: paragraph(2_000, "Reza: rework 38 housings at Nordvik, by Thu 26 Nov 16:00, needs 2\nJens: site access, by Wed 25 Nov 07:00"),
  discount: number(z.number().min(0).max(100)).default(0).meta({ example: 10 }),
  supplierCost: maybe(money),
  customerCost: maybe(money),
};

const scale = number(z.int().min(1).max(7));
const answer = maybe(scale);

export const reportSchema = z
  .strictObject({
    type: z.literal("report"),
    kind: z.enum(["failure", "risk"]).default("failure"),
    what: paragraph(600, "Batch 4411 came in cracked, 38 of 120"),
    order: maybe(line(80, "Batch 4411")),
    affected: maybe(count.meta({ example: 38 })),
    total: maybe(count.meta({ example: 120 })),
    stops: z.enum(stops).meta({ example: "line" }),
    hurts: maybe(line(200, "Line 2 stops tomorrow noon")),
    remedy: maybe(line(200, "Good housings before noon tomorrow")),
    noticed: maybe(when),
    locus: maybe(locus),
    files,
  })
  .meta({ id: "report" });

const schemas = [
  reportSchema,
  z.strictObject({
    type: z.literal("acknowledge"),
    explanation: maybe(paragraph(600, "The furnace log shows a low temperature on Monday night; we are checking")),
    apology: yes,
    locus: maybe(locus),
  }),
  z.strictObject({ type: z.literal("hand-over"), to: ids.person }),
  z.strictObject({ type: z.literal("say-locus"), locus }),
  z.strictObject({ type: z.literal("set-severity"), stops: z.enum(stops) }),
  z.strictObject({ type: z.literal("confirm-impact") }),
  z.strictObject({ type: z.literal("contain"), place: z.enum(places), what: line(200, "82 unopened housings set aside") }),
  z.strictObject({ type: z.literal("add-evidence"), what: paragraph(600, "Two photos of the cracks"), files }),
  z.strictObject({
    type: z.literal("propose-cause"),
    what: line(300, "Poured at 1,310 °C, 40 below the limit"),
    whys: maybe(paragraph(1_500, "The ladle waited 20 minutes\nThe crane was out of order")),
    escape: maybe(line(300, "The first-piece check was skipped on the night shift")),
    locus,
    category: z.enum(causeCategories).default("process"),
  }),
  z.strictObject({ type: z.literal("confirm-cause"), cause: ids.cause }),
  z.strictObject({
    type: z.literal("dispute-cause"),
    cause: ids.cause,
    reason: paragraph(600, "The cracks follow the transport damage"),
    locus: maybe(locus),
  }),
  z.strictObject({
    type: z.literal("rule-out-cause"),
    cause: ids.cause,
    reason: paragraph(600, "The second sample was poured warm and cracked too"),
  }),
  z.strictObject({ type: z.literal("propose-option"), ...deal, open: maybe(when) }),
  z.strictObject({
    type: z.literal("evaluate"),
    option: ids.option,
    matters: z.enum(matters),
    note: maybe(paragraph(600, "A day of standstill costs 14,000 EUR")),
  }),
  z.strictObject({ type: z.literal("choose-option"), option: ids.option }),
  z.strictObject({
    type: z.literal("counter"),
    /** The option or the offer that this answers. */
    option: maybe(ids.option),
    revision: maybe(ids.revision),
    ...deal,
    why: maybe(line(300, "Line 2 needs 40 pieces by Thursday")),
    open: maybe(when),
  }),
  z.strictObject({ type: z.literal("accept"), revision: ids.revision, hash: ids.hash }),
  z.strictObject({ type: z.literal("decline"), revision: ids.revision, reason: maybe(paragraph(600, "Too late for line 2")) }),
  z.strictObject({ type: z.literal("withdraw"), revision: ids.revision }),
  z.strictObject({
    type: z.literal("restate"),
    revision: ids.revision,
    words: paragraph(600, "Two engineers here Wednesday and Thursday, 40 good pieces on Thursday, 10 % off"),
  }),
  z.strictObject({ type: z.literal("confirm-understanding"), revision: ids.revision, of: z.enum(["supplier", "customer"]) }),
  z.strictObject({
    type: z.literal("correct-understanding"),
    revision: ids.revision,
    of: z.enum(["supplier", "customer"]),
    reason: paragraph(600, "40 pieces, not 60"),
  }),
  z.strictObject({ type: z.literal("sign"), revision: ids.revision, hash: ids.hash }),
  z.strictObject({ type: z.literal("report-progress"), promise: ids.promise }),
  z.strictObject({ type: z.literal("report-blocker"), promise: ids.promise, what: line(300, "The gate pass has not come") }),
  z.strictObject({ type: z.literal("clear-blocker"), promise: ids.promise }),
  z.strictObject({ type: z.literal("ask-new-date"), promise: ids.promise, due: when, why: line(300, "The flight was cancelled") }),
  z.strictObject({ type: z.literal("answer-new-date"), promise: ids.promise, agree: z.boolean() }),
  z.strictObject({
    type: z.literal("mark-done"),
    promise: ids.promise,
    attempt: number(z.int().min(1).max(1_000)),
    evidence: paragraph(600, "38 reworked, photos attached"),
    files,
  }),
  z.strictObject({ type: z.literal("verify"), promise: ids.promise, attempt: number(z.int().min(1).max(1_000)) }),
  z.strictObject({
    type: z.literal("send-back"),
    promise: ids.promise,
    attempt: number(z.int().min(1).max(1_000)),
    reason: paragraph(600, "Three pieces were missed"),
  }),
  z.strictObject({
    type: z.literal("explain"),
    explanation: paragraph(1_500, "The ladle waited because the crane was out of order"),
    apology: yes,
  }),
  z.strictObject({
    type: z.literal("answer-survey"),
    outcome: answer,
    process: answer,
    interaction: answer,
    satisfaction: answer,
    credibility: answer,
    benevolence: answer,
    commitment: answer,
    intention: answer,
  }),
  z.strictObject({
    type: z.literal("enter-value"),
    kind: z.enum(valueKinds),
    amount: maybe(money),
    what: line(300, "Line 2 stood still for 5 hours instead of 26"),
    firm: z.enum(["supplier", "customer"]),
  }),
  z.strictObject({ type: z.literal("confirm-value"), value: ids.value }),
  z.strictObject({ type: z.literal("add-measure"), what: line(300, "Alarm below 1,340 °C at the ladle"), owner: ids.person }),
  z.strictObject({
    type: z.literal("check-effect"),
    measure: ids.measure,
    good: z.boolean(),
    note: maybe(line(300, "No cracks in 2,400 pieces")),
  }),
  z.strictObject({ type: z.literal("close") }),
  z.strictObject({ type: z.literal("reopen"), reason: line(300, "Two cracked housings came today") }),
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
] as const;

/** What a person may ask, without its key and case: the body that a button or form fills. */
/** The schema of each command but the report, as the API documents it. */
export const askSchemas = schemas;
export const askSchema = z.discriminatedUnion("type", schemas);
export type Ask = z.infer<typeof askSchema>;
/** What only the clock may ask: some slot of this case is due. */
export type ClockAsk = { readonly type: "deadline-passed" };

export type CommandType = (Ask | ClockAsk)["type"];
export type AskOf<T extends CommandType> = Extract<Ask | ClockAsk, { type: T }>;

/** What stands behind a button: a type and what is already known; the form's fields are added when it is pressed. */
export type CommandDraft = { readonly type: Ask["type"] } & Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

/** The key of a command: chosen by the sender, 8 to 120 characters. */
export const keySchema = z
  .string()
  .regex(/^[\w.:@-]{8,120}$/)
  .meta({ example: "4b1f3c9e-click-1" });
