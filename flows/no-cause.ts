/** The ending without a cause: decided by a person of each firm, with what both do at once if it comes again. */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, quick, reject, slow, type Wanted } from "../src/domain/flow.ts";
import type { Action, Block } from "../src/domain/message.ts";
import { type Account, type Firm, firms, otherFirm } from "../src/domain/people.ts";
import { proposeButton } from "./analysis-cards.ts";
import { button, facts, field, firmName, moment, named, quoted, row, speak, text, toBoth } from "./parts.ts";
import { isLeftOpen } from "./plan.ts";
import { allSettled } from "./promise-state.ts";
import type { Speak } from "./wording/index.ts";

const waits = (s: Shared): boolean => s.analysis.unknown !== null && s.analysis.unknown.agreedBy === null && s.locus.settled === null;

/** What was promised is settled, and nobody knows the cause: both leads are asked whether to stop looking, before it is over by itself. */
const undecidedBy = (s: Shared, firm: Firm): Wanted => ({
  key: `undecided:${s.followUp.reopened}:${firm}`,
  firm,
  to: [s.lead[firm]],
  due: { withinMinutes: 5 * 8 * 60 },
  slots: slow.slice(0, 3),
});

function asks(s: Shared, account: Account): Wanted[] {
  const { unknown } = s.analysis;
  if (s.followUp.closed) return [];
  if (!unknown || !waits(s)) return isLeftOpen(s) && allSettled(s) ? firms.map((firm) => undecidedBy(s, firm)) : [];
  const firm = otherFirm(unknown.firm);
  return [
    {
      key: `stop-looking:${unknown.at}`,
      firm,
      to: [s.lead[firm]],
      due: { withinMinutes: account.service.judge[s.severity] },
      slots: quick,
    },
  ];
}

const undecided: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  return {
    title: t("ask.undecided"),
    blocks: [text(t("ask.undecided.body", { firm: firmName(account, otherFirm(who.firm)) }))],
    actions: [endButton(see, t, "primary"), proposeButton(see, t, who, false)],
  };
};

/** Ends it without a cause, with what is done at once if it comes again: it holds once the other firm agrees. */
const endButton = (see: VisibleCase, t: Speak, style: Action["style"]): Action =>
  button(
    t,
    "action.end-unknown",
    see.id,
    { type: "end-unknown" },
    {
      style,
      intro: t("form.end-unknown"),
      fields: [field.text(t, "plan", "field.if-again", { required: true, lines: 3, maxLength: 600 })],
    },
  );

const stopLooking: DrawAsk = (see, _subject, say, _who, account) => {
  const t = speak(say);
  const { unknown } = see.shared.analysis;
  if (!unknown) return { title: t("ask.stop-looking"), blocks: [], actions: [] };
  return {
    title: t("ask.stop-looking"),
    blocks: [
      text(t("ask.stop-looking.body", { who: named(account, unknown.by, t) })),
      ...facts(row(t, "fact.if-again", quoted(unknown.plan, t))),
    ],
    actions: [
      button(
        t,
        "action.agree-unknown",
        see.id,
        { type: "agree-unknown" },
        {
          style: "primary",
          intro: t("form.agree-unknown", { firm: firmName(account, unknown.firm) }),
          fields: [field.text(t, "plan", "field.if-again-ours", { lines: 3, maxLength: 600 })],
        },
      ),
      button(
        t,
        "action.keep-looking",
        see.id,
        { type: "keep-looking" },
        { fields: [field.text(t, "reason", "field.keep-looking", { required: true, lines: 3, maxLength: 600 })] },
      ),
    ],
  };
};

/** What both do at once if it comes again: as it was proposed, and what the firm that agreed adds. */
function ifAgain({ analysis: { unknown } }: Shared, t: Speak, account: Account): Block[] {
  if (!unknown) return [];
  const adds = {
    label: t("fact.if-again-adds", { firm: firmName(account, otherFirm(unknown.firm)) }),
    value: [quoted(unknown.added ?? null, t)],
  };
  return facts(row(t, "fact.if-again", quoted(unknown.plan, t)), unknown.added ? adds : null);
}

/** The ending without a cause, once both have decided it. */
export function ending(s: Shared, t: Speak, account: Account): Block[] {
  const { unknown } = s.analysis;
  if (!unknown?.agreedBy) return [];
  return [
    text(t("card.no-cause", { one: named(account, unknown.by, t), other: named(account, unknown.agreedBy, t) })),
    ...ifAgain(s, t, account),
  ];
}

export const noCause: Flow = {
  rules: {
    "end-unknown": ({ shared: s }, { plan }, { said }) => {
      if (s.locus.settled) return reject("cause-settled");
      if (!s.acknowledged) return reject("not-looked-yet");
      return accept({ type: "unknown-proposed", audience: "shared", said: said({ plan }) });
    },
    "agree-unknown": ({ shared: s }, { plan }, { who, account, said }) => {
      const { unknown } = s.analysis;
      if (!unknown || !waits(s)) return reject("not-waiting");
      if (unknown.firm === who.firm) return reject("own-cause", { firm: firmName(account, otherFirm(who.firm)) });
      return accept({ type: "unknown-agreed", audience: "shared", ...(plan && { said: said({ plan }) }) });
    },
    "keep-looking": ({ shared: s }, { reason }, { who, account, said }) => {
      const { unknown } = s.analysis;
      if (!unknown || !waits(s)) return reject("not-waiting");
      if (unknown.firm === who.firm) return reject("own-cause", { firm: firmName(account, otherFirm(who.firm)) });
      return accept({ type: "unknown-declined", audience: "shared", said: said({ reason }) });
    },
  },
  asks,
  draw: { undecided, "stop-looking": stopLooking },
  section: (see, say, account) => {
    const t = speak(say);
    return ending(see.shared, t, account);
  },
  more: (see, say) => {
    const t = speak(say);
    const s = see.shared;
    if (s.followUp.closed || !s.acknowledged || s.locus.settled || waits(s)) return [];
    return [endButton(see, t, "plain")];
  },
  notices: (event) => {
    if (event.type !== "unknown-agreed" && event.type !== "unknown-declined") return [];
    return toBoth((t, see, account) => {
      const who = named(account, event.by, t);
      if (event.type === "unknown-declined")
        return [text([...t("notice.keep-looking", { who }), " ", quoted(event.said?.reason ?? null, t)])];
      return [text(t("notice.no-cause", { who, at: moment(event.at) })), ...ifAgain(see.shared, t, account)];
    });
  },
};
