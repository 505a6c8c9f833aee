/** Recovery terms: who tells what how early, who may do what, how soon, how much; proposed by either firm, agreed by both, looked at again. */
import type { Shared, VisibleCase } from "../../src/domain/case.ts";
import type { PlanChange } from "../../src/domain/collaboration.ts";
import type { AskOf } from "../../src/domain/command.ts";
import { accept, type Context, type Decision, type DrawAsk, type Flow, reject, slow, type Wanted } from "../../src/domain/flow.ts";
import type { Action, Block, Field, Part, Row } from "../../src/domain/message.ts";
import { type Money, readMoney, writeMoney } from "../../src/domain/money.ts";
import { type Account, type Firm, type FirmTerms, firms, otherFirm, type Person } from "../../src/domain/people.ts";
import { type Share, shares, type Terms, termsOf } from "../../src/domain/standing.ts";
import { dayMs, plus } from "../../src/domain/time.ts";
import { button, cash, choices, facts, field, firmName, moment, named, quoted, row, speak, text } from "../parts.ts";
import { readWhen } from "../reading/when.ts";
import { type Key, plain, type Speak } from "../wording/index.ts";
import { answersFor, whoAnswers } from "./rights.ts";
import { dayMinutes, opensAt } from "./rounds.ts";

/** How long terms hold where nobody says otherwise; ours. */
const yearMs = 365 * dayMs;
/** Working minutes that a serious report may wait until it is confirmed, as the form offers them. */
const confirming = [30, 60, 120, 240, 480] as const;

const inForce = (s: Shared): Terms | null => s.standing?.terms.inForce ?? null;
const proposed = (s: Shared): Terms | null => s.standing?.terms.proposed ?? null;

/** What the customer's part becomes where the source leaves it open; what the supplier or the customer caused stays as the research has it. */
const sharing: { readonly [S in Exclude<Share, "usual">]: readonly PlanChange[] } = {
  less: [
    ...(["proactive", "reactive"] as const).map(
      (perspective): PlanChange => ({
        locus: "environment",
        perspective,
        level: 2,
        lead: { analysis: "supplier", resolution: "supplier", implementation: "supplier" },
      }),
    ),
    { locus: "unknown", perspective: "reactive", level: 4, lead: { resolution: "supplier", implementation: "supplier" } },
  ],
  more: (["proactive", "reactive"] as const).map(
    (perspective): PlanChange => ({
      locus: "environment",
      perspective,
      level: 5,
      lead: { analysis: "both", resolution: "both", implementation: "both" },
    }),
  ),
};

/** The settings under these terms: when a serious report is confirmed (others keep their proportion to it), and the plan. */
function under(account: Account, agreed: Terms): Account {
  const { acknowledge, share } = agreed;
  const { acknowledge: usual } = account.service;
  const times = (factor: number) => Math.round((acknowledge ?? usual.high) * factor);
  const service =
    acknowledge === null
      ? account.service
      : { ...account.service, acknowledge: { critical: times(0.5), high: times(1), normal: times(2), low: times(4) } };
  const plan = share === "usual" ? account.plan.filter(({ locus }) => locus === "supplier" || locus === "customer") : sharing[share];
  const kept = account.plan.filter(({ locus }) => locus === "supplier" || locus === "customer");
  const terms = { supplier: termsOf(agreed, "supplier"), customer: termsOf(agreed, "customer") };
  return { ...account, service, plan: share === "usual" ? plan : [...kept, ...plan], terms };
}

/** The terms as a proposal of their own; the settings change only when the other firm agrees. */
function propose(see: VisibleCase, ask: AskOf<"propose-terms">, { who, account, now, said }: Context): Decision {
  const refused = answersFor(see.shared, account, who);
  if (refused) return refused;
  const review = readWhen(ask.review, now, who.calendar.zone);
  if (!review) return reject("unreadable-date", { text: { kind: "quote", text: ask.review } });
  if (review <= now) return reject("review-in-the-past");
  const { tell = null, may = null, theirTell = null, theirMay = null, acknowledge = null, share } = ask;
  const limits: { [F in Firm]: Money | null } = { supplier: null, customer: null };
  for (const [firm, written] of [
    [who.firm, ask.limit],
    [otherFirm(who.firm), ask.theirLimit],
  ] as const) {
    if (!written) continue;
    const limit = readMoney(written);
    if (!limit) return reject("unreadable-amount", { text: { kind: "quote", text: written }, example: `2000 ${account.currency}` });
    if (limit.currency !== account.currency) return reject("other-currency", { currency: limit.currency, expected: account.currency });
    limits[firm] = limit;
  }
  const number = (see.shared.standing?.terms.count ?? 0) + 1;
  const words = said({ tell, may, theirTell, theirMay });
  return accept({ type: "terms-proposed", audience: "shared", number, acknowledge, share, review, limits, said: words });
}

function renew(see: VisibleCase, { who, account, now, said }: Context): Decision {
  const refused = answersFor(see.shared, account, who);
  if (refused) return refused;
  const held = inForce(see.shared);
  if (!held) return reject("no-terms");
  const { acknowledge, share } = held;
  const [ours, theirs] = [termsOf(held, who.firm), termsOf(held, otherFirm(who.firm))];
  const number = (see.shared.standing?.terms.count ?? 0) + 1;
  const review = plus(now, yearMs);
  const words = said({ tell: ours.tell, may: ours.may, theirTell: theirs.tell, theirMay: theirs.may });
  const limits = { supplier: termsOf(held, "supplier").limit, customer: termsOf(held, "customer").limit };
  return accept({ type: "terms-proposed", audience: "shared", number, acknowledge, share, review, limits, said: words });
}

/** The proposal that is answered, when this person may answer it for the firm that did not make it. */
function answered(see: VisibleCase, number: number, { who, account }: Context): Terms | ReturnType<typeof reject> {
  const open = proposed(see.shared);
  if (!open) return reject("no-terms-proposed");
  if (open.number !== number) return reject("terms-changed", { who: account.people.find(({ id }) => id === open.by)?.name ?? "" });
  if (open.firm === who.firm) return reject("own-terms", { firm: firmName(account, otherFirm(who.firm)) });
  return answersFor(see.shared, account, who) ?? open;
}

function agree(see: VisibleCase, { number }: AskOf<"agree-terms">, context: Context): Decision {
  const terms = answered(see, number, context);
  if ("ok" in terms) return terms;
  return {
    ok: true,
    events: [{ type: "terms-agreed", audience: "shared", number }],
    settings: under(context.account, terms),
  };
}

function decline(see: VisibleCase, { number, reason }: AskOf<"decline-terms">, context: Context): Decision {
  const terms = answered(see, number, context);
  if ("ok" in terms) return terms;
  return accept({ type: "terms-declined", audience: "shared", number, said: context.said({ reason }) });
}

/** Once, while there are no terms: either firm may make the first proposal, and both may let it be. */
function first(s: Shared, account: Account): Wanted[] {
  const { standing } = s;
  if (!standing || standing.terms.count > 0) return [];
  return firms.map((firm) => ({
    key: `terms-first:${firm}`,
    firm,
    to: whoAnswers(s, account, firm),
    due: { withinMinutes: 10 * dayMinutes },
    opens: opensAt("terms", standing.openedAt, account, firm),
    slots: slow,
  }));
}

function asks(s: Shared, account: Account): Wanted[] {
  const open = proposed(s);
  const held = inForce(s);
  if (open) {
    const firm = otherFirm(open.firm);
    return [{ key: `terms:${open.number}`, firm, to: whoAnswers(s, account, firm), due: { withinMinutes: 5 * dayMinutes }, slots: slow }];
  }
  if (!held) return first(s, account);
  const due = plus(held.review, 14 * dayMs);
  return firms.map((firm) => ({
    key: `terms-review:${held.number}:${firm}`,
    firm,
    to: whoAnswers(s, account, firm),
    due,
    opens: held.review,
    slots: slow,
  }));
}

/** What the terms say, line by line. */
const lines = (terms: Terms, t: Speak, account: Account): Block[] =>
  facts(
    ...firms.flatMap((firm): (Row | null)[] => {
      const { tell, may, limit } = termsOf(terms, firm);
      const of = { firm: firmName(account, firm) };
      const said = (label: Part[], value: Part | null): Row | null => (value === null ? null : { label, value: [value] });
      return [
        said(t("terms.tell", of), tell === null ? null : quoted(tell, t)),
        said(t("terms.may", of), may === null ? null : quoted(may, t)),
        said(t("terms.limit", of), limit === null ? null : cash(limit)),
      ];
    }),
    row(t, "terms.acknowledge", terms.acknowledge === null ? null : t(confirmingKey(terms.acknowledge), { minutes: terms.acknowledge })),
    row(t, "terms.share", terms.share === "usual" ? null : t(`terms.share.${terms.share}`)),
    row(t, "terms.review", [moment(terms.review)]),
  );

const confirmingKey = (minutes: number) => (minutes % 60 === 0 ? "terms.hours" : "terms.minutes");

/** The form, filled with what holds or is proposed now: what is one's own first, the other firm's folded away below it. */
const termsButton = (
  see: VisibleCase,
  t: Speak,
  who: Person,
  account: Account,
  key: "action.propose-terms" | "action.change-terms",
): Action => {
  const now = proposed(see.shared) ?? inForce(see.shared);
  const begun = (firm: Firm): FirmTerms => (now ? termsOf(now, firm) : (account.terms?.[firm] ?? { tell: null, may: null, limit: null }));
  const [ours, theirs] = [begun(who.firm), begun(otherFirm(who.firm))];
  const amount = (limit: Money | null): string => (limit ? writeMoney(limit) : "");
  // Of the other firm, by name.
  const ofOther = <T extends Field>(one: T, label: Key): T => ({
    ...one,
    label: plain(t(label, { firm: firmName(account, otherFirm(who.firm)) })),
    rare: true,
  });
  const within = confirming.map((minutes) => ({
    value: String(minutes),
    label: t(confirmingKey(minutes), { minutes })
      .filter((part) => typeof part === "string")
      .join(""),
  }));
  return button(
    t,
    key,
    see.id,
    { type: "propose-terms" },
    {
      intro: t("form.terms"),
      fields: [
        field.text(t, "tell", "field.terms-tell", { lines: 3, maxLength: 1_000, value: ours.tell ?? "", hint: "hint.terms-tell" }),
        field.text(t, "may", "field.terms-may", { lines: 3, maxLength: 1_000, value: ours.may ?? "", hint: "hint.terms-may" }),
        field.choice(t, "acknowledge", "field.terms-acknowledge", within, now?.acknowledge ? { value: String(now.acknowledge) } : {}),
        field.choice(t, "share", "field.terms-share", choices(t, shares, "terms.share"), { required: true, value: now?.share ?? "usual" }),
        field.when(t, "review", "field.terms-review", true),
        { ...field.money(t, "limit", "field.terms-limit", amount(ours.limit), "hint.money"), rare: true },
        ofOther(
          field.text(t, "theirTell", "field.what", { lines: 3, maxLength: 1_000, value: theirs.tell ?? "" }),
          "field.terms-their-tell",
        ),
        ofOther(field.text(t, "theirMay", "field.what", { lines: 3, maxLength: 1_000, value: theirs.may ?? "" }), "field.terms-their-may"),
        ofOther(field.money(t, "theirLimit", "field.what", amount(theirs.limit), "hint.money"), "field.terms-their-limit"),
      ],
    },
  );
};

const answer: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const open = proposed(see.shared);
  if (!open) return { title: t("ask.terms-gone"), blocks: [], actions: [] };
  const { number } = open;
  return {
    title: t("ask.terms", { who: named(account, open.by, t), firm: firmName(account, open.firm) }),
    blocks: [...lines(open, t, account), text(t("ask.terms.body"), "muted")],
    actions: [
      button(t, "action.agree-terms", see.id, { type: "agree-terms", number }, { style: "primary" }),
      termsButton(see, t, who, account, "action.change-terms"),
      button(
        t,
        "action.decline-terms",
        see.id,
        { type: "decline-terms", number },
        { fields: [field.text(t, "reason", "field.reason", { required: true, lines: 3, maxLength: 600 })] },
      ),
    ],
  };
};

const review: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const held = inForce(see.shared);
  return {
    title: t("ask.terms-review"),
    blocks: held ? lines(held, t, account) : [],
    actions: [
      button(t, "action.renew-terms", see.id, { type: "renew-terms" }, { style: "primary" }),
      termsButton(see, t, who, account, "action.change-terms"),
    ],
  };
};

const begin: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  return {
    title: t("ask.terms-first", { firm: firmName(account, otherFirm(who.firm)) }),
    blocks: [text(t("ask.terms-first.body"))],
    actions: [{ ...termsButton(see, t, who, account, "action.propose-terms"), style: "primary" }],
  };
};

const told = (parts: Part[], terms: Terms | null, t: Speak, account: Account): Block[] => [
  text(parts),
  ...(terms ? lines(terms, t, account) : []),
];

export const terms: Flow = {
  of: ["relationship"],
  rules: {
    "propose-terms": propose,
    "renew-terms": (see, _ask, context) => renew(see, context),
    "agree-terms": agree,
    "decline-terms": decline,
  },
  asks,
  draw: { terms: answer, "terms-review": review, "terms-first": begin },
  section: (see, say, account) => {
    const t = speak(say);
    const open = proposed(see.shared);
    const held = inForce(see.shared);
    return [
      ...(held ? [text([{ kind: "strong", parts: t("card.terms") }]), ...lines(held, t, account)] : []),
      ...(open ? [text(t("card.terms-proposed", { who: named(account, open.by, t), firm: firmName(account, open.firm) }), "muted")] : []),
    ];
  },
  more: (see, say, who, account) => {
    const t = speak(say);
    if (answersFor(see.shared, account, who)) return [];
    return [termsButton(see, t, who, account, inForce(see.shared) ? "action.change-terms" : "action.propose-terms")];
  },
  notices: (event) => {
    const to = { kind: "audience", audience: "shared" } as const;
    const of = (see: VisibleCase): Terms | null => inForce(see.shared);
    switch (event.type) {
      case "terms-agreed":
        return [
          {
            to,
            draw: (say, see, account) => {
              const t = speak(say);
              return told(t("notice.terms-agreed", { who: named(account, event.by, t) }), of(see), t, account);
            },
          },
        ];
      case "terms-declined":
        return [
          {
            to,
            draw: (say, _see, account) => {
              const t = speak(say);
              return [
                text([...t("notice.terms-declined", { who: named(account, event.by, t) }), " ", quoted(event.said?.reason ?? null, t)]),
              ];
            },
          },
        ];
      default:
        return [];
    }
  },
};
