/** The stand-in of Teams refuses what Teams refuses, and goes wrong as it is told. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { objectOf } from "../slack/json.ts";
import { addUser, chatWith } from "./furnish.ts";
import { startTeams, type Teams } from "./server.ts";
import { type TwoFirms, twoFirms } from "./two-firms.ts";

let teams: Teams;
let firms: TwoFirms;
beforeAll(async () => {
  teams = await startTeams();
  firms = twoFirms(teams.world);
});
afterAll(() => teams?.close());
beforeEach(() => {
  teams.faults = () => null;
  teams.ledger.length = 0;
  teams.world.violations.length = 0;
});

async function ask(method: string, path: string, body?: object, authorization = `Bearer stand-in.${teams.world.app.id}`) {
  const answer = await fetch(`${teams.serviceUrl}v3/${path}`, {
    method,
    headers: { authorization, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? null : objectOf(JSON.parse(text)) };
}
const code = async (asked: ReturnType<typeof ask>) => {
  const { status, body } = await asked;
  return [status, objectOf(body?.["error"])["code"]];
};
const at = (kind: string): string => `conversations/${encodeURIComponent(firms.shared.id)}/${kind}`;

describe("the stand-in of Teams", () => {
  test("knows the bot by its token, and no other call", async () => {
    expect(await code(ask("POST", at("activities"), { type: "message" }, ""))).toEqual([401, "BotNotRegistered"]);
    expect(await code(ask("POST", at("activities"), { type: "message" }, "Bearer real"))).toEqual([401, "BotNotRegistered"]);
    expect(await code(ask("PATCH", at("activities/1"), { type: "message" }))).toEqual([404, "NotFound"]);
    expect(teams.ledger.map(({ took }) => took)).toEqual([false, false, false]);
  });

  test("gives its keys as the Bot Connector does", async () => {
    const found = objectOf(await (await fetch(`${teams.url}/v1/.well-known/openidconfiguration`)).json());
    expect(found["issuer"]).toBe(teams.url);
    const set = objectOf(await (await fetch(String(found["jwks_uri"]))).json());
    expect(set["keys"]).toMatchObject([{ kty: "RSA", kid: "stand-in-key", endorsements: ["msteams"] }]);
    expect(JSON.stringify(set)).not.toMatch(/"d"|"p"|"q"/);
  });

  test("refuses what is no message, too long, in no thread, or of no channel of the bot's", async () => {
    expect(await code(ask("POST", at("activities"), {}))).toEqual([400, "BadSyntax"]);
    expect(await code(ask("POST", at("activities"), { type: "message", text: "x".repeat(60_000) }))).toEqual([413, "MessageSizeTooBig"]);
    const below = `conversations/${encodeURIComponent(`${firms.shared.id};messageid=1`)}/activities`;
    expect(await code(ask("POST", below, { type: "message" }))).toEqual([404, "ConversationNotFound"]);
    firms.team.installed = false;
    expect(await code(ask("GET", at("pagedmembers")))).toEqual([403, "BotNotInConversationRoster"]);
    firms.team.installed = true;
  });

  test("opens chats with its own tenant's people alone", async () => {
    const open = (user: string, tenant: string) =>
      ask("POST", "conversations", { members: [{ id: user }], channelData: { tenant: { id: tenant } } });
    expect((await open(firms.reza.id, firms.sahand.id)).body).toEqual({ id: chatWith(teams.world, firms.reza).id });
    for (const [user, tenant] of [
      [firms.freja.id, firms.nordvik.id],
      [firms.freja.id, firms.sahand.id],
      [firms.reza.id, firms.nordvik.id],
    ] as const)
      expect(await code(open(user, tenant))).toEqual([403, "NotEnoughPermissions"]);
    expect(await code(open("29:nobody", firms.sahand.id))).toEqual([400, "BadArgument"]);
  });

  test("lists members in pages of 50 at least, each with their own tenant", async () => {
    const before = firms.shared.own;
    firms.shared.own = [...before, ...Array.from({ length: 60 }, (_, nth) => addUser(teams.world, firms.nordvik, `P ${nth}`).id)];
    const first = (await ask("GET", at("pagedmembers?pageSize=1"))).body!;
    const rest = (await ask("GET", at(`pagedmembers?pageSize=1&continuationToken=${String(first["continuationToken"])}`))).body!;
    firms.shared.own = before;
    expect([first["members"], rest["members"]].map((one) => (one as unknown[]).length)).toEqual([50, 13]);
    expect(rest["continuationToken"]).toBe(undefined);
    expect((first["members"] as unknown[])[2]).toMatchObject({ tenantId: firms.nordvik.id, aadObjectId: firms.freja.aad });
  });

  test("notes a mention that stands nowhere in what is said", async () => {
    const entities = [{ type: "mention", mentioned: { id: firms.freja.id, name: "Freja" }, text: "<at>Freja</at>" }];
    await ask("POST", at("activities"), { type: "message", text: "<at>Freja</at>", entities });
    expect(teams.violations).toEqual([]);
    await ask("POST", at("activities"), { type: "message", text: "Freja", entities });
    expect(teams.violations).toHaveLength(1);
  });

  test("goes wrong before it did anything, or after", async () => {
    const before = teams.world.messages.length;
    teams.faults = ({ nth }) => (nth % 2 === 1 ? { status: 503 } : { status: 503, after: true });
    const { length } = await Promise.all([1, 2].map(() => ask("POST", at("activities"), { type: "message" }).catch(() => null)));
    expect([length, teams.world.messages.length - before, teams.taken("post").length]).toEqual([2, 1, 1]);
    teams.faults = () => ({ drop: "after" });
    await expect(ask("POST", at("activities"), { type: "message" })).rejects.toThrow();
    teams.faults = () => ({ delayMs: 1 });
    expect((await ask("POST", at("activities"), { type: "message" })).status).toBe(201);
    expect(teams.world.messages.length - before).toBe(3);
  });
});
