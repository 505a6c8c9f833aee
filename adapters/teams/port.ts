/** What the rest of the adapter asks of a bot's SDK: plain activities in and out. One implementation an SDK, and no word of an SDK beyond it. */
import type { Activity } from "./parse.ts";

/** Where a conversation is: kept from an authenticated activity, and checked against the allowed hosts before every use. */
export type Reference = {
  /** The Bot Connector's address for it; it may change, and then the newest activity's is the right one. */
  readonly serviceUrl: string;
  /** The tenant whose conversation it is: a shared channel's host. */
  readonly tenant: string;
  /** Teams's id of it; with ";messageid=…" at its end one thread of a channel. */
  readonly conversation: string;
};

/** A person to whom a conversation of two is opened. `user` is the id by which the bot knows them ("29:…"), or their Entra id. */
export type PersonReference = { readonly serviceUrl: string; readonly tenant: string; readonly user: string };

/** Somebody in a conversation, as Teams's roster has them. */
export type Member = {
  /** By which the bot knows them, and mentions them ("29:…", a bot: "28:…"). */
  readonly id: string;
  /** Their own tenant, and who they are in it; `null`: the roster does not say, as of bots. */
  readonly tenant: string | null;
  readonly user: string | null;
  /** Whether they are a guest in the tenant that `tenant` names. */
  readonly isGuest: boolean;
  /** To be shown, as in a mention; never who somebody is. */
  readonly name: string | null;
};

/**
 * What a message says, as plain JSON: "type", "text", "summary", "attachments", "channelData", and among "entities" mentions. The SDK
 * lets nothing through that its own schema does not know, as an entity of another kind.
 */
export type Content = { readonly type: "message" | "typing" } & Readonly<Record<string, unknown>>;

/** The answer to a request of Teams's. */
export type Received = { readonly status: number; readonly body?: unknown };

/** Handles an activity that is Teams's own; what it resolves with answers an invoke. @throws {UnavailableError} when Teams shall send it again. */
export type Handle = (activity: Activity) => Promise<unknown>;

/**
 * Every call is tried once, within eight seconds.
 * @throws {TeamsRefusal} when Teams says no: nothing has happened there; {DeliveryError} when it is not known or must wait.
 */
export type Bot = {
  /**
   * Takes a request of Teams's: 401 where it is not Teams's, 400 where it is no activity, 403 where its tenant or address is not allowed;
   * nothing is handed on then. 503: send it again. Never throws.
   */
  receive(authorization: string | undefined, rawBody: string): Promise<Received>;
  /** Posts to a conversation; resolves with Teams's id of the message. */
  post(to: Reference, content: Content): Promise<string>;
  /** Replaces a message of ours in its place. */
  update(to: Reference, id: string, content: Content): Promise<void>;
  /** Takes a message of ours away. */
  remove(to: Reference, id: string): Promise<void>;
  /** One member of a conversation, by the bot's id of them or by their Entra id. */
  member(of: Reference, id: string): Promise<Member>;
  /** Everybody in a conversation, bots too where Teams names them. */
  members(of: Reference): Promise<readonly Member[]>;
  /**
   * The bytes of a picture that stands in a message, by the address that Teams gave for it, which must be one of the Bot Connector's.
   * `serviceUrl`: where the bot's token is for.
   */
  picture(serviceUrl: string, url: string): Promise<Uint8Array>;
  /** Opens the conversation with one person of the bot's own tenant, or finds it; resolves with its id. */
  open(person: PersonReference): Promise<string>;
};
