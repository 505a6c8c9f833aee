/** Where the app is installed: one row a workspace, a token that is renewed once however many ask, a state that is used once. */
import { createSecretKey, randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { installations } from "../../../adapters/slack/installations.ts";
import type { Grant, Token } from "../../../adapters/slack/oauth.ts";
import { type Keys, type Secret, secret } from "../../../adapters/slack/secret.ts";
import { instant } from "../../../src/domain/time.ts";
import { ConfigError, DeliveryError } from "../../../src/errors.ts";
import type { Database } from "../../../src/ports/database.ts";
import { freshPglite, freshPostgres, postgresPrograms, type Server, startPostgres } from "../../support/database.ts";

const keys: Keys = { current: createSecretKey(randomBytes(32)), old: null };
const token = (name: string, endsInS: number | null = 43_200): Token => ({
  access: secret(`xoxb-${name}`),
  refresh: endsInS === null ? null : secret(`xoxe-${name}`),
  endsInS,
});
const grant = (id: string, given: Token = token("1", null)): Grant => ({
  id,
  app: "A1",
  bot: `B${id}`,
  botUser: `U${id}`,
  scopes: ["chat:write", "commands"],
  token: given,
});
const shown = ({ id }: Grant) => ({ id, app: "A1", bot: `B${id}`, botUser: `U${id}`, scopes: ["chat:write", "commands"] });

function suite(openDatabase: () => Promise<Database>): void {
  let database: Database;
  let logged: string[];
  let refreshed: string[];
  /** What Slack does when it is asked for a new token. */
  let slack: (refresh: string) => Promise<Token>;
  const log = {
    info: (fields: object, said: string) => void logged.push(JSON.stringify([fields, said])),
    warn: (fields: object, said: string) => void logged.push(JSON.stringify([fields, said])),
    error: (fields: object, said: string) => void logged.push(JSON.stringify([fields, said])),
  };
  const refresh = (given: Secret): Promise<Token> => {
    refreshed.push(given.reveal());
    return slack(given.reveal());
  };
  const open = (with_: Keys = keys) => installations(database, with_, { refresh, log });
  const row = async (id: string) =>
    (await database.query<Record<string, unknown>>("test-row", "select * from slack_installations where id = $1", [id]))[0];
  const ends = (id: string, when: string) =>
    database.exec(`update slack_installations set expires_at = clock_timestamp() + interval '${when}' where id = '${id}'`);
  const claimEnds = () => database.exec("update slack_installations set renewing_until = clock_timestamp() - interval '1 second'");

  beforeAll(async () => {
    database = await openDatabase();
  }, 120_000);
  afterAll(() => database?.close());
  beforeEach(async () => {
    logged = [];
    refreshed = [];
    slack = async () => token("2");
    await database.exec("truncate slack_installations, slack_states");
  });

  test("what was granted is found by the workspace, else by its organisation, and its token is sealed", async () => {
    const all = open();
    await all.save(grant("T1"));
    await all.save(grant("E1", token("org", null)));
    expect(await all.find("T1", "E1")).toEqual(shown(grant("T1")));
    expect(await all.find("T2", "E1")).toEqual(shown(grant("E1")));
    expect(await all.find(null, "E1")).toEqual(shown(grant("E1")));
    expect(await all.find("T1", null)).toEqual(shown(grant("T1")));
    expect([await all.find("T2", null), await all.find("T2", "E2"), await all.find(null, null)]).toEqual([null, null, null]);
    expect(await all.active()).toEqual([shown(grant("E1")), shown(grant("T1"))]);
    expect((await all.tokenOf("T1"))?.reveal()).toBe("xoxb-1");
    expect(JSON.stringify(await row("T1"))).not.toContain("xoxb");
  });

  test("a token moved to another installation by hand does not open", async () => {
    const all = open();
    await all.save(grant("T1"));
    await all.save(grant("T2"));
    await database.exec("update slack_installations set token = (select token from slack_installations where id = 'T1') where id = 'T2'");
    await expect(all.tokenOf("T2")).rejects.toThrow(ConfigError);
  });

  test("a revoked installation is not found, its token is gone, and installing again brings it back", async () => {
    const all = open();
    await all.save(grant("T1", token("1")));
    expect(await all.revoke("T1", null)).toBe(true);
    expect(await all.revoke("T1", null)).toBe(false);
    expect(await row("T1")).toMatchObject({ state: "revoked", token: "", expires_at: null });
    expect([await all.find("T1", null), await all.tokenOf("T1"), await all.tokenOf("T9")]).toEqual([null, null, null]);
    expect(await all.active()).toEqual([]);
    await all.save(grant("T1", token("new", null)));
    expect((await all.tokenOf("T1"))?.reveal()).toBe("xoxb-new");
    expect(await row("T1")).toMatchObject({ expires_at: null });
  });

  test("late word of an older end leaves a newer installation alone", async () => {
    const all = open();
    await all.save(grant("T1"));
    expect(await all.revoke("T1", instant(Date.now() - 3_600_000))).toBe(false);
    expect(await all.tokenOf("T1")).not.toBe(null);
    expect(await all.revoke("T1", instant(Date.now() + 60_000))).toBe(true);
  });

  test("a token that ends in more than two hours, or never, is used as it is", async () => {
    const all = open();
    await all.save(grant("T1", token("1")));
    await ends("T1", "2 hours 5 seconds");
    expect((await all.tokenOf("T1"))?.reveal()).toBe("xoxb-1");
    await all.save(grant("T2", token("1", null)));
    expect((await all.tokenOf("T2"))?.reveal()).toBe("xoxb-1");
    expect(refreshed).toEqual([]);
  });

  test.for(["119 minutes", "-1 hour"])("one that ends in %s is renewed once, however many ask at once", async (when) => {
    const all = [open(), open(), open()];
    await all[0]!.save(grant("T1", token("1")));
    await ends("T1", when);
    slack = async () => {
      // Slack takes its time; on PGlite, too, everybody else works on meanwhile.
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await all[1]!.find("T1", null)).not.toBe(null);
      return token("2");
    };
    const got = await Promise.all(Array.from({ length: 30 }, (_, i) => all[i % 3]!.tokenOf("T1")));
    expect(refreshed).toEqual(["xoxe-1"]);
    const names = new Set(got.map((one) => one?.reveal()));
    // The old one works until it ends: nobody waits for the new one before that.
    expect([...names].sort()).toEqual(when.startsWith("-") ? ["xoxb-2"] : ["xoxb-1", "xoxb-2"]);
    expect((await all[2]!.tokenOf("T1"))?.reveal()).toBe("xoxb-2");
    expect(refreshed).toHaveLength(1);
    slack = async () => token("3");
    await ends("T1", "1 hour");
    expect((await all[2]!.tokenOf("T1"))?.reveal()).toBe("xoxb-3");
    expect(refreshed).toEqual(["xoxe-1", "xoxe-2"]);
    expect(await row("T1")).toMatchObject({ renewing_until: null });
  });

  test("while Slack gives no new token the old one is used until it ends, and Slack is not asked again at once", async () => {
    const all = open();
    await all.save(grant("T1", token("1")));
    await ends("T1", "1 hour");
    slack = async () => {
      throw new DeliveryError("Slack does not answer", { retryable: true });
    };
    expect((await all.tokenOf("T1"))?.reveal()).toBe("xoxb-1");
    expect((await all.tokenOf("T1"))?.reveal()).toBe("xoxb-1");
    expect(refreshed).toHaveLength(1);
    expect(logged).toHaveLength(1);
    await claimEnds();
    await ends("T1", "-1 second");
    await expect(all.tokenOf("T1")).rejects.toMatchObject({ name: "DeliveryError", retryable: true });
    expect(refreshed).toHaveLength(2);
    expect(logged.join()).not.toMatch(/xox/);
    slack = async () => token("2");
    await claimEnds();
    expect((await all.tokenOf("T1"))?.reveal()).toBe("xoxb-2");
  });

  test("whoever claimed and died is waited for no longer than the claim", async () => {
    const all = open();
    await all.save(grant("T1", token("1")));
    await ends("T1", "-1 second");
    await database.exec("update slack_installations set renewing_until = clock_timestamp() + interval '300 milliseconds'");
    expect((await all.tokenOf("T1"))?.reveal()).toBe("xoxb-2");
    await ends("T1", "-1 second");
    await database.exec("update slack_installations set renewing_until = clock_timestamp() + interval '1 hour'");
    await expect(all.tokenOf("T1")).rejects.toMatchObject({ retryable: true, retryAfterMs: 10_000 });
    expect(refreshed).toHaveLength(1);
  });

  test.for(["installed anew", "removed"])("when the app is %s while a token is renewed, that is what counts", async (what) => {
    const all = open();
    await all.save(grant("T1", token("1")));
    await ends("T1", "1 hour");
    slack = async () => {
      if (what === "removed") await all.revoke("T1", null);
      else await all.save(grant("T1", token("anew")));
      return token("2");
    };
    expect((await all.tokenOf("T1"))?.reveal() ?? null).toBe(what === "removed" ? null : "xoxb-anew");
  });

  test("a change of keys: both open, the new one seals everything again, and the old one can go", async () => {
    await open().save(grant("T1", token("1")));
    await open().save(grant("T2", token("2", null)));
    await open().save(grant("T3"));
    await open().revoke("T3", null);
    const current = createSecretKey(randomBytes(32));
    await expect(open({ current, old: null }).tokenOf("T1")).rejects.toThrow(/PARLEY_SECRET_KEY_OLD/);
    const both = open({ current, old: keys.current });
    expect((await both.tokenOf("T1"))?.reveal()).toBe("xoxb-1");
    expect([await both.reseal(), await both.reseal()]).toEqual([2, 0]);
    const alone = open({ current, old: null });
    expect([(await alone.tokenOf("T1"))?.reveal(), (await alone.tokenOf("T2"))?.reveal()]).toEqual(["xoxb-1", "xoxb-2"]);
  });

  test("sealing anew while a token is renewed loses neither", async () => {
    await open().save(grant("T1", token("1")));
    await ends("T1", "1 hour");
    const both = open({ current: createSecretKey(randomBytes(32)), old: keys.current });
    slack = async () => {
      expect(await both.reseal()).toBe(1);
      return token("2");
    };
    expect((await both.tokenOf("T1"))?.reveal()).toBe("xoxb-2");
    expect((await both.tokenOf("T1"))?.reveal()).toBe("xoxb-2");
  });

  test("a state is used once, by the browser that began, and only its hash is kept", async () => {
    const all = open();
    const [mine, other] = [await all.begin(), await all.begin()];
    expect(new Set([mine.state, mine.browser, other.state, other.browser]).size).toBe(4);
    expect(Buffer.from(mine.state, "base64url")).toHaveLength(16);
    const rows = JSON.stringify(await database.query("test-states", "select * from slack_states"));
    expect([mine.state, mine.browser].filter((text) => rows.includes(text))).toEqual([]);
    expect(await all.use(mine.state, other.browser)).toBe(false);
    expect(await all.use(other.state, mine.browser)).toBe(false);
    expect(await all.use(mine.browser, mine.state)).toBe(false);
    const used = await Promise.all(Array.from({ length: 20 }, () => all.use(mine.state, mine.browser)));
    expect(used.filter(Boolean)).toHaveLength(1);
    expect(await all.use(other.state, other.browser)).toBe(true);
  });

  test("a state is good for ten minutes by the database's clock, and what is over is swept away", async () => {
    const all = open();
    const one = await all.begin();
    const [left] = await database.query<{ s: number }>(
      "test-left",
      "select extract(epoch from expires_at - clock_timestamp())::int as s from slack_states",
    );
    expect(left!.s).toBeGreaterThan(590);
    expect(left!.s).toBeLessThanOrEqual(600);
    await database.exec("update slack_states set expires_at = clock_timestamp() - interval '1 second'");
    expect(await all.use(one.state, one.browser)).toBe(false);
    await all.begin();
    expect(await database.query("test-states", "select * from slack_states")).toHaveLength(1);
  });
}

describe("PGlite", () => suite(freshPglite));
describe.skipIf(postgresPrograms() === null)("PostgreSQL", () => {
  let server: Server;
  suite(async () => {
    server = await startPostgres();
    return freshPostgres(server);
  });
  afterAll(() => server?.stop());
});
