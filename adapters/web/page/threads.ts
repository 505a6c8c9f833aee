/** A room's messages as people follow them: each case a thread in the place where it began, chatter between. */
import type { Part } from "../../../src/domain/message.ts";
import type { RoomState } from "./state.ts";
import type { RoomMessage } from "./wire.ts";

/** What stands in a room: one message, or a case with its card and everything that belongs to it, in order. */
export type Item =
  | { readonly kind: "message"; readonly entry: RoomMessage }
  | { readonly kind: "thread"; readonly case: string; readonly card: RoomMessage | null; readonly replies: readonly RoomMessage[] };

/** Groups messages by their case; without `grouped` they stay one under the other. */
export function itemsOf(messages: readonly RoomMessage[], grouped: boolean): readonly Item[] {
  if (!grouped) return messages.map((entry) => ({ kind: "message", entry }));
  const items: Item[] = [];
  const threads = new Map<string, { card: RoomMessage | null; replies: RoomMessage[] }>();
  for (const entry of messages) {
    if (entry.case === null) {
      items.push({ kind: "message", entry });
      continue;
    }
    let thread = threads.get(entry.case);
    if (!thread) {
      thread = { card: null, replies: [] };
      threads.set(entry.case, thread);
      items.push({ kind: "thread", case: entry.case, ...thread });
    }
    if (thread.card === null && isCard(entry, thread.replies.length === 0)) thread.card = entry;
    else thread.replies.push(entry);
  }
  return items.map((item) => (item.kind === "thread" ? { ...item, ...threads.get(item.case) } : item));
}

/** A case card; a closed case's is locked and known by its heading and its place. */
function isCard({ message }: RoomMessage, first: boolean): boolean {
  if (!message) return false;
  return message.tone === "card" || (first && message.tone === "locked" && message.blocks[0]?.kind === "heading");
}

/** The title of a case, as its card in any room says it, the shared room's before others; `null` while there is none. */
export function headingOf(id: string, rooms: Readonly<Record<string, RoomState>>): readonly Part[] | null {
  for (const room of Object.values(rooms)) {
    for (const { case: own, message } of room.messages ?? []) {
      if (own !== id || message?.tone !== "card") continue;
      const heading = message.blocks.find((block) => block.kind === "heading");
      if (heading) return heading.parts;
    }
  }
  return null;
}

/** How a question stands: over, asked again further down, or waiting for an answer. */
export type Asking = "over" | "again" | "open";

/** Where the copies of a question stand: reminders repeat it, and only the newest of an open one is for pressing. */
export function askingOf(messages: readonly RoomMessage[]): ReadonlyMap<string, Asking> {
  const over = new Set<string>();
  const newest = new Map<string, string>();
  const slot = ({ case: of, message }: RoomMessage) => (message?.ask === undefined ? null : `${of}|${message.ask}`);
  for (const entry of messages) {
    const name = slot(entry);
    if (name === null) continue;
    if (entry.message?.tone === "locked") over.add(name);
    newest.set(name, entry.id);
  }
  return new Map(
    messages.flatMap((entry): [string, Asking][] => {
      const name = slot(entry);
      if (name === null || entry.message?.tone !== "ask") return [];
      return [[entry.id, over.has(name) ? "over" : newest.get(name) === entry.id ? "open" : "again"]];
    }),
  );
}
