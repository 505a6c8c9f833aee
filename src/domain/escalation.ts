/** What waits too long: which rung of both ladders is next, who took it up, and whether a case is still going. */
import type { Shared, Text } from "./case.ts";
import type { EscalationEvent } from "./events/escalation.ts";
import { type Stamped, stamp } from "./fold.ts";
import type { PersonId } from "./ids.ts";
import { askedAnew } from "./otherwise.ts";
import type { Instant } from "./time.ts";

/** How an ask climbs, once somebody has acted on it; without an entry it climbs from its due instant on. */
export type Climb = {
  readonly ask: string;
  /** The rung that is next, 0 for the lowest. */
  readonly next: number;
  /** From when on it waits for that rung; `at-once`: it is asked then. */
  readonly since: Instant;
  readonly atOnce: boolean;
  /** Who sees to it instead of those who were asked; `null`: nobody. */
  readonly taken: PersonId | null;
};

export type Escalation = {
  readonly climbs: readonly Climb[];
  /** Which of a firm's people of a rung have said that they know, as "ask rung". */
  readonly seen: readonly string[];
  /** How often in a row nobody said whether the case is still going, and since when it has been quiet again. */
  readonly stale: { readonly unanswered: number; readonly since: Instant | null };
  /** The latest word while it burns, by firm and in all. */
  readonly updates: {
    readonly count: number;
    readonly latest: {
      readonly by: PersonId;
      readonly at: Instant;
      readonly situation: Text;
      readonly actions: Text;
      readonly needs: Text;
    } | null;
  };
};

export const noEscalation: Escalation = {
  climbs: [],
  seen: [],
  stale: { unanswered: 0, since: null },
  updates: { count: 0, latest: null },
};

/** The case after an event of escalation. */
export function evolveEscalation(s: Shared, event: EscalationEvent & Stamped): Shared {
  const { by, at } = stamp(event);
  const e = s.escalation;
  const put = (escalation: Partial<Escalation>): Shared => ({ ...s, escalation: { ...e, ...escalation } });
  const climb = (change: Climb): Shared => put({ climbs: [...e.climbs.filter(({ ask }) => ask !== change.ask), change] });
  switch (event.type) {
    case "escalated": {
      const known = e.climbs.find(({ ask }) => ask === event.ask);
      return climb({ ask: event.ask, next: known?.next ?? 0, since: at, atOnce: true, taken: known?.taken ?? null });
    }
    case "escalation-taken":
      return climb({ ask: event.ask, next: event.rung + 1, since: at, atOnce: false, taken: by });
    case "escalation-returned":
      return climb({ ask: event.ask, next: event.rung, since: at, atOnce: false, taken: null });
    case "escalation-seen":
      return put({ seen: [...e.seen, `${event.ask} ${event.rung}`] });
    case "still-going":
      // Whoever goes on needs a way out: what could put it right is asked for again where all had left it open.
      return { ...put({ stale: { unanswered: 0, since: at } }), otherwise: askedAnew(s.otherwise, "option") };
    case "stale-unanswered":
      return put({ stale: { unanswered: e.stale.unanswered + 1, since: at } });
    case "update-given": {
      const { situation, actions, needs } = event.said ?? { situation: null, actions: null, needs: null };
      return put({ updates: { count: e.updates.count + 1, latest: { by, at, situation, actions, needs } } });
    }
    default:
      return event satisfies never;
  }
}

/** Forgets what was kept of an ask that has ended. */
export const forgetClimb = (e: Escalation, ask: string): Escalation =>
  e.climbs.some((climb) => climb.ask === ask) || e.seen.some((seen) => seen.startsWith(`${ask} `))
    ? { ...e, climbs: e.climbs.filter((climb) => climb.ask !== ask), seen: e.seen.filter((seen) => !seen.startsWith(`${ask} `)) }
    : e;
