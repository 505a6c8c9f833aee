/** Teams's side of the shared tables, and the tenants in which the app is. */
import { together } from "../../src/asked-together.ts";
import type { Database } from "../../src/ports/database.ts";
import type { Platform } from "../chat/platform.ts";
import { tables as chatTables } from "../chat/tables.ts";
import type { Reference } from "./port.ts";

/** Only people of a tenant in which the app is can be written to directly: a bot's messages do not cross tenants. */
const teams: Platform = {
  name: "teams",
  // PostgreSQL must be told what each value is, though it does not matter here whose relationship asks.
  reaching: (relationship, team) =>
    `select i.id from teams_installations i where i.state = 'active' and i.id = ${team} and ${relationship}::text is not null`,
};

export type Tables = ReturnType<typeof tables>;

/** The queries of Teams's tables over a migrated database. An installation is a tenant. */
export function tables(database: Database) {
  /** What was noted last, so that not every activity writes. */
  const noted = new Map<string, string>();
  const urls = together(async (tenants: readonly string[]): Promise<readonly (string | null)[]> => {
    const rows = await database.query<{ id: string; url: string }>(
      "teams-service",
      "select id, service_url as url from teams_installations where id = any($1::text[]) and state = 'active'",
      [[...new Set(tenants)]],
    );
    return tenants.map((tenant) => rows.find(({ id }) => id === tenant)?.url ?? null);
  });
  return {
    ...chatTables(database, teams),
    /** Notes where a tenant is reached, as an authenticated activity says; the app is there. */
    async note({ tenant, serviceUrl }: Pick<Reference, "tenant" | "serviceUrl">): Promise<void> {
      if (noted.get(tenant) === serviceUrl) return;
      await database.query(
        "teams-note",
        `insert into teams_installations as i (id, service_url) values ($1, $2)
         on conflict (id) do update set service_url = $2, state = 'active', at = clock_timestamp()
         where (i.service_url, i.state) <> ($2, 'active')`,
        [tenant, serviceUrl],
      );
      noted.set(tenant, serviceUrl);
    },
    /** The app was taken out of a tenant; answers whether it was there. */
    async removed(tenant: string): Promise<boolean> {
      noted.delete(tenant);
      const rows = await database.query(
        "teams-removed",
        "update teams_installations set state = 'removed', at = clock_timestamp() where id = $1 and state = 'active' returning id",
        [tenant],
      );
      return rows.length > 0;
    },
    /** The Bot Connector's address for a tenant; `null`: the app is not there. */
    serviceUrl: (tenant: string): Promise<string | null> => urls(tenant),
  };
}
