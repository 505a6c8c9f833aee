/** A room's messages as people follow them: each case a thread in the place where it began, chatter between. */
import type { Part } from "../../../src/domain/message.ts";
import type { RoomState } from "./state.ts";
import type { RoomMessage } from "./wire.ts";

/** What stands in a room: one message, or a case with its card and everything that belongs to it, in order. */
export type Item =
  | { readonly kind: "message"; readonly entry: RoomMessage }
  | { readonly kind: "thread"; readonly case: string; readonly card: RoomMessage | null; readonly replies: readonly RoomMessage[] };

/** Groups messages by their case. */
export function itemsOf(messages: readonly RoomMessage[]): readonly Item[] {
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

/** What stands in a person's own room: one entry, or decided ones that follow each other. */
export type Row =
  | { readonly kind: "entry"; readonly entry: RoomMessage }
  | { readonly kind: "decided"; readonly entries: readonly RoomMessage[] };

/** Puts decided questions that follow each other together; what nobody reads any more, a reminder of one, is among them. */
export function rowsOf(messages: readonly RoomMessage[], asking: ReadonlyMap<string, Asking>): readonly Row[] {
  const rows: Row[] = [];
  for (const entry of messages) {
    const decided = entry.message?.tone === "locked" || asking.get(entry.id) === "over";
    const last = rows.at(-1);
    if (!decided) rows.push({ kind: "entry", entry });
    else if (last?.kind === "decided") rows[rows.length - 1] = { kind: "decided", entries: [...last.entries, entry] };
    else rows.push({ kind: "decided", entries: [entry] });
  }
  return rows;
}
