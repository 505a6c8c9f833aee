/**
 * What this process last saw of cases and of the database's clock, so that a turn need not ask before it writes.
 *
 * Anything here may be old: another process may have written since. A turn that is decided on it holds only because its write
 * is guarded by the version, and nothing but such a turn may be.
 */
import { LRUCache } from "lru-cache";
import type { CaseId } from "../../src/domain/ids.ts";
import { type Instant, instant } from "../../src/domain/time.ts";
import type { Row, Turn } from "../../src/ports/store.ts";

/** How many cases are kept (some 8 kB each), and how long one is that nobody asks for; milliseconds. */
const most = 10_000;
const longestMs = 60_000;

/** How long the database's time is reckoned on from our own clocks, and by how much those may disagree; milliseconds. */
const trustMs = 1_000;
const disagreeMs = 100;

type Anchor = { readonly timeMs: number; readonly still: boolean; readonly steadyMs: number; readonly wallMs: number };

export type Memory = {
  row(id: CaseId): Row | null;
  /** The database's time or a little earlier, never earlier than it was given before; `null`: it must be asked. */
  now(): Instant | null;
  /** Takes in what was read: `timeMs` is the database's time, `still` whether that clock is held. */
  seen(row: Row | null, timeMs: number, still: boolean): void;
  /** Takes in a turn that was written. */
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
    row: (id) => rows.get(id) ?? null,
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
    wrote: ({ after, relationship, version, heads }) => keep({ case: after, relationship, version: version + 1, heads }),
    forget(id) {
      rows.delete(id);
    },
    forgetTime() {
      anchor = null;
    },
    clear() {
      rows.clear();
      anchor = null;
    },
  };
}
