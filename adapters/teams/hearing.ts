/** What comes in from Teams, with who it is and where: talk to us, what is pressed and sent, what becomes of channels. Nothing is decided here. */
import type { FileId } from "../../src/domain/ids.ts";
import { plainOf } from "../../src/domain/message.ts";
import { type Actors, type Asker, askerHere, askerIn, doings, offers } from "../chat/asking.ts";
import { agreeRoom, linkRoom } from "../chat/channels.ts";
import type { Does, Origin } from "../chat/does.ts";
import { answered, mostSigns, stranger } from "../chat/hearing.ts";
import { invite, settleCode } from "../chat/linking.ts";
import { type Deed, isFor } from "../chat/pressing.ts";
import { addingButton, addingOf } from "../chat/reacting.ts";
import type { Body, Delivered } from "../chat/receiving.ts";
import { actors, linkFor, type Tools } from "./asking.ts";
import { withBrowser } from "./browser.ts";
import type { Card } from "./card.ts";
import { messageDialog } from "./dialog.ts";
import { takenAlong } from "./files.ts";
import { limits } from "./limits.ts";
import { offerLanguage, tellZone } from "./locale.ts";
import { handleIn } from "./marks.ts";
import { type Activity, activityOf, askedOf, referenceOf, roomOf, threadOf } from "./parse.ts";
import { cardAnswer, plain, press, type Reply, read, submit, taskAnswer, viewAnswer, withTold } from "./pressing.ts";
import { reacted } from "./reacting.ts";
import { render } from "./render.ts";
import { roomChanged } from "./rooms.ts";
import { isToUs, pointedAt, said } from "./said.ts";
import { talked } from "./talk.ts";

/** Where an activity comes from: the tenant of its conversation, and the place in it. */
type Where = { readonly installation: string; readonly origin: Origin };

function whereOf(activity: Activity): Where | null {
  const reference = referenceOf(activity);
  if (!reference) return null;
  const { conversation, tenant } = reference;
  return { installation: tenant, origin: { channel: roomOf(conversation), thread: threadOf(conversation) } };
}

/** Handles an activity that is kept; resolves with what an invoke is answered. */
export async function heard(tools: Tools, body: Body, { meaning, again, isLate }: Delivered): Promise<unknown> {
  const activity = activityOf(body);
  const where = activity && whereOf(activity);
  if (!activity || !where) return null;
  const reference = referenceOf(activity);
  if (reference) await tools.tables.note(reference);
  switch (activity.type) {
    case "message":
      return isToUs(activity) ? spoken(tools, activity, where) : talked(tools, activity);
    case "messageUpdate":
    case "messageDelete":
      return talked(tools, activity);
    case "invoke":
      return invoked(tools, activity, where, {
        deed: { platform: "teams", meaning, message: activity.replyToId ?? null },
        again: again === true,
        isLate,
      });
    case "messageReaction":
      return reacted(tools, activity, where, meaning);
    default:
      return roomChanged(tools, activity);
  }
}

/** Somebody said something to us: words of linking, or a failure in plain words, read back to them alone. */
async function spoken(tools: Tools, activity: Activity, where: Where): Promise<null> {
  const by = await actors(tools, activity);
  const text = said(activity);
  const asker = await answered(tools, by, where, text, {
    stranger: () => stranger(tools, by, where.installation, where.origin),
    hear: async (one) => hear(tools, one, text, await takenAlong(tools, one, activity)),
  });
  if (asker) {
    await offerLanguage(tools, asker, activity);
    await tellZone(tools, asker, activity);
  }
  return null;
}

async function hear(tools: Tools, asker: Asker, text: string, files: readonly FileId[]): Promise<void> {
  // Below a case pictures belong to it, and are the way to give any, for no dialog takes files.
  const action = files.length > 0 ? await addingButton(tools, asker) : null;
  if (action) return tools.reply(asker, asker.say("chat.keep"), [addingOf(action, asker, text, files)]);
  const message = await tools.inbound.hear(asker.sender, text.slice(0, mostSigns), files);
  if (message) await tools.telling.tell(asker, message);
}

type Pressed = {
  readonly deed: Deed;
  /** It has come before. */
  readonly again: boolean;
  /** Nobody waits for the answer any more. */
  readonly isLate: () => boolean;
};

/** Something was pressed, sent, or asked from a message's menu. */
async function invoked(tools: Tools, activity: Activity, where: Where, how: Pressed): Promise<unknown> {
  const asked = askedOf(activity);
  if (!asked) return null;
  if (asked.isAutomatic) return viewAnswer(await viewed(tools, await actors(tools, activity), where, asked.data));
  switch (asked.name) {
    case "adaptiveCard/action":
      return cardAnswer(await acted(tools, activity, where, asked.data, how, false));
    case "task/fetch":
    case "task/submit":
    case "composeExtension/submitAction":
      return taskAnswer(await acted(tools, activity, where, asked.data, how, true));
    case "composeExtension/fetchTask":
      return taskAnswer(await reported(tools, await actors(tools, activity), where, activity));
    default:
      return null;
  }
}

/** A card asks by itself for what its reader sees of it: whoever it calls, what it says to them, and everybody else nothing more. */
async function viewed(tools: Tools, by: Actors, { installation, origin }: Where, data: Body): Promise<Card | null> {
  const kept = await doings(tools, handleIn(data));
  const asker = kept && (await askerIn(tools, by, kept.relationship, installation, origin));
  if (!asker || kept.does.kind !== "told" || kept.does.user !== asker.linked.user) return null;
  const { message } = kept.does;
  const link = await linkFor(tools, asker);
  return withTold(tools, asker, kept.does, (look) => withBrowser(render(message, look), limits.card, message.language, look.words, link));
}

/** What stands behind a handle is done, for whoever it is for; the card may be old, or whoever pressed it nobody here. */
async function acted(
  tools: Tools,
  activity: Activity,
  where: Where,
  data: Body,
  { deed, again, isLate }: Pressed,
  opens: boolean,
): Promise<Reply> {
  const { installation, origin } = where;
  const [by, kept] = await Promise.all([actors(tools, activity), doings(tools, handleIn(data))]);
  const asker = kept && (await askerIn(tools, by, kept.relationship, installation, origin));
  // What is another relationship's is answered like what is nobody's: not even that it is there can be told.
  if (!kept || !asker) return unknown(tools, by, installation, origin);
  // What is told beside the answer was told the first time.
  if (again && !answersItself.has(kept.does.kind)) return { done: true };
  const reply = await done(tools, asker, kept.does, data, deed, opens);
  // The person has been told that nothing came of it: what did is said to them afterwards, once.
  if (isLate() && !again && "text" in reply) await tools.reply(asker, [reply.text]);
  return reply;
}

/** What is answered alike however often it comes; a code is made anew, because it is nowhere but in an answer that may not have arrived. */
const answersItself = new Set<Does["kind"]>(["action", "start", "form", "told", "window", "invite"]);

async function done(tools: Tools, asker: Asker, does: Does, data: Body, deed: Deed, opens: boolean): Promise<Reply> {
  const outdated: Reply = { text: plainOf(asker.say("chat.outdated")) };
  switch (does.kind) {
    case "action":
      return isFor(does.room, asker.who) ? press(tools, asker, does.action, deed, opens) : outdated;
    case "start": {
      const action = (await offers(tools, asker))[does.nth];
      return action ? press(tools, asker, action, { ...deed, message: null }, opens) : outdated;
    }
    case "form":
      // A form is its opener's alone: for whoever else sends it, it is none.
      return does.user === asker.linked.user ? submit(tools, asker, does, data, deed) : outdated;
    case "told": {
      if (does.user !== asker.linked.user) return outdated;
      const link = await linkFor(tools, asker);
      return { dialog: await withTold(tools, asker, does, (look) => messageDialog(does.message, look, "Parley", link)) };
    }
    case "settle-code":
      return answering(tools, asker, (told) => settleCode(told, asker, does));
    case "invite":
      return answering(tools, asker, (told) => invite(told, asker, does, deed.meaning));
    case "room":
      return answering(tools, asker, (told) => linkRoom(told, asker, does));
    case "agree-room":
      return answering(tools, asker, (told) => agreeRoom(told, asker, does));
    case "window":
      return outdated;
    default:
      return does satisfies never;
  }
}

/** What would be told beside the answer is the answer, and kept nowhere: it may be a code. */
async function answering(tools: Tools, asker: Asker, work: (tools: Tools) => Promise<void>): Promise<Reply> {
  const said: string[] = [];
  await work({ ...tools, reply: async (_, parts) => void said.push(plain(parts, asker)) });
  return said.length > 0 ? { text: said.join("\n") } : { done: true };
}

/** Whoever pressed something that we do not know any more, or who is nobody here. */
async function unknown(tools: Tools, by: Actors, installation: string, origin: Origin): Promise<Reply> {
  const asker = await askerHere(tools, by, installation, origin);
  return { text: plainOf(asker ? asker.say("chat.outdated") : tools.say("en")("chat.stranger")) };
}

/** A failure is reported out of a message that somebody points at: its words are read back in a dialog. */
async function reported(tools: Tools, by: Actors, { installation, origin }: Where, activity: Activity): Promise<Reply> {
  const asker = await askerHere(tools, by, installation, origin);
  if (!asker) return unknown(tools, by, installation, origin);
  const message = await tools.inbound.hear(asker.sender, (pointedAt(activity)?.text ?? "").slice(0, mostSigns), []);
  return message ? read(tools, asker, message, "Parley") : { done: true };
}
