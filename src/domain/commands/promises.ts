import { z } from "zod";
import { ids } from "../ids.ts";
import { files, line, maybe, number, paragraph, when } from "./fields.ts";

/** What may be asked of a promise. */
export const promises = [
  z.strictObject({ type: z.literal("report-progress"), promise: ids.promise }),
  z.strictObject({
    type: z.literal("report-blocker"),
    promise: ids.promise,
    what: line(300, "The gate pass has not come"),
    clears: maybe(ids.person),
  }),
  z.strictObject({ type: z.literal("clear-blocker"), promise: ids.promise }),
  /** Whoever is asked to clear it cannot: it is with the promise's owner again. */
  z.strictObject({ type: z.literal("decline-blocker"), promise: ids.promise, reason: maybe(line(300, "The gate is run by the harbour")) }),
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
  /** It is said to be done, and nothing has come of it at the firm that it was promised to. */
  z.strictObject({ type: z.literal("say-not-received"), promise: ids.promise, attempt: number(z.int().min(1).max(1_000)) }),
  z.strictObject({ type: z.literal("pass-promise"), promise: ids.promise, to: ids.person }),
  z.strictObject({
    type: z.literal("break-promise"),
    promise: ids.promise,
    reason: paragraph(600, "The machine will not be back before December"),
  }),
  z.strictObject({
    type: z.literal("offer-repair"),
    promise: ids.promise,
    what: line(300, "Rework 38 housings at our own plant and fly them back"),
    owner: ids.person,
    due: when,
  }),
  z.strictObject({
    type: z.literal("answer-repair"),
    promise: ids.promise,
    agree: z.boolean(),
    reason: maybe(line(300, "Monday is too late for line 2")),
  }),
  z.strictObject({ type: z.literal("let-go"), promise: ids.promise }),
] as const;
