/** Teams's settings: all of them or none, and the open door only where nobody else can come in. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { config } from "../../../src/config.ts";
import { ConfigError } from "../../../src/errors.ts";

const [app, own, theirs] = [
  "7c6e8f7e-1a1f-4a56-9a0e-2f3c5d1b8e42",
  "0d9b645f-597b-41f0-a2a3-ef103fbd91bb",
  "b130c271-d2eb-45f9-83ab-9eb3fe3788bc",
];
const real = { TEAMS_APP_ID: app, TEAMS_APP_PASSWORD: "canary-secret", TEAMS_TENANTS: `${own},${theirs}` };
const developer = { TEAMS_INSECURE_DEV: "1", PARLEY_PLAYGROUND: "1" };

describe("Teams", () => {
  test("is not connected when nothing is said of it, and everything else is as it was", () => {
    expect(config({})).toMatchObject({ teams: null, playground: true });
    expect(config({ TEAMS_APP_ID: "", TEAMS_APP_PASSWORD: " ", TEAMS_TENANTS: "" }).teams).toBe(null);
    expect(() => config({ DATABASE_URL: "postgres://localhost/x" })).toThrow(/No chat platform is configured/);
  });

  test("is a bot of one tenant, and the tenants that may take part", () => {
    const { teams, playground, slack } = config(real);
    expect(teams).toEqual({
      appId: app,
      password: "canary-secret",
      tenants: [own, theirs],
      insecure: false,
      standIn: null,
      sdk: "botbuilder",
    });
    expect([playground, slack]).toEqual([false, null]);
    expect(config({ ...real, DATABASE_URL: "postgres://localhost/x" }).teams?.appId).toBe(app);
    expect(config({ ...real, PARLEY_HOST: "0.0.0.0" })).toMatchObject({ host: "0.0.0.0", playground: false });
    expect(config({ ...real, PARLEY_PLAYGROUND: "1" }).playground).toBe(true);
  });

  test("takes ids in capitals, and tenants with spaces or lines between them, each once", () => {
    const written = { TEAMS_APP_ID: app.toUpperCase(), TEAMS_TENANTS: ` ${own.toUpperCase()} ,\n${theirs}, ${own} ` };
    expect(config({ ...real, ...written }).teams).toMatchObject({ appId: app, tenants: [own, theirs] });
  });

  test("reads its secret from a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "parley-teams-"));
    try {
      const file = join(folder, "secret");
      writeFileSync(file, "from-a-file\n");
      expect(config({ ...real, TEAMS_APP_PASSWORD: "", TEAMS_APP_PASSWORD_FILE: file }).teams?.password).toBe("from-a-file");
      writeFileSync(file, "\n");
      expect(() => config({ ...real, TEAMS_APP_PASSWORD: "", TEAMS_APP_PASSWORD_FILE: file })).toThrow(/TEAMS_APP_PASSWORD is missing/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.for<[object, RegExp]>([
    [{ ...real, TEAMS_APP_ID: "" }, /TEAMS_APP_ID is missing.*TEAMS_APP_ID=7c6e/],
    [{ ...real, TEAMS_APP_PASSWORD: " " }, /TEAMS_APP_PASSWORD is missing.*TEAMS_APP_PASSWORD_FILE=/],
    [{ ...real, TEAMS_TENANTS: "" }, /TEAMS_TENANTS is missing.*TEAMS_TENANTS=7c6e/],
    [{ TEAMS_APP_ID: app }, /TEAMS_APP_PASSWORD/],
    [{ TEAMS_APP_PASSWORD: "canary" }, /TEAMS_APP_ID/],
    [{ TEAMS_APP_PASSWORD_FILE: "/nowhere/canary" }, /TEAMS_APP_ID/],
    [{ TEAMS_TENANTS: own }, /TEAMS_APP_ID/],
    [{ TEAMS_API_URL: "http://127.0.0.1:1" }, /TEAMS_APP_ID/],
    [{ ...real, TEAMS_APP_ID: "canary" }, /TEAMS_APP_ID is no id.*TEAMS_APP_ID=7c6e/],
    [{ ...real, TEAMS_APP_ID: "00000000-0000-0000-0000-000000000000" }, /TEAMS_APP_ID is no id/],
    [{ ...real, TEAMS_TENANTS: "canary.onmicrosoft.com" }, /TEAMS_TENANTS is no list.*TEAMS_TENANTS=7c6e/],
    [{ ...real, TEAMS_TENANTS: `${own},canary` }, /TEAMS_TENANTS is no list/],
    [{ ...real, TEAMS_TENANTS: `${own};${theirs}` }, /TEAMS_TENANTS is no list/],
    [{ ...real, TEAMS_TENANTS: "*" }, /TEAMS_TENANTS is no list/],
    [{ ...real, TEAMS_TENANTS: "," }, /TEAMS_TENANTS is no list/],
    [{ ...real, TEAMS_APP_PASSWORD_FILE: "/nowhere/secret" }, /TEAMS_APP_PASSWORD and TEAMS_APP_PASSWORD_FILE/],
    [{ ...real, TEAMS_APP_PASSWORD: "", TEAMS_APP_PASSWORD_FILE: "/nowhere/secret" }, /TEAMS_APP_PASSWORD_FILE cannot be read \(ENOENT\)/],
    [{ ...real, TEAMS_API_URL: "https://teams.example" }, /TEAMS_API_URL.*this machine/],
    [{ ...real, TEAMS_API_URL: "http://127.0.0.1.canary.example" }, /TEAMS_API_URL/],
    [{ ...real, TEAMS_API_URL: "http://localhost@canary.example" }, /TEAMS_API_URL/],
    [{ ...real, TEAMS_API_URL: "http://127.0.0.1:4000/canary" }, /TEAMS_API_URL/],
    [{ ...real, TEAMS_API_URL: "canary" }, /TEAMS_API_URL/],
    [{ ...real, TEAMS_SDK: "canary" }, /TEAMS_SDK names no.*TEAMS_SDK=botbuilder or TEAMS_SDK=agents/],
    [{ ...real, TEAMS_SDK: "Agents" }, /TEAMS_SDK names no/],
    [{ ...real, TEAMS_SDK: "toString" }, /TEAMS_SDK names no/],
    [{ ...developer, TEAMS_SDK: "canary" }, /TEAMS_SDK names no/],
    [{ TEAMS_SDK: "agents" }, /TEAMS_APP_ID is missing/],
    [{ ...developer, TEAMS_INSECURE_DEV: "yes" }, /TEAMS_INSECURE_DEV is not 1/],
    [{ ...developer, TEAMS_INSECURE_DEV: "0" }, /TEAMS_INSECURE_DEV is not 1/],
    [{ ...developer, TEAMS_APP_PASSWORD: "canary" }, /TEAMS_INSECURE_DEV and TEAMS_APP_PASSWORD/],
    [{ ...developer, ...real }, /TEAMS_INSECURE_DEV and TEAMS_APP_ID/],
    [{ ...developer, TEAMS_API_URL: "http://127.0.0.1:1" }, /TEAMS_INSECURE_DEV and TEAMS_API_URL/],
    [{ ...developer, PARLEY_PLAYGROUND: "0" }, /TEAMS_INSECURE_DEV lets anybody.*PARLEY_PLAYGROUND=1/],
    [{ TEAMS_INSECURE_DEV: "1" }, /TEAMS_INSECURE_DEV lets anybody/],
    [{ ...developer, PARLEY_HOST: "0.0.0.0" }, /TEAMS_INSECURE_DEV lets anybody.*PARLEY_HOST/],
    [{ ...developer, PARLEY_HOST: "192.168.0.7" }, /TEAMS_INSECURE_DEV lets anybody/],
  ])("%o is refused by name, with a remedy, and not repeated", ([env, words]) => {
    const refused = () => config(env as NodeJS.ProcessEnv);
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(words);
    expect(refused).not.toThrow(/canary/);
  });

  test("is open for a developer on this machine alone, with a playground", () => {
    for (const host of [undefined, "127.0.0.1", "localhost", "::1"]) {
      const { teams, playground } = config({ ...developer, ...(host && { PARLEY_HOST: host }) });
      expect(teams).toMatchObject({ password: null, tenants: [], insecure: true, standIn: null });
      expect(playground).toBe(true);
    }
  });

  test("is spoken to through either library", () => {
    expect(config({ ...real, TEAMS_SDK: "agents" }).teams?.sdk).toBe("agents");
    expect(config({ ...real, TEAMS_SDK: " botbuilder " }).teams?.sdk).toBe("botbuilder");
    expect(config({ ...developer, TEAMS_SDK: "agents" }).teams).toMatchObject({ sdk: "agents", insecure: true });
  });

  test("has a stand-in on this machine", () => {
    expect(config({ ...real, TEAMS_API_URL: "http://127.0.0.1:4000/" }).teams?.standIn).toBe("http://127.0.0.1:4000");
    expect(config({ ...real, TEAMS_API_URL: "http://[::1]:4000" }).teams?.standIn).toBe("http://[::1]:4000");
  });
});
