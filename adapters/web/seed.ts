/** The playground's firms, read from the files beside it: one for each firm, one for their relationship. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { ids, type PersonId, type RelationshipId } from "../../src/domain/ids.ts";
import { type Money, readMoney } from "../../src/domain/money.ts";
import { type Account, type Firm, functions, type Person } from "../../src/domain/people.ts";
import { projectFolder } from "../../src/files.ts";

const clock = z.string().regex(/^\d{2}:\d{2}$/);
const money = z.string().transform((text, context): Money => {
  const read = readMoney(text);
  if (!read) context.addIssue({ code: "custom", message: `not an amount: ${text}` });
  return read ?? z.NEVER;
});

const firmSchema = z.strictObject({
  name: z.string(),
  city: z.string(),
  zone: z.string(),
  language: z.string(),
  week: z.strictObject({ days: z.array(z.int().min(1).max(7)).min(1), from: clock, to: clock, free: z.array(z.string()).default([]) }),
  people: z.array(
    z.strictObject({
      id: ids.person,
      name: z.string(),
      function: z.enum(functions),
      level: z.enum(["frontline", "middle", "strategic"]),
      title: z.string(),
      language: z.string().optional(),
      approver: z.union([z.strictObject({ limit: money }), z.literal("any amount")]).optional(),
    }),
  ),
});

const level = z.strictObject({ low: z.int(), normal: z.int(), high: z.int(), critical: z.int() });
const relationshipSchema = z.strictObject({
  id: z.string(),
  language: z.string(),
  currency: z.string().length(3),
  effectAfterDays: z.int(),
  survey: z.array(ids.person),
  service: z.strictObject({ acknowledge: level, cause: level, judge: level, option: level, answer: level, sign: level, verify: level }),
  catalogue: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      source: z.enum(["contract", "guarantee", "custom", "extra"]),
      kind: z.string(),
      temporary: z.boolean().default(false),
      terms: z.string(),
      promises: z.array(z.string()),
    }),
  ),
});

const folder = join(projectFolder, "adapters/web/seed");
const file = async (name: string): Promise<unknown> => parse(await readFile(join(folder, name), "utf8"));

/** The relationship that a new playground starts with: the firms of the first scenario and nobody's case. */
export async function readSeed(): Promise<Account> {
  const relationship = relationshipSchema.parse(await file("relationship.yaml"));
  const supplier = firmSchema.parse(await file("sahand.yaml"));
  const customer = firmSchema.parse(await file("nordvik.yaml"));
  const profile = ({ week, people: _, ...firm }: typeof supplier) => ({ ...firm, calendar: { zone: firm.zone, ...week } });
  const firms = { supplier: profile(supplier), customer: profile(customer) };
  const people = (firm: Firm, { people: list }: typeof supplier): Person[] =>
    list.map(({ approver, language, ...person }) => ({
      ...person,
      firm,
      language: language ?? firms[firm].language,
      calendar: firms[firm].calendar,
      approver: approver === undefined ? null : approver === "any amount" ? { limit: null } : approver,
    }));
  return {
    ...relationship,
    id: relationship.id as RelationshipId,
    survey: relationship.survey as readonly PersonId[],
    firms,
    people: [...people("customer", customer), ...people("supplier", supplier)],
  };
}
