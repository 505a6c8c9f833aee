/** What Slack sends, as far as we read it: pure functions over plain JSON. Ids in it are hints; who acts is the actor's own team and user. */
import { z } from "zod";
import { canonical, sha256 } from "../../src/domain/hash.ts";
import type { Delivery } from "../chat/inbox.ts";
import type { Account } from "./tables.ts";

/** A body that came in: an event, an interaction or a slash command. */
export type Body = Readonly<Record<string, unknown>>;

const text = z.string();
const id = z.string().min(1).max(60);
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);

const fileSchema = z.object({
  id,
  name: optional(text),
  mimetype: optional(text),
  file_access: optional(text),
});
/** A file that came with a message. In a shared channel Slack may tell no more of it than its id. */
export type SentFile = z.infer<typeof fileSchema>;

const sayingSchema = z.object({
  type: z.enum(["message", "app_mention"]),
  channel: id,
  channel_type: optional(text),
  ts: id,
  thread_ts: optional(id),
  text: z
    .string()
    .nullish()
    .transform((found) => found ?? ""),
  user: id,
  files: z.array(fileSchema).nullish().catch(null),
});
/** Something that a person said in a channel or directly. */
export type Saying = z.infer<typeof sayingSchema>;

/** What people say, and nothing else: no edits, no joins, nothing of bots or other apps. */
const spoken = new Set([undefined, null, "file_share", "thread_broadcast", "me_message"]);

/** What a person said, in an event; `null`: it is something else, or nobody's. */
export function sayingOf(event: Body): Saying | null {
  if (event["bot_id"] || event["app_id"] || !spoken.has(event["subtype"] as string | undefined)) return null;
  const read = sayingSchema.safeParse(event);
  return read.success ? read.data : null;
}

/** Whom a message mentions first, and what it says after that; `null`: it begins with nobody. Slack writes mentions as "<@U…>". */
export function mentioned(said: string): { readonly who: string; readonly rest: string } | null {
  const found = /^\s*<@([A-Z0-9]+)(?:\|[^>]*)?>[\s,:]*/.exec(said);
  return found && { who: found[1]!, rest: said.slice(found[0].length) };
}

/** Whether what was said was said in direct messages, where every word is to us. */
export const isDirect = ({ channel, channel_type: type }: Saying): boolean => type === "im" || isDirectChannel(channel);

/** Whether an id is one of direct messages: Slack begins them so. */
export const isDirectChannel = (channel: string): boolean => channel.startsWith("D");

/** Whether a delivery is talk between people, or a bot's: nothing is to be done about it, so no word of it need be kept. */
export function isChatter(body: Body): boolean {
  const event = body["event"] as Body | undefined;
  if ((event?.["type"] !== "message" && event?.["type"] !== "app_mention") || event["subtype"] === "message_deleted") return false;
  const saying = sayingOf(event);
  return saying === null || (!isDirect(saying) && mentioned(saying.text) === null);
}

/** What a person typed, as they typed it: escaped signs are undone once; mentions and links read as people see them. */
export const typed = (said: string): string =>
  said
    .replaceAll(/<(?:mailto:|tel:)?([^|<>]*)\|([^<>]*)>/g, (_, to: string, label: string) => linkShown(to, label))
    .replaceAll(/<([^@#!][^<>]*)>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** A link as people see it; where its words are not its address, both, so that nothing hides where it leads. */
function linkShown(to: string, label: string): string {
  const bare = (address: string): string => address.replace(/^https?:\/\//, "").replace(/\/$/, "");
  return /^[@#!]/.test(to) || label === "" || bare(to) === bare(label) ? label || to : `${label} (${to})`;
}

const chosen = z.object({ value: optional(text) });
/** What one field of a form holds. */
const heldSchema = z.object({
  type: optional(text),
  value: optional(text),
  selected_option: optional(chosen),
  selected_options: optional(z.array(chosen)),
  selected_date: optional(text),
  selected_date_time: optional(z.number()),
  files: optional(z.array(z.object({ id: text }))),
});
/** What a field of an open form holds. */
export type Held = z.infer<typeof heldSchema>;
const stateSchema = z.object({ values: z.record(z.string(), z.record(z.string(), heldSchema.catch({})).catch({})) });
/** The part of a view's state that is read. */
export type ViewState = z.infer<typeof stateSchema>;

const teamed = z.object({ id, team_id: optional(id), enterprise_user: optional(z.object({ enterprise_id: optional(id) })) });
const interactionSchema = z.object({
  type: z.enum(["block_actions", "view_submission", "view_closed", "shortcut", "message_action", "block_suggestion"]),
  user: teamed,
  team: optional(z.object({ id })),
  trigger_id: optional(text),
});

/** Who did something, by their id alone; `null`: nobody is named. */
export function userOf(body: Body): string | null {
  const named = (body["event"] as Body | undefined)?.["user"] ?? body["user"] ?? body["user_id"];
  const user = typeof named === "string" ? named : (named as Body | undefined)?.["id"];
  return typeof user === "string" && user !== "" ? user : null;
}

/**
 * The workspaces under which an actor may be known, the likeliest first: their own, never the one that has the app.
 *
 * None where a delivery names none, as with an emoji or the app's home: Slack is asked then, see `actors`.
 */
export function actorOf(body: Body): readonly Account[] {
  const event = body["event"] as Body | undefined;
  if (event) {
    const own = (event["user"] as Body | undefined)?.["team_id"];
    return accounts(userOf(body), [event["user_team"], own, event["source_team"], event["team"]]);
  }
  if (body["command"] !== undefined) return accounts(body["user_id"], [body["team_id"], body["enterprise_id"]]);
  const read = interactionSchema.safeParse(body);
  if (!read.success) return [];
  const { user, team, type } = read.data;
  // Of a submitted form the team is the actor's; of a pressed button it is the one that has the app.
  return accounts(user.id, [user.team_id, user.enterprise_user?.enterprise_id, type === "view_submission" ? team?.id : null]);
}

function accounts(user: unknown, teams: readonly unknown[]): readonly Account[] {
  if (typeof user !== "string" || user === "") return [];
  const known = teams.filter((team): team is string => typeof team === "string" && team !== "");
  // A press names the workspace and never the organisation that it belongs to: that is how somebody is known.
  const workspacesFirst = [...new Set(known)].sort((one, other) => Number(one.startsWith("E")) - Number(other.startsWith("E")));
  return workspacesFirst.map((team) => ({ team, user }));
}

/** By what a delivery is known: the envelope, and what was done, which can come in several. */
export function deliveryOf(body: Body): Omit<Delivery, "payload"> {
  const { delivery, meaning } = namesOf(body);
  return { delivery: plainName(delivery), meaning: plainName(meaning) };
}

/** A name that a database takes, whatever stands in a payload. */
const plainName = (name: string): string => (/^[\x20-\x7e]{1,300}$/.test(name) ? name : `digest/${sha256(name)}`);

function namesOf(body: Body): Omit<Delivery, "payload"> {
  const event = body["event"] as Body | undefined;
  if (event) {
    const delivery = `event/${plain(body["event_id"]) || digest(body)}`;
    return { delivery, meaning: meaningOfEvent(event) ?? delivery };
  }
  if (body["command"] !== undefined) {
    const pressed = `command/${plain(body["trigger_id"]) || digest(body)}`;
    return { delivery: pressed, meaning: pressed };
  }
  const meaning = meaningOfInteraction(body);
  return { delivery: meaning, meaning };
}

/** Two events of one thing have one meaning: a mention is also a message, and one message comes once for each workspace that has the app. `null`: what happens anew is told in the same words. */
function meaningOfEvent(event: Body): string | null {
  const at = (...names: readonly string[]): string => names.map((name) => plain(event[name])).join("/");
  const type = plain(event["type"]);
  if (type === "message" || type === "app_mention") {
    if (event["subtype"] === "message_changed")
      return `changed/${at("channel")}/${at2(event, "message", "ts")}/${at2(event, "message", "edited", "ts")}/${at("event_ts")}`;
    if (event["subtype"] === "message_deleted") return `deleted/${at("channel", "deleted_ts")}`;
    return `said/${at("channel", "ts")}`;
  }
  if (type === "reaction_added" || type === "reaction_removed")
    return `${type}/${at("user", "reaction")}/${at2(event, "item", "channel")}/${at2(event, "item", "ts")}/${at("event_ts")}`;
  const isOfOneWorkspace = type === "app_uninstalled" || type === "tokens_revoked" || type === "team_access_revoked";
  return isOfOneWorkspace || event["event_ts"] === undefined ? null : `${type}/${digest(event)}`;
}

const plain = (value: unknown): string => (typeof value === "string" ? value : "");
const at2 = (event: Body, ...path: readonly string[]): string =>
  plain(path.reduce<unknown>((held, name) => (held as Body | undefined)?.[name], event));

function meaningOfInteraction(body: Body): string {
  const user = at2(body, "user", "id");
  switch (body["type"]) {
    case "block_actions": {
      const [action] = Array.isArray(body["actions"]) ? (body["actions"] as readonly Body[]) : [];
      const place = at2(body, "container", "message_ts") || at2(body, "view", "id");
      return `press/${user}/${at2(body, "container", "channel_id")}/${place}/${plain(action?.["action_id"])}/${plain(action?.["action_ts"])}`;
    }
    case "view_submission":
      return `form/${user}/${at2(body, "view", "id")}/${at2(body, "view", "hash")}/${digest((body["view"] as Body | undefined)?.["state"] ?? null)}`;
    default:
      return `${plain(body["type"])}/${user}/${plain(body["action_ts"]) || plain(body["trigger_id"]) || digest(body)}`;
  }
}

const digest = (value: unknown): string => sha256(canonical(value)).slice(0, 32);

const pressSchema = z.object({
  action_id: text,
  block_id: optional(text),
  type: optional(text),
  value: optional(text),
  selected_option: optional(z.object({ value: text })),
});
const pressedSchema = z.object({
  trigger_id: optional(text),
  response_url: optional(text),
  actions: z.array(pressSchema).min(1),
  container: z.object({
    type: optional(text),
    message_ts: optional(text),
    channel_id: optional(id),
    view_id: optional(text),
    is_ephemeral: optional(z.boolean()),
    thread_ts: optional(text),
  }),
  channel: optional(z.object({ id })),
  view: optional(
    z.looseObject({
      id: text,
      hash: optional(text),
      callback_id: optional(text),
      private_metadata: optional(text),
      state: optional(stateSchema),
      root_view_id: optional(text),
    }),
  ),
  message: optional(z.looseObject({ thread_ts: optional(text) })),
});
/** A button or choice that somebody used. */
export type Pressed = z.infer<typeof pressedSchema>;
/** Reads a press. @throws {z.ZodError} for what is none. */
export const pressedOf = (body: Body): Pressed => pressedSchema.parse(body);

const submittedSchema = z.object({
  view: z.looseObject({
    id: text,
    hash: optional(text),
    callback_id: text,
    private_metadata: text,
    state: stateSchema,
  }),
});
/** A form that somebody sent. */
export type Submitted = z.infer<typeof submittedSchema>;
/** Reads a form that was sent. @throws {z.ZodError} for what is none. */
export const submittedOf = (body: Body): Submitted => submittedSchema.parse(body);
