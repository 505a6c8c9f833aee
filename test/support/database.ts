/** Real databases for tests: PGlite in memory, and a throw-away PostgreSQL server of our own. */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { openPglite, openPostgres } from "../../adapters/postgres/database.ts";
import { migrate } from "../../adapters/postgres/migrate.ts";
import { UnavailableError } from "../../src/errors.ts";
import type { Database } from "../../src/ports/database.ts";
import { freePort } from "./tools.ts";

export type Server = {
  /** The address of a new, empty database on the server. */
  freshUrl(): Promise<string>;
  /** Stops the server at once, as a crash does; its files stay. */
  halt(): Promise<void>;
  /** Starts it again where it was. */
  resume(): Promise<void>;
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
};

/** Databases in memory that this process has opened and nobody uses now: to open one takes seconds. */
const idle: Database[] = [];

/** A migrated, empty database in memory; closed, the next file of the process has it, emptied. */
export async function freshPglite(): Promise<Database> {
  const held = idle.pop();
  const database = held ?? (await openPglite(null));
  if (held) await cleared(held);
  else await migrate(database);
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) idle.push(database);
    isOpen = false;
  };
  return { ...database, close };
}

/** As `empty`, for every table that there is, whatever a file has left in it. */
async function cleared(database: Database): Promise<void> {
  const [all] = await database.query<{ names: string }>(
    "every-table",
    "select string_agg(quote_ident(tablename), ', ') as names from pg_tables where schemaname = 'public' and tablename not in ('migrations', 'clock')",
  );
  await database.exec(`begin; set local session_replication_role = replica; truncate ${all!.names} restart identity;
    update clock set offset_ms = 0, held_at = null; commit`);
}

/** A database that cannot be asked while `isAway` says so. */
export const awayWhile = (real: Database, isAway: () => boolean): Database => ({
  ...real,
  async query(...asked) {
    if (isAway()) throw new UnavailableError("away");
    return real.query(...asked);
  },
});

/** A migrated database on `server`. */
export async function freshPostgres(server: Server): Promise<Database> {
  const database = openPostgres(await server.freshUrl());
  await migrate(database);
  return database;
}

/** Takes away every row but the schema's own, past the trigger that guards the log. */
export async function empty(database: Database): Promise<void> {
  await database.exec(`begin; set local session_replication_role = replica;
    truncate relationships, cases, events, receipts, inbox, outbox, cards, survey_answers, digests, orders;
    update clock set offset_ms = 0, held_at = null; commit`);
}

/** The folder with PostgreSQL's programs, the newest first; `null`: not installed here. */
export function postgresPrograms(): string | null {
  const { PATH = "" } = process.env;
  const lib = "/usr/lib/postgresql";
  const versions = existsSync(lib) ? readdirSync(lib).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(lib, version, "bin")), ...PATH.split(delimiter)];
  return (
    folders.find((folder) =>
      ["initdb", "postgres"].every((name) => existsSync(join(folder, name)) || existsSync(join(folder, `${name}.exe`))),
    ) ?? null
  );
}

/** PostgreSQL refuses root, so root lends it another user. */
function otherUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  const line = lines.find((text) => text.startsWith("postgres:")) ?? lines.find((text) => text.startsWith("nobody:"));
  const [, , uid, gid] = line?.split(":") ?? [];
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) };
}

/** Starts a server with fsync on, reachable on loopback only; about two seconds. */
export async function startPostgres(): Promise<Server> {
  const programs = postgresPrograms();
  if (programs === null) throw new Error("PostgreSQL 15 or newer is not installed: put initdb and postgres on PATH");
  const folder = await mkdtemp(join(tmpdir(), "parley-postgres-"));
  const user = otherUser();
  if (user) await chown(folder, user.uid, user.gid);
  const options: SpawnOptions = { ...user, cwd: folder, stdio: ["ignore", "ignore", "pipe"] };

  const initdb = spawn(
    join(programs, "initdb"),
    ["-D", join(folder, "data"), "-U", "parley", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
    options,
  );
  await ended(initdb);
  const port = await freePort();
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    `port=${port}`,
    "max_connections=60",
    "log_min_messages=fatal",
  ];
  const launch = () => {
    const started = spawn(
      join(programs, "postgres"),
      ["-D", join(folder, "data"), ...settings.flatMap((setting) => ["-c", setting])],
      options,
    );
    started.stderr?.resume();
    return started;
  };
  let server = launch();
  const signal = (name: NodeJS.Signals) => {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill(name);
    return gone;
  };
  const kill = () => void server.kill("SIGQUIT");
  process.once("exit", kill);

  const url = (database: string) => `postgres://parley@127.0.0.1:${port}/${database}`;
  await ready(url("postgres"));
  let made = 0;
  return {
    async freshUrl() {
      const admin = openPostgres(url("postgres"), 1);
      const name = `test_${++made}`;
      await admin.exec(`create database ${name}`);
      await admin.close();
      return url(name);
    },
    async halt() {
      await signal("SIGQUIT");
    },
    async resume() {
      server = launch();
      await ready(url("postgres"));
    },
    async stop() {
      // Fast shutdown: open connections are ended.
      await signal("SIGINT");
      process.off("exit", kill);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ready(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const database = openPostgres(url, 1);
    try {
      return await database.exec("select 1");
    } catch (error) {
      if (tries === 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await database.close();
    }
  }
}

function ended(child: ChildProcess): Promise<void> {
  let said = "";
  child.stderr?.on("data", (text) => (said += String(text)));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`initdb ended with ${code}: ${said}`))));
  });
}
