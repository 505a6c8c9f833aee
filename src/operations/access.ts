/** What lets the first people in: a code or a link of the operator's, whom nobody else has to confirm. */
import { randomBytes } from "node:crypto";
import type { PersonId, RelationshipId } from "../domain/ids.ts";
import { type Person, personOf } from "../domain/people.ts";
import { linkConfig } from "../link-config.ts";
import type { Database } from "../ports/database.ts";

/** The chat platforms on which an account becomes somebody by a code. */
export type Platform = "slack" | "teams";

/** What reads a platform's tables is loaded only when it is asked for. */
const tablesOf = {
  slack: () => import("../../adapters/slack/tables.ts"),
  teams: () => import("../../adapters/teams/tables.ts"),
} as const satisfies Record<Platform, unknown>;

const chance = (): string => randomBytes(16).toString("hex");

/** The person whom the files name, and the clock by which links end. */
async function named(database: Database, relationship: string, person: string) {
  const { openStore } = await import("../../adapters/postgres/store.ts");
  const store = openStore(database);
  const known = await store.account(relationship as RelationshipId);
  const who: Person | null = known && personOf(known.account, person as PersonId);
  return { who, now: async () => (await store.nextDue()).now };
}

/**
 * What lets a person in: on a chat platform a one-time code for their account there, on the "web" a link that is good for a day, as the
 * settings in `env` sign it. `null`: there is no such platform, relationship or person, or no link could be signed.
 */
export async function accessCode(
  database: Database,
  platform: string,
  relationship: string,
  person: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | null> {
  if (platform !== "slack" && platform !== "teams" && platform !== "web") return null;
  const { who, now } = await named(database, relationship, person);
  if (who === null) return null;
  if (platform === "web") {
    const signing = linkConfig((name) => env[name]?.trim() || null);
    if (signing === null) return null;
    const { links, mailLinkMs } = await import("../../adapters/web/link.ts");
    return links({ ...signing, chance, now }).address({ relationship: relationship as RelationshipId, person: who.id }, mailLinkMs);
  }
  const [{ operatorsCode }, { tables }] = await Promise.all([import("../../adapters/chat/codes.ts"), tablesOf[platform]()]);
  return operatorsCode(tables(database), relationship as RelationshipId, who.id, chance);
}
