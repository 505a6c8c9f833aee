/** Who cannot go on before somebody else has done their part: what each firm waits for, for how long, and which clocks stand meanwhile. */
import type { Asked, PromiseTo, Shared, Text } from "./case.ts";
import type { WaitingEvent } from "./events/waiting.ts";
import { waitedFor } from "./evolve-promises.ts";
import { kept, last, type Stamped, stamp } from "./fold.ts";
import type { PersonId, PromiseId, WaitId } from "./ids.ts";
import { kindOf } from "./otherwise.ts";
import type { Firm } from "./people.ts";
import { isPending } from "./settling.ts";
import { epochMs, type Instant } from "./time.ts";

/** For whom a firm may wait: the firm that faces it, somebody outside both, or a problem or change that is dealt with elsewhere. */
export const waitsOn = ["other-firm", "third-party", "related"] as const;
export type WaitsOn = (typeof waitsOn)[number];

export type Wait = {
  readonly id: WaitId;
  /** The firm that waits. */
  readonly firm: Firm;
  readonly by: PersonId;
  readonly since: Instant;
  readonly on: WaitsOn;
  readonly what: Text;
  /** When it looks again; `null`: not said. */
  readonly until: Instant | null;
  /** How often it has looked and gone on waiting. */
  readonly looks: number;
  /** The firm's promises whose clocks stand with it: those that were open when it began. */
  readonly holds: readonly PromiseId[];
};

/** A wait that is over. */
export type Waited = { readonly firm: Firm; readonly on: WaitsOn; readonly from: Instant; readonly to: Instant };

export type Waiting = {
  /** At most one of each firm. */
  readonly open: readonly Wait[];
  /** The latest that are over, newest last; older ones are in the log. */
  readonly waits: readonly Waited[];
  /** How long each firm has waited in all, by whom it waited for, in milliseconds; waits that are over. */
  readonly waitedMs: { readonly [F in Firm]: { readonly [W in WaitsOn]: number } };
  /** How long the clocks of each firm have stood in all, in milliseconds; what stands now is not in it. */
  readonly stoodMs: { readonly [F in Firm]: number };
};

const nothing = { "other-firm": 0, "third-party": 0, related: 0 } as const;
export const noWaiting: Waiting = {
  open: [],
  waits: [],
  waitedMs: { supplier: nothing, customer: nothing },
  stoodMs: { supplier: 0, customer: 0 },
};

/** What a firm waits for now; `undefined`: it can go on. */
export const waitOf = ({ waiting }: Pick<Shared, "waiting">, firm: Firm): Wait | undefined => waiting.open.find((one) => one.firm === firm);

/** Kinds of asks that go on while their firm waits: about the waiting itself, about the case as a whole, and promises, whose clock is their own. */
const goOn: readonly string[] = ["wait", "arrived", "settled", "stale", "escalation", "update", "hear", "promise"];

/** Whether what is asked of a firm stands still: nobody is reminded of what they cannot do now, and it cannot be late. */
export const standsStill = (s: Shared, asked: Pick<Asked, "key" | "firm">): boolean =>
  !goesOn(asked.key) && standsSince(s, asked.firm) !== null;

const goesOn = (key: string): boolean => goOn.includes(kindOf(key));

/** Since when the clocks of a firm stand: it waits, or both wait for the word on what was put right; `null`: they run. */
const standsSince = (s: Shared, firm: Firm): Instant | null => {
  if (s.followUp.closed) return null;
  return isPending(s) ? s.settlement.latest!.at : (waitOf(s, firm)?.since ?? null);
};

/** How long the clock of what is asked of a firm has stood in all until `now`, in milliseconds. */
export function stoodMs(s: Shared, { key, firm }: Pick<Asked, "key" | "firm">, now: Instant): number {
  if (goesOn(key)) return 0;
  const since = standsSince(s, firm);
  return s.waiting.stoodMs[firm] + (since === null ? 0 : epochMs(now) - epochMs(since));
}

/** The case after the clocks of a firm have stood from an instant on and run again. */
export const stood = (waiting: Waiting, firm: Firm, from: Instant, to: Instant): Waiting => ({
  ...waiting,
  stoodMs: { ...waiting.stoodMs, [firm]: waiting.stoodMs[firm] + epochMs(to) - epochMs(from) },
});

/** The case after an event of waiting. */
export function evolveWaiting(s: Shared, event: WaitingEvent & Stamped): Shared {
  const { by, firm, at } = stamp(event);
  const { waiting } = s;
  const put = (change: Partial<Waiting>): Shared => ({ ...s, waiting: { ...waiting, ...change } });
  const found = waiting.open.find(({ id }) => id === event.wait);
  switch (event.type) {
    case "wait-begun": {
      const holds = event.on === "other-firm" ? s.promises.filter((one) => one.firm === firm && one.status === "open") : [];
      const { wait: id, on, until } = event;
      const begun: Wait = {
        id,
        firm,
        by,
        since: at,
        on,
        what: event.said?.what ?? null,
        until,
        looks: 0,
        holds: holds.map((one) => one.id),
      };
      return put({ open: [...waiting.open, begun] });
    }
    case "wait-extended":
      return put({ open: waiting.open.map((one) => (one === found ? { ...one, until: event.until, looks: one.looks + 1 } : one)) });
    case "wait-ended":
      return found ? ended(s, found, at) : s;
    default:
      return event satisfies never;
  }
}

function ended(s: Shared, wait: Wait, at: Instant): Shared {
  const { firm, on, since } = wait;
  const { waiting } = s;
  const waitedMs = waiting.waitedMs[firm][on] + epochMs(at) - epochMs(since);
  return {
    ...s,
    promises: s.promises.map((promise) => (wait.holds.includes(promise.id) ? moved(promise, since, at) : promise)),
    waiting: stood(
      {
        ...waiting,
        open: waiting.open.filter((one) => one !== wait),
        waits: last(waiting.waits, { firm, on, from: since, to: at }, kept.waits),
        waitedMs: { ...waiting.waitedMs, [firm]: { ...waiting.waitedMs[firm], [on]: waitedMs } },
      },
      firm,
      since,
      at,
    ),
  };
}

/** What its owner has done meanwhile, all the same, stood only until then. */
const moved = (promise: PromiseTo, from: Instant, to: Instant): PromiseTo =>
  waitedFor(promise, from, promise.doneAt !== null && promise.doneAt < to ? promise.doneAt : to);
