import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { migrate, migrations } from "../../../adapters/postgres/migrate.ts";
import { type Answer, askFolder, freeSpace, type Held, holdFolder } from "../../../src/operations/folder.ts";
import { openFolder } from "../../../src/operations/open.ts";

const answer: Answer = {
  who: () => ({ pid: 4711, url: "http://localhost:3000" }),
  async *verify() {
    yield "case 1: broken\n";
    yield '{"failures":1}\n';
  },
  async *backup() {
    for (let i = 0; i < 64; i++) yield Buffer.alloc(65_536, i);
  },
  async *code(platform, relationship, person) {
    yield `a ${platform} code for ${person} of ${relationship}`;
  },
};

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "parley-folder-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("the lock of a data folder", () => {
  let held: Held | null = null;
  afterEach(async () => {
    await held?.release();
    held = null;
  });
  const folder = () => join(root, "lock");

  test("the second process is told who has the folder, by whatever path it comes", async () => {
    held = await holdFolder(folder(), answer);
    const second = holdFolder(join(root, "lock", "..", "lock"), answer);
    await expect(second).rejects.toMatchObject({ name: "ConfigError", exitCode: 3 });
    await expect(second).rejects.toThrow(/process 4711, http:\/\/localhost:3000/);
    await held.release();
    held = await holdFolder(folder(), answer);
  });

  test("the holder answers what it is asked", async () => {
    expect(await askFolder(folder(), "who")).toBeNull();
    expect(await askFolder(join(root, "never"), "who")).toBeNull();
    held = await holdFolder(folder(), answer);
    const text = async (request: "who" | "verify") => Buffer.concat(await (await askFolder(folder(), request))!.toArray()).toString();
    expect(JSON.parse(await text("who"))).toEqual({ pid: 4711, url: "http://localhost:3000" });
    expect(await text("verify")).toBe('case 1: broken\n{"failures":1}\n');
    const backup = Buffer.concat(await (await askFolder(folder(), "backup"))!.toArray());
    expect([backup.length, backup[0], backup.at(-1)]).toEqual([64 * 65_536, 0, 63]);
  });

  test("an answer that breaks off leaves the holder unharmed", async () => {
    const broken = async function* () {
      yield "half";
      throw new Error("disk gone");
    };
    held = await holdFolder(folder(), { ...answer, backup: broken });
    const stream = (await askFolder(folder(), "backup"))!;
    expect(Buffer.concat(await stream.toArray()).toString()).toBe("half");
    expect(await askFolder(folder(), "who")).not.toBeNull();
  });

  test("without the secret nobody is answered, and its file is for its owner alone", async () => {
    held = await holdFolder(folder(), answer);
    if (process.platform !== "win32") expect((await stat(join(folder(), "secret"))).mode & 0o777).toBe(0o600);
    await rename(join(folder(), "secret"), join(folder(), "hidden"));
    await expect(askFolder(folder(), "who")).rejects.toMatchObject({ name: "ConfigError", exitCode: 3 });
    await writeFile(join(folder(), "secret"), Buffer.alloc(32));
    await expect(askFolder(folder(), "who")).rejects.toThrow(/does not answer/);
    await expect(holdFolder(folder(), answer)).rejects.toMatchObject({ exitCode: 3 });
    await rename(join(folder(), "hidden"), join(folder(), "secret"));
    expect(await askFolder(folder(), "who")).not.toBeNull();
  });

  test.runIf(process.platform === "linux")("nonsense on the socket harms nobody", async () => {
    held = await holdFolder(folder(), answer);
    const { createHash } = await import("node:crypto");
    const name = `\0parley-${createHash("sha256").update(held.folder).digest("hex").slice(0, 40)}`;
    for (const words of ["", "null\n", "{}\n", `${"x".repeat(5000)}\n`, '{"request":"who","proof":7}\n']) {
      const socket = connect(name);
      socket.on("error", () => {});
      socket.end(words);
      const said = Buffer.concat(await socket.toArray().catch(() => [])).toString();
      expect(said).not.toMatch(/pid|ok/);
    }
    expect(await askFolder(folder(), "who")).not.toBeNull();
  });

  test("a folder that another machine has open is left alone, one that a dead machine had open is not", async () => {
    const sign = join(folder(), "held-by");
    await writeFile(sign, "elsewhere");
    await expect(holdFolder(folder(), answer)).rejects.toMatchObject({ name: "ConfigError", exitCode: 3 });
    expect(await askFolder(folder(), "who")).toBeNull();
    const before = new Date(Date.now() - 60_000);
    await utimes(sign, before, before);
    held = await holdFolder(folder(), answer);
    expect(await readFile(sign, "utf8")).toBe(hostname());
    await held.release();
    expect(await readdir(folder())).toEqual(["secret"]);
  });

  test("a file in the folder's place is named", async () => {
    await writeFile(join(root, "file"), "");
    await expect(holdFolder(join(root, "file"), answer)).rejects.toThrow(/not a folder/);
    await expect(holdFolder(join(root, "file", "below"), answer)).rejects.toThrow(/not a folder/);
  });

  test("a disk with room is told", async () => {
    expect(await freeSpace(root)).toBe("ok");
  });
});

describe("the database in a data folder", () => {
  const folder = () => join(root, "data");
  const make = { make: true };

  test("is made once, whole, with fsync on", async () => {
    await mkdir(join(folder(), "postgres.new", "half"), { recursive: true });
    await expect(openFolder(folder(), { make: false })).rejects.toThrow(/There is no database/);
    const database = await openFolder(folder(), make);
    await migrate(database);
    expect(await database.query("fsync", "show fsync")).toEqual([{ fsync: "on" }]);
    await database.close();
    expect((await readdir(folder())).sort()).toEqual(["made", "postgres"]);
    const again = await openFolder(folder(), { make: false });
    expect(await migrate(again)).toBe((await migrations()).length);
    await again.close();
  }, 60_000);

  test("is not made anew where one is gone, incomplete or damaged", async () => {
    const place = join(folder(), "postgres");
    const aside = join(folder(), "aside");
    await rename(place, aside);
    await expect(openFolder(folder(), make)).rejects.toThrow(/is gone/);
    await mkdir(place);
    await expect(openFolder(folder(), make)).rejects.toThrow(/not a whole database/);
    await rm(place, { recursive: true });
    await rename(aside, place);
    await truncate(join(place, "global", "pg_control"), 0);
    await expect(openFolder(folder(), make)).rejects.toThrow(/damaged .* restore the latest backup/);
    await chmod(place, 0o700);
  }, 60_000);
});
