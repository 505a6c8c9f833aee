/** The emoji that people know: 🎫 opens a case out of a message, 👀 takes what is asked, ✅ says that it is done, 📌 keeps a message in its case. */
import { type Asker, askerIn } from "../chat/asking.ts";
import type { Origin } from "../chat/does.ts";
import { addingButton, addingOf, type Meant, reactedTo, reactionTakenAway } from "../chat/reacting.ts";
import { actors, type Tools } from "./asking.ts";
import { isRefusal } from "./client.ts";
import { takenAlong } from "./files.ts";
import { type Body, type SentFile, typed } from "./parse.ts";
import { press } from "./pressing.ts";
import { hear } from "./saying.ts";

/** What each emoji means, by Slack's names for it. */
const meanings: Readonly<Record<string, Meant | "report" | "keep">> = {
  ticket: "report",
  admission_tickets: "report",
  eyes: "take",
  white_check_mark: "done",
  heavy_check_mark: "done",
  pushpin: "keep",
  round_pushpin: "keep",
};
type Context = { readonly meaning: string; readonly installation: string };
type Marked = { readonly text: string; readonly files: readonly SentFile[]; readonly thread: string | null };

/**
 * Somebody put an emoji on a message, or took it away. Of people without a part in it nothing comes.
 *
 * An emoji alone says nothing to the other firm but 👀: whoever takes that away is offered to hand it over or give it back. It is theirs to
 * press, because an emoji is soon taken away by mistake. 🎫 and 📌 only open what is read before it is sent, and ✅ asks for evidence.
 */
export async function reacted(tools: Tools, body: Body, event: Body, { meaning, installation }: Context): Promise<void> {
  const item = event["item"] as { type?: string; channel?: string; ts?: string } | undefined;
  const meant = typeof event["reaction"] === "string" ? meanings[event["reaction"]] : undefined;
  const isRemoved = event["type"] === "reaction_removed";
  if (!meant || (isRemoved && meant !== "take") || item?.type !== "message" || !item.channel || !item.ts) return;
  const [room] = await tools.tables.roomsOf(item.channel);
  const ours = await tools.tables.at(item.channel, item.ts);
  const relationship = ours?.relationship ?? room?.relationship;
  if (!relationship) return;
  const origin: Origin = { channel: item.channel, thread: null };
  const asker = await askerIn(tools, await actors(tools, body, installation), relationship, installation, origin);
  if (!asker) return;
  if (isRemoved) return ours ? reactionTakenAway(tools, asker, ours) : undefined;
  if (ours)
    return meant === "take" || meant === "done"
      ? reactedTo(tools, asker, ours, meant, (action) =>
          press(tools, asker, action, { meaning, trigger: null, window: null, message: null }),
        )
      : undefined;
  const marked = await read(tools, installation, item.channel, item.ts);
  if (!marked) return;
  const there = { ...asker, origin: { ...origin, thread: marked.thread } };
  if (meant === "report") return hear(tools, there, typed(marked.text), marked.files);
  if (meant === "keep") return keepIt(tools, there, marked);
}

/** Offers to add a message, with its files, to the case in whose thread it stands. */
async function keepIt(tools: Tools, asker: Asker, { text, files, thread }: Marked): Promise<void> {
  const action = await addingButton(tools, { ...asker, origin: { ...asker.origin, thread } });
  if (!action) return tools.reply(asker, asker.say("slack.emoji-no-case"));
  const taken = await takenAlong(tools, asker, files);
  await tools.reply(asker, asker.say("chat.keep"), [addingOf(action, asker, typed(text), taken)]);
}

/** A message by its place, as far as Slack lets us read it. */
async function read({ call }: Tools, installation: string, channel: string, ts: string): Promise<Marked | null> {
  try {
    const page = await call(installation, "conversations.replies", { channel, ts, limit: 1, inclusive: true });
    const [found] =
      (page["messages"] as readonly { text?: string; thread_ts?: string; ts?: string; files?: SentFile[] }[] | undefined) ?? [];
    return found?.text ? { text: found.text, files: found.files ?? [], thread: found.thread_ts ?? null } : null;
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}
