/**
 * A backup is a gzip of lines of JSON: a header, then of each table its name and number of rows and the rows as the
 * database writes them, and last the number of all rows and the SHA-256 of every line before. It fits PostgreSQL and PGlite alike.
 */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { codeOf } from "../../adapters/postgres/database.ts";
import { migrate, migrations, schemaVersion } from "../../adapters/postgres/migrate.ts";
import { ConfigError } from "../errors.ts";
import type { Database, Session } from "../ports/database.ts";

export type Header = { readonly format: "parley-archive"; readonly version: 1; readonly schema: number; readonly at: string };
type Table = { readonly name: string; readonly quoted: string; readonly order: string | null; readonly needs: readonly string[] };

/** About how many bytes one page of rows may have. */
const pageBytes = 4_000_000;

/**
 * Writes everything that `database` holds at one moment to `file`, which is whole or absent; answers the number of rows.
 *
 * Others go on reading and writing meanwhile on a server; PGlite has one connection, so there everything waits.
 */
export async function writeArchive(database: Database, file: string): Promise<number> {
  const unfinished = `${file}.${process.pid}.unfinished`;
  const gzip = createGzip();
  const written = pipeline(gzip, createWriteStream(unfinished, { mode: 0o600, flush: true }));
  // Awaited below; until then a full disk must not count as unhandled.
  written.catch(() => {});
  const hash = createHash("sha256");
  const put = async (line: string) => {
    hash.update(`${line}\n`);
    if (!gzip.write(`${line}\n`)) await Promise.race([once(gzip, "drain"), written]);
  };
  try {
    const rows = await database.transaction(async (session) => {
      await session.exec("set transaction isolation level repeatable read, read only; set local timezone = 'UTC'");
      const [clock] = await session.query<{ at: number }>("archive-at", "select parley_ms(clock_timestamp()) as at");
      const header: Header = {
        format: "parley-archive",
        version: 1,
        schema: await schemaVersion(session),
        at: new Date(clock!.at).toISOString(),
      };
      await put(JSON.stringify(header));
      let count = 0;
      for (const table of await tables(session)) count += await putTable(session, table, put);
      return count;
    });
    gzip.end(`${JSON.stringify({ rows, sha256: hash.digest("hex") })}\n`);
    await written;
    await rename(unfinished, file);
    return rows;
  } catch (error) {
    gzip.destroy();
    await written.catch(() => {});
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Reads all of `file`. @throws {ConfigError} when it is not a backup, or not one bit the same as when it was written. */
export async function checkArchive(file: string): Promise<{ readonly header: Header; readonly rows: number }> {
  const damaged = new ConfigError(`${file} is not a whole backup: it was cut off or changed. Take another one.`);
  const hash = createHash("sha256");
  let header: Header | null = null;
  let previous: string | null = null;
  try {
    for await (const line of lines(file)) {
      if (previous !== null) hash.update(`${previous}\n`);
      header ??= JSON.parse(line) as Header;
      previous = line;
    }
    const { rows, sha256 } = JSON.parse(previous ?? "null") as { rows: number; sha256: string };
    if (header?.format !== "parley-archive" || sha256 !== hash.digest("hex")) throw damaged;
    if (header.version !== 1)
      throw new ConfigError(`${file} is a backup of version ${header.version}, this program reads 1. Use the newer program.`);
    return { header, rows };
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const code = codeOf(error);
    if (code === "ENOENT" || code === "EACCES" || code === "EISDIR")
      throw new ConfigError(`${file} cannot be read (${code}). Name a backup file.`);
    damaged.cause = error;
    throw damaged;
  }
}

/**
 * Fills the empty `database` from `file` in one transaction, then brings its schema up to date; answers the number of rows.
 * @throws {ConfigError} when the file is damaged or too new, or the database is not empty; then nothing has changed.
 */
export async function readArchive(database: Database, file: string): Promise<number> {
  const { header, rows } = await checkArchive(file);
  const knows = (await migrations()).length;
  if (header.schema > knows)
    throw new ConfigError(`${file} has schema ${header.schema}, this program knows ${knows}. Restore it with the newer program.`);
  const has = await schemaVersion(database);
  if (has > header.schema)
    throw new ConfigError(
      `The database has schema ${has} already, the backup ${header.schema}. Restore into a database that nothing was started on.`,
    );
  await migrate(database, { upTo: header.schema });
  await database.transaction(async (session) => {
    const known = await tables(session);
    for (const table of known) {
      const [used] = await session.query(`any-${table.name}`, `select from ${table.quoted} limit 1`);
      if (used && table.name !== "clock")
        throw new ConfigError(`The database is not empty (${table.name} has rows). Restore only into an empty one.`);
    }
    await fill(session, new Map(known.map((table) => [table.name, table])), file);
    for (const table of known) await resetIdentity(session, table);
  });
  await migrate(database);
  return rows;
}

async function putTable(session: Session, { name, quoted, order }: Table, put: (line: string) => Promise<void>): Promise<number> {
  const [counted] = await session.query<{ rows: number }>(`count-${name}`, `select count(*)::float8 as rows from ${quoted}`);
  await put(JSON.stringify({ table: name, rows: counted!.rows }));
  await session.exec(
    `declare page no scroll cursor for select row_to_json(t)::text as line from ${quoted} t ${order ? `order by ${order}` : ""}`,
  );
  // The longest row so far decides how many fit into a page; the first page is one row.
  let longest = pageBytes;
  for (let read = 0; read < counted!.rows; ) {
    const length = Math.min(1000, Math.max(1, Math.floor(pageBytes / longest)));
    const page = await session.query<{ line: string }>(`fetch-${length}`, `fetch ${length} from page`);
    if (read === 0) longest = 1;
    for (const { line } of page) {
      longest = Math.max(longest, line.length);
      await put(line);
    }
    read += page.length;
  }
  await session.exec("close page");
  return counted!.rows;
}

async function fill(session: Session, known: ReadonlyMap<string, Table>, file: string): Promise<void> {
  let table: Table | null = null;
  let left = 0;
  let page: string[] = [];
  let bytes = 0;
  const flush = async () => {
    if (!table || page.length === 0) return;
    // Written by the database itself and read back by it: no value passes through JavaScript.
    const sql = `insert into ${table.quoted} overriding system value select * from json_populate_recordset(null::${table.quoted}, $1::json)`;
    await session.query(`fill-${table.name}`, sql, [`[${page.join(",")}]`]);
    page = [];
    bytes = 0;
  };
  let first = true;
  for await (const line of lines(file)) {
    if (left > 0) {
      page.push(line);
      bytes += line.length;
      left--;
      if (bytes > pageBytes || page.length >= 1000 || left === 0) await flush();
      continue;
    }
    const start = JSON.parse(line) as { table?: string; rows: number };
    if (!first && start.table !== undefined) {
      table = known.get(start.table) ?? null;
      if (!table)
        throw new ConfigError(`The backup has a table that this program does not know: ${start.table}. Use the program that wrote it.`);
      await session.exec(`delete from ${table.quoted}`);
      left = start.rows;
    }
    first = false;
  }
}

async function resetIdentity(session: Session, { name, quoted }: Table): Promise<void> {
  const columns = await session.query<{ column: string }>(
    "identities",
    `select quote_ident(attname) as column from pg_attribute where attrelid = $1::regclass and attidentity <> ''`,
    [quoted],
  );
  for (const { column } of columns)
    await session.query(
      `reset-${name}`,
      `select setval(pg_get_serial_sequence($1, $2), coalesce((select max(${column}) from ${quoted}), 0) + 1, false)::text as next`,
      [quoted, column],
    );
}

/** Every table but the schema's own, those that others refer to first. */
async function tables(session: Session): Promise<readonly Table[]> {
  const rows = await session.query<{ name: string; quoted: string; order: string | null; needs: string }>(
    "tables",
    `select c.relname as name, quote_ident(c.relname) as quoted,
      (select string_agg('t.' || quote_ident(a.attname), ', ' order by k.position)
        from pg_index i cross join unnest(i.indkey::int2[]) with ordinality k (attnum, position)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary) as order,
      coalesce((select json_agg(r.relname) from pg_constraint f join pg_class r on r.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid), '[]')::text as needs
    from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> 'migrations'
    order by c.relname collate "C"`,
  );
  let waiting: Table[] = rows.map((row) => ({ ...row, needs: JSON.parse(row.needs) as string[] }));
  const ordered: Table[] = [];
  while (waiting.length > 0) {
    const free = waiting.filter(({ needs }) => needs.every((need) => ordered.some(({ name }) => name === need)));
    if (free.length === 0) throw new Error("tables refer to each other in a circle");
    ordered.push(...free);
    waiting = waiting.filter((table) => !free.includes(table));
  }
  return ordered;
}

async function* lines(file: string): AsyncGenerator<string> {
  const gunzip = createGunzip();
  const reading = pipeline(createReadStream(file), gunzip);
  reading.catch(() => {});
  yield* linesOf(gunzip as AsyncIterable<Buffer>);
  await reading;
}

/** The lines of a stream, without their ends. Not `readline`: that splits inside texts, at U+2028, and swallows the stream's errors. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      yield Buffer.concat([...parts, chunk.subarray(start, end)]).toString();
      parts = [];
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  }
  if (parts.length > 0) yield Buffer.concat(parts).toString();
}
