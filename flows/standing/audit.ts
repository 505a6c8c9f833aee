/** Each firm alone looks at how it recovers, activity by activity; nothing of it ever leaves its side room (questions page, aft-11). */
import type { VisibleCase } from "../../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, slow, type Wanted } from "../../src/domain/flow.ts";
import type { Block, Part } from "../../src/domain/message.ts";
import type { Account, Firm } from "../../src/domain/people.ts";
import { type Audit, type AuditPart, audited, means } from "../../src/domain/standing.ts";
import type { Instant } from "../../src/domain/time.ts";
import { button, choices, facts, field, listed, named, quoted, row, speak, text } from "../parts.ts";
import type { Speak } from "../wording/index.ts";
import { answersFor, whoAnswers } from "./rights.ts";
import { dayMinutes, roundOf } from "./rounds.ts";

const auditParts: readonly AuditPart[] = ["before", "during"];

const done = (see: VisibleCase, round: string, part: AuditPart): boolean =>
  see.own.audits.some((audit) => audit.round === round && audit.part === part);

/** Asked once a round, from the first whole one on; the part before a failure first. */
function ownAsks(see: VisibleCase, firm: Firm, account: Account, now: Instant): Wanted[] {
  const { standing } = see.shared;
  if (!standing || account.rhythm.audit === "none") return [];
  const { round, next, nextRound } = roundOf(now, account, firm, account.rhythm.audit);
  const wanted = (of: string, part: AuditPart) => ({
    key: `audit:${of}:${part}`,
    firm,
    to: whoAnswers(see.shared, account, firm),
    due: { withinMinutes: 10 * dayMinutes },
    slots: slow,
  });
  const part = auditParts.find((one) => !done(see, round, one));
  const first = roundOf(standing.openedAt, account, firm, account.rhythm.audit).round === round;
  return [...(part && !first ? [wanted(round, part)] : []), { ...wanted(nextRound, "before"), opens: next }];
}

const formOf = (part: AuditPart, see: VisibleCase, t: Speak, looks: { style: "primary" | "plain"; variant?: string }) =>
  button(
    t,
    `action.audit.${part}`,
    see.id,
    { type: "audit", part },
    {
      ...looks,
      intro: t("form.audit"),
      fields: [
        ...audited[part].map((activity) => ({
          ...field.choices(t, activity, "field.audit", choices(t, means, "means")),
          label: t(`activity.${activity}`)
            .filter((one) => typeof one === "string")
            .join(""),
        })),
        field.text(t, "note", "field.audit-note", { lines: 3, maxLength: 600 }),
      ],
    },
  );

const asked: DrawAsk = (see, subject, say) => {
  const t = speak(say);
  const [round = "", part] = subject.split(":") as [string, AuditPart];
  return {
    title: t("ask.audit", { round }),
    blocks: [text(t("ask.audit.body"))],
    actions: [formOf(part, see, t, { style: "primary" })],
  };
};

const activities = (part: AuditPart): readonly (typeof audited)[AuditPart][number][] => audited[part];

/** What was found in the newest round, for the firm's own side room. */
export function found(see: VisibleCase, t: Speak, account: Account): Block[] {
  const newest = see.own.audits.at(-1);
  if (!newest) return [];
  const round = see.own.audits.filter((audit) => audit.round === newest.round);
  const line = (audit: Audit, activity: (typeof audited)[AuditPart][number]): Part[] => {
    const thin = audit.thin[activity] ?? [];
    return thin.length === 0
      ? t("audit.there")
      : listed(
          thin.map((one) => t(`means.${one}`)),
          t,
        );
  };
  return [
    text([{ kind: "strong", parts: t("audit.title", { round: newest.round, who: named(account, newest.by, t) }) }]),
    ...facts(...round.flatMap((audit) => activities(audit.part).map((activity) => row(t, `activity.${activity}`, line(audit, activity))))),
    ...round.flatMap(({ note }) => (note === null ? [] : [text([quoted(note, t)])])),
  ];
}

export const audit: Flow = {
  of: ["relationship"],
  rules: {
    audit: ({ shared: s }, ask, { who, account, now, said }) => {
      const refused = answersFor(s, account, who);
      if (refused) return refused;
      const { part, note } = ask;
      // Without a rhythm a firm may look at itself all the same: by quarters then.
      const { round } = roundOf(now, account, who.firm, account.rhythm.audit);
      const thin = Object.fromEntries(
        activities(part).flatMap((activity) => (ask[activity].length > 0 ? [[activity, ask[activity]]] : [])),
      );
      return accept({ type: "audited", audience: who.firm, round, part, thin, said: note ? said({ note }) : null });
    },
  },
  ownAsks,
  draw: { audit: asked },
  more: (see, say, who, account) =>
    answersFor(see.shared, account, who) === null ? auditParts.map((part) => formOf(part, see, speak(say), { style: "plain" })) : [],
};
