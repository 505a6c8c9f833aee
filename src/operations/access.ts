/** What lets the first people in: a code of the operator's, whom nobody else has to confirm. */
import { randomBytes } from "node:crypto";
import type { PersonId, RelationshipId } from "../domain/ids.ts";
import { personOf } from "../domain/people.ts";
import type { Database } from "../ports/database.ts";

/** The chat platforms on which an account becomes somebody by a code. */
export type Platform = "slack" | "teams";

/** What reads a platform's tables is loaded only when it is asked for. */
const tablesOf = {
  slack: () => import("../../adapters/slack/tables.ts"),
  teams: () => import("../../adapters/teams/tables.ts"),
} as const satisfies Record<Platform, unknown>;

/** A one-time code for a person's account on a platform; `null`: there is no such platform, relationship or person. */
export async function accessCode(database: Database, platform: string, relationship: string, person: string): Promise<string | null> {
  if (platform !== "slack" && platform !== "teams") return null;
  const [{ openStore }, { operatorsCode }, { tables }] = await Promise.all([
    import("../../adapters/postgres/store.ts"),
    import("../../adapters/chat/codes.ts"),
    tablesOf[platform](),
  ]);
  const known = await openStore(database).account(relationship as RelationshipId);
  const who = known && personOf(known.account, person as PersonId);
  return who ? operatorsCode(tables(database), relationship as RelationshipId, who.id, () => randomBytes(16).toString("hex")) : null;
}
