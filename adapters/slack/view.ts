/** Modals that show something: a message with its buttons, and long documents. */
import type { KnownBlock, ModalView, PlainTextElement } from "@slack/types";
import type { Message } from "../../src/domain/message.ts";
import type { Look } from "./blocks.ts";
import { limits } from "./limits.ts";
import { renderInView } from "./render.ts";
import { clean, cut, plainText } from "./text.ts";
import type { Words } from "./words.ts";

/** What a form or window is called: its button without the dots that promised it. */
export const titleOf = (label: string): string => clean(label).replace(/\s*(…|\.\.\.)$/, "");

/** A title as short as Slack wants it, whole words where that leaves enough of them. */
export const shortTitle = (title: string): PlainTextElement => plainText(titleOf(title), limits.viewTitle);

/**
 * The modal that shows a message of one reader with its buttons: "More…", refusals, comparisons.
 *
 * @param metadata opaque; at most 3,000 characters, see `limits.metadata`
 */
export const messageView = (message: Message, look: Look, title: string, metadata: string): ModalView => ({
  type: "modal",
  private_metadata: metadata,
  title: shortTitle(title),
  close: plainText(look.words("slack.close", message.language), limits.viewButton),
  blocks: [...renderInView(message, look)],
});

/**
 * A long Markdown document to be read in a modal: its headings as headings, everything else as it stands, never parsed.
 * What does not fit is left out, and the last line says where it is.
 */
export function textView(title: string, text: string, language: string, words: Words): ModalView {
  const drawn = pieces(text).map(({ heading, text: piece }): KnownBlock => {
    if (heading) return { type: "header", text: plainText(piece, limits.header) };
    return { type: "section", text: plainText(piece, limits.section) };
  });
  const rest: KnownBlock = { type: "context", elements: [plainText(words("slack.rest-page", language), limits.section)] };
  const blocks = fitting(drawn);
  return {
    type: "modal",
    title: shortTitle(title),
    close: plainText(words("slack.close", language), limits.viewButton),
    blocks: blocks.length === drawn.length ? blocks : [...blocks, rest],
  };
}

type Piece = { readonly heading: boolean; readonly text: string };

/** The document's headings and the text between them, in pieces that a section takes, cut at the ends of paragraphs and lines. */
function pieces(text: string): Piece[] {
  const made: Piece[] = [];
  for (const block of clean(text).split(/\n{2,}|\n(?=#{1,6} )/)) {
    const [first = "", ...others] = block.trim().split("\n");
    const heading = /^#{1,6}\s+(.*)$/.exec(first)?.[1];
    const body = heading === undefined ? block.trim() : others.join("\n").trim();
    if (heading !== undefined) made.push({ heading: true, text: unmarkedLine(heading) });
    for (const piece of split(body.split("\n").map(unmarkedLine).join("\n"))) {
      const before = made.at(-1);
      const together = before && !before.heading ? `${before.text}\n\n${piece}` : null;
      if (together !== null && together.length <= limits.section - room) made[made.length - 1] = { heading: false, text: together };
      else made.push({ heading: false, text: piece });
    }
  }
  return made.filter((piece) => piece.text !== "");
}

/** What making a text inert may add to it. */
const room = 200;

/** A line as it reads without Markdown: emphasis and escapes are for programs. */
const unmarkedLine = (line: string): string =>
  line
    .replace(/(?<!\\)\*\*(.+?)(?<!\\)\*\*/g, "$1")
    .replace(/^(\s*)[-*] /, "$1• ")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1");

/** A text in pieces of at most a section's length, cut at the end of a line or a word where there is one. */
function split(text: string): string[] {
  const most = limits.section - room;
  const made: string[] = [];
  let left = text;
  while (left.length > most) {
    const head = left.slice(0, most);
    const end = [head.lastIndexOf("\n"), head.lastIndexOf(" ")].find((at) => at > most / 2) ?? cut(head, most - 1).length - 1;
    made.push(left.slice(0, end).trimEnd());
    left = left.slice(end).trimStart();
  }
  return left === "" ? made : [...made, left];
}

/** As many blocks as a view takes, one left for the line that says so where that is not all of them. */
function fitting(blocks: readonly KnownBlock[]): KnownBlock[] {
  let used = 0;
  const kept = blocks.filter((block) => {
    used += JSON.stringify(block).length;
    return used <= limits.viewDocument;
  });
  const isAll = kept.length === blocks.length && kept.length <= limits.viewBlocks;
  return isAll ? kept : kept.slice(0, limits.viewBlocks - 1);
}
