/** Long Markdown documents as plain text in pieces, to be read in a window: headings as headings, everything else as it stands. */
import { clean, cut } from "./text.ts";

/** A heading of a document, or text below it. */
export type Piece = { readonly heading: boolean; readonly text: string };

/** The document's headings and the text between them, in pieces of at most `most` characters, cut at the ends of paragraphs and lines. */
export function pieces(text: string, most: number): Piece[] {
  const made: Piece[] = [];
  for (const block of clean(text).split(/\n{2,}|\n(?=#{1,6} )/)) {
    const [first = "", ...others] = block.trim().split("\n");
    const heading = /^#{1,6}\s+(.*)$/.exec(first)?.[1];
    const body = heading === undefined ? block.trim() : others.join("\n").trim();
    if (heading !== undefined) made.push({ heading: true, text: unmarkedLine(heading) });
    for (const piece of split(body.split("\n").map(unmarkedLine).join("\n"), most)) {
      const before = made.at(-1);
      const together = before && !before.heading ? `${before.text}\n\n${piece}` : null;
      if (together !== null && together.length <= most) made[made.length - 1] = { heading: false, text: together };
      else made.push({ heading: false, text: piece });
    }
  }
  return made.filter((piece) => piece.text !== "");
}

/** A line as it reads without Markdown: emphasis and escapes are for programs. */
const unmarkedLine = (line: string): string =>
  line
    .replace(/(?<!\\)\*\*(.+?)(?<!\\)\*\*/g, "$1")
    .replace(/^(\s*)[-*] /, "$1• ")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1");

/** A text in pieces of at most `most` characters, cut at the end of a line or a word where there is one. */
function split(text: string, most: number): string[] {
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
