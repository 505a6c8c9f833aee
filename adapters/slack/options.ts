/** The options of a choice as Slack takes them: short labels, short values, few enough. */
import type { PlainTextOption } from "@slack/types";
import type { Choice } from "../../src/domain/message.ts";
import { type ChoiceField, type Names, namesOf } from "../chat/form.ts";
import { clean, cut } from "../chat/text.ts";
import { limits } from "./limits.ts";
import { inert, plainText } from "./text.ts";

const names = (field: ChoiceField): Names => namesOf(field, (value) => value.length <= limits.optionValue, limits.selectOptions);

/** How an option is called on its way through Slack: its value, or its place among all options of the field ("i12"). */
export const sentValue = (field: ChoiceField, option: Choice): string => names(field).sent(option);

/** The value of ours that Slack's stands for; `null`: the field has no such option. */
export const ownValue = (field: ChoiceField, sent: string): string | null => names(field).own(sent);

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
