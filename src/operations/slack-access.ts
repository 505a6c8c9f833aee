/** What lets the first people in: a code of the operator's, whom nobody else has to confirm. */
import { randomBytes } from "node:crypto";
import type { PersonId, RelationshipId } from "../domain/ids.ts";
import { personOf } from "../domain/people.ts";
import type { Database } from "../ports/database.ts";

/** A one-time code for a person's Slack account; `null`: there is no such relationship or person. What reads it is loaded only then. */
export async function slackCode(database: Database, relationship: string, person: string): Promise<string | null> {
  const [{ openStore }, { operatorsCode }, { tables }] = await Promise.all([
    import("../../adapters/postgres/store.ts"),
    import("../../adapters/chat/codes.ts"),
    import("../../adapters/slack/tables.ts"),
  ]);
  const known = await openStore(database).account(relationship as RelationshipId);
  const who = known && personOf(known.account, person as PersonId);
  return who ? operatorsCode(tables(database), relationship as RelationshipId, who.id, () => randomBytes(16).toString("hex")) : null;
}
