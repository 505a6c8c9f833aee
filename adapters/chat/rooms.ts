/** Which room of a relationship is which channel of a chat platform. */
import type { RelationshipId } from "../../src/domain/ids.ts";
import type { Database } from "../../src/ports/database.ts";
import type { Platform } from "./platform.ts";

/** A room of a relationship as a channel. */
export type Channel = {
  readonly relationship: RelationshipId;
  /** "shared" ("shared:teams" where it stands in several places), "supplier", "customer", or "@freja" for direct messages. */
  readonly room: string;
  readonly installation: string;
  readonly channel: string;
  readonly state: "open" | "closed" | "paused";
};

const columns = "relationship, room, installation, channel, state";

/** The queries of rooms over a migrated database. */
export function rooms(database: Database, { name, reaching }: Platform) {
  const own = `platform = '${name}'`;
  return {
    /** A room as a channel; `null`: it is none. */
    async channelOf(relationship: RelationshipId, room: string): Promise<Channel | null> {
      const [row] = await database.query<Channel>(
        `${name}-channel`,
        `select ${columns} from chat_rooms where relationship = $1 and room = $2 and ${own}`,
        [relationship, room],
      );
      return row ?? null;
    },
    /** The room that both firms share, as a channel here: the only one, or one of several ("shared:teams"); `null`: it stands elsewhere alone. */
    async sharedRoom(relationship: RelationshipId): Promise<Channel | null> {
      const [row] = await database.query<Channel>(
        `${name}-shared-room`,
        `select ${columns} from chat_rooms where relationship = $1 and split_part(room, ':', 1) = 'shared' and ${own} order by room limit 1`,
        [relationship],
      );
      return row ?? null;
    },
    /** Whether both firms share a channel of another platform. */
    async isSharedElsewhere(relationship: RelationshipId): Promise<boolean> {
      const rows = await database.query(
        `${name}-shared-elsewhere`,
        `select room from chat_rooms where relationship = $1 and room = 'shared' and platform <> '${name}' and state <> 'closed'`,
        [relationship],
      );
      return rows.length > 0;
    },
    /** Which rooms a channel is. */
    roomsOf: (channel: string): Promise<readonly Channel[]> =>
      database.query<Channel>(
        `${name}-rooms`,
        `select ${columns} from chat_rooms where channel = $1 and ${own} order by relationship, room`,
        [channel],
      ),
    /** The installation through which somebody of a workspace is reached; `null`: none reaches them. */
    async installationOf(relationship: RelationshipId, team: string): Promise<string | null> {
      const [row] = await database.query<{ id: string }>(`${name}-installation-of`, reaching("$1", "$2"), [relationship, team]);
      return row?.id ?? null;
    },
    /** The organisations that both firms have agreed to have in their shared room beside themselves. */
    async admitted(relationship: RelationshipId): Promise<readonly string[]> {
      const [row] = await database.query<{ admitted: string }>(
        `${name}-admitted`,
        `select admitted from chat_rooms where relationship = $1 and split_part(room, ':', 1) = 'shared' and ${own}`,
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
        `${name}-save-room`,
        `insert into chat_rooms as r (relationship, room, installation, channel, admitted, platform) values ($1, $2, $3, $4, $5, '${name}')
         on conflict (relationship, room, platform)
           do update set installation = $3, channel = $4, admitted = $5, state = 'open', at = clock_timestamp()
         where (r.installation, r.channel, r.admitted, r.state) <> ($3, $4, $5, 'open') returning room`,
        [relationship, room, installation, channel, JSON.stringify(admitted)],
      );
      return changed.length > 0;
    },
    /** The relationships that have a room which is reached through an installation. */
    async reachedThrough(installation: string): Promise<readonly RelationshipId[]> {
      const rows = await database.query<{ relationship: RelationshipId }>(
        `${name}-reached-through`,
        `select distinct relationship from chat_rooms where installation = $1 and room not like '@%' and ${own} order by relationship`,
        [installation],
      );
      return rows.map(({ relationship }) => relationship);
    },
    /** Whether we can and may write to a channel; answers whose rooms it is that have changed. */
    markRooms: (channel: string, state: Channel["state"]): Promise<readonly Channel[]> =>
      database.query<Channel>(
        `${name}-mark-rooms`,
        `update chat_rooms set state = $2, at = clock_timestamp() where channel = $1 and ${own} and state <> $2 returning ${columns}`,
        [channel, state],
      ),
    /** The same for one room; answers whether that has changed anything. */
    async markRoom({ relationship, room }: Channel, state: Channel["state"]): Promise<boolean> {
      const made = await database.query(
        `${name}-mark-room`,
        `update chat_rooms set state = $3, at = clock_timestamp()
         where relationship = $1 and room = $2 and ${own} and state <> $3 returning room`,
        [relationship, room, state],
      );
      return made.length > 0;
    },
    /** The platform gave a channel another id; where our messages stand moves with it. */
    async moveChannel(from: string, to: string): Promise<void> {
      await database.query(`${name}-move-rooms`, `update chat_rooms set channel = $2 where channel = $1 and ${own}`, [from, to]);
      await database.query(`${name}-move-messages`, `update chat_messages set channel = $2 where channel = $1 and ${own}`, [from, to]);
    },
    /** Every room that is open to us, those of firms alone. */
    openRooms: (): Promise<readonly Channel[]> =>
      database.query<Channel>(
        `${name}-open-rooms`,
        `select ${columns} from chat_rooms
         where state = 'open' and room not like '@%' and ${own} order by relationship, room`,
      ),
  };
}
