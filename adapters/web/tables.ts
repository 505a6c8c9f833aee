/** The web's own tables: rooms with messages, files, sign-ins. A platform like Slack, so nothing here decides anything. */
import { derivedId, sha256 } from "../../src/domain/hash.ts";
import type { CaseId, FileId, PersonId, RelationshipId } from "../../src/domain/ids.ts";
import type { Message } from "../../src/domain/message.ts";
import type { Instant } from "../../src/domain/time.ts";
import type { Database } from "../../src/ports/database.ts";

export type RoomFile = { readonly id: FileId; readonly name: string; readonly type: string };

/** A message as the page gets it; an edited one comes again with the same id and a higher `seq`. */
export type RoomMessage = {
  readonly id: string;
  readonly seq: number;
  readonly room: string;
  readonly case: CaseId | null;
  readonly author: { readonly kind: "parley" } | { readonly kind: "person"; readonly id: PersonId };
  readonly at: Instant;
  readonly edited: boolean;
  readonly onlyYou: boolean;
  readonly text: string | null;
  readonly files: readonly RoomFile[];
  readonly message: Message | null;
};

type MessageRow = {
  id: string;
  seq: number;
  room: string;
  person: string;
  case_id: CaseId | null;
  author: PersonId | null;
  at: Date | string;
  edited: boolean;
  text: string | null;
  files: string;
  message: string | null;
};

const roomMessage = (row: MessageRow): RoomMessage => ({
  id: row.id,
  seq: row.seq,
  room: row.room,
  case: row.case_id,
  author: row.author === null ? { kind: "parley" } : { kind: "person", id: row.author },
  at: new Date(row.at).toISOString() as Instant,
  edited: row.edited,
  onlyYou: row.person !== "",
  text: row.text,
  // Ours: written by `post` below.
  files: JSON.parse(row.files) as RoomFile[],
  message: row.message === null ? null : (JSON.parse(row.message) as Message),
});

const columns = "id, seq, room, person, case_id, author, at, edited, text, files, message";

/** What is posted: talk of a person, or a message of ours. The same `key` is posted once. */
export type Posting = {
  readonly relationship: RelationshipId;
  readonly room: string;
  /** Only this person sees it; `null`: everyone in the room. */
  readonly person: PersonId | null;
  readonly key: string;
  readonly case: CaseId | null;
  readonly author: PersonId | null;
  readonly text: string | null;
  readonly files: readonly RoomFile[];
  readonly message: Message | null;
};

/** Whose something is. */
type Owner = { readonly relationship: RelationshipId; readonly person: PersonId };

export type Tables = ReturnType<typeof tables>;

/** The queries of the web's tables over a migrated database. */
export function tables(database: Database) {
  /** The next number of a room, one by one: nobody reading by number can miss a message that commits late. */
  const next = `with next as (
    insert into web_rooms (relationship, room, seq) values ($1, $2::text || case when $3::text = '' then '' else '@' || $3::text end, 1)
    on conflict (relationship, room) do update set seq = web_rooms.seq + 1 returning seq)`;

  const find = async (relationship: RelationshipId, key: string): Promise<string | null> => {
    const [row] = await database.query<{ id: string }>("web-find", "select id from web_messages where key = $1", [
      `${relationship}|${key}`,
    ]);
    return row?.id ?? null;
  };

  const page = async (
    order: "asc" | "desc",
    relationship: RelationshipId,
    room: string,
    person: PersonId,
    after: { readonly all: number; readonly own: number },
  ): Promise<RoomMessage[]> => {
    const rows = await database.query<MessageRow>(
      `web-messages-${order}`,
      `select * from (
         (select ${columns} from web_messages where relationship = $1 and room = $2 and person = '' and seq > $4 order by seq ${order} limit 500)
         union all
         (select ${columns} from web_messages where relationship = $1 and room = $2 and person = $3 and seq > $5 order by seq ${order} limit 500)
       ) found order by person, seq`,
      [relationship, room, person, after.all, after.own],
    );
    return rows.map(roomMessage);
  };

  return {
    /** Posts once a key; answers the id of the message that has it. */
    async post(posting: Posting): Promise<string> {
      const { relationship, room, person, key, author, text, files, message } = posting;
      const known = await find(relationship, key);
      if (known !== null) return known;
      const id = derivedId(`web|${relationship}|${key}`);
      await database.query(
        "web-post",
        `${next} insert into web_messages (relationship, room, person, seq, id, key, case_id, author, at, text, files, message)
         select $1, $2, $3, next.seq, $4, $5, $6, $7, parley_now(), $8, $9, $10 from next on conflict (key) do nothing`,
        [
          relationship,
          room,
          person ?? "",
          id,
          `${relationship}|${key}`,
          posting.case,
          author,
          text,
          JSON.stringify(files),
          message && JSON.stringify(message),
        ],
      );
      return id;
    },
    /**
     * Replaces a message of ours; the same content again changes nothing, so that nobody is disturbed. `false`: it does not stand there.
     */
    async update(relationship: RelationshipId, room: string, id: string, message: Message): Promise<boolean> {
      const written = JSON.stringify(message);
      const [held] = await database.query<{ message: string | null }>(
        "web-held",
        "select message from web_messages where relationship = $1 and room = $2 and person = '' and id = $3",
        [relationship, room, id],
      );
      if (!held) return false;
      if (held.message === written) return true;
      await database.query(
        "web-update",
        `${next} update web_messages set message = $5, edited = true, seq = next.seq from next
         where relationship = $1 and room = $2 and person = $3 and id = $4`,
        [relationship, room, "", id, written],
      );
      return true;
    },
    find,
    /** The newest messages of a room that this person may see, at most 500 of each numbering, oldest first. */
    latest: (relationship: RelationshipId, room: string, person: PersonId) => page("desc", relationship, room, person, { all: 0, own: 0 }),
    /** What is new in a room after the given numbers, in order; what is beyond 500 comes with the next look. */
    after: (relationship: RelationshipId, room: string, person: PersonId, after: { readonly all: number; readonly own: number }) =>
      page("asc", relationship, room, person, after),
    /** The last numbers of each room for this person: where a page that opens begins to listen. */
    async ends(
      relationship: RelationshipId,
      rooms: readonly string[],
      person: PersonId,
    ): Promise<Map<string, { all: number; own: number }>> {
      const rows = await database.query<{ room: string; all: number; own: number }>(
        "web-ends",
        `select room, coalesce(max(seq) filter (where person = ''), 0)::int as "all", coalesce(max(seq) filter (where person = $3), 0)::int as own
         from web_messages where relationship = $1 and room = any($2) group by room`,
        [relationship, [...rooms], person],
      );
      const found = new Map(rows.map(({ room, all, own }) => [room, { all, own }]));
      return new Map(rooms.map((room) => [room, found.get(room) ?? { all: 0, own: 0 }]));
    },
    async saveFile(file: {
      id: FileId;
      relationship: RelationshipId;
      person: PersonId;
      name: string;
      type: string;
      bytes: Uint8Array;
    }): Promise<void> {
      await database.query(
        "web-save-file",
        "insert into web_files (id, relationship, person, name, type, bytes, at) values ($1, $2, $3, $4, $5, $6, parley_now()) on conflict (id) do nothing",
        [file.id, file.relationship, file.person, file.name, file.type, file.bytes],
      );
    },
    /** A file that this person may see: their own, or one that stands in one of these rooms. */
    async file(
      id: FileId,
      relationship: RelationshipId,
      person: PersonId,
      rooms: readonly string[],
    ): Promise<(RoomFile & { bytes: Uint8Array }) | null> {
      const [row] = await database.query<RoomFile & { bytes: Uint8Array }>(
        "web-file",
        `select id, name, type, bytes from web_files f where id = $1 and relationship = $2
         and (person = $3 or exists (select 1 from web_file_rooms r where r.file = f.id and r.relationship = $2 and r.room = any($4)))`,
        [id, relationship, person, [...rooms]],
      );
      return row ?? null;
    },
    /** Whether a file stands in a message of these rooms that this person reads, wherever its bytes are. */
    async isShown(id: FileId, relationship: RelationshipId, person: PersonId, rooms: readonly string[]): Promise<boolean> {
      const [row] = await database.query<{ shown: boolean }>(
        "web-is-shown",
        `select exists (select from web_messages where relationship = $2 and room = any($4) and person in ('', $3)
           and strpos(message, '"file":"' || $1::text || '"') > 0) as shown`,
        [id, relationship, person, [...rooms]],
      );
      return row!.shown;
    },
    /** The bytes of a file of a relationship, whoever may see it. */
    async bytesOf(relationship: RelationshipId, id: FileId): Promise<Uint8Array | null> {
      const [row] = await database.query<{ bytes: Uint8Array }>(
        "web-bytes",
        "select bytes from web_files where id = $1 and relationship = $2",
        [id, relationship],
      );
      return row?.bytes ?? null;
    },
    /** Those of some files that were uploaded here as pictures. */
    async picturesAmong(relationship: RelationshipId, ids: readonly FileId[]): Promise<readonly FileId[]> {
      const rows = await database.query<{ id: FileId }>(
        "web-pictures",
        "select id from web_files where relationship = $1 and id = any($2) and type ~ '^image/(png|jpe?g|gif|webp)$'",
        [relationship, [...ids]],
      );
      return rows.map(({ id }) => id);
    },
    /** The files among `ids` that this person may use, by name and type. */
    async usable(
      ids: readonly string[],
      relationship: RelationshipId,
      person: PersonId,
      rooms: readonly string[],
    ): Promise<readonly RoomFile[]> {
      if (ids.length === 0) return [];
      return database.query<RoomFile>(
        "web-usable",
        `select id, name, type from web_files f where id = any($1) and relationship = $2
         and (person = $3 or exists (select 1 from web_file_rooms r where r.file = f.id and r.relationship = $2 and r.room = any($4)))`,
        [[...ids], relationship, person, [...rooms]],
      );
    },
    /** Lets everyone in a room see files that were posted there. */
    async open(ids: readonly FileId[], relationship: RelationshipId, room: string): Promise<void> {
      if (ids.length === 0) return;
      await database.query(
        "web-open-files",
        "insert into web_file_rooms (file, relationship, room) select id, $2, $3 from web_files where id = any($1) and relationship = $2 on conflict do nothing",
        [[...ids], relationship, room],
      );
    },
    /** Keeps a token by its hash alone. */
    async saveToken(token: string, relationship: RelationshipId, person: PersonId): Promise<void> {
      await database.query(
        "web-save-token",
        "insert into web_tokens (hash, relationship, person, at) values ($1, $2, $3, parley_now()) on conflict (hash) do nothing",
        [sha256(token), relationship, person],
      );
    },
    /** Whose token it is, and when it ends (`null`: it does not); `null`: nobody's, or nobody's any more. */
    async tokenOwner(token: string): Promise<(Owner & { readonly ends: Instant | null }) | null> {
      const [row] = await database.query<Owner & { readonly ends: Date | string | null }>(
        "web-token",
        `select relationship, person, expires_at as ends from web_tokens
         where hash = $1 and (expires_at is null or expires_at > parley_now())`,
        [sha256(token)],
      );
      return row ? { ...row, ends: row.ends === null ? null : (new Date(row.ends).toISOString() as Instant) } : null;
    },
    /** Ends a token. */
    async dropToken(token: string): Promise<void> {
      await database.query("web-drop-token", "delete from web_tokens where hash = $1", [sha256(token)]);
    },
    /**
     * Uses up a link, known by its hash, and makes `token` its owner's for so many milliseconds: both or neither. Forgets what has ended.
     * `false`: the link was used before.
     */
    async useLink(
      { relationship, person, ends, hash }: Owner & { ends: Instant; hash: string },
      token: string,
      lastsMs: number,
    ): Promise<boolean> {
      for (const table of ["web_links", "web_tokens"])
        await database.query(`web-tidy-${table}`, `delete from ${table} where expires_at <= parley_now()`, []);
      const made = await database.query(
        "web-use-link",
        `with used as (
           insert into web_links (hash, used_at, expires_at) values ($1, parley_now(), $2) on conflict (hash) do nothing returning hash
         )
         insert into web_tokens (hash, relationship, person, at, expires_at)
         select $3, $4, $5, parley_now(), parley_now() + $6 * interval '1 millisecond' from used returning hash`,
        [hash, ends, sha256(token), relationship, person, lastsMs],
      );
      return made.length > 0;
    },
    /** Notes that somebody has come into a relationship by a link; from then on `isEntered` says so. */
    async enter(relationship: RelationshipId): Promise<void> {
      await database.query("web-enter", "insert into web_entered (relationship) values ($1) on conflict do nothing", [relationship]);
    },
    /** Whether somebody has ever come into a relationship by a link. */
    async isEntered(relationship: RelationshipId): Promise<boolean> {
      const rows = await database.query("web-entered", "select relationship from web_entered where relationship = $1", [relationship]);
      return rows.length > 0;
    },
  };
}
