/**
 * Slack as a chat platform: posts, edits and finds our messages in the channels that a relationship's rooms are.
 *
 * A case is a thread below its card. Nothing of a firm's own is sent before its channel is known to have nobody from outside: it goes to the
 * firm's lead instead, with the reason. Every message carries our own key, so that after an unknown answer we look before we post again.
 */
import { sha256 } from "../../src/domain/hash.ts";
import type { CaseId, PersonId, RelationshipId } from "../../src/domain/ids.ts";
import { type Message, roomFrom } from "../../src/domain/message.ts";
import type { Firm, Account as Settings } from "../../src/domain/people.ts";
import { DeliveryError } from "../../src/errors.ts";
import type { Address, Chat } from "../../src/ports/chat.ts";
import type { Log } from "../../src/ports/scheduler.ts";
import { type Call, isRefusal } from "./client.ts";
import type { Drawing } from "./drawing.ts";
import type { Fence } from "./fence.ts";
import { leadOf } from "./leads.ts";
import type { Pace } from "./pace.ts";
import { quiet } from "./passing.ts";
import type { Channel, Place, Standing, Tables } from "./tables.ts";

/** How long a person without an account, or a room whose channel is closed to us, waits for the next try. */
const absentMs = 60_000;
/** What a message says of itself to whoever may read it: ids alone. */
const eventType = "parley";

/** Where a message goes in Slack, and why it goes somewhere else than it was meant to. */
type Target = { readonly installation: string; readonly channel: string; readonly thread: string | null; readonly instead: Firm | null };

export type SlackChat = Chat & {
  /** Whether a room of a relationship, or a person, is reached through Slack. */
  reaches(relationship: RelationshipId, room: string): Promise<boolean>;
};

export type Sending = {
  readonly call: Call;
  readonly tables: Tables;
  readonly fence: Fence;
  readonly pace: Pace;
  readonly drawing: Drawing;
  readonly settings: (relationship: RelationshipId) => Promise<Settings | null>;
  /** These rooms have just been closed to us: both firms, or the one whose room it is, are told elsewhere. */
  readonly closed: (rooms: readonly Channel[]) => Promise<void>;
  readonly log: Log;
};

/** The id of a place as the relay keeps it. */
const idOf = ({ installation, channel, ts }: Place): string => `slack:${installation}:${channel}:${ts}`;
const placeOf = (posted: string): Place | null => {
  const [platform, installation, channel, ts] = posted.split(":");
  return platform === "slack" && installation && channel && ts ? { installation, channel, ts } : null;
};
/** Our key as it stands in a message's metadata: it names nothing. */
const markOf = (relationship: RelationshipId, key: string): string => sha256(`slack-message|${relationship}|${key}`).slice(0, 40);

/** Slack over the given parts. */
export function slackChat(sending: Sending): SlackChat {
  const { call, tables, fence, pace, drawing, settings, log } = sending;

  const lost = (what: string): DeliveryError => new DeliveryError(what, { retryable: true, retryAfterMs: absentMs });

  /** The person's direct messages; opened once and then known. */
  const direct = async (relationship: RelationshipId, person: PersonId): Promise<{ installation: string; channel: string }> => {
    const account = await tables.accountOf({ relationship, person });
    if (!account) throw lost("the person has no account");
    const room = `@${person}`;
    const installation = await installationFor(relationship, account.team);
    const known = await tables.channelOf(relationship, room);
    if (known && known.installation === installation && known.state === "open") return known;
    const opened = await call(installation, "conversations.open", { users: account.user });
    const channel = (opened["channel"] as { id: string }).id;
    await tables.saveRoom({ relationship, room, installation, channel });
    return { installation, channel };
  };
  /** Through which installation somebody is written to: their own workspace's, or that of a room that they share. */
  const installationFor = async (relationship: RelationshipId, team: string): Promise<string> => {
    const found = await sending.tables.installationOf(relationship, team);
    if (!found) throw lost("no installation reaches the person");
    return found;
  };

  const target = async ({ relationship, room, thread }: Address, key: string): Promise<Target> => {
    const to = roomFrom(room);
    if (to.kind === "person") return { ...(await direct(relationship, to.person)), thread: null, instead: null };
    const channel = await tables.channelOf(relationship, room);
    if (channel?.state !== "open") throw lost("the room is not open");
    if (to.audience !== "shared") {
      const known = await settings(relationship);
      if (!known) throw lost("there are no settings");
      const breach = await fence.breach(relationship, to.audience, known, channel.installation, channel.channel);
      if (breach !== null) {
        log.warn({ relationship, room, breach }, "a side room is not a firm's own; its messages go to the firm's lead");
        return { ...(await lead(relationship, to.audience, known)), thread: null, instead: to.audience };
      }
    }
    const card = thread === null ? null : await tables.message(relationship, cardKey(thread, room));
    const isCard = thread !== null && key === cardKey(thread, room);
    return { ...channel, thread: isCard || card?.channel !== channel.channel ? null : card.ts, instead: null };
  };
  /** Direct messages of whoever answers for the firm. */
  const lead = async (relationship: RelationshipId, firm: Firm, known: Settings) => {
    const found = await leadOf(tables, relationship, firm, known);
    if (!found) throw lost("nobody of the firm has an account");
    return direct(relationship, found.person.id);
  };

  const post = async (to: Address, message: Message, key: string): Promise<string> => {
    const { relationship, room } = to;
    const { installation, channel, thread, instead } = await target(to, key);
    const drawn = await drawing.draw(relationship, room, message, instead);
    const taken = await pace.in(installation, channel, () =>
      refusedTo(relationship, channel, () =>
        call(installation, "chat.postMessage", {
          channel,
          ...drawn,
          ...quiet,
          ...(thread !== null && { thread_ts: thread }),
          metadata: {
            event_type: eventType,
            event_payload: { key: markOf(relationship, key), ...(message.case && { case: message.case }) },
          },
        }),
      ),
    );
    const place: Standing = { relationship, room, case: message.case, installation, channel, ts: String(taken["ts"]) };
    await tables.saveMessage(key, place);
    if (message.case !== null && key === cardKey(message.case, room) && room === "shared") await pin(place);
    return idOf(place);
  };
  /** A card that could not be pinned is a card all the same. */
  const pin = ({ installation, channel, ts }: Place) =>
    call(installation, "pins.add", { channel, timestamp: ts }).catch((error: unknown) => {
      log.info({ channel, error: isRefusal(error) ? error.code : "unknown" }, "a card was not pinned");
    });
  /** A channel that does not take anything any more is closed: its messages wait, and the firms are told elsewhere. */
  const refusedTo = async <T>(relationship: RelationshipId, channel: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { code } = error;
      if (shut.has(code)) {
        await sending.closed(await tables.markRooms(channel, "closed"));
        log.warn({ relationship, channel, error: code }, "a channel is closed to us");
        throw lost(code);
      }
      if (ended.has(code)) throw lost(code);
      throw new DeliveryError(code, { retryable: false, cause: error });
    }
  };

  return {
    async reaches(relationship, room) {
      const to = roomFrom(room);
      if (to.kind === "person") return (await tables.accountOf({ relationship, person: to.person })) !== null;
      return (await tables.channelOf(relationship, room)) !== null;
    },
    post,
    async update(to, posted, message, key) {
      const at = placeOf(posted);
      if (!at) return post(to, message, key);
      const { relationship, room } = to;
      // Nothing of a firm's own is written into a channel that has become somebody else's: it is posted where it may be read.
      const { channel, instead } = await target(to, key);
      if (channel !== at.channel) return post(to, message, key);
      const drawn = await drawing.draw(relationship, room, message, instead);
      try {
        await pace.in(at.installation, at.channel, () =>
          call(at.installation, "chat.update", { channel: at.channel, ts: at.ts, ...drawn, parse: "none", link_names: false }),
        );
        return posted;
      } catch (error) {
        if (isRefusal(error, ...gone)) return post(to, message, key);
        return refusedTo(relationship, at.channel, () => Promise.reject(error));
      }
    },
    async find({ relationship, room, thread }, key) {
      const known = await tables.message(relationship, key);
      if (known) return idOf(known);
      const found = await search(call, tables, { relationship, room, thread }, markOf(relationship, key));
      if (found === null || found === "cannot-tell") return found;
      await tables.saveMessage(key, { relationship, room, case: thread, ...found });
      return idOf(found);
    },
  };
}

/** The key of a case's card in a room. */
const cardKey = (id: CaseId, room: string): string => `${id}:${room}:case`;

/** A message of ours that cannot be edited any more. */
const gone = ["message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found", "is_inactive"] as const;
/** An installation that has ended: what waits for it comes when it is there again. */
const ended = new Set(["token_revoked", "account_inactive", "invalid_auth", "not_authed"]);
/** A channel that does not let us in. */
const shut = new Set([
  "channel_not_found",
  "not_in_channel",
  "is_archived",
  "restricted_action",
  "restricted_action_read_only_channel",
  "ekm_access_denied",
  "external_channel_migrating",
  "is_inactive",
]);

/** Looks for a mark in the newest messages of a room; our own install may read them. */
async function search(
  call: Call,
  tables: Tables,
  { relationship, room, thread }: Address,
  mark: string,
): Promise<Place | null | "cannot-tell"> {
  const channel = await tables.channelOf(relationship, room);
  if (!channel) return null;
  const card = thread === null ? null : await tables.message(relationship, cardKey(thread, room));
  const { installation } = channel;
  const read = async (method: string, args: Record<string, unknown>): Promise<Place | null> => {
    const page = await call(installation, method, { channel: channel.channel, limit: 100, include_all_metadata: true, ...args });
    const messages = (page["messages"] as readonly { ts: string; metadata?: { event_payload?: { key?: string } } }[] | undefined) ?? [];
    const found = messages.find(({ metadata }) => metadata?.event_payload?.key === mark);
    return found ? { installation, channel: channel.channel, ts: found.ts } : null;
  };
  try {
    return (card && (await read("conversations.replies", { ts: card.ts }))) ?? (await read("conversations.history", {}));
  } catch (error) {
    if (isRefusal(error, "channel_not_found", "thread_not_found")) return null;
    return "cannot-tell";
  }
}
