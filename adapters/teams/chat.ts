/**
 * Teams as a chat platform: posts and edits our messages in the channels that a relationship's rooms are, and with its people.
 *
 * Where it goes is decided in `../chat/delivering.ts`. A person of another tenant is called in the shared channel, see `telling.ts`.
 */
import type { RelationshipId } from "../../src/domain/ids.ts";
import { type Message, roomFrom } from "../../src/domain/message.ts";
import type { Address } from "../../src/ports/chat.ts";
import { isReached, lookUp, places } from "../chat/addressing.ts";
import type { Connecting, PlatformChat } from "../chat/connecting.ts";
import { type Sending as ChatSending, delivering, lost, reaching, type Spot, type Target } from "../chat/delivering.ts";
import { type DrawWith, redirected } from "../chat/drawing.ts";
import type { Account, Place, Whereabouts } from "../chat/tables.ts";
import type { Words } from "../chat/words.ts";
import { isRefusal } from "./client.ts";
import { cardContent } from "./content.ts";
import type { Bot, Content, Member } from "./port.ts";
import { render, summaryOf } from "./render.ts";
import type { Roster } from "./roster.ts";
import type { Tables } from "./tables.ts";
import { referenceTo, type Telling } from "./telling.ts";

/** What delivering in Teams takes. */
export type Sending = Omit<ChatSending, "tables"> & {
  readonly tables: Tables;
  readonly bot: Bot;
  readonly roster: Roster;
  readonly telling: Telling;
  readonly drawWith: DrawWith;
  readonly words: Words;
  readonly isMailed: Connecting<unknown>["isMailed"];
};

/** Who is called to a message that lies behind a button; `null`: it is written to them, or stands in a room. */
type Called = { readonly called: { readonly member: Member; readonly user: string } | null };

// Ids of Teams's have colons in them.
const { idOf, placeOf } = places("teams", "|");

/** Teams over the given parts. */
export function teamsChat(sending: Sending): PlatformChat {
  const { bot, tables, roster, telling, drawWith, words, isMailed, otherwise } = sending;
  const { target, send, rewrite } = delivering<Called>(sending, {
    /** The conversation with a person, opened once and then known; or the shared channel, in which they are called. */
    async personally(relationship, person, { account, through, channel: known }) {
      if (!account) throw lost("the person has no account");
      if (!through) return called(relationship, account);
      if (known?.installation === through && known.state === "open") return { ...known, called: null };
      const { serviceUrl } = await referenceTo(tables, through, "", null);
      const channel = await bot.open({ serviceUrl, tenant: through, user: account.user });
      await tables.saveRoom({ relationship, room: `@${person}`, installation: through, channel });
      return { installation: through, channel, called: null };
    },
    ofRoom: { called: null },
    refused(error) {
      if (!isRefusal(error)) return null;
      const { code, status } = error;
      return { code, means: status === 403 || status === 404 ? "shut" : status === 401 ? "waits" : "never" };
    },
    isThreadGone: (error) => isRefusal(error) && error.status === 404,
    isGone: (error) => isRefusal(error) && error.status === 404,
  });

  const called = async (relationship: RelationshipId, { user }: Account): Promise<Spot & Called> => {
    const shared = await tables.sharedRoom(relationship);
    if (shared?.state !== "open") throw lost("the shared room is not open");
    const { installation, channel } = shared;
    const member = await roster.member(await referenceTo(tables, installation, channel, null), user);
    if (member === null) throw lost("the person is not in the shared room");
    return { installation, channel, called: { member, user } };
  };
  const drawn = (
    { relationship, room, settings }: Address,
    message: Message,
    { instead, called: who }: Target & Called,
  ): Promise<Content> => {
    if (who) return telling.pointer(relationship, who.user, who.member, message);
    const shown = instead === null ? message : redirected(message, words);
    return drawWith(settings, room, [shown], (look) => cardContent(render(shown, look), summaryOf(shown, look)));
  };

  const post = async (to: Address, message: Message, key: string, at: Whereabouts): Promise<string> => {
    const { relationship, room } = to;
    const goes = await target(to, at);
    const { installation, channel } = goes;
    const content = await drawn(to, message, goes);
    const id = await send(relationship, goes, async (below) => bot.post(await referenceTo(tables, installation, channel, below), content));
    const place = { installation, channel, id };
    await tables.saveMessage(key, { relationship, room, case: message.case, ...place });
    return idOf(place);
  };
  /** Writes a message anew where it stands; `false`: it stands there no more. */
  const anew = async (to: Address, at: Place, message: Message, goes: Target & Called): Promise<boolean> => {
    const content = await drawn(to, message, goes);
    return rewrite(to.relationship, at, async () =>
      bot.update(await referenceTo(tables, at.installation, at.channel, null), at.id, content),
    );
  };

  /**
   * Whether a message goes through Teams. Whoever can only be called in a shared channel is not reached where there is none; nor while it is
   * closed to us, if a mail reaches them instead: what is asked of them by noon must not wait until somebody opens it.
   */
  const goesHere = async (to: Address, at: Whereabouts): Promise<boolean> => {
    if (!isReached(to, at)) return false;
    if (roomFrom(to.room).kind !== "person" || at.through !== null) return true;
    const shared = await tables.sharedRoom(to.relationship);
    return shared !== null && (shared.state === "open" || !isMailed(to));
  };

  return {
    ...reaching("teams", tables, otherwise),
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
      if (goes.channel === own.channel && (await anew(to, own, message, goes))) return idOf(own);
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
