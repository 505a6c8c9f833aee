import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { config } from "../src/config.ts";
import { ConfigError } from "../src/errors.ts";

describe("REDIS_URL", () => {
  test.for(["redis://localhost", "redis://redis:6379", "rediss://user:pass@host.example:6380/2", "redis://[::1]:6379/0?family=6"])(
    "%s is taken",
    (url) => {
      expect(config({ REDIS_URL: url }).redisUrl).toBe(url);
    },
  );

  test.for([undefined, "", "  "])("%j is none", (url) => {
    expect(config({ REDIS_URL: url }).redisUrl).toBe(null);
  });

  test.for([
    "localhost:6379",
    "http://secret@localhost",
    "redis://",
    "redis:6379",
    "redis://secret@host:port",
    "redis://secret@host/name",
    "redis://secret@host?keyPrefix=x",
    "redis://secret@host?maxRetriesPerRequest=1",
  ])("%s is refused by name, with a remedy, and not repeated", (url) => {
    const refused = () => config({ REDIS_URL: url });
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(/REDIS_URL.*For example REDIS_URL=redis:\/\/localhost:6379/);
    expect(refused).not.toThrow(/secret/);
  });
});

describe("Slack", () => {
  const key = "c0ffee".repeat(10).concat("c0de");
  const one = { SLACK_SIGNING_SECRET: "canary-sign", SLACK_BOT_TOKEN: "xoxb-canary", PARLEY_SECRET_KEY: key };
  const oauth = {
    SLACK_SIGNING_SECRET: "canary-sign",
    SLACK_CLIENT_ID: "1.2",
    SLACK_CLIENT_SECRET: "canary-client",
    PARLEY_URL: "https://parley.example",
    PARLEY_SECRET_KEY: key,
  };

  test("is not connected when nothing is said of it, and everything else is as it was", () => {
    expect(config({})).toMatchObject({ slack: null, playground: true });
    expect(config({ SLACK_SIGNING_SECRET: "", SLACK_BOT_TOKEN: " ", PARLEY_SECRET_KEY: "x" }).slack).toBe(null);
    expect(() => config({ DATABASE_URL: "postgres://localhost/x" })).toThrow(/No chat platform is configured.*PARLEY_PLAYGROUND=1/);
    expect(() => config({ PARLEY_PLAYGROUND: "0" })).toThrow(/No chat platform is configured/);
    expect(() => config({ PARLEY_HOST: "0.0.0.0" })).toThrow(/PARLEY_HOST/);
  });

  test("is one workspace with a bot token", () => {
    const { slack, playground } = config(one);
    expect(slack).toMatchObject({ signingSecret: "canary-sign", oauth: null, botToken: "xoxb-canary", appToken: null, apiUrl: null });
    expect(playground).toBe(false);
    expect(config({ ...one, SLACK_APP_TOKEN: "xapp-1" }).slack?.appToken).toBe("xapp-1");
  });

  test("is any workspace that installs the app", () => {
    const { slack } = config({ ...oauth, PARLEY_URL: "https://parley.example/" });
    expect(slack?.oauth).toEqual({ clientId: "1.2", clientSecret: "canary-client", url: "https://parley.example" });
    expect(slack?.botToken).toBe(null);
    expect(config({ ...oauth, PARLEY_URL: "http://localhost:3000" }).slack?.oauth?.url).toBe("http://localhost:3000");
  });

  test("needs no playground, which is there only when it is asked for", () => {
    expect(config({ ...one, DATABASE_URL: "postgres://localhost/x" }).playground).toBe(false);
    expect(config({ ...one, PARLEY_PLAYGROUND: "1" }).playground).toBe(true);
    expect(config({ ...one, PARLEY_PLAYGROUND: "0" }).playground).toBe(false);
    expect(config({ ...one, PARLEY_HOST: "0.0.0.0" })).toMatchObject({ host: "0.0.0.0", playground: false });
  });

  test.for<[object, RegExp]>([
    [{ ...one, SLACK_SIGNING_SECRET: "" }, /SLACK_SIGNING_SECRET is missing.*Basic Information/],
    [{ SLACK_BOT_TOKEN: "xoxb-canary" }, /SLACK_SIGNING_SECRET/],
    [{ SLACK_API_URL: "http://127.0.0.1:1/api/" }, /SLACK_SIGNING_SECRET/],
    [{ ...one, SLACK_BOT_TOKEN: "" }, /SLACK_BOT_TOKEN is missing.*SLACK_CLIENT_ID/],
    [{ ...one, SLACK_BOT_TOKEN: "xoxp-canary" }, /SLACK_BOT_TOKEN.*xoxb-/],
    [{ ...one, SLACK_BOT_TOKEN: "xoxe.xoxb-canary" }, /SLACK_BOT_TOKEN.*twelve hours.*--one-workspace/],
    [{ ...one, SLACK_APP_TOKEN: "xoxb-canary" }, /SLACK_APP_TOKEN.*xapp-/],
    [{ ...oauth, SLACK_CLIENT_ID: "" }, /SLACK_CLIENT_ID is missing/],
    [{ ...oauth, SLACK_CLIENT_SECRET: " " }, /SLACK_CLIENT_SECRET is missing/],
    [{ ...oauth, SLACK_BOT_TOKEN: "xoxb-canary" }, /SLACK_BOT_TOKEN and SLACK_CLIENT_ID/],
    [{ ...oauth, PARLEY_URL: "" }, /PARLEY_URL is missing.*PARLEY_URL=https:/],
    [{ ...oauth, PARLEY_URL: "http://parley.example" }, /PARLEY_URL is no https address/],
    [{ ...oauth, PARLEY_URL: "https://parley.example/canary" }, /PARLEY_URL/],
    [{ ...oauth, PARLEY_URL: "https://user:canary@parley.example" }, /PARLEY_URL/],
    [{ ...oauth, PARLEY_URL: "https://parley.example?canary" }, /PARLEY_URL/],
    [{ ...oauth, PARLEY_URL: "canary" }, /PARLEY_URL/],
    [{ ...one, PARLEY_SECRET_KEY: "" }, /PARLEY_SECRET_KEY is missing.*openssl rand -hex 32/],
    [{ ...one, PARLEY_SECRET_KEY: "canary" }, /PARLEY_SECRET_KEY is not a key of 32 bytes.*openssl/],
    [{ ...one, PARLEY_SECRET_KEY: `${key}00` }, /PARLEY_SECRET_KEY/],
    [{ ...one, PARLEY_SECRET_KEY: `canary ${"A".repeat(37)}` }, /PARLEY_SECRET_KEY/],
    [{ ...one, PARLEY_SECRET_KEY_OLD: "canary" }, /PARLEY_SECRET_KEY_OLD/],
    [{ ...one, PARLEY_SECRET_KEY_FILE: "/nowhere/key" }, /PARLEY_SECRET_KEY and PARLEY_SECRET_KEY_FILE/],
    [{ ...one, PARLEY_SECRET_KEY: "", PARLEY_SECRET_KEY_FILE: "/nowhere/key" }, /PARLEY_SECRET_KEY_FILE cannot be read \(ENOENT\)/],
    [{ ...one, SLACK_API_URL: "https://slack.example/api/" }, /SLACK_API_URL.*this machine/],
    [{ ...one, SLACK_API_URL: "http://127.0.0.1.canary.example/api/" }, /SLACK_API_URL/],
    [{ ...one, SLACK_API_URL: "http://localhost@canary.example/api/" }, /SLACK_API_URL/],
    [{ ...one, SLACK_API_URL: "canary" }, /SLACK_API_URL/],
  ])("%o is refused by name, with a remedy, and not repeated", ([env, words]) => {
    const refused = () => config(env as NodeJS.ProcessEnv);
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(words);
    expect(refused).not.toThrow(/canary|c0ffee/);
  });

  test("a key is hexadecimal or base64, from the environment or a file, and shows itself to nobody", () => {
    const bytes = Buffer.from(key, "hex");
    const folder = mkdtempSync(join(tmpdir(), "parley-key-"));
    const file = join(folder, "key");
    writeFileSync(file, `${key}\n`);
    try {
      const all = [
        { ...one },
        { ...one, PARLEY_SECRET_KEY: key.toUpperCase() },
        { ...one, PARLEY_SECRET_KEY: bytes.toString("base64") },
        { ...one, PARLEY_SECRET_KEY: bytes.toString("base64url") },
        { ...one, PARLEY_SECRET_KEY: "", PARLEY_SECRET_KEY_FILE: file },
      ].map((env) => config(env).slack!.keys);
      expect(all.map(({ current, old }) => [current.export().toString("hex"), old])).toEqual(all.map(() => [key, null]));
      expect(inspect(all[0]) + JSON.stringify(all[0])).not.toMatch(/c0ffee|192, 255/);
      const old = config({ ...one, PARLEY_SECRET_KEY_OLD: "0".repeat(64) }).slack!.keys.old;
      expect(old?.export().toString("hex")).toBe("0".repeat(64));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("a stand-in is on this machine", () => {
    expect(config({ ...one, SLACK_API_URL: "http://127.0.0.1:4000/api/" }).slack?.apiUrl).toBe("http://127.0.0.1:4000/api/");
    expect(config({ ...one, SLACK_API_URL: "http://[::1]:4000/api/" }).slack?.apiUrl).toBe("http://[::1]:4000/api/");
  });
});

describe("links that sign people in on the web", () => {
  const both = { PARLEY_URL: "https://parley.example/", PARLEY_SECRET_KEY: "c0ffee".repeat(10).concat("c0de") };

  test("are there with an address and a key, and then the playground must be asked for", () => {
    expect(config(both)).toMatchObject({ links: { url: "https://parley.example", keys: { old: null } }, playground: false });
    expect(config({ ...both, DATABASE_URL: "postgres://localhost/x" }).links).not.toBeNull();
    expect(config({ ...both, PARLEY_PLAYGROUND: "1" })).toMatchObject({ links: {}, playground: true });
  });

  test.for([{ PARLEY_URL: both.PARLEY_URL }, { PARLEY_SECRET_KEY: both.PARLEY_SECRET_KEY }, {}])(
    "are not there with %o alone, and everything is as it was",
    (env) => {
      expect(config(env)).toMatchObject({ links: null, playground: true });
    },
  );

  test.for<[object, RegExp]>([
    [{ ...both, PARLEY_URL: "http://canary.example" }, /PARLEY_URL is no https address.*PARLEY_URL=https:/],
    [{ ...both, PARLEY_SECRET_KEY: "canary" }, /PARLEY_SECRET_KEY is not a key of 32 bytes.*openssl/],
    [{ ...both, PARLEY_SECRET_KEY_FILE: "/nowhere/canary" }, /PARLEY_SECRET_KEY and PARLEY_SECRET_KEY_FILE/],
    [{ ...both, PARLEY_SECRET_KEY_OLD: "canary" }, /PARLEY_SECRET_KEY_OLD is not a key/],
  ])("%o is refused by name, with a remedy, and not repeated", ([env, words]) => {
    const refused = () => config(env as NodeJS.ProcessEnv);
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(words);
    expect(refused).not.toThrow(/canary|c0ffee/);
  });
});

describe("mail", () => {
  const linked = { PARLEY_URL: "https://parley.example", PARLEY_SECRET_KEY: "c0ffee".repeat(10).concat("c0de") };
  const all = { ...linked, MAIL_URL: "smtp://us%40er:can%2Fary@mail.example", MAIL_FROM: "Parley <parley@firm.example>" };

  test("goes through the server that is named, encrypted wherever there is a password", () => {
    expect(config(linked).mail).toBeNull();
    expect(config(all).mail).toEqual({
      host: "mail.example",
      port: 587,
      isSecure: false,
      isEncrypted: true,
      login: { user: "us@er", password: "can/ary" },
      from: { name: "Parley", address: "parley@firm.example" },
    });
    expect(config({ ...all, MAIL_URL: "smtps://u:p@mail.example" }).mail).toMatchObject({ port: 465, isSecure: true });
    expect(config({ ...all, MAIL_URL: "smtp://relay:2525/" }).mail).toMatchObject({ port: 2525, isEncrypted: false, login: null });
    expect(config({ ...all, MAIL_URL: "smtp://u:p@[::1]:25" }).mail).toMatchObject({ host: "::1", isEncrypted: false });
    expect(config({ ...all, MAIL_FROM: "parley@firm.example" }).mail?.from).toEqual({ name: "Parley", address: "parley@firm.example" });
    expect(config({ ...all, MAIL_FROM: '"Sahand & Nordvik" <p@firm.example>' }).mail?.from.name).toBe("Sahand & Nordvik");
  });

  test.for<[object, RegExp]>([
    [{ ...all, MAIL_URL: "" }, /MAIL_URL is missing.*MAIL_URL=smtp:/],
    [{ ...all, MAIL_FROM: " " }, /MAIL_FROM is missing.*MAIL_FROM=Parley/],
    [{ ...all, PARLEY_URL: "" }, /MAIL_URL needs PARLEY_URL and PARLEY_SECRET_KEY/],
    [{ ...all, PARLEY_SECRET_KEY: "" }, /MAIL_URL needs PARLEY_URL and PARLEY_SECRET_KEY/],
    ...["canary", "http://canary.example", "smtp://", "smtp://canary@mail.example", "smtp://:canary@mail.example"].map(
      (url): [object, RegExp] => [{ ...all, MAIL_URL: url }, /MAIL_URL is not the address of a mail server.*MAIL_URL=smtp:/],
    ),
    ...["smtp://mail.example/canary", "smtp://mail.example?canary=1", "smtp://mail.example#canary", "smtp://u:%canary@mail.example"].map(
      (url): [object, RegExp] => [{ ...all, MAIL_URL: url }, /MAIL_URL is not the address/],
    ),
    ...["canary", "canary@", "a@b.example, canary@b.example", "P <canary>", "P <a@b.example>\r\nBcc: canary@b.example"].map(
      (from): [object, RegExp] => [{ ...all, MAIL_FROM: from }, /MAIL_FROM is not one address.*MAIL_FROM=Parley/],
    ),
  ])("%o is refused by name, with a remedy, and not repeated", ([env, words]) => {
    const refused = () => config(env as NodeJS.ProcessEnv);
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(words);
    expect(refused).not.toThrow(/canary|can%2Fary|can\/ary/);
  });
});
