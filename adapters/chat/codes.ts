/** One-time codes that make an account somebody: 78 bits of chance in signs that nobody takes for one another. */
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import type { Chance } from "../../src/ports/scheduler.ts";
import type { Tables } from "./tables.ts";

const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 16;

/** A new code: "ABCD-EFGH-JKMN-PQRS". */
export function newCode(chance: Chance, seed: string): string {
  const bytes = Buffer.from(`${chance(`slack-code|${seed}|1`)}${chance(`slack-code|${seed}|2`)}`, "hex");
  // Of the 256 values of a byte 240 fall evenly on the thirty signs.
  const signs = [...bytes].filter((byte) => byte < 240).map((byte) => alphabet[byte % alphabet.length]!);
  if (signs.length < length) return newCode(chance, `${seed}|again`);
  return tidyCode(signs.slice(0, length).join(""));
}

/** A code as it was made, however it was typed. */
export const tidyCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "")
    .replaceAll(/(.{4})(?=.)/g, "$1-");

/** A code that needs nobody's word: for whoever runs the program, to let the first administrator in. */
export async function operatorsCode(tables: Tables, relationship: RelationshipId, person: PersonId, chance: Chance): Promise<string> {
  const code = newCode(chance, "operator");
  await tables.saveCode(code, { relationship, person }, null);
  return code;
}
