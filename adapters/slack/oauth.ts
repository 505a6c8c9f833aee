/** The three calls by which the app comes into a workspace and stays there. Nothing is retried here: whoever asks knows when to ask again. */
import { WebClient } from "@slack/web-api";
import { z } from "zod";
import { DeliveryError } from "../../src/errors.ts";
import { clientOptions, meant, SlackRefusal } from "./client.ts";
import { type Secret, secret } from "./secret.ts";

/** A bot token. `refresh` fetches the next one; both `null`: it does not end. Seconds, from the moment of Slack's answer. */
export type Token = { readonly access: Secret; readonly refresh: Secret | null; readonly endsInS: number | null };

/** What a workspace ("T…"), or an organisation ("E…") for all of its workspaces, has granted us. */
export type Grant = {
  readonly id: string;
  readonly app: string;
  readonly bot: string;
  readonly botUser: string;
  readonly scopes: readonly string[];
  readonly token: Token;
};

const clientAt = (apiUrl: string | null, token?: string): WebClient => new WebClient(token, clientOptions(apiUrl));

const id = z.string().regex(/^[A-Z0-9]{2,40}$/);
const some = z.object({ id }).nullish();
const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.number().int().positive().optional(),
  token_type: z.literal("bot"),
});
const accessAnswer = tokenAnswer.extend({
  app_id: id,
  bot_user_id: id,
  scope: z.string(),
  team: some,
  enterprise: some,
  is_enterprise_install: z.boolean().optional(),
});
const whoAnswer = z.object({
  bot_id: id,
  user_id: id,
  team_id: id.optional(),
  enterprise_id: id.optional(),
  is_enterprise_install: z.boolean().optional(),
});
const botAnswer = z.object({ bot: z.object({ app_id: id }) });

/** The word with which Slack refused, such as "invalid_code"; `null` for any other error. */
export function refusalOf(error: unknown): string | null {
  const from = error instanceof DeliveryError ? error.cause : error;
  return from instanceof SlackRefusal ? from.code : null;
}

/** The answer as far as `shape` knows it; the answer itself holds tokens and goes into no error. */
async function answered<T>(shape: z.ZodType<T>, method: string, call: Promise<unknown>): Promise<T> {
  const answer = await call.catch((error: unknown) => {
    const cause = meant(method, error);
    throw cause instanceof SlackRefusal ? new DeliveryError(cause.message, { retryable: false, cause }) : cause;
  });
  const read = shape.safeParse(answer);
  if (read.success) return read.data;
  const fields = read.error.issues.map(({ path }) => path.join(".")).join(", ");
  throw new DeliveryError(`Slack's answer lacks what we need: ${fields}`, { retryable: false });
}

const tokenIn = (answer: z.infer<typeof tokenAnswer>): Token => ({
  access: secret(answer.access_token),
  refresh: answer.refresh_token === undefined ? null : secret(answer.refresh_token),
  endsInS: answer.expires_in ?? null,
});

const whose = (client: WebClient): Promise<z.infer<typeof whoAnswer>> => answered(whoAnswer, "auth.test", client.auth.test());

/** Whose the installation is: the organisation's, if all of its workspaces are meant. */
function holder(all: boolean | undefined, team: string | undefined, enterprise: string | undefined): string {
  const found = all === true ? enterprise : team;
  if (found === undefined) throw new DeliveryError("Slack's answer names no workspace", { retryable: false });
  return found;
}

export type OAuth = ReturnType<typeof oauth>;

/** Slack's OAuth for the app whose id and secret these are. Every call throws {DeliveryError}. `apiUrl`: a stand-in for Slack, in tests. */
export function oauth(app: { readonly clientId: string; readonly clientSecret: string; readonly apiUrl: string | null }) {
  const credentials = { client_id: app.clientId, client_secret: app.clientSecret };
  return {
    /** Redeems the code that Slack sent the browser back with; it can be redeemed once, within ten minutes. */
    async exchange(code: string, redirectUrl: string): Promise<Grant> {
      const call = clientAt(app.apiUrl).oauth.v2.access({ ...credentials, code, redirect_uri: redirectUrl });
      const answer = await answered(accessAnswer, "oauth.v2.access", call);
      const token = tokenIn(answer);
      const { bot_id } = await whose(clientAt(app.apiUrl, token.access.reveal()));
      return {
        id: holder(answer.is_enterprise_install, answer.team?.id, answer.enterprise?.id),
        app: answer.app_id,
        bot: bot_id,
        botUser: answer.bot_user_id,
        scopes: answer.scope.split(",").filter(Boolean),
        token,
      };
    },
    /** The next token; from then on the refresh token that was given is worth nothing, while the access token lives out its time. */
    async refresh(refreshToken: Secret): Promise<Token> {
      const call = clientAt(app.apiUrl).oauth.v2.access({
        ...credentials,
        grant_type: "refresh_token",
        refresh_token: refreshToken.reveal(),
      });
      return tokenIn(await answered(tokenAnswer, "oauth.v2.access", call));
    },
  };
}

/** What a bot token that was copied from the app's page is good for: one workspace, without OAuth. @throws {DeliveryError} */
export async function grantOf(botToken: Secret, apiUrl: string | null): Promise<Grant> {
  const client = clientAt(apiUrl, botToken.reveal());
  const call = client.auth.test();
  const who = await answered(whoAnswer, "auth.test", call);
  const { bot } = await answered(botAnswer, "bots.info", client.bots.info({ bot: who.bot_id }));
  return {
    id: holder(who.is_enterprise_install, who.team_id, who.enterprise_id),
    app: bot.app_id,
    bot: who.bot_id,
    botUser: who.user_id,
    scopes: (await call).response_metadata?.scopes ?? [],
    token: { access: botToken, refresh: null, endsInS: null },
  };
}
