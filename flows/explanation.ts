/** What is still owed of explanation and apology, and when it is given. */
import type { Shared } from "../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, reject, slow } from "../src/domain/flow.ts";
import type { Action, Block } from "../src/domain/message.ts";
import type { Account } from "../src/domain/people.ts";
import { isSettledOnTheSpot } from "../src/domain/settling.ts";
import { apologiser, type Due, dayMinutes, duesOf, offersApology, owesWords } from "./follow-up-state.ts";
import { button, facts, field, firmName, named, quoted, row, speak, text, toBoth } from "./parts.ts";
import { takenWith } from "./plan.ts";
import { allSettled } from "./promise-state.ts";
import { expectedBlock, isFormal } from "./standing/preferences.ts";
import type { Speak } from "./wording/index.ts";

/** What was owed, and whether it was given; nothing is said of what was not owed. */
export function dueFacts(s: Shared, t: Speak, account: Account): Block[] {
  const dues = duesOf(s, account);
  const said = (due: Due) => (due === "none" ? null : t(`due.${due}`));
  return facts(
    row(t, "fact.explanation", said(dues.explanation)),
    row(t, "fact.apology", said(dues.apology)),
    row(t, "fact.compensation", said(dues.compensation)),
  );
}

const explainButton = (id: Parameters<typeof button>[2], t: Speak, sorry: boolean, style: Action["style"]): Action =>
  button(
    t,
    "action.explain",
    id,
    { type: "explain" },
    {
      style,
      fields: [
        field.text(t, "explanation", "field.explanation", { required: true, lines: 6, maxLength: 1_500 }),
        sorry ? field.yes(t, "apology", "field.apology") : null,
      ],
    },
  );

const explain: DrawAsk = (see, subject, say, who, account) => {
  const t = speak(say);
  const sorry = !see.shared.followUp.apologised && offersApology(see.shared, account, who);
  const onlyApology = subject === "apology";
  return {
    title: t(onlyApology ? "ask.apologise" : "ask.explain"),
    blocks: [
      text(t(onlyApology ? "ask.apologise.body" : see.shared.followUp.closed ? "ask.explain.closed" : "ask.explain.body")),
      ...(onlyApology ? [] : dueFacts(see.shared, t, account)),
      ...expectedBlock(account, t),
    ],
    actions: [
      ...(onlyApology ? [button(t, "action.apologise", see.id, { type: "explain", apology: true }, { style: "primary" })] : []),
      explainButton(see.id, t, sorry, onlyApology ? "plain" : "primary"),
    ],
  };
};

export const explanation: Flow = {
  rules: {
    explain: ({ shared: s }, { explanation: words, apology }, { who, account, said }) => {
      if (who.firm !== "supplier") return reject("supplier-explains", { firm: firmName(account, "supplier") });
      if (!words && (!apology || s.followUp.apologised)) return reject("said-already");
      return accept(...takenWith(s, who), {
        type: "explained",
        audience: "shared",
        apologised: apology,
        worded: Boolean(words),
        said: words ? said({ explanation: words }) : null,
      });
    },
  },
  afterClosing: ["explain"],
  asks: (s, account) => {
    // A yes to what was put right at once closed the case; the explanation is owed all the same.
    const open = s.followUp.closed ? isSettledOnTheSpot(s) : allSettled(s);
    if (!open || !owesWords(s, account)) return [];
    // Once it is explained the apology is another question: it may be owed only since it turned out to be the supplier's. A manager
    // who is expected to say it is asked at the same time.
    const wanted = { firm: "supplier", to: [s.lead.supplier], due: { withinMinutes: dayMinutes }, slots: slow } as const;
    const dues = duesOf(s, account);
    const by = apologiser(s, account);
    const sorry = dues.apology === "owed" && (dues.explanation !== "owed" || by !== s.lead.supplier);
    return [
      ...(dues.explanation === "owed" ? [{ ...wanted, key: "explain" }] : []),
      ...(sorry ? [{ ...wanted, key: "explain:apology", to: [by] }] : []),
    ];
  },
  draw: { explain },
  redraws: { explained: ["explain"] },
  section: (see, say) => {
    const t = speak(say);
    const { full } = see.shared.followUp.explained;
    return full === null ? [] : [text([...t("card.full-explanation"), " ", quoted(full, t)])];
  },
  more: (see, say, who, account) => {
    const { acknowledged, followUp: f } = see.shared;
    return acknowledged && !f.closed && who.firm === "supplier"
      ? [explainButton(see.id, speak(say), !f.apologised && offersApology(see.shared, account, who), "plain")]
      : [];
  },
  notices: (event) => {
    if (event.type !== "explained") return [];
    return toBoth((t, _see, account) => {
      return [
        ...(event.worded
          ? [
              text([
                ...t(isFormal(account) ? "notice.explained.formal" : "notice.explained", { who: named(account, event.by, t) }),
                " ",
                quoted(event.said?.explanation ?? null, t),
              ]),
            ]
          : []),
        ...(event.apologised
          ? [text(t(isFormal(account) ? "notice.apology.formal" : "notice.apology", { firm: firmName(account, event.of!) }))]
          : []),
      ];
    });
  },
};
