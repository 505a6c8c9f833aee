/** `npm run slack:manifest -- --url https://parley.example`: prints the Slack app's manifest as JSON, to be pasted when the app is made. */
import { parseArgs } from "node:util";
import { manifest } from "../../adapters/slack/manifest.ts";
import { ConfigError } from "../errors.ts";
import { publicUrl } from "../public-url.ts";
import { command } from "./command.ts";

const example = "For example: npm run --silent slack:manifest -- --url https://parley.example";

function asked() {
  try {
    const { values } = parseArgs({
      options: {
        url: { type: "string" },
        socket: { type: "boolean", default: false },
        "one-workspace": { type: "boolean", default: false },
      },
    });
    return values;
  } catch (error) {
    throw new ConfigError(`${error instanceof Error ? error.message.split(". ")[0] : "An option cannot be read"}. ${example}`);
  }
}

await command(async () => {
  const { url, socket, "one-workspace": oneWorkspace } = asked();
  // Over a socket Slack needs no address of ours; without one the app is installed by hand.
  if (url === undefined && !socket)
    throw new ConfigError(`--url is missing: the address under which Slack reaches Parley. ${example}; or --socket for Socket Mode.`);
  const address = url === undefined ? null : publicUrl(url);
  if (url !== undefined && !address?.startsWith("https://"))
    throw new ConfigError(`--url is no https address of a server: a scheme and a host, no path. ${example}`);
  console.log(JSON.stringify(manifest(address, { socket, oneWorkspace }), null, 2));
  return 0;
});
