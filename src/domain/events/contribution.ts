import type { Beside } from "../contribution.ts";
import type { Resource } from "../deal.ts";
import type { Money } from "../money.ts";
import type { Said } from "./said.ts";

/** What the firms put in of their own. */
export type ContributionEvent =
  /** What a firm can move; it binds nobody until it is pledged. */
  | { readonly type: "resources-offered"; readonly resources: readonly Resource[]; readonly said: Said<{ what: string | null }> }
  /** The customer bridges it itself, of its own will. */
  | { readonly type: "bridge-offered"; readonly said: Said<{ what: string }> }
  | { readonly type: "beside-said"; readonly how: Beside };

/** What a firm reckons with among its own: cost, people, needs. `round`: how often the case had been reopened by then. */
export type EffortEvent = {
  readonly type: "effort-said";
  readonly round: number;
  readonly cost: Money | null;
  readonly said: Said<{ people: string | null; needs: string | null }>;
};
