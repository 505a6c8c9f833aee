/** What a chat platform delivered, kept before it is acknowledged: each delivery, and each thing that somebody did, once. */
import { together } from "../../src/asked-together.ts";
import type { Database } from "../../src/ports/database.ts";
import type { Platform } from "./platform.ts";

/**
 * A delivery as it came in. `delivery` names the envelope, `meaning` what somebody did: one may come in several of the others.
 * `payload`: `null` where there is nothing to handle, and only that it has come is kept.
 */
export type Delivery = { readonly delivery: string; readonly meaning: string; readonly payload: string | null };
/** A delivery that is ours to handle now. */
export type Claimed = Omit<Delivery, "payload"> & { readonly payload: string; readonly tries: number };

/** How long a delivery that is being handled is nobody else's; whoever handles it longer says so in time. */
export const leaseMs = 6_000;
/** How long it is remembered that a delivery has come; the platforms repeat within the hour. */
const rememberedDays = 14;
export type Inbox = ReturnType<typeof inbox>;

/** The inbox of a platform's deliveries over a migrated database. Times are the database's own: nobody can move them. */
export function inbox(database: Database, source: Platform["name"]) {
  const end = together(async (all: readonly { readonly delivery: string; readonly failed: string | null }[]) => {
    const rows = [...new Map(all.map((one) => [one.delivery, one.failed]))].sort(([a], [b]) => (a < b ? -1 : 1));
    // They are there, and none is inserted: written like this each is found by its key. A plain update, planned while the inbox was short,
    // reads the whole of it each time until the server next counts its rows (measured: half of all that a burst of presses cost it).
    await database.query(
      `${source}-inbox-done`,
      `insert into inbox as i (source, delivery, meaning, payload, done_at, failed)
       select '${source}', d.delivery, d.delivery, '', clock_timestamp(), d.failed from unnest($1::text[], $2::text[]) as d (delivery, failed)
       on conflict (source, delivery) do update set done_at = excluded.done_at, payload = '', lease_until = null, failed = excluded.failed`,
      [rows.map(([delivery]) => delivery), rows.map(([, failed]) => failed)],
    );
    return all;
  });
  return {
    /**
     * Keeps a delivery and, if there is anything to handle, claims it for whoever kept it; `false`: it had come before, in this or another envelope.
     * Once this resolves, it is not lost whatever dies.
     */
    keep: together(async (all: readonly Delivery[]): Promise<readonly boolean[]> => {
      // In one order wherever they are kept: two processes that are sent the same ones never wait for each other.
      const sorted = [...all].sort((a, b) => (a.meaning < b.meaning ? -1 : a.meaning > b.meaning ? 1 : 0));
      const made = await database.query<{ delivery: string }>(
        `${source}-inbox-keep`,
        `insert into inbox (source, delivery, meaning, payload, tries, lease_until, done_at)
         select '${source}', d.delivery, d.meaning, coalesce(d.payload, ''), 1,
           case when d.payload is not null then clock_timestamp() + $4 * interval '1 millisecond' end,
           case when d.payload is null then clock_timestamp() end
         from unnest($1::text[], $2::text[], $3::text[]) as d (delivery, meaning, payload)
         on conflict do nothing returning delivery`,
        [sorted.map((one) => one.delivery), sorted.map((one) => one.meaning), sorted.map((one) => one.payload), leaseMs],
      );
      // Of two that came at once only the first is new.
      const fresh = new Set(made.map(({ delivery }) => delivery));
      return all.map(({ delivery }) => fresh.delete(delivery));
    }),
    /** Whoever handles it is still at it. */
    async hold(delivery: string): Promise<void> {
      await database.query(
        `${source}-inbox-hold`,
        `update inbox set lease_until = clock_timestamp() + $2 * interval '1 millisecond'
         where source = '${source}' and delivery = $1 and done_at is null`,
        [delivery, leaseMs],
      );
    },
    /** It is handled; what it said is kept no longer. */
    async done(delivery: string, failed: string | null = null): Promise<void> {
      await end({ delivery, failed });
    },
    /** Gives back what cannot be handled now; it comes again after `waitMs` milliseconds. */
    async later(delivery: string, waitMs: number): Promise<void> {
      await database.query(
        `${source}-inbox-later`,
        `update inbox set lease_until = clock_timestamp() + $2 * interval '1 millisecond' where source = '${source}' and delivery = $1`,
        [delivery, waitMs],
      );
    },
    /** What nobody handles: left over from a process that died, or given back. Oldest first. */
    claim: (limit: number): Promise<readonly Claimed[]> =>
      database.query<Claimed>(
        `${source}-inbox-claim`,
        `with left_over as (
           select source, delivery from inbox
           where source = '${source}' and done_at is null and (lease_until is null or lease_until <= clock_timestamp())
           order by at limit $1 for update skip locked
         )
         update inbox i set tries = tries + 1, lease_until = clock_timestamp() + $2 * interval '1 millisecond'
         from left_over l where (i.source, i.delivery) = (l.source, l.delivery)
         returning i.delivery, i.meaning, i.payload, i.tries`,
        [limit, leaseMs],
      ),
    /** Forgets deliveries that cannot come again. */
    async tidy(): Promise<void> {
      await database.query(
        `${source}-inbox-tidy`,
        `delete from inbox where source = '${source}' and done_at < clock_timestamp() - $1 * interval '1 day'`,
        [rememberedDays],
      );
    },
    /** After a start of the only process on a folder: what the last one held when it died is ours at once. */
    async endLeases(): Promise<void> {
      await database.query(
        `${source}-end-leases`,
        `update inbox set lease_until = null where source = '${source}' and done_at is null and lease_until is not null`,
      );
    },
  };
}
