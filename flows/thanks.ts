/** Named people are thanked by the other firm, with one press each and words if one likes; each of them is told. */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, reject } from "../src/domain/flow.ts";
import type { Thanks } from "../src/domain/follow-up.ts";
import type { PersonId } from "../src/domain/ids.ts";
import type { Action, Block, Part } from "../src/domain/message.ts";
import { type Account, type Firm, otherFirm, type Person, personOf } from "../src/domain/people.ts";
import { followsUp, hasAnswered, inFiveDays, thankable } from "./follow-up-state.ts";
import { button, caseNumber, field, named, namedAll, people, quoted, speak, text } from "./parts.ts";
import type { Speak } from "./wording/index.ts";

/** How many names stand on buttons of their own; anybody else is found in the list. */
const most = 4;

/** Whom a person could still thank, those who did something first. */
const toThank = (s: Shared, account: Account, who: PersonId, firm: Firm): readonly PersonId[] => {
  const thanked = s.followUp.thanks.filter(({ by }) => by === who).map(({ to }) => to);
  return thankable(s, account, otherFirm(firm)).filter((id) => !thanked.includes(id));
};

/** Somebody of the other firm, in words. */
const inWords = (see: VisibleCase, t: Speak, who: Person, account: Account): Action =>
  button(
    t,
    "action.thank-in-words",
    see.id,
    { type: "thank" },
    {
      intro: t("form.thank"),
      fields: [
        field.choice(t, "to", "field.thank-whom", people(account, otherFirm(who.firm), null), { required: true }),
        field.text(t, "words", "field.thank-words", { maxLength: 200 }),
      ],
    },
  );

const thanks: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  return {
    title: t("ask.thanks", { firm: account.firms[otherFirm(who.firm)].name }),
    blocks: [text(t("ask.thanks.body"))],
    actions: [
      ...toThank(see.shared, account, who.id, who.firm)
        .slice(0, most)
        .map((to) =>
          button(
            t,
            "action.thank",
            see.id,
            { type: "thank", to },
            { style: "primary", variant: to, args: { who: personOf(account, to)?.name ?? "" } },
          ),
        ),
      inWords(see, t, who, account),
      button(t, "action.no-thanks", see.id, { type: "nothing-to-add", topic: "thanks" }),
    ],
  };
};

/** Everybody who was thanked, and by whom, those of one breath together; with the words that were found for it. */
export function thanksLines(s: Shared, t: Speak, account: Account): Block[] {
  const breaths = new Map<string, Thanks[]>();
  for (const one of s.followUp.thanks) {
    const breath = `${one.by} ${one.worded} ${one.words}`;
    breaths.set(breath, [...(breaths.get(breath) ?? []), one]);
  }
  return [...breaths.values()].map((all) => {
    const { by, worded, words } = all[0]!;
    const to = namedAll(
      account,
      all.map((one) => one.to),
      t,
      "comma",
    );
    const args = { by: named(account, by, t), to };
    return text(worded ? t("closing.thanked.words", { ...args, words: quoted(words, t) }) : t("closing.thanked", args));
  });
}

/** What somebody reads who is thanked. */
const thankedYou = ({ by, worded, words }: Pick<Thanks, "by" | "worded" | "words">, t: Speak, account: Account): readonly Part[] =>
  worded
    ? t("closing.thanked-you.words", { by: named(account, by, t), words: quoted(words, t) })
    : t("closing.thanked-you", { by: named(account, by, t) });

/** The thanks that one person has got. */
export const thanksTo = (s: Shared, to: PersonId, t: Speak, account: Account): Block[] =>
  s.followUp.thanks.filter((one) => one.to === to).map((one) => text(thankedYou(one, t, account)));

export const gratitude: Flow = {
  of: ["recovery"],
  rules: {
    thank: ({ shared: s }, { to, words }, { who, account, said }) => {
      const person = personOf(account, to);
      if (!person || person.firm === who.firm) return reject("thank-the-other");
      if (s.followUp.thanks.some((one) => one.by === who.id && one.to === to)) return reject("thanked-already", { who: person.name });
      const thanked = { type: "thanked", audience: "shared", to, worded: Boolean(words), said: words ? said({ words }) : null } as const;
      // Who has thanked everybody has answered: whoever helps later may be thanked, nobody is asked to once more.
      const left = toThank(s, account, who.id, who.firm).some((id) => id !== to);
      if (left || who.id !== s.lead[who.firm]) return accept(thanked);
      return accept(thanked, { type: "nothing-added", audience: "shared", topic: "thanks", firm: who.firm });
    },
  },
  afterClosing: ["thank"],
  // The customer's lead thanks with the press that closes the case: until it is good, little is asked of a customer.
  asks: (s, account) =>
    followsUp(s) && !hasAnswered(s, "thanks", "supplier") && toThank(s, account, s.lead.supplier, "supplier").length > 0
      ? [
          {
            key: `thanks:${s.followUp.reopened}:supplier`,
            firm: "supplier",
            to: [s.lead.supplier],
            due: inFiveDays,
            ends: true,
            slots: ["-1d"],
          },
        ]
      : [],
  passed: (_s, key, _now, firm) =>
    key.startsWith("thanks:") ? [{ type: "nothing-added", audience: "shared", topic: "thanks", firm }] : [],
  draw: { thanks },
  redraws: { thanked: ["thanks"] },
  more: (see, say, who, account) => (followsUp(see.shared) ? [inWords(see, speak(say), who, account)] : []),
  notices: (event, { followUp: { closed } }) => {
    // Whoever is thanked with the closing reads it with what became of the case.
    if (event.type !== "thanked" || closed?.at === event.at) return [];
    return [
      {
        to: { kind: "person", person: event.to },
        draw: (say, see, account) => {
          const t = speak(say);
          // A person's: the clock thanks nobody.
          const thanks = { by: event.by as PersonId, worded: event.worded, words: event.said?.words ?? null };
          return [text([`${caseNumber(see.shared.number)}: `, ...thankedYou(thanks, t, account)])];
        },
      },
    ];
  },
};
