/**
 * What may stand in set-up files: one for a firm, one for the relationship. Each field carries an example of a right value,
 * and what is wrong with it is a code of `problems.ts`. A key that is not named here is refused.
 */
import { z } from "zod";
import { loci, topics } from "../collaboration.ts";
import { line, paragraph } from "../commands/fields.ts";
import { solutionKinds } from "../commands/negotiation.ts";
import { ids, type RelationshipId } from "../ids.ts";
import { isMailAddress } from "../mail-address.ts";
import { type Money, readMoney } from "../money.ts";
import {
  apologisers,
  digestTimes,
  expectations,
  functions,
  levels,
  manners,
  mostMinutes,
  paces,
  reaches,
  rhythms,
  rhythmsOfTalk,
  sources,
} from "../people.ts";
import { seatRoles } from "../roles.ts";

const currencies = new Set(Intl.supportedValuesOf("currency"));

/** Whether the platform knows a zone by that name. Offsets such as "+02:00" are none: they know no daylight saving. */
function isZone(zone: string): boolean {
  try {
    return /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat("en", { timeZone: zone }).format(0) !== "";
  } catch {
    return false;
  }
}

const languageNames = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

/** Whether a BCP 47 tag is well formed and names a language that has a name. */
function isLanguage(tag: string): boolean {
  try {
    return languageNames.of(new Intl.Locale(tag).language) !== undefined;
  } catch {
    return false;
  }
}

/** Whether it is a day that a calendar has: 2027-02-29 is none. */
function isDate(text: string): boolean {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

const checked = (is: (text: string) => boolean, code: string, example: string) =>
  z.string().max(60).refine(is, { error: code }).meta({ example });

const zone = checked(isZone, "not-a-zone", "Europe/Copenhagen");
const language = checked(isLanguage, "not-a-language", "da");
const date = checked(isDate, "not-a-date", "2026-12-24");
const clock = (example: string) => checked((text) => /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text), "not-a-time", example);
const email = z.string().max(254).refine(isMailAddress, { error: "not-an-address" }).meta({ example: "freja@nordvik.example" });
/** Which regions there are, the library of holidays says. */
const region = checked((text) => /^[A-Z]{2}(-[A-Za-z0-9]{1,6}){0,2}$/.test(text), "not-a-region", "DK");

const money = z
  .string()
  .max(40)
  .transform((text, context): Money => {
    const read = readMoney(text);
    if (!read) context.addIssue({ code: "custom", message: "not-an-amount" });
    return read ?? z.NEVER;
  })
  .meta({ example: "50000.00 EUR" });

/** At most so many of each; more is refused before anything is looked at. */
const many = 500;
/** How many ready-made solutions a catalogue may hold. */
export const mostEntries = many;
const dates = z.array(date).max(many).default([]).meta({ example: "[2026-12-24]" });

const week = z
  .strictObject({
    zone: zone.optional(),
    days: z
      .array(z.int().min(1).max(7))
      .min(1)
      .max(7)
      .refine((days) => new Set(days).size === days.length, { error: "twice" })
      .meta({ example: "[1, 2, 3, 4, 5]" }),
    from: clock("07:00"),
    to: clock("16:00"),
    holidays: region.optional(),
    free: dates,
    works: dates,
  })
  .refine(({ from, to }) => from < to, { error: "ends-before", path: ["to"] })
  .refine(({ holidays, works }) => holidays !== undefined || works.length === 0, { error: "works-without-holidays", path: ["works"] })
  .meta({ example: '{ days: [1, 2, 3, 4, 5], from: "07:00", to: "16:00", holidays: DK }' });

const person = z
  .strictObject({
    id: ids.person,
    name: line(80, "Freja Holm"),
    function: z.enum(functions),
    level: z.enum(levels),
    title: line(80, "incoming quality"),
    /** Where whoever has no account on a chat platform is written to. */
    email: email.optional(),
    language: language.optional(),
    administrator: z.boolean().default(false),
    digest: z.enum(digestTimes).optional(),
    away: z
      .array(z.strictObject({ from: date, to: date }).refine(({ from, to }) => from <= to, { error: "ends-before", path: ["to"] }))
      .max(many)
      .default([])
      .meta({ example: "[{ from: 2026-12-28, to: 2027-01-03 }]" }),
    faces: ids.person.optional(),
    /** What people said of themselves in chat stays where the file does not speak of it. */
    touches: line(200, "housings, the foundry in Tabriz").optional(),
    reach: z
      .strictObject({ how: z.enum(reaches), often: z.enum(rhythmsOfTalk) })
      .optional()
      .meta({ example: "{ how: call, often: weekly }" }),
    approver: z
      .union([z.literal("any amount"), z.strictObject({ limit: money })])
      .optional()
      .meta({ example: "{ limit: 50000.00 EUR }" }),
    week: week.optional(),
  })
  .meta({ example: "{ id: freja, name: Freja Holm, function: quality, level: frontline, title: incoming quality }" });

const rung = z.array(ids.person).max(many).default([]).meta({ example: "[lars]" });

/** A firm's file. */
export const firmSchema = z.strictObject({
  name: line(80, "Nordvik Pumps"),
  city: line(80, "Aarhus"),
  zone,
  language,
  week,
  ladder: z.strictObject({ middle: rung, strategic: rung }).meta({ example: "{ middle: [lars], strategic: [hanne] }" }),
  twoPersonsFrom: money.optional(),
  people: z.array(person).min(1).max(many).meta({ example: "[{ id: freja, name: Freja Holm, … }]" }),
});

const minutes = z.int().min(1).max(mostMinutes).meta({ example: 60 });
const level = z
  .strictObject({ low: minutes, normal: minutes, high: minutes, critical: minutes })
  .meta({ example: "{ low: 240, normal: 120, high: 60, critical: 30 }" });
const party = z.enum(["supplier", "customer", "both"]).optional();
const seat = z.int().min(0).max(9).meta({ example: 2 });
/** How many people a role has: those that have people of their own, and no others. */
const seats = z.strictObject(Object.fromEntries(seatRoles.map((role) => [role, seat.optional()])));
const slug = (example: string) =>
  z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,59}$/)
    .meta({ example });

const firmTerms = z
  .strictObject({
    tell: paragraph(1_000, "Any delay of more than a day, three days ahead").optional(),
    may: paragraph(1_000, "Two engineers on site in two days; nobody is asked to work at night").optional(),
    limit: money.optional(),
  })
  .default({})
  .meta({ example: '{ tell: "Any delay of more than a day, three days ahead" }' });

/** The relationship's file. */
export const relationshipSchema = z.strictObject({
  id: slug("sahand-nordvik").transform((text) => text as RelationshipId),
  languages: z
    .tuple([language], language)
    .refine((tags) => new Set(tags).size === tags.length, { error: "twice" })
    .meta({ example: "[en, da]" }),
  currency: checked((text) => currencies.has(text), "not-a-currency", "EUR"),
  effectAfterDays: z.int().min(1).max(365).meta({ example: 60 }),
  survey: z
    .array(ids.person)
    .max(many)
    .refine((list) => new Set(list).size === list.length, { error: "twice" })
    .meta({ example: "[freja, lars, reza]" }),
  /** What the customer said in chat stays where the file does not speak of it. */
  preferences: z
    .strictObject({
      first: z.enum(expectations),
      apology: z.enum(apologisers),
      manner: z.enum(manners),
      within: z.enum(paces).optional(),
      note: line(300, "Call Mads first, then write").optional(),
    })
    .optional()
    .meta({ example: "{ first: speed, apology: who-handles-it, manner: plain, within: day }" }),
  use: z
    .strictObject({
      makes: line(200, "Pumps for district heating").optional(),
      next: line(200, "The shipyard in Odense").optional(),
      hours: z.int().min(0).max(8_760).optional().meta({ example: 36 }),
    })
    .optional()
    .meta({ example: '{ makes: "Pumps for district heating", hours: 36 }' }),
  /** What both agreed in chat stays where the file does not speak of it. */
  terms: z.strictObject({ supplier: firmTerms, customer: firmTerms }).optional(),
  rhythm: z
    .strictObject({ survey: z.enum(rhythms).default("none"), audit: z.enum(rhythms).default("quarterly") })
    .default({ survey: "none", audit: "quarterly" })
    .meta({ example: "{ survey: quarterly, audit: yearly }" }),
  service: z.strictObject({
    acknowledge: level,
    cause: level,
    judge: level,
    option: level,
    answer: level,
    sign: level,
    verify: level,
    escalate: level,
  }),
  catalogue: z
    .array(
      z.strictObject({
        id: slug("replace-by-air"),
        name: line(80, "Replace by air"),
        source: z.enum(sources),
        kind: z.enum(solutionKinds),
        temporary: z.boolean().default(false),
        terms: line(300, "Replace all pieces by air in 4 days, at no cost"),
        promises: z.array(line(250, "Sahand: replacement pieces delivered by air, by {in 4 days 12:00}")).max(12),
      }),
    )
    .max(many)
    .meta({ example: "[]" }),
  plan: z
    .array(
      z.strictObject({
        locus: z.enum(loci),
        perspective: z.enum(["proactive", "reactive"]),
        level: z.literal([1, 2, 3, 4, 5, 6]).optional(),
        lead: z.strictObject({ analysis: party, resolution: party, implementation: party }).optional(),
        customer: z
          .array(z.enum(topics))
          .max(topics.length)
          .refine((list) => new Set(list).size === list.length, { error: "twice" })
          .optional()
          .meta({ example: "[effect, choice, good, at-hand]" }),
        seats: seats.optional().meta({ example: "{ co-evaluator: 2 }" }),
      }),
    )
    .max(many)
    .default([])
    .meta({ example: "[{ locus: environment, perspective: reactive, level: 3 }]" }),
});

/** A firm's file as it was read; `WrittenFirm` is how it is written down. */
export type FirmFile = z.output<typeof firmSchema>;
export type WrittenFirm = z.input<typeof firmSchema>;
export type RelationshipFile = z.output<typeof relationshipSchema>;
export type WrittenRelationship = z.input<typeof relationshipSchema>;
export type Week = FirmFile["week"];
