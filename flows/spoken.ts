/** What was settled by word of mouth and ends no case: one line, which the other firm reads and confirms, kept with the case. */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, quick, reject, type Wanted } from "../src/domain/flow.ts";
import type { SpokenId } from "../src/domain/ids.ts";
import type { Part } from "../src/domain/message.ts";
import { type Account, otherFirm } from "../src/domain/people.ts";
import { mostSpoken, unread } from "../src/domain/spoken.ts";
import { offRecordNow } from "./off-record.ts";
import { button, field, firmName, moment, named, quoted, speak, text } from "./parts.ts";
import type { Speak } from "./wording/index.ts";

function asks(s: Shared, account: Account): Wanted[] {
  if (s.followUp.closed) return [];
  return unread(s).map(({ id, firm }): Wanted => {
    const other = otherFirm(firm);
    const due = { withinMinutes: account.service.judge[s.severity] };
    return { key: `spoken:${id}`, firm: other, to: [s.lead[other]], due, slots: quick.slice(0, 2) };
  });
}

const read: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  const found = see.shared.spoken?.find(({ id }) => id === subject);
  if (!found) return { title: t("ask.spoken"), blocks: [], actions: [] };
  const { id, by, firm, at, what } = found;
  return {
    title: t("ask.spoken"),
    blocks: [
      text(t("ask.spoken.body", { who: named(account, by, t), firm: firmName(account, firm), at: moment(at) })),
      text([quoted(what, t)]),
    ],
    actions: [
      button(t, "action.spoken-so", see.id, { type: "read-spoken", spoken: id, agrees: true }, { style: "primary" }),
      button(
        t,
        "action.spoken-not",
        see.id,
        { type: "read-spoken", spoken: id, agrees: false },
        { fields: [field.text(t, "words", "field.spoken-words", { required: true, maxLength: 200 })] },
      ),
    ],
  };
};

/** Every point that is remembered, with what the other firm says to it. */
export const spokenLines = ({ shared }: VisibleCase, t: Speak, account: Account): Part[][] =>
  (shared.spoken ?? []).map(({ by, at, what, read: answer }) => [
    ...t("card.spoken", { who: named(account, by, t), at: moment(at) }),
    " ",
    quoted(what, t),
    " · ",
    ...(answer ? t(answer.agrees ? "spoken.agreed" : "spoken.differs", { who: named(account, answer.by, t) }) : t("spoken.unread")),
    ...(answer?.words ? [" ", quoted(answer.words, t)] : []),
  ]);

export const spoken: Flow = {
  rules: {
    "note-spoken": ({ shared: s }, { what }, { newId, said, now }) => {
      const off = offRecordNow(s, now);
      if (off) return off;
      if (unread(s).length >= mostSpoken / 2) return reject("enough-spoken");
      return accept({ type: "spoken-noted", audience: "shared", spoken: newId() as SpokenId, said: said({ what }) });
    },
    "read-spoken": ({ shared: s }, { spoken: id, agrees, words }, { who, account, said }) => {
      const found = s.spoken?.find((one) => one.id === id);
      if (!found) return reject("spoken-gone");
      if (found.firm === who.firm) return reject("own-spoken", { firm: firmName(account, otherFirm(who.firm)) });
      if (found.read) return reject("already-confirmed");
      return accept({ type: "spoken-read", audience: "shared", spoken: id, agrees, said: words ? said({ words }) : null });
    },
  },
  asks,
  draw: { spoken: read },
  section: (see, say, account) => {
    const t = speak(say);
    return see.shared.followUp.closed
      ? []
      : spokenLines(see, t, account)
          .slice(-2)
          .map((parts) => text(parts, "muted"));
  },
  more: (see, say, _who, _account, now) => {
    const t = speak(say);
    if (see.shared.followUp.closed || unread(see.shared).length >= mostSpoken / 2 || offRecordNow(see.shared, now)) return [];
    const fields = [field.text(t, "what", "field.spoken", { required: true, maxLength: 200 })];
    return [
      button(
        t,
        "action.note-spoken",
        see.id,
        { type: "note-spoken" },
        { intro: t("form.note-spoken"), fields, submit: "action.tell-both" },
      ),
    ];
  },
};
