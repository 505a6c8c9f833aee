/** Finds the rule for a command and asks it. Pure: everything that a rule may know is given. */
import { type Case, type VisibleCase, visibleTo } from "../domain/case.ts";
import type { Ask } from "../domain/command.ts";
import { type Context, type Decision, type Flow, flowsOf, type RuledType, reject } from "../domain/flow.ts";

type AnyRule = (see: VisibleCase, ask: Ask, context: Context) => Decision;

/** The decision on what a person asks of a case they may see; `number` is the one that a new case gets. */
export function decide(flows: readonly Flow[], held: Case | null, ask: Ask, context: Context, number: number): Decision {
  if (ask.type === "report") {
    const opens = flows.find((flow) => flow.opens)?.opens;
    return opens ? opens(ask, context, number) : reject("no-case");
  }
  if (!held) return reject("no-case");
  const type: RuledType = ask.type;
  const flow = flowsOf(flows, held.shared.kind).find(({ rules }) => rules[type]);
  const rule = flow?.rules[type] as AnyRule | undefined;
  if (!flow || !rule) return reject("no-case");
  if (held.shared.followUp.closed && !flow.afterClosing?.includes(type)) return reject("closed");
  return rule(visibleTo(context.who.firm, held), ask, context);
}
