/** Modals that show something: a message with its buttons, and long documents. */
import type { KnownBlock, ModalView, PlainTextElement } from "@slack/types";
import type { Message } from "../../src/domain/message.ts";
import { pieces } from "../chat/document.ts";
import type { Look } from "../chat/look.ts";
import { titleOf } from "../chat/text.ts";
import type { Words } from "../chat/words.ts";
import { limits } from "./limits.ts";
import { renderInView } from "./render.ts";
import { plainText } from "./text.ts";

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
  close: plainText(look.words("chat.close", message.language), limits.viewButton),
  blocks: [...renderInView(message, look)],
});

/**
 * A long Markdown document to be read in a modal: its headings as headings, everything else as it stands, never parsed.
 * What does not fit is left out, and the last line says where it is.
 */
export function textView(title: string, text: string, language: string, words: Words): ModalView {
  const drawn = pieces(text, limits.section - room).map(({ heading, text: piece }): KnownBlock => {
    if (heading) return { type: "header", text: plainText(piece, limits.header) };
    return { type: "section", text: plainText(piece, limits.section) };
  });
  const rest: KnownBlock = { type: "context", elements: [plainText(words("chat.rest-page", language), limits.section)] };
  const blocks = fitting(drawn);
  return {
    type: "modal",
    title: shortTitle(title),
    close: plainText(words("chat.close", language), limits.viewButton),
    blocks: blocks.length === drawn.length ? blocks : [...blocks, rest],
  };
}

/** What making a text inert may add to it. */
const room = 200;

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
