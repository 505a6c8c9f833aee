/**
 * The keys of the stand-in's Bot Connector and what it signs with them, as the real one does
 * (https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot).
 */
import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { Json } from "../slack/json.ts";

export type Signer = { readonly kid: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject };

/** A new key of 2,048 bits. */
export function newSigner(kid: string): Signer {
  return { kid, ...generateKeyPairSync("rsa", { modulusLength: 2048 }) };
}

/** The key as it stands in the key set, with the channels that it may speak for. */
export const jwkOf = ({ kid, publicKey }: Signer, ...endorsements: readonly string[]): Json => ({
  ...publicKey.export({ format: "jwk" }),
  use: "sig",
  kid,
  x5t: kid,
  endorsements: endorsements.length > 0 ? endorsements : ["msteams"],
});

const part = (value: Json): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Some algorithms of RFC 7518: signing with the key, with the public key as if it were a secret, and not at all. */
type Algorithm = "RS256" | "HS256" | "none";

/** A token with these claims. `header` is added last. */
export function mint({ kid, privateKey, publicKey }: Signer, claims: Json, alg: Algorithm = "RS256", header: Json = {}): string {
  const said = `${part({ typ: "JWT", alg, kid, x5t: kid, ...header })}.${part(claims)}`;
  if (alg === "none") return `${said}.`;
  const signature =
    alg === "RS256"
      ? sign("sha256", Buffer.from(said), privateKey)
      : createHmac("sha256", publicKey.export({ format: "pem", type: "spki" }))
          .update(said)
          .digest();
  return `${said}.${signature.toString("base64url")}`;
}

/**
 * What the Bot Connector says when it calls a bot; it holds for an hour from five minutes ago. The stand-in at `issuer` signs for itself.
 * `at`: milliseconds since 1970, the real clock's, which the SDK goes by.
 */
export const claimsFor = (appId: string, serviceUrl: string, issuer: string, at = Date.now()): Json => {
  const seconds = Math.floor(at / 1_000);
  return { serviceurl: serviceUrl, nbf: seconds - 300, exp: seconds + 3_300, iss: issuer, aud: appId };
};
