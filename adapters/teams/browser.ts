/** What leads a person from Teams into the browser, signed in as themselves: in what they alone are shown, never in what stands in a channel. */
import type { Words } from "../chat/words.ts";
import { type ActionSet, type Card, sizeOf } from "./card.ts";
import { limits } from "./limits.ts";
import { inLanguage, lineText } from "./text.ts";

/** A button that opens an address of ours. */
export const inBrowser = (url: string, language: string, words: Words): ActionSet => ({
  type: "ActionSet",
  spacing: "small",
  actions: [{ type: "Action.OpenUrl", title: lineText(words("chat.open-browser", language), limits.buttonLabel), url }],
});

/** A card with that button at its end, where there is one and the card has room for it in so many bytes. */
export function withBrowser(card: Card, mostBytes: number, language: string, words: Words, url: string | null): Card {
  if (url === null) return card;
  const made: Card = { ...card, body: [...card.body, inLanguage(language, [inBrowser(url, language, words)])] };
  return sizeOf(made) <= mostBytes ? made : card;
}
