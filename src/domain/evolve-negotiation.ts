/** How negotiation goes on: options, revisions, understanding, signatures, the agreement that makes the promises. */
import type { Deal, PromiseTo, Revision, Shared } from "./case.ts";
import type { DealShape, DealWords, Said } from "./event.ts";
import { kept, last, type SliceEvent, stamp } from "./fold.ts";

const dealOf = (shape: DealShape, said: Said<DealWords>): Deal => ({
  ...shape,
  terms: said?.terms ?? null,
  promises: shape.promises.map((promise, i) => ({ ...promise, what: said?.promises[i] ?? null })),
});

type NegotiationEvent = Extract<
  SliceEvent,
  {
    type:
      | "option-proposed"
      | "offered"
      | "accepted"
      | "declined"
      | "withdrawn"
      | "expired"
      | "restated"
      | "understanding-confirmed"
      | "understanding-corrected"
      | "signed"
      | "agreed";
  }
>;

/** The case after an event of negotiation; one that does not fit its state changes nothing. */
export function evolveNegotiation(s: Shared, event: NegotiationEvent): Shared {
  const { by, firm, at } = stamp(event);
  const n = s.negotiation;
  const { options, revisions } = n;
  const put = (negotiation: Shared["negotiation"]): Shared => ({ ...s, negotiation });
  switch (event.type) {
    case "option-proposed": {
      const { deal, option: id, said } = event;
      return put({ ...n, options: last(options, { id, by, firm, at, deal: dealOf(deal, said) }, kept.options) });
    }
    case "offered": {
      const { revision: id, number, expires, hash, said } = event;
      const current: Revision = { id, number, by, firm, at, expires, hash, deal: dealOf(event.deal, said), why: said?.why ?? null };
      const before = n.status === "on-table" || n.status === "accepted" ? n.current : n.before;
      return put({ status: "on-table", options, revisions: number, before, current });
    }
    case "accepted": {
      if (n.status !== "on-table") return s;
      const understood = event.understood
        ? {
            supplier: { by: n.current.by, words: null, confirmedBy: by, misread: null, tries: 1 },
            customer: { by, words: null, confirmedBy: n.current.by, misread: null, tries: 1 },
          }
        : { supplier: null, customer: null };
      return put({ status: "accepted", options, revisions, before: n.before, current: n.current, acceptedBy: by, understood, signed: [] });
    }
    case "declined":
    case "withdrawn":
    case "expired":
      return n.status === "on-table" || n.status === "accepted" ? put({ status: "open", options, revisions, before: n.current }) : s;
    case "restated":
      if (n.status !== "accepted") return s;
      return put({
        ...n,
        understood: {
          ...n.understood,
          [firm]: { by, words: event.said?.words ?? null, confirmedBy: null, misread: null, tries: (n.understood[firm]?.tries ?? 0) + 1 },
        },
      });
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
    case "agreed": {
      if (n.status !== "accepted") return s;
      const made: PromiseTo[] = n.current.deal.promises.map((draft) => ({
        ...draft,
        status: "open",
        attempt: 0,
        doneAt: null,
        settledAt: null,
        settledBy: null,
        waitedMs: 0,
        evidence: null,
        files: [],
        sentBack: null,
        blocker: null,
        progressAt: null,
        asked: null,
      }));
      return {
        ...put({ status: "agreed", options, revisions, before: n.before, agreement: n.current, name: event.name, signed: n.signed }),
        promises: [...s.promises, ...made],
      };
    }
    default:
      return event satisfies never;
  }
}
