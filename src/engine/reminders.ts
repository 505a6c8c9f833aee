/** When somebody is next reminded, in their own working time, and what the passing of time does to a case. */
import { type Calendar, nextWorking } from "../domain/calendar.ts";
import type { Asked, Case } from "../domain/case.ts";
import type { Draft } from "../domain/event.ts";
import { allOf, type Flow, flowsOf, flowsWith, type Slot, slots, type Wanted } from "../domain/flow.ts";
import type { PersonId } from "../domain/ids.ts";
import { type Account, type Audience, audiences, nextGoing, ownTime, personOf } from "../domain/people.ts";
import { type Instant, minuteMs, plus } from "../domain/time.ts";
import { askedOf, isOver, wantedBy } from "./asking.ts";

type NextSlot = { readonly slot: Slot; readonly at: Instant };

/** The working times of these people; of nobody, the firm's. */
function timesOf(ids: readonly PersonId[], { firm }: Asked, account: Account): readonly Calendar[] {
  const times = allOf(ids, (id) => {
    const person = personOf(account, id);
    return person ? [ownTime(person)] : [];
  });
  return times.length > 0 ? times : [account.firms[firm].calendar];
}

/** When the first of these people is at work from `from` on. */
const firstAtWork = (times: readonly Calendar[], from: Instant): Instant =>
  times.map((time) => nextWorking(time, from)).reduce((one, other) => (one < other ? one : other));

/** When the first of these people can be reminded of what was to come at `raw`: at work, not put off, and not in the past. */
function firstFree(times: readonly Calendar[], { quietUntil }: Asked, raw: Instant, now: Instant): Instant {
  const working = firstAtWork(times, raw);
  const at = quietUntil && quietUntil > working ? firstAtWork(times, quietUntil) : working;
  return at < now ? firstAtWork(times, now) : at;
}

/**
 * The slots of an ask that are still to come, late ones in the next working hour; worked out as they are taken. A slot passes when the
 * first of those who are asked is at work; the others are reminded of it when they are, see `laterOf`: two shifts may never meet, and
 * whoever is away must not keep a reminder from those who are there. Those that come after `upTo` are not worked out.
 */
function* slotsOf(asked: Asked, wanted: Wanted, account: Account, now: Instant, upTo?: Instant): Generator<NextSlot> {
  if (wanted.paused) return;
  const times = timesOf(asked.to, asked, account);
  const passed = asked.passed === null ? -1 : wanted.slots.indexOf(asked.passed as Slot);
  // What is late already when it is asked is not asked twice at once: its reminders count from then.
  const from = asked.due > asked.at ? asked.due : asked.at;
  for (const slot of wanted.slots.slice(passed + 1)) {
    const raw = plus(from, slots[slot]);
    if (raw <= asked.at) continue;
    // They follow each other in time, and nobody is reminded before it.
    if (upTo !== undefined && raw > upTo) return;
    if (slots[slot] < 0 && firstAtWork(times, raw) >= from) continue;
    yield { slot, at: firstFree(times, asked, raw, now) };
  }
}

/** When somebody who was not at work at the last slot is reminded of it; `null`: nobody is left. */
function laterOf(asked: Asked, wanted: Wanted, account: Account, now: Instant): NextSlot | null {
  if (wanted.paused || asked.passed === null || !asked.later) return null;
  return { slot: asked.passed as Slot, at: firstFree(timesOf(asked.later, asked, account), asked, now, now) };
}

/** A reminder for those who are at work now, which at least one of them is. */
function remind(audience: Audience, asked: Asked, slot: Slot, account: Account, now: Instant): Draft {
  const to = asked.to.filter((id) => firstAtWork(timesOf([id], asked, account), now) === now);
  const left = asked.passed === slot && asked.later ? to.filter((id) => asked.later?.includes(id)) : to;
  return { type: "reminded", audience, ask: asked.key, slot, ...(left.length < asked.to.length && { to: left }) };
}

/** When the case must be looked at again; `null`: it waits for nothing that has a date. */
export function nextDue(flows: readonly Flow[], held: Case, account: Account, now: Instant): Instant | null {
  let soonest: Instant | null = null;
  const consider = (at: Instant) => {
    if (!soonest || at < soonest) soonest = at;
  };
  // Whom to ask changes when somebody goes away or is back.
  const isAsked = audiences.some((audience) => askedOf(held, audience).length > 0);
  for (const person of isAsked && held.shared.kind === "recovery" ? account.people : []) {
    const at = person.away.length === 0 ? null : nextGoing(person, now);
    if (at) consider(at);
  }
  for (const audience of audiences) {
    const asked = askedOf(held, audience);
    for (const wanted of wantedBy(flows, held, audience, account, now)) {
      const known = asked.find(({ key }) => key === wanted.key);
      if (isOver(wanted.until, now)) continue;
      if (!known) {
        // One whose time has come and that is not asked waits until its people have answered others.
        if (wanted.opens && wanted.opens > now) consider(wanted.opens);
        continue;
      }
      if (wanted.until) consider(wanted.until);
      const [next] = slotsOf(known, wanted, account, now);
      if (next) consider(next.at);
      const later = laterOf(known, wanted, account, now);
      if (later) consider(later.at);
      if (wanted.ends) consider(known.due);
    }
  }
  return soonest;
}

/** How near an end is watched: far longer than it takes to write what was decided, or to be told that it cannot be. */
const nearMs = minuteMs;

/** When something of the case next ends by itself, if that is so near that what is decided now could be written after it; else `null`. */
export function endsSoon(flows: readonly Flow[], held: Case, account: Account, now: Instant): Instant | null {
  const latest = plus(now, nearMs);
  const ends = audiences.flatMap((audience) => {
    const near = askedOf(held, audience).filter(({ due }) => now < due && due <= latest);
    if (near.length === 0) return [];
    const wanted = wantedBy(flows, held, audience, account, now);
    return near.filter(({ key }) => wanted.some((one) => one.key === key && one.ends)).map(({ due }) => due);
  });
  return ends.length === 0 ? null : ends.reduce((one, other) => (one < other ? one : other));
}

/** What the passing of time does to a case: things that end, and one reminder for each ask, missed slots collapsed into it. */
export function passing(flows: readonly Flow[], held: Case, account: Account, now: Instant): Draft[] {
  const drafts: Draft[] = [];
  for (const audience of audiences) {
    const asked = askedOf(held, audience);
    for (const wanted of wantedBy(flows, held, audience, account, now)) {
      const known = asked.find(({ key }) => key === wanted.key);
      if (!known || isOver(wanted.until, now)) continue;
      const ended =
        wanted.ends && known.due <= now
          ? flowsWith(flowsOf(flows, held.shared.kind), "passed").flatMap((flow) => flow.passed(held.shared, known.key, now, known.firm))
          : [];
      let last: NextSlot | null = null;
      for (const next of slotsOf(known, wanted, account, now, now)) {
        if (next.at > now) break;
        last = next;
      }
      const later = laterOf(known, wanted, account, now);
      if (!last && later && later.at <= now) last = later;
      if (ended.length > 0) drafts.push(...ended);
      else if (last) drafts.push(remind(audience, known, last.slot, account, now));
    }
  }
  return drafts;
}
