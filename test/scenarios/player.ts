/**
 * A person who plays: reads what was delivered to them, presses only what stands on it, fills only what it asks for.
 *
 * How a person reads and presses, over HTTP or by hand on the page, is up to their hands; they count what was pressed and typed.
 */

import { plain } from "../../flows/wording/index.ts";
import type { Action, Block, Message, Part } from "../../src/domain/message.ts";
import { overHttp } from "./http.ts";

export type Said = {
  readonly id: string;
  readonly seq: number;
  readonly case: string | null;
  readonly text: string | null;
  readonly files: readonly { readonly id: string; readonly name: string }[];
  readonly message: Message | null;
  readonly onlyYou: boolean;
};
export type Answered = {
  readonly ok: boolean;
  readonly status: number;
  readonly code?: string;
  readonly case?: string;
  readonly says: readonly Part[];
  readonly actions?: readonly Action[];
  readonly field?: string;
};

/** Sends a request; the scenario's own sender repeats it when the program was killed meanwhile. */
export type Send = (path: string, init: RequestInit) => Promise<Response>;
/** Who plays, and how they reach the server beside everything that they press. */
export type Seat = { readonly id: string; readonly firm: string; readonly relationship: string; readonly send: Send };
/** What a form is filled with, by the names of its fields. */
export type Filled = Readonly<Record<string, unknown>>;
/** Where a button stands: on a message of a room, on what the shared room offers to everyone, in the list of what can be done. */
export type Place =
  | { readonly kind: "message"; readonly room: string; readonly message: string }
  | { readonly kind: "welcome" }
  | { readonly kind: "more" };

/**
 * How a person reads and presses.
 *
 * A press is one activation of a control: a button, a choice in a list, a tick, a date, a file, sending. What is typed (text, numbers,
 * amounts) counts in words. What stands there already is not given again; a form that was refused is still open, with what it holds.
 */
export type Hands = {
  readonly count: { readonly presses: number; readonly words: number };
  /** What this person signs in with; empty before the first request. */
  token(): string;
  /** Asks the server as this person, beside everything that is pressed. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** What stands in a room, with the buttons that can be pressed there. */
  read(room: string): Promise<readonly Said[]>;
  /** Everything that was posted to a room, whether or not it still stands there. */
  posted(room: string): Promise<readonly Said[]>;
  /** Whether a file can be opened. */
  opens(file: string): Promise<boolean>;
  /** What the shared room offers to everyone who enters it. */
  welcome(): Promise<Message>;
  /** Opens the list of everything that can be done in a case: one press. */
  more(id: string): Promise<Message>;
  /** Looks at that list. */
  possible(id: string): Promise<Message>;
  /** Presses a button, and fills and sends its form if it has one. */
  press(action: Action, place: Place, filled: Filled): Promise<Answered>;
  /** Presses the button that saves a visit for one's calendar; gives the file. */
  invitation(action: Action, place: Place): Promise<string>;
  /** The case report as it is downloaded. */
  report(id: string): Promise<string>;
  say(room: string, text: string, files: readonly string[]): Promise<Answered>;
  /** Adds a file to what will be said in a room, or sent with a form; gives its id. */
  attach(name: string, bytes: Uint8Array, room: string): Promise<string>;
  speak(language: string): Promise<void>;
};

export class Player {
  readonly id: string;
  readonly firm: string;
  readonly relationship: string;
  /** How often this person had to go to another room to press what stands there. */
  moves = 0;
  #hands: Hands;
  #keys = 0;
  #at = "shared";

  constructor(id: string, firm: string, send: Send, relationship = "sahand-nordvik", hands: (seat: Seat) => Hands = overHttp) {
    this.id = id;
    this.firm = firm;
    this.relationship = relationship;
    this.#hands = hands({ id, firm, relationship, send });
  }

  get presses(): number {
    return this.#hands.count.presses;
  }

  get words(): number {
    return this.#hands.count.words;
  }

  /** What this person signs in with; empty before the first request. */
  token(): string {
    return this.#hands.token();
  }

  /** Everything that stands in a room for this person. */
  room(room: string): Promise<readonly Said[]> {
    return this.#hands.read(room);
  }

  /** Everything that was posted to a room for this person, whether or not it still stands there. */
  posted(room: string): Promise<readonly Said[]> {
    return this.#hands.posted(room);
  }

  /** The rooms of this person, newest message last in each; direct messages last. */
  async delivered(): Promise<readonly Said[]> {
    const all: Said[] = [];
    for (const room of this.#rooms()) all.push(...(await this.room(room)));
    return all;
  }

  #rooms(): readonly string[] {
    return ["shared", this.firm, `@${this.id}`];
  }

  /** All text that this person can see anywhere, for looking that something is or is not there. */
  async sees(): Promise<string> {
    return JSON.stringify(await this.delivered());
  }

  /** Adds a file to what will be said in a room, or sent with a form; one press. */
  upload(name: string, bytes: Uint8Array, room = "shared"): Promise<string> {
    return this.#hands.attach(name, bytes, room);
  }

  /** Whether a file can be opened. */
  opens(file: string): Promise<boolean> {
    return this.#hands.opens(file);
  }

  /** Says something in a room; one press. */
  async say(room: string, text: string, files: readonly string[] = []): Promise<Answered> {
    this.#goes(room);
    const answer = await this.#hands.say(room, text, files);
    if (!answer.ok) throw new Error(`${this.id} could not speak: ${JSON.stringify(answer)}`);
    return answer;
  }

  #goes(room: string): void {
    if (this.#at !== room) this.moves++;
    this.#at = room;
  }

  /** The newest action with this key on any message delivered to this person, with its place. */
  async #locate(key: string): Promise<{ readonly action: Action; readonly room: string; readonly message: string } | null> {
    for (const room of [...this.#rooms()].reverse()) {
      for (const { id, message } of [...(await this.room(room))].reverse()) {
        const action = actionsOf(message?.blocks ?? []).find((one) => one.key === key);
        if (action) return { action, room, message: id };
      }
    }
    return null;
  }

  /** The newest action with this key on any message delivered to this person. */
  async find(key: string): Promise<Action | null> {
    return (await this.#locate(key))?.action ?? null;
  }

  /** The kinds of everything that is asked of this person now. */
  async asked(): Promise<readonly string[]> {
    const told = (await this.room(`@${this.id}`)).flatMap(({ message }) =>
      message?.ask ? [{ ask: message.ask, tone: message.tone }] : [],
    );
    const over = new Set(told.filter(({ tone }) => tone === "locked").map(({ ask }) => ask));
    return [...new Set(told.filter(({ ask }) => !over.has(ask)).map(({ ask }) => ask.split(":")[0]!))];
  }

  /** Presses an action that stands on a delivered message and fills its form. @throws when it is not there. */
  async press(key: string, filled: Filled = {}): Promise<Answered> {
    const found = await this.#locate(key);
    if (!found) throw new Error(`${this.id} finds no ${key}`);
    this.#goes(found.room);
    return this.#hands.press(found.action, { kind: "message", room: found.room, message: found.message }, filled);
  }

  /** Presses what the shared room itself offers to everyone who enters it. */
  async start(key: string, filled: Filled = {}): Promise<Answered> {
    const action = actionsOf((await this.#hands.welcome()).blocks).find((one) => one.key === key);
    if (!action) throw new Error(`${this.id} is not offered ${key}`);
    this.#goes("shared");
    return this.#hands.press(action, { kind: "welcome" }, filled);
  }

  /** The calendar file of a visit, as pressing its button gives it. */
  async invitation(): Promise<string> {
    const found = await this.#locate("action.invitation");
    if (!found) throw new Error(`${this.id} finds no visit`);
    return this.#hands.invitation(found.action, { kind: "message", room: found.room, message: found.message });
  }

  /** Opens More… of a case and presses an action there. */
  async more(id: string, key: string, filled: Filled = {}): Promise<Answered> {
    const action = actionsOf((await this.#hands.more(id)).blocks).find((one) => one.key === key);
    if (!action) throw new Error(`${this.id} finds no ${key} under More`);
    return this.#hands.press(action, { kind: "more" }, filled);
  }

  /** More… of a case, as it would be shown. */
  async moreOf(id: string): Promise<readonly Action[]> {
    return actionsOf((await this.#hands.possible(id)).blocks);
  }

  /** Chooses a language; no press of the story. */
  speak(language: string): Promise<void> {
    return this.#hands.speak(language);
  }

  /** The keys of everything that More… of a case offers. */
  async offered(id: string): Promise<readonly string[]> {
    return (await this.moreOf(id)).map(({ key }) => key);
  }

  /** Asks something of a case without any message: what a forger would send. */
  forge(id: string, command: object): Promise<Answered> {
    return this.#post(`/api/cases/${id}/commands`, { key: `${this.id}-forged-${++this.#keys}`, ...command });
  }

  /** Moves the playground's clock; answers the time then. */
  async clock(by: object): Promise<string> {
    const { now } = (await this.#post("/api/playground/clock", by)) as unknown as { now: string };
    return now;
  }

  /** The case report in Markdown. */
  report(id: string): Promise<string> {
    return this.#hands.report(id);
  }

  /** An agreement as it was signed, as its button opens it. */
  async agreement(id: string, name: string): Promise<string> {
    return (await this.#hands.ask(`/api/cases/${id}/agreements/${name}`)).text();
  }

  /** Two offers side by side, as text. */
  async beside(id: string, one: number, other: number): Promise<string> {
    return textOf((await (await this.#hands.ask(`/api/cases/${id}/offers/${one}/${other}`)).json()) as Message);
  }

  async #post(path: string, body: object): Promise<Answered> {
    return answered(await this.#hands.ask(path, asJson(body)));
  }
}

/** What was posted to a room; nothing for a room of others. */
export async function posted(ask: Hands["ask"], room: string): Promise<readonly Said[]> {
  const answer = await ask(`/api/rooms/${encodeURIComponent(room)}/messages`);
  return answer.ok ? ((await answer.json()) as { messages: Said[] }).messages : [];
}

/** A request that posts JSON. */
export const asJson = (body: object): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** An answer of the server with its status. */
export const answered = async (answer: { status: number | (() => number); json(): Promise<unknown> }): Promise<Answered> =>
  ({
    status: typeof answer.status === "function" ? answer.status() : answer.status,
    ...((await answer.json()) as object),
  }) as Answered;

/** Every action on blocks. */
export const actionsOf = (blocks: readonly Block[]): readonly Action[] =>
  blocks.flatMap((block) => {
    if (block.kind === "facts") return block.rows.flatMap(({ change }) => change ?? []);
    return block.kind === "actions" ? block.actions : [];
  });

/** A block as plain text; empty for what has none. */
export function textOfBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
    case "text":
      return plain(block.parts);
    case "list":
      return block.items.map(plain).join("\n");
    case "facts":
      return block.rows.map(({ label, value }) => `${plain(label)}: ${plain(value)}`).join("\n");
    case "columns":
      return [
        block.heads.map(plain).join(" | "),
        ...block.rows.map(({ label, cells }) => `${plain(label)}: ${cells.map(plain).join(" | ")}`),
      ].join("\n");
    default:
      return "";
  }
}

/** A card or message as plain text. */
export const textOf = (message: Message | null): string => (message?.blocks ?? []).map(textOfBlock).join("\n");
