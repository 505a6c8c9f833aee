/** `npm run slack:code -- RELATIONSHIP PERSON`: prints a one-time code that makes whoever sends it to Parley in Slack that person. */
import { ConfigError } from "../errors.ts";
import { command, withDatabase } from "./command.ts";
import { askFolder } from "./folder.ts";
import { placeOf } from "./open.ts";
import { slackCode } from "./slack-access.ts";

const example = "For example: npm run --silent slack:code -- sahand-nordvik freja";

await command(async () => {
  const [relationship, person] = process.argv.slice(2);
  if (!relationship || !person) throw new ConfigError(`Name the relationship and the person as their files do. ${example}`);
  const place = placeOf(process.env);
  const running = place.url === null ? await askFolder(place.folder, "slack-code", [relationship, person]) : null;
  const code = running
    ? Buffer.concat(await running.toArray()).toString()
    : await withDatabase(place, { make: false }, (database) => slackCode(database, relationship, person));
  if (!code) throw new ConfigError(`There is nobody called ${person} in ${relationship}. ${example}`);
  console.log(code);
  return 0;
});
