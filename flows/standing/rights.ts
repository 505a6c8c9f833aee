/** Who speaks for a firm about how the two firms work together. */
import type { Shared } from "../../src/domain/case.ts";
import { type Rejection, reject } from "../../src/domain/flow.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import { type Account, type Firm, leadOf, type Person, peopleOf, personOf } from "../../src/domain/people.ts";
import { firmName } from "../parts.ts";

/** Who is asked about the relationship when it is opened: whoever deals with the other firm, before anybody else. */
export const standingLead = (account: Account, firm: Firm): PersonId =>
  leadOf(account, firm, firm === "supplier" ? ["customer-relations", "sales", "quality"] : ["purchasing", "supply", "quality"]).id;

const speaks = (s: Shared, { id, firm, administrator }: Person): boolean => administrator || s.lead[firm] === id;

/** Whom to ask of a firm: its lead for the relationship while they are in the directory, else its administrators. */
export function whoAnswers(s: Shared, account: Account, firm: Firm): readonly PersonId[] {
  const lead = personOf(account, s.lead[firm]);
  if (lead?.firm === firm) return [lead.id];
  return peopleOf(account, firm)
    .filter(({ administrator }) => administrator)
    .map(({ id }) => id);
}

/** `null` when this person may speak for their firm; else the refusal, with who could. */
export function answersFor(s: Shared, account: Account, who: Person): Rejection | null {
  if (speaks(s, who)) return null;
  const names = peopleOf(account, who.firm)
    .filter((person) => speaks(s, person))
    .map(({ name }) => name);
  return reject("not-for-the-firm", { firm: firmName(account, who.firm), names });
}
