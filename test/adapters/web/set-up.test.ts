/** Set-up files over HTTP: what administrators get, what everybody else gets, and bodies that cannot be read. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { plain } from "../../../flows/wording/index.ts";
import type { Part } from "../../../src/domain/message.ts";
import { peopleOf } from "../../../src/domain/people.ts";
import { seedTexts } from "../../../src/operations/seed.ts";
import { seed } from "../../support/given.ts";
import { elsewhere, type Site, site } from "../../support/web.ts";

let web: Site;
beforeAll(async () => {
  web = await site();
});
afterAll(() => web.close());

const texts = await seedTexts();
const higher = texts.customer.replace("limit: 50000.00 EUR", "limit: 80000.00 EUR");
const send = async (person: string, method: string, path: string, body?: object, relationship = seed.id) =>
  web.send(method, `/api/set-up/${path}`, body && JSON.stringify(body), {
    "content-type": "application/json",
    authorization: `Bearer ${await web.token(person, relationship)}`,
  });
const inForce = async (person: string, file = "firm") =>
  (await send(person, "GET", file)).body as { text: string; over: string; waiting: unknown[] };
const account = async () => (await web.engine.store.account(seed.id))!.account;

test("an administrator sees the file, checks another, and applies it", async () => {
  const { text, over } = await inForce("hanne");
  expect(text).toContain("Nordvik Pumps");
  const checked = await send("hanne", "POST", "firm/check", { text: higher });
  expect(checked.status).toBe(200);
  const [group] = checked.body["changes"] as { about: Part[]; lines: Part[][] }[];
  expect([plain(group!.about), group!.lines.map(plain)]).toEqual(["Lars Due", ["limit: 5000000 EUR → 8000000 EUR"]]);
  expect(await account()).toEqual(seed);
  const applied = await send("hanne", "PUT", "firm", { text: higher, over });
  expect([applied.status, applied.body]).toEqual([200, { ok: true, outcome: "in-force", says: ["This is in force now."] }]);
  const late = await send("hanne", "PUT", "firm", { text: texts.customer, over });
  expect([late.status, late.body["code"]]).toEqual([409, "set-up-changed"]);
  await send("hanne", "PUT", "firm", { text: texts.customer, over: (await inForce("hanne")).over });
  expect(await account()).toEqual(seed);
});

test("problems are told all at once, with line, path and example, and nothing is applied", async () => {
  const { over } = await inForce("hanne");
  const bad = higher.replace("Europe/Copenhagen", "Europe/Aarhus").replace("id: mads", "id: freja");
  const checked = await send("hanne", "POST", "firm/check", { text: bad });
  const applied = await send("hanne", "PUT", "firm", { text: bad, over });
  expect([checked.status, applied.status]).toEqual([200, 400]);
  for (const { body } of [checked, applied])
    expect(body).toMatchObject({
      ok: false,
      code: "problems",
      problems: [{ file: "customer", line: 4, column: 1, code: "not-a-zone", path: "zone", example: "Europe/Copenhagen" }],
    });
  expect(await account()).toEqual(seed);
});

test("whoever is no administrator is refused everything, and told who is one", async () => {
  const before = await web.stored();
  const { over } = await inForce("hanne");
  for (const person of ["lars", "freja", "reza"])
    for (const answered of [
      await send(person, "GET", "firm"),
      await send(person, "GET", "relationship"),
      await send(person, "POST", "firm/check", { text: higher }),
      await send(person, "PUT", "firm", { text: higher, over }),
      await send(person, "PUT", "relationship", { text: texts.relationship, over }),
    ]) {
      expect([answered.status, answered.body["code"]]).toEqual([409, "not-administrator"]);
      expect(answered.text).toContain(person === "reza" ? "Shirin Azari" : "Hanne Bak");
      expect(answered.text).not.toContain("80000");
    }
  expect(await web.stored()).toBe(before);
});

test("an administrator of one firm changes no right of the other, with whatever file", async () => {
  const before = JSON.stringify(peopleOf(await account(), "customer"));
  const { over } = await inForce("shirin");
  for (const text of [
    higher,
    texts.customer,
    `${texts.supplier.trimEnd()}\n  - { id: hanne, name: Hanne Bak, function: finance, level: strategic, title: finance director }\n`,
  ])
    expect((await send("shirin", "PUT", "firm", { text, over })).status).toBe(400);
  expect(JSON.stringify(peopleOf(await account(), "customer"))).toBe(before);
  // Nor does an administrator elsewhere, of the same name.
  const there = (await send("hanne", "GET", "firm", undefined, elsewhere)).body["over"];
  await send("hanne", "PUT", "firm", { text: higher, over: there }, elsewhere);
  expect(JSON.stringify(peopleOf(await account(), "customer"))).toBe(before);
});

test("the relationship's file waits for the other firm, which sees it, and is in force once it has applied the same", async () => {
  const slower = texts.relationship.replace("effectAfterDays: 60", "effectAfterDays: 45");
  const proposed = await send("hanne", "PUT", "relationship", { text: slower, over: (await inForce("hanne", "relationship")).over });
  expect(proposed.body["outcome"]).toBe("proposed");
  expect((await account()).effectAfterDays).toBe(60);
  const { over, waiting } = await inForce("shirin", "relationship");
  expect(waiting).toHaveLength(1);
  const [{ text }] = waiting as [{ text: string }];
  expect((await send("shirin", "PUT", "relationship", { text, over })).body["outcome"]).toBe("in-force");
  expect((await account()).effectAfterDays).toBe(45);
});

test("a body, a file's name or a sender that cannot be is answered like anywhere", async () => {
  const { over } = await inForce("hanne");
  for (const [method, path, body, status] of [
    ["PUT", "firm", { text: higher }, 400],
    ["PUT", "firm", { text: higher, over: "x" }, 400],
    ["PUT", "firm", { text: 5, over }, 400],
    ["PUT", "firm", { text: higher, over, more: 1 }, 400],
    ["POST", "firm/check", {}, 400],
    ["POST", "firm/check", { text: "a".repeat(200_001) }, 400],
    ["GET", "customer", undefined, 404],
    ["GET", "../me", undefined, 200],
    ["PUT", "__proto__", { text: higher, over }, 404],
  ] as const) {
    const answered = await send("hanne", method, path, body);
    expect([path, answered.status]).toEqual([path, status]);
  }
  expect((await web.send("GET", "/api/set-up/firm")).status).toBe(401);
  expect(web.errors).toEqual([]);
});

test("a playground makes a relationship out of three files, once, and not out of bad ones", async () => {
  const post = (body: object) =>
    web.send("POST", "/api/playground/relationships", JSON.stringify(body), { "content-type": "application/json" });
  const files = { ...texts, relationship: texts.relationship.replace("id: sahand-nordvik", "id: made-here") };
  const bad = await post({ ...files, supplier: files.supplier.replace("administrator: true", "administrator: perhaps") });
  expect([bad.status, bad.body]).toMatchObject([400, { problems: [{ file: "supplier", code: "wrong-shape" }] }]);
  expect((await post(files)).body).toEqual({ relationship: "made-here", made: true });
  expect((await post(files)).body).toEqual({ relationship: "made-here", made: false });
  const { text } = await web.send("GET", "/api/playground/people?relationship=made-here");
  expect(text).toContain("Hanne Bak");
});
