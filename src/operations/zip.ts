/**
 * A zip archive of files as they are, not compressed: the same bytes for the same files, whatever the clock says and whichever zlib runs.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, section 4.3
 */
import { crc32 } from "node:zlib";

/** A file of an archive; its name in ASCII. */
export type ZipEntry = { readonly name: string; readonly content: Buffer };

/** 1 January 1980, the first day that the format can say. */
const day = 0x0021;
/** Version 1.0 of the format, no flags, stored, midnight of that day: what both headers of an entry say alike. */
const alike = [two(10), two(0), two(0), two(0), two(day)];

/** The archive with these files, in their order. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const contents: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const named = Buffer.from(name, "ascii");
    const sizes = [four(crc32(content)), four(content.length), four(content.length), two(named.length), two(0)];
    const entry = Buffer.concat([four(0x04034b50), ...alike, ...sizes, named, content]);
    contents.push(entry);
    // No comment, the first disk, no attributes.
    directory.push(Buffer.concat([four(0x02014b50), two(10), ...alike, ...sizes, two(0), two(0), two(0), four(0), four(offset), named]));
    offset += entry.length;
  }
  const listed = Buffer.concat(directory);
  const count = two(entries.length);
  const end = [four(0x06054b50), two(0), two(0), count, count, four(listed.length), four(offset), two(0)];
  return Buffer.concat([...contents, listed, ...end]);
}

/** A number in two bytes, the lower first. */
function two(number: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(number);
  return bytes;
}

/** A number in four bytes, the lower first. */
function four(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}
