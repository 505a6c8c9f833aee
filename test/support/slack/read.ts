/** Reads messages and views as a person does: plain text, and what can be pressed. */
import { type Json, listOf, objectOf, textOf } from "./json.ts";

/** A button as it stands in a message; `key` is the middle of an action id `v1:<key>:<n>`, or all of another one. */
export type Pressable = {
  readonly key: string;
  readonly actionId: string;
  readonly value: string;
  readonly label: string;
  readonly style: "primary" | "danger" | "plain";
  readonly blockId: string;
};

function iso(seconds: unknown): string {
  return new Date(Number(seconds) * 1000).toISOString();
}

function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").replaceAll("\u2060", "");
}

/** Words that Slack shows bold, slanted, struck out or as code, without the signs that make them so. */
function unmarked(text: string): string {
  const marked = /(?<![\p{L}\p{N}])([*_~`])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/gu;
  const once = text.replaceAll(marked, "$2");
  return once === text ? text : unmarked(once);
}

/** Text with markup as words: dates as ISO in UTC, links as what they say, a bold label and its value as "Label: value". */
function wordsOf(markup: string): string {
  const facts = markup.replaceAll(/^\*([^*\n]+?):?\*(?:\n| {2,}|:? +)(?=\S)/gm, (_, label: string) => `${label}: `);
  const dated = facts.replaceAll(/<!date\^(\d+)\^[^<>]*>/g, (_, seconds: string) => iso(seconds));
  const linked = dated.replaceAll(/<[^<>|]+\|([^<>]+)>/g, "$1");
  return unescaped(unmarked(linked));
}

function textObject(value: unknown): string {
  const { type, text, alt_text } = objectOf(value);
  if (type === "image") return `[${textOf(alt_text)}]`;
  return type === "mrkdwn" ? wordsOf(textOf(text)) : textOf(text);
}

function richElement(value: unknown): string {
  const element = objectOf(value);
  if (element["type"] === "date") return iso(element["timestamp"]);
  if (element["type"] === "emoji") return `:${textOf(element["name"])}:`;
  const id = element["user_id"] ?? element["channel_id"];
  return textOf(element["text"] ?? element["url"] ?? (id === undefined ? "" : `@${textOf(id)}`));
}

function richLines(value: unknown): readonly string[] {
  const part = objectOf(value);
  const elements = listOf(part["elements"]);
  if (part["type"] !== "rich_text_list") return [elements.map(richElement).join("")];
  const sign = (index: number) => (part["style"] === "ordered" ? `${index + 1}.` : "•");
  return elements.map((item, index) => `${sign(index)} ${richLines(item).join("")}`);
}

function rich(block: Json): readonly string[] {
  return listOf(block["elements"]).flatMap(richLines);
}

function cell(value: unknown): string {
  const one = objectOf(value);
  return one["type"] === "rich_text" ? oneLine(rich(one).join("\n")) : textOf(one["text"]);
}

function oneLine(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" / ");
}

/** What an input holds before anybody touched it. */
function initially(element: Json): string {
  const options = [element["initial_option"], ...listOf(element["initial_options"])].map((one) => textObject(objectOf(one)["text"]));
  const at = element["initial_date_time"];
  const typed = [element["initial_value"], element["initial_date"], element["initial_time"]].map(textOf);
  return [...options, ...typed, at === undefined ? "" : iso(at)].filter((text) => text !== "").join(", ");
}

function field(block: Json): string {
  const note = block["optional"] === true ? " (optional)" : "";
  return `${textObject(block["label"])}${note}: ${initially(objectOf(block["element"]))}`.trim();
}

function labels(elements: readonly unknown[]): string {
  const labelled = elements.map(objectOf).map((one) => textOf(objectOf(one["text"] ?? one["placeholder"])["text"]));
  return labelled.map((label) => `[${label}]`).join(" ");
}

function linesOf(value: unknown): readonly string[] {
  const block = objectOf(value);
  switch (block["type"]) {
    case "section":
      return [textObject(block["text"]), ...listOf(block["fields"]).map(textObject)].map(oneLine);
    case "header":
    case "alert":
      return [oneLine(textObject(block["text"]))];
    case "markdown":
      return [oneLine(textOf(block["text"]))];
    case "context":
      return [oneLine(listOf(block["elements"]).map(textObject).join(" "))];
    case "rich_text":
      return rich(block).map(oneLine);
    case "table":
    case "data_table":
      return listOf(block["rows"]).map((row) => listOf(row).map(cell).join(" | "));
    case "image":
      return [textObject(block)];
    case "actions":
      return [labels(listOf(block["elements"]))];
    case "input":
      return [field(block)];
    case "card":
      return [block["title"], block["subtitle"], block["body"]].map(textObject).map(oneLine);
    case "carousel":
      return listOf(block["elements"]).flatMap(linesOf);
    case "container":
      return [textObject(block["title"]), ...listOf(block["child_blocks"]).flatMap(linesOf)];
    default:
      return [];
  }
}

/**
 * Blocks as plain text: a line for each block, and for each row of a table, item of a list, and field.
 *
 * Line breaks within stand as " / ", instants as ISO in UTC, facts as "Label: value", buttons as "[Label]", pictures as "[what they show]".
 */
export function textOfBlocks(blocks: readonly unknown[]): string {
  return blocks
    .flatMap(linesOf)
    .filter((line) => line !== "")
    .join("\n");
}

/** A view as plain text: its title, its blocks, and what sends or closes it. */
export function textOfView(view: Json): string {
  const ends = [view["submit"], view["close"]].filter((one) => one !== undefined && one !== null).map((one) => `[${textObject(one)}]`);
  return [textObject(view["title"]), textOfBlocks(listOf(view["blocks"])), ends.join(" ")].filter((line) => line !== "").join("\n");
}

function pressable(value: unknown, blockId: string): readonly Pressable[] {
  const { type, action_id, value: carried, text, style } = objectOf(value);
  if (type !== "button") return [];
  const actionId = textOf(action_id);
  const key = /^v\d+:(.+):[^:]*$/.exec(actionId)?.[1] ?? actionId;
  const look = style === "primary" || style === "danger" ? style : "plain";
  return [{ key, actionId, value: textOf(carried), label: textOf(objectOf(text)["text"]), style: look, blockId }];
}

/** The buttons of a message or a view, in order. */
export function buttonsOf(blocks: readonly unknown[]): readonly Pressable[] {
  return blocks.map(objectOf).flatMap((block) => {
    const own = [...listOf(block["elements"]), ...listOf(block["actions"]), block["accessory"]];
    const id = textOf(block["block_id"]);
    const inner = block["type"] === "carousel" ? listOf(block["elements"]) : listOf(block["child_blocks"]);
    return [...own.flatMap((one) => pressable(one, id)), ...buttonsOf(inner)];
  });
}
