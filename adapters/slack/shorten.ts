/**
 * What is left out of a message for which there is no room, always in the same order: asides and the ends of long texts first, then
 * everything but what it is about and what can be pressed. The buttons of every language stay as long as at all possible.
 */
import type { Action, Block, Message, Part, Row } from "../../src/domain/message.ts";
import { limits } from "./limits.ts";
import { cut, cutParts, firstSentence } from "./text.ts";
import type { Words } from "./words.ts";

type Shorten = (message: Message, words: Words) => Message;

const full: Shorten = (message) => message;

/** Long texts are cut, asides left out; other languages than the first keep their heading and their buttons. */
const compact: Shorten = (message) => ({
  ...message,
  blocks: message.blocks.flatMap(compacted),
  ...translated(message, (blocks) => blocks.flatMap(essence)),
});

/** What it is about, who is waited for, what can be pressed, and where the rest is. */
const least: Shorten = (message, words) => {
  const rest = words(hasMore(message) ? "slack.rest-more" : "slack.rest-page", message.language);
  return {
    ...message,
    blocks: [...leastOf(message.blocks), { kind: "text", parts: [rest], tone: "muted" }],
    ...translated(message, (blocks) => blocks.flatMap(essence)),
  };
};

/** One language, and as many buttons as a message takes. */
const barest: Shorten = (message, words) => {
  const { translations: _, ...alone } = least(message, words);
  let left = limits.actionsAtMost;
  const taking = (actions: readonly Action[]): readonly Action[] => {
    const taken = actions.slice(0, Math.max(0, left));
    left -= taken.length;
    return taken;
  };
  const blocks = joined(alone.blocks).map(
    (block): Block => (block.kind === "actions" ? { ...block, actions: taking(block.actions) } : block),
  );
  return { ...alone, blocks };
};

/** Each way to shorten a message, from none to the shortest, which fits every room. */
export const ladder: readonly Shorten[] = [full, compact, least, barest];

const translated = ({ translations }: Message, shorten: (blocks: readonly Block[]) => Block[]): Pick<Message, "translations"> =>
  translations ? { translations: translations.map((one) => ({ ...one, blocks: shorten(one.blocks) })) } : {};

const hasMore = ({ blocks }: Message): boolean =>
  blocks.some((block) => block.kind === "actions" && block.actions.some(({ press }) => press.kind === "more"));

function compacted(block: Block): Block[] {
  switch (block.kind) {
    case "heading":
      return [{ ...block, parts: cutParts(block.parts, limits.header) }];
    case "text":
      return block.tone === "muted" ? [] : [{ ...block, parts: cutParts(block.parts, limits.compactText) }];
    case "list":
      return [{ ...block, items: some(block.items.map(item), limits.compactItems, ["…"]) }];
    case "facts":
      return [{ ...block, rows: shortened(block.rows) }];
    case "columns":
      return [
        {
          ...block,
          heads: block.heads.map(item),
          rows: block.rows.slice(0, limits.compactRows).map((row) => ({ ...row, label: item(row.label), cells: row.cells.map(item) })),
        },
      ];
    case "picture":
      return [{ ...block, alt: cut(block.alt, limits.compactItem) }];
    case "actions":
      return [block];
    default:
      return block satisfies never;
  }
}

const item = (parts: readonly Part[]): readonly Part[] => cutParts(parts, limits.compactItem);

/** The first of a list, and a sign that there are others. */
const some = <T>(list: readonly T[], most: number, sign: T): readonly T[] => (list.length <= most ? list : [...list.slice(0, most), sign]);

/** What can be corrected stays, however many facts there are: its button would be missed. */
const shortened = (rows: readonly Row[]): readonly Row[] =>
  rows
    .filter(({ change }, nth) => change !== undefined || nth < limits.compactRows)
    .map((row) => ({ ...row, label: item(row.label), value: item(row.value) }));

/** What a language keeps below the first: its heading and its buttons. */
function essence(block: Block): Block[] {
  if (block.kind === "heading") return [{ ...block, parts: cutParts(block.parts, limits.header) }];
  return block.kind === "actions" ? [block] : [];
}

/** The first heading, the first sentences that are no asides, and every button; buttons that corrected a fact stand alone. */
function leastOf(blocks: readonly Block[]): Block[] {
  const texts = blocks.filter((block) => block.kind === "text" && block.tone !== "muted").slice(0, limits.leastTexts);
  const heading = blocks.find((block) => block.kind === "heading");
  return joined(
    blocks.flatMap((block): Block[] => {
      switch (block.kind) {
        case "heading":
          return block === heading ? essence(block) : [];
        case "text":
          return texts.includes(block) ? [{ ...block, parts: firstSentence(block.parts, limits.leastText) }] : [];
        case "facts": {
          const actions = block.rows.flatMap(({ change }) => change ?? []);
          return actions.length === 0 ? [] : [{ kind: "actions", actions }];
        }
        case "actions":
          return [block];
        case "list":
        case "columns":
        case "picture":
          return [];
        default:
          return block satisfies never;
      }
    }),
  );
}

/** Buttons that follow each other as one block. */
function joined(blocks: readonly Block[]): Block[] {
  const made: Block[] = [];
  for (const block of blocks) {
    const before = made.at(-1);
    if (block.kind === "actions" && before?.kind === "actions")
      made[made.length - 1] = { kind: "actions", actions: [...before.actions, ...block.actions] };
    else made.push(block);
  }
  return made;
}
