/** Where the app is installed, with the token that lets us in, and the installations that somebody has just begun. */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { together } from "../../src/asked-together.ts";
import { sha256 } from "../../src/domain/hash.ts";
import type { Instant } from "../../src/domain/time.ts";
import { DeliveryError } from "../../src/errors.ts";
import type { Database } from "../../src/ports/database.ts";
import type { Log } from "../../src/ports/scheduler.ts";
import { type Grant, type OAuth, refusalOf, type Token } from "./oauth.ts";
import { isOld, type Keys, open, type Secret, seal, secret } from "./secret.ts";

/** A workspace ("T…") or an organisation ("E…") that has the app. */
export type Installation = {
  readonly id: string;
  readonly app: string;
  readonly bot: string;
  readonly botUser: string;
  readonly scopes: readonly string[];
};

type Row = { id: string; app: string; bot: string; bot_user: string; scopes: string };
type TokenRow = { id: string; token: string; version: number; due: boolean; over: boolean };

const columns = "id, app, bot, bot_user, scopes";
const installation = ({ id, app, bot, bot_user, scopes }: Row): Installation => ({
  id,
  app,
  bot,
  botUser: bot_user,
  scopes: scopes.split(",").filter(Boolean),
});

/** Both texts are sealed as one: they change together. */
const sealed = z.object({ access: z.string(), refresh: z.string().nullable() });

/** How long whoever needs the new token waits for the one who fetches it, between one look and the next; milliseconds. */
const looksMs = [50, 100, 200, 400, 800, 1_600, 2_000];

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** 128 bits of chance that fit an address and a cookie. */
const ticket = (): string => randomBytes(16).toString("base64url");

/** What is asked of Slack and told to the operator. */
export type Outside = { readonly refresh: OAuth["refresh"]; readonly log: Log };

export type Installations = ReturnType<typeof installations>;

/** The installations on a migrated database. All times are by its own clock, never by the playground's. */
export function installations(database: Database, keys: Keys, { refresh, log }: Outside) {
  const sealedToken = (id: string, { access, refresh: next }: Token): string =>
    seal(keys, id, secret(JSON.stringify({ access: access.reveal(), refresh: next?.reveal() ?? null })));
  const opened = ({ id, token }: Pick<TokenRow, "id" | "token">) => {
    const { access, refresh: next } = sealed.parse(JSON.parse(open(keys, id, token).reveal()));
    return { access: secret(access), refresh: next === null ? null : secret(next) };
  };

  /** An installation's token as it stands. Every call asks, so those that come at once ask in one statement, always after they came. */
  const held = together(async (ids: readonly string[]): Promise<readonly (TokenRow | null)[]> => {
    const rows = await database.query<TokenRow>(
      "slack-token",
      `select id, token, version, coalesce(expires_at < clock_timestamp() + interval '2 hours', false) as due,
         coalesce(expires_at < clock_timestamp() + interval '1 minute', false) as over
       from slack_installations where id = any($1::text[]) and state = 'active'`,
      [[...new Set(ids)]],
    );
    return ids.map((id) => rows.find((row) => row.id === id) ?? null);
  });

  /** Those of these that are in use: every delivery asks. */
  const inUse = together(async (all: readonly (readonly string[])[]): Promise<readonly (readonly Installation[])[]> => {
    const rows = await database.query<Row>(
      "slack-find",
      `select ${columns} from slack_installations where id = any($1::text[]) and state = 'active'`,
      [[...new Set(all.flat())]],
    );
    return all.map((ids) => rows.filter(({ id }) => ids.includes(id)).map(installation));
  });

  /** One of all who ask at once. The claim outlives Slack's patience, and after a failure it keeps everybody from asking again at once. */
  const claim = async ({ id, version }: TokenRow): Promise<boolean> => {
    const rows = await database.query(
      "slack-claim",
      `update slack_installations set renewing_until = clock_timestamp() + interval '30 seconds'
       where id = $1 and version = $2 and state = 'active' and (renewing_until is null or renewing_until < clock_timestamp()) returning id`,
      [id, version],
    );
    return rows.length > 0;
  };

  /** Nothing, when the app was installed anew or removed meanwhile: then that is what counts. */
  const renewed = async ({ id, version }: TokenRow, token: Token): Promise<boolean> => {
    const rows = await database.query(
      "slack-renewed",
      `update slack_installations set token = $3, version = version + 1, renewing_until = null,
         expires_at = clock_timestamp() + $4::int * interval '1 second'
       where id = $1 and version = $2 and state = 'active' returning id`,
      [id, version, sealedToken(id, token), token.endsInS],
    );
    return rows.length > 0;
  };

  /** A token that still works is used until a new one comes, however often that fails. */
  const orHeld = (row: TokenRow, access: Secret, error: unknown): Secret => {
    const fields = { installation: row.id, error: refusalOf(error) ?? (error instanceof Error ? error.name : "unknown") };
    log.warn(fields, row.over ? "the Slack token has ended and no new one came" : "no new Slack token came; the old one still works");
    if (row.over) throw error;
    return access;
  };

  return {
    /** Stores what was granted, in place of what the same workspace granted before. */
    async save({ id, app, bot, botUser, scopes, token }: Grant): Promise<void> {
      await database.query(
        "slack-save",
        `insert into slack_installations (id, app, bot, bot_user, scopes, token, expires_at)
         values ($1, $2, $3, $4, $5, $6, clock_timestamp() + $7::int * interval '1 second')
         on conflict (id) do update set app = excluded.app, bot = excluded.bot, bot_user = excluded.bot_user, scopes = excluded.scopes,
           token = excluded.token, expires_at = excluded.expires_at, state = 'active', renewing_until = null,
           version = slack_installations.version + 1, at = excluded.at`,
        [id, app, bot, botUser, scopes.join(","), sealedToken(id, token), token.endsInS],
      );
    },
    /** The workspace's own installation, or else its organisation's; `null`: we are not there, or not any more. */
    async find(team: string | null, enterprise: string | null): Promise<Installation | null> {
      const found = await inUse([team, enterprise].filter((id) => id !== null));
      return found.find(({ id }) => id === team) ?? found[0] ?? null;
    },
    /** All that are in use, by id. */
    async active(): Promise<readonly Installation[]> {
      const rows = await database.query<Row>(
        "slack-active",
        `select ${columns} from slack_installations where state = 'active' order by id`,
      );
      return rows.map(installation);
    },
    /**
     * Ends an installation and wipes its token; answers whether there was one to end.
     *
     * `told` is when Slack says that it ended: word of an older end, which came late, leaves a newer installation alone. `null`: it ended now.
     */
    async revoke(id: string, told: Instant | null): Promise<boolean> {
      // Slack's instants have whole seconds.
      const rows = await database.query(
        "slack-revoke",
        `update slack_installations set state = 'revoked', token = '', expires_at = null, renewing_until = null, version = version + 1
         where id = $1 and state = 'active' and ($2::timestamptz is null or at < $2::timestamptz + interval '1 second') returning id`,
        [id, told],
      );
      return rows.length > 0;
    },
    /**
     * The bot token of an installation, for one call now: do not keep it. `null` when the installation has ended.
     *
     * One that ends within two hours is exchanged for a new one, once however many ask, and no transaction waits for Slack.
     * @throws {DeliveryError} when the token has ended and Slack gives no new one.
     */
    async tokenOf(id: string): Promise<Secret | null> {
      for (const ms of looksMs) {
        const row = await held(id);
        if (!row) return null;
        const token = opened(row);
        if (!row.due || token.refresh === null) return token.access;
        if (await claim(row)) {
          const fresh = await refresh(token.refresh).catch((error: unknown) => orHeld(row, token.access, error));
          if (!("access" in fresh)) return fresh;
          if (await renewed(row, fresh)) return fresh.access;
        } else if (row.over) await wait(ms);
        else return token.access;
      }
      throw new DeliveryError("the Slack token has ended, and a new one is on its way", { retryable: true, retryAfterMs: 10_000 });
    },
    /** Seals with the current key what the old one sealed; answers how many. After that the old key is not needed any more. */
    async reseal(): Promise<number> {
      const rows = await database.query<Pick<TokenRow, "id" | "token" | "version">>(
        "slack-sealed",
        "select id, token, version from slack_installations where state = 'active' order by id",
      );
      const old = rows.filter(({ token }) => isOld(keys, token));
      for (const { id, token, version } of old) {
        await database.query("slack-reseal", "update slack_installations set token = $3 where id = $1 and version = $2", [
          id,
          version,
          seal(keys, id, open(keys, id, token)),
        ]);
      }
      return old.length;
    },
    /** Begins an installation: `state` goes to Slack and back, `browser` stays in a cookie. Good for ten minutes, once, together. */
    async begin(): Promise<{ readonly state: string; readonly browser: string }> {
      const [state, browser] = [ticket(), ticket()];
      await database.query("slack-states-over", "delete from slack_states where expires_at < clock_timestamp()");
      await database.query(
        "slack-begin",
        "insert into slack_states (hash, browser, expires_at) values ($1, $2, clock_timestamp() + interval '10 minutes')",
        [sha256(state), sha256(browser)],
      );
      return { state, browser };
    },
    /** Whether this browser began an installation with this state and has not used it yet. Another browser uses nothing up. */
    async use(state: string, browser: string): Promise<boolean> {
      const rows = await database.query(
        "slack-use",
        "delete from slack_states where hash = $1 and browser = $2 and expires_at > clock_timestamp() returning hash",
        [sha256(state), sha256(browser)],
      );
      return rows.length > 0;
    },
  };
}
