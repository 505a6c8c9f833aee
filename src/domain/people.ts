import type { Calendar } from "./calendar.ts";
import type { PersonId, RelationshipId } from "./ids.ts";
import type { Money } from "./money.ts";

/** The two sides of a relationship. The supplier provides, the customer uses; either may have caused a failure. */
export type Firm = "supplier" | "customer";
export const firms: readonly Firm[] = ["supplier", "customer"];
/** The firm that faces this one. */
export const otherFirm = (firm: Firm): Firm => (firm === "supplier" ? "customer" : "supplier");

/** Whose eyes something is for: both firms, or one of them. Decides the fold, the chain and the room. */
export type Audience = "shared" | Firm;
export const audiences: readonly Audience[] = ["shared", "supplier", "customer"];

/** Functions of a firm that roles are chosen from (domain page, section 4). */
export const functions = [
  "quality",
  "production",
  "logistics",
  "sales",
  "purchasing",
  "supply",
  "warranty",
  "customer-relations",
  "finance",
] as const;
export type FirmFunction = (typeof functions)[number];

/** A person of one firm. Zone and language are the person's own; working hours are their calendar's. */
export type Person = {
  readonly id: PersonId;
  readonly name: string;
  readonly firm: Firm;
  readonly function: FirmFunction;
  readonly level: "frontline" | "middle" | "strategic";
  /** What colleagues call the job, for "why you". */
  readonly title: string;
  readonly language: string;
  readonly calendar: Calendar;
  /** `null`: may not sign. A `limit` of `null`: may sign any amount. */
  readonly approver: { readonly limit: Money | null } | null;
};

/** A ready-made solution of the supplier, with the words that fill its form. */
export type CatalogueEntry = {
  readonly id: string;
  readonly name: string;
  /** What makes it owed: else "beyond the contract" could not be told. */
  readonly source: "contract" | "guarantee" | "custom" | "extra";
  readonly kind: string;
  readonly temporary: boolean;
  readonly terms: string;
  /** Promise lines as people write them, see `readPromises`; "{in 2 days}" becomes a date. */
  readonly promises: readonly string[];
};

export type FirmProfile = {
  readonly name: string;
  readonly city: string;
  readonly zone: string;
  readonly language: string;
  readonly calendar: Calendar;
};

/** One relationship's settings as both firms agreed them: people, rights, calendars, service levels, catalogue. */
export type Account = {
  readonly id: RelationshipId;
  readonly firms: { readonly [F in Firm]: FirmProfile };
  readonly people: readonly Person[];
  /** The language of the shared room. */
  readonly language: string;
  /** Working minutes of the firm that is asked. */
  readonly service: { readonly [S in ServiceLevel]: { readonly [V in SeverityName]: number } };
  readonly catalogue: readonly CatalogueEntry[];
  readonly currency: string;
  /** The people of both firms who are asked how the relationship is, after a case. */
  readonly survey: readonly PersonId[];
  /** Days after closing until the effectiveness check. */
  readonly effectAfterDays: number;
};

export type ServiceLevel = "acknowledge" | "cause" | "judge" | "option" | "answer" | "sign" | "verify";
export type SeverityName = "low" | "normal" | "high" | "critical";

const byId = new WeakMap<Account, ReadonlyMap<PersonId, Person>>();

/** The person with that id in either firm, or `null`. */
export function personOf(account: Account, id: PersonId): Person | null {
  let index = byId.get(account);
  if (!index) {
    index = new Map(account.people.map((person) => [person.id, person]));
    byId.set(account, index);
  }
  return index.get(id) ?? null;
}

/** A firm's people in the order of its directory. */
export const peopleOf = (account: Account, firm: Firm): readonly Person[] => account.people.filter((person) => person.firm === firm);

/**
 * Who leads for a firm: the first of its people with one of `wanted` functions, in that order of preference,
 * frontline and middle before strategic; else the first person of the directory.
 */
export function leadOf(account: Account, firm: Firm, wanted: readonly FirmFunction[]): Person {
  const people = peopleOf(account, firm);
  for (const name of wanted) {
    const found = people.find((person) => person.function === name && person.level !== "strategic");
    if (found) return found;
  }
  return people[0]!;
}
