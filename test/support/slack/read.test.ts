import { expect, test } from "vitest";
import { buttonsOf, textOfBlocks, textOfView } from "./read.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const date = "<!date^1795511400^{date_short_pretty} {time}|2026-11-24 09:10 UTC>";
const section = (...elements: readonly object[]) => ({ type: "rich_text_section", elements });

test("a card is read back as a person sees it, with instants in UTC", () => {
  const blocks = [
    { type: "header", text: plain("PAR-00042 · Cracked *housings*") },
    {
      type: "section",
      text: mrkdwn(`Waiting for *Reza* by ${date}\nsee <https://parley.example/c|the board> &lt;now&gt; _soon_ snake_case_name`),
    },
    { type: "section", fields: [mrkdwn("*Affected*\n38 of 120"), mrkdwn("*Due:* Wed"), plain("as it stands")] },
    { type: "divider" },
    { type: "context", elements: [mrkdwn("Both firms"), { type: "image", alt_text: "a crack", image_url: "https://x.example/i" }] },
    { type: "image", alt_text: "furnace log", image_url: "https://x.example/i" },
    {
      type: "table",
      rows: [
        [
          { type: "raw_text", text: "Offer" },
          { type: "raw_number", value: 3, text: "3" },
        ],
        [
          { type: "raw_text", text: "Until" },
          { type: "rich_text", elements: [section({ type: "date", timestamp: 1795511400, format: "{time}" })] },
        ],
      ],
    },
    {
      type: "rich_text",
      elements: [
        section(
          { type: "text", text: "said: " },
          { type: "emoji", name: "eyes" },
          { type: "user", user_id: "U1" },
          { type: "link", url: "https://x.example" },
        ),
        {
          type: "rich_text_list",
          style: "ordered",
          elements: [section({ type: "text", text: "first" }), section({ type: "text", text: "second" })],
        },
        { type: "rich_text_list", style: "bullet", elements: [section({ type: "text", text: "third" })] },
      ],
    },
    {
      type: "actions",
      elements: [
        { type: "button", text: plain("I take it") },
        { type: "static_select", placeholder: plain("Who?") },
      ],
    },
    { type: "alert", text: mrkdwn("late") },
    { type: "markdown", text: "as **written**" },
    { type: "carousel", elements: [{ type: "card", title: mrkdwn("one"), body: mrkdwn("two") }] },
    { type: "container", title: plain("more"), child_blocks: [{ type: "header", text: plain("inside") }] },
  ];
  expect(textOfBlocks(blocks).split("\n")).toEqual([
    "PAR-00042 · Cracked *housings*",
    "Waiting for Reza by 2026-11-24T09:10:00.000Z / see the board <now> soon snake_case_name",
    "Affected: 38 of 120",
    "Due: Wed",
    "as it stands",
    "Both firms [a crack]",
    "[furnace log]",
    "Offer | 3",
    "Until | 2026-11-24T09:10:00.000Z",
    "said: :eyes:@U1https://x.example",
    "1. first",
    "2. second",
    "• third",
    "[I take it] [Who?]",
    "late",
    "as **written**",
    "one",
    "two",
    "more",
    "inside",
  ]);
});

test("a form is read back with what its fields hold at first", () => {
  const input = (label: string, element: object, optional = false) => ({ type: "input", label: plain(label), optional, element });
  const view = {
    title: plain("Report"),
    submit: plain("Send"),
    close: null,
    blocks: [
      input("What?", { type: "plain_text_input", initial_value: "cracked" }),
      input("Who?", { type: "static_select", initial_option: { text: plain("Reza"), value: "p-1" } }, true),
      input("When?", { type: "datetimepicker", initial_date_time: 1795511400 }),
      input("Files", { type: "file_input" }),
    ],
  };
  expect(textOfView(view).split("\n")).toEqual([
    "Report",
    "What?: cracked",
    "Who? (optional): Reza",
    "When?: 2026-11-24T09:10:00.000Z",
    "Files:",
    "[Send]",
  ]);
});

test("buttons are found by the key in their names, wherever they stand", () => {
  const button = (action_id: string, style?: string) => ({
    type: "button",
    action_id,
    text: plain(action_id),
    value: "h-1",
    ...(style && { style }),
  });
  const blocks = [
    { type: "section", block_id: "s", text: plain("x"), accessory: button("v1:case.see:1") },
    {
      type: "actions",
      block_id: "a",
      elements: [button("v1:take:2", "primary"), { type: "overflow", action_id: "v1:more:3" }, button("old", "danger")],
    },
    { type: "carousel", elements: [{ type: "card", block_id: "c", actions: [button("v1:pick:4")] }] },
    { type: "container", child_blocks: [{ type: "actions", block_id: "i", elements: [button("v1:in:5")] }] },
  ];
  expect(buttonsOf(blocks)).toMatchObject([
    { key: "case.see", actionId: "v1:case.see:1", style: "plain", blockId: "s", value: "h-1", label: "v1:case.see:1" },
    { key: "take", style: "primary", blockId: "a" },
    { key: "old", style: "danger" },
    { key: "pick", blockId: "c" },
    { key: "in", blockId: "i" },
  ]);
});
