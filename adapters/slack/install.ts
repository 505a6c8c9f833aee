/** How a workspace gets the app: two addresses of ours with Slack's consent page between them, and a small page that says how it went. */
import { createHash } from "node:crypto";
import type { Env, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { html, raw } from "hono/html";
import type { Say } from "../../src/domain/flow.ts";
import { direction, languages } from "../../src/domain/languages.ts";
import type { Part } from "../../src/domain/message.ts";
import { DeliveryError } from "../../src/errors.ts";
import type { Log } from "../../src/ports/scheduler.ts";
import type { Installations } from "./installations.ts";
import { botScopes, optionalScopes } from "./manifest.ts";
import { type OAuth, refusalOf } from "./oauth.ts";

/** What the routes are given. */
export type Install = {
  /** Our public address without a slash at its end; https, or http on this machine. */
  readonly url: string;
  readonly clientId: string;
  readonly oauth: Pick<OAuth, "exchange">;
  readonly installations: Pick<Installations, "begin" | "use" | "save">;
  /** The words in a language (BCP 47). */
  readonly say: (language: string) => Say;
  readonly log: Log;
};

/** With what Slack sends the browser back, and what the browser itself kept; each `null` when it is missing. */
type Return = {
  readonly state: string | null;
  readonly code: string | null;
  readonly error: string | null;
  readonly browser: string | null;
};

/** How an installation went; "again": what came back belongs to none that is under way in this browser. */
type Outcome = keyof typeof pages;

const pages = {
  done: {
    status: 200,
    title: "slack.install.done.title",
    text: ["slack.install.done.channel", "slack.install.done.people"],
    begin: false,
  },
  declined: { status: 200, title: "slack.install.nothing.title", text: ["slack.install.declined"], begin: true },
  refused: { status: 400, title: "slack.install.nothing.title", text: ["slack.install.refused"], begin: true },
  again: { status: 400, title: "slack.install.nothing.title", text: ["slack.install.again"], begin: true },
  unreachable: { status: 503, title: "slack.install.nothing.title", text: ["slack.install.unreachable"], begin: true },
  failed: { status: 500, title: "slack.install.nothing.title", text: ["slack.install.failed"], begin: false },
} as const;

const minutes = 10;
const ticket = /^[\w-]{22}$/;

/** Slack's page that asks for consent, in the browser of whoever installs. */
function authorizeUrl({ url, clientId }: Pick<Install, "url" | "clientId">, state: string): string {
  const asked = new URLSearchParams({
    client_id: clientId,
    // The manifest says which of them may be left out.
    scope: [...botScopes, ...optionalScopes].join(","),
    redirect_uri: `${url}/slack/oauth`,
    state,
  });
  return `https://slack.com/oauth/v2/authorize?${asked}`;
}

/**
 * Ends what a browser began: stores what was granted, or nothing.
 *
 * Nothing that came back is trusted or passed on to Slack before this browser has shown that it began this installation itself.
 */
async function finish({ url, oauth, installations, log }: Omit<Install, "say">, back: Return): Promise<Outcome> {
  const { state, code, error, browser } = back;
  if (state === null || browser === null || !ticket.test(state) || !ticket.test(browser)) return "again";
  if (!(await installations.use(state, browser))) return "again";
  if (error !== null) return error === "access_denied" ? "declined" : "refused";
  if (code === null || !/^[\w.-]{1,512}$/.test(code)) return "again";
  try {
    const grant = await oauth.exchange(code, `${url}/slack/oauth`);
    await installations.save(grant);
    log.info({ installation: grant.id, scopes: grant.scopes.length }, "Slack: the app was installed");
    return "done";
  } catch (failure) {
    if (!(failure instanceof DeliveryError)) throw failure;
    return unsaved(failure, log);
  }
}

/** A code that Slack does not know is the browser's move; Slack's silence passes; anything else is ours or the operator's. */
function unsaved(failure: DeliveryError, log: Log): Outcome {
  const refusal = refusalOf(failure);
  if (failure.retryable) {
    log.warn({ error: refusal ?? failure.message }, "Slack: an installation could not be finished");
    return "unreachable";
  }
  if (refusal !== null && ["invalid_code", "code_already_used", "code_expired"].includes(refusal)) return "again";
  const remedy = "Slack: an installation failed; check SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and PARLEY_URL";
  log.error({ error: refusal ?? failure.message }, remedy);
  return "failed";
}

/** Adds `/slack/install` and `/slack/oauth`. Neither needs anybody to be signed in: an installation alone opens no case to anyone. */
export function addInstall<E extends Env>(app: Hono<E>, install: Install): void {
  const secure = install.url.startsWith("https:");
  // The prefix makes browsers refuse such a cookie from any other host; it needs TLS.
  const cookie = secure ? "__Host-parley-slack" : "parley-slack";
  const kept = { path: "/", httpOnly: true, secure, sameSite: "Lax" } as const;
  app.get("/slack/install", async (c) => {
    const { state, browser } = await install.installations.begin();
    setCookie(c, cookie, browser, { ...kept, maxAge: minutes * 60 });
    return c.newResponse(null, 302, { ...headers, location: authorizeUrl(install, state) });
  });
  app.get("/slack/oauth", async (c) => {
    const given = (name: string) => c.req.query(name) ?? null;
    const browser = getCookie(c, cookie) ?? null;
    const outcome = await finish(install, { state: given("state"), code: given("code"), error: given("error"), browser });
    // What did not count may have been anybody's link: the installation that this browser began goes on.
    if (outcome !== "again") deleteCookie(c, cookie, kept);
    const { status } = pages[outcome];
    return c.html(page(outcome, install.say(preferred(c.req.header("accept-language") ?? ""))), status, headers);
  });
}

/** The first language of ours that a browser asks for; English when it asks for none. */
function preferred(accepted: string): string {
  const asked = accepted.split(",").map((tag) => tag.split(";")[0]!.trim());
  return asked.find((tag) => languages.some((language) => language === tag.split("-")[0]!.toLowerCase())) ?? "en";
}

const style =
  ":root{color-scheme:light dark;font:1.125rem/1.6 system-ui,sans-serif}body{margin:0;padding:2rem 1rem}" +
  "main{max-width:34rem;margin:0 auto}h1{font-size:1.5rem;line-height:1.3}";
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
/** The address of the page holds a code and a state: they go nowhere, and nothing keeps them. */
const headers = {
  "content-security-policy": policy,
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

function page(outcome: Outcome, say: Say) {
  const { title, text, begin } = pages[outcome];
  const paragraphs = text.map((key) => html`<p>${spoken(say(key))}</p>`);
  const link = begin ? html`<p><a href="/slack/install">${spoken(say("slack.install.begin"))}</a></p>` : "";
  return html`<!doctype html>
<html lang="${say.language}" dir="${direction(say.language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${spoken(say(title), false)}</title><style>${raw(style)}</style></head>
<body><main><h1>${spoken(say(title))}</h1>${paragraphs}${link}</main></body>
</html>
`;
}

/** Words as HTML; the sentences of an installation are filled in with nothing. */
const spoken = (parts: readonly Part[], marked = true): (string | ReturnType<typeof html>)[] =>
  parts.map((part) => {
    if (typeof part === "string") return part;
    if (part.kind !== "strong") throw new Error(`a sentence of an installation holds a ${part.kind}`);
    return marked ? html`<b dir="auto">${spoken(part.parts)}</b>` : html`${spoken(part.parts)}`;
  });
