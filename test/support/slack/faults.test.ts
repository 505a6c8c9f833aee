import type { WebClient } from "@slack/web-api";
import { beforeEach, expect, test } from "vitest";
import { clientOf, refusal } from "./client.ts";
import { type Fault, type Slack, startSlack } from "./server.ts";
import { type TwoFirms, twoFirms } from "./two-firms.ts";

let slack: Slack;
let firms: TwoFirms;
let web: WebClient;

beforeEach(async () => {
  slack = await startSlack();
  firms = twoFirms(slack.world);
  web = clientOf(slack, firms.ours.token);
  return () => slack.close();
});

const post = () => web.chat.postMessage({ channel: firms.shared.id, text: "hello" });

/** The first post goes wrong; what the client says, and whether Slack has the message. */
async function once(fault: Fault): Promise<readonly [string, boolean]> {
  slack.faults = ({ method, nth }) => (method === "chat.postMessage" && nth === 1 ? fault : null);
  return [await refusal(post()), slack.world.messages.length > 0];
}

const refused: readonly (readonly [string, Fault, string, boolean])[] = [
  ["an error of Slack's", { error: "internal_error" }, "internal_error", false],
  ["an error of Slack's though it was done", { error: "internal_error", after: true }, "internal_error", true],
  ["too much", { error: "ratelimited" }, "WebAPIRateLimitedError", false],
  ["too much, for an hour", { status: 429, headers: { "retry-after": "3600" } }, "WebAPIRateLimitedError", false],
  ["too much, in words", { status: 429, headers: { "retry-after": "soon" } }, "Error", false],
  ["a page of HTML", { status: 500 }, "WebAPIHTTPError", false],
  ["a page of HTML though it was done", { status: 503, after: true }, "WebAPIHTTPError", true],
  ["half an answer", { status: 200, body: '{"ok":tr', after: true }, '{"ok":tr', true],
  ["a connection cut before", { drop: "before" }, "WebAPIRequestError", false],
  ["a connection cut after", { drop: "after" }, "WebAPIRequestError", true],
];

for (const [name, fault, said, stands] of refused) {
  test(`${name}: the client learns of it, and Slack has the message or not`, async () => {
    const [code, there] = await once(fault);
    expect(code).toBe(said);
    expect(there).toBe(stands);
    expect(slack.ledger.map(({ took, fault: kept }) => [took, kept])).toEqual([[stands, fault]]);
    expect(await refusal(post())).toBe("");
    expect(slack.taken("chat.postMessage")).toHaveLength(stands ? 2 : 1);
  });
}

test("a call that hangs is never answered, whether it was done or not", async () => {
  for (const [index, hang] of ([true, "after"] as const).entries()) {
    slack.faults = () => ({ hang });
    const patience = new AbortController();
    const body = new URLSearchParams({ token: firms.ours.token, channel: firms.shared.id, text: hang === true ? "lost" : "kept" });
    const call = refusal(fetch(`${slack.apiUrl}chat.postMessage`, { method: "POST", body, signal: patience.signal }));
    await expect.poll(() => slack.ledger.length).toBe(index + 1);
    patience.abort();
    expect(await call).toBe("DOMException");
  }
  expect(slack.ledger.map(({ answer, took }) => [answer, took])).toEqual([
    [null, false],
    [null, true],
  ]);
  expect(slack.world.messages.map(({ content }) => content.text)).toEqual(["kept"]);
});

test("a call that is late is done all the same", async () => {
  expect(await once({ delayMs: 20 })).toEqual(["", true]);
});

test("a fault may wait for the test, and sees who calls", async () => {
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  slack.faults = async ({ installation }) => {
    expect(installation).toBe(firms.ours);
    await held;
    return null;
  };
  const call = post();
  go();
  expect((await call).ok).toBe(true);
});
