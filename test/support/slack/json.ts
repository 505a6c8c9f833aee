/** JSON as it comes over a wire: nothing is known about it until it was looked at. */

/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether `value` is an object of JSON: no list, no null. */
export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `value` if it is an object, otherwise an empty one. */
export function objectOf(value: unknown): Json {
  return isJson(value) ? value : {};
}

/** `value` if it is a list, otherwise an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `value` if it is text, otherwise the empty text. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** `text` read as JSON; `undefined` if it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
