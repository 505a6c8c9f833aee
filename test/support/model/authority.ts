/** Authority: who acted, and by what right at that moment. */
import type { PersonId } from "../../../src/domain/ids.ts";
import { audiences, personOf } from "../../../src/domain/people.ts";
import { rules } from "./rules.ts";

const names = [
  "everything that happened was done by one person who was of the relationship then, for their own firm, or by the clock",
  "the clock binds nobody: it never accepts, signs, agrees, promises, verifies or closes",
  "in a firm's own room only its people write",
  "what is asked is asked of people who are there, of the firm that is asked",
  "what a person did stands under the name of whoever sent it",
] as const;

/** What binds a firm or is a person's word: never the clock's. */
const binding =
  /^(offered|accepted|declined|withdrawn|restated|understanding-.*|signed|signature-.*|agreed|amend.*|marked-done|verified|sent-back|broken|repair-.*|let-go|new-date-.*|promise-.*|blocker-.*|closed|reopened|value-.*|locus-said|cause-.*|unknown-.*|measure-.*|step-said|known-said|acknowledged|noted|evaluated|approval-.*|diagnosed|survey-answered|explained)$/;

/** The rules of authority. */
export const authority = rules(names, (hold) => ({
  turn({ turn, events, account, after }) {
    const people = new Set(events.map(({ by }) => by));
    // What a round of answers comes to is nobody's, whoever answered last: the clock says it.
    people.delete("clock");
    hold(names[0], people.size <= 1, () => [...people].join());
    // The key begins with who sent it: relationship, person, their own key.
    const [, sender] = turn.key.split("/");
    for (const { by, of, type, audience } of events) {
      if (by === "clock") {
        hold(names[1], of === null && !binding.test(type), () => type);
      } else {
        const person = personOf(account, by);
        hold(names[0], person !== null && person.firm === of, () => `${type} by ${by} of ${of}`);
        hold(names[4], by === sender, () => `${type} by ${by}, sent by ${sender}`);
      }
      const talks = audience === "shared" || by === "clock" || of === audience || ["asked", "ask-ended", "reminded"].includes(type);
      hold(names[2], talks, () => `${type} by ${by} for ${audience}`);
    }
    for (const event of events) {
      if (event.type !== "asked") continue;
      const there = event.to.length > 0 && event.to.every((id) => personOf(account, id)?.firm === event.firm);
      hold(names[3], there, () => `${event.ask} of ${event.to.join()}`);
    }
    for (const audience of audiences) {
      const { asked } = audience === "shared" ? after.shared : after[audience];
      for (const { firm } of asked) hold(names[2], audience === "shared" || firm === audience, () => `${firm} in ${audience}`);
    }
  },
  async end({ made, id }) {
    const held = await made.held(id);
    const gone = [...held.shared.asked, ...held.supplier.asked, ...held.customer.asked].flatMap(({ key, to }) =>
      to.filter((person: PersonId) => personOf(made.account(), person) === null).map((person) => `${key} of ${person}`),
    );
    hold(names[3], gone.length === 0, () => gone.join());
  },
}));
