/**
 * Locus × perspective → level of collaboration and lead of each activity: the research's table as data.
 *
 * Source: domain page, section 3 (order from the thesis's text; 2, 3 and 4, and that perspective does not matter in 5 and 6,
 * are our reading) and questions page, section 1 (what is never asked of the customer).
 */
import type { Firm } from "./people.ts";
import type { Role } from "./roles.ts";

export const loci = ["supplier", "customer", "environment", "unknown"] as const;
/** Where the failure came from, as a working hypothesis until analysis ends. */
export type Locus = (typeof loci)[number];
/** `proactive`: the supplier acts before the customer notices. */
export type Perspective = "proactive" | "reactive";
export type Lead = Firm | "both";
/** The recovery activities whose lead follows from locus and perspective. */
export const activities = ["analysis", "resolution", "implementation"] as const;
export type Activity = (typeof activities)[number];

/** What a customer can be asked about before a case is closed. */
export const topics = [
  /** Whether it touches them, what it stops, how long they can bridge it, what hurts. */
  "effect",
  /** What they have at hand: a sample, a photo, a record. */
  "at-hand",
  /** To look for the cause. */
  "cause",
  /** Whether a cause fits what they saw. */
  "fits",
  /** What help they would like. */
  "help",
  /** Which option, and the word of the firm on it. */
  "choice",
  /** What they can plan, move or carry out themselves. */
  "work",
  /** Whether it is good now. */
  "good",
] as const;
export type Topic = (typeof topics)[number];

export type Collaboration = {
  /** 1 lowest to 6 highest: how much the customer takes part. */
  readonly level: 1 | 2 | 3 | 4 | 5 | 6;
  readonly lead: { readonly [A in Activity]: Lead };
  /** All that is asked of the customer; whatever else its people give, they offer. */
  readonly customer: readonly Topic[];
};

const lead = (analysis: Lead, resolution: Lead, implementation: Lead) => ({ analysis, resolution, implementation });

/** The customer's say is the same everywhere: told early, it chooses, and says whether it is good. */
const say: readonly Topic[] = ["effect", "choice", "good"];
const asked = {
  told: say,
  foundIt: [...say, "at-hand", "fits"],
  both: [...say, "work", "fits"],
  leads: [...say, "cause", "help", "work", "fits"],
  alike: [...say, "at-hand", "cause", "work", "fits"],
} as const satisfies Readonly<Record<string, readonly Topic[]>>;

const table: { readonly [L in Locus]: { readonly [P in Perspective]: Collaboration } } = {
  supplier: {
    proactive: { level: 1, lead: lead("supplier", "supplier", "supplier"), customer: asked.told },
    reactive: { level: 3, lead: lead("supplier", "supplier", "supplier"), customer: asked.foundIt },
  },
  environment: {
    proactive: { level: 2, lead: lead("supplier", "supplier", "both"), customer: asked.both },
    reactive: { level: 4, lead: lead("both", "both", "both"), customer: asked.both },
  },
  customer: {
    proactive: { level: 5, lead: lead("customer", "customer", "customer"), customer: asked.leads },
    reactive: { level: 5, lead: lead("customer", "customer", "customer"), customer: asked.leads },
  },
  unknown: {
    proactive: { level: 6, lead: lead("both", "both", "both"), customer: asked.alike },
    reactive: { level: 6, lead: lead("both", "both", "both"), customer: asked.alike },
  },
};

/**
 * What a relationship does differently from the research's defaults: level, leads, what the customer is asked about, and how many
 * people of their own roles have. What is never asked of a customer for what the supplier caused is not theirs to change.
 */
export type PlanChange = {
  readonly locus: Locus;
  readonly perspective: Perspective;
  readonly level?: Collaboration["level"] | undefined;
  readonly lead?: { readonly [A in Activity]?: Lead | undefined } | undefined;
  readonly customer?: readonly Topic[] | undefined;
  readonly seats?: { readonly [R in Role]?: number | undefined } | undefined;
};

/** What this relationship has changed for a locus and perspective. */
export const changeOf = (changes: readonly PlanChange[], locus: Locus, perspective: Perspective): PlanChange | undefined =>
  changes.find((one) => one.locus === locus && one.perspective === perspective);

/** The level of collaboration and the leads that locus and perspective call for, with the relationship's own changes. */
export function collaboration(locus: Locus, perspective: Perspective, changes: readonly PlanChange[] = []): Collaboration {
  const usual = table[locus][perspective];
  const change = changeOf(changes, locus, perspective);
  if (!change) return usual;
  const ours = locus === "supplier";
  const led = (activity: Activity): Lead => (ours ? usual.lead[activity] : (change.lead?.[activity] ?? usual.lead[activity]));
  const wanted = change.customer ?? usual.customer;
  return {
    level: change.level ?? usual.level,
    lead: lead(led("analysis"), led("resolution"), led("implementation")),
    // The customer's say is not taken away, and of what the supplier caused nothing is added to it.
    customer: [...new Set([...say, ...(ours ? wanted.filter((topic) => usual.customer.includes(topic)) : wanted)])],
  };
}

/** Whether the firms' hypotheses of the source differ: each has said one, and they are not the same. */
export const viewsDiffer = (says: { readonly [F in Firm]: Locus | null }, settled: Locus | null): boolean =>
  settled === null && says.supplier !== null && says.customer !== null && says.supplier !== says.customer;

/**
 * The locus to plan by: the settled one; else the firms' common hypothesis; else `unknown` while they differ.
 *
 * A firm that has not said anything does not differ: what the customer believes counts alone (domain page, section 3), and while the
 * supplier alone has spoken, it cannot put the work on the customer.
 */
export function planningLocus(says: { readonly [F in Firm]: Locus | null }, settled: Locus | null): Locus {
  if (settled) return settled;
  const { supplier, customer } = says;
  if (supplier && customer) return supplier === customer ? supplier : "unknown";
  if (supplier) return supplier === "customer" ? "unknown" : supplier;
  return customer ?? "unknown";
}
