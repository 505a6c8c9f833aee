/** Bad input sent to the real site, and what every answer to it must be. */
import { afterAll, beforeAll, expect } from "vitest";
import type { CaseId } from "../../src/domain/ids.ts";
import { type Answered, elsewhere, type Site, site } from "./web.ts";

/** The site that is tested, from `atTheSite` on. */
export let web: Site;
/** Tokens of two people of one relationship and of somebody of another one. */
export let token = { freja: "", reza: "", foreign: "" };
/** A case with an offer of the supplier on the table. */
export let mine: CaseId;
/** That offer. */
export let offer: { id: string; hash: string };
let keys = 0;

/** A key that was not used yet. */
export const key = () => `bad-input-${++keys}`;
/** The header that says who asks. */
export const bearer = (who: keyof typeof token) => ({ authorization: `Bearer ${token[who]}` });
/** The header of a JSON body. */
export const json = { "content-type": "application/json" };
/** Posts a body as it is, or a value as JSON. */
export const post = (path: string, body: unknown, who: keyof typeof token = "freja") =>
  web.send("POST", path, typeof body === "string" ? body : JSON.stringify(body), { ...json, ...bearer(who) });
/** Asks something of a case, with a fresh key. */
export const command = (ask: Record<string, unknown>, who: keyof typeof token = "freja", id: string = mine) =>
  post(`/api/cases/${id}/commands`, { key: key(), ...ask }, who);
/** Reports a failure, some of its fields given. */
export const report = (more: Record<string, unknown>) =>
  post("/api/cases", { key: key(), what: "Batch 4411 came in cracked", stops: "line", ...more });

/** The answer to what must succeed. */
export async function done(answered: Promise<Answered>): Promise<Answered> {
  const found = await answered;
  expect({ status: found.status, text: found.text }).toMatchObject({ status: 200 });
  return found;
}

/** The answer to bad input: refused with a reason, with nothing changed and nothing broken. */
export async function refused(send: () => Promise<Answered>, statuses: readonly number[] = [400]): Promise<Answered> {
  const before = await web.stored();
  const failures = web.errors.length;
  const answered = await send();
  expect(statuses, answered.text).toContain(answered.status);
  expect(answered.body["ok"], answered.text).toBe(false);
  expect(await web.stored()).toBe(before);
  expect(web.errors.slice(failures)).toEqual([]);
  return answered;
}

/** Refused because of one field, named with an example. */
export async function wrong(field: string, send: () => Promise<Answered>, example = true): Promise<void> {
  const { body, text } = await refused(send);
  expect(body, text).toMatchObject({ code: "input", field });
  expect(JSON.stringify(body["says"])).toContain(field);
  if (example) expect(body["example"], text).toEqual(expect.any(String));
}

/** Starts the site before the tests of a file and stops it after them. */
export function atTheSite(): void {
  beforeAll(async () => {
    web = await site();
    token = { freja: await web.token("freja"), reza: await web.token("reza"), foreign: await web.token("freja", elsewhere) };
    mine = (await done(report({ stops: "nothing" }))).body["case"] as CaseId;
    await done(command({ type: "acknowledge" }, "reza"));
    await done(
      command({ type: "propose-option", terms: "Two pieces by post", promises: "Neda: two pieces, by Fri 27 Nov 2037 12:00" }, "reza"),
    );
    const { row } = await web.engine.store.read({ case: mine, relationship: null }, "");
    const { negotiation } = row!.case.shared;
    if (negotiation.status !== "on-table") throw new Error("there is no offer to test with");
    offer = negotiation.current;
  }, 60_000);
  afterAll(() => web?.close());
}
