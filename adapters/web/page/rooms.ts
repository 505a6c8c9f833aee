/** Rooms as they fill: fetching, live messages, what has been read, the stream and what to do when it breaks. */
import { type DateChoice, direction, type Language, languageOf } from "../../../src/domain/languages.ts";
import { fetchMe, fetchRoom, fetchWelcome, forget, SignedOut, send, speakTo } from "./api.ts";
import { change, current, type RoomState, reset, setClock } from "./state.ts";
import type { Me, RoomMessage } from "./wire.ts";
import { ownLanguage, speak, word } from "./words.ts";

const blank: RoomState = { messages: null, unread: 0, seen: 0 };
const seenSlot = (room: string) => `parley-seen-${current().me?.person.id}-${room}`;

/** Brings the reader into the chat: who they are, their language, their rooms, live from then on. */
export async function enter(): Promise<void> {
  const picked = sessionStorage.getItem(languageSlot);
  if (picked !== null) await speakTo(languageOf(picked));
  const me = await introduced();
  const room = me.rooms[0]?.id ?? "shared";
  change({ me, stage: "chat", room, rooms: {} });
  void stayConnected();
}

/** Who the reader is, and the page in their language. */
async function introduced(): Promise<Me> {
  const me = await fetchMe();
  await turnTo(me.person.language);
  setClock(me.now);
  return me;
}

/** Has the page speak a language, in its direction. */
export async function turnTo(language: string): Promise<void> {
  await speak(language);
  document.documentElement.lang = language;
  document.documentElement.dir = direction(language);
  change({});
}

const languageSlot = "parley-language";

/** The language that this tab was told to speak, else the browser's. */
export const startLanguage = (): Language => languageOf(sessionStorage.getItem(languageSlot) ?? navigator.language);

/** Has this tab speak a language, whoever is picked in it. */
export async function pickLanguage(language: Language): Promise<void> {
  sessionStorage.setItem(languageSlot, language);
  await turnTo(language);
}

/** Makes a language the reader's own; everything that can be is shown in it. */
export async function choose(language: Language, dates: DateChoice | null = null): Promise<void> {
  sessionStorage.removeItem(languageSlot);
  await speakTo(language, dates);
  change({ me: await introduced() });
  await loadAll();
}

/** Counts the times that somebody sat down, so that an earlier stream ends; and the stream that is open. */
let sitting = 0;
let open: AbortController | null = null;

/** Leaves the chat for the first page. */
export function leave(): void {
  sitting += 1;
  open?.abort();
  forget();
  reset();
  change({ stage: "loading", door: "over" });
}

/** Shows a room; what it holds counts as read. */
export function openRoom(room: string): void {
  change({ room });
  markRead(room);
  hurry();
}

function markRead(room: string): void {
  const now = current().rooms[room];
  if (!now?.messages) return;
  const seen = now.messages.reduce((top, { seq }) => Math.max(top, seq), now.seen);
  sessionStorage.setItem(seenSlot(room), String(seen));
  change(({ rooms }) => ({ rooms: { ...rooms, [room]: { ...now, unread: 0, seen } } }));
}

const isMine = (message: RoomMessage): boolean => message.author.kind === "person" && message.author.id === current().me?.person.id;

function counted(room: string, messages: readonly RoomMessage[], seen: number): RoomState {
  const unread = messages.filter((message) => message.seq > seen && !message.edited && !isMine(message)).length;
  return { messages, seen, unread: room === current().room && !document.hidden ? 0 : unread };
}

async function loadRoom(room: string): Promise<void> {
  const { messages } = await fetchRoom(room);
  const before = current().rooms[room] ?? { ...blank, seen: Number(sessionStorage.getItem(seenSlot(room)) ?? 0) };
  const live = new Map((before.messages ?? []).map((message) => [message.id, message]));
  const merged = messages.map((message) => {
    const other = live.get(message.id);
    live.delete(message.id);
    return other && other.seq > message.seq ? other : message;
  });
  const all = [...merged, ...live.values()].map(inOwnLanguage);
  change(({ rooms }) => ({ rooms: { ...rooms, [room]: counted(room, all, before.seen) } }));
  if (room === current().room) markRead(room);
}

/** A message of the shared room as the reader reads it, where the room speaks their language. */
function inOwnLanguage(entry: RoomMessage): RoomMessage {
  const { message } = entry;
  const own = ownLanguage();
  const isOwn = ({ language }: { readonly language: string }): boolean => languageOf(language) === languageOf(own);
  const words = message && (isOwn(message) ? message : message.translations?.find(isOwn));
  // In the reader's own tag: it says in which calendars they read dates.
  return message && words ? { ...entry, message: { ...message, ...words, language: own } } : entry;
}

/** Takes one live message in: in place when it is known, else at the end. */
function receive(arrived: RoomMessage): void {
  const message = inOwnLanguage(arrived);
  const { room } = message;
  const before = current().rooms[room];
  if (!before?.messages) return;
  const at = before.messages.findIndex(({ id }) => id === message.id);
  const known = before.messages[at];
  if (known && known.seq >= message.seq) return;
  const messages = known ? before.messages.with(at, message) : [...before.messages, message];
  change(({ rooms }) => ({ rooms: { ...rooms, [room]: counted(room, messages, before.seen) } }));
  if (room === current().room && !document.hidden) markRead(room);
  if (!known && !isMine(message)) change({ aloud: word("page.new-in", { room: roomName(room) }) });
}

const roomName = (room: string): string => current().me?.rooms.find(({ id }) => id === room)?.name ?? room;

async function loadAll(): Promise<void> {
  const rooms = current().me?.rooms ?? [];
  await Promise.all(rooms.map(({ id }) => loadRoom(id)));
  const shared = rooms.find(({ audience }) => audience === "shared");
  if (shared) change({ welcome: await fetchWelcome(shared.id) });
}

const longestPauseMs = 15_000;
let resume = (): void => {};

/** The reader is here, or something has just arrived: a stream that waits to be tried again is tried now. */
export const hurry = (): void => resume();

/** Waits, at most until there is reason to hurry. */
const pause = (ms: number): Promise<void> =>
  new Promise((after) => {
    const timer = setTimeout(after, ms);
    resume = () => {
      clearTimeout(timer);
      after();
    };
  });

/** A browser has six connections to a server for all its tabs together: one that nobody looks at gives its own back. */
export function rest(): void {
  open?.abort();
}

const lookedAt = async (): Promise<void> => {
  while (document.hidden) await new Promise((after) => document.addEventListener("visibilitychange", after, { once: true }));
};

/** Keeps the stream open for who sits here, and after every gap fetches what was missed. */
async function stayConnected(): Promise<void> {
  sitting += 1;
  const own = sitting;
  const stays = () => sitting === own;
  for (let turn = 0; stays(); turn += 1) {
    await lookedAt();
    try {
      await listen(stays, async () => {
        await loadAll();
        turn = 0;
        change({ link: "live" });
      });
    } catch (error) {
      if (error instanceof SignedOut) {
        if (stays()) leave();
        return;
      }
    }
    if (!stays()) return;
    if (document.hidden) continue;
    change({ link: "reconnecting" });
    await pause(Math.min(longestPauseMs, 500 * 2 ** turn));
  }
}

/** A stream that has shown a heartbeat and then none for this long is dead. */
const silenceMs = 60_000;

async function listen(stays: () => boolean, opened: () => Promise<void>): Promise<void> {
  const ending = new AbortController();
  open = ending;
  let watch: ReturnType<typeof setTimeout> | undefined;
  try {
    const answer = await send("/api/stream", { headers: { accept: "text/event-stream" }, signal: ending.signal });
    if (!answer.ok || !answer.body) throw new Error(`stream: ${answer.status}`);
    const loaded = opened().catch((error: unknown) => {
      ending.abort();
      throw error;
    });
    // A stream that breaks off before anything came is not told twice.
    loaded.catch(() => undefined);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done || !stays()) break;
      rest += value.replaceAll("\r\n", "\n");
      const events = rest.split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) {
        if (event.startsWith(":")) {
          clearTimeout(watch);
          watch = setTimeout(() => ending.abort(), silenceMs);
        } else {
          await loaded;
          take(event);
        }
      }
    }
  } finally {
    clearTimeout(watch);
    ending.abort();
  }
}

function take(event: string): void {
  const lines = event.split("\n");
  const text = (name: string) =>
    lines
      .filter((line) => line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).trimStart())
      .join("\n");
  if (text("event") === "message") receive((JSON.parse(text("data")) as { message: RoomMessage }).message);
  if (text("event") === "clock") setClock((JSON.parse(text("data")) as { now: string }).now);
}
