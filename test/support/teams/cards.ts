/** What stands in an Adaptive Card to be pressed and filled in, and what a client gathers of it. https://adaptivecards.io/explorer */
import { isJson, type Json, objectOf, textOf } from "../slack/json.ts";

/** Every object of JSON within a value, the outer ones first. */
function* within(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const one of value) yield* within(one);
  if (!isJson(value)) return;
  yield value;
  // What a button carries is nothing that is drawn.
  for (const [key, held] of Object.entries(value)) if (key !== "data") yield* within(held);
}

/** The Adaptive Cards that a message or the answer to an invoke holds. */
export function cardsIn(content: unknown): readonly Json[] {
  return [...within(content)]
    .filter((one) => one["contentType"] === "application/vnd.microsoft.card.adaptive")
    .map((one) => objectOf(one["content"]));
}

/** The buttons of a card, those that are within other parts too. */
const actionsOf = (card: Json): readonly Json[] => [...within(card)].filter((one) => textOf(one["type"]).startsWith("Action."));

/** The button with this title, id or verb. @throws when there is none. */
export function actionNamed(cards: readonly Json[], name: string): { readonly action: Json; readonly card: Json } {
  for (const card of cards) {
    const action = actionsOf(card).find((one) => [one["title"], one["id"], one["verb"]].includes(name));
    if (action) return { action, card };
  }
  const there = cards.flatMap(actionsOf).map(({ title, id, verb }) => [title, id, verb].filter(Boolean).join("|"));
  throw new Error(`there is nothing to press that is called ${name}, but ${there.join(", ") || "nothing"}`);
}

/** What a client sends of a card's fields: what was filled in, and else what stood there. @throws for a field that is not there. */
function inputsOf(card: Json, filled: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const fields = [...within(card)].filter((one) => textOf(one["type"]).startsWith("Input."));
  const ids = new Set(fields.map((one) => textOf(one["id"])));
  const missing = Object.keys(filled).filter((id) => !ids.has(id));
  if (missing.length > 0) throw new Error(`there is no field ${missing.join(", ")}, but ${[...ids].join(", ") || "none"}`);
  const stood = fields.filter((one) => textOf(one["value"]) !== "").map((one) => [textOf(one["id"]), textOf(one["value"])]);
  return { ...Object.fromEntries(stood), ...filled };
}

/** What a button sends: its own data, and the fields unless it asks for none. */
export function dataOf(card: Json, action: Json, filled: Readonly<Record<string, string>>): Json {
  const inputs = action["associatedInputs"] === "none" ? {} : inputsOf(card, filled);
  return { ...objectOf(action["data"]), ...inputs };
}

/** Whether a button opens a dialog (https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots). */
export const opensDialog = ({ type, data }: Json): boolean =>
  type === "Action.Submit" && objectOf(objectOf(data)["msteams"])["type"] === "task/fetch";
