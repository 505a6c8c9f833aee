/** A data folder as a first start leaves its database: made once, and copied wherever a test is not about the first start itself. */
import { existsSync, rmSync } from "node:fs";
import { cp, mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrated, openFolder } from "../../src/operations/open.ts";

/** Where the run has made one for all its processes; else each process makes its own. */
const named = process.env["PARLEY_TEST_FOLDER"];
let own: Promise<string> | null = null;

/** Makes `folder` with an empty database of the newest schema: what a first start takes seconds for. */
export async function makeFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await (await migrated(await openFolder(folder, { make: true }))).close();
  return folder;
}

async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "parley-made-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return makeFolder(folder);
}

/** Copies the database into `folder`, which has none yet; nothing in it is anybody's. */
export async function copyMadeFolder(folder: string): Promise<void> {
  own ??= named && existsSync(named) ? Promise.resolve(named) : ownFolder();
  await cp(await own, folder, { recursive: true });
}
