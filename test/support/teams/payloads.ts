/**
 * What Teams posts when a person says or presses something. Shapes: the activity examples of
 * https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations (messages, mentions),
 * …/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards (adaptiveCard/action),
 * …/task-modules-and-cards/task-modules/task-modules-bots (task/fetch, task/submit),
 * …/messaging-extensions/how-to/action-commands/create-task-module (composeExtension/…), …/bots/how-to/bots-filesv4 (files); read 2026-12.
 *
 * Of somebody from another firm in a shared channel, an activity names their Entra id, and no tenant but the channel's host's.
 */
import { DateTime } from "luxon";
import { type Json, objectOf, textOf } from "../slack/json.ts";
import { actionNamed, cardsIn, dataOf, opensDialog } from "./cards.ts";
import {
  type Conversation,
  count,
  idWithin,
  type Message,
  newGuid,
  newKey,
  serviceUrlOf,
  tenantOf,
  type User,
  type World,
} from "./world.ts";

/** What every activity says: who, where, when. `root`: the thread; null: the channel itself. */
export function frame(world: World, type: string, actor: User, conversation: Conversation, root: string | null): Json {
  const at = DateTime.fromMillis(world.now(), { zone: "utc" });
  const tenant = { id: tenantOf(conversation) };
  const inChannel =
    conversation.kind === "personal"
      ? {}
      : {
          channel: { id: conversation.id },
          team: { id: conversation.team.id, aadGroupId: conversation.team.group, name: conversation.team.name },
        };
  return {
    type,
    id: `f:${String(count(world, "activity")).padStart(8, "0")}`,
    timestamp: at.toISO(),
    localTimestamp: at.setZone(actor.zone).toISO(),
    localTimezone: actor.zone,
    locale: actor.locale,
    channelId: "msteams",
    serviceUrl: serviceUrlOf(world),
    from: { id: actor.id, name: actor.name, aadObjectId: actor.aad },
    conversation: {
      ...(conversation.kind !== "personal" && { isGroup: true }),
      conversationType: conversation.kind === "personal" ? "personal" : "channel",
      tenantId: tenant.id,
      id: idWithin(conversation, root),
    },
    recipient: { id: world.app.bot, name: world.app.name },
    entities: [{ type: "clientInfo", locale: actor.locale, country: actor.locale.slice(-2), platform: "Windows", timezone: actor.zone }],
    channelData: { ...inChannel, tenant },
  };
}

/** A mention as it stands in a text and beside it. */
export const mentionOf = (id: string, name: string): Json => ({ type: "mention", mentioned: { id, name }, text: `<at>${name}</at>` });

/** What Teams makes of what somebody typed: some signs as in HTML. */
const written = (typed: string): string => typed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A message of a person; with `mentions`, the bot is mentioned before it, as one must in a channel. */
export function messageActivity(
  world: World,
  message: Message,
  more: { readonly mentions?: boolean; readonly attachments?: readonly Json[] } = {},
): Json {
  const { by, conversation, root, id, content } = message;
  if (by === null) throw new Error("the bot is told nothing of its own messages");
  const base = frame(world, "message", by, conversation, root);
  const typed = written(textOf(content["text"]));
  const mention = mentionOf(world.app.bot, world.app.name);
  const text = more.mentions ? `${textOf(mention["text"])} ${typed}\n` : typed;
  const html = { contentType: "text/html", content: `<div><div>${text}</div></div>` };
  const entities = [...(base["entities"] as readonly Json[]), ...(more.mentions ? [mention] : [])];
  return { ...base, id, text, textFormat: "plain", entities, attachments: [...(more.attachments ?? []), html] };
}

/** A document that somebody sends in their chat with the bot. */
export const fileAttachment = (name: string, downloadUrl: string): Json => ({
  contentType: "application/vnd.microsoft.teams.file.download.info",
  contentUrl: `https://sahand-my.sharepoint.com/personal/someone/Documents/${encodeURIComponent(name)}`,
  name,
  content: { downloadUrl, uniqueId: "1150D938-8870-4044-9F2C-5BBDEBA70C9D", fileType: name.split(".").at(-1), etag: "123" },
});

/** A picture that stands in a message; it is fetched with the bot's own token. */
export function pictureAttachment(world: World, type: "png" | "jpeg", bytes: Uint8Array | null = null): Json {
  const contentUrl = `${serviceUrlOf(world)}v3/attachments/${newKey(world, "0-picture")}/views/original`;
  if (bytes !== null) world.pictures.set(new URL(contentUrl).pathname, bytes);
  return { contentType: `image/${type}`, contentUrl };
}

/** `messageUpdate`: somebody edited what they wrote, or took it back; `messageDelete`: they deleted it. */
export function editActivity(world: World, message: Message, eventType: "editMessage" | "undeleteMessage" | "softDeleteMessage"): Json {
  const type = eventType === "softDeleteMessage" ? "messageDelete" : "messageUpdate";
  const { timestamp, localTimestamp } = frame(world, type, message.by!, message.conversation, message.root);
  const base = messageActivity(world, message);
  return { ...base, type, timestamp, localTimestamp, channelData: { ...objectOf(base["channelData"]), eventType } };
}

/** An invoke by somebody; on a message it says which. */
export function invoke(world: World, actor: User, on: Message | Conversation, name: string, value: Json): Json {
  const isMessage = "conversation" in on;
  const base = frame(world, "invoke", actor, isMessage ? on.conversation : on, isMessage ? on.root : null);
  return { ...base, name, value, ...(isMessage && { replyToId: on.id }) };
}

const context = { theme: "default" };

/**
 * A person presses a button of a message of the bot's, by its title, id or verb, with the fields of the card filled in: Action.Execute is
 * an invoke, Action.Submit a message with a value, or what opens a dialog. @throws when there is no such button or field.
 */
export function press(world: World, actor: User, on: Message, name: string, filled: Readonly<Record<string, string>> = {}): Json {
  const { action, card } = actionNamed(cardsIn(on.content), name);
  const data = dataOf(card, action, filled);
  if (action["type"] === "Action.Execute") {
    const { id, title, verb } = action;
    return invoke(world, actor, on, "adaptiveCard/action", {
      action: { type: "Action.Execute", id, title, verb, data },
      trigger: "manual",
    });
  }
  if (opensDialog(action)) return invoke(world, actor, on, "task/fetch", { data, context });
  if (action["type"] !== "Action.Submit") throw new Error(`${textOf(action["type"])} asks nothing of the bot`);
  const base = frame(world, "message", actor, on.conversation, on.root);
  return {
    ...base,
    id: newGuid(world, "user"),
    value: data,
    replyToId: on.id,
    channelData: { ...objectOf(base["channelData"]), source: { name: "message" } },
  };
}

/** A card asks by itself for what one reader sees of it. @throws when it has nothing to ask with. */
export function refresh(world: World, actor: User, on: Message): Json {
  const action = objectOf(objectOf(cardsIn(on.content)[0]?.["refresh"])["action"]);
  if (action["type"] !== "Action.Execute") throw new Error("the card does not refresh itself");
  const { type, verb, data } = action;
  return invoke(world, actor, on, "adaptiveCard/action", { action: { type, verb, data }, trigger: "automatic" });
}

/** A person sends the dialog that an invoke was answered with. @throws when there is no such button or field. */
export function submit(
  world: World,
  actor: User,
  on: Message | Conversation,
  answer: unknown,
  name: string,
  filled: Readonly<Record<string, string>>,
): Json {
  const { action, card } = actionNamed(cardsIn(answer), name);
  return invoke(world, actor, on, "task/submit", { data: dataOf(card, action, filled), context });
}

/** What a client tells of a message at which a message action is used. */
const payloadShown = (world: World, { id, root, by, content, conversation }: Message): Json => ({
  linkToMessage: `https://teams.microsoft.com/l/message/${conversation.id}/${id}`,
  id,
  replyToId: root === null || root === id ? null : root,
  createdDateTime: new Date(Number(id)).toISOString(),
  lastModifiedDateTime: null,
  deleted: false,
  subject: "",
  summary: null,
  importance: "normal",
  locale: by?.locale.toLowerCase() ?? "en-us",
  body: { contentType: "html", content: `<div><p>${written(textOf(content["text"])).replaceAll("\n", "<br>")}</p></div>` },
  from: {
    device: null,
    conversation: null,
    user: by && { userIdentityType: "aadUser", id: by.aad, displayName: by.name },
    application: by ? null : { applicationIdentityType: "bot", id: world.app.id, displayName: world.app.name },
  },
  reactions: [],
  mentions: [],
  attachments: [],
});

/** A person uses a message action of the bot's in the menu of a message: it is asked for its dialog, or, with `data`, sent what was filled in. */
export function messageAction(world: World, actor: User, at: Message, commandId: string, data: Json | null = null): Json {
  const name = data === null ? "composeExtension/fetchTask" : "composeExtension/submitAction";
  const value = {
    commandId,
    commandContext: "message",
    requestId: newKey(world, "request"),
    messagePayload: payloadShown(world, at),
    context,
    ...(data !== null && { data }),
  };
  const { replyToId: _, ...rest } = invoke(world, actor, at, name, value);
  return { ...rest, channelData: { ...objectOf(rest["channelData"]), source: { name: "message" } } };
}
