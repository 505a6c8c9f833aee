/** What an action asks before it is sent, as a modal, and what a modal holds when it comes back. */
import type { InputBlock, KnownBlock, ModalView, PlainTextElement, PlainTextOption } from "@slack/types";
import { DateTime } from "luxon";
import { inDigits } from "../../src/domain/digits.ts";
import type { Action, Choice, Field, Part } from "../../src/domain/message.ts";
import { instant, readDay } from "../../src/domain/time.ts";
import { limits } from "./limits.ts";
import { areShort, type ChoiceField, drawOption, inMenu, noAnswer, ownValue, sentValue } from "./options.ts";
import { clean, cut, plainText, type Reading, richText } from "./text.ts";
import { shortTitle, titleOf } from "./view.ts";
import type { Words } from "./words.ts";

/** The answers of a form by the names of their fields, as the command takes them; what was left empty is left out. Files are Slack's ids. */
export type Filled = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** The part of a view's state that is read, as Slack sends it. */
export type ViewState = { readonly values: Readonly<Record<string, Readonly<Record<string, Held>>>> };
type Held = {
  readonly type?: string;
  readonly value?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
  readonly selected_options?: readonly { readonly value?: string }[] | null;
  readonly selected_date?: string | null;
  readonly selected_date_time?: number | null;
  readonly files?: readonly { readonly id: string }[] | null;
};

/** What a form is drawn with. */
export type FormOptions = {
  /** Opaque; at most 3,000 characters, see `limits.metadata`. */
  readonly metadata: string;
  /** By which the submitted view is known; at most 255 characters. */
  readonly callback: string;
  /** What has been chosen or typed so far, as `filled` gives it; a field that is not in it starts as the action says. */
  readonly values?: Filled;
  /** Whether what is seldom needed is unfolded. */
  readonly rare?: boolean;
  /** The person's zone (IANA), in which a wall time is meant. */
  readonly zone: string;
  readonly words: Words;
  /** Why it was not taken, where no field can say so. */
  readonly problem?: readonly Part[];
};

/** The `action_id` of the button that unfolds what is seldom needed. */
export const rareAction = "v1:rare";
/** The block of a field, to which Slack ties an error, and the input in it. */
export const blockOf = (name: string): string => `f:${name}`;
export const inputOf = (name: string): string => `v:${name}`;

/**
 * The modal that an action asks with. An input on which options of another depend is dispatched when it changes: draw the form again
 * with `filled(action, state)` as its `values`.
 */
export function formView(action: Action, language: string, opts: FormOptions): ModalView {
  const { words, zone, problem } = opts;
  const reading: Reading = { language, zones: [{ zone, city: zone }] };
  const values = { ...startsOf(action), ...opts.values };
  const leading = new Set(
    action.fields.flatMap((field) => (field.kind === "choice" ? field.options.flatMap(({ when }) => when?.field ?? []) : [])),
  );
  const draw = (field: Field): KnownBlock[] => drawField(field, { values, zone, language, words, leads: leading.has(field.name) });
  const often = action.fields.filter(({ rare }) => !rare);
  const seldom = action.fields.filter(({ rare }) => rare);
  const title = titleOf(action.label);
  const submit = clean(action.submit ?? title);
  const blocks: KnownBlock[] = [
    // What does not fit the window's title is said in full below it.
    ...(title.length > limits.viewTitle ? [richText([title], reading, true)] : []),
    ...(problem ? [richText(problem, reading, true)] : []),
    ...(action.intro.length > 0 ? [richText(action.intro, reading)] : []),
    ...often.flatMap(draw),
    ...(opts.rare ? seldom.flatMap(draw) : seldom.length > 0 ? [unfold(language, words)] : []),
  ];
  return {
    type: "modal",
    callback_id: opts.callback,
    private_metadata: opts.metadata,
    title: shortTitle(title),
    // A verb that is cut in two says less than "Send".
    submit: plainText(submit.length <= limits.viewButton ? submit : words("slack.send", language), limits.viewButton),
    close: plainText(words("slack.cancel", language), limits.viewButton),
    blocks: blocks.slice(0, limits.viewBlocks),
  };
}

const unfold = (language: string, words: Words): KnownBlock => ({
  type: "actions",
  block_id: "rare",
  elements: [{ type: "button", action_id: rareAction, text: plainText(words("slack.rare", language), limits.buttonLabel) }],
});

/** The options that fit what else has been chosen. */
const offered = ({ options }: ChoiceField, values: Filled): readonly Choice[] =>
  options.filter(({ when }) => !when || values[when.field] === when.is);

/** What the fields of an action hold before anybody has answered; what is empty is left out. */
function startsOf({ fields }: Action): Filled {
  return Object.fromEntries(
    fields.flatMap((field): [string, Filled[string]][] => {
      if (field.kind === "files") return [];
      const { value } = field;
      if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return [];
      return [[field.name, value]];
    }),
  );
}

type Drawing = {
  readonly values: Filled;
  readonly zone: string;
  readonly language: string;
  readonly words: Words;
  /** Whether options of another field depend on this one. */
  readonly leads: boolean;
};

function drawField(field: Field, drawing: Drawing): InputBlock[] {
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
        placeholder: plainText(words("slack.money-shape", language), limits.placeholder),
        ...(text !== "" && { initial_value: cut(clean(text), limits.inputText) }),
      };
    case "when":
      return drawWhen(field, text, zone);
    case "yes": {
      const option = drawOption(words("slack.yes", language), "yes");
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
  const none = field.required ? [] : [drawOption(words("slack.no-answer", language), noAnswer)];
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

const choose = ({ words, language }: Drawing): PlainTextElement => plainText(words("slack.choose", language), limits.placeholder);

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

/**
 * What a submitted or changed view holds, as the command's fields take it: the same shapes as the web's form sends. A field that the view
 * does not show, such as a folded one, keeps what the action gave it; what was chosen first and does not fit any more is left out.
 */
export function filled(action: Action, state: ViewState): Filled {
  const starts = startsOf(action);
  const answers: Record<string, Filled[string]> = {};
  for (const field of action.fields) {
    const held = state.values[blockOf(field.name)]?.[inputOf(field.name)];
    const answer = held === undefined ? starts[field.name] : answerOf(field, held);
    if (answer !== undefined) answers[field.name] = answer;
  }
  const fits = (field: Field): boolean =>
    field.kind !== "choice" || offered(field, answers).some(({ value }) => value === answers[field.name]);
  return Object.fromEntries(
    action.fields.flatMap((field) => {
      const answer = answers[field.name];
      return answer !== undefined && fits(field) ? [[field.name, answer]] : [];
    }),
  );
}

/** One answer; `undefined` where nothing was said. */
function answerOf(field: Field, held: Held): Filled[string] | undefined {
  const typed = (held.value ?? "").trim();
  const text = typed === "" ? undefined : typed;
  switch (field.kind) {
    case "text":
    case "money":
      return text;
    case "number":
      return text === undefined ? undefined : numberOf(text);
    case "choice":
      return (held.selected_option && ownValue(field, held.selected_option.value ?? "")) ?? undefined;
    case "choices":
      return some((held.selected_options ?? []).flatMap(({ value }) => ownValue(field, value ?? "") ?? []));
    case "when":
      if (typeof held.selected_date_time === "number") return instant(held.selected_date_time * 1_000);
      return held.selected_date ?? text;
    case "yes":
      return (held.selected_options ?? []).length > 0;
    case "files":
      return some((held.files ?? []).map(({ id }) => id));
    default:
      return field satisfies never;
  }
}

const some = (list: readonly string[]): readonly string[] | undefined => (list.length > 0 ? list : undefined);

/** A number that was typed in any digits; what is none goes on as it is, to be refused with an example. */
function numberOf(text: string): number | string {
  const number = Number(inDigits(text));
  return Number.isFinite(number) ? number : text;
}
