/** What every platform's forms have in common: what they begin with, which choices fit, and what their answers are worth. */
import { inDigits } from "../../src/domain/digits.ts";
import type { Action, Choice, Field } from "../../src/domain/message.ts";

/** The answers of a form by the names of their fields, as the command takes them; what was left empty is left out. Files are the platform's ids. */
export type Filled = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A field with options. */
export type ChoiceField = Extract<Field, { kind: "choice" | "choices" }>;

/** What the fields of an action hold before anybody has answered; what is empty is left out. */
export function startsOf({ fields }: Action): Filled {
  return Object.fromEntries(
    fields.flatMap((field): [string, Filled[string]][] => {
      if (field.kind === "files") return [];
      const { value } = field;
      if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return [];
      return [[field.name, value]];
    }),
  );
}

/** The names of the fields on whose answer the options of another depend. */
export const leadsOf = ({ fields }: Action): ReadonlySet<string> =>
  new Set(fields.flatMap((field) => (field.kind === "choice" ? field.options.flatMap(({ when }) => when?.field ?? []) : [])));

/** The options that fit what else has been chosen. */
export const offered = ({ options }: ChoiceField, values: Filled): readonly Choice[] =>
  options.filter(({ when }) => !when || values[when.field] === when.is);

/** The answers to the action's fields, in their order; what was chosen first and does not fit any more is left out. */
export function fitting({ fields }: Action, answers: Filled): Filled {
  const fits = (field: Field): boolean =>
    field.kind !== "choice" || offered(field, answers).some(({ value }) => value === answers[field.name]);
  return Object.fromEntries(
    fields.flatMap((field) => {
      const answer = answers[field.name];
      return answer !== undefined && fits(field) ? [[field.name, answer]] : [];
    }),
  );
}

/** The value of the option that takes an answer back; no option of ours is called so. */
export const noAnswer = "-";

/** How the options of a field are called on their way through a platform. */
export type Names = {
  readonly sent: (option: Choice) => string;
  /** The value of ours that the platform's stands for; `null`: the field has no such option. */
  readonly own: (sent: string) => string | null;
};

/**
 * Options by their values, or all of a field by their places in it ("i12") where one of them is not free to be sent as it is, so that
 * what comes back can be told apart.
 */
export function namesOf({ options }: ChoiceField, isFree: (value: string) => boolean, most: number): Names {
  const byPlace =
    options.length > most || options.some(({ value }) => value === "" || value === noAnswer || /^i\d+$/.test(value) || !isFree(value));
  const sent = (option: Choice): string => (byPlace ? `i${options.indexOf(option)}` : option.value);
  return { sent, own: (name) => options.find((option) => sent(option) === name)?.value ?? null };
}

/** A number that was typed in any digits; what is none goes on as it is, to be refused with an example. */
export function numberOf(text: string): number | string {
  const number = Number(inDigits(text));
  return Number.isFinite(number) ? number : text;
}

/** A list that says something; `undefined`: an empty one. */
export const someOf = (list: readonly string[]): readonly string[] | undefined => (list.length > 0 ? list : undefined);
