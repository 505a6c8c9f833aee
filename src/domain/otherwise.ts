/** Questions answered otherwise than they ask: passed to a colleague, or left open by whoever does not know or does not want to say. */
import type { PersonId } from "./ids.ts";

/**
 * `to`: the colleague who is asked instead; `null`: the question is left open. `unknown`: by somebody who does not know, which is a
 * finding; absent: it was only skipped, or passed on. `over`: nobody else was asked, so that the firm has left it open.
 */
export type Otherwise = {
  readonly ask: string;
  readonly by: PersonId;
  readonly to: PersonId | null;
  readonly unknown?: true;
  readonly over?: true;
};

/** Whom a question goes to, of those whom the plan names: each passed it on, left it open, or is asked; nobody once all have left it open, whoever leads then. */
export function asksNow(ask: string, to: readonly PersonId[], otherwise: readonly Otherwise[]): readonly PersonId[] {
  const said = otherwise.filter((one) => one.ask === ask);
  if (said.length === 0) return to;
  if (said.some(({ over }) => over)) return [];
  const people = said.reduce<readonly PersonId[]>(
    (now, one) => now.flatMap((person) => (person === one.by ? (one.to === null ? [] : [one.to]) : [person])),
    to,
  );
  return [...new Set(people)];
}

/** The same without questions of a kind that all have left open: they are asked again. */
export function askedAnew(otherwise: readonly Otherwise[], kind: string): readonly Otherwise[] {
  const left = otherwise.filter(({ ask, over }) => over && kindOf(ask) === kind).map(({ ask }) => ask);
  return left.length === 0 ? otherwise : otherwise.filter(({ ask }) => !left.includes(ask));
}

/** The kind of a question: its key up to the first colon. */
export function kindOf(key: string): string {
  const end = key.indexOf(":");
  return end === -1 ? key : key.slice(0, end);
}

/** Kinds of question that the case can go on without an answer to; what it must decide, promise or verify is not among them. */
const leavable: ReadonlySet<string> = new Set([
  "impact",
  "pain",
  "details",
  "contain",
  "cover",
  "alike",
  "evaluate",
  "move",
  "bridge",
  "beside",
  "effort",
  "split",
  "value",
  "confirm-value",
  "lesson",
  "seen",
  "step",
  "review",
  "undecided",
  "weigh",
  "measure",
  "knows",
  "preferences",
  "audit",
  "improvement",
  "terms-first",
  "acquaint",
  "introduce",
  "use",
  "promised",
  "often",
  "diagnosis",
  "visit",
  "help",
  "option",
  "expect",
  "expectation",
  "order",
  "hear",
  "call",
  "spoken",
  "short",
  "teach",
]);

/** Whether a question may be left open. */
export const canStayOpen = (key: string): boolean => leavable.has(kindOf(key));

/**
 * Of these, the ones to which somebody waits for an answer: to what they wrote, suggested, noted, or spoke of; what must be decided before
 * it is over; and what says how grave it is, or keeps it from spreading.
 */
const waitedFor: ReadonlySet<string> = new Set([
  "contain",
  "impact",
  "visit",
  "order",
  "expectation",
  "hear",
  "call",
  "spoken",
  "confirm-value",
  "split",
  "undecided",
  "short",
]);

/** Whether a question may wait until there is room for it. */
export const canWait = (key: string): boolean => canStayOpen(key) && !waitedFor.has(kindOf(key));
