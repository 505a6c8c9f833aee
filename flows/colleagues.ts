/**
 * What a firm's people find out among themselves while they look: who of them has met it before, what these know, and, where it came
 * from the customer, which step was hard. Nothing of it leaves their side room unless they share it.
 */
import type { VisibleCase } from "../src/domain/case.ts";
import { kindsFrom } from "../src/domain/commands/analysis.ts";
import { accept, type DrawAsk, type Flow, quick, reject, type Wanted } from "../src/domain/flow.ts";
import type { PersonId } from "../src/domain/ids.ts";
import type { Action, Block } from "../src/domain/message.ts";
import { type Account, type Firm, type Person, personOf } from "../src/domain/people.ts";
import { button, choices, field, firmName, named, people, quoted, speak, text } from "./parts.ts";
import { inRole, isLookedFor, plannedLocus } from "./plan.ts";
import type { Speak } from "./wording/index.ts";

function ownAsks({ shared: s, own }: VisibleCase, firm: Firm, account: Account): Wanted[] {
  if (!isLookedFor(s)) return [];
  const rest = { firm, due: { withinMinutes: account.service.judge[s.severity] }, slots: quick.slice(0, 2) };
  const { step = null, asked = [], told = [] } = own.looking ?? {};
  const proposed = s.analysis.causes.some((cause) => cause.firm === firm);
  return [
    ...(firm === "customer" && plannedLocus(s) === "customer" && step === null && !proposed
      ? [{ key: "step", to: inRole(s, "co-diagnoser"), ...rest }]
      : []),
    ...asked.filter((person) => !told.includes(person)).map((person) => ({ key: `knows:${person}`, to: [person], ...rest })),
  ];
}

/** The button with which whoever looks asks colleagues for what they know. */
export const colleaguesButton = (see: VisibleCase, t: Speak, who: Person, account: Account): Action[] => {
  const asked = see.own.looking?.asked ?? [];
  const free = people(account, who.firm, who.id).filter(({ value }) => !asked.some((one) => one === value));
  if (free.length === 0) return [];
  return [
    button(
      t,
      "action.ask-colleagues",
      see.id,
      { type: "ask-colleagues" },
      {
        intro: t("form.ask-colleagues", { firm: firmName(account, who.firm) }),
        fields: [field.choices(t, "people", "field.colleagues", free, true)],
      },
    ),
  ];
};

const step: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  return {
    title: t("ask.step"),
    blocks: [text(t("ask.step.body", { firm: firmName(account, who.firm) }))],
    actions: [
      button(
        t,
        "action.say-step",
        see.id,
        { type: "say-step" },
        {
          style: "primary",
          fields: [
            field.choice(t, "kind", "field.step", choices(t, kindsFrom("customer"), "cause-kind"), { required: true }),
            field.text(t, "note", "field.step-note"),
          ],
        },
      ),
    ],
  };
};

const knows: DrawAsk = (see, subject, say) => {
  const t = speak(say);
  return {
    title: t("ask.knows"),
    blocks: [text([quoted(see.shared.report.what, t)]), text(t("ask.knows.body"))],
    actions: [
      button(
        t,
        "action.say-known",
        see.id,
        { type: "say-known", about: subject },
        { style: "primary", fields: [field.text(t, "what", "field.known", { required: true, lines: 3, maxLength: 600 })] },
      ),
    ],
  };
};

/** Which step was hard, for the firm's own side room. */
export function hardStep(see: VisibleCase, t: Speak, account: Account): Block[] {
  const said = see.own.looking?.step;
  if (!said) return [];
  const parts = [...t("card.step", { who: named(account, said.by, t) }), " ", ...t(`cause-kind.${said.kind}`)];
  return [text([...parts, ...(said.note ? [" · ", quoted(said.note, t)] : [])])];
}

export const colleagues: Flow = {
  rules: {
    "say-step": ({ shared: s }, { kind, note }, { who, account, said }) => {
      if (who.firm !== "customer") return reject("step-is-theirs", { firm: firmName(account, "customer") });
      if (!isLookedFor(s)) return reject("cause-settled");
      return accept({ type: "step-said", audience: who.firm, kind, said: note ? said({ note }) : null });
    },
    "ask-colleagues": ({ shared: s, own }, { people: ids }, { who, account }) => {
      if (!isLookedFor(s)) return reject("cause-settled");
      if (ids.some((id) => personOf(account, id)?.firm !== who.firm)) return reject("not-a-colleague");
      const fresh = [...new Set(ids)].filter((id) => id !== who.id && !own.looking?.asked.includes(id));
      if (fresh.length === 0) return reject("asked-already", { who: personOf(account, ids[0]!)?.name ?? "" });
      return accept({ type: "colleagues-asked", audience: who.firm, people: fresh });
    },
    "say-known": (_see, { about, what }, { who, account, said }) => {
      if (about && personOf(account, about)?.firm !== who.firm) return reject("not-a-colleague");
      return accept({ type: "known-said", audience: who.firm, about: about ?? null, said: said({ what }) });
    },
  },
  ownAsks,
  draw: { step, knows },
  // What was said of the step stands in the form of whoever proposes the cause.
  redraws: { "step-said": ["cause"], "colleagues-asked": ["cause"] },
  notices: (event) => {
    if (event.type !== "known-said" && event.type !== "step-said") return [];
    const { audience } = event;
    return [
      {
        to: { kind: "audience", audience },
        draw: (say, see, account) => {
          const t = speak(say);
          if (event.type === "step-said") return hardStep(see, t, account);
          return [text([...t("notice.known", { who: named(account, event.by as PersonId, t) }), " ", quoted(event.said?.what ?? null, t)])];
        },
      },
    ];
  },
};
