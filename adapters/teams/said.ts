/** What people wrote in Teams, as they typed it: their words, their files, a message that they point at. Pure functions. */
import { z } from "zod";
import type { Activity } from "./parse.ts";

/** Whether what was said was said to the bot alone, where every word is to us. */
export const isDirect = ({ conversation }: Activity): boolean => conversation?.conversationType === "personal";

/** Mentions of the bot: by its id in the entities, never by what stands in the text, which people write. */
const mentionsOfUs = ({ entities, recipient }: Activity) =>
  (entities ?? []).filter(({ type, mentioned }) => type === "mention" && recipient && mentioned?.id === recipient.id);

/** Whether a message is to us: said directly, or with a mention. */
export const isToUs = (activity: Activity): boolean => isDirect(activity) || mentionsOfUs(activity).length > 0;

/** Whether an activity is talk between people: nothing is to be done about it, so no word of it need be kept. A pressed Action.Submit comes as a message with a value. */
export const isChatter = (activity: Activity): boolean =>
  (activity.type === "message" || activity.type === "messageUpdate") && !isToUs(activity) && (activity.value ?? null) === null;

/** What a person said, as they typed it, without our own name in it; others whom they mention stand there as people see them. */
export function said(activity: Activity): string {
  let text = activity.text ?? "";
  for (const { text: mention } of mentionsOfUs(activity)) if (mention) text = text.replace(mention, " ");
  return tidy(unescaped(text.replaceAll(/<at(?:\s[^<>]*)?>([^<>]*)<\/at>/gi, "$1")));
}

/** Spaces at the edges, and before what follows a mention, are nobody's. */
const tidy = (text: string): string =>
  text
    .replaceAll("\r\n", "\n")
    .replace(/^[\s,:]+/, "")
    .trimEnd();

const named: Readonly<Record<string, string>> = { nbsp: " ", lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

/** Teams writes some signs as HTML does; they are undone once, so that what somebody typed as such stays. */
const unescaped = (text: string): string =>
  text.replaceAll(/&(?:(nbsp|lt|gt|quot|apos|amp)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name?: string, dec?: string, hex?: string) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const code = dec === undefined ? Number.parseInt(hex ?? "", 16) : Number(dec);
    return code === 0xa0 ? " " : code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });

/** What HTML says to a reader: lines where it breaks them, and no tag. Nothing of it is ever shown as HTML. */
const plainOf = (html: string): string =>
  unescaped(
    html
      .replaceAll(/\r?\n/g, " ")
      .replaceAll(/<br\s*\/?>|<\/(?:p|div|li|tr|h\d|blockquote)>/gi, "\n")
      .replaceAll(/<[^<>]*>/g, ""),
  )
    .replaceAll(/[^\S\n]*\n\s*/g, "\n")
    .trim();

const downloadType = "application/vnd.microsoft.teams.file.download.info";
const downloadSchema = z.object({ downloadUrl: z.string(), fileType: z.string().nullish() });

/** A file that came with a message. `url` is Teams's or SharePoint's word, to be checked before it is asked for. */
export type SentFile = { readonly name: string; readonly type: string | null; readonly url: string; readonly isPicture: boolean };

/**
 * The files that came with a message: documents, which a bot is sent in personal chats alone, and pictures that stand in the text
 * (https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/bots-filesv4).
 */
export function filesOf({ attachments }: Activity): readonly SentFile[] {
  return (attachments ?? []).flatMap(({ contentType, contentUrl, name, content }): SentFile[] => {
    if (contentType === downloadType) {
      const read = downloadSchema.safeParse(content);
      return read.success ? [{ name: name ?? "", type: read.data.fileType ?? null, url: read.data.downloadUrl, isPicture: false }] : [];
    }
    return contentType.startsWith("image/") && contentUrl
      ? [{ name: name ?? "", type: contentType.slice("image/".length), url: contentUrl, isPicture: true }]
      : [];
  });
}

const optional = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);
const payloadSchema = z.object({
  id: z.string().min(1).max(500),
  replyToId: optional(z.string()),
  body: optional(z.object({ contentType: optional(z.string()), content: optional(z.string()) })),
  from: optional(z.object({ user: optional(z.object({ id: optional(z.string()) })) })),
});

/** A message that somebody points at from its menu. `by`: the Entra id of whoever wrote it, `null`: an app or nobody known. */
export type PointedAt = { readonly id: string; readonly thread: string | null; readonly text: string; readonly by: string | null };

/**
 * The message at which a message action was used; `null`: none was
 * (https://learn.microsoft.com/en-us/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module).
 */
export function pointedAt({ type, name, value }: Activity): PointedAt | null {
  if (type !== "invoke" || !name?.startsWith("composeExtension/")) return null;
  const held = z.object({ messagePayload: payloadSchema }).safeParse(value);
  if (!held.success) return null;
  const { id, replyToId, body, from } = held.data.messagePayload;
  const content = body?.content ?? "";
  return {
    id,
    thread: replyToId || null,
    text: body?.contentType === "text" ? content : plainOf(content),
    by: from?.user?.id?.toLowerCase() || null,
  };
}
