/** What the three programs verify, backup and restore share. */

import { createReadStream, existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codeOf, openPostgres } from "../../adapters/postgres/database.ts";
import { ConfigError, UnavailableError } from "../errors.ts";
import type { Database } from "../ports/database.ts";
import { accessCode } from "./access.ts";
import { writeArchive } from "./archive.ts";
import { type Checks, check, type Summary } from "./check.ts";
import { type Answer, type Holder, holdFolder } from "./folder.ts";
import { current, openFolder, type Place } from "./open.ts";

/** Runs a program: what the operator must do goes to stderr in one line and decides the exit code, a mistake of ours keeps its stack. */
export async function command(run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run();
  } catch (error) {
    console.error(error instanceof UnavailableError ? unavailable(error) : error instanceof ConfigError ? error.message : error);
    // Not exitCode alone: a PGlite that could not open damaged files keeps the process alive.
    process.exit(error instanceof ConfigError ? error.exitCode : 1);
  }
}

function unavailable({ message, cause }: UnavailableError): string {
  const why = cause instanceof Error ? ` (${(codeOf(cause) ?? cause.message) || cause.name})` : "";
  const remedy = process.env["DATABASE_URL"] ? "Start the server that DATABASE_URL names, or correct its address." : "Try again.";
  return `${message[0]!.toUpperCase()}${message.slice(1)}${why}. ${remedy}`;
}

/** The requests that the process holding a folder answers from its open `database`; `null` while it is still opening. */
export function answersOf(database: () => Database | null, checks: Checks, who: () => Holder): Answer {
  const open = () => {
    const held = database();
    if (!held) throw new Error("the database is not open yet");
    return held;
  };
  return {
    who,
    async *verify() {
      for await (const line of check(open(), checks)) yield `${line}\n`;
    },
    async *backup() {
      // To a file first: PGlite must not wait for a slow reader.
      const folder = await mkdtemp(join(tmpdir(), "parley-backup-"));
      try {
        const file = join(folder, "archive");
        await writeArchive(open(), file);
        yield* createReadStream(file);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async *code(platform, relationship, person) {
      yield (await accessCode(open(), platform, relationship, person)) ?? "";
    },
  };
}

/**
 * Runs `work` on the database at `place` that no process serves: a server's, or a folder's, which is held meanwhile.
 *
 * With `make` a missing or older database is the work's own business; without, it must be there with this program's schema.
 */
export async function withDatabase<T>(place: Place, { make }: { make: boolean }, work: (database: Database) => Promise<T>): Promise<T> {
  const ready = (database: Database) => (make ? Promise.resolve(database) : current(database));
  if (place.url !== null) {
    const database = await ready(openPostgres(place.url, 2));
    return work(database).finally(() => database.close());
  }
  if (!make && !existsSync(place.folder)) throw new ConfigError(`There is no folder ${place.folder}. Name the data folder in PARLEY_DATA.`);
  const nothing = async function* (): AsyncGenerator<string> {};
  const held = await holdFolder(place.folder, {
    who: () => ({ pid: process.pid, url: null }),
    verify: nothing,
    backup: nothing,
    code: nothing,
  });
  try {
    const database = await ready(await openFolder(held.folder, { make }));
    return await work(database).finally(() => database.close());
  } finally {
    await held.release();
  }
}

/** Prints the lines of a check as they come; 0 when it ended without a failure, else 1. */
export async function report(lines: AsyncIterable<string>): Promise<number> {
  let last = "";
  for await (const line of lines) {
    console.log(line);
    last = line;
  }
  try {
    return (JSON.parse(last) as Summary).failures === 0 ? 0 : 1;
  } catch {
    throw new ConfigError("The check broke off before its end. Look into the log of the running process, and ask again.");
  }
}
