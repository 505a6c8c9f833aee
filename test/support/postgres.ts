import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { findProgram, postgresFolders, runProgram, startServer, ToolMissing, throwawayFolder } from "./tools.ts";

/** A PostgreSQL of the tests' own. */
export type Postgres = {
  /** The address of the server's own database, for connecting as its owner. */
  readonly url: string;
  /** Creates an empty database and gives its address. */
  database(name: string): Promise<string>;
  /** Stops the server at once and removes its folder. */
  stop(): Promise<void>;
};

/** Why no PostgreSQL can be started here; null if one can. For `describe.skipIf(postgresMissing() !== null)`. */
export function postgresMissing(): string | null {
  const found = findProgram(["postgres"], postgresFolders()) && findProgram(["initdb"], postgresFolders());
  return found ? null : "PostgreSQL was not found; install Debian's postgresql";
}

/**
 * Starts a PostgreSQL in a throw-away folder on a free port of 127.0.0.1, with fsync on, so that a measured commit is a real one.
 *
 * It ends with this process at the latest, however that ends.
 * @throws {ToolMissing} when PostgreSQL is not installed.
 */
export async function startPostgres(): Promise<Postgres> {
  const server = findProgram(["postgres"], postgresFolders());
  const initdb = findProgram(["initdb"], postgresFolders());
  if (!server || !initdb) throw new ToolMissing(postgresMissing() ?? "");

  const folder = throwawayFolder("postgres");
  const data = join(folder, "data");
  const password = randomBytes(16).toString("hex");
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, password, { mode: 0o644 });
  // Others on this machine can reach the port, so it asks for a password. Only the empty cluster is made without fsync.
  const options = ["--username=parley", "--auth=password", `--pwfile=${passwordFile}`, "--encoding=UTF8", "--no-locale", "--no-sync"];
  await runProgram(initdb, ["-D", data, ...options], folder);

  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=on", "synchronous_commit=on", "max_connections=200"];
  const urlAt = (port: number, database: string) => `postgres://parley:${password}@127.0.0.1:${port}/${database}`;
  const { port, stop } = await startServer({
    folder,
    signal: "INT",
    command: (at) => [server, "-D", data, "-p", String(at), ...settings.flatMap((setting) => ["-c", setting])],
    ready: (at) => answers(urlAt(at, "postgres")),
  });

  const url = urlAt(port, "postgres");
  return { url, database: (name) => createDatabase(url, name), stop };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function createDatabase(server: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

let own: Promise<Postgres> | null = null;

/**
 * The address of an empty database that nobody else uses: on the runner's server (`PARLEY_TEST_POSTGRES`),
 * or on one that this process starts and keeps until it ends.
 */
export async function freshDatabase(): Promise<string> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  const shared = process.env["PARLEY_TEST_POSTGRES"];
  if (shared) return createDatabase(shared, name);
  own ??= startPostgres();
  return (await own).database(name);
}
