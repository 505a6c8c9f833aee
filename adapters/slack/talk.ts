/** What people say to each other in Slack, below a message: said, changed, or taken back. */
import { personOf } from "../../src/domain/people.ts";
import { isCarried, overheard, type Talking } from "../chat/talk.ts";
import { actors, type Tools } from "./asking.ts";
import { besides } from "./files.ts";
import { type Body, isDirect, mentioned, sayingOf, typed } from "./parse.ts";

/** When something happened, in milliseconds; Slack's stamps are seconds with six places. */
const msOf = (stamp: unknown): number => Math.round(Number(stamp) * 1_000_000) / 1_000;

/** In which field of an event the message is that was changed or taken back. */
const held = { message_changed: "message", message_deleted: "previous_message" } as const;

/** The message that an event is about, as if it had just been written: by whom and where. */
function messageOf(event: Body): Body {
  const field = held[event["subtype"] as keyof typeof held];
  if (field === undefined) return event;
  return { ...(event[field] as Body | undefined), type: "message", channel: event["channel"], channel_type: event["channel_type"] };
}

/** Talk below a message, as an event tells of it; `null`: it tells of something else. */
function talkOf(event: Body): Talking | null {
  const message = messageOf(event);
  // Most of what is said stands below nothing, and need not be read for that.
  if (typeof message["thread_ts"] !== "string") return null;
  const saying = sayingOf(message);
  if (!saying || isDirect(saying)) return null;
  const { channel, thread_ts: thread, ts: id, text } = saying;
  if (!thread || thread === id) return null;
  const isGone = event["subtype"] === "message_deleted";
  const changed = event["subtype"] === "message_changed";
  // A preview that is added to a message changes none of its words.
  if (changed && !message["edited"]) return null;
  return { channel, thread, id, changed, text: isGone ? null : text, atMs: msOf(isGone || changed ? event["event_ts"] : id) };
}

/** Carries talk to the other room, where it is to be; words for us are nobody else's. */
export async function talked(tools: Tools, body: Body, event: Body, installation: string): Promise<void> {
  const talking = talkOf(event);
  if (!talking) return;
  const first = talking.text === null ? null : mentioned(talking.text);
  if (first && (await tools.installations.active()).some(({ botUser }) => botUser === first.who)) return;
  const message = messageOf(event);
  return overheard(tools, installation, talking, {
    by: () => actors(tools, { ...body, event: message }, installation),
    words: async (text) => typed(await withNames(tools, talking.channel, text)),
    files: ({ sender }) => besides(tools, sender, installation, sayingOf(message)?.files ?? []),
  });
}

const mention = /<@([A-Z0-9]+)(?:\|[^>]*)?>/g;

/** Mentions as people read them; of whom we do not know it is not said who they are. */
async function withNames({ tables, settings }: Tools, channel: string, text: string): Promise<string> {
  if (text.search(mention) < 0) return text;
  const [room] = await tables.roomsOf(channel);
  const known = room && (await settings(room.relationship));
  const linked = room ? await tables.linked(room.relationship) : [];
  return text.replaceAll(mention, (_, user: string) => {
    const person = linked.find((one) => one.user === user)?.person;
    return `@${(known && person && personOf(known, person)?.name) || "…"}`;
  });
}

/** Whether a delivery is talk that is to be carried: only then is a word of it kept until that is done. */
export async function isTalk(tools: Pick<Tools, "tables" | "settings">, body: Body): Promise<boolean> {
  const event = body["event"] as Body | undefined;
  const talking = event && (event["type"] === "message" || event["type"] === "app_mention") ? talkOf(event) : null;
  return talking !== null && isCarried(tools, talking);
}
