/** Whether what both firms agreed can be true: signatures, hashes, amounts, and that every promise was signed or repaired. */
import type { Shared } from "../domain/case.ts";
import type { Event } from "../domain/event.ts";
import type { Hash } from "../domain/ids.ts";
import { offerHash } from "../domain/log.ts";
import type { Money } from "../domain/money.ts";
import { firms } from "../domain/people.ts";
import type { EventRow } from "../ports/store.ts";

/** Whether an amount is one: whole minor units, not negative, of a currency. */
export const isSound = ({ minor, currency }: Money): boolean => Number.isSafeInteger(minor) && minor >= 0 && /^[A-Z]{3}$/.test(currency);

type Read<T extends Event["type"]> = Omit<Extract<Event, { readonly type: T }>, "said"> & { readonly said: Hash };

/** The shared events of a type as the hash covers them: what people wrote by its salted hash. */
const every = <T extends Event["type"]>(log: readonly EventRow[], type: T): readonly Read<T>[] =>
  log
    .filter(({ audience, body }) => audience === "shared" && body.includes(`"type":"${type}"`))
    .map(({ body }) => JSON.parse(body) as Read<T>)
    .filter((event) => event.type === type);

/** One line for every failure of a case's agreements. */
export function* agreementFailures({ negotiation, promises }: Shared, log: readonly EventRow[]): Generator<string> {
  const offers = every(log, "offered");
  for (const { number, hash, ...offer } of offers)
    if (offerHash({ number, ...offer }) !== hash) yield `offer ${number} is not what its hash says`;
  const agreed = every(log, "agreed");
  if ((negotiation.agreements ?? 0) !== agreed.length) yield `counts ${negotiation.agreements} agreements; its log has ${agreed.length}`;
  const signedFor = new Set([
    ...offers
      .filter(({ revision }) => agreed.some((one) => one.revision === revision))
      .flatMap(({ deal }) => deal.promises.map(({ id }) => id)),
    ...every(log, "repair-agreed").map(({ anew }) => anew),
  ]);
  for (const { id } of promises ?? []) if (!signedFor.has(id)) yield `the promise ${id} was never signed`;
  const { agreement } = negotiation;
  if (!agreement) return;
  const { name, revision, signed } = agreement;
  if (offers.find((one) => one.revision === revision.id)?.hash !== revision.hash) yield `the agreement ${name} is not what was offered`;
  for (const firm of firms) {
    const own = signed.filter((each) => each.firm === firm && each.revision === revision.id && each.hash === revision.hash);
    // One, or two people where the firm had two sign.
    const people = new Set(own.map(({ by }) => by)).size;
    if (own.length < 1 || own.length > 2 || people !== own.length)
      yield `the agreement ${name} has ${own.length} signatures of the ${firm}`;
  }
  const { supplier, customer } = revision.deal.cost;
  if (!isSound(supplier) || !isSound(customer)) yield `the agreement ${name} has an amount that is no amount`;
  if (supplier.currency !== customer.currency) yield `the agreement ${name} mixes ${supplier.currency} and ${customer.currency}`;
}
