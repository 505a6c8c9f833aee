/**
 * Slack as a chat platform: posts, edits and finds our messages in the channels that a relationship's rooms are.
 *
 * Where it goes is decided in `../chat/delivering.ts`. Every message carries our own key, so that after an unknown answer we look before we
 * post again.
 */
import { sha256 } from "../../src/domain/hash.ts";
import type { RelationshipId } from "../../src/domain/ids.ts";
import { isShared, type Message } from "../../src/domain/message.ts";
import type { Firm } from "../../src/domain/people.ts";
import { DeliveryError } from "../../src/errors.ts";
import type { Address } from "../../src/ports/chat.ts";
import { cardKey, isReached, lookUp, places } from "../chat/addressing.ts";
import type { PlatformChat } from "../chat/connecting.ts";
import { type Sending as ChatSending, delivering, lost, reaching } from "../chat/delivering.ts";
import { type Answered, type Call, isEnded, isRefusal } from "./client.ts";
import type { Drawing } from "./drawing.ts";
import { lookFor } from "./finding.ts";
import { quiet } from "./passing.ts";
import type { Drawn } from "./render.ts";
import type { Place, Standing, Whereabouts } from "./tables.ts";

/** What a message says of itself to whoever may read it: ids alone. */
const eventType = "parley";

/** What delivering in Slack takes. */
export type Sending = ChatSending & { readonly call: Call; readonly drawing: Drawing };

const { idOf, placeOf } = places("slack", ":");
/** Our key as it stands in a message's metadata: it names nothing. */
const markOf = (relationship: RelationshipId, key: string): string => sha256(`slack-message|${relationship}|${key}`).slice(0, 40);

/** Slack over the given parts. */
export function slackChat(sending: Sending): PlatformChat {
  const { call, tables, drawing, otherwise, log } = sending;
  const { target, send, rewrite } = delivering(sending, {
    /** The person's direct messages, through their own workspace or a room that they share; opened once and then known. */
    async personally(relationship, person, { account, through, channel: known }) {
      if (!account) throw lost("the person has no account");
      if (!through) throw lost("no installation reaches the person");
      if (known && known.installation === through && known.state === "open") return known;
      const opened = await call(through, "conversations.open", { users: account.user });
      const channel = (opened["channel"] as { id: string }).id;
      await tables.saveRoom({ relationship, room: `@${person}`, installation: through, channel });
      return { installation: through, channel };
    },
    ofRoom: {},
    refused(error) {
      if (!isRefusal(error)) return null;
      const { code } = error;
      return { code, means: shut.has(code) ? "shut" : isEnded(error) || operators.has(code) ? "waits" : "never" };
    },
    isThreadGone: (error) => isRefusal(error, ...noThread),
    isGone: (error) => isRefusal(error, ...gone),
  });

  /** Sends a message in the first form that Slack takes: it may find too long what keeps to every limit that it names. */
  const inSomeForm = async (
    { relationship, room, settings }: Address,
    message: Message,
    instead: Firm | null,
    write: (drawn: Drawn) => Promise<Answered>,
  ): Promise<Answered> => {
    for (let refused = 0; ; refused++) {
      const drawn = await drawing.draw(settings, room, message, instead, refused);
      try {
        return await write(drawn);
      } catch (error) {
        if (!isRefusal(error, ...tooMuch) || drawn.blocks.length === 0) throw error;
        log.warn({ relationship, room, error: error.code, refused }, "Slack does not take a message as it is; it goes shorter");
      }
    }
  };

  const post = async (to: Address, message: Message, key: string, at: Whereabouts): Promise<string> => {
    const { relationship, room } = to;
    const goes = await target(to, at);
    const { installation, channel, instead } = goes;
    const metadata = {
      event_type: eventType,
      event_payload: { key: markOf(relationship, key), ...(message.case && { case: message.case }) },
    };
    const taken = await send(relationship, goes, (below) =>
      inSomeForm(to, message, instead, (drawn) =>
        call(installation, "chat.postMessage", { channel, ...drawn, ...quiet, ...(below !== null && { thread_ts: below }), metadata }),
      ),
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
  /** Writes a message anew where it stands; `false`: it stands there no more, or cannot be edited. */
  const anew = (to: Address, at: Place, message: Message, instead: Firm | null): Promise<boolean> =>
    rewrite(to.relationship, at, () =>
      inSomeForm(to, message, instead, (drawn) =>
        call(at.installation, "chat.update", { channel: at.channel, ts: at.id, ...drawn, parse: "none", link_names: false }),
      ),
    );

  return {
    ...reaching("slack", tables, otherwise),
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
      if (now.channel === own.channel && (await anew(to, own, message, instead))) return idOf(own);
      // An earlier try may have posted it anew, and not have heard so.
      const found = await lookFor(call, now, null, markOf(relationship, key), own);
      if (found === null || found === "cannot-tell" || !(await anew(to, found, message, instead))) return post(to, message, key, at);
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
