/**
 * A person who plays over HTTP: reads what was delivered to them, presses only what stands on it, fills only what it asks for.
 *
 * Presses are counted as the design says: a button, a choice in a list, a date, a file, sending. Typing is counted in words.
 */

import { plain } from "../../flows/wording/index.ts";
import type { Action, Block, Field, Message, Part } from "../../src/domain/message.ts";

export type Said = {
  readonly id: string;
  readonly case: string | null;
  readonly text: string | null;
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

export class Player {
  readonly id: string;
  readonly firm: string;
  presses = 0;
  words = 0;
  #send: Send;
  #token = "";
  #count = 0;

  constructor(id: string, firm: string, send: Send) {
    this.id = id;
    this.firm = firm;
    this.#send = send;
  }

  async #call(path: string, init: RequestInit = {}): Promise<Response> {
    if (this.#token === "") {
      const signed = await this.#send("/api/playground/sign-in", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ person: this.id }),
      });
      this.#token = ((await signed.json()) as { token: string }).token;
    }
    return this.#send(path, { ...init, headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${this.#token}` } });
  }

  async #post(path: string, body: object): Promise<Answered> {
    const answer = await this.#call(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    const said = { status: answer.status, ...((await answer.json()) as object) } as Answered;
    return said;
  }

  /** Everything that this person may read of a room. */
  async room(room: string): Promise<readonly Said[]> {
    const answer = await this.#call(`/api/rooms/${encodeURIComponent(room)}/messages`);
    if (!answer.ok) return [];
    return ((await answer.json()) as { messages: Said[] }).messages;
  }

  /** The rooms of this person, newest message last in each; direct messages last. */
  async delivered(): Promise<readonly Said[]> {
    return [...(await this.room("shared")), ...(await this.room(this.firm)), ...(await this.room(`@${this.id}`))];
  }

  /** All text that this person can see anywhere, for looking that something is or is not there. */
  async sees(): Promise<string> {
    const all = await this.delivered();
    return JSON.stringify(all);
  }

  /** Adds a file; one press. */
  async upload(name: string, bytes: Uint8Array): Promise<string> {
    this.presses++;
    const form = new FormData();
    form.set("file", new File([bytes as Uint8Array<ArrayBuffer>], name, { type: "image/png" }));
    const answer = await this.#call("/api/files", { method: "POST", body: form });
    if (!answer.ok) throw new Error(`${name} was not taken: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { id: string }).id;
  }

  /** Whether a file can be opened. */
  async opens(file: string): Promise<boolean> {
    return (await this.#call(`/api/files/${file}`)).ok;
  }

  /** Says something in a room; one press. */
  async say(room: string, text: string, files: readonly string[] = []): Promise<Answered> {
    this.presses++;
    this.words += text.split(/\s+/).length;
    const answer = await this.#post(`/api/rooms/${encodeURIComponent(room)}/messages`, { key: this.#key("talk"), text, files });
    if (!answer.ok) throw new Error(`${this.id} could not speak: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** The newest action with this key (or beginning with it) on any message delivered to this person. */
  async find(key: string): Promise<Action | null> {
    const messages = await this.delivered();
    for (const { message } of [...messages].reverse()) {
      const found = actionsOf(message?.blocks ?? []).find((action) => action.key === key);
      if (found) return found;
    }
    return null;
  }

  /** Presses an action that stands on a delivered message and fills its form. @throws when it is not there. */
  async press(key: string, filled: Readonly<Record<string, unknown>> = {}): Promise<Answered> {
    const action = await this.find(key);
    if (!action) throw new Error(`${this.id} finds no ${key}`);
    return this.submit(action, filled);
  }

  /** Opens More… of a case and presses an action there. */
  async more(id: string, key: string, filled: Readonly<Record<string, unknown>> = {}): Promise<Answered> {
    this.presses++;
    const answer = await this.#call(`/api/cases/${id}/more`);
    const message = (await answer.json()) as Message;
    const action = actionsOf(message.blocks).find((one) => one.key === key);
    if (!action) throw new Error(`${this.id} finds no ${key} under More`);
    return this.submit(action, filled);
  }

  /** Submits an action; with a form only what it asks for. */
  async submit(action: Action, filled: Readonly<Record<string, unknown>> = {}): Promise<Answered> {
    this.presses++;
    const values: Record<string, unknown> = {};
    if (action.fields.length > 0) {
      for (const name of Object.keys(filled)) {
        if (!action.fields.some((field) => field.name === name)) throw new Error(`${action.key} does not ask for ${name}`);
      }
      for (const field of action.fields) this.#fill(field, filled[field.name], values);
      this.presses++;
    }
    const { press } = action;
    if (press.kind !== "command") throw new Error(`${action.key} is not a command`);
    const { type, ...command } = press.command;
    const body = { key: this.#key(type), type, ...command, ...values };
    return press.case === null ? this.#post("/api/cases", body) : this.#post(`/api/cases/${press.case}/commands`, body);
  }

  /** Asks something of a case without any message: what a forger would send. */
  forge(id: string, command: object): Promise<Answered> {
    return this.#post(`/api/cases/${id}/commands`, { key: this.#key("forged"), ...command });
  }

  /** Moves the playground's clock; answers the time then. */
  async clock(by: object): Promise<string> {
    const { now } = (await this.#post("/api/playground/clock", by)) as unknown as { now: string };
    return now;
  }

  async report(id: string): Promise<string> {
    return (await this.#call(`/api/cases/${id}/report?format=markdown`)).text();
  }

  #key(what: string): string {
    return `${this.id}-${what}-${++this.#count}`;
  }

  #fill(field: Field, given: unknown, values: Record<string, unknown>): void {
    const value = given ?? ("value" in field ? field.value : undefined);
    if (given !== undefined) {
      if (field.kind === "text") this.words += String(given).split(/\s+/).length;
      else this.presses++;
    }
    if (field.required && (value === undefined || value === null || value === ""))
      throw new Error(`${field.name} is required and not filled`);
    if (value === undefined || value === null || value === "") return;
    values[field.name] = value;
  }
}

/** Every action on blocks. */
const actionsOf = (blocks: readonly Block[]): readonly Action[] =>
  blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));

/** A card or message as plain text. */
export const textOf = (message: Message | null): string =>
  (message?.blocks ?? [])
    .map((block) => {
      switch (block.kind) {
        case "heading":
        case "text":
          return plain(block.parts);
        case "list":
          return block.items.map(plain).join("\n");
        case "facts":
          return block.rows.map(({ label, value }) => `${plain(label)}: ${plain(value)}`).join("\n");
        default:
          return "";
      }
    })
    .join("\n");
