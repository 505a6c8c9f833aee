/** A chat platform's side of things as we keep it: who is who, which room is which channel, what stands where, what a button does. It decides nothing. */
import type { Database } from "../../src/ports/database.ts";
import { messages } from "./messages.ts";
import { people } from "./people.ts";
import type { Platform } from "./platform.ts";
import { rooms } from "./rooms.ts";

export { handleOf, type Place, type Standing, type Whereabouts } from "./messages.ts";
export type { Account, Found, Linked } from "./people.ts";
export type { Channel } from "./rooms.ts";

export type Tables = ReturnType<typeof tables>;

/** The queries of one platform over a migrated database. */
export const tables = (database: Database, platform: Platform) => ({
  ...people(database, platform),
  ...rooms(database, platform),
  ...messages(database, platform),
});
