/**
 * A small model beside the real conversation: plain maps that are kept from what happened, and the rules that must hold of them
 * (reliability page, section 5). Each rule is named by what it means.
 */

import type { Case } from "../../../src/domain/case.ts";
import type { Ask } from "../../../src/domain/command.ts";
import type { Event } from "../../../src/domain/event.ts";
import type { Account } from "../../../src/domain/people.ts";
import type { Turn } from "../../../src/ports/store.ts";
import type { Played } from "../play.ts";

/** A rule that a conversation broke. */
export class Broken extends Error {
  readonly rule: string;
  constructor(rule: string, what: string) {
    super(`${rule}: ${what}`);
    this.name = "Broken";
    this.rule = rule;
  }
}

/** One turn as the model sees it: what was written, on which settings, and the case on either side of it. */
export type Turned = {
  readonly turn: Turn;
  readonly events: readonly Event[];
  readonly account: Account;
  /** What somebody sent that was not on a question asked of them, and may be forged; `null`: it was, or the clock did it. */
  readonly unasked: Ask | null;
  readonly before: Case | null;
  readonly after: Case;
};

/** Complains by the rule's name unless it holds. */
export type Hold<Rule extends string = string> = (rule: Rule, holds: boolean, what?: () => string) => void;

/** What watches over one kind of rules in one conversation. */
export type Watch = {
  readonly turn?: (turned: Turned) => void;
  readonly end?: (played: Played) => Promise<void>;
};
/** A kind of rules, and how to begin to watch over them. */
export type Rules = { readonly names: readonly string[]; readonly begin: () => Watch };

/** Rules by their names; `begin` is handed the function that complains. */
export const rules = <const Name extends string>(names: readonly Name[], begin: (hold: Hold<Name>) => Watch): Rules => ({
  names,
  begin: () =>
    begin((rule, holds, what = () => "") => {
      if (!holds) throw new Broken(rule, what());
    }),
});

export type EventOf<T extends Event["type"]> = Extract<Event, { type: T }>;
