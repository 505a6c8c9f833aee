/** What happens when something of ours is pressed or sent in Slack: a window opens, or a command is passed on and its outcome told. */
import type { KnownBlock, ModalView } from "@slack/types";
import { type Action, type Block, type Message, type Part, plainOf } from "../../src/domain/message.ts";
import { wordsOf } from "../../src/input.ts";
import { type Asker, keep } from "../chat/asking.ts";
import type { Does } from "../chat/does.ts";
import type { Filled } from "../chat/form.ts";
import { aside, textBlocks } from "../chat/passing.ts";
import { codeOf, type Passed, type Passing, pass, pressed, told } from "../chat/pressing.ts";
import { cut, unmarked } from "../chat/text.ts";
import { changeView, openView, type Tools, tell } from "./asking.ts";
import { isRefusal } from "./client.ts";
import { sendFile, withFiles, withTable } from "./files.ts";
import { filled, formView } from "./form.ts";
import { blockOf } from "./inputs.ts";
import type { ViewState } from "./parse.ts";
import { render } from "./render.ts";
import { messageView, textView } from "./view.ts";

/** By which Slack's windows of ours are known: a form, and something to read. */
const formCallback = "v1:form";

/** A window in which something was pressed. */
export type Window = { readonly id: string; readonly hash: string | null };
type Form = Extract<Does, { kind: "form" }>;

/** Reads a table that an ask names only. */
const passing = (tools: Tools): Passing => ({
  inbound: tools.inbound,
  ready: ({ installation, sender }, ask) => withTable(tools, installation, sender.relationship, ask),
});

/** A button of a message or window was pressed. */
export async function press(
  tools: Tools,
  asker: Asker,
  action: Action,
  how: { readonly meaning: string; readonly trigger: string | null; readonly window: Window | null; readonly message: string | null },
): Promise<void> {
  const outcome = await pressed(passing(tools), asker, action, { platform: "slack", ...how });
  switch (outcome.kind) {
    case "form":
      return openForm(tools, asker, action, how);
    case "passed":
      return tellAnswer(tools, asker, outcome.passed, how);
    case "message":
      return showMessage(tools, asker, action, outcome.message, how);
    case "text":
      return showText(tools, asker, action, outcome.text, how);
    case "file":
      return sendFile(tools, asker, outcome.name, outcome.text);
    case "language":
      return tell(tools, asker, aside(textBlocks(tools.say(outcome.language)("chat.language-chosen")), outcome.language));
    default:
      return outcome satisfies never;
  }
}

async function tellAnswer(
  tools: Tools,
  asker: Asker,
  outcome: Passed,
  { window, trigger }: { readonly window: Window | null; readonly trigger: string | null },
): Promise<void> {
  const { parts, actions } = told(outcome, asker);
  const { who } = asker;
  const message = aside(textBlocks(parts, actions), who.language);
  if (window !== null) {
    // In a window the outcome stands where it was pressed.
    const said = parts.length > 0 ? message : aside(textBlocks(asker.say("chat.noted")), who.language);
    const view = await viewOf(tools, asker, said, plainOf(asker.say("slack.done-title")), outcome);
    if (await changeView(tools.call, asker.installation, window.id, view)) return;
    // They closed it meanwhile.
    return tell(tools, asker, said);
  }
  if (parts.length === 0) return;
  // A refusal with buttons is a window while there is time for one: it cannot be overlooked, and its forms lie on top of it.
  if (actions.length > 0 && trigger !== null) {
    const view = await viewOf(tools, asker, message, plainOf(asker.say("chat.not-done-title")), outcome);
    if (await openView(tools, asker.installation, trigger, view, null)) return;
  }
  await tell(tools, asker, message);
}

async function viewOf(
  tools: Tools,
  { sender, settings, who, origin }: Asker,
  message: Message,
  title: string,
  outcome: Passed | null = null,
): Promise<ModalView> {
  const metadata = await keep(tools, sender.relationship, { kind: "window", origin });
  const view = await tools.drawing.with(settings, `@${who.id}`, [message], (look) => messageView(message, look, title, metadata));
  return outcome === null ? view : { ...view, callback_id: `v1:told:${codeOf(outcome)}` };
}

async function openForm(
  tools: Tools,
  asker: Asker,
  action: Action,
  how: { readonly trigger: string | null; readonly window: Window | null },
): Promise<void> {
  const { linked, origin, sender } = asker;
  const metadata = await keep(tools, sender.relationship, { kind: "form", action, user: linked.user, origin, rare: false });
  const view = formOf(tools, asker, action, metadata, {});
  if (await openView(tools, asker.installation, how.trigger, view, how.window?.id ?? null)) return;
  await tools.reply(asker, asker.say("slack.press-again"), [action]);
}

const formOf = (
  tools: Tools,
  { who }: Asker,
  action: Action,
  metadata: string,
  more: { values?: Filled; rare?: boolean; problem?: readonly Part[] },
): ModalView =>
  formView(action, who.language, {
    metadata,
    callback: formCallback,
    zone: who.calendar.zone,
    words: tools.words,
    ...more,
  });

/** Something in an open form was chosen on which the rest depends, or more of it was asked for: it is drawn again with what it holds. */
export async function redraw(tools: Tools, asker: Asker, form: Form, state: ViewState, window: Window, rare: boolean): Promise<void> {
  const metadata = await keep(tools, asker.sender.relationship, { ...form, rare });
  const view = formOf(tools, asker, form.action, metadata, { values: filled(form.action, state), rare });
  try {
    await tools.call(asker.installation, "views.update", { view_id: window.id, view, ...(window.hash !== null && { hash: window.hash }) });
  } catch (error) {
    // They went on meanwhile: what they see now is newer.
    if (!isRefusal(error, "hash_conflict", "not_found")) throw error;
  }
}

/** What Slack is answered to a form: errors beside their fields, the form again with what is wrong, or that it is done. */
export type FormAnswer =
  | { readonly response_action: "clear" }
  | { readonly response_action: "update"; readonly view: ModalView }
  | { readonly response_action: "errors"; readonly errors: Readonly<Record<string, string>> };

/** A form was sent. Nothing of it is half-saved: the outcome is in the answer, and what was typed stays where it was not taken. */
export async function submit(
  tools: Tools,
  asker: Asker,
  form: Form,
  state: ViewState,
  { meaning, again: repeated, isLate }: { readonly meaning: string; readonly again: boolean; readonly isLate: () => boolean },
): Promise<FormAnswer> {
  const { action } = form;
  const given = filled(action, state);
  const { answers, unseen } = await withFiles(tools, asker, action, given);
  if (unseen !== null)
    return {
      response_action: "errors",
      errors: { [blockOf(unseen)]: unmarked(asker.say("slack.file-unseen"), { language: asker.who.language, zones: [] }) },
    };
  const outcome = await pass(passing(tools), asker, action, answers, { platform: "slack", meaning, message: null });
  if ("answer" in outcome && outcome.answer.ok) {
    const { says } = outcome.answer;
    if (isLate() && !repeated) await tellLate(tools, asker, form, outcome);
    else if (says.length > 0 && !repeated) await tools.reply(asker, says);
    return { response_action: "clear" };
  }
  if (isLate() && !repeated) {
    await tellLate(tools, asker, form, outcome);
    return { response_action: "clear" };
  }
  if ("input" in outcome && state.values[blockOf(outcome.input.field)] !== undefined) {
    const { says } = wordsOf(asker.say, outcome.input);
    return {
      response_action: "errors",
      errors: { [blockOf(outcome.input.field)]: cut(unmarked(says, { language: asker.who.language, zones: [] }), 300) },
    };
  }
  const { parts, actions } = told(outcome, asker);
  const metadata = await keep(tools, asker.sender.relationship, form);
  const again = formOf(tools, asker, action, metadata, { values: given, rare: form.rare, problem: parts });
  return { response_action: "update", view: await withInstead(tools, asker, again, actions, outcome) };
}

/** The window of a form is gone by the time its outcome is known: it is told, and the form can be opened again where it was refused. */
async function tellLate(tools: Tools, asker: Asker, { action }: Form, outcome: Passed): Promise<void> {
  const { parts, actions } = told(outcome, asker);
  const isDone = "answer" in outcome && outcome.answer.ok;
  const says = parts.length > 0 ? parts : asker.say("chat.noted");
  await tools.reply(asker, says, isDone ? [] : actions.length > 0 ? actions : [action]);
}

/** A form that was refused, with the other ways above its fields. */
async function withInstead(
  { drawing }: Tools,
  { settings, who }: Asker,
  view: ModalView,
  actions: readonly Action[],
  outcome: Passed,
): Promise<ModalView> {
  const named: ModalView = { ...view, callback_id: `${formCallback}:${codeOf(outcome)}` };
  if (actions.length === 0) return named;
  const block: Block = { kind: "actions", actions };
  const message = aside([block], who.language);
  const drawn = await drawing.with(settings, `@${who.id}`, [message], (look) => render(message, look).blocks);
  const buttons = drawn.filter((one): one is Extract<KnownBlock, { type: "actions" }> => one.type === "actions");
  const at = view.blocks.findIndex(({ type }) => type === "input");
  return { ...named, blocks: [...view.blocks.slice(0, Math.max(at, 0)), ...buttons, ...view.blocks.slice(Math.max(at, 0))] };
}

type How = { readonly trigger: string | null; readonly window: Window | null };

async function showMessage(
  tools: Tools,
  asker: Asker,
  { label }: Action,
  message: Message | null,
  { trigger, window }: How,
): Promise<void> {
  const shown = message ?? aside(textBlocks(asker.say("reject.no-case")), asker.who.language);
  const view = await viewOf(tools, asker, shown, label);
  if (await openView(tools, asker.installation, trigger, view, window?.id ?? null)) return;
  // Too late for a window: the same as a message.
  await tell(tools, asker, shown);
}

async function showText(tools: Tools, asker: Asker, { label }: Action, text: string | null, { trigger, window }: How): Promise<void> {
  if (text === null) return showMessage(tools, asker, { label } as Action, null, { trigger, window });
  const view = textView(label, text, asker.who.language, tools.words);
  if (await openView(tools, asker.installation, trigger, view, window?.id ?? null)) return;
  await tools.reply(asker, asker.say("slack.press-again"));
}
