/** What is read into a program: of Slack, Teams, links and mail nothing at all until they are configured, and of Teams's libraries only the chosen one. */
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

const ofLinks = (urls: readonly string[]): readonly string[] =>
  urls.filter((url) => /\/node_modules\/nodemailer\/|\/adapters\/mail\/|\/adapters\/web\/link\.js$/.test(url));

test("without settings of Slack, Teams, links and mail nothing of them is read, neither ours nor their libraries", async () => {
  const urls = await loaded("without", {});
  expect(urls.filter((url) => /\/adapters\/(postgres\/store|web\/server)\.js$/.test(url))).toHaveLength(2);
  expect([...ofSlack(urls), ...ofTeams(urls), ...ofLinks(urls)]).toEqual([]);
});

test("with them what makes links and sends mail is read", async () => {
  const urls = await loaded("mail", {
    PARLEY_PLAYGROUND: "1",
    PARLEY_URL: "https://parley.example",
    PARLEY_SECRET_KEY: "0".repeat(64),
    MAIL_URL: "smtp://127.0.0.1:1",
    MAIL_FROM: "parley@firm.example",
  });
  expect(ofLinks(urls).filter((url) => /mail\/smtp\.js|web\/link\.js|nodemailer\.js/.test(url))).toHaveLength(3);
  expect([...ofSlack(urls), ...ofTeams(urls)]).toEqual([]);
});

const ofTeams = (urls: readonly string[]): readonly string[] =>
  [
    ...new Set(
      urls.flatMap((url) => /\/node_modules\/(botbuilder|@microsoft\/agents-hosting)\/|\/adapters\/(teams)\//.exec(url)?.slice(1) ?? []),
    ),
  ]
    .filter(Boolean)
    .sort();

test("of the libraries that speak to Teams only the chosen one is read", async () => {
  const id = "7c6e8f7e-1a1f-4a56-9a0e-2f3c5d1b8e42";
  const teams = {
    TEAMS_APP_ID: id,
    TEAMS_APP_PASSWORD: "x",
    TEAMS_TENANTS: id,
    TEAMS_API_URL: "http://127.0.0.1:1",
    PARLEY_PLAYGROUND: "1",
  };
  expect(ofTeams(await loaded("usual", teams))).toEqual(["botbuilder", "teams"]);
  expect(ofTeams(await loaded("agents", { ...teams, TEAMS_SDK: "agents" }))).toEqual(["@microsoft/agents-hosting", "teams"]);
});
