/**
 * Acts that are asked for by a word, with or without the number of a case: the answer is the very button, with its form, that the case has
 * for this person now.
 */
import { emptySide, type VisibleCase, visibleTo } from "../src/domain/case.ts";
import { type Flow, flowsOf, type Heard, type Say } from "../src/domain/flow.ts";
import type { Action, Block } from "../src/domain/message.ts";
import { cardActions } from "./case-card.ts";
import { caseNumber, quoted, speak } from "./parts.ts";
import type { Act } from "./reading/words.ts";

/** The buttons that an act can mean, by their keys. */
const keysOf: { readonly [A in Act]: readonly string[] } = {
  evidence: ["action.add-evidence"],
  done: ["action.done"],
  "on-track": ["action.on-track"],
  escalate: ["action.escalate"],
  "hand-over": ["action.hand-over"],
  help: ["action.want-help", "action.volunteer"],
  terms: ["action.propose-terms", "action.change-terms"],
  order: ["action.check-order"],
};
/** Acts of the relationship itself, which belong to no case. */
const ofRelationship: readonly Act[] = ["terms", "order"];
/** Of how many cases buttons are shown. */
const most = 3;

/** What a word asks for, case by case, newest first; empty: there is nothing of the kind now. */
export function actBlocks(flows: readonly Flow[], act: Act, number: number | null, heard: Heard, say: Say): Block[] {
  const t = speak(say);
  const kind = ofRelationship.includes(act) ? "relationship" : "recovery";
  const cases = heard.cases.filter(
    ({ shared }) =>
      shared.kind === kind && shared.followUp.closed === null && (kind === "relationship" || number === null || shared.number === number),
  );
  const found = cases.flatMap(({ id, shared }): Block[][] => {
    const see = visibleTo("shared", { id, shared, supplier: emptySide, customer: emptySide });
    const actions = actionsOf(flows, see, heard, say).filter(({ key }) =>
      keysOf[act].some((one) => key === one || key.startsWith(`${one}:`)),
    );
    if (actions.length === 0) return [];
    const name = kind === "relationship" ? t("standing.name") : [`${caseNumber(shared.number)} · `, quoted(shared.report.title, t)];
    return [
      [
        { kind: "heading", parts: name },
        { kind: "actions", actions },
      ],
    ];
  });
  return found.slice(0, most).flat();
}

/** Every button that both firms may know of and this person has there: on what is asked of them, on the card, behind More…; each once. */
function actionsOf(flows: readonly Flow[], see: VisibleCase, { who, account, now }: Heard, say: Say): Action[] {
  const own = flowsOf(flows, see.shared.kind);
  const asked = see.shared.asked
    .filter(({ to }) => to.includes(who.id))
    .flatMap(({ key }) => {
      const [kind = ""] = key.split(":");
      const draw = own.find(({ draw: drawn }) => drawn?.[kind])?.draw?.[kind];
      return draw?.(see, key.slice(key.indexOf(":") + 1), say, who, account, now).actions ?? [];
    });
  const card = see.shared.kind === "relationship" ? null : cardActions(see, speak(say));
  const more = own.flatMap((flow) => flow.more?.(see, say, who, account, now) ?? []);
  const all = [...asked, ...more, ...(card?.kind === "actions" ? card.actions : [])];
  const same = (a: Action, b: Action) => a.key === b.key && JSON.stringify(a.press) === JSON.stringify(b.press);
  return all.filter((one, i) => all.findIndex((other) => same(one, other)) === i);
}
