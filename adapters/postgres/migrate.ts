import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../../src/domain/hash.ts";
import { ConfigError } from "../../src/errors.ts";
import { projectFolder } from "../../src/files.ts";
import type { Database, Session } from "../../src/ports/database.ts";

type Migration = { readonly number: number; readonly name: string; readonly sql: string; readonly checksum: string };

const defaultFolder = join(projectFolder, "adapters/postgres/migrations");

/** The numbered files of `folder`, in order. @throws {Error} when a number is missing or used twice. */
export async function migrations(folder = defaultFolder): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name, index) => {
      if (Number(name.slice(0, 4)) !== index + 1) throw new Error(`migration ${name} is number ${index + 1} in line`);
      // Line ends are made equal, so that a checkout on Windows has the same checksum.
      const sql = (await readFile(join(folder, name), "utf8")).replaceAll("\r\n", "\n");
      return { number: index + 1, name, sql, checksum: sha256(sql) };
    }),
  );
}

/**
 * Brings the schema to the newest version, or to `upTo`, and answers the version that it has then; forward only.
 *
 * Each file in a transaction of its own; several processes may start at once, one migrates.
 * @throws {ConfigError} when the schema is newer than this program, or a file changed after it was applied.
 */
export async function migrate(database: Database, { upTo = Number.POSITIVE_INFINITY, folder = defaultFolder } = {}): Promise<number> {
  const files = await migrations(folder);
  const wanted = files.filter(({ number }) => number <= upTo);
  // Most starts find everything done: then nothing is locked or written.
  const before = await applied(database);
  if (missing(wanted, before, files.length).length === 0) return newest(before);
  await database.transaction(async (session) => {
    await lock(database, session);
    await session.exec(
      "create table if not exists migrations (number int primary key, name text not null, checksum text not null, at timestamptz not null default clock_timestamp())",
    );
  });
  for (const file of wanted) {
    await database.transaction(async (session) => {
      await lock(database, session);
      if (missing([file], await applied(session), files.length).length === 0) return;
      await session.exec(file.sql);
      await session.query("migrated", "insert into migrations (number, name, checksum) values ($1, $2, $3)", [
        file.number,
        file.name,
        file.checksum,
      ]);
    });
  }
  return schemaVersion(database);
}

/** The number of the last migration that was applied; 0: none yet. */
export async function schemaVersion(session: Session): Promise<number> {
  return newest(await applied(session));
}

type Applied = ReadonlyMap<number, string>;

const newest = (done: Applied): number => Math.max(0, ...done.keys());

/** The checksums of the migrations that were applied, by their numbers. */
async function applied(session: Session): Promise<Applied> {
  const [found] = await session.query<{ there: boolean }>("has-migrations", "select to_regclass('migrations') is not null as there");
  if (!found?.there) return new Map();
  const rows = await session.query<{ number: number; checksum: string }>("migrations", "select number, checksum from migrations");
  return new Map(rows.map(({ number, checksum }) => [number, checksum]));
}

/** Which of `files` were not applied. @throws {ConfigError} when the schema is newer than we know, or a file is another one now. */
function missing(files: readonly Migration[], done: Applied, known: number): readonly Migration[] {
  if (newest(done) > known)
    throw new ConfigError(
      `The database has schema ${newest(done)}, this program knows ${known}. Start the newer program, or name another database in DATABASE_URL or PARLEY_DATA.`,
    );
  return files.filter(({ number, name, checksum }) => {
    const was = done.get(number);
    if (was !== undefined && was !== checksum)
      throw new ConfigError(`${name} is not the file that this database was made with. Put the original back; changes go into a new file.`);
    return was === undefined;
  });
}

/** Held to the end of the transaction; whoever waits for it may wait long. PGlite has one connection and needs none. */
async function lock(database: Database, session: Session): Promise<void> {
  if (database.driver === "postgres") await session.exec("set local statement_timeout = 0; select pg_advisory_xact_lock(729410553)");
}
