/**
 * A strict reader of Adaptive Cards, independent of the product's own limits: what it lets pass, Teams shows.
 *
 * Written from the published schema of 1.5 (github.com/microsoft/AdaptiveCards, schemas/1.5.0/adaptive-card.json, read 2026-12), with what
 * Teams takes of it: no media, no nested cards, Action.Submit alone in a dialog. Stricter than both where the product promises more: every
 * input has a label and an id of its own, what must be filled in says what is missing, every picture has words, what a button carries is opaque.
 */
import { address, flag, kinds, like, list, oneOf, optional, type Problem, wrong } from "../json-rules.ts";
import { isJson, textOf } from "../slack/json.ts";
import { actions, execute } from "./actions.ts";
import { inputs } from "./inputs.ts";
import { element, id, number, object, type Rule, type Seen, type Surface, text, undated } from "./rules.ts";

const always: Rule = (value, at, seen) => {
  if (value !== true) wrong(seen, at, "must be true");
};

const containerStyle = optional(oneOf("default", "emphasis", "good", "attention", "warning", "accent"));
const looks = {
  color: optional(oneOf("default", "dark", "light", "accent", "good", "warning", "attention")),
  fontType: optional(oneOf("default", "monospace")),
  isSubtle: optional(flag),
  size: optional(oneOf("default", "small", "medium", "large", "extraLarge")),
  weight: optional(oneOf("default", "lighter", "bolder")),
};
const align = optional(oneOf("left", "center", "right"));
const vertical = optional(oneOf("top", "center", "bottom"));

const run = object({
  type: oneOf("TextRun"),
  text: undated,
  ...looks,
  highlight: optional(flag),
  italic: optional(flag),
  strikethrough: optional(flag),
  underline: optional(flag),
});

// The schema writes "rtl?"; its page and every renderer write "rtl".
const box = {
  style: containerStyle,
  bleed: optional(flag),
  minHeight: optional(text()),
  verticalContentAlignment: vertical,
  rtl: optional(flag),
};
const inside: Rule = (value, at, seen) => list(anyElement, 1, 1_000)(value, at, seen);

const column = object({
  type: oneOf("Column"),
  ...box,
  items: inside,
  width: optional(like(/^(auto|stretch|\d+|\d+px)$/, "a width")),
  separator: optional(flag),
  spacing: optional(oneOf("default", "none", "small", "medium", "large", "extraLarge", "padding")),
  id: optional(id),
  isVisible: optional(flag),
});

const picture = element({
  url: address,
  altText: text(),
  size: optional(oneOf("auto", "stretch", "small", "medium", "large")),
  style: optional(oneOf("default", "person")),
  horizontalAlignment: align,
  height: optional(text()),
  width: optional(text()),
  backgroundColor: optional(text()),
});

const anyElement: Rule = kinds<Seen>({
  TextBlock: element({
    text: undated,
    ...looks,
    horizontalAlignment: align,
    maxLines: optional(number),
    style: optional(oneOf("default", "heading")),
    // What is not wrapped is cut.
    wrap: always,
  }),
  RichTextBlock: element({ inlines: list(run, 1, 10_000), horizontalAlignment: align }),
  Image: picture,
  Container: element({ ...box, items: inside }),
  ColumnSet: element({
    columns: list(column, 1, 10),
    style: containerStyle,
    bleed: optional(flag),
    minHeight: optional(text()),
    horizontalAlignment: align,
  }),
  ActionSet: element({ actions }),
  ...inputs,
});

const refresh = object({
  action: (value, at, seen) => execute(value, at, seen),
  userIds: list(text(), 0, 60),
});

const card = object({
  type: oneOf("AdaptiveCard"),
  $schema: oneOf("http://adaptivecards.io/schemas/adaptive-card.json"),
  version: oneOf("1.5"),
  lang: like(/^[a-z]{2}$/, "a language of two letters"),
  fallbackText: (value, at, seen) => {
    undated(value, at, seen);
    if (/[*_~`[\]<>|]|:\/\//.test(textOf(value))) wrong(seen, at, "would be read as Markdown");
  },
  body: inside,
  actions: optional(actions),
  refresh: optional(refresh),
  rtl: optional(flag),
  // Teams's own, beside the schema.
  msteams: optional(object({ width: oneOf("Full") })),
});

/** The bytes of a card that every way into Teams takes: the oldest of them, about 28 KB of the whole message. */
const mostBytes: Readonly<Record<Surface, number>> = { conversation: 24 * 1024, dialog: 40 * 1024 };

/** What is wrong with a card where it is shown: nothing, if all is well. */
export function problemsOfCard(value: unknown, surface: Surface): readonly Problem[] {
  const seen: Seen = { surface, problems: [], ids: new Set(), targets: [] };
  card(value, "", seen);
  for (const { at, id: name } of seen.targets) if (!seen.ids.has(name)) wrong(seen, at, `names ${name}, which is nowhere`);
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? "");
  if (bytes > mostBytes[surface]) wrong(seen, "", `is ${bytes} bytes`);
  return seen.problems;
}

/** What is wrong with a dialog, as "task/fetch" is answered with it. */
export function problemsOfDialog(value: unknown): readonly Problem[] {
  const seen: Seen = { surface: "dialog", problems: [], ids: new Set(), targets: [] };
  const size = oneOf("small", "medium", "large");
  const content = { contentType: oneOf("application/vnd.microsoft.card.adaptive"), content: () => undefined };
  object({ title: undated, width: size, height: size, card: object(content) })(value, "", seen);
  const held = isJson(value) && isJson(value["card"]) ? value["card"]["content"] : undefined;
  return [...seen.problems, ...problemsOfCard(held, "dialog")];
}
