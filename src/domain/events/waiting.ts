import type { WaitId } from "../ids.ts";
import type { Instant } from "../time.ts";
import type { WaitsOn } from "../waiting.ts";
import type { Said } from "./said.ts";

/** What happens while a firm cannot go on before somebody else has done their part. */
export type WaitingEvent =
  | {
      readonly type: "wait-begun";
      readonly wait: WaitId;
      readonly on: WaitsOn;
      /** When the firm looks again whether it has come; `null`: after the usual time, or what it waits for is asked of the other firm. */
      readonly until: Instant | null;
      readonly said: Said<{ what: string }>;
    }
  /** It has not come yet: the firm looks again then. */
  | { readonly type: "wait-extended"; readonly wait: WaitId; readonly until: Instant }
  /** `answered`: by the other firm, whose answer stands with the evidence; else the firm goes on without it, or has what it needs. */
  | { readonly type: "wait-ended"; readonly wait: WaitId; readonly answered: boolean };
