/** Tokens at rest are sealed under a key of the operator's; in memory they are wrapped, so that no log and no page shows one by accident. */
import { createCipheriv, createDecipheriv, createHmac, type KeyObject, randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { ConfigError } from "../../src/errors.ts";

/** A text that only `reveal` shows: as JSON, in a sentence and in a log it is "[secret]". */
export type Secret = {
  reveal(): string;
  toJSON(): string;
  toString(): string;
  [inspect.custom](): string;
};

/** Keys of 256 bits: `current` seals and opens, `old` only opens. */
export type Keys = { readonly current: KeyObject; readonly old: KeyObject | null };

/** Wraps a text. */
export function secret(text: string): Secret {
  const hidden = () => "[secret]";
  return Object.freeze({ reveal: () => text, toJSON: hidden, toString: hidden, [inspect.custom]: hidden });
}

const version = "v1";
/** The lengths of AES-GCM that NIST SP 800-38D recommends. */
const nonceBytes = 12;
const tagBytes = 16;

/** Tells keys apart and says nothing else of them. */
const markOf = (key: KeyObject): string => createHmac("sha256", key).update("parley key mark").digest("hex").slice(0, 12);

/** What it belongs to is sealed in: a token moved to another installation does not open. */
const belonging = (id: string): Buffer => Buffer.from(`parley|slack|${version}|${id}`);

/** Seals `text` for the installation `id` with AES-256-GCM: "v1.", the key's mark, then nonce, content and tag; never the same twice. */
export function seal(keys: Keys, id: string, text: Secret): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", keys.current, nonce, { authTagLength: tagBytes }).setAAD(belonging(id));
  const content = Buffer.concat([nonce, cipher.update(text.reveal(), "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${version}.${markOf(keys.current)}.${content.toString("base64url")}`;
}

/** Whether another key than the current one sealed it. */
export const isOld = (keys: Keys, sealed: string): boolean => sealed.split(".")[1] !== markOf(keys.current);

/**
 * What was sealed for the installation `id`.
 * @throws {ConfigError} when neither key opens it, or it is not as it was sealed.
 */
export function open(keys: Keys, id: string, sealed: string): Secret {
  const [written, mark, content = ""] = sealed.split(".");
  const key = [keys.current, keys.old].find((one) => one !== null && markOf(one) === mark);
  if (written !== version || !key)
    throw new ConfigError(
      `The Slack token of ${id} was sealed with another key. Put that key into PARLEY_SECRET_KEY_OLD, or install the app there again.`,
    );
  const bytes = Buffer.from(content, "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
      .setAAD(belonging(id))
      .setAuthTag(bytes.subarray(-tagBytes));
    const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
    return secret(text.toString("utf8"));
  } catch {
    throw new ConfigError(`The Slack token of ${id} is not as it was stored. Install the app there again.`);
  }
}
