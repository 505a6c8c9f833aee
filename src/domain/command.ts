/**
 * What may be asked of a case. Everything that happens (a click, a form, a deadline passing) becomes one of these.
 *
 * The schemas are the edge: texts are trimmed, made NFC and checked for what cannot be shown; money and dates stay text until
 * the rule reads them, because what "Thu 16:00" means depends on who says it.
 */
import { z } from "zod";
import { analysis } from "./commands/analysis.ts";
import { anytime } from "./commands/anytime.ts";
import { contribution } from "./commands/contribution.ts";
import { diagnosis } from "./commands/diagnosis.ts";
import { escalation } from "./commands/escalation.ts";
import { followUp } from "./commands/follow-up.ts";
import { negotiation } from "./commands/negotiation.ts";
import { notification } from "./commands/notification.ts";
import { orders } from "./commands/orders.ts";
import { participation } from "./commands/participation.ts";
import { prevention } from "./commands/prevention.ts";
import { promises } from "./commands/promises.ts";
import { recurrence } from "./commands/recurrence.ts";
import { settling } from "./commands/settling.ts";
import { spoken } from "./commands/spoken.ts";
import { standing } from "./commands/standing.ts";
import { waiting } from "./commands/waiting.ts";

const schemas = [
  ...notification,
  ...analysis,
  ...negotiation,
  ...contribution,
  ...promises,
  ...waiting,
  ...settling,
  ...followUp,
  ...prevention,
  ...participation,
  ...escalation,
  ...recurrence,
  ...diagnosis,
  ...spoken,
  ...standing,
  ...orders,
  ...anytime,
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
