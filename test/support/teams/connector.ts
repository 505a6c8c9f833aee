/**
 * The Bot Connector's API as far as the bot uses it: what each call does in the world, and what it is refused with.
 * https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference; codes:
 * https://learn.microsoft.com/en-us/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-agent-conversational-apis, read 2026-12.
 */
import { isJson, type Json, listOf, objectOf, textOf } from "../slack/json.ts";
import { addMessage, chatWith } from "./furnish.ts";
import { type Conversation, conversationOf, isInstalled, type Message, type User, usersIn, type World } from "./world.ts";

/** A call of the API. */
export type Call = {
  readonly name: "post" | "update" | "remove" | "open" | "member" | "members" | "unknown";
  /** With its thread, as it was asked for. */
  readonly conversation: string;
  /** Of a message or a person. */
  readonly id: string;
  readonly body: unknown;
  readonly query: URLSearchParams;
};

/** The Bot Connector's no. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/** What is answered when it was done. */
export type Done = { readonly status: number; readonly body: Json | null };

/** Above this a message is too big, in bytes of UTF-16 (https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/format-your-bot-messages). */
const mostBytes = 100 * 1024;
/** Pages hold between 50 and 500 (https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/get-teams-context). */
const pageOf = (asked: string | null): number => Math.min(Math.max(Number(asked ?? 200) || 200, 50), 500);

/** Reads a call out of a request's method and path below the service's address. */
export function callOf(method: string, path: string, query: URLSearchParams, body: unknown): Call {
  const [, conversation = "", kind = "", id = ""] = /^\/v3\/conversations(?:\/([^/]+)(?:\/([^/]+)(?:\/([^/]+))?)?)?$/.exec(path) ?? [];
  const names: Readonly<Record<string, Call["name"]>> = {
    "POST ": "open",
    "POST activities": "post",
    "PUT activities": "update",
    "DELETE activities": "remove",
    "GET members": "member",
    "GET pagedmembers": "members",
  };
  const name = path.startsWith("/v3/conversations") ? (names[`${method} ${kind}`] ?? "unknown") : "unknown";
  return { name, conversation: decodeURIComponent(conversation), id: decodeURIComponent(id), body, query };
}

/** A member as the roster has them; outsiders of a shared channel with their own tenant, guests by the host's. */
const memberShown = (user: User): Json => ({
  id: user.id,
  name: user.name,
  givenName: user.name.split(" ")[0],
  surname: user.name.split(" ").slice(1).join(" "),
  objectId: user.aad,
  aadObjectId: user.aad,
  userPrincipalName: `${user.name.toLowerCase().replaceAll(" ", ".")}${user.isGuest ? "#EXT#" : ""}@${user.tenant}.example`,
  tenantId: user.tenant,
  userRole: user.isGuest ? "guest" : "user",
});

function joined(world: World, id: string): Conversation {
  const found = conversationOf(world, id);
  if (!found) throw new Refused(404, "ConversationNotFound");
  if (!isInstalled(found)) throw new Refused(403, found.kind === "personal" ? "ConversationBlockedByUser" : "BotNotInConversationRoster");
  return found;
}

function contentOf(world: World, { name, body }: Call): Json {
  if (!isJson(body) || textOf(body["type"]) === "") throw new Refused(400, "BadSyntax");
  if (JSON.stringify(body).length * 2 > mostBytes) throw new Refused(413, "MessageSizeTooBig");
  const note = (problem: string) => world.violations.push({ call: name, problem });
  for (const entity of listOf(body["entities"]).map(objectOf)) {
    if (entity["type"] !== "mention") continue;
    const text = textOf(entity["text"]);
    if (
      !JSON.stringify(body["text"] ?? "").includes(text) &&
      !JSON.stringify(body["attachments"] ?? []).includes(JSON.stringify(text).slice(1, -1))
    )
      note(`a mention of ${text} stands nowhere`);
  }
  return body;
}

function ours(world: World, { conversation, id }: Call): Message {
  const room = joined(world, conversation);
  const found = world.messageById.get(id);
  if (found?.conversation !== room || found.deleted) throw new Refused(404, "ActivityNotFoundInConversation");
  if (found.by !== null) throw new Refused(403, "NotEnoughPermissions");
  return found;
}

function post(world: World, call: Call): Done {
  const room = joined(world, call.conversation);
  const content = contentOf(world, call);
  const root = /;messageid=(\d+)$/.exec(call.conversation)?.[1] ?? null;
  if (root !== null && world.messageById.get(root)?.conversation !== room) throw new Refused(404, "ConversationNotFound");
  if (content["type"] !== "message") return { status: 202, body: null };
  return { status: 201, body: { id: addMessage(world, room, null, content, root).id } };
}

function update(world: World, call: Call): Done {
  const message = ours(world, call);
  message.content = contentOf(world, call);
  message.shown.push(message.content);
  return { status: 200, body: { id: message.id } };
}

function remove(world: World, call: Call): Done {
  ours(world, call).deleted = true;
  return { status: 200, body: null };
}

/**
 * A person of another tenant is reached in no chat (platform.md, fact 5), and neither is a guest's own. By the bot's id of them or by their
 * Entra id (https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages).
 */
function open(world: World, { body }: Call): Done {
  const asked = objectOf(body);
  const [member] = listOf(asked["members"]).map(objectOf);
  const id = textOf(member?.["id"]);
  const user = world.users.get(id) ?? [...world.users.values()].find(({ aad }) => aad === id);
  const tenant = textOf(objectOf(objectOf(asked["channelData"])["tenant"])["id"]);
  if (!user || tenant === "") throw new Refused(400, "BadArgument");
  if (user.tenant !== world.app.tenant || tenant !== world.app.tenant) throw new Refused(403, "NotEnoughPermissions");
  const chat = chatWith(world, user);
  if (chat.blocked) throw new Refused(403, "ConversationBlockedByUser");
  return { status: 201, body: { id: chat.id } };
}

function member(world: World, { conversation, id }: Call): Done {
  const found = usersIn(world, joined(world, conversation)).find((one) => one.id === id || one.aad === id);
  if (!found) throw new Refused(404, "MemberNotFoundInConversation");
  return { status: 200, body: memberShown(found) };
}

function members(world: World, { conversation, query }: Call): Done {
  const all = usersIn(world, joined(world, conversation));
  const size = pageOf(query.get("pageSize"));
  const from = Number(Buffer.from(query.get("continuationToken") ?? "", "base64").toString() || 0);
  const next = from + size < all.length ? { continuationToken: Buffer.from(String(from + size)).toString("base64") } : {};
  return { status: 200, body: { ...next, members: all.slice(from, from + size).map(memberShown) } };
}

/** Does what a call asks for. @throws {Refused} */
export function run(world: World, call: Call): Done {
  if (call.name === "unknown") throw new Refused(404, "NotFound");
  return { post, update, remove, open, member, members }[call.name](world, call);
}
