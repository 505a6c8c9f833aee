/** A token's signature is asked for once a minute, and what was found good lets in nothing else. */
import { beforeEach, describe, expect, test } from "vitest";
import type { IsSigned } from "../../../adapters/teams/gate.ts";
import { remembering } from "../../../adapters/teams/verdicts.ts";
import { UnavailableError } from "../../../src/errors.ts";

const there = "https://smba.trafficmanager.net/emea/";
const start = Date.UTC(2026, 10, 24, 9);
/** A token that holds for an hour; what its signature is worth says `verdict`. */
const token = (claims: object = {}, signature = "good"): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `Bearer ${part({ alg: "RS256" })}.${part({ exp: start / 1_000 + 3_600, ...claims })}.${signature}`;
};

let asked: number;
let passedMs: number;
let wallMs: number;
let verdict: () => Promise<boolean>;
let isSigned: IsSigned;
beforeEach(() => {
  [asked, passedMs, wallMs] = [0, 5_000, start];
  verdict = async () => true;
  const sdk: IsSigned = async (authorization, serviceUrl) => {
    asked += 1;
    return authorization.endsWith(".good") && serviceUrl === there && verdict();
  };
  isSigned = remembering(sdk, { steadyMs: () => passedMs, nowMs: () => wallMs });
});

describe("a token that was found good", () => {
  test("is not looked at again for a minute, and then it is", async () => {
    for (const ms of [0, 1, 59_999]) {
      passedMs = 5_000 + ms;
      expect(await isSigned(token(), there)).toBe(true);
    }
    expect(asked).toBe(1);
    passedMs += 1;
    verdict = async () => false;
    expect(await isSigned(token(), there)).toBe(false);
    expect(await isSigned(token(), there)).toBe(false);
    expect(asked).toBe(3);
  });

  test("lets in neither another signature, nor other claims, nor another address", async () => {
    expect(await isSigned(token(), there)).toBe(true);
    expect(await isSigned(token({}, "forged"), there)).toBe(false);
    expect(await isSigned(token({ tid: "another" }, "forged"), there)).toBe(false);
    expect(await isSigned(token(), "https://elsewhere.example/")).toBe(false);
    expect(asked).toBe(4);
  });

  test("is looked at again from the moment at which it ends, whatever the other clock says", async () => {
    const short = token({ exp: start / 1_000 + 10 });
    expect(await isSigned(short, there)).toBe(true);
    wallMs += 9_999;
    expect(await isSigned(short, there)).toBe(true);
    expect(asked).toBe(1);
    wallMs += 1;
    verdict = async () => false;
    expect(await isSigned(short, there)).toBe(false);
    expect(asked).toBe(2);
  });

  test.for([{ exp: undefined }, { exp: "9999999999" }, { exp: null }])(
    "is looked at each time if it does not say when: %o",
    async (claims) => {
      for (const nth of [1, 2]) {
        expect(await isSigned(token(claims), there)).toBe(true);
        expect(asked).toBe(nth);
      }
    },
  );
});

test("what was refused is asked again, and so is what could not be asked", async () => {
  verdict = async () => false;
  expect(await isSigned(token(), there)).toBe(false);
  verdict = async () => {
    throw new UnavailableError("no keys");
  };
  await expect(isSigned(token(), there)).rejects.toThrow("no keys");
  verdict = async () => true;
  expect(await isSigned(token(), there)).toBe(true);
  expect(asked).toBe(3);
});

test("no more than some hundreds are remembered: the one that was used longest ago is looked at again", async () => {
  for (let nth = 0; nth <= 200; nth++) await isSigned(token({ nth }), there);
  expect(asked).toBe(201);
  await isSigned(token({ nth: 200 }), there);
  expect(asked).toBe(201);
  await isSigned(token({ nth: 0 }), there);
  expect(asked).toBe(202);
});
