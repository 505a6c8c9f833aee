/** The address under which people and platforms reach us. */

/** Whether an address is one of this machine. */
export const isLoopback = ({ hostname }: URL): boolean => ["127.0.0.1", "localhost", "[::1]"].includes(hostname);

/** The address of a server without a slash at its end: https, or http on this machine; `null` when `written` is anything else. */
export function publicUrl(written: string): string | null {
  if (!URL.canParse(written)) return null;
  const url = new URL(written);
  const safe = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
  return safe && [url.pathname, url.search, url.hash, url.username, url.password].join("") === "/" ? url.origin : null;
}
