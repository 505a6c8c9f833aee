/**
 * Teams as a chat platform: posts and edits our messages in the channels that a relationship's rooms are, and with its people.
 *
 * A case is a thread below its card. Nothing of a firm's own is sent before its channel is known to have nobody from outside: it goes to the
 * firm's lead instead. A person of another tenant is called in the shared channel, see `telling.ts`.
 */
import type { RelationshipId } from "../../src/domain/ids.ts";
import { type Message, roomFrom } from "../../src/domain/message.ts";
import type { Firm, Account as Settings } from "../../src/domain/people.ts";
import { DeliveryError } from "../../src/errors.ts";
import type { Address, Chat } from "../../src/ports/chat.ts";
import type { Log } from "../../src/ports/scheduler.ts";
import { isReached, lookUp } from "../chat/addressing.ts";
import type { PlatformChat } from "../chat/connecting.ts";
import { type DrawWith, redirected } from "../chat/drawing.ts";
import type { Fence } from "../chat/fence.ts";
import { leadOf } from "../chat/leads.ts";
import type { Pace } from "../chat/pace.ts";
import type { Account, Channel, Place, Whereabouts } from "../chat/tables.ts";
import type { Words } from "../chat/words.ts";
import { isRefusal } from "./client.ts";
import { cardContent } from "./content.ts";
import type { Bot, Content, Member, Reference } from "./port.ts";
import { render, summaryOf } from "./render.ts";
import type { Roster } from "./roster.ts";
import type { Tables } from "./tables.ts";
import { referenceTo, type Telling } from "./telling.ts";

/** How long a person whom nothing reaches, or a room whose channel is closed to us, waits for the next try. */
const absentMs = 60_000;

/** Where a message goes in Teams; `instead`: the firm whose own room is not safe; `called`: it lies behind a button, and who is called to it. */
type Target = {
  readonly installation: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly instead: Firm | null;
  readonly called: { readonly member: Member; readonly user: string } | null;
};

export type Sending = {
  readonly bot: Bot;
  readonly tables: Tables;
  readonly fence: Fence;
  readonly roster: Roster;
  readonly telling: Telling;
  readonly drawWith: DrawWith;
  readonly words: Words;
  readonly pace: Pace;
  /** Whether a shared room is, as Teams says now, both firms' and nobody else's; what is wrong with it is told. */
  readonly shared: (room: Channel, known: Settings) => Promise<Channel["state"]>;
  /** These rooms have just been closed to us: both firms, or the one whose room it is, are told elsewhere. */
  readonly closed: (rooms: readonly Channel[]) => Promise<void>;
  /** Where everything goes whose room is no channel, or whose reader has no account. */
  readonly otherwise: Chat;
  readonly log: Log;
};

/** The id of a place as the relay keeps it; ids of Teams's have colons in them. */
const idOf = ({ installation, channel, id }: Place): string => `teams|${installation}|${channel}|${id}`;
const placeOf = (posted: string): Place | null => {
  const [platform, installation, channel, id] = posted.split("|");
  return platform === "teams" && installation && channel && id ? { installation, channel, id } : null;
};

const lost = (what: string): DeliveryError => new DeliveryError(what, { retryable: true, retryAfterMs: absentMs });

/** Teams over the given parts. */
export function teamsChat(sending: Sending): PlatformChat {
  const { bot, tables, fence, roster, telling, drawWith, words, pace, otherwise, log } = sending;

  /** Where a message goes now. Who cannot be reached, because of the installation or of the person, is waited for. */
  const target = (to: Address, at: Whereabouts): Promise<Target> =>
    targetOf(to, at).catch((error: unknown) => {
      throw isRefusal(error) ? lost(error.code) : error;
    });
  const targetOf = async ({ relationship, room, settings }: Address, at: Whereabouts): Promise<Target> => {
    const to = roomFrom(room);
    if (to.kind === "person") return personally(relationship, room, at);
    const { channel, above } = at;
    if (channel?.state !== "open") throw lost("the room is not open");
    if (to.audience === "shared") {
      if ((await sending.shared(channel, settings)) !== "open") throw lost("the room is not the two firms' own");
    } else {
      const breach = await fence.breach(relationship, to.audience, settings, channel.installation, channel.channel);
      if (breach !== null) {
        log.warn({ relationship, room, breach }, "a side room is not a firm's own; its messages go to the firm's lead");
        return { ...(await lead(relationship, to.audience, settings)), instead: to.audience };
      }
    }
    return { ...channel, thread: above?.channel === channel.channel ? above.id : null, instead: null, called: null };
  };

  /** The conversation with a person, opened once and then known; or the shared channel, in which they are called. */
  const personally = async (relationship: RelationshipId, room: string, at: Whereabouts): Promise<Target> => {
    const { account, through, channel: known } = at;
    if (!account) throw lost("the person has no account");
    const alone = { thread: null, instead: null, called: null };
    if (!through) return called(relationship, account);
    if (known?.installation === through && known.state === "open") return { ...known, ...alone };
    const { serviceUrl } = await referenceTo(tables, through, "", null);
    const channel = await bot.open({ serviceUrl, tenant: through, user: account.user });
    await tables.saveRoom({ relationship, room, installation: through, channel });
    return { installation: through, channel, ...alone };
  };
  const called = async (relationship: RelationshipId, { user }: Account): Promise<Target> => {
    const shared = await tables.sharedRoom(relationship);
    if (shared?.state !== "open") throw lost("the shared room is not open");
    const { installation, channel } = shared;
    const member = await roster.member(await referenceTo(tables, installation, channel, null), user);
    if (member === null) throw lost("the person is not in the shared room");
    return { installation, channel, thread: null, instead: null, called: { member, user } };
  };
  const lead = async (relationship: RelationshipId, firm: Firm, settings: Settings): Promise<Target> => {
    const found = await leadOf(tables, relationship, firm, settings);
    if (!found) throw lost("nobody of the firm has an account");
    const { id } = found.person;
    const room = `@${id}`;
    return personally(relationship, room, await tables.whereabouts(relationship, room, { person: id, key: null, above: null }));
  };

  const drawn = ({ relationship, room, settings }: Address, message: Message, { instead, called: who }: Target): Promise<Content> => {
    if (who) return telling.pointer(relationship, who.user, who.member, message);
    const shown = instead === null ? message : redirected(message, words);
    return drawWith(settings, room, [shown], (look) => cardContent(render(shown, look), summaryOf(shown, look)));
  };

  /** A channel that does not take anything any more is closed: its messages wait, and the firms are told elsewhere. */
  const refusedTo = async <T>(relationship: RelationshipId, channel: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (error.status === 401) throw lost(error.code);
      if (error.status !== 403 && error.status !== 404) throw new DeliveryError(error.code, { retryable: false, cause: error });
      await sending.closed(await tables.markRooms(channel, "closed"));
      log.warn({ relationship, channel, error: error.code }, "a channel is closed to us");
      throw lost(error.code);
    }
  };
  const referenceOf = ({ installation, channel, thread }: Pick<Target, "installation" | "channel" | "thread">): Promise<Reference> =>
    referenceTo(tables, installation, channel, thread);

  const post = async (to: Address, message: Message, key: string, at: Whereabouts): Promise<string> => {
    const { relationship, room } = to;
    const goes = await target(to, at);
    const { installation, channel, thread } = goes;
    const content = await drawn(to, message, goes);
    const send = async (below: string | null): Promise<string> => bot.post(await referenceOf({ ...goes, thread: below }), content);
    const id = await pace.in(installation, channel, () =>
      refusedTo(relationship, channel, async () => {
        try {
          return await send(thread);
        } catch (error) {
          // The thread is gone: what belongs there stands in the room itself.
          if (thread === null || !isRefusal(error) || error.status !== 404) throw error;
          return send(null);
        }
      }),
    );
    const place = { installation, channel, id };
    await tables.saveMessage(key, { relationship, room, case: message.case, ...place });
    return idOf(place);
  };
  /** Writes a message anew where it stands; `false`: it stands there no more. */
  const rewrite = async (to: Address, { id, ...place }: Place, message: Message, goes: Target): Promise<boolean> => {
    const content = await drawn(to, message, goes);
    try {
      await pace.in(place.installation, place.channel, async () => bot.update(await referenceOf({ ...place, thread: null }), id, content));
      return true;
    } catch (error) {
      if (isRefusal(error) && error.status === 404) return false;
      return refusedTo(to.relationship, place.channel, () => Promise.reject(error));
    }
  };

  /** Whether a message goes through Teams: whoever can only be called in a shared channel is not reached where there is none. */
  const goesHere = async (to: Address, at: Whereabouts): Promise<boolean> => {
    if (!isReached(to, at)) return false;
    if (roomFrom(to.room).kind !== "person" || at.through !== null) return true;
    return (await tables.sharedRoom(to.relationship)) !== null;
  };

  return {
    async reaches(relationship, room) {
      const to = roomFrom(room);
      if (to.kind === "person") return (await tables.accountOf({ relationship, person: to.person })) !== null;
      return (await tables.channelOf(relationship, room)) !== null;
    },
    async post(to, message, key) {
      const at = await lookUp(tables, to, key);
      return (await goesHere(to, at)) ? post(to, message, key, at) : otherwise.post(to, message, key);
    },
    async update(to, posted, message, key) {
      const at = await lookUp(tables, to, key);
      if (!(await goesHere(to, at))) return otherwise.update(to, posted, message, key);
      // Our own books know it better: whoever posted a card may have died before saying so.
      const own = at.own ?? placeOf(posted);
      if (!own) return post(to, message, key, at);
      // Nothing of a firm's own is written into a channel that has become somebody else's: it is posted where it may be read.
      const goes = await target(to, at);
      if (goes.channel === own.channel && (await rewrite(to, own, message, goes))) return idOf(own);
      return post(to, message, key, at);
    },
    async find(to, key) {
      const at = await lookUp(tables, to, key);
      if (!(await goesHere(to, at))) return otherwise.find(to, key);
      // A bot cannot read what stands in a channel.
      return at.own ? idOf(at.own) : "cannot-tell";
    },
  };
}
