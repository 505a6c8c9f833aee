import { z } from "zod";
import { besides } from "../contribution.ts";
import { resources } from "../deal.ts";
import { line, maybe, money, when } from "./fields.ts";

/** What may be asked of what the firms put in, and of what each of them reckons with among its own. */
export const contribution = [
  z.strictObject({
    type: z.literal("offer-resources"),
    resources: z
      .union([z.array(z.enum(resources)).max(resources.length), z.enum(resources).transform((one) => [one])])
      .refine((all) => all.length > 0, { error: "empty" })
      .meta({ example: ["safety-stock"] }),
    what: maybe(line(300, "200 housings, and our own lorry until Friday")),
  }),
  z.strictObject({ type: z.literal("offer-bridge"), what: line(300, "We run line 1 on two shifts until Thursday") }),
  z.strictObject({
    type: z.literal("say-beside"),
    how: z.enum(besides),
    /** What is to be shown and by when: proposed as a change of the agreement. */
    what: maybe(line(300, "Show the night shift how the new clamp is set")),
    due: maybe(when),
  }),
  /** For one's own firm alone. */
  z.strictObject({
    type: z.literal("say-effort"),
    cost: maybe(money),
    people: maybe(line(300, "Mads's shift for two days, Ida for the freight")),
    needs: maybe(line(300, "The gate open from six, and a second inspector")),
  }),
] as const;
