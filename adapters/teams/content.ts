/** What a message of ours is made of in Teams: a card, the line of its notification, and whom it calls. */
import type { Card } from "./card.ts";
import type { Content, Member } from "./port.ts";

/** A message that is a card; `summary` is what its notification says. */
export const cardContent = (card: Card, summary: string): Content => ({
  type: "message",
  summary,
  attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: card }],
});

/** What stands between the marks of a mention; a name is no markup. */
const escaped = (name: string): string => name.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/**
 * The same with a line above it that calls somebody of the conversation, so that they are notified
 * (https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations#add-mentions-to-your-messages).
 */
export function mentioning(content: Content, { id, name }: Member): Content {
  const text = `<at>${escaped(name ?? "")}</at>`;
  return { ...content, text, textFormat: "xml", entities: [{ type: "mention", text, mentioned: { id, name: name ?? "" } }] };
}
