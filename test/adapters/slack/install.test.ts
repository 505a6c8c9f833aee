/** An installation ends in the browser that began it, once, within ten minutes; anything else stores nothing and says so calmly. */
import { createHash, createSecretKey, randomBytes } from "node:crypto";
import { OpenAPIHono } from "@hono/zod-openapi";
import { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addInstall, type Install } from "../../../adapters/slack/install.ts";
import { type Installations, installations } from "../../../adapters/slack/installations.ts";
import { botScopes, optionalScopes } from "../../../adapters/slack/manifest.ts";
import { grantOf, oauth } from "../../../adapters/slack/oauth.ts";
import { secret } from "../../../adapters/slack/secret.ts";
import { conversation } from "../../../flows/conversation.ts";
import type { Database } from "../../../src/ports/database.ts";
import { freshPglite } from "../../support/database.ts";
import { type StandIn, slackStandIn } from "../../support/slack-stand-in.ts";

const url = "https://parley.example";
const canary = "canary0123456789";
const granted = {
  ok: true,
  access_token: `xoxe.xoxb-${canary}`,
  refresh_token: `xoxe-${canary}`,
  expires_in: 43_200,
  token_type: "bot",
  app_id: "A1",
  bot_user_id: "UBOT",
  scope: "chat:write,commands",
  team: { id: "T1", name: "Acme" },
  enterprise: null,
  is_enterprise_install: false,
};

let database: Database;
let slack: StandIn;
let logged: string[];

const keep = (fields: object, said: string) => void logged.push(JSON.stringify([fields, said]));
const log = { info: keep, warn: keep, error: keep };

function installOf(address: string): Install & { readonly installations: Installations } {
  const clientId = "111.222";
  const calls = oauth({ clientId, clientSecret: `client-${canary}`, apiUrl: slack.url });
  const keys = { current: createSecretKey(randomBytes(32)), old: null };
  const kept = installations(database, keys, { refresh: calls.refresh, log });
  return { url: address, clientId, oauth: calls, installations: kept, say: conversation.say, log };
}

/** The routes of an app of ours, with the stand-in in Slack's place. */
function siteAt(address: string) {
  const install = installOf(address);
  const app = new Hono();
  app.onError((_, c) => c.text("failed", 500));
  addInstall(app, install);
  return { app, kept: install.installations };
}

/** A browser: it follows nothing by itself, and keeps the cookie that it was given. */
function browserOf({ app }: ReturnType<typeof siteAt>) {
  let cookie = "";
  const send = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await app.request(`${url}${path}`, { headers: { ...(cookie && { cookie }), ...headers } });
    const given = answer.headers.get("set-cookie");
    if (given !== null) cookie = /Max-Age=0/.test(given) ? "" : given.split(";")[0]!;
    return { status: answer.status, headers: answer.headers, text: await answer.text(), given };
  };
  return {
    send,
    cookie: () => cookie,
    keep(other: string) {
      cookie = other;
    },
    /** Begins an installation; answers the state that went to Slack. */
    async begin(): Promise<string> {
      const { headers } = await send("/slack/install");
      return new URL(headers.get("location")!).searchParams.get("state")!;
    },
    back: (query: Record<string, string>, headers = {}) => send(`/slack/oauth?${new URLSearchParams(query)}`, headers),
  };
}

const stored = () =>
  database.query<{ id: string; token: string; expires_at: Date | null }>("test-stored", "select * from slack_installations");
const redeemed = () => slack.asked.filter(({ method }) => method === "oauth.v2.access");

beforeAll(async () => {
  [database, slack] = await Promise.all([freshPglite(), slackStandIn()]);
}, 120_000);
afterAll(async () => {
  await database?.close();
  await slack?.stop();
});
beforeEach(async () => {
  logged = [];
  slack.asked.length = 0;
  slack.answers("oauth.v2.access", granted);
  slack.answers("auth.test", { ok: true, bot_id: "BBOT", user_id: "UBOT", team_id: "T1" });
  await database.exec("truncate slack_installations, slack_states");
});

describe("an installation", () => {
  test("goes to Slack with what the app needs, and with a state and a cookie that nobody can guess", async () => {
    const { status, headers, given, text } = await browserOf(siteAt(url)).send("/slack/install");
    expect({ status, text }).toEqual({ status: 302, text: "" });
    const to = new URL(headers.get("location")!);
    expect(to.origin + to.pathname).toBe("https://slack.com/oauth/v2/authorize");
    const { state, ...asked } = Object.fromEntries(to.searchParams);
    expect(asked).toEqual({
      client_id: "111.222",
      scope: [...botScopes, ...optionalScopes].join(","),
      redirect_uri: `${url}/slack/oauth`,
    });
    expect(Buffer.from(state!, "base64url")).toHaveLength(16);
    expect(given).toMatch(/^__Host-parley-slack=[\w-]{22}; /);
    expect(given!.split("; ").slice(1).sort()).toEqual(["HttpOnly", "Max-Age=600", "Path=/", "SameSite=Lax", "Secure"]);
    expect(given).not.toContain(state);
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("on this machine needs no TLS", async () => {
    const browser = browserOf(siteAt("http://localhost:3000"));
    const { given } = await browser.send("/slack/install");
    expect(given).toMatch(/^parley-slack=[\w-]{22}; /);
    expect(given).not.toMatch(/Secure/);
  });

  test("that was allowed is stored, sealed, and the page says what comes next", async () => {
    const site = siteAt(url);
    const browser = browserOf(site);
    const { status, text, given } = await browser.back({ state: await browser.begin(), code: "1.2.abc" });
    expect(status).toBe(200);
    expect(text).toContain("Parley is in your workspace");
    expect(text).toContain('<b dir="auto">/invite @Parley</b>');
    expect(given).toMatch(/^__Host-parley-slack=; Max-Age=0/);
    expect(redeemed().map(({ fields }) => fields)).toEqual([
      { client_id: "111.222", client_secret: `client-${canary}`, code: "1.2.abc", redirect_uri: `${url}/slack/oauth` },
    ]);
    expect(await site.kept.find("T1", null)).toEqual({
      id: "T1",
      app: "A1",
      bot: "BBOT",
      botUser: "UBOT",
      scopes: ["chat:write", "commands"],
    });
    expect((await site.kept.tokenOf("T1"))?.reveal()).toBe(granted.access_token);
    const [row] = await stored();
    expect(row!.expires_at).not.toBe(null);
    for (const shown of [JSON.stringify(row), text, ...logged]) expect(shown).not.toContain(canary);
    expect(logged).toHaveLength(1);
  });

  test("of a whole organisation is stored as the organisation's", async () => {
    slack.answers("oauth.v2.access", { ...granted, team: null, enterprise: { id: "E1", name: "Acme" }, is_enterprise_install: true });
    const site = siteAt(url);
    const browser = browserOf(site);
    expect((await browser.back({ state: await browser.begin(), code: "c" })).status).toBe(200);
    expect((await site.kept.find("T77", "E1"))?.id).toBe("E1");
  });

  test("of a workspace in an organisation is the workspace's, and a token without an end has none", async () => {
    const { refresh_token: _, expires_in: __, ...endless } = granted;
    slack.answers("oauth.v2.access", { ...endless, enterprise: { id: "E1" } });
    const browser = browserOf(siteAt(url));
    expect((await browser.back({ state: await browser.begin(), code: "c" })).status).toBe(200);
    expect(await stored()).toMatchObject([{ id: "T1", expires_at: null }]);
  });

  test("again takes the place of the first", async () => {
    const site = siteAt(url);
    const browser = browserOf(site);
    await browser.back({ state: await browser.begin(), code: "c" });
    slack.answers("oauth.v2.access", { ...granted, access_token: "xoxb-second" });
    await browser.back({ state: await browser.begin(), code: "d" });
    expect(await stored()).toHaveLength(1);
    expect((await site.kept.tokenOf("T1"))?.reveal()).toBe("xoxb-second");
  });

  test("that was declined in Slack ends calmly, and its state is used", async () => {
    const browser = browserOf(siteAt(url));
    const state = await browser.begin();
    const { status, text } = await browser.back({ state, error: "access_denied" });
    expect(status).toBe(200);
    expect(text).toContain("You answered no in Slack");
    expect(text).toContain('<a href="/slack/install">Begin again</a>');
    expect((await browser.back({ state, code: "c" })).status).toBe(400);
    expect([await stored(), redeemed()]).toEqual([[], []]);
  });
});

type Browser = ReturnType<typeof browserOf>;
type Attempt = readonly [string, (state: string, browser: Browser, other: Browser) => Promise<Record<string, string> | string>];

/** What comes back once `step` is done. */
const after = async (step: unknown, made: Record<string, string>): Promise<Record<string, string>> => {
  await step;
  return made;
};

/** Each makes what comes back to Slack's return address, after `browser` began an installation with `state`. */
const attempts: readonly Attempt[] = [
  ["no state", async () => ({ code: "c" })],
  ["an empty state", async () => ({ code: "c", state: "" })],
  ["a state of nobody's", async () => ({ code: "c", state: randomBytes(16).toString("base64url") })],
  ["a state that is cut short", async (state) => ({ code: "c", state: state.slice(0, -1) })],
  ["a state with more behind it", async (state) => ({ code: "c", state: `${state}A` })],
  [
    "a state in other letters",
    async (state) => ({ code: "c", state: state.toLowerCase() === state ? state.toUpperCase() : state.toLowerCase() }),
  ],
  ["a state with a zero byte", async (state) => ({ code: "c", state: `${state.slice(0, -1)}\0` })],
  ["a state of thousands of letters", async () => ({ code: "c", state: "A".repeat(5_000) })],
  ["a state that tries SQL", async () => ({ code: "c", state: "' or true or hash = '  " })],
  ["the state's hash in its place", async (state) => ({ code: "c", state: createHash("sha256").update(state).digest("hex") })],
  ["two states, the wrong one first", async (state) => `state=${"A".repeat(22)}&state=${state}&code=c`],
  ["a list for a state", async (state) => `state[]=${state}&code=c`],
  ["another browser's state", async (_, __, other) => ({ code: "c", state: await other.begin() })],
  ["no cookie", (state, browser) => after(browser.keep(""), { code: "c", state })],
  ["an empty cookie", (state, browser) => after(browser.keep("__Host-parley-slack="), { code: "c", state })],
  [
    "another browser's cookie",
    (state, browser, other) =>
      after(
        other.begin().then(() => browser.keep(other.cookie())),
        { code: "c", state },
      ),
  ],
  ["a cookie of nobody's", (state, browser) => after(browser.keep(`__Host-parley-slack=${"A".repeat(22)}`), { code: "c", state })],
  [
    "the cookie under a name that any host could set",
    (state, browser) => after(browser.keep(browser.cookie().slice("__Host-".length)), { code: "c", state }),
  ],
  ["the state for a cookie", (state, browser) => after(browser.keep(`__Host-parley-slack=${state}`), { code: "c", state })],
  ["a cookie that a newer beginning replaced", (state, browser) => after(browser.begin(), { code: "c", state })],
  [
    "a state that is eleven minutes old",
    (state) => after(database.exec("update slack_states set expires_at = expires_at - interval '11 minutes'"), { code: "c", state }),
  ],
  ["a state that the program has forgotten", (state) => after(database.exec("truncate slack_states"), { code: "c", state })],
  ["no code", async (state) => ({ state })],
  ["a code that is none", async (state) => ({ state, code: "<script>" })],
  ["a code of thousands of letters", async (state) => ({ state, code: "c".repeat(5_000) })],
  ["a no to an installation that nobody began", async () => ({ error: "access_denied", state: "A".repeat(22) })],
  ["an installation from Slack's own page, which knows no state", async () => ({ code: "c" })],
];

describe("what comes back with", () => {
  test.for(attempts)("%s is refused with calm words, and nothing is asked of Slack or stored", async ([, attempt]) => {
    const site = siteAt(url);
    const [browser, other] = [browserOf(site), browserOf(site)];
    const made = await attempt(await browser.begin(), browser, other);
    const { status, text, headers } = await browser.send(`/slack/oauth?${typeof made === "string" ? made : new URLSearchParams(made)}`);
    expect(status).toBe(400);
    expect(text).toContain("good for ten minutes, once, in the browser that began it");
    expect(text).not.toContain("script>");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect([await stored(), redeemed(), logged]).toEqual([[], [], []]);
  });

  test("a state that was used is refused, a hundred times and all at once", async () => {
    const site = siteAt(url);
    const browser = browserOf(site);
    const state = await browser.begin();
    const cookie = browser.cookie();
    const all = await Promise.all(
      Array.from({ length: 100 }, () => site.app.request(`${url}/slack/oauth?state=${state}&code=c`, { headers: { cookie } })),
    );
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(all.filter(({ status }) => status === 400)).toHaveLength(99);
    expect(redeemed()).toHaveLength(1);
    browser.keep(cookie);
    expect((await browser.back({ state, code: "d" })).status).toBe(400);
    expect(redeemed()).toHaveLength(1);
  });

  test("what a stranger's link brings does not end what this browser began, and the stranger uses nothing up", async () => {
    const site = siteAt(url);
    const [victim, attacker] = [browserOf(site), browserOf(site)];
    const [state, planted] = [await victim.begin(), await attacker.begin()];
    // The attacker's own code and state, opened by somebody else: the attacker's workspace would be theirs.
    expect((await victim.back({ state: planted, code: "attackers" })).status).toBe(400);
    expect((await attacker.back({ state, code: "attackers" })).status).toBe(400);
    expect(redeemed()).toEqual([]);
    expect((await victim.back({ state, code: "c" })).status).toBe(200);
  });
});

describe("when Slack", () => {
  test.for<[string, object | "hang-up", number, RegExp]>([
    ["does not know the code", { ok: false, error: "invalid_code" }, 400, /begin again/],
    ["has seen the code before", { ok: false, error: "code_already_used" }, 400, /begin again/],
    ["does not know our secret", { ok: false, error: "bad_client_secret" }, 500, /went wrong on our side/],
    ["asks us to wait", { status: 429, headers: { "retry-after": "3" } }, 503, /did not answer/],
    ["is broken", { status: 500 }, 503, /did not answer/],
    ["hangs up", "hang-up", 503, /did not answer/],
    ["has trouble of its own", { ok: false, error: "internal_error" }, 503, /did not answer/],
    ["leaves out the workspace", { ...granted, team: null }, 500, /went wrong on our side/],
    ["gives a person's token", { ...granted, token_type: "user" }, 500, /went wrong on our side/],
    ["gives no token", { ...granted, access_token: undefined }, 500, /went wrong on our side/],
    ["names a workspace that is none", { ...granted, team: { id: `<b>${canary}` } }, 500, /went wrong on our side/],
  ])("%s nothing is stored, it is asked once, and no secret is said", async ([, answer, expected, words]) => {
    slack.answers("oauth.v2.access", answer);
    const browser = browserOf(siteAt(url));
    const { status, text } = await browser.back({ state: await browser.begin(), code: "c" });
    expect(status).toBe(expected);
    expect(text).toMatch(words);
    expect(redeemed()).toHaveLength(1);
    expect(await stored()).toEqual([]);
    expect([text, ...logged].join()).not.toContain(canary);
    expect(logged).toHaveLength(status === 400 ? 0 : 1);
  });

  test("gives a token and then no name for the bot, nothing is stored", async () => {
    slack.answers("auth.test", { ok: false, error: "account_inactive" });
    const browser = browserOf(siteAt(url));
    expect((await browser.back({ state: await browser.begin(), code: "c" })).status).toBe(500);
    expect(await stored()).toEqual([]);
  });

  test("does not allow it, the page says that an administrator may have to", async () => {
    const browser = browserOf(siteAt(url));
    const { status, text } = await browser.back({ state: await browser.begin(), error: "invalid_scope<script>" });
    expect(status).toBe(400);
    expect(text).toMatch(/administrator’s approval/);
    expect(text).not.toContain("script>");
    expect(redeemed()).toEqual([]);
  });
});

describe("the page", () => {
  test("speaks the browser's language in its direction, holds no script, and goes into no frame or cache", async () => {
    const browser = browserOf(siteAt(url));
    const page = async (language: string) => (await browser.back({}, { "accept-language": language })).text;
    expect(await page("da-DK,da;q=0.9,en;q=0.8")).toMatch(/<html lang="da-DK" dir="ltr">[\s\S]*Intet blev installeret/);
    expect(await page("fa")).toMatch(/<html lang="fa" dir="rtl">[\s\S]*چیزی نصب نشد/);
    expect(await page("de-DE, fa;q=0.5")).toMatch(/<html lang="fa"/);
    expect(await page('xx"><script>')).toMatch(/<html lang="en"/);
    expect(await page('da"><script>')).not.toContain("<script>");
    const { headers, text } = await browser.back({});
    const style = /<style>([\s\S]*?)<\/style>/.exec(text)![1]!;
    expect(headers.get("content-security-policy")).toBe(
      `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(headers.get("content-type")).toBe("text/html; charset=UTF-8");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(text).not.toMatch(/<script|style="|src=/);
  });

  test("stands on the web's own server, too", async () => {
    const app = new OpenAPIHono();
    addInstall(app, installOf(url));
    expect((await app.request("/slack/oauth")).status).toBe(400);
  });
});

describe("Slack's calls", () => {
  const app = () => oauth({ clientId: "1.2", clientSecret: "s", apiUrl: slack.url });

  test("a refresh token is exchanged for the next one", async () => {
    const { access, refresh, endsInS } = await app().refresh(secret("xoxe-1"));
    expect([access.reveal(), refresh?.reveal(), endsInS]).toEqual([granted.access_token, granted.refresh_token, 43_200]);
    expect(redeemed()[0]!.fields).toEqual({ client_id: "1.2", client_secret: "s", grant_type: "refresh_token", refresh_token: "xoxe-1" });
  });

  test("a refresh that Slack refuses says so and is not tried again", async () => {
    slack.answers("oauth.v2.access", { ok: false, error: "invalid_refresh_token" });
    await expect(app().refresh(secret("xoxe-1"))).rejects.toMatchObject({ name: "DeliveryError", retryable: false });
    slack.answers("oauth.v2.access", { status: 429, headers: { "retry-after": "7" } });
    await expect(app().refresh(secret("xoxe-1"))).rejects.toMatchObject({ retryable: true, retryAfterMs: 7_000 });
    expect(redeemed()).toHaveLength(2);
  });

  test("a bot token of one workspace says whose it is", async () => {
    slack.answers("bots.info", { ok: true, bot: { id: "BBOT", app_id: "A1" } });
    const grant = await grantOf(secret("xoxb-1"), slack.url);
    expect(grant).toMatchObject({ id: "T1", app: "A1", bot: "BBOT", botUser: "UBOT", token: { refresh: null, endsInS: null } });
    expect(slack.asked.map(({ method, token }) => [method, token])).toEqual([
      ["auth.test", "xoxb-1"],
      ["bots.info", "xoxb-1"],
    ]);
    slack.answers("auth.test", { ok: false, error: "invalid_auth" });
    await expect(grantOf(secret("xoxb-1"), slack.url)).rejects.toMatchObject({ name: "DeliveryError", retryable: false });
  });
});
