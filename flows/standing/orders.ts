/**
 * Orders are compared with this customer's own past ones before anything is made. What differs is asked of both firms, with its reason;
 * the customer's answer decides. What does not differ is only kept.
 */
import { endOf, localDate } from "../../src/domain/calendar.ts";
import type { Shared, VisibleCase } from "../../src/domain/case.ts";
import type { Ask, AskOf } from "../../src/domain/command.ts";
import { inDigits } from "../../src/domain/digits.ts";
import type { Draft } from "../../src/domain/event.ts";
import { accept, type Context, type Decision, type Flow, type Rejection, reject, slow, type Wanted } from "../../src/domain/flow.ts";
import { canonical, sha256 } from "../../src/domain/hash.ts";
import type { PersonId, QuestionId } from "../../src/domain/ids.ts";
import { checkOrder } from "../../src/domain/order-check.ts";
import {
  type Aspect,
  articleKey,
  aspectOf,
  mostOpen,
  numberKey,
  type Order,
  type OrdersWanted,
  type PastOrders,
  type Question,
  readQuantity,
  unitKey,
} from "../../src/domain/orders.ts";
import { type Account, type Firm, firms, otherFirm, peopleOf, personOf } from "../../src/domain/people.ts";
import { type Day, type Instant, plusDays } from "../../src/domain/time.ts";
import { speak } from "../parts.ts";
import { dayIn } from "../reading/when.ts";
import { warnButton } from "../report-buttons.ts";
import { callAsk, checkButton, fileButton, orderAsk, orderNotices, orderSection } from "./order-cards.ts";
import { whoAnswers } from "./rights.ts";

const dayMinutes = 8 * 60;

/** Questions that can still be answered. */
const openOf = (s: Shared, now: Instant): readonly Question[] => s.standing?.orders.open.filter(({ until }) => until > now) ?? [];

type OrderText = Omit<AskOf<"check-order">, "type">;
type Read = { readonly ok: true; readonly order: Order };

/** An order out of its texts; or what cannot be read, or cannot be. */
function readOrder(text: OrderText, { who, account, now }: Context): Read | Rejection {
  const { number, article, specification = null } = text;
  const order = { kind: "quote", text: number } as const;
  const amount = readQuantity(text.quantity);
  if (!amount) return reject("unreadable-quantity", { order, text: { kind: "quote", text: text.quantity } });
  const zone = who.calendar.zone;
  const today = localDate(now, zone) as Day;
  const placed = text.placed ? dayIn(text.placed, now, zone) : today;
  if (!placed) return reject("unreadable-day", { order, text: { kind: "quote", text: text.placed! } });
  const days = /^\d{1,3}$/.exec(inDigits(text.wanted))?.[0];
  const wanted = days === undefined ? dayIn(text.wanted, now, zone) : plusDays(placed, Number(days));
  if (!wanted) return reject("unreadable-day", { order, text: { kind: "quote", text: text.wanted } });
  if (wanted < placed) return reject("wanted-before-placed", { order });
  if (placed > today && firms.every((firm) => placed > localDate(now, account.firms[firm].calendar.zone)))
    return reject("placed-later", { order });
  const content = { number, article, ...amount, placed, wanted, specification };
  // Where no day is given the day of sending is no part of the order: sent again tomorrow, it is the same.
  const sent = sha256(canonical({ ...content, placed: text.placed ? placed : null })).slice(0, 16);
  return { ok: true, order: { ...content, counted: true, changed: [], sent } };
}

/** Whether two versions of one order are the same in an aspect. */
const sameIn: { readonly [A in Aspect]: (a: Order, b: Order) => boolean } = {
  article: (a, b) => articleKey(a.article) === articleKey(b.article),
  quantity: (a, b) => a.quantity === b.quantity && unitKey(a.unit) === unitKey(b.unit),
  date: (a, b) => a.wanted === b.wanted,
  specification: (a, b) => a.specification === b.specification,
};

/** The past with one more order, which the next of the same file is compared with, too. */
function withOrder(past: PastOrders, order: Order): PastOrders {
  const others = past.of.filter(({ number }) => numberKey(number) !== numberKey(order.number));
  if (!order.counted) return { ...past, of: others };
  const key = articleKey(order.article);
  const found = past.articles.find((one) => one.key === key);
  const known = past.known.some(({ number, counted }) => counted && numberKey(number) === numberKey(order.number));
  const articles = found
    ? past.articles.map((one) => (one === found && !known ? { ...one, orders: one.orders + 1 } : one))
    : [...past.articles, { key, name: order.article, orders: 1 }];
  return { ...past, of: [order, ...others], articles };
}

type Came = { readonly order: Order; readonly few: boolean; readonly question: Draft | null };

/** One order as it came in: known already, or kept with what differs in it. */
function takeIn(order: Order, past: PastOrders, { account, now, newId, said }: Context): Came | null {
  const known = past.known.find(({ number }) => numberKey(number) === numberKey(order.number));
  if (known?.sent === order.sent) return null;
  const { calendar } = account.firms.customer;
  const until = endOf(order.wanted, calendar.zone);
  // What was wanted by now is history.
  if (until <= now) return { order, few: false, question: null };
  const checked = checkOrder(order, past, calendar);
  const unchanged = (aspect: Aspect): boolean => known?.counted === true && sameIn[aspect](known, order);
  const findings = checked.findings.filter(({ kind }) => !unchanged(aspectOf[kind]));
  const changed = known?.changed.filter(unchanged) ?? [];
  if (findings.length === 0) return { order: { ...order, changed }, few: checked.few, question: null };
  const { number, article, quantity, unit, placed, wanted, specification } = order;
  return {
    order: { ...order, changed, counted: false },
    few: checked.few,
    question: {
      type: "order-questioned",
      audience: "shared",
      question: newId() as QuestionId,
      ...{ until, quantity, placed, wanted, findings },
      said: said({ number, article, unit, specification, ...checked.beside }),
    },
  };
}

/** Takes orders in, all or none; those that differ are asked about. */
function record({ shared: s }: VisibleCase, texts: readonly OrderText[], context: Context): Decision {
  if (texts.length === 0) return reject("no-orders");
  const read: Order[] = [];
  for (const text of texts) {
    const one = readOrder(text, context);
    if (!one.ok) return one;
    read.push(one.order);
  }
  let past = context.orders;
  const came: Came[] = [];
  for (const order of read.sort((a, b) => (a.placed < b.placed ? -1 : 1))) {
    const one = takeIn(order, past, context);
    if (!one) continue;
    came.push(one);
    past = withOrder(past, one.order);
  }
  const open = openOf(s, context.now);
  const again = new Set(came.map(({ order }) => numberKey(order.number)));
  const replaced = open.filter(({ number }) => number !== null && again.has(numberKey(number)));
  const questions = came.flatMap(({ question }) => question ?? []);
  if (open.length - replaced.length + questions.length > mostOpen)
    return reject("too-many-order-questions", { count: questions.length, open: open.length - replaced.length, most: mostOpen });
  return {
    ...accept(
      ...replaced.map(({ id }): Draft => ({ type: "order-replaced", audience: "shared", question: id })),
      {
        type: "orders-recorded",
        audience: "shared",
        count: came.length,
        asked: questions.length,
        few: came.filter(({ few }) => few).length,
      },
      ...questions,
    ),
    orders: came.map(({ order }) => order),
  } as Decision;
}

const given = ({ article, quantity, wanted, specification }: AskOf<"answer-order">) => ({ article, quantity, wanted, specification });

/** What was meant in place of what the order says; what is repeated as it stands was not meant otherwise. */
function readMeant(question: Question, ask: AskOf<"answer-order">, { who, now }: Context) {
  const none = { quantity: null, wanted: null, unit: null, article: null, specification: null };
  if (ask.as !== "slip") return { ok: true, meant: none } as const;
  const { article = null, specification = null, ...text } = given(ask);
  const order = { kind: "quote", text: question.number ?? "" } as const;
  const amount = text.quantity ? readQuantity(text.quantity) : null;
  if (text.quantity && !amount) return reject("unreadable-quantity", { order, text: { kind: "quote", text: text.quantity } });
  const wanted = text.wanted ? dayIn(text.wanted, now, who.calendar.zone) : null;
  if (text.wanted && !wanted) return reject("unreadable-day", { order, text: { kind: "quote", text: text.wanted } });
  if (wanted && wanted < question.placed) return reject("wanted-before-placed", { order });
  const otherQuantity = amount !== null && amount.quantity !== question.quantity;
  const unit = amount?.unit ?? (otherQuantity ? question.unit : null);
  const other = <T>(value: T | null, now: T | null): T | null => (value === now ? null : value);
  const meant = {
    quantity: otherQuantity ? amount.quantity : null,
    // A quantity is said with its unit.
    unit: otherQuantity ? unit : other(unit, question.unit),
    wanted: other(wanted, question.wanted),
    article: other(article, question.article),
    specification: other(specification, question.specification),
  };
  return Object.values(meant).every((value) => value === null) ? reject("meant-what", { order }) : ({ ok: true, meant } as const);
}

function answer({ shared: s }: VisibleCase, ask: AskOf<"answer-order">, context: Context): Decision {
  const { who, now, said, orders } = context;
  const question = openOf(s, now).find(({ id }) => id === ask.question);
  if (!question) return reject("order-settled");
  const read = readMeant(question, ask, context);
  if (!read.ok) return read;
  const { quantity, wanted, ...words } = read.meant;
  const { as } = ask;
  const of = { audience: "shared", question: question.id, as, quantity, wanted } as const;
  if (who.firm === "supplier") return accept({ type: "order-thought", ...of, said: as === "slip" ? said(words) : null });
  const asked = [...new Set(question.findings.map(({ kind }) => aspectOf[kind]))];
  const anew = (asked.includes("article") && as !== "slip") || (asked.includes("specification") && as === "change");
  const [known] = orders.known;
  const settled = known && {
    ...known,
    article: words.article ?? known.article,
    quantity: quantity ?? known.quantity,
    unit: words.unit ?? known.unit,
    wanted: wanted ?? known.wanted,
    specification: words.specification ?? known.specification,
    counted: true,
    changed: as === "change" ? [...new Set([...known.changed, ...asked])] : known.changed,
  };
  return {
    ...accept({ type: "order-answered", ...of, anew, said: said({ number: question.number, ...words }) }),
    ...(settled && { orders: [settled] }),
  } as Decision;
}

/** Which past orders are needed: the same numbers and articles; of an answer, the order that it is about. */
function looksUp(s: Shared, ask: Ask): OrdersWanted | null {
  const needed = (texts: readonly OrderText[]): OrdersWanted => ({
    numbers: texts.map(({ number }) => numberKey(number)),
    articles: texts.map(({ article }) => articleKey(article)),
  });
  switch (ask.type) {
    case "check-order":
      return needed([ask]);
    case "record-orders":
      return needed(ask.orders);
    case "answer-order": {
      const number = s.standing?.orders.open.find(({ id }) => id === ask.question)?.number ?? null;
      return { numbers: number === null ? [] : [numberKey(number)], articles: [] };
    }
    default:
      return null;
  }
}

/** Who takes orders of a firm, or places them. */
export function orderDesk(s: Shared, account: Account, firm: Firm): readonly PersonId[] {
  const does = firm === "supplier" ? "sales" : "purchasing";
  const found = peopleOf(account, firm).find((person) => person.function === does && person.level !== "strategic");
  return found ? [found.id] : whoAnswers(s, account, firm);
}

/** Whoever sent it is asked for their firm; for the other, its order desk. */
const askedFor = (s: Shared, account: Account, firm: Firm, { by, firm: of }: Question): readonly PersonId[] =>
  firm === of && personOf(account, by)?.firm === firm ? [by] : orderDesk(s, account, firm);

function asks(s: Shared, account: Account): Wanted[] {
  return (s.standing?.orders.open ?? []).flatMap((question) => {
    const { id, until, call, thinks } = question;
    const of = (firm: Firm) => ({
      firm,
      to: askedFor(s, account, firm, question),
      due: { withinMinutes: dayMinutes },
      slots: slow,
      until,
    });
    return [
      { key: `order:${id}:customer`, ...of("customer") },
      ...(thinks ? [] : [{ key: `order:${id}:supplier`, ...of("supplier") }]),
      ...(call ? [{ key: `order-call:${id}:${call.by}`, ...of(otherFirm(call.firm)) }] : []),
    ];
  });
}

export const orders: Flow = {
  of: ["relationship"],
  looksUp,
  rules: {
    "check-order": (see, ask, context) => record(see, [ask], context),
    "record-orders": (see, ask, context) => record(see, ask.orders, context),
    "answer-order": answer,
    "call-about-order": ({ shared: s }, ask, { who, now }) => {
      const question = openOf(s, now).find(({ id }) => id === ask.question);
      if (!question) return reject("order-settled");
      if (question.call?.firm === who.firm) return reject("said-already");
      return accept({ type: "order-call-asked", audience: "shared", question: question.id });
    },
    "called-about-order": ({ shared: s }, ask, { who, now }) => {
      const question = openOf(s, now).find(({ id }) => id === ask.question);
      if (!question?.call || question.call.firm === who.firm) return reject("not-asked");
      return accept({ type: "order-called", audience: "shared", question: question.id });
    },
  },
  asks,
  draw: { order: orderAsk, "order-call": callAsk },
  redraws: { "order-thought": ["order"], "order-call-asked": ["order"], "order-called": ["order"] },
  section: orderSection,
  more: (see, say, who, account) => [checkButton(see, say), fileButton(see, say), warnButton(speak(say), who.firm, account)],
  notices: orderNotices,
};
