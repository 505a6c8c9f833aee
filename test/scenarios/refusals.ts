/** Why something was refused, read out of the words that a person is told: a chat platform shows no codes. */
import { en } from "../../flows/wording/en/en.ts";

/** A choice in a sentence of the catalogue: "{count, plural, one {# promise} other {# promises}}". */
const choice = /\{\w+, (?:plural|select|selectordinal),((?:\s*=?\w+ \{[^{}]*(?:\{\w+\}[^{}]*)*\})+)\s*\}/;

/** A sentence of the catalogue in each of its forms. */
function formsOf(sentence: string): readonly string[] {
  const found = choice.exec(sentence);
  if (!found) return [sentence];
  const options = [...found[1]!.matchAll(/=?\w+ \{([^{}]*(?:\{\w+\}[^{}]*)*)\}/g)].map(([, option]) => option!);
  return options.flatMap((option) => formsOf(sentence.replace(found[0], () => option)));
}

/** What a form looks like, whatever is filled in. */
const shapeOf = (form: string): string =>
  form
    .replaceAll(/<\/?b>/g, "")
    .split(/\{\w+\}|#/)
    .map((words) => words.replaceAll(/[\\^$.*+?()[\]|{}]/g, "\\$&"))
    .join("[^]*");

const shapes = Object.entries(en)
  .filter(([key]) => /^(reject|input)\./.test(key) && key !== "input.line")
  .flatMap(([key, sentence]) => formsOf(sentence).map((form) => ({ key, form })))
  // What says most is looked for first.
  .sort((one, other) => other.form.length - one.form.length)
  .map(({ key, form }) => ({
    code: key.startsWith("input.") ? "input" : key.slice("reject.".length),
    shape: new RegExp(`^\\s*${shapeOf(form)}\\s*$`, "m"),
  }));

/** The code of a refusal; `null`: these words refuse nothing. */
export const refusalIn = (text: string): string | null => shapes.find(({ shape }) => shape.test(text))?.code ?? null;
