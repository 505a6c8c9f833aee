/** What is known of a failure besides the first sentence: when, what sort, how it was found; what was set aside; what questions were left. */
import type { Shared, Text } from "./case.ts";
import type { SliceEvent } from "./fold.ts";
import { kept, last, stamp } from "./fold.ts";
import type { PersonId } from "./ids.ts";
import type { Around, Instant } from "./time.ts";

/** Kinds of failure (questions page, list A). */
export const sorts = [
  "late",
  "missing",
  "wrong-count",
  "quality",
  "packing",
  "service",
  "bill",
  "not-as-agreed",
  "not-expected",
  "other",
  "unsure",
] as const;
/** Before, at or after delivery. */
export const deliveries = ["before", "at", "after"] as const;
/** How it was found (int-3). */
export const ways = ["own-check", "in-use", "own-customer", "other", "unsure"] as const;
export type Sort = (typeof sorts)[number];
export type Delivery = (typeof deliveries)[number];
export type Way = (typeof ways)[number];

/** What a report is told in addition; `null`: not said. */
export type Details = {
  readonly occurred: Around | null;
  readonly noticed: Around | null;
  readonly sort: Sort | null;
  readonly delivery: Delivery | null;
  readonly way: Way | null;
  /** How many were looked at. */
  readonly inspected: number | null;
};
export const noDetails: Details = { occurred: null, noticed: null, sort: null, delivery: null, way: null, inspected: null };

export const places = ["customer-stock", "supplier-stock", "transit"] as const;
export type Place = (typeof places)[number];
/** What was done in a place so that it does not spread; `nothing`: there is nothing there to set aside. Plans are no containment. */
export type Containment = {
  readonly place: Place;
  readonly by: PersonId;
  readonly at: Instant;
  readonly nothing: boolean;
  readonly what: Text;
};

type IntakeEvent = Extract<SliceEvent, { type: "contained" | "described" | "pain-said" }>;

export function evolveIntake(s: Shared, event: IntakeEvent): Shared {
  const { by, at } = stamp(event);
  const { report } = s;
  switch (event.type) {
    case "contained": {
      const done = { place: event.place, by, at, nothing: event.nothing, what: event.said?.what ?? null };
      return { ...s, containment: last(s.containment, done, kept.containment) };
    }
    case "described": {
      const said = Object.fromEntries(Object.entries(event.details).filter(([, one]) => one !== null)) as Partial<Details>;
      const where = event.said?.where;
      return { ...s, report: { ...report, details: { ...report.details, ...said }, ...(where !== undefined && { where }) } };
    }
    case "pain-said":
      return {
        ...s,
        report: {
          ...report,
          painSaid: true,
          hurts: event.said?.hurts ?? report.hurts,
          remedy: event.said?.remedy ?? report.remedy,
          ...(event.promised && { promised: event.promised }),
        },
      };
    default:
      return event satisfies never;
  }
}
