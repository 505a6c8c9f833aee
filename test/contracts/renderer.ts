/** What every renderer must do, whatever the platform: nothing said is lost, nothing written is obeyed, nothing is too long. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CaseId, FileId, PersonId } from "../../src/domain/ids.ts";
import type { Action, Block, Message, Part } from "../../src/domain/message.ts";
import type { Instant } from "../../src/domain/time.ts";
import { actionsOf, anyMessage, payloads } from "../support/any-message.ts";
import { runs } from "../support/properties.ts";

/** A renderer under test: what it makes is looked at as JSON text. */
export type Renderer = {
  readonly name: string;
  readonly render: (message: Message) => string;
  /** All that a person reads of what was rendered, in its order, one text a line. */
  readonly texts: (rendered: string) => string;
  /** The keys of its actions, in their order. */
  readonly actions: (rendered: string) => readonly string[];
  /** The texts that the platform interprets, and in which nothing that people wrote may stand unescaped. */
  readonly parsed: (rendered: string) => readonly string[];
  /** What would be obeyed in such a text: a mention, a link. */
  readonly obeyed: RegExp;
};

const quote = (text: string): Part => ({ kind: "quote", text });
const button = (key: string, label: string, style: Action["style"] = "plain"): Action => ({
  key,
  label,
  style,
  press: { kind: "more", case: "k3v9q2m7x1c4" as CaseId },
  intro: [],
  fields: [],
});
const noon = "2026-11-25T11:00:00.000Z" as Instant;

const blocksIn = (language: string): readonly Block[] => [
  { kind: "heading", parts: [`PAR-00042 ${language}`, " · ", quote("Cracked housings")] },
  {
    kind: "text",
    parts: ["Waiting for ", { kind: "person", id: "reza" as PersonId, name: "Reza Karimi", firm: "supplier" }],
    tone: "waiting",
  },
  { kind: "text", parts: ["By ", { kind: "instant", at: noon, show: "moment" }], tone: "plain" },
  { kind: "text", parts: ["Costs ", { kind: "money", money: { minor: 645_000, currency: "EUR" } }, " together"], tone: "muted" },
  { kind: "text", parts: [{ kind: "strong", parts: ["Agreed."] }, " Four promises"], tone: "plain" },
  { kind: "list", items: [[quote("Rework 38 housings")], [quote("Site access")]] },
  {
    kind: "facts",
    rows: [
      { label: ["Batch or order"], value: [quote("Batch 4411")], change: button("action.correct:order", "Batch or order…") },
      { label: ["How many"], value: ["38 of 120 affected"] },
    ],
  },
  {
    kind: "columns",
    heads: [["Offer 1"], ["Offer 2"]],
    rows: [
      { label: ["Credit, differs"], cells: [["12 %"], ["10 %"]], differs: true },
      { label: ["Open until"], cells: [["Thursday"], ["Friday"]], differs: false },
    ],
  },
  { kind: "picture", file: "f7h2k9d3m5q8" as FileId, alt: "crack.jpg" },
  { kind: "actions", actions: [button("action.take", "👀 I take it", "primary"), button("action.not-us", "Not us…", "careful")] },
];

const message = (blocks: readonly Block[], more: Partial<Message> = {}): Message => ({
  seen: { kind: "audience", audience: "shared" },
  tone: "card",
  case: "k3v9q2m7x1c4" as CaseId,
  blocks,
  footer: ["Both firms"],
  language: "en",
  ...more,
});

/** The parts that people read as they are, instants and amounts aside. */
const wordsOf = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) => {
    if (typeof part === "string") return [part];
    switch (part.kind) {
      case "strong":
        return wordsOf(part.parts);
      case "quote":
        return [part.text];
      case "person":
        return [part.name];
      case "instant":
      case "money":
        return [];
      default:
        return part satisfies never;
    }
  });

const partsOf = (block: Block): readonly (readonly Part[])[] => {
  switch (block.kind) {
    case "heading":
    case "text":
      return [block.parts];
    case "list":
      return block.items;
    case "facts":
      return block.rows.flatMap(({ label, value }) => [label, value]);
    case "columns":
      return [...block.heads, ...block.rows.flatMap(({ label, cells }) => [label, ...cells])];
    case "picture":
      return [[block.alt]];
    case "actions":
      return block.actions.map(({ label }) => [label]);
    default:
      return block satisfies never;
  }
};

/** As it is compared: spaces, and characters that nobody sees, aside. */
const plainly = (text: string): string => text.replace(/[\u2060\u2066-\u2069]/g, "").replace(/\s+/g, " ");

/** The contract of a renderer. */
export function rendererContract({ name, render, texts, actions, parsed, obeyed }: Renderer): void {
  const read = (made: Message): string => plainly(texts(render(made)));

  describe(`${name} as a renderer`, () => {
    test("every word of every block is there, and what was numbered stays in its order", () => {
      const shown = read(message(blocksIn("en")));
      for (const words of blocksIn("en").flatMap(partsOf).flatMap(wordsOf)) expect(shown).toContain(plainly(words).trim());
      expect(shown.indexOf("Rework 38")).toBeLessThan(shown.indexOf("Site access"));
      expect(shown).toMatch(/6,450\.00\sEUR/);
      expect(shown).toMatch(/2026-11-25|25 Nov 2026/);
    });

    test("every action is there once, in its order, and what corrects a fact with it", () => {
      expect(actions(render(message(blocksIn("en"))))).toEqual(["action.correct:order", "action.take", "action.not-us"]);
    });

    test("every language stands there whole with its own buttons, one below the other, and who can see it stands last", () => {
      const others = ["da", "fa"].map((language) => ({ blocks: blocksIn(language), footer: [`Begge firmaer ${language}`], language }));
      const made = message(blocksIn("en"), { translations: others });
      expect(actions(render(made))).toEqual(Array(3).fill(["action.correct:order", "action.take", "action.not-us"]).flat());
      const shown = read(made);
      const places = ["PAR-00042 en", "PAR-00042 da", "PAR-00042 fa", "Both firms", "Begge firmaer da", "Begge firmaer fa"].map((text) =>
        shown.lastIndexOf(text),
      );
      expect(places.every((place) => place >= 0)).toBe(true);
      expect(places).toEqual([...places].sort((a, b) => a - b));
    });

    test("a decided message says so where who can see it is said", () => {
      expect(read(message(blocksIn("en"), { tone: "locked" })).trimEnd()).toMatch(/Decided · Both firms$/);
      expect(read(message(blocksIn("en"), { tone: "ask" })).trimEnd()).toMatch(/Needs an answer · Both firms$/);
      expect(read(message(blocksIn("en"), { tone: "card" })).trimEnd()).not.toMatch(/· Both firms$/);
    });

    test.each(payloads)("what people write is shown and never obeyed: %s", (payload) => {
      const parts = [quote(payload), { kind: "person" as const, id: "x" as PersonId, name: payload, firm: "customer" as const }];
      const everywhere: readonly Block[] = [
        { kind: "heading", parts },
        ...(["plain", "muted", "waiting"] as const).map((tone) => ({ kind: "text" as const, parts, tone })),
        { kind: "text", parts: [payload], tone: "muted" },
        { kind: "list", items: [parts] },
        {
          kind: "facts",
          rows: [
            { label: parts, value: parts },
            { label: [payload], value: parts, change: button("action.correct", payload) },
          ],
        },
        { kind: "columns", heads: [parts], rows: [{ label: parts, cells: [parts], differs: true }] },
        { kind: "columns", heads: [parts], rows: [{ label: parts, cells: [parts], differs: true }] },
        { kind: "picture", file: "f1" as FileId, alt: payload },
        { kind: "actions", actions: [button("action.take", payload)] },
      ];
      const rendered = render(message(everywhere, { footer: parts }));
      for (const text of parsed(rendered)) {
        expect(text).not.toContain(payload);
        expect(text).not.toMatch(obeyed);
      }
      expect(read(message(everywhere)).split(plainly(payload).trim()).length).toBeGreaterThan(everywhere.length);
    });

    test("a message that is far too long keeps its heading, its first sentence, every button and who can see it", () => {
      const text = (nth: number): Block => ({
        kind: "text",
        parts: [quote(`${nth} ${"It was poured too cold. ".repeat(60)}`)],
        tone: "plain",
      });
      const asides: readonly Block[] = [...Array(60)].map((_, nth) => text(nth));
      const [heading, ...rest] = blocksIn("en");
      const made = message([heading!, ...asides, ...rest], {
        translations: ["da", "fa"].map((language) => ({ blocks: [...blocksIn(language), ...asides], footer: ["Begge"], language })),
      });
      const rendered = render(made);
      expect(actions(rendered).filter((key) => key === "action.take")).toHaveLength(3);
      expect(actions(rendered)).toContain("action.correct:order");
      const shown = read(made);
      for (const words of ["PAR-00042 en · Cracked housings", "PAR-00042 fa", "0 It was poured too cold", "Both firms"])
        expect(shown).toContain(words);
    });

    test("the same message is drawn the same, and none is too much for it", () => {
      fc.assert(
        fc.property(anyMessage, (made) => {
          const rendered = render(made);
          expect(render(made)).toBe(rendered);
          for (const text of parsed(rendered)) for (const payload of payloads) expect(text.includes(payload)).toBe(false);
          const some = new Set(actionsOf(made.blocks).map(({ key }) => key));
          expect(actions(rendered).length > 0 || some.size === 0).toBe(true);
        }),
        { numRuns: runs(15) },
      );
    });
  });
}
