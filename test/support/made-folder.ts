/** A data folder as a first start leaves its database: made once a run, and copied wherever a test is not about the first start itself. */
import { cp, mkdir } from "node:fs/promises";
import { migrated, openFolder } from "../../src/operations/open.ts";

/** The variable that names it to all processes of a run. */
export const madeFolder = "PARLEY_TEST_FOLDER";

/** Makes `folder` with an empty database of the newest schema: what a first start takes seconds for. */
export async function makeFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await (await migrated(await openFolder(folder, { make: true }))).close();
  return folder;
}

/** Copies the database into `folder`, which has none yet; where the run has made none, the program makes its own. */
export async function copyMadeFolder(folder: string): Promise<void> {
  const made = process.env[madeFolder];
  if (made) await cp(made, folder, { recursive: true });
}
