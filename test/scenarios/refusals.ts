/** Why something was refused, read out of the words that a person is told: a chat platform shows no codes. */
import { en } from "../../flows/wording/en/en.ts";

/** A sentence of the catalogue with anything where something is filled in. */
function shapeOf(sentence: string): RegExp {
  let [depth, shape] = [0, ""];
  for (const sign of sentence.replaceAll(/<\/?b>/g, "")) {
    if (sign === "{" && depth++ === 0) shape += "[^]*";
    else if (sign === "}") depth--;
    else if (depth === 0) shape += sign.replace(/[\\^$.*+?()[\]|/]/, "\\$&");
  }
  return new RegExp(`^\\s*${shape}\\s*$`, "m");
}

const shapes = Object.entries(en)
  .filter(([key]) => /^(reject|input)\./.test(key))
  // What says most is looked for first.
  .sort(([, one], [, other]) => other.length - one.length)
  .map(([key, sentence]) => ({ code: key.startsWith("input.") ? "input" : key.slice("reject.".length), shape: shapeOf(sentence) }));

/** The code of a refusal; `null`: these words refuse nothing. */
export const refusalIn = (text: string): string | null => shapes.find(({ shape }) => shape.test(text))?.code ?? null;
