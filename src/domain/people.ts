import { type Calendar, endOf, localDate, nextMorning, startOf } from "./calendar.ts";
import type { PlanChange } from "./collaboration.ts";
import type { PersonId, RelationshipId } from "./ids.ts";
import type { Money } from "./money.ts";
import { type Day, dayMs, type Instant, plus } from "./time.ts";

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

/** From those who do the work to those who answer for the firm. */
export const levels = ["frontline", "middle", "strategic"] as const;
/** How often a person is told how all cases stand. */
export const digestTimes = ["daily", "weekly", "none"] as const;

/** How somebody is reached, and how often two people talk. */
export const reaches = ["call", "message", "mail", "visit"] as const;
export const rhythmsOfTalk = ["daily", "weekly", "monthly", "when-needed"] as const;

/** A person of one firm. Zone and language are the person's own; working hours are their calendar's. */
export type Person = {
  readonly id: PersonId;
  readonly name: string;
  readonly firm: Firm;
  readonly function: FirmFunction;
  readonly level: (typeof levels)[number];
  /** What colleagues call the job, for "why you". */
  readonly title: string;
  /** Where they are written to if no chat platform reaches them; left out: nowhere. Their own firm's administrators see it, and nobody else. */
  readonly email?: string;
  readonly language: string;
  readonly calendar: Calendar;
  /** Whether they may apply their firm's set-up. */
  readonly administrator: boolean;
  /** How often they are told how all cases stand, at the start of their working day. */
  readonly digest: (typeof digestTimes)[number];
  /** Local dates "YYYY-MM-DD" of their calendar's zone on which they are not there, both ends included. */
  readonly away: readonly { readonly from: string; readonly to: string }[];
  /** Whom of the other firm they face; `null`: whoever leads there. */
  readonly faces: PersonId | null;
  /** Where their work touches the other firm: products, sites; left out until they have said so. */
  readonly touches?: string;
  /** How and how often they talk to whom they face. */
  readonly reach?: { readonly how: (typeof reaches)[number]; readonly often: (typeof rhythmsOfTalk)[number] };
  /** `null`: may not sign. A `limit` of `null`: may sign any amount. */
  readonly approver: { readonly limit: Money | null } | null;
};

/** What makes a solution owed; `extra`: nothing does. */
export const sources = ["contract", "guarantee", "custom", "extra"] as const;
/** Those by which something is owed. */
export const owedSources = ["contract", "guarantee", "custom"] as const;

/** A ready-made solution of the supplier, with the words that fill its form. */
export type CatalogueEntry = {
  readonly id: string;
  readonly name: string;
  /** What makes it owed: else "beyond the contract" could not be told. */
  readonly source: (typeof sources)[number];
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
  /** Who takes up what has waited too long: first those of middle level, then of strategic level; each rung faces the other firm's. */
  readonly ladder: readonly (readonly PersonId[])[];
  /** From this cost on, two of the firm's approvers sign; `null`: one is enough. */
  readonly twoPersonsFrom: Money | null;
};

/** What the customer does with what is delivered; `null`: not said. */
export type Use = {
  readonly makes: string | null;
  /** Who waits for it after the customer. */
  readonly next: string | null;
  /** After how many hours without it the customer would notice. */
  readonly hours: number | null;
};

/** A firm's part of the recovery terms that both agreed; `null`: nothing is said of it. */
export type FirmTerms = {
  /** What it tells the other unasked, and how early. */
  readonly tell: string | null;
  /** What its people could do if something fails, what never, and what would make it worth their while. */
  readonly may: string | null;
  /** Up to here its people settle by themselves. */
  readonly limit: Money | null;
};

/** One relationship's settings as both firms agreed them: people, rights, calendars, service levels, catalogue. */
export type Account = {
  readonly id: RelationshipId;
  readonly firms: { readonly [F in Firm]: FirmProfile };
  readonly people: readonly Person[];
  /** Who was here once: an id stays its firm's for ever, for what was said to one person must never be another's of the other firm. */
  readonly former: readonly { readonly id: PersonId; readonly firm: Firm }[];
  /**
   * Where the shared room stands besides, each place as a room of its own: "shared:teams". What is posted in one of them is posted in all,
   * and each has its own queue. Left out: it stands in one place.
   */
  readonly bridges?: readonly string[];
  /** Both firms have asked that talk below a case's card is carried to every place of the shared room; left out: it stays where it is written. */
  readonly talk?: true;
  /** The languages of the shared room, BCP 47; the first is the main one. */
  readonly languages: readonly [string, ...string[]];
  /** Working minutes of the firm that is asked. */
  readonly service: { readonly [S in ServiceLevel]: { readonly [V in SeverityName]: number } };
  readonly catalogue: readonly CatalogueEntry[];
  readonly currency: string;
  /** The people of both firms who are asked how the relationship is: at the beginning, after a case, and by the rhythm. */
  readonly survey: readonly PersonId[];
  /** Days after closing until the effectiveness check. */
  readonly effectAfterDays: number;
  /** What differs here from the plan's defaults (`collaboration.ts`). */
  readonly plan: readonly PlanChange[];
  /** What the customer expects first when something goes wrong; `null`: it has not said. */
  readonly preferences: Preferences | null;
  /** Left out until the customer has said it. */
  readonly use?: Use;
  /** What each firm takes upon itself if something fails; left out until both have agreed. */
  readonly terms?: { readonly [F in Firm]: FirmTerms };
  /**
   * How often people are asked how the relationship is, and each firm alone how well it recovers. Without a rhythm the survey still comes
   * at the beginning and after a case; where nobody is to be asked at all, `survey` names nobody.
   */
  readonly rhythm: { readonly survey: Rhythm; readonly audit: Rhythm };
};

export const rhythms = ["none", "quarterly", "yearly"] as const;
export type Rhythm = (typeof rhythms)[number];

export const expectations = ["speed", "explanation", "compensation", "apology"] as const;
export const apologisers = ["who-handles-it", "manager", "nobody"] as const;
export const manners = ["plain", "formal"] as const;
export const paces = ["hour", "day", "days"] as const;
/** A customer's recovery preferences (domain page, section 5; questions page, set-3). */
export type Preferences = {
  readonly first: (typeof expectations)[number];
  readonly apology: (typeof apologisers)[number];
  readonly manner: (typeof manners)[number];
  /** How fast it wants to hear something; left out: not said. */
  readonly within?: (typeof paces)[number];
  /** What else those who recover should know. */
  readonly note?: string;
};

/** The most working minutes that a service level can have. */
export const mostMinutes = 100_000;
export const serviceLevels = ["acknowledge", "cause", "judge", "option", "answer", "sign", "verify", "escalate"] as const;
export type ServiceLevel = (typeof serviceLevels)[number];
export const severityNames = ["low", "normal", "high", "critical"] as const;
export type SeverityName = (typeof severityNames)[number];

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

/** Whom a name means: a firm by its name, a person in full or by the first name when only one has it; `null`: nobody, or not one alone. */
export function namedIn({ firms: known, people }: Pick<Account, "firms" | "people">, name: string): Person | Firm | null {
  const wanted = name.toLocaleLowerCase();
  const is = (full: string): boolean => [full, full.split(" ")[0]].some((one) => one?.toLocaleLowerCase() === wanted);
  const firm = firms.find((side) => is(known[side].name));
  if (firm) return firm;
  const found = people.filter((person) => is(person.name));
  return found.length === 1 ? found[0]! : null;
}

/** Every place in which the shared room stands. */
export const placesOf = ({ bridges = [] }: Account): readonly string[] => ["shared", ...bridges];

/** Posts or marks for rooms, with those for the shared room once more for each place in which it stands besides. */
export function everywhere<T extends { readonly room: string }>(
  { bridges = [] }: Account,
  list: readonly T[],
  again: (one: T, room: string) => T,
): readonly T[] {
  if (bridges.length === 0) return list;
  return list.flatMap((one) => (one.room === "shared" ? [one, ...bridges.map((room) => again(one, room))] : [one]));
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

/** Whether a person is away on the local day of `now`. */
export function isAway({ away, calendar }: Person, now: Instant): boolean {
  if (away.length === 0) return false;
  const today = localDate(now, calendar.zone);
  return away.some(({ from, to }) => from <= today && today <= to);
}

/** When a person next goes away or is back, after `now`; `null`: nothing is known of it. */
export function nextGoing({ away, calendar }: Person, now: Instant): Instant | null {
  const all = away.flatMap(({ from, to }) => [startOf(from as Day, calendar.zone), endOf(to as Day, calendar.zone)]);
  return all.filter((at) => at > now).sort()[0] ?? null;
}

const times = new WeakMap<Person, Calendar>();

/** A person's own working time: their calendar, and the days on which they are away are free. The same object each time. */
export function ownTime(person: Person): Calendar {
  const { calendar, away } = person;
  if (away.length === 0) return calendar;
  let own = times.get(person);
  if (!own) {
    own = { ...calendar, away };
    times.set(person, own);
  }
  return own;
}

/** When a person is next told how all cases stand: the start of their next working day, or of the first after six days; `null`: never. */
export function nextDigest(person: Person, now: Instant): Instant | null {
  const { digest } = person;
  if (digest !== "daily" && digest !== "weekly") return null;
  return nextMorning(ownTime(person), digest === "weekly" ? plus(now, 6 * dayMs) : now);
}

/** Everybody of a relationship who is told how its cases stand, with when. */
export const digestsOf = ({ people }: Account, now: Instant): readonly { readonly person: PersonId; readonly due: Instant }[] =>
  people.flatMap((person) => {
    const due = nextDigest(person, now);
    return due === null ? [] : [{ person: person.id, due }];
  });
