/**
 * What the Slack stand-in holds: workspaces, people, channels, installations, messages, views.
 *
 * Plain data that a test changes as it likes. Ids and timestamps are counted, so one script gives the same ones each time.
 */

import type { Problem } from "../json-rules.ts";
import type { Json } from "./json.ts";
import { type Rules, strict } from "./rules.ts";

export type Workspace = {
  readonly id: string;
  name: string;
  readonly domain: string;
  /** The organisation (Enterprise Grid) that it belongs to. */
  readonly enterprise: { readonly id: string; readonly name: string } | null;
};

export type User = {
  readonly id: string;
  readonly team: string;
  name: string;
  real_name: string;
  /** IANA zone; null: Slack does not tell. */
  tz: string | null;
  /** Told to the person's own workspace alone. */
  locale: string | null;
  email: string | null;
  deleted: boolean;
  is_restricted: boolean;
  is_ultra_restricted: boolean;
  readonly is_bot: boolean;
};

export type Channel = {
  id: string;
  name: string;
  /** The workspace whose channel it is. */
  host: string;
  /** Every workspace that is connected to it, the host's among them. */
  teams: string[];
  /** Ids of users, bots among them, in the order in which they joined. */
  members: string[];
  is_private: boolean;
  is_archived: boolean;
  /** Set in a direct message: the person at the other end. */
  readonly user: string | null;
  /** Set when a connection was cut. */
  frozen_reason: string | null;
};

export type Installation = {
  readonly team: string;
  readonly app: string;
  readonly bot: string;
  readonly bot_user: string;
  scopes: string[];
  /** The newest token, and what makes the next one (null: the app does not rotate). */
  token: string;
  refresh: string | null;
  /** `revoked`: its token was taken back; `uninstalled`: the app is gone from the workspace. */
  state: "active" | "revoked" | "uninstalled";
};

/** A token that was given out; `until` is in milliseconds, null: for ever. */
export type Token = { readonly installation: Installation; readonly until: number | null };

export type Reaction = { readonly name: string; readonly users: string[] };

export type Content = { readonly text: string; readonly blocks: readonly Json[]; readonly metadata: Json | null };

export type Message = {
  /** The channel itself, whose id may change. */
  readonly channel: Channel;
  readonly ts: string;
  readonly thread_ts: string | null;
  readonly user: string;
  readonly team: string;
  /** Null for a person's message. */
  readonly bot: { readonly id: string; readonly app: string } | null;
  content: Content;
  /** Every content that it had, the newest last. */
  readonly shown: Content[];
  edited: { readonly user: string; readonly ts: string } | null;
  readonly reactions: Reaction[];
  pinned: boolean;
  deleted: boolean;
  readonly files: readonly string[];
};

/** Shown to one person, gone when they reload. */
export type Ephemeral = { readonly channel: string; readonly user: string; readonly ts: string; readonly by: string } & Content;

/** A modal or a home as the platform keeps it: what an app sent, and what Slack adds. */
export type View = {
  readonly id: string;
  /** Who sees it. */
  readonly user: string;
  readonly installation: Installation;
  /** The ids of the views below it, the lowest first. */
  readonly below: readonly string[];
  hash: string;
  /** What the app sent. */
  sent: Json;
  open: boolean;
};

export type Trigger = {
  readonly id: string;
  readonly user: string;
  readonly installation: Installation;
  readonly at: number;
  used: boolean;
  /** The modal in which it was pulled. */
  readonly view: string | null;
};

export type File = {
  readonly id: string;
  readonly name: string;
  readonly mimetype: string;
  readonly user: string;
  readonly team: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly channels: Channel[];
  deleted: boolean;
};

export type Bookmark = { readonly id: string; readonly channel: string; readonly title: string; readonly link: string };

/** Where an interaction may be answered for half an hour, five times. */
export type ResponseUrl = { readonly path: string; readonly at: number; readonly answers: Json[] };

export type Violation = Problem & { readonly method: string };

export type World = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Where the stand-in listens, without a final slash. */
  url: string;
  readonly app: { readonly id: string; readonly clientId: string; readonly clientSecret: string; readonly signingSecret: string };
  rules: Rules;
  /** Above this many characters of text a message's blocks are refused; the documents name a higher one. */
  maxBlocksCharacters: number;
  /** Whether new installations get tokens that end after twelve hours. */
  rotates: boolean;
  readonly workspaces: Map<string, Workspace>;
  readonly users: Map<string, User>;
  readonly channels: Channel[];
  readonly installations: Installation[];
  readonly tokens: Map<string, Token>;
  readonly messages: Message[];
  readonly ephemerals: Ephemeral[];
  readonly views: View[];
  readonly triggers: Map<string, Trigger>;
  readonly files: Map<string, File>;
  /** Files that are being sent: named, and with their bytes once these have come; by the id that they will have. */
  readonly uploads: Map<
    string,
    { readonly name: string; readonly length: number; readonly by: Installation; bytes: Uint8Array<ArrayBuffer> | null }
  >;
  readonly bookmarks: Bookmark[];
  readonly responseUrls: Map<string, ResponseUrl>;
  /** Codes of the consent page: the workspace and who installs; `used` once exchanged. */
  readonly codes: Map<string, { readonly team: string; readonly user: string; used: boolean }>;
  readonly violations: Violation[];
  readonly counters: Map<string, number>;
  /** Microseconds of the newest timestamp. */
  lastTs: number;
};

/** A world in which nothing is yet. */
export function newWorld(now: () => number): World {
  return {
    now,
    url: "",
    app: { id: "A0PARLEY01", clientId: "1111.2222", clientSecret: "client-secret", signingSecret: "signing-secret" },
    rules: strict,
    maxBlocksCharacters: 13_200,
    rotates: false,
    workspaces: new Map(),
    users: new Map(),
    channels: [],
    installations: [],
    tokens: new Map(),
    messages: [],
    ephemerals: [],
    views: [],
    triggers: new Map(),
    files: new Map(),
    uploads: new Map(),
    bookmarks: [],
    responseUrls: new Map(),
    codes: new Map(),
    violations: [],
    counters: new Map(),
    lastTs: 0,
  };
}

/** What stands in a channel, deleted messages too, in their order. */
type Said = { readonly all: Message[]; readonly at: Map<string, Message>; readonly below: Map<string, Message[]> };
const nothing: Said = { all: [], at: new Map(), below: new Map() };
type Sorted = { upTo: number; last: Message | undefined; readonly of: Map<Channel, Said> };
const sorted = new WeakMap<World, Sorted>();

/** What stands in a channel: all of it, by its timestamp, and below a thread's first message; quick where there are thousands of messages. */
export function saidIn(world: World, channel: Channel): Said {
  const { messages } = world;
  let held = sorted.get(world);
  // A test may have put one in between.
  if (!held || messages[held.upTo - 1] !== held.last) held = { upTo: 0, last: undefined, of: new Map() };
  for (const message of messages.slice(held.upTo)) {
    const known: Said = held.of.get(message.channel) ?? { all: [], at: new Map(), below: new Map() };
    held.of.set(message.channel, known);
    const { all, at, below } = known;
    all.push(message);
    at.set(message.ts, message);
    if (message.thread_ts === null) continue;
    const thread = below.get(message.thread_ts);
    if (thread) thread.push(message);
    else below.set(message.thread_ts, [message]);
  }
  held.upTo = messages.length;
  held.last = messages.at(-1);
  sorted.set(world, held);
  return held.of.get(channel) ?? nothing;
}

/** The next number of a kind of thing, from 1. */
export function count(world: World, kind: string): number {
  const next = (world.counters.get(kind) ?? 0) + 1;
  world.counters.set(kind, next);
  return next;
}

/** The next id: its letter and ten signs. */
export function newId(world: World, letter: string): string {
  return letter + String(count(world, letter)).padStart(10, "0");
}

/** The next timestamp: the clock's second, later than every one before it. */
export function newTs(world: World): string {
  const at = Math.max(world.now() * 1000, world.lastTs + 100);
  world.lastTs = at;
  return `${Math.floor(at / 1e6)}.${String(at % 1e6).padStart(6, "0")}`;
}

/** Whether the two workspaces are of one firm: the same one, or of one organisation. */
export function sameOrganisation(world: World, one: string, other: string): boolean {
  const [a, b] = [world.workspaces.get(one)?.enterprise?.id, world.workspaces.get(other)?.enterprise?.id];
  return one === other || (a !== undefined && a === b);
}

/** Whether nothing connects a person with a workspace: another firm's, and in none of its channels. */
export function isStranger(world: World, user: User, team: string): boolean {
  if (sameOrganisation(world, user.team, team)) return false;
  return !world.channels.some(({ teams, members, user: other }) => other === null && teams.includes(team) && members.includes(user.id));
}

/** Whether workspaces of more than one firm are in the channel. */
export function isExternal(world: World, { host, teams }: Channel): boolean {
  return teams.some((team) => !sameOrganisation(world, team, host));
}

/** What a person alone was shown in passing, oldest first, as messages that can be pressed; in one channel, or in all. */
export function passingTo(world: World, user: User, only: Channel | null = null): readonly Message[] {
  return world.ephemerals
    .filter((one) => one.user === user.id && (only === null || one.channel === only.id))
    .map(({ channel, ts, by, text, blocks, metadata }) => {
      const content = { text, blocks, metadata };
      const { bot, bot_user, app, team } = world.installations.find((one) => one.bot_user === by || one.bot === by)!;
      return {
        channel: world.channels.find(({ id }) => id === channel)!,
        ts,
        thread_ts: null,
        user: bot_user,
        team,
        bot: { id: bot, app },
        content,
        shown: [content],
        edited: null,
        reactions: [],
        pinned: false,
        deleted: false,
        files: [],
      };
    });
}
