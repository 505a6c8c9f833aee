/** Whether what is stored can be true: chains, folds, agreements, deadlines, money and posts. */

import { type CaseColumns, rowOf } from "../../adapters/postgres/store.ts";
import type { Case } from "../domain/case.ts";
import type { Event } from "../domain/event.ts";
import { canonical, sha256 } from "../domain/hash.ts";
import type { CaseId, Hash } from "../domain/ids.ts";
import { unseal } from "../domain/log.ts";
import { type Audience, audiences } from "../domain/people.ts";
import type { Database } from "../ports/database.ts";
import type { EventRow, Head } from "../ports/store.ts";
import { agreementFailures, isSound } from "./check-agreements.ts";

export type Checks = {
  /** Makes a case from its log, the audiences one after the other. */
  readonly fold: (id: CaseId, events: readonly Event[]) => Case;
  /** The outbox key of every message that the platforms hold, if they can be asked: a key met twice was posted twice. */
  readonly ledger?: () => AsyncIterable<string>;
};

/** What `check` counted. */
export type Summary = { readonly cases: number; readonly events: number; readonly failures: number };

type CheckedColumns = CaseColumns & { readonly number: number; readonly events: string };
type StoredEvent = readonly [audience: number, seq: number, body: string, said: string | null, hash: string];

/** Each case with its log in one statement, so that both are of one moment although others write meanwhile. */
const casesAfter = `
select c.id, c.relationship, c.number, c.version, c.shared, c.supplier, c.customer, c.heads,
  coalesce((select json_agg(json_build_array(e.audience, e.seq, e.body, e.said, e.hash) order by e.audience, e.seq)
    from events e where e.case_id = c.id), '[]')::text as events
from cases c where c.id > $1 order by c.id limit 20`;

const strays = "select distinct e.case_id as id from events e where not exists (select from cases c where c.id = e.case_id) order by 1";
const repeated = "select key from outbox group by key having count(*) > 1 order by 1";

/** One line for every failure, with the case's number; the last line is the summary as JSON. */
export async function* check(database: Database, { fold, ledger }: Checks): AsyncGenerator<string> {
  let [cases, events, failures] = [0, 0, 0];
  for (let last = ""; ; ) {
    const page = await database.query<CheckedColumns>("check", casesAfter, [last]);
    for (const columns of page) {
      const log = eventsOf(columns);
      // What stands between two firms is checked like a case and counted as none.
      if (columns.number > 0) cases++;
      events += log.length;
      for (const failure of caught(failuresOf(columns, log, fold))) {
        failures++;
        yield `case ${columns.number} of ${columns.relationship} (${columns.id}): ${failure}`;
      }
      last = columns.id;
    }
    if (page.length === 0) break;
  }
  for await (const failure of elsewhere(database, ledger)) {
    failures++;
    yield failure;
  }
  yield JSON.stringify({ cases, events, failures } satisfies Summary);
}

async function* elsewhere(database: Database, ledger: Checks["ledger"]): AsyncGenerator<string> {
  for (const { id } of await database.query<{ id: string }>("check-strays", strays)) yield `case ${id}: has a log but is gone`;
  for (const { key } of await database.query<{ key: string }>("check-repeated", repeated)) yield `post ${key}: stands in the outbox twice`;
  const seen = new Set<string>();
  for await (const key of ledger?.() ?? []) {
    if (seen.has(key)) yield `post ${key}: was posted twice`;
    seen.add(key);
  }
}

function eventsOf({ events }: CheckedColumns): readonly EventRow[] {
  const rows = JSON.parse(events) as readonly StoredEvent[];
  return rows.map(([audience, seq, body, said, hash]) => ({ audience: audiences[audience]!, seq, body, said, hash: hash as Hash }));
}

/** The failures found, and the one that ends the search: a state that was tampered with can have any shape. */
function* caught(failures: Generator<string>): Generator<string> {
  try {
    yield* failures;
  } catch (error) {
    yield `its state cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function* failuresOf(columns: CheckedColumns, log: readonly EventRow[], fold: Checks["fold"]): Generator<string> {
  const row = rowOf(columns);
  for (const audience of audiences) {
    const chain = log.filter((event) => event.audience === audience);
    yield* brokenLinks(audience, chain, row.heads[audience]);
  }
  yield* foldFailures(row.case, log, fold);
  const { kind, number, followUp } = row.case.shared;
  if (number !== columns.number) yield `calls itself case ${number}`;
  if (kind !== "relationship" && followUp.closed === null && row.case.shared.asked.length === 0) yield "is open and waits for nobody";
  yield* agreementFailures(row.case.shared, log);
  for (const { id, money } of followUp.values) if (money && !isSound(money)) yield `the value ${id} has an amount that is no amount`;
}

function* brokenLinks(audience: Audience, chain: readonly EventRow[], head: Head): Generator<string> {
  let previous = "";
  for (const [index, { seq, body, said, hash }] of chain.entries()) {
    if (seq !== index + 1) return yield `${audience} event ${index + 1} is missing`;
    if (hash !== sha256(previous, body)) yield `${audience} event ${seq} does not continue the chain`;
    if (said !== null && sha256(said) !== saidHash(body)) yield `the words of ${audience} event ${seq} are not those that were hashed`;
    previous = hash;
  }
  if (head.seq !== chain.length || head.hash !== previous) yield `its ${audience} head is not the end of its log (event ${chain.length})`;
}

function saidHash(body: string): unknown {
  try {
    return (JSON.parse(body) as { said?: unknown }).said;
  } catch {
    return null;
  }
}

function* foldFailures(stored: Case, log: readonly EventRow[], fold: Checks["fold"]): Generator<string> {
  try {
    const made = fold(stored.id, log.map(unseal));
    for (const audience of audiences)
      if (canonical(made[audience]) !== canonical(stored[audience])) yield `its ${audience} state is not what its log says`;
  } catch (error) {
    yield `its log cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}
