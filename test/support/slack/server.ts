/** A scripted Slack over real HTTP: its Web API, its consent page, its files, and whatever goes wrong with them. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { chat, respond } from "./chat.ts";
import { conversations } from "./conversations.ts";
import { type Json, objectOf, readJson, textOf } from "./json.ts";
import { marks } from "./marks.ts";
import { type Methods, Refused, readArgs } from "./method.ts";
import { access, consent } from "./oauth.ts";
import { people } from "./people.ts";
import { views } from "./views.ts";
import { type Installation, newWorld, type Violation, type World } from "./world.ts";

/** A call before it is answered; `nth` counts those of its method, from 1. */
export type Call = {
  readonly method: string;
  readonly args: Json;
  readonly installation: Installation | null;
  /** Milliseconds since 1970, by the stand-in's clock. */
  readonly at: number;
  readonly nth: number;
};

/**
 * What goes wrong with a call. Whatever says `after` goes wrong once Slack has done what it was asked: the caller cannot know.
 *
 * `status` answers with it (and any headers and body); `drop` cuts the connection; `hang` never answers; `delayMs` answers late, in real
 * time; `error` answers `ok: false` with it ("ratelimited": 429, Retry-After 1).
 */
export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string; readonly after?: true }
  | { readonly drop: "before" | "after" }
  | { readonly hang: true | "after" }
  | { readonly delayMs: number }
  | { readonly error: string; readonly after?: true };

export type Faults = (call: Call) => Fault | null | Promise<Fault | null>;

/** What was answered; `body` is text where it is no JSON. */
export type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Json | string };

/** A call and what became of it; `answer` is what the caller got, null: nothing. `took` says whether Slack did what it was asked. */
export type Entry = Call & { readonly fault: Fault | null; readonly answer: Answer | null; readonly took: boolean };

export type Slack = {
  /** Without a final slash; the Web API is at `apiUrl`, which ends in one. */
  readonly url: string;
  readonly apiUrl: string;
  readonly world: World;
  /** In the order in which the calls were answered, or not. */
  readonly ledger: Entry[];
  readonly violations: readonly Violation[];
  faults: Faults;
  /** Who presses "Allow" on the consent page; null: they press "Cancel". */
  installing: { readonly team: string; readonly user: string } | null;
  /** Puts the clock forward. */
  advance(ms: number): void;
  /** Calls of a method that Slack took, in order. */
  taken(method: string): readonly Entry[];
  close(): Promise<void>;
};

export type Options = {
  /** Milliseconds since 1970; by default a clock that stands at 2026-11-24T09:00:00Z until it is put forward. */
  readonly now?: () => number;
  readonly faults?: Faults;
};

const methods = new Map(Object.entries<Methods[string]>({ ...chat, ...conversations, ...views, ...people, ...marks }));
const html = "<!DOCTYPE html><html><head><title>Server Error | Slack</title></head><body>Something went wrong.</body></html>";

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The arguments of a call: a form, JSON, or those in the address. */
function argsOf(request: IncomingMessage, body: string, query: URLSearchParams): Json {
  const isJson = request.headers["content-type"]?.startsWith("application/json");
  const given = isJson ? objectOf(readJson(body)) : Object.fromEntries(new URLSearchParams(body));
  return { ...Object.fromEntries(query), ...given };
}

function tokenOf(request: IncomingMessage, args: Json): string {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? textOf(args["token"]);
}

function basicOf(request: IncomingMessage): Json {
  const encoded = /^Basic (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (encoded === undefined) return {};
  const [id, secret] = Buffer.from(encoded, "base64").toString().split(":").map(decodeURIComponent);
  return { client_id: id, client_secret: secret };
}

/** Whose token it is; @throws Refused for one that is missing, unknown, too old or taken back. */
function authorised(world: World, token: string): Installation {
  if (token === "") throw new Refused("not_authed");
  const known = world.tokens.get(token);
  if (!known) throw new Refused("invalid_auth");
  if (known.installation.state === "uninstalled") throw new Refused("account_inactive");
  if (known.installation.state === "revoked") throw new Refused("token_revoked");
  if (known.until !== null && known.until <= world.now()) throw new Refused("token_expired");
  return known.installation;
}

/** Does what a call asks for; its answer in Slack's words. */
function run(world: World, { method, args }: Call, token: string): Json {
  if (method === "oauth.v2.access") return access(world, args);
  const known = methods.get(method);
  if (!known) throw new Refused("unknown_method", { req_method: method });
  const by = authorised(world, token);
  const needed = known.scopes.filter((scope) => !by.scopes.includes(scope));
  if (needed.length > 0) throw new Refused("missing_scope", { needed: needed.join(","), provided: by.scopes.join(",") });
  return known.run({ world, method, args, by });
}

function answered(world: World, call: Call, token: string): { readonly answer: Answer; readonly took: boolean } {
  const headers = call.installation ? { "x-oauth-scopes": call.installation.scopes.join(",") } : {};
  try {
    return { answer: { status: 200, headers, body: { ok: true, ...run(world, call, token) } }, took: true };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { answer: { status: 200, headers, body: { ok: false, error: error.code, ...error.more } }, took: false };
  }
}

/** What a fault answers in place of Slack; null: nothing, or what Slack says. */
function faulty(fault: Fault): Answer | null {
  if ("status" in fault) return { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? html };
  if (!("error" in fault)) return null;
  const body = { ok: false, error: fault.error };
  return fault.error === "ratelimited" ? { status: 429, headers: { "retry-after": "1" }, body } : { status: 200, headers: {}, body };
}

function isBefore(fault: Fault): boolean {
  if ("drop" in fault) return fault.drop === "before";
  if ("hang" in fault) return fault.hang === true;
  return !("delayMs" in fault) && fault.after !== true;
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  const isText = typeof body === "string";
  const type = isText ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
  response.writeHead(status, { "content-type": type, ...headers }).end(isText ? body : JSON.stringify(body));
}

/** Starts it on a free port of this machine; close it when done. */
export async function startSlack(options: Options = {}): Promise<Slack> {
  let forward = 0;
  const clock = options.now ?? (() => Date.UTC(2026, 10, 24, 9));
  const world = newWorld(() => clock() + forward);
  const ledger: Entry[] = [];
  const calls = new Map<string, number>();

  async function api(request: IncomingMessage, response: ServerResponse, method: string, body: string, query: URLSearchParams) {
    const given = { ...basicOf(request), ...argsOf(request, body, query) };
    const token = tokenOf(request, given);
    const args = readArgs(Object.fromEntries(Object.entries(given).filter(([key]) => key !== "token")));
    const nth = (calls.get(method) ?? 0) + 1;
    calls.set(method, nth);
    const call: Call = { method, args, installation: world.tokens.get(token)?.installation ?? null, at: world.now(), nth };
    const fault = await slack.faults(call);
    if (fault && "delayMs" in fault) await sleep(fault.delayMs);
    const done = fault && isBefore(fault) ? null : answered(world, call, token);
    const isSilent = fault !== null && ("drop" in fault || "hang" in fault);
    const answer = isSilent ? null : ((fault && faulty(fault)) ?? done?.answer ?? null);
    ledger.push({ ...call, fault, answer, took: done?.took ?? false });
    if (fault && "drop" in fault) request.socket.destroy();
    if (answer) write(response, answer);
  }

  function file(request: IncomingMessage, response: ServerResponse, path: string) {
    const id = /^\/files-pri\/[^/]+-(F[^/]+)\//.exec(path)?.[1];
    const found = world.files.get(id ?? "");
    const isKnown = world.tokens.get(tokenOf(request, {}))?.installation.state === "active";
    // Slack answers whoever it does not know with the page on which one signs in, and 200.
    if (!isKnown) return write(response, { status: 200, headers: {}, body: "<!DOCTYPE html><title>Sign in | Slack</title>" });
    if (!found || found.deleted) return write(response, { status: 404, headers: {}, body: html });
    response.writeHead(200, { "content-type": found.mimetype, "content-length": found.bytes.length }).end(found.bytes);
  }

  function upload(response: ServerResponse, id: string, bytes: Buffer) {
    const found = world.uploads.get(id);
    if (!found || found.length !== bytes.length) return write(response, { status: 400, headers: {}, body: html });
    found.bytes = new Uint8Array(bytes);
    return write(response, { status: 200, headers: {}, body: `OK - ${bytes.length}` });
  }

  async function take(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const bytes = await bodyOf(request);
    const body = bytes.toString();
    if (pathname.startsWith("/upload/")) return upload(response, pathname.slice("/upload/".length), bytes);
    if (pathname.startsWith("/api/")) return api(request, response, pathname.slice(5), body, searchParams);
    if (pathname === "/oauth/v2/authorize")
      return response.writeHead(302, { location: consent(world, searchParams, slack.installing) }).end();
    if (pathname.startsWith("/actions/")) return write(response, { headers: {}, ...respond(world, pathname, readJson(body)) });
    if (pathname.startsWith("/files-pri/")) return file(request, response, pathname);
    return write(response, { status: 404, headers: {}, body: html });
  }

  const server = createServer((request, response) => {
    take(request, response).catch((error: unknown) => {
      // A fault of the stand-in's own must not look like one of Slack's.
      if (!response.headersSent) response.writeHead(599).end(error instanceof Error ? error.stack : String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const slack: Slack = {
    url: world.url,
    apiUrl: `${world.url}/api/`,
    world,
    ledger,
    violations: world.violations,
    faults: options.faults ?? (() => null),
    installing: null,
    advance(ms) {
      forward += ms;
    },
    taken: (method) => ledger.filter((entry) => entry.method === method && entry.took),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return slack;
}
