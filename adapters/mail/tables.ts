/** What has been mailed, by the keys of messages. */
import type { Database } from "../../src/ports/database.ts";

export type Tables = ReturnType<typeof tables>;

/** How long it is known: no message is tried again after that. */
const days = 90;

/** The queries of mail's table over a migrated database. */
export const tables = (database: Database) => ({
  /** Whether the message with this key was mailed, or never can be. */
  async isMailed(key: string): Promise<boolean> {
    const rows = await database.query("mail-is-mailed", "select key from mails where key = $1", [key]);
    return rows.length > 0;
  },
  /** Notes that it was, or never can be; forgets what is old. */
  async mailed(key: string): Promise<void> {
    await database.query("mail-mailed", "insert into mails (key) values ($1) on conflict do nothing", [key]);
    await database.query("mail-tidy", "delete from mails where at < clock_timestamp() - $1 * interval '1 day'", [days]);
  },
});
