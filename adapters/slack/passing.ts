/** What is said in passing: to one person, where they asked, and kept nowhere. */
import type { KnownBlock } from "@slack/types";
import type { Origin } from "../chat/does.ts";
import { type Call, isRefusal } from "./client.ts";

/** What every post says of itself: no previews, no names or links made out of what people wrote (https://docs.slack.dev/reference/methods/chat.postMessage). */
export const quiet = { unfurl_links: false, unfurl_media: false, parse: "none", link_names: false } as const;

type Told = { readonly text: string; readonly blocks: readonly KnownBlock[] };

/** As `tell`, for whoever has no place in a relationship yet. @throws what Slack answers when neither way works. */
export async function tellDrawn(call: Call, installation: string, user: string, { channel, thread }: Origin, drawn: Told): Promise<void> {
  if (channel !== null) {
    try {
      await call(installation, "chat.postEphemeral", {
        channel,
        user,
        ...drawn,
        parse: "none",
        link_names: false,
        ...(thread !== null && { thread_ts: thread }),
      });
      return;
    } catch (error) {
      // Not in the channel, or not there now: they are told directly.
      if (!isRefusal(error)) throw error;
    }
  }
  const opened = await call(installation, "conversations.open", { users: user });
  await call(installation, "chat.postMessage", { channel: (opened["channel"] as { id: string }).id, ...drawn, ...quiet });
}
