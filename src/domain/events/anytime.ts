import type { Instant } from "../time.ts";

/** For a while nothing that is talked about is taken into the case; and again. */
export type RecordEvent = { readonly type: "record-paused"; readonly until: Instant } | { readonly type: "record-resumed" };
