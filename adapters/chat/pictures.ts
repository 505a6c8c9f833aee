/**
 * Pictures that people sent, for whoever reads of them in another tool than that in which they stay. We keep none: a picture is fetched where it
 * stays, each time that somebody's client shows it.
 */
import type { FileId, RelationshipId } from "../../src/domain/ids.ts";
import type { Database } from "../../src/ports/database.ts";

/** A picture as a browser shows it. */
export type Picture = { readonly type: string; readonly bytes: Uint8Array };

/** The most bytes of a picture that are handed on. */
export const mostPictureBytes = 10 * 1024 * 1024;

/** Gives a picture of a relationship; `null`: it is not one of this tool's, not to be had now, or nothing that a browser shows as a picture. */
export type PictureOf = (relationship: RelationshipId, file: FileId) => Promise<Picture | null>;

/** Where those of some files are shown that are pictures and stay in another tool, by their ids. */
export type PicturesElsewhere = (relationship: RelationshipId, files: readonly FileId[]) => Promise<ReadonlyMap<FileId, string>>;

/** Those of some files that a chat platform keeps and calls pictures; Teams calls some of them no more than that. */
export async function picturesAmong(
  database: Database,
  relationship: RelationshipId,
  files: readonly FileId[],
): Promise<readonly FileId[]> {
  const rows = await database.query<{ id: FileId }>(
    "chat-pictures",
    "select id from chat_files where relationship = $1 and id = any($2) and type ~ '^image/(png|jpe?g|gif|webp|[*])$'",
    [relationship, [...files]],
  );
  return rows.map(({ id }) => id);
}

/** By how they begin: the formats that every browser, Slack and Teams show. What a name or a header says of a file is not believed. */
const beginnings: readonly (readonly [type: string, begins: RegExp])[] = [
  ["image/png", /^\x89PNG\r\n\x1a\n/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/gif", /^GIF8[79]a/],
  ["image/webp", /^RIFF[\s\S]{4}WEBP/],
];

/** What bytes are as a picture; `null`: none that is shown. */
export function pictureIn(bytes: Uint8Array): Picture | null {
  const begins = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
  const found = bytes.length <= mostPictureBytes ? beginnings.find(([, shape]) => shape.test(begins)) : undefined;
  return found ? { type: found[0], bytes } : null;
}

/** Reads an answer to its end, or to `most` bytes. @throws {RangeError} when there is more. */
export async function readAtMost(answer: Response, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > most) throw new RangeError("more than was asked for");
    parts.push(part);
  }
  return Buffer.concat(parts);
}
