/** What a method of the Web API is made of: how it is asked, how it refuses, and what it may see. */
import { type Json, readJson, textOf } from "./json.ts";
import { type Channel, type Installation, type Message, saidIn, type User, type Violation, type World } from "./world.ts";

/** One call of an authorised method. */
export type Asked = { readonly world: World; readonly method: string; readonly args: Json; readonly by: Installation };

/** A method and what its token must be allowed. */
export type Method = { readonly scopes: readonly string[]; readonly run: (asked: Asked) => Json };

export type Methods = Readonly<Record<string, Method>>;

/** Slack's `ok: false`. */
export class Refused extends Error {
  readonly code: string;
  readonly more: Json;

  constructor(code: string, more: Json = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}

const structured = new Set(["files", "blocks", "attachments", "metadata", "view"]);

/** Arguments as a method reads them: `blocks`, `metadata` and `view` as JSON, the words true and false as such. Anything else stays. */
export function readArgs(args: Json): Json {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => {
      if (structured.has(key) && typeof value === "string") return [key, readJson(value) ?? value];
      const isFlag = key !== "text" && (value === "true" || value === "false");
      return [key, isFlag ? value === "true" : value];
    }),
  );
}

/** A whole number among the arguments, between 1 and `max`. */
export function limitOf(args: Json, usual: number, max = 1000): number {
  const limit = Number(args["limit"] ?? usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > max) throw new Refused("invalid_limit");
  return limit;
}

/** One page of a list, and where the next begins. */
export function page<T>(all: readonly T[], args: Json, usual = 100): { readonly items: readonly T[]; readonly next: string } {
  const limit = limitOf(args, usual);
  const from = args["cursor"] ? Number(Buffer.from(textOf(args["cursor"]), "base64").toString().replace("next:", "")) : 0;
  if (!Number.isInteger(from) || from < 0 || from > all.length) throw new Refused("invalid_cursor");
  const next = from + limit < all.length ? Buffer.from(`next:${from + limit}`).toString("base64") : "";
  return { items: all.slice(from, from + limit), next };
}

/** Notes what is wrong with what was sent, and refuses it as Slack does. */
export function refuseViolations(world: World, violations: readonly Violation[], code: string): void {
  if (violations.length === 0) return;
  world.violations.push(...violations);
  const messages = violations.map(({ at, problem }) => `[ERROR] ${problem} [json-pointer:${at}]`);
  throw new Refused(code, {
    errors: violations.map(({ at, problem }) => `${problem} [json-pointer:${at}]`),
    response_metadata: { messages },
  });
}

/** A channel that the installation can see; @throws Refused `channel_not_found`. */
export function channelOf({ world, args, by }: Asked, id = textOf(args["channel"])): Channel {
  const channel = world.channels.find((one) => one.id === id && one.teams.includes(by.team));
  const hidden = channel && (channel.is_private || channel.user !== null) && !channel.members.includes(by.bot_user);
  if (!channel || hidden) throw new Refused("channel_not_found");
  return channel;
}

/** A channel in which the installation's bot is; @throws Refused `channel_not_found` or `not_in_channel`. */
export function joined(asked: Asked, id?: string): Channel {
  const channel = channelOf(asked, id);
  if (!channel.members.includes(asked.by.bot_user)) throw new Refused("not_in_channel");
  return channel;
}

/** A message that is there; @throws Refused `message_not_found`. */
export function messageOf(world: World, channel: Channel, ts: unknown): Message {
  const message = saidIn(world, channel).at.get(textOf(ts));
  if (!message || message.deleted) throw new Refused("message_not_found");
  return message;
}

/** A person by id; @throws Refused `user_not_found`. */
export function userOf(world: World, id: unknown): User {
  const user = world.users.get(textOf(id));
  if (!user) throw new Refused("user_not_found");
  return user;
}
