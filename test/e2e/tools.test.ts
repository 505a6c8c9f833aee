import pg from "pg";
import { chromium } from "playwright-core";
import { describe, expect, test } from "vitest";
import { chromiumMissing, launchOptions } from "../support/chromium.ts";
import { freshDatabase, postgresMissing } from "../support/postgres.ts";
import { redisMissing, testRedis } from "../support/redis.ts";

describe("what the tests run on", () => {
  test.skipIf(postgresMissing() !== null)("every fresh database is empty, and a commit is on the disk", async () => {
    const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
    expect(one).not.toBe(other);
    const client = new pg.Client({ connectionString: one });
    await client.connect();
    const { rows } = await client.query(
      "select current_setting('fsync') as fsync, current_setting('synchronous_commit') as waits, (select count(*)::int from pg_tables where schemaname = 'public') as tables",
    );
    await client.end();
    expect(rows).toEqual([{ fsync: "on", waits: "on", tables: 0 }]);
  });

  test.skipIf(redisMissing() !== null)("Redis listens on this machine only", async () => {
    expect(await testRedis()).toMatch(/^redis:\/\/127\.0\.0\.1:\d+$/);
  });

  test.skipIf(chromiumMissing() !== null)("the browser shows a page in a language written from right to left", async () => {
    const browser = await chromium.launch(launchOptions());
    try {
      const page = await browser.newPage();
      await page.setContent('<p dir="auto">قطعات ترک خورده</p>');
      expect(await page.evaluate("getComputedStyle(document.querySelector('p')).direction")).toBe("rtl");
    } finally {
      await browser.close();
    }
  });
});
