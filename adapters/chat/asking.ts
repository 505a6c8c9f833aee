/** One interaction of a chat platform under way: who it is, where it was, and what their buttons do. */
import type { Say } from "../../src/domain/flow.ts";
import type { RelationshipId } from "../../src/domain/ids.ts";
import type { Action, Part } from "../../src/domain/message.ts";
import { type Person, personOf, type Account as Settings } from "../../src/domain/people.ts";
import type { Inbound, Sender } from "../../src/ports/inbound.ts";
import type { Chance, Log } from "../../src/ports/scheduler.ts";
import { type Does, doesOf, type Kept, type Origin } from "./does.ts";
import type { Fence } from "./fence.ts";
import type { Said } from "./own.ts";
import type { Platform } from "./platform.ts";
import { type Account, type Found, handleOf, type Linked, type Tables } from "./tables.ts";

/** What the parts of every platform's bot work with. */
export type Tools = {
  readonly platform: Platform["name"];
  readonly inbound: Inbound;
  readonly tables: Tables;
  readonly say: (language: string) => Say;
  /** Who is in a relationship, and what the firms set; `null`: there is no such relationship. `version`: see `Store.account`. */
  readonly settings: (relationship: RelationshipId, version?: number | null) => Promise<Settings | null>;
  readonly chance: Chance;
  readonly log: Log;
  readonly fence: Fence;
  /** Whether a channel is somebody's direct messages. */
  readonly isDirect: (channel: string) => boolean;
  /** Tells a person some words where they asked, with what they can do next, so that they alone see it. Never throws. */
  readonly reply: (asker: Asker, parts: readonly Part[], actions?: readonly Action[]) => Promise<void>;
  /** Says something to an account alone where it asked, or directly. @throws what the platform answers when neither way works. */
  readonly whisper: (installation: string, to: Account, origin: Origin, said: Said) => Promise<void>;
  /** Says something to everybody in a channel; `pinned`, where the platform can: so that nobody has to look for it. */
  readonly announce: (installation: string, channel: string, said: Said, pinned?: true) => Promise<void>;
  /** How the platform names an account and its workspace: shown to whoever decides, and never decided by. */
  readonly profile: (installation: string, account: Account) => Promise<{ readonly name: string; readonly team: string }>;
  /** A room or a person is reached from now on: what waited for it is shown. */
  readonly linked: (relationship: RelationshipId, room: string) => Promise<void>;
  /** The shared room stands in one more place from now on. */
  readonly bridged: (relationship: RelationshipId, room: string) => Promise<void>;
};

/** Somebody of a relationship who asks something now. */
export type Asker = {
  readonly linked: Linked;
  readonly sender: Sender;
  readonly who: Person;
  readonly settings: Settings;
  readonly say: Say;
  /** Through which installation they asked. */
  readonly installation: string;
  /** Where, and where they are answered. */
  readonly origin: Origin;
};

/** Who did something: the accounts under which they may be known, the likeliest first, and whom those are here, in the same order. */
export type Actors = { readonly accounts: readonly Account[]; readonly members: readonly Found[] };

/** Everybody that somebody is, the relationship that they joined last first. */
export async function askers(
  { settings, say }: Pick<Tools, "settings" | "say">,
  { members }: Actors,
  installation: string,
  origin: Origin,
): Promise<readonly Asker[]> {
  const found = members.map(async (linked): Promise<Asker | null> => {
    const { relationship, person, version } = linked;
    const known = await settings(relationship, version);
    const who = known && personOf(known, person);
    if (!known || !who) return null;
    return { linked, sender: { relationship, person }, who, settings: known, say: say(who.language), installation, origin };
  });
  return (await Promise.all(found)).filter((one) => one !== null);
}

/** The person that somebody is in a relationship; `null`: nobody there, or not any more. */
export async function askerIn(
  tools: Pick<Tools, "settings" | "say">,
  { accounts, members }: Actors,
  relationship: RelationshipId,
  installation: string,
  origin: Origin,
): Promise<Asker | null> {
  const there = members.filter((one) => one.relationship === relationship);
  return (await askers(tools, { accounts, members: there }, installation, origin))[0] ?? null;
}

/** Who asks, in the relationship whose room the channel is; directly, in the one that they joined last. */
export async function askerHere(
  tools: Pick<Tools, "settings" | "say" | "tables">,
  by: Actors,
  installation: string,
  origin: Origin,
): Promise<Asker | null> {
  const all = await askers(tools, by, installation, origin);
  const rooms = origin.channel === null ? [] : await tools.tables.roomsOf(origin.channel);
  return all.find(({ sender }) => rooms.some(({ relationship }) => relationship === sender.relationship)) ?? all[0] ?? null;
}

/** Keeps what something does and gives the handle that stands for it. */
export async function keep({ tables }: Pick<Tools, "tables">, relationship: RelationshipId, does: Does): Promise<string> {
  const handle = handleOf(relationship, does);
  await tables.saveActions(relationship, [{ handle, does }]);
  return handle;
}

/** The doings of a handle, with the relationship that it belongs to; `null`: it is not known, or not any more. */
export async function doings({ tables }: Pick<Tools, "tables">, handle: string | null | undefined): Promise<Kept | null> {
  const found = handle ? await tables.action(handle) : null;
  const does = found && doesOf(found.does);
  return found && does && { relationship: found.relationship, does };
}

/** What the shared room offers to this person: to report, and to warn early. */
export async function offers({ inbound }: Pick<Tools, "inbound">, { sender }: Pick<Asker, "sender">): Promise<readonly Action[]> {
  const welcome = await inbound.welcome(sender, "shared");
  return (welcome?.blocks ?? []).flatMap((block) => (block.kind === "actions" ? block.actions : []));
}
