/** What an option or an offer would mean for one's own firm: cost, people, needs. Said in the side room first; what of it is shared, its people decide. */
import type { Effort, VisibleCase } from "../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, quick, reject } from "../src/domain/flow.ts";
import type { PersonId } from "../src/domain/ids.ts";
import type { Action, Block, Part } from "../src/domain/message.ts";
import { readMoney, writeMoney } from "../src/domain/money.ts";
import type { Account, Person } from "../src/domain/people.ts";
import { button, cash, facts, field, firmName, named, quoted, row, speak, text } from "./parts.ts";
import { isUntold, planOf } from "./plan.ts";
import type { Speak } from "./wording/index.ts";

/** What the reader's firm reckons with; `null`: nobody has said since the case was last opened. */
const effortOf = ({ own, shared }: VisibleCase): Effort | null => (own.effort?.round === shared.followUp.reopened ? own.effort : null);

/** What the own firm reckons with, for its own people alone. */
export function effortBlocks(see: VisibleCase, t: Speak, account: Account): Block[] {
  const effort = effortOf(see);
  return effort ? blocksOf(effort, t, account) : [];
}

function blocksOf({ cost, people, needs, by }: Pick<Effort, "cost" | "people" | "needs" | "by">, t: Speak, account: Account): Block[] {
  return [
    text(t("effort.title", { who: named(account, by, t) }), "muted"),
    ...facts(
      row(t, "effort.cost", cost && cash(cost)),
      row(t, "effort.people", people === null ? null : quoted(people, t)),
      row(t, "effort.needs", needs === null ? null : quoted(needs, t)),
    ),
  ];
}

/** The own cost that a form is opened with, where the own firm has said one: the other firm sees it only once the form is sent. */
export const ownCost = (see: VisibleCase): string | null => {
  const cost = effortOf(see)?.cost ?? null;
  return cost && writeMoney(cost);
};

/** Whether there is something to reckon with. */
const isThere = ({ shared: { negotiation: n } }: VisibleCase): boolean =>
  n.status === "open" ? n.options.length > 0 : n.status !== "agreed";

function effortButton(see: VisibleCase, t: Speak, { firm }: Person, account: Account, primary: boolean): Action {
  const said = effortOf(see);
  return button(
    t,
    "action.effort",
    see.id,
    { type: "say-effort" },
    {
      style: primary ? "primary" : "plain",
      intro: t("form.effort", { firm: firmName(account, firm) }),
      fields: [
        field.money(t, "cost", "field.effort-cost", said?.cost ? writeMoney(said.cost) : "", "hint.money"),
        field.text(t, "people", "field.effort-people", { value: said?.people ?? "" }),
        field.text(t, "needs", "field.effort-needs", { value: said?.needs ?? "" }),
      ],
    },
  );
}

const effort: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const body: Part[] = t("ask.effort.body", { firm: firmName(account, who.firm) });
  return { title: t("ask.effort"), blocks: [text(body)], actions: [effortButton(see, t, who, account, true)] };
};

export const reckoning: Flow = {
  rules: {
    "say-effort": (see, { cost: written, people, needs }, { who, account, said }) => {
      if (!written && !people && !needs) return reject("nothing-reckoned");
      const cost = written ? readMoney(written) : null;
      if (written && !cost)
        return reject("unreadable-amount", { text: { kind: "quote", text: written }, example: `10500 ${account.currency}` });
      if (cost && cost.currency !== account.currency)
        return reject("other-currency", { currency: cost.currency, expected: account.currency });
      const words = said({ people: people ?? null, needs: needs ?? null });
      return accept({ type: "effort-said", audience: who.firm, round: see.shared.followUp.reopened, cost, said: words });
    },
  },
  /** Of a customer that is asked for no work nobody asks it; under More it can be said all the same. */
  ownAsks: (see, firm, account) => {
    const s = see.shared;
    if (s.followUp.closed || s.severity === "low" || !s.acknowledged || !isThere(see) || effortOf(see)) return [];
    const plan = planOf(s, account);
    // While the views differ, or nobody has said where it came from, work is asked of nobody but volunteers.
    if (firm === "customer" && (plan.differs || isUntold(s) || !plan.customer.includes("work"))) return [];
    const due = { withinMinutes: account.service.answer[s.severity] };
    return [{ key: `effort:${s.followUp.reopened}:${firm}`, firm, to: [s.lead[firm]], due, slots: quick.slice(0, 2) }];
  },
  draw: { effort },
  redraws: { "effort-said": ["choose", "answer", "sign", "approve"] },
  more: (see, say, who, account) =>
    see.shared.followUp.closed || !see.shared.acknowledged || !isThere(see) ? [] : [effortButton(see, speak(say), who, account, false)],
  notices: (event) => {
    if (event.type !== "effort-said") return [];
    const { audience, cost, said } = event;
    const effort = { cost, people: said?.people ?? null, needs: said?.needs ?? null, by: event.by as PersonId };
    return [{ to: { kind: "audience", audience }, draw: (say, _see, account) => blocksOf(effort, speak(say), account) }];
  },
};
