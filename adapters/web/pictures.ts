/**
 * Pictures at addresses of our own, for cards in another tool than that in which they stay. An address names one picture of one relationship and
 * is signed: only whoever may read a card has ever seen it. It opens for two to three months; a card that is drawn anew has a new one.
 */
import { z } from "zod";
import { type FileId, ids, type RelationshipId } from "../../src/domain/ids.ts";
import { dayMs } from "../../src/domain/time.ts";
import type { Picture, PictureOf } from "../chat/pictures.ts";
import type { App } from "./server.ts";
import { type Keys, signing } from "./signed.ts";

/** The same picture keeps its address for so long, so that a card that is drawn anew is the same card. */
const spanMs = 30 * dayMs;

const said = z.tuple([z.string().transform((id) => id as RelationshipId), ids.file, z.int()]);

export type PictureAddresses = {
  /** The address of a picture, from now on for at least sixty days. */
  of(relationship: RelationshipId, file: FileId): string;
  /** Which picture a token names; `null`: it is not one of ours, was changed, or has ended. */
  read(token: string): { readonly relationship: RelationshipId; readonly file: FileId } | null;
};

/** Addresses below the public one (`url`, without a slash at its end), by the real clock. */
export function pictureAddresses({ url, keys }: { readonly url: string; readonly keys: Keys }, nowMs: () => number): PictureAddresses {
  const signed = signing(keys, "parley picture v1");
  return {
    of: (relationship, file) => `${url}/picture/${signed.sign([relationship, file, (Math.floor(nowMs() / spanMs) + 3) * spanMs])}`,
    read(token) {
      const read = said.safeParse(signed.read(token)?.said);
      if (!read.success) return null;
      const [relationship, file, endsMs] = read.data;
      return nowMs() < endsMs ? { relationship, file } : null;
    },
  };
}

/** Where pictures are got, wherever they stay; `null`: there is none, or it is not to be had now. */
export type Pictures = { readonly addresses: PictureAddresses | null; readonly get: PictureOf };

/** Headers under which a picture is nothing but a picture, wherever it is shown. */
export const pictureHeaders = ({ type }: Picture) => ({
  "content-type": type,
  "content-security-policy": "default-src 'none'; sandbox",
  "cross-origin-resource-policy": "cross-origin",
  "cache-control": "private, max-age=3600",
});

/** Adds the addresses of pictures; whatever is wrong with one, the answer is that nothing is there. */
export function addPictures(app: App, addresses: PictureAddresses, get: Pictures["get"]): void {
  app.get("/picture/:token", async (c) => {
    const named = addresses.read(c.req.param("token"));
    const shown = named && (await get(named.relationship, named.file));
    if (!shown) return c.body(null, 404, { "cache-control": "no-store" });
    return c.body(Buffer.from(shown.bytes), 200, pictureHeaders(shown));
  });
}
