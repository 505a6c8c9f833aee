/**
 * Who may come in: the checks of a request of Teams's in their order, whichever SDK knows its signatures.
 *
 * The SDK is shown only what could be Teams's. It would let in a token that was made for other servers (our own bot's, which every
 * server that we write to has seen), and it remembers for ever each tenant that an unsigned token names.
 */
import { UnavailableError } from "../../src/errors.ts";
import type { Log } from "../../src/ports/scheduler.ts";
import { timeoutMs } from "./client.ts";
import { type Beyond, isAllowed } from "./hosts.ts";
import { type Activity, activityOf, objectOf, tenantsIn } from "./parse.ts";
import type { Handle, Received } from "./port.ts";

/** Who signs for the Bot Connector, and for whom our own tokens are (https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication). */
export const scope = "https://api.botframework.com";
/** Who signs what comes in: a stand-in signs for itself, and what it signs is worth nothing anywhere else. */
export const issuerOf = (standIn: string | null): string => standIn ?? scope;
/** More than any activity: a message is 100 kB at most, a form's answer less. */
export const mostBytes = 1024 * 1024;
/** More than any token of the Bot Connector's, which are some 1,200 characters. */
const longestToken = 8_192;

/** Whether the SDK finds the signature to be the Bot Connector's, and meant for us and for an activity from `serviceUrl`. @throws {UnavailableError} when its keys are not to be had. */
export type IsSigned = (authorization: string, serviceUrl: string) => Promise<boolean>;

export type Gate = {
  /** `null`: nobody is asked, for a developer on this machine alone. */
  readonly isSigned: IsSigned | null;
  readonly beyond: Beyond;
  /** The tenants that may take part; empty: any, for a developer alone. */
  readonly tenants: readonly string[];
  readonly handle: Handle;
  readonly log: Log;
};

/** Takes a request; see `Bot.receive`. */
export async function receive(gate: Gate, authorization: string | undefined, rawBody: string): Promise<Received> {
  try {
    return await taken(gate, authorization, rawBody);
  } catch (error) {
    gate.log.warn({ error: error instanceof Error ? error.name : "unknown" }, "a request of Teams's failed");
    // Nested deeper than anything of Teams's: to be sent it again would not help.
    if (error instanceof RangeError) return { status: 400 };
    return { status: error instanceof UnavailableError ? 503 : 500 };
  }
}

async function taken({ isSigned, beyond, tenants, handle, log }: Gate, authorization = "", rawBody: string): Promise<Received> {
  if (isSigned !== null && !couldBeTeams(authorization, tenants, issuerOf(beyond.standIn))) return { status: 401 };
  const activity = Buffer.byteLength(rawBody) > mostBytes ? null : activityOf(bodyOf(rawBody));
  if (activity === null) return { status: 400 };
  const { serviceUrl } = activity;
  if (isSigned !== null && !(await inTime(isSigned(authorization, serviceUrl ?? "")))) return { status: 401 };
  if (!isAllowed(serviceUrl, beyond)) {
    log.warn({}, "an activity names a server that is none of Teams's: refused");
    return { status: 403 };
  }
  if (!isInvited(activity, tenants, beyond)) {
    log.warn({}, "an activity is of a tenant that is not in TEAMS_TENANTS: refused");
    return { status: 403 };
  }
  const answer = await handle(activity);
  return activity.type === "invoke" ? { status: 200, body: answer } : { status: 200 };
}

/** From Teams and no other channel, and every tenant that it names may take part. */
function isInvited(activity: Activity, tenants: readonly string[], { insecure }: Beyond): boolean {
  if (insecure) return true;
  const named = tenantsIn(activity);
  return activity.channelId === "msteams" && named.length > 0 && named.every((tenant) => tenants.includes(tenant));
}

function bodyOf(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}

/** Fetching keys has no end of its own in any SDK. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UnavailableError("the Bot Connector's keys do not come")), timeoutMs).unref();
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Whether a header holds what could be a token of the Bot Connector's; its signature is not looked at. */
function couldBeTeams(authorization: string, tenants: readonly string[], issuer: string): boolean {
  if (authorization.length > longestToken || !token.test(authorization)) return false;
  const { iss, exp, tid } = claimsOf(authorization);
  return iss === issuer && typeof exp === "number" && (tid === undefined || (typeof tid === "string" && tenants.includes(tid)));
}

const token = /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/;

/** What a token says of itself, unchecked: the header of RFC 7515; empty where there is none. */
export const headerOf = (authorization: string): Readonly<Record<string, unknown>> => partOf(authorization, 0);

/** What a token claims, unchecked. */
export const claimsOf = (authorization: string): Readonly<Record<string, unknown>> => partOf(authorization, 1);

function partOf(authorization: string, nth: 0 | 1): Readonly<Record<string, unknown>> {
  const part = authorization.slice("Bearer ".length).split(".")[nth] ?? "";
  return objectOf(bodyOf(Buffer.from(part, "base64url").toString()));
}
