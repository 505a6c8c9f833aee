/**
 * The time in which both firms keep an eye on a closed case, agreed by both; and the question at its end: has it stayed away? If it
 * has not, the case is opened again or joined to the one under which it was reported anew.
 */
import type { Shared } from "../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, reject, slow, type Wanted } from "../src/domain/flow.ts";
import { isNotInPlace } from "../src/domain/follow-up.ts";
import { type Account, otherFirm } from "../src/domain/people.ts";
import { followsUp, inFiveDays } from "./follow-up-state.ts";
import { measureLine, ownedLine } from "./measures.ts";
import { button, caseNumber, field, firmName, named, quoted, speak, text, toBoth } from "./parts.ts";
import { awaitsCheck, daysChoices, lookedAt, unchecked, usualDays, watchDays, watchedUntil } from "./watch-state.ts";

/** The customer, who would feel it first, says whether it has stayed away. */
function asks(s: Shared, account: Account): Wanted[] {
  const { closed, check, reopened: round, watch } = s.followUp;
  const until = watchedUntil(s, account);
  if (!closed || !until || !awaitsCheck(s)) return [];
  const other = watch && !watch.agreed && !check ? otherFirm(watch.firm) : null;
  return [
    ...(other && watch ? [{ key: `watch:${round}:${watch.days}`, firm: other, to: [s.lead[other]], due: inFiveDays, slots: slow }] : []),
    // Measures that were put in place since it was asked are looked at, too: once more, as long after.
    {
      key: `effect:${round}${check ? `:${check.at}` : ""}`,
      firm: "customer",
      to: [s.lead.customer],
      opens: until,
      due: inFiveDays,
      slots: slow,
    },
  ];
}

const watch: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const asked = see.shared.followUp.watch;
  const days = asked?.days ?? usualDays(account);
  return {
    title: t("ask.watch", { days }),
    blocks: [text(t("ask.watch.body", { firm: firmName(account, otherFirm(who.firm)), days, usual: usualDays(account) }))],
    actions: [
      button(t, "action.watch-agree", see.id, { type: "say-watch", watch: days }, { style: "primary" }),
      button(
        t,
        "action.watch-other",
        see.id,
        { type: "say-watch" },
        { fields: [field.choice(t, "watch", "field.watch", daysChoices(t, account), { required: true })] },
      ),
    ],
  };
};

const effect: DrawAsk = (see, _subject, say, _who, account) => {
  const t = speak(say);
  const note = field.text(t, "note", "field.reopen", { required: true });
  const number = field.number(t, "again", "field.again", 1, 10_000_000);
  return {
    title: t("ask.effect"),
    blocks: [
      text(t("ask.effect.body", { days: watchDays(see.shared, account) })),
      ...unchecked(see.shared).map((measure) => ownedLine(measure, t, account)),
      ...(unchecked(see.shared).some(isNotInPlace) ? [text(t("ask.effect.not-in-place"), "muted")] : []),
    ],
    actions: [
      button(t, "action.effect-good", see.id, { type: "check-effect", good: true }, { style: "primary" }),
      button(t, "action.effect-reopen", see.id, { type: "check-effect", good: false }, { intro: t("form.effect-reopen"), fields: [note] }),
      button(
        t,
        "action.effect-again",
        see.id,
        { type: "check-effect", good: false },
        {
          intro: t("form.effect-again"),
          fields: [
            { ...number, required: true },
            { ...note, required: false },
          ],
        },
      ),
    ],
  };
};

export const watching: Flow = {
  of: ["recovery"],
  rules: {
    "say-watch": ({ shared: s }, { watch: days }, { who, account }) => {
      const { watch: before, check } = s.followUp;
      if (!followsUp(s)) return reject("value-later");
      if (check) return reject("already-confirmed");
      if (before?.days === days && before.firm === who.firm) return reject("said-already");
      if (days === watchDays(s, account) && (before === null || before.agreed)) return reject("watched-already", { days });
      return accept({ type: "watch-said", audience: "shared", days });
    },
    "check-effect": ({ shared: s }, { good, note, again }, { who, account, said, recent }) => {
      const { closed } = s.followUp;
      if (!closed) return reject("not-closed");
      if (!awaitsCheck(s)) return reject("already-confirmed");
      if (who.firm !== "customer") return reject("beneficiary-confirms", { firm: firmName(account, "customer") });
      const found = again ? recent.find(({ shared }) => shared.number === again && shared.report.at > closed.at) : null;
      if (again && !good && !found) return reject("unknown-number", { case: caseNumber(again) });
      const linked = !good && found ? { case: found.id, number: found.shared.number } : null;
      return accept(
        {
          type: "effect-checked",
          audience: "shared",
          good,
          again: linked,
          measures: lookedAt(s).map(({ id }) => id),
          said: note ? said({ note }) : null,
        },
        ...(good || linked ? [] : [{ type: "reopened", audience: "shared", said: note ? said({ reason: note }) : null } as const]),
      );
    },
  },
  afterClosing: ["say-watch", "check-effect"],
  looksBack: (type) => type === "check-effect",
  asks,
  draw: { watch, effect },
  section: (see, say, account) => {
    const t = speak(say);
    const { check } = see.shared.followUp;
    if (!check) return [];
    const args = { who: named(account, check.by, t), at: { kind: "instant", at: check.at, show: "date" } as const };
    // One that came back without a case of its own is open again, and this was said of its last end.
    return check.again === null
      ? [text(t("card.effect-good", args))]
      : [text(t("card.effect-again", { ...args, case: caseNumber(check.again) }), "waiting")];
  },
  more: (see, say, _who, account) => {
    const t = speak(say);
    const { closed, check } = see.shared.followUp;
    if (!followsUp(see.shared) || !closed || check) return [];
    return [
      button(
        t,
        "action.watch-other",
        see.id,
        { type: "say-watch" },
        { fields: [field.choice(t, "watch", "field.watch", daysChoices(t, account), { required: true })] },
      ),
    ];
  },
  notices: (event) => {
    if (event.type !== "effect-checked" && event.type !== "watch-said") return [];
    return toBoth((t, see, account) => {
      const who = named(account, event.by, t);
      if (event.type === "watch-said") {
        const agreed = see.shared.followUp.watch?.agreed === true;
        return [text(t(agreed ? "notice.watch-agreed" : "notice.watch", { firm: firmName(account, event.of!), days: event.days }))];
      }
      const key = event.good ? "notice.effect-good" : event.again ? "notice.effect-again" : "notice.effect-not";
      return [
        text([
          ...t(key, { who, case: caseNumber(event.again?.number ?? see.shared.number) }),
          ...(event.said?.note ? [" ", quoted(event.said.note, t)] : []),
        ]),
        ...see.shared.followUp.measures.filter(isNotInPlace).map((measure) => measureLine(measure, t, true)),
      ];
    });
  },
};
