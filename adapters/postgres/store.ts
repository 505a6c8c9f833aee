import { together } from "../../src/asked-together.ts";
import type { Case, Shared } from "../../src/domain/case.ts";
import type { KeptAnswers } from "../../src/domain/flow.ts";
import type { CaseId, Hash, RelationshipId } from "../../src/domain/ids.ts";
import { articleKey, compared, numberKey, type Order, type PastOrders } from "../../src/domain/orders.ts";
import type { Account, Audience } from "../../src/domain/people.ts";
import { audiences, digestsOf } from "../../src/domain/people.ts";
import { type Instant, instant } from "../../src/domain/time.ts";
import type { Database, Session } from "../../src/ports/database.ts";
import {
  type EventRow,
  type Heads,
  type Loaded,
  mostLooked,
  mostRecent,
  type Proposal,
  type Row,
  type Store,
  type Turn,
  type WithSettings,
  type Written,
} from "../../src/ports/store.ts";
import { isDuplicate } from "./database.ts";
import { memory } from "./memory.ts";
import { outbox } from "./outbox.ts";
import * as sql from "./queries.ts";
import { parameters, statementFor } from "./turn.ts";
import { writer } from "./writer.ts";

/** How many events one page of a log holds. */
const pageLength = 500;

/** The columns of a case as the driver gives them; folds and heads are JSON that we wrote ourselves. */
export type CaseColumns = {
  readonly id: CaseId;
  readonly relationship: RelationshipId;
  readonly version: number;
  readonly heads: string;
} & { readonly [A in Audience]: string };

type ReadColumns = (Omit<CaseColumns, "id"> | { readonly relationship: null }) & {
  readonly now: number;
  readonly still: boolean;
  readonly account_version: number | null;
  readonly request: Hash | null;
  readonly answer: string | null;
  readonly next_number: number;
  readonly next_rehearsal: number;
};

type Settings = { readonly account: Account; readonly version: number };

/** Adds what only some databases may ask for: a clock that stands still, an end of what a dead process held. */
export type ParleyStore = Store & {
  /** Stops the clock at `at`, or at the last decision if that is later; from then on only `forward` moves it. A held clock stays held. */
  holdClock(at: Instant): Promise<Instant>;
  /**
   * Ends every lease at once. For a database that one process alone has open: at its start whoever held them is dead,
   * and what was claimed need not wait for a lease to run out.
   */
  endLeases(): Promise<void>;
};

/**
 * The store over a migrated database. Settings are kept in memory, so `read` asks for them only when their version is new to us.
 *
 * PGlite never vacuums or analyzes by itself as a server does, and then every look for what is stale or waiting reads all that
 * ever was; so we do it, each `tidyAfter` turns. It takes about 0.1 s for some hundred cases, and other queries wait for it.
 */
export function openStore(database: Database, tidyAfter = 1_000): ParleyStore {
  const known = new Map<RelationshipId, Settings>();
  const remembered = memory();
  let turns = 0;

  function tidied(): void {
    if (database.driver !== "pglite" || ++turns % tidyAfter !== 0) return;
    // Nobody waits for it; one that fails (a full disk, a closing database) is made up for by the next.
    database.exec(sql.tidy).catch(() => {});
  }

  type SettingsColumns = { readonly version: number; readonly config: string | null } | { readonly version: null };
  const accountsTogether = together((all: readonly { readonly id: RelationshipId; readonly version: number | null }[]) =>
    database.query<SettingsColumns>("account", sql.account, [all.map(({ id }) => id), all.map(({ version }) => version)]),
  );

  async function account(id: RelationshipId, version?: number | null): Promise<Settings | null> {
    const held = known.get(id);
    if (held && held.version === version) return held;
    const row = await accountsTogether({ id, version: held?.version ?? null });
    if (row.version === null) return null;
    if (row.config === null) return held ?? null;
    // Ours: `saveAccount` wrote it from an Account.
    const settings = { account: JSON.parse(row.config) as Account, version: row.version };
    known.set(id, settings);
    return settings;
  }

  type At = { readonly case: CaseId; readonly relationship: RelationshipId | null };
  const readTogether = together((all: readonly (At & { readonly key: string })[]) =>
    database.query<ReadColumns>("read", sql.read, [
      all.map((at) => at.case),
      all.map(({ relationship }) => relationship),
      all.map(({ key }) => key),
    ]),
  );

  async function read(at: At, key: string): Promise<Loaded> {
    const found = await readTogether({ ...at, key });
    const row = found.relationship === null ? null : rowOf({ ...found, id: at.case });
    remembered.seen(row, found.now, found.still);
    const of = found.relationship ?? at.relationship;
    const settings = of === null || found.account_version === null ? null : await account(of, found.account_version);
    return {
      row,
      receipt: found.request === null || found.answer === null ? null : { request: found.request, answer: found.answer },
      account: settings?.account ?? null,
      accountVersion: settings?.version ?? 0,
      nextNumber: found.next_number,
      nextRehearsal: found.next_rehearsal,
      now: instant(found.now),
    };
  }

  function recall(id: CaseId, version?: number): Loaded | null {
    const found = remembered.row(id);
    const row = version === undefined || found?.version === version ? found : null;
    const settings = row && known.get(row.relationship);
    const at = settings && remembered.now();
    if (!row || !settings || !at) return null;
    return { row, receipt: null, account: settings.account, accountVersion: settings.version, nextNumber: 0, nextRehearsal: 0, now: at };
  }

  async function now(): Promise<Instant> {
    const [row] = await database.query<{ now: number }>("now", sql.now);
    return instant(row!.now);
  }

  /** Settings and when each person's next digest is due, over the version `over` (`null`: any); `false`: somebody was quicker. */
  async function saveSettings(session: Session, settings: Account, over: number | null, more?: WithSettings): Promise<boolean> {
    const proposals = more ? JSON.stringify(more.proposals) : null;
    // First the relationship, then its cases: a case made meanwhile has waited for us, or is seen by the second statement.
    const saved = await session.query("save-account", sql.saveAccount, [settings.id, JSON.stringify(settings), over, proposals]);
    if (saved.length === 0) return false;
    await session.query("outdate-cases", sql.outdateCases, [settings.id]);
    const [time] = await session.query<{ now: number }>("now", sql.now);
    await session.query("set-digests", sql.setDigests, [settings.id, JSON.stringify(digestsOf(settings, instant(time!.now)))]);
    if (more && more.posts.length > 0) await session.query("post-news", sql.postNews, [settings.id, JSON.stringify(more.posts)]);
    return true;
  }

  const sharedOf = (ids: readonly CaseId[]) =>
    database.query<{ id: CaseId; version: number; shared: string }>("shared-of", sql.sharedOf, [ids]);

  /** Turns without anything besides, in one statement. */
  const writeTogether = writer(async (turns) => {
    const [row] = await database.query<Record<string, "done" | "changed">>(
      `write-${turns.length}`,
      sql.write(turns.length),
      turns.flatMap(parameters),
    );
    return turns.map((_, i) => row![`written${i}`]!);
  });

  async function writeTurn(session: Session, turn: Turn): Promise<"done" | "changed"> {
    const [name, text] = statementFor(turn);
    const limit = turn.before === undefined ? [] : [turn.before];
    const [row] = await session.query<{ written0: "done" | "changed" }>(name, text, [...parameters(turn), ...limit]);
    return row!.written0;
  }

  /** A turn that changes settings or orders, too: all or nothing. */
  async function writeWithMore(turn: Turn): Promise<"done" | "changed"> {
    const { settings, orders, relationship } = turn;
    const changed = new Error("somebody was quicker");
    try {
      await database.transaction(async (session) => {
        // The turn first: the other way round its own case would have another version already.
        if ((await writeTurn(session, turn)) === "changed") throw changed;
        if (orders.length > 0) await session.query("save-orders", sql.saveOrders, [relationship, JSON.stringify(orders.map(orderRow))]);
        if (settings && !(await saveSettings(session, settings, turn.accountVersion))) throw changed;
      });
      return "done";
    } catch (error) {
      if (error === changed) return "changed";
      throw error;
    } finally {
      // With new settings every case of the relationship has another version.
      if (settings) remembered.clear();
    }
  }

  async function write(turn: Turn): Promise<Written> {
    try {
      const more = turn.settings !== null || turn.orders.length > 0;
      const alone = turn.answers.length > 0 || turn.before !== undefined;
      const written = more ? await writeWithMore(turn) : await (alone ? writeTurn(database, turn) : writeTogether(turn));
      if (turn.settings) return written;
      if (written === "done") remembered.wrote(turn);
      else remembered.forget(turn.case);
      // Perhaps it was later than we reckoned.
      if (written === "changed" && turn.before !== undefined) remembered.forgetTime();
      tidied();
      return written;
    } catch (error) {
      if (isDuplicate(error, "receipts_pkey")) {
        remembered.forget(turn.case);
        return "known";
      }
      // A database that was away may have come back as another one.
      remembered.clear();
      throw error;
    }
  }

  return {
    ...outbox(database),
    read,
    recall,
    account,
    write,
    async refuse({ key, case: id, request, answer }) {
      await database.query("refuse", sql.refuse, [key, id, request, answer]);
    },

    async answersOf(relationship, { firm, name }) {
      return database.query<KeptAnswers>("answers", sql.answers, [relationship, firm, name]);
    },
    async orders(relationship, { numbers, articles }) {
      const [row] = await database.query<{ known: string; of: string; articles: string }>("orders", sql.orders, [
        relationship,
        [...new Set(numbers)],
        [...new Set(articles)],
        compared,
      ]);
      // Ours: `write` wrote each from an Order.
      const list = (text: string) => JSON.parse(text) as Order[];
      return { known: list(row!.known), of: list(row!.of), articles: JSON.parse(row!.articles) as PastOrders["articles"] };
    },
    async *log(id, audience, after = 0) {
      let last = after;
      for (;;) {
        const page = await database.query<Omit<EventRow, "audience">>("log", sql.log, [id, audiences.indexOf(audience), last, pageLength]);
        for (const { seq, body, said, hash } of page) yield { audience, seq, body, said, hash };
        if (page.length < pageLength) return;
        last = page.at(-1)!.seq;
      }
    },
    async cases(relationship, latest) {
      return (await database.query<{ id: CaseId }>("cases", sql.cases, [relationship, latest, mostLooked])).map(({ id }) => id);
    },
    async recent(relationship, but, latest, since) {
      const wanted = [relationship, but, latest, since ?? null, mostRecent];
      const found = await database.query<{ id: CaseId; version: number }>("recent", sql.recent, wanted);
      // Few of them have changed since they were last looked at: only those are read.
      const known = new Map(found.map(({ id, version }) => [id, remembered.shared(id, version)] as const));
      const changed = found.filter(({ id }) => known.get(id) === null).map(({ id }) => id);
      for (const { id, version, shared } of changed.length === 0 ? [] : await sharedOf(changed)) {
        const read = JSON.parse(shared) as Shared;
        remembered.lookedAt(id, version, read);
        known.set(id, read);
      }
      return [...known].flatMap(([id, shared]) => (shared ? [{ id, shared }] : []));
    },

    async accounts() {
      return (await database.query<{ id: RelationshipId }>("accounts", sql.accounts)).map(({ id }) => id);
    },
    async unopened() {
      return (await database.query<{ id: RelationshipId }>("unopened", sql.unopened)).map(({ id }) => id);
    },
    async saveAccount(settings, over, more) {
      return database.transaction((session) => saveSettings(session, settings, over ?? null, more));
    },
    async proposals(id) {
      const [row] = await database.query<{ proposals: string }>("proposals", sql.proposals, [id]);
      // Ours: `saveAccount` wrote them.
      return row ? (JSON.parse(row.proposals) as Proposal[]) : [];
    },
    async due(limit, but = []) {
      const rows = await database.query<CaseColumns & Pick<ReadColumns, "now" | "still" | "account_version">>("due", sql.due, [limit, but]);
      // A turn follows for each, which need not read it again, if we know its settings.
      const ofKnown = (row: (typeof rows)[number]) => known.get(row.relationship)?.version === row.account_version;
      for (const row of rows) if (!ofKnown(row)) remembered.forget(row.id);
      remembered.seenDue(rows.filter(ofKnown).map((row) => ({ id: row.id, version: row.version, row: () => rowOf(row) })));
      const [first] = rows;
      if (first) remembered.seen(null, first.now, first.still);
      return rows.map(({ id }) => id);
    },
    async nextDue() {
      const [row] = await database.query<{ due: number | null; now: number }>("next-due", sql.nextDue);
      return { due: row!.due === null ? null : instant(row!.due), now: instant(row!.now) };
    },

    async health() {
      const [row] = await database.query<{ outbox: number; inbox: number; parked: number }>("health", sql.health);
      return { outboxAgeMs: row!.outbox, parked: row!.parked, inboxAgeMs: row!.inbox };
    },
    async forward(ms) {
      if (ms > 0) await database.query("forward", sql.forward, [Math.ceil(ms)]);
      remembered.forgetTime();
      return now();
    },
    async holdClock(at) {
      await database.query("hold", sql.hold, [at]);
      remembered.forgetTime();
      return now();
    },
    async endLeases() {
      await database.query("end-leases", sql.endLeases);
    },
  };
}

/** An order as a row: its keys apart. */
const orderRow = (order: Order) => ({
  number: numberKey(order.number),
  article: articleKey(order.article),
  name: order.article,
  placed: order.placed,
  counted: order.counted,
  body: JSON.stringify(order),
});

/** A case from its columns. */
export function rowOf({ id, relationship, version, shared, supplier, customer, heads }: CaseColumns): Row {
  // Ours: the engine wrote these folds from a Case; parsing them with a schema would cost as much as the query.
  const folds = { shared: JSON.parse(shared), supplier: JSON.parse(supplier), customer: JSON.parse(customer) } as Omit<Case, "id">;
  return { case: { id, ...folds }, relationship, version, heads: JSON.parse(heads) as Heads };
}
