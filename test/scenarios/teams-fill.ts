/** A form in a dialog of Teams's, as a person fills it in: what a client sends of each input. */
import { DateTime } from "luxon";
import type { Field } from "../../src/domain/message.ts";
import { type Json, listOf, objectOf, textOf } from "../support/slack/json.ts";
import { nodes } from "../support/teams/read.ts";

const inputs = (dialog: Json): readonly Json[] => nodes(dialog["card"]).filter(({ type }) => /^Input\./.test(textOf(type)));

/** Whether some of these fields are folded away until somebody asks for them. */
export function isFolded(dialog: Json, fields: readonly Field[]): boolean {
  const folded = nodes(dialog["card"]).filter(({ id, isVisible }) => id === "rare" && isVisible === false);
  const ids = folded.flatMap((one) => nodes(one).map(({ id }) => id));
  return fields.some(({ name }) => ids.includes(`f:${name}`));
}

/**
 * What a client sends of the inputs that are filled in; a wall time is meant in `zone`.
 * @throws where there is no such input or option, and where a client would not send it: something that must be filled in is not.
 */
export function fillIn(
  dialog: Json,
  fields: readonly Field[],
  filled: Readonly<Record<string, unknown>>,
  zone: string,
): Record<string, string> {
  const all = inputs(dialog);
  const sent: Record<string, string> = {};
  for (const field of fields) {
    const input = all.find(({ id }) => id === `f:${field.name}`);
    if (!input) throw new Error(`nothing asks for ${field.name}`);
    const hasTime = all.some(({ id }) => id === `t:${field.name}`);
    Object.assign(sent, filling(field, input, filled[field.name], hasTime, zone));
  }
  for (const { id, isRequired, value } of all)
    if (isRequired === true && (sent[textOf(id)] ?? String(value ?? "")) === "") throw new Error(`${textOf(id)} must be filled in`);
  return sent;
}

function filling(field: Field, input: Json, given: unknown, hasTime: boolean, zone: string): Record<string, string> {
  const name = `f:${field.name}`;
  switch (field.kind) {
    case "choice":
      return { [name]: optionOf(field, input, given) };
    case "choices":
      return { [name]: (given as readonly string[]).map((value) => optionOf(field, input, value)).join() };
    case "when": {
      if (input["type"] !== "Input.Date") return { [name]: String(given) };
      const at = DateTime.fromISO(String(given), { zone });
      if (!at.isValid) throw new Error(`${String(given)} is nothing that a calendar gives`);
      return { [name]: at.toFormat("yyyy-MM-dd"), ...(hasTime && { [`t:${field.name}`]: at.toFormat("HH:mm") }) };
    }
    default:
      return { [name]: String(given) };
  }
}

/** An option goes by its value, or by its place where it cannot: then its label says which it is. */
function optionOf(field: Extract<Field, { kind: "choice" | "choices" }>, input: Json, given: unknown): string {
  const choices = listOf(input["choices"]).map(objectOf);
  const option = field.options.find(({ value }) => value === given);
  const isMeant = (title: string): boolean => option !== undefined && title.endsWith(option.label.replace(/\s+/g, " ").trim());
  const found = choices.find(({ value }) => value === given) ?? choices.find(({ title }) => isMeant(textOf(title)));
  if (!found) throw new Error(`${String(given)} is not offered for ${field.name}`);
  return textOf(found["value"]);
}
