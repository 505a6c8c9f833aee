/** Starts the program: opens the database that the settings name while everybody who works on it is read. */
import { openPostgres } from "../adapters/postgres/database.ts";
import { type Config, config } from "./config.ts";
import { fold } from "./domain/evolve.ts";
import { answersOf, command } from "./operations/command.ts";
import { holdFolder } from "./operations/folder.ts";
import { migrated, openFolder } from "./operations/open.ts";
import type { Database } from "./ports/database.ts";

/** An open database. `serves` tells other programs where we listen; `close` lets go of the folder, too. */
export type Data = {
  readonly database: Database;
  readonly folder: string | null;
  serves(url: string): void;
  close(): Promise<void>;
};

async function openData({ databaseUrl, folder }: Config): Promise<Data> {
  if (databaseUrl) {
    const database = await migrated(openPostgres(databaseUrl));
    return { database, folder: null, serves() {}, close: () => database.close() };
  }
  let opened: Database | null = null;
  let url: string | null = null;
  const answers = answersOf(
    () => opened,
    { fold },
    () => ({ pid: process.pid, url }),
  );
  const held = await holdFolder(folder, answers);
  const database = await migrated(await openFolder(held.folder, { make: true }));
  opened = database;
  return {
    database,
    folder: held.folder,
    serves(found) {
      url = found;
    },
    async close() {
      await database.close();
      await held.release();
    },
  };
}

/** A quarter of a start is spent on reading the program: the database, which is most of it, does not wait for that. */
async function start(): Promise<number> {
  const settings = config(process.env);
  const opening = openData(settings);
  // Whatever becomes of it is heard of below.
  opening.catch(() => {});
  const { run } = await import("./program.ts");
  await run(settings, await opening);
  return 0;
}

await command(start);
