/**
 * Links that sign a person in: short-lived, signed, and used once.
 *
 * A token names the relationship, the person, the instant at which it ends, and 122 bits of chance, and carries an HMAC-SHA256 over all of
 * that, 256 bits, by a key of its own purpose (HKDF). Nobody makes one without the key, so guesses need not be counted. It stands in the
 * fragment of the address, which no browser sends anywhere: it reaches no log and no referrer, and whoever merely fetches the address
 * (scanners of mail, previews) uses nothing up.
 */
import { z } from "zod";
import { sha256 } from "../../src/domain/hash.ts";
import { ids, type PersonId, type RelationshipId } from "../../src/domain/ids.ts";
import { epochMs, type Instant, instant, plus } from "../../src/domain/time.ts";
import type { Chance } from "../../src/ports/scheduler.ts";
import { type Keys, signing } from "./signed.ts";

/** How long a link in an answer on a chat platform opens, and one in a mail or from the operator. Milliseconds. */
export const chatLinkMs = 15 * 60_000;
export const mailLinkMs = 24 * 60 * 60_000;

/** Whom a link signs in. */
export type Linked = { readonly relationship: RelationshipId; readonly person: PersonId };
/** What an authentic token says; it may have ended or been used. */
export type Opened = Linked & {
  /** The instant from which on it opens nothing. */
  readonly ends: Instant;
  /** By which it is known that it was used: the same for every way of writing the token. */
  readonly hash: string;
};

export type Links = {
  /** Whether it is https, or http on this machine. */
  readonly isHttps: boolean;
  /** The address that signs a person in once, for so many milliseconds from now. A secret: not for logs. */
  address(to: Linked, lastsMs: number): Promise<string>;
  /** What a token says; `null`: it is not one of ours, or was changed. */
  read(token: string): Opened | null;
};

type Parts = {
  /** The public address, without a slash at its end. */
  readonly url: string;
  readonly keys: Keys;
  readonly chance: Chance;
  /** The time, of the clock by which links end. */
  readonly now: () => Promise<Instant>;
};

const said = z.tuple([z.string().transform((id) => id as RelationshipId), ids.person, z.int().transform((ms) => instant(ms)), z.string()]);

/** Links over the given parts. */
export function links({ url, keys, chance, now }: Parts): Links {
  const signed = signing(keys, "parley web link v1");
  let count = 0;
  return {
    isHttps: url.startsWith("https:"),
    async address({ relationship, person }, lastsMs) {
      const ends = plus(await now(), lastsMs);
      const random = chance(`link|${relationship}|${person}|${ends}|${count++}`);
      return `${url}/in#${signed.sign([relationship, person, epochMs(ends), random])}`;
    },
    read(token) {
      const found = signed.read(token);
      const read = said.safeParse(found?.said);
      if (!found || !read.success) return null;
      const [relationship, person, ends] = read.data;
      // Of what is signed: the signature itself can be written in several ways.
      return { relationship, person, ends, hash: sha256("web-link|", found.body) };
    },
  };
}
