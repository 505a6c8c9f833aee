/** A card as people read it, what Teams would make of its texts, and what comes back of a dialog that nobody has touched. */
import type { Card } from "../../../adapters/teams/card.ts";
import { isJson, type Json, listOf, textOf } from "../slack/json.ts";

/** Every object of a JSON value with what it stands in, in the order in which it is read. */
export function nodes(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  return isJson(value) ? [value, ...Object.values(value).flatMap(nodes)] : [];
}

/** Everything that is read of a card's body and buttons, in its order, one text a line; what is folded as well. */
export function textsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textsOf).join("");
  if (!isJson(value)) return "";
  const line = (text: unknown): string => (typeof text === "string" ? `${text}\n` : "");
  switch (value["type"]) {
    case "AdaptiveCard":
      return textsOf(value["body"]) + textsOf(value["actions"]);
    case "RichTextBlock":
      return line(
        listOf(value["inlines"])
          .map((run) => (isJson(run) ? textOf(run["text"]) : ""))
          .join(""),
      );
    case "Image":
      return line(value["altText"]);
    default:
      return (
        ["label", "text", "title"].map((name) => line(value[name])).join("") +
        ["items", "columns", "actions", "choices"].map((name) => textsOf(value[name])).join("")
      );
  }
}

/** The texts in which Markdown is read: blocks of text, and what is shown where a card cannot be. */
export const parsedTexts = (value: unknown): string[] =>
  nodes(value).flatMap(({ type, text, fallbackText }) => {
    if (type === "TextBlock") return [textOf(text)];
    return fallbackText === undefined ? [] : [textOf(fallbackText)];
  });

/** The keys of the buttons, in their order. */
export const keysOf = (value: unknown): string[] =>
  nodes(value).flatMap(({ type, id }) =>
    /^Action\.(Execute|Submit)$/.test(textOf(type)) && typeof id === "string" ? [id.replace(/^v1:/, "").replace(/:\d+$/, "")] : [],
  );

/** The inputs of a card. */
export const inputsOf = (card: Card): Json[] => nodes(card.body).filter(({ type }) => /^Input\.(?!Choice$)/.test(textOf(type)));

/** What Teams sends of a dialog as it was drawn: each input's value as text, with what the button carries. */
export const submittedOf = (card: Card): Json => ({
  ...Object.fromEntries(inputsOf(card).map(({ id, value }) => [textOf(id), value === undefined ? "" : String(value)])),
  handle: "handle",
});
