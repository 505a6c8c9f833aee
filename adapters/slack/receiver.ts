/**
 * Slack's requests on our one HTTP server: checked over the raw body, kept, then answered.
 *
 * Bolt's own receivers answer an event before anybody has seen it: what dies in between is lost (measured: 20 of 20). Here the 200 comes
 * after the commit. A form that waits for its answer, and a list that is searched, are answered with it.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { atMost } from "../chat/body-size.ts";
import { inTime, type Reading, type Receiving, receive } from "../chat/receiving.ts";
import { type Body, deliveryOf, isChatter } from "./parse.ts";

/** A request may be so many seconds old, and so many from the future (https://docs.slack.dev/authentication/verifying-requests-from-slack). */
const oldestSeconds = 300;
const newestSeconds = 60;
/** More than any payload of Slack's: a form holds 250 kB at most. */
const mostBytes = 1024 * 1024;
/** Slack waits three seconds for the answer to a form; what takes longer is told afterwards. */
const patienceMs = 2_500;

/** Whether a request is Slack's: the signature over its raw body holds, and it is of now. */
export function isSlacks(secret: string, raw: string, stamp: string | undefined, signature: string | undefined, nowMs: number): boolean {
  if (secret === "" || stamp === undefined || signature === undefined || !/^\d{1,12}$/.test(stamp)) return false;
  const ageSeconds = nowMs / 1_000 - Number(stamp);
  if (ageSeconds > oldestSeconds || ageSeconds < -newestSeconds) return false;
  const expected = Buffer.from(`v0=${createHmac("sha256", secret).update(`v0:${stamp}:${raw}`).digest("hex")}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The body of a request as an object; `null`: it is none. Interactions come as JSON in a form's field, commands as the form itself. */
export function bodyOf(raw: string, type: string | undefined): Body | null {
  try {
    const form = /^application\/x-www-form-urlencoded/i.test(type ?? "") ? new URLSearchParams(raw) : null;
    const payload = form?.get("payload");
    const value: unknown = form && payload === null ? Object.fromEntries(form) : JSON.parse(payload ?? raw);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : null;
  } catch {
    return null;
  }
}

const not = async (is: Promise<boolean>): Promise<boolean> => !(await is);

/** How Slack's deliveries are told apart: only forms and searches wait for more than that they have arrived. */
const reading = (isTalk: Taking["isTalk"]): Reading => ({
  deliveryOf,
  isAwaited: (body) => body["type"] === "view_submission",
  isChatter: (body) => isChatter(body) && not(isTalk(body)),
  patienceMs,
});

/** What receiving from Slack takes. */
export type Taking = Omit<Receiving, "reading"> & {
  /** Whether a delivery is talk between people that is carried to another room. */
  readonly isTalk: (body: Body) => Promise<boolean>;
  /** Slack has told us of nothing for a while, because there was too much of it. */
  readonly limited: (body: Body) => Promise<void>;
};

/** A receiver of what Slack delivers, whichever way it comes. */
export const takes = ({ inbox, handle, limited, isTalk, awaited, log }: Taking): Receiving => ({
  inbox,
  log,
  awaited,
  reading: reading(isTalk),
  async handle(body, delivered) {
    if (body["type"] !== "app_rate_limited") return handle(body, delivered);
    log.error({ minute: body["minute_rate_limited"] }, "Slack tells us of nothing for a while: there was too much of it");
    return limited(body);
  },
});

/** Takes a delivery of Slack's. @throws {UnavailableError} when it could not be kept: Slack sends it again. */
export async function take(receiving: Receiving, body: Body): Promise<unknown> {
  // A search changes nothing: it is answered and forgotten.
  if (body["type"] === "block_suggestion")
    return (await inTime(receiving.handle(body, { meaning: "", isLate: () => false }), patienceMs)) ?? { options: [] };
  return receive(receiving, body);
}

/** The routes under which Slack reaches us: /slack/events, /slack/interactions, /slack/options, /slack/commands. */
export function receiver(signingSecret: string, receiving: Receiving): Hono {
  const app = new Hono();
  app.use(atMost(mostBytes));
  app.onError((error, c) => {
    // Nested deeper than anything of Slack's: it is nothing that could be kept.
    if (error instanceof RangeError) return c.body(null, 400);
    receiving.log.warn({ path: c.req.path, error: error.name }, "a request of Slack's failed");
    return c.body(null, 503, { "retry-after": "2" });
  });
  app.post("/slack/:what{events|interactions|options|commands}", async (c) => {
    const raw = await c.req.text();
    const [stamp, signature] = [c.req.header("x-slack-request-timestamp"), c.req.header("x-slack-signature")];
    if (!isSlacks(signingSecret, raw, stamp, signature, Date.now())) return c.body(null, 401);
    const body = bodyOf(raw, c.req.header("content-type"));
    if (body === null) return c.body(null, 400);
    if (body["type"] === "url_verification") return typeof body["challenge"] === "string" ? c.text(body["challenge"]) : c.body(null, 400);
    if (body["ssl_check"] === "1") return c.body(null, 200);
    const answer = await take(receiving, body);
    return answer === null || answer === undefined
      ? c.body(null, 200)
      : typeof answer === "string"
        ? c.text(answer)
        : c.json(answer as object);
  });
  return app;
}
