/** Slack's settings from the environment. What is wrong is named, never shown: these are secrets. */
import { ConfigError } from "./errors.ts";
import { isLoopback, publicUrl } from "./public-url.ts";
import { type Keys, keysOf, makeKey, type Value } from "./secret-keys.ts";

export type SlackConfig = {
  /** Tells Slack's requests from everybody else's; never empty. */
  readonly signingSecret: string;
  /** Workspaces install the app at `url`, the public address without a slash at its end; `null`: there is one, with `botToken`. */
  readonly oauth: { readonly clientId: string; readonly clientSecret: string; readonly url: string } | null;
  /** The token of the one workspace; `null`: workspaces install the app through OAuth. */
  readonly botToken: string | null;
  /** Socket Mode's token; `null`: Slack sends its requests to us. */
  readonly appToken: string | null;
  /** A stand-in for Slack on this machine, for tests; `null`: Slack. */
  readonly apiUrl: string | null;
  /** Seal the tokens in the database; `old` still opens them. */
  readonly keys: Keys;
};

const names = ["SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_APP_TOKEN", "SLACK_BOT_TOKEN", "SLACK_API_URL"];

/** The settings, or `null` when no setting of Slack's is there. @throws {ConfigError} that names the variable and the remedy. */
export function slackConfig(value: Value): SlackConfig | null {
  if (names.every((name) => value(name) === null)) return null;
  const signingSecret = value("SLACK_SIGNING_SECRET");
  if (signingSecret === null)
    throw new ConfigError(
      "SLACK_SIGNING_SECRET is missing: without it anybody could speak for Slack. Copy it from Basic Information on the app's page.",
    );
  return {
    signingSecret,
    ...installedBy(value),
    appToken: startingWith(value, "SLACK_APP_TOKEN", "xapp-", "an app-level token with connections:write, from Basic Information"),
    apiUrl: standIn(value("SLACK_API_URL")),
    keys: keysFor(value),
  };
}

/** Through OAuth, or with the token of one workspace; not both, not neither. */
function installedBy(value: Value): Pick<SlackConfig, "oauth" | "botToken"> {
  const clientId = value("SLACK_CLIENT_ID");
  const clientSecret = value("SLACK_CLIENT_SECRET");
  const botToken = value("SLACK_BOT_TOKEN");
  if (clientId === null && clientSecret === null) {
    if (botToken === null)
      throw new ConfigError(
        "SLACK_BOT_TOKEN is missing. Give the bot token of your workspace, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET with PARLEY_URL to let workspaces install the app.",
      );
    if (botToken.startsWith("xoxe."))
      throw new ConfigError(
        "SLACK_BOT_TOKEN is a token that ends after twelve hours. Make the app anew with the manifest of --one-workspace, or use SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and PARLEY_URL.",
      );
    return { oauth: null, botToken: startingWith(value, "SLACK_BOT_TOKEN", "xoxb-", "the bot token, from OAuth & Permissions") };
  }
  if (clientId === null || clientSecret === null)
    throw new ConfigError(
      `${clientId === null ? "SLACK_CLIENT_ID" : "SLACK_CLIENT_SECRET"} is missing. Copy it from Basic Information on the app's page.`,
    );
  if (botToken !== null)
    throw new ConfigError("SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set. Leave SLACK_BOT_TOKEN out: workspaces install the app.");
  return { oauth: { clientId, clientSecret, url: addressOf(value("PARLEY_URL")) }, botToken: null };
}

function addressOf(written: string | null): string {
  const url = written === null ? null : publicUrl(written);
  if (url === null)
    throw new ConfigError(
      `PARLEY_URL is ${written === null ? "missing" : "no https address of a server"}: to it Slack sends back whoever installs the app. For example PARLEY_URL=https://parley.example`,
    );
  return url;
}

function startingWith(value: Value, name: string, beginning: string, what: string): string | null {
  const written = value(name);
  if (written !== null && !written.startsWith(beginning))
    throw new ConfigError(`${name} does not begin with ${beginning}. Give ${what} on the app's page.`);
  return written;
}

/** Whoever answers in Slack's place is sent every token, so nobody else than this machine may. */
function standIn(written: string | null): string | null {
  if (written === null) return null;
  const url = URL.canParse(written) ? new URL(written) : null;
  if (url?.protocol !== "http:" || !isLoopback(url))
    throw new ConfigError(
      "SLACK_API_URL is for tests, and names a server on this machine alone. Leave it out, or give SLACK_API_URL=http://127.0.0.1:4000/api/",
    );
  return url.href;
}

function keysFor(value: Value): Keys {
  const keys = keysOf(value);
  if (keys === null) throw new ConfigError(`PARLEY_SECRET_KEY is missing: with it Slack's tokens are sealed in the database. ${makeKey}`);
  return keys;
}
