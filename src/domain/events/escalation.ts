import type { Said } from "./said.ts";

/** What happens to asks that wait too long, and to cases in which nothing happens. */
export type EscalationEvent =
  /** Somebody would not wait for the clock: the next rung of both firms is asked at once. */
  | { readonly type: "escalated"; readonly ask: string; readonly said: Said<{ reason: string }> }
  /** Whoever was asked on a rung sees to it themselves. */
  | { readonly type: "escalation-taken"; readonly ask: string; readonly rung: number }
  /** It is with those again who were asked first. */
  | { readonly type: "escalation-returned"; readonly ask: string; readonly rung: number }
  /** The other firm's people of that rung know of it. */
  | { readonly type: "escalation-seen"; readonly ask: string; readonly rung: number }
  | { readonly type: "still-going" }
  /** Nobody answered whether it is still going: it is asked again, after twice as long. */
  | { readonly type: "stale-unanswered" }
  | { readonly type: "update-given"; readonly said: Said<{ situation: string; actions: string | null; needs: string | null }> };
