/** Posts to the product as Slack does: signed, as JSON or as a form. docs.slack.dev/authentication/verifying-requests-from-slack. */
import { createHmac } from "node:crypto";
import type { Json } from "./json.ts";

/** Where the product listens (without a final slash), and what Slack signs with. `at` is in milliseconds since 1970. */
export type Receiver = { readonly url: string; readonly secret: string; readonly at: number };

/** What the product answered. */
export type Answered = { readonly status: number; readonly body: string };

export type More = {
  /** Which repetition of a delivery it is, and why it comes again. */
  readonly retry?: { readonly number: number; readonly reason: string };
  /** Added last: a test of signatures may replace one. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** Slack's signature of a body, version 0, as headers. */
export function signed(secret: string, body: string, at: number): Readonly<Record<string, string>> {
  const seconds = String(Math.floor(at / 1000));
  const signature = createHmac("sha256", secret).update(`v0:${seconds}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": seconds, "x-slack-signature": `v0=${signature}` };
}

/** Posts a body to one of the product's addresses. */
export async function send({ url, secret, at }: Receiver, path: string, type: string, body: string, more: More = {}): Promise<Answered> {
  const retry = more.retry && { "x-slack-retry-num": String(more.retry.number), "x-slack-retry-reason": more.retry.reason };
  const headers = { "content-type": type, ...signed(secret, body, at), ...retry, ...more.headers };
  const response = await fetch(url + path, { method: "POST", headers, body });
  return { status: response.status, body: await response.text() };
}

const form = "application/x-www-form-urlencoded";

/** Delivers an event's envelope. */
export function sendEvent(to: Receiver, envelope: object, more?: More): Promise<Answered> {
  return send(to, "/slack/events", "application/json", JSON.stringify(envelope), more);
}

/** Delivers an interaction: a press, a submission, a shortcut. */
export function sendInteraction(to: Receiver, payload: Json, more?: More): Promise<Answered> {
  return send(to, "/slack/interactions", form, new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), more);
}

/** Delivers a slash command. */
export function sendCommand(to: Receiver, fields: Readonly<Record<string, string>>, more?: More): Promise<Answered> {
  return send(to, "/slack/commands", form, new URLSearchParams(fields).toString(), more);
}
