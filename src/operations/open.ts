/** Opens the database that the settings name: a server, or the data folder, which is then held. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, openPglite } from "../../adapters/postgres/database.ts";
import { migrate, migrations, schemaVersion } from "../../adapters/postgres/migrate.ts";
import { ConfigError } from "../errors.ts";
import { projectFolder } from "../files.ts";
import type { Database } from "../ports/database.ts";

/** Where the cases are: on a server (`url`), or else in `folder`. */
export type Place = { readonly url: string | null; readonly folder: string };

/** DATABASE_URL, or else the folder PARLEY_DATA, by default `data` in the project's folder. */
export function placeOf({ DATABASE_URL, PARLEY_DATA }: NodeJS.ProcessEnv): Place {
  return { url: DATABASE_URL || null, folder: PARLEY_DATA || join(projectFolder, "data") };
}

/**
 * The PGlite database inside `folder`, which the caller holds; not migrated yet. With `make` a missing one is made,
 * all of it or nothing: a first start that is killed leaves no half database behind.
 * @throws {ConfigError} when it is missing, incomplete or damaged; a new one never takes the place of a broken one.
 */
export async function openFolder(folder: string, { make }: { make: boolean }): Promise<Database> {
  const place = join(folder, "postgres");
  const marker = join(folder, "made");
  const found = await readdir(place).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw new ConfigError(`${place} cannot be read (${codeOf(error)}). Give this user the right to read and write it.`);
  });
  const remedy = `Keep the folder for a closer look and restore the latest backup into another: PARLEY_DATA=NEW npm run restore FILE`;
  if (!found) {
    const made = await readFile(marker, "utf8").catch(() => null);
    if (made !== null)
      throw new ConfigError(`The database that was made in ${folder} on ${made.trim()} is gone. Put it back, or else: ${remedy}`);
    if (!make) throw new ConfigError(`There is no database in ${folder}. Name its folder in PARLEY_DATA, or its server in DATABASE_URL.`);
    const unfinished = join(folder, "postgres.new");
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { mode: 0o700 });
    await (await openPglite(unfinished)).close();
    await rename(unfinished, place);
  } else if (!found.includes("PG_VERSION")) {
    throw new ConfigError(`${place} is not a whole database: PG_VERSION is missing. ${remedy}`);
  }
  try {
    const database = await openPglite(place);
    await writeFile(marker, `${new Date().toISOString()}\n`, { flag: "wx" }).catch((error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw error;
    });
    return database;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`The database in ${place} is damaged (${error instanceof Error ? error.message : String(error)}). ${remedy}`);
  }
}

/** `database` with the newest schema; closed when that fails. */
export async function migrated(database: Database): Promise<Database> {
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * `database` as it is, for programs that only look at it; closed when its schema is not this program's.
 * @throws {ConfigError} naming which of the two is older.
 */
export async function current(database: Database): Promise<Database> {
  const has = await schemaVersion(database).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const knows = (await migrations()).length;
  if (has === knows) return database;
  await database.close();
  throw new ConfigError(
    has > knows
      ? `The database has schema ${has}, this program knows ${knows}. Use the newer program.`
      : `The database has schema ${has}, this program needs ${knows}. Start the program once: it brings the schema up to date.`,
  );
}
