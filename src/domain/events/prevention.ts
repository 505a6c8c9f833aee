import type { Area } from "../commands/follow-up.ts";
import type { teachings } from "../commands/prevention.ts";
import type { MeasureId, PersonId } from "../ids.ts";
import type { Firm } from "../people.ts";
import type { Instant } from "../time.ts";
import type { Said } from "./said.ts";

export type Teaching = (typeof teachings)[number];

/** What happens to prevention measures. */
export type PreventionEvent =
  | {
      readonly type: "measure-added";
      readonly measure: MeasureId;
      readonly owner: PersonId;
      readonly firm: Firm;
      /** By when it is in place. */
      readonly due?: Instant;
      readonly area?: Area;
      /** A sign that its owner looks out for, of what nobody caused. */
      readonly sign?: true;
      /** How it teaches those who use it; absent: it is another measure. */
      readonly teaches?: Teaching;
      readonly said: Said<{ what: string }>;
    }
  /** It is in place, says its owner's firm; with what. */
  | { readonly type: "measure-done"; readonly measure: MeasureId; readonly said: Said<{ with: string }> }
  | { readonly type: "measure-moved"; readonly measure: MeasureId; readonly due: Instant };
