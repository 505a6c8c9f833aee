/** Links that sign people in: whom they let in, once and for a short time, and that nobody else comes in or learns anything. */
import { createSecretKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chatLinkMs, type Linked, links, mailLinkMs } from "../../../adapters/web/link.ts";
import type { PersonId, RelationshipId } from "../../../src/domain/ids.ts";
import { hourMs, type Instant, plus } from "../../../src/domain/time.ts";
import { seed } from "../../support/given.ts";
import { type Answered, elsewhere, linkKeys, type Site, site } from "../../support/web.ts";

let web: Site;
beforeAll(async () => {
  web = await site({ playground: false });
});
afterAll(() => web.close());

const freja: Linked = { relationship: seed.id, person: "freja" as PersonId };
const tokenOf = (address: string): string => new URL(address).hash.slice(1);
const tokenFor = async (to: Linked = freja, lastsMs = chatLinkMs): Promise<string> => tokenOf(await web.links.address(to, lastsMs));
const open = (link: unknown, headers = {}): Promise<Answered> =>
  web.send("POST", "/api/sign-in", JSON.stringify({ link }), { "content-type": "application/json", ...headers });
const bearer = async (link: string) => ({ authorization: `Bearer ${(await open(link)).body["token"]}` });
const me = (headers: Readonly<Record<string, string>>) => web.send("GET", "/api/me", undefined, headers);
/** What whoever has no good link is answered, whyever that is. */
const shut = { status: 401, text: expect.stringMatching(/^\{"ok":false,"code":"link","says":\["Each link works once/) };

const now = async (): Promise<Instant> => (await web.engine.store.nextDue()).now;
/** Another maker of links, which may not be ours. */
const maker = (keys: Parameters<typeof links>[0]["keys"]) =>
  links({ url: "https://parley.example", keys, chance: () => "0".repeat(32), now });

test("a link signs in whom it is for, and its address keeps the token to itself", async () => {
  const address = await web.links.address(freja, chatLinkMs);
  expect(address).toMatch(/^https:\/\/parley\.example\/in#[\w.-]+$/);
  const answer = await me(await bearer(tokenOf(address)));
  expect([answer.status, answer.body]).toMatchObject([200, { person: { id: "freja" }, playground: false }]);
});

test("a link works once, however it is written, and for two who use it together only for one", async () => {
  const token = await tokenFor();
  expect((await open(token)).status).toBe(200);
  expect(await open(token)).toMatchObject(shut);
  // The last sign of a signature has bits that say nothing.
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const last = alphabet.indexOf(token.at(-1)!);
  const alike = [1, 2, 3].map((bits) => token.slice(0, -1) + alphabet[last ^ bits]);
  expect(alike.filter((one) => web.links.read(one) !== null)).not.toEqual([]);
  for (const one of alike) expect(await open(one)).toMatchObject(shut);
  const both = await tokenFor();
  const answers = await Promise.all([open(both), open(both), open(both)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
});

describe("one and the same answer is given to", () => {
  test("a link that has ended", async () => {
    const token = await tokenFor(freja, 0);
    expect(await open(token)).toMatchObject(shut);
  });

  test("anything that is no link", async () => {
    const [body = "", signed = ""] = (await tokenFor()).split(".");
    for (const link of ["", "x", `${body}.`, `.${signed}`, `${body}.${signed}x`, `${body}x.${signed}`, "..", "{}", "\u0000"])
      expect(await open(link)).toMatchObject(shut);
  });

  test("a link that was changed: for somebody else, for longer, for other firms", async () => {
    const [body = "", signed] = (await tokenFor()).split(".");
    const [relationship, person, ends, random] = JSON.parse(Buffer.from(body, "base64url").toString()) as [string, string, number, string];
    const changed = [
      [relationship, "reza", ends, random],
      [elsewhere, person, ends, random],
      [relationship, person, ends + hourMs, random],
      [relationship, person, ends, `1${random.slice(1)}`],
    ];
    for (const one of changed)
      expect(await open(`${Buffer.from(JSON.stringify(one)).toString("base64url")}.${signed}`)).toMatchObject(shut);
    expect((await open(`${body}.${signed}`)).status).toBe(200);
  });

  test("a link that another key has signed", async () => {
    const theirs = maker({ current: createSecretKey(Buffer.alloc(32, 1)), old: null });
    expect(await open(tokenOf(await theirs.address(freja, chatLinkMs)))).toMatchObject(shut);
  });

  test("a link for nobody, and for somebody who is not in the settings any more", async () => {
    for (const to of [
      { ...freja, person: "nobody" as PersonId },
      { ...freja, relationship: "no-such" as RelationshipId },
    ])
      expect(await open(await tokenFor(to))).toMatchObject(shut);
    const jens = { ...freja, person: "jens" as PersonId };
    const [token, session] = [await tokenFor(jens), await bearer(await tokenFor(jens))];
    const { store } = web.engine;
    const { account, version } = (await store.account(seed.id))!;
    await store.saveAccount({ ...account, people: account.people.filter(({ id }) => id !== "jens") }, version);
    expect(await open(token)).toMatchObject(shut);
    expect((await me(session)).status).toBe(401);
  });
});

test("what the old key has signed still opens", async () => {
  const before = maker({ current: linkKeys.old, old: null });
  expect((await open(tokenOf(await before.address(freja, mailLinkMs)))).status).toBe(200);
});

test("the answer is in the reader's language", async () => {
  expect((await open("x", { "accept-language": "da-DK,da;q=0.9" })).text).toContain("Hvert link virker én gang");
  expect((await open("x", { "accept-language": "fa" })).text).toContain("هر پیوند یک بار");
  expect((await web.send("GET", "/api/me", undefined, { "accept-language": "da" })).text).toContain("Log ind");
});

test("a session ends after twelve hours, and whoever signs out ends theirs at once", async () => {
  const session = await bearer(await tokenFor());
  const other = await bearer(await tokenFor());
  expect((await web.send("DELETE", "/api/sign-in", undefined, other)).status).toBe(200);
  expect((await me(other)).status).toBe(401);
  await web.engine.store.forward(12 * hourMs - 60_000);
  expect((await me(session)).status).toBe(200);
  await web.engine.store.forward(60_000);
  expect((await me(session)).status).toBe(401);
  await web.engine.store.forward(mailLinkMs);
  // What has ended is forgotten when somebody signs in; what does not end stays.
  await web.token("freja");
  await bearer(await tokenFor());
  const [kept] = await web.database.query<{ links: number; tokens: number }>(
    "kept",
    "select (select count(*)::int from web_links) as links, (select count(*)::int from web_tokens) as tokens",
  );
  expect(kept).toEqual({ links: 1, tokens: 2 });
});

test("a stream ends with the session that it was opened in", { timeout: 30_000 }, async () => {
  const session = await bearer(await tokenFor());
  const stream = await fetch(`${web.url}/api/stream`, { headers: session });
  await web.send("DELETE", "/api/sign-in", undefined, session);
  expect(await stream.text()).toContain("event: open");
});

test("outside a playground there is nothing of one: no picking of people, no clock", async () => {
  for (const [method, path] of [
    ["GET", "/api/playground/people"],
    ["POST", "/api/playground/sign-in"],
    ["POST", "/api/playground/clock"],
  ] as const)
    expect((await web.send(method, path, method === "POST" ? "{}" : undefined, { "content-type": "application/json" })).status).toBe(404);
  for (const path of ["/", "/in"]) {
    const { text } = await web.send("GET", path);
    expect([text, text]).toEqual([expect.stringContaining('<div id="page">'), expect.not.stringContaining("data-playground")]);
  }
});

test("a link lasts as long as it was made for", async () => {
  const { ends } = web.links.read(await tokenFor(freja, mailLinkMs))!;
  expect([ends > plus(await now(), mailLinkMs - 60_000), ends <= plus(await now(), mailLinkMs)]).toEqual([true, true]);
  expect([chatLinkMs, mailLinkMs]).toEqual([900_000, 86_400_000]);
});

test("no token was ever logged or kept as it is, and nothing went wrong", async () => {
  const tokens = [await tokenFor(), await tokenFor()];
  const sessions = await Promise.all(tokens.map(async (token) => String((await open(token)).body["token"])));
  await open(tokens[0]);
  const [rows] = await web.database.query<{ all: string }>(
    "all",
    "select coalesce((select json_agg(l) from web_links l)::text, '') || (select json_agg(t) from web_tokens t)::text as all",
  );
  for (const secret of [...tokens, ...sessions]) {
    expect(web.logged.join()).not.toContain(secret);
    expect(rows!.all).not.toContain(secret);
  }
  expect(web.errors).toEqual([]);
});
