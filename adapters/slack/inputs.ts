/** One field of a form as an input of a modal: the control that is quickest on a phone. */
import type { InputBlock, PlainTextElement, PlainTextOption } from "@slack/types";
import { DateTime } from "luxon";
import type { Field } from "../../src/domain/message.ts";
import { readDay } from "../../src/domain/time.ts";
import { type ChoiceField, type Filled, noAnswer, offered } from "../chat/form.ts";
import { clean, cut } from "../chat/text.ts";
import type { Words } from "../chat/words.ts";
import { limits } from "./limits.ts";
import { areShort, drawOption, inMenu, sentValue } from "./options.ts";
import { plainText } from "./text.ts";

/** The block of a field, to which Slack ties an error, and the input in it. */
export const blockOf = (name: string): string => `f:${name}`;
export const inputOf = (name: string): string => `v:${name}`;

/** What a field is drawn with. */
export type Drawing = {
  readonly values: Filled;
  readonly zone: string;
  readonly language: string;
  readonly words: Words;
  /** Whether options of another field depend on this one. */
  readonly leads: boolean;
};

/** The input of a field; none where there is nothing to choose from yet. */
export function drawField(field: Field, drawing: Drawing): InputBlock[] {
  const element = drawInput(field, drawing);
  if (element === null) return [];
  const hint = field.hint === null ? "" : clean(field.hint);
  return [
    {
      type: "input",
      block_id: blockOf(field.name),
      label: plainText(field.label, limits.inputLabel),
      optional: !field.required,
      element,
      ...(hint !== "" && { hint: plainText(hint, limits.inputHint) }),
      ...(drawing.leads && { dispatch_action: true }),
    },
  ];
}

/** The control that is quickest on a phone; `null` where there is nothing to choose from yet. */
function drawInput(field: Field, drawing: Drawing): InputBlock["element"] | null {
  const { values, zone, language, words } = drawing;
  const action_id = inputOf(field.name);
  const held = values[field.name];
  const text = typeof held === "string" ? held : "";
  switch (field.kind) {
    case "text": {
      const most = Math.min(field.maxLength, limits.inputText);
      const initial = cut(clean(text), most);
      const multiline = field.lines > 1 || initial.includes("\n");
      return { type: "plain_text_input", action_id, multiline, max_length: most, ...(initial !== "" && { initial_value: initial }) };
    }
    case "choice":
      return drawChoice(field, text, drawing);
    case "choices":
      return drawChoices(field, listOf(held), drawing);
    case "number": {
      const number = typeof held === "number" ? String(held) : /^-?\d+$/.test(text) ? text : "";
      return {
        type: "number_input",
        action_id,
        is_decimal_allowed: false,
        min_value: String(field.min),
        max_value: String(field.max),
        ...(number !== "" && { initial_value: number }),
      };
    }
    case "money":
      return {
        type: "plain_text_input",
        action_id,
        placeholder: plainText(words("chat.money-shape", language), limits.placeholder),
        ...(text !== "" && { initial_value: cut(clean(text), limits.inputText) }),
      };
    case "when":
      return drawWhen(field, text, zone);
    case "yes": {
      const option = drawOption(words("chat.yes", language), "yes");
      return { type: "checkboxes", action_id, options: [option], ...(held === true && { initial_options: [option] }) };
    }
    case "files":
      return {
        type: "file_input",
        action_id,
        max_files: Math.max(1, Math.min(field.max, limits.inputFiles)),
        ...(field.of === "csv" && { filetypes: ["csv"] }),
      };
    default:
      return field satisfies never;
  }
}

/** Radio buttons where all can be seen and read at once, else a menu. Nobody can take back a radio button: what is optional says so. */
function drawChoice(field: ChoiceField, held: string, drawing: Drawing): InputBlock["element"] | null {
  const own = drawnOptions(field, drawing);
  if (own.length === 0) return null;
  const { language, words } = drawing;
  const action_id = inputOf(field.name);
  const none = field.required ? [] : [drawOption(words("chat.no-answer", language), noAnswer)];
  const options = [...own.map(({ drawn }) => drawn), ...none];
  const initial = own.find(({ value }) => value === held)?.drawn;
  const chosen = initial ? { initial_option: initial } : {};
  if (options.length <= limits.radioOptions && areShort(options)) return { type: "radio_buttons", action_id, options, ...chosen };
  return { type: "static_select", action_id, placeholder: choose(drawing), ...inMenu(options), ...chosen };
}

function drawChoices(field: ChoiceField, held: readonly string[], drawing: Drawing): InputBlock["element"] | null {
  const own = drawnOptions(field, drawing);
  if (own.length === 0) return null;
  const action_id = inputOf(field.name);
  const options = own.map(({ drawn }) => drawn);
  const initial = own.filter(({ value }) => held.includes(value)).map(({ drawn }) => drawn);
  const chosen = initial.length > 0 ? { initial_options: initial } : {};
  if (options.length <= limits.checkboxOptions && areShort(options)) return { type: "checkboxes", action_id, options, ...chosen };
  return { type: "multi_static_select", action_id, placeholder: choose(drawing), ...inMenu(options), ...chosen };
}

const choose = ({ words, language }: Drawing): PlainTextElement => plainText(words("chat.choose", language), limits.placeholder);

/** The options that are offered now, as they are drawn, with the value that each stands for. */
const drawnOptions = (field: ChoiceField, { values }: Drawing): { readonly value: string; readonly drawn: PlainTextOption }[] =>
  offered(field, values).map((option) => ({ value: option.value, drawn: drawOption(option.label, sentValue(field, option)) }));

/** A calendar; where somebody wrote a time in words before, these words again. */
function drawWhen({ name, day }: Extract<Field, { kind: "when" }>, held: string, zone: string): InputBlock["element"] {
  const action_id = inputOf(name);
  if (day) {
    const initial = held === "" ? null : dayOf(held, zone);
    if (held === "" || initial !== null) return { type: "datepicker", action_id, ...(initial !== null && { initial_date: initial }) };
  } else {
    const initial = held === "" ? null : secondsOf(held, zone);
    if (held === "" || initial !== null)
      return { type: "datetimepicker", action_id, ...(initial !== null && { initial_date_time: initial }) };
  }
  return { type: "plain_text_input", action_id, initial_value: cut(clean(held), limits.inputText) };
}

const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** The seconds since 1970 of an instant or of a wall time in `zone`; `null` for words, and for what Slack's ten digits cannot say. */
function secondsOf(text: string, zone: string): number | null {
  if (!isoMoment.test(text)) return null;
  const read = DateTime.fromISO(text, { zone });
  const seconds = read.isValid ? Math.floor(read.toMillis() / 1_000) : 0;
  return String(seconds).length === 10 ? seconds : null;
}

/** The day of a text that writes one, or of a moment in `zone`; `null` for words. */
function dayOf(text: string, zone: string): string | null {
  const day = readDay(text);
  if (day !== null || !isoMoment.test(text)) return day;
  const read = DateTime.fromISO(text, { zone });
  return read.isValid ? read.toFormat("yyyy-MM-dd") : null;
}

const listOf = (held: Filled[string] | undefined): readonly string[] => (typeof held === "object" ? held : []);
