/** How it is today, asked once: what the customer makes of what is delivered, and how often things go wrong between the two. */
import type { Shared } from "../../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, reject, slow, type Wanted } from "../../src/domain/flow.ts";
import { sorts } from "../../src/domain/intake.ts";
import type { Action, Block, Part } from "../../src/domain/message.ts";
import { type Account, type Firm, firms, otherFirm } from "../../src/domain/people.ts";
import { frequencies } from "../../src/domain/standing.ts";
import { button, choices, facts, field, firmName, listed, quoted, row, speak, text } from "../parts.ts";
import type { Speak } from "../wording/index.ts";
import { answersFor, whoAnswers } from "./rights.ts";
import { dayMinutes, opensAt } from "./rounds.ts";

/** What the customer makes of it, who waits for it, how soon they would notice: for whoever warns them. */
export function useLine(account: Account, t: Speak): Part[] {
  const { use } = account;
  if (!use) return [];
  const { makes, next, hours } = use;
  return listed(
    [
      ...(makes === null ? [] : [[...t("use.makes", { firm: firmName(account, "customer") }), " ", quoted(makes, t)]]),
      ...(next === null ? [] : [[...t("use.next"), " ", quoted(next, t)]]),
      ...(hours === null ? [] : [t("use.hours", { hours })]),
    ],
    t,
  );
}

/** For how many whole days the customer goes on without a delivery, as it said once; `null`: it has not. */
export const coverDays = ({ use }: Account): number | null => (use?.hours ? Math.floor(use.hours / 24) : null);

function asks(s: Shared, account: Account): Wanted[] {
  const { standing } = s;
  if (!standing) return [];
  const wanted = (question: "use" | "often", firm: Firm): Omit<Wanted, "key"> => ({
    firm,
    to: whoAnswers(s, account, firm),
    due: { withinMinutes: 10 * dayMinutes },
    opens: opensAt(question, standing.openedAt, account, firm),
    slots: slow,
  });
  return [
    ...(standing.use || account.use ? [] : [{ key: "use", ...wanted("use", "customer") }]),
    ...firms.filter((firm) => !standing.often?.[firm]).map((firm) => ({ key: `often:${firm}`, ...wanted("often", firm) })),
  ];
}

const useForm = (id: Parameters<typeof button>[2], t: Speak, account: Account, style: Action["style"]): Action =>
  button(
    t,
    "action.say-use",
    id,
    { type: "say-use" },
    {
      style,
      intro: t("form.preferences", { firm: firmName(account, "supplier") }),
      fields: [
        field.text(t, "makes", "field.use-makes", { value: account.use?.makes ?? "", maxLength: 200 }),
        field.text(t, "next", "field.use-next", { value: account.use?.next ?? "", maxLength: 200 }),
        field.number(t, "hours", "field.use-hours", 0, 8_760, account.use?.hours ?? null),
      ],
    },
  );

const use: DrawAsk = (see, _subject, say, _who, account) => {
  const t = speak(say);
  return {
    title: t("ask.use", { firm: firmName(account, "supplier") }),
    blocks: [text(t("ask.use.body"))],
    actions: [useForm(see.id, t, account, "primary")],
  };
};

const often: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  return {
    title: t("ask.often", { firm: firmName(account, otherFirm(who.firm)) }),
    blocks: [text(t("ask.often.body"))],
    actions: [
      button(
        t,
        "action.say-often",
        see.id,
        { type: "say-often" },
        {
          style: "primary",
          intro: t("form.acquaint"),
          fields: [
            field.choice(t, "often", "field.often", choices(t, frequencies, "often"), { required: true }),
            field.choices(t, "kinds", "field.often-kinds", choices(t, sorts, "sort")),
          ],
        },
      ),
    ],
  };
};

/** How often and what, as each firm saw it when the relationship was opened. */
function oftenFacts(s: Shared, t: Speak, account: Account): Block[] {
  const said = s.standing?.often ?? {};
  const rows = firms.flatMap((firm) => {
    const one = said[firm];
    if (!one) return [];
    const kinds = listed(
      one.kinds.map((kind) => t(`sort.${kind}`)),
      t,
    );
    return [
      {
        label: t("fact.often", { firm: firmName(account, firm) }),
        value: [...t(`often.${one.often}`), ...(kinds.length > 0 ? [": ", ...kinds] : [])],
      },
    ];
  });
  return facts(...rows);
}

export const today: Flow = {
  of: ["relationship"],
  rules: {
    "say-use": ({ shared: s }, { makes = null, next = null, hours = null }, { who, account, said }) => {
      if (who.firm !== "customer") return reject("customer-says-preferences", { firm: firmName(account, "customer") });
      const refused = answersFor(s, account, who);
      if (refused) return refused;
      const done = accept({ type: "use-said", audience: "shared", hours, said: said({ makes, next }) });
      return { ...done, settings: { ...account, use: { makes, next, hours } } };
    },
    "say-often": ({ shared: s }, { often: rate, kinds }, { who, account }) =>
      answersFor(s, account, who) ?? accept({ type: "often-said", audience: "shared", often: rate, kinds: [...new Set(kinds)] }),
  },
  asks,
  draw: { use, often },
  section: (see, say, account) => {
    const t = speak(say);
    const line = useLine(account, t);
    return [...(line.length > 0 ? facts(row(t, "fact.use", line)) : []), ...oftenFacts(see.shared, t, account)];
  },
  more: (see, say, who, account) =>
    who.firm === "customer" && answersFor(see.shared, account, who) === null ? [useForm(see.id, speak(say), account, "plain")] : [],
};
