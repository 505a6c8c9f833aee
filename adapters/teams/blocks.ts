/** One neutral block after the other as elements of a card, as large as it is; what to leave out where there is no room is decided before. */
import { isDeepStrictEqual } from "node:util";
import type { Action, Block, Part, Row } from "../../src/domain/message.ts";
import type { Look } from "../chat/look.ts";
import type { Reading } from "../chat/text.ts";
import type { ActionSet, CardAction, Container, Element, Image, RichTextBlock, TextRun } from "./card.ts";
import { limits } from "./limits.ts";
import { heading, type Looks, lineText, richText, runs } from "./text.ts";

/** Where a card is shown: what a button asks for differs. */
export type Place = "conversation" | "dialog";

/** What the blocks of one card are drawn with. */
export type Drawing = {
  readonly look: Look;
  readonly place: Place;
  /** A number of its own for each button of the card. */
  readonly next: () => number;
};

/** What one card is drawn with. */
export function drawing(look: Look, place: Place): Drawing {
  let buttons = 0;
  return { look, place, next: () => buttons++ };
}

/** The elements of one language of a message. */
export const drawBlocks = (blocks: readonly Block[], language: string, of: Drawing): Element[] =>
  together(blocks.flatMap((block) => drawBlock(block, { language, zones: of.look.zones }, of)));

/** What waits stands on one ground, however many wait; asides that follow each other stand closer. */
function together(elements: readonly Element[]): Element[] {
  const made: Element[] = [];
  for (const element of elements) {
    const before = made.at(-1);
    if (element.type === "Container" && before?.type === "Container")
      made[made.length - 1] = { ...before, items: [...before.items, ...element.items] };
    else made.push(isAside(element) && isAside(before) ? { ...element, spacing: "small" } : element);
  }
  return made;
}

const isAside = (element: Element | undefined): boolean => element?.type === "RichTextBlock" && element.inlines[0]?.size === "small";

function drawBlock(block: Block, reading: Reading, of: Drawing): Element[] {
  switch (block.kind) {
    case "heading":
      return [heading(block.parts, reading)];
    case "text":
      return [drawText(block, reading)];
    case "list":
      return drawList(block.items, reading);
    case "facts":
      return block.rows.map((row, nth) => drawFact(row, reading, of, nth));
    case "columns":
      return drawColumns(block, reading);
    case "picture":
      return [drawPicture(block, reading, of)];
    case "actions":
      return drawActions(block.actions, of);
    default:
      return block satisfies never;
  }
}

/** How an aside looks. */
export const small: Looks = { isSubtle: true, size: "small" };

/** Asides are small; what waits stands on a ground of its own, so that it is found first. */
function drawText({ parts, tone }: Extract<Block, { kind: "text" }>, reading: Reading): RichTextBlock | Container {
  const text = richText(runs(parts, reading, tone === "muted" ? small : {}));
  return tone === "waiting" ? { type: "Container", style: "emphasis", items: [text] } : text;
}

/** Numbered in the digits of the language: words elsewhere name an item by its number. */
function drawList(items: readonly (readonly Part[])[], reading: Reading): RichTextBlock[] {
  const digits = new Intl.NumberFormat(reading.language, { useGrouping: false });
  return items.map((item, nth) => richText(runs([`${digits.format(nth + 1)}. `, ...item], reading), nth > 0 ? "small" : undefined));
}

const labelled = (label: readonly Part[], value: readonly Part[], reading: Reading, looks: Looks = {}): TextRun[] => {
  const shown = runs(value, reading, looks);
  return [...runs([{ kind: "strong", parts: [...label, ": "] }], reading), ...(shown.length > 0 ? shown : runs(["–"], reading))];
};

/** A fact is a line "Label: value"; one that can be corrected has its button beside it. */
function drawFact({ label, value, change }: Row, reading: Reading, of: Drawing, nth: number): Element {
  const spacing = nth > 0 ? "small" : undefined;
  const line = richText(labelled(label, value, reading), change ? undefined : spacing);
  if (!change) return line;
  return {
    type: "ColumnSet",
    ...(spacing && { spacing }),
    columns: [
      { type: "Column", width: "stretch", verticalContentAlignment: "center", items: [line] },
      { type: "Column", width: "auto", verticalContentAlignment: "center", items: [drawCorrection(change, reading, of)] },
    ],
  };
}

/** Beside its fact one word is enough; whoever cannot see the fact hears which it is. */
function drawCorrection(change: Action, { language }: Reading, of: Drawing): ActionSet {
  const button = drawButton(change, of);
  const title = lineText(of.look.words("chat.correct", language), limits.buttonLabel);
  return { type: "ActionSet", actions: [{ ...button, title, tooltip: lineText(change.label, limits.buttonLabel) }] };
}

/**
 * Each row's name, and below it what differs, side by side where that are few, as a phone shows it: it scrolls nothing sideways, and a table
 * with a column for the names would leave each text the width of a word. What is the same in every column is said once.
 */
function drawColumns({ heads, rows }: Extract<Block, { kind: "columns" }>, reading: Reading): Element[] {
  return rows.flatMap(({ label, cells, differs }): Element[] => {
    const [first = [], ...others] = cells;
    if (!differs && others.every((other) => isDeepStrictEqual(other, first))) return [richText(labelled(label, first, reading))];
    const looks: Looks = differs ? { weight: "bolder" } : {};
    const name = richText(runs([{ kind: "strong", parts: label }], reading));
    if (cells.length > limits.columns)
      return [name, ...cells.map((cell, nth) => richText(labelled(heads[nth] ?? [], cell, reading, looks), "small"))];
    const columns = cells.map((cell, nth) => ({
      type: "Column" as const,
      width: "stretch" as const,
      items: [richText(runs(heads[nth] ?? [], reading, small)), richText(runs(cell, reading, looks), "none")],
    }));
    return [name, { type: "ColumnSet", spacing: "small", columns }];
  });
}

function drawPicture({ file, alt }: Extract<Block, { kind: "picture" }>, reading: Reading, { look }: Drawing): Image | RichTextBlock {
  const url = look.picture(file);
  const name = look.words("chat.picture", reading.language);
  if (url === null) return richText(labelled([name], [{ kind: "quote", text: alt }], reading));
  return { type: "Image", url, altText: lineText(alt.trim() === "" ? name : alt, limits.altText) };
}

/** Buttons in rows that a phone can show whole; one that is meant to be pressed first has a row of its own. */
function drawActions(actions: readonly Action[], of: Drawing): ActionSet[] {
  const rows: Action[][] = [];
  for (const action of actions) {
    const row = rows.at(-1);
    const width = [...(row ?? []), action].reduce((sum, { label }) => sum + label.length + limits.aroundLabel, 0);
    const fits = row !== undefined && row.length < limits.actionsInRow && width <= limits.row;
    if (fits && action.style !== "primary" && row[0]?.style !== "primary") row.push(action);
    else rows.push([action]);
  }
  return rows.map((row, nth) => ({
    type: "ActionSet",
    ...(nth > 0 && { spacing: "small" as const }),
    actions: row.map((action) => drawButton(action, of)),
  }));
}

/** Clients that know no styles show all buttons alike: the row of its own says then which comes first. */
const styles = { primary: "positive", careful: "destructive", plain: null } as const satisfies Record<Action["style"], string | null>;

/** Whether pressing it opens a dialog, to ask first or to show something. */
function opensDialog({ press, fields, intro }: Action, { hasBrowser = false }: Look): boolean {
  switch (press.kind) {
    case "command":
      return fields.length > 0 || intro.length > 0;
    case "more":
    case "report":
    case "compare":
    case "agreement":
      return true;
    case "invitation":
      return hasBrowser;
    case "language":
      return false;
    default:
      return press satisfies never;
  }
}

/** By which the bot knows that a button of ours was pressed; what it means is behind the handle. */
const pressVerb = "press";

/**
 * A button. Its id says which it is and is the only one of its name on the card.
 *
 * Action.Execute is answered for whoever pressed it; a dialog is opened by Action.Submit with "task/fetch" alone, and in a dialog Teams
 * takes nothing but a plain Action.Submit.
 *
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/invoking-task-modules
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-actions#adaptive-cards-actions
 */
function drawButton(action: Action, { look, place, next }: Drawing): CardAction {
  const style = styles[action.style];
  const nth = `:${next()}`;
  const shown = {
    id: `v1:${action.key.slice(0, limits.actionId - 3 - nth.length)}${nth}`,
    title: lineText(action.label, limits.buttonLabel),
    ...(style !== null && { style }),
  };
  const handle = look.handle(action);
  if (place === "dialog") return { type: "Action.Submit", ...shown, data: { handle } };
  if (opensDialog(action, look)) return { type: "Action.Submit", ...shown, data: { handle, msteams: { type: "task/fetch" } } };
  return { type: "Action.Execute", ...shown, verb: pressVerb, data: { handle } };
}
