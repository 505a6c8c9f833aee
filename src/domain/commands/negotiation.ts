import { z } from "zod";
import { endings, resources } from "../deal.ts";
import { ids } from "../ids.ts";
import { sources } from "../people.ts";
import { line, maybe, money, number, paragraph, when, yes } from "./fields.ts";

/** Ready and new solutions (questions page, list D); what is offered first follows from the source: see `flows/offer-forms.ts`. */
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
  "explanation",
  "apology",
  "change-design",
  "advice",
  "options",
  "teach",
  "help",
  "joint-look",
  "other",
] as const;
export const matters = ["time", "cost", "quality", "effort", "own-customers"] as const;

/** A promise names in brackets what it puts in: "Arash: two engineers for two days [skill], by …". */
const lines = paragraph(2_000, "Reza: rework 38 housings at Nordvik, by Thu 26 Nov 16:00, needs 2\nJens: site access, by Wed 25 Nov 07:00");
const deal = {
  solution: z.enum(solutionKinds).default("other").meta({ example: "rework-there" }),
  source: z.enum(sources).default("custom"),
  /** Something to go on with until the real solution is there. */
  temporary: yes,
  terms: line(300, "Two engineers sort and rework at Nordvik in two days"),
  /** One promise a line: "Reza: rework 38 housings, by Thu 26 Nov 16:00, needs 2". */
  promises: lines,
  /** Whether it ends what hurts most. */
  ends: maybe(z.enum(endings)),
  discount: number(z.number().min(0).max(100)).default(0).meta({ example: 10 }),
  /** How much of the cost together the supplier carries until the source is known, in per cent. */
  interim: maybe(number(z.int().min(0).max(100))).meta({ example: 50 }),
  supplierCost: maybe(money),
  customerCost: maybe(money),
};

/** What may be asked of options and offers. */
export const negotiation = [
  z.strictObject({ type: z.literal("propose-option"), ...deal, open: maybe(when) }),
  z.strictObject({
    type: z.literal("evaluate"),
    /** What matters most, and the option that fits best there. */
    matters: z.enum(matters),
    option: ids.option,
    /** What matters next, and the option that fits best there. */
    second: maybe(z.enum(matters)),
    secondOption: maybe(ids.option),
    note: maybe(paragraph(600, "A day of standstill costs 14,000 EUR")),
  }),
  z.strictObject({ type: z.literal("choose-option"), option: ids.option }),
  /** Puts something of one's own into an option or into the offer on the table. */
  z.strictObject({
    type: z.literal("pledge"),
    option: maybe(ids.option),
    revision: maybe(ids.revision),
    resource: z.enum(resources),
    what: line(300, "200 housings of our safety stock"),
    owner: ids.person,
    due: when,
  }),
  z.strictObject({
    type: z.literal("counter"),
    /** The option or the offer that this answers. */
    option: maybe(ids.option),
    revision: maybe(ids.revision),
    ...deal,
    /** Only a change of what is agreed can do without. */
    promises: maybe(lines),
    why: maybe(line(300, "Line 2 needs 40 pieces by Thursday")),
    open: maybe(when),
  }),
  /** A change of the agreement that holds: `promises` are those that are still open and shall hold, changed or not, and new ones. */
  z.strictObject({
    type: z.literal("amend"),
    ...deal,
    promises: maybe(lines),
    why: line(300, "The road is closed until Friday"),
    open: maybe(when),
  }),
  z.strictObject({ type: z.literal("accept"), revision: ids.revision, hash: ids.hash }),
  z.strictObject({
    type: z.literal("decline"),
    revision: ids.revision,
    reason: maybe(paragraph(600, "Too late for line 2")),
    differ: maybe(line(300, "40 pieces by Thursday noon")),
  }),
  /** Once the source is known: the split that was to hold until then holds on. */
  z.strictObject({ type: z.literal("keep-split"), revision: ids.revision }),
  z.strictObject({ type: z.literal("withdraw"), revision: ids.revision }),
  z.strictObject({
    type: z.literal("restate"),
    revision: ids.revision,
    words: paragraph(600, "Two engineers here Wednesday and Thursday, 40 good pieces on Thursday, 10 % off"),
    needs: maybe(paragraph(600, "Somebody at the gate on Wednesday at seven")),
    /** When the firm would call it done. */
    done: maybe(line(300, "Line 2 runs two shifts without a cracked housing")),
  }),
  z.strictObject({ type: z.literal("confirm-understanding"), revision: ids.revision, of: z.enum(["supplier", "customer"]) }),
  z.strictObject({
    type: z.literal("correct-understanding"),
    revision: ids.revision,
    of: z.enum(["supplier", "customer"]),
    reason: paragraph(600, "40 pieces, not 60"),
  }),
  z.strictObject({ type: z.literal("sign"), revision: ids.revision, hash: ids.hash }),
  /** Whoever is asked to sign says why not yet; the offer stays as it is. */
  z.strictObject({ type: z.literal("not-yet"), revision: ids.revision, reason: line(300, "Hanne looks at the cost first") }),
  z.strictObject({ type: z.literal("take-back-signature"), revision: ids.revision }),
  z.strictObject({
    type: z.literal("ask-approval"),
    revision: ids.revision,
    to: ids.person,
    note: maybe(line(300, "It is above what we planned for this month")),
  }),
  z.strictObject({
    type: z.literal("give-approval"),
    revision: ids.revision,
    agree: z.boolean(),
    note: maybe(line(300, "Yes, if the credit comes this year")),
  }),
] as const;
