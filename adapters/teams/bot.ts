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
import { UnavailableError } from "../../src/errors.ts";
import { send, timeoutMs } from "./client.ts";
import { type IsSigned, issuerOf, scope } from "./gate.ts";
import type { PageOf, Sdk, Settings } from "./sdk.ts";

type SdkOptions = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>;
type Credentials = NonNullable<SdkOptions[1]>;
type HttpClient = NonNullable<NonNullable<SdkOptions[4]>["httpClient"]>;
type Client = Awaited<ReturnType<ReturnType<ConfigurationBotFrameworkAuthentication["createConnectorFactory"]>["create"]>>;
type Page = Parameters<Client["conversations"]["getConversationPagedMembers"]>[1];

/** The Bot Framework for a bot. */
export function botbuilder(settings: Settings): Sdk {
  const auth = authentication(settings);
  const adapter = new CloudAdapter(auth);
  const clients = new Map<string, Promise<Client>>();

  function clientOf(serviceUrl: string): Promise<Client> {
    const known = clients.get(serviceUrl);
    if (known) return known;
    const made = makeClient(adapter, settings.appId, serviceUrl);
    made.catch(() => clients.delete(serviceUrl));
    // Teams has a dozen addresses; whoever has more is no Teams.
    if (clients.size > 100) clients.clear();
    clients.set(serviceUrl, made);
    return made;
  }

  return {
    isSigned: signedBy(auth),
    async connector(serviceUrl, abortSignal) {
      const { conversations } = await clientOf(serviceUrl);
      const options = { abortSignal };
      // The SDK's types want more of a conversation, a person or a first page than Teams needs.
      return {
        post: (conversation, activity) => conversations.sendToConversation(conversation, activity as Partial<SdkActivity>, options),
        update: (conversation, id, activity) => conversations.updateActivity(conversation, id, activity as Partial<SdkActivity>, options),
        remove: (conversation, id) => conversations.deleteActivity(conversation, id, options),
        member: (conversation, id) => conversations.getConversationMember(conversation, id, options),
        members: (conversation, page: PageOf) =>
          conversations.getConversationPagedMembers(conversation, { ...page, ...options } as NonNullable<Page>),
        open: (asked) => conversations.createConversation(asked as ConversationParameters, options),
      };
    },
    async authorization(serviceUrl) {
      const headers = new Headers();
      // Of a request the SDK's credentials touch nothing but its headers.
      type Signed = Parameters<Client["credentials"]["signRequest"]>[0];
      await (await clientOf(serviceUrl)).credentials.signRequest({ headers } as unknown as Signed);
      return headers.get("authorization") ?? "";
    },
  };
}

/** The adapter tells how calls are made only to whoever continues a conversation; of that no call is made. */
async function makeClient(adapter: CloudAdapter, appId: string, serviceUrl: string): Promise<Client> {
  const nowhere = {
    serviceUrl,
    channelId: "msteams",
    bot: { id: appId, name: "" },
    conversation: { id: "", isGroup: false, conversationType: "", name: "" },
  };
  const made: Client[] = [];
  await adapter.continueConversationAsync(appId, nowhere, async (context) => {
    made.push(context.turnState.get<Client>(adapter.ConnectorClientKey));
  });
  const [client] = made;
  if (!client) throw new Error("the adapter made no client");
  return client;
}

/**
 * Every address of Microsoft's is named, so that no default can move one, and of the environment only what moves Microsoft's own login for
 * every program, MSAL_FORCE_REGION: the SDK leaves no way to name that.
 */
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
      ToChannelFromBotOAuthScope: scope,
      ToBotFromChannelTokenIssuer: issuerOf(standIn),
      ToBotFromChannelOpenIdMetadataUrl: keys,
      // No emulator's tokens are taken; if they were, they would be checked by the same keys.
      ToBotFromEmulatorOpenIdMetadataUrl: keys,
      OAuthUrl: scope,
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
      await auth.authenticateRequest(shown, authorization);
      return true;
    } catch (error) {
      if (isOfKeys(error)) throw new UnavailableError("the Bot Connector's keys are not to be had", { cause: error });
      return false;
    }
  };

/** Whether the keys were not to be had, which is nobody's fault who asks: the SDK's own error with a 5xx, or its HTTP client's. */
const isOfKeys = (error: unknown): boolean =>
  error instanceof Error && (error.name === "FetchError" || ("statusCode" in error && Number(error.statusCode) >= 500));
