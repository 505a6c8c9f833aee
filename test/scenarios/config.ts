/** What a relationship's firms have set, as the program keeps it. */
import type { Account, Firm, Person } from "../../src/domain/people.ts";
import type { Database } from "../../src/ports/database.ts";

/** Reads it out of the program's database. */
export async function configOf(database: Database, relationship: string): Promise<Account> {
  const [row] = await database.query<{ config: string }>("rig-config", "select config from relationships where id = $1", [relationship]);
  // The program's own words.
  return JSON.parse(row!.config) as Account;
}

/** A firm's first administrator: the one who comes in by a code of the operator's. */
export const administratorOf = ({ people }: Account, of: Firm): Person =>
  people.find(({ firm, administrator }) => firm === of && administrator)!;
