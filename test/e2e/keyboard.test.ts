import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { startProgram } from "../scenarios/program.ts";
import { desktop, machine, startBrowser } from "../scenarios/stage.ts";
import { chromiumMissing } from "../support/chromium.ts";

/** Nobody tabs further than this for one thing. */
const mostTabs = 25;

/** Tabs until the focus is on what matches, and says whether one can see that it is there. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const focused = `(() => { const element = document.activeElement; return element !== null && element.matches(${JSON.stringify(selector)}); })()`;
  for (let tabs = 0; !(await page.evaluate(focused)); tabs++) {
    if (tabs === mostTabs) throw new Error(`${selector} is more than ${mostTabs} tabs away`);
    await page.keyboard.press("Tab");
  }
  const ring = `[document.activeElement, document.activeElement.closest("label")].some((element) => element !== null && getComputedStyle(element).outlineStyle !== "none")`;
  expect(await page.evaluate(ring), `the focus on ${selector} can be seen`).toBe(true);
}

describe.skipIf(chromiumMissing() !== null)("without a mouse", () => {
  test("a failure is reported by keyboard alone, and the focus is never lost", { timeout: 120_000 }, async () => {
    const [program, browser] = await Promise.all([startProgram("7"), startBrowser()]);
    try {
      const page = await (await machine(browser, desktop, "freja")).newPage();
      const { keyboard } = page;
      await page.goto(program.url());
      await page.locator("[data-person]").first().waitFor();
      await tabTo(page, '[data-person="freja"]');
      await keyboard.press("Enter");
      await page.locator('[data-action="action.report"]').waitFor();
      await tabTo(page, '[data-action="action.report"]');
      await keyboard.press("Enter");
      await page.locator("dialog .form").waitFor();
      await tabTo(page, 'dialog [name="what"]');
      await keyboard.type("Batch 4411 came in cracked, 38 of 120");
      await tabTo(page, "dialog [data-field=stops] input");
      await keyboard.press("Space");
      await keyboard.press("ArrowDown");
      await keyboard.press("ArrowDown");
      expect(await page.locator("dialog [data-field=stops] input:checked").getAttribute("value")).toBe("line");
      await tabTo(page, "dialog button[type=submit]");
      await keyboard.press("Enter");
      await page.locator("dialog").waitFor({ state: "detached" });
      await page.locator("#room").filter({ hasText: "PAR-00001" }).waitFor();
      await page.locator("button[data-action]:focus, #room:focus, .message:focus").waitFor();

      // And out of a dialog again: back to where it was opened.
      await tabTo(page, '.thread [data-action="action.more"]');
      await keyboard.press("Enter");
      await page.locator("dialog [data-action]").first().waitFor();
      await keyboard.press("Escape");
      await page.locator("dialog").waitFor({ state: "detached" });
      await page.locator('[data-action="action.more"]:focus').waitFor();
    } finally {
      await browser.close();
      await program.remove();
    }
  });
});
