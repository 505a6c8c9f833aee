import type { KnownBlock, ModalView } from "@slack/types";
import { describe, expect, test } from "vitest";
import type { Json } from "./json.ts";
import { strict } from "./rules.ts";
import { problemsOfMessage, problemsOfOptions, problemsOfView, verifyUnfurl } from "./validator.ts";

const x = (length: number) => "x".repeat(length);
const plain = (text: string) => ({ type: "plain_text", text }) as const;
const mrkdwn = (text: string) => ({ type: "mrkdwn", text }) as const;
const option = (value: string) => ({ text: plain(value), value });
const options = (count: number) => Array.from({ length: count }, (_, index) => option(`o${index}`));
const button = (id: string) => ({ type: "button", action_id: id, text: plain("Go"), value: "c-1" }) as const;
const input = (id: string, element: Json) => ({
  type: "input",
  block_id: id,
  label: plain("What"),
  element: { action_id: id, ...element },
});
const modal = (...blocks: readonly object[]) => ({ type: "modal", title: plain("Report"), submit: plain("Send"), blocks });
const rich = (...elements: readonly object[]) => ({ type: "rich_text", elements });
const textElement = { type: "text", text: "said" };
const section = (...elements: readonly object[]) => ({ type: "rich_text_section", elements });

/** What the rows of a table say: `at: problem`. */
const said = (problems: readonly { readonly at: string; readonly problem: string }[]) =>
  problems.map(({ at, problem }) => `${at}: ${problem}`);

const card: KnownBlock[] = [
  { type: "header", text: plain("PAR-00042") },
  {
    type: "section",
    block_id: "facts",
    text: mrkdwn("*due* <!date^1795510200^{date_short_pretty} {time}|2026-11-24 09:10 UTC> &amp; <https://parley.example/c?a=1&b=2|board>"),
    fields: [mrkdwn("*Affected*\n38 of 120")],
    accessory: { type: "overflow", action_id: "v1:more:1", options: [{ text: plain("Help"), value: "help" }] },
  },
  { type: "context", elements: [mrkdwn("Both firms"), plain("change")] },
  { type: "divider" },
  {
    type: "table",
    rows: [
      [
        { type: "raw_text", text: "Offer" },
        { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "3" }] }] },
      ],
    ],
    column_settings: [{ is_wrapped: true }],
  },
  {
    type: "rich_text",
    elements: [
      {
        type: "rich_text_list",
        style: "ordered",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "text", text: "<not markup>", style: { bold: true } },
              { type: "date", timestamp: 1795510200, format: "{date} {time}", fallback: "2026-11-24" },
            ],
          },
        ],
      },
      { type: "rich_text_quote", elements: [{ type: "link", url: "https://parley.example" }] },
      { type: "rich_text_preformatted", elements: [{ type: "text", text: "x" }] },
    ],
  },
  { type: "image", image_url: "https://parley.example/p.png", alt_text: "a crack" },
  {
    type: "actions",
    block_id: "do",
    elements: [
      { type: "button", action_id: "v1:take:1", text: plain("I take it"), value: "h.1:2|3@4", style: "primary" },
      { type: "static_select", action_id: "v1:who:2", options: [{ text: plain("Reza"), value: "p-1" }], placeholder: plain("Who?") },
    ],
  },
];

const form: ModalView = {
  type: "modal",
  title: plain("Report"),
  submit: plain("Send"),
  close: plain("Not now"),
  callback_id: "v1:report",
  private_metadata: "h-1",
  notify_on_close: true,
  blocks: [
    { type: "section", text: mrkdwn("Only you see this") },
    {
      type: "input",
      block_id: "what",
      label: plain("What happened?"),
      hint: plain("One sentence"),
      element: {
        type: "plain_text_input",
        action_id: "what",
        multiline: true,
        max_length: 500,
        initial_value: "<b> & co",
        focus_on_load: true,
      },
    },
    {
      type: "input",
      block_id: "many",
      label: plain("How many?"),
      optional: true,
      element: {
        type: "number_input",
        action_id: "many",
        is_decimal_allowed: false,
        min_value: "0",
        max_value: "120",
        initial_value: "38",
      },
    },
    {
      type: "input",
      block_id: "stops",
      label: plain("What does it stop?"),
      element: {
        type: "radio_buttons",
        action_id: "stops",
        options: [{ text: plain("nothing yet"), value: "none" }],
        initial_option: { value: "none", text: plain("nothing yet") },
      },
    },
    {
      type: "input",
      block_id: "until",
      label: plain("Until?"),
      element: { type: "datetimepicker", action_id: "until", initial_date_time: 1795510200 },
    },
    {
      type: "input",
      block_id: "file",
      label: plain("Photo"),
      element: { type: "file_input", action_id: "file", filetypes: ["png"], max_files: 3 },
    },
    {
      type: "input",
      block_id: "case",
      label: plain("Which?"),
      element: { type: "external_select", action_id: "case", min_query_length: 0 },
    },
  ],
};

test("a card and a form that Slack shows pass", () => {
  const metadata = { event_type: "parley_card", event_payload: { key: "k-1", revision: 3, last: true } };
  expect(problemsOfMessage({ text: "PAR-00042: due", blocks: card, metadata })).toEqual([]);
  expect(problemsOfView(form)).toEqual([]);
  expect(problemsOfView({ type: "home", blocks: card.filter(({ type }) => type !== "table") })).toEqual([]);
});

test("newer blocks pass where they are whole", () => {
  const blocks = [
    { type: "alert", text: mrkdwn("late"), level: "warning" },
    { type: "card", title: mrkdwn("one"), actions: [button("a")] },
    { type: "carousel", elements: [{ type: "card", body: mrkdwn("two") }] },
    { type: "container", title: plain("three"), child_blocks: [{ type: "divider" }], is_collapsible: true },
    { type: "data_table", caption: "four", rows: [[{ type: "raw_number", value: 4, text: "4" }]], page_size: 10 },
    { type: "markdown", text: "**five**" },
  ];
  expect(problemsOfMessage({ blocks })).toEqual([]);
});

const messages: readonly (readonly [string, readonly object[], string])[] = [
  ["a block that Slack does not know", [{ type: "poster" }], "/blocks/0/type: poster is not allowed here"],
  ["a key that Slack does not know", [{ type: "divider", colour: "red" }], "/blocks/0/colour: is not known"],
  ["more than 50 blocks", Array(51).fill({ type: "divider" }), "/blocks: must have at most 50 items"],
  [
    "one id twice",
    [
      { type: "divider", block_id: "b" },
      { type: "divider", block_id: "b" },
    ],
    "/blocks/1/block_id: b is another block's",
  ],
  ["an id that is too long", [{ type: "divider", block_id: x(256) }], "/blocks/0/block_id: must have at most 255 characters"],
  ["an id that speaks", [{ type: "divider", block_id: "Reza is late" }], "/blocks/0/block_id: must be opaque"],
  ["a header that is too long", [{ type: "header", text: plain(x(151)) }], "/blocks/0/text/text: must have at most 150 characters"],
  ["a header with markup", [{ type: "header", text: mrkdwn("x") }], "/blocks/0/text/type: must be one of plain_text"],
  ["a section of nothing", [{ type: "section" }], "/blocks/0: has neither text nor fields"],
  ["empty text", [{ type: "section", text: plain("") }], "/blocks/0/text/text: must have at least 1 characters"],
  ["a section that is too long", [{ type: "section", text: mrkdwn(x(3001)) }], "/blocks/0/text/text: must have at most 3000 characters"],
  ["eleven fields", [{ type: "section", fields: Array(11).fill(plain("x")) }], "/blocks/0/fields: must have at most 10 items"],
  [
    "a field that is too long",
    [{ type: "section", fields: [plain(x(2001))] }],
    "/blocks/0/fields/0/text: must have at most 2000 characters",
  ],
  [
    "eleven things of context",
    [{ type: "context", elements: Array(11).fill(plain("x")) }],
    "/blocks/0/elements: must have at most 10 items",
  ],
  [
    "26 actions",
    [{ type: "actions", elements: Array.from({ length: 26 }, (_, i) => button(`a${i}`)) }],
    "/blocks/0/elements: must have at most 25 items",
  ],
  ["no actions", [{ type: "actions", elements: [] }], "/blocks/0/elements: must have at least 1 items"],
  [
    "an input among actions",
    [{ type: "actions", elements: [{ type: "plain_text_input", action_id: "a" }] }],
    "/blocks/0/elements/0/type: plain_text_input is not allowed here",
  ],
  ["an input in a message", [input("a", { type: "plain_text_input" })], "/blocks/0: may not stand in a message"],
  ["an image without words", [{ type: "image", image_url: "https://x.example/i.png" }], "/blocks/0/alt_text: is missing"],
  ["an image from nowhere", [{ type: "image", alt_text: "x" }], "/blocks/0: must have either image_url or slack_file"],
  [
    "an image by plain http",
    [{ type: "image", alt_text: "x", image_url: "http://x.example/i.png" }],
    "/blocks/0/image_url: must be an https address",
  ],
  ["a second table", Array(2).fill({ type: "table", rows: [[{ type: "raw_text", text: "x" }]] }), "/blocks/1: is a second table"],
  [
    "101 rows",
    [{ type: "table", rows: Array(101).fill([{ type: "raw_text", text: "x" }]) }],
    "/blocks/0/rows: must have at most 100 items",
  ],
  [
    "21 columns",
    [{ type: "table", rows: [Array(21).fill({ type: "raw_text", text: "x" })] }],
    "/blocks/0/rows/0: must have at most 20 items",
  ],
  [
    "an empty cell",
    [{ type: "table", rows: [[{ type: "raw_text", text: "" }]] }],
    "/blocks/0/rows/0/0/text: must have at least 1 characters",
  ],
  [
    "a number that is none",
    [{ type: "table", rows: [[{ type: "raw_number", value: "1", text: "1" }]] }],
    "/blocks/0/rows/0/0/value: must be a number",
  ],
  [
    "too much markdown in all",
    Array(2).fill({ type: "markdown", text: x(6001) }),
    "/blocks/1: makes more than 12000 characters of markdown",
  ],
  ["an empty card", [{ type: "card", subtitle: mrkdwn("x") }], "/blocks/0: is empty"],
  ["a container without a title", [{ type: "container", child_blocks: [{ type: "divider" }] }], "/blocks/0: has no title"],
];

const elements: readonly (readonly [string, object, string])[] = [
  ["a button without a name", { type: "button", text: plain("Go") }, "action_id: is missing: nobody could tell what was pressed"],
  ["a name that is too long", button(x(256)), "action_id: must have at most 255 characters"],
  ["a label that is too long", { ...button("a"), text: plain(x(76)) }, "text/text: must have at most 75 characters"],
  ["a label with markup", { ...button("a"), text: mrkdwn("Go") }, "text/type: must be one of plain_text"],
  ["a value that is too long", { ...button("a"), value: x(2001) }, "value: must have at most 2000 characters"],
  ["a value that speaks", { ...button("a"), value: '{"secret":1}' }, "value: must be opaque"],
  ["a style that Slack does not know", { ...button("a"), style: "careful" }, "style: must be one of primary, danger"],
  ["an address that is too long", { ...button("a"), url: `https://x.example/${x(3000)}` }, "url: must have at most 3000 characters"],
  [
    "a description that is too long",
    { ...button("a"), accessibility_label: x(76) },
    "accessibility_label: must have at most 75 characters",
  ],
  [
    "a question that is too long",
    { ...button("a"), confirm: { title: plain(x(101)), text: plain("?") } },
    "confirm/title/text: must have at most 100 characters",
  ],
  [
    "an answer that is too long",
    { ...button("a"), confirm: { text: plain("?"), deny: plain(x(31)) } },
    "confirm/deny/text: must have at most 30 characters",
  ],
  ["101 options", { type: "static_select", action_id: "a", options: options(101) }, "options: must have at most 100 items"],
  ["no options", { type: "static_select", action_id: "a" }, "has no options"],
  [
    "options and groups",
    { type: "static_select", action_id: "a", options: options(1), option_groups: [{ label: plain("g"), options: [option("z")] }] },
    "has both options and groups",
  ],
  [
    "two options of one value",
    { type: "static_select", action_id: "a", options: [option("a"), option("a")] },
    "has two options with one value",
  ],
  [
    "an initial option that is none",
    { type: "static_select", action_id: "a", options: options(2), initial_option: option("z") },
    "has an initial option that is none of its options",
  ],
  [
    "an option that is too long",
    { type: "static_select", action_id: "a", options: [{ text: plain(x(76)), value: "a" }] },
    "options/0/text/text: must have at most 75 characters",
  ],
  [
    "an option's value that is too long",
    { type: "static_select", action_id: "a", options: [{ text: plain("a"), value: x(76) }] },
    "options/0/value: must have at most 75 characters",
  ],
  ["eleven radio buttons", { type: "radio_buttons", action_id: "a", options: options(11) }, "options: must have at most 10 items"],
  ["eleven check boxes", { type: "checkboxes", action_id: "a", options: options(11) }, "options: must have at most 10 items"],
  ["six things in three dots", { type: "overflow", action_id: "a", options: options(6) }, "options: must have at most 5 items"],
  [
    "a placeholder that is too long",
    { type: "datepicker", action_id: "a", placeholder: plain(x(151)) },
    "placeholder/text: must have at most 150 characters",
  ],
  ["a day that is none", { type: "datepicker", action_id: "a", initial_date: "24.11.2026" }, "initial_date: must be a date"],
  ["a time that is none", { type: "timepicker", action_id: "a", initial_time: "25:00" }, "initial_time: must be a time"],
  [
    "an instant in milliseconds",
    { type: "datetimepicker", action_id: "a", initial_date_time: 1795510200000 },
    "initial_date_time: must be a whole number from 1000000000 to 9999999999",
  ],
];

const texts: readonly (readonly [string, string, string])[] = [
  ["a bare <", "a < b", "holds an unescaped <"],
  ["a mention", "<@U0000000001>", "holds an unescaped <"],
  ["a call to everybody", "<!channel>", "holds an unescaped <"],
  ["a call to everybody in letters", "hello @here", "calls everybody"],
  ["a channel", "<#C0000000001>", "holds an unescaped <"],
  ["a link that hides its words", "<https://evil.example>", "holds an unescaped <"],
  ["a link by another scheme", "<javascript:alert(1)|press>", "holds an unescaped <"],
  ["a date without a fallback", "<!date^1795510200^{date}>", "holds an unescaped <"],
  ["a date of unknown tokens", "<!date^1795510200^{dates}|x>", "holds an unescaped <"],
  ["a bare &", "Q&A", "holds an unescaped &"],
];

const richTexts: readonly (readonly [string, object, string])[] = [
  ["an element outside of a section", rich(textElement), "elements/0/type: text is not allowed here"],
  ["a section in a section", rich(section(section(textElement))), "elements/0/elements/0/type: rich_text_section is not allowed here"],
  ["a list without a style", rich({ type: "rich_text_list", elements: [section(textElement)] }), "elements/0/style: is missing"],
  [
    "a list of bare text",
    rich({ type: "rich_text_list", style: "bullet", elements: [textElement] }),
    "elements/0/elements/0/type: must be one of rich_text_section",
  ],
  ["empty text", rich(section({ type: "text", text: "" })), "elements/0/elements/0/text: must have at least 1 characters"],
  ["a style that is none", rich(section({ ...textElement, style: { red: true } })), "elements/0/elements/0/style/red: is not known"],
  ["a mention", rich(section({ type: "user", user_id: "U0000000001" })), "elements/0/elements/0: mentions somebody"],
  ["a call to everybody", rich(section({ type: "broadcast", range: "here" })), "elements/0/elements/0/type: calls everybody"],
  [
    "a date of no format",
    rich(section({ type: "date", timestamp: 1, format: "soon" })),
    "elements/0/elements/0/format: must hold date tokens that Slack knows",
  ],
];

const fields: readonly (readonly [string, Json, string])[] = [
  ["text that may be too long", { type: "plain_text_input", max_length: 3001 }, "max_length: must be a whole number from 1 to 3000"],
  ["text that starts too long", { type: "plain_text_input", max_length: 3, initial_value: "four" }, "starts longer than max_length"],
  ["lengths that cross", { type: "plain_text_input", max_length: 3, min_length: 4 }, "has a min_length above its max_length"],
  ["a number that does not say whether it is whole", { type: "number_input" }, "is_decimal_allowed: is missing"],
  ["a number as a number", { type: "number_input", is_decimal_allowed: true, min_value: 1 }, "min_value: must be text"],
  [
    "a fraction among whole numbers",
    { type: "number_input", is_decimal_allowed: false, initial_value: "1.5" },
    "initial_value: must be whole",
  ],
  ["eleven files", { type: "file_input", max_files: 11 }, "max_files: must be a whole number from 1 to 10"],
  ["a button", { type: "button", text: plain("x") }, "type: button is not allowed here"],
];

const views: readonly (readonly [string, object, string])[] = [
  [
    "a title that is too long",
    { ...modal(), blocks: [{ type: "divider" }], title: plain(x(25)) },
    "/title/text: must have at most 24 characters",
  ],
  ["a button that is too long", { ...modal({ type: "divider" }), submit: plain(x(25)) }, "/submit/text: must have at most 24 characters"],
  ["a cross that is too long", { ...modal({ type: "divider" }), close: plain(x(25)) }, "/close/text: must have at most 24 characters"],
  [
    "an input that cannot be sent",
    { type: "modal", title: plain("x"), blocks: [input("a", { type: "plain_text_input" })] },
    "/submit: is missing though there is an input",
  ],
  ["more than 100 blocks", modal(...Array(101).fill({ type: "divider" })), "/blocks: must have at most 100 items"],
  ["private metadata that speaks", { ...modal({ type: "divider" }), private_metadata: "{}" }, "/private_metadata: must be opaque"],
  [
    "private metadata that is too long",
    { ...modal({ type: "divider" }), private_metadata: x(3001) },
    "/private_metadata: must have at most 3000 characters",
  ],
  ["a name that is too long", { ...modal({ type: "divider" }), callback_id: x(256) }, "/callback_id: must have at most 255 characters"],
  [
    "two cursors",
    modal(input("a", { type: "email_text_input", focus_on_load: true }), input("b", { type: "url_text_input", focus_on_load: true })),
    "/blocks/1/element/focus_on_load: is set in another element already",
  ],
  [
    "a label that is too long",
    modal({ ...input("a", { type: "plain_text_input" }), label: plain(x(2001)) }),
    "/blocks/0/label/text: must have at most 2000 characters",
  ],
  [
    "one name twice",
    modal(input("a", { type: "plain_text_input" }), { ...input("a", { type: "plain_text_input" }), block_id: "b" }),
    "/blocks/1/element/action_id: a is another element's",
  ],
  ["a table", modal({ type: "table", rows: [[{ type: "raw_text", text: "x" }]] }), "/blocks/0: may not stand in a modal"],
  ["a home with a title", { type: "home", title: plain("x"), blocks: [] }, "/title: is not known"],
  ["a view of no kind", { type: "page", blocks: [] }, "/type: page is not allowed here"],
];

describe("what is refused", () => {
  test.each(messages)("in a message: %s", (_, blocks, problem) => {
    expect(said(problemsOfMessage({ text: "x", blocks }))).toContain(problem);
  });

  test.each(elements)("among actions: %s", (_, element, problem) => {
    const at = problem.startsWith("has ") ? "/blocks/0/elements/0: " : "/blocks/0/elements/0/";
    expect(said(problemsOfMessage({ blocks: [{ type: "actions", elements: [element] }] }))).toContain(at + problem);
  });

  test.each(texts)("in text: %s", (_, text, problem) => {
    expect(said(problemsOfMessage({ text }))).toEqual([`/text: ${problem}`]);
    expect(said(problemsOfMessage({ blocks: [{ type: "section", text: mrkdwn(text) }] }))).toEqual([`/blocks/0/text/text: ${problem}`]);
    expect(problemsOfMessage({ blocks: [{ type: "section", text: plain(text) }] })).toEqual([]);
  });

  test.each(richTexts)("in rich text: %s", (_, block, problem) => {
    expect(said(problemsOfMessage({ blocks: [block] }))).toContain(`/blocks/0/${problem}`);
  });

  test.each(fields)("in an input: %s", (_, element, problem) => {
    const at = /^(?:starts|has) /.test(problem) ? "/blocks/0/element: " : "/blocks/0/element/";
    expect(said(problemsOfView(modal(input("a", element))))).toContain(at + problem);
  });

  test.each(views)("in a view: %s", (_, view, problem) => {
    expect(said(problemsOfView(view))).toContain(problem);
  });

  test("metadata that speaks, or that is nested", () => {
    const of = (event_payload: Json) => said(problemsOfMessage({ text: "x", metadata: { event_type: "parley", event_payload } }));
    expect(of({ name: "Freja Holm" })).toEqual(["/metadata/event_payload/name: must be opaque"]);
    expect(of({ list: ["a"] })).toEqual(["/metadata/event_payload/list: must be an opaque text, a number or a flag"]);
  });

  test("options of a menu that the app fills", () => {
    expect(problemsOfOptions({ options: [option("a")] })).toEqual([]);
    expect(said(problemsOfOptions({ options: options(101) }))).toEqual(["/options: must have at most 100 items"]);
  });
});

test("what is opaque, and whether people are mentioned, may be set", () => {
  const blocks = [
    { type: "actions", elements: [{ ...button("a"), value: "A1" }] },
    { type: "section", text: mrkdwn("<@U0000000001>") },
  ];
  expect(said(problemsOfMessage({ blocks }, { opaque: /^[a-z0-9]*$/, mentions: true }))).toEqual([
    "/blocks/0/elements/0/value: must be opaque",
  ]);
  expect(said(problemsOfMessage({ blocks }, strict))).toEqual(["/blocks/1/text/text: holds an unescaped <"]);
});

test("a post unfolds no links, an update reads nothing into its text, and both have words for a notification", () => {
  const post = { unfurl_links: false, unfurl_media: false, text: "x" };
  const update = { parse: "none", link_names: false, text: "x" };
  expect(verifyUnfurl({ method: "chat.postMessage", args: post })).toEqual([]);
  expect(verifyUnfurl({ method: "chat.update", args: update })).toEqual([]);
  expect(verifyUnfurl({ method: "views.open", args: {} })).toEqual([]);
  expect(said(verifyUnfurl({ method: "chat.postMessage", args: { text: " " } }))).toEqual([
    "/unfurl_links: must be false",
    "/unfurl_media: must be false",
    "/text: must not be empty",
  ]);
  expect(said(verifyUnfurl({ method: "chat.update", args: post }))).toEqual(["/parse: must be none", "/link_names: must be false"]);
});
