/** Puts things into the stand-in's world: tenants, people, teams, channels, what is said. */
import type { Json } from "../slack/json.ts";
import {
  type Channel,
  type Chat,
  type Conversation,
  type Message,
  newGuid,
  newKey,
  newMessageId,
  type Team,
  type Tenant,
  type User,
  type World,
} from "./world.ts";

/** A firm's tenant; the first is the one in which the bot is registered. */
export function addTenant(world: World, name: string): Tenant {
  const tenant = { id: newGuid(world, "tenant"), name };
  world.tenants.set(tenant.id, tenant);
  world.app.tenant ||= tenant.id;
  return tenant;
}

/** A person of a tenant; `isGuest`: somebody from elsewhere whom it invited. */
export function addUser(world: World, tenant: Tenant, name: string, more: Partial<Pick<User, "locale" | "zone" | "isGuest">> = {}): User {
  const user: User = {
    id: `29:${newKey(world, "u")}`,
    aad: newGuid(world, "user"),
    tenant: tenant.id,
    name,
    locale: "en-GB",
    zone: "Europe/Copenhagen",
    isGuest: false,
    ...more,
  };
  world.users.set(user.id, user);
  return user;
}

/** A team, in which the app is. */
export function addTeam(world: World, tenant: Tenant, name: string, members: readonly User[]): Team {
  const team: Team = {
    id: `19:${newKey(world, "team")}@thread.tacv2`,
    group: newGuid(world, "group"),
    tenant: tenant.id,
    name,
    members: members.map(({ id }) => id),
    installed: true,
  };
  world.teams.push(team);
  return team;
}

/** A channel of a team, with the app in it; of a private or shared one `members` are all who are in it, wherever they are from. */
export function addChannel(world: World, team: Team, name: string, kind: Channel["kind"], members: readonly User[] = []): Channel {
  const channel: Channel = {
    kind,
    id: `19:${newKey(world, "channel")}@thread.tacv2`,
    team,
    name,
    members: () => (channel.kind === "standard" ? team.members : channel.own),
    own: members.map(({ id }) => id),
    sharedWith: [],
    added: true,
  };
  world.conversations.push(channel);
  return channel;
}

/** The chat of a person with the bot, made if need be. */
export function chatWith(world: World, user: User): Chat {
  const known = world.conversations.find((one): one is Chat => one.kind === "personal" && one.user === user);
  if (known) return known;
  const chat: Chat = { kind: "personal", id: `a:${newKey(world, "chat")}`, user, blocked: false };
  world.conversations.push(chat);
  return chat;
}

/** What a person wrote; in a channel a new thread, or an answer in `thread`. */
export function say(world: World, conversation: Conversation, user: User, text: string, thread: Message | null = null): Message {
  return addMessage(world, conversation, user, { type: "message", text }, thread?.root ?? null);
}

/** Puts a message where it belongs, with the next id. `by`: null for the bot. */
export function addMessage(world: World, conversation: Conversation, by: User | null, content: Json, root: string | null): Message {
  const id = newMessageId(world);
  const message: Message = {
    id,
    conversation,
    root: conversation.kind === "personal" ? null : (root ?? id),
    by,
    content,
    shown: [content],
    deleted: false,
  };
  world.messages.push(message);
  world.messageById.set(id, message);
  return message;
}
