/** The set-up dialog: administrators find it, see what is wrong by line and what would change, and apply; others do not find it. */
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { personOf } from "../../src/domain/people.ts";
import { seedTexts } from "../../src/operations/seed.ts";
import { chromiumMissing, launchOptions } from "../support/chromium.ts";
import { seed } from "../support/given.ts";
import { type Site, site } from "../support/web.ts";

describe.skipIf(chromiumMissing() !== null)("on the page", () => {
  let web: Site;
  let browser: Browser;
  const failures: string[] = [];
  const texts = seedTexts();

  beforeAll(async () => {
    web = await site();
    browser = await chromium.launch(launchOptions());
  });
  afterAll(async () => {
    await browser?.close();
    await web?.close();
  });

  /** Somebody's page, as wide as a desk or a phone. */
  async function pageOf(person: string, width = 1280): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 844 }, reducedMotion: "reduce" });
    page.on("pageerror", (error) => failures.push(String(error)));
    await page.goto(web.url);
    await page.evaluate(`sessionStorage.setItem("parley-token", "${await web.token(person)}")`);
    await page.goto(web.url);
    await page.locator('[data-room="shared"]').waitFor();
    return page;
  }
  const account = async () => (await web.engine.store.account(seed.id))!.account;
  const textOf = (page: Page, selector: string) => page.locator(selector).first().innerText();

  test("whoever is no administrator does not find it", async () => {
    const page = await pageOf("lars");
    expect(await page.locator("#set-up-button").count()).toBe(0);
    await page.close();
  });

  test("problems are shown by line, and lead there; then what would change; then it is in force", async () => {
    const page = await pageOf("hanne");
    const { customer } = await texts;
    await page.locator("#set-up-button").focus();
    await page.keyboard.press("Enter");
    const file = page.locator("dialog .set-up-text");
    await file.waitFor();
    expect(await file.inputValue()).toContain("name: Nordvik Pumps");
    await file.fill(customer.replace("limit: 50000.00 EUR", "limit: a lot").replace("Europe/Copenhagen", "Europe/Aarhus"));
    await page.locator('[data-set-up="check"]').press("Enter");
    await page.locator(".set-up-problems li").nth(1).waitFor();
    expect(await textOf(page, ".set-up-problems")).toMatch(/Line 4[\s\S]*no such time zone[\s\S]*Line 14[\s\S]*50000\.00 EUR/);
    await page.locator(".set-up-problems button").nth(1).press("Enter");
    const picked = "(() => { const e = document.activeElement; return e.value.slice(e.selectionStart, e.selectionEnd); })()";
    expect(await page.evaluate(picked)).toContain("id: lars");
    expect(await page.locator('[data-set-up="apply"]').getAttribute("aria-disabled")).toBe("true");

    await page.locator('dialog input[type="file"]').setInputFiles({
      name: "nordvik.yaml",
      mimeType: "application/yaml",
      buffer: Buffer.from(customer.replace("limit: 50000.00 EUR", "limit: 80000.00 EUR")),
    });
    await page.locator('[data-set-up="check"]').press("Enter");
    await page.locator(".set-up-changes").waitFor();
    expect(await textOf(page, ".set-up-changes")).toMatch(/Lars Due\s*limit: 50,000\.00\sEUR → 80,000\.00\sEUR/);
    expect(personOf(await account(), "lars" as never)?.approver?.limit?.minor).toBe(5_000_000);
    await page.locator('[data-set-up="apply"]').press("Enter");
    await page.locator(".set-up-said").waitFor();
    expect(await textOf(page, ".set-up-said")).toBe("This is in force now.");
    expect(await file.inputValue()).toContain("limit: 80000.00 EUR");
    expect(personOf(await account(), "lars" as never)?.approver?.limit?.minor).toBe(8_000_000);
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.locator("#set-up-button:focus").waitFor();
    await page.close();
  });

  test("what the other firm proposed waits there, and is in force once it is applied, too: on a phone", async () => {
    const { relationship } = await texts;
    const headers = { "content-type": "application/json", authorization: `Bearer ${await web.token("shirin")}` };
    const { over } = (await web.send("GET", "/api/set-up/relationship", undefined, headers)).body;
    const text = relationship.replace("effectAfterDays: 60", "effectAfterDays: 45");
    await web.send("PUT", "/api/set-up/relationship", JSON.stringify({ text, over }), headers);

    const page = await pageOf("hanne", 390);
    await page.locator("#set-up-button").click();
    await page.locator('dialog input[value="relationship"]').check();
    await page.locator(".set-up-waits").waitFor();
    expect(await textOf(page, ".set-up-waits")).toMatch(/Sahand Casting proposes[\s\S]*Shirin Azari[\s\S]*60 → 45/);
    await page.locator('[data-set-up="take"]').click();
    await page.locator('[data-set-up="check"]').click();
    await page.locator(".set-up-result .set-up-changes").waitFor();
    await page.locator('[data-set-up="apply"]').click();
    await page.locator(".set-up-said").waitFor();
    expect((await account()).effectAfterDays).toBe(45);
    expect(await page.locator(".set-up-waits").count()).toBe(0);
    const small = `[...document.querySelectorAll("dialog button, dialog .choice, dialog .file-label")].filter((e) => e.getClientRects().length > 0 && (e.offsetHeight < 44 || e.offsetWidth < 44)).length`;
    expect(await page.evaluate(small)).toBe(0);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await page.close();
  });

  test("nothing failed on the page", () => expect(failures).toEqual([]));
});
