/** How events become log rows and back: canonical bytes, a salted hash in place of people's words, a chain for each audience. */
import type { Revision } from "./deal.ts";
import type { Event } from "./event.ts";
import type { DealShape } from "./events/negotiation.ts";
import { canonical, sha256 } from "./hash.ts";
import type { CaseId, Hash } from "./ids.ts";

/** One row of an audience's log: `body` is what the hash covers, `said` is what can be erased. */
export type Sealed = { readonly seq: number; readonly body: string; readonly said: string | null; readonly hash: Hash };

/** A row names its case and its number itself: no event has a field of either name, for the row's would stand in its place. */
type Sealable = [Extract<Event, { readonly case: unknown } | { readonly seq: unknown }>] extends [never] ? Event : never;

/** The row that follows `before` in the chain of the event's audience. */
export function seal(id: CaseId, event: Sealable, before: { readonly seq: number; readonly hash: string }): Sealed {
  const seq = before.seq + 1;
  const { said = null, ...shown } = event as Event & { said?: object | null };
  const words = said === null ? null : canonical(said);
  const body = canonical({ ...shown, case: id, seq, said: words === null ? null : sha256(words) });
  return { seq, body, said: words, hash: sha256(before.hash, body) };
}

/** The event of a row; its `said` is `null` when nothing was said or it was erased. Rows are ours: they are not checked again. */
export function unseal({ body, said }: { readonly body: string; readonly said: string | null }): Event {
  const { case: _case, seq: _seq, said: _hash, ...shown } = JSON.parse(body) as Record<string, unknown>;
  return { ...shown, said: said === null ? null : (JSON.parse(said) as unknown) } as unknown as Event;
}

/** The hash of an offer: all of it, and the words by the salted hash that stands for them in the log, so that it can be checked once they are erased. */
export const offerHash = (
  offer: Pick<Revision, "number" | "expires" | "amends"> & { readonly deal: DealShape; readonly said: Hash },
): Hash => sha256(canonical({ number: offer.number, expires: offer.expires, amends: offer.amends, deal: offer.deal, words: offer.said }));
