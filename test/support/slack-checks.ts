/** Slack's limits, checked on what we made of it; and its JSON, read back as people read it. */
import type { KnownBlock, ModalView } from "@slack/types";
import { limits } from "../../adapters/slack/limits.ts";
import { textLength } from "../../adapters/slack/render.ts";

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

/** Every object of a JSON value with what it stands in, in the order in which it is read. */
export function nodes(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  return isNode(value) ? [value, ...Object.values(value).flatMap(nodes)] : [];
}

const sizeOf = (value: unknown): number => {
  if (typeof value === "string") return value.length;
  if (isNode(value) && typeof value["text"] === "string") return value["text"].length;
  return Array.isArray(value) ? value.length : 0;
};

type Rule = readonly [property: string, least: number, most: number];
/** What Slack wants of each type of block, element and text. */
const rules: Readonly<Record<string, readonly Rule[]>> = {
  header: [["text", 1, limits.header]],
  section: [
    ["text", 0, limits.section],
    ["fields", 0, 10],
  ],
  context: [["elements", 1, limits.contextElements]],
  actions: [["elements", 1, limits.actions]],
  image: [["alt_text", 1, limits.altText]],
  table: [
    ["rows", 1, limits.tableRows],
    ["column_settings", 0, limits.tableCells],
  ],
  rich_text: [["elements", 1, 1_000]],
  rich_text_section: [["elements", 1, 1_000]],
  rich_text_quote: [["elements", 1, 1_000]],
  rich_text_list: [["elements", 1, 1_000]],
  text: [["text", 1, 40_000]],
  raw_text: [["text", 1, 2_000]],
  plain_text: [["text", 1, limits.section]],
  mrkdwn: [["text", 1, limits.section]],
  button: [
    ["text", 1, limits.buttonLabel],
    ["value", 0, limits.buttonValue],
    ["action_id", 1, limits.actionId],
    ["accessibility_label", 0, limits.buttonLabel],
  ],
  input: [
    ["label", 1, limits.inputLabel],
    ["hint", 0, limits.inputHint],
  ],
  radio_buttons: [["options", 1, limits.radioOptions]],
  checkboxes: [["options", 1, limits.checkboxOptions]],
  static_select: [
    ["options", 0, limits.selectOptions],
    ["option_groups", 0, limits.selectGroups],
    ["placeholder", 0, limits.placeholder],
  ],
  multi_static_select: [
    ["options", 0, limits.selectOptions],
    ["option_groups", 0, limits.selectGroups],
  ],
  plain_text_input: [
    ["placeholder", 0, limits.placeholder],
    ["initial_value", 0, limits.inputText],
  ],
  modal: [
    ["title", 1, limits.viewTitle],
    ["submit", 0, limits.viewButton],
    ["close", 0, limits.viewButton],
    ["private_metadata", 0, limits.metadata],
    ["callback_id", 0, limits.callbackId],
    ["blocks", 0, limits.viewBlocks],
  ],
};

function wrong(node: Node): string[] {
  const type = String(node["type"]);
  // A run of rich text and a text object's own text are one thing each.
  const found = (rules[type] ?? []).flatMap(([property, least, most]) => {
    const held = node[property];
    if (held === undefined) return least === 0 ? [] : [`${type} has no ${property}`];
    const size = sizeOf(held);
    return size < least || size > most ? [`${type}.${property}: ${size}`] : [];
  });
  const options = node["options"];
  if (Array.isArray(options)) {
    for (const { text, value, description } of options) {
      if (sizeOf(text) < 1 || sizeOf(text) > limits.optionLabel) found.push(`option text ${sizeOf(text)}`);
      if (sizeOf(value) < 1 || sizeOf(value) > limits.optionValue) found.push(`option value ${sizeOf(value)}`);
      if (sizeOf(description) > limits.optionDescription) found.push(`option description ${sizeOf(description)}`);
    }
    if (new Set(options.map(({ value }) => value)).size < options.length) found.push("two options of one value");
  }
  if (type === "input" && Number(node["dispatch_action"] ?? 0) > 1) found.push("dispatch_action");
  return found;
}

const doubled = (list: readonly unknown[]): unknown[] => list.filter((one, at) => list.indexOf(one) !== at);

/** What Slack would refuse of some blocks: nothing, if all is well. */
export function brokenLimits(value: readonly KnownBlock[] | ModalView): string[] {
  const all = nodes(value);
  const named = (name: string) => all.flatMap((node) => (name in node ? [node[name]] : []));
  return [
    ...all.flatMap(wrong),
    ...doubled(named("action_id")).map((id) => `action_id ${id} twice`),
    ...doubled(named("block_id")).map((id) => `block_id ${id} twice`),
    ...(all.filter(({ type }) => type === "table").length > 1 ? ["two tables"] : []),
    ...all.flatMap(({ type, elements }) =>
      type === "context" && Array.isArray(elements) && elements.some((one) => one.type !== "plain_text" && one.type !== "mrkdwn")
        ? ["a context holds what is no text"]
        : [],
    ),
    ...(JSON.stringify(value).isWellFormed() ? [] : ["half a character"]),
  ];
}

/** What Slack would refuse of a message. */
export const brokenMessage = ({ text, blocks }: { readonly text: string; readonly blocks: readonly KnownBlock[] }): string[] => [
  ...brokenLimits(blocks),
  ...(blocks.length < 1 || blocks.length > limits.messageBlocks ? [`${blocks.length} blocks`] : []),
  ...(textLength(blocks) > limits.messageText ? [`${textLength(blocks)} characters`] : []),
  ...(text.length < 1 || text.length > 4_000 || text.includes("\n") ? [`fallback of ${text.length}`] : []),
];

/** Everything that is read, in its order, one text a line; a date as its fallback. */
export const textsOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(textsOf).join(" ");
  if (!isNode(value)) return "";
  if (value["type"] === "date") return String(value["fallback"]);
  // The label of a button beside a fact stands after the fact.
  if (typeof value["text"] === "string") return value["type"] === "mrkdwn" ? unescaped(value["text"]) : value["text"];
  const order = ["label", "hint", "text", "fields", "rows", "elements", "element", "accessory", "options", "title", "blocks"];
  const alt = typeof value["alt_text"] === "string" ? value["alt_text"] : "";
  const whole = value["type"] === "rich_text_section" || value["type"] === "rich_text_quote";
  if (whole) return (value["elements"] as readonly unknown[]).map(textsOf).join("");
  return `${order.map((name) => textsOf(value[name])).join(" ")}${alt}\n`;
};

const unescaped = (text: string): string =>
  text
    .replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, "$1")
    .replaceAll("*", "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** The texts that Slack interprets. */
export const parsedTexts = (value: unknown): string[] =>
  nodes(value).flatMap(({ type, text }) => (type === "mrkdwn" && typeof text === "string" ? [text] : []));

/** The keys of the buttons, in their order. */
export const keysOf = (value: unknown): string[] =>
  nodes(value).flatMap(({ type, action_id }) =>
    type === "button" && typeof action_id === "string" ? [action_id.replace(/^v1:/, "").replace(/:\d+$/, "")] : [],
  );
