/** What tests of Slack's faults look at. */
import { textOf } from "./json.ts";
import { textOfBlocks } from "./read.ts";
import type { Rig } from "./rig.ts";
import type { Fault } from "./server.ts";
import type { Channel, User } from "./world.ts";

/** The keys of our messages that stand somewhere, with how often each does. */
export function copies(rig: Rig): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  for (const { content, deleted, bot } of rig.world.messages) {
    const key = (content.metadata?.["event_payload"] as { key?: string } | undefined)?.key;
    if (bot !== null && !deleted && key !== undefined) counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  return counted;
}

/** Passes of the relay, with every pause between them over, until nothing fails any more. */
export async function passes(rig: Rig, times = 3): Promise<void> {
  for (let nth = 0; nth < times; nth++) {
    await rig.waitsEnd();
    await rig.pass();
  }
}

/** Something goes wrong with these calls to a channel; with the first `times` of them. */
export function faultIn(rig: Rig, channel: Channel | null, methods: readonly string[], fault: Fault, times = Number.POSITIVE_INFINITY) {
  let left = times;
  rig.slack.faults = ({ method, args }) => {
    const isMeant = methods.includes(method) && (channel === null || args["channel"] === channel.id);
    return isMeant && left-- > 0 ? fault : null;
  };
}

/** How many calls there have been to a channel. */
export const callsTo = (rig: Rig, channel: Channel): number =>
  rig.slack.ledger.filter(({ args, method }) => args["channel"] === channel.id && method.startsWith("chat.")).length;

/** What stands in a channel for people, in order. */
export const textsIn = (rig: Rig, channel: Channel): readonly string[] =>
  rig.posted(channel).map(({ content }) => textOfBlocks(content.blocks) || textOf(content.text));

/** Somebody's direct messages from us, in order. */
export const directly = (rig: Rig, user: User): readonly string[] =>
  rig.world.channels.filter((channel) => channel.user === user.id).flatMap((channel) => textsIn(rig, channel));

/** Whatever waits or was given up, in the outbox and among the cards. */
export async function undelivered(rig: Rig): Promise<{ readonly waiting: readonly string[]; readonly parked: number }> {
  const rows = await rig.database.query<{ room: string; parked: boolean }>(
    "rig-undelivered",
    `select room, state = 'parked' as parked from outbox where state <> 'sent'
     union all select room, parked from cards where (stale or parked) and room <> 'customer'`,
  );
  return { waiting: [...new Set(rows.map(({ room }) => room))].sort(), parked: rows.filter(({ parked }) => parked).length };
}

/** Everything that is decided: a press or an event that changes nothing leaves it as it was. */
export const logOf = (rig: Rig): Promise<readonly unknown[]> =>
  rig.database.query("rig-log", "select case_id, audience, seq from events order by 1, 2, 3");
