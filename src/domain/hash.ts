import { hash } from "node:crypto";
import type { CaseId, Hash, RelationshipId } from "./ids.ts";

/** SHA-256 over the parts in order, as hexadecimal text. */
export function sha256(...parts: string[]): Hash {
  return hash("sha256", parts.join("")) as Hash;
}

/**
 * JSON with the keys of every object in code-unit order and no white space: equal values give equal bytes.
 *
 * The rules of RFC 8785 for the values that we store (text, safe integers, booleans, null, lists, objects).
 */
export function canonical(value: unknown): string {
  // What most values are, as JSON writes it.
  if (typeof value === "boolean" || Number.isSafeInteger(value)) return String(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  let text = "";
  for (const key of Object.keys(value).sort()) {
    const held = (value as Record<string, unknown>)[key];
    if (held !== undefined) text += `${text === "" ? "" : ","}${quoted(key)}:${canonical(held)}`;
  }
  return `{${text}}`;
}

const quotedKeys = new Map<string, string>();

/** A key as JSON. Ours are few and come again and again; those that are made of names or dates come and go. */
function quoted(key: string): string {
  let found = quotedKeys.get(key);
  if (found === undefined) {
    found = JSON.stringify(key);
    if (quotedKeys.size > 2_000) quotedKeys.clear();
    quotedKeys.set(key, found);
  }
  return found;
}

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * An id of twelve characters (60 bits) derived from `seed`: the same command asked twice makes the same ids,
 * and nothing in the core needs chance.
 */
export function derivedId(seed: string): string {
  const bytes = hash("sha256", seed, "buffer");
  let text = "";
  for (let i = 0; i < 12; i++) text += alphabet[bytes[i]! & 31];
  return text;
}

/** The id of a relationship's standing case: known before it is opened. */
export const standingId = (relationship: RelationshipId): CaseId => derivedId(`standing|${relationship}`) as CaseId;
