/**
 * The fifteen roles of the two firms: which of them a case needs, from which severity on somebody else than the organizer holds
 * it, and whom of the directory it suits.
 *
 * Source: domain page, section 4 (roles, duties, what they are active in) and section 3 (locus and perspective). From which
 * severity on, how many people, and which functions is ours.
 */
import type { Activity, Locus, Perspective } from "./collaboration.ts";
import type { Firm, FirmFunction, SeverityName } from "./people.ts";

export const roleNames = [
  "value-process-organizer",
  "value-protector",
  "value-supporter",
  "value-retriever",
  "value-option-counsellor",
  "value-booster",
  "value-facilitator",
  "co-organizer",
  "co-preventer",
  "co-notifier",
  "co-diagnoser",
  "co-evaluator",
  "co-developer",
  "co-implementor",
  "co-advertiser",
] as const;
export type Role = (typeof roleNames)[number];

/** How many people of their own a role has, by severity; 0: the organizer sees to it. */
type Seats = { readonly [S in SeverityName]: number };

export type RoleNeed = {
  readonly firm: Firm;
  /** The role of the other firm that faces it. */
  readonly faces: Role;
  readonly kind:
    | /** Chosen from the directory when its activity begins. */ "seat"
    /** Held by whoever does it: the firm's lead, the reporter, the owners of promises. */
    | "held-by-doing"
    /** Only ever taken by somebody who offers it. */
    | "volunteered";
  /** Where in a recovery it is first active; `null`: before or after it. */
  readonly activity: Activity | null;
  readonly loci: readonly Locus[];
  readonly perspectives: readonly Perspective[];
  readonly seats: Seats;
  /** Functions that it suits, the best first. */
  readonly functions: readonly FirmFunction[];
};

const always: readonly Locus[] = ["supplier", "environment", "customer", "unknown"];
const either: readonly Perspective[] = ["proactive", "reactive"];
const none: Seats = { low: 0, normal: 0, high: 0, critical: 0 };
const large: Seats = { low: 0, normal: 0, high: 1, critical: 1 };
const most: Seats = { low: 0, normal: 1, high: 1, critical: 1 };

/** What each role is for and when; see the source above. */
export const roles: { readonly [R in Role]: RoleNeed } = {
  "value-process-organizer": {
    firm: "supplier",
    faces: "co-organizer",
    kind: "held-by-doing",
    activity: null,
    loci: always,
    perspectives: either,
    seats: none,
    functions: ["quality", "customer-relations", "sales", "warranty"],
  },
  "value-protector": {
    firm: "supplier",
    faces: "co-preventer",
    kind: "held-by-doing",
    activity: null,
    loci: always,
    perspectives: ["proactive"],
    seats: none,
    functions: ["quality", "logistics", "production"],
  },
  "value-supporter": {
    firm: "supplier",
    faces: "co-evaluator",
    kind: "seat",
    activity: "resolution",
    loci: ["supplier", "environment", "unknown"],
    perspectives: either,
    seats: large,
    functions: ["customer-relations", "sales", "quality"],
  },
  "value-retriever": {
    firm: "supplier",
    faces: "co-implementor",
    kind: "seat",
    activity: "resolution",
    loci: ["supplier", "environment"],
    perspectives: either,
    seats: large,
    functions: ["production", "logistics", "warranty"],
  },
  "value-option-counsellor": {
    firm: "supplier",
    faces: "co-developer",
    kind: "seat",
    activity: "analysis",
    loci: ["customer"],
    perspectives: either,
    seats: most,
    functions: ["quality", "warranty", "customer-relations"],
  },
  "value-booster": {
    firm: "supplier",
    faces: "co-evaluator",
    kind: "seat",
    activity: "resolution",
    loci: ["customer"],
    perspectives: either,
    seats: large,
    functions: ["customer-relations", "sales"],
  },
  "value-facilitator": {
    firm: "supplier",
    faces: "co-implementor",
    kind: "seat",
    activity: "implementation",
    loci: ["customer"],
    perspectives: either,
    seats: large,
    functions: ["warranty", "production", "quality", "logistics"],
  },
  "co-organizer": {
    firm: "customer",
    faces: "value-process-organizer",
    kind: "held-by-doing",
    activity: null,
    loci: always,
    perspectives: either,
    seats: none,
    functions: ["quality", "supply", "purchasing", "logistics"],
  },
  "co-preventer": {
    firm: "customer",
    faces: "value-protector",
    kind: "seat",
    activity: "resolution",
    loci: ["environment"],
    perspectives: ["proactive"],
    seats: most,
    functions: ["supply", "purchasing", "logistics"],
  },
  "co-notifier": {
    firm: "customer",
    faces: "value-process-organizer",
    kind: "held-by-doing",
    activity: null,
    loci: always,
    perspectives: ["reactive"],
    seats: none,
    functions: ["quality", "logistics", "production"],
  },
  "co-diagnoser": {
    firm: "customer",
    faces: "value-process-organizer",
    kind: "seat",
    activity: "analysis",
    loci: ["customer", "unknown"],
    perspectives: either,
    seats: { low: 0, normal: 0, high: 1, critical: 2 },
    functions: ["quality", "production", "logistics"],
  },
  "co-evaluator": {
    firm: "customer",
    faces: "value-supporter",
    kind: "seat",
    activity: "resolution",
    loci: always,
    perspectives: either,
    seats: { low: 0, normal: 1, high: 2, critical: 2 },
    functions: ["production", "supply", "purchasing"],
  },
  "co-developer": {
    firm: "customer",
    faces: "value-supporter",
    kind: "seat",
    activity: "resolution",
    loci: ["environment", "customer", "unknown"],
    perspectives: either,
    seats: large,
    functions: ["production", "quality", "supply"],
  },
  "co-implementor": {
    firm: "customer",
    faces: "value-facilitator",
    kind: "held-by-doing",
    activity: "implementation",
    loci: ["environment", "customer"],
    perspectives: either,
    seats: none,
    functions: ["production", "logistics"],
  },
  "co-advertiser": {
    firm: "customer",
    faces: "value-process-organizer",
    kind: "volunteered",
    activity: null,
    loci: always,
    perspectives: either,
    seats: none,
    functions: ["purchasing", "sales", "customer-relations"],
  },
};

/** The roles that have people of their own: how many is a relationship's to change. */
export const seatRoles: readonly Role[] = roleNames.filter((role) => roles[role].kind === "seat");

/** A role that a plan calls for, and how many people of their own it has. */
export type Needed = { readonly role: Role; readonly seats: number };

/** The roles that locus and perspective call for at a firm, with the people that severity adds. */
export const rolesNeeded = (firm: Firm, locus: Locus, perspective: Perspective, severity: SeverityName): readonly Needed[] =>
  roleNames
    .filter((role) => {
      const need = roles[role];
      return need.firm === firm && need.kind !== "volunteered" && need.loci.includes(locus) && need.perspectives.includes(perspective);
    })
    .map((role) => ({ role, seats: roles[role].seats[severity] }));

/** Who is asked first as a case grows: the levels of a firm, best first, by severity (ours). */
export const ranks: { readonly [S in SeverityName]: readonly ("frontline" | "middle" | "strategic")[] } = {
  low: ["frontline", "middle", "strategic"],
  normal: ["frontline", "middle", "strategic"],
  high: ["middle", "frontline", "strategic"],
  critical: ["middle", "strategic", "frontline"],
};
