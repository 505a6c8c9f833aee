/** What an open page hears, from the real server over a real database; only the interval of the heartbeat is moved by hand. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { openStore } from "../../../adapters/postgres/store.ts";
import { poll } from "../../../adapters/scheduler/poll.ts";
import { webChat } from "../../../adapters/web/chat.ts";
import { type App, webApp } from "../../../adapters/web/server.ts";
import { bell } from "../../../adapters/web/stream.ts";
import { tables } from "../../../adapters/web/tables.ts";
import { conversation } from "../../../flows/conversation.ts";
import { documents } from "../../../flows/documents.ts";
import { phrases } from "../../../flows/wording/index.ts";
import { inbound } from "../../../src/engine/inbound.ts";
import { relay } from "../../../src/engine/relay.ts";
import { setUp } from "../../../src/engine/set-up.ts";
import { readers } from "../../../src/operations/readers.ts";
import { readSeed } from "../../../src/operations/seed.ts";
import type { Database } from "../../../src/ports/database.ts";
import { freshPglite } from "../../support/database.ts";
import { until } from "../../support/program.ts";

const warned: string[] = [];
const log = { info() {}, warn: (_: object, message: string) => void warned.push(message), error() {} };

let database: Database;
let app: App;
let closing = false;
const rooms = bell();

beforeAll(async () => {
  database = await freshPglite();
  const store = openStore(database);
  const account = await readSeed();
  await store.saveAccount(account);
  const engine = { store, conversation, chance: () => "0".repeat(32) };
  const web = tables(database);
  const scheduler = poll(log);
  let made = 0;
  app = webApp({
    inbound: inbound(engine, log, documents, () => scheduler.wake()),
    setUp: setUp(
      engine,
      async () => readers,
      () => scheduler.wake(),
    ),
    tables: web,
    bell: rooms,
    log,
    chance: () => (++made).toString(16).padStart(32, "0"),
    say: conversation.say,
    words: phrases,
    playground: { relationships: () => store.accounts(), forward: store.forward, next: () => store.forward(0), onClock: () => () => {} },
    links: null,
    pictures: { addresses: null, get: async () => null },
    entered: async () => {},
    closing: () => closing,
    health: async () => ({ ready: true, detail: {} }),
  });
  const worker = relay(engine, webChat(web, rooms.ring), log, () => {});
  scheduler.start(worker);
  return () => scheduler.stop();
});
afterAll(() => database.close());

const host = { host: "localhost" };
async function tokenOf(person: string): Promise<string> {
  const headers = { ...host, "content-type": "application/json" };
  const answer = await app.request("/api/playground/sign-in", { method: "POST", headers, body: JSON.stringify({ person }) });
  return ((await answer.json()) as { token: string }).token;
}

type Heard = { text: string; readonly end: () => Promise<void>; over: boolean };

/** Opens a person's stream; `text` is everything that came. */
async function listenAs(person: string): Promise<Heard> {
  const answer = await app.request("/api/stream", { headers: { ...host, authorization: `Bearer ${await tokenOf(person)}` } });
  expect(answer.headers.get("content-type")).toContain("text/event-stream");
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  const heard: Heard = { text: "", over: false, end: () => reader.cancel() };
  void (async () => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      heard.text += value;
    }
    heard.over = true;
  })();
  await until(() => heard.text.includes(": here\n\n"));
  return heard;
}

let said = 0;
async function say(person: string, room: string, text: string): Promise<void> {
  const headers = { ...host, "content-type": "application/json", authorization: `Bearer ${await tokenOf(person)}` };
  const body = JSON.stringify({ key: `stream-test-${++said}`, text });
  const answer = await app.request(`/api/rooms/${room}/messages`, { method: "POST", headers, body });
  expect(answer.status).toBe(200);
}

describe("an open page", () => {
  beforeEach(() => {
    closing = false;
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  });
  afterEach(() => vi.useRealTimers());

  test("hears its own rooms and not one byte of the other firm's side room", async () => {
    const [ours, theirs] = [await listenAs("freja"), await listenAs("reza")];
    await say("lars", "customer", "between us: at most 50,000");
    await until(() => ours.text.includes("at most 50,000"));
    await say("freja", "shared", "good morning");
    await until(() => theirs.text.includes("good morning") && ours.text.includes("good morning"));
    const events = theirs.text.split("\n\n").filter((event) => event !== "");
    expect(events).toEqual(["event: open\ndata: {}", ": here", expect.stringMatching(/^event: message\n.*good morning/s)]);
    // Numbers and times would tell, too: the other firm's first message of the room is its first.
    expect(events[2]).toContain('"seq":1');
    await Promise.all([ours.end(), theirs.end()]);
  });

  test("hears a heartbeat every 25 seconds, whether something happens or nothing", async () => {
    const [busy, quiet] = [await listenAs("freja"), await listenAs("reza")];
    const beats = ({ text }: Heard) => text.split("\n\n").filter((event) => event === ": here").length;
    for (const expected of [2, 3, 4]) {
      await vi.advanceTimersByTimeAsync(24_999);
      await say("lars", "customer", `aside ${expected}`);
      await until(() => busy.text.includes(`aside ${expected}`));
      expect([beats(busy), beats(quiet)]).toEqual([expected - 1, expected - 1]);
      await vi.advanceTimersByTimeAsync(1);
      await until(() => beats(busy) >= expected && beats(quiet) >= expected);
      expect([beats(busy), beats(quiet)]).toEqual([expected, expected]);
    }
    expect(quiet.text).toBe(`event: open\ndata: {}\n\n${": here\n\n".repeat(4)}`);
    await Promise.all([busy.end(), quiet.end()]);
    await until(() => vi.getTimerCount() === 0);
  });

  test("is let go when the program closes, and leaves nothing waiting when it goes by itself", async () => {
    const [stays, goes] = [await listenAs("freja"), await listenAs("reza")];
    await goes.end();
    await until(() => rooms.waiting() === 1);
    closing = true;
    rooms.ring();
    await until(() => stays.over && rooms.waiting() === 0);
  });

  test("that waits for long is remembered once", async () => {
    const own = bell();
    await Promise.all(Array.from({ length: 50 }, () => own.wait(1)));
    expect(own.waiting()).toBe(0);
  });

  test("breaks off when the database is away, and the program says so in one line of its log", async () => {
    const listener = await listenAs("freja");
    await database.exec("alter table web_messages rename to gone");
    rooms.ring();
    await until(() => listener.over);
    await database.exec("alter table gone rename to web_messages");
    expect(warned).toContain("a stream broke off");
  });
});
