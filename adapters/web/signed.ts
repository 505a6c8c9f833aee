/** Tokens that nobody makes without the key: a body and an HMAC-SHA256 over it, 256 bits, so that guesses need not be counted. */
import { createHmac, hkdfSync, type KeyObject, timingSafeEqual } from "node:crypto";

/** The keys that sign; what `old` has signed still opens. */
export type Keys = { readonly current: KeyObject; readonly old: KeyObject | null };

export type Signing = {
  /** A token with this JSON in it: letters, digits, "-", "_" and one ".". */
  sign(said: unknown): string;
  /** What a token says, and the part of it that is signed; `null`: it is not one of ours, or was changed. */
  read(token: string): { readonly said: unknown; readonly body: string } | null;
};

const signature = (key: Buffer, body: string): Buffer => createHmac("sha256", key).update(body).digest();

/** Signs for one purpose, whose key (HKDF) is good for nothing else. */
export function signing({ current, old }: Keys, purpose: string): Signing {
  const keyOf = (key: KeyObject): Buffer => Buffer.from(hkdfSync("sha256", key, "", purpose, 32));
  const own = keyOf(current);
  const opening = [own, ...(old ? [keyOf(old)] : [])];
  return {
    sign(said) {
      const body = Buffer.from(JSON.stringify(said)).toString("base64url");
      return `${body}.${signature(own, body).toString("base64url")}`;
    },
    read(token) {
      const [, body, signed] = /^([\w-]{1,1000})\.([\w-]{43})$/.exec(token) ?? [];
      if (body === undefined || signed === undefined) return null;
      const given = Buffer.from(signed, "base64url");
      // All keys are tried, whichever fits: how long it takes tells nothing.
      const fits = opening.map((key) => timingSafeEqual(signature(key, body), given));
      return fits.includes(true) ? { said: JSON.parse(Buffer.from(body, "base64url").toString()) as unknown, body } : null;
    },
  };
}
