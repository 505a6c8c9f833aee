/** Each firm alone looks at how it recovers, activity by activity, and makes it better; nothing of it ever leaves its side room (questions page, aft-11). */
import type { VisibleCase } from "../../src/domain/case.ts";
import type { Ask } from "../../src/domain/command.ts";
import { accept, type DrawAsk, type Flow, reject, slow, type Wanted } from "../../src/domain/flow.ts";
import type { Block, Part } from "../../src/domain/message.ts";
import { type Account, type Firm, personOf } from "../../src/domain/people.ts";
import { type Audit, type AuditPart, audited, type Improvement, type Lacks, means } from "../../src/domain/standing.ts";
import type { Instant } from "../../src/domain/time.ts";
import { dueField, readDue } from "../measures.ts";
import { button, choices, facts, field, listed, moment, named, people, quoted, row, speak, text } from "../parts.ts";
import { plain, type Speak } from "../wording/index.ts";
import { answersFor, whoAnswers } from "./rights.ts";
import { dayMinutes, opensAt, roundOf } from "./rounds.ts";

const auditParts: readonly AuditPart[] = ["before", "during"];

type Activity = (typeof audited)[AuditPart][number];
const activities = (part: AuditPart): readonly Activity[] => audited[part];

const auditOf = (see: VisibleCase, round: string, part: AuditPart): Audit | undefined =>
  see.own.audits.find((audit) => audit.round === round && audit.part === part);

/**
 * The look is asked once a round, from the first whole one on and some days after its beginning, the part before a failure first; an
 * improvement of whoever answers for it.
 */
function ownAsks(see: VisibleCase, firm: Firm, account: Account, now: Instant): Wanted[] {
  const { standing } = see.shared;
  if (!standing) return [];
  const open = see.own.audits.flatMap(({ round, part, improvement }): Wanted[] =>
    improvement && !improvement.done
      ? [{ key: `improvement:${round}:${part}`, firm, to: ownerOf(improvement, see, account, firm), due: improvement.due, slots: slow }]
      : [],
  );
  if (account.rhythm.audit === "none") return open;
  const { round, began, next, nextRound } = roundOf(now, account, firm, account.rhythm.audit);
  const wanted = (of: string, part: AuditPart, begins: Instant): Wanted => ({
    key: `audit:${of}:${part}`,
    opens: opensAt("audit", begins, account, firm),
    firm,
    to: whoAnswers(see.shared, account, firm),
    due: { withinMinutes: 10 * dayMinutes },
    slots: slow,
  });
  const part = auditParts.find((one) => !auditOf(see, round, one));
  const first = roundOf(standing.openedAt, account, firm, account.rhythm.audit).round === round;
  return [...open, ...(part && !first ? [{ ...wanted(round, part, began), until: next }] : []), wanted(nextRound, "before", next)];
}

/** Whoever answers for an improvement; once they have left, whoever speaks for the firm. */
const ownerOf = ({ owner }: Improvement, see: VisibleCase, account: Account, firm: Firm) =>
  personOf(account, owner)?.firm === firm ? [owner] : whoAnswers(see.shared, account, firm);

/** Two questions of each activity: a form shows no table, and what is there needs no tap. */
const activityFields = (part: AuditPart, t: Speak) =>
  activities(part).flatMap((activity) =>
    ([`${activity}`, `${activity}Missing`] as const).map((name) => ({
      ...field.choices(t, name, `activity.${activity}`, choices(t, means, "means")),
      label: plain(t(name === activity ? "field.audit-thin" : "field.audit-missing", { what: t(`activity.${activity}`) })),
    })),
  );

const formOf = (part: AuditPart, see: VisibleCase, t: Speak, account: Account, firm: Firm, style: "primary" | "plain") =>
  button(
    t,
    `action.audit.${part}`,
    see.id,
    { type: "audit", part },
    {
      style,
      intro: t("form.audit"),
      fields: [
        ...activityFields(part, t),
        field.text(t, "note", "field.audit-note", { lines: 3, maxLength: 600 }),
        field.text(t, "improve", "field.improve", { maxLength: 200 }),
        field.choice(t, "owner", "field.improve-owner", people(account, firm, null)),
        dueField(t),
      ],
    },
  );

const asked: DrawAsk = (see, subject, say, who, account) => {
  const t = speak(say);
  const [round = "", part] = subject.split(":") as [string, AuditPart];
  return {
    title: t("ask.audit", { round }),
    blocks: [text(t("ask.audit.body"))],
    actions: [formOf(part, see, t, account, who.firm, "primary")],
  };
};

const improvement: DrawAsk = (see, subject, say) => {
  const t = speak(say);
  const [round = "", part] = subject.split(":") as [string, AuditPart];
  const what = auditOf(see, round, part)?.improvement?.what ?? null;
  return {
    title: t("ask.improvement"),
    blocks: [text([quoted(what, t)])],
    actions: [
      button(t, "action.improved", see.id, { type: "improved", round, part, how: "made" }, { style: "primary" }),
      button(t, "action.not-improved", see.id, { type: "improved", round, part, how: "dropped" }),
    ],
  };
};

/** What an activity lacks, for the firm's own eyes. */
function lackParts({ thin, missing }: Audit, activity: Activity, t: Speak): Part[] {
  const words = (lacks: Lacks): Part[] =>
    listed(
      (lacks[activity] ?? []).map((one) => t(`means.${one}`)),
      t,
    );
  const [few, none] = [words(thin), words(missing)];
  const parts = [
    ...(none.length > 0 ? [t("audit.missing", { what: none })] : []),
    ...(few.length > 0 ? [t("audit.thin", { what: few })] : []),
  ];
  return parts.length === 0 ? t("audit.there") : parts.flatMap((part, at) => (at === 0 ? part : [" · ", ...part]));
}

function improvementLine({ owner, due, what, done }: Improvement, t: Speak, account: Account): Block {
  const day = (at: Instant): Part => ({ kind: "instant", at, show: "date" });
  const state = done ? t(`improvement.${done.how}`, { at: day(done.at) }) : t("measure.due", { at: day(due) });
  return text([...t("audit.improvement", { who: named(account, owner, t) }), " ", quoted(what, t), " · ", ...state]);
}

/** What was found in the newest round and what is done about it, for the firm's own side room. */
export function found(see: VisibleCase, t: Speak, account: Account): Block[] {
  const newest = see.own.audits.at(-1);
  if (!newest) return [];
  const round = see.own.audits.filter((audit) => audit.round === newest.round);
  const improvements = see.own.audits.flatMap((audit) =>
    audit.improvement && (audit.round === newest.round || !audit.improvement.done) ? [audit.improvement] : [],
  );
  return [
    text([{ kind: "strong", parts: t("audit.title", { round: newest.round, who: named(account, newest.by, t) }) }]),
    ...facts(
      ...round.flatMap((audit) => activities(audit.part).map((activity) => row(t, `activity.${activity}`, lackParts(audit, activity, t)))),
    ),
    ...round.flatMap(({ note }) => (note === null ? [] : [text([quoted(note, t)])])),
    ...improvements.map((one) => improvementLine(one, t, account)),
  ];
}

/** What of each activity was tapped; what is not there at all is not thin as well. */
function lacksOf(ask: Extract<Ask, { type: "audit" }>): { readonly thin: Lacks; readonly missing: Lacks } {
  const lacks = (of: (activity: Activity) => readonly (typeof means)[number][]): Lacks =>
    Object.fromEntries(activities(ask.part).flatMap((activity) => (of(activity).length > 0 ? [[activity, of(activity)]] : [])));
  return {
    thin: lacks((activity) => ask[activity].filter((one) => !ask[`${activity}Missing`].includes(one))),
    missing: lacks((activity) => ask[`${activity}Missing`]),
  };
}

export const audit: Flow = {
  of: ["relationship"],
  rules: {
    audit: ({ shared: s }, ask, context) => {
      const { who, account, now, said } = context;
      const refused = answersFor(s, account, who);
      if (refused) return refused;
      const { part, note = null, improve = null, owner, due } = ask;
      // Without a rhythm a firm may look at itself all the same: by quarters then.
      const { round } = roundOf(now, account, who.firm, account.rhythm.audit);
      const event = { type: "audited", audience: who.firm, round, part, ...lacksOf(ask) } as const;
      const words = note === null && improve === null ? null : said({ note, improve });
      if (improve === null) return accept({ ...event, improvement: null, said: words });
      const answering = owner ?? who.id;
      if (personOf(account, answering)?.firm !== who.firm) return reject("not-a-colleague");
      const by = readDue(due ?? null, context);
      if (!by.ok) return by;
      return accept({ ...event, improvement: { owner: answering, due: by.due }, said: words });
    },
    improved: ({ shared: s, own }, { round, part, how }, { who, account }) => {
      const one = own.audits.find((audit) => audit.round === round && audit.part === part)?.improvement;
      if (!one) return reject("no-improvement");
      if (one.done) return reject("improved-already", { at: moment(one.done.at) });
      if (one.owner !== who.id) {
        const refused = answersFor(s, account, who);
        if (refused) return refused;
      }
      return accept({ type: "improved", audience: who.firm, round, part, how });
    },
  },
  ownAsks,
  draw: { audit: asked, improvement },
  more: (see, say, who, account) =>
    answersFor(see.shared, account, who) === null
      ? auditParts.map((part) => formOf(part, see, speak(say), account, who.firm, "plain"))
      : [],
};
