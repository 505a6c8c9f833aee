/** Puts things into the stand-in's world: workspaces, people, channels, files, what is said, what lets an app answer. */
import {
  type Channel,
  type Content,
  count,
  type File,
  type Installation,
  type Message,
  newId,
  newTs,
  type Trigger,
  type User,
  type View,
  type Workspace,
  type World,
} from "./world.ts";

/** A workspace; with `enterprise`, one of an organisation. */
export function addWorkspace(world: World, name: string, enterprise: Workspace["enterprise"] = null): Workspace {
  const workspace = { id: newId(world, "T"), name, domain: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"), enterprise };
  world.workspaces.set(workspace.id, workspace);
  return workspace;
}

/** A person (or, with `is_bot`, a bot's user) of a workspace. */
export function addUser(world: World, team: Workspace, realName: string, more: Partial<Omit<User, "id" | "team">> = {}): User {
  const user: User = {
    id: newId(world, "U"),
    team: team.id,
    name: realName.toLowerCase().replaceAll(/[^a-z0-9]+/g, "."),
    real_name: realName,
    tz: "Europe/Copenhagen",
    locale: "en-US",
    email: null,
    deleted: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: false,
    ...more,
  };
  world.users.set(user.id, user);
  return user;
}

/** A channel of `host`; whoever is in it from elsewhere makes it a shared one. */
export function addChannel(
  world: World,
  host: Workspace,
  name: string,
  members: readonly User[],
  more: Partial<Pick<Channel, "is_private" | "teams">> = {},
): Channel {
  const channel: Channel = {
    id: newId(world, "C"),
    name,
    host: host.id,
    teams: [...new Set([host.id, ...members.map(({ team }) => team)])],
    members: members.map(({ id }) => id),
    is_private: false,
    is_archived: false,
    user: null,
    frozen_reason: null,
    ...more,
  };
  world.channels.push(channel);
  return channel;
}

/** Cuts `team` off a shared channel: its people keep a copy with a new id, which is answered. */
export function cutOff(world: World, channel: Channel, team: Workspace): Channel {
  const theirs = channel.members.filter((id) => world.users.get(id)?.team === team.id);
  channel.members = channel.members.filter((id) => !theirs.includes(id));
  channel.teams = channel.teams.filter((id) => id !== team.id);
  const copy = { ...channel, id: newId(world, "C"), host: team.id, teams: [team.id], members: theirs, frozen_reason: "connection_severed" };
  world.channels.push(copy);
  return copy;
}

/** What a person wrote, with the files that they put there. */
export function say(
  world: World,
  channel: Channel,
  user: User,
  text: string,
  more: { readonly thread?: Message; readonly files?: readonly File[] } = {},
): Message {
  for (const file of more.files ?? []) file.channels.push(channel);
  return addMessage(world, {
    channel,
    thread_ts: more.thread ? (more.thread.thread_ts ?? more.thread.ts) : null,
    user: user.id,
    team: user.team,
    bot: null,
    content: { text, blocks: [], metadata: null },
    files: (more.files ?? []).map(({ id }) => id),
  });
}

/** Puts a message where it belongs, with the next timestamp. */
export function addMessage(
  world: World,
  message: Pick<Message, "channel" | "thread_ts" | "user" | "team" | "bot" | "content" | "files">,
): Message {
  const added: Message = {
    ...message,
    ts: newTs(world),
    shown: [message.content],
    edited: null,
    reactions: [],
    pinned: false,
    deleted: false,
  };
  world.messages.push(added);
  return added;
}

/** Gives a message another content; `by` is set when Slack would say that it was edited. */
export function changeMessage(world: World, message: Message, content: Content, by: string | null): void {
  message.content = content;
  message.shown.push(content);
  if (by !== null) message.edited = { user: by, ts: newTs(world) };
}

/** A file that a person holds; it is in a channel once they `say` it. */
export function addFile(world: World, user: User, name: string, mimetype: string, bytes: Uint8Array<ArrayBuffer>): File {
  const file: File = { id: newId(world, "F"), name, mimetype, user: user.id, team: user.team, bytes, channels: [], deleted: false };
  world.files.set(file.id, file);
  return file;
}

/** What lets an app open a modal: three seconds, once. `view` is the modal in which it was pulled. */
export function addTrigger(world: World, installation: Installation, user: User, view: View | null = null): Trigger {
  const number = count(world, "trigger");
  const id = `${number}.${installation.team.slice(1)}.${String(number).padStart(32, "0")}`;
  const trigger = { id, user: user.id, installation, at: world.now(), used: false, view: view?.id ?? null };
  world.triggers.set(id, trigger);
  return trigger;
}

/** A new address at which an interaction may be answered. */
export function addResponseUrl(world: World, team: string): string {
  const path = `/actions/${team}/${count(world, "response")}/secret`;
  world.responseUrls.set(path, { path, at: world.now(), answers: [] });
  return world.url + path;
}
