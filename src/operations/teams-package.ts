/** `npm run teams:package -- --url https://parley.example`: writes the Teams app's package, to be uploaded in Teams. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { ManifestOptions } from "../../adapters/teams/manifest.ts";
import { ConfigError } from "../errors.ts";
import { publicUrl } from "../public-url.ts";
import { command } from "./command.ts";
import { teamsApp } from "./teams-app.ts";

const example =
  "For example: TEAMS_APP_ID=00000000-0000-0000-0000-000000000000 npm run --silent teams:package -- --url https://parley.example";

const isGuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

function asked() {
  try {
    const { values } = parseArgs({
      options: {
        url: { type: "string" },
        "app-id": { type: "string", default: process.env["TEAMS_APP_ID"]?.trim() ?? "" },
        out: { type: "string", default: "parley-teams.zip" },
        version: { type: "string", default: "1.0.0" },
        privacy: { type: "string" },
        terms: { type: "string" },
        "mentions-only": { type: "boolean", default: false },
      },
    });
    return values;
  } catch (error) {
    throw new ConfigError(`${error instanceof Error ? error.message.split(". ")[0] : "An option cannot be read"}. ${example}`);
  }
}

/** What stands in the manifest. @throws {ConfigError} that names what is missing or wrong, and the remedy. */
function optionsOf({ url: written, "app-id": appId, version, privacy, terms, "mentions-only": mentionsOnly }: ReturnType<typeof asked>) {
  if (written === undefined) throw new ConfigError(`--url is missing: the address under which Teams reaches Parley. ${example}`);
  const url = publicUrl(written);
  if (!url?.startsWith("https://"))
    throw new ConfigError(`--url is no https address of a server: a scheme and a host, no path. ${example}`);
  if (appId === "")
    throw new ConfigError(`TEAMS_APP_ID is missing: the Application (client) ID of the app's registration in Azure. ${example}`);
  if (!isGuid(appId))
    throw new ConfigError(`The app's id is no GUID. Copy the Application (client) ID of its registration in Azure. ${example}`);
  if (!/^(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}$/.test(version))
    throw new ConfigError(`--version is not three numbers. For example: --version 1.0.1`);
  const options: ManifestOptions = {
    appId: appId.toLowerCase(),
    url,
    version,
    privacy: page("--privacy", privacy) ?? url,
    terms: page("--terms", terms) ?? url,
    mentionsOnly,
  };
  return options;
}

/** The address of a page; `null`: none was named. */
function page(option: string, written: string | undefined): string | null {
  if (written === undefined) return null;
  if (!URL.canParse(written) || new URL(written).protocol !== "https:" || written.length > 2_048)
    throw new ConfigError(`${option} is no https address. For example: ${option} https://parley.example/${option.slice(2)}`);
  return new URL(written).href;
}

function write(file: string, content: Buffer): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new ConfigError(`--out cannot be written (${code}). Name a file in a folder that is there. For example: --out parley-teams.zip`);
  }
}

await command(async () => {
  const values = asked();
  const options = optionsOf(values);
  write(values.out, teamsApp(options));
  console.log(`${values.out}: Parley ${options.version} for ${options.url}, app ${options.appId}

Next, in the organisation in whose team the channels are:
1. Upload the file: in Teams, Apps, Manage your apps, Upload an app; or in the Teams admin center, Teams apps, Manage apps, Upload.
2. Add the app to that team, and there to each shared channel that is to be a room.
A package in place of this one needs a higher --version.`);
  return 0;
});
