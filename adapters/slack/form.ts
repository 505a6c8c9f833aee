/** What an action asks before it is sent, as a modal, and what a modal holds when it comes back. */
import type { KnownBlock, ModalView } from "@slack/types";
import type { Action, Field, Part } from "../../src/domain/message.ts";
import { instant } from "../../src/domain/time.ts";
import { type Filled, fitting, leadsOf, numberOf, someOf, startsOf } from "../chat/form.ts";
import { clean, type Reading, titleOf } from "../chat/text.ts";
import type { Words } from "../chat/words.ts";
import { blockOf, drawField, inputOf } from "./inputs.ts";
import { limits } from "./limits.ts";
import { ownValue } from "./options.ts";
import type { Held, ViewState } from "./parse.ts";
import { plainText, richText } from "./text.ts";
import { shortTitle } from "./view.ts";

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

/**
 * The modal that an action asks with. An input on which options of another depend is dispatched when it changes: draw the form again
 * with `filled(action, state)` as its `values`.
 */
export function formView(action: Action, language: string, opts: FormOptions): ModalView {
  const { words, zone, problem } = opts;
  const reading: Reading = { language, zones: [{ zone, city: zone }] };
  const values = { ...startsOf(action), ...opts.values };
  const leading = leadsOf(action);
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
    submit: plainText(submit.length <= limits.viewButton ? submit : words("chat.send", language), limits.viewButton),
    close: plainText(words("chat.cancel", language), limits.viewButton),
    blocks: blocks.slice(0, limits.viewBlocks),
  };
}

const unfold = (language: string, words: Words): KnownBlock => ({
  type: "actions",
  block_id: "rare",
  elements: [{ type: "button", action_id: rareAction, text: plainText(words("chat.rare", language), limits.buttonLabel) }],
});

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
  return fitting(action, answers);
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
      return someOf((held.selected_options ?? []).flatMap(({ value }) => ownValue(field, value ?? "") ?? []));
    case "when":
      if (typeof held.selected_date_time === "number") return instant(held.selected_date_time * 1_000);
      return held.selected_date ?? text;
    case "yes":
      return (held.selected_options ?? []).length > 0;
    case "files":
      return someOf((held.files ?? []).map(({ id }) => id));
    default:
      return field satisfies never;
  }
}
