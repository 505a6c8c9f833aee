/** The Agents SDK where it is not the stand-in that it speaks to: whom it asks for keys and for a token, and what it gives away. */
import http from "node:http";
import https from "node:https";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { connectBot } from "../../../adapters/teams/connect.ts";
import { sdks } from "../../../adapters/teams/sdk.ts";
import { say } from "../../support/teams/furnish.ts";
import { messageActivity } from "../../support/teams/payloads.ts";
import { startTeams, type Teams } from "../../support/teams/server.ts";
import { claimsFor, mint } from "../../support/teams/tokens.ts";
import { type TwoFirms, twoFirms } from "../../support/teams/two-firms.ts";

const issuer = "https://api.botframework.com";
const serviceUrl = "https://smba.trafficmanager.net/emea/";
const secret = "canary-secret";

let teams: Teams;
let firms: TwoFirms;
/** What would have left this machine, in order. */
let sent: { readonly url: string; readonly authorization: string | null; readonly body: string }[];
const printed: unknown[] = [];

beforeAll(async () => {
  teams = await startTeams();
  firms = twoFirms(teams.world);
});
afterAll(() => teams.close());
beforeEach(() => {
  sent = [];
  printed.length = 0;
  for (const name of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, name).mockImplementation((...words) => void printed.push(words));
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const { headers } = new Request(input, init);
    const url = String(input);
    sent.push({ url, authorization: headers.get("authorization"), body: String(init?.body ?? "") });
    return Response.json(answerTo(url));
  });
  // The SDK's own way to the keys: whatever server it means, the stand-in's are the ones that it gets.
  vi.spyOn(https, "request").mockImplementation(((options: https.RequestOptions, answered: (response: http.IncomingMessage) => void) => {
    sent.push({ url: `https://${options.hostname}${options.path}`, authorization: null, body: "" });
    return http.request(`${teams.url}/v1/.well-known/keys`, answered);
  }) as typeof https.request);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

function answerTo(url: string): unknown {
  if (url === "https://login.botframework.com/v1/.well-known/keys") return { keys: teams.keys };
  if (/\/oauth2\/v2\.0\/token/.test(url)) return { token_type: "Bearer", expires_in: 3_600, access_token: "our-token" };
  if (url.startsWith(serviceUrl)) return { id: "1" };
  const login = `https://login.microsoftonline.com/${firms.sahand.id}`;
  return {
    issuer: `${login}/v2.0`,
    authorization_endpoint: `${login}/oauth2/v2.0/authorize`,
    token_endpoint: `${login}/oauth2/v2.0/token`,
  };
}

/** A bot that believes that it speaks to Teams itself. */
async function realBot(handle: () => Promise<unknown>) {
  const { world } = teams;
  const settings = {
    appId: world.app.id,
    password: secret,
    tenants: [firms.sahand.id, firms.nordvik.id],
    insecure: false,
    standIn: null,
    sdk: "agents" as const,
  };
  return connectBot(await sdks.agents(), settings, handle, { info() {}, warn() {}, error() {} });
}

test("what the Bot Connector signs is taken, by its own keys and no other; what the stand-in signs for itself is not", async () => {
  let handled = 0;
  const bot = await realBot(async () => void handled++);
  const activity = { ...messageActivity(teams.world, say(teams.world, firms.shared, firms.freja, "hello")), serviceUrl };
  const signed = (by: string, more: object = {}) =>
    `Bearer ${mint(teams.signer, { ...claimsFor(teams.world.app.id, serviceUrl, by), ...more })}`;
  const tenant = firms.sahand.id;
  for (const other of [
    signed(teams.url),
    signed("https://API.botframework.com"),
    signed(`https://sts.windows.net/${tenant}/`, { tid: tenant }),
    signed("https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"),
    signed(issuer, { serviceurl: "https://smba.trafficmanager.net/amer/" }),
    signed(issuer, { appid: "5b1f3c9e-0000-4000-8000-00000000ffff" }),
  ])
    expect(await bot.receive(other, JSON.stringify(activity))).toEqual({ status: 401 });
  expect(handled).toBe(0);
  expect(await bot.receive(signed(issuer), JSON.stringify(activity))).toEqual({ status: 200 });
  expect(handled).toBe(1);
  expect(new Set(sent.map(({ url }) => url))).toEqual(new Set(["https://login.botframework.com/v1/.well-known/keys"]));
  expect(printed).toEqual([]);
});

test("our secret goes to Microsoft's login alone, whatever the environment names, and our token to Teams alone", async () => {
  for (const [name, value] of [
    ["MSAL_FORCE_REGION", "attacker.example/"],
    ["REGION_NAME", "attacker.example/"],
    ["TOKEN_SERVICE_ENDPOINT", "https://attacker.example"],
    ["connections__serviceConnection__settings__authorityEndpoint", "https://attacker.example"],
    ["authorityEndpoint", "https://attacker.example"],
  ] as const)
    vi.stubEnv(name, value);
  const bot = await realBot(async () => null);
  const to = { serviceUrl, tenant: firms.sahand.id, conversation: "19:a/../b?c=d@thread.tacv2;messageid=17" };
  expect(await bot.post(to, { type: "message", text: "hello" })).toBe("1");
  await expect(bot.post({ ...to, serviceUrl: "https://attacker.example/" }, { type: "message", text: "hello" })).rejects.toMatchObject({
    code: "host-not-allowed",
  });
  const told = sent.filter(({ body }) => body.includes(secret));
  expect(told.map(({ url }) => new URL(url).origin)).toEqual(["https://login.microsoftonline.com"]);
  expect(told[0]?.url).toContain(`/${firms.sahand.id}/`);
  const shown = sent.filter(({ authorization }) => authorization !== null);
  expect(shown.map(({ url, authorization }) => [url, authorization])).toEqual([
    [`${serviceUrl}v3/conversations/19%3Aa%2F..%2Fb%3Fc%3Dd%40thread.tacv2%3Bmessageid%3D17/activities`, "Bearer our-token"],
  ]);
  expect(sent.filter(({ url }) => url.includes("attacker"))).toEqual([]);
  expect(printed).toEqual([]);
});
