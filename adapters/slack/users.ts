/** What becomes of accounts: closed, made a guest, taken out. Their rights end at once, whatever still waits for them. */
import type { Tools } from "./asking.ts";
import { actorOf, type Body } from "./parse.ts";

/** Ends an account's rights when Slack says that it is closed or a guest; anything else about it changes nothing. */
export async function userChanged(tools: Tools, body: Body, event: Body): Promise<void> {
  const user = (event["user"] ?? {}) as { id?: string; deleted?: boolean; is_restricted?: boolean; is_ultra_restricted?: boolean };
  const revoked = event["type"] === "team_access_revoked";
  if (!revoked && user.deleted !== true && user.is_restricted !== true && user.is_ultra_restricted !== true) return;
  const why = revoked || user.deleted ? "deactivated" : "guest";
  for (const account of actorOf(body)) {
    for (const { relationship, person } of await tools.tables.end(account, why))
      tools.log.warn({ relationship, person, why }, "an account's rights have ended");
  }
}
