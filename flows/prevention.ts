/** What a case teaches: a prevention measure with an owner, whose effect is asked about when its time has come. */
import type { Shared } from "../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, reject, slow, type Wanted } from "../src/domain/flow.ts";
import type { MeasureId } from "../src/domain/ids.ts";
import { type Account, personOf } from "../src/domain/people.ts";
import { dayMs, plus } from "../src/domain/time.ts";
import { button, field, named, people, quoted, speak, text } from "./parts.ts";
import { allSettled } from "./promises.ts";
import type { Speak } from "./wording/index.ts";

const measureFields = (t: Speak, account: Account, firm: "supplier" | "customer") => [
  field.text(t, "what", "field.measure", { required: true }),
  field.choice(t, "owner", "field.owner", people(account, firm, null), { required: true }),
];

/** The question comes back after the agreed days; who benefits says whether the cause is gone. */
function asks(s: Shared, account: Account): Wanted[] {
  const { closed, measures } = s.followUp;
  if (!closed) return [];
  return measures
    .filter(({ effect }) => effect === "waiting")
    .map(({ id }) => ({
      key: `effect:${id}`,
      firm: s.report.firm,
      to: [s.lead[s.report.firm]],
      opens: plus(closed.at, account.effectAfterDays * dayMs),
      due: { withinMinutes: 5 * 8 * 60 },
      slots: slow,
    }));
}

const lesson: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  return {
    title: t("ask.lesson"),
    blocks: [text(t("ask.lesson.body"))],
    actions: [
      button(t, "action.measure", see.id, { type: "add-measure" }, { style: "primary", fields: measureFields(t, account, who.firm) }),
    ],
  };
};

const effect: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  const measure = see.shared.followUp.measures.find(({ id }) => id === (subject as MeasureId));
  return {
    title: t("ask.effect"),
    blocks: measure ? [text([...t("ask.effect.body", { who: named(account, measure.owner, t) }), " ", quoted(measure.what, t)])] : [],
    actions: [
      button(t, "action.effect-good", see.id, { type: "check-effect", measure: subject, good: true }, { style: "primary" }),
      button(
        t,
        "action.effect-not",
        see.id,
        { type: "check-effect", measure: subject, good: false },
        { fields: [field.text(t, "note", "field.reopen", { required: true })] },
      ),
    ],
  };
};

export const prevention: Flow = {
  rules: {
    "add-measure": ({ shared: s }, { what, owner }, { account, newId, said }) => {
      if (s.followUp.measures.length >= 8) return reject("enough-measures");
      const person = personOf(account, owner);
      if (!person) return reject("unknown-owner", { name: owner, line: "", example: "" });
      return accept({
        type: "measure-added",
        audience: "shared",
        measure: newId() as MeasureId,
        owner,
        firm: person.firm,
        said: said({ what }),
      });
    },
    "check-effect": ({ shared: s }, { measure, good, note }, { who, account, said }) => {
      const found = s.followUp.measures.find(({ id }) => id === measure);
      if (!found) return reject("unknown-measure");
      if (found.effect !== "waiting") return reject("already-confirmed");
      if (who.firm !== s.report.firm) return reject("beneficiary-confirms", { firm: account.firms[s.report.firm].name });
      if (!s.followUp.closed) return reject("not-closed");
      const words = note ? said({ note }) : null;
      return accept(
        { type: "effect-checked", audience: "shared", measure, good, said: words },
        ...(good ? [] : [{ type: "reopened", audience: "shared", said: note ? said({ reason: note }) : null } as const]),
      );
    },
  },
  afterClosing: ["check-effect"],
  asks,
  draw: { lesson, effect },
  more: (see, say, who, account) => {
    const t = speak(say);
    if (see.shared.followUp.closed || !allSettled(see.shared)) return [];
    return [button(t, "action.measure", see.id, { type: "add-measure" }, { fields: measureFields(t, account, who.firm) })];
  },
  notices: (event) => {
    if (event.type !== "measure-added" && event.type !== "effect-checked") return [];
    return [
      {
        to: { kind: "audience", audience: "shared" },
        draw: (say, see, account) => {
          const t = speak(say);
          const what = see.shared.followUp.measures.find(({ id }) => id === event.measure)?.what ?? null;
          if (event.type === "measure-added")
            return [text([...t("notice.measure", { who: named(account, event.owner, t) }), " ", quoted(what, t)])];
          return [
            text([
              ...t(event.good ? "notice.effect-good" : "notice.effect-not", { who: named(account, event.by, t) }),
              " ",
              quoted(what, t),
            ]),
          ];
        },
      },
    ];
  },
};
