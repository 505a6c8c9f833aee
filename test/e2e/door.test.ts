/** Coming by a link in a browser: it opens when its reader says so, leaves nothing in the address, and is over when they sign out. */
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chatLinkMs } from "../../adapters/web/link.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import { hourMs } from "../../src/domain/time.ts";
import { chromiumMissing, launchOptions } from "../support/chromium.ts";
import { seed } from "../support/given.ts";
import { type Site, site } from "../support/web.ts";
import { faults } from "./inspect.ts";

describe.skipIf(chromiumMissing() !== null)("at the door", () => {
  let web: Site;
  let browser: Browser;
  const broken: string[] = [];
  beforeAll(async () => {
    web = await site({ playground: false });
    browser = await chromium.launch(launchOptions());
  });
  afterAll(async () => {
    await browser?.close();
    await web?.close();
  });

  /** A browser of somebody's own, in their language. */
  const browserOf = (locale: string): Promise<BrowserContext> =>
    browser.newContext({ viewport: { width: 390, height: 844 }, locale, reducedMotion: "reduce" });
  async function pageIn(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.on("pageerror", (error) => broken.push(String(error)));
    return page;
  }
  const linkFor = async (person: string): Promise<string> => {
    const address = new URL(await web.links.address({ relationship: seed.id, person: person as PersonId }, chatLinkMs));
    return `${web.url}${address.pathname}${address.hash}`;
  };
  const title = (page: Page): Promise<string> => page.locator(".door-card h1").innerText();
  const opens = async (page: Page): Promise<void> => {
    await page.locator(".door-open").press("Enter");
    await page.locator('[data-room="shared"]').waitFor();
  };

  test("without a session the page says how it opens, in the browser's language, with a choice of others", async () => {
    const page = await pageIn(await browserOf("da-DK"));
    await page.goto(web.url);
    await page.locator(".door-card").waitFor();
    expect([await title(page), await page.locator(".door-open").count()]).toEqual(["Parley åbnes med et link", 0]);
    expect(await faults(page)).toEqual([]);
    await page.locator("select").selectOption("fa");
    await page.locator("html[dir=rtl]").waitFor();
    expect(await title(page)).toBe("پارلی با یک پیوند باز می‌شود");
    await page.context().close();
  });

  test("a link is used when its reader says so, and not by looking at it", async () => {
    const context = await browserOf("en-GB");
    const link = await linkFor("freja");
    for (const _ of ["a scanner", "a preview"]) {
      const looking = await pageIn(await browserOf("en-GB"));
      await looking.goto(link);
      await looking.locator(".door-open").waitFor();
      await looking.context().close();
    }
    const page = await pageIn(context);
    await page.goto(link);
    await page.locator(".door-open").waitFor();
    expect(page.url()).toBe(`${web.url}/`);
    expect(await faults(page)).toEqual([]);
    await opens(page);
    for (const nothing of [".clock", ".start-firms"]) expect(await page.locator(nothing).count()).toBe(0);
    // Another tab of the same browser is signed in, and so is whoever presses the link once more.
    const other = await pageIn(context);
    await other.goto(web.url);
    await other.locator('[data-room="shared"]').waitFor();
    await other.goto(link);
    await opens(other);
    await other.close();
    // Somewhere else it opens nothing.
    const stranger = await pageIn(await browserOf("en-GB"));
    await stranger.goto(link);
    await stranger.locator(".door-open").press("Enter");
    await stranger.locator(".door-open").waitFor({ state: "detached" });
    expect(await title(stranger)).toBe("This link does not open");
    expect(await faults(stranger)).toEqual([]);
    await stranger.context().close();
    await page.locator(".sign-out").press("Enter");
    await page.locator(".door-card").waitFor();
    expect(await title(page)).toBe("You are signed out here");
    await page.reload();
    await page.locator(".door-card").waitFor();
    expect(await page.evaluate("localStorage.length")).toBe(0);
    await context.close();
  });

  test("a session that has ended says so, and the next link goes on from there", async () => {
    const page = await pageIn(await browserOf("en-GB"));
    await page.goto(await linkFor("mads"));
    await opens(page);
    await web.engine.store.forward(12 * hourMs);
    await page.locator(".door-card").waitFor();
    expect(await title(page)).toBe("You are signed out here");
    await page.goto(await linkFor("mads"));
    await opens(page);
    await page.context().close();
    expect([broken, web.errors]).toEqual([[], []]);
  });
});
