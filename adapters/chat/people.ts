/** Who is who on a chat platform: accounts that are somebody of a relationship, and the one-time codes that make them so. */
import { together } from "../../src/asked-together.ts";
import { sha256 } from "../../src/domain/hash.ts";
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import type { Database } from "../../src/ports/database.ts";
import type { Platform } from "./platform.ts";

/** An account: the workspace, organisation or tenant that it belongs to, and its id there. Never a name. */
export type Account = { readonly team: string; readonly user: string };
/** Somebody of a relationship. */
export type Member = { readonly relationship: RelationshipId; readonly person: PersonId };
/** A member's account. */
export type Linked = Member & Account;
/** A member's account with the version of the relationship's settings as it was found; `null`: there are none. */
export type Found = Linked & { readonly version: number | null };

/** A one-time code as it stands. */
export type Code = Member & { readonly madeBy: PersonId | null; readonly used: Account | null; readonly settled: boolean };

/** How long a code can be used. */
const codeDays = 7;

const columns = `team, user_id as "user", relationship, person`;

/** The queries of people and codes over a migrated database. */
export function people(database: Database, { name }: Platform) {
  const own = `platform = '${name}'`;
  const membersOf = together(async (all: readonly (readonly Account[])[]) => {
    const asked = all.flatMap((accounts, by) => accounts.map((account) => ({ ...account, by })));
    const rows = await database.query<Found & { readonly by: number }>(
      `${name}-members`,
      `select a.by, p.team, p.user_id as "user", p.relationship, p.person, r.version
       from unnest($1::int[], $2::text[], $3::text[]) with ordinality as a (by, team, user_id, nth) join chat_people p using (team, user_id)
         left join relationships r on r.id = p.relationship
       where ${own} and p.ended is null order by a.nth, p.at desc, p.relationship`,
      [asked.map(({ by }) => by), asked.map(({ team }) => team), asked.map(({ user }) => user)],
    );
    const found = all.map((): Found[] => []);
    for (const { by, ...linked } of rows) found[by]!.push(linked);
    return found;
  });
  const linked = together(async (relationships: readonly RelationshipId[]) => {
    const rows = await database.query<Linked>(
      `${name}-linked`,
      `select ${columns} from chat_people where relationship = any($1::text[]) and ${own} and ended is null order by person`,
      [[...new Set(relationships)]],
    );
    return relationships.map((relationship) => rows.filter((row) => row.relationship === relationship));
  });
  return {
    /** Who these accounts are: the first account's before the next one's, in every relationship, the latest first. Accounts that have ended are nobody. */
    membersOf: (accounts: readonly Account[]): Promise<readonly Found[]> => membersOf(accounts),
    /** Somebody's account; `null`: they have none. */
    async accountOf({ relationship, person }: Member): Promise<Account | null> {
      const [row] = await database.query<Account>(
        `${name}-account`,
        `select team, user_id as "user" from chat_people where relationship = $1 and person = $2 and ${own} and ended is null`,
        [relationship, person],
      );
      return row ?? null;
    },
    /** Everybody of a relationship who has an account. */
    linked: (relationship: RelationshipId): Promise<readonly Linked[]> => linked(relationship),
    /** Everybody of a relationship who has an account on any platform: who is let in by whom does not hang on where they are. */
    async reached(relationship: RelationshipId): Promise<readonly PersonId[]> {
      const rows = await database.query<{ person: PersonId }>(
        "chat-reached",
        "select distinct person from chat_people where relationship = $1 and ended is null order by person",
        [relationship],
      );
      return rows.map(({ person }) => person);
    },
    /** Every account that is somebody. */
    everyone: (): Promise<readonly Linked[]> =>
      database.query<Linked>(
        `${name}-everyone`,
        `select ${columns} from chat_people where ${own} and ended is null order by relationship, person`,
      ),
    /** Makes an account somebody; another account that they had here ends, and so does whoever this one was there. */
    async link({ relationship, person, team, user }: Linked): Promise<void> {
      await database.transaction(async (session) => {
        await session.query(
          `${name}-unlink`,
          `update chat_people set ended = 'replaced'
           where relationship = $1 and person = $2 and ${own} and ended is null and (team, user_id) <> ($3, $4)`,
          [relationship, person, team, user],
        );
        await session.query(
          `${name}-link`,
          `insert into chat_people (team, user_id, relationship, person, platform) values ($1, $2, $3, $4, '${name}')
           on conflict (team, user_id, relationship) do update set person = excluded.person, ended = null, at = clock_timestamp()`,
          [team, user, relationship, person],
        );
      });
    },
    /** Ends what an account may do, everywhere and at once; answers whom it was. */
    end: ({ team, user }: Account, why: string): Promise<readonly Member[]> =>
      database.query<Member>(
        `${name}-end`,
        `update chat_people set ended = $3 where team = $1 and user_id = $2 and ${own} and (ended is null or ended = 'no-access')
         returning relationship, person`,
        [team, user, why],
      ),
    /** Lets the accounts of these workspaces rest: nothing is taken from them until `resume`. */
    suspend: (teams: readonly string[]): Promise<readonly Member[]> =>
      database.query<Member>(
        `${name}-suspend`,
        `update chat_people set ended = 'no-access' where team = any($1) and ${own} and ended is null returning relationship, person`,
        [[...teams]],
      ),
    /** Takes up again what `suspend` let rest, but for people who have another account by now. */
    resume: (teams: readonly string[]): Promise<readonly Member[]> =>
      database.query<Member>(
        `${name}-resume`,
        `update chat_people p set ended = null where team = any($1) and ${own} and ended = 'no-access' and not exists (
           select 1 from chat_people o where o.relationship = p.relationship and o.person = p.person and o.platform = p.platform
             and (o.ended is null or (o.ended = 'no-access' and o.at > p.at)))
         returning relationship, person`,
        [[...teams]],
      ),

    /** Keeps a code by its hash alone; one that is there already stays as it is. */
    async saveCode(code: string, { relationship, person }: Member, madeBy: PersonId | null): Promise<void> {
      await database.query(
        "chat-save-code",
        `insert into chat_codes (hash, relationship, person, made_by, expires_at)
         values ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 day') on conflict (hash) do nothing`,
        [sha256(code), relationship, person, madeBy, codeDays],
      );
    },
    /** Uses a code: once, by one account, while it is valid. `null`: there is no such code any more, or never was. */
    async useCode(code: string, { team, user }: Account): Promise<(Code & { readonly hash: string }) | null> {
      const [row] = await database.query<{ relationship: RelationshipId; person: PersonId; made_by: PersonId | null }>(
        `${name}-use-code`,
        `update chat_codes set team = $2, user_id = $3, platform = '${name}', used_at = clock_timestamp()
         where hash = $1 and expires_at > clock_timestamp() and settled_at is null
           and (used_at is null or (team, user_id, platform) = ($2, $3, '${name}'))
         returning relationship, person, made_by`,
        [sha256(code), team, user],
      );
      if (!row) return null;
      const { relationship, person, made_by: madeBy } = row;
      return { hash: sha256(code), relationship, person, madeBy, used: { team, user }, settled: false };
    },
    /** Ends a code that was used here, by the word of whoever made it; `null`: it was ended before, or is somebody else's. The first word decides. */
    async settleCode(hash: string, maker: PersonId | null): Promise<Linked | null> {
      const [row] = await database.query<Linked>(
        `${name}-settle-code`,
        `update chat_codes set settled_at = clock_timestamp() where hash = $1 and ${own} and settled_at is null
           and made_by is not distinct from $2::text
         returning relationship, person, team, user_id as "user"`,
        [hash, maker],
      );
      return row ?? null;
    },
  };
}
