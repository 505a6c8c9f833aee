/** A throw-away PostgreSQL with thousands of cases, all copied by SQL from a few that were played through the engine. */
import pg from "pg";
import { openPostgres } from "../../adapters/postgres/database.ts";
import { migrate } from "../../adapters/postgres/migrate.ts";
import { openStore } from "../../adapters/postgres/store.ts";
import type { CaseId } from "../../src/domain/ids.ts";
import type { Database } from "../../src/ports/database.ts";
import type { Row } from "../../src/ports/store.ts";
import { startPostgres } from "../support/postgres.ts";
import type { CleanUp } from "./figure.ts";
import { type Stage, stage, type Talk } from "./play.ts";

/** The server's address, a stage over it, and how many statements were sent since the start. */
export type World = Stage & { readonly url: string; readonly database: Database; statements(): number };

/** Starts a server with fsync on and a migrated database in it. */
export async function world(cleanUp: CleanUp): Promise<World> {
  const server = await startPostgres();
  cleanUp(() => server.stop());
  const url = await server.database("bench");
  const opened = openPostgres(url);
  cleanUp(() => opened.close());
  await migrate(opened);
  let statements = 0;
  const database: Database = {
    ...opened,
    query(...asked) {
      statements += 1;
      return opened.query(...asked);
    },
  };
  return { ...(await stage(openStore(database))), url, database, statements: () => statements };
}

/**
 * Copies a played case `count` times: its row, log, receipts, posts (as sent) and cards (as shown); of the log only the
 * last `events` events. A copy's log still speaks of the original's id, so its chain does not verify; nothing else differs.
 */
export async function copies({ database }: World, talk: Talk, count: number, events: number, name: string): Promise<Talk[]> {
  const numbered = `(select generate_series(1, ${count}) as n)`;
  const of = `where case_id = '${talk.id}'`;
  await database.exec(`
    insert into cases
      select '${name}' || n, relationship, m.most + n, version, next_due, regexp_replace(shared, '^{"number":\\d+', '{"number":' || m.most + n),
        supplier, customer, heads
      from cases, ${numbered} s, (select max(number) as most from cases) m where id = '${talk.id}';
    insert into events select '${name}' || n, audience, seq, body, said, hash
      from (select * from events ${of} order by seq desc limit ${events}) e, ${numbered} s;
    insert into receipts select '${name}' || n || key, '${name}' || n, request, answer, at from (select * from receipts ${of} limit ${events}) r, ${numbered} s;
    insert into outbox (key, case_id, relationship, room, recipe, state, posted)
      select '${name}' || n || key, '${name}' || n, relationship, room, recipe, 'sent', 'x' from (select * from outbox ${of} limit ${events}) o, ${numbered} s;
    insert into cards (case_id, room, name, stale, wanted, shown, posted)
      select '${name}' || n, room, name, false, wanted, wanted, 'x' from (select * from cards ${of} limit ${events}) c, ${numbered} s;`);
  return Array.from({ length: count }, (_, i) => ({ ...talk, id: `${name}${i + 1}` as CaseId }));
}

/** Lets the server know how much it holds now, and writes everything out, so that no round pays for the seeding. */
export const settle = ({ database }: World): Promise<void> => database.exec("vacuum analyze").then(() => database.exec("checkpoint"));

/** Waits until all that was delivered is handled, and all that it caused is sent. */
export async function handled(database: Database): Promise<void> {
  for (;;) {
    const [left] = await database.query<{ left: number }>(
      "bench-left",
      `select ((select count(*) from inbox where done_at is null) + (select count(*) from outbox where state = 'open')
         + (select count(*) from cards where stale))::int as left`,
    );
    if (left!.left === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The tables that the bare transaction uses: as many cases and events, a state as long as ours. */
export async function bareTables({ database }: World, like: CaseId, cases: number, events: number): Promise<void> {
  await database.exec(`
    create table bare_cases (id int primary key, version int not null, state text not null);
    create table bare_events (id bigint generated always as identity primary key, case_id int not null, body text not null);
    create table bare_outbox (id bigint generated always as identity primary key, case_id int not null, message text not null);
    insert into bare_cases select n, 1, (select shared || supplier || customer from cases where id = '${like}') from generate_series(1, ${cases}) n;
    insert into bare_events (case_id, body) select n % ${cases} + 1, left((select string_agg(body, '') from events where case_id = '${like}'), 600)
      from generate_series(1, ${events}) n;
    insert into bare_outbox (case_id, message) select case_id, left(body, 300) from bare_events;`);
}

/** One bare transaction: begin, lock, two events, the state, two posts, commit; prepared, on a connection of its own. */
export async function bareTurns(url: string, inFlight: number, cleanUp: CleanUp): Promise<(worker: number, id: number) => Promise<void>> {
  const clients = await Promise.all(
    Array.from({ length: inFlight }, async () => {
      const client = new pg.Client({ connectionString: url });
      cleanUp(() => client.end());
      await client.connect();
      return client;
    }),
  );
  const event = "e".repeat(600);
  const post = "p".repeat(300);
  return async (worker, id) => {
    const client = clients[worker]!;
    const ask = (name: string, text: string, values: unknown[]) => client.query({ name, text, values });
    await client.query("begin");
    const { rows } = await ask("lock", "select version, state from bare_cases where id = $1 for update", [id]);
    await ask("events", "insert into bare_events (case_id, body) values ($1, $2), ($1, $2)", [id, event]);
    await ask("state", "update bare_cases set version = version + 1, state = $2 where id = $1", [id, rows[0].state]);
    await ask("posts", "insert into bare_outbox (case_id, message) values ($1, $2), ($1, $2)", [id, post]);
    await client.query("commit");
  };
}

/** A case as it is stored now. */
export async function seen({ engine }: World, id: CaseId): Promise<Row> {
  return (await engine.store.read({ case: id, relationship: null }, "")).row!;
}

/** How many bytes the folds of a case take. */
export function stateBytes({ case: { id: _, ...folds } }: Row): number {
  return Object.values(folds).reduce((sum, fold) => sum + Buffer.byteLength(JSON.stringify(fold)), 0);
}
