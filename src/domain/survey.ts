/**
 * The survey of relationship quality: what is asked of whom, and how closed answers become a figure that tells of no one.
 *
 * Source: questions page, aft-3 to aft-7; of each firm in two steps, because a form has at most five fields. What was got, and how
 * it was handled, is the customer's to judge: outcome, process and interaction are the three kinds of fairness (distributive,
 * procedural, interactional).
 */
import type { PersonId } from "./ids.ts";
import type { Firm } from "./people.ts";

export const surveyItems = [
  "outcome",
  "process",
  "interaction",
  "satisfaction",
  "credibility",
  "benevolence",
  "commitment",
  "intention",
  "clarity",
  "worth",
] as const;
export type SurveyItem = (typeof surveyItems)[number];

/** Steps of 1 to 7; an item that was skipped is absent. */
export type Answers = { readonly [I in SurveyItem]?: number };

/** What people of each firm are asked after a case, part by part. */
export const caseSurvey: { readonly [F in Firm]: readonly (readonly SurveyItem[])[] } = {
  customer: [
    ["outcome", "process", "interaction", "satisfaction", "credibility"],
    ["benevolence", "commitment", "intention", "clarity", "worth"],
  ],
  supplier: [
    ["satisfaction", "credibility", "benevolence", "commitment"],
    ["intention", "clarity", "worth"],
  ],
};

/** What is asked apart from any case: nothing of what was got, how it was handled and what it was worth. */
export const baselineSurvey: typeof caseSurvey = {
  customer: [["satisfaction", "credibility", "benevolence", "commitment", "intention"]],
  supplier: [["satisfaction", "credibility", "benevolence", "commitment", "intention"]],
};

/** Fewer people than this are counted and not shown (product page, section 3). */
const leastPeople = 3;

/** Closed answers of one person. `waits`: left over from an earlier round, when there were too few. */
export type Closed = { readonly person: PersonId; readonly waits: boolean; readonly answers: Answers };
/** A firm's means, and the number of people behind them. */
export type Figure = { readonly answers: number; readonly means: Readonly<Record<string, number>> };
export type Count = {
  /** `null`: no item had answers of enough people. */
  readonly figure: Figure | null;
  /** What nobody has read: it waits for the next round of the firm. */
  readonly left: readonly { readonly person: PersonId; readonly answers: Answers }[];
};

/**
 * Counts a round. An item is shown once three people have answered it, each with what they said in this round or else before; then
 * those answers are used up and never count again. So every figure tells of three people or more, and no two figures have an answer
 * in common: what lies between them was said by three people and more, too.
 */
export function countRound(given: readonly Closed[]): Count {
  const said = new Map<PersonId, Answers>();
  // What waits comes first, so that what the person has said in this round takes its place.
  for (const { person, answers } of [...given].sort((a, b) => Number(b.waits) - Number(a.waits)))
    said.set(person, { ...said.get(person), ...answers });
  const people = [...said];
  const shown = surveyItems.filter((item) => people.filter(([, answers]) => answers[item] !== undefined).length >= leastPeople);
  const left = people
    .map(([person, answers]) => ({ person, answers: only(answers, (item) => !shown.includes(item)) }))
    .filter(({ answers }) => Object.keys(answers).length > 0);
  if (shown.length === 0) return { figure: null, left };
  const behind = people.filter(([, answers]) => shown.some((item) => answers[item] !== undefined)).length;
  return { figure: { answers: behind, means: Object.fromEntries(shown.map((item) => [item, meanOf(people, item)])) }, left };
}

/** Some of the answers. */
export const only = (answers: Answers, wanted: (item: SurveyItem) => boolean): Answers =>
  Object.fromEntries(surveyItems.flatMap((item) => (answers[item] !== undefined && wanted(item) ? [[item, answers[item]]] : [])));

/** To one decimal. */
function meanOf(people: readonly (readonly [PersonId, Answers])[], item: SurveyItem): number {
  const steps = people.flatMap(([, answers]) => answers[item] ?? []);
  return Math.round((steps.reduce((sum, step) => sum + step, 0) / steps.length) * 10) / 10;
}

/** How a round of one firm stands: who has answered how many parts, whose time is over, and whether it has been counted. */
export type SurveyState = {
  /** Which of the case's rounds; -1 before the first. */
  readonly round: number;
  readonly given: readonly { readonly person: PersonId; readonly parts: number }[];
  readonly over: readonly PersonId[];
  readonly counted: boolean;
};

export const noSurvey: SurveyState = { round: -1, given: [], over: [], counted: false };

/** What a firm's side knows of its round: never an answer. */
export type SurveyEvent =
  | { readonly type: "survey-answered"; readonly round: number }
  /** Somebody's time to answer has passed. */
  | { readonly type: "survey-passed"; readonly round: number; readonly person: PersonId }
  /** The round is over; answers of so many people wait for the next one. */
  | { readonly type: "survey-counted"; readonly round: number; readonly shown: boolean; readonly waiting: number };

/** How a round goes on; an event of a later round begins that one. */
export function evolveSurvey(before: SurveyState, event: SurveyEvent & { readonly by: PersonId | "clock" }): SurveyState {
  const state = event.round === before.round ? before : { ...noSurvey, round: event.round };
  switch (event.type) {
    case "survey-answered": {
      const person = event.by as PersonId;
      const others = state.given.filter((one) => one.person !== person);
      return { ...state, given: [...others, { person, parts: partsGiven(state, person) + 1 }] };
    }
    case "survey-passed":
      return { ...state, over: [...state.over, event.person] };
    case "survey-counted":
      return { ...state, counted: true };
    default:
      return event satisfies never;
  }
}

/** How many parts of the round somebody has answered. */
export const partsGiven = ({ given }: SurveyState, person: PersonId): number => given.find((one) => one.person === person)?.parts ?? 0;
