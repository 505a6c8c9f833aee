/** Who held which role of a case, from when to when and how it ended: read out of the shared log, where all of it stands. */
import type { Event } from "../src/domain/event.ts";
import type { PersonId, RevisionId } from "../src/domain/ids.ts";
import { type Firm, firms } from "../src/domain/people.ts";
import { type Role, roles } from "../src/domain/roles.ts";
import type { Instant } from "../src/domain/time.ts";

/** One person's time in a role. */
export type Term = {
  readonly role: Role;
  readonly firm: Firm;
  readonly person: PersonId;
  readonly from: Instant;
  /** `null`: they still hold it. */
  readonly to: Instant | null;
  /** `ended`: the plan called for it no longer. */
  readonly how: "volunteered" | "given";
  readonly end: "left" | "passed" | "ended" | null;
  /** Why it was given back, in their words. */
  readonly reason: string | null;
};

const organizer: { readonly [F in Firm]: Role } = { supplier: "value-process-organizer", customer: "co-organizer" };
/** What whoever tells of it first is, by their firm. */
const teller: { readonly [F in Firm]: Role } = { supplier: "value-protector", customer: "co-notifier" };

/** The customer's people who promised a part of what was signed: they carry it out. */
const ownersIn = (log: readonly Event[], revision: RevisionId): readonly PersonId[] => [
  ...new Set(
    log.flatMap((event) =>
      event.type === "offered" && event.revision === revision
        ? event.deal.promises.flatMap(({ owner, firm }) => (firm === "customer" ? [owner] : []))
        : [],
    ),
  ),
];

/** Every term of every role, in the order in which they began. */
export function roleHistory(log: readonly Event[]): readonly Term[] {
  const terms: Term[] = [];
  const begin = (role: Role, person: PersonId, from: Instant, how: Term["how"] = "given") => {
    if (current(role, person) === -1) terms.push({ role, firm: roles[role].firm, person, from, to: null, how, end: null, reason: null });
  };
  const current = (role: Role, person: PersonId): number =>
    terms.findLastIndex((term) => term.role === role && term.person === person && term.to === null);
  const end = (role: Role, person: PersonId, to: Instant, why: Term["end"], reason: string | null = null) => {
    const at = current(role, person);
    if (at !== -1) terms[at] = { ...terms[at]!, to, end: why, reason };
  };
  for (const event of log) {
    if (event.audience !== "shared") continue;
    const { at } = event;
    // The clock gives and ends roles; it never has one.
    const by = event.by as PersonId;
    switch (event.type) {
      case "reported":
        begin(teller[event.of!], by, at);
        for (const firm of firms) begin(organizer[firm], event.lead[firm], at);
        break;
      case "lead-changed": {
        const role = organizer[event.of!];
        const before = terms.findLast((term) => term.role === role && term.to === null);
        if (before) end(role, before.person, at, "passed");
        begin(role, event.to, at);
        break;
      }
      case "agreed":
        for (const owner of ownersIn(log, event.revision)) begin("co-implementor", owner, at);
        break;
      case "role-given":
      case "role-filled":
        begin(event.role, event.to, at);
        break;
      case "volunteered":
        begin(event.role, by, at, "volunteered");
        break;
      case "role-passed":
        end(event.role, by, at, "passed");
        begin(event.role, event.to, at);
        break;
      case "role-left":
        end(event.role, by, at, "left", event.said?.reason ?? null);
        break;
      case "role-ended":
        if (event.person !== null) end(event.role, event.person, at, "ended");
        break;
      default:
    }
  }
  return terms;
}
