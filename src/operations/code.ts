/** Prints a one-time code that makes whoever sends it to Parley on a chat platform a person of a relationship. */
import { ConfigError } from "../errors.ts";
import { accessCode, type Platform } from "./access.ts";
import { command, withDatabase } from "./command.ts";
import { askFolder } from "./folder.ts";
import { placeOf } from "./open.ts";

/** `npm run PLATFORM:code -- RELATIONSHIP PERSON`: runs it with the arguments of this process. */
export const printCode = (platform: Platform): Promise<void> =>
  command(async () => {
    const example = `For example: npm run --silent ${platform}:code -- sahand-nordvik freja`;
    const [relationship, person] = process.argv.slice(2);
    if (!relationship || !person) throw new ConfigError(`Name the relationship and the person as their files do. ${example}`);
    const place = placeOf(process.env);
    const running = place.url === null ? await askFolder(place.folder, "code", [platform, relationship, person]) : null;
    const code = running
      ? Buffer.concat(await running.toArray()).toString()
      : await withDatabase(place, { make: false }, (database) => accessCode(database, platform, relationship, person));
    if (!code) throw new ConfigError(`There is nobody called ${person} in ${relationship}. ${example}`);
    console.log(code);
    return 0;
  });
