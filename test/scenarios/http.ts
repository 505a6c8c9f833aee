/** A person over HTTP: reads what the server answers them and sends what pressing would send. */
import type { Action, Field, Message } from "../../src/domain/message.ts";
import { type Answered, answered, asJson, type Filled, type Hands, type Place, posted, type Seat } from "./player.ts";

/** Under which name a form keeps what was typed. */
export const slotOf = (action: Action): string => `${action.key}|${JSON.stringify(action.press)}`;
/** Whether pressing it opens a form, or something to read, before anything is sent. */
export const asksFirst = ({ fields, intro }: Action): boolean => fields.length > 0 || intro.length > 0;
/** How many words a text is. */
export const wordsOf = (text: unknown): number => String(text).split(/\s+/).length;
/** What is in one list and not in the other: so many ticks have to change. */
export const changedTicks = (one: unknown, other: unknown): readonly string[] => {
  const [before, after] = [one, other].map((list) => (Array.isArray(list) ? (list as readonly string[]) : []));
  return [...before!.filter((value) => !after!.includes(value)), ...after!.filter((value) => !before!.includes(value))];
};
/** @throws when a form is filled with what it does not ask for. */
export function checkFilled({ key, fields }: Action, filled: Filled): void {
  for (const name of Object.keys(filled))
    if (!fields.some((field) => field.name === name)) throw new Error(`${key} does not ask for ${name}`);
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === "";

/** Plays a person over HTTP. */
export function overHttp({ id: who, relationship, send }: Seat): Hands {
  const count = { presses: 0, words: 0 };
  const drafts = new Map<string, Filled>();
  let open: string | null = null;
  let token = "";
  let keys = 0;
  const key = (what: string): string => `${who}-${what}-${++keys}`;

  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    if (token === "") {
      const signed = await send("/api/playground/sign-in", asJson({ person: who, relationship }));
      token = ((await signed.json()) as { token: string }).token;
    }
    return send(path, { ...init, headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` } });
  };
  const message = async (path: string): Promise<Message> => (await (await ask(path)).json()) as Message;
  const post = async (path: string, body: object): Promise<Answered> => answered(await ask(path, asJson(body)));

  const fill = (field: Field, given: unknown, stands: unknown): unknown => {
    if (given === undefined || String(given) === String(stands)) return stands;
    if (field.kind === "text" || field.kind === "money" || field.kind === "number") count.words += wordsOf(given);
    else if (field.kind === "choices") count.presses += changedTicks(stands, given).length;
    else if (field.kind !== "files") count.presses++;
    return given;
  };
  /** Fills a form; an unfilled field holds what stands there. */
  const fillAll = (action: Action, filled: Filled): Filled => {
    checkFilled(action, filled);
    const typed = drafts.get(slotOf(action)) ?? {};
    const values: Record<string, unknown> = {};
    // What is seldom asked is folded away.
    if (action.fields.some(({ name, rare }) => rare && name in filled)) count.presses++;
    for (const field of action.fields) {
      const value = fill(field, filled[field.name], typed[field.name] ?? ("value" in field ? field.value : undefined));
      if (field.required && isEmpty(value)) throw new Error(`${field.name} is required and not filled`);
      if (!isEmpty(value)) values[field.name] = value;
    }
    return values;
  };

  return {
    count,
    token: () => token,
    ask,
    read: (room) => posted(ask, room),
    posted: (room) => posted(ask, room),
    opens: async (file) => (await ask(`/api/files/${file}`)).ok,
    welcome: () => message("/api/rooms/shared/welcome"),
    more(id) {
      count.presses++;
      return message(`/api/cases/${id}/more`);
    },
    possible: (id) => message(`/api/cases/${id}/more`),
    async press(action, place: Place, filled) {
      const slot = slotOf(action);
      if (open !== slot) count.presses++;
      open = null;
      const values = asksFirst(action) ? fillAll(action, filled) : {};
      if (asksFirst(action)) count.presses++;
      const { press } = action;
      if (press.kind !== "command") throw new Error(`${action.key} is not a command`);
      const { type, ...command } = press.command;
      const body = { key: key(type), type, ...command, ...values };
      const answer = await post(press.case === null ? "/api/cases" : `/api/cases/${press.case}/commands`, body);
      if (!asksFirst(action)) return answer;
      if (answer.ok) drafts.delete(slot);
      else {
        drafts.set(slot, values);
        if (place.kind !== "more") open = slot;
      }
      return answer;
    },
    async invitation({ press }) {
      if (press.kind !== "invitation") throw new Error("this saves no visit");
      count.presses++;
      return (await ask(`/api/cases/${press.case}/visits/${press.visit}`)).text();
    },
    report: async (id) => (await ask(`/api/cases/${id}/report?format=markdown`)).text(),
    say(room, text, files) {
      count.presses++;
      count.words += wordsOf(text);
      return post(`/api/rooms/${encodeURIComponent(room)}/messages`, { key: key("talk"), text, files });
    },
    async attach(name, bytes) {
      count.presses++;
      const form = new FormData();
      form.set("file", new File([bytes as Uint8Array<ArrayBuffer>], name, { type: "image/png" }));
      const answer = await ask("/api/files", { method: "POST", body: form });
      if (!answer.ok) throw new Error(`${name} was not taken: ${answer.status} ${await answer.text()}`);
      return ((await answer.json()) as { id: string }).id;
    },
    async speak(language) {
      const answer = await ask("/api/me", { ...asJson({ language }), method: "PUT" });
      if (!answer.ok) throw new Error(`${who} could not choose ${language}: ${answer.status}`);
    },
  };
}
