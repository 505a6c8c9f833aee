/** `npm run verify`: checks everything that is stored; a line for each failure, then a summary. Exit code 1 when there is one. */

import { fold } from "../domain/evolve.ts";
import { linesOf } from "./archive.ts";
import { check } from "./check.ts";
import { command, report, withDatabase } from "./command.ts";
import { askFolder } from "./folder.ts";
import { placeOf } from "./open.ts";

await command(async () => {
  const place = placeOf(process.env);
  const running = place.url === null ? await askFolder(place.folder, "verify") : null;
  if (running) return report(linesOf(running));
  return withDatabase(place, { make: false }, (database) => report(check(database, { fold })));
});
