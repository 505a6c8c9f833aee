/** The playground's relationships: each with its own people, and nobody of one in another. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { readSeeds } from "../../../src/operations/seed.ts";
import { tuesday } from "../../support/given.ts";
import { type Site, site } from "../../support/web.ts";

let web: Site;
beforeAll(async () => {
  web = await site();
  for (const account of await readSeeds(tuesday)) await web.engine.store.saveAccount(account);
});
afterAll(() => web.close());

type People = { readonly people: readonly { readonly id: string }[]; readonly relationships: readonly { readonly id: string }[] };
const people = async (query = "") => (await web.send("GET", `/api/playground/people${query}`)).body as unknown as People;
const signIn = (body: object) => web.send("POST", "/api/playground/sign-in", JSON.stringify(body), { "content-type": "application/json" });

test("the first relationship is the one that is played where none is named", async () => {
  const first = await people();
  const ids = first.relationships.map(({ id }) => id);
  expect(ids[0]).toBe("sahand-nordvik");
  expect(ids).toEqual(expect.arrayContaining(["alvand-mellat", "cloudbase-datamark", "linkra-borna"]));
  expect(first.people.map(({ id }) => id)).toContain("freja");
  expect((await people("?relationship=linkra-borna")).people.map(({ id }) => id)).toContain("navid");
});

test("one signs in as somebody of the relationship that is named, and of no other", async () => {
  expect((await signIn({ person: "navid", relationship: "linkra-borna" })).status).toBe(200);
  expect((await signIn({ person: "freja" })).status).toBe(200);
  const stranger = await signIn({ person: "freja", relationship: "linkra-borna" });
  expect([stranger.status, stranger.body]).toMatchObject([400, { field: "person" }]);
});

test.for(["nobodys", "../x", ""])("a relationship that is not there is named: %j", async (relationship) => {
  const answer = await signIn({ person: "freja", relationship });
  expect([answer.status, answer.body]).toMatchObject([400, { field: "relationship" }]);
  const asked = await web.send("GET", `/api/playground/people?relationship=${encodeURIComponent(relationship)}`);
  expect([asked.status, asked.body]).toMatchObject([400, { field: "relationship" }]);
});

test("nobody can see a case of another relationship", async () => {
  const token = async (person: string, relationship: string) =>
    ((await signIn({ person, relationship })).body as unknown as { token: string }).token;
  const headers = async (person: string, relationship: string) => ({
    "content-type": "application/json",
    authorization: `Bearer ${await token(person, relationship)}`,
  });
  const report = JSON.stringify({ key: "playground-report", type: "report", what: "30 links drop", stops: "line" });
  const opened = await web.send("POST", "/api/cases", report, await headers("navid", "linkra-borna"));
  const id = (opened.body as unknown as { case: string }).case;
  expect((await web.send("GET", `/api/cases/${id}/more`, undefined, await headers("deniz", "linkra-borna"))).status).toBe(200);
  expect((await web.send("GET", `/api/cases/${id}/more`, undefined, await headers("freja", "sahand-nordvik"))).status).toBe(404);
});
