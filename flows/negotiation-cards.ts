/** What negotiation looks like: options side by side, the offer on the table, the agreement on one screen. */
import type { Deal, Option, Revision, VisibleCase } from "../src/domain/case.ts";
import { matters } from "../src/domain/command.ts";
import type { DrawAsk, Say } from "../src/domain/flow.ts";
import type { Action, Block, Field } from "../src/domain/message.ts";
import { type Account, firms, otherFirm, type Person } from "../src/domain/people.ts";
import type { Instant } from "../src/domain/time.ts";
import { dealBlocks, dealValues, entryPromises } from "./deal.ts";
import { button, cash, choices, facts, field, firmName, moment, named, quoted, row, speak, text } from "./parts.ts";
import { plain, type Speak } from "./wording/index.ts";

type DealForm = { terms: string; promises: string; discount: number; supplierCost: string; customerCost: string };

/** Five fields: what, who promises what by when, discount, and what it costs each firm. */
const dealFields = (t: Speak, values: DealForm): Field[] => [
  field.text(t, "terms", "field.terms", { required: true, lines: 3, value: values.terms }),
  field.text(t, "promises", "field.promises", {
    required: true,
    lines: 6,
    maxLength: 2_000,
    value: values.promises,
    hint: "hint.promises",
  }),
  field.number(t, "discount", "field.discount", 0, 100, values.discount),
  field.money(t, "supplierCost", "field.cost-supplier", values.supplierCost, "hint.money"),
  field.money(t, "customerCost", "field.cost-customer", values.customerCost, "hint.money"),
];

/** One button for each ready-made solution, its form already filled; the last one starts from nothing. */
function offerButtons(see: VisibleCase, t: Speak, who: Person, account: Account, now: Instant): Action[] {
  const zone = who.calendar.zone;
  const ready = who.firm === "supplier" ? account.catalogue : [];
  return [
    ...ready.map((entry): Action => {
      const values = { terms: entry.terms, promises: entryPromises(entry, now, zone), discount: 0, supplierCost: "", customerCost: "" };
      return button(
        t,
        "action.offer-ready",
        see.id,
        { type: "propose-option", solution: entry.kind, source: entry.source },
        { style: "primary", intro: t("form.offer"), fields: dealFields(t, values), variant: entry.id, label: `${entry.name}…` },
      );
    }),
    button(
      t,
      "action.offer-new",
      see.id,
      { type: "propose-option", solution: "other", source: who.firm === "supplier" ? "extra" : "custom" },
      {
        intro: t("form.offer"),
        fields: dealFields(t, { terms: "", promises: "", discount: 0, supplierCost: "", customerCost: "" }),
      },
    ),
  ];
}

const counterButton = (
  see: VisibleCase,
  t: Speak,
  deal: Deal,
  base: Readonly<Record<string, string>>,
  who: Person,
  account: Account,
  number: number | null = null,
): Action =>
  button(
    t,
    number === null ? "action.counter" : "action.counter-option",
    see.id,
    { type: "counter", solution: deal.kind, source: deal.source, ...base },
    {
      intro: t("form.counter"),
      fields: dealFields(t, dealValues(deal, account, who.calendar.zone)),
      ...(number !== null && { args: { number }, variant: String(number) }),
    },
  );

/** "Option 2 from Sahand · replace". */
export const optionTitle = (option: Option, index: number, t: Speak, account: Account) =>
  t("option.title", { number: index + 1, firm: firmName(account, option.firm), kind: t(`solution.${option.deal.kind as "replace"}`) });

/** Options one below the other, the firm's own weighing and the buttons of each beneath it. */
function optionBlocks(see: VisibleCase, t: Speak, account: Account, answers: (option: Option) => Action[] = () => []): Block[] {
  const { options } = see.shared.negotiation;
  const hurts = see.shared.report.hurts;
  return [
    ...(hurts ? [text([...t("fact.hurts"), ": ", quoted(hurts, t)], "muted")] : []),
    ...options.flatMap((option, i) => [
      { kind: "heading", parts: optionTitle(option, i, t, account) } as const,
      ...dealBlocks(option.deal, t, account),
      ...see.own.evaluations
        .filter((evaluation) => evaluation.option === option.id)
        .map(({ by, matters: what, note }) =>
          text(
            [
              ...t("evaluation.by", { who: named(account, by, t), matters: t(`matters.${what as "time"}`) }),
              ...(note ? [" ", quoted(note, t)] : []),
            ],
            "muted",
          ),
        ),
      { kind: "actions", actions: answers(option) } as const,
    ]),
  ];
}

const choose: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const { options } = see.shared.negotiation;
  const answers = (option: Option): Action[] => {
    if (option.firm === who.firm) return [];
    const number = options.indexOf(option) + 1;
    const looks = { style: "primary", variant: String(number), args: { number } } as const;
    return [
      button(t, "action.choose", see.id, { type: "choose-option", option: option.id }, looks),
      counterButton(see, t, option.deal, { option: option.id }, who, account, number),
    ];
  };
  return {
    title: t("ask.choose", { count: options.length }),
    blocks: optionBlocks(see, t, account, answers),
    actions: [],
  };
};

const evaluate: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const { options } = see.shared.negotiation;
  const list = options.map((option, i) => ({ value: option.id as string, label: plain(optionTitle(option, i, t, account)) }));
  return {
    title: t("ask.evaluate"),
    blocks: optionBlocks(see, t, account),
    actions: [
      button(
        t,
        "action.evaluate",
        see.id,
        { type: "evaluate" },
        {
          style: "primary",
          intro: t("form.evaluate", { firm: firmName(account, who.firm) }),
          fields: [
            field.choice(t, "option", "field.best-option", list, { required: true }),
            field.choice(t, "matters", "field.matters", choices(t, matters, "matters"), { required: true }),
            field.text(t, "note", "field.note", { lines: 3, maxLength: 600 }),
          ],
        },
      ),
    ],
  };
};

const option: DrawAsk = (see, _subject, say, who, account, now) => {
  const t = speak(say);
  const hurts = see.shared.report.hurts ?? see.shared.report.what;
  return {
    title: t("ask.option"),
    blocks: [text([...t("fact.hurts"), ": ", quoted(hurts, t)])],
    actions: offerButtons(see, t, who, account, now),
  };
};

/** The offer on the table, accepted or not; `null`: none. */
export const onTable = (see: VisibleCase): Revision | null => {
  const n = see.shared.negotiation;
  return n.status === "on-table" || n.status === "accepted" ? n.current : null;
};

/** Of an offer the other firm may say no; one's own is withdrawn. */
const declineButton = (see: VisibleCase, t: Speak, { id }: Revision): Action =>
  button(
    t,
    "action.decline",
    see.id,
    { type: "decline", revision: id },
    { style: "careful", fields: [field.text(t, "reason", "field.reason-optional", { lines: 3, maxLength: 600 })] },
  );
const withdrawButton = (see: VisibleCase, t: Speak, { id }: Revision): Action =>
  button(t, "action.withdraw", see.id, { type: "withdraw", revision: id }, { style: "careful" });

const answer: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const revision = onTable(see);
  if (!revision) return { title: t("ask.answer", { number: 0, firm: "" }), blocks: [], actions: [] };
  return {
    title: t("ask.answer", { number: revision.number, firm: firmName(account, revision.firm) }),
    blocks: offerBlocks(revision, see, t, account),
    actions: [
      button(t, "action.accept", see.id, { type: "accept", revision: revision.id, hash: revision.hash }, { style: "primary" }),
      counterButton(see, t, revision.deal, { revision: revision.id }, who, account),
      declineButton(see, t, revision),
    ],
  };
};

/** An offer on one screen, with what it changes. */
export function offerBlocks(revision: Revision, see: VisibleCase, t: Speak, account: Account): Block[] {
  const { before } = see.shared.negotiation;
  return [
    ...(revision.expires ? [text(t("offer.open", { until: moment(revision.expires) }), "muted")] : []),
    ...(revision.why ? [text([quoted(revision.why, t)])] : []),
    ...dealBlocks(revision.deal, t, account, before),
  ];
}

const restate: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const n = see.shared.negotiation;
  const revision = onTable(see);
  if (!revision || n.status !== "accepted") return { title: t("ask.restate", { firm: "" }), blocks: [], actions: [] };
  const misread = n.understood[who.firm]?.misread ?? null;
  const theirs = firmName(account, otherFirm(who.firm));
  return {
    title: t("ask.restate", { firm: theirs }),
    blocks: [
      ...(misread ? [text([...t("understanding.corrected"), " ", quoted(misread, t)])] : []),
      ...dealBlocks(revision.deal, t, account),
    ],
    actions: [
      button(
        t,
        "action.restate",
        see.id,
        { type: "restate", revision: revision.id },
        {
          style: "primary",
          intro: t("form.restate", { firm: theirs }),
          fields: [field.text(t, "words", "field.words", { required: true, lines: 3, maxLength: 600 })],
        },
      ),
    ],
  };
};

const understand: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  const n = see.shared.negotiation;
  const of = subject.split(":")[1] === "supplier" ? "supplier" : "customer";
  const words = n.status === "accepted" ? n.understood[of] : null;
  const revision = onTable(see);
  if (!words || !revision) return { title: t("ask.understand", { firm: firmName(account, of) }), blocks: [], actions: [] };
  return {
    title: t("ask.understand", { firm: firmName(account, of) }),
    blocks: [text([quoted(words.words, t)])],
    actions: [
      button(t, "action.meant-so", see.id, { type: "confirm-understanding", revision: revision.id, of }, { style: "primary" }),
      button(
        t,
        "action.not-so",
        see.id,
        { type: "correct-understanding", revision: revision.id, of },
        { fields: [field.text(t, "reason", "field.meant", { required: true, lines: 3, maxLength: 600 })] },
      ),
    ],
  };
};

const sign: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const revision = onTable(see);
  if (!revision) return { title: t("ask.sign", { firm: firmName(account, who.firm) }), blocks: [], actions: [] };
  const n = see.shared.negotiation;
  const words = n.status === "accepted" ? n.understood[who.firm]?.words : null;
  const cost = revision.deal.cost[who.firm];
  const limit = who.approver?.limit ?? null;
  return {
    title: t("ask.sign", { firm: firmName(account, who.firm) }),
    blocks: [
      text(t("sign.revision", { number: revision.number, hash: revision.hash.slice(0, 6) }), "muted"),
      ...dealBlocks(revision.deal, t, account),
      ...(words ? [text([...t("sign.words"), " ", quoted(words, t)])] : []),
      text([
        ...t("sign.cost", { firm: firmName(account, who.firm), cost: cash(cost) }),
        " ",
        ...(limit ? t("sign.limit", { limit: cash(limit) }) : t("sign.no-limit")),
      ]),
    ],
    actions: [
      button(t, "action.sign", see.id, { type: "sign", revision: revision.id, hash: revision.hash }, { style: "primary", intro: [] }),
      counterButton(see, t, revision.deal, { revision: revision.id }, who, account),
      revision.firm === who.firm ? withdrawButton(see, t, revision) : declineButton(see, t, revision),
    ],
  };
};

export const draw = { choose, evaluate, option, answer, restate, understand, sign };

/** The offer or agreement on the case card. */
export function onCard(see: VisibleCase, t: Speak, account: Account): Block[] {
  const n = see.shared.negotiation;
  if (n.status === "open") return n.options.length > 0 ? [text(t("card.options", { count: n.options.length }))] : [];
  if (n.status === "agreed") {
    const by = (firm: "supplier" | "customer") => n.signed.find((signature) => signature.firm === firm)!;
    return [
      text(
        t("card.agreed", {
          agreement: n.name,
          ...Object.fromEntries(
            firms.flatMap((firm) => [
              [`${firm}Who`, named(account, by(firm).by, t)],
              [`${firm}At`, moment(by(firm).at)],
              [firm, firmName(account, firm)],
            ]),
          ),
        }),
      ),
    ];
  }
  return [
    ...facts(
      row(
        t,
        n.status === "accepted" ? "fact.accepted" : "fact.on-table",
        t("offer.title", { number: n.current.number, firm: firmName(account, n.current.firm) }),
      ),
    ),
    text([quoted(n.current.deal.terms, t)]),
  ];
}

/** What else a person may do about the deal. */
export function more(see: VisibleCase, say: Say, who: Person, account: Account, now: Instant): Action[] {
  const t = speak(say);
  const s = see.shared;
  const n = s.negotiation;
  if (s.followUp.closed || !s.acknowledged || n.status === "agreed") return [];
  if (n.status === "open") return offerButtons(see, t, who, account, now);
  return [
    ...(n.current.firm === who.firm ? [withdrawButton(see, t, n.current)] : []),
    counterButton(see, t, n.current.deal, { revision: n.current.id }, who, account),
  ];
}
