/** What is asked of each firm now: it changes by itself when the locus does. */
import type { Shared } from "../src/domain/case.ts";
import { type Activity, type Collaboration, collaboration, type Locus, planningLocus } from "../src/domain/collaboration.ts";
import type { PersonId } from "../src/domain/ids.ts";
import { type Account, type Firm, type FirmFunction, firms, leadOf } from "../src/domain/people.ts";

export type Plan = Collaboration & { readonly locus: Locus };

/** The plan of a case: level of collaboration and leads, by locus and perspective (domain page, section 3). */
export function planOf({ locus, report }: Shared): Plan {
  const planned = planningLocus(locus.says, locus.settled);
  return { ...collaboration(planned, report.perspective), locus: planned };
}

/** The firms that lead an activity: one, or both. */
export function leading(plan: Plan, activity: Activity): readonly Firm[] {
  const lead = plan.lead[activity];
  return lead === "both" ? firms : [lead];
}

const facing: { readonly [F in Firm]: readonly FirmFunction[] } = {
  supplier: ["quality", "customer-relations", "sales", "warranty"],
  customer: ["quality", "supply", "purchasing", "logistics"],
};

/** Who leads a new case for a firm: the reporter for their own, the best placed function for the other. */
export const leadFor = (account: Account, firm: Firm): PersonId => leadOf(account, firm, facing[firm]).id;

/** People of a firm who weigh the options: those who make, move or buy, at most two besides the lead. */
export function evaluators(account: Account, firm: Firm, lead: PersonId): readonly PersonId[] {
  return account.people
    .filter((person) => person.firm === firm && person.id !== lead && person.level !== "strategic" && !person.approver)
    .filter((person) => person.function === "production" || person.function === "supply")
    .slice(0, 2)
    .map(({ id }) => id);
}
