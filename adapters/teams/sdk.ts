/** Which SDK speaks to Teams: one file for each, which alone imports it, and of which only the chosen one is ever read. */
import type { IsSigned } from "./gate.ts";

/** `appId` in small letters; `password`: `null` where nothing is signed; the first of `tenants` is the bot's own. See `TeamsConfig`. */
export type Settings = {
  readonly appId: string;
  readonly password: string | null;
  readonly tenants: readonly string[];
  readonly insecure: boolean;
  readonly standIn: string | null;
  readonly sdk: SdkName;
};

/** A page of a roster: how many it may hold, and where the one before ended. */
export type PageOf = { readonly pageSize: number; readonly continuationToken?: string };

/**
 * The Bot Connector's calls, each made once and cut off by the signal with which they were made; what they resolve with is what was
 * answered, unread. Conversations and ids are as Teams names them. What is refused comes as it comes out of `send`.
 * @see https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */
export type Connector = {
  post(conversation: string, activity: object): Promise<unknown>;
  update(conversation: string, id: string, activity: object): Promise<unknown>;
  remove(conversation: string, id: string): Promise<unknown>;
  member(conversation: string, id: string): Promise<unknown>;
  members(conversation: string, page: PageOf): Promise<unknown>;
  open(asked: object): Promise<unknown>;
};

/** What is taken of an SDK: whose signature a token has, and the calls with a token of our own. */
export type Sdk = {
  readonly isSigned: IsSigned;
  /** The calls to one address, which the caller has found to be allowed. */
  connector(serviceUrl: string, signal: AbortSignal): Promise<Connector>;
  /** What stands in the header `authorization` of what the bot asks of one address; empty where nothing is signed. */
  authorization(serviceUrl: string): Promise<string>;
};

/** An SDK for a bot; nothing is asked of Teams yet. */
export type MakeSdk = (settings: Settings) => Sdk;

/** The SDKs by their names in TEAMS_SDK; to name one reads it. */
export const sdks = {
  botbuilder: async (): Promise<MakeSdk> => (await import("./bot.ts")).botbuilder,
  agents: async (): Promise<MakeSdk> => (await import("./agents.ts")).agents,
} as const;

export type SdkName = keyof typeof sdks;
