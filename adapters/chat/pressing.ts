/** What comes of a button or a form, as data: each platform shows it its own way. */
import type { Ask } from "../../src/domain/command.ts";
import { sha256 } from "../../src/domain/hash.ts";
import { type Action, type Message, type Part, roomFrom } from "../../src/domain/message.ts";
import type { Person } from "../../src/domain/people.ts";
import { InputError, UnavailableError } from "../../src/errors.ts";
import { askOf, wordsOf } from "../../src/input.ts";
import type { Answer } from "../../src/ports/inbound.ts";
import type { Asker, Tools } from "./asking.ts";
import type { Filled } from "./form.ts";

/** What became of a command; what cannot be read, and a database that is away, are outcomes like any other. */
export type Passed = { readonly answer: Answer } | { readonly input: InputError } | { readonly trouble: true };

/** What comes of pressing something. */
export type Outcome =
  /** It asks first. */
  | { readonly kind: "form" }
  | { readonly kind: "passed"; readonly passed: Passed }
  /** Something to read; `null`: there is no such thing, or it is not theirs. */
  | { readonly kind: "message"; readonly message: Message | null }
  /** A long document, in Markdown of ours. */
  | { readonly kind: "text"; readonly text: string | null }
  | { readonly kind: "file"; readonly name: string; readonly text: string | null }
  /** From now on they are written to in this language. */
  | { readonly kind: "language"; readonly language: string };

/** What passing something on takes; `ready` reads what an ask only names, such as a table that lies on the platform. */
export type Passing = Pick<Tools, "inbound"> & { readonly ready: (asker: Asker, ask: Ask) => Promise<Ask> };

/** The key of a command: what somebody did, once. */
const keyOf = (platform: string, meaning: string): string => `${platform}:${sha256(meaning).slice(0, 40)}`;

/** Whether pressing it opens a form, or something to read, before anything is sent. */
const asksFirst = ({ fields, intro }: Action): boolean => fields.length > 0 || intro.length > 0;

/** What identifies something that was done. */
export type Deed = {
  readonly platform: string;
  readonly meaning: string;
  /** The message of ours on which it was pressed; `null`: none. */
  readonly message: string | null;
};

/** A button was pressed: what comes of it. */
export async function pressed(passing: Passing, asker: Asker, action: Action, deed: Deed): Promise<Outcome> {
  const { inbound } = passing;
  const { sender, who } = asker;
  const { press: asked } = action;
  switch (asked.kind) {
    case "command": {
      if (asksFirst(action)) return { kind: "form" };
      // What one message read is reported once, however often it is pressed.
      const once = asked.case === null && deed.message !== null ? `report/${who.id}/${deed.message}` : deed.meaning;
      return { kind: "passed", passed: await pass(passing, asker, action, {}, { ...deed, meaning: once }) };
    }
    case "more":
      return { kind: "message", message: await inbound.more(sender, asked.case) };
    case "compare":
      return { kind: "message", message: await inbound.comparison(sender, asked.case, asked.one, asked.other) };
    case "report":
      return { kind: "text", text: await inbound.report(sender, asked.case) };
    case "agreement":
      return { kind: "text", text: await inbound.agreement(sender, asked.case, asked.name) };
    case "invitation":
      return { kind: "file", name: `visit-${asked.visit}.ics`, text: await inbound.invitation(sender, asked.case, asked.visit) };
    case "language":
      await inbound.speak(sender, asked.language);
      return { kind: "language", language: asked.language };
    default:
      return asked satisfies never;
  }
}

/** Passes a command on with the answers of its form. */
export async function pass(
  { inbound, ready }: Passing,
  asker: Asker,
  { press: asked }: Action,
  answers: Filled,
  { platform, meaning }: Deed,
): Promise<Passed> {
  if (asked.kind !== "command") throw new Error("only commands are passed on");
  try {
    const ask = await ready(asker, askOf({ ...asked.command, ...answers }));
    return { answer: await inbound.receive(asker.sender, keyOf(platform, meaning), asked.case, ask) };
  } catch (error) {
    if (error instanceof InputError) return { input: error };
    if (error instanceof UnavailableError) return { trouble: true };
    throw error;
  }
}

/** What an outcome says, with what can be done instead. */
export function told(passed: Passed, { say }: Asker): { readonly parts: readonly Part[]; readonly actions: readonly Action[] } {
  if ("trouble" in passed) return { parts: say("unavailable"), actions: [] };
  if ("input" in passed) return { parts: wordsOf(say, passed.input).says, actions: [] };
  const { answer } = passed;
  return { parts: answer.says, actions: answer.ok ? [] : answer.actions };
}

/** What came of something, by its name. */
export function codeOf(passed: Passed): string {
  if ("trouble" in passed) return "unavailable";
  if ("input" in passed) return "input";
  return passed.answer.ok ? "done" : passed.answer.code;
}

/** Whether a button that was drawn for a room was drawn for this person's eyes: what stood in a firm's own room, or with one person, does nothing for others. */
export function isFor(room: string, { id, firm }: Person): boolean {
  const to = roomFrom(room);
  return to.kind === "person" ? to.person === id : to.audience === "shared" || to.audience === firm;
}
