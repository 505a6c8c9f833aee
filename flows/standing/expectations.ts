/**
 * What something new must do, how that is checked, and what goes without saying: asked once of both firms when something is ordered
 * that was not before, and read by the other firm, so that no expectation stays in one head.
 */
import type { Shared, VisibleCase } from "../../src/domain/case.ts";
import type { AskOf } from "../../src/domain/command.ts";
import {
  accept,
  type Context,
  type Decision,
  type DrawAsk,
  type Flow,
  reject,
  type Slot,
  slow,
  type Wanted,
} from "../../src/domain/flow.ts";
import type { ExpectationId } from "../../src/domain/ids.ts";
import type { Action, Block } from "../../src/domain/message.ts";
import type { Begun, Expectation, News } from "../../src/domain/orders.ts";
import { type Account, type Firm, firms, otherFirm } from "../../src/domain/people.ts";
import { dayMs, type Instant, plus } from "../../src/domain/time.ts";
import { button, facts, field, firmName, named, quoted, row, speak, text } from "../parts.ts";
import { warnButton } from "../report-buttons.ts";
import type { Speak } from "../wording/index.ts";
import { orderDesk } from "./orders.ts";

const dayMinutes = 8 * 60;
/** What is new is asked about for so long; ours. */
const newsMs = 30 * dayMs;

/** Whether anything is short is asked about for so long, and once more a day before; ours. */
const shortMs = 5 * dayMs;
/** Of so many orders at once: more in a row nobody is asked (question bank, section 1). */
const mostShort = 3;
const once: readonly Slot[] = ["-1d"];

const begunOf = (s: Shared, id: string): Begun | undefined => s.standing?.orders.begun?.find((one) => one.id === id);
const newsOf = (s: Shared, id: string): News | undefined => s.standing?.orders.news.find((one) => one.id === id);
const expectationOf = (s: Shared, id: string): Expectation | undefined => s.standing?.orders.expectations.find((one) => one.id === id);

function express(s: Shared, ask: AskOf<"say-expectation">, { who, newId, said }: Context): Decision {
  const { about = null, must = null, check = null, granted = null } = ask;
  const news = about === null ? null : newsOf(s, about);
  if (about !== null && (!news || news.answered.includes(who.firm))) return reject("order-settled");
  const article = news ? news.article : (ask.article ?? null);
  if (must === null && check === null && granted === null)
    return about === null ? reject("nothing-expected") : accept({ type: "nothing-expected", audience: "shared", about });
  if (news === null && article === null) return reject("expected-of-what");
  return accept({
    type: "expectation-said",
    audience: "shared",
    expectation: newId() as ExpectationId,
    about,
    said: said({ article, must, check, granted }),
  });
}

function read(s: Shared, { expectation: id, agrees, words }: AskOf<"read-expectation">, { who, account, said }: Context): Decision {
  const found = expectationOf(s, id);
  if (!found) return reject("expectation-gone");
  if (found.firm === who.firm) return reject("own-expectation", { firm: firmName(account, otherFirm(who.firm)) });
  if (found.agrees !== null) return reject("already-confirmed");
  return accept({ type: "expectation-read", audience: "shared", expectation: id, agrees, said: words ? said({ words }) : null });
}

/** Whether anything is short is asked of each order that was answered, the first ones first. */
const asksShort = (s: Shared, desk: Pick<Wanted, "firm" | "to">, now: Instant): Wanted[] =>
  (s.standing?.orders.begun ?? [])
    .map(({ id, at }) => ({ key: `short:${id}`, ...desk, due: plus(at, shortMs), slots: once, until: plus(at, shortMs) }))
    .filter(({ until }) => until > now)
    .slice(0, mostShort);

function asks(s: Shared, account: Account, now: Instant): Wanted[] {
  if (!s.standing) return [];
  const of = (firm: Firm) => ({ firm, to: orderDesk(s, account, firm), due: { withinMinutes: 5 * dayMinutes }, slots: slow });
  const { news, expectations } = s.standing.orders;
  return [
    ...asksShort(s, of("supplier"), now),
    ...news.flatMap(({ id, at, answered }) =>
      firms
        .filter((firm) => !answered.includes(firm))
        .map((firm) => ({ key: `expect:${id}:${firm}`, ...of(firm), until: plus(at, newsMs) })),
    ),
    ...expectations.filter(({ agrees }) => agrees === null).map(({ id, firm }) => ({ key: `expectation:${id}`, ...of(otherFirm(firm)) })),
  ];
}

/** What a firm can say of an article; the customer what it must do, both what goes without saying. */
const fieldsFor = (firm: Firm, t: Speak) => [
  firm === "customer" ? field.text(t, "must", "field.expect-must", { lines: 3 }) : null,
  firm === "customer" ? field.text(t, "check", "field.expect-check", { lines: 3 }) : null,
  field.text(t, "granted", "field.expect-granted", { lines: 3, hint: "hint.expect-granted" }),
];

const expect: DrawAsk = (see, subject, say, who, account) => {
  const t = speak(say);
  const [id = ""] = subject.split(":");
  const news = newsOf(see.shared, id);
  return {
    title: t(who.firm === "customer" ? "ask.expect" : "ask.expect-supplier", { article: quoted(news?.article ?? null, t) }),
    blocks: [text(t("ask.expect.body", { firm: firmName(account, otherFirm(who.firm)) }))],
    actions: [
      button(
        t,
        "action.expect",
        see.id,
        { type: "say-expectation", about: id },
        { style: "primary", intro: t("form.expect", { firm: firmName(account, otherFirm(who.firm)) }), fields: fieldsFor(who.firm, t) },
      ),
      button(t, "action.expect-nothing", see.id, { type: "say-expectation", about: id }),
    ],
  };
};

/** Before anything is made: material, people, a machine, storage, transport, suppliers of its own (questions page, prev-4). */
const short: DrawAsk = (see, subject, say, who, account) => {
  const t = speak(say);
  const asked = begunOf(see.shared, subject);
  return {
    title: t("ask.short", { article: quoted(asked?.article ?? null, t) }),
    blocks: [text(t("ask.short.body"))],
    actions: asked
      ? [
          button(t, "action.nothing-short", see.id, { type: "nothing-short", about: asked.id }, { style: "primary" }),
          warnButton(t, who.firm, account),
        ]
      : [],
  };
};

/** An expectation line by line. */
const lines = ({ must, check, granted }: Expectation, t: Speak): Block[] =>
  facts(
    row(t, "expect.must", must === null ? null : quoted(must, t)),
    row(t, "expect.check", check === null ? null : quoted(check, t)),
    row(t, "expect.granted", granted === null ? null : quoted(granted, t)),
  );

const expectation: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  const found = expectationOf(see.shared, subject);
  if (!found) return { title: t("ask.order-gone"), blocks: [], actions: [] };
  return {
    title: t("ask.expectation", { firm: firmName(account, found.firm), article: quoted(found.article, t) }),
    blocks: lines(found, t),
    actions: [
      button(t, "action.expectation-so", see.id, { type: "read-expectation", expectation: found.id, agrees: true }, { style: "primary" }),
      button(
        t,
        "action.expectation-not",
        see.id,
        { type: "read-expectation", expectation: found.id, agrees: false },
        { fields: [field.text(t, "words", "field.expectation-words", { required: true, lines: 3 })] },
      ),
    ],
  };
};

/** What was said of what is expected, with whether the other firm sees it so, too. */
function section(see: VisibleCase, t: Speak, account: Account): Block[] {
  const all = see.shared.standing?.orders.expectations ?? [];
  if (all.length === 0) return [];
  const state = ({ agrees, read: by }: Expectation) =>
    agrees === null
      ? t("expect.unread")
      : agrees
        ? t("expect.agreed", { who: named(account, by?.by ?? "clock", t) })
        : [...t("expect.differs", { who: named(account, by?.by ?? "clock", t) }), " ", quoted(by?.words ?? null, t)];
  return [
    text([{ kind: "strong", parts: t("card.expectations") }]),
    ...all.flatMap((one) => [
      text([...t("card.expectation", { article: quoted(one.article, t), firm: firmName(account, one.firm) }), " ", ...state(one)]),
      ...lines(one, t),
    ]),
  ];
}

const anyButton = (see: VisibleCase, t: Speak, firm: Firm, account: Account): Action =>
  button(
    t,
    "action.expect-of",
    see.id,
    { type: "say-expectation" },
    {
      intro: t("form.expect", { firm: firmName(account, otherFirm(firm)) }),
      fields: [field.text(t, "article", "field.order-article", { required: true, maxLength: 60 }), ...fieldsFor(firm, t)],
    },
  );

export const expectations: Flow = {
  of: ["relationship"],
  rules: {
    "nothing-short": ({ shared: s }, { about }, { who, account }) => {
      if (who.firm !== "supplier") return reject("supplier-is-short", { firm: firmName(account, "supplier") });
      return begunOf(s, about) ? accept({ type: "nothing-short", audience: "shared", about }) : reject("order-settled");
    },
    "say-expectation": ({ shared: s }, ask, context) => express(s, ask, context),
    "read-expectation": ({ shared: s }, ask, context) => read(s, ask, context),
  },
  asks,
  draw: { expect, expectation, short },
  section: (see, say, account) => section(see, speak(say), account),
  more: (see, say, who, account) => [anyButton(see, speak(say), who.firm, account)],
};
