/** `npm run restore -- FILE`: fills an empty database from a backup, then checks it. Also the way from a folder to a server. */

import { fold } from "../domain/evolve.ts";
import { ConfigError } from "../errors.ts";
import { checkArchive, readArchive } from "./archive.ts";
import { check } from "./check.ts";
import { command, report, withDatabase } from "./command.ts";
import { placeOf } from "./open.ts";

await command(async () => {
  const file = process.argv[2];
  if (file === undefined) throw new ConfigError("Name the backup: npm run restore -- parley-20261122T080000Z.ndjson.gz");
  // Before anything is made: a damaged backup must not leave an empty database behind.
  await checkArchive(file);
  return withDatabase(placeOf(process.env), { make: true }, async (database) => {
    console.log(`${file}: ${await readArchive(database, file)} rows`);
    return report(check(database, { fold }));
  });
});
