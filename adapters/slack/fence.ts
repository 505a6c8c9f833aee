/** What Slack says of a channel and of an account, for the fence. */
import { fence as chatFence, type Fence, mostMembers, type Profile, type Seen } from "../chat/fence.ts";
import { type Call, isEnded, isRefusal } from "./client.ts";
import type { Tables } from "./tables.ts";
import { endOf } from "./users.ts";

/** A fence that looks through `call`; `nowMs` is only for how long a look holds. */
export const fence = (call: Call, tables: Tables, nowMs: () => number): Fence =>
  chatFence(
    {
      channel: (installation, channel) => look(call, installation, channel),
      profile: (installation, user) => profileOf(call, installation, user),
    },
    tables,
    nowMs,
  );

/** What Slack says of a channel; `null` when it does not let us look. */
async function look(call: Call, installation: string, channel: string): Promise<Seen | null> {
  try {
    const { channel: found } = (await call(installation, "conversations.info", { channel })) as { channel?: Record<string, unknown> };
    const members: string[] = [];
    for (let cursor = ""; ; ) {
      const page = await call(installation, "conversations.members", { channel, limit: 200, ...(cursor !== "" && { cursor }) });
      members.push(...((page["members"] as string[] | undefined) ?? []));
      cursor = ((page["response_metadata"] as { next_cursor?: string } | undefined)?.next_cursor ?? "").trim();
      if (cursor === "" || members.length > mostMembers) break;
    }
    const list = (name: string): readonly string[] => (found?.[name] as string[] | undefined) ?? [];
    const pending = list("pending_shared").length + list("pending_connected_team_ids").length > 0;
    return {
      archived: found?.["is_archived"] === true,
      shared: found?.["is_ext_shared"] === true || found?.["is_pending_ext_shared"] === true || pending,
      teams: [...new Set([...list("shared_team_ids"), ...list("connected_team_ids")])],
      members,
    };
  } catch (error) {
    // Without the app nothing is known of anybody: whoever asks waits.
    if (isRefusal(error) && !isEnded(error)) return null;
    throw error;
  }
}

/** An account's workspace, and whether it is a full member there; our own bot counts as one. */
async function profileOf(call: Call, installation: string, user: string): Promise<Profile | null> {
  try {
    const { user: found } = (await call(installation, "users.info", { user })) as { user?: Record<string, unknown> };
    if (!found || typeof found["team_id"] !== "string") return null;
    // Somebody from outside who only shares a channel with us is a stranger: their account has not ended, but is no member's here.
    return { team: found["team_id"], full: endOf(found) === null && found["is_stranger"] !== true };
  } catch (error) {
    // Without the app nothing is known of anybody: whoever asks waits.
    if (isRefusal(error) && !isEnded(error)) return null;
    throw error;
  }
}
