/** What links take that sign people in on the web: the address that people open, and the key that signs. */
import { ConfigError } from "./errors.ts";
import { publicUrl } from "./public-url.ts";
import { type Keys, keysOf, type Value } from "./secret-keys.ts";

export type LinkConfig = {
  /** The public address, without a slash at its end. */
  readonly url: string;
  /** Sign links; `old` still opens those that it has signed. */
  readonly keys: Keys;
};

/** The settings, or `null` where PARLEY_URL or the key is missing: then there are no links. @throws {ConfigError} that names the variable and the remedy. */
export function linkConfig(value: Value): LinkConfig | null {
  const written = value("PARLEY_URL");
  const keys = written === null ? null : keysOf(value);
  if (written === null || keys === null) return null;
  const url = publicUrl(written);
  if (url === null)
    throw new ConfigError(
      "PARLEY_URL is no https address of a server: to it people come who open a link. For example PARLEY_URL=https://parley.example",
    );
  return { url, keys };
}
