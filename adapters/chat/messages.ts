/** What stands where on a chat platform: our messages, what their buttons do, and the files that stay there. */
import { together } from "../../src/asked-together.ts";
import { canonical, derivedId, sha256 } from "../../src/domain/hash.ts";
import type { CaseId, FileId, PersonId, RelationshipId } from "../../src/domain/ids.ts";
import type { Database } from "../../src/ports/database.ts";
import type { Account, Member } from "./people.ts";
import type { Platform } from "./platform.ts";
import type { Channel } from "./rooms.ts";

/** Where a message of ours stands; `id` is the platform's, unique in its channel. */
export type Place = { readonly installation: string; readonly channel: string; readonly id: string };
/** The same with what it is. */
export type Standing = Place & { readonly relationship: RelationshipId; readonly room: string; readonly case: CaseId | null };

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

/** A photo or document that stays on the platform; `native` is its id there. */
export type KeptFile = {
  readonly id: FileId;
  readonly native: string;
  readonly installation: string;
  readonly name: string;
  readonly type: string;
};

/** How long what a button does is known: an old card can be pressed half a year, and three months more. */
const actionDays = 270;

type WhereaboutsRow = { readonly [column in "installation" | "channel" | "team" | "user" | "through"]: string | null } & {
  readonly [column in `${"own" | "above"}_${"installation" | "channel" | "id"}`]: string | null;
} & { readonly state: Channel["state"] | null };

/** Of each asked at once, in their order: $1 relationships, $2 rooms, $3 people, $4 the messages' own keys, $5 the keys of those above. */
const whereabouts = ({ name, reaching }: Platform): string => `
select c.installation, c.channel, c.state, p.team, p.user_id as "user",
  case when p.team is not null then (${reaching("q.relationship", "p.team")}) end as through,
  o.installation as own_installation, o.channel as own_channel, o.id as own_id,
  a.installation as above_installation, a.channel as above_channel, a.id as above_id
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) with ordinality as q (relationship, room, person, own, above, nth)
left join chat_rooms c on c.relationship = q.relationship and c.room = q.room and c.platform = '${name}'
left join chat_people p on p.relationship = q.relationship and p.person = q.person and p.platform = '${name}' and p.ended is null
left join chat_messages o on o.key = q.own and o.platform = '${name}'
left join chat_messages a on a.key = q.above and a.platform = '${name}'
order by q.nth`;

/** What is asked of where a message goes. */
type Wanted = {
  readonly relationship: RelationshipId;
  readonly room: string;
  readonly person: PersonId | null;
  readonly own: string | null;
  readonly above: string | null;
};

const place = (installation: string | null, channel: string | null, id: string | null): Place | null =>
  installation === null || channel === null || id === null ? null : { installation, channel, id };

/** The queries of messages, buttons and files over a migrated database. */
export function messages(database: Database, platform: Platform) {
  const { name } = platform;
  const own = `platform = '${name}'`;
  const where = whereabouts(platform);
  const whereaboutsOf = together((all: readonly Wanted[]) =>
    database.query<WhereaboutsRow>(`${name}-whereabouts`, where, [
      all.map(({ relationship }) => relationship),
      all.map(({ room }) => room),
      all.map(({ person }) => person),
      all.map(({ own: key }) => key),
      all.map(({ above }) => above),
    ]),
  );
  type ActionRow = { readonly handle: string; readonly relationship: RelationshipId; readonly action: string };
  const keepActions = together(async (all: readonly (readonly ActionRow[])[]) => {
    // Each once, and in one order wherever they are kept: two processes that draw the same never wait for each other.
    const rows = [...new Map(all.flat().map((row) => [row.handle, row])).values()].sort((a, b) => (a.handle < b.handle ? -1 : 1));
    await database.query(
      "chat-save-actions",
      `insert into chat_actions as c (handle, relationship, action)
       select a.handle, a.relationship, a.action from unnest($1::text[], $2::text[], $3::text[]) as a (handle, relationship, action)
       on conflict (handle) do update set at = clock_timestamp() where c.at < clock_timestamp() - interval '30 days'`,
      [rows.map(({ handle }) => handle), rows.map(({ relationship: of }) => of), rows.map(({ action }) => action)],
    );
    return all;
  });
  const actions = together(async (handles: readonly string[]) => {
    const rows = await database.query<ActionRow>(
      "chat-actions",
      "select handle, relationship, action from chat_actions where handle = any($1::text[])",
      [[...new Set(handles)]],
    );
    const found = new Map(rows.map((row) => [row.handle, row]));
    return handles.map((handle) => found.get(handle) ?? null);
  });
  return {
    /**
     * Where a message with this key goes in a room, in one statement; `person`: whose direct messages the room is; `above`: the key of the
     * message that begins its thread. Without a key only where the room is.
     */
    async whereabouts(
      relationship: RelationshipId,
      room: string,
      { person, key, above }: { readonly person: PersonId | null; readonly key: string | null; readonly above: string | null },
    ): Promise<Whereabouts> {
      const row = await whereaboutsOf({
        relationship,
        room,
        person,
        own: key && `${relationship}|${key}`,
        above: above && `${relationship}|${above}`,
      });
      const { installation, channel, state, team, user, through } = row;
      return {
        channel: installation === null || channel === null || state === null ? null : { relationship, room, installation, channel, state },
        account: team === null || user === null ? null : { team, user },
        through,
        own: place(row.own_installation, row.own_channel, row.own_id),
        above: place(row.above_installation, row.above_channel, row.above_id),
      };
    },
    /** Notes where the message with this key stands from now on. */
    async saveMessage(key: string, { relationship, room, case: of, installation, channel, id }: Standing): Promise<void> {
      await database.query(
        `${name}-save-message`,
        `insert into chat_messages (key, relationship, room, case_id, installation, channel, id, platform)
         values ($1, $2, $3, $4, $5, $6, $7, '${name}')
         on conflict (key, platform) do update set installation = $5, channel = $6, id = $7, at = clock_timestamp()`,
        [`${relationship}|${key}`, relationship, room, of, installation, channel, id],
      );
    },
    /** Where the message with this key stands; `null`: we do not know of any. */
    async message(relationship: RelationshipId, key: string): Promise<Place | null> {
      const [row] = await database.query<Place>(
        `${name}-message`,
        `select installation, channel, id from chat_messages where key = $1 and ${own}`,
        [`${relationship}|${key}`],
      );
      return row ?? null;
    },
    /** What stands at a place of a channel, if it is ours. */
    async at(channel: string, id: string): Promise<Standing | null> {
      const [row] = await database.query<Standing>(
        `${name}-at`,
        `select relationship, room, case_id as "case", installation, channel, id from chat_messages where channel = $1 and id = $2 and ${own}`,
        [channel, id],
      );
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
      const row = await actions(handle);
      return row ? { relationship: row.relationship, does: JSON.parse(row.action) as unknown } : null;
    },
    /** Forgets what buttons did that are too old to be pressed. */
    async tidy(): Promise<void> {
      await database.query("chat-tidy", "delete from chat_actions where at < clock_timestamp() - $1 * interval '1 day'", [actionDays]);
    },

    /** Keeps files that stay on the platform; the same file of the same person is one. */
    async saveFiles({ relationship, person }: Member, files: readonly Omit<KeptFile, "id">[]): Promise<readonly KeptFile[]> {
      const kept = files.map((file) => ({ ...file, id: derivedId(`${name}-file|${relationship}|${person}|${file.native}`) as FileId }));
      for (const { id, native, installation, name: called, type } of kept)
        await database.query(
          `${name}-save-file`,
          `insert into chat_files (id, relationship, person, native, installation, name, type, platform)
           values ($1, $2, $3, $4, $5, $6, $7, '${name}') on conflict (id) do nothing`,
          [id, relationship, person, native, installation, called, type],
        );
      return kept;
    },
    /** Files of a relationship by our ids. */
    files: (relationship: RelationshipId, ids: readonly string[]): Promise<readonly (KeptFile & { readonly person: PersonId })[]> =>
      database.query<KeptFile & { readonly person: PersonId }>(
        `${name}-files`,
        `select id, native, installation, name, type, person from chat_files where relationship = $1 and id = any($2) and ${own}`,
        [relationship, [...ids]],
      ),
  };
}

/** The handle of what a button does in a relationship: opaque, and the same for the same. */
export const handleOf = (relationship: RelationshipId, does: unknown): string =>
  `v1.${sha256(`slack-action|${relationship}|${canonical(does)}`).slice(0, 32)}`;
