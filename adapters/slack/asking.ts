/** One interaction of Slack's under way: who it is, where it was, and how what came of it is told to that person alone. */
import type { ModalView } from "@slack/types";
import type { Message } from "../../src/domain/message.ts";
import { UnavailableError } from "../../src/errors.ts";
import type { Actors, Asker, Tools as ChatTools } from "../chat/asking.ts";
import type { Origin } from "../chat/does.ts";
import { stranger as tellStranger } from "../chat/hearing.ts";
import type { Words } from "../chat/words.ts";
import { type Call, type Download, isRefusal } from "./client.ts";
import type { Drawing } from "./drawing.ts";
import type { Installations } from "./installations.ts";
import { actorOf, type Body, userOf } from "./parse.ts";
import { tellDrawn } from "./passing.ts";
import { render } from "./render.ts";
import type { Tables } from "./tables.ts";

/** What the parts of Slack's bot work with. */
export type Tools = Omit<ChatTools, "tables"> & {
  readonly tables: Tables;
  readonly installations: Installations;
  readonly call: Call;
  readonly download: Download;
  readonly drawing: Drawing;
  readonly words: Words;
};

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

/** Tells an account that is nobody here how it becomes somebody. @throws {UnavailableError} when Slack is not to be had. */
export async function stranger(tools: Tools, by: Actors, installation: string, origin: Origin): Promise<void> {
  await tellStranger(tools, by, installation, origin).catch((error: unknown) => {
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
