/** A person fills a modal in: the state that their client sends, and what it would not let them send. */

import { optionsOf } from "./elements.ts";
import { type Json, listOf, objectOf, textOf } from "./json.ts";
import { fileShown } from "./shown.ts";
import { viewShown } from "./views.ts";
import type { View, World } from "./world.ts";

/** What somebody puts into a field: words, a number, an option's value or several, ids of files; null empties it. */
export type Filling = string | number | readonly string[] | Json | null;

/** An element's state: its key, what it holds at first, and what a filling makes of it. */
type Kind = {
  readonly key: string;
  readonly first: (element: Json) => unknown;
  readonly fill: (filling: Filling, element: Json, world: World) => unknown;
};

function option(filling: Filling, element: Json): Json | null {
  if (filling === null) return null;
  const found = optionsOf(element).find(({ value }) => value === filling);
  if (!found) throw new Error(`${JSON.stringify(filling)} is none of ${JSON.stringify(optionsOf(element).map(({ value }) => value))}`);
  return found;
}

/** An option that the app offered while somebody typed: all of it. */
function offered(filling: Filling): Json | null {
  if (filling === null) return null;
  if (typeof objectOf(filling)["value"] !== "string") throw new Error("an external menu is filled with an option that was offered");
  return objectOf(filling);
}

function files(filling: Filling, element: Json, world: World): readonly Json[] {
  const all = listOf(filling).map((id) => fileShown(world, world.files.get(textOf(id))!));
  if (all.length > Number(element["max_files"] ?? 10)) throw new Error("there are too many files");
  const kinds = listOf(element["filetypes"]);
  for (const { filetype } of all)
    if (kinds.length > 0 && !kinds.includes(filetype)) throw new Error(`no ${String(filetype)} may be put here`);
  return all;
}

function words(filling: Filling, element: Json): string | null {
  if (filling === null || filling === "") return null;
  const text = String(filling);
  const [min, max] = [Number(element["min_length"] ?? 0), Number(element["max_length"] ?? 3000)];
  if (text.length < min || text.length > max) throw new Error(`the text must have ${min} to ${max} characters`);
  return text;
}

function numeral(filling: Filling, element: Json): string | null {
  if (filling === null || filling === "") return null;
  const number = Number(filling);
  const isWhole = element["is_decimal_allowed"] === true || Number.isInteger(number);
  const isWithin = number >= Number(element["min_value"] ?? -Infinity) && number <= Number(element["max_value"] ?? Infinity);
  if (Number.isNaN(number) || !isWhole || !isWithin) throw new Error(`${String(filling)} is no number that may stand here`);
  return String(filling);
}

const as = (key: string, initial: string, fill: Kind["fill"] = (filling) => filling): Kind => ({
  key,
  first: (element) => element[initial] ?? null,
  fill,
});
const many = (key: string, initial: string, fill: Kind["fill"]): Kind => ({ key, first: (element) => element[initial] ?? [], fill });
const eachOption: Kind["fill"] = (filling, element) => listOf(filling).map((one) => option(textOf(one), element));
const ids: Kind["fill"] = (filling) => listOf(filling);

const kinds = new Map<string, Kind>(
  Object.entries({
    plain_text_input: as("value", "initial_value", words),
    email_text_input: as("value", "initial_value", words),
    url_text_input: as("value", "initial_value", words),
    number_input: as("value", "initial_value", numeral),
    rich_text_input: as("rich_text_value", "initial_value"),
    static_select: as("selected_option", "initial_option", option),
    radio_buttons: as("selected_option", "initial_option", option),
    external_select: as("selected_option", "initial_option", offered),
    checkboxes: many("selected_options", "initial_options", eachOption),
    multi_static_select: many("selected_options", "initial_options", eachOption),
    multi_external_select: many("selected_options", "initial_options", (filling) => listOf(filling).map((one) => offered(objectOf(one)))),
    datepicker: as("selected_date", "initial_date"),
    timepicker: as("selected_time", "initial_time"),
    datetimepicker: as("selected_date_time", "initial_date_time"),
    users_select: as("selected_user", "initial_user"),
    conversations_select: as("selected_conversation", "initial_conversation"),
    channels_select: as("selected_channel", "initial_channel"),
    multi_users_select: many("selected_users", "initial_users", ids),
    multi_conversations_select: many("selected_conversations", "initial_conversations", ids),
    multi_channels_select: many("selected_channels", "initial_channels", ids),
    file_input: many("files", "", files),
  }),
);

/** The elements of a block that have a state, each with whether it must be filled. */
function stateful(block: Json): readonly { readonly element: Json; readonly required: boolean }[] {
  const within = block["type"] === "input" ? [block["element"]] : [...listOf(block["elements"]), block["accessory"]];
  const required = block["type"] === "input" && block["optional"] !== true;
  return within
    .map(objectOf)
    .filter(({ type }) => kinds.has(textOf(type)))
    .map((element) => ({ element, required }));
}

function isEmpty(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

/** One element as a client tells it: filled, or as it stood at first. */
export function elementState(world: World, element: Json, filling: Filling | undefined): Json {
  const kind = kinds.get(textOf(element["type"]))!;
  const value = filling === undefined ? kind.first(element) : kind.fill(filling, element, world);
  return { type: element["type"], [kind.key]: value };
}

/**
 * `view.state.values` as a client sends them: what is in `filled`, by the block's id, and what was there at first in all others.
 *
 * @throws when a client would not send it: a block that is not there, an option that is none, a required field left empty, too long a text.
 */
export function fillView(world: World, view: View, filled: Readonly<Record<string, Filling>>): Json {
  const blocks = listOf(viewShown(world, view)["blocks"]).map(objectOf);
  const known = blocks.filter((block) => stateful(block).length > 0).map(({ block_id }) => textOf(block_id));
  for (const id of Object.keys(filled)) if (!known.includes(id)) throw new Error(`there is no field ${id} among ${known.join(", ")}`);
  const values = blocks.map((block) => {
    const id = textOf(block["block_id"]);
    const states = stateful(block).map(({ element, required }) => {
      const state = elementState(world, element, filled[id]);
      if (required && isEmpty(state[kinds.get(textOf(element["type"]))!.key])) throw new Error(`the field ${id} must be filled in`);
      return [textOf(element["action_id"]), state] as const;
    });
    return [id, Object.fromEntries(states)] as const;
  });
  return Object.fromEntries(values.filter(([id]) => known.includes(id)));
}
