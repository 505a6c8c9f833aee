/** What a bot of the vendor's own framework must do with an invoke: check its token, read it, answer it, and do nothing. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory } from "botbuilder";

const [appId = "", tenant = "", keys = "", issuer = "", port = "0"] = process.argv.slice(2);
const scope = "https://api.botframework.com";
const registration = { MicrosoftAppId: appId, MicrosoftAppTenantId: tenant, MicrosoftAppType: "SingleTenant" };
const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication(
    {
      ...registration,
      ValidateAuthority: true,
      ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${tenant}`,
      ToChannelFromBotOAuthScope: scope,
      ToBotFromChannelTokenIssuer: issuer,
      ToBotFromChannelOpenIdMetadataUrl: keys,
      ToBotFromEmulatorOpenIdMetadataUrl: keys,
      OAuthUrl: scope,
      CallerId: "urn:botframework:azure",
    },
    new ConfigurationServiceClientCredentialFactory({ ...registration, MicrosoftAppPassword: "never-sent" }),
  ),
);

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
}

/** An answer as the adapter writes it; a web framework would do no less. */
const writing = (response: ServerResponse) => ({
  socket: response.socket,
  status: (code: number) => {
    response.statusCode = code;
  },
  header: (name: string, value: unknown) => void response.setHeader(name, String(value)),
  send: (body: unknown) => void response.write(typeof body === "string" ? body : JSON.stringify(body)),
  end: () => void response.end(),
});

const server = createServer(async (request, response) => {
  const asked = { method: request.method ?? "", headers: request.headers, body: await bodyOf(request) };
  await adapter.process(asked, writing(response), async (context) => {
    const body = { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: "" };
    await context.sendActivity({ type: "invokeResponse", value: { status: 200, body } });
  });
});
server.listen(Number(port), "127.0.0.1", () => process.stdout.write("ready\n"));
process.once("SIGTERM", () => process.exit(0));
