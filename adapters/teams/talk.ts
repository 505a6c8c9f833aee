/** What people say to each other in Teams, below a message: said, changed, or taken back. */
import { overheard, type Talking } from "../chat/talk.ts";
import { actors, type Tools } from "./asking.ts";
import { besides } from "./files.ts";
import { type Activity, referenceOf, roomOf, threadOf } from "./parse.ts";
import { isDirect, isToUs, said } from "./said.ts";

const kinds = { message: "said", messageUpdate: "changed", messageDelete: "gone" } as const;

/**
 * Talk below a message, as an activity tells of it; `null`: it tells of something else
 * (https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/conversation-messages#update-event-types).
 */
export function talkOf(activity: Activity): Talking | null {
  const { type, id, conversation, timestamp } = activity;
  const kind = kinds[type as keyof typeof kinds];
  const thread = conversation ? threadOf(conversation.id) : null;
  if (kind === undefined || !id || !conversation || thread === null || thread === id) return null;
  if (isDirect(activity) || isToUs(activity) || isOfBot(activity)) return null;
  const atMs = Date.parse(timestamp ?? "");
  return {
    channel: roomOf(conversation.id),
    thread,
    id,
    changed: kind === "changed",
    text: kind === "gone" ? null : said(activity),
    atMs: Number.isNaN(atMs) ? Date.now() : atMs,
  };
}

const isOfBot = ({ from }: Activity): boolean => !from || from.id.startsWith("28:") || from.role === "bot" || from.role === "skill";

/** Carries talk to the other room, where it is to be. */
export async function talked(tools: Tools, activity: Activity): Promise<null> {
  const talking = talkOf(activity);
  const reference = referenceOf(activity);
  if (!talking || !reference) return null;
  await overheard(tools, reference.tenant, talking, {
    by: () => actors(tools, activity),
    words: async (text) => text,
    files: ({ sender }) => besides(tools, sender, reference.tenant, activity),
  });
  return null;
}
