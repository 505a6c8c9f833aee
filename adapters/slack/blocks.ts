/** One neutral block after the other as Block Kit, as large as it is; what to leave out where there is no room is decided before. */

import { isDeepStrictEqual } from "node:util";
import type {
  ActionsBlock,
  Button,
  ContextBlock,
  KnownBlock,
  RichTextBlock,
  RichTextElement,
  SectionBlock,
  TableBlock,
  TextObject,
} from "@slack/types";
import type { Action, Block, Message, Part, Row } from "../../src/domain/message.ts";
import { footOf, type Look, languagesOf } from "../chat/look.ts";
import { cutParts, hasInstant, type Reading, unmarked } from "../chat/text.ts";
import { limits } from "./limits.ts";
import { boldMrkdwn, elements, inert, isOurs, merged, mrkdwn, plainText, richText, section } from "./text.ts";

/** What is counted within one message: buttons, so that no two are named alike, and the tables that there is room for. */
export type Counter = { readonly next: () => number; readonly takesTable: () => boolean };

/** A counter for one message. */
export function counter(tables: number): Counter {
  let buttons = 0;
  let left = tables;
  return {
    next: () => buttons++,
    takesTable: () => left-- > 0,
  };
}

/** The blocks of one language of a message. */
export const drawBlocks = (blocks: readonly Block[], language: string, look: Look, made: Counter): KnownBlock[] =>
  blocks.flatMap((block) => drawBlock(block, { language, zones: look.zones }, look, made));

function drawBlock(block: Block, reading: Reading, look: Look, made: Counter): KnownBlock[] {
  switch (block.kind) {
    case "heading":
      return [drawHeading(block.parts, reading)];
    case "text":
      return [drawText(block, reading)];
    case "list":
      return block.items.length === 0
        ? []
        : [
            {
              type: "rich_text",
              elements: [{ type: "rich_text_list", style: "ordered", elements: block.items.map((item) => section(item, reading)) }],
            },
          ];
    case "facts":
      return drawFacts(block.rows, reading, look, made);
    case "columns":
      return drawColumns(block, reading, made);
    case "picture":
      return [drawPicture(block, reading, look)];
    case "actions":
      return drawActions(block.actions, look, made);
    default:
      return block satisfies never;
  }
}

function drawHeading(parts: readonly Part[], reading: Reading): KnownBlock {
  const text = unmarked(parts, reading).trim();
  // A header parses nothing, but shows no date on the reader's clock and breaks no lines.
  const plain = text !== "" && !hasInstant(parts) && !text.includes("\n") && inert(text).length <= limits.header;
  return plain ? { type: "header", text: plainText(text, limits.header) } : richText(parts, reading, true);
}

/** Asides are small; what waits has a bar beside it, so that it is found first. */
function drawText({ parts, tone }: Extract<Block, { kind: "text" }>, reading: Reading): KnownBlock {
  const aside = tone === "muted" ? drawAside(parts, reading) : null;
  if (aside !== null) return aside;
  if (tone !== "waiting") return richText(parts, reading);
  return { type: "rich_text", elements: [{ type: "rich_text_quote", elements: section(parts, reading).elements }] };
}

/** An aside in small letters; `null` where that cannot be, and it is whole text. */
function drawAside(parts: readonly Part[], reading: Reading): ContextBlock | null {
  const whole = unmarked(parts, reading).trim();
  if (whole === "" || whole.length > limits.section / 2) return null;
  if (isOurs(parts)) return { type: "context", elements: [mrkdwn(parts, reading)] };
  if (!hasInstant(parts)) return { type: "context", elements: [plainText(whole, limits.section)] };
  // A date follows the reader's clock in our words alone; what people wrote stands beside them, parsed nowhere.
  const runs = runsOf(parts).filter((run) => unmarked(run, reading).trim() !== "");
  const breaks = runs.some((run, nth) => nth > 0 && /^[,.;:)،؛]/.test(unmarked(run, reading)));
  if (breaks || runs.length > limits.contextElements || runs.some((run) => hasInstant(run) && !isOurs(run))) return null;
  return {
    type: "context",
    elements: runs.map((run) => (isOurs(run) ? mrkdwn(run, reading) : plainText(unmarked(run, reading).trim(), limits.section))),
  };
}

/** Parts that follow each other and are ours, or are not. */
function runsOf(parts: readonly Part[]): Part[][] {
  const runs: Part[][] = [];
  for (const part of parts) {
    const run = runs.at(-1);
    if (run?.[0] !== undefined && isOurs([run[0]]) === isOurs([part])) run.push(part);
    else runs.push([part]);
  }
  return runs;
}

/** Facts as lines "Label: value"; one that can be corrected has a section of its own, with the button beside it. */
function drawFacts(rows: readonly Row[], reading: Reading, look: Look, made: Counter): KnownBlock[] {
  const drawn: KnownBlock[] = [];
  let lines: RichTextElement[][] = [];
  const flush = () => {
    if (lines.length > 0) drawn.push(inLines(lines));
    lines = [];
  };
  for (const row of rows) {
    if (row.change) {
      flush();
      drawn.push(drawCorrectable(row, row.change, reading, look, made));
    } else lines.push(labelled(row.label, row.value, reading));
  }
  flush();
  return drawn;
}

const labelled = (label: readonly Part[], value: readonly Part[], reading: Reading): RichTextElement[] => [
  ...elements([...label, ": "], reading, true),
  ...section(value, reading).elements,
];

/** Lines as one block. */
const inLines = (lines: readonly (readonly RichTextElement[])[]): RichTextBlock => ({
  type: "rich_text",
  elements: [
    {
      type: "rich_text_section",
      elements: merged(lines.flatMap((line, nth): RichTextElement[] => (nth === 0 ? [...line] : [{ type: "text", text: "\n" }, ...line]))),
    },
  ],
});

/** What people wrote stays plain beside a label of ours in bold: the two fields of a section are texts of different kinds. */
function drawCorrectable({ label, value }: Row, change: Action, reading: Reading, look: Look, made: Counter): SectionBlock {
  const field = (parts: readonly Part[], bold: boolean): TextObject => {
    if (isOurs(parts) && unmarked(parts, reading).trim() !== "") {
      const text = bold ? boldMrkdwn(parts, reading) : mrkdwn(parts, reading);
      if (text.text.length <= limits.sectionField) return text;
    }
    return plainText(unmarked(parts, reading), limits.sectionField);
  };
  return { type: "section", fields: [field(label, true), field(value, false)], accessory: drawCorrection(change, reading, look, made) };
}

/** Side by side in a table where there is room for one; else each row's name with a line for each column, as on a phone. */
function drawColumns(block: Extract<Block, { kind: "columns" }>, reading: Reading, made: Counter): KnownBlock[] {
  const { heads, rows } = block;
  if (rows.length === 0) return [];
  const fits =
    rows.length < limits.tableRows &&
    heads.length < limits.tableCells &&
    rows.every(({ cells }) => cells.length === heads.length && cells.every((cell) => unmarked(cell, reading).length <= limits.tableCell));
  if (fits && lengthOfTable(block, reading) <= limits.tableText && made.takesTable()) return [drawTable(block, reading)];
  return rows.map(({ label, cells, differs }) => {
    // What is the same in every column is said once.
    const [first = [], ...others] = cells.map((cell) => section(cell, reading, differs).elements);
    if (!differs && others.every((other) => isDeepStrictEqual(other, first))) return inLines([labelled(label, cells[0] ?? [], reading)]);
    return inLines([
      section(label, reading, true).elements,
      ...[first, ...others].map((cell, column) => [...elements([...(heads[column] ?? []), ": "], reading), ...cell]),
    ]);
  });
}

const lengthOfTable = ({ heads, rows }: Extract<Block, { kind: "columns" }>, reading: Reading): number =>
  [...heads, ...rows.flatMap(({ label, cells }) => [label, ...cells])].reduce((sum, parts) => sum + unmarked(parts, reading).length + 1, 0);

/** Rows that differ say so in words and stand in bold. */
function drawTable({ heads, rows }: Extract<Block, { kind: "columns" }>, reading: Reading): TableBlock {
  const cell = (parts: readonly Part[], bold: boolean): RichTextBlock => richText(parts, reading, bold);
  return {
    type: "table",
    column_settings: [...Array(heads.length + 1)].map(() => ({ is_wrapped: true })),
    rows: [
      // An empty text is refused.
      [{ type: "raw_text", text: " " }, ...heads.map((head) => cell(head, true))],
      ...rows.map(({ label, cells, differs }) => [cell(label, true), ...cells.map((one) => cell(one, differs))]),
    ],
  };
}

/** Whether a picture is shown at an address, and not by its id in Slack. */
export const isAddress = (picture: string): boolean => picture.startsWith("https://");

function drawPicture({ file, alt }: Extract<Block, { kind: "picture" }>, reading: Reading, look: Look): KnownBlock {
  const id = look.picture(file);
  const name = look.words("chat.picture", reading.language);
  if (id === null) return inLines([labelled([name], [{ kind: "quote", text: alt }], reading)]);
  const alt_text = plainText(alt.trim() === "" ? name : alt, limits.altText).text;
  return isAddress(id) ? { type: "image", image_url: id, alt_text } : { type: "image", slack_file: { id }, alt_text };
}

/** Buttons in rows that a phone can show; where there are very many, in as few blocks as they take. */
function drawActions(actions: readonly Action[], look: Look, made: Counter): ActionsBlock[] {
  const each = actions.length > limits.actions ? limits.actions : limits.actionsInRow;
  const rows: ActionsBlock[] = [];
  for (let from = 0; from < actions.length; from += each)
    rows.push({ type: "actions", elements: actions.slice(from, from + each).map((action) => drawButton(action, look, made)) });
  return rows;
}

const styles = { primary: "primary", careful: "danger", plain: null } as const satisfies Record<Action["style"], Button["style"] | null>;

/** A button. Its `action_id` says which it is and is the only one of its name in the message; what it means is behind the handle. */
function drawButton(action: Action, look: Look, made: Counter): Button {
  const style = styles[action.style];
  const id = `:${made.next()}`;
  return {
    type: "button",
    text: plainText(action.label, limits.buttonLabel),
    action_id: `v1:${action.key.slice(0, limits.actionId - 3 - id.length)}${id}`,
    value: look.handle(action),
    ...(style !== null && { style }),
  };
}

/** Beside its fact one word is enough; whoever cannot see the fact hears which it is. */
const drawCorrection = (change: Action, { language }: Reading, look: Look, made: Counter): Button => ({
  ...drawButton(change, look, made),
  text: plainText(look.words("chat.correct", language), limits.buttonLabel),
  accessibility_label: plainText(change.label, limits.buttonLabel).text,
});

/** Whether an answer is wanted, and who can see it, in each language: always at the foot, always the same words. */
export function drawFooter(message: Message, look: Look): ContextBlock {
  return {
    type: "context",
    elements: languagesOf(message)
      .slice(0, limits.contextElements)
      .map((one) => {
        const reading: Reading = { language: one.language, zones: look.zones };
        const parts = cutParts(footOf(message, one, look.words), limits.footer);
        return hasInstant(parts) && isOurs(parts) ? mrkdwn(parts, reading) : plainText(unmarked(parts, reading), limits.section);
      }),
  };
}
