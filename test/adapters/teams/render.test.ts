/** Messages as Adaptive Cards: the contract of every renderer, Teams's limits, and what is Teams's alone. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Look } from "../../../adapters/chat/look.ts";
import { type Card, sizeOf } from "../../../adapters/teams/card.ts";
import { limitSources, limits } from "../../../adapters/teams/limits.ts";
import { render, renderInDialog, summaryOf } from "../../../adapters/teams/render.ts";
import { runs as runsOf, withoutMarks } from "../../../adapters/teams/text.ts";
import type { CaseId, FileId } from "../../../src/domain/ids.ts";
import type { Action, Block, Message, Part } from "../../../src/domain/message.ts";
import type { Instant } from "../../../src/domain/time.ts";
import { rendererContract } from "../../contracts/renderer.ts";
import { anyMessage, payloads } from "../../support/any-message.ts";
import { runs } from "../../support/properties.ts";
import { keysOf, nodes, parsedTexts, textsOf } from "../../support/teams/read.ts";
import { problemsOfCard } from "../../support/teams/validator.ts";
import { words } from "../../support/words.ts";

const look: Look = {
  zones: [
    { zone: "Europe/Copenhagen", city: "Aarhus" },
    { zone: "Asia/Tehran", city: "Tabriz" },
  ],
  picture: (id) => (id === ("f1" as FileId) ? "https://parley.example/f1.jpg" : null),
  handle: ({ key }) => `h-${key.length}`,
  words,
};

rendererContract({
  name: "Teams",
  render: (message) => JSON.stringify(render(message, look)),
  texts: (rendered) => textsOf(JSON.parse(rendered)),
  actions: (rendered) => keysOf(JSON.parse(rendered)),
  parsed: (rendered) => parsedTexts(JSON.parse(rendered)),
  obeyed: /<at>|\]\(|:\/\/|www\.|\{\{|[*_~`]|&\w+;/,
});

const message = (blocks: readonly Block[], more: Partial<Message> = {}): Message => ({
  seen: { kind: "person" },
  tone: "notice",
  case: null,
  blocks,
  footer: ["Only you"],
  language: "en",
  ...more,
});
const text = (...parts: readonly Part[]): Block => ({ kind: "text", parts, tone: "plain" });
const action = (key: string, more: Partial<Action> = {}): Action => ({
  key,
  label: key,
  style: "plain",
  press: { kind: "command", case: null, command: { type: "acknowledge" } } as Action["press"],
  intro: [],
  fields: [],
  ...more,
});
const actions = (...list: readonly Action[]): Block => ({ kind: "actions", actions: list });
const drawn = (blocks: readonly Block[], more: Partial<Message> = {}): Card => render(message(blocks, more), look);
/** The elements of the first language. */
const items = ({ body }: Card) => (body[0]?.type === "Container" ? body[0].items : []);
const typesOf = (card: Card): string[] => items(card).map(({ type }) => type);
const noon: Part = { kind: "instant", at: "2026-11-25T11:00:00.000Z" as Instant, show: "moment" };

describe("limits", () => {
  test("any message is a card that Teams takes, in a conversation and in a dialog", () => {
    fc.assert(
      fc.property(anyMessage, (made) => {
        expect(problemsOfCard(render(made, look), "conversation")).toEqual([]);
        expect(problemsOfCard(renderInDialog(made, look), "dialog")).toEqual([]);
      }),
      { numRuns: runs(25) },
    );
  });

  test("each comes from a page of Microsoft's or is said to be ours", () => {
    for (const source of Object.values(limitSources)) expect(source).toMatch(/^https:\/\/learn\.microsoft\.com\/|: ours$/);
    expect([limits.card, limits.refreshUsers]).toEqual([24_576, 60]);
  });

  test("the largest characters fit like the smallest: what counts are bytes", () => {
    const label = "説".repeat(100);
    const many = [...Array(300)].map((_, nth) => action(`action.${label}:${nth}`, { label }));
    const long: Part = { kind: "quote", text: "説明。".repeat(3_000) };
    const made = drawn([{ kind: "heading", parts: [long] }, text(long), text(long), actions(...many)], { footer: [long] });
    expect(problemsOfCard(made, "conversation")).toEqual([]);
    expect(keysOf(made)).toHaveLength(limits.actionsAtMost);
  });

  test("should even the shortest be too much, one line says where the rest is", () => {
    const bits = [...Array(2_000)].flatMap((): Part[] => ["", { kind: "strong", parts: ["x"] }, { kind: "quote", text: "" }, "y"]);
    const handle = () => "h".repeat(5_000);
    const made = render(message([text(...bits), actions(...[..."abcdefgh"].map((key) => action(key)))]), { ...look, handle });
    expect(problemsOfCard(made, "conversation")).toEqual([]);
    expect(textsOf(made)).toContain("Write “status” to me");
  });
});

describe("what a block becomes", () => {
  test("a heading in words of ours is found as one by screen readers; with people's words in it, it is large letters that nothing reads", () => {
    const heading = (...parts: readonly Part[]): Block => ({ kind: "heading", parts });
    const card = drawn([heading("Good morning"), heading("PAR-1 · ", { kind: "quote", text: "*x*" }), heading("1. [x](y)")]);
    expect(items(card)[0]).toEqual({ type: "TextBlock", text: "Good morning", style: "heading", wrap: true });
    expect(items(card)[1]).toEqual({
      type: "RichTextBlock",
      inlines: [{ type: "TextRun", text: "PAR-1 · *x*", weight: "bolder", size: "large" }],
    });
    expect(typesOf(card)).toEqual(["TextBlock", "RichTextBlock", "RichTextBlock"]);
  });

  test("what waits stands on one ground of its own, our asides are small", () => {
    const of = (tone: "plain" | "muted" | "waiting", ...parts: readonly Part[]): Block => ({ kind: "text", tone, parts });
    const card = drawn([of("waiting", "x"), of("waiting", "y"), of("muted", "z"), of("plain", "p")]);
    expect(typesOf(card)).toEqual(["Container", "RichTextBlock", "RichTextBlock"]);
    expect(items(card)[0]).toMatchObject({ style: "emphasis", items: [{ inlines: [{ text: "x" }] }, { inlines: [{ text: "y" }] }] });
    expect(items(card)[1]).toMatchObject({ inlines: [{ text: "z", isSubtle: true, size: "small" }] });
  });

  test("an instant is written out in the language's words with both firms' clocks, and a date that people wrote stays what they wrote", () => {
    expect(textsOf(drawn([text("By ", noon)]))).toContain("By Wed 25 Nov 2026 12:00 Aarhus (14:30 Tabriz)");
    expect(textsOf(drawn([text("تا ", noon)], { language: "fa" }))).toContain("۴ آذر ۱۴۰۵ (۲۵ نوامبر ۲۰۲۶) ۱۲:۰۰ Aarhus (۱۴:۳۰ Tabriz)");
    const dated: Part = { kind: "quote", text: "{{DATE(2017-02-14T06:00:00Z, SHORT)}}" };
    const card = drawn([text("{", dated, "{{TIME(2017-02-14T06:00:00Z)}}")]);
    expect(JSON.stringify(card)).not.toContain("{{");
    expect(textsOf(card).replaceAll("\u2060", "")).toContain("{{{DATE(2017-02-14T06:00:00Z, SHORT)}}");
  });

  test("a fact that can be corrected has its button beside it, which says for whom cannot see it what it corrects", () => {
    const rows = [
      { label: ["Batch"], value: [{ kind: "quote" as const, text: "*4411*" }], change: action("action.correct", { label: "Batch…" }) },
      { label: ["How many"], value: [] },
    ];
    const card = drawn([{ kind: "facts", rows }]);
    expect(items(card)[0]).toMatchObject({
      type: "ColumnSet",
      columns: [
        { width: "stretch", items: [{ inlines: [{ text: "Batch: ", weight: "bolder" }, { text: "*4411*" }] }] },
        { width: "auto", items: [{ actions: [{ title: "Correct…", tooltip: "Batch…", id: "v1:action.correct:0" }] }] },
      ],
    });
    expect(textsOf(items(card)[1])).toBe("How many: –\n");
  });

  test("a list is numbered in the language's digits", () => {
    const list: Block = { kind: "list", items: [["x"], ["y"]] };
    expect(textsOf(drawn([list], { language: "fa" }))).toContain("۱. x\n۲. y");
  });

  test("what differs stands side by side while two can be read on a phone, else one below the other; what does not is said once", () => {
    const columns = (count: number): Block => ({
      kind: "columns",
      heads: [...Array(count)].map((_, nth) => [`Offer ${nth + 1}`]),
      rows: [
        { label: ["Credit"], cells: [...Array(count)].map((_, nth) => [`${nth} %`]), differs: true },
        { label: ["Open until"], cells: Array(count).fill(["Friday"]), differs: false },
      ],
    });
    expect(typesOf(drawn([columns(2)]))).toEqual(["RichTextBlock", "ColumnSet", "RichTextBlock"]);
    expect(textsOf(items(drawn([columns(3)])))).toBe("Credit\nOffer 1: 0 %\nOffer 2: 1 %\nOffer 3: 2 %\nOpen until: Friday\n");
    expect([drawn([columns(2)]).msteams, drawn([text("x")]).msteams]).toEqual([{ width: "Full" }, undefined]);
  });

  test("a picture is shown where it has an address, else named", () => {
    const picture = (file: string): Block => ({ kind: "picture", file: file as FileId, alt: "crack.jpg" });
    const card = drawn([picture("f1"), picture("f2")]);
    expect(items(card)[0]).toEqual({ type: "Image", url: "https://parley.example/f1.jpg", altText: "crack.jpg" });
    expect(textsOf(items(card)[1])).toBe("Photo: crack.jpg\n");
  });

  test("text of several lines keeps them, but for breaks at its ends, which some clients do not show", () => {
    expect(textsOf(drawn([text("\n ", { kind: "quote", text: "one\n\ntwo" }, " \n")]))).toBe("one\n\ntwo\nOnly you\n");
    expect(textsOf(drawn([text(" ", { kind: "quote", text: "" })]))).toBe("–\nOnly you\n");
  });
});

describe("buttons", () => {
  test("stand in rows that a phone shows whole, and what is meant to be pressed first in a row of its own", () => {
    const keys = ["action.take", "one", "two", "three", "four", "Set aside so that it does not spread…", "five"];
    const list = keys.map((key, nth) => action(key, { style: nth === 0 ? "primary" : nth === 1 ? "careful" : "plain" }));
    const sets = items(drawn([actions(...list)]));
    expect(sets.map((set) => keysOf(set))).toEqual([["action.take"], ["one", "two", "three"], ["four"], [keys[5]!], ["five"]]);
    expect(sets[0]).toMatchObject({ actions: [{ style: "positive" }] });
    expect(sets[1]).toMatchObject({ actions: [{ style: "destructive" }, {}, {}] });
  });

  test("ask the bot, or open a dialog where something is asked or shown first; in a dialog they are what is sent", () => {
    const asks = action("a", { intro: ["Why"] });
    const more = action("b", { press: { kind: "more", case: "k3v9q2m7x1c4" as CaseId } });
    const made = message([actions(asks, more, action("c"))]);
    expect(nodes(render(made, look)).filter(({ type }) => String(type).startsWith("Action."))).toEqual([
      { type: "Action.Submit", id: "v1:a:0", title: "a", data: { handle: "h-1", msteams: { type: "task/fetch" } } },
      { type: "Action.Submit", id: "v1:b:1", title: "b", data: { handle: "h-1", msteams: { type: "task/fetch" } } },
      { type: "Action.Execute", id: "v1:c:2", title: "c", verb: "press", data: { handle: "h-1" } },
    ]);
    const inside = nodes(renderInDialog(made, look)).filter(({ type }) => String(type).startsWith("Action."));
    expect(inside.map(({ type, data }) => [type, data])).toEqual(Array(3).fill(["Action.Submit", { handle: "h-1" }]));
  });
});

describe("the card", () => {
  test("turns each language to its own direction, whatever the reader's Teams has, and so its foot", () => {
    const card = drawn([text("x")], { translations: [{ blocks: [text("ب")], footer: ["هر دو"], language: "fa" }] });
    expect(card.body.map((one) => (one.type === "Container" ? [one.rtl, one.separator ?? false] : null))).toEqual([
      [false, false],
      [true, true],
      [false, true],
      [true, false],
    ]);
    expect(card.lang).toBe("en");
  });

  test("has no foot where something is said to one person in passing", () => {
    expect(drawn([text("x")], { footer: [] }).body).toHaveLength(1);
    expect(problemsOfCard(drawn([], { footer: [] }), "conversation")).toEqual([]);
    expect(textsOf(drawn([text("x")], { footer: [], tone: "ask" }))).toMatch(/Needs an answer/);
  });

  test("is fetched anew for at most sixty people, and for nobody where it has no room for that", () => {
    const users = [...Array(80)].map((_, nth) => `29:${nth}`);
    const made = render(message([text("x")]), look, { handle: "r-1", users });
    expect(problemsOfCard(made, "conversation")).toEqual([]);
    expect(made.refresh).toMatchObject({ action: { verb: "refresh", data: { handle: "r-1" } }, userIds: users.slice(0, 60) });
    const full = message([...Array(45)].map(() => text({ kind: "quote", text: "x".repeat(390) })));
    const bare = render(full, look);
    expect(sizeOf(bare)).toBeGreaterThan(20_000);
    expect(render(full, look, { handle: "r-1", users: users.map((id) => id.padEnd(120, "x")) })).toEqual(bare);
  });

  test("says in one line what it is about: its heading, else its first sentence, else who can see it", () => {
    const summary = (blocks: readonly Block[], more: Partial<Message> = {}) => summaryOf(message(blocks, more), look);
    expect(summary([text("x"), { kind: "heading", parts: ["PAR-1"] }])).toBe("PAR-1");
    expect(summary([text({ kind: "quote", text: "*x*\ny" })])).toBe("*x* y");
    expect([summary([]), summary([], { footer: [] })]).toEqual(["Only you", "Parley"]);
    expect(drawn([text({ kind: "quote", text: "*x* [y](https://z)" })]).fallbackText).toBe("x y https z");
    expect(drawn([text({ kind: "quote", text: "***" })]).fallbackText).toBe("Parley");
  });

  test.each(payloads)("leaves nothing to be read as marks where a card cannot be shown: %s", (payload) => {
    expect(withoutMarks(payload)).not.toMatch(/[\\*_~`[\]<>()#|{}@&]|:\/\/|www\./);
  });
});

describe("the ladder", () => {
  const long = "It was poured too cold. ".repeat(100);

  test("first the ends of long texts and the asides go, and other languages keep heading and buttons", () => {
    const blocks: readonly Block[] = [
      { kind: "heading", parts: ["PAR-1"] },
      ...[...Array(12)].map((_, nth) => text({ kind: "quote", text: `${nth} ${long}` })),
      { kind: "text", parts: ["aside"], tone: "muted" },
      actions(action("action.take")),
    ];
    const card = drawn(blocks, { translations: ["da", "fa"].map((language) => ({ blocks, footer: ["x"], language })) });
    expect(textsOf(card)).toMatch(/1 It was .{370,395}…/);
    expect(textsOf(card)).not.toContain("aside");
    expect(textsOf(card)).not.toContain("short form");
    expect(textsOf(card).split("PAR-1")).toHaveLength(4);
    expect(keysOf(card)).toEqual(Array(3).fill("action.take"));
  });

  test("then all but the heading, first sentences and buttons, with a line that says where the rest is", () => {
    const many = [...Array(120)].map((_, nth) => text({ kind: "quote", text: `${nth} ${long}` }));
    const more = action("action.more", { press: { kind: "more", case: "k3v9q2m7x1c4" as CaseId } });
    const made = (...list: readonly Action[]) => drawn([{ kind: "heading", parts: ["PAR-1"] }, ...many, actions(...list)]);
    expect(typesOf(made(more))).toEqual(["TextBlock", "RichTextBlock", "RichTextBlock", "ActionSet", "RichTextBlock"]);
    expect(textsOf(made(more))).toContain("Everything else is under “More…”");
    expect(textsOf(made(action("a")))).toContain("on the page");
  });
});

test("a Persian text keeps what people wrote apart, in its own direction", () => {
  expect(runsOf(["از ", { kind: "quote", text: "Batch 4411" }, " تا"], { language: "fa", zones: [] })).toEqual([
    { type: "TextRun", text: "از \u2068Batch 4411\u2069 تا" },
  ]);
});
