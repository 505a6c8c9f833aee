/** What the firms put into a recovery of their own: what each can move, a bridge that the customer offers, how its people are helped. */
import type { Shared, Text } from "./case.ts";
import type { Resource } from "./deal.ts";
import { type SliceEvent, stamp } from "./fold.ts";
import type { PersonId } from "./ids.ts";
import type { Firm } from "./people.ts";

/** How a customer's people are helped when they carry out what was agreed: somebody beside them, shown once, or not at all. */
export const besides = ["beside", "shown", "no"] as const;
export type Beside = (typeof besides)[number];

/** What a firm can move: things and abilities by their names, and in words what exactly. */
export type Movable = { readonly by: PersonId; readonly resources: readonly Resource[]; readonly what: Text };

export type Contributions = {
  readonly moves: { readonly [F in Firm]?: Movable };
  /** What the customer bridges itself until the real solution is there, of its own will; `null`: it has not offered to. */
  readonly bridge: { readonly by: PersonId; readonly what: Text } | null;
  /** `null`: the customer has not said. */
  readonly beside: Beside | null;
};

export const noContributions: Contributions = { moves: {}, bridge: null, beside: null };

/** What the firms have put in; a case that was begun before this was asked has nothing. */
export const contributionsOf = ({ contributions = noContributions }: Pick<Shared, "contributions">): Contributions => contributions;

type Contributed = Extract<SliceEvent, { type: "resources-offered" | "bridge-offered" | "beside-said" }>;

/** The case after an event of contributions. */
export function evolveContributions(s: Shared, event: Contributed): Shared {
  const { by, firm } = stamp(event);
  const before = contributionsOf(s);
  const put = (change: Partial<Contributions>): Shared => ({ ...s, contributions: { ...before, ...change } });
  switch (event.type) {
    case "resources-offered":
      return put({ moves: { ...before.moves, [firm]: { by, resources: event.resources, what: event.said?.what ?? null } } });
    case "bridge-offered":
      return put({ bridge: { by, what: event.said?.what ?? null } });
    case "beside-said":
      return put({ beside: event.how });
    default:
      return event satisfies never;
  }
}
