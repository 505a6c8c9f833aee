/** What a person reads in the morning: what needs them, what is late and on whom, what is due today, what is new. Nothing when there is nothing. */
import { localDate } from "../src/domain/calendar.ts";
import { type Asked, isLate, type VisibleCase } from "../src/domain/case.ts";
import type { Digest, DigestCase, Say } from "../src/domain/flow.ts";
import type { PersonId } from "../src/domain/ids.ts";
import type { Action, Block, Part } from "../src/domain/message.ts";
import { kindOf } from "../src/domain/otherwise.ts";
import { type Account, firms } from "../src/domain/people.ts";
import type { Instant } from "../src/domain/time.ts";
import { standsStill } from "../src/domain/waiting.ts";
import { waitingFor } from "./case-card.ts";
import { climbedTo } from "./escalation-state.ts";
import { caseButton, caseNumber, firmName, listed, moment, moreButton, namedAll, quoted, speak, text } from "./parts.ts";
import { isWaiting, promiseRecord } from "./promise-state.ts";
import type { Speak } from "./wording/index.ts";

/** How many lines of a kind are shown; the rest is counted. */
const most = 5;

const title = ({ shared: { kind, number, report } }: VisibleCase, t: Speak): Part[] =>
  kind === "relationship" ? t("standing.name") : [`${caseNumber(number)} · `, quoted(report.title, t)];

/** Lines of one kind under their heading, the first of them. */
function lines(heading: Part[], all: readonly Part[][], t: Speak): Block[] {
  if (all.length === 0) return [];
  const left = all.length - most;
  return [
    text([{ kind: "strong", parts: heading }]),
    ...all.slice(0, most).map((line) => text(line)),
    ...(left > 0 ? [text(t("digest.more", { count: left }), "muted")] : []),
  ];
}

/** One button a case for the lines that are shown of these; none for a case that has one further up already. */
function caseButtons(of: readonly { readonly see: VisibleCase }[], above: readonly { readonly see: VisibleCase }[], t: Speak): Block[] {
  const cases = of.slice(0, most).map(({ see }) => see);
  const without = cases.filter(({ id }, i) => cases.findIndex((one) => one.id === id) === i && !above.some(({ see }) => see.id === id));
  return without.length === 0 ? [] : [{ kind: "actions", actions: without.map((see) => caseButton(t, see)) }];
}

/** What the case waits for of somebody else, past its date: on whom, and since when. */
const waits = (see: VisibleCase, { to, firm, due, key }: Asked, t: Speak, account: Account): Part[] => [
  ...title(see, t),
  ": ",
  ...t("digest.waits", {
    who: namedAll(account, to, t),
    firm: firmName(account, firm),
    what: waitingFor(see.shared, key, t),
    due: moment(due),
  }),
];

/** What is asked because something else waits: that one is told. */
const aboutOthers = /^(escalation|stale|update):/;

/** What is asked of the reader; of what climbed to them, also what it is that waits. */
function asks({ shared: s }: VisibleCase, key: string, who: PersonId, t: Speak): Part[] {
  const waiting = waitingFor(s, key, t);
  if (kindOf(key) !== "escalation") return waiting;
  // What waits at both firms in the same words is told once.
  const climbed = new Map(
    climbedTo(s, who)
      .map(({ ask }) => waitingFor(s, ask, t))
      .map((parts) => [JSON.stringify(parts), parts]),
  );
  return [...waiting, ": ", ...listed([...climbed.values()], t)];
}

const isPromise = ({ key }: Asked): boolean => key.startsWith("promise:");

/**
 * The digest of a person; empty when there is nothing to say. A person belongs to one relationship: whoever works in several is a
 * person in each, and is told of each by itself.
 */
export const digest: Digest = (all, who, account, now, since, say: Say) => {
  const t = speak(say);
  // A rehearsal counts nowhere; of what stands between the firms only what is asked of the reader.
  const cases = all.filter(({ see }) => see.shared.kind === "recovery");
  const open = cases.filter(({ see }) => !see.shared.followUp.closed);
  const needs = [...open, ...all.filter(({ see }) => see.shared.kind === "relationship")]
    .flatMap((one) => one.asked.filter((asked) => !standsStill(one.see.shared, asked)).map((asked) => ({ ...one, ...asked })))
    .sort((a, b) => (a.due < b.due ? -1 : 1));
  // What the reader's own firm waits for among itself, too; but whether a colleague answers a survey is theirs alone.
  const others = open.flatMap(({ see }) =>
    [...see.shared.asked.filter(({ key }) => !aboutOthers.test(key)), ...see.own.asked.filter(({ key }) => !key.startsWith("survey:"))]
      .filter(({ to }) => !to.includes(who.id))
      .map((asked) => ({ see, asked })),
  );
  const late = others
    .filter(({ see, asked }) => isLate(asked, now) && !stands(see, asked, now))
    .sort((a, b) => (a.asked.due < b.asked.due ? -1 : 1));
  const today = localDate(now, who.calendar.zone);
  const dueToday = others.filter(
    ({ asked }) => isPromise(asked) && !isLate(asked, now) && localDate(asked.due, who.calendar.zone) === today,
  );
  const fresh = cases.filter(({ see }) => see.shared.report.at > since);
  const over = cases.filter(({ see }) => (see.shared.followUp.closed?.at ?? "") > since);
  if ([needs, late, dueToday, fresh, over].every(({ length }) => length === 0)) return [];
  const track = open.filter(({ see, asked }) => asked.length === 0 && !late.some((one) => one.see === see)).length;
  const needed = needs.slice(0, most);
  return [
    { kind: "heading", parts: t("digest.title", { who: who.name.split(" ")[0]! }) },
    text(t("digest.sum", { needs: needs.length, late: late.length, track })),
    ...needed.flatMap((one): Block[] => [
      text([...title(one.see, t), ": ", ...asks(one.see, one.key, who.id, t), " · ", ...t("ask.by", { due: moment(one.due) })]),
      { kind: "actions", actions: pressable(one, t) },
    ]),
    ...(needs.length > most ? [text(t("digest.more", { count: needs.length - most }), "muted")] : []),
    ...lines(
      t("digest.late"),
      late.map(({ see, asked }) => waits(see, asked, t, account)),
      t,
    ),
    ...caseButtons(late, needed, t),
    ...lines(
      t("digest.today"),
      dueToday.map(({ see, asked }) => waits(see, asked, t, account)),
      t,
    ),
    ...lines(
      t("digest.new"),
      fresh.map(({ see }) => [...title(see, t), " · ", ...t(`severity.${see.shared.severity}`)]),
      t,
    ),
    ...caseButtons(fresh, [...needed, ...late.slice(0, most)], t),
    ...lines(
      t("digest.closed"),
      over.map(({ see }) => title(see, t)),
      t,
    ),
    ...record(cases, t, account),
  ];
};

/** Whether the clock of what is asked stands still: then it is late on nobody's account. */
const stands = (see: VisibleCase, asked: Asked, now: Instant): boolean => {
  if (standsStill(see.shared, asked)) return true;
  const promise = see.shared.promises.find(({ id }) => asked.key.startsWith(`promise:${id}:`));
  return promise !== undefined && isWaiting(see.shared, promise, now);
};

/** What both firms have made of the promises of these cases; nothing before the first is settled. */
function record(cases: readonly DigestCase[], t: Speak, account: Account): Block[] {
  const kept = promiseRecord(cases.map(({ see }) => see.shared));
  const settled = firms.filter((firm) => kept[firm].kept + kept[firm].broken > 0);
  if (settled.length === 0) return [];
  const parts = settled.flatMap((firm, i) => [
    ...(i === 0 ? [" "] : [" · "]),
    ...t("digest.record.firm", { firm: firmName(account, firm), kept: kept[firm].kept, made: kept[firm].kept + kept[firm].broken }),
  ]);
  return [text([...t("digest.record"), ...parts], "muted")];
}

/** The first button of what is asked, and the whole case. */
const pressable = ({ see, actions }: DigestCase["asked"][number] & { see: VisibleCase }, t: Speak): Action[] => [
  ...actions.filter(({ press }) => press.kind === "command").slice(0, 1),
  moreButton(t, see),
];
