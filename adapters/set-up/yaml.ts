/** Set-up files as YAML 1.2: read with the place of everything, written so that what fits on a line stands on one. */
import {
  Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import type { Misread, Path } from "../../src/domain/set-up/problems.ts";
import type { Notation, Place } from "../../src/ports/set-up.ts";

/** How long a file may be. */
const maxLength = 200_000;
/** How long a list or a group of values on one line may be. */
const maxLine = 150;

const codes: Readonly<Record<string, Misread["code"]>> = { DUPLICATE_KEY: "twice", TAB_AS_INDENT: "tab" };
const nowhere: Place = { line: 1, column: 1 };

/** The notation of set-up files. */
export const yaml: Notation = {
  read(text) {
    const broken = (code: Misread["code"]) => ({ value: null, misread: [{ code, path: [], ...nowhere }], placeOf: () => nowhere });
    if (text.length > maxLength) return broken("too-large");
    const counter = new LineCounter();
    const place = (offset: number): Place => {
      const { line, col } = counter.linePos(offset);
      return line === 0 ? nowhere : { line, column: col };
    };
    try {
      const document = parseDocument(text, { version: "1.2", schema: "core", lineCounter: counter, prettyErrors: false });
      const misread = [...document.errors, ...document.warnings].map((error: YAMLError) => ({
        code: codes[error.code] ?? "not-yaml",
        path: [],
        ...place(error.pos[0]),
      }));
      // References between values would let a small file grow without end, and no set-up needs them.
      visit(document, {
        Alias: (_, node) => void misread.push({ code: "alias", path: [], ...place(node.range?.[0] ?? 0) }),
      });
      const value: unknown = misread.length === 0 ? document.toJS({ maxAliasCount: 0 }) : null;
      return { value, misread, placeOf: (path) => place(offsetOf(document.contents, path)) };
    } catch (error) {
      // Nested too deeply for the reader: nothing that a person wrote.
      if (error instanceof RangeError) return broken("not-yaml");
      throw error;
    }
  },

  write(value, comment) {
    // Times and words such as "no" are quoted, so that readers of YAML 1.1 understand the same.
    const document = new Document(value, { version: "1.2", schema: "core", compat: "yaml-1.1", aliasDuplicateObjects: false });
    if (isCollection(document.contents))
      for (const item of document.contents.items) onLines(isPair(item) ? (item.value as Node) : (item as Node));
    if (isMap(document.contents)) {
      for (const { key, value: held } of document.contents.items)
        if (isScalar(key) && isCollection(held) && !held.flow) key.spaceBefore = true;
    }
    document.commentBefore = comment.map((line) => ` ${line}`).join("\n");
    return document.toString({ lineWidth: 0, flowCollectionPadding: true });
  },
};

/** Where what stands at a path begins: the key, or the item of a list; else what is around it. */
function offsetOf(contents: ParsedNode | null, path: Path): number {
  let node: unknown = contents;
  let offset = contents?.range[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
      if (!pair) return offset;
      offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(part)];
      if (!isScalar(item) && !isCollection(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}

/** Puts what is short on one line; a list of sentences keeps a line for each. Answers whether the node stands on one line. */
function onLines(node: Node | null): boolean {
  if (node === null || isScalar(node) || isAlias(node)) return true;
  if (!isCollection(node)) return true;
  const inner = node.items.map((item) => onLines(isPair(item) ? (item.value as Node) : (item as Node)));
  const sentences = isSeq(node) && node.items.some((item) => isScalar(item) && String(item.value).includes(" "));
  node.flow = inner.every(Boolean) && !sentences && JSON.stringify(node.toJSON()).length <= maxLine;
  // What is around something on several lines is on several lines, too.
  return node.flow;
}
