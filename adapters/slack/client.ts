/** Calls of Slack's Web API: one client an installation, no retries of the library's own, and errors that say whose move it is. */
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
  type WebClientOptions,
} from "@slack/web-api";
import { DeliveryError, InputError } from "../../src/errors.ts";
import { readAtMost } from "../chat/pictures.ts";

/** What Slack answered to a call that it took. */
export type Answered = Readonly<Record<string, unknown>>;
/** Calls a method through an installation. @throws {SlackRefusal} when Slack says no, {DeliveryError} when it is not known or must wait. */
export type Call = (installation: string, method: string, args: Readonly<Record<string, unknown>>) => Promise<Answered>;

/** The bytes of a file that Slack keeps, at most `most` (1 MiB), by the address that it gave for it. @throws {InputError} when they are not to be had. */
export type Download = (installation: string, url: string, most?: number) => Promise<Uint8Array>;

/** Slack said no, and why: "channel_not_found", "not_in_channel"… Nothing has happened there. */
export class SlackRefusal extends Error {
  override readonly name = "SlackRefusal";
  readonly code: string;
  constructor(method: string, code: string) {
    super(`${method}: ${code}`);
    this.code = code;
  }
}

/** Whether an error is one of these refusals. */
export const isRefusal = (error: unknown, ...codes: readonly string[]): error is SlackRefusal =>
  error instanceof SlackRefusal && (codes.length === 0 || codes.includes(error.code));

/** The installation has ended, or its token has: what waits for it comes when the app is there again. */
const endedCodes = ["token_revoked", "account_inactive", "invalid_auth", "not_authed", "token_expired", "team_access_not_granted"] as const;

/** Whether Slack does not let the installation in any more, whatever was asked. */
export const isEnded = (error: unknown): error is SlackRefusal => isRefusal(error, ...endedCodes);

/** How long a call may take: a hung server must not hold a message for ever. Shorter than a lease. */
const timeoutMs = 8_000;
/** How long we wait when Slack asks us to and does not say for how long. */
const unsaidWaitMs = 30_000;
/** Asked to wait longer, we look after an hour. */
const mostWaitSeconds = 3_600;
/** Slack may have done part of what was asked: its answer does not tell ("internal_error": https://docs.slack.dev/reference/methods/chat.postMessage). */
const unclear = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "unknown_error"]);
/** A code of Slack's. Of an answer that was cut off, or is a page, the library makes an error with all of it as the code. */
const codeShape = /^[a-z][a-z0-9_]{1,80}$/;

/**
 * Options of every client: the library repeats a post whose answer was lost, and lets one channel's limit hold up all others, so the outbox
 * does both (measured: four posts of one message, and five seconds for a channel that had no limit).
 */
export const clientOptions = (apiUrl: string | null): WebClientOptions => ({
  retryConfig: { retries: 0 },
  timeout: timeoutMs,
  rejectRateLimitedCalls: true,
  allowAbsoluteUrls: false,
  fetch: withWait,
  // What the library would log could quote what people wrote.
  logger: silent,
  ...(apiUrl !== null && { slackApiUrl: apiUrl }),
});

/** Slack's answers, where one that asks us to wait always says for how long: the library cannot tell one without a number from any failure. */
const withWait: NonNullable<WebClientOptions["fetch"]> = async (url, init) => {
  const answer = await fetch(url, init);
  if (answer.status !== 429 || /^\d+$/.test(answer.headers.get("retry-after") ?? "")) return answer;
  return new Response(null, { status: 429, headers: { "retry-after": String(unsaidWaitMs / 1_000) } });
};

/** A logger that keeps silent. */
export const silent: NonNullable<WebClientOptions["logger"]> = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => "error" as never,
  setName() {},
};

/** The most bytes of a file that is read where nobody says how many. */
const mostBytes = 1024 * 1024;
/** Slack's own hosts for files: nobody's file, and no address that somebody wrote, takes our token anywhere else. */
const fileHosts = /^files\.slack\.com$|^[\w-]+\.enterprise\.slack\.com$/;

/** Fetches files with the token of an installation, from Slack's hosts alone. */
export function downloader(tokenOf: (installation: string) => Promise<string | null>, apiUrl: string | null): Download {
  const own = apiUrl === null ? null : new URL(apiUrl).origin;
  return async (installation, address, most = mostBytes) => {
    const lost = () => new InputError("files", "not-a-choice", null);
    if (!URL.canParse(address)) throw lost();
    const url = new URL(address);
    if (!(url.protocol === "https:" && fileHosts.test(url.hostname)) && url.origin !== own) throw lost();
    const token = await tokenOf(installation);
    if (token === null) throw lost();
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(url, { headers, redirect: "error", signal: AbortSignal.timeout(timeoutMs) }).catch(() => null);
    // Whoever may not read it is shown the page on which one signs in, with 200.
    if (!answer?.ok || /^text\/html/.test(answer.headers.get("content-type") ?? "")) throw lost();
    return readAtMost(answer, most).catch((error: unknown) => {
      throw error instanceof RangeError ? new InputError("files", "too-large", null) : lost();
    });
  };
}

/** Calls with the token that `tokenOf` gives for each installation; without one it is as if Slack had refused. */
export function caller(tokenOf: (installation: string) => Promise<string | null>, apiUrl: string | null): Call {
  const clients = new Map<string, { readonly token: string; readonly client: WebClient }>();
  const clientOf = async (installation: string, method: string): Promise<WebClient> => {
    const token = await tokenOf(installation);
    if (token === null) throw new SlackRefusal(method, "not_authed");
    const known = clients.get(installation);
    if (known?.token === token) return known.client;
    const client = new WebClient(token, clientOptions(apiUrl));
    clients.set(installation, { token, client });
    return client;
  };
  return async (installation, method, args) => {
    const client = await clientOf(installation, method);
    try {
      return { ...(await client.apiCall(method, written(args))) };
    } catch (error) {
      throw meant(method, error);
    }
  };
}

/** Arguments as they are sent, where what is deep is JSON already: the library would first walk through all of it for a log of its own. */
const written = (args: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, isDeep(value) ? JSON.stringify(value) : value]));
const isDeep = (value: unknown): boolean => typeof value === "object" && value !== null;

/** What a failed call means for us: a refusal of Slack's, or a delivery that is not known or must wait; never its payload. */
export function meant(method: string, error: unknown): Error {
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error;
    if (code === "ratelimited" || code === "rate_limited")
      return new DeliveryError(`${method}: ${code}`, { retryable: true, retryAfterMs: unsaidWaitMs });
    if (!codeShape.test(code)) return new DeliveryError(`${method}: no answer of Slack's`, { retryable: true });
    if (unclear.has(code)) return new DeliveryError(`${method}: ${code}`, { retryable: true });
    return new SlackRefusal(method, code);
  }
  if (error instanceof WebAPIRateLimitedError) return waits(method, error.retryAfter);
  if (error instanceof WebAPIRequestError) return new DeliveryError(`${method}: no answer`, { retryable: true, away: true, cause: error });
  const status = error instanceof WebAPIHTTPError ? error.statusCode : null;
  const what = status === null ? "failed" : `HTTP ${status}`;
  return new DeliveryError(`${method}: ${what}`, { retryable: true, away: isAway(status), cause: error });
}

/** Whether a status says that nobody is there to answer; a 500 may be about the call. */
const isAway = (status: number | null): boolean => status !== null && status > 500;

const waits = (method: string, seconds: number): DeliveryError =>
  new DeliveryError(`${method}: asked to wait`, {
    retryable: true,
    retryAfterMs: Math.min(seconds, mostWaitSeconds) * 1_000,
  });
