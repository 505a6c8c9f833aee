/**
 * The survey of relationship quality. Each answer is open with its person's name, or counts only in a figure of three people and
 * more: the person chooses, and may skip any item. A round ends when everybody has answered or their time has passed.
 */
import type { CaseKind, Shared, VisibleCase } from "../src/domain/case.ts";
import type { AskOf } from "../src/domain/command.ts";
import {
  type Context,
  type Counted,
  type Decision,
  type DrawAsk,
  type Flow,
  type KeptAnswers,
  reject,
  type Say,
  type Wanted,
} from "../src/domain/flow.ts";
import type { PersonId } from "../src/domain/ids.ts";
import type { Action, Block, Field, Part } from "../src/domain/message.ts";
import { type Account, type Firm, firms, otherFirm, type Person } from "../src/domain/people.ts";
import {
  type Answers,
  baselineSurvey,
  caseSurvey,
  countRound,
  only,
  partsGiven,
  type SurveyItem,
  type SurveyState,
  surveyItems,
} from "../src/domain/survey.ts";
import { dayMs, type Instant, plus } from "../src/domain/time.ts";
import { dayMinutes } from "./follow-up-state.ts";
import { button, field, firmName, moment, named, speak, text, toBoth } from "./parts.ts";
import { allSettled } from "./promise-state.ts";
import { numberOf, opensAt, roundOf } from "./standing/rounds.ts";
import { plain, type Speak } from "./wording/index.ts";

/** How many working days people have to answer. */
const openDays = 7;

/** A survey that is under way: which of the case's it is, and what the firm is asked, part by part. */
type Survey = { readonly round: number; readonly parts: readonly (readonly SurveyItem[])[] };

/** Which round a firm is asked now, and which comes next and when; `null`: none. */
type Rounds = { readonly now: number | null; readonly next: { readonly round: number; readonly opens: Instant } | null };
type RoundsOf = (s: Shared, state: SurveyState, account: Account, firm: Firm, now: Instant) => Rounds;

/** After a recovery that was more than a trifle, and again when it has been opened and brought to an end once more. */
const afterRecovery: RoundsOf = (s) => ({ now: allSettled(s) && s.severity !== "low" ? s.followUp.reopened : null, next: null });

/** A round of the calendar that begins sooner after the relationship was opened than this tells no more than the first one; ours. */
const apartMs = 45 * dayMs;

/**
 * Apart from any case: once when the relationship has been opened (round 0), then each quarter or year, where it has a rhythm. What has
 * begun goes on until it has been counted, so that no answer is lost when the next one begins.
 */
const byCadence: RoundsOf = ({ standing }, state, account, firm, now) => {
  const underWay = state.given.length > 0 && !state.counted ? state.round : null;
  const rhythm = account.rhythm.survey;
  if (!standing) return { now: underWay, next: null };
  const opens = opensAt("baseline", standing.openedAt, account, firm);
  if (now < opens) return { now: underWay, next: { round: 0, opens } };
  const nowIn = (round: number): number | null => underWay ?? (round < state.round ? null : round);
  if (rhythm === "none") return { now: nowIn(0), next: null };
  const first = roundOf(plus(standing.openedAt, apartMs), account, firm, rhythm);
  const today = roundOf(now, account, firm, rhythm);
  const begun = numberOf(today.round) > numberOf(first.round);
  const { next, nextRound } = begun ? today : first;
  return { now: nowIn(begun ? numberOf(today.round) : 0), next: { round: numberOf(nextRound), opens: next } };
};

/** Who is asked, of one firm. */
const panel = (account: Account, firm: Firm) =>
  account.people.filter((person) => person.firm === firm && account.survey.includes(person.id));

/** Where a firm stands in this survey; before its first answer as a new one. */
const stateIn = ({ round }: Survey, state: SurveyState): SurveyState =>
  state.round === round ? state : { round, given: [], over: [], counted: false };

/** Whether everybody who is asked has answered all parts, or may no longer. */
const isOver = (survey: Survey, state: SurveyState, account: Account, firm: Firm): boolean =>
  panel(account, firm).every(({ id }) => state.over.includes(id) || partsGiven(state, id) >= survey.parts.length);

/** A person's answers to a part; skipped items are absent. */
const answersTo = (ask: AskOf<"answer-survey">, part: readonly SurveyItem[]): Answers =>
  only(Object.fromEntries(surveyItems.flatMap((item) => (typeof ask[item] === "number" ? [[item, ask[item]]] : []))), (item) =>
    part.includes(item),
  );

const roundName = ({ id }: { readonly id: string }, round: number): string => `${id}:${round}`;

function answer(survey: Survey | null, see: VisibleCase, ask: AskOf<"answer-survey">, { who, account }: Context): Decision {
  if (!account.survey.includes(who.id)) return reject("not-surveyed");
  if (!survey) return see.shared.kind === "relationship" ? reject("no-survey-now") : reject("survey-later");
  const state = stateIn(survey, see.own.survey);
  if (state.counted || state.over.includes(who.id)) return reject("survey-over");
  const done = partsGiven(state, who.id);
  const part = survey.parts[done];
  if (!part || ask.part !== done + 1) return reject("surveyed-already");
  const answers = answersTo(ask, part);
  const last = done + 1 === survey.parts.length;
  const { round } = survey;
  return {
    ok: true,
    events: [
      { type: "survey-answered", audience: who.firm, round },
      ...(ask.open && Object.keys(answers).length > 0 ? [{ type: "answers-opened", audience: "shared", answers, last } as const] : []),
    ],
    answers: { round: roundName(see, round), given: ask.open ? null : JSON.stringify(answers) },
  };
}

function count(firm: Firm, round: number, given: readonly KeptAnswers[]): Counted {
  // Ours: `answer` wrote them.
  const read = given.map((one) => ({ ...one, answers: JSON.parse(one.answers) as Answers }));
  const { figure, left } = countRound(read);
  return {
    events: [
      { type: "survey-counted", audience: firm, round, shown: figure !== null, waiting: left.length },
      ...(figure ? [{ type: "survey-published", audience: "shared", firm, ...figure } as const] : []),
    ],
    left: left.map(({ person, answers }) => ({ person, answers: JSON.stringify(answers) })),
  };
}

/** Seven steps with named ends, for one item; where no recovery has gone before, none is spoken of. */
function scale(t: Speak, item: SurveyItem, other: string, kind: CaseKind): Field {
  const steps = [1, 2, 3, 4, 5, 6, 7].map((n) => ({
    value: String(n),
    label: n === 1 ? plain(t("scale.1")) : n === 7 ? plain(t("scale.7")) : plain(t("scale.step", { step: n })),
  }));
  const key = item === "intention" && kind === "relationship" ? "survey.intention-ahead" : (`survey.${item}` as const);
  return { ...field.choice(t, item, "field.what", steps), label: plain(t(key, { firm: other })) };
}

function ask(survey: Survey | null, see: VisibleCase, say: Say, who: Person, account: Account): ReturnType<DrawAsk> {
  const t = speak(say);
  const other = account.firms[otherFirm(who.firm)].name;
  const parts = survey?.parts ?? [];
  const done = survey ? partsGiven(stateIn(survey, see.own.survey), who.id) : 0;
  const part = parts[done];
  const answerButton = (open: boolean): Action =>
    button(
      t,
      open ? "action.survey-open" : "action.survey",
      see.id,
      { type: "answer-survey", part: done + 1, open },
      {
        style: open ? "plain" : "primary",
        intro: t(open ? "form.survey-open" : "form.survey"),
        fields: (part ?? []).map((item) => scale(t, item, other, see.shared.kind)),
      },
    );
  return {
    title: t("ask.survey", { firm: other }),
    blocks: [
      text(t(done === 0 ? "ask.survey.body" : "ask.survey.next", { part: done + 1, parts: parts.length, items: part?.length ?? 0 })),
    ],
    actions: part ? [answerButton(false), answerButton(true)] : [],
  };
}

/** Items with their steps or means, as "outcome 6, process 5.3"; `before`: what the firm's figure was the last time, item by item. */
const listed = (answers: Readonly<Record<string, number>>, t: Speak, before: Readonly<Record<string, number>> = {}): string =>
  surveyItems
    .filter((item) => answers[item] !== undefined)
    .map((item) => {
      const was = before[item];
      const figure = `${plain(t(`survey.short.${item}`))} ${plain(t("survey.figure", { figure: answers[item]! }))}`;
      return was === undefined ? figure : `${figure} ${plain(t("survey.before", { figure: was }))}`;
    })
    .join(plain(t("comma")));

/** What came of the survey: of a case every figure; of a relationship each firm's newest, with what it was before. */
function figures(s: Shared, t: Speak, account: Account): Block[] {
  const { surveys, opened } = s.followUp;
  const standing = s.kind === "relationship";
  const shown = standing ? firms.flatMap((of) => surveys.findLast(({ firm }) => firm === of) ?? []) : surveys;
  const before = (of: Firm, at: number) =>
    Object.assign({}, ...surveys.slice(0, at).flatMap(({ firm, means }) => (firm === of ? [means] : [])));
  const when = (at: Instant | undefined): Part[] => (standing && at ? [" · ", moment(at)] : []);
  return [
    ...(standing && shown.length + opened.length > 0 ? [text([{ kind: "strong", parts: t("card.baseline") }])] : []),
    ...shown.map((one) => {
      const { firm, answers, means, at } = one;
      const line = {
        firm: firmName(account, firm),
        answers,
        figures: listed(means, t, standing ? before(firm, surveys.indexOf(one)) : {}),
      };
      return text([...t("card.survey", line), ...when(at)], "muted");
    }),
    ...opened.map(({ by, firm, answers, at }) =>
      text(
        [...t("card.opened", { who: named(account, by, t), firm: firmName(account, firm), figures: listed(answers, t) }), ...when(at)],
        "muted",
      ),
    ),
  ];
}

/** The survey of some kinds of cases. It takes a round as it comes, so that one need not follow a failure. */
const surveyFlow = (of: NonNullable<Flow["of"]>, items: typeof caseSurvey, roundsOf: RoundsOf): Flow => {
  const surveyOf = (s: Shared, state: SurveyState, account: Account, firm: Firm, now: Instant): Survey | null => {
    const { now: round } = roundsOf(s, state, account, firm, now);
    return round === null ? null : { round, parts: items[firm] };
  };
  const asking = (of: Rounds["next"], round: number, id: PersonId, firm: Firm): Wanted => ({
    key: `survey:${round}:${id}`,
    firm,
    to: [id],
    own: true,
    due: { withinMinutes: openDays * dayMinutes },
    ends: true,
    slots: ["-1d", "-2h"],
    ...(of && { opens: of.opens }),
  });
  return {
    of,
    rules: {
      "answer-survey": (see, asked, context) => {
        const { who, account, now } = context;
        return answer(surveyOf(see.shared, see.own.survey, account, who.firm, now), see, asked, context);
      },
    },
    afterClosing: ["answer-survey"],
    rounds: {
      ended: (held, account, now) =>
        firms.flatMap((firm) => {
          const state = held[firm].survey;
          if (state.counted || state.given.length === 0) return [];
          const survey = surveyOf(held.shared, state, account, firm, now);
          const goesOn = survey !== null && survey.round === state.round && !isOver(survey, state, account, firm);
          return goesOn ? [] : [{ firm, name: roundName(held, state.round) }];
        }),
      count: (held, { firm }, given) => count(firm, held[firm].survey.round, given),
    },
    ownAsks: ({ shared: s, own }, firm, account, now) => {
      const { next } = roundsOf(s, own.survey, account, firm, now);
      const survey = surveyOf(s, own.survey, account, firm, now);
      const state = survey && stateIn(survey, own.survey);
      const people = panel(account, firm);
      const open =
        !survey || !state || state.counted
          ? []
          : people.filter(({ id }) => !state.over.includes(id) && partsGiven(state, id) < survey.parts.length);
      return [
        ...open.map(({ id }) => asking(null, survey!.round, id, firm)),
        ...(next ? people.map(({ id }) => asking(next, next.round, id, firm)) : []),
      ];
    },
    // Only what is asked now can pass.
    passed: (_s, key, _now, firm) => {
      const [kind, round, person] = key.split(":");
      return kind === "survey" ? [{ type: "survey-passed", audience: firm, round: Number(round), person: person as PersonId }] : [];
    },
    draw: {
      survey: (see, _subject, say, who, account, now) =>
        ask(surveyOf(see.shared, see.own.survey, account, who.firm, now), see, say, who, account),
    },
    redraws: { "survey-answered": ["survey"] },
    section: (see, say, account) => figures(see.shared, speak(say), account),
    notices: (event) => {
      if (event.type === "answers-opened" && event.last) {
        return toBoth((t, see, account) => {
          const said = see.shared.followUp.opened.find(({ by }) => by === event.by);
          if (!said) return [];
          const { firm, answers } = said;
          return [text(t("card.opened", { who: named(account, event.by, t), firm: firmName(account, firm), figures: listed(answers, t) }))];
        });
      }
      if (event.type !== "survey-counted") return [];
      return [
        {
          to: { kind: "audience", audience: event.audience },
          draw: (say) => {
            const t = speak(say);
            return [
              text([
                ...t(event.shown ? "notice.survey-shown" : "notice.survey-kept"),
                ...(event.waiting > 0 ? [" ", ...t("notice.survey-waits", { count: event.waiting })] : []),
              ]),
            ];
          },
        },
      ];
    },
  };
};

export const survey = surveyFlow(["recovery"], caseSurvey, afterRecovery);
export const baseline = surveyFlow(["relationship"], baselineSurvey, byCadence);
