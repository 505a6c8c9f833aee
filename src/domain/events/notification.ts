import type { Promised } from "../case.ts";
import type { Locus, Perspective } from "../collaboration.ts";
import type { FileId, PersonId } from "../ids.ts";
import type { Details, Place, Sort } from "../intake.ts";
import type { Firm, SeverityName } from "../people.ts";
import type { Effect, Stops } from "../severity.ts";
import type { Around, Instant } from "../time.ts";
import type { Said } from "./said.ts";

/** What happens while the failure is found, told, taken and contained. */
export type NotificationEvent =
  | {
      readonly type: "reported";
      readonly number: number;
      readonly kind: "failure" | "risk";
      readonly affected: number | null;
      readonly total: number | null;
      readonly stops: Stops;
      readonly also?: readonly Effect[];
      readonly sort?: Sort;
      readonly promised?: Promised;
      /** Told by the supplier together with the report. */
      readonly explained?: true;
      readonly apologised?: true;
      readonly occurred: Around | null;
      readonly noticed: Around | null;
      readonly feltAt: Instant | null;
      readonly untilAt: Instant | null;
      readonly perspective: Perspective;
      readonly locus: Locus | null;
      readonly files: readonly FileId[];
      readonly lead: { readonly [F in Firm]: PersonId };
      readonly rehearsal: boolean;
      readonly said: Said<{
        title: string;
        what: string;
        order: string | null;
        hurts: string | null;
        remedy: string | null;
        where?: string;
        explanation?: string;
      }>;
    }
  | {
      readonly type: "acknowledged";
      readonly explained: boolean;
      readonly apologised: boolean;
      readonly touches: "no" | "options" | "call" | null;
      /** For how many days the customer's stock lasts; `null`: not said. */
      readonly coverDays: number | null;
      /** Whether the customer has another source; `null`: not said. */
      readonly elsewhere: boolean | null;
      /** By when more is heard; absent: not said. */
      readonly hearBy?: Instant;
      readonly said: Said<{ explanation: string | null }>;
    }
  | { readonly type: "lead-changed"; readonly to: PersonId }
  | { readonly type: "locus-said"; readonly locus: Locus }
  /** `also`, `feltAt`: absent where nothing new was said. */
  | {
      readonly type: "severity-set";
      readonly stops: Stops;
      readonly severity: SeverityName;
      readonly also?: readonly Effect[];
      readonly feltAt?: Instant;
    }
  /** The call that somebody asked for has been made. */
  | { readonly type: "called"; readonly said: Said<{ what: string }> }
  /** For how long the customer goes on by itself; `null`: not said, which leaves what is known. */
  | { readonly type: "cover-said"; readonly coverDays: number | null; readonly elsewhere: boolean | null }
  | { readonly type: "impact-confirmed" }
  /** `nothing`: there is nothing in that place to set aside. */
  | { readonly type: "contained"; readonly place: Place; readonly nothing: boolean; readonly said: Said<{ what: string }> }
  /** What is known of it besides the first sentence; what was not said is `null` and leaves what is known. */
  | { readonly type: "described"; readonly details: Details; readonly said?: Said<{ where: string }> }
  | {
      readonly type: "pain-said";
      readonly promised?: Promised;
      readonly said: Said<{ hurts: string | null; remedy: string | null }>;
    };
