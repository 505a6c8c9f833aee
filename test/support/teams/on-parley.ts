/** The rig around each test of a file, on one database. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { Database } from "../../../src/ports/database.ts";
import { freshPglite } from "../database.ts";
import { type Parley, teamsParley } from "./parley.ts";

/** Gives each test a new rig; after it, nothing may have been sent that Teams would not take. */
export function onParley(give: (rig: Parley) => void): void {
  let database: Database;
  let rig: Parley;
  beforeAll(async () => {
    database = await freshPglite();
  }, 60_000);
  afterAll(() => database?.close());
  beforeEach(async () => {
    rig = await teamsParley(database);
    give(rig);
  }, 30_000);
  afterEach(async () => {
    await rig.close();
    expect(rig.teams.violations).toEqual([]);
  });
}
