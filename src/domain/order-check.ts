/**
 * What differs in an order from this customer's own past orders of the same article. Pure and plain: each finding carries the numbers
 * that it was reckoned from, so that anybody can reckon it again.
 *
 * Quantities and days: the modified z-score of Iglewicz and Hoaglin (How to Detect and Handle Outliers, 1993), 0.6745 × |x − median| ÷
 * MAD, above 3.5. It bears up to half of the past being odd itself. That nothing is claimed of fewer than five orders, nor of what is
 * less than a tenth away, and the rule where the MAD is 0, are ours.
 */
import { type Calendar, worksOn } from "./calendar.ts";
import { articleKey, type Beside, compared, type Finding, numberKey, type Order, type PastOrders, unitKey } from "./orders.ts";
import { daysBetween } from "./time.ts";

/** Of fewer past orders nothing is claimed. */
export const fewest = 5;
const threshold = 3.5;

/** The middle of a list; between the two in the middle of an even one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Median and median absolute deviation from it. */
const spread = (past: readonly number[]): { readonly middle: number; readonly mad: number } => {
  const middle = median(past);
  return { middle, mad: median(past.map((value) => Math.abs(value - middle))) };
};

/**
 * Whether `now` differs from what is usual in `past`. Where more than half of the past are equal the MAD is 0 and the score says nothing:
 * then it differs when it is a quarter away from the median, and nothing like it was there before.
 */
export function differs(past: readonly number[], now: number): boolean {
  if (past.length < fewest) return false;
  const { middle, mad } = spread(past);
  const away = Math.abs(now - middle);
  if (away * 10 <= middle) return false;
  if (mad > 0) return 0.6745 * (away / mad) > threshold;
  return (now < Math.min(...past) || now > Math.max(...past)) && away * 4 >= middle;
}

export type Usual = { readonly from: number; readonly to: number; readonly median: number; readonly orders: number };

/** What is usual: the smallest and largest of those that do not differ themselves; where most are equal, that alone. */
export function usualOf(past: readonly number[]): Usual {
  const { middle, mad } = spread(past);
  const near = mad === 0 ? [middle] : past.filter((value) => !differs(past, value));
  return { from: Math.min(...near), to: Math.max(...near), median: middle, orders: past.length };
}

/** How slips of the pen multiply: zeros, and dozens for pieces. */
const slips = [10, 100, 1_000, 12] as const;
export type SlipOf = { readonly times: (typeof slips)[number]; readonly way: "more" | "less" };

/** By what `now` is a multiple or a fraction of something usual, as a zero too many makes it; `null`: it is none. */
export function slipOf(past: readonly number[], now: number): SlipOf | null {
  const { from, to } = usualOf(past);
  for (const times of slips) {
    if (now >= from * times && now <= to * times) return { times, way: "more" };
    if (now * times >= from && now * times <= to) return { times, way: "less" };
  }
  return null;
}

/** Whether two texts are one edit apart: one character more, less or other, or two neighbours changed round (Damerau, 1964). */
export function oneEditApart(one: string, other: string): boolean {
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length + right.length === 0) return false;
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** Articles shorter than this are all one edit apart. */
const shortest = 4;

/** An order with what differs in it; `few`: too little is known to tell. */
export type Checked = { readonly findings: readonly Finding[]; readonly beside: Beside; readonly few: boolean };
const nothingBeside: Beside = { near: null, usualUnit: null, gone: [], added: [] };

/** Compares an order with past ones; `receiver`: the calendar of the firm that it goes to. */
export function checkOrder(order: Order, past: PastOrders, receiver: Calendar): Checked {
  const same = past.of.filter(
    ({ article, number }) => articleKey(article) === articleKey(order.article) && numberKey(number) !== numberKey(order.number),
  );
  const parts = [
    same.length === 0 ? articleOf(order, past) : null,
    quantityOf(order, since(same, "quantity")),
    dateOf(order, since(same, "date"), receiver),
    specificationOf(order, since(same, "specification")),
  ].filter((part) => part !== null);
  return {
    findings: parts.flatMap(({ findings }) => findings),
    beside: Object.assign({}, nothingBeside, ...parts.map(({ beside }) => beside ?? {})) as Beside,
    few: same.length < fewest,
  };
}

type Part = { readonly findings: readonly Finding[]; readonly beside?: Partial<Beside> };

/** The orders from the latest on that was said to be a change in this: the usual begins with it. */
function since(same: readonly Order[], aspect: Order["changed"][number]): readonly Order[] {
  const change = same.findIndex(({ changed }) => changed.includes(aspect));
  return (change === -1 ? same : same.slice(0, change + 1)).slice(0, compared);
}

function articleOf({ article }: Order, { articles }: PastOrders): Part | null {
  const key = articleKey(article);
  const orders = articles.reduce((sum, one) => sum + one.orders, 0);
  const near = [...articles]
    .sort((a, b) => b.orders - a.orders)
    .find((one) => one.orders >= fewest && key.length >= shortest && oneEditApart(one.key, key));
  if (near) return { findings: [{ kind: "article-near", orders: near.orders }], beside: { near: near.name } };
  // Where every other order is of a new article, one more is nothing new.
  if (orders < fewest || articles.length * 2 > orders) return null;
  return { findings: [{ kind: "article-new", orders, articles: articles.length }] };
}

function quantityOf({ quantity, unit }: Order, past: readonly Order[]): Part | null {
  if (past.length < fewest) return null;
  const alike = past.filter((one) => unitKey(one.unit) === unitKey(unit));
  if (alike.length === 0) return { findings: [{ kind: "unit", orders: past.length }], beside: { usualUnit: past[0]!.unit } };
  const quantities = alike.map((one) => one.quantity);
  return differs(quantities, quantity) ? { findings: [{ kind: "quantity", past: quantities }] } : null;
}

function dateOf({ placed, wanted }: Order, past: readonly Order[], receiver: Calendar): Part | null {
  const leads = past.map((one) => daysBetween(one.placed, one.wanted));
  const days = daysBetween(placed, wanted);
  const far = differs(leads, days);
  const way = days < Math.min(...leads) ? "sooner" : days > Math.max(...leads) ? "later" : null;
  const freeBefore = past.slice(0, fewest).some((one) => !worksOn(receiver, one.wanted));
  return {
    findings: [
      ...(far && way ? [{ kind: "lead", past: leads, days, way } as const] : []),
      ...(worksOn(receiver, wanted) || freeBefore ? [] : [{ kind: "free-day" } as const]),
    ],
  };
}

/** The words of a specification, in their order; how they are spaced and set in capitals does not matter. */
const wordsOf = (text: string | null): readonly string[] =>
  (text ?? "")
    .normalize("NFKC")
    .split(/[\s,;]+/)
    .filter((word) => word !== "");
const folded = (word: string): string => word.toLowerCase();
/** How many changed words are shown. */
const mostWords = 12;

function specificationOf({ specification }: Order, past: readonly Order[]): Part | null {
  if (past.length < fewest) return null;
  const latest = past.slice(0, fewest).map((one) => wordsOf(one.specification));
  const now = wordsOf(specification);
  const without = (words: readonly string[], others: readonly string[]): readonly string[] => {
    const known = new Set(others.map(folded));
    return [...new Set(words)].filter((word) => !known.has(folded(word))).slice(0, mostWords);
  };
  const same = (before: readonly string[]) => without(before, now).length + without(now, before).length === 0;
  if (latest.some(same)) return null;
  const before = latest[0]!;
  return {
    findings: [{ kind: "specification", orders: latest.length }],
    beside: { gone: without(before, now), added: without(now, before) },
  };
}
