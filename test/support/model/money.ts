/** Money, value and figures: whole amounts of one currency, entries that never change, sums that are right. */

import { promiseRecord } from "../../../flows/promise-state.ts";
import { interimOf } from "../../../src/domain/deal.ts";
import { canonical } from "../../../src/domain/hash.ts";
import type { Money } from "../../../src/domain/money.ts";
import { maxMinor, readMoney, writeMoney } from "../../../src/domain/money.ts";
import { firms, otherFirm } from "../../../src/domain/people.ts";
import { caseSurvey } from "../../../src/domain/survey.ts";
import { rules } from "./rules.ts";

const names = [
  "every amount is whole, within bounds, in the currency of the relationship, and is read back as it is written",
  "shares of causes sum to 100",
  "value is entered once and never changed, and counts by the word of the firm that benefits alone",
  "the records of kept and broken promises add up to what the log says",
  "one person answers each part of a survey round once",
  "a split of the cost until the source is known is the cost of both firms to the last unit, nearest to its per cent",
] as const;

function* amountsIn(value: unknown): Generator<Money> {
  if (typeof value !== "object" || value === null) return;
  if ("minor" in value && "currency" in value) yield value as Money;
  else for (const inner of Object.values(value)) yield* amountsIn(inner);
}

/** The rules of money and value. */
export const money = rules(names, (hold) => {
  const values = new Map<string, string>();
  const confirmed = new Set<string>();
  const answered = new Map<string, number>();
  const kept = { supplier: 0, customer: 0 };
  const broken = { supplier: 0, customer: 0 };
  return {
    turn({ events, account, before, after }) {
      const { shared } = after;
      for (const event of events) {
        for (const amount of amountsIn(event)) {
          const { minor, currency } = amount;
          hold(names[0], Number.isSafeInteger(minor) && minor >= 0 && minor <= maxMinor && currency === account.currency, () =>
            JSON.stringify(amount),
          );
          hold(names[0], canonical(readMoney(writeMoney(amount))) === canonical(amount), () => writeMoney(amount));
        }
        if ("deal" in event && event.deal.interim !== undefined) {
          const { cost, interim } = event.deal;
          const carries = interimOf(event.deal)!;
          const together = cost.supplier.minor + cost.customer.minor;
          const parts = carries.supplier.minor + carries.customer.minor;
          const off = Math.abs(carries.supplier.minor * 100 - together * interim);
          hold(names[5], parts === together && off <= 50 && carries.customer.minor >= 0, () => JSON.stringify([cost, interim, carries]));
        }
        switch (event.type) {
          case "causes-weighed":
            hold(names[1], event.shares.reduce((sum, { share }) => sum + share, 0) === 100, () => JSON.stringify(event.shares));
            break;
          case "value-entered":
            hold(names[2], !values.has(event.value), () => event.value);
            values.set(event.value, canonical([event.firm, event.kind, event.money, event.hours ?? null, event.said?.what ?? null]));
            break;
          case "value-confirmed": {
            const entry = shared.followUp.values.find(({ id }) => id === event.value);
            hold(names[2], entry?.firm === event.of && !confirmed.has(event.value), () => `${event.value} by ${event.of}`);
            confirmed.add(event.value);
            break;
          }
          case "verified":
            kept[otherFirm(event.of!)]++;
            break;
          case "broken":
            broken[before!.shared.promises.find(({ id }) => id === event.promise)!.firm]++;
            break;
          case "survey-answered": {
            const name = `${event.round} ${event.by}`;
            const parts = (answered.get(name) ?? 0) + 1;
            hold(names[4], parts <= caseSurvey[event.of!].length, () => `${name}: ${parts} parts`);
            answered.set(name, parts);
            break;
          }
          default:
        }
      }
      for (const { id, firm, kind, money: amount, hours = null, what, confirmedBy } of shared.followUp.values) {
        hold(names[2], values.get(id) === canonical([firm, kind, amount, hours, what]), () => id);
        hold(names[2], (confirmedBy !== null) === confirmed.has(id), () => id);
      }
      const record = promiseRecord([shared]);
      for (const firm of firms) {
        const { kept: keptNow, broken: brokenNow, made } = record[firm];
        hold(names[3], keptNow === kept[firm] && brokenNow === broken[firm], () => `${firm}: ${keptNow} kept, the log says ${kept[firm]}`);
        hold(names[3], keptNow + brokenNow <= made, () => `${firm}: ${made} made`);
      }
    },
  };
});
