/** At any time: a note for one's own firm, something of it shared on purpose, a reminder put off. */
import { nextMorning } from "../src/domain/calendar.ts";
import { type Asked, type Pause, pauses, type VisibleCase } from "../src/domain/case.ts";
import { accept, type Flow, reject } from "../src/domain/flow.ts";
import type { Action } from "../src/domain/message.ts";
import { hourMs, minuteMs, plus } from "../src/domain/time.ts";
import { button, choices, field, firmName, named, quoted, speak, text } from "./parts.ts";
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

const lasts: { readonly [P in Exclude<Pause, "morning">]: number } = {
  "30-minutes": 30 * minuteMs,
  "1-hour": hourMs,
  "2-hours": 2 * hourMs,
};

export const anytime: Flow = {
  rules: {
    note: (_see, ask, { who: { firm }, said }) => accept({ type: "noted", audience: firm, said: said({ text: ask.text }) }),
    /** A new shared entry with words of its own: nothing private is ever relabelled. */
    share: (_see, { what, files }, { said }) =>
      accept({ type: "evidence-added", audience: "shared", files, shared: true, said: said({ what }) }),
    snooze: ({ shared: s, own }, { ask, pause }, { who, now }) => {
      const open = s.asked.find(({ key }) => key === ask);
      const mine = open ?? own.asked.find(({ key }) => key === ask);
      if (!mine?.to.includes(who.id)) return reject("not-asked");
      const until = pause === "morning" ? nextMorning(who.calendar, now) : plus(now, lasts[pause]);
      return accept({ type: "snoozed", audience: open ? "shared" : who.firm, ask, until });
    },
  },
  afterClosing: ["note", "snooze"],
  more: (see, say, who, account) => {
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
      ...(see.shared.followUp.closed
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
  notices: (event) => {
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
