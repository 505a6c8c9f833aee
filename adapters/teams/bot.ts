/**
 * The seam to the Bot Framework, whose vendor has ended its support: the one file that imports `botbuilder`, which takes a second and a
 * half to read. Of the SDK it takes whose signature a token has, a token of our own, and the Bot Connector's calls.
 */
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type ConversationParameters,
  type Activity as SdkActivity,
} from "botbuilder";
import { DeliveryError, UnavailableError } from "../../src/errors.ts";
import type { Log } from "../../src/ports/scheduler.ts";
import { notKnown, send, TeamsRefusal, timeoutMs } from "./client.ts";
import { type IsSigned, issuer, receive } from "./gate.ts";
import { isAllowed } from "./hosts.ts";
import { memberOf, roomOf } from "./parse.ts";
import type { Bot, Content, Handle, Member } from "./port.ts";

/** `appId` in small letters; `password`: `null` where nothing is signed; the first of `tenants` is the bot's own. See `TeamsConfig`. */
export type Settings = {
  readonly appId: string;
  readonly password: string | null;
  readonly tenants: readonly string[];
  readonly insecure: boolean;
  readonly standIn: string | null;
};

type SdkOptions = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>;
type Credentials = NonNullable<SdkOptions[1]>;
type HttpClient = NonNullable<NonNullable<SdkOptions[4]>["httpClient"]>;
type Connector = Awaited<ReturnType<ReturnType<ConfigurationBotFrameworkAuthentication["createConnectorFactory"]>["create"]>>;

/** More pages than a channel has members: a list that goes on for ever ends. */
const mostPages = 60;

/** Connects a bot; nothing is asked of Teams before it is used. `handle` gets what is Teams's own. */
export function connectBot(settings: Settings, handle: Handle, log: Log): Bot {
  const { appId, insecure, standIn, tenants } = settings;
  if (insecure) log.warn({}, "TEAMS_INSECURE_DEV: whoever reaches this machine can speak for anybody. Never leave it so.");
  // What the adapter is without an id: a door that is open to everyone.
  else if (appId === "" || tenants.length === 0 || !settings.password) throw new Error("a bot without id, secret or tenants");
  const beyond = { standIn, insecure };
  const auth = authentication(settings);
  const adapter = new CloudAdapter(auth);
  const gate = { isSigned: insecure ? null : signedBy(auth), beyond, tenants, handle, log };
  const connectors = new Map<string, Promise<Connector>>();

  function connectorOf(serviceUrl: string): Promise<Connector> {
    const known = connectors.get(serviceUrl);
    if (known) return known;
    const made = makeConnector(adapter, appId, serviceUrl);
    made.catch(() => connectors.delete(serviceUrl));
    // Teams has a dozen addresses; whoever has more is no Teams.
    if (connectors.size > 100) connectors.clear();
    connectors.set(serviceUrl, made);
    return made;
  }

  /** One call in time, to an address that is allowed still. */
  async function call<T>(
    what: string,
    serviceUrl: string,
    run: (connector: Connector, options: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    if (!isAllowed(serviceUrl, beyond)) throw new TeamsRefusal(what, 0, "host-not-allowed");
    const abortSignal = AbortSignal.timeout(timeoutMs);
    const late = new Promise<never>((_, reject) => abortSignal.addEventListener("abort", () => reject(abortSignal.reason), { once: true }));
    try {
      // Whatever is late is cut off, so that it is not sent after it was given up.
      return await Promise.race([connectorOf(serviceUrl).then((connector) => run(connector, { abortSignal })), late]);
    } catch (error) {
      throw notKnown(what, error);
    }
  }

  const us = { id: `28:${appId}`, name: "Parley" };
  // The SDK's types want more of a conversation or a person than an id, which is all that Teams needs.
  const activity = (conversation: string, content: Content) =>
    ({ ...content, channelId: "msteams", from: us, conversation: { id: conversation } }) as Partial<SdkActivity>;

  return {
    receive: (authorization, rawBody) => receive(gate, authorization, rawBody),
    async post({ serviceUrl, conversation }, content) {
      const { id } = await call("post", serviceUrl, ({ conversations }, options) =>
        conversations.sendToConversation(conversation, activity(conversation, content), options),
      );
      return idIn("post", id);
    },
    async update({ serviceUrl, conversation }, id, content) {
      await call("update", serviceUrl, ({ conversations }, options) =>
        conversations.updateActivity(conversation, id, { ...activity(conversation, content), id }, options),
      );
    },
    async remove({ serviceUrl, conversation }, id) {
      await call("remove", serviceUrl, ({ conversations }, options) => conversations.deleteActivity(conversation, id, options));
    },
    async member({ serviceUrl, conversation }, id) {
      const found = await call("member", serviceUrl, ({ conversations }, options) =>
        conversations.getConversationMember(roomOf(conversation), id, options),
      );
      return memberIn("member", { ...found });
    },
    async members({ serviceUrl, conversation }) {
      // A page may bring again who was on one before (https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/get-teams-context).
      const all = new Map<string, Member>();
      let next: string | undefined;
      for (let page = 0; page < mostPages; page++) {
        // The SDK's type wants a token even of the first page, which has none.
        const from = { pageSize: 500, ...(next !== undefined && { continuationToken: next }) } as {
          pageSize: number;
          continuationToken: string;
        };
        const { members, continuationToken } = await call("members", serviceUrl, ({ conversations }, options) =>
          conversations.getConversationPagedMembers(roomOf(conversation), { ...from, ...options }),
        );
        if (!Array.isArray(members)) throw new DeliveryError("members: no answer of Teams's", { retryable: true });
        for (const one of members.map((entry) => memberIn("members", entry))) all.set(one.id, one);
        if (!continuationToken) return [...all.values()];
        next = continuationToken;
      }
      // Half a roster would make a room look safe that is not.
      throw new DeliveryError("members: a list without end", { retryable: true });
    },
    async open({ serviceUrl, tenant, user }) {
      if (!insecure && tenant !== tenants[0]) throw new TeamsRefusal("open", 0, "other-tenant");
      const asked = { bot: us, isGroup: false, members: [{ id: user }], tenantId: tenant, channelData: { tenant: { id: tenant } } };
      const { id } = await call("open", serviceUrl, ({ conversations }, options) =>
        conversations.createConversation(asked as ConversationParameters, options),
      );
      return idIn("open", id);
    },
  };
}

/** An entry that cannot be read might be somebody who must not see what is said: no list without them. */
function memberIn(call: string, entry: unknown): Member {
  const member = memberOf(entry);
  if (member === null) throw new DeliveryError(`${call}: no answer of Teams's`, { retryable: true });
  return member;
}

function idIn(call: string, id: unknown): string {
  if (typeof id !== "string" || id === "") throw new DeliveryError(`${call}: no answer of Teams's`, { retryable: true });
  return id;
}

/** The adapter tells how calls are made only to whoever continues a conversation; of that no call is made. */
async function makeConnector(adapter: CloudAdapter, appId: string, serviceUrl: string): Promise<Connector> {
  const nowhere = {
    serviceUrl,
    channelId: "msteams",
    bot: { id: appId, name: "" },
    conversation: { id: "", isGroup: false, conversationType: "", name: "" },
  };
  const made: Connector[] = [];
  await adapter.continueConversationAsync(appId, nowhere, async (context) => {
    made.push(context.turnState.get<Connector>(adapter.ConnectorClientKey));
  });
  const [connector] = made;
  if (!connector) throw new Error("the adapter made no connector");
  return connector;
}

/** Every address of Microsoft's is named, so that nothing of the environment and no default can move one. */
function authentication({ appId, password, tenants, standIn }: Settings): ConfigurationBotFrameworkAuthentication {
  const [tenant = ""] = tenants;
  const login = `https://login.microsoftonline.com/${tenant}`;
  const keys = `${standIn ?? "https://login.botframework.com"}/v1/.well-known/openidconfiguration`;
  return new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: appId,
      MicrosoftAppTenantId: tenant,
      ValidateAuthority: true,
      ToChannelFromBotLoginUrl: login,
      ToChannelFromBotOAuthScope: issuer,
      ToBotFromChannelTokenIssuer: issuer,
      ToBotFromChannelOpenIdMetadataUrl: keys,
      // No emulator's tokens are taken; if they were, they would be checked by the same keys.
      ToBotFromEmulatorOpenIdMetadataUrl: keys,
      OAuthUrl: issuer,
      CallerId: "urn:botframework:azure",
    },
    standIn === null && password !== null
      ? new ConfigurationServiceClientCredentialFactory({
          MicrosoftAppId: appId,
          MicrosoftAppPassword: password,
          MicrosoftAppType: "SingleTenant",
          MicrosoftAppTenantId: tenant,
        })
      : unsigned(appId, standIn),
    undefined,
    undefined,
    { httpClient },
  );
}

/** No secret leaves for a stand-in, which is told only which bot it is; a developer's is told nothing. */
const unsigned = (appId: string, standIn: string | null): Credentials => ({
  isValidAppId: async (id) => id === appId,
  isAuthenticationDisabled: async () => false,
  createCredentials: async () => ({
    async signRequest(request) {
      if (standIn !== null) request.headers.set("authorization", `Bearer stand-in.${appId}`);
      return request;
    },
  }),
});

/**
 * The SDK repeats a call whose answer was lost or was a 5xx three times, whatever `noRetryPolicy` says (measured: one message posted four
 * times, in five seconds); what is thrown here it leaves alone.
 */
const httpClient: HttpClient = {
  async sendRequest(request) {
    const headers = Object.fromEntries(request.headers.headersArray().map(({ name, value }) => [name, value]));
    const { body = null } = request;
    if (body !== null && typeof body !== "string") throw new Error("only JSON is sent");
    const signal = request.abortSignal instanceof AbortSignal ? request.abortSignal : AbortSignal.timeout(timeoutMs);
    const { status, type, text } = await send({ url: request.url, method: request.method, headers, body, signal });
    const answered = request.headers.clone();
    for (const name of answered.headerNames()) answered.remove(name);
    answered.set("content-type", type);
    return { request, status, headers: answered, bodyAsText: text };
  },
};

/**
 * Whose signature it is, by the SDK: issuer, key, times, that it is for us, and that `serviceUrl` is the address that it names.
 *
 * `CloudAdapter.process` would ask the same, but writes what fails to the console, answers it to whoever asked, and prepares a client
 * for every request.
 */
const signedBy =
  (auth: ConfigurationBotFrameworkAuthentication): IsSigned =>
  async (authorization, serviceUrl) => {
    // Its channel is always Teams: another one's name would have other servers' tokens taken.
    const shown = { channelId: "msteams", serviceUrl } as SdkActivity;
    try {
      await inTime(auth.authenticateRequest(shown, authorization));
      return true;
    } catch (error) {
      if (isOfKeys(error)) throw new UnavailableError("the Bot Connector's keys are not to be had", { cause: error });
      return false;
    }
  };

/** Fetching the keys has no end of its own. */
function inTime<T>(work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new UnavailableError("the Bot Connector's keys do not come")), timeoutMs).unref(),
  );
  return Promise.race([work, late]);
}

/** Whether the keys were not to be had, which is nobody's fault who asks: the SDK's own error with a 5xx, or its HTTP client's. */
const isOfKeys = (error: unknown): boolean =>
  error instanceof UnavailableError ||
  (error instanceof Error && (error.name === "FetchError" || ("statusCode" in error && Number(error.statusCode) >= 500)));
