/** What the hands of people on any chat platform do alike: count what is filled in, know their clock, say what came of something. */
import type { Field } from "../../src/domain/message.ts";
import { changedTicks, wordsOf } from "./http.ts";
import type { Answered, Filled, Hands } from "./player.ts";

/** What was pressed and typed so far. */
export type Count = { presses: number; words: number };

/** Counts what filling a field takes; what stands there already takes nothing. */
export function countField(count: Count, field: Field, given: unknown): void {
  const stands = "value" in field ? field.value : undefined;
  if (given === undefined || String(given) === String(stands)) return;
  if (field.kind === "text" || field.kind === "money" || field.kind === "number") count.words += wordsOf(given);
  else if (field.kind === "choices") count.presses += changedTicks(stands, given).length;
  else if (field.kind !== "files") count.presses++;
}

/** The fields that are filled in. */
export const givenIn = (fields: readonly Field[], filled: Filled): readonly Field[] =>
  fields.filter(({ name }) => filled[name] !== undefined);

/** What came of something, as the scenarios know it. */
export const outcome = (ok: boolean, code: string, text: string): Answered => ({ ok, status: ok ? 200 : 409, code, says: [text] });

/** A person's zone (IANA), asked once. */
export function zoneOf(ask: Hands["ask"]): () => Promise<string> {
  let known: Promise<string> | null = null;
  const learn = async (): Promise<string> => ((await (await ask("/api/me")).json()) as { person: { zone: string } }).person.zone;
  return () => {
    known ??= learn();
    return known;
  };
}

/** The newest case, as its card says in the shared room. */
export async function newestCase(read: Hands["read"]): Promise<{ case?: string }> {
  const id = (await read("shared")).filter(({ message }) => message?.tone === "card").at(-1)?.case ?? null;
  return id === null ? {} : { case: id };
}
