/** Teams' settings from the environment. What is wrong is named, never shown: one of these is a secret. */
import { readFileSync } from "node:fs";
import { ConfigError } from "./errors.ts";

export type TeamsConfig = {
  /** The bot's Microsoft app id, in small letters. */
  readonly appId: string;
  /** The client secret of the registration; `null` with `insecure` alone. */
  readonly password: string | null;
  /** The tenants whose people may take part, in small letters; the first is the registration's own. Empty with `insecure` alone: any. */
  readonly tenants: readonly string[];
  /** A developer's: nothing that comes in is checked, and everything stays on this machine. */
  readonly insecure: boolean;
  /** A stand-in for Teams on this machine, for tests, without a slash at its end; `null`: Teams. */
  readonly standIn: string | null;
  /** The library through which we speak to Teams. */
  readonly sdk: (typeof sdks)[number];
};

/** The first is the one that is taken where none is named. */
const sdks = ["botbuilder", "agents"] as const;

/** A setting, trimmed; `null` when it is missing or empty. */
type Value = (name: string) => string | null;

const names = [
  "TEAMS_APP_ID",
  "TEAMS_APP_PASSWORD",
  "TEAMS_APP_PASSWORD_FILE",
  "TEAMS_TENANTS",
  "TEAMS_API_URL",
  "TEAMS_INSECURE_DEV",
  "TEAMS_SDK",
] as const;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const none = "00000000-0000-0000-0000-000000000000";
const example = "7c6e8f7e-1a1f-4a56-9a0e-2f3c5d1b8e42";
const where = "on the registration's overview page in the Microsoft Entra admin center";
const allOrNone =
  "TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANTS belong together: without any one of them anybody could speak for Teams.";

/**
 * The settings, or `null` when no setting of Teams's is there. `safe`: we listen on this machine alone, and a playground was asked for.
 * @throws {ConfigError} that names the variable and the remedy.
 */
export function teamsConfig(value: Value, safe: boolean): TeamsConfig | null {
  const given = names.filter((name) => value(name) !== null);
  if (given.length === 0) return null;
  const sdk = sdkOf(value("TEAMS_SDK"));
  if (value("TEAMS_INSECURE_DEV") !== null) return { ...insecure(value("TEAMS_INSECURE_DEV"), given, safe), sdk };
  return {
    appId: appIdOf(value("TEAMS_APP_ID")),
    password: passwordOf(value),
    tenants: tenantsOf(value("TEAMS_TENANTS")),
    insecure: false,
    standIn: standInOf(value("TEAMS_API_URL")),
    sdk,
  };
}

/** Never beside what is real: a bot's secret must not meet a door that stands open. */
function insecure(written: string | null, given: readonly string[], safe: boolean): Omit<TeamsConfig, "sdk"> {
  if (written !== "1") throw new ConfigError("TEAMS_INSECURE_DEV is not 1. Give TEAMS_INSECURE_DEV=1 or leave it out.");
  const beside = given.find((name) => name !== "TEAMS_INSECURE_DEV" && name !== "TEAMS_SDK");
  if (beside !== undefined)
    throw new ConfigError(
      `TEAMS_INSECURE_DEV and ${beside} are both set. Leave one of them out: with the first nobody is asked who they are.`,
    );
  if (!safe)
    throw new ConfigError(
      "TEAMS_INSECURE_DEV lets anybody speak for anybody, so it is for a playground on this machine alone. Leave PARLEY_HOST out and set PARLEY_PLAYGROUND=1, or give TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANTS instead.",
    );
  return { appId: none, password: null, tenants: [], insecure: true, standIn: null };
}

function sdkOf(written: string | null): TeamsConfig["sdk"] {
  const [usual] = sdks;
  const found = sdks.find((name) => name === (written ?? usual));
  if (found === undefined)
    throw new ConfigError(`TEAMS_SDK names no library that we know. Give TEAMS_SDK=${sdks.join(" or TEAMS_SDK=")}, or leave it out.`);
  return found;
}

function appIdOf(written: string | null): string {
  if (written === null)
    throw new ConfigError(
      `TEAMS_APP_ID is missing. ${allOrNone} Copy the application (client) id ${where}, for example TEAMS_APP_ID=${example}`,
    );
  const id = written.toLowerCase();
  if (!guid.test(id) || id === none)
    throw new ConfigError(`TEAMS_APP_ID is no id of an application. Copy it ${where}, for example TEAMS_APP_ID=${example}`);
  return id;
}

function passwordOf(value: Value): string {
  const file = value("TEAMS_APP_PASSWORD_FILE");
  const given = value("TEAMS_APP_PASSWORD");
  if (file !== null && given !== null)
    throw new ConfigError("TEAMS_APP_PASSWORD and TEAMS_APP_PASSWORD_FILE are both set. Leave one of them out.");
  const written = file === null ? given : contentOf(file);
  if (written === null)
    throw new ConfigError(
      `TEAMS_APP_PASSWORD is missing. ${allOrNone} Make a client secret under Certificates & secrets and copy its value, not its id, for example TEAMS_APP_PASSWORD_FILE=/run/secrets/teams`,
    );
  return written;
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8").trim() || null;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    throw new ConfigError(
      `TEAMS_APP_PASSWORD_FILE cannot be read${code}. Name a file that holds the client secret, for example TEAMS_APP_PASSWORD_FILE=/run/secrets/teams`,
    );
  }
}

function tenantsOf(written: string | null): readonly string[] {
  const remedy = `Give the ids of both firms' tenants, the registration's own first, for example TEAMS_TENANTS=${example},0d9b645f-597b-41f0-a2a3-ef103fbd91bb`;
  if (written === null) throw new ConfigError(`TEAMS_TENANTS is missing. ${allOrNone} ${remedy}`);
  const ids = written
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((id) => id !== "");
  if (ids.length === 0 || !ids.every((id) => guid.test(id) && id !== none))
    throw new ConfigError(`TEAMS_TENANTS is no list of ids of tenants. ${remedy}`);
  return [...new Set(ids)];
}

/** Whoever answers in Teams's place is believed about who speaks, so nobody else than this machine may. */
function standInOf(written: string | null): string | null {
  if (written === null) return null;
  const url = URL.canParse(written) ? new URL(written) : null;
  const bare = url !== null && [url.pathname, url.search, url.hash, url.username, url.password].join("") === "/";
  if (!bare || url.protocol !== "http:" || !["127.0.0.1", "localhost", "[::1]"].includes(url.hostname))
    throw new ConfigError(
      "TEAMS_API_URL is for tests, and names a server on this machine alone. Leave it out, or give TEAMS_API_URL=http://127.0.0.1:4000",
    );
  return url.origin;
}
