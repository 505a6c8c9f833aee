/** Messages as Block Kit: the contract of every renderer, Slack's limits, and what is Slack's alone. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Look } from "../../../adapters/chat/look.ts";
import { cut, cutParts, instantText, unmarked } from "../../../adapters/chat/text.ts";
import { limitSources, limits } from "../../../adapters/slack/limits.ts";
import { type Drawn, render, textLength } from "../../../adapters/slack/render.ts";
import { inert, isOurs, mrkdwn } from "../../../adapters/slack/text.ts";
import { messageView, textView } from "../../../adapters/slack/view.ts";
import type { CaseId, FileId } from "../../../src/domain/ids.ts";
import type { Action, Block, Message, Part } from "../../../src/domain/message.ts";
import type { Instant } from "../../../src/domain/time.ts";
import { rendererContract } from "../../contracts/renderer.ts";
import { anyMessage, payloads, written } from "../../support/any-message.ts";
import { runs } from "../../support/properties.ts";
import { brokenLimits, brokenMessage, keysOf, parsedTexts, textsOf } from "../../support/slack-checks.ts";
import { words } from "../../support/words.ts";

const look: Look = {
  zones: [
    { zone: "Europe/Copenhagen", city: "Aarhus" },
    { zone: "Asia/Tehran", city: "Tabriz" },
  ],
  picture: (id) => (id === ("f1" as FileId) ? "F0123" : null),
  handle: ({ key }) => `h-${key.length}`,
  words,
};

rendererContract({
  name: "Slack",
  render: (message) => JSON.stringify(render(message, look)),
  texts: (rendered) => textsOf((JSON.parse(rendered) as Drawn).blocks),
  actions: (rendered) => keysOf((JSON.parse(rendered) as Drawn).blocks),
  parsed: (rendered) => [(JSON.parse(rendered) as Drawn).text, ...parsedTexts(JSON.parse(rendered))],
  obeyed: /<[!@#h](?!date\^\d+\^[^<>]*>)|@channel|@here|@everyone/,
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
const typesOf = ({ blocks }: Pick<Drawn, "blocks">): string[] => blocks.map(({ type }) => type);
const noon: Part = { kind: "instant", at: "2026-11-25T11:00:00.000Z" as Instant, show: "moment" };

describe("limits", () => {
  test("any message is within every one of them, in a channel and in a modal", () => {
    fc.assert(
      fc.property(anyMessage, written, (made, title) => {
        expect(brokenMessage(render(made, look))).toEqual([]);
        expect(brokenLimits(messageView(made, look, title, "m"))).toEqual([]);
      }),
      { numRuns: runs(25) },
    );
  });

  test("what says nothing at all, in passing, has a block all the same", () => {
    for (const blocks of [[], [{ kind: "list", items: [] }], [{ kind: "actions", actions: [] }]] as const)
      expect(brokenMessage(render(message(blocks, { footer: [] }), look))).toEqual([]);
  });

  test("each comes from a page of Slack's or is said to be ours", () => {
    for (const source of Object.values(limitSources)) expect(source).toMatch(/^https:\/\/docs\.slack\.dev\/|: ours$/);
    expect(limits.header).toBe(150);
  });

  test("the checks have teeth", () => {
    expect(brokenLimits([{ type: "header", text: { type: "plain_text", text: "x".repeat(151) } }])).toEqual(["header.text: 151"]);
    const button = { type: "button", action_id: "a", text: { type: "plain_text", text: "" } } as const;
    expect(brokenLimits([{ type: "actions", elements: [button, button] }])).toHaveLength(5);
    expect(brokenMessage({ text: "", blocks: [] })).toEqual(["0 blocks", "fallback of 0"]);
    expect(textLength([{ type: "header", text: { type: "plain_text", text: "four" } }])).toBe(4);
  });
});

describe("what a block becomes", () => {
  test("a heading is a header; with a date in it, or too long for one, bold text", () => {
    const heading = (...parts: readonly Part[]): Block => ({ kind: "heading", parts });
    const drawn = render(message([heading("PAR-1"), heading("By ", noon), heading("x".repeat(151))]), look);
    expect(typesOf(drawn)).toEqual(["header", "rich_text", "rich_text", "context"]);
    expect(JSON.stringify(drawn.blocks[2])).toContain('"bold":true');
  });

  test("what waits has a bar, our asides are small, and people's words in them are parsed nowhere", () => {
    const of = (tone: "plain" | "muted" | "waiting", parts: readonly Part[]): Block => ({ kind: "text", tone, parts });
    const theirs: Part = { kind: "quote", text: "*x*" };
    const asides = [["x"], [theirs], ["By ", noon, " ", theirs], ["By ", noon, " ", theirs, ", or so"]].map((parts) =>
      of("muted", parts as Part[]),
    );
    const drawn = render(message([of("waiting", ["x"]), ...asides]), look);
    expect(typesOf(drawn)).toEqual(["rich_text", "context", "context", "context", "rich_text", "context"]);
    expect(drawn.blocks[3]).toMatchObject({ elements: [{ type: "mrkdwn" }, { type: "plain_text", text: "*x*" }] });
    expect(JSON.stringify(drawn.blocks[0])).toContain("rich_text_quote");
    expect(drawn.blocks[2]).toMatchObject({ elements: [{ type: "plain_text", text: "*x*" }] });
  });

  test("an instant is a date on each reader's clock, with both firms' clocks where it cannot be shown", () => {
    const { blocks } = render(message([text("By ", noon), { kind: "text", parts: ["By ", noon], tone: "muted" }]), look);
    expect(JSON.stringify(blocks[0])).toContain(
      '{"type":"date","timestamp":1764068400,"format":"{day_divider_pretty} {time}","fallback":"2026-11-25 12:00 Aarhus (14:30 Tabriz)"}'.replace(
        "1764068400",
        String(Date.parse("2026-11-25T11:00:00Z") / 1_000),
      ),
    );
    expect(JSON.stringify(blocks[1])).toMatch(
      /By <!date\^\d{10}\^\{day_divider_pretty\} \{time\}\|2026-11-25 12:00 Aarhus \(14:30 Tabriz\)>/,
    );
    expect(instantText("2026-11-25T22:30:00.000Z" as Instant, "time", look.zones)).toBe("23:30 Aarhus (2026-11-26 02:00 Tabriz)");
    expect(instantText("2026-11-25T22:30:00.000Z" as Instant, "date", look.zones)).toBe("2026-11-25");
    expect(instantText("2026-11-25T22:30:00.000Z" as Instant, "moment", [])).toBe("2026-11-25 22:30 UTC");
  });

  test("a fact that can be corrected has its button beside it, people's words in plain text", () => {
    const rows = [
      { label: ["Batch"], value: [{ kind: "quote" as const, text: "*4411*" }], change: action("action.correct") },
      { label: ["It happened"], value: [noon] },
      { label: ["How many"], value: ["38 of 120"] },
    ];
    const { blocks } = render(message([{ kind: "facts", rows }]), look);
    expect(blocks[0]).toMatchObject({
      type: "section",
      fields: [
        { type: "mrkdwn", text: "*Batch*" },
        { type: "plain_text", text: "*4411*" },
      ],
      accessory: { type: "button", action_id: "v1:action.correct:0", text: { text: "Correct…" }, accessibility_label: "action.correct" },
    });
    expect(blocks).toHaveLength(3);
  });

  test("one comparison is a table, others and those of a modal are lines", () => {
    const columns: Block = {
      kind: "columns",
      heads: [["Offer 1"], ["Offer 2"]],
      rows: [
        { label: ["Credit"], cells: [["12 %"], []], differs: true },
        { label: ["Open until"], cells: [["Friday"], ["Friday"]], differs: false },
      ],
    };
    expect(typesOf(render(message([columns, columns]), look))).toEqual(["table", "rich_text", "rich_text", "context"]);
    const view = messageView(message([columns]), look, "Compare", "m");
    expect(view.blocks.map(({ type }) => type)).toEqual(["rich_text", "rich_text", "context"]);
    expect(textsOf(view.blocks[1]).trim()).toBe("Open until: Friday");
    expect(textsOf(view.blocks[0]).trim().split("\n")).toEqual(["Credit", "Offer 1: 12 %", "Offer 2: –"]);
  });

  test("a picture is shown where Slack has it, else named", () => {
    const picture = (file: string): Block => ({ kind: "picture", file: file as FileId, alt: "crack.jpg" });
    const { blocks } = render(message([picture("f1"), picture("f2")]), look);
    expect(blocks[0]).toEqual({ type: "image", slack_file: { id: "F0123" }, alt_text: "crack.jpg" });
    expect(textsOf(blocks[1]).trim()).toBe("Photo: crack.jpg");
  });

  test("buttons stand in rows of five, in Slack's styles, no two of one name", () => {
    const actions = [action("a", { style: "primary" }), action("a", { style: "careful" }), ...[..."bcdefghij"].map((key) => action(key))];
    const { blocks } = render(message([{ kind: "actions", actions }]), look);
    expect(blocks.slice(0, -1).map((block) => ("elements" in block ? block.elements.length : 0))).toEqual([5, 5, 1]);
    expect(blocks[0]).toMatchObject({
      elements: [{ style: "primary", value: "h-1" }, { style: "danger", action_id: "v1:a:1" }, {}, {}, {}],
    });
  });

  test("a Persian text keeps what people wrote apart, in its own direction", () => {
    expect(unmarked(["از ", { kind: "quote", text: "Batch 4411" }, " تا"], { language: "fa", zones: [] })).toBe(
      "از \u2068Batch 4411\u2069 تا",
    );
    expect(unmarked([{ kind: "quote", text: "\u202eتست\u2069" }], { language: "da", zones: [] })).toBe("\u2068تست\u2069");
    expect(unmarked([{ kind: "quote", text: "one\n\ntwo" }], { language: "fa", zones: [] })).toBe("\u2068one\u2069\n\n\u2068two\u2069");
    expect(unmarked([{ kind: "quote", text: "Batch 4411" }], { language: "da", zones: [] })).toBe("Batch 4411");
  });
});

describe("the line for notifications", () => {
  test("says what it is about: its heading, else its first sentence, else who can see it", () => {
    expect(render(message([text("x"), { kind: "heading", parts: ["PAR-1"] }]), look).text).toBe("PAR-1");
    expect(render(message([text("x")]), look).text).toBe("x");
    expect(render(message([]), look).text).toBe("Only you");
    expect(render(message([], { footer: [] }), look).text).toBe("Parley");
  });

  test.each(payloads)("calls nobody: %s", (payload) => {
    const shown = render(message([text({ kind: "quote", text: `${payload}\n${payload}` })]), look).text;
    expect(shown).not.toMatch(/[<>\n]|@channel|@here|@everyone|&(?!amp;|lt;|gt;)/);
  });
});

describe("the ladder", () => {
  const languages = (blocks: readonly Block[], footer: readonly Part[] = ["x"]) =>
    ["da", "fa"].map((language) => ({ blocks, footer, language }));
  const long = "It was poured too cold. ".repeat(100);

  test("first the ends of long texts and the asides go, and other languages keep heading and buttons", () => {
    const blocks: readonly Block[] = [
      { kind: "heading", parts: ["PAR-1"] },
      ...[1, 2, 3].map((nth) => text({ kind: "quote", text: `${nth} ${long}` })),
      { kind: "text", parts: ["aside"], tone: "muted" },
      { kind: "actions", actions: [action("action.take")] },
    ];
    const drawn = render(message(blocks, { translations: languages(blocks) }), look);
    expect(typesOf(drawn)).toEqual([
      ...["header", "rich_text", "rich_text", "rich_text", "actions"],
      ...["divider", "header", "actions", "divider", "header", "actions", "context"],
    ]);
    expect(textsOf(drawn.blocks)).toMatch(/1 It was .{370,395}…/);
    expect(textsOf(drawn.blocks)).not.toContain("aside");
    expect(textsOf(drawn.blocks)).not.toContain("short form");
  });

  test("then all but the heading, first sentences and buttons, with a line that says where the rest is", () => {
    const many = [...Array(70)].map((_, nth) => text({ kind: "quote", text: `${nth} ${long}` }));
    const more = action("action.more", { press: { kind: "more", case: "k3v9q2m7x1c4" as CaseId } });
    const made = (actions: readonly Action[]) =>
      render(message([{ kind: "heading", parts: ["PAR-1"] }, ...many, { kind: "actions", actions }]), look);
    expect(typesOf(made([more]))).toEqual(["header", "rich_text", "rich_text", "actions", "context", "context"]);
    expect(textsOf(made([more]).blocks)).toContain("Everything else is under “More…”");
    expect(textsOf(made([action("a")]).blocks)).toContain("on the page");
  });

  test("at the very last other languages go, and buttons beyond what a message takes", () => {
    const actions = [...Array(300)].map((_, nth) => action(`action.take:${nth}`, { label: "x".repeat(75) }));
    const drawn = render(message([{ kind: "actions", actions }], { translations: languages([{ kind: "actions", actions }]) }), look);
    expect(brokenMessage(drawn)).toEqual([]);
    expect(keysOf(drawn.blocks)).toHaveLength(limits.actionsAtMost);
  });
});

describe("text", () => {
  test("is cut at the end of a word if one is near, never inside a character", () => {
    expect(cut("Set aside so that it does not spread", 24)).toBe("Set aside so that it…");
    expect(cut(`${"x".repeat(9)}👀👀`, 11)).toBe("xxxxxxxxx…");
    expect(cut("\u2068abcdefghij\u2069", 8)).toBe("\u2068abcde…\u2069");
    expect(cutParts(["abc", { kind: "quote", text: "defghi" }, "j"], 6)).toEqual(["abc", { kind: "quote", text: "de…" }]);
  });

  test("of ours is told from what people wrote, and from what would be read as marks", () => {
    expect(isOurs(["By ", noon, { kind: "strong", parts: ["today"] }])).toBe(true);
    expect([["*x*"], [":x:"], ["https://x"], [{ kind: "quote" as const, text: "x" }]].map(isOurs)).toEqual([false, false, false, false]);
    expect(mrkdwn(["a < b & c", { kind: "strong", parts: [" so "] }], { language: "en", zones: [] }).text).toBe("a &lt; b &amp; c *so*");
    expect(inert("@channel :x: 10:30")).toBe("@\u2060channel :\u2060x: 10:30");
  });
});

describe("a long document", () => {
  const document = `# Case report\n\n**Status:** open\n\n${"A line of it\\.\n".repeat(900)}\n## Causes\n\n- one\n- \\<\\!channel\\>`;

  test("is shown in pieces, its headings as headings, nothing of it parsed", () => {
    const view = textView("Report (8D)…", document, "en", words);
    expect(brokenLimits(view)).toEqual([]);
    expect(view.title.text).toBe("Report (8D)");
    expect(view.blocks.filter(({ type }) => type === "header")).toHaveLength(2);
    expect(parsedTexts(view)).toEqual([]);
    expect(textsOf(view.blocks)).toContain("• <!channel>");
    expect(textsOf(view.blocks)).toContain("Status: open");
  });

  test("of any length fits, and says where the rest is", () => {
    const view = textView("Report", `${document}\n\n`.repeat(30), "da", words);
    expect(brokenLimits(view)).toEqual([]);
    expect(textsOf(view.blocks).trim()).toMatch(/Resten står på siden\.$/);
    fc.assert(
      fc.property(fc.array(written), (texts) => {
        expect(brokenLimits(textView("x", texts.join("\n\n"), "en", words))).toEqual([]);
      }),
      { numRuns: runs(50) },
    );
  });
});
