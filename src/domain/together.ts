/** Questions that a person answers together: what has climbed to somebody in one case is one question. */
import type { Asked } from "./case.ts";
import type { PersonId } from "./ids.ts";
import { kindOf } from "./otherwise.ts";

/** Kinds of which all that one person is asked in one case is one question. */
const gathered: ReadonlySet<string> = new Set(["escalation"]);

/** What a question counts as: its kind where all of that kind are one question, else itself. */
export const questionOf = (key: string): string => (gathered.has(kindOf(key)) ? kindOf(key) : key);

/**
 * All that a person answers together with an ask, that one included: first what they were asked first, which stands for them all.
 * Nothing where they are not asked it.
 */
export function together(asked: readonly Asked[], key: string, who: PersonId): readonly Asked[] {
  const question = questionOf(key);
  const all = asked.filter((one) => questionOf(one.key) === question && one.to.includes(who));
  return all.length < 2 ? all : [...all].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** What a person is asked, each question once. */
export const questionsTo = (asked: readonly Asked[], who: PersonId): readonly Asked[] =>
  asked.filter((one) => together(asked, one.key, who)[0] === one);
