/** A case in brief over HTTP: as its people may see it, and as it is documented. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { caseView } from "../../../adapters/web/case-view.ts";
import { elsewhere, type Site, site } from "../../support/web.ts";

let web: Site;
beforeAll(async () => {
  web = await site();
});
afterAll(() => web.close());

const headers = async (person: string, relationship?: typeof elsewhere) => ({
  "content-type": "application/json",
  authorization: `Bearer ${await web.token(person, relationship)}`,
});
let keys = 0;
const ask = async (person: string, path: string, body: object) =>
  (await web.send("POST", path, JSON.stringify({ key: `case-test-${keys++}`, ...body }), await headers(person))).body as {
    readonly ok: boolean;
    readonly case: string;
  };
const look = async (person: string, id: string) => web.send("GET", `/api/cases/${id}`, undefined, await headers(person));

test("a case tells how it stands, who leads, whose turn it is and what is waited for; exactly as documented", async () => {
  const { case: id } = await ask("freja", "/api/cases", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
  const strict = caseView.strict();
  expect(strict.parse((await look("freja", id)).body)).toMatchObject({
    id,
    number: "PAR-00001",
    stage: "notification",
    severity: "high",
    acknowledgedAt: null,
    leads: { supplier: { id: "reza" }, customer: { id: "freja", name: "Freja Holm" } },
    ball: { with: "supplier", why: "confirm" },
  });
  const path = `/api/cases/${id}/commands`;
  await ask("reza", path, { type: "acknowledge", locus: "supplier" });
  await ask("reza", path, { type: "hand-over", to: "arash" });
  await ask("arash", path, { type: "wait-for", on: "other-firm", what: "The number on the label" });
  expect(strict.parse((await look("reza", id)).body)).toMatchObject({
    stage: "analysis",
    leads: { supplier: { id: "arash" } },
    handOvers: { count: 1, latest: [{ firm: "supplier", from: { id: "reza" }, to: { id: "arash" } }] },
    ball: { with: "customer", why: "wait" },
    waits: { open: [{ firm: "supplier", on: "other-firm", until: null }], minutes: [] },
  });
  await ask("arash", path, { type: "say-settled", what: "Forty good pieces came today" });
  expect(strict.parse((await look("mads", id)).body)).toMatchObject({
    stage: "implementation",
    ball: { with: "customer", why: "word" },
    waits: { open: [] },
    settled: { status: "said", said: 1 },
  });
  await ask("freja", path, { type: "confirm-settled", attempt: 1 });
  expect(strict.parse((await look("shirin", id)).body)).toMatchObject({ stage: "closed", ball: null, settled: { status: "good" } });
});

test("what is open to nobody here is not there", async () => {
  const { case: id } = await ask("freja", "/api/cases", { type: "report", what: "Batch 4412 is late", stops: "nothing" });
  expect((await web.send("GET", `/api/cases/${id}`, undefined, await headers("freja", elsewhere))).status).toBe(404);
  expect((await look("freja", "nothere00000")).status).toBe(404);
  expect((await web.send("GET", `/api/cases/${id}`)).status).toBe(401);
});
