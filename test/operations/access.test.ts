/** The operator's codes and links: one operation for every chat platform and the web, asked for by the names of the firms' files. */
import { createSecretKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../adapters/postgres/store.ts";
import { tables as slackTables } from "../../adapters/slack/tables.ts";
import { tables as teamsTables } from "../../adapters/teams/tables.ts";
import { links, mailLinkMs } from "../../adapters/web/link.ts";
import { epochMs } from "../../src/domain/time.ts";
import { accessCode } from "../../src/operations/access.ts";
import { readSeed } from "../../src/operations/seed.ts";
import type { Database } from "../../src/ports/database.ts";
import { freshPglite } from "../support/database.ts";

let database: Database;
beforeAll(async () => {
  database = await freshPglite();
  await openStore(database).saveAccount(await readSeed());
});
afterAll(() => database.close());

const account = { team: "tenant-1", user: "object-1" };

describe("an operator's code", () => {
  test.each([
    ["slack", slackTables],
    ["teams", teamsTables],
  ] as const)("makes an account in %s the person that it was made for, with nobody's word, once", async (platform, tables) => {
    const kept = tables(database);
    const code = await accessCode(database, platform, "sahand-nordvik", "freja");
    const used = await kept.useCode(code!, account);
    expect(used).toMatchObject({ relationship: "sahand-nordvik", person: "freja", madeBy: null });
    expect(await kept.settleCode(used!.hash, null)).toMatchObject({ person: "freja", ...account });
    expect(await kept.useCode(code!, account)).toBeNull();
  });

  test("is made for nobody whom the files do not name, and on no platform that we do not know", async () => {
    expect(await accessCode(database, "teams", "sahand-nordvik", "nobody")).toBeNull();
    expect(await accessCode(database, "teams", "no-such", "freja")).toBeNull();
    expect(await accessCode(database, "toString", "sahand-nordvik", "freja")).toBeNull();
  });
});

describe("an operator's link", () => {
  const env = { PARLEY_URL: "https://parley.example", PARLEY_SECRET_KEY: "7".repeat(64) };
  const keys = { current: createSecretKey(Buffer.from(env.PARLEY_SECRET_KEY, "hex")), old: null };

  test("signs in the person that it was made for, for a day", async () => {
    const before = Date.now();
    const link = await accessCode(database, "web", "sahand-nordvik", "hanne", env);
    const [address, token = ""] = link!.split("#");
    expect(address).toBe("https://parley.example/in");
    const read = links({ url: env.PARLEY_URL, keys, chance: () => "", now: () => Promise.reject(new Error("not asked")) }).read(token)!;
    expect(read).toMatchObject({ relationship: "sahand-nordvik", person: "hanne" });
    expect(epochMs(read.ends) - before).toBeGreaterThanOrEqual(mailLinkMs - 1_000);
    expect(epochMs(read.ends) - Date.now()).toBeLessThanOrEqual(mailLinkMs + 1_000);
  });

  test("is made for nobody whom the files do not name, and not without a key and an address", async () => {
    expect(await accessCode(database, "web", "sahand-nordvik", "nobody", env)).toBeNull();
    expect(await accessCode(database, "web", "sahand-nordvik", "hanne", { PARLEY_URL: env.PARLEY_URL })).toBeNull();
    expect(await accessCode(database, "web", "sahand-nordvik", "hanne", { PARLEY_SECRET_KEY: env.PARLEY_SECRET_KEY })).toBeNull();
  });
});
