/** A turn as a statement and its parameters. */
import { type Audience, audiences } from "../../src/domain/people.ts";
import type { Turn } from "../../src/ports/store.ts";
import * as sql from "./queries.ts";

/** The statement that writes one turn, and its name. */
export function statementFor({ answers, before }: Turn): readonly [name: string, text: string] {
  const given = answers.length > 0;
  if (before !== undefined) return [given ? "write-answers-before" : "write-before", sql.writeBefore(given)];
  return given ? ["write-answers", sql.writeAnswers] : ["write-1", sql.write(1)];
}

/** The arguments of `write_turn`; an empty list is `null`, which costs the database nothing. */
export function parameters(turn: Turn): readonly unknown[] {
  const { after, changed, heads } = turn;
  const fold = (audience: Audience) => (changed.includes(audience) ? JSON.stringify(after[audience]) : null);
  const list = (items: readonly unknown[]) => (items.length === 0 ? null : JSON.stringify(items));
  return [
    turn.case,
    turn.relationship,
    turn.version,
    turn.accountVersion,
    turn.number,
    turn.key,
    turn.request,
    turn.answer,
    turn.at,
    turn.nextDue,
    fold("shared"),
    fold("supplier"),
    fold("customer"),
    JSON.stringify(heads),
    list(turn.events.map((event) => ({ ...event, audience: audiences.indexOf(event.audience) }))),
    list(turn.posts),
    list(turn.cards),
    list(turn.answers),
  ];
}
