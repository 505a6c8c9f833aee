/**
 * Slack's requests on our one HTTP server: checked over the raw body, kept, then answered.
 *
 * Bolt's own receivers answer an event before anybody has seen it: what dies in between is lost (measured: 20 of 20). Here the 200 comes
 * after the commit. A form that waits for its answer, and a list that is searched, are answered with it.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { UnavailableError } from "../../src/errors.ts";
import type { Log } from "../../src/ports/scheduler.ts";
import { type Inbox, leaseMs } from "../chat/inbox.ts";
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

/** Handles a delivery that is kept; resolves with what Slack is answered, if it waits for anything and that is not too late. */
export type Handle = (body: Body, kept: Kept) => Promise<unknown>;

/** A delivery as it is handled: by what it is known, whether Slack waits for no answer any more, and whether it has come again meanwhile. */
export type Kept = { readonly meaning: string; readonly isLate: () => boolean; readonly again?: true };

export type Receiving = {
  readonly signingSecret: string;
  readonly inbox: Inbox;
  readonly handle: Handle;
  /** Slack has told us of nothing for a while, because there was too much of it. */
  readonly limited: (body: Body) => Promise<void>;
  readonly log: Log;
};

/** Whether Slack waits for more than that it has arrived. */
const isAwaited = (body: Body): boolean => body["type"] === "view_submission" || body["type"] === "block_suggestion";

/**
 * Keeps a delivery and has it handled: the answer resolves once it is kept, with what Slack waits for, if anything.
 * @throws {UnavailableError} when it could not be kept: Slack sends it again.
 */
export async function receive({ inbox, handle, limited, log }: Omit<Receiving, "signingSecret">, body: Body): Promise<unknown> {
  // A search changes nothing: it is answered and forgotten.
  if (body["type"] === "block_suggestion") return (await inTime(handle(body, { meaning: "", isLate: () => false }))) ?? { options: [] };
  const known = deliveryOf(body);
  const nothing = isChatter(body);
  const isNew = await inbox.keep({ ...known, payload: nothing ? null : JSON.stringify(body) });
  if (nothing) return null;
  // The same form sent again gets its answer again, and nobody is told anything twice: the command behind it is known by its key.
  if (!isNew) return isAwaited(body) ? inTime(handle(body, { meaning: known.meaning, isLate: () => false, again: true })) : null;
  let late = false;
  const work = settle({ inbox, handle, limited, log }, body, { ...known, tries: 1 }, () => late);
  if (!isAwaited(body)) return null;
  const answer = await inTime(work);
  late = true;
  return answer;
}

/** The answer if it comes in time; else nothing, and whoever asked is told afterwards. */
function inTime(work: Promise<unknown>): Promise<unknown> {
  const late = new Promise<unknown>((resolve) => setTimeout(() => resolve(null), patienceMs).unref());
  return Promise.race([work.catch(() => null), late]);
}

/** After how many milliseconds what failed is tried again. */
const againMs = (tries: number): number => Math.min(60_000, 1_000 * 2 ** tries);
/** How often an input is tried before it is put aside: one that kills us must not do so for ever. */
const mostTries = 5;

/** Handles what is kept and notes what became of it; never throws. `isLate`: Slack does not wait for an answer any more. */
async function settle(
  { inbox, handle, limited, log }: Omit<Receiving, "signingSecret">,
  body: Body,
  kept: { readonly delivery: string; readonly meaning: string; readonly tries: number },
  isLate: () => boolean,
): Promise<unknown> {
  const beat = setInterval(() => void inbox.hold(kept.delivery).catch(() => undefined), leaseMs / 3);
  try {
    const isLimited = body["type"] === "app_rate_limited";
    if (isLimited) log.error({ minute: body["minute_rate_limited"] }, "Slack tells us of nothing for a while: there was too much of it");
    const answer = isLimited ? await limited(body) : await handle(body, { meaning: kept.meaning, isLate });
    await inbox.done(kept.delivery);
    return answer;
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown";
    const aside = kept.tries >= mostTries && !(error instanceof UnavailableError);
    log[aside ? "error" : "warn"]({ delivery: kept.delivery, tries: kept.tries, error: name, aside }, "a delivery could not be handled");
    await (aside ? inbox.done(kept.delivery, name) : inbox.later(kept.delivery, againMs(kept.tries))).catch(() => undefined);
    return null;
  } finally {
    clearInterval(beat);
  }
}

/** Handles what was left over, oldest first; answers how many there were. */
export async function leftOver(receiving: Omit<Receiving, "signingSecret">): Promise<number> {
  const found = await receiving.inbox.claim(20);
  for (const { payload, ...kept } of found) await settle(receiving, JSON.parse(payload) as Body, kept, () => true);
  return found.length;
}

/** The routes under which Slack reaches us: /slack/events, /slack/interactions, /slack/options, /slack/commands. */
export function receiver(receiving: Receiving): Hono {
  const app = new Hono();
  // A body whose length is told is refused by that; one that is not is counted as it comes, which costs more than all the rest of an event.
  const counted = bodyLimit({ maxSize: mostBytes, onError: (c) => c.body(null, 413) });
  app.use((c, next) => {
    const told = c.req.header("content-length");
    if (told === undefined || c.req.header("transfer-encoding") !== undefined) return counted(c, next);
    return Number(told) > mostBytes ? Promise.resolve(c.body(null, 413)) : next();
  });
  app.onError((error, c) => {
    // Nested deeper than anything of Slack's: it is nothing that could be kept.
    if (error instanceof RangeError) return c.body(null, 400);
    receiving.log.warn({ path: c.req.path, error: error.name }, "a request of Slack's failed");
    return c.body(null, 503, { "retry-after": "2" });
  });
  app.post("/slack/:what{events|interactions|options|commands}", async (c) => {
    const raw = await c.req.text();
    const { signingSecret } = receiving;
    const [stamp, signature] = [c.req.header("x-slack-request-timestamp"), c.req.header("x-slack-signature")];
    if (!isSlacks(signingSecret, raw, stamp, signature, Date.now())) return c.body(null, 401);
    const body = bodyOf(raw, c.req.header("content-type"));
    if (body === null) return c.body(null, 400);
    if (body["type"] === "url_verification") return typeof body["challenge"] === "string" ? c.text(body["challenge"]) : c.body(null, 400);
    if (body["ssl_check"] === "1") return c.body(null, 200);
    const answer = await receive(receiving, body);
    return answer === null || answer === undefined
      ? c.body(null, 200)
      : typeof answer === "string"
        ? c.text(answer)
        : c.json(answer as object);
  });
  return app;
}
