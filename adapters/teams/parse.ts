/**
 * What Teams sends, as far as we read it: pure functions over plain JSON. Ids in it are hints; who acts is the person's own tenant and
 * Entra id, never a name. Shapes: https://github.com/microsoft/Agents/blob/main/specs/activity/protocol-activity.md
 */
import { z } from "zod";
import { canonical, sha256 } from "../../src/domain/hash.ts";
import type { Member, Reference } from "./port.ts";

const text = z.string();
const id = z.string().min(1).max(500);
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);
const several = <T extends z.ZodType>(schema: T) => z.array(schema).nullish().catch(null);

const accountSchema = z.object({ id, aadObjectId: optional(text), name: optional(text), role: optional(text) });
const teamSchema = z.object({ id: optional(id), aadGroupId: optional(text), tenantId: optional(text) });
const channelDataSchema = z.object({
  tenant: optional(z.object({ id: text })),
  team: optional(teamSchema),
  channel: optional(z.object({ id, tenantId: optional(text) })),
  /** "channelShared", "teamMemberAdded", "editMessage"…; Teams adds new ones at any time. */
  eventType: optional(text),
  sharedWithTeams: several(teamSchema),
  unsharedFromTeams: several(teamSchema),
});
const attachmentSchema = z.object({ contentType: text, contentUrl: optional(text), name: optional(text), content: z.unknown().optional() });
const entitySchema = z.object({
  type: text,
  text: optional(text),
  mentioned: optional(accountSchema),
  locale: optional(text),
  timezone: optional(text),
});

const activitySchema = z.object({
  type: z.string().min(1).max(60),
  id: optional(id),
  timestamp: optional(text),
  localTimestamp: optional(text),
  /** IANA. */
  localTimezone: optional(text),
  locale: optional(text),
  channelId: optional(text),
  serviceUrl: optional(text),
  from: optional(accountSchema),
  recipient: optional(accountSchema),
  conversation: optional(z.object({ id, tenantId: optional(text), conversationType: optional(text) })),
  channelData: optional(channelDataSchema),
  /** Of an invoke: "adaptiveCard/action", "task/fetch"… */
  name: optional(text),
  value: z.unknown().optional(),
  text: optional(text),
  textFormat: optional(text),
  entities: several(entitySchema),
  attachments: several(attachmentSchema),
  replyToId: optional(id),
  /** Of an installation: "add", "remove". */
  action: optional(text),
  membersAdded: several(accountSchema),
  membersRemoved: several(accountSchema),
  reactionsAdded: several(z.object({ type: text })),
  reactionsRemoved: several(z.object({ type: text })),
});
/** An activity that came in, with what we read of it and nothing else; what is missing or cannot be read is nullish. */
export type Activity = z.infer<typeof activitySchema>;

/** What was read already: the same activity is asked for again and again on its way. */
const known = new WeakSet<Activity>();

/** A body as an activity; `null`: it is none. */
export function activityOf(body: unknown): Activity | null {
  if (typeof body === "object" && body !== null && known.has(body as Activity)) return body as Activity;
  const read = activitySchema.safeParse(body);
  if (!read.success) return null;
  known.add(read.data);
  return read.data;
}

/** Ids of Entra are the same in capitals. */
const small = (found: string | null | undefined): string | null => found?.toLowerCase() || null;

/** Every tenant under which an activity says that it is: its conversation's, and the one that it comes through. */
export const tenantsIn = ({ channelData, conversation }: Activity): readonly string[] =>
  [small(channelData?.tenant?.id), small(conversation?.tenantId)].filter((tenant) => tenant !== null);

/** Where an activity's conversation is; `null`: it does not say. */
export function referenceOf({ serviceUrl, conversation, channelData }: Activity): Reference | null {
  const tenant = small(conversation?.tenantId) ?? small(channelData?.tenant?.id);
  return serviceUrl && conversation && tenant ? { serviceUrl, tenant, conversation: conversation.id } : null;
}

/** The channel or chat of a conversation's id, whichever thread of it is meant. */
export const roomOf = (conversation: string): string => conversation.replace(/;messageid=.*$/, "");

/** The message below which a conversation's thread stands; `null`: it is none. */
export const threadOf = (conversation: string): string | null => /;messageid=([^;]+)$/.exec(conversation)?.[1] ?? null;

/** Whether a conversation is one of two: channels and chats of several are "19:…@thread…". */
export const isDirectChannel = (conversation: string): boolean => !/^19:.*@thread\b/.test(conversation);

/** Who did something. `team`, their own tenant: `null` where an activity cannot tell, and the roster is asked. */
export type Actor = { readonly team: string | null; readonly user: string };

/**
 * Who did something; `null`: nobody is named, or it is a bot.
 *
 * An activity names a person and the tenant of the conversation, which is theirs only where nobody else can be: in a conversation of
 * two. In a channel the person may be the other firm's, with an Entra id of their own tenant, and an activity of it says so nowhere.
 */
export function actorOf({ from, conversation, channelData }: Activity): Actor | null {
  const user = small(from?.aadObjectId);
  if (!from || user === null || from.id.startsWith("28:") || from.role === "bot" || from.role === "skill") return null;
  const isAlone = conversation?.conversationType === "personal";
  return { user, team: isAlone ? (small(conversation.tenantId) ?? small(channelData?.tenant?.id)) : null };
}

const memberSchema = z.object({
  id,
  aadObjectId: optional(text),
  /** What the roster called `aadObjectId` before. */
  objectId: optional(text),
  tenantId: optional(text),
  userRole: optional(text),
  role: optional(text),
  userPrincipalName: optional(text),
  name: optional(text),
});

/** An entry of a roster; `null`: it is none. A guest is one by their role, or by the name that Entra gives to guests. */
export function memberOf(entry: unknown): Member | null {
  const read = memberSchema.safeParse(entry);
  if (!read.success) return null;
  const { id, aadObjectId, objectId, tenantId, userRole, role, userPrincipalName, name } = read.data;
  const isGuest = [userRole, role].some((one) => small(one) === "guest") || /#ext#/i.test(userPrincipalName ?? "");
  return { id, tenant: small(tenantId), user: small(aadObjectId) ?? small(objectId), isGuest, name: name ?? null };
}

type Json = Readonly<Record<string, unknown>>;
/** An object as it is; empty for anything else. */
export const objectOf = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
/** One property of what was answered; `undefined`: it has none. */
export const fieldOf = (value: unknown, name: string): unknown => objectOf(value)[name];
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** What an invoke asks: its name, the verb or command, and the data of the button with the fields that were filled in. */
export type Asked = { readonly name: string; readonly verb: string; readonly data: Json; readonly isAutomatic: boolean };

/**
 * What an invoke asks; `null`: it is none.
 * `isAutomatic`: a card asks by itself for this reader's view of it, and nobody has done anything
 * (https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/universal-action-model).
 */
export function askedOf({ type, name, value }: Activity): Asked | null {
  if (type !== "invoke" || !name) return null;
  const held = objectOf(value);
  const action = objectOf(held["action"]);
  const isCard = name === "adaptiveCard/action";
  return {
    name,
    verb: isCard ? textOf(action["verb"]) : textOf(held["commandId"]),
    data: objectOf(isCard ? action["data"] : held["data"]),
    isAutomatic: held["trigger"] === "automatic",
  };
}

/** By what a delivery is known: what came in, and what somebody did, which may come in several. */
export type Known = { readonly delivery: string; readonly meaning: string };

/** A name that a database takes, whatever stands in a payload. */
const plainName = (name: string): string => (/^[\x20-\x7e]{1,300}$/.test(name) ? name : `digest/${sha256(name)}`);
const digest = (value: unknown): string => sha256(canonical(value ?? null)).slice(0, 32);

/**
 * By what a delivery is known. An answer that came too late makes Teams ask again, and the person press again: of an invoke the same
 * thing asked by the same person at the same place is one, whatever its id. A button's data holds what makes it this button.
 */
export function deliveryOf(activity: Activity): Known {
  const asked = askedOf(activity);
  const delivery = plainName(nameOf(activity));
  return { delivery, meaning: asked ? plainName(meaningOf(activity, asked)) : delivery };
}

/** Edited and deleted, a message keeps its id: what was done and when tells them apart. */
function nameOf(activity: Activity): string {
  const { type, id: own, conversation, channelData, timestamp } = activity;
  if (!own) return `${type}/digest/${digest(activity)}`;
  const what = type === "message" ? type : `${type}/${channelData?.eventType ?? ""}/${timestamp ?? ""}`;
  return `${what}/${conversation?.id ?? ""}/${own}`;
}

function meaningOf({ conversation, replyToId, from, value }: Activity, { name, verb, data }: Asked): string {
  const place = `${conversation?.id ?? ""}/${replyToId ?? ""}`;
  // A message that is reported from its menu is in the value, and not in the data.
  const what = name.startsWith("composeExtension/") ? value : data;
  return `invoke/${name}/${place}/${from?.aadObjectId ?? from?.id ?? ""}/${verb}/${digest(what)}`;
}
