/**
 * Requests to the server. The token of somebody who was picked lives in the session storage of this tab, so that two tabs can play two
 * people; that of somebody who came by a link in this browser, until it ends: a link opens once, and tabs get closed.
 */
import type { DateChoice, Language } from "../../../src/domain/languages.ts";
import type { Action, Message, Part } from "../../../src/domain/message.ts";
import type { FileFace, Me, Outcome, Playground, RoomMessage, SetUpReply, Values, WhichFile, WrongLine } from "./wire.ts";

const tokenSlot = "parley-token";
let token: string | null = sessionStorage.getItem(tokenSlot) ?? localStorage.getItem(tokenSlot);

/** The server does not know this tab, or not any more. */
export class SignedOut extends Error {}

/** Whether somebody has signed in here. */
export const signedIn = (): boolean => token !== null;

/** Forgets who this tab is. */
export function forget(): void {
  // Somebody may have come by another link in another tab.
  if (localStorage.getItem(tokenSlot) === token) localStorage.removeItem(tokenSlot);
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

const pausesMs = [400, 1200, 3000];

/** Sends, again when the network fails or the server cannot answer, and takes the answer: a program that was started anew is back in seconds. */
async function persist<T>(path: string, init: RequestInit, take: (answer: Response) => Promise<T>): Promise<T> {
  for (let turn = 0; ; turn += 1) {
    const pause = pausesMs[turn];
    try {
      const answer = await send(path, init);
      if (answer.status < 500 || pause === undefined) return await take(answer);
    } catch (error) {
      if (error instanceof SignedOut || pause === undefined) throw error;
    }
    await new Promise((after) => setTimeout(after, pause));
  }
}

/** Gets what is there. @throws when it is not. */
async function get<T>(path: string, body: (answer: Response) => Promise<T>, init: RequestInit = {}): Promise<T> {
  const got = await persist(path, init, async (answer) => (answer.ok ? { body: await body(answer) } : { status: answer.status }));
  if ("status" in got) throw new Error(`${path}: ${got.status}`);
  return got.body;
}

const read = <T>(path: string): Promise<T> => get(path, (answer) => answer.json() as Promise<T>);

const asJson = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
const part = encodeURIComponent;

/** The page's sentences in a language, or in the nearest that there is. */
export const fetchWords = (language: string): Promise<Record<string, string>> => read(`/api/words?language=${part(language)}`);
/** Whom one may be, in a relationship; in the one that a playground opens with where none is named. */
export const fetchPlayground = (relationship?: string): Promise<Playground> =>
  read(`/api/playground/people${relationship === undefined ? "" : `?relationship=${part(relationship)}`}`);
/** Who one is. */
export const fetchMe = (): Promise<Me> => read("/api/me");
/** A room's messages, in the order in which they were posted. */
export const fetchRoom = (room: string): Promise<{ messages: RoomMessage[]; seq: number }> => read(`/api/rooms/${part(room)}/messages`);
/** What the room says to everyone who enters it. */
export const fetchWelcome = (room: string): Promise<Message> => read(`/api/rooms/${part(room)}/welcome`);
/** Everything that the reader may do in a case now. */
export const fetchMore = (id: string): Promise<Message> => read(`/api/cases/${part(id)}/more`);

/** Two offers of a case side by side. */
export const fetchOffers = (id: string, one: number, other: number): Promise<Message> =>
  read(`/api/cases/${part(id)}/offers/${one}/${other}`);

const readText = (path: string): Promise<string> => get(path, (answer) => answer.text());

/** The case report as Markdown. */
export const fetchReport = (id: string): Promise<string> => readText(`/api/cases/${part(id)}/report?format=markdown`);
/** An agreement as it was signed, as Markdown. */
export const fetchAgreement = (id: string, name: string): Promise<string> => readText(`/api/cases/${part(id)}/agreements/${part(name)}`);

/** Saves a visit as a file that the reader's calendar opens. */
export async function saveInvitation(id: string, visit: string): Promise<void> {
  const file = await get(`/api/cases/${part(id)}/visits/${part(visit)}`, (answer) => answer.blob());
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `visit-${visit}.ics`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Becomes that person of a relationship in this tab. */
export async function signIn(relationship: string, person: string): Promise<void> {
  const answer = await send("/api/playground/sign-in", asJson({ relationship, person }));
  if (!answer.ok) throw new Error(`sign-in: ${answer.status}`);
  token = ((await answer.json()) as { token: string }).token;
  sessionStorage.setItem(tokenSlot, token);
}

/** Signs in whoever a link is for, in this browser; `false`: it opens nothing, or not any more. */
export async function openLink(link: string): Promise<boolean> {
  const answer = await fetch("/api/sign-in", asJson({ link }));
  if (answer.status === 401 || answer.status === 400) return false;
  if (!answer.ok) throw new Error(`sign-in: ${answer.status}`);
  forget();
  token = ((await answer.json()) as { token: string }).token;
  localStorage.setItem(tokenSlot, token);
  return true;
}

/** Ends the session, here and on the server; should that not be reached, it ends there by itself. */
export async function signOut(): Promise<void> {
  await send("/api/sign-in", { method: "DELETE" }).catch(() => undefined);
  forget();
}

/** Makes a language the reader's own, with the calendars that they read dates in. */
export async function speakTo(language: Language, dates: DateChoice | null = null): Promise<void> {
  const answer = await send("/api/me", { ...asJson({ language, dates }), method: "PUT" });
  if (!answer.ok) throw new Error(`language: ${answer.status}`);
}

/** A set-up file, what another would change, and applying it: the reply says how it went. */
export const fetchSetUp = (which: WhichFile): Promise<SetUpReply> => setUpReply(`/api/set-up/${which}`, {});
export const checkSetUp = (which: WhichFile, text: string): Promise<SetUpReply> =>
  setUpReply(`/api/set-up/${which}/check`, asJson({ text }));
export const applySetUp = (which: WhichFile, text: string, over: string): Promise<SetUpReply> =>
  setUpReply(`/api/set-up/${which}`, { ...asJson({ text, over }), method: "PUT" });

async function setUpReply(path: string, init: RequestInit): Promise<SetUpReply> {
  const answer = await send(path, init);
  if (answer.status >= 500) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as SetUpReply;
}

/** Moves the playground's clock forward, by a duration or to what is due next; gives the new time. */
export async function moveClock(by: { forward: string } | { to: "next" }): Promise<string> {
  const answer = await send("/api/playground/clock", asJson(by));
  if (!answer.ok) throw new Error(`clock: ${answer.status}`);
  return ((await answer.json()) as { now: string }).now;
}

/** Keeps a file with the server; the same file sent again is kept once. */
export function uploadFile(file: File): Promise<FileFace> {
  const body = new FormData();
  body.set("file", file);
  return get("/api/files", (answer) => answer.json() as Promise<FileFace>, { method: "POST", body });
}

const files = new Map<string, Promise<Blob>>();

/** A file's bytes; fetched once per tab. */
export function fetchFile(id: string): Promise<Blob> {
  const known = files.get(id);
  if (known) return known;
  const wanted = get(`/api/files/${part(id)}`, (answer) => answer.blob());
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

type Answer = { ok?: boolean; says?: Part[] | null; actions?: Action[]; field?: string; example?: string; lines?: WrongLine[] };

/** Sends a press, again under its own key when nobody knows whether it arrived, and says how it ended. */
async function submit(path: string, body: unknown): Promise<Outcome> {
  try {
    return await persist(path, asJson(body), async (answer) => {
      const said = answer.json() as Promise<Answer>;
      return outcomeOf(answer.status, await (answer.status < 500 ? said : said.catch(() => ({}))));
    });
  } catch (error) {
    if (error instanceof SignedOut) throw error;
    return { kind: "trouble", says: null };
  }
}

function outcomeOf(status: number, { says, actions, field, example, lines }: Answer): Outcome {
  if (status >= 200 && status < 300) return { kind: "done", says: says ?? null };
  if (status === 400 && says) return { kind: "input", field: field ?? null, says, example: example ?? null, lines: lines ?? [] };
  if (status < 500 && says) return { kind: "refused", says, actions: actions ?? [] };
  return { kind: "trouble", says: says ?? null };
}
