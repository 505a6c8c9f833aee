/**
 * What waits too long climbs: the same rung of both firms' ladders is told the same facts, and it comes down again when somebody
 * takes it up, gives it back or answers. A case in which nothing happens is asked about; a burning one is reported on.
 */
import { plusWorking } from "../src/domain/calendar.ts";
import type { Asked, Shared } from "../src/domain/case.ts";
import { accept, type Context, type Decision, type Flow, type Rejection, reject, type Wanted } from "../src/domain/flow.ts";
import type { PersonId } from "../src/domain/ids.ts";
import { type Account, type Firm, firms, isAway, otherFirm, type SeverityName } from "../src/domain/people.ts";
import { hourMs, type Instant, minuteMs, plus } from "../src/domain/time.ts";
import { openPlaces } from "./containment.ts";
import { draw, more, notices, section } from "./escalation-cards.ts";
import { climbedTo, isClimbing, mayBeLate, nextRung, onRung } from "./escalation-state.ts";
import { hearsBy } from "./heard-by.ts";
import { planOf } from "./plan.ts";
import { isWaiting } from "./promise-state.ts";

/** Working days of silence after which a case is asked about, by severity (ours). */
const staleDays: { readonly [S in SeverityName]: number } = { critical: 1, high: 2, normal: 5, low: 10 };
/** How often somebody is asked for a word while it burns (product page, section 4). */
const updateEveryMs = 30 * minuteMs;

/** When a rung of the ladders is asked about an ask. */
function opens(s: Shared, account: Account, asked: Asked, rung: number): Instant {
  const climb = s.escalation.climbs.find(({ ask }) => ask === asked.key);
  const { calendar } = account.firms[asked.firm];
  const stepMs = account.service.escalate[s.severity] * minuteMs;
  const from = climb?.next ?? 0;
  const steps = rung - from + (climb?.atOnce ? 0 : 1);
  const since = climb?.since ?? asked.due;
  return steps === 0 ? since : plusWorking(calendar, since, steps * stepMs);
}

/** How many rungs the longer of the two ladders has. */
const height = (account: Account): number => Math.max(...firms.map((firm) => account.firms[firm].ladder.length));

/** Whether the clock of what is asked stands still, so that it cannot be late. */
const stands = (s: Shared, asked: Asked, now: Instant): boolean => {
  if (!asked.key.startsWith("promise:")) return false;
  const promise = s.promises.find(({ id }) => id === asked.key.split(":")[1]);
  return promise !== undefined && isWaiting(s, promise, now);
};

/** Who above is asked about what waits too long; about nothing that ends in this very turn, and past whoever is asked it from now on. */
function rungs(s: Shared, account: Account, now: Instant, others: readonly Wanted[]): Wanted[] {
  const away = account.people.filter((person) => isAway(person, now)).map(({ id }) => id);
  return s.asked
    .filter((asked) => mayBeLate(s, asked) && !stands(s, asked, now))
    .flatMap((asked) => {
      const still = others.find(({ key, firm }) => key === asked.key && firm === asked.firm);
      if (!still) return [];
      const climb = s.escalation.climbs.find(({ ask }) => ask === asked.key);
      // Who is away is passed over, unless nobody of the ladder is there.
      const but = (firm: Firm): readonly PersonId[] => {
        const there = [...still.to, ...away];
        return onRung(account, firm, 0, there).length > 0 ? there : still.to;
      };
      const wanted: Wanted[] = [];
      // Whoever took it up on a rung has ended what was asked on it, at both firms.
      for (let rung = climb?.next ?? 0; rung < height(account); rung++) {
        const since = opens(s, account, asked, rung);
        // Each rung is later than the one before: those after one that is still to come need not be worked out yet.
        const before = wanted.at(-1)?.opens;
        if (before && before > now) break;
        for (const firm of firms) {
          if (firm !== asked.firm && s.escalation.seen.includes(`${asked.key} ${rung}`)) continue;
          const to = onRung(account, firm, rung, but(firm));
          if (to.length === 0) continue;
          const due = { withinMinutes: account.service.escalate[s.severity] };
          wanted.push({
            key: `escalation:${rung}:${firm}:${asked.key}`,
            firm,
            to,
            own: true,
            due,
            opens: since,
            slots: ["0"],
          });
        }
      }
      return wanted;
    });
}

/**
 * When nothing has been said of a case for long, both leads are asked; twice as late each time that nobody answers. At once, and until
 * one of them answers, where nobody is asked anything else any more, since all that was asked has been left open.
 */
function stale(s: Shared, account: Account, now: Instant, others: readonly Wanted[]): Wanted[] {
  const { unanswered, since } = s.escalation.stale;
  const idle = !others.some(({ opens }) => opens === undefined || opens <= now);
  // Whoever has until Thursday is not asked on Tuesday: it is quiet from the last date on that anybody was given.
  const dates = idle ? [] : s.asked.filter(({ key }) => !ours.test(key)).map(({ due }) => due);
  const quiet = [s.lastChange.at, ...(since === null ? [] : [since]), ...dates].reduce((one, other) => (one > other ? one : other));
  const days = staleDays[s.severity] * 2 ** Math.min(unanswered, 4);
  // At one instant for both firms; and it ends once, by the supplier's.
  const opens = firms
    .map((firm) => plusWorking(account.firms[firm].calendar, quiet, days * workingDayMs))
    .reduce((one, other) => (one > other ? one : other));
  const due = { withinMinutes: 3 * workingDayMinutes };
  return firms.map((firm) => ({
    key: `stale:${quiet}:${firm}`,
    firm,
    to: [s.lead[firm]],
    ...(idle ? {} : { opens, ends: firm === "supplier" }),
    due,
    slots: ["-1d", "-2h", "0"],
  }));
}

/** Asks that this flow makes of others. */
const ours = /^(escalation|stale|update):/;

/** A working day, as service levels reckon it. */
const workingDayMinutes = 8 * 60;
const workingDayMs = workingDayMinutes * minuteMs;

/**
 * While it burns one owner of each firm is asked for situation, actions and needs, every half hour until it is contained; but not of
 * a customer that was told before it noticed and has nothing to bring.
 */
function updates(s: Shared, account: Account): Wanted[] {
  const { count, latest } = s.escalation.updates;
  // Until something is said of every place where it could lie: one of them alone contains nothing.
  const contained = () => s.containment.length > 0 && openPlaces(s).length === 0;
  if (s.severity !== "critical" || s.acknowledged === null || s.negotiation.agreement !== null || contained()) return [];
  const at = plus(latest?.at ?? s.acknowledged!.at, updateEveryMs);
  const { customer } = planOf(s, account);
  const brings = customer.includes("at-hand") || customer.includes("work");
  return firms
    .filter((firm) => firm === "supplier" || brings)
    .map(
      (firm): Wanted => ({ key: `update:${count}:${firm}`, firm, to: [s.lead[firm]], opens: at, due: { withinMinutes: 15 }, slots: ["0"] }),
    );
}

/** Whoever said when more is heard is asked for it then, an hour ahead. */
function promisedWord(s: Shared): Wanted[] {
  const by = hearsBy(s);
  if (by === null) return [];
  const firm = otherFirm(s.report.firm);
  return [{ key: "hear", firm, to: [s.lead[firm]], opens: plus(by, -hourMs), due: by, slots: ["0", "+2h", "+1d"] }];
}

/**
 * Does something about what has climbed to a person: all that they name and that is still with them, unless `refuses` says why not. What
 * is over by now, or was taken up by somebody else, is no reason to refuse the rest.
 */
function aboutClimbs(
  s: Shared,
  asks: readonly string[],
  type: "escalation-taken" | "escalation-returned" | "escalation-seen",
  { who }: Context,
  refuses: (of: Firm) => Rejection | null = () => null,
): Decision {
  if (!s.asked.some(({ key }) => asks.includes(key))) return reject("not-waiting");
  const climbed = climbedTo(s, who.id).filter(({ ask }) => asks.includes(ask));
  if (climbed.length === 0) return reject("not-asked");
  const refused = climbed.map(({ asked }) => refuses(asked.firm)).find((one) => one !== null);
  return refused ?? accept(...climbed.map(({ ask, rung }) => ({ type, audience: "shared", ask, rung }) as const));
}

export const escalation: Flow = {
  of: ["recovery"],
  rules: {
    escalate: ({ shared: s }, { ask, reason }, { account, said }) => {
      const asked = s.asked.find(({ key }) => key === ask);
      if (!asked || !mayBeLate(s, asked)) return reject("not-waiting");
      if (nextRung(s, account, asked).length === 0) return reject("nobody-above");
      if (isClimbing(s, ask)) return reject("climbed-already");
      return accept({ type: "escalated", audience: "shared", ask, said: said({ reason }) });
    },
    // The firm that is waited for can take it up; the other one knows of it.
    "take-escalation": ({ shared: s }, { ask }, context) =>
      aboutClimbs(s, ask, "escalation-taken", context, (firm) =>
        firm === context.who.firm ? null : reject("theirs-to-take", { firm: context.account.firms[firm].name }),
      ),
    "return-escalation": ({ shared: s }, { ask }, context) => aboutClimbs(s, ask, "escalation-returned", context),
    "see-escalation": ({ shared: s }, { ask }, context) =>
      aboutClimbs(s, ask, "escalation-seen", context, (firm) => (firm === context.who.firm ? reject("yours-to-take") : null)),
    "keep-going": ({ shared: s }, _ask, { who }) =>
      s.asked.some(({ key, to }) => key.startsWith("stale:") && to.includes(who.id))
        ? accept({ type: "still-going", audience: "shared" })
        : reject("not-asked"),
    "give-update": (_see, { situation, actions, needs }, { said }) =>
      accept({ type: "update-given", audience: "shared", said: said({ situation, actions: actions ?? null, needs: needs ?? null }) }),
  },
  asks: (s, account) => (s.followUp.closed ? [] : [...updates(s, account), ...promisedWord(s)]),
  asksOfAsks: (s, account, now, others) =>
    s.followUp.closed ? [] : [...rungs(s, account, now, others), ...stale(s, account, now, others)],
  passed: (_s, key) => (key.startsWith("stale:") && key.endsWith(":supplier") ? [{ type: "stale-unanswered", audience: "shared" }] : []),
  draw,
  section,
  more,
  notices,
};
