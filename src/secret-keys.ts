/** The key of the environment: with it Slack's tokens are sealed and links are signed. It is named, never shown. */
import { createSecretKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConfigError } from "./errors.ts";

/** A setting, trimmed; `null` when it is missing or empty. */
export type Value = (name: string) => string | null;

/** `current` seals and signs; what `old` has sealed or signed is still taken. */
export type Keys = { readonly current: KeyObject; readonly old: KeyObject | null };

/** How an operator makes a key. */
export const makeKey = "Make one with: openssl rand -hex 32";

/** PARLEY_SECRET_KEY or what PARLEY_SECRET_KEY_FILE names, with PARLEY_SECRET_KEY_OLD; `null`: there is none. @throws {ConfigError} that names the variable and the remedy. */
export function keysOf(value: Value): Keys | null {
  const file = value("PARLEY_SECRET_KEY_FILE");
  const given = value("PARLEY_SECRET_KEY");
  if (file !== null && given !== null)
    throw new ConfigError("PARLEY_SECRET_KEY and PARLEY_SECRET_KEY_FILE are both set. Leave one of them out.");
  const written = file === null ? given : contentOf(file);
  if (written === null) return null;
  const old = value("PARLEY_SECRET_KEY_OLD");
  return {
    current: keyOf(file === null ? "PARLEY_SECRET_KEY" : "PARLEY_SECRET_KEY_FILE", written),
    old: old === null ? null : keyOf("PARLEY_SECRET_KEY_OLD", old),
  };
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    throw new ConfigError(`PARLEY_SECRET_KEY_FILE cannot be read${code}. Name a file that holds the key. ${makeKey}`);
  }
}

function keyOf(name: string, written: string): KeyObject {
  const hex = /^[0-9a-f]{64}$/i.test(written);
  const bytes = Buffer.from(written, hex ? "hex" : "base64");
  // Node reads over what is not base64.
  if (!hex && (!/^[\w+/-]{43}=?$/.test(written) || bytes.length !== 32))
    throw new ConfigError(`${name} is not a key of 32 bytes, as 64 hexadecimal digits or as base64. ${makeKey}`);
  return createSecretKey(bytes);
}
