/** Slack's requests: only Slack's own are taken, each once, and answered once they are kept. */
import { createHmac } from "node:crypto";
import type { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Inbox, inbox } from "../../../adapters/chat/inbox.ts";
import type { Body } from "../../../adapters/slack/parse.ts";
import { bodyOf, isSlacks, receiver, takes } from "../../../adapters/slack/receiver.ts";
import type { Database } from "../../../src/ports/database.ts";
import { awayWhile, empty, freshPglite } from "../../support/database.ts";
import { signed } from "../../support/slack/send.ts";

const secret = "8f742231b10e8888abcd99yyyzzz85a5";
const silent = { info() {}, warn() {}, error() {} };
const json = "application/json";
const form = "application/x-www-form-urlencoded";

let database: Database;
let handled: Body[];
let order: string[];
let isAway: boolean;
let app: Hono;
beforeAll(async () => {
  database = await freshPglite();
}, 60_000);
afterAll(() => database?.close());
beforeEach(async () => {
  await empty(database);
  [handled, order, isAway] = [[], [], false];
  app = receiving(inbox(over(database), "slack"));
});

/** The database, which is away when the test says so, and notes when something is kept. */
const over = (real: Database): Database => {
  const away = awayWhile(real, () => isAway);
  return {
    ...away,
    async query<R extends object>(name: string, text: string, values?: readonly unknown[]) {
      const rows = await away.query<R>(name, text, values);
      if (name === "slack-inbox-keep") order.push("kept");
      return rows;
    },
  };
};
const receiving = (kept: Inbox, signingSecret = secret): Hono =>
  receiver(
    signingSecret,
    takes({
      inbox: kept,
      handle: async (body) => {
        handled.push(body);
        return body["type"] === "view_submission" ? { response_action: "clear" } : null;
      },
      limited: async () => undefined,
      isTalk: async () => false,
      awaited: { now: 0 },
      log: silent,
    }),
  );

type Headers = readonly (readonly [string, string])[];
async function post(body: string, headers: Headers | null = null, path = "/slack/events", type = json) {
  const all = headers ?? Object.entries(signed(secret, body, Date.now()));
  const answer = await app.request(path, { method: "POST", body, headers: [["content-type", type], ...all] as [string, string][] });
  order.push("answered");
  return { status: answer.status, text: await answer.text() };
}
const rows = async (): Promise<number> => (await database.query("rows", "select 1 from inbox")).length;
const event = (id = "Ev1", text = "<@U0PARLEY> hello"): string =>
  JSON.stringify({
    type: "event_callback",
    event_id: id,
    event: { type: "message", channel: "C1", ts: id === "Ev1" ? "1.1" : id, user: "U1", text },
  });

const now = (): number => Math.floor(Date.now() / 1_000);
const mac = (stamp: string, body: string, key = secret): string => createHmac("sha256", key).update(`v0:${stamp}:${body}`).digest("hex");
const good = (body: string, stamp = String(now())): [string, string] => [stamp, `v0=${mac(stamp, body)}`];
const stampName = "x-slack-request-timestamp";
const signName = "x-slack-signature";
const both = (stamp: string, signature: string): Headers => [
  [stampName, stamp],
  [signName, signature],
];

describe("a request that is not Slack's", () => {
  const forged: readonly (readonly [string, (body: string) => Headers])[] = [
    ["without any headers", () => []],
    ["without a signature", (body) => [[stampName, good(body)[0]]]],
    ["without a time", (body) => [[signName, good(body)[1]]]],
    ["with an empty signature", (body) => both(good(body)[0], "")],
    ["with an empty time", (body) => both("", `v0=${mac("", body)}`)],
    ["six minutes old", (body) => both(...good(body, String(now() - 360)))],
    ["a day old", (body) => both(...good(body, String(now() - 86_400)))],
    ["from two minutes ahead", (body) => both(...good(body, String(now() + 120)))],
    ["from a day ahead", (body) => both(...good(body, String(now() + 86_400)))],
    ["whose time is no number", (body) => both(...good(body, "now"))],
    ["whose time is negative", (body) => both(...good(body, "-1"))],
    ["whose time is a fraction", (body) => both(...good(body, `${now()}.5`))],
    ["whose time is in hexadecimal", (body) => both(...good(body, `0x${now().toString(16)}`))],
    ["whose time is longer than any", (body) => both(...good(body, `${now()}0000`))],
    ["signed for another time", (body) => both(String(now() - 1), good(body)[1])],
    ["signed over another body", (body) => both(...good(`${body} `))],
    ["signed with another secret", (body) => both(good(body)[0], `v0=${mac(good(body)[0], body, "other")}`)],
    ["signed with no secret", (body) => both(good(body)[0], `v0=${mac(good(body)[0], body, "")}`)],
    ["signed in another version", (body) => both(good(body)[0], good(body)[1].replace("v0=", "v1="))],
    ["whose signature has no version", (body) => both(good(body)[0], mac(good(body)[0], body))],
    ["signed in capitals", (body) => both(good(body)[0], `v0=${mac(good(body)[0], body).toUpperCase()}`)],
    ["whose signature is cut short", (body) => both(good(body)[0], good(body)[1].slice(0, -2))],
    ["whose signature is garbled", (body) => both(good(body)[0], good(body)[1].replace(/.{4}$/, "zzzz"))],
    ["whose signature comes twice", (body) => [...both(...good(body)), [signName, good(body)[1]]]],
    ["whose time comes twice", (body) => [...both(...good(body)), [stampName, good(body)[0]]]],
  ];
  test.each(forged)("%s is refused, and nothing is kept", async (_, headers) => {
    for (const body of [
      event(),
      "ssl_check=1&payload=%7B%22type%22%3A%22block_actions%22%7D",
      '{"type":"url_verification","challenge":"x"}',
    ])
      expect(await post(body, headers(body))).toEqual({ status: 401, text: "" });
    expect([await rows(), handled]).toEqual([0, []]);
  });

  test("without a secret nothing is Slack's, not even what is signed with none", () => {
    const stamp = String(now());
    expect(isSlacks("", "body", stamp, `v0=${mac(stamp, "body", "")}`, Date.now())).toBe(false);
  });

  test("a request holds for five minutes, and for a minute ahead of our clock", () => {
    const at = 1_700_000_000;
    const holds = (stamp: number) => isSlacks(secret, "b", String(stamp), `v0=${mac(String(stamp), "b")}`, at * 1_000);
    expect([at - 301, at - 300, at, at + 60, at + 61].map(holds)).toEqual([false, true, true, true, false]);
  });
});

describe("a request of Slack's", () => {
  test("is answered once it is kept, never before", async () => {
    expect((await post(event())).status).toBe(200);
    expect(order).toEqual(["kept", "answered"]);
  });

  test("that cannot be kept is answered with 503, and comes about once when Slack repeats it", async () => {
    isAway = true;
    expect((await post(event())).status).toBe(503);
    expect(handled).toEqual([]);
    isAway = false;
    const again = await Promise.all([post(event()), post(event()), post(event())]);
    expect(again.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(handled).toHaveLength(1);
    expect(await rows()).toBe(1);
  });

  test("sent a hundred times at once, and again after a restart, comes about once", async () => {
    const headers = both(...good(event()));
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(event(), headers)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    app = receiving(inbox(over(database), "slack"));
    expect((await post(event(), headers)).status).toBe(200);
    expect(handled).toHaveLength(1);
  });

  test("tells of one thing in two envelopes, and it comes about once", async () => {
    const body = JSON.parse(event()) as Body;
    const mention = { ...body, event_id: "Ev2", event: { ...(body["event"] as Body), type: "app_mention" } };
    expect((await post(event())).status + (await post(JSON.stringify(mention))).status).toBe(400);
    expect(handled).toHaveLength(1);
  });

  test("that holds no object is refused as such", async () => {
    for (const body of ["null", "[]", "[{}]", "7", '"text"', "true", "", "{", "undefined"])
      expect((await post(body)).status, body).toBe(400);
    for (const body of ["payload=null", "payload=%5B%5D", "payload=7", "payload=", "payload=%7B"])
      expect((await post(body, null, "/slack/interactions", form)).status, body).toBe(400);
    expect(await rows()).toBe(0);
  });

  test("nested deeper than anything of Slack's is refused, and the next one is heard", async () => {
    const deep = `{"type":"event_callback","event":{"type":"x","a":${"[".repeat(200_000)}${"]".repeat(200_000)}}}`;
    expect((await post(deep)).status).toBe(400);
    expect((await post(event())).status).toBe(200);
  });

  test("larger than any of Slack's is refused unread, signed or not", async () => {
    const large = JSON.stringify({ type: "event_callback", filler: "x".repeat(1024 * 1024) });
    expect((await post(large)).status).toBe(413);
    expect((await post(large, [])).status).toBe(413);
    expect(await rows()).toBe(0);
  });

  test("that asks whether we are here is answered with its challenge, and nothing is kept", async () => {
    expect(await post('{"type":"url_verification","challenge":"3eZbrw1aB"}')).toEqual({ status: 200, text: "3eZbrw1aB" });
    expect((await post('{"type":"url_verification","challenge":{"x":1}}')).status).toBe(400);
    expect(await rows()).toBe(0);
  });

  test("that checks our certificate is answered and nothing else; with a payload, the payload counts", async () => {
    expect((await post("ssl_check=1&token=x", null, "/slack/commands", form)).status).toBe(200);
    expect([await rows(), handled]).toEqual([0, []]);
    const smuggled = `ssl_check=1&payload=${encodeURIComponent('{"type":"view_submission","user":{"id":"U1"},"view":{"id":"V1"}}')}`;
    expect((await post(smuggled, null, "/slack/interactions", form)).text).toBe('{"response_action":"clear"}');
    expect(handled).toHaveLength(1);
  });

  test("that sends a form is answered with what came of it, each time that Slack repeats it", async () => {
    const body = `payload=${encodeURIComponent('{"type":"view_submission","user":{"id":"U1"},"view":{"id":"V1","hash":"1"}}')}`;
    for (const _ of [1, 2]) expect((await post(body, null, "/slack/interactions", form)).text).toBe('{"response_action":"clear"}');
    expect(await rows()).toBe(1);
  });

  test("leaves none of its words behind once it is handled", async () => {
    await post(event("Ev1", "<@U0PARLEY> a secret of the firm"));
    for (;;) {
      const [row] = await database.query<{ payload: string; done: boolean }>(
        "row",
        "select payload, done_at is not null as done from inbox",
      );
      if (!row!.done) continue;
      expect(row!.payload).toBe("");
      break;
    }
  });

  test("that is talk between people is noted, once, before it is answered: no word of it is kept, and nothing is done about it", async () => {
    for (const _ of [1, 2]) expect((await post(event("Ev1", "a secret of the firm"))).status).toBe(200);
    expect(order).toEqual(["kept", "answered", "kept", "answered"]);
    const [row, ...others] = await database.query("row", "select payload, done_at is not null as done from inbox");
    expect([row, others, handled]).toEqual([{ payload: "", done: true }, [], []]);
    expect(await inbox(database, "slack").claim(10)).toEqual([]);
  });

  test("of another address, or fetched, is nobody's", async () => {
    expect((await post(event(), null, "/slack/other")).status).toBe(404);
    expect((await app.request("/slack/events")).status).toBe(404);
    expect(await rows()).toBe(0);
  });
});

test("a body is read as what its type says: JSON, a form's payload, or the form itself", () => {
  expect(bodyOf('{"a":1}', json)).toEqual({ a: 1 });
  expect(bodyOf("payload=%7B%22a%22%3A1%7D", `${form}; charset=utf-8`)).toEqual({ a: 1 });
  expect(bodyOf("command=%2Fparley&text=a%2Bb+c", form)).toEqual({ command: "/parley", text: "a+b c" });
  expect(Object.getPrototypeOf(bodyOf('{"__proto__":{"type":"x"}}', json))).toBe(Object.prototype);
});
