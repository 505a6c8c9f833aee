import type { SpokenId } from "../ids.ts";
import type { Said } from "./said.ts";

/** What happens to a point that was settled by word of mouth, without ending the case. */
export type SpokenEvent =
  | { readonly type: "spoken-noted"; readonly spoken: SpokenId; readonly said: Said<{ what: string }> }
  | { readonly type: "spoken-read"; readonly spoken: SpokenId; readonly agrees: boolean; readonly said: Said<{ words: string }> };
