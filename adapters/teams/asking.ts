/** Who did something in Teams, and what the parts of its bot work with. */
import type { Actors, Asker, Tools as ChatTools } from "../chat/asking.ts";
import type { Connecting } from "../chat/connecting.ts";
import type { DrawWith } from "../chat/drawing.ts";
import type { Words } from "../chat/words.ts";
import type { Activity } from "./parse.ts";
import { actorOf, referenceOf } from "./parse.ts";
import type { Bot } from "./port.ts";
import type { Roster } from "./roster.ts";
import type { Tables } from "./tables.ts";
import type { Telling } from "./telling.ts";

/** What the parts of Teams's bot work with. */
export type Tools = Omit<ChatTools, "tables"> & {
  readonly tables: Tables;
  readonly bot: Bot;
  readonly roster: Roster;
  readonly drawWith: DrawWith;
  readonly telling: Telling;
  readonly words: Words;
  /** See `Connecting`. */
  readonly link: Connecting<unknown>["link"];
};

/**
 * Who did what an activity tells of. In a channel it names the conversation's tenant, which need not be theirs: the roster says whose they are.
 */
export async function actors({ tables, roster }: Pick<Tools, "tables" | "roster">, activity: Activity): Promise<Actors> {
  const actor = actorOf(activity);
  const reference = referenceOf(activity);
  if (!actor || !reference) return { accounts: [], members: [] };
  const team = actor.team ?? (await roster.tenantOf(reference, actor.user));
  // Nobody of whom the roster knows nothing is somebody here.
  if (team === null) return { accounts: [], members: [] };
  const accounts = [{ team, user: actor.user }];
  return { accounts, members: await tables.membersOf(accounts) };
}

/** The address that opens Parley in the browser as whoever asks; `null`: there are no links. For their eyes alone. */
export const linkFor = async ({ link }: Pick<Tools, "link">, { sender }: Asker): Promise<string | null> =>
  link === null ? null : link(sender.relationship, sender.person);
