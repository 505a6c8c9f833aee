/** The options of a choice as Slack takes them: short labels, short values, few enough. */
import type { PlainTextOption } from "@slack/types";
import type { Choice, Field } from "../../src/domain/message.ts";
import { limits } from "./limits.ts";
import { clean, cut, inert, plainText } from "./text.ts";

/** A field with options. */
export type ChoiceField = Extract<Field, { kind: "choice" | "choices" }>;

/** The value of the option that takes an answer back; no option of ours is called so. */
export const noAnswer = "-";

/** Whether the options of a field go by their number: one for all of them, so that what comes back can be told apart. */
const byNumber = ({ options }: ChoiceField): boolean =>
  options.length > limits.selectOptions ||
  options.some(({ value }) => value === "" || value === noAnswer || /^i\d+$/.test(value) || value.length > limits.optionValue);

/** How an option is called on its way through Slack: its value, or its place among all options of the field ("i12"). */
export const sentValue = (field: ChoiceField, option: Choice): string =>
  byNumber(field) ? `i${field.options.indexOf(option)}` : option.value;

/** The value of ours that Slack's stands for; `null`: the field has no such option. */
export const ownValue = (field: ChoiceField, sent: string): string | null =>
  field.options.find((option) => sentValue(field, option) === sent)?.value ?? null;

/** A label that is too long goes on in small letters below; what does not fit there either is left out. */
export function drawOption(label: string, value: string): PlainTextOption {
  const whole = inert(clean(label)).replace(/\s+/g, " ").trim();
  if (whole.length <= limits.optionLabel) return { text: plainText(whole, limits.optionLabel), value };
  const text = cut(whole, limits.optionLabel);
  const rest = whole.slice(text.replace(/…\u2069?$/, "").length).trim();
  return {
    text: plainText(text, limits.optionLabel),
    ...(rest !== "" && { description: plainText(`…${rest}`, limits.optionDescription) }),
    value,
  };
}

/** Whether every option can be read in one line. */
export const areShort = (options: readonly PlainTextOption[]): boolean => options.every(({ description }) => description === undefined);

type Offered =
  | { readonly options: PlainTextOption[] }
  | { readonly option_groups: { label: PlainTextOption["text"]; options: PlainTextOption[] }[] };

/** The options of a menu; more than one menu takes, in groups by their number. */
export function inMenu(options: readonly PlainTextOption[]): Offered {
  if (options.length <= limits.selectOptions) return { options: [...options] };
  const groups = [];
  for (let from = 0; from < options.length && groups.length < limits.selectGroups; from += limits.selectOptions) {
    const some = options.slice(from, from + limits.selectOptions);
    groups.push({ label: plainText(`${from + 1}–${from + some.length}`, limits.optionLabel), options: some });
  }
  return { option_groups: groups };
}
