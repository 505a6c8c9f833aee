/** Slack's side of the shared tables, and when we were last here. */
import type { Database } from "../../src/ports/database.ts";
import type { Platform } from "../chat/platform.ts";
import { tables as chatTables } from "../chat/tables.ts";

export { type Account, type Channel, handleOf, type Linked, type Place, type Standing, type Whereabouts } from "../chat/tables.ts";

/** Somebody is reached through their own workspace's installation, else through that of a room which they share. */
const slack: Platform = {
  name: "slack",
  reaching: (relationship, team) =>
    `select i.id from slack_installations i
       left join chat_rooms r on r.installation = i.id and r.relationship = ${relationship} and r.platform = 'slack'
     where i.state = 'active' and (i.id = ${team} or r.room is not null)
     order by i.id = ${team} desc, r.room = 'shared' desc nulls last limit 1`,
};

export type Tables = ReturnType<typeof tables>;

/** The queries of Slack's tables over a migrated database. */
export const tables = (database: Database) => ({
  ...chatTables(database, slack),
  /** Notes that we are here, and answers since when nobody had; `null`: nobody ever has. Whole milliseconds. */
  async alive(): Promise<{ readonly sinceMs: number; readonly awayMs: number } | null> {
    const [row] = await database.query<{ since: number; away: number }>(
      "slack-alive",
      `with before as (select at from slack_alive), noted as (
         insert into slack_alive (one, at) values (true, clock_timestamp()) on conflict (one) do update set at = excluded.at
       )
       select parley_ms(at) as since, parley_ms(clock_timestamp()) - parley_ms(at) as away from before`,
    );
    return row ? { sinceMs: row.since, awayMs: row.away } : null;
  },
});
