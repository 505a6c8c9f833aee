/** Slack's side of things as we keep it: who is who, which room is which channel, what stands where, what a button does. It decides nothing. */
import { canonical, derivedId, sha256 } from "../../src/domain/hash.ts";
import type { CaseId, FileId, PersonId, RelationshipId } from "../../src/domain/ids.ts";
import type { Database } from "../../src/ports/database.ts";
import { together } from "./together.ts";

/** An account of Slack: the workspace (or organisation) that it belongs to, and its id there. Never a name. */
export type Account = { readonly team: string; readonly user: string };
/** Somebody of a relationship. */
export type Member = { readonly relationship: RelationshipId; readonly person: PersonId };
/** A member's account. */
export type Linked = Member & Account;

/** A room of a relationship as a channel. */
export type Channel = {
  readonly relationship: RelationshipId;
  /** "shared", "supplier", "customer", or "@freja" for direct messages. */
  readonly room: string;
  readonly installation: string;
  readonly channel: string;
  readonly state: "open" | "closed" | "paused";
};

/** Where a message of ours stands. */
export type Place = { readonly installation: string; readonly channel: string; readonly ts: string };
/** The same with what it is. */
export type Standing = Place & { readonly relationship: RelationshipId; readonly room: string; readonly case: CaseId | null };

/** A photo or document that stays in Slack. */
export type SlackFile = {
  readonly id: FileId;
  readonly slack: string;
  readonly installation: string;
  readonly name: string;
  readonly type: string;
};

/** All that is known of where a message of ours goes: its room as a channel, the person's account and who reaches them, where it and its thread stand. */
export type Whereabouts = {
  readonly channel: Channel | null;
  readonly account: Account | null;
  /** The installation through which the person is reached; `null`: none reaches them. */
  readonly through: string | null;
  /** Where the message stands itself, if it has been posted. */
  readonly own: Place | null;
  /** Where the message stands below which it belongs. */
  readonly above: Place | null;
};

/** A one-time code as it stands. */
export type Code = Member & { readonly madeBy: PersonId | null; readonly used: Account | null; readonly settled: boolean };

/** How long a code can be used. */
const codeDays = 7;
/** How long what a button does is known: an old card can be pressed half a year, and three months more. */
const actionDays = 270;

export type Tables = ReturnType<typeof tables>;

/** $1 relationship, $2 team: the installation through which somebody of a workspace is reached. */
const reaching = (relationship: string, team: string): string =>
  `select i.id from slack_installations i left join slack_rooms r on r.installation = i.id and r.relationship = ${relationship}
   where i.state = 'active' and (i.id = ${team} or r.room is not null) order by i.id = ${team} desc, r.room = 'shared' desc nulls last limit 1`;

type WhereaboutsRow = { readonly [column in "installation" | "channel" | "team" | "user" | "through"]: string | null } & {
  readonly [column in `${"own" | "above"}_${"installation" | "channel" | "ts"}`]: string | null;
} & { readonly state: Channel["state"] | null };

/** $1 relationship, $2 room, $3 person, $4 the message's own key, $5 the key of the one above. */
const whereabouts = `
select c.installation, c.channel, c.state, p.team, p.user_id as "user", case when p.team is not null then (${reaching("$1", "p.team")}) end as through,
  o.installation as own_installation, o.channel as own_channel, o.ts as own_ts,
  a.installation as above_installation, a.channel as above_channel, a.ts as above_ts
from (select) one
left join slack_rooms c on c.relationship = $1 and c.room = $2
left join slack_people p on p.relationship = $1 and p.person = $3 and p.ended is null
left join slack_messages o on o.key = $4
left join slack_messages a on a.key = $5`;

/** The queries of Slack's tables over a migrated database. */
export function tables(database: Database) {
  const channels = "relationship, room, installation, channel, state";
  type ActionRow = { readonly handle: string; readonly relationship: RelationshipId; readonly action: string };
  const keepActions = together(async (all: readonly (readonly ActionRow[])[]) => {
    // Each once, and in one order wherever they are kept: two processes that draw the same never wait for each other.
    const rows = [...new Map(all.flat().map((row) => [row.handle, row])).values()].sort((a, b) => (a.handle < b.handle ? -1 : 1));
    await database.query(
      "slack-save-actions",
      `insert into slack_actions (handle, relationship, action)
       select a.handle, a.relationship, a.action from unnest($1::text[], $2::text[], $3::text[]) as a (handle, relationship, action)
       on conflict (handle) do update set at = clock_timestamp() where slack_actions.at < clock_timestamp() - interval '30 days'`,
      [rows.map(({ handle }) => handle), rows.map(({ relationship: of }) => of), rows.map(({ action }) => action)],
    );
    return all;
  });
  const standing = `relationship, room, case_id as "case", installation, channel, ts`;
  return {
    /** Who these accounts are: the first account's before the next one's, in every relationship, the latest first. Accounts that have ended are nobody. */
    membersOf: (accounts: readonly Account[]): Promise<readonly Linked[]> =>
      database.query<Linked>(
        "slack-members",
        `select p.team, p.user_id as "user", p.relationship, p.person
         from unnest($1::text[], $2::text[]) with ordinality as a (team, user_id, nth) join slack_people p using (team, user_id)
         where p.ended is null order by a.nth, p.at desc, p.relationship`,
        [accounts.map(({ team }) => team), accounts.map(({ user }) => user)],
      ),
    /** Somebody's account; `null`: they have none. */
    async accountOf({ relationship, person }: Member): Promise<Account | null> {
      const [row] = await database.query<Account>(
        "slack-account",
        `select team, user_id as "user" from slack_people where relationship = $1 and person = $2 and ended is null`,
        [relationship, person],
      );
      return row ?? null;
    },
    /** Everybody of a relationship who has an account. */
    linked: (relationship: RelationshipId): Promise<readonly Linked[]> =>
      database.query<Linked>(
        "slack-linked",
        `select team, user_id as "user", relationship, person from slack_people where relationship = $1 and ended is null order by person`,
        [relationship],
      ),
    /** Every account that is somebody. */
    everyone: (): Promise<readonly Linked[]> =>
      database.query<Linked>(
        "slack-everyone",
        `select team, user_id as "user", relationship, person from slack_people where ended is null order by relationship, person`,
      ),
    /** Makes an account somebody; another account that they had ends, and so does whoever this one was there. */
    async link({ relationship, person, team, user }: Linked): Promise<void> {
      await database.transaction(async (session) => {
        await session.query(
          "slack-unlink",
          `update slack_people set ended = 'replaced' where relationship = $1 and person = $2 and ended is null and (team, user_id) <> ($3, $4)`,
          [relationship, person, team, user],
        );
        await session.query(
          "slack-link",
          `insert into slack_people (team, user_id, relationship, person) values ($1, $2, $3, $4)
           on conflict (team, user_id, relationship) do update set person = excluded.person, ended = null, at = clock_timestamp()`,
          [team, user, relationship, person],
        );
      });
    },
    /** Ends what an account may do, everywhere and at once; answers whom it was. */
    end: ({ team, user }: Account, why: string): Promise<readonly Member[]> =>
      database.query<Member>(
        "slack-end",
        "update slack_people set ended = $3 where team = $1 and user_id = $2 and (ended is null or ended = 'no-access') returning relationship, person",
        [team, user, why],
      ),
    /** Lets the accounts of these workspaces rest: nothing is taken from them until `resume`. */
    suspend: (teams: readonly string[]): Promise<readonly Member[]> =>
      database.query<Member>(
        "slack-suspend",
        "update slack_people set ended = 'no-access' where team = any($1) and ended is null returning relationship, person",
        [[...teams]],
      ),
    /** Takes up again what `suspend` let rest, but for people who have another account by now. */
    resume: (teams: readonly string[]): Promise<readonly Member[]> =>
      database.query<Member>(
        "slack-resume",
        `update slack_people p set ended = null where team = any($1) and ended = 'no-access' and not exists (
           select 1 from slack_people o where o.relationship = p.relationship and o.person = p.person
             and (o.ended is null or (o.ended = 'no-access' and o.at > p.at)))
         returning relationship, person`,
        [[...teams]],
      ),

    /** Keeps a code by its hash alone. */
    async saveCode(code: string, { relationship, person }: Member, madeBy: PersonId | null): Promise<void> {
      await database.query(
        "slack-save-code",
        `insert into slack_codes (hash, relationship, person, made_by, expires_at)
         values ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 day')`,
        [sha256(code), relationship, person, madeBy, codeDays],
      );
    },
    /** Uses a code: once, by one account, while it is valid. `null`: there is no such code any more, or never was. */
    async useCode(code: string, { team, user }: Account): Promise<(Code & { readonly hash: string }) | null> {
      const [row] = await database.query<{ relationship: RelationshipId; person: PersonId; made_by: PersonId | null }>(
        "slack-use-code",
        `update slack_codes set team = $2, user_id = $3, used_at = clock_timestamp()
         where hash = $1 and expires_at > clock_timestamp() and settled_at is null and (used_at is null or (team, user_id) = ($2, $3))
         returning relationship, person, made_by`,
        [sha256(code), team, user],
      );
      if (!row) return null;
      const { relationship, person, made_by: madeBy } = row;
      return { hash: sha256(code), relationship, person, madeBy, used: { team, user }, settled: false };
    },
    /** Ends a code that was used, by the word of whoever made it; `null`: it was ended before, or is somebody else's. The first word decides. */
    async settleCode(hash: string, maker: PersonId | null): Promise<Linked | null> {
      const [row] = await database.query<Linked>(
        "slack-settle-code",
        `update slack_codes set settled_at = clock_timestamp() where hash = $1 and used_at is not null and settled_at is null
           and made_by is not distinct from $2::text
         returning relationship, person, team, user_id as "user"`,
        [hash, maker],
      );
      return row ?? null;
    },

    /**
     * Where a message with this key goes in a room, in one statement; `person`: whose direct messages the room is; `above`: the key of the
     * message that begins its thread. Without a key only where the room is.
     */
    async whereabouts(
      relationship: RelationshipId,
      room: string,
      { person, key, above }: { readonly person: PersonId | null; readonly key: string | null; readonly above: string | null },
    ): Promise<Whereabouts> {
      const [row] = await database.query<WhereaboutsRow>("slack-whereabouts", whereabouts, [
        relationship,
        room,
        person,
        key && `${relationship}|${key}`,
        above && `${relationship}|${above}`,
      ]);
      const { installation, channel, state, team, user, through } = row!;
      const place = (of: string | null, in_: string | null, ts: string | null): Place | null =>
        of === null || in_ === null || ts === null ? null : { installation: of, channel: in_, ts };
      return {
        channel: installation === null || channel === null || state === null ? null : { relationship, room, installation, channel, state },
        account: team === null || user === null ? null : { team, user },
        through,
        own: place(row!.own_installation, row!.own_channel, row!.own_ts),
        above: place(row!.above_installation, row!.above_channel, row!.above_ts),
      };
    },
    /** A room as a channel; `null`: it is none. */
    async channelOf(relationship: RelationshipId, room: string): Promise<Channel | null> {
      const [row] = await database.query<Channel>(
        "slack-channel",
        `select ${channels} from slack_rooms where relationship = $1 and room = $2`,
        [relationship, room],
      );
      return row ?? null;
    },
    /** Which rooms a channel is. */
    roomsOf: (channel: string): Promise<readonly Channel[]> =>
      database.query<Channel>("slack-rooms", `select ${channels} from slack_rooms where channel = $1 order by relationship, room`, [
        channel,
      ]),
    /** The installation through which somebody of a workspace is reached: their own workspace's, else that of a room; `null`: none reaches them. */
    async installationOf(relationship: RelationshipId, team: string): Promise<string | null> {
      const [row] = await database.query<{ id: string }>("slack-installation-of", reaching("$1", "$2"), [relationship, team]);
      return row?.id ?? null;
    },
    /** The organisations that both firms have agreed to have in their shared room beside themselves. */
    async admitted(relationship: RelationshipId): Promise<readonly string[]> {
      const [row] = await database.query<{ admitted: string }>(
        "slack-admitted",
        "select admitted from slack_rooms where relationship = $1 and room = 'shared'",
        [relationship],
      );
      return row ? (JSON.parse(row.admitted) as string[]) : [];
    },
    /** Makes a channel a room; `admitted` are the organisations that are in it with both firms' consent. `false`: it is so already. */
    async saveRoom(
      { relationship, room, installation, channel }: Omit<Channel, "state">,
      admitted: readonly string[] = [],
    ): Promise<boolean> {
      const changed = await database.query(
        "slack-save-room",
        `insert into slack_rooms (relationship, room, installation, channel, admitted) values ($1, $2, $3, $4, $5)
         on conflict (relationship, room) do update set installation = $3, channel = $4, admitted = $5, state = 'open', at = clock_timestamp()
         where (slack_rooms.installation, slack_rooms.channel, slack_rooms.admitted, slack_rooms.state) <> ($3, $4, $5, 'open')
         returning room`,
        [relationship, room, installation, channel, JSON.stringify(admitted)],
      );
      return changed.length > 0;
    },
    /** The relationships that have a room which is reached through an installation. */
    async reachedThrough(installation: string): Promise<readonly RelationshipId[]> {
      const rows = await database.query<{ relationship: RelationshipId }>(
        "slack-reached-through",
        "select distinct relationship from slack_rooms where installation = $1 and room not like '@%' order by relationship",
        [installation],
      );
      return rows.map(({ relationship }) => relationship);
    },
    /** Whether we can and may write to a channel; answers whose rooms it is that have changed. */
    markRooms: (channel: string, state: Channel["state"]): Promise<readonly Channel[]> =>
      database.query<Channel>(
        "slack-mark-rooms",
        `update slack_rooms set state = $2, at = clock_timestamp() where channel = $1 and state <> $2 returning ${channels}`,
        [channel, state],
      ),
    /** The same for one room; answers whether that has changed anything. */
    async markRoom({ relationship, room }: Channel, state: Channel["state"]): Promise<boolean> {
      const made = await database.query(
        "slack-mark-room",
        "update slack_rooms set state = $3, at = clock_timestamp() where relationship = $1 and room = $2 and state <> $3 returning room",
        [relationship, room, state],
      );
      return made.length > 0;
    },
    /** Slack gave a channel another id; where our messages stand moves with it. */
    async moveChannel(from: string, to: string): Promise<void> {
      await database.query("slack-move-rooms", "update slack_rooms set channel = $2 where channel = $1", [from, to]);
      await database.query("slack-move-messages", "update slack_messages set channel = $2 where channel = $1", [from, to]);
    },

    /** Notes where the message with this key stands from now on. */
    async saveMessage(key: string, { relationship, room, case: of, installation, channel, ts }: Standing): Promise<void> {
      await database.query(
        "slack-save-message",
        `insert into slack_messages (key, relationship, room, case_id, installation, channel, ts) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (key) do update set installation = $5, channel = $6, ts = $7, at = clock_timestamp()`,
        [`${relationship}|${key}`, relationship, room, of, installation, channel, ts],
      );
    },
    /** Where the message with this key stands; `null`: we do not know of any. */
    async message(relationship: RelationshipId, key: string): Promise<Place | null> {
      const [row] = await database.query<Place>("slack-message", "select installation, channel, ts from slack_messages where key = $1", [
        `${relationship}|${key}`,
      ]);
      return row ?? null;
    },
    /** What stands at a place of a channel, if it is ours. */
    async at(channel: string, ts: string): Promise<Standing | null> {
      const [row] = await database.query<Standing>("slack-at", `select ${standing} from slack_messages where channel = $1 and ts = $2`, [
        channel,
        ts,
      ]);
      return row ?? null;
    },

    /** Keeps what buttons do, each by its handle; the same ones again change nothing. */
    async saveActions(
      relationship: RelationshipId,
      actions: readonly { readonly handle: string; readonly does: unknown }[],
    ): Promise<void> {
      if (actions.length > 0)
        await keepActions(actions.map(({ handle, does }) => ({ handle, relationship, action: JSON.stringify(does) })));
    },
    /** What a button does, as it was kept; `null`: it is not known, or not any more. */
    async action(handle: string): Promise<{ readonly relationship: RelationshipId; readonly does: unknown } | null> {
      const [row] = await database.query<{ relationship: RelationshipId; action: string }>(
        "slack-action",
        "select relationship, action from slack_actions where handle = $1",
        [handle],
      );
      return row ? { relationship: row.relationship, does: JSON.parse(row.action) as unknown } : null;
    },
    /** Notes that we are here, and answers since when nobody had; `null`: nobody ever has. Whole milliseconds. */
    async alive(): Promise<{ readonly sinceMs: number; readonly awayMs: number } | null> {
      const [row] = await database.query<{ since: number; away: number }>(
        "slack-alive",
        `with before as (select at from slack_alive), noted as (
           insert into slack_alive (one, at) values (true, clock_timestamp()) on conflict (one) do update set at = excluded.at
         )
         select parley_ms(at) as since, parley_ms(clock_timestamp()) - parley_ms(at) as away from before`,
      );
      return row ? { sinceMs: row.since, awayMs: row.away } : null;
    },
    /** Every room that is open to us, those of firms alone. */
    openRooms: (): Promise<readonly Channel[]> =>
      database.query<Channel>(
        "slack-open-rooms",
        `select ${channels} from slack_rooms where state = 'open' and room in ('shared', 'supplier', 'customer') order by relationship, room`,
      ),
    /** Forgets what buttons did that are too old to be pressed. */
    async tidy(): Promise<void> {
      await database.query("slack-tidy", "delete from slack_actions where at < clock_timestamp() - $1 * interval '1 day'", [actionDays]);
    },

    /** Keeps files of Slack's; the same file of the same person is one. */
    async saveFiles(
      { relationship, person }: Member,
      files: readonly { readonly slack: string; readonly installation: string; readonly name: string; readonly type: string }[],
    ): Promise<readonly SlackFile[]> {
      const kept = files.map((file) => ({ ...file, id: derivedId(`slack-file|${relationship}|${person}|${file.slack}`) as FileId }));
      for (const { id, slack, installation, name, type } of kept)
        await database.query(
          "slack-save-file",
          `insert into slack_files (id, relationship, person, slack_id, installation, name, type) values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (id) do nothing`,
          [id, relationship, person, slack, installation, name, type],
        );
      return kept;
    },
    /** Files of a relationship by our ids. */
    files: (relationship: RelationshipId, ids: readonly string[]): Promise<readonly (SlackFile & { readonly person: PersonId })[]> =>
      database.query<SlackFile & { readonly person: PersonId }>(
        "slack-files",
        `select id, slack_id as slack, installation, name, type, person from slack_files where relationship = $1 and id = any($2)`,
        [relationship, [...ids]],
      ),
  };
}

/** The handle of what a button does in a relationship: opaque, and the same for the same. */
export const handleOf = (relationship: RelationshipId, does: unknown): string =>
  `v1.${sha256(`slack-action|${relationship}|${canonical(does)}`).slice(0, 32)}`;
