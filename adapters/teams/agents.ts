/**
 * The seam to the Microsoft 365 Agents SDK, which follows the Bot Framework: the one file that imports it. Of the SDK it takes whose
 * signature a token has, a token of our own, and the Bot Connector's calls.
 *
 * Its `CloudAdapter` is left out: that one reads who it is out of variables of the environment, puts them before what it is given, and
 * takes an activity whose address its token does not name.
 */
import { type AuthConfiguration, authorizeJWT, buildJwksUri, ConnectorClient, MsalTokenProvider } from "@microsoft/agents-hosting";
import { UnavailableError } from "../../src/errors.ts";
import { send } from "./client.ts";
import { headerOf, type IsSigned, issuerOf, scope } from "./gate.ts";
import { keyList } from "./keys.ts";
import type { Connector, Sdk, Settings } from "./sdk.ts";

type Authorize = ReturnType<typeof authorizeJWT>;
type Incoming = Parameters<Authorize>[0];
type Outgoing = Parameters<Authorize>[1];
type Posted = Parameters<ConnectorClient["sendToConversation"]>[1];
type Opened = Parameters<ConnectorClient["createConversation"]>[0];

/** The Agents SDK for a bot. */
export function agents(settings: Settings): Sdk {
  const connection = connectionOf(settings);
  const token = tokenOf(settings, connection);
  return {
    isSigned: signedBy(connection, settings.standIn),
    async connector(serviceUrl, signal) {
      const client = ConnectorClient.createClientWithToken(serviceUrl, await token());
      sendOnce(client, signal);
      return callsOf(client);
    },
    async authorization() {
      const signed = await token();
      return signed === "" ? "" : `Bearer ${signed}`;
    },
  };
}

/**
 * Every address of Microsoft's is named, so that nothing of the environment and no default can move one.
 *
 * Of the Bot Connector's issuer the SDK fetches the keys where they are, and of every other one at the authority: there a stand-in has its own.
 */
function connectionOf({ appId, password, tenants, standIn }: Settings): AuthConfiguration {
  const [tenant = ""] = tenants;
  return {
    authType: "ClientSecret",
    clientId: appId,
    tenantId: tenant,
    ...(standIn === null && password !== null && { clientSecret: password }),
    authorityEndpoint: standIn === null ? `https://login.microsoftonline.com/${tenant}` : `${standIn}/v1`,
    issuers: [issuerOf(standIn)],
    validateIssuer: true,
    // Else MSAL_FORCE_REGION of the environment would name the server that gets the secret.
    azureRegion: "DisableMsalForceRegion",
    msalRetryCount: 0,
  };
}

/** No secret leaves for a stand-in, which is told only which bot it is; a developer's is told nothing. */
function tokenOf({ appId, password, standIn }: Settings, connection: AuthConfiguration): () => Promise<string> {
  if (standIn !== null) return async () => `stand-in.${appId}`;
  if (password === null) return async () => "";
  const provider = new MsalTokenProvider(connection);
  return () => provider.getAccessToken(scope);
}

/** The calls; the SDK writes what it is given into paths as it is, and does not know a roster's pages. */
function callsOf(client: ConnectorClient): Connector {
  const name = encodeURIComponent;
  return {
    post: (conversation, activity) => client.sendToConversation(name(conversation), posted(activity)),
    update: (conversation, id, activity) => client.updateActivity(name(conversation), name(id), posted(activity)),
    remove: (conversation, id) => client.deleteActivity(name(conversation), name(id)),
    member: (conversation, id) => client.getConversationMember(name(id), name(conversation)),
    async members(conversation, { pageSize, continuationToken }) {
      const url = `v3/conversations/${name(conversation)}/pagedmembers`;
      const params = { pageSize: String(pageSize), continuationToken };
      return (await client.httpClient.request({ method: "get", url, params })).data;
    },
    // The SDK's type wants more of a person than an id, which is all that Teams needs.
    open: (asked) => client.createConversation(asked as Opened),
  };
}

/** An activity as it is: the SDK's own class would drop what it does not know, and of its methods only this one is asked. */
const posted = (activity: object): Posted => ({ ...activity, isTargetedActivity: () => false }) as unknown as Posted;

/** The SDK's own client follows redirects, and answers errors with all that was sent in them. */
function sendOnce({ httpClient }: ConnectorClient, signal: AbortSignal): void {
  const { baseURL, defaultHeaders } = httpClient;
  httpClient.request = async <T>(config: Parameters<typeof httpClient.request>[0]) => {
    const url = new URL(`${baseURL.replace(/\/$/, "")}/${config.url.replace(/^\//, "")}`);
    for (const [key, value] of Object.entries(config.params ?? {})) if (value !== undefined) url.searchParams.set(key, value);
    const body = config.data === undefined ? null : JSON.stringify(config.data);
    const headers = { ...defaultHeaders, ...config.headers };
    const { status, text } = await send({ url: url.href, method: config.method.toUpperCase(), headers, body, signal });
    // What is answered is read by whoever asked, who takes it for anything.
    const data = (text === "" ? null : JSON.parse(text)) as T;
    return { data, status, statusText: "", headers: new Headers(), config };
  };
}

/**
 * Whose signature it is, by the SDK: issuer, key, times, and that it is for us. What it does not ask is asked here: that `serviceUrl` is
 * the address that the token names, that the token is for us alone and no other bot's, and that its key may speak for Teams.
 */
function signedBy(connection: AuthConfiguration, standIn: string | null): IsSigned {
  const authorize = authorizeJWT({ ...connection, connections: new Map([["teams", connection]]) });
  const isKnown = keyList(buildJwksUri(issuerOf(standIn), connection), () => performance.now());
  return async (authorization, serviceUrl) => {
    const key = headerOf(authorization)["kid"];
    // The SDK would ask Microsoft for each name of a key that anybody makes up.
    if (typeof key !== "string" || !(await isKnown(key))) return false;
    const claims = await claimsOf(authorize, authorization);
    return claims !== null && isForUs(claims, connection.clientId ?? "") && claims["serviceurl"] === serviceUrl;
  };
}

type Claims = Readonly<Record<string, unknown>>;

/** A bot that calls another has a token with its own id in it; the Bot Connector's have none. */
const isForUs = ({ aud, appid, azp }: Claims, appId: string): boolean => aud === appId && appid === undefined && azp === undefined;

/** What a token says; `null`: the SDK refuses it. @throws {UnavailableError} when it could not fetch the key. */
async function claimsOf(authorize: Authorize, authorization: string): Promise<Claims | null> {
  const request: Incoming = { method: "POST", headers: { authorization } };
  let refused: unknown = null;
  const response: Outgoing = {
    headersSent: false,
    writableEnded: false,
    status: () => response,
    setHeader: () => response,
    end: () => response,
    send: (body) => {
      refused = body;
      return response;
    },
  };
  let isTaken = false;
  await authorize(request, response, () => {
    isTaken = true;
  });
  // It says why in words alone; the key itself is there, so that only fetching it can have failed.
  if (JSON.stringify(refused)?.includes("error in secret or public key callback"))
    throw new UnavailableError("the Bot Connector's keys are not to be had");
  return isTaken ? (request.user ?? null) : null;
}
