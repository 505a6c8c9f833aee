/**
 * Locus × perspective → level of collaboration and lead of each activity: the research's table as data.
 *
 * Source: domain page, section 3 (order from the thesis's text; 2, 3 and 4, and that perspective does not matter in 5 and 6,
 * are our reading) and questions page, section 1 (what is never asked of the customer).
 */
import type { Firm } from "./people.ts";

export const loci = ["supplier", "customer", "environment", "unknown"] as const;
/** Where the failure came from, as a working hypothesis until analysis ends. */
export type Locus = (typeof loci)[number];
/** `proactive`: the supplier acts before the customer notices. */
export type Perspective = "proactive" | "reactive";
export type Lead = Firm | "both";
/** The recovery activities whose lead follows from locus and perspective. */
export type Activity = "analysis" | "resolution" | "implementation";

export type Collaboration = {
  /** 1 lowest to 6 highest: how much the customer takes part. */
  readonly level: 1 | 2 | 3 | 4 | 5 | 6;
  readonly lead: { readonly [A in Activity]: Lead };
  /** Whether work (beyond evidence at hand, choosing, verifying) may be asked of the customer without a volunteer. */
  readonly customerWork: boolean;
  /** Whether the customer is asked to look for the cause. */
  readonly customerAnalyses: boolean;
};

const lead = (analysis: Lead, resolution: Lead, implementation: Lead) => ({ analysis, resolution, implementation });

const table: { readonly [L in Locus]: { readonly [P in Perspective]: Collaboration } } = {
  supplier: {
    proactive: { level: 1, lead: lead("supplier", "supplier", "supplier"), customerWork: false, customerAnalyses: false },
    reactive: { level: 3, lead: lead("supplier", "supplier", "supplier"), customerWork: false, customerAnalyses: false },
  },
  environment: {
    proactive: { level: 2, lead: lead("supplier", "supplier", "both"), customerWork: true, customerAnalyses: false },
    reactive: { level: 4, lead: lead("both", "both", "both"), customerWork: true, customerAnalyses: false },
  },
  customer: {
    proactive: { level: 5, lead: lead("customer", "customer", "customer"), customerWork: true, customerAnalyses: true },
    reactive: { level: 5, lead: lead("customer", "customer", "customer"), customerWork: true, customerAnalyses: true },
  },
  unknown: {
    proactive: { level: 6, lead: lead("both", "both", "both"), customerWork: false, customerAnalyses: true },
    reactive: { level: 6, lead: lead("both", "both", "both"), customerWork: false, customerAnalyses: true },
  },
};

/** The level of collaboration and the leads that locus and perspective call for. */
export const collaboration = (locus: Locus, perspective: Perspective): Collaboration => table[locus][perspective];

/**
 * The locus to plan by: the settled one; else the firms' common hypothesis; else `unknown` while they differ.
 *
 * A firm that has not said anything does not differ, but a firm alone cannot put the work on the other.
 */
export function planningLocus(says: { readonly [F in Firm]: Locus | null }, settled: Locus | null): Locus {
  if (settled) return settled;
  const { supplier, customer } = says;
  if (supplier && customer) return supplier === customer ? supplier : "unknown";
  if (supplier) return supplier === "customer" ? "unknown" : supplier;
  if (customer) return customer === "supplier" ? "unknown" : customer;
  return "unknown";
}
