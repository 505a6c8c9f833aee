/** The real client of Slack's Web API, pointed at the stand-in: it tries once, and says nothing. */
import { type Logger, LogLevel, WebClient } from "@slack/web-api";
import { objectOf, textOf } from "./json.ts";
import type { Slack } from "./server.ts";

const silent: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

/** A client with a token. */
export function clientOf(slack: Slack, token: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });
}

/** What Slack refuses a call with ("channel_not_found"); the error's class where it is no refusal of Slack's, "" where it is none. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "";
  } catch (error) {
    const code = textOf(objectOf(objectOf(error)["data"])["error"]);
    return code || (error instanceof Error ? error.constructor.name : String(error));
  }
}
