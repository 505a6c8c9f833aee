/** `npm run backup [-- FILE]`: writes a backup of everything, by default to parley-<UTC>.ndjson.gz, while the program runs or not. */
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { checkArchive, writeArchive } from "./archive.ts";
import { command, withDatabase } from "./command.ts";
import { askFolder } from "./folder.ts";
import { placeOf } from "./open.ts";

await command(async () => {
  const file = process.argv[2] ?? `parley-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "")}.ndjson.gz`;
  const place = placeOf(process.env);
  const running = place.url === null ? await askFolder(place.folder, "backup") : null;
  if (running) await receive(running, file);
  else await withDatabase(place, { make: false }, (database) => writeArchive(database, file));
  const { rows } = await checkArchive(file);
  console.log(`${file}: ${rows} rows`);
  return 0;
});

/** Only a whole backup gets the name that was asked for. */
async function receive(running: Readable, file: string): Promise<void> {
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    await pipeline(running, createWriteStream(unfinished, { mode: 0o600, flush: true }));
    await checkArchive(unfinished);
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}
