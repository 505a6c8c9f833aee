/** The neutral message as Block Kit. Pure: the same message and look give the same blocks; nothing is too long for it. */
import type { KnownBlock } from "@slack/types";
import type { Message } from "../../src/domain/message.ts";
import { isPassing, type Look, languagesOf, lineOf } from "../chat/look.ts";
import { ladder } from "../chat/shorten.ts";
import { counter, drawBlocks, drawFooter } from "./blocks.ts";
import { limits } from "./limits.ts";
import { fallbackText } from "./text.ts";

const rungs = ladder(limits);

/** A message as it is posted: blocks, and one line for notifications and clients that show no blocks. */
export type Drawn = { readonly text: string; readonly blocks: readonly KnownBlock[] };

/** How much room there is. */
type Room = { readonly blocks: number; readonly text: number; readonly tables: number };

/**
 * A message for a room or a person, all its languages one below the other, each with its own buttons; who can see it stands last.
 *
 * `refused` counts the forms of it that Slack did not take, although they fit: after the shortest there is one line without any block.
 */
export function render(message: Message, look: Look, refused = 0): Drawn {
  const room: Room = { blocks: limits.messageBlocks, text: limits.messageText, tables: 1 };
  const text = fallbackText(lineOf(message, look));
  const blocks = fitted(message, look, room, refused);
  return blocks === null ? { text: `${text}\n${look.words("chat.rest-status", message.language)}`, blocks: [] } : { text, blocks };
}

/** The blocks of a message in a modal: it has more room, and no tables. */
export const renderInView = (message: Message, look: Look): readonly KnownBlock[] =>
  fitted(message, look, { blocks: limits.viewBlocks, text: limits.viewText, tables: 0 }, 0) ?? [];

/**
 * The first rung of the ladder on which the message fits, where need be with its paragraphs closer together; the last always does.
 * That many that fit are passed over; `null`: there is none left.
 */
function fitted(message: Message, look: Look, room: Room, over: number): readonly KnownBlock[] | null {
  for (const [nth, shorten] of rungs.entries()) {
    let blocks: readonly KnownBlock[] = draw(shorten(message, look.words), look, room);
    if (blocks.length > room.blocks) blocks = closer(blocks);
    const fits = (blocks.length <= room.blocks && textLength(blocks) <= room.text) || nth === rungs.length - 1;
    if (fits && over-- === 0) return blocks;
  }
  return null;
}

/** The same words in fewer blocks: texts that follow each other, and asides that do, are one block each. */
function closer(blocks: readonly KnownBlock[]): KnownBlock[] {
  const made: KnownBlock[] = [];
  for (const block of blocks) {
    const before = made.at(-1);
    if (block.type === "rich_text" && before?.type === "rich_text")
      made[made.length - 1] = { ...before, elements: [...before.elements, ...block.elements] };
    else if (
      block.type === "context" &&
      before?.type === "context" &&
      before.elements.length + block.elements.length <= limits.contextElements
    )
      made[made.length - 1] = { ...before, elements: [...before.elements, ...block.elements] };
    else made.push(block);
  }
  return made;
}

function draw(message: Message, look: Look, room: Room): KnownBlock[] {
  const made = counter(room.tables);
  const blocks = languagesOf(message).flatMap((one, nth): KnownBlock[] => {
    const drawn = drawBlocks(one.blocks, one.language, look, made);
    return nth > 0 && drawn.length > 0 ? [{ type: "divider" }, ...drawn] : drawn;
  });
  return isPassing(message) && blocks.length > 0 ? blocks : [...blocks, drawFooter(message, look)];
}

/** The characters that people read in blocks, where Slack counts them. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + textLength(one), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [name, held]) => sum + (typeof held === "string" ? (shownNames.has(name) ? held.length : 0) : textLength(held)),
    0,
  );
}
const shownNames = new Set(["text", "fallback", "alt_text"]);
