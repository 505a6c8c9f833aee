/**
 * Acts that are asked for by a word, with or without the number of a case: the answer is the very button, with its form, that the case has
 * for this person now.
 */
import { emptySide, type VisibleCase, visibleTo } from "../src/domain/case.ts";
import { type Flow, flowsOf, flowsWith, type Heard, type Say } from "../src/domain/flow.ts";
import type { Action, Block } from "../src/domain/message.ts";
import { kindOf } from "../src/domain/otherwise.ts";
import { needUntilButton, snoozeButton } from "./anytime.ts";
import { cardActions, waitingFor } from "./case-card.ts";
import { caseNumber, quoted, speak } from "./parts.ts";
import type { Act } from "./reading/words.ts";
import { plain } from "./wording/index.ts";

/** The buttons that an act can mean, by their keys. */
const keysOf: { readonly [A in Act]: readonly string[] } = {
  evidence: ["action.add-evidence"],
  cause: ["action.propose-cause"],
  severity: ["action.set-severity"],
  visit: ["action.propose-visit"],
  note: ["action.note"],
  share: ["action.share"],
  done: ["action.done"],
  "on-track": ["action.on-track"],
  blocker: ["action.blocker", "action.clear-blocker"],
  "new-date": ["action.new-date", "action.need-until"],
  waiting: ["action.wait-for", "action.stop-waiting", "action.keep-waiting"],
  snooze: ["action.snooze"],
  escalate: ["action.escalate"],
  "hand-over": ["action.hand-over"],
  help: ["action.want-help", "action.volunteer"],
  settled: ["action.say-settled", "action.settled-good", "action.settled-not-quite"],
  close: ["action.close", "action.close-case"],
  "off-record": ["action.off-record"],
  "on-record": ["action.on-record"],
  preferences: ["action.preferences"],
  terms: ["action.propose-terms", "action.change-terms"],
  order: ["action.check-order"],
};
/** Acts of the relationship itself, which belong to no case. */
const ofRelationship: readonly Act[] = ["terms", "preferences", "order"];
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
    const means = ({ action: { key } }: Offered): boolean => keysOf[act].some((one) => key === one || key.startsWith(`${one}:`));
    const actions = toldApart(offeredTo(flows, see, heard, say).filter(means));
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

/** A button, and what it answers where it stands on a question. */
type Offered = { readonly action: Action; readonly about: string | null };

/** The buttons, those of one label with what they answer before it. */
const toldApart = (all: readonly Offered[]): Action[] =>
  all.map(({ action, about }) => {
    const alone = about === null || !all.some((other) => other.action !== action && other.action.label === action.label);
    return alone ? action : { ...action, label: `${about}: ${action.label}` };
  });

/** Every button that both firms may know of and this person has there: on what is asked of them, on the card, behind More…; each once. */
function offeredTo(flows: readonly Flow[], see: VisibleCase, { who, account, now }: Heard, say: Say): Offered[] {
  const t = speak(say);
  const own = flowsOf(flows, see.shared.kind);
  const asked = see.shared.asked
    .filter(({ to }) => to.includes(who.id))
    .flatMap((one) => {
      const kind = kindOf(one.key);
      const draw = own.find(({ draw: drawn }) => drawn?.[kind])?.draw?.[kind];
      const drawn = draw?.(see, one.key.slice(one.key.indexOf(":") + 1), say, who, account, now).actions ?? [];
      const about = plain(waitingFor(see.shared, one.key, t));
      return [...drawn, ...needUntilButton(see, one, t, account), snoozeButton(see, one, t)].map((action) => ({ action, about }));
    });
  const card = see.shared.kind === "relationship" ? null : cardActions(see, t);
  const more = flowsWith(own, "more").flatMap((flow) => flow.more(see, say, who, account, now));
  const others = [...more, ...(card?.kind === "actions" ? card.actions : [])].map((action) => ({ action, about: null }));
  const all = [...asked, ...others];
  const same = (a: Action, b: Action) => a.key === b.key && JSON.stringify(a.press) === JSON.stringify(b.press);
  return all.filter((one, i) => all.findIndex((other) => same(one.action, other.action)) === i);
}
