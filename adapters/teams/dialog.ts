/** Dialogs: what an action asks before it is sent, what came back of it, and what is shown to be read. */
import type { Action, Field, Message, Part } from "../../src/domain/message.ts";
import { pieces } from "../chat/document.ts";
import { type Filled, fitting, numberOf, offered, someOf, startsOf } from "../chat/form.ts";
import type { Look } from "../chat/look.ts";
import { clean, type Reading, titleOf } from "../chat/text.ts";
import type { Words } from "../chat/words.ts";
import { small } from "./blocks.ts";
import { inBrowser, withBrowser } from "./browser.ts";
import { type Card, type Container, cardOf, type Element, sizeOf } from "./card.ts";
import { type Drawing, drawField, inputOf, optionNames, timeOf } from "./inputs.ts";
import { limits } from "./limits.ts";
import { renderInDialog } from "./render.ts";
import { inLanguage, lineText, richText, runs, withoutMarks } from "./text.ts";

/**
 * What "task/fetch" and "task/submit" are answered with: a dialog, its size in the words of Teams.
 *
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/invoking-task-modules#dialog-sizing
 */
export type Dialog = {
  readonly title: string;
  readonly width: "medium" | "large";
  readonly height: "medium" | "large";
  readonly card: { readonly contentType: "application/vnd.microsoft.card.adaptive"; readonly content: Card };
};

/** What a form is drawn with. */
export type FormOptions = {
  /** What is sent back with the answers: opaque, of at most `limits.handle` characters. */
  readonly handle: string;
  /** What has been chosen or typed so far, as `filled` gives it; a field that is not in it starts as the action says. */
  readonly values?: Filled;
  /** The person's zone (IANA), in which a wall time is meant. */
  readonly zone: string;
  readonly words: Words;
  /** Why it was not taken, where no field can say so: what is seldom needed is unfolded then, as it may be the reason. */
  readonly problem?: readonly Part[];
  /** The address at which the person can give in the browser what no dialog takes; left out: there is none. */
  readonly link?: string | null;
};

const inDialog = (title: string, size: "medium" | "large", card: Card): Dialog => ({
  title: lineText(titleOf(title), limits.dialogTitle),
  width: size,
  height: "large",
  card: { contentType: "application/vnd.microsoft.card.adaptive", content: card },
});

/** The dialog that an action asks with. */
export function formDialog(action: Action, language: string, opts: FormOptions): Dialog {
  const whole = formCard(action, language, opts, false);
  return inDialog(action.label, "medium", sizeOf(whole) <= limits.dialogCard ? whole : formCard(action, language, opts, true));
}

function formCard(action: Action, language: string, opts: FormOptions, short: boolean): Card {
  const { words, zone, problem, link = null } = opts;
  const reading: Reading = { language, zones: [{ zone, city: zone }] };
  const values = { ...startsOf(action), ...opts.values };
  const drawing: Drawing = { values, zone, language, words, fields: action.fields, short, link };
  const draw = (field: Field): Element[] => drawField(field, drawing);
  // What must be answered is never folded away: nobody would see what is missing.
  const isFolded = ({ rare, required }: Field): boolean => rare === true && !required;
  const seldom = action.fields.filter(isFolded).flatMap(draw);
  const title = titleOf(action.label);
  const submit = clean(action.submit ?? title);
  const items: Element[] = [
    // What does not fit the window's title is said in full below it.
    ...(title.length > limits.dialogTitle ? [richText(runs([title], reading, { weight: "bolder" }))] : []),
    ...(problem ? [{ type: "Container" as const, style: "attention" as const, items: [richText(runs(problem, reading))] }] : []),
    ...(action.intro.length > 0 ? [richText(runs(action.intro, reading))] : []),
    ...action.fields.filter((field) => !isFolded(field)).flatMap(draw),
    ...(seldom.length > 0 ? folded(seldom, language, words, problem !== undefined) : []),
  ];
  return {
    ...cardOf(language, withoutMarks(title) || "Parley", [inLanguage(language, items)]),
    actions: [
      {
        type: "Action.Submit",
        // A verb that is cut in two says less than "Send".
        title: lineText(submit.length <= limits.buttonLabel ? submit : words("chat.send", language), limits.buttonLabel),
        style: action.style === "careful" ? "destructive" : "positive",
        data: { handle: opts.handle },
      },
    ],
  };
}

/** What is seldom needed, behind a button that goes once it was pressed: no word to the bot, and what was typed stays. */
function folded(items: readonly Element[], language: string, words: Words, open: boolean): Element[] {
  const seldom: Container = { type: "Container", id: "rare", isVisible: open, items };
  if (open) return [seldom];
  const unfold = {
    type: "Action.ToggleVisibility" as const,
    title: lineText(words("chat.rare", language), limits.buttonLabel),
    targetElements: [
      { elementId: "rare", isVisible: true },
      { elementId: "unfold", isVisible: false },
    ],
  };
  return [{ type: "ActionSet", id: "unfold", actions: [unfold] }, seldom];
}

/** What Teams sends back of a dialog: every input's text by its id, beside what the button carried. */
export type Submitted = Readonly<Record<string, unknown>>;

/**
 * What a submitted dialog holds, as the command's fields take it: the same shapes as the web's form sends, a time as a wall time in the
 * person's zone. A field that the dialog does not show keeps what the action gave it; what does not fit another choice is left out.
 */
export const filled = (action: Action, data: Submitted): Filled => fitting(action, answersIn(action, data));

/** What was chosen and does not go with another choice, in words for the person; `null`: all of it does. */
export function misfit(action: Action, data: Submitted, words: Words, language: string): readonly Part[] | null {
  const answers = answersIn(action, data);
  for (const field of action.fields) {
    if (field.kind !== "choice" || answers[field.name] === undefined) continue;
    if (offered(field, answers).some(({ value }) => value === answers[field.name])) continue;
    const chosen = field.options.find(({ value }) => value === answers[field.name])?.label ?? "";
    return [words("chat.does-not-fit", language), { kind: "quote", text: `${field.label} ${chosen}`.trim() }];
  }
  return null;
}

function answersIn(action: Action, data: Submitted): Filled {
  const starts = startsOf(action);
  return Object.fromEntries(
    action.fields.flatMap((field): [string, Filled[string]][] => {
      const isShown = inputOf(field.name) in data || timeOf(field.name) in data;
      const answer = isShown ? answerOf(field, data) : starts[field.name];
      return answer === undefined ? [] : [[field.name, answer]];
    }),
  );
}

/** One answer; `undefined` where nothing was said. */
function answerOf(field: Field, data: Submitted): Filled[string] | undefined {
  const typed = textIn(data[inputOf(field.name)]);
  const text = typed === "" ? undefined : typed;
  switch (field.kind) {
    case "text":
    case "money":
      return text;
    case "number":
      return text === undefined ? undefined : numberOf(text);
    case "choice":
      return optionNames(field).own(typed) ?? undefined;
    case "choices":
      return someOf(typed.split(",").flatMap((name) => optionNames(field).own(name) ?? []));
    case "when": {
      // A day without its time, or a time alone, goes on as it is, to be refused with an example.
      const at = [typed, textIn(data[timeOf(field.name)])].filter((part) => part !== "").join("T");
      return at === "" ? undefined : at;
    }
    case "yes":
      return typed === "true";
    case "files":
      return undefined;
    default:
      return field satisfies never;
  }
}

/** The text of an answer; some clients send numbers as such. */
const textIn = (held: unknown): string => (typeof held === "string" ? held.trim() : typeof held === "number" ? String(held) : "");

/** The dialog that shows a message of one reader with its buttons: "More…", refusals, comparisons; `link` leads to the same in the browser. */
export const messageDialog = (message: Message, look: Look, title: string, link: string | null = null): Dialog =>
  inDialog(title, "medium", withBrowser(renderInDialog(message, look), limits.dialogCard, message.language, look.words, link));

/**
 * A long Markdown document to be read in a dialog: its headings as headings, everything else as it stands, never parsed.
 * What does not fit is left out, and the last line says where it is; `link` leads there.
 */
export function textDialog(title: string, text: string, language: string, words: Words, link: string | null = null): Dialog {
  const reading: Reading = { language, zones: [] };
  const drawn = pieces(text, limits.piece).map(({ heading, text: piece }): Element => {
    return heading
      ? richText(runs([piece], reading, { size: "large", weight: "bolder" }), "large")
      : richText(runs([{ kind: "quote", text: piece }], reading));
  });
  const rest = richText(runs([words("chat.rest-page", language)], reading, small));
  const card = (items: readonly Element[]): Card => cardOf(language, withoutMarks(title) || "Parley", [inLanguage(language, items)]);
  const whole = card(drawn);
  if (sizeOf(whole) <= limits.dialogCard) return inDialog(title, "large", whole);
  const end = link === null ? [rest] : [rest, inBrowser(link, language, words)];
  return inDialog(title, "large", card([...beginningOf(drawn, limits.dialogCard - sizeOf(card(end))), ...end]));
}

/** As many elements from the first on as take at most `bytes` of JSON. */
function beginningOf(elements: readonly Element[], bytes: number): readonly Element[] {
  let left = bytes;
  const end = elements.findIndex((element) => {
    left -= Buffer.byteLength(JSON.stringify(element)) + 1;
    return left < 0;
  });
  return end === -1 ? elements : elements.slice(0, end);
}
