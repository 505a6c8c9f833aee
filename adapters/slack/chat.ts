/**
 * Slack as a chat platform: posts, edits and finds our messages in the channels that a relationship's rooms are.
 *
 * A case is a thread below its card. Nothing of a firm's own is sent before its channel is known to have nobody from outside: it goes to the
 * firm's lead instead, with the reason. Every message carries our own key, so that after an unknown answer we look before we post again.
 */
import { sha256 } from "../../src/domain/hash.ts";
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import { isShared, type Message, roomFrom } from "../../src/domain/message.ts";
import type { Firm, Account as Settings } from "../../src/domain/people.ts";
import { DeliveryError } from "../../src/errors.ts";
import type { Address, Chat } from "../../src/ports/chat.ts";
import type { Log } from "../../src/ports/scheduler.ts";
import { cardKey, isReached, lookUp } from "../chat/addressing.ts";
import type { PlatformChat } from "../chat/connecting.ts";
import type { Fence } from "../chat/fence.ts";
import { leadOf } from "../chat/leads.ts";
import type { Pace } from "../chat/pace.ts";
import { type Answered, type Call, isEnded, isRefusal } from "./client.ts";
import type { Drawing } from "./drawing.ts";
import { lookFor } from "./finding.ts";
import { quiet } from "./passing.ts";
import type { Drawn } from "./render.ts";
import type { Channel, Place, Standing, Tables, Whereabouts } from "./tables.ts";

/** How long a person without an account, or a room whose channel is closed to us, waits for the next try. */
const absentMs = 60_000;
/** What a message says of itself to whoever may read it: ids alone. */
const eventType = "parley";

/** Where a message goes in Slack, and why it goes somewhere else than it was meant to. */
type Target = { readonly installation: string; readonly channel: string; readonly thread: string | null; readonly instead: Firm | null };

export type Sending = {
  readonly call: Call;
  readonly tables: Tables;
  readonly fence: Fence;
  readonly pace: Pace;
  readonly drawing: Drawing;
  /** Whether a shared room is, as Slack says now, both firms' and nobody else's; what is wrong with it is told. */
  readonly shared: (room: Channel, known: Settings) => Promise<Channel["state"]>;
  /** These rooms have just been closed to us: both firms, or the one whose room it is, are told elsewhere. */
  readonly closed: (rooms: readonly Channel[]) => Promise<void>;
  /** Where everything goes whose room is no channel, or whose reader has no account. */
  readonly otherwise: Chat;
  readonly log: Log;
};

/** The id of a place as the relay keeps it. */
const idOf = ({ installation, channel, id }: Place): string => `slack:${installation}:${channel}:${id}`;
const placeOf = (posted: string): Place | null => {
  const [platform, installation, channel, id] = posted.split(":");
  return platform === "slack" && installation && channel && id ? { installation, channel, id } : null;
};
/** Our key as it stands in a message's metadata: it names nothing. */
const markOf = (relationship: RelationshipId, key: string): string => sha256(`slack-message|${relationship}|${key}`).slice(0, 40);

/** Slack over the given parts. */
export function slackChat(sending: Sending): PlatformChat {
  const { call, tables, fence, pace, drawing, otherwise, log } = sending;

  const lost = (what: string): DeliveryError => new DeliveryError(what, { retryable: true, retryAfterMs: absentMs });

  /** The person's direct messages, through their own workspace or a room that they share; opened once and then known. */
  const direct = async (
    relationship: RelationshipId,
    person: PersonId,
    { account, through, channel: known }: Whereabouts,
  ): Promise<{ installation: string; channel: string }> => {
    if (!account) throw lost("the person has no account");
    if (!through) throw lost("no installation reaches the person");
    if (known && known.installation === through && known.state === "open") return known;
    const opened = await call(through, "conversations.open", { users: account.user });
    const channel = (opened["channel"] as { id: string }).id;
    await tables.saveRoom({ relationship, room: `@${person}`, installation: through, channel });
    return { installation: through, channel };
  };

  /** Where a message goes now. Who cannot be reached, because of the installation or of the person, is waited for. */
  const target = (to: Address, at: Whereabouts): Promise<Target> =>
    targetOf(to, at).catch((error: unknown) => {
      throw isRefusal(error) ? lost(error.code) : error;
    });
  const targetOf = async ({ relationship, room, settings }: Address, at: Whereabouts): Promise<Target> => {
    const to = roomFrom(room);
    if (to.kind === "person") return { ...(await direct(relationship, to.person, at)), thread: null, instead: null };
    const { channel, above } = at;
    if (channel?.state !== "open") throw lost("the room is not open");
    if (to.audience === "shared") {
      if ((await sending.shared(channel, settings)) !== "open") throw lost("the room is not the two firms' own");
    } else {
      const breach = await fence.breach(relationship, to.audience, settings, channel.installation, channel.channel);
      if (breach !== null) {
        log.warn({ relationship, room, breach }, "a side room is not a firm's own; its messages go to the firm's lead");
        return { ...(await lead(relationship, to.audience, settings)), thread: null, instead: to.audience };
      }
    }
    return { ...channel, thread: above?.channel === channel.channel ? above.id : null, instead: null };
  };
  /** Direct messages of whoever answers for the firm. */
  const lead = async (relationship: RelationshipId, firm: Firm, settings: Settings) => {
    const found = await leadOf(tables, relationship, firm, settings);
    if (!found) throw lost("nobody of the firm has an account");
    const { id } = found.person;
    return direct(relationship, id, await tables.whereabouts(relationship, `@${id}`, { person: id, key: null, above: null }));
  };

  /** Sends a message in the first form that Slack takes: it may find too long what keeps to every limit that it names. */
  const inSomeForm = async (
    { relationship, room, settings }: Address,
    message: Message,
    instead: Firm | null,
    send: (drawn: Drawn) => Promise<Answered>,
  ): Promise<Answered> => {
    for (let refused = 0; ; refused++) {
      const drawn = await drawing.draw(settings, room, message, instead, refused);
      try {
        return await send(drawn);
      } catch (error) {
        if (!isRefusal(error, ...tooMuch) || drawn.blocks.length === 0) throw error;
        log.warn({ relationship, room, error: error.code, refused }, "Slack does not take a message as it is; it goes shorter");
      }
    }
  };

  const post = async (to: Address, message: Message, key: string, at: Whereabouts): Promise<string> => {
    const { relationship, room } = to;
    const { installation, channel, thread, instead } = await target(to, at);
    const metadata = {
      event_type: eventType,
      event_payload: { key: markOf(relationship, key), ...(message.case && { case: message.case }) },
    };
    const into = (below: string | null) =>
      inSomeForm(to, message, instead, (drawn) =>
        call(installation, "chat.postMessage", { channel, ...drawn, ...quiet, ...(below !== null && { thread_ts: below }), metadata }),
      );
    const taken = await pace.in(installation, channel, () =>
      refusedTo(relationship, channel, async () => {
        try {
          return await into(thread);
        } catch (error) {
          // The thread is gone, or nobody may answer in it: what belongs there stands in the room itself.
          if (thread === null || !isRefusal(error, ...noThread)) throw error;
          return into(null);
        }
      }),
    );
    if (typeof taken["ts"] !== "string") throw new DeliveryError("no place of the message was told", { retryable: true });
    const place: Standing = { relationship, room, case: message.case, installation, channel, id: taken["ts"] };
    await tables.saveMessage(key, place);
    if (message.case !== null && key === cardKey(message.case, room) && isShared(room)) await pin(place);
    return idOf(place);
  };
  /** A card that could not be pinned is a card all the same. */
  const pin = ({ installation, channel, id }: Place) =>
    call(installation, "pins.add", { channel, timestamp: id }).catch((error: unknown) => {
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
      if (isEnded(error) || operators.has(code)) throw lost(code);
      throw new DeliveryError(code, { retryable: false, cause: error });
    }
  };
  /** Writes a message anew where it stands; `false`: it stands there no more, or cannot be edited. */
  const rewrite = async (to: Address, { installation, channel, id }: Place, message: Message, instead: Firm | null): Promise<boolean> => {
    try {
      await pace.in(installation, channel, () =>
        inSomeForm(to, message, instead, (drawn) =>
          call(installation, "chat.update", { channel, ts: id, ...drawn, parse: "none", link_names: false }),
        ),
      );
      return true;
    } catch (error) {
      if (isRefusal(error, ...gone)) return false;
      return refusedTo(to.relationship, channel, () => Promise.reject(error));
    }
  };

  return {
    async reaches(relationship, room) {
      const to = roomFrom(room);
      if (to.kind === "person") return (await tables.accountOf({ relationship, person: to.person })) !== null;
      return (await tables.channelOf(relationship, room)) !== null;
    },
    async post(to, message, key) {
      const at = await lookUp(tables, to, key);
      return isReached(to, at) ? post(to, message, key, at) : otherwise.post(to, message, key);
    },
    async update(to, posted, message, key) {
      const { relationship, room } = to;
      const at = await lookUp(tables, to, key);
      if (!isReached(to, at)) return otherwise.update(to, posted, message, key);
      // Our own books know it better: channels get other ids, and whoever posted a card may have died before saying so.
      const own = at.own ?? placeOf(posted);
      if (!own) return post(to, message, key, at);
      // Nothing of a firm's own is written into a channel that has become somebody else's: it is posted where it may be read.
      const { instead, ...now } = await target(to, at);
      if (now.channel === own.channel && (await rewrite(to, own, message, instead))) return idOf(own);
      // An earlier try may have posted it anew, and not have heard so.
      const found = await lookFor(call, now, null, markOf(relationship, key), own);
      if (found === null || found === "cannot-tell" || !(await rewrite(to, found, message, instead))) return post(to, message, key, at);
      await tables.saveMessage(key, { relationship, room, case: message.case, ...found });
      return idOf(found);
    },
    async find(to, key) {
      const { relationship, room } = to;
      const at = await lookUp(tables, to, key);
      if (!isReached(to, at)) return otherwise.find(to, key);
      if (at.own) return idOf(at.own);
      const { thread, ...now } = await target(to, at);
      const { channel: own } = at;
      const mark = markOf(relationship, key);
      let found = await lookFor(call, now, thread, mark, null);
      // It may have been posted before the room ceased to be the firm's own.
      if (found === null && own && own.channel !== now.channel) found = await lookFor(call, own, null, mark, null);
      if (found === null || found === "cannot-tell") return found;
      await tables.saveMessage(key, { relationship, room, case: to.thread, ...found });
      return idOf(found);
    },
  };
}

/** A message of ours that cannot be edited any more. */
const gone = ["message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found", "is_inactive"] as const;
/** A thread in which nothing can be answered. */
const noThread = [
  "thread_not_found",
  "message_not_found",
  "cannot_reply_to_message",
  "restricted_action_thread_locked",
  "restricted_action_non_threadable_channel",
] as const;
/** What Slack says to a message that is too long for it, or that it cannot read although it keeps to the documents. */
const tooMuch = ["msg_too_long", "msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format", "too_many_attachments"] as const;
/** What only the operator, or an administrator of the workspace, can mend: what waits for it comes then. */
const operators = new Set(["missing_scope", "no_permission", "access_denied", "org_login_required", "two_factor_setup_required"]);
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
