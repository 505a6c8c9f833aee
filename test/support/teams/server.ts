/** A scripted Teams over real HTTP: the Bot Connector's API, its keys, and whatever goes wrong with them. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Json, readJson } from "../slack/json.ts";
import { type Call, callOf, Refused, run } from "./connector.ts";
import { jwkOf, newSigner, type Signer } from "./tokens.ts";
import { newWorld, serviceUrlOf, type Violation, type World } from "./world.ts";

/** A call before it is answered; `nth` counts those of its name, from 1, and `at` is in milliseconds since 1970 by the stand-in's clock. */
export type Asked = Call & {
  readonly authorization: string;
  readonly at: number;
  readonly nth: number;
  /** Which of the Bot Connector's addresses was asked: "/emea/". They differ in nothing but their name. */
  readonly region: string;
};

/**
 * What goes wrong with a call. Whatever says `after` goes wrong once Teams has done what it was asked: the caller cannot know.
 *
 * `status` answers with it (and any headers and body, or an error of Teams's with that `code`); `drop` cuts the connection; `hang` never
 * answers; `delayMs` answers late, in real time.
 */
export type Fault =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      readonly code?: string;
      readonly after?: true;
    }
  | { readonly drop: "before" | "after" }
  | { readonly hang: true | "after" }
  | { readonly delayMs: number };

export type Faults = (asked: Asked) => Fault | null;

/** What was answered; `body` is text where it is no JSON. */
export type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Json | string | null };

/** A call and what became of it; `answer` is what the caller got, null: nothing. `took` says whether Teams did what it was asked. */
export type Entry = Asked & { readonly fault: Fault | null; readonly answer: Answer | null; readonly took: boolean };

export type Teams = {
  /** Without a final slash; activities come from `serviceUrl`. */
  readonly url: string;
  readonly serviceUrl: string;
  readonly world: World;
  /** Signs for the Bot Connector; its public key is in the key set. */
  readonly signer: Signer;
  /** In the order in which the calls were answered, or not. */
  readonly ledger: Entry[];
  readonly violations: readonly Violation[];
  faults: Faults;
  /** The key set: the signer's, and whatever a test puts there. */
  readonly keys: Json[];
  /** What is answered instead of the keys when they are asked for the nth time, from 1; null: the keys. */
  keysFault: (nth: number) => number | null;
  /** How often the keys were asked for. */
  keysAsked: number;
  /** Puts the clock forward. */
  advance(ms: number): void;
  /** Calls of a name that Teams took, in order. */
  taken(name: Call["name"]): readonly Entry[];
  close(): Promise<void>;
};

export type Options = {
  /** Milliseconds since 1970; by default a clock that stands at 2026-11-24T09:00:00Z until it is put forward. */
  readonly now?: () => number;
  readonly faults?: Faults;
};

const metadata = "/v1/.well-known/openidconfiguration";
/** One for an SDK that reads the metadata, and one for an SDK that knows where Entra keeps them. */
const keySets = ["/v1/.well-known/keys", "/v1/discovery/v2.0/keys"] as const;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const errorBody = (code: string): Json => ({ error: { code, message: `${code}, as Teams says it.` } });

function answered(world: World, asked: Asked): { readonly answer: Answer; readonly took: boolean } {
  try {
    // The stand-in's own tokens, of which none is anything elsewhere.
    if (asked.authorization !== `Bearer stand-in.${world.app.id}`) throw new Refused(401, "BotNotRegistered");
    return { answer: { headers: {}, ...run(world, asked) }, took: true };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { answer: { status: error.status, headers: {}, body: errorBody(error.code) }, took: false };
  }
}

/** What a fault answers in place of Teams; null: nothing, or what Teams says. */
function faulty(fault: Fault): Answer | null {
  if (!("status" in fault)) return null;
  const { status, headers = {}, body, code } = fault;
  return { status, headers, body: body ?? (code === undefined ? "<html>Service unavailable</html>" : errorBody(code)) };
}

function isBefore(fault: Fault): boolean {
  if ("drop" in fault) return fault.drop === "before";
  if ("hang" in fault) return fault.hang === true;
  return "status" in fault && fault.after !== true;
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  const type = typeof body === "string" ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
  response.writeHead(status, { ...(body !== null && { "content-type": type }), ...headers });
  response.end(body === null ? undefined : typeof body === "string" ? body : JSON.stringify(body));
}

/** Starts it on a free port of this machine; close it when done. */
export async function startTeams(options: Options = {}): Promise<Teams> {
  let forward = 0;
  const clock = options.now ?? (() => Date.UTC(2026, 10, 24, 9));
  const world = newWorld(() => clock() + forward);
  const ledger: Entry[] = [];
  const calls = new Map<string, number>();

  async function api(request: IncomingMessage, response: ServerResponse, region: string, path: string, query: URLSearchParams) {
    const call = callOf(request.method ?? "", path, query, readJson(await bodyOf(request)));
    const nth = (calls.get(call.name) ?? 0) + 1;
    calls.set(call.name, nth);
    const asked: Asked = { ...call, authorization: request.headers.authorization ?? "", at: world.now(), nth, region };
    const fault = teams.faults(asked);
    if (fault && "delayMs" in fault) await sleep(fault.delayMs);
    const done = fault && isBefore(fault) ? null : answered(world, asked);
    const isSilent = fault !== null && ("drop" in fault || "hang" in fault);
    const answer = isSilent ? null : ((fault && faulty(fault)) ?? done?.answer ?? null);
    ledger.push({ ...asked, fault, answer, took: done?.took ?? false });
    if (fault && "drop" in fault) request.socket.destroy();
    if (answer) write(response, answer);
  }

  function keys(response: ServerResponse, path: string) {
    teams.keysAsked++;
    const fault = teams.keysFault(teams.keysAsked);
    if (fault !== null) return write(response, { status: fault, headers: {}, body: "" });
    const body =
      path !== metadata
        ? { keys: teams.keys }
        : { issuer: world.url, jwks_uri: world.url + keySets[0], id_token_signing_alg_values_supported: ["RS256"] };
    return write(response, { status: 200, headers: {}, body });
  }

  async function take(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    if ([metadata, ...keySets].includes(pathname)) return keys(response, pathname);
    const picture = world.pictures.get(pathname);
    if (picture) {
      if (request.headers.authorization !== `Bearer stand-in.${world.app.id}`)
        return write(response, { status: 401, headers: {}, body: "" });
      return void response.writeHead(200, { "content-type": "application/octet-stream" }).end(picture);
    }
    const [, region, path] = /^(\/[a-z]+\/)(.*)$/.exec(pathname) ?? [];
    if (region !== undefined) return api(request, response, region, `/${path}`, searchParams);
    return write(response, { status: 404, headers: {}, body: errorBody("NotFound") });
  }

  const server = createServer((request, response) => {
    take(request, response).catch((error: unknown) => {
      // A fault of the stand-in's own must not look like one of Teams's.
      if (!response.headersSent) response.writeHead(599).end(error instanceof Error ? error.stack : String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const signer = newSigner("stand-in-key");
  const teams: Teams = {
    url: world.url,
    serviceUrl: serviceUrlOf(world),
    world,
    signer,
    keys: [jwkOf(signer)],
    ledger,
    violations: world.violations,
    faults: options.faults ?? (() => null),
    keysFault: () => null,
    keysAsked: 0,
    advance(ms) {
      forward += ms;
    },
    taken: (name) => ledger.filter((entry) => entry.name === name && entry.took),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return teams;
}
