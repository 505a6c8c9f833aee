import type { PersonId } from "../ids.ts";
import type { Money } from "../money.ts";
import type { CatalogueEntry, Firm, Preferences } from "../people.ts";
import type { AgreedService, Audit, Counted, Expects, Improvement, improvementEnds, Often, Share } from "../standing.ts";
import type { Instant } from "../time.ts";
import type { Said } from "./said.ts";

/** What happens between two firms apart from any failure. */
export type StandingEvent =
  /** People who face each other were introduced. */
  | { readonly type: "introduced"; readonly pairs: readonly (readonly [PersonId, PersonId])[] }
  | {
      readonly type: "terms-proposed";
      readonly number: number;
      readonly service: AgreedService;
      readonly expects: Expects | null;
      readonly share: Share;
      readonly review: Instant;
      /** Up to what each firm's people settle by themselves. */
      readonly limits?: { readonly [F in Firm]: Money | null };
      readonly said: Said<{ tell: string | null; may: string | null; theirTell?: string | null; theirMay?: string | null }>;
    }
  /** Somebody has said what they do for the other firm and whom they call first there; `null`: nobody. */
  | { readonly type: "acquainted"; readonly first: PersonId | null; readonly said: Said<{ touches: string }> }
  /** Their lead has named somebody for whom they knew nobody. */
  | { readonly type: "counterpart-named"; readonly person: PersonId; readonly to: PersonId }
  /** What the customer makes of it, who waits for that, and after how many hours it would notice. */
  | { readonly type: "use-said"; readonly hours: number | null; readonly said: Said<{ makes: string | null; next: string | null }> }
  /** Something that the supplier has promised once and for all was put into the catalogue. */
  | { readonly type: "promised-said"; readonly source: CatalogueEntry["source"]; readonly said: Said<{ name: string; terms: string }> }
  /** The catalogue holds what the supplier has promised. */
  | { readonly type: "all-promised" }
  /** `counted`: what was recorded since this firm said it last; absent the first time. */
  | ({ readonly type: "often-said"; readonly counted?: Counted } & Often)
  /** A firm asks that talk is carried to every place of the shared room; or one of them will have it stay where it is written. */
  | { readonly type: "talk-asked"; readonly carry: boolean }
  | { readonly type: "terms-agreed"; readonly number: number }
  | { readonly type: "terms-declined"; readonly number: number; readonly said: Said<{ reason: string }> }
  | ({ readonly type: "preferences-said"; readonly said: Said<{ note: string }> } & Omit<Preferences, "note">);

/** The relationship's standing case was opened; whom each firm asks about it. */
export type OpenedEvent = { readonly type: "opened"; readonly lead: { readonly supplier: PersonId; readonly customer: PersonId } };

/** What a firm looks at alone. */
export type AuditEvent =
  | ({
      readonly type: "audited";
      /** Who answers for what is made better, and by when; `null`: nothing was written down. */
      readonly improvement: Pick<Improvement, "owner" | "due"> | null;
      readonly said: Said<{ note: string | null; improve: string | null }>;
    } & Pick<Audit, "round" | "part" | "thin" | "missing">)
  | ({ readonly type: "improved"; readonly how: (typeof improvementEnds)[number] } & Pick<Audit, "round" | "part">);
