/** Tells the other places of a shared room when one of them takes nothing for a while, and when it takes messages again: neutrally, once each. */
import { placesOf } from "../domain/people.ts";
import { minuteMs } from "../domain/time.ts";
import type { Chat } from "../ports/chat.ts";
import type { Post, Store } from "../ports/store.ts";
import type { Recipe } from "./consequences.ts";

/** A tool that is away for less than this is nobody's news; ours. */
const heldMs = 5 * minuteMs;

/**
 * Looks for places in which something has waited for `afterMs` after a first try, and for those in which nothing does any more. Answers how many
 * have been told of. Whichever process looks, each is told once.
 */
export async function tellHeld(store: Store, chat: Chat, afterMs: number = heldMs): Promise<number> {
  const changed = await store.heldPlaces(afterMs);
  for (const { relationship, room, waits } of changed) {
    const known = await store.account(relationship);
    const others = known ? placesOf(known.account).filter((place) => place !== room) : [];
    const tool = others.length === 0 ? "web" : await chat.tool(relationship, room);
    const recipe = JSON.stringify({ kind: "held", tool, over: !waits } satisfies Recipe);
    const posts = others.map((place): Post => ({ key: `held:${relationship}:${room}@${place}`, room: place, recipe }));
    await store.tellHeld({ relationship, room, waits }, posts);
  }
  return changed.length;
}
