/** Getting to know each other: each person says once, and again each year, where their work touches the other firm and whom they call first there. */
import type { Shared, VisibleCase } from "../../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, reject, slow, type Wanted } from "../../src/domain/flow.ts";
import type { Action, Part } from "../../src/domain/message.ts";
import { type Account, otherFirm, type Person, personOf, reaches, rhythmsOfTalk } from "../../src/domain/people.ts";
import type { Instant } from "../../src/domain/time.ts";
import { button, choices, field, firmName, listed, named, people, quoted, speak, text } from "../parts.ts";
import { plain, type Speak } from "../wording/index.ts";
import { whoAnswers } from "./rights.ts";
import { dayMinutes, yearly } from "./rounds.ts";

/** What a person does for the other firm and how they are reached, as they said themselves; nothing where they have not. */
export function directoryLine(account: Account, id: Person["id"], t: Speak): Part[] {
  const { touches, reach } = personOf(account, id) ?? {};
  return listed(
    [
      ...(touches ? [[quoted(touches, t)]] : []),
      ...(reach ? [t("directory.reach", { how: t(`reach.${reach.how}`), often: t(`talk.${reach.often}`) })] : []),
    ],
    t,
  );
}

/** The settings with somebody's own line of the directory. */
const withLine = (account: Account, id: Person["id"], line: Partial<Person>): Account => ({
  ...account,
  people: account.people.map((person) => (person.id === id ? { ...person, ...line } : person)),
});

const asks = (s: Shared, account: Account, now: Instant): Wanted[] => {
  const { standing } = s;
  if (!standing) return [];
  const { acquainted = {}, alone = [], openedAt } = standing;
  const due = { withinMinutes: 10 * dayMinutes };
  return account.people.flatMap(({ id, firm, faces }): Wanted[] => [
    ...yearly("acquaint", { key: `acquaint:${id}`, firm, to: [id], due, slots: slow }, acquainted[id] ?? null, openedAt, account, now),
    ...(alone.includes(id) && faces === null ? [{ key: `introduce:${id}`, firm, to: whoAnswers(s, account, firm), due, slots: slow }] : []),
  ]);
};

const form = (see: VisibleCase, t: Speak, who: Person, account: Account, style: Action["style"]): Action => {
  const nobody = { value: "nobody", label: plain(t("acquaint.nobody")) };
  const theirs = otherFirm(who.firm);
  return button(
    t,
    "action.acquaint",
    see.id,
    { type: "say-work" },
    {
      style,
      intro: t("form.acquaint", { firm: firmName(account, theirs) }),
      submit: "action.tell-both",
      fields: [
        field.text(t, "touches", "field.touches", { value: who.touches ?? "", maxLength: 200, hint: "hint.touches" }),
        field.choice(t, "first", "field.call-first", [...people(account, theirs, null), nobody], {
          required: true,
          ...(who.faces && { value: who.faces }),
        }),
        field.choice(t, "how", "field.reach", choices(t, reaches, "reach"), who.reach ? { value: who.reach.how } : {}),
        field.choice(t, "often", "field.talk", choices(t, rhythmsOfTalk, "talk"), who.reach ? { value: who.reach.often } : {}),
      ],
    },
  );
};

const acquaintAsk: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const theirs = otherFirm(who.firm);
  const line = directoryLine(account, who.id, t);
  // Whom they face the directory may know already.
  const known = who.faces !== null;
  return {
    title: t("ask.acquaint", { firm: firmName(account, theirs) }),
    blocks: [
      text(t("ask.acquaint.body")),
      ...(who.faces || line.length > 0 ? [text(t("ask.said-before"))] : []),
      ...(who.faces ? [text(t("ask.faces", { who: named(account, who.faces, t) }), "muted")] : []),
      ...(line.length > 0 ? [text(line, "muted")] : []),
    ],
    actions: [
      ...(known
        ? [button(t, "action.still-right", see.id, { type: "say-work", first: who.faces!, ...kept(who) }, { style: "primary" })]
        : []),
      form(see, t, who, account, known ? "plain" : "primary"),
    ],
  };
};

const kept = ({ touches, reach }: Person) => ({ ...(touches && { touches }), ...(reach && { how: reach.how, often: reach.often }) });

const introduceAsk: DrawAsk = (see, subject, say, who, account) => {
  const t = speak(say);
  const theirs = otherFirm(who.firm);
  const person = personOf(account, subject as Person["id"]);
  return {
    title: t("ask.introduce", { who: named(account, subject as Person["id"], t), firm: firmName(account, theirs) }),
    blocks: person?.touches ? [text([quoted(person.touches, t)])] : [],
    actions: [
      button(
        t,
        "action.introduce",
        see.id,
        { type: "introduce", person: subject },
        { style: "primary", fields: [field.choice(t, "to", "field.call-first", people(account, theirs, null), { required: true })] },
      ),
    ],
  };
};

export const acquaintance: Flow = {
  of: ["relationship"],
  rules: {
    "say-work": (_see, { touches, first, how, often }, { who, account, said }) => {
      const facing = first === "nobody" ? null : personOf(account, first);
      if (first !== "nobody" && facing?.firm !== otherFirm(who.firm))
        return reject("not-of-the-other-firm", { firm: firmName(account, otherFirm(who.firm)) });
      const line = {
        faces: facing?.id ?? null,
        ...(touches && { touches }),
        ...(how && { reach: { how, often: often ?? "when-needed" } as const }),
      };
      const done = accept({ type: "acquainted", audience: "shared", first: facing?.id ?? null, said: touches ? said({ touches }) : null });
      const settings = withLine(account, who.id, line);
      const same = JSON.stringify(personOf(settings, who.id)) === JSON.stringify(who);
      return same ? done : { ...done, settings };
    },
    introduce: ({ shared: s }, { person, to }, { who, account }) => {
      const [one, other] = [personOf(account, person), personOf(account, to)];
      if (one?.firm !== who.firm) return reject("not-a-colleague");
      if (other?.firm !== otherFirm(who.firm)) return reject("not-of-the-other-firm", { firm: firmName(account, otherFirm(who.firm)) });
      if (!s.asked.some(({ key, to: asked }) => key === `introduce:${person}` && asked.includes(who.id))) return reject("not-asked");
      const done = accept({ type: "counterpart-named", audience: "shared", person, to });
      return { ...done, settings: withLine(account, one.id, { faces: other.id }) };
    },
  },
  asks,
  draw: { acquaint: acquaintAsk, introduce: introduceAsk },
  more: (see, say, who, account) => (see.shared.standing ? [form(see, speak(say), who, account, "plain")] : []),
};
