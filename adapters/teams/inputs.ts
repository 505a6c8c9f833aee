/** One field of a form as inputs of a card: the control that is quickest on a phone, with its hint below it. */
import { DateTime } from "luxon";
import type { Choice, Field } from "../../src/domain/message.ts";
import { readDay } from "../../src/domain/time.ts";
import { type ChoiceField, type Filled, type Names, namesOf, noAnswer } from "../chat/form.ts";
import { clean, cut } from "../chat/text.ts";
import type { ChatWord, Words } from "../chat/words.ts";
import { small } from "./blocks.ts";
import { inBrowser } from "./browser.ts";
import type { Element, Input, InputChoice } from "./card.ts";
import { limits } from "./limits.ts";
import { lineText, richText, runs } from "./text.ts";

/** The input of a field, and of the time of day that belongs to its day. */
export const inputOf = (name: string): string => `f:${name}`;
export const timeOf = (name: string): string => `t:${name}`;

/** What a field is drawn with. */
export type Drawing = {
  readonly values: Filled;
  /** The person's zone (IANA), in which a wall time is meant. */
  readonly zone: string;
  readonly language: string;
  readonly words: Words;
  /** The whole form: options that depend on another choice say on which. */
  readonly fields: readonly Field[];
  /** Whether labels are cut to the least and hints are left out, because the form is too large. */
  readonly short: boolean;
  /** The address at which the person can do in the browser what no input can; `null`: there is none. */
  readonly link: string | null;
};

/** What Teams carries as it is, there and back: it puts commas between the values of one answer. */
const isFree = (value: string): boolean => value.length <= limits.optionValue && /^[\w.:@+-]+$/.test(value);

/** How a field's options are called on their way through Teams. */
export const optionNames = (field: ChoiceField): Names => namesOf(field, isFree, limits.options);

/** The inputs of a field with its hint; none where there is nothing to choose from. */
export function drawField(field: Field, drawing: Drawing): Element[] {
  const inputs = drawInputs(field, drawing);
  if (inputs.length === 0) return [];
  const hint = [field.hint, rangeOf(field, drawing)].flatMap((text) => text ?? []).join(" ");
  if (hint === "" || drawing.short) return inputs;
  const { language } = drawing;
  return [...inputs, richText(runs([cut(hint, limits.inputHint)], { language, zones: [] }, small), "small")];
}

/** What a number may be, where that says something. */
function rangeOf(field: Field, { language }: Drawing): string | null {
  if (field.kind !== "number" || field.max >= 1_000) return null;
  const { format } = new Intl.NumberFormat(language);
  return `${format(field.min)}–${format(field.max)}`;
}

/** What all inputs of a field say: its name, whether it must be filled in, and what is wrong where it cannot be sent. */
const asked = ({ name, label, required }: Field, { words, language }: Drawing, wrong: ChatWord = "chat.fill-in") => ({
  id: inputOf(name),
  label: lineText(label, limits.inputLabel),
  ...(required && { isRequired: true as const }),
  ...((required || wrong !== "chat.fill-in") && { errorMessage: words(wrong, language) }),
});

function drawInputs(field: Field, drawing: Drawing): Element[] {
  const { values, words, language } = drawing;
  const held = values[field.name];
  const text = typeof held === "string" ? held : "";
  switch (field.kind) {
    case "text": {
      const maxLength = Math.min(field.maxLength, limits.inputText);
      const value = cut(clean(text), maxLength);
      const isMultiline = field.lines > 1 || value.includes("\n");
      const made: Input = { type: "Input.Text", ...asked(field, drawing), maxLength, ...(isMultiline && { isMultiline }) };
      return [value === "" ? made : { ...made, value }];
    }
    case "choice":
    case "choices":
      return drawChoice(field, listOf(held), drawing);
    case "number": {
      const number = typeof held === "number" ? held : /^-?\d+$/.test(text) ? Number(text) : null;
      const { min, max } = field;
      const made: Input = { type: "Input.Number", ...asked(field, drawing, "chat.whole-number"), min, max };
      return [number === null ? made : { ...made, value: number }];
    }
    case "money": {
      const placeholder = words("chat.money-shape", language);
      const value = cut(clean(text), limits.inputText);
      return [{ type: "Input.Text", ...asked(field, drawing), placeholder, ...(value !== "" && { value }) }];
    }
    case "when":
      return drawWhen(field, text, drawing);
    case "yes": {
      // Required, it would have to be yes.
      const title = lineText(words("chat.yes", language), limits.optionLabel);
      return [
        {
          type: "Input.Toggle",
          ...asked({ ...field, required: false }, drawing),
          title,
          value: held === true ? "true" : "false",
          wrap: true,
        },
      ];
    }
    case "files":
      return drawFiles(field, drawing);
    default:
      return field satisfies never;
  }
}

/**
 * A card has no input for files, and a bot is given those alone that stand beside words of somebody: the field becomes a line that says where they go.
 *
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
function drawFiles({ label, of }: Extract<Field, { kind: "files" }>, { words, language, link }: Drawing): Element[] {
  const parts = [
    { kind: "strong" as const, parts: [clean(label), ": "] },
    words(of === "csv" ? "chat.no-tables" : "chat.no-files", language),
  ];
  const said = richText(runs(parts, { language, zones: [] }));
  return link === null ? [said] : [said, inBrowser(link, language, words)];
}

/**
 * All options in sight where they are few and short, else a menu; of several, always a list of boxes to tick. Options that depend on another
 * choice are all there, each with the option that it belongs to before it: a card cannot change while it is filled in, and asking the bot for
 * another would be one more press, and one more wait, for what is seldom needed.
 */
function drawChoice(field: ChoiceField, held: readonly string[], drawing: Drawing): Element[] {
  if (field.options.length === 0) return [];
  const { words, language, short } = drawing;
  const { sent } = optionNames(field);
  const most = short ? limits.shortLabel : limits.optionLabel;
  const own = field.options.map(
    (option): InputChoice => ({ title: optionText(labelOf(option, drawing.fields), most), value: sent(option) }),
  );
  const none: InputChoice = { title: lineText(words("chat.no-answer", language), most), value: noAnswer };
  const several = field.kind === "choices";
  const choices = field.required || several ? own : [...own, none];
  const shown = several || (choices.length <= limits.shownOptions && choices.every(({ title }) => title.length <= limits.shownLabel));
  const value = field.options.filter((option) => held.includes(option.value)).map(sent);
  return [
    {
      type: "Input.ChoiceSet",
      ...asked(field, drawing),
      choices,
      style: shown ? "expanded" : "compact",
      ...(several && { isMultiSelect: true as const }),
      ...(!shown && { placeholder: words("chat.choose", language) }),
      ...(value.length > 0 && { value: value.join(",") }),
      wrap: true,
    },
  ];
}

/** An option's label, after that of the option that it depends on. */
function labelOf({ label, when }: Choice, fields: readonly Field[]): string {
  const lead = fields.find(({ name }) => name === when?.field);
  const chosen = lead?.kind === "choice" ? lead.options.find(({ value }) => value === when?.is) : undefined;
  return chosen ? `${chosen.label}: ${label}` : label;
}

/** A label in which renderers that read Markdown in options find no link. */
const optionText = (label: string, most: number): string => lineText(label, most).replace(/\](?=\()/g, "]\u2060");

/** A calendar, and a clock beside it; where somebody wrote a time in words before, these words again. */
function drawWhen(field: Extract<Field, { kind: "when" }>, held: string, drawing: Drawing): Element[] {
  const { words, language, zone } = drawing;
  const at = held === "" ? null : wallTime(held, zone, field.day ?? false);
  if (held !== "" && at === null) return [{ type: "Input.Text", ...asked(field, drawing), value: cut(clean(held), limits.inputText) }];
  const day: Input = { type: "Input.Date", ...asked(field, drawing), ...(at && { value: at.day }) };
  if (field.day) return [day];
  const label = lineText(`${words("chat.time", language)} (${zone})`, limits.inputLabel);
  return [
    day,
    { type: "Input.Time", ...asked(field, drawing), id: timeOf(field.name), label, spacing: "small", ...(at && { value: at.time }) },
  ];
}

const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** The day ("2026-11-24") and the time ("16:00") of a text that writes them, in `zone`; `null` for words. */
function wallTime(text: string, zone: string, dayAlone: boolean): { readonly day: string; readonly time: string } | null {
  const day = dayAlone ? readDay(text) : null;
  if (day !== null) return { day, time: "" };
  const read = isoMoment.test(text) ? DateTime.fromISO(text, { zone }) : null;
  return read?.isValid ? { day: read.toFormat("yyyy-MM-dd"), time: read.toFormat("HH:mm") } : null;
}

const listOf = (held: Filled[string] | undefined): readonly string[] => {
  if (typeof held === "string") return [held];
  return typeof held === "object" ? held : [];
};
