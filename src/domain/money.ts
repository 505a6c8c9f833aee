import { inDigits } from "./digits.ts";

/** An amount in the currency's smallest unit: 6450.00 EUR is `{ minor: 645000, currency: "EUR" }`. */
export type Money = { readonly minor: number; readonly currency: string };

/** The largest amount that is taken, in minor units: ten thousand million euros. */
export const maxMinor = 1_000_000_000_000;

const currencies = new Set(Intl.supportedValuesOf("currency"));

/** How many decimals a currency has, from Unicode CLDR (so IRR has none); the one place that says so. */
export function decimals(currency: string): number {
  let places = remembered.get(currency);
  if (places === undefined) {
    places = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
    remembered.set(currency, places);
  }
  return places;
}

/** Making a formatter costs more than all else in reading an amount. */
const remembered = new Map<string, number>();

/** The exact decimal with its currency, "6450.00 EUR": what `readMoney` reads back unchanged. */
export function writeMoney({ minor, currency }: Money): string {
  const places = decimals(currency);
  const digits = String(Math.abs(minor)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  return `${minor < 0 ? "-" : ""}${whole}${places === 0 ? "" : `.${digits.slice(-places)}`} ${currency}`;
}

/**
 * Reads "10500 EUR", "EUR 10,500.00" or "6 450.5 eur"; `null` when it is not one amount without doubt
 * ("10,500" could be ten or ten thousand and is asked again, never guessed).
 */
export function readMoney(text: string): Money | null {
  // Persian marks mean one thing each.
  const plain = inDigits(text).replaceAll("٫", ".").replaceAll("٬", " ").trim();
  const match = /^(?:([A-Za-z]{3})\s*)?([\d.,\s\u00a0\u202f]+?)(?:\s*([A-Za-z]{3}))?$/.exec(plain);
  if (!match || (match[1] === undefined) === (match[3] === undefined)) return null;
  const currency = (match[1] ?? match[3])!.toUpperCase();
  if (!currencies.has(currency)) return null;
  const number = readDecimal(match[2]!, decimals(currency));
  return number === null || number > maxMinor ? null : { minor: number, currency };
}

function readDecimal(text: string, places: number): number | null {
  const grouped = text.trim().replace(/[\s\u00a0\u202f]/g, " ");
  if (/ /.test(grouped) && !/^\d{1,3}( \d{3})+([.,]\d+)?$/.test(grouped)) return null;
  const plain = grouped.replaceAll(" ", "");
  const marks = plain.replace(/\d/g, "");
  let whole = plain;
  let part = "";
  if (marks.length > 0) {
    const last = marks.at(-1)!;
    const at = plain.lastIndexOf(last);
    const group = [...marks].slice(0, -1);
    part = plain.slice(at + 1);
    whole = plain.slice(0, at);
    if (group.length > 0) {
      if (group.some((mark) => mark === last || mark !== group[0])) return null;
      if (!/^\d{1,3}(?:[.,]\d{3})+$/.test(whole)) return null;
      whole = whole.replace(/[.,]/g, "");
    } else if (part.length === 0) return null;
    // Three digits could be a group, but for a point in a currency of three decimals: so we write it ourselves.
    else if (part.length === 3 && !(places === 3 && last === ".")) return null;
  }
  if (!/^\d+$/.test(whole) || part.length > places) return null;
  const minor = Number(whole + part.padEnd(places, "0"));
  return Number.isSafeInteger(minor) ? minor : null;
}

/** The sum of amounts in one currency; `null` when the list is empty or mixes currencies. */
export function sum(amounts: readonly Money[]): Money | null {
  const [first] = amounts;
  if (!first || amounts.some(({ currency }) => currency !== first.currency)) return null;
  return { minor: amounts.reduce((total, { minor }) => total + minor, 0), currency: first.currency };
}

/** An amount in two parts, the first of `percent` per cent, rounded to the smallest unit, half up; together they are the whole to the last unit. */
export function split({ minor, currency }: Money, percent: number): readonly [Money, Money] {
  // In whole numbers: a product of floats could be off by one unit.
  const first = Number((BigInt(minor) * BigInt(percent) + 50n) / 100n);
  return [
    { minor: first, currency },
    { minor: minor - first, currency },
  ];
}

/** The sums of amounts, one for each currency, in the order in which the currencies first come: currencies never mix. */
export const sums = (amounts: readonly Money[]): readonly Money[] =>
  [...new Set(amounts.map(({ currency }) => currency))].flatMap(
    (currency) => sum(amounts.filter((amount) => amount.currency === currency)) ?? [],
  );
