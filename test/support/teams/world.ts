/**
 * What the Teams stand-in holds: tenants, people, teams, channels, personal chats, messages.
 *
 * Plain data that a test changes as it likes. Ids and timestamps are counted, so one script gives the same ones each time.
 */
import type { Json } from "../slack/json.ts";

export type Tenant = { readonly id: string; readonly name: string };

export type User = {
  /** By which the bot knows them: "29:…". */
  readonly id: string;
  /** Their Entra object id, in the tenant whose account it is. */
  readonly aad: string;
  /** Whose account it is: their own tenant, of a guest the one that invited them. */
  readonly tenant: string;
  name: string;
  /** BCP 47, as their client is set. */
  locale: string;
  /** IANA zone. */
  zone: string;
  readonly isGuest: boolean;
};

export type Team = {
  readonly id: string;
  readonly group: string;
  readonly tenant: string;
  name: string;
  /** Ids of users. */
  members: string[];
  /** Whether the app is installed in it. */
  installed: boolean;
};

export type Channel = {
  readonly kind: "standard" | "private" | "shared";
  readonly id: string;
  readonly team: Team;
  name: string;
  /** Ids of users; of a standard channel they are its team's. */
  readonly members: () => readonly string[];
  /** Set for a private or shared one. */
  own: string[];
  /** Teams of other firms with which it is shared. */
  sharedWith: Team[];
  /** Whether the app was added to it: a shared or private one must be given it by itself. */
  added: boolean;
};

/** The conversation of one person with the bot. */
export type Chat = { readonly kind: "personal"; readonly id: string; readonly user: User; blocked: boolean };

export type Conversation = Channel | Chat;

export type Message = {
  readonly id: string;
  readonly conversation: Conversation;
  /** The first message of the thread in which it stands, its own id where it is the first; null in a chat. */
  readonly root: string | null;
  /** Null for the bot's. */
  readonly by: User | null;
  /** What the bot sent, or what a person wrote in `text`. */
  content: Json;
  /** Every content that it had, the newest last. */
  readonly shown: Json[];
  deleted: boolean;
};

/** Something that Teams or a client of it would not have taken from a bot. */
export type Violation = { readonly call: string; readonly problem: string };

export type World = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Pictures that stand in messages, by the paths at which the bot fetches them. */
  readonly pictures: Map<string, Uint8Array>;
  /** Where the stand-in listens, without a final slash. */
  url: string;
  /** `tenant`: the registration's own. */
  readonly app: { readonly id: string; readonly bot: string; readonly name: string; tenant: string };
  readonly tenants: Map<string, Tenant>;
  readonly users: Map<string, User>;
  readonly teams: Team[];
  readonly conversations: Conversation[];
  readonly messages: Message[];
  /** The same by their ids, of which there is one of each in a world. */
  readonly messageById: Map<string, Message>;
  readonly violations: Violation[];
  readonly counters: Map<string, number>;
  /** The newest message's id, which is a time in milliseconds. */
  lastId: number;
};

/** A world in which nothing is yet. */
export function newWorld(now: () => number): World {
  const id = "5b1f3c9e-0000-4000-8000-00000000a99e";
  return {
    now,
    pictures: new Map(),
    url: "",
    app: { id, bot: `28:${id}`, name: "Parley", tenant: "" },
    tenants: new Map(),
    users: new Map(),
    teams: [],
    conversations: [],
    messages: [],
    messageById: new Map(),
    violations: [],
    counters: new Map(),
    lastId: 0,
  };
}

/** The next number of a kind of thing, from 1. */
export function count(world: World, kind: string): number {
  const next = (world.counters.get(kind) ?? 0) + 1;
  world.counters.set(kind, next);
  return next;
}

/** The next id of Entra's; `kind` tells a tenant's from a person's or a group's. */
export function newGuid(world: World, kind: "tenant" | "user" | "group"): string {
  const first = { tenant: "7e4a47", user: "05e12", group: "9c0b9" }[kind];
  return `${first.padEnd(8, "0")}-0000-4000-8000-${String(count(world, kind)).padStart(12, "0")}`;
}

/** The next id of a thread or a person among many. */
export const newKey = (world: World, kind: string): string => `${kind}${String(count(world, kind)).padStart(8, "0")}`;

/** The next message's id: the clock's milliseconds, later than every one before it. */
export function newMessageId(world: World): string {
  world.lastId = Math.max(world.now(), world.lastId + 1);
  return String(world.lastId);
}

/** Where activities of a world come from and the bot answers. */
export const serviceUrlOf = (world: World): string => `${world.url}/emea/`;

/** Whose conversation it is: a channel's host, or the person's tenant. */
export const tenantOf = (conversation: Conversation): string =>
  conversation.kind === "personal" ? conversation.user.tenant : conversation.team.tenant;

/** The conversation's id with a message's thread, as it stands in activities. */
export const idWithin = (conversation: Conversation, root: string | null): string =>
  root === null || conversation.kind === "personal" ? conversation.id : `${conversation.id};messageid=${root}`;

/** A conversation by its id, with or without a thread. */
export const conversationOf = (world: World, id: string): Conversation | undefined =>
  world.conversations.find((one) => one.id === id.replace(/;messageid=.*$/, ""));

/** Who is in a conversation. */
export const usersIn = (world: World, conversation: Conversation): readonly User[] =>
  conversation.kind === "personal" ? [conversation.user] : conversation.members().map((id) => world.users.get(id)!);

/** Whether the bot may take part: in a channel where the app is, in a chat that nobody blocked. */
export const isInstalled = (conversation: Conversation): boolean =>
  conversation.kind === "personal"
    ? !conversation.blocked
    : conversation.team.installed && (conversation.kind === "standard" || conversation.added);
