/** What negotiation looks like: options side by side with how they are weighed, the offer on the table, what was agreed. */
import type { VisibleCase } from "../src/domain/case.ts";
import { matters } from "../src/domain/commands/negotiation.ts";
import type { Agreement, Option, Revision } from "../src/domain/deal.ts";
import type { DrawAsk, Say } from "../src/domain/flow.ts";
import type { Action, Block, Part } from "../src/domain/message.ts";
import { type Account, type Firm, firms, otherFirm, type Person } from "../src/domain/people.ts";
import type { Instant } from "../src/domain/time.ts";
import { movableButtons, movableRow } from "./contribution-cards.ts";
import { amendBlocks, costRows, dealBlocks } from "./deal-blocks.ts";
import { effortBlocks } from "./effort.ts";
import { reasons, weighed, weighedLine } from "./evaluation.ts";
import { compareButton } from "./offer.ts";
import { amendButton, bridgeButton, counterButton, offerButtons, pledgeButton, readButton } from "./offer-forms.ts";
import { button, caseNumber, choices, facts, field, firmName, moment, namedAll, quoted, row, speak, text } from "./parts.ts";
import { plannedLocus } from "./plan.ts";
import { findPromise } from "./promise-state.ts";
import { mayDo, muted } from "./standing/agreed.ts";
import { expectedBlock } from "./standing/preferences.ts";
import { plain, type Speak } from "./wording/index.ts";

/** "Option 2 from Sahand · replace". */
export const optionTitle = (option: Option, index: number, t: Speak, account: Account) =>
  t("option.title", { number: index + 1, firm: firmName(account, option.firm), kind: t(`solution.${option.deal.kind as "replace"}`) });

const hurtsLine = ({ shared: { report } }: VisibleCase, t: Speak): Block[] =>
  report.hurts === null ? [] : [text([...t("fact.hurts"), ": ", quoted(report.hurts, t)], "muted")];

/** What would help, and whether it was promised. */
const promisedLine = ({ shared: { report } }: VisibleCase, t: Speak): Block[] =>
  report.promised
    ? facts(row(t, "fact.remedy", report.remedy && quoted(report.remedy, t)), row(t, "fact.promised", t(`promised.${report.promised}`)))
    : [];

/** Options one below the other, the firm's own weighing and the buttons of each beneath it. */
function optionBlocks(see: VisibleCase, t: Speak, account: Account, answers: (option: Option) => Action[] = () => []): Block[] {
  const { options } = see.shared.negotiation;
  const stand = weighed(options, see.own.evaluations);
  return [
    ...hurtsLine(see, t),
    ...promisedLine(see, t),
    ...options.flatMap((option, i) => [
      { kind: "heading", parts: optionTitle(option, i, t, account) } as const,
      ...dealBlocks(option.deal, see.shared, t, account),
      ...facts(movableRow(see.shared, option.deal, t, account)),
      ...weighedLine(stand[i]!, t),
      { kind: "actions", actions: answers(option) } as const,
    ]),
    ...reasons(options, see.own.evaluations, t, account),
  ];
}

const choose: DrawAsk = (see, _subject, say, who, account, now) => {
  const t = speak(say);
  const { options } = see.shared.negotiation;
  const answers = (option: Option): Action[] => {
    const number = options.indexOf(option) + 1;
    const puts = movableButtons(see, option, number, t, who, now);
    if (option.firm === who.firm) return puts;
    const looks = { style: "primary", variant: String(number), args: { number } } as const;
    return [
      button(t, "action.choose", see.id, { type: "choose-option", option: option.id }, looks),
      counterButton(see, t, option.deal, { option: option.id }, who, account, number),
      ...puts,
    ];
  };
  return {
    title: t("ask.choose", { count: options.length }),
    blocks: [...optionBlocks(see, t, account, answers), ...effortBlocks(see, t, account)],
    actions: [],
  };
};

/** What matters most and next, and which option fits best there: two choices, or four. */
function evaluateButton(see: VisibleCase, t: Speak, who: Person, account: Account): Action {
  const { options } = see.shared.negotiation;
  const list = options.map((option, i) => ({ value: option.id as string, label: plain(optionTitle(option, i, t, account)) }));
  const what = choices(t, matters, "matters");
  return button(
    t,
    "action.evaluate",
    see.id,
    { type: "evaluate" },
    {
      style: "primary",
      intro: t("form.evaluate", { firm: firmName(account, who.firm) }),
      fields: [
        field.choice(t, "matters", "field.matters", what, { required: true }),
        field.choice(t, "option", "field.best-option", list, { required: true }),
        field.choice(t, "second", "field.matters-next", what, { hint: "hint.matters-next" }),
        field.choice(t, "secondOption", "field.best-option", list),
        field.text(t, "note", "field.note", { lines: 3, maxLength: 600 }),
      ],
    },
  );
}

const evaluate: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  return { title: t("ask.evaluate"), blocks: optionBlocks(see, t, account), actions: [evaluateButton(see, t, who, account)] };
};

const option: DrawAsk = (see, _subject, say, who, account, now) => {
  const t = speak(say);
  const { report, past, severity, negotiation: n } = see.shared;
  // While it burns: not only what puts it right, but what lets them go on until then, one press more on the same question.
  const burns = who.firm === "supplier" && (severity === "high" || severity === "critical");
  const bridges = burns && !n.options.some(({ deal }) => deal.temporary);
  return {
    title: t(burns && n.options.length > 0 ? "ask.option.real" : "ask.option"),
    blocks: [
      text([...t("fact.hurts"), ": ", quoted(report.hurts ?? report.what, t)]),
      ...promisedLine(see, t),
      ...past.map(({ number, kept, made, deal }) =>
        text([...t("past.worked", { case: caseNumber(number), kept, made }), " ", quoted(deal.terms, t)]),
      ),
      ...(who.firm === "supplier" ? expectedBlock(account, t) : []),
      ...muted(...mayDo(account, [who.firm, otherFirm(who.firm)], t)),
      ...declinedBlocks(see, t, account),
      ...facts(movableRow(see.shared, null, t, account)),
      ...(plannedLocus(see.shared) === "unknown" && see.shared.locus.settled === null ? [text(t("ask.option.whatever"))] : []),
      ...(bridges ? [text(t("ask.option.meanwhile", { firm: firmName(account, otherFirm(who.firm)) }))] : []),
    ],
    actions: [...offerButtons(see, t, who, account, now), ...(bridges ? [bridgeButton(see, t, who, account)] : [])],
  };
};

/** Whether the split of the cost stands now that the source is known; the change of it is a change of the agreement like any other. */
const drawSplit: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const { agreement } = see.shared.negotiation;
  if (!agreement) return { title: t("ask.split"), blocks: [], actions: [] };
  return {
    title: t("ask.split"),
    blocks: facts(...costRows(agreement.revision.deal, t, account)),
    actions: [
      button(t, "action.keep-split", see.id, { type: "keep-split", revision: agreement.revision.id }, { style: "primary" }),
      amendButton(see, t, agreement, who, account),
    ],
  };
};

/** What the latest offer was declined with, as the other firm reads it: what would have to differ for a yes. */
function declinedBlocks(see: VisibleCase, t: Speak, account: Account): Block[] {
  const { declined } = see.shared.negotiation;
  return declined?.differ == null
    ? []
    : [text([...t("declined.differ", { firm: firmName(account, declined.firm) }), " ", quoted(declined.differ, t)])];
}

/** When each firm would call it done, as it said before it signed. */
export const doneLines = ({ done = {} }: Agreement, t: Speak, account: Account): Block[] =>
  firms.flatMap((firm) =>
    done[firm] == null ? [] : [text([...t("card.done-when", { firm: firmName(account, firm) }), " ", quoted(done[firm], t)], "muted")],
  );

/** The offer on the table, accepted or not; `null`: none. */
export const onTable = (see: VisibleCase): Revision | null => {
  const n = see.shared.negotiation;
  return n.status === "on-table" || n.status === "accepted" ? n.current : null;
};

/** Of an offer the other firm may say no; one's own is withdrawn. */
export const declineButton = (see: VisibleCase, t: Speak, { id }: Revision): Action =>
  button(
    t,
    "action.decline",
    see.id,
    { type: "decline", revision: id },
    {
      style: "careful",
      fields: [field.text(t, "reason", "field.reason-optional", { lines: 3, maxLength: 600 }), field.text(t, "differ", "field.differ")],
    },
  );
export const withdrawButton = (see: VisibleCase, t: Speak, { id }: Revision): Action =>
  button(t, "action.withdraw", see.id, { type: "withdraw", revision: id }, { style: "careful" });

const answer: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const revision = onTable(see);
  if (!revision) return { title: t("ask.answer", { number: 0, firm: "" }), blocks: [], actions: [] };
  const compare = compareButton(see.id, see.shared.negotiation, t);
  return {
    title: t(revision.amends ? "ask.answer.change" : "ask.answer", { number: revision.number, firm: firmName(account, revision.firm) }),
    blocks: [...offerBlocks(revision, see, t, account), ...effortBlocks(see, t, account)],
    actions: [
      button(t, "action.accept", see.id, { type: "accept", revision: revision.id, hash: revision.hash }, { style: "primary" }),
      counterButton(see, t, revision.deal, { revision: revision.id }, who, account),
      declineButton(see, t, revision),
      ...(compare ? [compare] : []),
    ],
  };
};

/** Until when it can be accepted: as it was said, else until the first of its dates, which could not be kept afterwards. */
function openUntil({ expires, deal }: Revision, { shared: s }: VisibleCase, t: Speak): Block[] {
  if (expires) return [text(t("offer.open", { until: moment(expires) }), "muted")];
  const [first] = deal.promises.flatMap(({ id, due }) => (findPromise(s, id) ? [] : [due])).sort();
  return first ? [text(t("offer.open-first", { until: moment(first) }), "muted")] : [];
}

/** An offer on one screen, with what it changes. */
export function offerBlocks(revision: Revision, see: VisibleCase, t: Speak, account: Account): Block[] {
  const { before } = see.shared.negotiation;
  return [
    ...openUntil(revision, see, t),
    ...(revision.why ? [text([quoted(revision.why, t)])] : []),
    ...amendBlocks(revision, see.shared, t, account),
    ...dealBlocks(revision.deal, see.shared, t, account, before),
  ];
}

/** Once somebody of a firm has signed, that firm counters no more; the signature can be taken back. */
export const mayCounter = ({ shared: { negotiation: n } }: VisibleCase, who: Person): boolean =>
  n.status !== "accepted" || !n.signed.some(({ firm }) => firm === who.firm);

export const draw = { choose, evaluate, option, answer, split: drawSplit };

/** "Agreed: AGR-00042-1 · signed by …": where a firm has two sign, both are named, and the second one's signature completes it. */
export function agreedLine({ name, signed }: Agreement, t: Speak, account: Account): Block {
  const of = (firm: Firm) => signed.filter((signature) => signature.firm === firm);
  const names = (firm: Firm): Part[] =>
    namedAll(
      account,
      of(firm).map(({ by }) => by),
      t,
      "comma",
    );
  const sides = firms.flatMap((firm): [string, Part | Part[]][] => [
    [`${firm}Who`, names(firm)],
    [`${firm}At`, moment(of(firm).at(-1)!.at)],
    [firm, firmName(account, firm)],
  ]);
  return text(t("card.agreed", { agreement: name, ...Object.fromEntries(sides) }));
}

/** The offer or agreement on the case card. */
export function onCard(see: VisibleCase, t: Speak, account: Account): Block[] {
  const n = see.shared.negotiation;
  const agreed = n.agreement ? [agreedLine(n.agreement, t, account), ...doneLines(n.agreement, t, account)] : [];
  // Closed without an agreement: what was on the table is of no use any more.
  if (n.status === "agreed" || see.shared.followUp.closed) return agreed;
  if (n.status === "open") return n.options.length > 0 ? [text(t("card.options", { count: n.options.length }))] : [];
  const { current } = n;
  const title = t("offer.title", { number: current.number, firm: firmName(account, current.firm) });
  const label = n.status === "accepted" ? "fact.accepted" : current.amends ? "fact.change" : "fact.on-table";
  return [...agreed, ...facts(row(t, label, title)), text([quoted(current.deal.terms, t)])];
}

/** What else a person may do about options and offers. */
export function more(see: VisibleCase, say: Say, who: Person, account: Account, now: Instant): Action[] {
  const t = speak(say);
  const s = see.shared;
  const n = s.negotiation;
  const compare = compareButton(see.id, n, t);
  const read = [...(n.agreement ? [readButton(see, t, n.agreement)] : []), ...(compare ? [compare] : [])];
  if (s.followUp.closed || !s.acknowledged) return read;
  if (n.status === "agreed") return [amendButton(see, t, n.agreement, who, account), ...read];
  if (n.status === "open") {
    return [
      ...offerButtons(see, t, who, account, now),
      ...(n.options.length > 1 ? [evaluateButton(see, t, who, account)] : []),
      ...n.options.flatMap((option, i) => [
        ...movableButtons(see, option, i + 1, t, who, now),
        pledgeButton(see, t, { option: option.id }, who, account, i + 1),
      ]),
      ...read,
    ];
  }
  const { current } = n;
  const mine = mayCounter(see, who);
  return [
    ...(current.firm === who.firm ? [withdrawButton(see, t, current)] : []),
    ...(mine ? [counterButton(see, t, current.deal, { revision: current.id }, who, account)] : []),
    ...(mine ? [pledgeButton(see, t, { revision: current.id }, who, account)] : []),
    ...read,
  ];
}
