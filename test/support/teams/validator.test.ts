import { describe, expect, test } from "vitest";
import type { Json } from "../slack/json.ts";
import { problemsOfCard, problemsOfDialog } from "./validator.ts";

const run = (text: string, more: Json = {}) => ({ type: "TextRun", text, ...more });
const rich = (...inlines: readonly object[]) => ({ type: "RichTextBlock", inlines });
const card = (...body: readonly unknown[]) => ({
  type: "AdaptiveCard",
  $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
  version: "1.5",
  lang: "en",
  fallbackText: "PAR-1",
  body,
});
const execute = (id: string, more: Json = {}) => ({
  type: "Action.Execute",
  id,
  title: "Take",
  verb: "press",
  data: { handle: "h-1" },
  ...more,
});
const submit = (data: Json, more: Json = {}) => ({ type: "Action.Submit", title: "Send", data, ...more });
const fetches = { handle: "h-1", msteams: { type: "task/fetch" } };
const set = (...actions: readonly unknown[]) => ({ type: "ActionSet", actions });
const input = (type: string, more: Json = {}) => ({ type: `Input.${type}`, id: "f:x", label: "What", ...more });
const choice = (more: Json = {}) =>
  input("ChoiceSet", {
    choices: [
      { title: "A", value: "a" },
      { title: "B", value: "b" },
    ],
    style: "expanded",
    wrap: true,
    ...more,
  });

/** What the reader says: `at: problem`. */
const said = (value: unknown, surface: "conversation" | "dialog" = "conversation") =>
  problemsOfCard(value, surface).map(({ at, problem }) => `${at}: ${problem}`);

test("a card of everything that we use passes", () => {
  const whole = {
    ...card(
      { type: "TextBlock", text: "Good morning", style: "heading", wrap: true },
      {
        type: "Container",
        rtl: true,
        style: "emphasis",
        separator: true,
        spacing: "large",
        items: [rich(run("*x*", { weight: "bolder" }))],
      },
      {
        type: "ColumnSet",
        columns: [
          { type: "Column", width: "stretch", items: [rich(run("x"))] },
          { type: "Column", width: "auto", verticalContentAlignment: "center", items: [set(execute("a", { tooltip: "Batch" }))] },
        ],
      },
      { type: "Image", url: "https://parley.example/x.jpg", altText: "crack.jpg" },
      set(execute("b", { style: "positive" }), submit(fetches, { id: "c" })),
    ),
    refresh: { action: execute("r", { title: "Parley" }), userIds: ["29:1"] },
    msteams: { width: "Full" },
  };
  expect(said(whole)).toEqual([]);
});

test("a form of every input passes", () => {
  const form = {
    ...card(
      input("Text", { id: "1", value: "x", maxLength: 3, isMultiline: true, isRequired: true, errorMessage: "Please" }),
      input("Number", { id: "2", min: 0, max: 3, value: 1 }),
      input("Date", { id: "3", value: "2026-11-24" }),
      input("Time", { id: "4", value: "16:00" }),
      input("Toggle", { id: "5", title: "Yes", value: "false", wrap: true }),
      choice({ id: "6", isMultiSelect: true, value: "a,b" }),
      set({ type: "Action.ToggleVisibility", title: "More", targetElements: [{ elementId: "rare", isVisible: true }] }),
      { type: "Container", id: "rare", isVisible: false, items: [rich(run("x"))] },
    ),
    actions: [submit({ handle: "h-1" })],
  };
  const dialog = {
    title: "Report",
    width: "medium",
    height: "large",
    card: { contentType: "application/vnd.microsoft.card.adaptive", content: form },
  };
  expect(problemsOfDialog(dialog)).toEqual([]);
  expect(problemsOfDialog({ ...dialog, width: "huge", title: "" }).map(({ at }) => at)).toEqual(["/title", "/width"]);
});

describe("has teeth", () => {
  test.for<[string, unknown]>([
    ["/body: must have at least 1 items", card()],
    ["/version: must be one of 1.5", { ...card(rich(run("x"))), version: "1.6" }],
    ["/fallbackText: is missing", { ...card(rich(run("x"))), fallbackText: undefined }],
    ["/fallbackText: would be read as Markdown", { ...card(rich(run("x"))), fallbackText: "*x*" }],
    ["/speak: is not known", { ...card(rich(run("x"))), speak: "x" }],
    ["/body/0/type: Media is not allowed here", card({ type: "Media", sources: [] })],
    ["/body/0/inlines/0/text: must have at least 1 characters", card(rich(run("")))],
    ["/body/0/inlines/0/weight: must be one of default, lighter, bolder", card(rich(run("x", { weight: "Bolder" })))],
    ["/body/0/inlines/0/text: would be read as a date", card(rich(run("{{TIME(2017-02-14T06:00:00Z)}}")))],
    ["/body/0/inlines/0/text: holds half a character", card(rich(run("\ud83d")))],
    ["/body/0/inlines/0/isSubtle: must be true or false", card(rich(run("x", { isSubtle: "true" })))],
    ["/body/0/wrap: must be true", card({ type: "TextBlock", text: "x" })],
    ["/body/0/altText: is missing", card({ type: "Image", url: "https://x.example/x.jpg" })],
    ["/body/0/url: must be an https address", card({ type: "Image", url: "http://x.example/x.jpg", altText: "x" })],
    [
      "/body/0/columns/0/width: must be a width",
      card({ type: "ColumnSet", columns: [{ type: "Column", width: "half", items: [rich(run("x"))] }] }),
    ],
    ["/body/1/actions/0/id: is the second a", card(set(execute("a")), set(execute("a")))],
    ["/body/0/actions: must have at most 6 items", card(set(...[..."abcdefg"].map((id) => execute(id))))],
    ["/body/0/actions/0/title: must have at least 1 characters", card(set(execute("a", { title: "" })))],
    ["/body/0/actions/0/style: must be one of default, positive, destructive", card(set(execute("a", { style: "danger" })))],
    ["/body/0/actions/0/data/handle: must be opaque", card(set(execute("a", { data: { handle: "Batch 4411" } })))],
    ["/body/0/actions/0/data/case: is not known", card(set(execute("a", { data: { handle: "h", case: "x" } })))],
    ["/body/0/actions/0/data/msteams: is missing", card(set(submit({ handle: "h" })))],
    ["/body/0/actions/0/type: Action.ShowCard is not allowed here", card(set({ type: "Action.ShowCard", title: "x" }))],
    ["/body/0: may stand in a dialog alone", card(input("Date"))],
    [
      "/refresh/userIds: must have at most 60 items",
      { ...card(rich(run("x"))), refresh: { action: execute("r"), userIds: Array(61).fill("29:1") } },
    ],
    ["/: is 30212 bytes", card(rich(run("x".repeat(30_000))))],
  ])("in a conversation: %s", ([problem, value]) => {
    expect(said(value)).toEqual([problem]);
  });

  test.for<[string, unknown]>([
    ["/body/0/label: is missing", card(input("Text", { label: undefined }))],
    ["/body/0/errorMessage: is missing", card(input("Text", { isRequired: true }))],
    ["/body/0/value: is longer than it may become", card(input("Text", { value: "xx", maxLength: 1 }))],
    ["/body/0/value: must be a day", card(input("Date", { value: "24.11.2026" }))],
    ["/body/0/value: must be a time", card(input("Time", { value: "4 pm" }))],
    ["/body/0/value: must be a number", card(input("Number", { value: "3" }))],
    ["/body/1/id: is the second f:x", card(input("Date"), input("Time"))],
    ["/body/0/choices: must have at least 1 items", card(choice({ choices: [] }))],
    ["/body/0/choices: holds a value twice", card(choice({ choices: Array(2).fill({ title: "A", value: "a" }) }))],
    ["/body/0/choices/0/value: must be a value without commas", card(choice({ choices: [{ title: "A", value: "a,b" }] }))],
    ["/body/0/value: is none of the choices", card(choice({ value: "c" }))],
    ["/body/0/value: is more than one", card(choice({ value: "a,b" }))],
    ["/body/0/style: must be one of compact, expanded", card(choice({ style: "filtered" }))],
    ["/body/0/actions/0: does nothing in a dialog", card(set(execute("a")))],
    ["/body/0/actions/0/data/msteams: opens nothing from a dialog", card(set(submit(fetches)))],
    [
      "/body/0/actions/0/targetElements/0: names rare, which is nowhere",
      card(set({ type: "Action.ToggleVisibility", title: "More", targetElements: [{ elementId: "rare" }] })),
    ],
  ])("in a dialog: %s", ([problem, value]) => {
    expect(said(value, "dialog")).toEqual([problem]);
  });
});
