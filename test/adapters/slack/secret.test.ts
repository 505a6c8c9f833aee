/** Tokens at rest: what is sealed opens with its key, for whom it was sealed, unchanged; in memory nothing shows them. */
import { createSecretKey, randomBytes } from "node:crypto";
import { inspect } from "node:util";
import pino from "pino";
import { describe, expect, test } from "vitest";
import { isOld, type Keys, open, seal, secret } from "../../../adapters/slack/secret.ts";
import { ConfigError } from "../../../src/errors.ts";

const key = () => createSecretKey(randomBytes(32));
const keys: Keys = { current: key(), old: null };
const token = "xoxb-1234-canary";

describe("at rest", () => {
  test("what was sealed opens again, and is never sealed the same twice", () => {
    const [first, second] = [seal(keys, "T1", secret(token)), seal(keys, "T1", secret(token))];
    expect(first).toMatch(/^v1\.[0-9a-f]{12}\.[\w-]+$/);
    expect(first).not.toBe(second);
    expect([first, second].map((sealed) => open(keys, "T1", sealed).reveal())).toEqual([token, token]);
    expect(Buffer.from(first.split(".")[2]!, "base64url").toString("latin1")).not.toContain("canary");
  });

  test.for(["", "æøå", "توکن", "x".repeat(10_000)])("%j comes back as it was", (text) => {
    expect(open(keys, "E1", seal(keys, "E1", secret(text))).reveal()).toBe(text);
  });

  test("it opens for the installation that it was sealed for alone", () => {
    expect(() => open(keys, "T2", seal(keys, "T1", secret(token)))).toThrow(ConfigError);
  });

  test("no bit of it can be changed, and nothing can be cut off", () => {
    const sealed = seal(keys, "T1", secret(token));
    const [version, mark, content] = sealed.split(".") as [string, string, string];
    const bytes = Buffer.from(content, "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => open(keys, "T1", `${version}.${mark}.${changed.toString("base64url")}`)).toThrow(ConfigError);
    }
    for (let length = 0; length < bytes.length; length++)
      expect(() => open(keys, "T1", `${version}.${mark}.${bytes.subarray(0, length).toString("base64url")}`)).toThrow(ConfigError);
    for (const wrong of ["", "v1", `v2.${mark}.${content}`, `${mark}.${content}`, token])
      expect(() => open(keys, "T1", wrong)).toThrow(ConfigError);
  });

  test("after a change of keys the old one still opens, the new one seals, and a third says which variable to set", () => {
    const sealed = seal(keys, "T1", secret(token));
    const changed: Keys = { current: key(), old: keys.current };
    expect(isOld(keys, sealed)).toBe(false);
    expect(isOld(changed, sealed)).toBe(true);
    expect(open(changed, "T1", sealed).reveal()).toBe(token);
    const again = seal(changed, "T1", open(changed, "T1", sealed));
    expect(isOld(changed, again)).toBe(false);
    expect(open({ current: changed.current, old: null }, "T1", again).reveal()).toBe(token);
    expect(() => open({ current: key(), old: null }, "T1", sealed)).toThrow(/T1.*PARLEY_SECRET_KEY_OLD/);
    expect(() => open({ current: key(), old: key() }, "T1", sealed)).not.toThrow(/canary/);
  });
});

test("a secret shows itself to nobody who does not ask for it by name", () => {
  const held = secret(token);
  const lines: string[] = [];
  pino({ base: null }, { write: (line: string) => void lines.push(line) }).error({ held, deep: { held }, error: new Error(`${held}`) });
  const shown = [
    JSON.stringify({ held }),
    `${held}`,
    String(held),
    inspect(held, { depth: 9, showHidden: true }),
    inspect({ held }),
    Object.values(held).join(),
    ...lines,
  ];
  for (const text of shown) expect(text).not.toContain("canary");
  expect(shown.slice(0, 4)).toEqual(['{"held":"[secret]"}', "[secret]", "[secret]", "[secret]"]);
  expect(held.reveal()).toBe(token);
});
