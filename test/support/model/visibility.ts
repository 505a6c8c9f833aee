/** Visibility: what a firm says among itself reaches nobody of the other firm, by no way. */

import { documents } from "../../../flows/documents.ts";
import { visibleTo } from "../../../src/domain/case.ts";
import { canonical } from "../../../src/domain/hash.ts";
import { type Firm, firms, otherFirm, peopleOf, personOf } from "../../../src/domain/people.ts";
import { dayMs, plus } from "../../../src/domain/time.ts";
import { drawDigest } from "../../../src/engine/draw.ts";
import { seenBy } from "../seen.ts";
import { rules } from "./rules.ts";

const names = [
  "nothing that a firm wrote for itself stands in anything that the other firm or the shared room is shown, told or handed",
  "what was written for one's own firm is shared by nobody else, and only as something new",
  "no fold, log or number of one firm's room moves with what the other firm does in its own",
  "answers of a survey are shown only as figures of at least three people",
] as const;

/** Every text that stands in a value, however deep. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) yield* textsIn(inner);
}

/** Every text that people type in these conversations bears this mark and the number of its command. */
const typed = /#\d+#/;

/** The rules of visibility. */
export const visibility = rules(names, (hold) => {
  const secrets: { readonly [F in Firm]: Set<string> } = { supplier: new Set(), customer: new Set() };
  return {
    turn({ turn, events, unasked, before, after }) {
      const sent = new Set(textsIn(unasked));
      // One command may say the same words to both firms and to one's own.
      const told = new Set(events.flatMap((event) => (event.audience === "shared" && "said" in event ? [...textsIn(event.said)] : [])));
      for (const event of events) {
        if (event.audience !== "shared") {
          if ("said" in event)
            for (const text of textsIn(event.said)) {
              if (!typed.test(text) || told.has(text)) continue;
              // A form that was drawn for somebody of one firm, and forged by the other, brings its words along: both have written them.
              if (!secrets[otherFirm(event.audience)].delete(text)) secrets[event.audience].add(text);
            }
          continue;
        }
        if (event.type === "survey-published") hold(names[3], event.answers >= 3, () => `${event.answers} of ${event.firm}`);
        if (!("said" in event)) continue;
        for (const firm of firms) {
          for (const text of textsIn(event.said)) {
            if (!secrets[firm].has(text)) continue;
            // Sealed on purpose until both are in, and opened then; or shared on purpose by the firm's own people, as a new line.
            const opened = event.type === "diagnosis-opened" && event.whose === firm;
            // Or sent by the other firm, which has forged a form that was drawn for this one: it has written the words itself then.
            const forged = event.of === otherFirm(firm) && sent.has(text);
            hold(names[1], opened || forged || (event.type === "value-entered" && event.of === firm), () => `${text} in ${event.type}`);
            secrets[firm].delete(text);
          }
        }
      }
      for (const firm of firms) {
        const own = events.some(({ audience }) => audience === firm);
        if (own || before === null) continue;
        hold(
          names[2],
          !turn.changed.includes(firm) && canonical(after[firm]) === canonical(before[firm]),
          () => `${firm}, by ${events.map(({ type }) => type).join()}`,
        );
      }
    },
    async end({ made, id, steps, turns }) {
      const held = await made.held(id);
      const account = made.account();
      for (const firm of firms) {
        const mine = [...secrets[firm]];
        if (mine.length === 0) continue;
        const other = otherFirm(firm);
        const people = peopleOf(account, other);
        const shared = turns.flatMap(({ events }) =>
          events.filter((event): event is Extract<typeof event, { audience: "shared" }> => event.audience === "shared"),
        );
        const reached = JSON.stringify([
          await seenBy(made, other),
          people.map((who) => documents.report(visibleTo(other, held), who, account, shared)),
          people.map((who) => drawDigest(made.engine.conversation, [held], account, made.now(), who, plus(made.now(), -400 * dayMs))),
          steps.filter(({ who }) => who.firm === other && personOf(account, who.id)).map(({ answer }) => answer),
        ]);
        for (const secret of mine) {
          const inJson = JSON.stringify(secret).slice(1, -1);
          hold(names[0], !reached.includes(inJson), () => `${firm}: ${secret}`);
        }
      }
    },
  };
});
