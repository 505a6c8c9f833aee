/** What we could not hear: while nobody was here, or while Slack told us of nothing, what people wrote to us did not reach us. */

import { aside, textBlocks } from "../chat/passing.ts";
import type { Tools } from "./asking.ts";
import type { Body } from "./parse.ts";
import { quiet } from "./passing.ts";
import type { Channel } from "./tables.ts";

/** Slack repeats a delivery for some minutes; what is older than that does not come again (https://docs.slack.dev/apis/events-api#retries). */
const repeatedMs = 5 * 60_000;

/** What telling of a gap takes. */
type Gap = Pick<Tools, "call" | "tables" | "drawing" | "say" | "settings" | "log">;

/** Says in the rooms that something may not have reached us, once for each gap; buttons and forms are as they were. */
async function sayGap(
  { call, tables, drawing, say, settings, log }: Gap,
  gap: string,
  isMeant: (room: Channel) => boolean = () => true,
): Promise<void> {
  for (const room of (await tables.openRooms()).filter(isMeant)) {
    const key = `gap/${room.room}/${gap}`;
    if (await tables.message(room.relationship, key)) continue;
    const known = await settings(room.relationship);
    const language = known?.languages[0] ?? "en";
    const drawn = drawing.plain(aside(textBlocks(say(language)("slack.gap")), language));
    try {
      const posted = await call(room.installation, "chat.postMessage", { channel: room.channel, ...drawn, ...quiet });
      await tables.saveMessage(key, { ...room, case: null, id: String(posted["ts"]) });
    } catch (error) {
      log.warn({ channel: room.channel, error: error instanceof Error ? error.name : "unknown" }, "a room could not be told of a gap");
    }
  }
}

/** Notes that we are here; says so where we were away longer than Slack repeats. */
export async function noteAlive(telling: Gap): Promise<void> {
  const before = await telling.tables.alive();
  if (before && before.awayMs > repeatedMs) await sayGap(telling, String(before.sinceMs));
}

/** Slack told a workspace's app of nothing for a minute. It says so every minute; the rooms hear it once an hour. */
export async function sayLimited(telling: Gap, { team_id: team, minute_rate_limited: minute }: Body): Promise<void> {
  await sayGap(
    telling,
    `limited-${typeof team === "string" ? team : ""}-${Math.floor(Number(minute) / 3_600)}`,
    ({ installation }) => installation === team,
  );
}
