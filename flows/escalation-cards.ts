/** What escalation looks like: the same facts for both firms, and three answers. */
import type { Asked, Shared, VisibleCase } from "../src/domain/case.ts";
import type { Event } from "../src/domain/event.ts";
import type { DrawAsk, Flow, Notice, Say } from "../src/domain/flow.ts";
import type { Action, Block, Choice, Part } from "../src/domain/message.ts";
import { type Account, firms, type Person } from "../src/domain/people.ts";
import { waitingFor, waitingLine } from "./case-card.ts";
import { overButton } from "./closing.ts";
import { type Climbed, climbedTo, climbOf, mayClimb } from "./escalation-state.ts";
import {
  button,
  caseNumber,
  facts,
  field,
  firmName,
  listed,
  moment,
  moreButton,
  named,
  namedAll,
  people,
  quoted,
  row,
  speak,
  text,
  toBoth,
} from "./parts.ts";
import { type Key, plain, type Speak } from "./wording/index.ts";

/** What is waited for, since when, of whom: the same for both firms. */
const waitBlocks = (s: Shared, asked: Asked, t: Speak, account: Account): Block[] =>
  facts(
    row(t, "fact.waits-for", waitingFor(s, asked.key, t)),
    row(t, "fact.asked-of", listed([namedAll(account, asked.to, t), [firmName(account, asked.firm)]], t)),
    row(t, "fact.was-due", moment(asked.due)),
    row(t, "fact.hurts", s.report.hurts && quoted(s.report.hurts, t)),
  );

/** All that has climbed to the reader, as one question. */
const escalated: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const s = see.shared;
  const climbed = climbedTo(s, who.id);
  const [first] = climbed;
  if (!first) return { title: t("ask.escalation"), blocks: [], actions: [] };
  const alone = climbed.length === 1;
  const ours = climbed.filter(({ asked }) => asked.firm === who.firm);
  const theirs = climbed.filter(({ asked }) => asked.firm !== who.firm);
  return {
    title: alone ? t("ask.escalation") : t("ask.escalations", { count: climbed.length, case: caseNumber(s.number) }),
    blocks: [
      text(t("ask.escalation.body", { people: everyoneOn(s, climbed, t, account) })),
      ...climbed.flatMap(({ asked }) => waitBlocks(s, asked, t, account)),
    ],
    // One of them is what to press first: taking up what is one's own before knowing of what is the other firm's.
    actions: [
      ...climbButton(see, "take-escalation", ours, alone, t, account),
      ...climbButton(see, "see-escalation", theirs, alone, t, account),
      ...climbButton(see, "return-escalation", climbed, alone, t, account),
    ].map((action, i) => ({ ...action, style: i === 0 ? "primary" : "plain" })),
  };
};

/** What is done about all of these, or about what is chosen of them; nothing where there are none. `alone`: nothing else has climbed. */
function climbButton(
  see: VisibleCase,
  type: "take-escalation" | "see-escalation" | "return-escalation",
  of: readonly Climbed[],
  alone: boolean,
  t: Speak,
  account: Account,
): Action[] {
  const [first] = of;
  if (!first) return [];
  const ask = of.map((one) => one.ask);
  if (of.length === 1) {
    const args = { who: plain([named(account, first.asked.to[0]!, t)]), what: plain(labelOf(see.shared, first.ask, t)) };
    return [button(t, alone || type === "return-escalation" ? `action.${type}` : `action.${type}.of`, see.id, { type, ask }, { args })];
  }
  const choice = waitingChoices(
    see.shared,
    of.map(({ asked }) => asked),
    t,
    account,
  );
  const which = { ...field.choices(t, "ask", "field.escalations", choice, true), value: ask };
  return [button(t, `action.${type}.several`, see.id, { type }, { fields: [which] })];
}

/** Everybody of both firms who has some of it on the same rung. */
const everyoneOn = (s: Shared, climbed: readonly Pick<Climbed, "ask" | "rung">[], t: Speak, account: Account): Part[] =>
  listed(
    firms.flatMap((firm) => {
      const on = climbed.flatMap(({ ask, rung }) => s.asked.find(({ key }) => key === `escalation:${rung}:${firm}:${ask}`)?.to ?? []);
      return on.length === 0 ? [] : [[...namedAll(account, [...new Set(on)], t), " (", firmName(account, firm), ")"]];
    }),
    t,
  );

const stale: DrawAsk = (see, _subject, say, who, account, now) => {
  const t = speak(say);
  const s = see.shared;
  const waiting = s.asked.filter(({ key }) => !key.startsWith("stale:") && !key.startsWith("escalation:"));
  const climbing = mayClimb(s, account);
  return {
    title: t("ask.stale"),
    blocks: [
      text(waiting.length === 0 ? t("ask.stale.open") : t("ask.stale.body", { at: moment(s.lastChange.at) })),
      ...waiting.slice(0, 3).map((asked) => waitingLine(s, asked, t, account, now)),
    ],
    actions: [
      button(t, "action.keep-going", see.id, { type: "keep-going" }, { style: "primary" }),
      button(
        t,
        "action.pass-on",
        see.id,
        { type: "hand-over" },
        { fields: [field.choice(t, "to", "field.to", people(account, who.firm, s.lead[who.firm]), { required: true })] },
      ),
      // Where nothing can climb it may be over; a firm that cannot say so sees what else there is.
      climbing.length > 0 ? escalateButton(see, climbing, t, account) : (overButton(see, t, who, account) ?? moreButton(t, see)),
    ],
  };
};

/** What is waited for, as a choice: a promise by its number, because a label never holds what people wrote. */
function labelOf(s: Shared, key: string, t: Speak): Part[] {
  const [kind, id] = key.split(":");
  const number = s.promises.findIndex((promise) => promise.id === id) + 1;
  return kind === "promise" ? t("escalate.promise", { number }) : t(`waiting.${kind!}` as Key);
}

const waitingChoices = (s: Shared, waiting: readonly Asked[], t: Speak, account: Account): Choice[] =>
  waiting.map(({ key, firm }) => ({ value: key, label: `${plain(labelOf(s, key, t))}, ${account.firms[firm].name}` }));

/** Which of what is waited for should climb now, and why. */
const escalateButton = (see: VisibleCase, waiting: readonly Asked[], t: Speak, account: Account): Action =>
  button(
    t,
    "action.escalate",
    see.id,
    { type: "escalate" },
    {
      style: "careful",
      intro: t("form.escalate"),
      fields: [
        field.choice(t, "ask", "field.escalate", waitingChoices(see.shared, waiting, t, account), {
          required: true,
          ...(waiting.length === 1 && { value: waiting[0]!.key }),
        }),
        field.text(t, "reason", "field.escalate-reason", { required: true }),
      ],
    },
  );

const updateFields = (t: Speak) => [
  field.text(t, "situation", "field.situation", { required: true }),
  field.text(t, "actions", "field.actions"),
  field.text(t, "needs", "field.needs"),
];

/** "How does it stand?": again and again while it burns, once by the time at which they were told that they hear more. */
const update =
  (body: Key): DrawAsk =>
  (see, _subject, say) => {
    const t = speak(say);
    return {
      title: t("ask.update"),
      blocks: [text(t(body))],
      actions: [button(t, "action.give-update", see.id, { type: "give-update" }, { style: "primary", fields: updateFields(t) })],
    };
  };

export const draw = { escalation: escalated, stale, update: update("ask.update.body"), hear: update("ask.hear.body") } as const;

/** Who has taken up what waited too long, and the latest word while it burns. */
export const section: NonNullable<Flow["section"]> = (see, say, account) => {
  const t = speak(say);
  const { escalation, asked, followUp } = see.shared;
  const { latest } = escalation.updates;
  if (followUp.closed) return [];
  return [
    ...escalation.climbs.flatMap(({ ask, taken }) =>
      taken !== null && asked.some(({ key }) => key === ask)
        ? [text(t("card.taken", { who: named(account, taken, t), what: waitingFor(see.shared, ask, t) }), "muted")]
        : [],
    ),
    ...(latest
      ? [
          text([{ kind: "strong", parts: t("card.update", { who: named(account, latest.by, t), at: moment(latest.at) }) }]),
          ...facts(
            row(t, "fact.situation", quoted(latest.situation, t)),
            row(t, "fact.actions", latest.actions === null ? null : quoted(latest.actions, t)),
            row(t, "fact.needs", latest.needs === null ? null : quoted(latest.needs, t)),
          ),
        ]
      : []),
  ];
};

/** Escalating by hand, and a word on how it stands. */
export function more(see: VisibleCase, say: Say, _who: Person, account: Account): Action[] {
  const t = speak(say);
  const s = see.shared;
  if (s.followUp.closed || !s.acknowledged) return [];
  const climbing = mayClimb(s, account);
  return [
    ...(climbing.length > 0 ? [escalateButton(see, climbing, t, account)] : []),
    button(t, "action.give-update", see.id, { type: "give-update" }, { fields: updateFields(t) }),
  ];
}

export function notices(event: Event, shared: Shared): Notice[] {
  switch (event.type) {
    case "asked": {
      if (!event.ask.startsWith("escalation:")) return [];
      const { rung, firm, ask } = climbOf(event.ask);
      const asked = shared.asked.find(({ key }) => key === ask);
      // Told once for both firms: with the first of the two.
      const first = firms.find((one) => shared.asked.some(({ key }) => key === `escalation:${rung}:${one}:${ask}`));
      if (!asked || firm !== first) return [];
      return toBoth((t, see, account) => {
        const still = see.shared.asked.find(({ key }) => key === ask);
        return still
          ? [
              text(t("notice.escalated", { people: everyoneOn(see.shared, [{ ask, rung }], t, account) })),
              ...waitBlocks(see.shared, still, t, account),
            ]
          : [];
      });
    }
    case "escalated":
      return toBoth((t, _see, account) => [
        event.said
          ? text([...t("notice.escalated-by", { who: named(account, event.by, t) }), " ", quoted(event.said.reason, t)])
          : text(t("notice.escalated-twice")),
      ]);
    case "escalation-taken":
      return toBoth((t, see, account) => [
        text(t("notice.escalation-taken", { who: named(account, event.by, t), what: waitingFor(see.shared, event.ask, t) })),
      ]);
    case "escalation-returned":
      return toBoth((t, see, account) => {
        const asked = see.shared.asked.find(({ key }) => key === event.ask);
        return asked
          ? [text(t("notice.escalation-returned", { who: namedAll(account, asked.to, t), what: waitingFor(see.shared, event.ask, t) }))]
          : [];
      });
    case "update-given":
      return toBoth((t, _see, account) => [
        text([{ kind: "strong", parts: t("notice.update", { who: named(account, event.by, t), firm: firmName(account, event.of!) }) }]),
        ...facts(
          row(t, "fact.situation", quoted(event.said?.situation ?? null, t)),
          row(t, "fact.actions", event.said?.actions ? quoted(event.said.actions, t) : null),
          row(t, "fact.needs", event.said?.needs ? quoted(event.said.needs, t) : null),
        ),
      ]);
    default:
      return [];
  }
}
