/** What can happen in a random conversation: numbers choose among what is possible when its turn comes. */
import fc from "fast-check";
import { type Locus, loci } from "../../src/domain/collaboration.ts";
import type { Firm } from "../../src/domain/people.ts";
import { type Stops, stops } from "../../src/domain/severity.ts";
import { hourMs, minuteMs } from "../../src/domain/time.ts";

/** One thing that happens in a random conversation. */
export type Move =
  /** Somebody presses a button of what they are asked. */
  | { readonly kind: "asked"; readonly ask: number; readonly action: number; readonly fill: number }
  /** Somebody presses a button behind More…. */
  | { readonly kind: "more"; readonly who: number; readonly action: number; readonly fill: number }
  /** Somebody presses a button that was drawn some time ago, for them or for somebody else. */
  | { readonly kind: "stale"; readonly who: number; readonly action: number; readonly fill: number }
  /** Somebody sends any command at all, on anything in the case or on nothing. */
  | { readonly kind: "junk"; readonly who: number; readonly fill: number }
  | { readonly kind: "wait"; readonly ms: number; readonly asleep: boolean }
  | { readonly kind: "talk"; readonly firm: Firm; readonly fill: number }
  /** Time in which the relay does not come by. */
  | { readonly kind: "lag"; readonly ms: number }
  /** Something is offered for two hours, and answered within a millisecond of its end; or the clock comes so near to another date. */
  | { readonly kind: "edge"; readonly which: number; readonly ms: -1 | 0 | 1 }
  /** Anyone tries to sign what is on the table, asked or not. */
  | { readonly kind: "sign"; readonly who: string }
  /** A command comes again with its key: as it was, or with other content. */
  | { readonly kind: "again"; readonly which: number; readonly other: boolean }
  /** Somebody of another relationship, or nobody at all, tries a button or a case that is not there. */
  | { readonly kind: "foreign"; readonly action: number; readonly fill: number; readonly how: "elsewhere" | "nobody" | "nowhere" }
  /** Whoever leads for a firm says where it came from, or how grave it is: the plan changes. */
  | { readonly kind: "replan"; readonly firm: Firm; readonly to: Locus | Stops }
  | { readonly kind: "rights"; readonly limit: number | null }
  /** A firm's settings change: who is there, who may sign, how many must. */
  | { readonly kind: "settings"; readonly who: number; readonly change: "leaves" | "is-back" | "may-sign" | "away" | "two-sign" };

const pick = fc.nat({ max: 9_999 });
/** Mostly the first, which is what a person would press. */
const first = fc.oneof({ arbitrary: fc.constant(0), weight: 5 }, { arbitrary: fc.nat({ max: 3 }), weight: 2 });
const waits = [5 * minuteMs, hourMs, 5 * hourMs, 26 * hourMs, 70 * hourMs, 400 * hourMs, 1_600 * hourMs];

const asked = fc.record({ kind: fc.constant("asked" as const), ask: pick, action: first, fill: pick });
const more = fc.record({ kind: fc.constant("more" as const), who: pick, action: pick, fill: pick });
const stale = fc.record({ kind: fc.constant("stale" as const), who: pick, action: pick, fill: pick });
const junk = fc.record({ kind: fc.constant("junk" as const), who: pick, fill: pick });
const wait = fc.record({ kind: fc.constant("wait" as const), ms: fc.constantFrom(...waits), asleep: fc.boolean() });

/** One move; by far the most are answers to what is asked. */
export const move: fc.Arbitrary<Move> = fc.oneof(
  { arbitrary: asked, weight: 24 },
  { arbitrary: more, weight: 3 },
  { arbitrary: stale, weight: 2 },
  { arbitrary: junk, weight: 2 },
  { arbitrary: wait, weight: 2 },
);
/** Talk in a firm's own room: notes, weighing, putting off what is asked in private, and surveys that nobody hears of. */
export const talk: fc.Arbitrary<Move> = fc.record({
  kind: fc.constant("talk" as const),
  firm: fc.constantFrom<Firm>("supplier", "customer"),
  fill: fc.nat({ max: 999 }),
});
/** A change of rights: an approver's limit in cents, or none at all. */
export const rights: fc.Arbitrary<Move> = fc.record({
  kind: fc.constant("rights" as const),
  limit: fc.constantFrom(0, null, 100_000, 999_999, 5_000_000),
});
/** Anyone signs, asked or not. */
export const anyoneSigns: fc.Arbitrary<Move> = fc.record({
  kind: fc.constant("sign" as const),
  who: fc.constantFrom("lars", "lars", "lars", "hanne", "shirin", "mads"),
});

/** A change of plan. */
export const replan: fc.Arbitrary<Move> = fc.record({
  kind: fc.constant("replan" as const),
  firm: fc.constantFrom<Firm>("supplier", "customer"),
  to: fc.oneof(
    { arbitrary: fc.constantFrom<Locus | Stops>(...loci), weight: 4 },
    { arbitrary: fc.constantFrom<Locus | Stops>(...stops), weight: 1 },
  ),
});

/** All that can happen, foreign, repeated, late and forbidden things among it. */
export const anything: fc.Arbitrary<Move> = fc.oneof(
  { arbitrary: asked, weight: 60 },
  { arbitrary: more, weight: 12 },
  { arbitrary: stale, weight: 6 },
  { arbitrary: junk, weight: 10 },
  { arbitrary: wait, weight: 7 },
  { arbitrary: talk, weight: 5 },
  { arbitrary: anyoneSigns, weight: 5 },
  { arbitrary: fc.record({ kind: fc.constant("lag" as const), ms: fc.constantFrom(1, minuteMs, 9 * hourMs) }), weight: 2 },
  {
    arbitrary: fc.record({ kind: fc.constant("edge" as const), which: pick, ms: fc.constantFrom(-1 as const, 0 as const, 1 as const) }),
    weight: 3,
  },
  { arbitrary: fc.record({ kind: fc.constant("again" as const), which: pick, other: fc.boolean() }), weight: 3 },
  {
    arbitrary: fc.record({
      kind: fc.constant("foreign" as const),
      action: pick,
      fill: pick,
      how: fc.constantFrom("elsewhere" as const, "nobody" as const, "nowhere" as const),
    }),
    weight: 3,
  },
  { arbitrary: rights, weight: 2 },
  { arbitrary: replan, weight: 4 },
  {
    arbitrary: fc.record({
      kind: fc.constant("settings" as const),
      who: pick,
      change: fc.constantFrom(
        "leaves" as const,
        "is-back" as const,
        "is-back" as const,
        "may-sign" as const,
        "away" as const,
        "two-sign" as const,
      ),
    }),
    weight: 2,
  },
);

/** The moves of one conversation: up to `longest`, most of them long enough to reach an agreement. */
export const moves = (longest = 48, one: fc.Arbitrary<Move> = move): fc.Arbitrary<readonly Move[]> =>
  fc.array(one, { minLength: 1, maxLength: longest, size: "max" });
