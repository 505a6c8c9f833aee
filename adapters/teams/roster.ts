/** Who is in a conversation of Teams's, and whose they are: as the roster says, asked no more often than need be. */
import { LRUCache } from "lru-cache";
import type { Looking, Profile, Seen } from "../chat/fence.ts";
import { isRefusal } from "./client.ts";
import { roomOf } from "./parse.ts";
import type { Bot, Member, Reference } from "./port.ts";
import type { Tables } from "./tables.ts";

/** How many people's tenants are kept: an Entra id is one person's for ever. */
const mostKept = 10_000;

export type Roster = {
  /** The tenant of somebody in a conversation, by their Entra id; `null`: they are not in it. */
  tenantOf(of: Reference, user: string): Promise<string | null>;
  /** Somebody in a channel, by their Entra id, to be mentioned; `null`: they are not in it. */
  member(of: Reference, user: string): Promise<Member | null>;
  /** How the fence looks into channels. */
  readonly looking: Looking;
};

/** A roster that asks through `bot`. */
export function roster(bot: Bot, tables: Pick<Tables, "serviceUrl">): Roster {
  const tenants = new LRUCache<string, string>({ max: mostKept });
  const profiles = new LRUCache<string, Profile>({ max: mostKept });

  const member = async (of: Reference, user: string): Promise<Member | null> => {
    try {
      return await bot.member({ ...of, conversation: roomOf(of.conversation) }, user);
    } catch (error) {
      if (isRefusal(error)) return null;
      throw error;
    }
  };
  const look = async (installation: string, channel: string): Promise<Seen | null> => {
    const serviceUrl = await tables.serviceUrl(installation);
    if (serviceUrl === null) return null;
    try {
      const members = await bot.members({ serviceUrl, tenant: installation, conversation: channel });
      const people = members.filter(({ user }) => user !== null);
      for (const { user, tenant, isGuest } of people)
        profiles.set(user!, { team: tenant ?? installation, full: !isGuest && (tenant ?? installation) === installation });
      const teams = new Set(people.map(({ tenant }) => tenant ?? installation));
      return { archived: false, shared: false, teams: [...teams], members: people.map(({ user }) => user!) };
    } catch (error) {
      if (isRefusal(error)) return null;
      throw error;
    }
  };
  return {
    async tenantOf(of, user) {
      const key = `${of.tenant} ${user}`;
      const known = tenants.get(key);
      if (known !== undefined) return known;
      const found = await member(of, user);
      if (found === null) return null;
      const tenant = found.tenant ?? of.tenant;
      tenants.set(key, tenant);
      return tenant;
    },
    member,
    // Whoever is in a channel was seen with it.
    looking: { channel: look, profile: async (_, user) => profiles.get(user) ?? null },
  };
}
