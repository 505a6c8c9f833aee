/** Socket Mode against a server of our own: what comes over it is kept before it is acknowledged, and comes about once whatever breaks. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { inbox } from "../../../adapters/chat/inbox.ts";
import type { Body } from "../../../adapters/slack/parse.ts";
import { takes } from "../../../adapters/slack/receiver.ts";
import { type Socket, socket } from "../../../adapters/slack/socket.ts";
import type { Database } from "../../../src/ports/database.ts";
import { awayWhile, empty, freshPglite } from "../../support/database.ts";
import { until } from "../../support/program.ts";

/** What was acknowledged: the envelope, with what Slack is answered in it, and how many rows were kept by then. */
type Acknowledged = { readonly envelope: string; readonly payload: unknown; readonly kept: number };

let database: Database;
let server: Server;
let sockets: WebSocketServer;
/** Every connection that came about, the newest last. */
let connections: WebSocket[];
let acknowledged: Acknowledged[];
let handled: Body[];
let warned: string[];
let isAway: boolean;
let refusals: number;
let running: Socket;

const rows = async (): Promise<number> => (await database.query("rows", "select 1 from inbox")).length;

beforeAll(async () => {
  database = await freshPglite();
}, 60_000);
afterAll(() => database?.close());

beforeEach(async () => {
  await empty(database);
  [connections, acknowledged, handled, warned, isAway, refusals] = [[], [], [], [], false, 0];
  server = createServer((_, response) => {
    const { port } = server.address() as AddressInfo;
    const answer = refusals-- > 0 ? { ok: false, error: "internal_error" } : { ok: true, url: `ws://127.0.0.1:${port}/link` };
    response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
  });
  sockets = new WebSocketServer({ server });
  sockets.on("connection", (connection) => {
    connections.push(connection);
    connection.on("message", async (text) => {
      const { envelope_id: envelope, payload } = JSON.parse(String(text)) as { envelope_id: string; payload: unknown };
      acknowledged.push({ envelope, payload, kept: await rows() });
    });
    connection.send(JSON.stringify({ type: "hello", num_connections: 1 }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const log = { info() {}, error() {}, warn: (_: object, message: string) => void warned.push(message) };
  const handle = async (body: Body) => {
    handled.push(body);
    return body["type"] === "view_submission" ? { response_action: "clear" } : null;
  };
  const { port } = server.address() as AddressInfo;
  const receiving = takes({
    inbox: inbox(
      awayWhile(database, () => isAway),
      "slack",
    ),
    handle,
    limited: async () => undefined,
    isTalk: async () => false,
    awaited: { now: 0 },
    log,
  });
  running = socket("xapp-1-test", `http://127.0.0.1:${port}/api/`, receiving, log);
  running.start();
  await connected(1);
});
afterEach(async () => {
  await running.stop();
  sockets.close();
  server.closeAllConnections();
  server.close();
});

const connected = (times: number): Promise<void> => until(() => connections.length >= times);
const newest = (): WebSocket => connections.at(-1)!;

const said = (text = "<@U0PARLEY> status"): Body => ({
  type: "event_callback",
  event_id: "Ev1",
  event: { type: "app_mention", channel: "C1", ts: "1.1", user: "U1", text },
});
const form: Body = { type: "view_submission", user: { id: "U1" }, view: { id: "V1", hash: "1" } };

/** Sends a delivery as Slack does; each time that it is repeated, it comes in an envelope of its own. */
function deliver(payload: Body, envelope: string, type = "events_api"): void {
  newest().send(JSON.stringify({ type, envelope_id: envelope, accepts_response_payload: type === "interactive", payload }));
}

describe("over a socket", () => {
  test("a delivery is acknowledged once it is kept, and comes about", async () => {
    deliver(said(), "one");
    await until(() => acknowledged.length === 1 && handled.length === 1);
    expect(acknowledged).toEqual([{ envelope: "one", payload: {}, kept: 1 }]);
  });

  test("a form is answered in its acknowledgement", async () => {
    deliver(form, "one", "interactive");
    await until(() => acknowledged.length === 1);
    expect(acknowledged).toEqual([{ envelope: "one", payload: { response_action: "clear" }, kept: 1 }]);
  });

  test("a delivery whose acknowledgement is lost comes again over the next connection, and has come about once", async () => {
    newest().removeAllListeners("message");
    deliver(said(), "one");
    await until(() => handled.length === 1);
    newest().terminate();
    await connected(2);
    deliver(said(), "two");
    await until(() => acknowledged.length === 1);
    expect(acknowledged).toEqual([{ envelope: "two", payload: {}, kept: 1 }]);
    expect(handled).toHaveLength(1);
  });

  test("a delivery that cannot be kept is not acknowledged, and comes about when Slack repeats it", async () => {
    isAway = true;
    deliver(said(), "one");
    await until(() => warned.length > 0);
    expect([acknowledged, handled]).toEqual([[], []]);
    isAway = false;
    deliver(said(), "two");
    await until(() => acknowledged.length === 1 && handled.length === 1);
    expect(acknowledged[0]).toMatchObject({ envelope: "two", kept: 1 });
  });

  test("asked to connect anew, it does, and hears on", async () => {
    newest().send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" }));
    await connected(2);
    deliver(said(), "one");
    await until(() => acknowledged.length === 1);
  });

  test("where Slack does not let it in, it comes again", async () => {
    refusals = 2;
    newest().terminate();
    await connected(2);
    expect(warned).toEqual(["Slack: no socket connection came about", "Slack: no socket connection came about"]);
    deliver(said(), "one");
    await until(() => acknowledged.length === 1);
  });

  test("stopped, it closes its connection and opens none any more", async () => {
    const closed = once(newest(), "close");
    await running.stop();
    await closed;
    expect(connections).toHaveLength(1);
  });
});
