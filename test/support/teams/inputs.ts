/** The inputs of a form: each with a label and an id of its own, and what it holds is what it may hold. */
import { flag, like, list, oneOf, optional, wrong } from "../json-rules.ts";
import { isJson, listOf, textOf } from "../slack/json.ts";
import { element, id, number, object, type Properties, type Rule, text, undated } from "./rules.ts";

const asked = (own: Properties): Rule => {
  const rule = element(
    { id, label: undated, isRequired: optional(flag), errorMessage: optional(undated), ...own },
    ({ isRequired, errorMessage }, at, seen) => {
      if (isRequired === true && errorMessage === undefined) wrong(seen, `${at}/errorMessage`, "is missing");
    },
  );
  return (value, at, seen) => {
    if (seen.surface !== "dialog") wrong(seen, at, "may stand in a dialog alone");
    rule(value, at, seen);
  };
};

const choice = object({ title: undated, value: like(/^[^,]+$/, "a value without commas") });

const choices: Rule = (value, at, seen) => {
  asked({
    choices: list(choice, 1, 1_000),
    isMultiSelect: optional(flag),
    style: optional(oneOf("compact", "expanded")),
    value: optional(text()),
    placeholder: optional(undated),
    wrap: optional(flag),
  })(value, at, seen);
  if (!isJson(value)) return;
  const values = listOf(value["choices"]).map((one) => (isJson(one) ? one["value"] : null));
  if (new Set(values).size < values.length) wrong(seen, `${at}/choices`, "holds a value twice");
  const chosen = value["value"] === undefined ? [] : textOf(value["value"]).split(",");
  if (chosen.some((one) => !values.includes(one))) wrong(seen, `${at}/value`, "is none of the choices");
  if (chosen.length > 1 && value["isMultiSelect"] !== true) wrong(seen, `${at}/value`, "is more than one");
};

const textInput: Rule = (value, at, seen) => {
  asked({
    isMultiline: optional(flag),
    maxLength: optional(number),
    placeholder: optional(undated),
    style: optional(oneOf("text", "tel", "url", "email")),
    value: optional(text()),
  })(value, at, seen);
  if (isJson(value) && textOf(value["value"]).length > Number(value["maxLength"] ?? Number.POSITIVE_INFINITY))
    wrong(seen, `${at}/value`, "is longer than it may become");
};

const day = like(/^\d{4}-\d\d-\d\d$/, "a day");
const time = like(/^\d\d:\d\d$/, "a time");

/** Each input by its type. */
export const inputs: Readonly<Record<string, Rule>> = {
  "Input.Text": textInput,
  "Input.Number": asked({ min: optional(number), max: optional(number), placeholder: optional(undated), value: optional(number) }),
  "Input.Date": asked({ min: optional(day), max: optional(day), placeholder: optional(undated), value: optional(day) }),
  "Input.Time": asked({ min: optional(time), max: optional(time), placeholder: optional(undated), value: optional(time) }),
  "Input.Toggle": asked({
    title: undated,
    value: optional(text()),
    valueOn: optional(text()),
    valueOff: optional(text()),
    wrap: optional(flag),
  }),
  "Input.ChoiceSet": choices,
};
