/** What the page knows at this moment, in one value; changed only through `change`, drawn again after every change. */
import { useEffect, useState } from "preact/hooks";
import type { Action, Message, Part } from "../../../src/domain/message.ts";
import type { Reader } from "./format.ts";
import type { Me, Playground, RoomMessage, Values, WrongLine } from "./wire.ts";

/** What is said to the reader alone, next to what they pressed. */
export type Note = {
  readonly kind: "said" | "refused" | "trouble";
  /** `null`: the page's own words for "it may not have arrived". */
  readonly says: readonly Part[] | null;
  readonly actions: readonly Action[];
  /** Sends the same press again, under the same key. */
  readonly retry: (() => void) | null;
};

/** A dialog on top of the room; the last of the list is on top. `origin` is where its outcome is told. */
export type Sheet = { readonly id: string; readonly origin: string } & (
  | { readonly kind: "form"; readonly action: Action; readonly problem: Problem | null }
  | { readonly kind: "more"; readonly case: string; readonly message: Message | null; readonly failed: boolean }
  | { readonly kind: "set-up" }
  | {
      readonly kind: "offers";
      readonly case: string;
      readonly one: number;
      readonly other: number;
      readonly message: Message | null;
      readonly failed: boolean;
    }
  /** The case report, or the agreement of that name. */
  | {
      readonly kind: "report";
      readonly case: string;
      readonly agreement: string | null;
      readonly text: string | null;
      readonly failed: boolean;
    }
);

/** One field that could not be read. */
type Problem = {
  readonly field: string | null;
  readonly says: readonly Part[];
  readonly example: string | null;
  readonly lines: readonly WrongLine[];
};

/** A room's messages in the order of posting; `null` until they are there. */
export type RoomState = { readonly messages: readonly RoomMessage[] | null; readonly unread: number; readonly seen: number };

/** Everything that is drawn. */
export type State = {
  readonly stage: "loading" | "pick" | "door" | "chat";
  /** Why the door is shown: a link is to be opened, it opened nothing, the session is over, or none of these. */
  readonly door: "link" | "shut" | "over" | "none";
  readonly playground: Playground | null;
  readonly me: Me | null;
  readonly room: string;
  readonly rooms: Readonly<Record<string, RoomState>>;
  readonly welcome: Message | null;
  readonly link: "live" | "reconnecting";
  /** Server time minus this machine's. */
  readonly offsetMs: number;
  readonly nowMs: number;
  readonly notes: Readonly<Record<string, Note>>;
  readonly busy: ReadonlySet<string>;
  /** Messages whose report has been filed: their buttons have done their work. */
  readonly spent: ReadonlySet<string>;
  readonly sheets: readonly Sheet[];
  /** Which case the composer of a room answers in; `null`: the room. */
  readonly target: Readonly<Record<string, string | null>>;
  /** What was typed and not yet sent, by composer or form. */
  readonly drafts: Readonly<Record<string, Values>>;
  /** Said once, politely, to those who listen. */
  readonly aloud: string;
};

const empty: State = {
  stage: "loading",
  door: "none",
  playground: null,
  me: null,
  room: "shared",
  rooms: {},
  welcome: null,
  link: "live",
  offsetMs: 0,
  nowMs: Date.now(),
  notes: {},
  busy: new Set(),
  spent: new Set(),
  sheets: [],
  target: {},
  drafts: {},
  aloud: "",
};

let state = empty;
const watchers = new Set<() => void>();
let queued = false;

/** The present state. */
export const current = (): State => state;

/** Changes some of the state; everything is drawn again once, soon. */
export function change(part: Partial<State> | ((before: State) => Partial<State>)): void {
  state = { ...state, ...(typeof part === "function" ? part(state) : part) };
  if (queued) return;
  queued = true;
  queueMicrotask(() => {
    queued = false;
    for (const watcher of watchers) watcher();
  });
}

/** Forgets everything but the clock: another person sits down. */
export const reset = (): void => change({ ...empty, offsetMs: state.offsetMs, nowMs: state.nowMs });

/** The state, drawn again when it changes; for the topmost part only, which hands it down. */
export function useApp(): State {
  const [, again] = useState(0);
  useEffect(() => {
    const watcher = () => again((turn) => turn + 1);
    watchers.add(watcher);
    watcher();
    return () => {
      watchers.delete(watcher);
    };
  }, []);
  return state;
}

/** The server says what time it is; the page counts on from there. */
export function setClock(now: string): void {
  const offsetMs = Date.parse(now) - Date.now();
  change({ offsetMs, nowMs: Date.now() + offsetMs });
}

/** Lets time pass. */
export const tick = (): void => change({ nowMs: Date.now() + state.offsetMs });

/** The reader as the formats need them. */
export function readerOf({ me, nowMs }: State): Reader {
  if (!me) return { zone: "UTC", other: null, nowMs };
  return { zone: me.person.zone, other: me.firms[me.person.firm === "supplier" ? "customer" : "supplier"], nowMs };
}

/** Remembers what was typed under `slot`; `null` forgets it. */
export function setDraft(slot: string, values: Values | null): void {
  change(({ drafts }) => {
    const { [slot]: _, ...others } = drafts;
    return { drafts: values === null ? others : { ...others, [slot]: values } };
  });
}

/** Says `note` next to what was pressed at `origin`; `null` takes it away. */
export function setNote(origin: string, note: Note | null): void {
  change(({ notes }) => {
    const { [origin]: _, ...others } = notes;
    return { notes: note === null ? others : { ...others, [origin]: note } };
  });
}
