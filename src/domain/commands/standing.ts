import { z } from "zod";
import { ids } from "../ids.ts";
import { sorts } from "../intake.ts";
import { apologisers, expectations, manners, owedSources, paces, reaches, rhythmsOfTalk } from "../people.ts";
import { type AuditPart, frequencies, improvementEnds, means, shares } from "../standing.ts";
import { line, maybe, money, number, paragraph, when } from "./fields.ts";
import { solutionKinds } from "./negotiation.ts";

const termsNumber = number(z.int().min(1).max(10_000));
/** Working minutes of a serious report for one service level; left out: as it is. */
const minutes = number(z.int().min(10).max(2_400)).nullish().meta({ example: 60 });
/** Several choices; one alone may come as it is. */
const lacking = z
  .union([z.array(z.enum(means)), z.enum(means).transform((one) => [one])])
  .default([])
  .meta({ example: ["people"] });

const kinds = z
  .union([z.array(z.enum(sorts)), z.enum(sorts).transform((one) => [one])])
  .default([])
  .meta({ example: ["late"] });

/** What may be asked of how the two firms work together. */
export const standing = [
  z.strictObject({
    type: z.literal("propose-terms"),
    tell: maybe(paragraph(1_000, "Sahand: any delay of more than a day, three days ahead")),
    may: maybe(paragraph(1_000, "Leads settle credit up to 2,000 EUR; nobody is asked to work at night")),
    theirTell: maybe(paragraph(1_000, "Nordvik: a change of the plan, a week ahead")),
    theirMay: maybe(paragraph(1_000, "Jens opens the gate at any hour")),
    limit: maybe(money),
    theirLimit: maybe(money),
    acknowledge: minutes,
    cause: minutes,
    option: minutes,
    answer: minutes,
    verify: minutes,
    /** What the customer expects first, and how fast: its own people's to say. */
    first: maybe(z.enum(expectations)),
    within: maybe(z.enum(paces)),
    share: z.enum(shares).default("usual"),
    review: when,
  }),
  /** The same terms for another year. */
  z.strictObject({ type: z.literal("renew-terms") }),
  z.strictObject({ type: z.literal("agree-terms"), number: termsNumber }),
  z.strictObject({ type: z.literal("decline-terms"), number: termsNumber, reason: paragraph(600, "An hour is too short at night") }),
  z.strictObject({
    type: z.literal("say-preferences"),
    first: z.enum(expectations),
    apology: z.enum(apologisers).default("who-handles-it"),
    manner: z.enum(manners).default("plain"),
    within: maybe(z.enum(paces)),
    note: maybe(line(300, "Call Mads first, then write")),
  }),
  z.strictObject({
    type: z.literal("audit"),
    part: z.enum(["before", "during"] satisfies AuditPart[]),
    /** Of each step, what there is too little of, and what is not there at all. */
    prevention: lacking,
    identification: lacking,
    notification: lacking,
    analysis: lacking,
    resolution: lacking,
    implementation: lacking,
    preventionMissing: lacking,
    identificationMissing: lacking,
    notificationMissing: lacking,
    analysisMissing: lacking,
    resolutionMissing: lacking,
    implementationMissing: lacking,
    note: maybe(paragraph(600, "Nobody was at hand on Thursday, our week-end")),
    /** What is made better, who answers for it, and by when. */
    improve: maybe(line(200, "One of us is on call on Thursdays")),
    owner: maybe(ids.person),
    due: maybe(when),
  }),
  /** An improvement is in place, or not needed any more. */
  z.strictObject({
    type: z.literal("improved"),
    round: line(10, "2027-Q1"),
    part: z.enum(["before", "during"] satisfies AuditPart[]),
    how: z.enum(improvementEnds),
  }),
  /** Where a person's own work touches the other firm, and whom they call first there. */
  z.strictObject({
    type: z.literal("say-work"),
    touches: maybe(line(200, "Housings, incoming inspection")),
    first: z.union([z.literal("nobody"), ids.person]),
    how: maybe(z.enum(reaches)),
    often: maybe(z.enum(rhythmsOfTalk)),
  }),
  z.strictObject({ type: z.literal("introduce"), person: ids.person, to: ids.person }),
  /** What the customer makes of it, who waits for that, and after how many hours it would notice. */
  z.strictObject({
    type: z.literal("say-use"),
    makes: maybe(line(200, "Pumps for district heating")),
    next: maybe(line(200, "The shipyard in Odense")),
    hours: maybe(number(z.int().min(0).max(8_760))),
  }),
  /** How often things go wrong today, and which. */
  z.strictObject({ type: z.literal("say-often"), often: z.enum(frequencies), kinds }),
  /** One thing that the supplier has promised once and for all; and that there is no more of it. */
  z.strictObject({
    type: z.literal("say-promised"),
    source: z.enum(owedSources),
    name: line(80, "Replace by air"),
    terms: line(300, "Replace all pieces by air in 4 days, at no cost"),
    solution: z.enum(solutionKinds).default("other").meta({ example: "replace" }),
  }),
  z.strictObject({ type: z.literal("all-promised") }),
  /** Whether talk below a case's card is to be carried to every place of the shared room. */
  z.strictObject({ type: z.literal("carry-talk"), carry: z.boolean().meta({ example: true }) }),
  z.strictObject({ type: z.literal("end-rehearsal") }),
] as const;
