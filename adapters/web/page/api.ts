/** Requests to the server; the token lives in memory and in the session storage of this tab, so that two tabs can play two people. */
import type { Action, Message, Part } from "../../../src/domain/message.ts";
import type { FileFace, Me, Outcome, Playground, RoomMessage, Values } from "./wire.ts";

const tokenSlot = "parley-token";
let token: string | null = sessionStorage.getItem(tokenSlot);

/** The server does not know this tab (any more): pick a person again. */
export class SignedOut extends Error {}

/** Whether this tab has picked a person. */
export const signedIn = (): boolean => token !== null;

/** Forgets who this tab is. */
export function forget(): void {
  token = null;
  sessionStorage.removeItem(tokenSlot);
}

/** A fresh random key for one press; the same press is sent again under the same key. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `web-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** Sends with the tab's token. @throws {SignedOut} when the server does not know it. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  const answer = await fetch(path, { ...init, headers });
  if (answer.status === 401 && token !== null) throw new SignedOut();
  return answer;
}

async function read<T>(path: string): Promise<T> {
  const answer = await send(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

const asJson = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
const part = encodeURIComponent;

/** The page's sentences in a language, or in the nearest that there is. */
export const fetchWords = (language: string): Promise<Record<string, string>> => read(`/api/words?language=${part(language)}`);
/** Whom one may be. */
export const fetchPlayground = (): Promise<Playground> => read("/api/playground/people");
/** Who one is. */
export const fetchMe = (): Promise<Me> => read("/api/me");
/** A room's messages, in the order in which they were posted. */
export const fetchRoom = (room: string): Promise<{ messages: RoomMessage[]; seq: number }> => read(`/api/rooms/${part(room)}/messages`);
/** What the room says to everyone who enters it. */
export const fetchWelcome = (room: string): Promise<Message> => read(`/api/rooms/${part(room)}/welcome`);
/** Everything that the reader may do in a case now. */
export const fetchMore = (id: string): Promise<Message> => read(`/api/cases/${part(id)}/more`);

/** The case report as Markdown. */
export async function fetchReport(id: string): Promise<string> {
  const answer = await send(`/api/cases/${part(id)}/report?format=markdown`);
  if (!answer.ok) throw new Error(`report: ${answer.status}`);
  return answer.text();
}

/** Becomes that person in this tab. */
export async function signIn(person: string): Promise<void> {
  const answer = await send("/api/playground/sign-in", asJson({ person }));
  if (!answer.ok) throw new Error(`sign-in: ${answer.status}`);
  token = ((await answer.json()) as { token: string }).token;
  sessionStorage.setItem(tokenSlot, token);
}

/** Moves the playground's clock forward, by a duration or to what is due next; gives the new time. */
export async function moveClock(by: { forward: string } | { to: "next" }): Promise<string> {
  const answer = await send("/api/playground/clock", asJson(by));
  if (!answer.ok) throw new Error(`clock: ${answer.status}`);
  return ((await answer.json()) as { now: string }).now;
}

/** Keeps a file with the server. */
export async function uploadFile(file: File): Promise<FileFace> {
  const body = new FormData();
  body.set("file", file);
  const answer = await send("/api/files", { method: "POST", body });
  if (!answer.ok) throw new Error(`file: ${answer.status}`);
  return (await answer.json()) as FileFace;
}

const files = new Map<string, Promise<Blob>>();

/** A file's bytes; fetched once per tab. */
export function fetchFile(id: string): Promise<Blob> {
  const known = files.get(id);
  if (known) return known;
  const wanted = send(`/api/files/${part(id)}`).then((answer) => {
    if (!answer.ok) throw new Error(`file: ${answer.status}`);
    return answer.blob();
  });
  wanted.catch(() => files.delete(id));
  files.set(id, wanted);
  return wanted;
}

/** Says something in a room. */
export const say = (room: string, body: { key: string; text: string; case: string | null; files: string[] }): Promise<Outcome> =>
  submit(`/api/rooms/${part(room)}/messages`, body);

/** Passes a pressed command on with what the form holds; what it means is not ours to know. */
export function pass(press: Extract<Action["press"], { kind: "command" }>, values: Values, key: string): Promise<Outcome> {
  const path = press.command.type === "report" || press.case === null ? "/api/cases" : `/api/cases/${part(press.case)}/commands`;
  return submit(path, { ...press.command, ...values, key });
}

type Answer = { ok?: boolean; says?: Part[] | null; actions?: Action[]; field?: string; example?: string };
const pausesMs = [400, 1200, 3000];

/** Sends a press, again under its own key when the network fails, and says how it ended. */
async function submit(path: string, body: unknown): Promise<Outcome> {
  for (let turn = 0; ; turn += 1) {
    try {
      const answer = await send(path, asJson(body));
      return outcomeOf(answer.status, (await answer.json().catch(() => ({}))) as Answer);
    } catch (error) {
      if (error instanceof SignedOut) throw error;
      const pause = pausesMs[turn];
      if (pause === undefined) return { kind: "trouble", says: null };
      await new Promise((after) => setTimeout(after, pause));
    }
  }
}

function outcomeOf(status: number, { says, actions, field, example }: Answer): Outcome {
  if (status >= 200 && status < 300) return { kind: "done", says: says ?? null };
  if (status === 400 && says) return { kind: "input", field: field ?? null, says, example: example ?? null };
  if (status < 500 && says) return { kind: "refused", says, actions: actions ?? [] };
  return { kind: "trouble", says: says ?? null };
}
