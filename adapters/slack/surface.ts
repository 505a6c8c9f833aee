/** How Slack says what is said outside of cases, and what it calls an account. */
import type { Tools as ChatTools } from "../chat/asking.ts";
import { asActions, type Said } from "../chat/own.ts";
import { aside, textBlocks } from "../chat/passing.ts";
import type { Account } from "../chat/tables.ts";
import type { Call } from "./client.ts";
import type { Drawing } from "./drawing.ts";
import { isDirectChannel } from "./parse.ts";
import { quiet, tellDrawn } from "./passing.ts";
import type { Drawn } from "./render.ts";

/** Slack's side of saying something to an account or in a channel. */
export function surface(call: Call, drawing: Drawing): Pick<ChatTools, "whisper" | "announce" | "profile" | "isDirect"> {
  const drawn = ({ parts, language, buttons = [] }: Said): Drawn => {
    const { actions, handleOf } = asActions(buttons);
    return drawing.plain(aside(textBlocks(parts, actions), language), handleOf);
  };
  return {
    whisper: (installation, { user }, origin, said) => tellDrawn(call, installation, user, origin, drawn(said)),
    async announce(installation, channel, said, pinned) {
      const posted = await call(installation, "chat.postMessage", { channel, ...drawn(said), ...quiet });
      if (pinned) await call(installation, "pins.add", { channel, timestamp: posted["ts"] }).catch(() => undefined);
    },
    profile: (installation, account) => profileOf(call, installation, account),
    isDirect: isDirectChannel,
  };
}

/** How Slack names an account and its workspace: shown to whoever decides, and never decided by. */
async function profileOf(
  call: Call,
  installation: string,
  { team, user }: Account,
): Promise<{ readonly name: string; readonly team: string }> {
  const found = await call(installation, "users.info", { user }).catch(() => null);
  const profile = (found?.["user"] ?? {}) as { real_name?: string; name?: string };
  const workspace = await call(installation, "team.info", { team }).catch(() => null);
  const name = ((workspace?.["team"] ?? {}) as { name?: string }).name;
  return { name: `${profile.real_name ?? profile.name ?? user} (${user})`, team: name ? `${name} (${team})` : team };
}
