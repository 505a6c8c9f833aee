/** The Bot Connector's keys by their names: which there are, and which of them may speak for Teams. Their signatures are the SDK's to read. */
import { z } from "zod";
import { UnavailableError } from "../../src/errors.ts";
import { send, timeoutMs } from "./client.ts";

/** A key that is known is good for a day. */
const keptMs = 24 * 60 * 60 * 1_000;
/** A name that is not known may be a new key's, or anything that somebody made up: the list is asked for no more often than this. */
const againMs = 60_000;

const listSchema = z.object({ keys: z.array(z.object({ kid: z.string(), endorsements: z.array(z.string()).default([]) })) });

/**
 * Whether the list at an address has a key of this name with which messages of Teams's are signed. A key is endorsed for the channels that
 * it may speak for, and another channel's is none of Teams's.
 * @see https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot-step-3
 */
export type IsKnown = (key: string) => Promise<boolean>;

/** The list at an address; it is asked for when it is needed. @throws {UnavailableError} when it is not to be had. */
export function keyList(address: string, nowMs: () => number): IsKnown {
  let names: ReadonlySet<string> = new Set();
  let readMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;

  async function readAnew(): Promise<void> {
    names = await namesAt(address);
    readMs = nowMs();
  }
  return async (key) => {
    const ageMs = nowMs() - readMs;
    if (ageMs >= (names.has(key) ? keptMs : againMs)) {
      reading ??= readAnew().finally(() => {
        reading = null;
      });
      await reading;
    }
    return names.has(key);
  };
}

async function namesAt(url: string): Promise<ReadonlySet<string>> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const { text } = await send({ url, method: "GET", headers: {}, body: null, signal });
    const { keys } = listSchema.parse(JSON.parse(text));
    return new Set(keys.filter(({ endorsements }) => endorsements.includes("msteams")).map(({ kid }) => kid));
  } catch (error) {
    throw new UnavailableError("the Bot Connector's keys are not to be had", { cause: error });
  }
}
