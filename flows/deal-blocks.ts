/** What a deal looks like: on one screen, and beside another one. */
import type { PromiseTo, Shared } from "../src/domain/case.ts";
import { type Deal, interimOf, type PromiseDraft, type Revision } from "../src/domain/deal.ts";
import type { PromiseId } from "../src/domain/ids.ts";
import type { Block, Part } from "../src/domain/message.ts";
import { sum } from "../src/domain/money.ts";
import { type Account, firms } from "../src/domain/people.ts";
import { resourceNames } from "./contribution-cards.ts";
import { cash, facts, firmName, listed, moment, named, quoted, row, text } from "./parts.ts";
import { aboveLimit } from "./standing/agreed.ts";
import type { Speak } from "./wording/index.ts";

/** The parts of a list, one after the other. */
const joined = (all: readonly (readonly Part[])[], by: string): Part[] =>
  all.flatMap((parts, i) => [...(i === 0 || by === "" ? [] : [by]), ...parts]);

/** Numbers of a list in the digits of the reader. */
export function numbered(numbers: readonly number[], t: Speak): Part[] {
  const digits = new Intl.NumberFormat(t.language);
  return listed(
    numbers.map((number) => [digits.format(number)]),
    t,
  );
}

/** "Ends: line 2 standing still", beside every option and offer; nothing where nobody said what hurts. */
export function endsRow(deal: Deal, { report: { hurts } }: Shared, t: Speak): { label: Part[]; value: Part[] } | null {
  return hurts === null ? null : { label: t(`fact.ends.${deal.ends ?? "not-said"}`), value: [quoted(hurts, t)] };
}

/** A promise of a deal: what, what it puts in, who, by when and after which others. */
function promiseItem(promise: PromiseDraft, deal: Deal, t: Speak, account: Account): Part[] {
  const { what, owner, firm, due, needs, pledge } = promise;
  const first = needs.map((id) => deal.promises.findIndex((one) => one.id === id) + 1).filter((number) => number > 0);
  return [
    quoted(what, t),
    "\n",
    ...(pledge === null ? [] : [...t("deal.pledge", { resource: t(`resource.${pledge}`) }), " · "]),
    ...t("deal.promise", { who: named(account, owner, t), firm: firmName(account, firm), due: moment(due) }),
    ...(first.length > 0 ? t("deal.needs", { numbers: numbered(first, t) }) : []),
  ];
}

/** What each firm puts in, by name: "Nordvik Pumps: safety stock". */
function pledged({ promises }: Deal, t: Speak, account: Account): Part[] | null {
  const of = firms.flatMap((firm) => {
    const names = [...new Set(promises.flatMap((one) => (one.firm === firm && one.pledge !== null ? [one.pledge] : [])))];
    return names.length === 0 ? [] : [t("deal.pledged", { firm: firmName(account, firm), resources: resourceNames(names, t) })];
  });
  return of.length === 0 ? null : joined(of, "\n");
}

/** A deal on one screen: terms, promises of both firms with owners and dates, which pain it ends, what it costs each and together. */
export function dealBlocks(deal: Deal, s: Shared, t: Speak, account: Account, before: Before | null = null): Block[] {
  const changed = before ? changes(deal, before.deal, t, account) : [];
  return [
    text([quoted(deal.terms, t)]),
    ...facts(before && changed.length > 0 ? { label: t("fact.changed", { number: before.number }), value: joined(changed, "\n") } : null),
    ...(deal.promises.length === 0
      ? []
      : [{ kind: "list", items: deal.promises.map((promise) => promiseItem(promise, deal, t, account)) } as const]),
    ...facts(
      endsRow(deal, s, t),
      row(t, "fact.pledged", pledged(deal, t, account)),
      deal.discount > 0 ? row(t, "fact.discount", t("deal.discount", { percent: deal.discount / 100 })) : null,
      ...costRows(deal, t, account),
      row(t, "fact.source", basisOf(deal, t)),
    ),
    ...aboveLimit(deal, account, t),
  ];
}

/** What it costs each firm, and together. */
export function costRows(deal: Deal, t: Speak, account: Account) {
  const { cost } = deal;
  const together = sum([cost.supplier, cost.customer]);
  return [
    ...firms.map((firm) => ({ label: t("report.cost", { firm: firmName(account, firm) }), value: [cash(cost[firm])] })),
    together && row(t, "fact.together", cash(together)),
    row(t, "fact.interim", interimLine(deal, t, account)),
  ];
}

/** How the cost together is carried until the source is known: "Sahand 50 % (3,825.00 EUR), Nordvik 50 % (3,825.00 EUR)"; `null`: not said. */
export function interimLine(deal: Deal, t: Speak, account: Account): Part[] | null {
  const carries = interimOf(deal);
  if (!carries || deal.interim === undefined) return null;
  const percent = { supplier: deal.interim, customer: 100 - deal.interim };
  return listed(
    firms.map((firm) => t("deal.interim", { firm: firmName(account, firm), percent: percent[firm], amount: cash(carries[firm]) })),
    t,
  );
}

/** What makes it owed, and whether it is only for the time being. */
export const basisOf = ({ source, temporary }: Deal, t: Speak): Part[] => [
  ...t(`source.${source}`),
  ...(temporary ? [" · ", ...t("deal.temporary")] : []),
];

/** What an offer would change in the agreement that holds, promise by promise. */
export function amendBlocks({ amends, deal }: Revision, s: Shared, t: Speak, account: Account): Block[] {
  if (!amends) return [];
  const standing = (id: PromiseId): PromiseTo | undefined => s.promises.find((promise) => promise.id === id);
  const numbers = (stays: boolean): Part[] | null => {
    // Once it is signed, what it made is a promise like the others.
    const found = deal.promises.flatMap(({ id }, i) => ((standing(id) !== undefined) === stays ? [i + 1] : []));
    return found.length === 0 ? null : numbered(found, t);
  };
  const dropped = amends.drops.flatMap((id) => {
    const promise = standing(id);
    return promise
      ? [
          [
            quoted(promise.what, t),
            " · ",
            ...t("deal.promise", {
              who: named(account, promise.owner, t),
              firm: firmName(account, promise.firm),
              due: moment(promise.due),
            }),
          ],
        ]
      : [];
  });
  return [
    text(t("amend.of", { agreement: amends.agreement }), "muted"),
    ...facts(
      row(t, "fact.stays", numbers(true)),
      row(t, "fact.added", numbers(false)),
      row(t, "fact.dropped", dropped.length === 0 ? null : joined(dropped, "\n")),
    ),
  ];
}

/** An earlier offer that this one is compared with. */
export type Before = Pick<Revision, "number" | "deal">;

/** What differs between two offers, in a few words each: terms, pain, discount, costs, and promises by their number. */
export function changes(deal: Deal, before: Deal, t: Speak, account: Account): Part[][] {
  const moved = deal.promises.flatMap((promise, i) => {
    const old = before.promises.find(({ what }) => what === promise.what) ?? before.promises[i];
    return old && samePromise(promise, deal, old, before) ? [] : [i + 1];
  });
  const total = ({ cost }: Deal) => sum([cost.supplier, cost.customer]);
  const [was, is] = [total(before), total(deal)];
  return [
    ...(before.terms === deal.terms ? [] : [t("deal.changed.terms")]),
    ...(before.ends === deal.ends ? [] : [t("deal.changed.ends", { before: ending(before, t), after: ending(deal, t) })]),
    ...(before.discount === deal.discount
      ? []
      : [t("deal.changed.discount", { before: before.discount / 100, after: deal.discount / 100 })]),
    ...firms
      .filter((firm) => before.cost[firm].minor !== deal.cost[firm].minor)
      .map((firm) =>
        t("deal.changed.cost", { firm: firmName(account, firm), before: cash(before.cost[firm]), after: cash(deal.cost[firm]) }),
      ),
    ...(was && is && was.minor !== is.minor ? [t("deal.changed.together", { before: cash(was), after: cash(is) })] : []),
    ...(before.interim === deal.interim
      ? []
      : [t("deal.changed.interim", { before: share(before, t, account), after: share(deal, t, account) })]),
    ...(moved.length === 0 ? [] : [t("deal.changed.promises", { count: moved.length, numbers: numbered(moved, t) })]),
    ...(deal.promises.length < before.promises.length
      ? [t("deal.changed.fewer", { before: before.promises.length, after: deal.promises.length })]
      : []),
  ];
}

const share = (deal: Deal, t: Speak, account: Account): Part[] => interimLine(deal, t, account) ?? t("ends.not-said");

const ending = ({ ends }: Deal, t: Speak): Part[] => t(`ends.${ends ?? "not-said"}`);

function samePromise(one: PromiseDraft, deal: Deal, other: PromiseDraft, before: Deal): boolean {
  const first = ({ needs }: PromiseDraft, { promises }: Deal): string =>
    needs.map((id) => promises.findIndex((need) => need.id === id)).join();
  const same = one.what === other.what && one.due === other.due && one.owner === other.owner && one.pledge === other.pledge;
  return same && first(one, deal) === first(other, before);
}

/** Two deals in two columns, what differs marked. */
export function beside(deals: readonly [Revision, Revision], s: Shared, t: Speak, account: Account): Block {
  const rows: { label: readonly Part[]; cell: (revision: Revision) => Part[] }[] = [
    { label: t("compare.terms"), cell: ({ deal }) => [quoted(deal.terms, t)] },
    {
      label: t("compare.promises"),
      cell: ({ deal }) =>
        joined(
          deal.promises.map((promise, i) => [...numbered([i + 1], t), ". ", ...promiseItem(promise, deal, t, account)]),
          "\n",
        ),
    },
    ...(deals.some(({ amends }) => amends !== null && amends.drops.length > 0)
      ? [
          {
            label: t("fact.dropped"),
            cell: ({ amends }: Revision) =>
              joined(
                (amends?.drops ?? []).map((id) => [quoted(s.promises.find((one) => one.id === id)?.what ?? null, t)]),
                "\n",
              ),
          },
        ]
      : []),
    ...(s.report.hurts === null ? [] : [{ label: t("compare.ends"), cell: ({ deal }: Revision) => ending(deal, t) }]),
    { label: t("fact.pledged"), cell: ({ deal }) => pledged(deal, t, account) ?? t("compare.none") },
    { label: t("fact.discount"), cell: ({ deal }) => t("deal.discount", { percent: deal.discount / 100 }) },
    ...firms.map((firm) => ({
      label: t("report.cost", { firm: firmName(account, firm) }),
      cell: ({ deal }: Revision): Part[] => [cash(deal.cost[firm])],
    })),
    {
      label: t("fact.together"),
      cell: ({ deal: { cost } }) => {
        const all = sum([cost.supplier, cost.customer]);
        return all ? [cash(all)] : [];
      },
    },
    ...(deals.some(({ deal }) => deal.interim !== undefined)
      ? [{ label: t("fact.interim"), cell: ({ deal }: Revision) => share(deal, t, account) }]
      : []),
    { label: t("fact.source"), cell: ({ deal }) => basisOf(deal, t) },
    { label: t("compare.open"), cell: ({ expires }) => (expires ? [moment(expires)] : t("compare.no-end")) },
  ];
  const [one, other] = deals;
  return {
    kind: "columns",
    heads: deals.map(({ number, firm }) => t("offer.title", { number, firm: firmName(account, firm) })),
    rows: rows.map(({ label, cell }) => {
      const cells = [cell(one), cell(other)] as const;
      const differs = JSON.stringify(cells[0]) !== JSON.stringify(cells[1]);
      return { label: differs ? [...label, " ", ...t("compare.differs")] : label, cells, differs };
    }),
  };
}
