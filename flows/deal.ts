/** A deal as people write it: terms, one promise a line, costs; and read back into what can be agreed. */
import type { Deal, PromiseDraft } from "../src/domain/case.ts";
import type { DealShape, DealWords } from "../src/domain/event.ts";
import { type Args, type Rejection, reject } from "../src/domain/flow.ts";
import type { PromiseId } from "../src/domain/ids.ts";
import type { Block, Part } from "../src/domain/message.ts";
import { type Money, readMoney, sum, writeMoney } from "../src/domain/money.ts";
import { type Account, type CatalogueEntry, type Firm, firms, type Person, peopleOf } from "../src/domain/people.ts";
import { type Instant, plus } from "../src/domain/time.ts";
import { cash, facts, firmName, moment, named, quoted, row, text } from "./parts.ts";
import { readWhen, writeDay, writeWhen } from "./reading.ts";
import type { Speak } from "./wording/index.ts";

/** How many promises one agreement holds. */
const maxPromises = 12;

/** What an offer's form holds. */
export type DealAsk = {
  readonly solution: string;
  readonly source: CatalogueEntry["source"];
  readonly terms: string;
  readonly promises: string;
  readonly discount: number;
  readonly supplierCost?: string | null | undefined;
  readonly customerCost?: string | null | undefined;
};

type ReadDeal = { readonly ok: true; readonly shape: DealShape; readonly words: DealWords } | Rejection;

/** Reads a form into a deal; the refusal names the line or field that could not be read. */
export function readDeal(
  ask: DealAsk,
  who: Person,
  account: Account,
  lead: { readonly [F in Firm]: Person["id"] },
  now: Instant,
  newId: () => string,
): ReadDeal {
  const lines = ask.promises
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.length > 0);
  if (lines.length > maxPromises) return reject("too-many-promises", { most: maxPromises });
  const known = lines.map(() => newId() as PromiseId);
  const promises: PromiseDraft[] = [];
  for (const [i, line] of lines.entries()) {
    const read = readPromise(line, i, known, who, account, lead, now);
    if ("ok" in read) return read;
    promises.push(read);
  }
  const circle = promises.find(({ id }) => needsItself(id, promises));
  if (circle) return reject("circular-needs", { line: quote(circle.what ?? "") });
  const cost = { supplier: noMoney(account), customer: noMoney(account) };
  for (const firm of firms) {
    const written = firm === "supplier" ? ask.supplierCost : ask.customerCost;
    if (!written) continue;
    const money = readMoney(written);
    if (!money) return reject("unreadable-amount", { text: quote(written), example: `10500 ${account.currency}` });
    if (money.currency !== account.currency) return reject("other-currency", { currency: money.currency, expected: account.currency });
    cost[firm] = money;
  }
  const shape = {
    kind: ask.solution,
    source: ask.source,
    temporary: ask.solution === "temporary-fix",
    discount: Math.round(ask.discount * 100),
    cost,
    promises: promises.map(({ what: _, ...promise }) => promise),
  };
  return { ok: true, shape, words: { terms: ask.terms, promises: promises.map(({ what }) => what ?? "") } };
}

const quote = (text: string): Part => ({ kind: "quote", text });
const noMoney = (account: Account): Money => ({ minor: 0, currency: account.currency });

function needsItself(id: PromiseId, promises: readonly PromiseDraft[]): boolean {
  const seen = new Set<PromiseId>();
  const reach = (from: PromiseId): boolean =>
    (promises.find((promise) => promise.id === from)?.needs ?? []).some(
      (need) => need === id || (!seen.has(need) && seen.add(need) && reach(need)),
    );
  return reach(id);
}

/** "Reza: rework 38 housings at Nordvik, by Thu 26 Nov 16:00, needs 4": who, what, by when, and which lines must be kept first. */
function readPromise(
  line: string,
  index: number,
  ids: readonly PromiseId[],
  who: Person,
  account: Account,
  lead: { readonly [F in Firm]: Person["id"] },
  now: Instant,
): PromiseDraft | Rejection {
  const match = /^\s*(?:\d+[.)]\s*)?([^:]{1,60}):\s*(.+),\s*by\s+(.+?)(?:,\s*needs\s+([\d,\sand]+))?\s*\.?$/i.exec(line);
  const args: Args = { line: quote(line), example: `${account.firms.supplier.name}: 40 good pieces by air, by Thu 26 Nov 12:00` };
  if (!match) return reject("unreadable-promise", args);
  const owner = ownerNamed(match[1]!.trim(), account, lead);
  if (!owner) return reject("unknown-owner", { ...args, name: quote(match[1]!.trim()) });
  const due = readWhen(match[3]!.trim(), now, who.calendar.zone);
  if (!due) return reject("unreadable-date", { text: quote(match[3]!.trim()) });
  if (due <= now) return reject("due-in-the-past", { ...args, at: moment(due) });
  const numbers = (match[4]?.match(/\d+/g) ?? []).map(Number);
  if (numbers.some((n) => n < 1 || n > ids.length || n === index + 1)) return reject("unknown-need", args);
  return {
    id: ids[index]!,
    firm: owner.firm,
    owner: owner.id,
    what: match[2]!.trim(),
    due,
    needs: [...new Set(numbers)].map((n) => ids[n - 1]!),
  };
}

/** A firm's name means its lead; a person is named in full or by the first name, when only one has it. */
function ownerNamed(name: string, account: Account, lead: { readonly [F in Firm]: Person["id"] }): Person | null {
  const wanted = name.toLocaleLowerCase();
  const firm = firms.find((side) => {
    const full = account.firms[side].name.toLocaleLowerCase();
    return full === wanted || full.split(" ")[0] === wanted;
  });
  if (firm) return account.people.find(({ id }) => id === lead[firm]) ?? peopleOf(account, firm)[0] ?? null;
  const found = account.people.filter((person) => {
    const full = person.name.toLocaleLowerCase();
    return full === wanted || full.split(" ")[0] === wanted;
  });
  return found.length === 1 ? found[0]! : null;
}

/** Writes the promises of a deal as lines that `readDeal` gives back unchanged. */
export function writePromises(promises: readonly PromiseDraft[], account: Account, zone: string): string {
  return promises
    .map(({ owner, what, due, needs }) => {
      const name = account.people.find(({ id }) => id === owner)?.name ?? "";
      const numbers = needs.map((need) => promises.findIndex(({ id }) => id === need) + 1);
      return `${name}: ${what ?? ""}, by ${writeWhen(due, zone)}${numbers.length > 0 ? `, needs ${numbers.join(" and ")}` : ""}`;
    })
    .join("\n");
}

/** A catalogue entry's promise lines with "{in 2 days 16:00}" made a date from now. */
export function entryPromises(entry: CatalogueEntry, now: Instant, zone: string): string {
  return entry.promises
    .map((line) =>
      line.replaceAll(/\{in (\d+) days? (\d{2}:\d{2})\}/g, (_, days: string, clock: string) => {
        return `${writeDay(plus(now, Number(days) * 86_400_000), zone)} ${clock}`;
      }),
    )
    .join("\n");
}

/** The form's values of a deal, for a counter that starts from it. */
export const dealValues = (deal: Deal, account: Account, zone: string) => ({
  terms: deal.terms ?? "",
  promises: writePromises(deal.promises, account, zone),
  discount: deal.discount / 100,
  supplierCost: deal.cost.supplier.minor === 0 ? "" : writeMoney(deal.cost.supplier),
  customerCost: deal.cost.customer.minor === 0 ? "" : writeMoney(deal.cost.customer),
});

/** A deal on one screen: terms, promises of both firms with owners and dates, what it costs each and together. */
export function dealBlocks(deal: Deal, t: Speak, account: Account, before: Before | null = null): Block[] {
  const { cost } = deal;
  const together = sum([cost.supplier, cost.customer]);
  const changed = before ? changes(deal, before.deal, t, account) : [];
  return [
    text([quoted(deal.terms, t)]),
    ...facts(before && changed.length > 0 ? { label: t("fact.changed", { number: before.number }), value: changed } : null),
    {
      kind: "list",
      items: deal.promises.map(({ owner, what, due, needs: first, firm }) => [
        quoted(what, t),
        "\n",
        ...t("deal.promise", { who: named(account, owner, t), firm: firmName(account, firm), due: moment(due) }),
        ...(first.length > 0
          ? t("deal.needs", { numbers: first.map((id) => deal.promises.findIndex((promise) => promise.id === id) + 1).join(", ") })
          : []),
      ]),
    },
    ...facts(
      deal.discount > 0 ? row(t, "fact.discount", t("deal.discount", { percent: deal.discount / 100 })) : null,
      ...firms.map((firm) => ({ label: t("report.cost", { firm: firmName(account, firm) }), value: [cash(cost[firm])] })),
      together && row(t, "fact.together", cash(together)),
      row(t, "fact.source", t(`source.${deal.source}`)),
    ),
  ];
}

/** An earlier offer that this one is compared with. */
export type Before = { readonly number: number; readonly deal: Deal };

/** What differs between two offers, in a few words: discount, costs, and promises by their number. */
function changes(deal: Deal, before: Deal, t: Speak, account: Account): Part[] {
  const moved = deal.promises.flatMap(({ what, due, owner }, i) => {
    const old = before.promises.find((promise) => promise.what === what) ?? before.promises[i];
    return old && old.what === what && old.due === due && old.owner === owner ? [] : [i + 1];
  });
  const found: Part[][] = [
    ...(before.discount === deal.discount
      ? []
      : [t("deal.changed.discount", { before: before.discount / 100, after: deal.discount / 100 })]),
    ...firms
      .filter((firm) => before.cost[firm].minor !== deal.cost[firm].minor)
      .map((firm) =>
        t("deal.changed.cost", { firm: firmName(account, firm), before: cash(before.cost[firm]), after: cash(deal.cost[firm]) }),
      ),
    ...(moved.length === 0 ? [] : [t("deal.changed.promises", { count: moved.length, numbers: moved.join(", ") })]),
    ...(deal.promises.length < before.promises.length
      ? [t("deal.changed.fewer", { before: before.promises.length, after: deal.promises.length })]
      : []),
  ];
  return found.flatMap((parts, i) => [...(i === 0 ? [] : ["\n"]), ...parts]);
}
