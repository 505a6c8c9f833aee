/**
 * What this process last saw of cases and of the database's clock, so that a turn need not ask before it writes.
 *
 * Anything here may be old: another process may have written since. A turn that is decided on it holds only because its write
 * is guarded by the version, and nothing but such a turn may be.
 */
import { LRUCache } from "lru-cache";
import type { Shared } from "../../src/domain/case.ts";
import type { CaseId } from "../../src/domain/ids.ts";
import { type Instant, instant } from "../../src/domain/time.ts";
import type { Row, Turn } from "../../src/ports/store.ts";

/** How many cases are kept (some 8 kB each), and how long one is that nobody asks for; milliseconds. */
const most = 10_000;
const longestMs = 60_000;

/** How many cases are kept that are due, until their turn. */
const mostDue = 500;

/** How many cases are kept besides of which only what both firms see was read. */
const mostLooked = 1_000;

/** How long the database's time is reckoned on from our own clocks, and by how much those may disagree; milliseconds. */
const trustMs = 1_000;
const disagreeMs = 100;

/** A case as it came, made of its text once its turn has come: hundreds made at once would be moved about in memory until then. */
export type Unread = { readonly id: CaseId; readonly version: number; readonly row: () => Row };

type Anchor = { readonly timeMs: number; readonly still: boolean; readonly steadyMs: number; readonly wallMs: number };

export type Memory = {
  row(id: CaseId): Row | null;
  /** What both firms see of a case at exactly this version; `null`: it must be read. */
  shared(id: CaseId, version: number): Shared | null;
  /** The database's time or a little earlier, never earlier than it was given before; `null`: it must be asked. */
  now(): Instant | null;
  /** Takes in what was read: `timeMs` is the database's time, `still` whether that clock is held. */
  seen(row: Row | null, timeMs: number, still: boolean): void;
  /** Takes in cases that are due, for the turn that follows at once: they are kept no longer than that, and no more than some hundreds. */
  seenDue(found: readonly Unread[]): void;
  /** Takes in what was read of a case that somebody looks back on. */
  lookedAt(id: CaseId, version: number, shared: Shared): void;
  /** Takes in a turn that was written, where its case is kept. */
  wrote(turn: Turn): void;
  forget(id: CaseId): void;
  /** Forgets the time: somebody has moved the clock. */
  forgetTime(): void;
  /** Forgets everything: what the database holds may have changed altogether. */
  clear(): void;
};

/** An empty memory. */
export function memory(): Memory {
  const rows = new LRUCache<CaseId, Row>({ max: most, ttl: longestMs, updateAgeOnGet: true });
  const looked = new LRUCache<CaseId, { readonly version: number; readonly shared: Shared }>({ max: mostLooked });
  const due = new LRUCache<CaseId, Unread>({ max: mostDue, ttl: longestMs });
  let anchor: Anchor | null = null;

  const keep = (row: Row): void => {
    // An answer that was long under way must not bring back what has changed meanwhile.
    const known = rows.peek(row.case.id);
    if (!known || known.version <= row.version) rows.set(row.case.id, row);
  };

  function reckoned(): number | null {
    if (!anchor) return null;
    const passedMs = performance.now() - anchor.steadyMs;
    // The steady clock stands while a machine sleeps, the other one does not: then neither is believed.
    if (passedMs > trustMs || Math.abs(Date.now() - anchor.wallMs - passedMs) > disagreeMs) return null;
    return anchor.timeMs + (anchor.still ? 0 : passedMs);
  }

  return {
    row: (id) => rows.get(id) ?? due.get(id)?.row() ?? null,
    shared(id, version) {
      const row = rows.peek(id);
      if (row?.version === version) return row.case.shared;
      const seen = looked.get(id);
      return seen?.version === version ? seen.shared : null;
    },
    now() {
      const ms = reckoned();
      return ms === null ? null : instant(Math.floor(ms));
    },
    seen(row, timeMs, still) {
      if (row) keep(row);
      // Nor must it set the time back; a clock that was really set back may.
      const before = still ? null : reckoned();
      const later = before !== null && before > timeMs && before - timeMs < trustMs;
      anchor = { timeMs: later ? before : timeMs, still, steadyMs: performance.now(), wallMs: Date.now() };
    },
    seenDue(found) {
      for (const one of found) {
        const known = rows.peek(one.id);
        if (!known) due.set(one.id, one);
        else if (known.version < one.version) keep(one.row());
      }
    },
    lookedAt(id, version, shared) {
      looked.set(id, { version, shared });
    },
    wrote({ case: id, version: over, after, relationship, heads }) {
      due.delete(id);
      // Of thousands of cases that are reminded in one morning few are spoken of in the next minute. A new one is.
      if (over === 0 || rows.has(id)) keep({ case: after, relationship, version: over + 1, heads });
    },
    forget(id) {
      rows.delete(id);
      due.delete(id);
    },
    forgetTime() {
      anchor = null;
    },
    clear() {
      rows.clear();
      looked.clear();
      due.clear();
      anchor = null;
    },
  };
}
