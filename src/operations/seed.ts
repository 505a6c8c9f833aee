/** The playground's firms: set-up files like any others, in each folder of adapters/web/seed one for each firm and one for what they agreed. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { heldStart, openingRelationship } from "../../adapters/web/playground.ts";
import type { Account } from "../domain/people.ts";
import { writePath } from "../domain/set-up/problems.ts";
import type { Instant } from "../domain/time.ts";
import { accountOf } from "../engine/set-up-files.ts";
import { ConfigError } from "../errors.ts";
import { projectFolder } from "../files.ts";
import type { FileTexts } from "../ports/set-up.ts";
import { readers } from "./readers.ts";

const folder = join(projectFolder, "adapters/web/seed");
/** The relationships of a new playground, the one that it opens with first. */
const relationships = [openingRelationship, "alvand-mellat", "linkra-borna", "cloudbase-datamark"] as const;

/**
 * The relationships that a new playground starts with: the firms of the scenarios, those in the operator's folder `more`, and
 * nobody's case. Holidays are those from `now` on.
 * @throws {ConfigError} when the files in `more` are not those of relationships.
 */
export async function readSeeds(now: Instant, more: string | null = null): Promise<Account[]> {
  const known = await Promise.all(relationships.map((name) => readSeed(name, now)));
  return more === null ? known : [...known, ...(await readFirms(now, more))];
}

/** The relationships in the operator's folder, each a folder of set-up files. @throws {ConfigError} as `readSeeds`. */
export async function readFirms(now: Instant, folder: string): Promise<Account[]> {
  const found = (await readdir(folder)).sort().map((name) =>
    read(join(folder, name), now).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new ConfigError(`PARLEY_FIRMS: the files in ${join(folder, name)} are not a relationship (${why}). See adapters/web/seed.`);
    }),
  );
  return Promise.all(found);
}

async function texts(place: string): Promise<FileTexts> {
  const file = (part: string): Promise<string> => readFile(join(place, `${part}.yaml`), "utf8");
  return { supplier: await file("supplier"), customer: await file("customer"), relationship: await file("relationship") };
}

/** The texts of one of them. */
export const seedTexts = (name: (typeof relationships)[number] = relationships[0]): Promise<FileTexts> => texts(join(folder, name));

/** One of them; the first where none is named. */
export const readSeed = (name: (typeof relationships)[number] = relationships[0], now: Instant = heldStart): Promise<Account> =>
  read(join(folder, name), now);

async function read(place: string, now: Instant): Promise<Account> {
  const made = await accountOf(readers, await texts(place), now);
  if (made.ok) return made.account;
  const [first] = made.wrong;
  throw new Error(`${first?.file}.yaml:${first?.place.line}: ${first?.problem.code} at ${writePath(first?.problem.path ?? [])}`);
}
