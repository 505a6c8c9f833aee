/** What is asked of each firm now and of whom: it changes by itself when the locus or the severity does. */
import { nextWorking } from "../src/domain/calendar.ts";
import type { PromiseTo, Recent, Shared } from "../src/domain/case.ts";
import {
  type Activity,
  type Collaboration,
  changeOf,
  collaboration,
  type Locus,
  planningLocus,
  viewsDiffer,
} from "../src/domain/collaboration.ts";
import type { Draft } from "../src/domain/event.ts";
import type { PersonId } from "../src/domain/ids.ts";
import {
  type Account,
  type Firm,
  type FirmFunction,
  firms,
  isAway,
  otherFirm,
  type Person,
  peopleOf,
  personOf,
  type SeverityName,
} from "../src/domain/people.ts";
import { type Needed, type Role, ranks, roles, rolesNeeded } from "../src/domain/roles.ts";
import { epochMs, hourMs, type Instant } from "../src/domain/time.ts";
import { allSettled } from "./promise-state.ts";

export type Plan = Collaboration & {
  readonly locus: Locus;
  /** While the firms' hypotheses differ, evidence is asked of both and work only of volunteers. */
  readonly differs: boolean;
  /** The roles of each firm, with how many people of their own they have at this severity. */
  readonly roles: { readonly [F in Firm]: readonly Needed[] };
};

/** What a customer tells early of its own: a demand, a stop, a change. Nobody has felt anything yet: it is prevention (domain page, section 3). */
export const isForewarning = ({ report }: Pick<Shared, "report">): boolean => report.kind === "risk" && report.firm === "customer";

/** The locus that a case is planned by now. Of what was told before it happened nobody looks for a cause: it is met like what comes from outside. */
export const plannedLocus = (s: Pick<Shared, "report" | "locus">): Locus =>
  isForewarning(s) && s.locus.settled === null ? "environment" : planningLocus(s.locus.says, s.locus.settled);

/**
 * Whether neither firm has said where it came from, not even that it is not sure. Until somebody has, only the supplier is asked for the
 * cause, and nobody what they can move or which options they see (question bank, section 1: evidence at most, one thing at a time).
 */
export const isUntold = (s: Shared): boolean =>
  !isForewarning(s) && s.locus.settled === null && s.locus.says.supplier === null && s.locus.says.customer === null;

/**
 * Whether the cause is looked for, of all but a trifle: until it is known, or both firms have agreed on a way out. After that only where
 * nobody knows, or what was agreed holds only until it is known, and until all that was promised is settled; or where what was known is
 * in doubt.
 */
export function isLookedFor(s: Shared): boolean {
  if (s.acknowledged === null || s.followUp.closed !== null || s.locus.settled !== null || s.severity === "low") return false;
  return s.negotiation.agreement === null || wasDoubted(s) || (isLeftOpen(s) && !allSettled(s));
}

/** Whether the cause was settled once and opened to question again. */
export const wasDoubted = ({ analysis }: Shared): boolean => analysis.doubts !== undefined;

/** What tells a question about the cause from the same one before it was opened to question again. */
export const anew = ({ analysis: { doubts } }: Shared): string => (doubts === undefined ? "" : `:${doubts}`);

/** Whether both firms have agreed on a way out before the cause was known: nobody knows it, or the cost is split only until somebody does. */
export function isLeftOpen(s: Shared): boolean {
  const { agreement } = s.negotiation;
  if (agreement === null || s.locus.settled !== null || s.severity === "low") return false;
  return agreement.revision.deal.interim !== undefined || (plannedLocus(s) === "unknown" && !isUntold(s));
}

/**
 * Whether whoever is asked to clear the way of a promise does so of their own will, and silence is a no: it is the supplier's promise, and
 * no work is asked of the customer.
 */
export const clearsFreely = (s: Shared, account: Account, { firm, blocker }: PromiseTo): boolean =>
  firm === "supplier" && blocker?.clearing === "customer" && !planOf(s, account).customer.includes("work");

type Remembered = Pick<Shared, "report" | "severity"> & { readonly account: Account; readonly plan: Plan };
/** By what the firms say of the locus, which stays the same object until one says something else. */
const remembered = new WeakMap<Shared["locus"], Remembered>();

/**
 * The plan of a case: level of collaboration, leads and roles, by locus, perspective and severity (domain page, sections 3 and 4).
 * Nearly every ask looks at it; it is worked out once for the same of these and the same settings.
 */
export function planOf(s: Shared, account: Account): Plan {
  const { report, severity } = s;
  const found = remembered.get(s.locus);
  if (found?.account === account && found.report === report && found.severity === severity) return found.plan;
  const plan = planned(s, account);
  remembered.set(s.locus, { report, severity, account, plan });
  return plan;
}

function planned(s: Pick<Shared, "report" | "severity" | "locus">, account: Account): Plan {
  const { report, severity } = s;
  const { says, settled } = s.locus;
  const locus = plannedLocus(s);
  const { perspective } = report;
  const seats = changeOf(account.plan, locus, perspective)?.seats ?? {};
  const needed = (firm: Firm): readonly Needed[] =>
    rolesNeeded(firm, locus, perspective, severity).map((one) => ({ ...one, seats: seats[one.role] ?? one.seats }));
  return {
    ...collaboration(locus, perspective, account.plan),
    locus,
    differs: !isForewarning(s) && viewsDiffer(says, settled),
    roles: { supplier: needed("supplier"), customer: needed("customer") },
  };
}

/** The firms that lead an activity: one, or both. */
function leading(plan: Plan, activity: Activity): readonly Firm[] {
  const lead = plan.lead[activity];
  return lead === "both" ? firms : [lead];
}

/** Whoever of the firm that was told goes to work on it has it, even where nobody has said so before. */
export const takenWith = (s: Shared, { firm }: Person): Draft[] =>
  s.acknowledged === null && firm !== s.report.firm
    ? [
        {
          type: "acknowledged",
          audience: "shared",
          explained: false,
          apologised: false,
          touches: null,
          coverDays: null,
          elsewhere: null,
          said: null,
        },
      ]
    : [];

/** The people who hold a role now, in the order of their places; nobody when it has no people of its own. */
export const holdersOf = (s: Shared, role: Role): readonly PersonId[] =>
  [...s.participation.roles]
    .sort((a, b) => a.seat - b.seat)
    .flatMap((held) => (held.role === role && held.person !== null ? [held.person] : []));

/** Whom to ask for what belongs to a role: its people, else the firm's lead, who sees to it. */
export function inRole(s: Shared, role: Role): readonly PersonId[] {
  const people = holdersOf(s, role);
  return people.length > 0 ? people : [s.lead[roles[role].firm]];
}

/** Whether somebody of a firm has offered to help with work that the plan does not ask of it. */
const volunteersOf = (s: Shared, firm: Firm): readonly PersonId[] =>
  s.participation.roles.flatMap(({ role, person, status }) =>
    status === "volunteered" && person !== null && roles[role].firm === firm ? [person] : [],
  );

/** Who looks for the cause: the leads of analysis; while the views differ or nobody has given one, the supplier and whoever else has offered to. */
export function lookers(s: Shared, account: Account): readonly { readonly firm: Firm; readonly to: readonly PersonId[] }[] {
  const plan = planOf(s, account);
  const volunteers = (firm: Firm) => volunteersOf(s, firm);
  return firms.flatMap((firm) => {
    const leads = leading(plan, "analysis").includes(firm) && (firm === "supplier" || plan.customer.includes("cause"));
    const asked = firm === "supplier" ? [s.lead.supplier] : inRole(s, "co-diagnoser");
    if (leads && (firm === "supplier" || !(plan.differs || isUntold(s)))) return [{ firm, to: asked }];
    const willing = volunteers(firm);
    return willing.length > 0 ? [{ firm, to: willing }] : [];
  });
}

/** Who is asked to bring options: the leads of resolution; while the views differ, the supplier and whoever else has offered to. */
export function proposers(s: Shared, account: Account): readonly { readonly firm: Firm; readonly to: readonly PersonId[] }[] {
  const plan = planOf(s, account);
  const works = !plan.differs && plan.customer.includes("work");
  const customer = works && leading(plan, "resolution").includes("customer") ? inRole(s, "co-developer") : [];
  const willing = plan.differs ? volunteersOf(s, "customer") : [];
  const theirs = [...customer, ...willing];
  // Somebody is always asked: where the customer leads and does not work, the supplier.
  const supplier = theirs.length === 0 || leading(plan, "resolution").includes("supplier");
  return [
    // Whoever restores fast sees what lets them go on; whoever supports what holds: the first of them brings an option.
    ...(supplier
      ? [{ firm: "supplier", to: [...new Set([...inRole(s, "value-supporter"), ...holdersOf(s, "value-retriever")])] } as const]
      : []),
    ...(theirs.length > 0 ? [{ firm: "customer", to: theirs } as const] : []),
  ];
}

/** The people of a firm whom a role could suit. Approvers are not asked for roles: who signs should not have proposed as well. */
const suitedTo = (s: Shared, account: Account, role: Role): readonly Person[] => {
  const { firm, functions } = roles[role];
  return peopleOf(account, firm).filter(({ id, approver, function: does }) => !approver && id !== s.lead[firm] && functions.includes(does));
};

/** The places that the plan calls for: no more than a firm has people for. In a small firm the organizer sees to the rest. */
export const placesOf = (s: Shared, account: Account, { role, seats }: Needed): number =>
  seats === 0 ? 0 : Math.min(seats, suitedTo(s, account, role).length);

/** What speaks for one person before another, smaller first: a list compared from its start. */
type Standing = readonly number[];

const placeIn = <T>(list: readonly T[], item: T): number => {
  const at = list.indexOf(item);
  return at === -1 ? list.length : at;
};

/**
 * The person of a firm whom a role suits best now; `null` when nobody is left.
 *
 * Somebody whom the lead named for it before, who is there; else in this order: not away; a function that the role suits; not yet busy in this case; faces the counterpart; a level that fits the
 * severity; at work soonest, by the hour; fewest roles in the relationship's other open cases; shares a language with the
 * counterpart; the order of the directory.
 */
export function choose(s: Shared, account: Account, role: Role, now: Instant, recent: readonly Recent[]): PersonId | null {
  const need = roles[role];
  const refused = s.participation.left.filter((one) => one.role === role).map(({ person }) => person);
  const inCase = s.participation.roles.flatMap(({ person }) => (person === null ? [] : [person]));
  const facing = holdersOf(s, need.faces)[0] ?? s.lead[otherFirm(need.firm)];
  const counterpart = personOf(account, facing);
  const standing = (person: Person): Standing => [
    placeIn(need.functions, person.function),
    inCase.includes(person.id) ? 1 : 0,
    ...readiness(person, facing, counterpart, s.severity, now, recent),
  ];
  const free = (person: Person): boolean => !refused.includes(person.id) && !holdersOf(s, role).includes(person.id) && !isAway(person, now);
  // Nobody is asked again to name somebody only because the plan has changed to and fro.
  const named = (s.participation.named ?? []).flatMap((one) => (one.role === role ? (personOf(account, one.person) ?? []) : []));
  const again = named.findLast(free);
  if (again) return again.id;
  return best(suitedTo(s, account, role).filter(free), standing)?.id ?? null;
}

/** What speaks for a person whatever the role: whom they face, their level, when they are at work, their other cases, their language. */
const readiness = (
  person: Person,
  facing: PersonId,
  counterpart: Person | null,
  severity: SeverityName,
  now: Instant,
  recent: readonly Recent[],
): Standing => [
  person.faces === facing || counterpart?.faces === person.id ? 0 : 1,
  placeIn(ranks[severity], person.level),
  Math.floor((epochMs(nextWorking(person.calendar, now)) - epochMs(now)) / hourMs),
  recent.filter(({ shared }) => !shared.followUp.closed && takesPart(shared, person.id)).length,
  counterpart?.language === person.language ? 0 : 1,
];

/** The person for whom most speaks; of equals the first of the directory. */
function best(people: readonly Person[], standing: (person: Person) => Standing): Person | undefined {
  const candidates = people.map((person) => ({ person, standing: standing(person) }));
  candidates.sort((a, b) => a.standing.reduce((found, one, i) => found || one - b.standing[i]!, 0));
  return candidates[0]?.person;
}

/** Functions that lead a new case for a firm, the best first. */
const leadingFunctions = (firm: Firm): readonly FirmFunction[] =>
  roles[firm === "supplier" ? "value-process-organizer" : "co-organizer"].functions;

/**
 * Who leads a new case for the firm that is told, when `reporter` of the other tells: whoever is there, before those who are away;
 * frontline and middle before strategic; then a function that suits, and as for any role.
 */
export function leadFor(account: Account, reporter: Person, severity: SeverityName, now: Instant, recent: readonly Recent[]): PersonId {
  const firm = otherFirm(reporter.firm);
  const wanted = leadingFunctions(firm);
  const standing = (person: Person): Standing => [
    isAway(person, now) ? 1 : 0,
    person.level === "strategic" ? 1 : 0,
    placeIn(wanted, person.function),
    ...readiness(person, reporter.id, reporter, severity, now, recent),
  ];
  return best(peopleOf(account, firm), standing)!.id;
}

/** Whether a person leads a case or holds a role in it. */
const takesPart = (s: Shared, id: PersonId): boolean =>
  Object.values(s.lead).includes(id) || s.participation.roles.some(({ person }) => person === id);
