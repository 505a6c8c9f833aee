/**
 * A strict reader of Adaptive Cards, independent of the product's own limits: what it lets pass, Teams shows.
 *
 * Written from the published schema of 1.5 (github.com/microsoft/AdaptiveCards, schemas/1.5.0/adaptive-card.json, read 2026-12), with what
 * Teams takes of it: no media, no nested cards, Action.Submit alone in a dialog. Stricter than both where the product promises more: every
 * input has a label and an id of its own, what must be filled in says what is missing, every picture has words, what a button carries is opaque.
 */
import {
  type Rule as AnyRule,
  address,
  flag,
  kinds,
  like,
  list,
  type Noted,
  never,
  oneOf,
  optional,
  type Problem,
  shape,
  string,
  wrong,
} from "../json-rules.ts";
import { isJson, type Json, listOf, textOf } from "../slack/json.ts";

type Surface = "conversation" | "dialog";
type Seen = Noted & {
  readonly surface: Surface;
  readonly ids: Set<string>;
  readonly targets: { readonly at: string; readonly id: string }[];
};
type Rule = AnyRule<Seen>;
type Properties = Readonly<Record<string, Rule>>;

/** An object of exactly these properties. */
const object = (properties: Properties, then?: (value: Json, at: string, seen: Seen) => void): Rule =>
  shape<Properties, Seen>(properties, then);

const text = (min = 1): Rule => string(Number.POSITIVE_INFINITY, min);
const number: Rule = (value, at, seen) => {
  if (typeof value !== "number" || !Number.isFinite(value)) wrong(seen, at, "must be a number");
};

/** A name that nothing else of the card has. */
const id: Rule = (value, at, seen) => {
  text()(value, at, seen);
  if (typeof value !== "string") return;
  if (seen.ids.has(value)) wrong(seen, at, `is the second ${value}`);
  seen.ids.add(value);
};

/** Rules for what an element may say of itself, and of what all elements say: exactly the schema's names. */
const element = (own: Properties, then?: (value: Json, at: string, seen: Seen) => void): Rule =>
  object(
    {
      type: text(),
      fallback: optional(never("is not used")),
      height: optional(oneOf("auto", "stretch")),
      separator: optional(flag),
      spacing: optional(oneOf("default", "none", "small", "medium", "large", "extraLarge", "padding")),
      id: optional(id),
      isVisible: optional(flag),
      requires: optional(never("is not used")),
      ...own,
    },
    then,
  );

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

/** Text in which a renderer would find a date, whatever it stands in. */
const undated: Rule = (value, at, seen) => {
  text()(value, at, seen);
  if (/\{\{(DATE|TIME)\(/.test(textOf(value))) wrong(seen, at, "would be read as a date");
  if (!textOf(value).isWellFormed()) wrong(seen, at, "holds half a character");
};

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

const asked = (own: Properties): Rule => {
  const rule = element(
    { id, label: undated, isRequired: optional(flag), errorMessage: optional(undated), ...own },
    ({ isRequired, errorMessage }, at, seen) => {
      if (isRequired === true && errorMessage === undefined) wrong(seen, `${at}/errorMessage`, "is missing");
    },
  );
  return (value, at, seen) => {
    if (seen.surface !== "dialog") wrong(seen, at, "may stand in a dialog alone");
    rule(value, at, seen);
  };
};

const choice = object({ title: undated, value: like(/^[^,]+$/, "a value without commas") });

const choices: Rule = (value, at, seen) => {
  asked({
    choices: list(choice, 1, 1_000),
    isMultiSelect: optional(flag),
    style: optional(oneOf("compact", "expanded")),
    value: optional(text()),
    placeholder: optional(undated),
    wrap: optional(flag),
  })(value, at, seen);
  if (!isJson(value)) return;
  const values = listOf(value["choices"]).map((one) => (isJson(one) ? one["value"] : null));
  if (new Set(values).size < values.length) wrong(seen, `${at}/choices`, "holds a value twice");
  const chosen = value["value"] === undefined ? [] : textOf(value["value"]).split(",");
  if (chosen.some((one) => !values.includes(one))) wrong(seen, `${at}/value`, "is none of the choices");
  if (chosen.length > 1 && value["isMultiSelect"] !== true) wrong(seen, `${at}/value`, "is more than one");
};

const textInput: Rule = (value, at, seen) => {
  asked({
    isMultiline: optional(flag),
    maxLength: optional(number),
    placeholder: optional(undated),
    style: optional(oneOf("text", "tel", "url", "email")),
    value: optional(text()),
  })(value, at, seen);
  if (isJson(value) && textOf(value["value"]).length > Number(value["maxLength"] ?? Number.POSITIVE_INFINITY))
    wrong(seen, `${at}/value`, "is longer than it may become");
};

const day = like(/^\d{4}-\d\d-\d\d$/, "a day");
const time = like(/^\d\d:\d\d$/, "a time");

const pressed = {
  id: optional(id),
  title: undated,
  iconUrl: optional(never("is not used")),
  style: optional(oneOf("default", "positive", "destructive")),
  tooltip: optional(undated),
  isEnabled: optional(flag),
  mode: optional(oneOf("primary", "secondary")),
};
const handle: Rule = like(/^[\w.:|@-]*$/, "opaque");

const execute: Rule = (value, at, seen) => {
  if (seen.surface === "dialog") wrong(seen, at, "does nothing in a dialog");
  object({
    type: oneOf("Action.Execute"),
    ...pressed,
    verb: text(),
    data: object({ handle }),
    associatedInputs: optional(oneOf("Auto", "None")),
  })(value, at, seen);
};

const submit: Rule = (value, at, seen) => {
  const fetches = object({ type: oneOf("task/fetch") });
  const dialog = seen.surface === "dialog" ? optional<Seen>(never("opens nothing from a dialog")) : fetches;
  object({
    type: oneOf("Action.Submit"),
    ...pressed,
    data: object({ handle, msteams: dialog }),
    associatedInputs: optional(oneOf("Auto", "None")),
  })(value, at, seen);
};

const target: Rule = (value, at, seen) => {
  object({ elementId: text(), isVisible: optional(flag) })(value, at, seen);
  if (isJson(value)) seen.targets.push({ at, id: textOf(value["elementId"]) });
};
const toggle = object({
  type: oneOf("Action.ToggleVisibility"),
  ...pressed,
  targetElements: list(target, 1, 100),
});

const action = kinds<Seen>({ "Action.Execute": execute, "Action.Submit": submit, "Action.ToggleVisibility": toggle });
/** Teams shows six of a set: the others are behind dots, or nowhere. */
const actions = list(action, 1, 6);

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
  "Input.Text": textInput,
  "Input.Number": asked({ min: optional(number), max: optional(number), placeholder: optional(undated), value: optional(number) }),
  "Input.Date": asked({ min: optional(day), max: optional(day), placeholder: optional(undated), value: optional(day) }),
  "Input.Time": asked({ min: optional(time), max: optional(time), placeholder: optional(undated), value: optional(time) }),
  "Input.Toggle": asked({
    title: undated,
    value: optional(text()),
    valueOn: optional(text()),
    valueOff: optional(text()),
    wrap: optional(flag),
  }),
  "Input.ChoiceSet": choices,
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
