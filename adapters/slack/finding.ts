/** Looks for a message of ours by its mark, in what Slack still shows of a channel and of a thread in it. */
import { type Call, isRefusal } from "./client.ts";
import type { Place } from "./tables.ts";

/** How many messages Slack gives at once, and how many such pages we read. */
const perPage = 100;
const mostPages = 10;

type Found = Place | null | "cannot-tell";
type Page = {
  readonly messages?: readonly { readonly ts: string; readonly metadata?: { readonly event_payload?: { readonly key?: string } } }[];
  readonly response_metadata?: { readonly next_cursor?: string };
};

/**
 * The message with this mark, in the thread or among the newest of the channel; `null`: certainly none.
 * The one at `but` is known already and is not meant.
 */
export async function lookFor(
  call: Call,
  { installation, channel }: { readonly installation: string; readonly channel: string },
  thread: string | null,
  mark: string,
  but: Place | null,
): Promise<Found> {
  const read = async (method: string, args: Record<string, unknown>, pages: number): Promise<Found> => {
    for (let cursor = ""; pages > 0; pages--) {
      const asked = { channel, limit: perPage, include_all_metadata: true, ...args, ...(cursor !== "" && { cursor }) };
      const { messages = [], response_metadata } = (await call(installation, method, asked)) as Page;
      const found = messages.find(({ ts, metadata }) => metadata?.event_payload?.key === mark && ts !== but?.id);
      if (found) return { installation, channel, id: found.ts };
      cursor = response_metadata?.next_cursor ?? "";
      if (cursor === "") return null;
    }
    return "cannot-tell";
  };
  try {
    // A thread is told from its beginning, a channel from its end: there the newest page is enough.
    const below = thread === null ? null : await read("conversations.replies", { ts: thread }, mostPages).catch(noThread);
    if (below !== null) return below;
    const newest = await read("conversations.history", {}, 1);
    return newest === "cannot-tell" ? null : newest;
  } catch (error) {
    return isRefusal(error, "channel_not_found") ? null : "cannot-tell";
  }
}

function noThread(error: unknown): null {
  if (isRefusal(error, "thread_not_found")) return null;
  throw error;
}
