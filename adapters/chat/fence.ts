/**
 * Who is in a channel: a firm's own words go only where, within the last minute, there was nobody from outside the firm.
 *
 * What we know of an account is our own table first. Whoever is not in it counts as the firm's only as a full member of a workspace that is
 * the firm's alone; guests, strangers, other organisations' people and everything that is shared outside keep a side room shut.
 */
import type { RelationshipId } from "../../src/domain/ids.ts";
import { type Firm, otherFirm, personOf, type Account as Settings } from "../../src/domain/people.ts";
import type { Tables } from "./tables.ts";

/** How long what was seen of a channel holds (reliability page, R5). */
const freshMs = 60_000;
/** A side room with more people than this is none. */
export const mostMembers = 1_000;

/** What is known of a channel: who is in it by their ids there, and of which organisations. */
export type Seen = {
  readonly archived: boolean;
  readonly shared: boolean;
  readonly teams: readonly string[];
  readonly members: readonly string[];
};
/** Why nothing of a firm's own may be said in a channel; `null`: it may. */
export type Breach = "shared-outside" | "outsider" | "unreachable" | null;

export type Fence = {
  /** Whether there is nobody from outside the firm in its side room. */
  breach(relationship: RelationshipId, firm: Firm, settings: Settings, installation: string, channel: string): Promise<Breach>;
  /** What the platform says of a channel, not older than a minute; `null`: it does not let us look. */
  look(installation: string, channel: string): Promise<Seen | null>;
  /** Something has changed in a channel, or about an account: what was seen of it does not hold any more. */
  forget(id: string): void;
};

/** An account's workspace, and whether it is a full member there. */
export type Profile = { readonly team: string; readonly full: boolean };

/** How a platform is asked: what it says of a channel and of an account; `null` when it does not let us look. */
export type Looking = {
  readonly channel: (installation: string, channel: string) => Promise<Seen | null>;
  readonly profile: (installation: string, user: string) => Promise<Profile | null>;
};

/** A fence that looks through `looking`; `nowMs` is only for how long a look holds. */
export function fence(looking: Looking, tables: Pick<Tables, "linked">, nowMs: () => number): Fence {
  const seen = new Map<string, { readonly atMs: number; readonly found: Promise<Seen | null> }>();
  const profiles = new Map<string, { readonly atMs: number; readonly found: Promise<Profile | null> }>();

  const fresh = <T>(
    held: Map<string, { readonly atMs: number; readonly found: Promise<T> }>,
    key: string,
    look: () => Promise<T>,
  ): Promise<T> => {
    const known = held.get(key);
    if (known && nowMs() - known.atMs < freshMs) return known.found;
    const found = look();
    held.set(key, { atMs: nowMs(), found });
    // A look that failed is no knowledge.
    found.catch(() => held.delete(key));
    return found;
  };
  const see = (installation: string, channel: string): Promise<Seen | null> =>
    fresh(seen, channel, () => looking.channel(installation, channel));
  const profile = (installation: string, user: string): Promise<Profile | null> =>
    fresh(profiles, `${installation} ${user}`, () => looking.profile(installation, user));

  return {
    async breach(relationship, firm, settings, installation, channel) {
      const found = await see(installation, channel);
      if (found === null) return "unreachable";
      if (found.shared) return "shared-outside";
      // We have not looked at everybody, and shall not.
      if (found.members.length > mostMembers) return "outsider";
      const linked = await tables.linked(relationship);
      const firmOf = (person: (typeof linked)[number]["person"]) => personOf(settings, person)?.firm ?? null;
      const own = new Set(linked.filter(({ person }) => firmOf(person) === firm).map(({ user }) => user));
      const teamsOf = (side: Firm) => new Set(linked.filter(({ person }) => firmOf(person) === side).map(({ team }) => team));
      const [ours, theirs] = [teamsOf(firm), teamsOf(otherFirm(firm))];
      for (const user of found.members) {
        if (own.has(user)) continue;
        const who = await profile(installation, user);
        if (who === null || !who.full || !ours.has(who.team) || theirs.has(who.team)) return "outsider";
      }
      return null;
    },
    look: see,
    forget(id) {
      seen.delete(id);
      for (const key of profiles.keys()) if (key.endsWith(` ${id}`)) profiles.delete(key);
    },
  };
}
