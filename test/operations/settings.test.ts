/** What the operator got wrong is named, with the remedy, in one line; nothing was started. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openPostgres } from "../../adapters/postgres/database.ts";
import { migrate } from "../../adapters/postgres/migrate.ts";
import { freshDatabase, postgresMissing } from "../support/postgres.ts";
import { type Ended, run, runAs } from "../support/program.ts";

// Many starts of a whole program: a busy machine takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "parley-settings-"));
  await chmod(root, 0o755);
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** One line to the operator, exit code 1, and no stack. */
function expectNamed({ code, stdout, stderr }: Ended, ...named: readonly RegExp[]): void {
  expect({ code, stdout, lines: stderr.trimEnd().split("\n").length }).toEqual({ code: 1, stdout: "", lines: 1 });
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+|node:internal/);
  for (const name of named) expect(stderr).toMatch(name);
}

test.each<[Record<string, string>, RegExp, RegExp]>([
  [{ PORT: "abc" }, /PORT/, /PORT=3000/],
  [{ PORT: "70000" }, /PORT/, /65535/],
  [{ DATABASE_URL: "mysql://root@localhost/x", PARLEY_PLAYGROUND: "1" }, /DATABASE_URL/, /postgres:\/\//],
  [{ DATABASE_URL: "postgres://%%", PARLEY_PLAYGROUND: "1" }, /DATABASE_URL/, /address/],
  [{ DATABASE_URL: "postgres://parley:hunter2@127.0.0.1:1/x", PARLEY_PLAYGROUND: "1" }, /DATABASE_URL/, /Start the server/],
  [{ DATABASE_URL: "postgres://parley@localhost/x" }, /PARLEY_PLAYGROUND=1/, /database/],
  [{ PARLEY_HOST: "0.0.0.0" }, /PARLEY_HOST/, /PARLEY_PLAYGROUND=1/],
  [{ PARLEY_HOST: "no.such.host.invalid", PARLEY_PLAYGROUND: "1" }, /PARLEY_HOST/, /no\.such\.host\.invalid/],
  [{ PARLEY_SEED: "a b" }, /PARLEY_SEED/, /PARLEY_SEED=7/],
  [{ PARLEY_START: "2016-02-30T10:00:00Z" }, /PARLEY_START/, /PARLEY_START=2026-11-24T08:00:00\+01:00/],
  [{ PARLEY_FIRMS: "/nowhere/firms" }, /PARLEY_FIRMS/, /nowhere/],
  [{ PARLEY_LOG: "loud" }, /PARLEY_LOG/, /debug/],
  [{ PARLEY_PLAYGROUND: "yes" }, /PARLEY_PLAYGROUND/, /1/],
])("%o is named, with the remedy", async (settings, variable, remedy) => {
  const ended = await run("main", { PARLEY_DATA: join(root, "data"), ...settings });
  expectNamed(ended, variable, remedy);
  expect(ended.stderr).not.toContain("hunter2");
});

test("a port that is taken is named, with another to try", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = taken.address() as { port: number };
    expectNamed(await run("main", { PORT: String(port), PARLEY_DATA: join(root, "data") }), new RegExp(`Port ${port}`), /PORT=\d+/);
  } finally {
    taken.close();
  }
});

test("a data folder that is a file is named", async () => {
  const file = join(root, "file");
  await writeFile(file, "not a folder");
  expectNamed(await run("main", { PARLEY_DATA: file }), /PARLEY_DATA/, new RegExp(file));
  expectNamed(await run("main", { PARLEY_DATA: join(file, "below") }), /PARLEY_DATA/, new RegExp(file));
});

// Only root can become another user; everybody else is that other user to a folder of root's.
test("a data folder that this user may not write to is named", async () => {
  const root0 = process.getuid?.() === 0;
  const folder = root0 ? join(root, "root-only") : "/";
  if (root0) await mkdir(folder, { mode: 0o755 });
  const settings = { PARLEY_DATA: join(folder, "data") };
  const ended = root0 ? await runAs({ uid: 65_534, gid: 65_534 }, settings) : await run("main", settings);
  expectNamed(ended, new RegExp(folder), /PARLEY_DATA/, /right to write/);
});

describe.skipIf(postgresMissing() !== null)("on a server", () => {
  test("a schema that is newer than the program is left alone", async () => {
    const url = await freshDatabase();
    const database = openPostgres(url, 1);
    await migrate(database);
    await database.exec("insert into migrations (number, name, checksum) values (99, '0099-future.sql', '')");
    const settings = { DATABASE_URL: url, PARLEY_PLAYGROUND: "1" };
    expectNamed(await run("main", settings), /schema 99/, /newer program/, /DATABASE_URL/);
    expectNamed(await run("verify", settings), /schema 99/, /newer program/);
    expect(await database.query("accounts", "select id from relationships")).toEqual([]);
    await database.close();
  });

  test("a database that is not there and a user who may not enter are named", async () => {
    const url = new URL(await freshDatabase());
    const nowhere = new URL(url);
    nowhere.pathname = "/nowhere";
    expectNamed(await run("main", { DATABASE_URL: nowhere.href, PARLEY_PLAYGROUND: "1" }), /DATABASE_URL/);
    const wrong = new URL(url);
    wrong.password = "hunter2";
    const refused = await run("main", { DATABASE_URL: wrong.href, PARLEY_PLAYGROUND: "1" });
    expectNamed(refused, /DATABASE_URL/);
    expect(refused.stderr).not.toContain("hunter2");
  });
});
