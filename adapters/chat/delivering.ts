/**
 * What every platform does to deliver a message: decides where it goes now, sends it when it is its turn, and takes a refusal for what it means.
 *
 * A case is a thread below its card. Nothing of a firm's own is sent before its channel is known to have nobody from outside: it goes to the
 * firm's lead instead.
 */
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import { roomFrom } from "../../src/domain/message.ts";
import type { Firm, Account as Settings } from "../../src/domain/people.ts";
import { DeliveryError } from "../../src/errors.ts";
import type { Address, Chat } from "../../src/ports/chat.ts";
import type { Log } from "../../src/ports/scheduler.ts";
import type { PlatformChat } from "./connecting.ts";
import type { Fence } from "./fence.ts";
import { leadOf } from "./leads.ts";
import type { Pace } from "./pace.ts";
import type { Platform } from "./platform.ts";
import type { Channel, Place, Tables, Whereabouts } from "./tables.ts";

/** How long a person whom nothing reaches, or a room whose channel is closed to us, waits for the next try. */
const absentMs = 60_000;

/** Nobody can be reached there now: what is sent waits. */
export const lost = (what: string): DeliveryError => new DeliveryError(what, { retryable: true, retryAfterMs: absentMs });

/** Where somebody is written to alone. */
export type Spot = { readonly installation: string; readonly channel: string };
/** Where a message goes; `instead`: it is the word of this firm, whose own room is not safe, and goes to its lead. */
export type Target = Spot & { readonly thread: string | null; readonly instead: Firm | null };

/** What delivering takes, whatever the platform. */
export type Sending = {
  readonly tables: Tables;
  readonly fence: Fence;
  readonly pace: Pace;
  /** Whether a shared room is, as the platform says now, both firms' and nobody else's; what is wrong with it is told. */
  readonly shared: (room: Channel, known: Settings) => Promise<Channel["state"]>;
  /** These rooms have just been closed to us: both firms, or the one whose room it is, are told elsewhere. */
  readonly closed: (rooms: readonly Channel[]) => Promise<void>;
  /** Where everything goes whose room is no channel, or whose reader has no account. */
  readonly otherwise: Chat;
  readonly log: Log;
};

/** A platform's no: it does not let us into the channel, what was refused waits for somebody to mend it, or it will never be taken. */
export type Refused = { readonly code: string; readonly means: "shut" | "waits" | "never" };

/** What a platform does its own way; `More` is what it knows besides of where a person is written to. */
export type Ways<More extends object> = {
  /** Where a person is written to alone. */
  readonly personally: (relationship: RelationshipId, person: PersonId, at: Whereabouts) => Promise<Spot & More>;
  /** What it knows besides of a room: nothing. */
  readonly ofRoom: More;
  /** What an error means; `null`: it is no refusal. */
  readonly refused: (error: unknown) => Refused | null;
  /** Whether it says that a thread is gone, or that nobody may answer in it. */
  readonly isThreadGone: (error: unknown) => boolean;
  /** Whether it says that a message is gone, or cannot be edited any more. */
  readonly isGone: (error: unknown) => boolean;
};

/** Delivering on one platform. */
export function delivering<More extends object>(sending: Sending, ways: Ways<More>) {
  const { tables, fence, pace, log } = sending;

  const targetOf = async ({ relationship, room, settings }: Address, at: Whereabouts): Promise<Target & More> => {
    const to = roomFrom(room);
    if (to.kind === "person") return { ...(await ways.personally(relationship, to.person, at)), thread: null, instead: null };
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
    return { ...channel, ...ways.ofRoom, thread: above?.channel === channel.channel ? above.id : null, instead: null };
  };
  /** Where whoever answers for the firm is written to. */
  const lead = async (relationship: RelationshipId, firm: Firm, settings: Settings): Promise<Spot & More> => {
    const found = await leadOf(tables, relationship, firm, settings);
    if (!found) throw lost("nobody of the firm has an account");
    const { id } = found.person;
    return ways.personally(relationship, id, await tables.whereabouts(relationship, `@${id}`, { person: id, key: null, above: null }));
  };
  /** A channel that does not take anything any more is closed: its messages wait, and the firms are told elsewhere. */
  const taken = async <T>(relationship: RelationshipId, channel: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const refused = ways.refused(error);
      if (refused === null) throw error;
      const { code, means } = refused;
      if (means === "never") throw new DeliveryError(code, { retryable: false, cause: error });
      if (means === "shut") {
        await sending.closed(await tables.markRooms(channel, "closed"));
        log.warn({ relationship, channel, error: code }, "a channel is closed to us");
      }
      throw lost(code);
    }
  };

  return {
    /** Where a message goes now. Who cannot be reached, because of the installation or of the person, is waited for. */
    async target(to: Address, at: Whereabouts): Promise<Target & More> {
      try {
        return await targetOf(to, at);
      } catch (error) {
        const refused = ways.refused(error);
        throw refused === null ? error : lost(refused.code);
      }
    },
    /** Sends when it is its turn, below the thread; where that is gone, what belongs there stands in the room itself. */
    send: <T>(relationship: RelationshipId, { installation, channel, thread }: Target, post: (below: string | null) => Promise<T>) =>
      pace.in(installation, channel, () =>
        taken(relationship, channel, async () => {
          try {
            return await post(thread);
          } catch (error) {
            if (thread === null || !ways.isThreadGone(error)) throw error;
            return post(null);
          }
        }),
      ),
    /** Writes a message anew where it stands, when it is its turn; `false`: it stands there no more, or cannot be edited. */
    async rewrite(relationship: RelationshipId, { installation, channel }: Place, edit: () => Promise<unknown>): Promise<boolean> {
      try {
        await pace.in(installation, channel, edit);
        return true;
      } catch (error) {
        if (ways.isGone(error)) return false;
        return taken(relationship, channel, () => Promise.reject(error));
      }
    },
  };
}

/** Whether a room of a relationship, or a person, is reached through a platform with these tables; and if not, in which tool it stands. */
export function reaching(
  platform: Platform["name"],
  tables: Pick<Tables, "accountOf" | "channelOf">,
  otherwise: Chat,
): Pick<PlatformChat, "reaches" | "tool"> {
  const reaches: PlatformChat["reaches"] = async (relationship, room) => {
    const to = roomFrom(room);
    if (to.kind === "person") return (await tables.accountOf({ relationship, person: to.person })) !== null;
    return (await tables.channelOf(relationship, room)) !== null;
  };
  return {
    reaches,
    tool: async (relationship, room) => ((await reaches(relationship, room)) ? platform : otherwise.tool(relationship, room)),
  };
}
