/**
 * Socket Mode: the same deliveries over a connection that we open, for a workspace that cannot reach us
 * (https://docs.slack.dev/apis/events-api/using-socket-mode). They come into the same inbox, and are acknowledged once they are kept.
 *
 * The library connects again by itself only after some failures and ends the process with others, so each connection is one of ours: when it
 * ends, or nothing was heard of it for long, the next one is opened.
 */
import { SocketModeClient } from "@slack/socket-mode";
import type { Log } from "../../src/ports/scheduler.ts";
import type { Receiving } from "../chat/receiving.ts";
import { clientOptions, silent } from "./client.ts";
import type { Body } from "./parse.ts";
import { take as takeBody } from "./receiver.ts";

/** Slack pings every few seconds; a connection of which nothing is heard for so long is none. */
const silenceMs = 60_000;
/** How long we wait before the next connection: longer after each one that did not come about. */
const pausesMs = [500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;

export type Socket = {
  /** Connects, from now on and again, until `stop`. */
  start(): void;
  stop(): Promise<void>;
};

/** A Socket Mode connection that puts what it hears into the inbox. */
export function socket(appToken: string, apiUrl: string | null, receiving: Receiving, log: Log): Socket {
  let stopped = false;
  let current: SocketModeClient | null = null;
  let running: Promise<void> = Promise.resolve();
  let wake: () => void = () => {};

  const take = async ({ ack, body }: { ack: (answer?: object) => Promise<void>; body: Body }): Promise<void> => {
    try {
      const answer = await takeBody(receiving, body);
      await ack(answer && typeof answer === "object" ? answer : undefined);
    } catch (error) {
      // Not kept, so not acknowledged: Slack sends it again.
      log.warn({ error: error instanceof Error ? error.name : "unknown" }, "a delivery over the socket was not kept");
    }
  };

  /** One connection, until it ends; answers whether it came about. */
  const connection = async (): Promise<boolean> => {
    const client = new SocketModeClient({ appToken, autoReconnectEnabled: false, logger: silent, clientOptions: clientOptions(apiUrl) });
    current = client;
    let heardMs = performance.now();
    client.on("ws_message", () => {
      heardMs = performance.now();
    });
    client.on("slack_event", (event: Parameters<typeof take>[0]) => void take(event));
    const ended = new Promise<void>((resolve) => client.once("disconnected", () => resolve()));
    const watch = setInterval(() => {
      const isUp = client.websocket?.isActive() === true;
      if (!isUp && performance.now() - heardMs > silenceMs) void client.disconnect().catch(() => undefined);
    }, silenceMs / 4);
    try {
      await client.start();
      log.info({}, "Slack: connected over a socket");
      await ended;
      return true;
    } catch (error) {
      log.warn({ error: error instanceof Error ? error.name : "unknown" }, "Slack: no socket connection came about");
      return false;
    } finally {
      clearInterval(watch);
      client.removeAllListeners("slack_event");
      current = null;
    }
  };
  const run = async (): Promise<void> => {
    for (let failures = 0; !stopped; ) {
      failures = (await connection()) ? 0 : failures + 1;
      if (stopped) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, pausesMs[Math.min(failures, pausesMs.length - 1)]).unref();
      });
    }
  };
  return {
    start() {
      running = run();
    },
    async stop() {
      stopped = true;
      wake();
      await current?.disconnect().catch(() => undefined);
      await running;
    },
  };
}
