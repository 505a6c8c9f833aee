import { describe, expect, test } from "vitest";
import { config } from "../src/config.ts";
import { ConfigError } from "../src/errors.ts";

describe("REDIS_URL", () => {
  test.for(["redis://localhost", "redis://redis:6379", "rediss://user:pass@host.example:6380/2", "redis://[::1]:6379/0?family=6"])(
    "%s is taken",
    (url) => {
      expect(config({ REDIS_URL: url }).redisUrl).toBe(url);
    },
  );

  test.for([undefined, "", "  "])("%j is none", (url) => {
    expect(config({ REDIS_URL: url }).redisUrl).toBe(null);
  });

  test.for([
    "localhost:6379",
    "http://secret@localhost",
    "redis://",
    "redis:6379",
    "redis://secret@host:port",
    "redis://secret@host/name",
    "redis://secret@host?keyPrefix=x",
    "redis://secret@host?maxRetriesPerRequest=1",
  ])("%s is refused by name, with a remedy, and not repeated", (url) => {
    const refused = () => config({ REDIS_URL: url });
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(/REDIS_URL.*For example REDIS_URL=redis:\/\/localhost:6379/);
    expect(refused).not.toThrow(/secret/);
  });
});
