/**
 * What is left out of a message for which there is no room, always in the same order: asides and the ends of long texts first, then
 * everything but what it is about and what can be pressed. The buttons of every language stay as long as at all possible.
 */
import type { Action, Block, Message, Part, Row } from "../../src/domain/message.ts";
import { cut, cutParts, firstSentence } from "./text.ts";
import type { Words } from "./words.ts";

type Shorten = (message: Message, words: Words) => Message;

/** How much of a heading fits on a platform, and how many buttons of a message whose words do not fit. */
export type Room = { readonly header: number; readonly actionsAtMost: number };

/** How long things are once a message is shortened, in characters, and how many there are of them at most: what fits every platform. */
const sizes = { compactText: 400, compactItem: 160, compactItems: 15, compactRows: 20, leastText: 160, leastTexts: 2 } as const;

type Lengths = Room & typeof sizes;

/** Each way to shorten a message, from none to the shortest, which fits every room if it is chosen well. */
export function ladder({ header, actionsAtMost }: Room): readonly Shorten[] {
  const lengths: Lengths = { ...sizes, header, actionsAtMost };
  return [full, compact(lengths), least(lengths), barest(lengths)];
}

const full: Shorten = (message) => message;

/** Long texts are cut, asides left out; other languages than the first keep their heading and their buttons. */
const compact =
  (lengths: Lengths): Shorten =>
  (message) => ({
    ...message,
    blocks: message.blocks.flatMap((block) => compacted(block, lengths)),
    ...translated(message, lengths),
  });

/** What it is about, who is waited for, what can be pressed, and where the rest is. */
const least =
  (lengths: Lengths): Shorten =>
  (message, words) => {
    const rest = words(hasMore(message) ? "chat.rest-more" : "chat.rest-page", message.language);
    return {
      ...message,
      blocks: [...leastOf(message.blocks, lengths), { kind: "text", parts: [rest], tone: "muted" }],
      ...translated(message, lengths),
    };
  };

/** One language, and as many buttons as a message takes. */
const barest =
  (lengths: Lengths): Shorten =>
  (message, words) => {
    const { translations: _, ...alone } = least(lengths)(message, words);
    let left = lengths.actionsAtMost;
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

const translated = ({ translations }: Message, lengths: Lengths): Pick<Message, "translations"> =>
  translations
    ? { translations: translations.map((one) => ({ ...one, blocks: one.blocks.flatMap((block) => essence(block, lengths)) })) }
    : {};

const hasMore = ({ blocks }: Message): boolean =>
  blocks.some((block) => block.kind === "actions" && block.actions.some(({ press }) => press.kind === "more"));

function compacted(block: Block, lengths: Lengths): Block[] {
  const item = (parts: readonly Part[]): readonly Part[] => cutParts(parts, lengths.compactItem);
  switch (block.kind) {
    case "heading":
      return [{ ...block, parts: cutParts(block.parts, lengths.header) }];
    case "text":
      return block.tone === "muted" ? [] : [{ ...block, parts: cutParts(block.parts, lengths.compactText) }];
    case "list":
      return [{ ...block, items: some(block.items.map(item), lengths.compactItems, ["…"]) }];
    case "facts":
      return [{ ...block, rows: shortened(block.rows, lengths) }];
    case "columns":
      return [
        {
          ...block,
          heads: block.heads.map(item),
          rows: block.rows.slice(0, lengths.compactRows).map((row) => ({ ...row, label: item(row.label), cells: row.cells.map(item) })),
        },
      ];
    case "picture":
      return [{ ...block, alt: cut(block.alt, lengths.compactItem) }];
    case "actions":
      return [block];
    default:
      return block satisfies never;
  }
}

/** The first of a list, and a sign that there are others. */
const some = <T>(list: readonly T[], most: number, sign: T): readonly T[] => (list.length <= most ? list : [...list.slice(0, most), sign]);

/** What can be corrected stays, however many facts there are: its button would be missed. */
const shortened = (rows: readonly Row[], { compactItem, compactRows }: Lengths): readonly Row[] =>
  rows
    .filter(({ change }, nth) => change !== undefined || nth < compactRows)
    .map((row) => ({ ...row, label: cutParts(row.label, compactItem), value: cutParts(row.value, compactItem) }));

/** What a language keeps below the first: its heading and its buttons. */
function essence(block: Block, lengths: Lengths): Block[] {
  if (block.kind === "heading") return [{ ...block, parts: cutParts(block.parts, lengths.header) }];
  return block.kind === "actions" ? [block] : [];
}

/** The first heading, the first sentences that are no asides, and every button; buttons that corrected a fact stand alone. */
function leastOf(blocks: readonly Block[], lengths: Lengths): Block[] {
  const texts = blocks.filter((block) => block.kind === "text" && block.tone !== "muted").slice(0, lengths.leastTexts);
  const heading = blocks.find((block) => block.kind === "heading");
  return joined(
    blocks.flatMap((block): Block[] => {
      switch (block.kind) {
        case "heading":
          return block === heading ? essence(block, lengths) : [];
        case "text":
          return texts.includes(block) ? [{ ...block, parts: firstSentence(block.parts, lengths.leastText) }] : [];
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
