/** What is answered to what was pressed or sent in Teams: a dialog opens, or a command is passed on and its outcome told. */
import type { Action, Message, Part } from "../../src/domain/message.ts";
import { type Asker, keep } from "../chat/asking.ts";
import type { Does } from "../chat/does.ts";
import { plainLook } from "../chat/drawing.ts";
import type { Filled } from "../chat/form.ts";
import type { Look } from "../chat/look.ts";
import { aside, textBlocks } from "../chat/passing.ts";
import { codeOf, type Deed, type Outcome, type Passed, type Passing, pass, pressed, told } from "../chat/pressing.ts";
import { linkFor, type Tools } from "./asking.ts";
import type { Card } from "./card.ts";
import { type Dialog, filled, formDialog, messageDialog, misfit, type Submitted, textDialog } from "./dialog.ts";
import { marked } from "./marks.ts";
import { wordsOf } from "./text.ts";

type Form = Extract<Does, { kind: "form" }>;
type Told = Extract<Does, { kind: "told" }>;

/**
 * What something that was pressed is answered with, whatever Teams asked: a dialog, or a sentence for the one who pressed.
 * Nothing at all closes what is open.
 */
export type Reply = { readonly dialog: Dialog } | { readonly text: string } | { readonly done: true };

/** What is answered to "task/fetch", "task/submit" and a message extension (https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/task-modules/invoking-task-modules). */
export function taskAnswer(reply: Reply): unknown {
  if ("dialog" in reply) return { task: { type: "continue", value: reply.dialog } };
  return "text" in reply ? { task: { type: "message", value: reply.text } } : {};
}

/** What is answered to an `Action.Execute` (https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/universal-action-model#response-format). */
export function cardAnswer(reply: Reply): unknown {
  const value = "text" in reply ? reply.text : "";
  return { statusCode: 200, type: "application/vnd.microsoft.activity.message", value };
}

/** What is answered to a card that asks by itself for what its reader sees of it: a card in its place, for them alone; `null`: what everybody sees. */
export const viewAnswer = (card: Card | null): unknown =>
  card === null ? cardAnswer({ done: true }) : { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: card };

/** The words of an answer that is shown as plain text. */
export const plain = (parts: readonly Part[], { who, settings }: Asker): string =>
  wordsOf(parts, { language: who.language, zones: [{ zone: who.calendar.zone, city: settings.firms[who.firm].city }] });

/** What passing something on takes: what Teams sends is read already. */
export const passing = ({ inbound }: Tools): Passing => ({ inbound, ready: async (_, ask) => ask });

/** A button of a card or dialog was pressed. `opens`: whether the answer can be a dialog; what would stand in one is told beside it otherwise. */
export async function press(tools: Tools, asker: Asker, action: Action, deed: Deed, opens: boolean): Promise<Reply> {
  return shown(tools, asker, action, await pressed(passing(tools), asker, action, deed), opens);
}

async function shown(tools: Tools, asker: Asker, action: Action, outcome: Outcome, opens: boolean): Promise<Reply> {
  const { say } = asker;
  switch (outcome.kind) {
    case "form":
      return openForm(tools, asker, action, false);
    case "passed":
      return answered(tools, asker, outcome.passed, opens);
    case "message":
      return outcome.message === null ? { text: plain(say("reject.no-case"), asker) } : read(tools, asker, outcome.message, action.label);
    case "text": {
      const { language } = asker.who;
      if (outcome.text === null) return { text: plain(say("reject.no-case"), asker) };
      return { dialog: textDialog(action.label, outcome.text, language, tools.words, await linkFor(tools, asker)) };
    }
    case "file":
      if (outcome.text === null) return { text: plain(say("reject.no-case"), asker) };
      return opens ? inTheBrowser(tools, asker, action) : { text: plain(say("teams.no-file"), asker) };
    case "language":
      return { text: plain(tools.say(outcome.language)("chat.language-chosen"), asker) };
    default:
      return outcome satisfies never;
  }
}

/** A bot gives nobody a file in a channel: a visit stands in its case, with its time, and as a file on the web. */
async function inTheBrowser(tools: Tools, asker: Asker, { label }: Action): Promise<Reply> {
  const link = await linkFor(tools, asker);
  if (link === null) return { text: plain(asker.say("teams.no-file"), asker) };
  const message = aside(textBlocks(asker.say("teams.file-in-browser")), asker.who.language);
  return { dialog: messageDialog(message, plainLook(tools.words), label, link) };
}

/** Draws what was said to somebody alone: its buttons are their own, or those of a case. */
export function withTold<T>(tools: Tools, { settings, who }: Asker, { message, handles }: Told, work: (look: Look) => T): Promise<T> {
  if (handles) return Promise.resolve(work(plainLook(tools.words, ({ key }) => handles[key] ?? "")));
  return tools.drawWith(settings, `@${who.id}`, [message], work);
}

/** A message to be read in a dialog. */
export const read = async (tools: Tools, asker: Asker, message: Message, title: string): Promise<Reply> => ({
  dialog: await tools.drawWith(asker.settings, `@${asker.who.id}`, [message], (look) => messageDialog(message, look, title)),
});

/** What came of a command: its words, or nothing more than that it is noted; what can be done instead, in a dialog. */
async function answered(tools: Tools, asker: Asker, passed: Passed, opens: boolean): Promise<Reply> {
  const { parts, actions } = told(passed, asker);
  if (actions.length > 0 && !opens) await tools.reply(asker, parts, actions);
  if (actions.length === 0 || !opens) return { text: plain(parts.length > 0 ? parts : asker.say("chat.noted"), asker) };
  const message = aside(textBlocks(parts, actions), asker.who.language);
  return read(tools, asker, message, plain(asker.say("chat.not-done-title"), asker));
}

type FormMore = { readonly values?: Filled; readonly problem?: readonly Part[] };

async function openForm(tools: Tools, asker: Asker, action: Action, rare: boolean, more: FormMore = {}): Promise<Reply> {
  const { linked, origin, sender, who } = asker;
  const handle = await keep(tools, sender.relationship, { kind: "form", action, user: linked.user, origin, rare });
  const link = action.fields.some(({ kind }) => kind === "files") ? await linkFor(tools, asker) : null;
  return {
    dialog: formDialog(action, who.language, { handle: marked(handle), zone: who.calendar.zone, words: tools.words, link, ...more }),
  };
}

/** A form was sent. Nothing of it is half-saved: the outcome is in the answer, and what was typed stays where it was not taken. */
export async function submit(tools: Tools, asker: Asker, { action, rare }: Form, data: Submitted, deed: Deed): Promise<Reply> {
  const { who } = asker;
  const wrong = misfit(action, data, tools.words, who.language);
  const values = filled(action, data);
  if (wrong !== null) return openForm(tools, asker, action, rare, { values, problem: wrong });
  const passed = await pass(passing(tools), asker, action, values, deed);
  if ("answer" in passed && passed.answer.ok) return answered(tools, asker, passed, true);
  const { parts, actions } = told(passed, asker);
  if (actions.length > 0) return answered(tools, asker, passed, true);
  tools.log.info({ code: codeOf(passed) }, "a form was not taken");
  return openForm(tools, asker, action, rare, { values, problem: parts });
}
