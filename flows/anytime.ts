/** At any time: a note for one's own firm, something of it shared on purpose, a reminder put off. */
import type { Asked, Shared, VisibleCase } from "../src/domain/case.ts";
import { accept, type Flow, reject } from "../src/domain/flow.ts";
import type { Action } from "../src/domain/message.ts";
import { kindOf } from "../src/domain/otherwise.ts";
import { pauseEnds, pauses } from "../src/domain/pause.ts";
import { type Account, otherFirm } from "../src/domain/people.ts";
import { together } from "../src/domain/together.ts";
import { standsStill } from "../src/domain/waiting.ts";
import { waitingFor } from "./case-card.ts";
import { offRecordNow } from "./off-record.ts";
import { button, choices, field, firmName, moment, named, quoted, speak, text, toBoth } from "./parts.ts";
import { readWhen } from "./reading/when.ts";
import type { Speak } from "./wording/index.ts";

/** Puts an ask's reminders off; two hours, unless something else is chosen. */
export const snoozeButton = (see: VisibleCase, asked: Asked, t: Speak): Action =>
  button(
    t,
    "action.snooze",
    see.id,
    { type: "snooze", ask: asked.key },
    {
      intro: t("form.snooze"),
      fields: [field.choice(t, "pause", "field.pause", choices(t, pauses, "pause"), { required: true, value: "2-hours" })],
    },
  );

/** Work whose date whoever is asked may move once; a promise has its own way, and an answer is no work. */
const movable: readonly string[] = ["cause", "option", "evidence"];

/** Whether whoever is asked may say that they need longer for it. */
const mayMove = (s: Shared, asked: Asked): boolean =>
  movable.includes(kindOf(asked.key)) && asked.moved === undefined && !standsStill(s, asked);

/** Says by when it can be done, once; nothing where its date stays as it is. */
export const needUntilButton = (see: VisibleCase, asked: Asked, t: Speak, account: Account): Action[] =>
  mayMove(see.shared, asked)
    ? [
        button(
          t,
          "action.need-until",
          see.id,
          { type: "need-until", ask: asked.key },
          {
            intro: t("form.need-until", { firm: firmName(account, otherFirm(asked.firm)) }),
            submit: "action.tell-both",
            fields: [field.when(t, "until", "field.need-until", true), field.text(t, "why", "field.need-until-why")],
          },
        ),
      ]
    : [];

export const anytime: Flow = {
  of: ["recovery", "rehearsal", "relationship"],
  rules: {
    note: (_see, ask, { who: { firm }, said }) => accept({ type: "noted", audience: firm, said: said({ text: ask.text }) }),
    /** A new shared entry with words of its own: nothing private is ever relabelled. */
    share: ({ shared: s }, { what, files }, { said, now }) =>
      offRecordNow(s, now) ??
      accept({ type: "evidence-added", audience: "shared", files, shared: true, cause: null, speaks: null, said: said({ what }) }),
    snooze: ({ shared: s, own }, { ask, pause }, { who, now }) => {
      const open = s.asked.find(({ key }) => key === ask);
      const mine = open ?? own.asked.find(({ key }) => key === ask);
      if (!mine?.to.includes(who.id)) return reject("not-asked");
      const until = pauseEnds(pause, who, now);
      const audience = open ? "shared" : who.firm;
      const all = together(open ? s.asked : own.asked, ask, who.id);
      return accept(...all.map(({ key }) => ({ type: "snoozed", audience, ask: key, until }) as const));
    },
    "need-until": ({ shared: s }, { ask, until, why }, { who, now, said }) => {
      const asked = s.asked.find(({ key }) => key === ask);
      if (!asked?.to.includes(who.id)) return reject("not-asked");
      if (!mayMove(s, asked)) return reject("date-stays", { at: moment(asked.due) });
      const at = readWhen(until, now, who.calendar.zone);
      if (!at) return reject("unreadable-date", { text: { kind: "quote", text: until } });
      if (at <= now) return reject("date-passed", { at: moment(at) });
      if (at <= asked.due) return reject("not-later", { at: moment(asked.due) });
      return accept({ type: "time-taken", audience: "shared", ask, until: at, said: said({ why: why ?? null }) });
    },
  },
  afterClosing: ["note", "snooze"],
  redraws: { "time-taken": movable },
  more: (see, say, who, account, now) => {
    const t = speak(say);
    const firm = firmName(account, who.firm);
    return [
      button(
        t,
        "action.note",
        see.id,
        { type: "note" },
        { intro: t("form.note", { firm }), fields: [field.text(t, "text", "field.note", { required: true, lines: 6, maxLength: 1_500 })] },
      ),
      ...(see.shared.followUp.closed || offRecordNow(see.shared, now)
        ? []
        : [
            button(
              t,
              "action.share",
              see.id,
              { type: "share" },
              {
                intro: t("form.share"),
                fields: [field.text(t, "what", "field.share", { required: true, lines: 3, maxLength: 600 }), field.files(t)],
              },
            ),
          ]),
    ];
  },
  notices: (event, shared) => {
    if (event.type === "time-taken") {
      return toBoth((t, _see, account) => {
        const what = waitingFor(shared, event.ask, t);
        const why = event.said?.why ?? null;
        return [
          text([
            ...t("notice.need-until", { who: named(account, event.by, t), at: moment(event.until), what }),
            ...(why === null ? [] : [" ", quoted(why, t)]),
          ]),
        ];
      });
    }
    if (event.type !== "noted") return [];
    return [
      {
        to: { kind: "audience", audience: event.audience },
        draw: (say, _see, account) => {
          const t = speak(say);
          return [text([...t("notice.noted", { who: named(account, event.by, t) }), " ", quoted(event.said?.text ?? null, t)])];
        },
      },
    ];
  },
};
