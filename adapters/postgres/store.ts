import type { Case } from "../../src/domain/case.ts";
import type { CaseId, Hash, RelationshipId } from "../../src/domain/ids.ts";
import type { Account, Audience } from "../../src/domain/people.ts";
import { audiences } from "../../src/domain/people.ts";
import { type Instant, instant } from "../../src/domain/time.ts";
import type { Database } from "../../src/ports/database.ts";
import type { DueCard, DuePost, EventRow, Heads, Loaded, Row, Store, Turn, Written } from "../../src/ports/store.ts";
import { isDuplicate } from "./database.ts";
import { memory } from "./memory.ts";
import * as sql from "./queries.ts";

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

  async function account(id: RelationshipId): Promise<Settings | null> {
    const [row] = await database.query<{ version: number; config: string }>("account", sql.account, [id]);
    if (!row) return null;
    // Ours: `saveAccount` wrote it from an Account.
    const settings = { account: JSON.parse(row.config) as Account, version: row.version };
    known.set(id, settings);
    return settings;
  }

  async function settingsOf(id: RelationshipId | null, version: number | null): Promise<Settings | null> {
    if (id === null || version === null) return null;
    const held = known.get(id);
    return held?.version === version ? held : account(id);
  }

  async function read(at: { case: CaseId; relationship: RelationshipId | null }, key: string): Promise<Loaded> {
    const [found] = await database.query<ReadColumns>("read", sql.read, [at.case, at.relationship, key]);
    if (!found) throw new Error("reading a case gave no row");
    const row = found.relationship === null ? null : rowOf({ ...found, id: at.case });
    remembered.seen(row, found.now, found.still);
    const settings = await settingsOf(found.relationship ?? at.relationship, found.account_version);
    return {
      row,
      receipt: found.request === null || found.answer === null ? null : { request: found.request, answer: found.answer },
      account: settings?.account ?? null,
      accountVersion: settings?.version ?? 0,
      nextNumber: found.next_number,
      now: instant(found.now),
    };
  }

  function recall(id: CaseId): Loaded | null {
    const row = remembered.row(id);
    const settings = row && known.get(row.relationship);
    const at = settings && remembered.now();
    if (!row || !settings || !at) return null;
    return { row, receipt: null, account: settings.account, accountVersion: settings.version, nextNumber: 0, now: at };
  }

  async function now(): Promise<Instant> {
    const [row] = await database.query<{ now: number }>("now", sql.now);
    return instant(row!.now);
  }

  async function write(turn: Turn): Promise<Written> {
    try {
      const [row] = await database.query<{ written: "done" | "changed" }>("write", sql.write, parameters(turn));
      if (row!.written === "done") remembered.wrote(turn);
      else remembered.forget(turn.case);
      tidied();
      return row!.written;
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
    read,
    recall,
    account,
    write,
    async refuse({ key, case: id, request, answer }) {
      await database.query("refuse", sql.refuse, [key, id, request, answer]);
    },

    async surveyAnswers(id, round, firm) {
      const rows = await database.query<{ answers: string }>("survey-answers", sql.surveyAnswers, [id, round, firm]);
      return rows.map(({ answers }) => answers);
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
    async cases(relationship, limit) {
      return (await database.query<{ id: CaseId }>("cases", sql.cases, [relationship, limit])).map(({ id }) => id);
    },

    async accounts() {
      return (await database.query<{ id: RelationshipId }>("accounts", sql.accounts)).map(({ id }) => id);
    },
    async saveAccount(settings) {
      await database.transaction(async (session) => {
        // First the relationship, then its cases: a case made meanwhile has waited for us, or is seen by the second statement.
        await session.query("save-account", sql.saveAccount, [settings.id, JSON.stringify(settings)]);
        await session.query("outdate-cases", sql.outdateCases, [settings.id]);
      });
    },

    async due(limit) {
      return (await database.query<{ id: CaseId }>("due", sql.due, [limit])).map(({ id }) => id);
    },
    async nextDue() {
      const [row] = await database.query<{ due: number | null; now: number }>("next-due", sql.nextDue);
      return { due: row!.due === null ? null : instant(row!.due), now: instant(row!.now) };
    },

    async claimPosts(limit, leaseMs) {
      return (await database.query<DuePost>("claim-posts", sql.claimPosts, [limit, leaseMs])).map(
        ({ id, key, case: of, relationship, room, recipe, attempt, token }) => ({
          id,
          key,
          case: of,
          relationship,
          room,
          recipe,
          attempt,
          token,
        }),
      );
    },
    async claimCards(limit, leaseMs) {
      return database.query<DueCard>("claim-cards", sql.claimCards, [limit, leaseMs]);
    },
    async sent(post, posted) {
      await database.query("sent", sql.sent, [post.key, post.token, posted]);
    },
    async shown(card, posted) {
      await database.query("shown", sql.shown, [card.case, card.room, card.name, card.token, card.wanted, posted]);
    },
    async later(claimed, waitMs, park) {
      if ("recipe" in claimed) await database.query("post-later", sql.postLater, [claimed.key, claimed.token, waitMs, park]);
      else await database.query("card-later", sql.cardLater, [claimed.case, claimed.room, claimed.name, claimed.token, waitMs, park]);
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

/** A case from its columns. */
export function rowOf({ id, relationship, version, shared, supplier, customer, heads }: CaseColumns): Row {
  // Ours: the engine wrote these folds from a Case; parsing them with a schema would cost as much as the query.
  const folds = { shared: JSON.parse(shared), supplier: JSON.parse(supplier), customer: JSON.parse(customer) } as Omit<Case, "id">;
  return { case: { id, ...folds }, relationship, version, heads: JSON.parse(heads) as Heads };
}

/** The arguments of `write_turn`; an empty list is `null`, which costs the database nothing. */
function parameters(turn: Turn): readonly unknown[] {
  const { after, changed, heads } = turn;
  const fold = (audience: Audience) => (changed.includes(audience) ? JSON.stringify(after[audience]) : null);
  const list = (items: readonly unknown[]) => (items.length === 0 ? null : JSON.stringify(items));
  return [
    turn.case,
    turn.relationship,
    turn.version,
    turn.accountVersion,
    turn.number,
    turn.key,
    turn.request,
    turn.answer,
    turn.at,
    turn.nextDue,
    fold("shared"),
    fold("supplier"),
    fold("customer"),
    JSON.stringify(heads),
    list(turn.events.map((event) => ({ ...event, audience: audiences.indexOf(event.audience) }))),
    list(turn.posts),
    list(turn.cards),
    turn.survey === null ? null : JSON.stringify(turn.survey),
  ];
}
