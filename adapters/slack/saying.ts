/** What people say to Parley in Slack: a mention, a direct message, the slash command, a message's own menu. Chatter is nobody's business. */

import { type Actors, type Asker, askerHere, offers } from "../chat/asking.ts";
import type { Origin } from "../chat/does.ts";
import { answered, mostSigns } from "../chat/hearing.ts";
import { actors, stranger, type Tools, tell } from "./asking.ts";
import { takenAlong } from "./files.ts";
import { type Body, isDirect, mentioned, type SentFile, sayingOf, typed } from "./parse.ts";
import { press } from "./pressing.ts";
import { talked } from "./talk.ts";

type Context = { readonly meaning: string; readonly installation: string };

/** Something was said where we can hear it. */
export async function said(tools: Tools, body: Body, event: Body, { installation }: Context): Promise<void> {
  const saying = sayingOf(event);
  if (!saying) return event["subtype"] === "message_changed" ? talked(tools, body, event, installation) : undefined;
  const { channel, thread_ts: thread = null, text, files } = saying;
  // Where both firms have the app, one message comes for each: whichever comes first is for the bot that was named.
  const first = mentioned(text);
  const named = first && (await tools.installations.active()).find(({ botUser }) => botUser === first.who);
  // In direct messages every word is to us; anywhere else what does not begin with our name is between people.
  if (!named && !isDirect(saying)) return talked(tools, body, event, installation);
  await answer(
    tools,
    await actors(tools, body, installation),
    { installation: named?.id ?? installation, origin: { channel, thread } },
    typed(named ? first.rest : text),
    files ?? [],
  );
}

type Where = { readonly installation: string; readonly origin: Origin };

/** Answers words that were meant for us, privately. */
async function answer(tools: Tools, by: Actors, where: Where, text: string, files: readonly SentFile[]): Promise<void> {
  await answered(tools, by, where, text, {
    stranger: () => stranger(tools, by, where.installation, where.origin),
    hear: (asker) => hear(tools, asker, text, files),
  });
}

/** Reads words back to whoever said them, with the files that came along. */
export async function hear(tools: Tools, asker: Asker, text: string, files: readonly SentFile[]): Promise<void> {
  const message = await tools.inbound.hear(asker.sender, text.slice(0, mostSigns), await takenAlong(tools, asker, files));
  if (message) await tell(tools, asker, message);
}

/** The slash command: the same words as after a mention; nothing after it opens the form of a report. */
export async function commanded(tools: Tools, body: Body, { meaning, installation }: Context): Promise<void> {
  const by = await actors(tools, body, installation);
  const origin: Origin = { channel: typeof body["channel_id"] === "string" ? body["channel_id"] : null, thread: null };
  const text = typeof body["text"] === "string" ? typed(body["text"]) : "";
  const asker = await askerHere(tools, by, installation, origin);
  if (asker && /^\s*(report|)\s*$/i.test(text)) return openReport(tools, asker, meaning, body);
  return answer(tools, by, { installation, origin }, text, []);
}

/** A shortcut: from the menu of everything it opens the form of a report, from a message's own it reads that message. */
export async function shortcut(tools: Tools, body: Body, { meaning, installation }: Context): Promise<void> {
  const by = await actors(tools, body, installation);
  const message = body["message"] as { text?: string; ts?: string; thread_ts?: string; files?: SentFile[] } | undefined;
  const channel = (body["channel"] as { id?: string } | undefined)?.id ?? null;
  const origin: Origin = { channel, thread: message?.thread_ts ?? null };
  const asker = await askerHere(tools, by, installation, origin);
  if (!asker) return stranger(tools, by, installation, origin);
  if (message?.text) return hear(tools, asker, typed(message.text), message.files ?? []);
  return openReport(tools, asker, meaning, body);
}

async function openReport(tools: Tools, asker: Asker, meaning: string, body: Body): Promise<void> {
  const [action] = await offers(tools, asker);
  if (!action) return;
  const trigger = typeof body["trigger_id"] === "string" ? body["trigger_id"] : null;
  await press(tools, asker, action, { meaning, trigger, window: null, message: null });
}
