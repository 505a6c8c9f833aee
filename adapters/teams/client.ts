/** One call of the Bot Connector's API: tried once, never redirected, and with errors that say whose move it is. */
import { DeliveryError } from "../../src/errors.ts";

/** How long a call may take, its token's too: a hung server must not hold a message for ever. Shorter than a lease. */
export const timeoutMs = 8_000;
/** How long we wait when Teams asks us to and does not say for how long. */
const unsaidWaitMs = 30_000;
/** Asked to wait longer, we look after an hour. */
const mostWaitMs = 3_600_000;
/** More than any answer of the Bot Connector's: a page of 500 members is some 200 kB. */
const mostBytes = 2 * 1024 * 1024;

/** Teams said no, and why: "ConversationNotFound", "BotNotInConversationRoster"…; "HTTP 403" where it gives no reason. Nothing has happened there. */
export class TeamsRefusal extends Error {
  override readonly name = "TeamsRefusal";
  readonly code: string;
  readonly status: number;
  constructor(call: string, status: number, code: string) {
    super(`${call}: ${code}`);
    this.status = status;
    this.code = code;
  }
}

/** Whether an error is one of these refusals. */
export const isRefusal = (error: unknown, ...codes: readonly string[]): error is TeamsRefusal =>
  error instanceof TeamsRefusal && (codes.length === 0 || codes.includes(error.code));

/** What is sent. */
export type Request = {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: AbortSignal;
};
/** What was answered, with 200 to 299. */
export type Answer = { readonly status: number; readonly type: string; readonly text: string };

/** Sends a request once. @throws {TeamsRefusal} when Teams says no; {DeliveryError} when it is not known or must wait. */
export async function send({ url, method, headers, body, signal }: Request): Promise<Answer> {
  const call = callOf(method, url);
  // Whoever is sent elsewhere would take the token along.
  const answer = await fetch(url, { method, headers, body, redirect: "manual", signal }).catch((error: unknown) => {
    throw notKnown(call, error);
  });
  if (Number(answer.headers.get("content-length") ?? 0) > mostBytes)
    throw new DeliveryError(`${call}: too long an answer`, { retryable: true });
  const text = await answer.text().catch((error: unknown) => {
    throw notKnown(call, error);
  });
  if (answer.ok) return { status: answer.status, type: answer.headers.get("content-type") ?? "", text };
  throw meant(call, answer.status, answer.headers.get("retry-after"), text);
}

/** A call in words without anything of what was sent: "PUT activities". */
const callOf = (method: string, url: string): string =>
  `${method} ${/\/(activities|members|pagedmembers)\b/.exec(url)?.[1] ?? "conversations"}`;

/** It may have happened there or not. */
export const notKnown = (call: string, cause: unknown): Error =>
  cause instanceof TeamsRefusal || cause instanceof DeliveryError
    ? cause
    : new DeliveryError(`${call}: ${cause instanceof Error && cause.name === "TimeoutError" ? "no answer in time" : "no answer"}`, {
        retryable: true,
        away: true,
        cause,
      });

/**
 * What an answer other than success means for us; which ones pass by themselves, Teams says
 * (https://learn.microsoft.com/en-us/microsoftteams/platform/bots/build-conversational-capability#status-codes-retry-guidance, read 2026-12).
 * Of a 500 it says that it will come again; but what came of the call is not known either, and whoever sends gives up after a few tries.
 */
function meant(call: string, status: number, retryAfter: string | null, text: string): Error {
  if (status === 429) return new DeliveryError(`${call}: asked to wait`, { retryable: true, retryAfterMs: waitOf(retryAfter) });
  const passes = status < 400 || status >= 500 || status === 408 || status === 412;
  if (!passes) return new TeamsRefusal(call, status, codeOf(text) ?? `HTTP ${status}`);
  const asked = retryAfter === null ? {} : { retryAfterMs: waitOf(retryAfter) };
  return new DeliveryError(`${call}: HTTP ${status}`, { retryable: true, away: status > 500, ...asked });
}

/** Retry-After in milliseconds: seconds, or a date (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after). */
function waitOf(written: string | null): number {
  const seconds = /^\d{1,6}$/.test(written ?? "") ? Number(written) * 1_000 : Date.parse(written ?? "") - Date.now();
  return Number.isNaN(seconds) ? unsaidWaitMs : Math.min(Math.max(seconds, 1_000), mostWaitMs);
}

/** The code of Teams's error, `{"error": {"code", "message"}}`; its message may quote what people wrote. */
function codeOf(text: string): string | null {
  try {
    const code: unknown = (JSON.parse(text) as { error?: { code?: unknown } } | null)?.error?.code;
    return typeof code === "string" && /^[A-Za-z][A-Za-z0-9 _-]{1,60}$/.test(code) ? code : null;
  } catch {
    return null;
  }
}
