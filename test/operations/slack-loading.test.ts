/** What is read into a program: of Slack nothing at all until it is configured. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { copyMadeFolder } from "../support/made-folder.ts";
import { report, type Settings, signIn, start } from "../support/program.ts";

// A start of a whole program: a busy machine takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "parley-loading-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const module = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;

/** Starts the program, has a failure reported in it, ends it, and answers the address of every module that it read. */
async function loaded(name: string, settings: Settings): Promise<readonly string[]> {
  const file = join(root, `${name}.txt`);
  const note = `import { appendFileSync } from "node:fs";
    export async function load(url, context, next) { appendFileSync(${JSON.stringify(file)}, url + "\\n"); return next(url, context); }`;
  const hook = `import { register } from "node:module"; register(${JSON.stringify(module(note))});`;
  await copyMadeFolder(join(root, name));
  const running = await start({ ...settings, PARLEY_DATA: join(root, name), NODE_OPTIONS: `--import ${module(hook)}` });
  try {
    await report(await signIn(running.url, "freja"), name);
  } finally {
    await running.end("SIGTERM");
  }
  return (await readFile(file, "utf8")).split("\n");
}

const ofSlack = (urls: readonly string[]): readonly string[] =>
  urls.filter((url) => /\/node_modules\/@slack\/|\/adapters\/slack\//.test(url));

test("without settings of Slack's nothing of it is read, neither ours nor its libraries", async () => {
  const urls = await loaded("without", {});
  expect(urls.filter((url) => /\/adapters\/(postgres\/store|web\/server)\.js$/.test(url))).toHaveLength(2);
  expect(ofSlack(urls)).toEqual([]);
});
