/** How negotiation goes on: options, revisions, understanding, signatures, the agreement that makes the promises. */
import type { Shared } from "./case.ts";
import { type Agreement, type Deal, isInterimOver, type Negotiation, type Revision } from "./deal.ts";
import type { DealShape, DealWords, NegotiationEvent } from "./events/negotiation.ts";
import { newPromise } from "./evolve-promises.ts";
import { last, kept as most, type Stamped, stamp } from "./fold.ts";
import { type Firm, firms } from "./people.ts";

const dealOf = (shape: DealShape, words: DealWords | null): Deal => ({
  ...shape,
  terms: words?.terms ?? null,
  promises: shape.promises.map((promise, i) => ({ ...promise, what: words?.promises[i] ?? null })),
});

/** The offer that an event put on the table. */
export function revisionOf(event: Extract<NegotiationEvent, { type: "offered" }> & Stamped): Revision {
  const { revision: id, number, expires, amends, hash, said } = event;
  return { id, number, ...stamp(event), expires, amends, hash, deal: dealOf(event.deal, said), why: said?.why ?? null };
}

/** Where the talk is once nothing is on the table: what was agreed before holds on. */
const atRest = (agreement: Agreement | null) =>
  agreement ? ({ status: "agreed", agreement } as const) : ({ status: "open", agreement } as const);

const splitSaidBy = (firm: Firm, agreement: Agreement): Agreement => {
  const said = agreement.splitSaid ?? [];
  return said.includes(firm) ? agreement : { ...agreement, splitSaid: [...said, firm] };
};

/** The case after an event of negotiation; one that does not fit its state changes nothing. */
export function evolveNegotiation(s: Shared, event: NegotiationEvent & Stamped): Shared {
  const { by, firm, at } = stamp(event);
  const n = s.negotiation;
  const { options, revisions, agreements, agreement } = n;
  const put = (negotiation: Negotiation): Shared => ({ ...s, negotiation });
  switch (event.type) {
    case "past-found":
      return { ...s, past: event.found.map((one, i) => ({ ...one, deal: dealOf(one.deal, event.said?.deals[i] ?? null) })) };
    case "option-proposed": {
      const { deal, option: id, said } = event;
      return put({ ...n, options: last(options, { id, by, firm, at, deal: dealOf(deal, said) }, most.options) });
    }
    case "option-pledged": {
      const promise = { ...event.promise, what: event.said?.what ?? null };
      const more = (deal: Deal): Deal => ({ ...deal, promises: [...deal.promises, promise] });
      return put({ ...n, options: options.map((one) => (one.id === event.option ? { ...one, deal: more(one.deal) } : one)) });
    }
    case "offered": {
      const current = revisionOf(event);
      const before = n.status === "on-table" || n.status === "accepted" ? n.current : (agreement?.revision ?? n.before);
      // A change is what the firm says of the split then, whatever becomes of the offer.
      const held = agreement && isInterimOver(s, agreement) ? splitSaidBy(firm, agreement) : agreement;
      return put({ status: "on-table", options, revisions: event.number, before, agreements, agreement: held, current });
    }
    case "accepted": {
      if (n.status !== "on-table") return s;
      const meant = { words: null, needs: null, misread: null, tries: 1 };
      const understood = event.understood
        ? {
            supplier: { ...meant, by: n.current.by, confirmedBy: by },
            customer: { ...meant, by, confirmedBy: n.current.by },
          }
        : { supplier: null, customer: null };
      return put({ ...n, status: "accepted", acceptedBy: by, understood, signed: [] });
    }
    case "declined": {
      if (n.status !== "on-table" && n.status !== "accepted") return s;
      const declined = { firm, by, reason: event.said?.reason ?? null, differ: event.said?.differ ?? null };
      return put({ options, revisions, agreements, before: n.current, declined, ...atRest(agreement) });
    }
    case "withdrawn":
    case "expired":
      return n.status === "on-table" || n.status === "accepted"
        ? put({ options, revisions, agreements, before: n.current, ...atRest(agreement) })
        : s;
    case "restated": {
      if (n.status !== "accepted") return s;
      const tries = (n.understood[firm]?.tries ?? 0) + 1;
      const said = { by, words: event.said?.words ?? null, needs: event.said?.needs ?? null, done: event.said?.done ?? null };
      const anew = { ...said, confirmedBy: null, misread: null, tries };
      return put({ ...n, understood: { ...n.understood, [firm]: anew } });
    }
    case "understanding-confirmed":
    case "understanding-corrected": {
      if (n.status !== "accepted") return s;
      const found = n.understood[event.whose];
      if (!found) return s;
      const changed =
        event.type === "understanding-confirmed" ? { ...found, confirmedBy: by } : { ...found, misread: event.said?.reason ?? null };
      return put({ ...n, understood: { ...n.understood, [event.whose]: changed } });
    }
    case "signed":
      return n.status === "accepted"
        ? put({ ...n, signed: [...n.signed, { firm, by, at, revision: event.revision, hash: event.hash }] })
        : s;
    // Word of why it takes longer changes nothing.
    case "signing-put-off":
      return s;
    case "signature-taken-back":
      return n.status === "accepted" ? put({ ...n, signed: n.signed.filter((signature) => signature.by !== by) }) : s;
    case "agreed": {
      if (n.status !== "accepted") return s;
      const { current: revision, signed, understood } = n;
      const said = firms.flatMap((of) => (understood[of]?.done != null ? [[of, understood[of].done] as const] : []));
      // What an amendment names again is promised already and stays as it is.
      const made = revision.deal.promises.filter(({ id }) => !s.promises.some((promise) => promise.id === id));
      return {
        ...put({
          status: "agreed",
          options,
          revisions,
          before: n.before,
          agreements: agreements + 1,
          agreement: { name: event.name, revision, signed, ...(said.length > 0 && { done: Object.fromEntries(said) }) },
        }),
        promises: [...s.promises, ...made.map((draft) => newPromise(draft))],
      };
    }
    case "split-kept": {
      if (n.agreement?.revision.id !== event.revision) return s;
      return put({ ...n, agreement: splitSaidBy(firm, n.agreement) } as Negotiation);
    }
    default:
      return event satisfies never;
  }
}
