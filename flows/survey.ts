/** The survey of relationship quality: each answer is its person's own; only a firm's mean of three people and more is shown. */
import { type AskOf, surveyItems } from "../src/domain/command.ts";
import type { Draft } from "../src/domain/event.ts";
import type { Firm } from "../src/domain/people.ts";

/** Fewer answers than this are counted and not shown (product page, section 3). */
const leastAnswers = 3;

export type Answers = Partial<Record<(typeof surveyItems)[number], number>>;

/** A person's answers as stored: skipped items are absent. */
export const answersOf = (ask: AskOf<"answer-survey">): Answers =>
  Object.fromEntries(surveyItems.flatMap((item) => (typeof ask[item] === "number" ? [[item, ask[item]]] : [])));

/**
 * The firm's figure, once and for all of a round: the mean of every item that at least three people answered.
 * Empty when there are too few, so that no later answer can be found out by a difference.
 */
export function publish(firm: Firm, stored: readonly string[]): Draft[] {
  const all = stored.map((text) => JSON.parse(text) as Answers);
  if (all.length < leastAnswers) return [];
  const means: Record<string, number> = {};
  for (const item of surveyItems) {
    const given = all.flatMap((answers) => answers[item] ?? []);
    if (given.length >= leastAnswers) means[item] = Math.round((given.reduce((total, value) => total + value, 0) / given.length) * 10) / 10;
  }
  return [{ type: "survey-published", audience: "shared", firm, answers: all.length, means }];
}
