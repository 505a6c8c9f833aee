/**
 * `node .build/test/support/teams/playground.js CLI FOLDER`: the beginning of scenario A in npm's Microsoft 365 Agents Playground, clicked by
 * Freja in Chromium, with pictures of what she sees. CLI is its cli.js: `npm install --prefix /tmp/playground @microsoft/m365agentsplayground`.
 *
 * It knows one person who clicks, one tenant, no manifest, and no dialog behind a button of a card ("task/fetch"): dialogs are seen through
 * the message's own menu. Whoever loads its page anew begins with empty conversations.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { launchOptions } from "../chromium.ts";
import { playground } from "./playground-rig.ts";

const [cli, folder] = process.argv.slice(2);
if (!cli || !folder) throw new Error("name the playground's cli.js and a folder for the pictures");
mkdirSync(folder, { recursive: true });
const there = await playground(cli);
const browser = await chromium.launch(launchOptions());
const page = await browser.newPage({ viewport: { width: 1500, height: 1100 } });
let pictures = 0;

/** What was caused comes a moment later. */
const moment = () => page.waitForTimeout(2_500);
const picture = async (name: string) => {
  await moment();
  await page.screenshot({ path: join(folder, `${String(++pictures).padStart(2, "0")}-${name}.png`) });
};
const opens = async (conversation: string) => {
  await page.getByRole("treeitem", { name: conversation }).click();
  await moment();
};
const presses = (name: string) => page.getByRole("button", { name, exact: true }).first().click();
/** The first box of a channel begins a new post; in a chat there is one. */
const types = (text: string) => page.getByRole("textbox").first().pressSequentially(text);
const writes = async (text: string) => {
  await types(text);
  await page.keyboard.press("Enter");
};
const posts = async (text: string, mentioning: boolean) => {
  if (mentioning) {
    await types("@Par");
    await page.locator("#typeahead-menu").getByRole("menuitem", { name: "Parley" }).click();
  }
  await types(` ${text}`);
  await presses("Post");
};

try {
  await page.goto(there.url);
  await opens("Personal Chat");
  await writes("hello");
  await moment();
  await writes(`code ${there.code("freja")}`);
  await picture("linked");
  for (const person of ["hanne", "shirin", "reza", "lars", "mads"]) await there.says(person, `code ${there.code(person)}`);
  await opens("sahand-nordvik");
  await there.says("hanne", "link");
  await moment();
  await there.presses("hanne", "chat.link-shared");
  await moment();
  await there.presses("shirin", "chat.link-agree");
  await picture("room");

  await posts("batch 4411 came in cracked, 38 of 120; line 2 stops tomorrow noon", true);
  await moment();
  await opens("Personal Chat");
  await picture("read-back");
  await presses("Right, report it");
  await picture("reported");
  await opens("sahand-nordvik");
  await picture("card");
  await there.presses("reza", "action.take", {
    "f:explanation": "The furnace log shows a low temperature on Monday night; we are checking",
    "f:apology": "true",
  });
  await picture("taken");
  await opens("Personal Chat");
  await picture("asked");
  await presses("Still right");
  await picture("answered");
  await there.presses("reza", "action.propose-cause", {
    "f:what": "Poured at 1,310 °C, 40 below the limit",
    "f:whys": "The ladle waited 20 minutes",
    "f:locus": "supplier",
  });
  // One question after the other; the dialogs of the first two do not open here for a click.
  await there.presses("freja", "Say what hurts and helps…", { "f:hurts": "Line 2 stops tomorrow noon" });
  await moment();
  await there.presses("freja", "When and how it was found…", { "f:way": "own-check" });
  await picture("questions-answered");
  await there.presses("mads", "action.confirm-cause");
  await opens("sahand-nordvik");
  await picture("cause");

  // Dialogs are shown where a message's own menu asks for one.
  await posts("3 of 80 pieces of batch 4412 are cracked as well", false);
  await moment();
  await page.getByRole("button", { name: "Show more information" }).first().click();
  await page.getByRole("menuitem", { name: "Action Command" }).click();
  await page.getByRole("dialog").locator("input").first().fill("report-message");
  await presses("Create");
  await picture("dialog");
  await presses("Change…");
  await picture("form");
  await presses("Right, report it");
  await picture("form-unfilled");
  await page.getByText("We are slowed").click();
  await presses("Right, report it");
  await picture("form-sent");
  await presses("Close");
  await opens("sahand-nordvik");
  await picture("second-card");
} catch (error) {
  await picture("failed");
  throw error;
} finally {
  await browser.close();
  await there.stop();
}
