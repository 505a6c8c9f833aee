/** The package of the Teams app: its manifest, its icons, and a file for each language beside the first. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AppWords, files, type ManifestOptions, manifest, translation } from "../../adapters/teams/manifest.ts";
import { plain, wording } from "../../flows/wording/index.ts";
import { type Language, languages } from "../domain/languages.ts";
import { projectFolder } from "../files.ts";
import { type ZipEntry, zip } from "./zip.ts";

/** The package as a zip archive; equal options give equal bytes. */
export function teamsApp(options: ManifestOptions): Buffer {
  const [first, ...others] = languages;
  return zip([
    json("manifest.json", manifest(options, wordsOf(first), first, others)),
    icon(files.color),
    icon(files.outline),
    ...others.map((language) => json(files.language(language), translation(wordsOf(language)))),
  ]);
}

const wordsOf = (language: Language): AppWords => {
  const say = wording(language);
  return (key) => plain(say(key));
};

const json = (name: string, content: object): ZipEntry => ({ name, content: Buffer.from(`${JSON.stringify(content, null, 2)}\n`) });

const icon = (name: string): ZipEntry => ({ name, content: readFileSync(join(projectFolder, "adapters/teams/icons", name)) });
