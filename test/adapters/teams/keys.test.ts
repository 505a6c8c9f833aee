/** The names of the Bot Connector's keys: asked for when there is need, and not whenever somebody makes one up. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { keyList } from "../../../adapters/teams/keys.ts";
import { UnavailableError } from "../../../src/errors.ts";
import { startTeams, type Teams } from "../../support/teams/server.ts";
import { jwkOf, newSigner } from "../../support/teams/tokens.ts";

const [minuteMs, dayMs] = [60_000, 86_400_000];
let teams: Teams;
let nowMs: number;
const list = () => keyList(`${teams.url}/v1/.well-known/keys`, () => nowMs);

beforeEach(async () => {
  teams = await startTeams();
  nowMs = 5;
});
afterEach(() => teams.close());

test("a key that is there is known for a day, and asked for once by however many", async () => {
  const isKnown = list();
  expect(teams.keysAsked).toBe(0);
  expect(await Promise.all(["stand-in-key", "stand-in-key", "other"].map(isKnown))).toEqual([true, true, false]);
  nowMs += dayMs - 1;
  expect(await isKnown("stand-in-key")).toBe(true);
  expect(teams.keysAsked).toBe(1);
  nowMs += 1;
  teams.keys.length = 0;
  expect(await isKnown("stand-in-key")).toBe(false);
});

test("a new key is found within a minute, and what nobody has is looked for no more often", async () => {
  const isKnown = list();
  expect(await isKnown("new")).toBe(false);
  teams.keys.push(jwkOf(newSigner("new")));
  nowMs += minuteMs - 1;
  expect([await isKnown("new"), await isKnown("made-up"), teams.keysAsked]).toEqual([false, false, 1]);
  nowMs += 1;
  expect([await isKnown("new"), await isKnown("made-up"), teams.keysAsked]).toEqual([true, false, 2]);
});

test("a key of other channels is none, nor is one without any", async () => {
  teams.keys.push(jwkOf(newSigner("webchat"), "webchat"), { kid: "bare", kty: "RSA" });
  const isKnown = list();
  expect(await Promise.all(["webchat", "bare", "stand-in-key"].map(isKnown))).toEqual([false, false, true]);
});

test.for([500, 404, 302])("answered %i there is no knowing, and the next one asks again", async (status) => {
  const isKnown = list();
  teams.keysFault = () => status;
  await expect(isKnown("stand-in-key")).rejects.toThrow(UnavailableError);
  teams.keysFault = () => null;
  expect(await isKnown("stand-in-key")).toBe(true);
});

test("what is no list of keys is not known either", async () => {
  await expect(keyList(`${teams.url}/v1/.well-known/openidconfiguration`, () => 0)("stand-in-key")).rejects.toThrow(UnavailableError);
});
