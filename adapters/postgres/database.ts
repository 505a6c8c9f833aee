/** One small port over two drivers: `pg` on a server, PGlite in a folder or in memory. */
import { mkdir } from "node:fs/promises";
import { PGlite, type Transaction } from "@electric-sql/pglite";
import pg from "pg";
import { ConfigError, UnavailableError } from "../../src/errors.ts";
import type { Database, Session } from "../../src/ports/database.ts";

/** How long a statement may run on the server, and how long we wait for a silent one; milliseconds. */
const statementMs = 5_000;
const silentMs = 8_000;

/**
 * PostgreSQL behind `url` (15 or newer); connects when first asked.
 *
 * At most `connections` (10) at once; a statement may take 5 s, a server that says nothing for 8 s counts as gone.
 * @throws {ConfigError} when the address cannot be read.
 */
export function openPostgres(url: string, connections = 10): Database {
  // The address holds a password, so it is never shown.
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
    throw new ConfigError("DATABASE_URL cannot be read. It looks like this: postgres://user:password@host:5432/parley");
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: "parley",
    statement_timeout: statementMs,
    query_timeout: silentMs,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // lz4 is quicker for the folds; a server built without it keeps its own way.
    onConnect: (client) =>
      client.query("set default_toast_compression = lz4").then(
        () => {},
        (error: unknown) => {
          if (codeOf(error) !== "22023") throw error;
        },
      ),
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  const session = (client: pg.Pool | pg.PoolClient): Session => ({
    query: (name, sql, params = []) => guarded(async () => (await client.query({ name, text: sql, values: [...params] })).rows),
    // Migrations may take their time.
    exec: (sql) => guarded(async () => void (await client.query({ text: sql, query_timeout: 3_600_000 } as pg.QueryConfig))),
  });
  return {
    driver: "postgres",
    ...session(pool),
    async transaction(work) {
      const client = await guarded(() => pool.connect());
      // Whoever holds a connection hears of its loss from the next statement; without a listener it would end the process.
      const lost = () => {};
      client.on("error", lost);
      const inside = session(client);
      let broken: boolean | Error = true;
      try {
        await inside.exec("begin");
        const result = await work(inside);
        await inside.exec("commit");
        broken = false;
        return result;
      } catch (error) {
        // A connection that cannot even roll back is thrown away, which rolls back, too.
        broken = await inside.exec("rollback").then(
          () => false,
          () => true,
        );
        throw error;
      } finally {
        client.off("error", lost);
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

/**
 * PGlite in `folder`, which is made when it is missing; with no folder, in memory.
 *
 * Only one process may have a folder open, ever (see `src/operations/folder.ts`); a second one destroys it.
 * @throws {ConfigError} when the files cannot be relied on to reach the disk.
 */
export async function openPglite(folder: string | null): Promise<Database> {
  if (folder !== null) await mkdir(folder, { recursive: true, mode: 0o700 });
  const db = await PGlite.create({
    ...(folder === null ? {} : { dataDir: folder }),
    // PGlite starts with -F, which is fsync off and cannot be changed later.
    startParams: PGlite.defaultStartParams.filter((param) => folder === null || param !== "-F"),
  });
  const session = (client: PGlite | Transaction): Session => ({
    query: <R extends object>(_name: string, sql: string, params: readonly unknown[] = []) =>
      guarded(async () => (await client.query<R>(sql, [...params])).rows),
    exec: (sql) => guarded(async () => void (await client.exec(sql))),
  });
  const database: Database = {
    driver: "pglite",
    ...session(db),
    async transaction(work) {
      // What `work` throws passes unchanged; only the driver's own errors are judged.
      const outcome = await guarded(() =>
        db.transaction(async (tx) => {
          try {
            return { ok: true, value: await work(session(tx)) } as const;
          } catch (error) {
            await tx.rollback();
            return { ok: false, error } as const;
          }
        }),
      );
      if (!outcome.ok) throw outcome.error;
      return outcome.value;
    },
    close: () => db.close(),
  };
  const [setting] = await database.query<{ fsync: string }>("fsync", "show fsync");
  if (folder !== null && setting?.fsync !== "on") {
    await database.close();
    throw new ConfigError("PGlite would not write safely to disk (fsync is off). Install the version that package-lock.json names: npm ci");
  }
  return database;
}

/** The five characters of SQLSTATE, or the name of a network error; `null` for any other error. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** Whether `error` is a key of the constraint `name` that exists already. */
export const isDuplicate = (error: unknown, name: string): boolean =>
  codeOf(error) === "23505" && (error as { constraint?: unknown }).constraint === name;

/** Classes 08 connection, 53 no room or memory, 57 stopped or taking too long, 58 disk; then standby, serialisation, deadlock; then the network. */
const unavailable =
  /^(08...|53...|57...|58...|25006|40001|40P01|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOSPC|ENOENT)$/;

/** Wrong user or password, no right to connect, no such database. */
const refused = /^(28...|3D000)$/;

/** Runs `ask`, telling a database that cannot answer from a mistake of ours. */
async function guarded<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const code = codeOf(error);
    // The drivers give a lost, silent or ended connection a plain Error without a code; mistakes of ours have a class of their own.
    const lost = code === null && error instanceof Error && Object.getPrototypeOf(error) === Error.prototype;
    if (code !== null && refused.test(code))
      throw new ConfigError(`The database server refuses us (${code}). Check user, password and name of the database in DATABASE_URL.`);
    if (lost || (code !== null && unavailable.test(code))) throw new UnavailableError("the database does not answer", { cause: error });
    throw error;
  }
}
