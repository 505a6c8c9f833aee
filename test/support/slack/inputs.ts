/** Rules for what one types or puts into an input. Limits: docs.slack.dev/reference/block-kit, read 2026-11. */
import type { DispatchActionConfig, EmailInput, FileInput, NumberInput, PlainTextInput, RichTextInput, URLInput } from "@slack/types";
import { flag, like, list, oneOf, optional, string, whole, wrong } from "../json-rules.ts";
import { action, focus, placeholder } from "./elements.ts";
import type { Json } from "./json.ts";
import { type Rule, type Seen, shape } from "./rules.ts";
import { richTextBlock } from "./texts.ts";

const dispatch = optional(
  shape<DispatchActionConfig>({ trigger_actions_on: list(oneOf("on_enter_pressed", "on_character_entered"), 1, 2) }),
);
const typed = { action_id: action, dispatch_action_config: dispatch, focus_on_load: focus, placeholder };
const numeral = optional(like(/^-?\d+(?:\.\d+)?$/, "a number, as text", 100));

function lengthsGoTogether(element: Json, at: string, seen: Seen): void {
  const [min, max, initial] = [element["min_length"], element["max_length"], element["initial_value"]];
  if (typeof min === "number" && typeof max === "number" && min > max) wrong(seen, at, "has a min_length above its max_length");
  if (typeof max === "number" && typeof initial === "string" && initial.length > max) wrong(seen, at, "starts longer than max_length");
}

function numbersGoTogether(element: Json, at: string, seen: Seen): void {
  if (element["is_decimal_allowed"] !== false) return;
  for (const key of ["initial_value", "min_value", "max_value"])
    if (String(element[key] ?? "").includes(".")) wrong(seen, `${at}/${key}`, "must be whole");
}

/** What one types or puts into an input. */
export const inputs: Readonly<Record<string, Rule>> = {
  plain_text_input: shape<PlainTextInput>(
    {
      ...typed,
      type: oneOf("plain_text_input"),
      initial_value: optional(string(3000, 0)),
      multiline: optional(flag),
      min_length: optional(whole(0, 3000)),
      max_length: optional(whole(1, 3000)),
    },
    lengthsGoTogether,
  ),
  number_input: shape<NumberInput>(
    {
      ...typed,
      type: oneOf("number_input"),
      is_decimal_allowed: flag,
      initial_value: numeral,
      min_value: numeral,
      max_value: numeral,
    },
    numbersGoTogether,
  ),
  email_text_input: shape<EmailInput>({ ...typed, type: oneOf("email_text_input"), initial_value: optional(string(3000, 0)) }),
  url_text_input: shape<URLInput>({ ...typed, type: oneOf("url_text_input"), initial_value: optional(string(3000, 0)) }),
  file_input: shape<FileInput>({
    type: oneOf("file_input"),
    action_id: action,
    filetypes: optional(list(like(/^[a-z0-9]+$/, "an ending of a file"), 1, 100)),
    max_files: optional(whole(1, 10)),
  }),
  rich_text_input: shape<RichTextInput>({
    ...typed,
    type: oneOf("rich_text_input"),
    initial_value: optional(richTextBlock),
    min_lines: optional(whole(1, 100)),
    max_lines: optional(whole(1, 100)),
  }),
};
