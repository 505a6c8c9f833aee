/** One interaction of Slack's under way: who it is, where it was, and how what came of it is told to that person alone. */
import type { ModalView } from "@slack/types";
import type { Say } from "../../src/domain/flow.ts";
import type { RelationshipId } from "../../src/domain/ids.ts";
import type { Action, Message, Part } from "../../src/domain/message.ts";
import { type Person, personOf, type Account as Settings } from "../../src/domain/people.ts";
import { UnavailableError } from "../../src/errors.ts";
import type { Inbound, Sender } from "../../src/ports/inbound.ts";
import type { Chance, Log } from "../../src/ports/scheduler.ts";
import type { Words } from "../chat/words.ts";
import { type Call, type Download, isRefusal } from "./client.ts";
import type { Does, Origin } from "./does.ts";
import type { Drawing } from "./drawing.ts";
import type { Fence } from "./fence.ts";
import type { Installations } from "./installations.ts";
import { actorOf, type Body, userOf } from "./parse.ts";
import { aside, tellDrawn, words } from "./passing.ts";
import { render } from "./render.ts";
import { type Account, handleOf, type Linked, type Tables } from "./tables.ts";

/** What the parts of the bot work with. */
export type Tools = {
  readonly inbound: Inbound;
  readonly tables: Tables;
  readonly installations: Installations;
  readonly call: Call;
  readonly download: Download;
  readonly fence: Fence;
  readonly drawing: Drawing;
  readonly say: (language: string) => Say;
  readonly words: Words;
  /** Who is in a relationship, and what the firms set; `null`: there is no such relationship. */
  readonly settings: (relationship: RelationshipId) => Promise<Settings | null>;
  readonly chance: Chance;
  readonly log: Log;
  /** A room or a person is reached from now on: what waited for it is shown. */
  readonly linked: (relationship: RelationshipId, room: string) => Promise<void>;
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
export type Actors = { readonly accounts: readonly Account[]; readonly members: readonly Linked[] };

/**
 * Who did what a delivery tells of: the accounts that it names, and where those are nobody here, those that Slack knows the person by.
 *
 * An emoji names no workspace at all; somebody of an organisation is named by it in one delivery and by their workspace in the next.
 */
export async function actors({ tables, call }: Pick<Tools, "tables" | "call">, body: Body, installation: string): Promise<Actors> {
  const named = actorOf(body);
  const members = named.length === 0 ? [] : await tables.membersOf(named);
  const user = userOf(body);
  if (members.length > 0 || user === null) return { accounts: named, members };
  const found = await call(installation, "users.info", { user }).catch(() => null);
  const profile = (found?.["user"] ?? {}) as { team_id?: unknown; enterprise_user?: { enterprise_id?: unknown } };
  const teams = [profile.team_id, profile.enterprise_user?.enterprise_id].filter((team) => typeof team === "string");
  const accounts = [...teams.map((team) => ({ team, user })), ...named.filter(({ team }) => !teams.includes(team))];
  return { accounts, members: await tables.membersOf(accounts) };
}

/** Everybody that somebody is, the relationship that they joined last first. */
export async function askers(
  { settings, say }: Tools,
  { members }: Actors,
  installation: string,
  origin: Origin,
): Promise<readonly Asker[]> {
  const found = members.map(async (linked): Promise<Asker | null> => {
    const { relationship, person } = linked;
    const known = await settings(relationship);
    const who = known && personOf(known, person);
    if (!known || !who) return null;
    return { linked, sender: { relationship, person }, who, settings: known, say: say(who.language), installation, origin };
  });
  return (await Promise.all(found)).filter((one) => one !== null);
}

/** The person that somebody is in a relationship; `null`: nobody there, or not any more. */
export async function askerIn(
  tools: Tools,
  { accounts, members }: Actors,
  relationship: RelationshipId,
  installation: string,
  origin: Origin,
): Promise<Asker | null> {
  const there = members.filter((one) => one.relationship === relationship);
  return (await askers(tools, { accounts, members: there }, installation, origin))[0] ?? null;
}

/** Tells an account that is nobody here how it becomes somebody; nothing else, whatever they asked. */
export async function stranger(tools: Tools, { accounts }: Actors, installation: string, origin: Origin): Promise<void> {
  const [account] = accounts;
  if (!account) return;
  const drawn = tools.drawing.plain(aside(words(tools.say("en")("slack.stranger")), "en"));
  await tellDrawn(tools.call, installation, account.user, origin, drawn).catch((error: unknown) => {
    // A stranger without any channel with us cannot be told anything; what they did is answered by nothing.
    if (error instanceof UnavailableError) throw error;
  });
}

/** Tells a person something where they asked, so that they alone see it; directly where that cannot be done. Never throws. */
export async function tell(tools: Tools, { installation, origin, linked, settings }: Asker, message: Message): Promise<void> {
  const { drawing, call, log } = tools;
  try {
    const drawn = await drawing.with(settings, `@${linked.person}`, [message], (look) => render(message, look));
    await tellDrawn(call, installation, linked.user, origin, drawn);
  } catch (error) {
    log.warn({ user: linked.user, error: error instanceof Error ? error.message : "unknown" }, "an answer did not arrive");
  }
}

/** Tells a person some words, with what they can do next, where they asked. Never throws. */
export const reply = (tools: Tools, asker: Asker, parts: readonly Part[], actions: readonly Action[] = []): Promise<void> =>
  tell(tools, asker, aside(words(parts, actions), asker.who.language));

/** Keeps what something does and gives the handle that stands for it. */
export async function keep({ tables }: Tools, relationship: RelationshipId, does: Does): Promise<string> {
  const handle = handleOf(relationship, does);
  await tables.saveActions(relationship, [{ handle, does }]);
  return handle;
}

/** Opens a window on what somebody has pressed: over a window that is open already, or as the first. `false`: it came too late. */
export async function openView(
  { call }: Tools,
  installation: string,
  trigger: string | null,
  view: ModalView,
  over: string | null,
): Promise<boolean> {
  if (trigger === null) return false;
  try {
    await call(installation, over === null ? "views.open" : "views.push", { trigger_id: trigger, view });
    return true;
  } catch (error) {
    // Three windows lie on top of each other already: the last one changes.
    if (over !== null && isRefusal(error, "push_limit_reached")) return changeView(call, installation, over, view);
    if (isRefusal(error, ...tooLate)) return false;
    throw error;
  }
}

/** Puts something else into a window; `false`: it was closed, or has changed meanwhile. */
export async function changeView(call: Call, installation: string, id: string, view: ModalView): Promise<boolean> {
  try {
    await call(installation, "views.update", { view_id: id, view });
    return true;
  } catch (error) {
    if (isRefusal(error, ...tooLate)) return false;
    throw error;
  }
}

/** There is no window to be opened any more with what was pressed, or none to change. */
const tooLate = [
  "expired_trigger_id",
  "trigger_expired",
  "exchanged_trigger_id",
  "trigger_exchanged",
  "invalid_trigger_id",
  "not_found",
  "hash_conflict",
] as const;

/** What the shared room offers to this person: to report, and to warn early. */
export async function offers({ inbound }: Tools, { sender }: Asker): Promise<readonly Action[]> {
  const welcome = await inbound.welcome(sender, "shared");
  return (welcome?.blocks ?? []).flatMap((block) => (block.kind === "actions" ? block.actions : []));
}
