/** Orders of a customer as both firms know them, and what the standing case remembers of those that differed from what is usual. */
import type { Shared, Text } from "./case.ts";
import type { OrderEvent } from "./events/orders.ts";
import { last, type Stamped, stamp } from "./fold.ts";
import type { ExpectationId, PersonId, QuestionId } from "./ids.ts";
import type { Firm } from "./people.ts";
import type { Day, Instant } from "./time.ts";

/** What an order can differ in from the customer's own past ones. */
export const aspects = ["article", "quantity", "date", "specification"] as const;
export type Aspect = (typeof aspects)[number];

/** One order line as it was placed. */
export type Order = {
  readonly number: string;
  readonly article: string;
  readonly quantity: number;
  /** `null`: not said. */
  readonly unit: string | null;
  readonly placed: Day;
  readonly wanted: Day;
  readonly specification: string | null;
  /** Whether later orders are compared with it: not while it differs and nobody has said that it is right. */
  readonly counted: boolean;
  /** In what it was said to be a change: in these it is compared with, and nothing that was ordered before it. */
  readonly changed: readonly Aspect[];
  /** A hash of the order as it came in: what comes again unchanged is known already, whatever was said of it since. */
  readonly sent: string;
};

/** Which past orders a rule needs: those with these numbers, and the latest of these articles; both as keys. */
export type OrdersWanted = { readonly numbers: readonly string[]; readonly articles: readonly string[] };

/** What is known of past orders. */
export type PastOrders = {
  /** Those that were asked for by number, counted or not. */
  readonly known: readonly Order[];
  /** The counted ones of the articles that were asked for, newest first, at most `compared` of each. */
  readonly of: readonly Order[];
  /** Every article of the relationship with how many counted orders it has. */
  readonly articles: readonly { readonly key: string; readonly name: string; readonly orders: number }[];
};
/** Nothing is known: what a rule gets that does not look orders up. */
export const noOrders: PastOrders = { known: [], of: [], articles: [] };

/** With how many of an article's latest orders a new one is compared: what was usual lately, and a list that can be read (ours). */
export const compared = 24;

const plainDigits = (text: string): string =>
  text.replaceAll(/[\u06f0-\u06f9\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) & 0xf));

/** What makes two order numbers the same. */
export const numberKey = (number: string): string => plainDigits(number.normalize("NFKC")).toUpperCase().replaceAll(/\s+/g, " ");

/** What makes two articles the same, however they are spaced: "HP-120" is "hp 120". */
export function articleKey(article: string): string {
  const written = plainDigits(article.normalize("NFKC")).toUpperCase();
  return written.replaceAll(/[\s\p{Pd}]+/gu, "") || written;
}

/** What makes two units the same. */
export const unitKey = (unit: string | null): string =>
  (unit ?? "")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[.\s]+/g, "");

/** A quantity as people write it, "500 pcs" or "12.5 kg"; `null` when it is no number with a unit. Thousands are not set apart. */
export function readQuantity(text: string): { readonly quantity: number; readonly unit: string | null } | null {
  // A unit with digits in it stands apart: "1e3" is no quantity.
  const [, digits, apart, close] =
    /^(\d{1,9}(?:\.\d{1,3})?)(?:\s+(\p{L}[\p{L}\p{M}\u200c\d. /²³]{0,19})|(\p{L}[\p{L}\p{M}\u200c./²³]{0,19}))?$/u.exec(
      plainDigits(text.normalize("NFC").trim()),
    ) ?? [];
  const quantity = Number(digits);
  return quantity > 0 ? { quantity, unit: (apart ?? close)?.trim() ?? null } : null;
}

/** What differs in an order, with the numbers that show it. People's words to it stand beside it: `near`, `usualUnit`, `gone`, `added`. */
export type Finding =
  /** Never ordered: how many orders and articles there are. */
  | { readonly kind: "article-new"; readonly orders: number; readonly articles: number }
  /** Never ordered, and one character apart from an article that is: how many orders of that one. */
  | { readonly kind: "article-near"; readonly orders: number }
  | { readonly kind: "unit"; readonly orders: number }
  /** The quantities that it was compared with, newest first. */
  | { readonly kind: "quantity"; readonly past: readonly number[] }
  /** The days from placing to delivery, newest first. */
  | { readonly kind: "lead"; readonly past: readonly number[]; readonly days: number; readonly way: "sooner" | "later" }
  /** Wanted on a day on which the customer does not work. */
  | { readonly kind: "free-day" }
  | { readonly kind: "specification"; readonly orders: number };

/** Which aspect of an order a finding is about. */
export const aspectOf: { readonly [K in Finding["kind"]]: Aspect } = {
  "article-new": "article",
  "article-near": "article",
  unit: "quantity",
  quantity: "quantity",
  lead: "date",
  "free-day": "date",
  specification: "specification",
};

/** The words that belong to findings. */
export type Beside = {
  /** The article that it may have been meant for. */
  readonly near: string | null;
  readonly usualUnit: string | null;
  /** Words of the last specification that are gone, and new ones. */
  readonly gone: readonly string[];
  readonly added: readonly string[];
};

export const answers = ["right", "slip", "change"] as const;
/** What an order that differs is: right as it is, a slip, or a change from now on. */
export type OrderAnswer = (typeof answers)[number];

/** What was meant in place of what was written; `null`: that was right. */
export type Meant = { readonly quantity: number | null; readonly wanted: Day | null };
type MeantWords = { readonly unit: Text; readonly article: Text; readonly specification: Text };

/** An order that differs, until the customer has said what it is or its day has passed. */
export type Question = {
  readonly id: QuestionId;
  readonly by: PersonId;
  readonly firm: Firm;
  readonly at: Instant;
  /** When the wanted day is over, at the customer's place. */
  readonly until: Instant;
  readonly number: Text;
  readonly article: Text;
  readonly quantity: number;
  readonly unit: Text;
  readonly placed: Day;
  readonly wanted: Day;
  readonly specification: Text;
  readonly findings: readonly Finding[];
  readonly beside: Beside;
  /** What the supplier thinks; the customer decides. */
  readonly thinks: (Meant & MeantWords & { readonly by: PersonId; readonly as: OrderAnswer }) | null;
  /** Who asked the other firm for a call about it. */
  readonly call: { readonly by: PersonId; readonly firm: Firm } | null;
};

/** Something new was ordered: both are asked once what goes without saying of it. */
export type News = { readonly id: QuestionId; readonly article: Text; readonly at: Instant; readonly answered: readonly Firm[] };

/** What one firm expects of an article, in its words; `agrees` is `null` until the other firm has read it. */
export type Expectation = {
  readonly id: ExpectationId;
  readonly by: PersonId;
  readonly firm: Firm;
  readonly at: Instant;
  readonly article: Text;
  /** What it must do, how that is checked, and what goes without saying. */
  readonly must: Text;
  readonly check: Text;
  readonly granted: Text;
  readonly agrees: boolean | null;
  /** Who of the other firm has read it, and what they see differently. */
  readonly read: { readonly by: PersonId; readonly words: Text } | null;
};

/** An order that is to be made, since then. */
export type Begun = { readonly id: QuestionId; readonly article: Text; readonly at: Instant };

export type Orders = {
  /** The last time that orders came in: how many, how many of them differ, of how many too little is known to tell. */
  readonly latest: {
    readonly by: PersonId;
    readonly at: Instant;
    readonly count: number;
    readonly asked: number;
    readonly few: number;
  } | null;
  readonly open: readonly Question[];
  readonly news: readonly News[];
  /** Orders that the customer has answered, and the supplier not yet whether anything is short for them; absent: none so far. */
  readonly begun?: readonly Begun[];
  readonly expectations: readonly Expectation[];
};
/** What a standing case starts with. */
export const noOrdersYet: Orders = { latest: null, open: [], news: [], expectations: [] };

/** How many questions about orders may be open at once, and how much else is remembered of orders. */
export const mostOpen = 12;
const kept = { news: 4, expectations: 8 } as const;

/** The standing case after an event about orders. */
export function evolveOrders(s: Shared, event: OrderEvent & Stamped): Shared {
  if (s.standing === null) return s;
  const { standing } = s;
  const { orders } = standing;
  const { by, firm, at } = stamp(event);
  const put = (change: Partial<Orders>): Shared => ({ ...s, standing: { ...standing, orders: { ...orders, ...change } } });
  switch (event.type) {
    case "orders-recorded": {
      const { count, asked, few } = event;
      // What nobody answered in time is asked no more.
      return put({ latest: { by, at, count, asked, few }, open: orders.open.filter(({ until }) => until > at) });
    }
    case "order-questioned": {
      const { question: id, until, quantity, placed, wanted, findings, said } = event;
      const { near = null, usualUnit = null, gone = [], added = [] } = said ?? {};
      const asked: Question = {
        ...{ id, by, firm, at, until, quantity, placed, wanted, findings },
        number: said?.number ?? null,
        article: said?.article ?? null,
        unit: said?.unit ?? null,
        specification: said?.specification ?? null,
        beside: { near, usualUnit, gone, added },
        thinks: null,
        call: null,
      };
      return put({ open: last(orders.open, asked, mostOpen) });
    }
    case "order-replaced":
      return put({ open: orders.open.filter(({ id }) => id !== event.question) });
    case "order-thought": {
      const { as, quantity, wanted, said } = event;
      const meant = {
        quantity,
        wanted,
        unit: said?.unit ?? null,
        article: said?.article ?? null,
        specification: said?.specification ?? null,
      };
      return put({ open: orders.open.map((one) => (one.id === event.question ? { ...one, thinks: { by, as, ...meant } } : one)) });
    }
    case "order-answered": {
      const { question: id, anew } = event;
      const article = event.said?.article ?? orders.open.find((one) => one.id === id)?.article ?? null;
      return put({
        open: orders.open.filter((one) => one.id !== id),
        begun: last(orders.begun ?? [], { id, article, at }, mostOpen),
        ...(anew && { news: last(orders.news, { id, article, at, answered: [] }, kept.news) }),
      });
    }
    case "order-call-asked":
      return put({ open: orders.open.map((one) => (one.id === event.question ? { ...one, call: { by, firm } } : one)) });
    case "order-called":
      return put({ open: orders.open.map((one) => (one.id === event.question ? { ...one, call: null } : one)) });
    case "expectation-said": {
      const { expectation: id, about, said } = event;
      const { article = null, must = null, check = null, granted = null } = said ?? {};
      const expectation: Expectation = { id, by, firm, at, article, must, check, granted, agrees: null, read: null };
      return put({ news: answered(orders.news, about, firm), expectations: last(orders.expectations, expectation, kept.expectations) });
    }
    case "nothing-short":
      return put({ begun: (orders.begun ?? []).filter(({ id }) => id !== event.about) });
    case "nothing-expected":
      return put({ news: answered(orders.news, event.about, firm) });
    case "expectation-read": {
      const read = { by, words: event.said?.words ?? null };
      return put({
        expectations: orders.expectations.map((one) => (one.id === event.expectation ? { ...one, agrees: event.agrees, read } : one)),
      });
    }
    default:
      return event satisfies never;
  }
}

/** News that one more firm has answered; once both have, it is news no more. */
const answered = (news: readonly News[], about: QuestionId | null, firm: Firm): readonly News[] =>
  news.flatMap((one) => {
    if (one.id !== about || one.answered.includes(firm)) return [one];
    return one.answered.length === 0 ? [{ ...one, answered: [firm] }] : [];
  });
