import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { startProgram } from "../scenarios/program.ts";
import { desktop, machine, startBrowser } from "../scenarios/stage.ts";
import { chromiumMissing } from "../support/chromium.ts";

/** Of the page, where what is evaluated there runs. */
declare const getComputedStyle: (element: unknown) => { readonly opacity: string };

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

/** Whether what is there can be seen. */
const shown = (part: Locator): Promise<boolean> => part.evaluate((element) => getComputedStyle(element).opacity !== "0");

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

      // What somebody wrote becomes a report, or stands in its case: the form holds their words, and nothing is kept before it is sent.
      const write = async (text: string) => {
        await page.locator(".composer textarea").focus();
        await keyboard.type(text);
        await keyboard.press("Enter");
        await page.locator(".said", { hasText: text }).waitFor();
      };
      await write("The second pallet is wet");
      const chat = page.locator(".message", { hasText: "The second pallet is wet" });
      const keep = chat.locator(".keep");
      expect(await shown(keep)).toBe(false);
      await chat.hover();
      expect(await shown(keep)).toBe(true);
      expect((await chat.locator("[data-keep]").boundingBox())!.height).toBeGreaterThanOrEqual(24);
      await chat.focus();
      await tabTo(page, "[data-keep=report]");
      expect(await shown(keep)).toBe(true);
      await keyboard.press("Enter");
      const what = page.locator('dialog [name="what"]');
      await what.waitFor();
      expect(await what.inputValue()).toBe("The second pallet is wet");
      await keyboard.press("Escape");
      await page.locator("dialog").waitFor({ state: "detached" });

      await page.locator(".replies > .reply").last().click();
      await write("The other pallets are dry");
      const reply = page.locator(".replies > .message", { hasText: "The other pallets are dry" });
      await reply.focus();
      await tabTo(page, "[data-keep=case]");
      await keyboard.press("Enter");
      await what.waitFor();
      expect(await what.inputValue()).toBe("The other pallets are dry");
      await tabTo(page, "dialog button[type=submit]");
      await keyboard.press("Enter");
      await page.locator("dialog").waitFor({ state: "detached" });
      await page.locator(".thread .message:not(.tone-chat)", { hasText: "The other pallets are dry" }).first().waitFor();
    } finally {
      await browser.close();
      await program.remove();
    }
  });
});
