/** Prints what lets a person of a relationship in: a one-time code for their account on a chat platform, or a link to the web. */
import { ConfigError } from "../errors.ts";
import { accessCode, type Platform } from "./access.ts";
import { command, withDatabase } from "./command.ts";
import { askFolder } from "./folder.ts";
import { placeOf } from "./open.ts";

/**
 * `npm run PLATFORM:code -- RELATIONSHIP PERSON`, and `web:link`: runs it with the arguments of this process. `ready` sees first whether
 * the settings are enough. @throws {ConfigError} where they are not.
 */
export const printCode = (platform: Platform | "web", ready: (env: NodeJS.ProcessEnv) => void = () => {}): Promise<void> =>
  command(async () => {
    const example = `For example: npm run --silent ${platform === "web" ? "web:link" : `${platform}:code`} -- sahand-nordvik freja`;
    const [relationship, person] = process.argv.slice(2);
    if (!relationship || !person) throw new ConfigError(`Name the relationship and the person as their files do. ${example}`);
    ready(process.env);
    const place = placeOf(process.env);
    const running = place.url === null ? await askFolder(place.folder, "code", [platform, relationship, person]) : null;
    const code = running
      ? Buffer.concat(await running.toArray()).toString()
      : await withDatabase(place, { make: false }, (database) => accessCode(database, platform, relationship, person));
    const orElse = platform === "web" && running ? ", or the program that runs has no PARLEY_URL and PARLEY_SECRET_KEY" : "";
    if (!code) throw new ConfigError(`There is nobody called ${person} in ${relationship}${orElse}. ${example}`);
    console.log(code);
    return 0;
  });
