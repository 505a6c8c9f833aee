/** The neutral message as an Adaptive Card. Pure: the same message and look give the same card; nothing is too long for it. */
import type { Block, Message } from "../../src/domain/message.ts";
import { footOf, isPassing, type Look, languagesOf, lineOf } from "../chat/look.ts";
import { ladder } from "../chat/shorten.ts";
import { cut, cutParts } from "../chat/text.ts";
import { drawBlocks, drawing, type Place, small } from "./blocks.ts";
import { type Card, type Container, cardOf, sizeOf } from "./card.ts";
import { limits } from "./limits.ts";
import { inLanguage, richText, runs, withoutMarks } from "./text.ts";

const rungs = ladder(limits);
const room = { conversation: limits.card, dialog: limits.dialogCard } as const satisfies Record<Place, number>;

/** Whose own view of a card is fetched when they see it: people by their Teams ids ("29:…"); `handle` is what the bot is asked with. */
export type Refresh = { readonly handle: string; readonly users: readonly string[] };

/** By which the bot knows that a card asks for the reader's own view of it. */
const refreshVerb = "refresh";

/**
 * A message for a room or a person, all its languages one below the other, each with its own buttons; who can see it stands last.
 *
 * @param refresh left out of a card that has no room for it: it can still be read and pressed
 */
export function render(message: Message, look: Look, refresh: Refresh | null = null): Card {
  const card = fitted(message, look, "conversation");
  return refresh === null ? card : refreshing(card, refresh);
}

/** The card of a message in a dialog: it has more room, and buttons that a dialog can have. */
export const renderInDialog = (message: Message, look: Look): Card => fitted(message, look, "dialog");

/** The line for notifications, `summary` of an activity: plain text, which is parsed nowhere. */
export const summaryOf = (message: Message, look: Pick<Look, "zones">): string => cut(lineOf(message, look), limits.fallback);

/** The first rung of the ladder on which the message fits; should even the last be too much, one line that says where the rest is. */
function fitted(message: Message, look: Look, place: Place): Card {
  for (const shorten of rungs) {
    const card = draw(shorten(message, look.words), look, place);
    if (sizeOf(card) <= room[place]) return card;
  }
  const rest = look.words("chat.rest-status", message.language);
  const blocks: readonly Block[] = [
    { kind: "text", parts: [summaryOf(message, look)], tone: "plain" },
    { kind: "text", parts: [rest], tone: "muted" },
  ];
  const { translations: _, ...alone } = message;
  return draw({ ...alone, blocks }, look, place);
}

function draw(message: Message, look: Look, place: Place): Card {
  const of = drawing(look, place);
  const languages = languagesOf(message);
  const said = languages.flatMap(({ blocks, language }, nth): Container[] => {
    const items = drawBlocks(blocks, language, of);
    if (items.length === 0) return [];
    return [{ ...inLanguage(language, items), ...(nth > 0 && { separator: true, spacing: "large" }) }];
  });
  const feet = isPassing(message) ? [] : drawFeet(message, look);
  const text = withoutMarks(summaryOf(message, look)) || "Parley";
  const body = [...said, ...feet];
  const card = cardOf(message.language, text, body.length > 0 ? body : [inLanguage(message.language, [])]);
  return place === "conversation" && isWide(message) ? { ...card, msteams: { width: "Full" } } : card;
}

/** Whether an answer is wanted, and who can see it, in each language: always at the foot, always the same words. */
const drawFeet = (message: Message, look: Look): Container[] =>
  languagesOf(message).map((one, nth) => {
    const parts = cutParts(footOf(message, one, look.words), limits.footer);
    const line = richText(runs(parts, { language: one.language, zones: look.zones }, small));
    return { ...inLanguage(one.language, [line]), ...(nth === 0 ? { separator: true } : { spacing: "none" }) };
  });

/** What is looked over or compared is read better across; sentences are not. */
const isWide = ({ tone, blocks }: Message): boolean => tone === "card" || blocks.some(({ kind }) => kind === "columns");

function refreshing(card: Card, { handle, users }: Refresh): Card {
  const made: Card = {
    ...card,
    refresh: {
      action: { type: "Action.Execute", title: "Parley", verb: refreshVerb, data: { handle } },
      userIds: users.slice(0, limits.refreshUsers),
    },
  };
  return sizeOf(made) <= limits.card ? made : card;
}
