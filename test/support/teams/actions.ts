/** What can be pressed: opaque in what it carries, and only what works where it stands. */
import { flag, kinds, like, list, never, oneOf, optional, wrong } from "../json-rules.ts";
import { isJson, textOf } from "../slack/json.ts";
import { id, object, type Rule, type Seen, text, undated } from "./rules.ts";

const pressed = {
  id: optional(id),
  title: undated,
  iconUrl: optional(never("is not used")),
  style: optional(oneOf("default", "positive", "destructive")),
  tooltip: optional(undated),
  isEnabled: optional(flag),
  mode: optional(oneOf("primary", "secondary")),
};
const handle: Rule = like(/^[\w.:|@~-]*$/, "opaque");

export const execute: Rule = (value, at, seen) => {
  if (seen.surface === "dialog") wrong(seen, at, "does nothing in a dialog");
  object({
    type: oneOf("Action.Execute"),
    ...pressed,
    verb: text(),
    data: object({ handle }),
    associatedInputs: optional(oneOf("Auto", "None")),
  })(value, at, seen);
};

const submit: Rule = (value, at, seen) => {
  const fetches = object({ type: oneOf("task/fetch") });
  const dialog = seen.surface === "dialog" ? optional<Seen>(never("opens nothing from a dialog")) : fetches;
  object({
    type: oneOf("Action.Submit"),
    ...pressed,
    data: object({ handle, msteams: dialog }),
    associatedInputs: optional(oneOf("Auto", "None")),
  })(value, at, seen);
};

const target: Rule = (value, at, seen) => {
  object({ elementId: text(), isVisible: optional(flag) })(value, at, seen);
  if (isJson(value)) seen.targets.push({ at, id: textOf(value["elementId"]) });
};
const toggle = object({
  type: oneOf("Action.ToggleVisibility"),
  ...pressed,
  targetElements: list(target, 1, 100),
});

const open = object({ type: oneOf("Action.OpenUrl"), ...pressed, url: like(/^https:\/\/[^\s]+$/, "an https address") });

const action = kinds<Seen>({
  "Action.Execute": execute,
  "Action.Submit": submit,
  "Action.ToggleVisibility": toggle,
  "Action.OpenUrl": open,
});
/** Teams shows six of a set: the others are behind dots, or nowhere. */
export const actions = list(action, 1, 6);
