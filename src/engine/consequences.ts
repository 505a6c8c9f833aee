/**
 * What follows from a change: what is asked now and no longer, when somebody is next reminded, which rooms hear of it,
 * and which live messages must be drawn anew. All of it is derived; nothing is scheduled or cancelled by hand.
 */
import { nextWorking, plusWorking } from "../domain/calendar.ts";
import { type Asked, type Case, visibleTo } from "../domain/case.ts";
import type { Draft, Event } from "../domain/event.ts";
import { type Closing, type Flow, type Slot, slots, type Wanted } from "../domain/flow.ts";
import { roomKey } from "../domain/message.ts";
import { type Account, type Audience, audiences, personOf } from "../domain/people.ts";
import { type Instant, minuteMs, plus } from "../domain/time.ts";
import type { CardMark, EventRow, Post } from "../ports/store.ts";

const askedOf = (held: Case, audience: Audience): readonly Asked[] => (audience === "shared" ? held.shared : held[audience]).asked;

/** Everything that an audience's flows want asked now or later. */
function wantedBy(flows: readonly Flow[], held: Case, audience: Audience, account: Account, now: Instant): Wanted[] {
  if (audience === "shared") return flows.flatMap((flow) => flow.asks?.(held.shared, account, now) ?? []);
  return flows.flatMap((flow) => flow.ownAsks?.(visibleTo(audience, held), audience, account, now) ?? []);
}

const sameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((item, i) => item === b[i]);

/** When it is due: as given, or the agreed working time from the moment of asking. */
function dueOf(wanted: Wanted, known: Asked | undefined, account: Account, now: Instant): Instant {
  if (typeof wanted.due === "string") return wanted.due;
  if (known) return known.due;
  return plusWorking(account.firms[wanted.firm].calendar, now, wanted.due.withinMinutes * minuteMs);
}

/** The events that bring what is asked of these audiences in line with what the flows want: new asks, moved ones, ended ones. */
export function reconcile(flows: readonly Flow[], held: Case, account: Account, now: Instant, of: readonly Audience[]): Draft[] {
  return of.flatMap((audience): Draft[] => {
    const wanted = wantedBy(flows, held, audience, account, now).filter(({ opens }) => !opens || opens <= now);
    const asked = askedOf(held, audience);
    const ended = asked.filter(({ key }) => !wanted.some((one) => one.key === key));
    return [
      ...ended.map(({ key }): Draft => ({ type: "ask-ended", audience, ask: key })),
      ...wanted.flatMap((one): Draft[] => {
        const known = asked.find(({ key, firm }) => key === one.key && firm === one.firm);
        const due = dueOf(one, known, account, now);
        if (known && known.due === due && sameList(known.to, one.to)) return [];
        return [{ type: "asked", audience, ask: one.key, firm: one.firm, to: one.to, due }];
      }),
    ];
  });
}

type NextSlot = { readonly slot: Slot; readonly at: Instant };

/**
 * The slots of an ask that are still to come, each in the working hours of the first person who is asked, late ones in the next;
 * worked out as they are taken.
 */
function* slotsOf(asked: Asked, wanted: Wanted, account: Account, now: Instant): Generator<NextSlot> {
  if (wanted.paused) return;
  const person = asked.to[0] ? personOf(account, asked.to[0]) : null;
  const calendar = person?.calendar ?? account.firms[asked.firm].calendar;
  const passed = asked.passed === null ? -1 : wanted.slots.indexOf(asked.passed as Slot);
  for (const slot of wanted.slots.slice(passed + 1)) {
    const raw = plus(asked.due, slots[slot]);
    if (slots[slot] < 0 && raw <= asked.at) continue;
    const working = nextWorking(calendar, raw);
    if (slots[slot] < 0 && working >= asked.due) continue;
    const at = asked.quietUntil && asked.quietUntil > working ? nextWorking(calendar, asked.quietUntil) : working;
    yield { slot, at: at < now ? nextWorking(calendar, now) : at };
  }
}

/** When the case must be looked at again; `null`: it waits for nothing that has a date. */
export function nextDue(flows: readonly Flow[], held: Case, account: Account, now: Instant): Instant | null {
  let soonest: Instant | null = null;
  const consider = (at: Instant) => {
    if (!soonest || at < soonest) soonest = at;
  };
  for (const audience of audiences) {
    const asked = askedOf(held, audience);
    for (const wanted of wantedBy(flows, held, audience, account, now)) {
      const known = asked.find(({ key }) => key === wanted.key);
      if (!known) {
        if (wanted.opens) consider(wanted.opens);
        continue;
      }
      const [next] = slotsOf(known, wanted, account, now);
      if (next) consider(next.at);
      if (wanted.ends) consider(known.due);
    }
  }
  return soonest;
}

/** What the passing of time does to a case: things that end, and one reminder for each ask, missed slots collapsed into it. */
export function passing(flows: readonly Flow[], held: Case, account: Account, now: Instant): Draft[] {
  const drafts: Draft[] = [];
  for (const audience of audiences) {
    const asked = askedOf(held, audience);
    for (const wanted of wantedBy(flows, held, audience, account, now)) {
      const known = asked.find(({ key }) => key === wanted.key);
      if (!known) continue;
      const ended = wanted.ends && known.due <= now ? flows.flatMap((flow) => flow.passed?.(held.shared, known.key, now) ?? []) : [];
      const due = [...slotsOf(known, wanted, account, now)].filter(({ at }) => at <= now);
      const last = due.at(-1);
      if (ended.length > 0) drafts.push(...ended);
      else if (last) drafts.push({ type: "reminded", audience, ask: known.key, slot: last.slot });
    }
  }
  return drafts;
}

/** How a queued post is drawn: news of an event, or a reminder of an ask. */
export type Recipe =
  | { readonly kind: "notice"; readonly audience: Audience; readonly seq: number; readonly index: number }
  | { readonly kind: "reminder"; readonly audience: Audience; readonly ask: string; readonly slot: Slot };

/** The posts that events cause, in their order; each key is made from the event and used once. */
export function posts(flows: readonly Flow[], held: Case, events: readonly { readonly event: Event; readonly row: EventRow }[]): Post[] {
  return events.flatMap(({ event, row: { audience, seq } }): Post[] => {
    const key = `${held.id}:${audience}:${seq}`;
    if (event.type === "reminded") {
      const to = askedOf(held, event.audience).find((one) => one.key === event.ask)?.to ?? [];
      const recipe: Recipe = { kind: "reminder", audience, ask: event.ask, slot: event.slot as Slot };
      return to.map((person) => ({ key: `${key}:${person}`, room: roomKey({ kind: "person", person }), recipe: JSON.stringify(recipe) }));
    }
    return flows
      .flatMap((flow) => flow.notices?.(event, held.shared) ?? [])
      .map((notice, index) => {
        const recipe: Recipe = { kind: "notice", audience, seq, index };
        return { key: `${key}:${index}`, room: roomKey(notice.to), recipe: JSON.stringify(recipe) };
      });
  });
}

const kindOf = (key: string): string => key.split(":")[0]!;

/** The live messages that events change: the case card, asks that came or ended, asks that look different now. */
export function cards(flows: readonly Flow[], before: Case | null, after: Case, events: readonly Event[]): CardMark[] {
  const marks = new Map<string, CardMark>();
  const mark = (room: string, name: string, closing: Closing | null = null) => {
    marks.set(`${room} ${name}`, { room, name, closing: closing && JSON.stringify(closing) });
  };
  const redrawn = events.map(({ type, audience }) => ({ audience, kinds: flows.flatMap((flow) => flow.redraws?.[type] ?? []) }));
  const actor = events.find(({ by }) => by !== "clock");
  for (const event of events) {
    mark(event.audience, "case");
    if (event.type === "reported" || event.type === "closed" || event.type === "reopened") {
      mark("supplier", "case");
      mark("customer", "case");
    }
    if (event.type === "asked") {
      const gone = before ? askedOf(before, event.audience).find(({ key }) => key === event.ask) : undefined;
      for (const person of event.to) mark(roomKey({ kind: "person", person }), event.ask);
      for (const person of gone?.to ?? []) {
        if (!event.to.includes(person)) mark(roomKey({ kind: "person", person }), event.ask, { ask: event.ask, by: null, at: event.at });
      }
    }
    if (event.type === "ask-ended") {
      const ended = before ? askedOf(before, event.audience).find(({ key }) => key === event.ask) : undefined;
      const answered = actor && ended && actor.of === ended.firm;
      const closing: Closing = { ask: event.ask, by: answered ? actor.by : null, at: event.at };
      for (const person of ended?.to ?? []) mark(roomKey({ kind: "person", person }), event.ask, closing);
    }
  }
  if (redrawn.some(({ kinds }) => kinds.length > 0)) {
    for (const audience of audiences) {
      for (const { key, to, firm } of askedOf(after, audience)) {
        // What a firm says among itself must not even redraw, unchanged, what the other firm sees.
        const looksDifferent = redrawn.some((by) => by.kinds.includes(kindOf(key)) && (by.audience === "shared" || by.audience === firm));
        if (!looksDifferent) continue;
        for (const person of to) mark(roomKey({ kind: "person", person }), key);
      }
    }
  }
  return [...marks.values()];
}
