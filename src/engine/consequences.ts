/** What follows from a change besides what is asked: which rooms hear of it, and which live messages must be drawn anew. All of it is derived. */
import type { Asked, Case, Shared } from "../domain/case.ts";
import type { Event } from "../domain/event.ts";
import { allOf, type Closing, type Flow, flowsOf, flowsWith, type Notice, type Slot } from "../domain/flow.ts";
import type { PersonId } from "../domain/ids.ts";
import { roomKey } from "../domain/message.ts";
import { kindOf } from "../domain/otherwise.ts";
import { type Audience, audiences } from "../domain/people.ts";
import type { SetUpNews } from "../domain/set-up/speech.ts";
import type { Talk, Tool } from "../domain/talk.ts";
import type { Instant } from "../domain/time.ts";
import { together } from "../domain/together.ts";
import type { CardMark, EventRow, Post } from "../ports/store.ts";
import { askedOf } from "./asking.ts";

/** How a queued post is drawn: news of an event, or a reminder of an ask. */
export type Recipe =
  /** How all cases stand, for one person. */
  | { readonly kind: "digest"; readonly since: Instant }
  | { readonly kind: "set-up"; readonly news: SetUpNews }
  /** Talk that is carried from another place of the shared room. `at`: since when it is so, in milliseconds by the clock of its own platform. */
  | ({ readonly kind: "talk"; readonly at: number } & Talk)
  /** News outside of any case for whoever answers for a firm: a sentence of the catalogue. `at`: when it was news. */
  | { readonly kind: "lead"; readonly at: Instant; readonly key: string; readonly args: Readonly<Record<string, string>> }
  /** Another place of the shared room takes nothing, or takes it again. */
  | { readonly kind: "held"; readonly tool: Tool; readonly over: boolean }
  | { readonly kind: "notice"; readonly audience: Audience; readonly seq: number; readonly index: number }
  | { readonly kind: "reminder"; readonly audience: Audience; readonly ask: string; readonly slot: Slot };

/** The same post in another place of its room: a key of its own. */
export const elsewhere = (post: Post, room: string): Post => ({ ...post, key: `${post.key}@${room}`, room });

/** The news that an event is, in the order of the flows. */
export const noticesOf = (flows: readonly Flow[], event: Event, shared: Shared): readonly Notice[] =>
  allOf(flowsWith(flowsOf(flows, shared.kind), "notices"), (flow) => flow.notices(event, shared));

/** The posts that events cause, in their order; each key is made from the event and used once. */
export function posts(
  flows: readonly Flow[],
  before: Case | null,
  held: Case,
  events: readonly { readonly event: Event; readonly row: EventRow }[],
): Post[] {
  const reminded = new Set<string>();
  return allOf(events, ({ event, row: { audience, seq } }): Post[] => {
    const key = `${held.id}:${audience}:${seq}`;
    if (event.type === "reminded") {
      const asksIn = (one: Case): readonly PersonId[] => askedOf(one, event.audience).find(({ key: ask }) => ask === event.ask)?.to ?? [];
      // Who is asked in this very turn for the first time is not reminded besides.
      const to = (event.to ?? asksIn(held)).filter((person) => {
        if (before !== null && !asksIn(before).includes(person)) return false;
        // What is asked of somebody together comes to mind once.
        const question = `${person} ${together(askedOf(held, event.audience), event.ask, person)[0]?.key ?? event.ask}`;
        if (reminded.has(question)) return false;
        reminded.add(question);
        return true;
      });
      const recipe: Recipe = { kind: "reminder", audience, ask: event.ask, slot: event.slot as Slot };
      return to.map((person) => ({ key: `${key}:${person}`, room: roomKey({ kind: "person", person }), recipe: JSON.stringify(recipe) }));
    }
    return noticesOf(flows, event, held.shared).map((notice, index) => {
      const recipe: Recipe = { kind: "notice", audience, seq, index };
      return { key: `${key}:${index}`, room: roomKey(notice.to), recipe: JSON.stringify(recipe) };
    });
  });
}

/**
 * The live messages that events change: the case card, asks that came or ended, asks that look different now. `answers`: whether what
 * was done answers an ask; one that ended otherwise is withdrawn, and nobody is named as having done it.
 */
export function cards(
  flows: readonly Flow[],
  before: Case | null,
  after: Case,
  events: readonly Event[],
  answers: (key: string) => boolean,
): CardMark[] {
  const marks = new Map<string, CardMark>();
  const mark = (room: string, name: string, closing: Closing | null = null) => {
    marks.set(`${room} ${name}`, { room, name, closing: closing && JSON.stringify(closing) });
  };
  const redrawn = events.map(({ type, audience }) => ({
    audience,
    kinds: allOf(flowsWith(flowsOf(flows, after.shared.kind), "redraws"), (flow) => flow.redraws[type] ?? []),
  }));
  const actor = events.find(({ by }) => by !== "clock");
  const closed = (ask: Asked, at: Instant): Closing => ({
    ask: ask.key,
    by: actor && actor.of === ask.firm && answers(ask.key) ? actor.by : null,
    at,
  });
  for (const event of events) {
    mark(event.audience, "case");
    if (event.type === "reported" || event.type === "opened" || event.type === "closed" || event.type === "reopened") {
      mark("supplier", "case");
      mark("customer", "case");
    }
    if (event.type !== "asked" && event.type !== "ask-ended") continue;
    const [was, is] = [before ? askedOf(before, event.audience) : [], askedOf(after, event.audience)];
    const known = was.find(({ key }) => key === event.ask)?.to ?? [];
    for (const person of new Set([...known, ...(event.type === "asked" ? event.to : [])])) {
      const room = roomKey({ kind: "person", person });
      const [gone] = together(was, event.ask, person);
      const [open] = together(is, event.ask, person);
      if (gone && gone.key !== open?.key) mark(room, gone.key, closed(gone, event.at));
      if (open) mark(room, open.key);
    }
  }
  if (redrawn.some(({ kinds }) => kinds.length > 0)) {
    for (const audience of audiences) {
      for (const { key, to, firm } of askedOf(after, audience)) {
        // What a firm says among itself must not even redraw, unchanged, what the other firm sees.
        const looksDifferent = redrawn.some((by) => by.kinds.includes(kindOf(key)) && (by.audience === "shared" || by.audience === firm));
        if (!looksDifferent) continue;
        for (const person of to) mark(roomKey({ kind: "person", person }), together(askedOf(after, audience), key, person)[0]!.key);
      }
    }
  }
  return [...marks.values()];
}
