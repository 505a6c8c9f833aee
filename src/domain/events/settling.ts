import type { FileId } from "../ids.ts";
import type { Said } from "./said.ts";

/** What happens to a case that is put right without an agreement: by phone, on the spot, at once. */
export type SettlingEvent =
  | { readonly type: "settled"; readonly attempt: number; readonly files: readonly FileId[]; readonly said: Said<{ what: string }> }
  | { readonly type: "settled-confirmed"; readonly attempt: number }
  | { readonly type: "settled-sent-back"; readonly attempt: number; readonly said: Said<{ reason: string }> };
