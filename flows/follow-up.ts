/** What is still owed of explanation and apology, what it was worth, how the relationship is, and the end of the case. */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import { surveyItems, valueKinds } from "../src/domain/command.ts";
import { accept, type DrawAsk, type Flow, type Notice, reject, slow, type Wanted } from "../src/domain/flow.ts";
import type { ValueId } from "../src/domain/ids.ts";
import type { Action, Block, Field, Part } from "../src/domain/message.ts";
import { readMoney, sum } from "../src/domain/money.ts";
import { type Account, type Firm, firms, otherFirm } from "../src/domain/people.ts";
import { button, caseNumber, cash, choices, field, firmName, moment, named, quoted, speak, text } from "./parts.ts";
import { planOf } from "./plan.ts";
import { allSettled } from "./promises.ts";
import { answersOf, publish } from "./survey.ts";
import { plain, type Speak } from "./wording/index.ts";

const dayMinutes = 8 * 60;

/** A confirmed cause in words is the full explanation; for what the supplier caused, an apology is owed too. */
const owesExplanation = (s: Shared): boolean => {
  if (s.severity === "low") return false;
  const { locus } = planOf(s);
  if (locus === "customer") return false;
  const explained = s.followUp.fullyExplained || s.analysis.causes.some(({ status }) => status === "confirmed");
  return !explained || (locus === "supplier" && !s.followUp.apologised);
};

/** Who is asked how the relationship is, of one firm. */
const surveyed = (account: Account, firm: Firm) =>
  account.people.filter((person) => person.firm === firm && account.survey.includes(person.id));

function asks(s: Shared): Wanted[] {
  if (!allSettled(s) || s.followUp.closed) return [];
  const day = { withinMinutes: dayMinutes };
  const { values } = s.followUp;
  const wanted: Wanted[] = values
    .filter(({ confirmedBy }) => confirmedBy === null)
    .map(({ id, firm }) => ({ key: `confirm-value:${id}`, firm, to: [s.lead[firm]], due: { withinMinutes: 5 * dayMinutes }, slots: slow }));
  if (owesExplanation(s)) return [...wanted, { key: "explain", firm: "supplier", to: [s.lead.supplier], due: day, slots: slow }];
  const round = s.followUp.reopened;
  if (s.severity !== "low" && values.length === 0) {
    wanted.push({ key: `value:${round}`, firm: "supplier", to: [s.lead.supplier], due: { withinMinutes: 5 * dayMinutes }, slots: slow });
  }
  if (s.severity !== "low" && s.followUp.measures.length === 0) {
    wanted.push({ key: `lesson:${round}`, firm: "supplier", to: [s.lead.supplier], due: { withinMinutes: 5 * dayMinutes }, slots: slow });
  }
  return [
    ...wanted,
    { key: `close:${round}`, firm: "customer", to: [s.lead.customer], due: { withinMinutes: 3 * dayMinutes }, slots: slow },
  ];
}

const explain: DrawAsk = (see, _subject, say) => {
  const t = speak(say);
  const { apologised } = see.shared.followUp;
  return {
    title: t("ask.explain"),
    blocks: [text(t("ask.explain.body"))],
    actions: [
      button(
        t,
        "action.explain",
        see.id,
        { type: "explain" },
        {
          style: "primary",
          fields: [
            field.text(t, "explanation", "field.explanation", { required: true, lines: 6, maxLength: 1_500 }),
            apologised ? null : field.yes(t, "apology", "field.apology"),
          ],
        },
      ),
    ],
  };
};

const valueButton = (see: VisibleCase, t: Speak, account: Account, primary: boolean): Action =>
  button(
    t,
    "action.value",
    see.id,
    { type: "enter-value" },
    {
      style: primary ? "primary" : "plain",
      intro: t("form.value"),
      fields: [
        field.text(t, "what", "field.value-what", { required: true }),
        field.choice(t, "kind", "field.value-kind", choices(t, valueKinds, "value"), { required: true }),
        field.money(t, "amount", "field.value-amount", "", "hint.money"),
        field.choice(
          t,
          "firm",
          "field.value-firm",
          firms.map((firm) => ({ value: firm, label: account.firms[firm].name })),
          { required: true },
        ),
      ],
    },
  );

const value: DrawAsk = (see, _subject, say, _who, account) => {
  const t = speak(say);
  return { title: t("ask.value"), blocks: [text(t("ask.value.body"))], actions: [valueButton(see, t, account, true)] };
};

const valueLine = (see: VisibleCase, id: ValueId, t: Speak): Part[] => {
  const entry = see.shared.followUp.values.find((one) => one.id === id);
  if (!entry) return [];
  return [...t(`value.${entry.kind as "trust"}`), ": ", quoted(entry.what, t), ...(entry.money ? [" · ", cash(entry.money)] : [])];
};

const confirmValue: DrawAsk = (see, subject, say) => {
  const t = speak(say);
  return {
    title: t("ask.confirm-value"),
    blocks: [text(valueLine(see, subject as ValueId, t))],
    actions: [button(t, "action.confirm-value", see.id, { type: "confirm-value", value: subject }, { style: "primary" })],
  };
};

const survey: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const other = firmName(account, otherFirm(who.firm));
  const steps = [1, 2, 3, 4, 5, 6, 7].map((n) => ({
    value: String(n),
    label: n === 1 ? plain(t("scale.1")) : n === 7 ? plain(t("scale.7")) : String(n),
  }));
  const fields: Field[] = surveyItems.map((item) => ({
    ...field.choice(t, item, "field.what", steps),
    label: plain(t(`survey.${item}`, { firm: other })),
  }));
  return {
    title: t("ask.survey", { firm: other }),
    blocks: [text(t("ask.survey.body"))],
    actions: [button(t, "action.survey", see.id, { type: "answer-survey" }, { style: "primary", intro: t("form.survey"), fields })],
  };
};

const close: DrawAsk = (see, _subject, say) => {
  const t = speak(say);
  return {
    title: t("ask.close"),
    blocks: [
      text(
        t("ask.close.body", {
          kept: see.shared.promises.filter(({ status }) => status === "kept").length,
          count: see.shared.promises.length,
        }),
      ),
    ],
    actions: [
      button(t, "action.close", see.id, { type: "close" }, { style: "primary" }),
      button(
        t,
        "action.add-evidence",
        see.id,
        { type: "add-evidence" },
        { fields: [field.text(t, "what", "field.left", { required: true, lines: 3, maxLength: 600 }), field.files(t)] },
      ),
    ],
  };
};

/** What the closed case came to: promises kept, value confirmed, who helped. */
function closing(see: VisibleCase, t: Speak, account: Account): Block[] {
  const s = see.shared;
  const total = sum(s.followUp.values.flatMap(({ money, confirmedBy }) => (money && confirmedBy ? [money] : [])));
  const helped = [...new Set([s.report.by, ...s.promises.filter(({ status }) => status === "kept").map(({ owner }) => owner)])];
  return [
    text(t("closing.kept", { kept: s.promises.filter(({ status }) => status === "kept").length, count: s.promises.length })),
    ...(total ? [text(t("closing.value", { total: cash(total) }))] : []),
    text(
      t("closing.thanks", {
        first: named(account, s.report.by, t),
        others: helped.slice(1).flatMap((id, i) => [...(i === 0 ? [] : [", "]), named(account, id, t)]),
        count: helped.length - 1,
      }),
    ),
    ...s.followUp.measures.map(({ what, effect }) =>
      text([...t(effect === "waiting" ? "closing.measure" : "closing.measure.checked"), " ", quoted(what, t)]),
    ),
  ];
}

export const followUp: Flow = {
  rules: {
    explain: ({ shared: s }, { explanation, apology }, { who, account, said }) => {
      if (who.firm !== "supplier") return reject("supplier-explains", { firm: firmName(account, "supplier") });
      if (!s.acknowledged) return reject("acknowledge-first", { firm: firmName(account, otherFirm(s.report.firm)) });
      return accept({ type: "explained", audience: "shared", apologised: apology, said: said({ explanation }) });
    },
    "enter-value": ({ shared: s }, { kind, amount, what, firm }, { who, account, newId, said }) => {
      if (s.followUp.values.length >= 12) return reject("enough-values");
      const money = amount ? readMoney(amount) : null;
      if (amount && !money)
        return reject("unreadable-amount", { text: { kind: "quote", text: amount }, example: `12250 ${account.currency}` });
      if (money && money.currency !== account.currency)
        return reject("other-currency", { currency: money.currency, expected: account.currency });
      const id = newId() as ValueId;
      return accept(
        { type: "value-entered", audience: "shared", value: id, firm, kind, money, said: said({ what }) },
        ...(firm === who.firm ? [{ type: "value-confirmed", audience: "shared", value: id } as const] : []),
      );
    },
    "confirm-value": ({ shared: s }, { value: id }, { who, account }) => {
      const found = s.followUp.values.find((entry) => entry.id === id);
      if (!found) return reject("unknown-value");
      if (found.firm !== who.firm) return reject("beneficiary-confirms", { firm: firmName(account, found.firm) });
      return found.confirmedBy ? reject("already-confirmed") : accept({ type: "value-confirmed", audience: "shared", value: id });
    },
    "answer-survey": ({ shared: s, own }, ask, { who, account, survey: earlier }) => {
      const { firm } = who;
      if (!account.survey.includes(who.id)) return reject("not-surveyed");
      if (!allSettled(s)) return reject("survey-later");
      if (own.surveyed.includes(who.id)) return reject("surveyed-already");
      const answers = JSON.stringify(answersOf(ask));
      const everyone = surveyed(account, firm).every(({ id }) => id === who.id || own.surveyed.includes(id));
      return {
        ok: true,
        events: [{ type: "survey-answered", audience: firm }, ...(everyone ? publish(firm, [...earlier, answers]) : [])],
        survey: { round: s.followUp.reopened, answers },
      };
    },
    close: ({ shared: s }, _ask, { who, account }) => {
      if (who.firm !== "customer") return reject("customer-closes", { firm: firmName(account, "customer") });
      if (!allSettled(s))
        return reject("promises-open", { count: s.promises.filter(({ status }) => status === "open" || status === "done").length });
      if (owesExplanation(s)) return reject("explanation-owed", { firm: firmName(account, "supplier") });
      return accept({ type: "closed", audience: "shared" });
    },
    reopen: ({ shared: s }, { reason }, { said }) =>
      s.followUp.closed ? accept({ type: "reopened", audience: "shared", said: said({ reason }) }) : reject("not-closed"),
  },
  afterClosing: ["reopen", "confirm-value", "answer-survey"],
  asks,
  ownAsks: ({ shared: s, own }, firm, account) => {
    if (!allSettled(s) || s.severity === "low" || s.followUp.surveys.some((figure) => figure.firm === firm)) return [];
    return surveyed(account, firm)
      .filter(({ id }) => !own.surveyed.includes(id))
      .map(({ id }) => ({
        key: `survey:${s.followUp.reopened}:${id}`,
        firm,
        to: [id],
        due: { withinMinutes: 5 * dayMinutes },
        slots: slow,
      }));
  },
  draw: { explain, value, "confirm-value": confirmValue, survey, close },
  section: (see, say, account) => {
    const t = speak(say);
    const { followUp: f } = see.shared;
    return [
      ...(f.explained.full === null ? [] : [text([...t("card.full-explanation"), " ", quoted(f.explained.full, t)])]),
      // How many were kept stands above the list of promises already.
      ...(f.closed ? closing(see, t, account).slice(1) : []),
      ...f.surveys.map(({ firm, answers, means }) =>
        text(
          t("card.survey", {
            firm: firmName(account, firm),
            answers,
            figures: Object.entries(means)
              .map(([item, mean]) => `${plain(t(`survey.short.${item as "outcome"}`))} ${mean}`)
              .join(", "),
          }),
          "muted",
        ),
      ),
    ];
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
    return [
      ...(s.acknowledged && who.firm === "supplier"
        ? [
            button(
              t,
              "action.explain",
              see.id,
              { type: "explain" },
              {
                fields: [
                  field.text(t, "explanation", "field.explanation", { required: true, lines: 6, maxLength: 1_500 }),
                  field.yes(t, "apology", "field.apology"),
                ],
              },
            ),
          ]
        : []),
      ...(allSettled(s) ? [valueButton(see, t, account, false)] : []),
      ...(allSettled(s) && who.firm === "customer" && !owesExplanation(s) ? [button(t, "action.close", see.id, { type: "close" })] : []),
    ];
  },
  notices: (event): Notice[] => {
    const post = (blocks: (t: Speak, see: VisibleCase, account: Account) => Block[]): Notice[] => [
      { to: { kind: "audience", audience: "shared" }, draw: (say, see, account) => blocks(speak(say), see, account) },
    ];
    switch (event.type) {
      case "explained":
        return post((t, _see, account) => [
          text([...t("notice.explained", { who: named(account, event.by, t) }), " ", quoted(event.said?.explanation ?? null, t)]),
          ...(event.apologised ? [text(t("notice.apology", { firm: firmName(account, event.of!) }))] : []),
        ]);
      case "value-confirmed":
        return post((t, see, account) => [
          text([...t("notice.value", { firm: firmName(account, event.of!) }), " ", ...valueLine(see, event.value, t)]),
        ]);
      case "closed":
        return post((t, see, account) => [
          { kind: "heading", parts: t("notice.closed", { case: caseNumber(see.shared.number) }) },
          ...closing(see, t, account),
        ]);
      case "reopened":
        return post((t, _see, account) => [
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
