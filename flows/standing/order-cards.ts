/** How an order that differs is shown: what it says, what is usual and by which numbers, what the supplier thinks; and what can be answered. */
import { noonOf } from "../../src/domain/calendar.ts";
import type { VisibleCase } from "../../src/domain/case.ts";
import type { Ask } from "../../src/domain/command.ts";
import type { Event } from "../../src/domain/event.ts";
import type { DrawAsk, Notice, Say } from "../../src/domain/flow.ts";
import type { Action, Block, Field, Part } from "../../src/domain/message.ts";
import { slipOf, usualOf } from "../../src/domain/order-check.ts";
import { exampleFile } from "../../src/domain/order-file.ts";
import { aspectOf, type Finding, numberKey, type Question } from "../../src/domain/orders.ts";
import { type Account, otherFirm } from "../../src/domain/people.ts";
import type { Day, Instant } from "../../src/domain/time.ts";
import { button, facts, field, firmName, named, quoted, row, speak, text, toBoth } from "../parts.ts";
import type { Speak } from "../wording/index.ts";

/** A day at the customer's place. */
const dated = (day: Day, account: Account): Part => ({ kind: "instant", at: noonOf(day, account.firms.customer.zone), show: "date" });

/** "5,000 pcs", in the reader's digits. */
const amount = (quantity: number, unit: string | null, t: Speak): Part[] => [
  ...t("order.quantity", { quantity }),
  ...(unit === null ? [] : [" ", quoted(unit, t)]),
];

/** Words one after the other, each as somebody wrote it. */
const quotes = (words: readonly string[], t: Speak): Part[] =>
  words.flatMap((word, i) => [...(i === 0 ? [] : t("order.comma")), quoted(word, t)]);

/** The numbers that something was compared with, smallest first, so that anybody can reckon it again. */
function list(past: readonly number[], t: Speak): Block {
  const often = new Map<number, number>();
  for (const value of [...past].sort((a, b) => a - b)) often.set(value, (often.get(value) ?? 0) + 1);
  const parts = [...often].flatMap(([value, times], i) => [
    ...(i === 0 ? [] : t("order.comma")),
    ...t("order.quantity", { quantity: value }),
    ...(times === 1 ? [] : [" ×", ...t("order.quantity", { quantity: times })]),
  ]);
  return text(t("finding.compared", { list: parts }), "muted");
}

/** What differs and why it is thought so, in words and numbers. */
function reason(finding: Finding, { quantity, unit, wanted, beside }: Question, t: Speak, account: Account): Block[] {
  switch (finding.kind) {
    case "article-new":
      return [text(t("finding.article-new", { orders: finding.orders, articles: finding.articles }))];
    case "article-near":
      return [text(t("finding.article-near", { near: quoted(beside.near, t), orders: finding.orders }))];
    case "unit": {
      const usual = beside.usualUnit === null ? t("finding.no-unit") : [quoted(beside.usualUnit, t)];
      const now = unit === null ? t("finding.no-unit") : [quoted(unit, t)];
      return [text(t("finding.unit", { usual, orders: finding.orders, now }))];
    }
    case "quantity": {
      const usual = usualOf(finding.past);
      const slip = slipOf(finding.past, quantity);
      return [
        text([
          ...t(usual.from === usual.to ? "finding.quantity-one" : "finding.quantity", { ...usual, now: quantity }),
          ...(slip ? [" ", ...t(`finding.slip.${slip.way}`, { times: slip.times })] : []),
        ]),
        list(finding.past, t),
      ];
    }
    case "lead": {
      const usual = usualOf(finding.past);
      return [
        text(
          t(usual.from === usual.to ? `finding.lead-one.${finding.way}` : `finding.lead.${finding.way}`, { ...usual, now: finding.days }),
        ),
        list(finding.past, t),
      ];
    }
    case "free-day":
      return [text(t("finding.free-day", { day: dated(wanted, account), firm: firmName(account, "customer") }))];
    case "specification": {
      const { gone, added } = beside;
      return [
        text([
          ...t("finding.specification", { orders: finding.orders }),
          ...(gone.length === 0 ? [] : [" ", ...t("finding.gone", { words: quotes(gone, t) })]),
          ...(added.length === 0 ? [] : [" ", ...t("finding.added", { words: quotes(added, t) })]),
        ]),
      ];
    }
    default:
      return finding satisfies never;
  }
}

/** Everything that differs in an order. */
const reasons = (question: Question, t: Speak, account: Account): Block[] =>
  question.findings.flatMap((finding) => reason(finding, question, t, account));

/** What an order says. */
const order = ({ article, quantity, unit, wanted, specification }: Question, t: Speak, account: Account): Block[] =>
  facts(
    row(t, "fact.article", quoted(article, t)),
    row(t, "fact.quantity", amount(quantity, unit, t)),
    row(t, "fact.wanted", [dated(wanted, account)]),
    row(t, "fact.specification", specification === null ? null : quoted(specification, t)),
  );

type MeantParts = {
  readonly quantity: number | null;
  readonly unit: string | null;
  readonly wanted: Day | null;
  readonly article: string | null;
  readonly specification: string | null;
};

/** What was meant, part by part. */
function meant({ quantity, unit, wanted, article, specification }: MeantParts, t: Speak, account: Account): Part[] {
  const parts: Part[][] = [
    ...(article === null ? [] : [[quoted(article, t)]]),
    ...(quantity === null ? (unit === null ? [] : [[quoted(unit, t)]]) : [amount(quantity, unit, t)]),
    ...(wanted === null ? [] : [[dated(wanted, account)]]),
    ...(specification === null ? [] : [[quoted(specification, t)]]),
  ];
  return parts.flatMap((part, i) => [...(i === 0 ? [] : t("order.comma")), ...part]);
}

/** What the supplier thinks of it, and whether somebody waits for a call. */
function talk({ thinks, call }: Question, t: Speak, account: Account): Block[] {
  return [
    ...(thinks
      ? [
          text([
            ...t(`order.thinks.${thinks.as}`, { who: named(account, thinks.by, t), firm: firmName(account, "supplier") }),
            ...(thinks.as === "slip" ? [" ", ...meant(thinks, t, account)] : []),
          ]),
        ]
      : []),
    ...(call ? [text(t("order.call", { who: named(account, call.by, t), firm: firmName(account, call.firm) }), "waiting")] : []),
  ];
}

/** The fields in which a slip can lie: those of what differs, with what was probably meant. */
function slipFields({ findings, beside, quantity, unit, specification }: Question, t: Speak): Field[] {
  const asked = new Set(findings.map(({ kind }) => aspectOf[kind]));
  const past = findings.flatMap((one) => (one.kind === "quantity" ? [one.past] : []))[0];
  const slip = past && slipOf(past, quantity);
  const probably = slip ? (slip.way === "more" ? quantity / slip.times : quantity * slip.times) : null;
  const fields: (Field | null)[] = [
    asked.has("article") ? field.text(t, "article", "field.order-article", { value: beside.near ?? "", maxLength: 60 }) : null,
    asked.has("quantity")
      ? field.text(t, "quantity", "field.order-quantity", {
          value: probably === null ? "" : `${probably}${unit === null ? "" : ` ${unit}`}`,
          maxLength: 40,
          hint: "hint.order-quantity",
        })
      : null,
    asked.has("date") ? field.day(t, "wanted", "field.order-wanted") : null,
    asked.has("specification")
      ? field.text(t, "specification", "field.order-specification", { value: specification ?? "", lines: 3, maxLength: 600 })
      : null,
  ];
  const given = fields.filter((one) => one !== null);
  return given.length === 1 ? given.map((one) => ({ ...one, required: true })) : given;
}

/** The four answers to an order that differs. */
function answerButtons(see: VisibleCase, question: Question, t: Speak, firm: "supplier" | "customer", account: Account): Action[] {
  const { id, call } = question;
  const as = (answer: "right" | "slip" | "change") => ({ type: "answer-order", question: id, as: answer }) as const;
  return [
    button(t, "action.order-right", see.id, as("right"), { style: "primary" }),
    button(t, "action.order-slip", see.id, as("slip"), {
      intro: t("form.order-slip", { firm: firmName(account, otherFirm(firm)) }),
      fields: slipFields(question, t),
    }),
    button(t, "action.order-change", see.id, as("change")),
    ...(call?.firm === firm ? [] : [button(t, "action.order-call", see.id, { type: "call-about-order", question: id })]),
  ];
}

const questionOf = (see: VisibleCase, subject: string): Question | undefined =>
  see.shared.standing?.orders.open.find(({ id }) => id === subject.split(":")[0]);

export const orderAsk: DrawAsk = (see, subject, say, who, account) => {
  const t = speak(say);
  const question = questionOf(see, subject);
  if (!question) return { title: t("ask.order-gone"), blocks: [], actions: [] };
  return {
    title: t("ask.order", { order: quoted(question.number, t) }),
    blocks: [
      ...order(question, t, account),
      ...reasons(question, t, account),
      ...talk(question, t, account),
      text(
        t(who.firm === "customer" ? "ask.order.body-customer" : "ask.order.body-supplier", {
          firm: firmName(account, otherFirm(who.firm)),
        }),
        "muted",
      ),
    ],
    actions: answerButtons(see, question, t, who.firm, account),
  };
};

export const callAsk: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  const question = questionOf(see, subject);
  if (!question?.call) return { title: t("ask.order-gone"), blocks: [], actions: [] };
  return {
    title: t("ask.order-call", { who: named(account, question.call.by, t), order: quoted(question.number, t) }),
    blocks: [...order(question, t, account), ...reasons(question, t, account)],
    actions: [button(t, "action.order-called", see.id, { type: "called-about-order", question: question.id }, { style: "primary" })],
  };
};

/** Orders that nobody has answered for yet, one line each. */
export function orderSection(see: VisibleCase, say: Say, account: Account, now: Instant): Block[] {
  const t = speak(say);
  const open = see.shared.standing?.orders.open.filter(({ until }) => until > now) ?? [];
  if (open.length === 0) return [];
  return [
    text([{ kind: "strong", parts: t("card.orders") }]),
    ...open.flatMap((question) => [
      text([
        ...t("card.order", { order: quoted(question.number, t) }),
        " ",
        quoted(question.article, t),
        ...t("order.comma"),
        ...amount(question.quantity, question.unit, t),
        ...t("order.comma"),
        dated(question.wanted, account),
      ]),
      ...reasons(question, t, account).filter((block) => block.kind === "text" && block.tone === "plain"),
    ]),
  ];
}

/** Five fields: which order, of what, how many, when, and what else it says. */
export const checkButton = (see: VisibleCase, say: Say): Action => {
  const t = speak(say);
  return button(
    t,
    "action.check-order",
    see.id,
    { type: "check-order" },
    {
      intro: t("form.check-order"),
      fields: [
        field.text(t, "number", "field.order-number", { required: true, maxLength: 40 }),
        field.text(t, "article", "field.order-article", { required: true, maxLength: 60 }),
        field.text(t, "quantity", "field.order-quantity", { required: true, maxLength: 40, hint: "hint.order-quantity" }),
        field.day(t, "wanted", "field.order-wanted", true),
        field.text(t, "specification", "field.order-specification", { lines: 3, maxLength: 600 }),
      ],
    },
  );
};

/** Many orders at once, past ones too. */
export const fileButton = (see: VisibleCase, say: Say): Action => {
  const t = speak(say);
  return button(
    t,
    "action.order-file",
    see.id,
    { type: "record-orders" },
    {
      intro: t("form.order-file", { example: { kind: "quote", text: exampleFile } }),
      fields: [field.table(t, "field.order-file", "hint.order-file")],
    },
  );
};

/** What became of an order that differed, for both firms. */
export const orderNotices = (event: Event): Notice[] => {
  if (event.type !== "order-answered") return [];
  return toBoth((t, _see, account) => {
    const { as, quantity, wanted, said } = event;
    const { number = null, unit = null, article = null, specification = null } = said ?? {};
    return [
      text([
        ...t(`notice.order.${as}`, { who: named(account, event.by, t), order: quoted(number, t) }),
        ...(as === "slip" ? [" ", ...meant({ quantity, unit, wanted, article, specification }, t, account)] : []),
      ]),
    ];
  });
};

/** What whoever sent orders is told at once: whether any differs, and why. */
export function ordersDone(ask: Ask, see: VisibleCase, t: Speak, account: Account): Part[] | null {
  const orders = see.shared.standing?.orders;
  if (!orders?.latest) return null;
  const { count, asked, few } = orders.latest;
  if (ask.type === "record-orders") return t("done.record-orders", { count, asked, few });
  if (ask.type !== "check-order") return null;
  const question = orders.open.find(({ number }) => number !== null && numberKey(number) === numberKey(ask.number));
  if (!question) return t(count === 0 ? "done.order-known" : few > 0 ? "done.order-few" : "done.check-order");
  const why = reasons(question, t, account).flatMap((block) =>
    block.kind === "text" && block.tone === "plain" ? [" ", ...block.parts] : [],
  );
  return [...t("done.order-asked"), ...why];
}
