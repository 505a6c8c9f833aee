/**
 * A strict reader of messages and views, independent of the product's own limits: what it lets pass, Slack shows.
 *
 * Stricter than Slack where the product promises more: no key unknown to Slack's own types, nothing that speaks in an id, a value or
 * metadata, no mention, every interactive element named. Limits: docs.slack.dev/reference/block-kit and /surfaces/modals, read 2026-11.
 */
import type {
  ActionsBlock,
  AlertBlock,
  CardBlock,
  CarouselBlock,
  ContainerBlock,
  ContextBlock,
  DataTableBlock,
  DividerBlock,
  HeaderBlock,
  HomeView,
  ImageBlock,
  InputBlock,
  MarkdownBlock,
  MessageMetadata,
  ModalView,
  RawNumberElement,
  RawTextElement,
  SectionBlock,
  TableBlock,
} from "@slack/types";
import { flag, kinds, list, oneOf, optional, type Problem, string, whole, wrong } from "../json-rules.ts";
import { button, image, imageElement, menus, oneOfBoth, overflow, pickers } from "./elements.ts";
import { inputs } from "./inputs.ts";
import { isJson, type Json, textOf } from "./json.ts";
import { opaque, type Rule, type Rules, type Seen, shape, strict } from "./rules.ts";
import { blockId, either, markup, mrkdwn, plain, richTextBlock } from "./texts.ts";

function only(surfaces: readonly Seen["surface"][], rule: Rule): Rule {
  return (value, at, seen) => {
    if (!surfaces.includes(seen.surface)) wrong(seen, at, `may not stand in a ${seen.surface}`);
    rule(value, at, seen);
  };
}

const rawText = shape<RawTextElement>({ type: oneOf("raw_text"), text: string(3000) });
const rawNumber = shape<RawNumberElement>({
  type: oneOf("raw_number"),
  value: (value, at, seen) => {
    if (typeof value !== "number" || !Number.isFinite(value)) wrong(seen, at, "must be a number");
  },
  text: string(3000),
});
const rows = list(list(kinds({ raw_text: rawText, raw_number: rawNumber, rich_text: richTextBlock }), 1, 20), 1, 100);

const section = shape<SectionBlock>(
  {
    type: oneOf("section"),
    block_id: blockId,
    text: optional(either(3000)),
    fields: optional(list(either(2000), 1, 10)),
    accessory: optional(kinds({ button, overflow, image: imageElement, ...menus, ...pickers })),
    expand: optional(flag),
  },
  ({ text, fields }, at, seen) => {
    if (text === undefined && fields === undefined) wrong(seen, at, "has neither text nor fields");
  },
);

const input: Rule = (value, at, seen) => {
  seen.inputs++;
  shape<InputBlock>({
    type: oneOf("input"),
    block_id: blockId,
    label: plain(2000),
    hint: optional(plain(2000)),
    optional: optional(flag),
    dispatch_action: optional(flag),
    element: kinds({ ...menus, ...pickers, ...inputs }),
  })(value, at, seen);
};

const table: Rule = (value, at, seen) => {
  if (++seen.tables > 1) wrong(seen, at, "is a second table");
  const column = shape<{ align: unknown; is_wrapped: unknown }>({
    align: optional(oneOf("left", "center", "right")),
    is_wrapped: optional(flag),
  });
  shape<TableBlock>({ type: oneOf("table"), block_id: blockId, rows, column_settings: optional(list(column, 1, 20)) })(value, at, seen);
};

const markdown: Rule = (value, at, seen) => {
  seen.markdownCharacters += textOf(isJson(value) ? value["text"] : "").length;
  if (seen.markdownCharacters > 12_000) wrong(seen, at, "makes more than 12000 characters of markdown");
  shape<MarkdownBlock>({ type: oneOf("markdown"), block_id: blockId, text: string(12_000) })(value, at, seen);
};

const card = shape<CardBlock>(
  {
    type: oneOf("card"),
    block_id: blockId,
    hero_image: optional(imageElement),
    icon: optional(imageElement),
    title: optional(mrkdwn(150)),
    subtitle: optional(mrkdwn(150)),
    body: optional(mrkdwn(200)),
    actions: optional(list(button, 1, 25)),
  },
  ({ hero_image, title, body, actions }, at, seen) => {
    if ([hero_image, title, body, actions].every((part) => part === undefined)) wrong(seen, at, "is empty");
  },
);

const simple: Readonly<Record<string, Rule>> = {
  section,
  divider: shape<DividerBlock>({ type: oneOf("divider"), block_id: blockId }),
  header: shape<HeaderBlock>({ type: oneOf("header"), block_id: blockId, text: plain(150) }),
  context: shape<ContextBlock>({
    type: oneOf("context"),
    block_id: blockId,
    elements: list(kinds({ image: imageElement, plain_text: plain(3000), mrkdwn: mrkdwn(3000) }), 1, 10),
  }),
  actions: shape<ActionsBlock>({
    type: oneOf("actions"),
    block_id: blockId,
    elements: list(kinds({ button, overflow, ...menus, ...pickers }), 1, 25),
  }),
  image: shape<ImageBlock & { image_url: unknown; slack_file: unknown }>(
    { ...image, block_id: blockId, title: optional(plain(2000)) },
    oneOfBoth("image_url", "slack_file"),
  ),
  rich_text: richTextBlock,
  input: only(["modal", "home"], input),
  table: only(["message"], table),
};

// An old client may not know these: they pass, but a message should not lean on them.
const newer: Readonly<Record<string, Rule>> = {
  markdown: only(["message"], markdown),
  alert: shape<AlertBlock>({
    type: oneOf("alert"),
    block_id: blockId,
    text: either(3000),
    level: optional(oneOf("default", "info", "warning", "error", "success")),
  }),
  card,
  carousel: shape<CarouselBlock>({ type: oneOf("carousel"), block_id: blockId, elements: list(card, 1, 10) }),
  data_table: only(
    ["message"],
    shape<DataTableBlock>({
      type: oneOf("data_table"),
      block_id: blockId,
      rows,
      caption: string(2000),
      page_size: optional(whole(1, 100)),
      row_header_column_index: optional(whole(0, 19)),
    }),
  ),
  container: shape<ContainerBlock>(
    {
      type: oneOf("container"),
      block_id: blockId,
      title: optional(plain(150)),
      rich_text_title: optional(richTextBlock),
      subtitle: optional(either(150)),
      child_blocks: list(kinds(simple), 1, 10),
      width: optional(oneOf("narrow", "standard", "wide", "full")),
      icon: optional(imageElement),
      is_collapsible: optional(flag),
      default_collapsed: optional(flag),
      has_header_divider: optional(flag),
    },
    ({ title, rich_text_title }, at, seen) => {
      if (title === undefined && rich_text_title === undefined) wrong(seen, at, "has no title");
    },
  ),
};

const block = kinds({ ...simple, ...newer });

const metadata = shape<MessageMetadata>({
  event_type: opaque(255),
  event_payload: (value, at, seen) => {
    if (!isJson(value)) return wrong(seen, at, "must be an object");
    for (const [key, one] of Object.entries(value)) {
      opaque(255)(key, at, seen);
      if (typeof one === "string") opaque(2000, 0)(one, `${at}/${key}`, seen);
      else if (typeof one !== "number" && typeof one !== "boolean")
        wrong(seen, `${at}/${key}`, "must be an opaque text, a number or a flag");
    }
  },
});

const identity = {
  private_metadata: optional(opaque(3000, 0)),
  callback_id: optional(opaque(255)),
  external_id: optional(opaque(255, 0)),
};

const modal = shape<ModalView>(
  {
    ...identity,
    type: oneOf("modal"),
    title: plain(24),
    submit: optional(plain(24)),
    close: optional(plain(24)),
    clear_on_close: optional(flag),
    notify_on_close: optional(flag),
    blocks: list(block, 1, 100),
  },
  ({ submit }, at, seen) => {
    if (submit === undefined && seen.inputs > 0) wrong(seen, `${at}/submit`, "is missing though there is an input");
  },
);
const home = shape<HomeView>({ ...identity, type: oneOf("home"), blocks: list(block, 0, 100) });

function look(rule: Rule, value: unknown, surface: Seen["surface"], rules: Rules): readonly Problem[] {
  const seen: Seen = {
    rules,
    surface,
    problems: [],
    blockIds: new Set(),
    actionIds: new Set(),
    focused: 0,
    tables: 0,
    inputs: 0,
    markdownCharacters: 0,
  };
  rule(value, "", seen);
  return seen.problems;
}

/** What is wrong with a message: its `text`, `blocks` and `metadata`; nothing else of it is looked at. */
export function problemsOfMessage(message: Json, rules: Rules = strict): readonly Problem[] {
  const { text, blocks, metadata: about } = message;
  // An empty text may stand beside blocks: whether it should is for `verifyUnfurl`.
  const rule = shape<{ text: unknown; blocks: unknown; metadata: unknown }>({
    text: optional((value, at, seen) => (value === "" ? undefined : markup(Number.POSITIVE_INFINITY)(value, at, seen))),
    blocks: optional(list(block, 0, 50)),
    metadata: optional(metadata),
  });
  return look(rule, { text, blocks, metadata: about }, "message", rules);
}

/** What is wrong with a view: a modal, or a home. */
export function problemsOfView(view: unknown, rules: Rules = strict): readonly Problem[] {
  return look(kinds({ modal, home }), view, isJson(view) && view["type"] === "home" ? "home" : "modal", rules);
}

/** What is wrong with the options that an `external_select` is offered. */
export function problemsOfOptions(answer: unknown, rules: Rules = strict): readonly Problem[] {
  const choice = shape<{ text: unknown; value: unknown; description: unknown }>({
    text: plain(75),
    value: opaque(75),
    description: optional(plain(75)),
  });
  return look(shape<{ options: unknown }>({ options: list(choice, 0, 100) }), answer, "modal", rules);
}

const calm = (args: Json, wanted: Readonly<Record<string, unknown>>): Problem[] =>
  Object.entries(wanted).flatMap(([key, value]) => (args[key] === value ? [] : [{ at: `/${key}`, problem: `must be ${String(value)}` }]));

/**
 * What is wrong with how a message is sent: that it has words for a notification, and that Slack neither unfolds its links nor reads
 * more into its text. Calls of other methods have nothing wrong.
 */
export function verifyUnfurl(call: { readonly method: string; readonly args: Json }): readonly Problem[] {
  const { method, args } = call;
  const words = textOf(args["text"]).trim() === "" ? [{ at: "/text", problem: "must not be empty" }] : [];
  if (method === "chat.postMessage") return [...calm(args, { unfurl_links: false, unfurl_media: false }), ...words];
  // Unlike a post, an update reads names and addresses into the text unless it is told not to.
  if (method === "chat.update") return [...calm(args, { parse: "none", link_names: false }), ...words];
  return [];
}
