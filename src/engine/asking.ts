/** What is asked now and no longer: derived from what the flows want, so that nothing is scheduled or cancelled by hand. */
import { plusWorking } from "../domain/calendar.ts";
import { type Asked, type Case, type Shared, visibleTo } from "../domain/case.ts";
import type { Climb } from "../domain/escalation.ts";
import type { Draft } from "../domain/event.ts";
import { allOf, type Flow, flowsOf, flowsWith, type Wanted } from "../domain/flow.ts";
import type { PersonId } from "../domain/ids.ts";
import { asksNow, canWait, kindOf } from "../domain/otherwise.ts";
import { type Account, type Audience, isAway, type Person, peopleOf, personOf } from "../domain/people.ts";
import { type Instant, minuteMs, plus } from "../domain/time.ts";
import { questionOf } from "../domain/together.ts";
import { standsStill, stoodMs } from "../domain/waiting.ts";

/** What is asked now of an audience's people. */
export const askedOf = (held: Case, audience: Audience): readonly Asked[] => (audience === "shared" ? held.shared : held[audience]).asked;

type WorkedOut = {
  readonly fold: object;
  readonly flows: readonly Flow[];
  readonly shared: Shared;
  readonly account: Account;
  readonly now: Instant;
  readonly wanted: readonly Wanted[];
};
/** What was worked out last: a turn asks for the same again and again, and nobody else ever does, for time has passed. */
const last: { [A in Audience]?: WorkedOut } = {};

/** Everything that an audience's flows want asked now or later; worked out once for the same folds, settings and instant. */
export function wantedBy(flows: readonly Flow[], held: Case, audience: Audience, account: Account, now: Instant): readonly Wanted[] {
  const fold = held[audience];
  const { shared } = held;
  const found = last[audience];
  const same = found?.fold === fold && found.flows === flows && found.shared === shared && found.account === account && found.now === now;
  if (same) return found.wanted;
  const wanted = workedOut(flows, held, audience, account, now);
  last[audience] = { fold, flows, shared, account, now, wanted };
  return wanted;
}

type Planned = Omit<WorkedOut, "fold" | "wanted" | "shared"> & { readonly folds: readonly object[]; readonly planned: readonly Wanted[] };
const lastPlanned: { [A in Audience]?: Planned } = {};

/** Whether two folds are the same but for what is asked. */
function sameBesidesAsked(one: object, other: object): boolean {
  const was = one as Readonly<Record<string, unknown>>;
  const is = other as Readonly<Record<string, unknown>>;
  const names = Object.keys(is);
  return names.length === Object.keys(was).length && names.every((name) => name === "asked" || is[name] === was[name]);
}

/** What the flows want whatever is asked already: of folds in which only that has changed it is what it was a moment ago. */
function plannedBy(flows: readonly Flow[], held: Case, audience: Audience, account: Account, now: Instant): readonly Wanted[] {
  const { shared } = held;
  const folds = audience === "shared" ? [shared] : [shared, held[audience]];
  const before = lastPlanned[audience];
  const same =
    before?.flows === flows &&
    before.account === account &&
    before.now === now &&
    folds.every((fold, i) => fold === before.folds[i] || sameBesidesAsked(before.folds[i]!, fold));
  if (same) return before.planned;
  const found =
    audience === "shared"
      ? allOf(flowsWith(flows, "asks"), (flow) => flow.asks(shared, account, now))
      : allOf(flowsWith(flows, "ownAsks"), (flow) => flow.ownAsks(visibleTo(audience, held), audience, account, now));
  lastPlanned[audience] = { flows, folds, account, now, planned: found };
  return found;
}

function workedOut(every: readonly Flow[], held: Case, audience: Audience, account: Account, now: Instant): readonly Wanted[] {
  const flows = flowsOf(every, held.shared.kind);
  const first = plannedBy(flows, held, audience, account, now);
  const { otherwise } = held[audience];
  const { climbs } = held.shared.escalation;
  const stillOpen = (all: readonly Wanted[]): Wanted[] =>
    allOf(all, (one) => {
      const to = otherwise.length === 0 ? one.to : asksNow(one.key, one.to, otherwise).filter((id) => isOf(account, id, one));
      // Nobody is asked what all have left open; what was never for anybody stays as it is.
      if (to.length === 0 && one.to.length > 0) return [];
      const asked = to === one.to ? one : { ...one, to };
      return [audience === "shared" ? standing(takenUp(asked, climbs, account), held.shared) : asked];
    });
  const ofNow = (all: readonly Wanted[]): Wanted[] =>
    stillOpen(all).map((one) => ofThoseThere(ofThosePresent(one, account), held.shared, account, now));
  const others = ofNow(first);
  const about =
    audience === "shared" ? allOf(flowsWith(flows, "asksOfAsks"), (flow) => flow.asksOfAsks(held.shared, account, now, others)) : [];
  const asked = [...others, ...ofNow(about)];
  // A rehearsal reminds nobody: whoever has no minute for it lets it be.
  return held.shared.kind === "rehearsal" ? asked.map((one) => ({ ...one, slots: [] })) : asked;
}

/** Nobody who has left the settings is asked anything: what was theirs alone goes to those above, a signature to who may give it. */
function ofThosePresent(wanted: Wanted, account: Account): Wanted {
  const present = wanted.to.filter((id) => personOf(account, id)?.firm === wanted.firm);
  if (present.length === wanted.to.length) return wanted;
  if (present.length > 0) return { ...wanted, to: present };
  const people = peopleOf(account, wanted.firm);
  const above = wanted.key.startsWith("sign:")
    ? people.filter(({ approver }) => approver).map(({ id }) => id)
    : account.firms[wanted.firm].ladder.flat();
  return { ...wanted, to: [above.find((id) => personOf(account, id)) ?? people[0]!.id] };
}

/**
 * Who is away is asked nothing meanwhile: those who are there are, else the firm's lead of the case, else a colleague; and they again when
 * they are back. A signature waits for whoever may give it, and so does what is somebody's own. Where nobody is there, it stays as it is.
 */
function ofThoseThere(wanted: Wanted, shared: Shared, account: Account, now: Instant): Wanted {
  const isThere = (id: PersonId): boolean => {
    const person = personOf(account, id);
    return person !== null && person.firm === wanted.firm && !isAway(person, now);
  };
  const there = wanted.to.filter(isThere);
  if (there.length === wanted.to.length || shared.kind === "relationship") return wanted;
  if (there.length > 0) return { ...wanted, to: there };
  if (wanted.own || wanted.key.startsWith("sign:")) return wanted;
  const instead = [shared.lead[wanted.firm], ...colleagues(account, wanted)].find(isThere);
  return instead === undefined ? wanted : { ...wanted, to: [instead] };
}

/** Those who could stand in for who is asked, the best first: of the same function, no approver and nobody strategic before others. */
function colleagues(account: Account, { firm, to }: Wanted): readonly PersonId[] {
  const does = to[0] ? personOf(account, to[0])?.function : undefined;
  const far = ({ level, approver, function: own }: Person): number =>
    (level === "strategic" ? 4 : 0) + (approver ? 2 : 0) + (own === does ? 0 : 1);
  return [...peopleOf(account, firm)].sort((a, b) => far(a) - far(b)).map(({ id }) => id);
}

/** Nobody is reminded of what they cannot do now. */
const standing = (wanted: Wanted, shared: Shared): Wanted => (standsStill(shared, wanted) ? { ...wanted, paused: true } : wanted);

/** Whether somebody is still of the firm that is asked. */
const isOf = (account: Account, id: PersonId, { firm, to }: Wanted): boolean => to.includes(id) || personOf(account, id)?.firm === firm;

/** Whoever took up what waited too long is asked in place of those who were; only approvers can be asked to sign. */
function takenUp(wanted: Wanted, climbs: readonly Climb[], account: Account): Wanted {
  const taken = climbs.find(({ ask }) => ask === wanted.key)?.taken;
  if (!taken || wanted.key.startsWith("sign:") || personOf(account, taken)?.firm !== wanted.firm) return wanted;
  return { ...wanted, to: [taken] };
}

const sameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((item, i) => item === b[i]);

/**
 * When it is due: as given, or the agreed working time from the moment of asking, and later by what the firm's clocks have `stood`
 * since then, once they run again.
 */
function dueOf(wanted: Wanted, known: Asked | undefined, stood: number, account: Account, now: Instant): Instant {
  if (typeof wanted.due === "string") return wanted.due;
  if (known) return wanted.paused || stood === known.stood ? known.due : plus(known.due, stood - known.stood);
  return plusWorking(account.firms[wanted.firm].calendar, now, wanted.due.withinMinutes * minuteMs);
}

/** How many questions one person has before them at once in a case (question bank, section 1: three in a row at most). */
const mostAtOnce = 3;

/**
 * What is asked now of all that is wanted: a question that the case can go on without waits, in the order of the flows, until somebody who
 * is asked has fewer than three others to answer. What is asked already stays; what must be decided and what has a date of its own never
 * waits; promises under way are work, not questions. What is asked of a relationship has days of its own.
 */
function withRoom(wanted: readonly Wanted[], asked: readonly Asked[]): readonly Wanted[] {
  const isAsked = ({ key, firm }: Wanted): boolean => asked.some((one) => one.key === key && one.firm === firm);
  const before = new Map<PersonId, Set<string>>();
  const count = ({ key, to }: Wanted): void => {
    if (kindOf(key) !== "promise") for (const id of to) before.set(id, (before.get(id) ?? new Set()).add(questionOf(key)));
  };
  const waits = (one: Wanted): boolean => typeof one.due !== "string" && canWait(one.key) && !isAsked(one);
  if (!wanted.some(waits)) return wanted;
  for (const one of wanted) if (!waits(one)) count(one);
  return wanted.filter((one) => {
    if (!waits(one)) return true;
    const room = one.to.length === 0 || one.to.some((id) => (before.get(id)?.size ?? 0) < mostAtOnce);
    if (room) count(one);
    return room;
  });
}

/** The events that bring what is asked of these audiences in line with what the flows want: new asks, moved ones, ended ones. */
export function reconcile(flows: readonly Flow[], held: Case, account: Account, now: Instant, of: readonly Audience[]): Draft[] {
  return of.flatMap((audience): Draft[] => {
    const asked = askedOf(held, audience);
    const open = wantedBy(flows, held, audience, account, now).filter(
      ({ opens, until }) => (!opens || opens <= now) && !isOver(until, now),
    );
    const wanted = held.shared.kind === "relationship" ? open : withRoom(open, asked);
    const ended = asked.filter(({ key }) => !wanted.some((one) => one.key === key));
    return [
      ...ended.map(({ key }): Draft => ({ type: "ask-ended", audience, ask: key })),
      ...allOf(wanted, (one): Draft[] => {
        const known = asked.find(({ key, firm }) => key === one.key && firm === one.firm);
        const stood = audience === "shared" ? stoodMs(held.shared, one, now) : 0;
        const due = dueOf(one, known, stood, account, now);
        if (known && known.due === due && sameList(known.to, one.to)) return [];
        const within = typeof one.due === "string" || known ? null : one.due.withinMinutes;
        return [
          {
            type: "asked",
            audience,
            ask: one.key,
            firm: one.firm,
            to: one.to,
            due,
            ...(stood > 0 && { stood }),
            ...(within !== null && { within }),
          },
        ];
      }),
    ];
  });
}

/** Whether the time has come at which an ask is withdrawn. */
export const isOver = (until: Instant | undefined, now: Instant): boolean => until !== undefined && until <= now;
