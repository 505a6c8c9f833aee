/** How grave a failure is, from answers that anyone can give (questions page, list B). */
import { type SeverityName, severityNames } from "./people.ts";

export const stops = ["nothing", "slowed", "line", "customers", "danger", "other", "unsure"] as const;
/** What the failure stops, in words that anyone can answer; severity follows from it (questions page, list B). */
export type Stops = (typeof stops)[number];
/** What may be true of it besides: more than one of them can be. */
export const effects = ["line", "customers", "danger", "product", "relationship"] as const;
export type Effect = (typeof effects)[number];
export const severityOf: { readonly [S in Stops | Effect]: SeverityName } = {
  nothing: "low",
  slowed: "normal",
  other: "normal",
  // Until somebody knows, it is asked about like what slows.
  unsure: "normal",
  product: "normal",
  line: "high",
  customers: "high",
  relationship: "high",
  danger: "critical",
};

/** Whether one severity weighs more than another. */
export const isGraver = (one: SeverityName, than: SeverityName): boolean => severityNames.indexOf(one) > severityNames.indexOf(than);

/**
 * The severity of a failure: that of the gravest thing that is true of it; one step more where it comes again, because repeats make
 * leaving likelier (domain page, section 3). Critical stays for danger.
 */
export function severityFrom(stops: Stops, also: readonly Effect[] = [], again = false): SeverityName {
  const gravest = Math.max(...[stops, ...also].map((one) => severityNames.indexOf(severityOf[one])));
  return severityNames[again ? Math.max(gravest, Math.min(gravest + 1, severityNames.indexOf("high"))) : gravest]!;
}
