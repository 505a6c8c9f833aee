/** The end of a case: no surprises, the customer's word that it is good, what the case came to, and everybody told who had a part in it. */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import type { Draft } from "../src/domain/event.ts";
import { accept, type DrawAsk, type Flow, type Notice, reject, slow, type Wanted } from "../src/domain/flow.ts";
import type { PersonId } from "../src/domain/ids.ts";
import type { Action, Block, Field } from "../src/domain/message.ts";
import { type Account, type Audience, firms, otherFirm, type Person, personOf } from "../src/domain/people.ts";
import { costRows } from "./deal-blocks.ts";
import { dueFacts } from "./explanation.ts";
import { dayMinutes, followsUp, hasAnswered, helpersOf, inFiveDays, owesWords, thankable, toldOf, valueTo } from "./follow-up-state.ts";
import { measureLine } from "./measures.ts";
import { doneLines } from "./negotiation-cards.ts";
import { amendButton } from "./offer-forms.ts";
import { creditLines } from "./participation-cards.ts";
import { button, caseNumber, cash, facts, field, firmName, moment, named, namedAll, quoted, speak, text, toBoth } from "./parts.ts";
import { allSettled, promiseRecord } from "./promise-state.ts";
import { learntButton } from "./review.ts";
import { maySettle, settleButton } from "./settling.ts";
import { thanksLines } from "./thanks.ts";
import { whatBecame } from "./told.ts";
import { awaitsCheck, daysChoices, usualDays, watchedUntil } from "./watch-state.ts";
import { plain, type Speak } from "./wording/index.ts";

function asks(s: Shared, account: Account): Wanted[] {
  if (!allSettled(s)) return [];
  const { closed, surprises, reopened: round } = s.followUp;
  const unheard = surprises
    .filter(({ fine }) => fine === null)
    .map(({ firm }): Wanted => {
      const other = otherFirm(firm);
      return { key: `answer-surprise:${round}:${firm}`, firm: other, to: [s.lead[other]], due: inFiveDays, slots: slow };
    });
  if (closed) return unheard;
  const before = { firm: "supplier", to: [s.lead.supplier], due: inFiveDays, slots: slow } as const;
  return [
    ...unheard,
    ...(followsUp(s) && !hasAnswered(s, "surprise", "supplier") ? [{ ...before, key: `surprise:${round}` }] : []),
    ...(owesWords(s, account)
      ? []
      : [{ key: `close:${round}`, firm: "customer", to: [s.lead.customer], due: { withinMinutes: 3 * dayMinutes }, slots: slow } as const]),
  ];
}

const surpriseField = (t: Speak, required: boolean) => field.text(t, "what", "field.surprise", { required });

const surprise: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const firm = account.firms[otherFirm(who.firm)].name;
  return {
    title: t("ask.surprise", { firm }),
    blocks: [text(t("ask.surprise.body"))],
    actions: [
      button(t, "action.no-surprise", see.id, { type: "nothing-to-add", topic: "surprise" }, { style: "primary" }),
      button(t, "action.say-surprise", see.id, { type: "say-surprise" }, { intro: t("form.value"), fields: [surpriseField(t, true)] }),
    ],
  };
};

const answerSurprise: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const of = otherFirm(who.firm);
  const said = see.shared.followUp.surprises.find(({ firm }) => firm === of);
  return {
    title: t("ask.answer-surprise", { firm: firmName(account, of) }),
    blocks: said ? [text([quoted(said.what, t)])] : [],
    actions: [
      button(t, "action.surprise-fine", see.id, { type: "answer-surprise", of, fine: true }, { style: "primary" }),
      button(
        t,
        "action.surprise-not",
        see.id,
        { type: "answer-surprise", of, fine: false },
        { fields: [field.text(t, "words", "field.surprise-words", { required: true })] },
      ),
    ],
  };
};

/** The press that ends a case; with what a customer may want to say then, all of it optional. */
function closeButton(see: VisibleCase, t: Speak, account: Account, style: Action["style"]): Action {
  const s = see.shared;
  if (!followsUp(s)) return button(t, "action.close", see.id, { type: "close" }, { style });
  const firm = account.firms.supplier.name;
  const whom = thankable(s, account, "supplier").map((id) => ({ value: id, label: personOf(account, id)?.name ?? "" }));
  const labelled = <F extends Field>(made: F, key: "field.thank" | "field.surprise-of"): F => ({ ...made, label: plain(t(key, { firm })) });
  return button(
    t,
    "action.close-case",
    see.id,
    { type: "close" },
    {
      style,
      intro: t("form.close"),
      fields: [
        field.choice(t, "watch", "field.watch", daysChoices(t, account), { required: true, value: String(usualDays(account)) }),
        whom.length === 0 ? null : labelled(field.choices(t, "thank", "field.thank-whom", whom), "field.thank"),
        field.text(t, "words", "field.thank-words", { maxLength: 200 }),
        labelled(field.text(t, "surprise", "field.surprise"), "field.surprise-of"),
      ],
    },
  );
}

/** Saying that it is over, as far as this person's firm may say it now: closed, or put right; `null`: it may not. */
export function overButton(see: VisibleCase, t: Speak, who: Person, account: Account): Action | null {
  const s = see.shared;
  if (allSettled(s)) return who.firm === "customer" && !owesWords(s, account) ? closeButton(see, t, account, "plain") : null;
  return maySettle(s) ? settleButton(see, t, who, account, false) : null;
}

const close: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const { promises, negotiation } = see.shared;
  const { agreement } = negotiation;
  return {
    title: t("ask.close"),
    blocks: [
      text(
        t("ask.close.body", {
          kept: promises.filter(({ status }) => status === "kept").length,
          count: promises.filter(({ status }) => status !== "released").length,
        }),
      ),
      ...(agreement ? doneLines(agreement, t, account) : []),
      ...(followsUp(see.shared) ? dueFacts(see.shared, t, account) : []),
      // No surprises on the bill: what was agreed is read once more before it is over.
      ...(agreement ? [...facts(...costRows(agreement.revision.deal, t, account)), text(t("ask.close.bill"), "muted")] : []),
    ],
    actions: [
      closeButton(see, t, account, "primary"),
      button(
        t,
        "action.add-evidence",
        see.id,
        { type: "add-evidence" },
        { fields: [field.text(t, "what", "field.left", { required: true, lines: 3, maxLength: 600 }), field.files(t)] },
      ),
      ...(agreement ? [amendButton(see, t, agreement, who, account)] : []),
    ],
  };
};

/** How each firm has kept its promises; how many in all stands above their list on the card already. */
function records(s: Shared, t: Speak, account: Account): Block[] {
  const record = promiseRecord([s]);
  return firms
    .filter((firm) => record[firm].made > 0)
    .map((firm) => text(t("closing.record", { ...record[firm], firm: firmName(account, firm) })));
}

/** What the closed case came to: value confirmed, who helped, whom is thanked, what keeps it away. */
function closing(see: VisibleCase, t: Speak, account: Account): Block[] {
  const s = see.shared;
  const [first, ...others] = helpersOf(s);
  const until = watchedUntil(s, account);
  return [
    ...firms.flatMap((firm) =>
      valueTo(s, firm).map((total) => text(t("closing.value", { firm: firmName(account, firm), total: cash(total) }))),
    ),
    text(
      t("closing.thanks", {
        first: named(account, first!, t),
        others: namedAll(account, others, t, "and"),
        count: others.length,
      }),
    ),
    ...creditLines(s, t, account),
    ...thanksLines(s, t, account),
    ...s.followUp.measures.map((measure) => measureLine(measure, t, s.followUp.check !== null)),
    // Once it is asked, the card says of whom instead.
    ...(until && awaitsCheck(s) && !s.asked.some(({ key }) => key.startsWith("effect"))
      ? [text(t("closing.watch", { at: { kind: "instant", at: until, show: "date" } }), "muted")]
      : []),
  ];
}

/** The whole case to read. */
const reportOf = (see: VisibleCase, t: Speak): Action => ({
  key: "action.full-report",
  label: plain(t("action.full-report")),
  style: "plain",
  press: { kind: "report", case: see.id },
  intro: [],
  fields: [],
});

/** Everybody who had a part in it is told, but whoever closed it; of a trifle, too, for whoever tells must hear what came of it. */
function tell(s: Shared, audience: Audience, people: readonly PersonId[], events: readonly Draft[]): Draft[] {
  const isNew =
    events.some(({ type }) => type === "closed") && !events.some((event) => event.type === "outcome-told" && event.audience === audience);
  if (!isNew || s.kind !== "recovery") return [];
  return people.filter((person) => person !== s.followUp.closed?.by).map((person) => ({ type: "outcome-told", audience, person }));
}

/** Who helped among their own firm alone: that they did is nothing for the other firm to read. */
const toldAside = ({ shared: s, own }: VisibleCase): readonly PersonId[] => {
  const told = toldOf(s);
  return (own.helped ?? []).filter((person) => !told.includes(person));
};

export const closure: Flow = {
  rules: {
    "say-surprise": ({ shared: s }, { what }, { said }) =>
      allSettled(s) ? accept({ type: "surprise-said", audience: "shared", said: said({ what }) }) : reject("value-later"),
    "answer-surprise": ({ shared: s }, { of, fine, words }, { who, said }) => {
      const found = s.followUp.surprises.find(({ firm }) => firm === of);
      if (!found || of === who.firm) return reject("not-asked");
      if (found.fine !== null) return reject("said-already");
      return accept({ type: "surprise-answered", audience: "shared", about: of, fine, said: words ? said({ words }) : null });
    },
    "nothing-to-add": ({ shared: s }, { topic }, { who }) => {
      if (!followsUp(s)) return reject("value-later");
      if (hasAnswered(s, topic, who.firm)) return reject("said-already");
      return accept({ type: "nothing-added", audience: "shared", topic, firm: who.firm });
    },
    close: ({ shared: s }, { watch, thank, words, surprise: unexpected }, { who, account, said }) => {
      if (who.firm !== "customer") return reject("customer-closes", { firm: firmName(account, "customer") });
      const n = s.negotiation;
      if (n.agreement && n.status !== "agreed") return reject("change-open", { current: n.current.number });
      if (!allSettled(s))
        return reject("promises-open", { count: s.promises.filter(({ status }) => status === "open" || status === "done").length });
      if (owesWords(s, account)) return reject("explanation-owed", { firm: firmName(account, "supplier") });
      const whom = new Set(thank.filter((id) => personOf(account, id)?.firm === "supplier"));
      const before = s.followUp.thanks.filter(({ by }) => by === who.id).map(({ to }) => to);
      return accept(
        ...(unexpected ? [{ type: "surprise-said", audience: "shared", said: said({ what: unexpected }) } as const] : []),
        ...(watch && watch !== usualDays(account) ? [{ type: "watch-said", audience: "shared", days: watch } as const] : []),
        ...[...whom]
          .filter((to) => !before.includes(to))
          .map(
            (to) => ({ type: "thanked", audience: "shared", to, worded: Boolean(words), said: words ? said({ words }) : null }) as const,
          ),
        { type: "closed", audience: "shared" },
      );
    },
    reopen: ({ shared: s }, { reason }, { said }) =>
      s.followUp.closed ? accept({ type: "reopened", audience: "shared", said: said({ reason }) }) : reject("not-closed"),
  },
  afterClosing: ["reopen", "answer-surprise", "nothing-to-add"],
  follows: (s, _account, _now, _recent, events) => tell(s, "shared", toldOf(s), events),
  ownFollows: (see, firm, events) => tell(see.shared, firm, toldAside(see), events),
  asks,
  draw: { surprise, "answer-surprise": answerSurprise, close },
  section: (see, say, account) => {
    const t = speak(say);
    // How many were kept stands above the list of promises already.
    return see.shared.followUp.closed
      ? [...closing(see, t, account), ...(followsUp(see.shared) ? dueFacts(see.shared, t, account) : [])]
      : [];
  },
  more: (see, say, who, account) => {
    const t = speak(say);
    const s = see.shared;
    if (s.followUp.closed)
      return [
        button(
          t,
          "action.reopen",
          see.id,
          { type: "reopen" },
          { style: "careful", fields: [field.text(t, "reason", "field.reopen", { required: true })] },
        ),
      ];
    if (!allSettled(s)) return [];
    return [
      button(t, "action.say-surprise", see.id, { type: "say-surprise" }, { intro: t("form.value"), fields: [surpriseField(t, true)] }),
      ...[overButton(see, t, who, account)].filter((one) => one !== null),
    ];
  },
  notices: (event): Notice[] => {
    switch (event.type) {
      case "surprise-said":
        return toBoth((t, _see, account) => [
          text([...t("notice.surprise", { firm: firmName(account, event.of!) }), " ", quoted(event.said?.what ?? null, t)]),
        ]);
      case "surprise-answered":
        return toBoth((t, _see, account) => [
          text([
            ...t(event.fine ? "notice.surprise-fine" : "notice.surprise-not", { who: named(account, event.by, t) }),
            ...(event.said?.words ? [" ", quoted(event.said.words, t)] : []),
          ]),
        ]);
      case "closed":
        return toBoth((t, see, account) => [
          { kind: "heading", parts: t("notice.closed", { case: caseNumber(see.shared.number) }) },
          ...records(see.shared, t, account),
          ...closing(see, t, account),
          {
            kind: "actions",
            actions: [reportOf(see, t), ...(followsUp(see.shared) && see.shared.kind === "recovery" ? [learntButton(see, t)] : [])],
          },
        ]);
      case "outcome-told":
        return [
          {
            to: { kind: "person", person: event.person },
            draw: (say, see, account) => whatBecame(see, event.person, event.audience !== "shared", speak(say), account),
          },
        ];
      case "reopened":
        return toBoth((t, _see, account) => [
          text([
            ...t("notice.reopened", { who: named(account, event.by, t), at: moment(event.at) }),
            " ",
            quoted(event.said?.reason ?? null, t),
          ]),
        ]);
      default:
        return [];
    }
  },
};
