/**
 * The emoji that people know, on messages of ours: 👀 takes what is asked, ✅ says that it is done. What people write in a channel a bot
 * cannot read by its place, so 🎫 and 📌 do nothing here: a message's own menu reports it.
 */

import { askerIn } from "../chat/asking.ts";
import type { Origin } from "../chat/does.ts";
import { pressed, told } from "../chat/pressing.ts";
import { type Meant, reactedTo, reactionTakenAway } from "../chat/reacting.ts";
import { actors, type Tools } from "./asking.ts";
import type { Activity } from "./parse.ts";
import { passing } from "./pressing.ts";

/** What each emoji means, by Teams's names for it (https://learn.microsoft.com/en-us/javascript/api/teams-sdk-typescript/@microsoft/teams.api/messagereactiontype). */
const meanings: Readonly<Record<string, Meant>> = { "1f440_eyes": "take", "2705_whiteheavycheckmark": "done" };

const meantBy = (reactions: Activity["reactionsAdded"]): Meant | null =>
  (reactions ?? []).map(({ type }) => meanings[type]).find((meant) => meant !== undefined) ?? null;

/** Somebody put an emoji on a message, or took it away. Of people without a part in it nothing comes. */
export async function reacted(
  tools: Tools,
  activity: Activity,
  { installation, origin }: { readonly installation: string; readonly origin: Origin },
  meaning: string,
): Promise<null> {
  const [added, removed] = [meantBy(activity.reactionsAdded), meantBy(activity.reactionsRemoved)];
  const { replyToId } = activity;
  if (!replyToId || origin.channel === null || (added === null && removed !== "take")) return null;
  const ours = await tools.tables.at(origin.channel, replyToId);
  const asker = ours && (await askerIn(tools, await actors(tools, activity), ours.relationship, installation, origin));
  if (!ours || !asker) return null;
  if (added === null) await reactionTakenAway(tools, asker, ours);
  else
    await reactedTo(tools, asker, ours, added, async (action) => {
      const outcome = await pressed(passing(tools), asker, action, { platform: "teams", meaning, message: null });
      const { parts, actions } = outcome.kind === "passed" ? told(outcome.passed, asker) : { parts: [], actions: [] };
      if (parts.length > 0) await tools.reply(asker, parts, actions);
    });
  return null;
}
