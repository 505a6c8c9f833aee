/** What must hold of every picture of the page: accessible, no errors, nothing sticking out sideways. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Violation = { readonly id: string; readonly help: string; readonly targets: readonly string[] };

/** Evaluated by the debugger, not as a script of the page: its content security policy stays as it is. */
const runAxe = `axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } }).then(({ violations }) =>
  violations.map(({ id, help, nodes }) => ({ id, help, targets: nodes.map(({ target, failureSummary }) => target.join(" ") + ": " + failureSummary) })))`;

const stickingOut = `(() => {
  const found = [];
  const root = document.scrollingElement;
  if (root.scrollWidth > root.clientWidth) found.push("page: " + root.scrollWidth + " > " + root.clientWidth);
  const dialogs = document.querySelectorAll("dialog");
  const front = dialogs.length > 0 ? dialogs[dialogs.length - 1] : document.body;
  for (const element of front.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    if (style.position === "absolute" || style.visibility === "hidden" || element.closest(".unseen, .case-nav, .file-input, .report-table")) continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const name = element.tagName.toLowerCase() + "." + element.className;
    if (box.left < -1 || box.right > innerWidth + 1) found.push(name + ": " + Math.round(box.left) + " to " + Math.round(box.right));
    else if (style.overflowX !== "visible" && style.textOverflow !== "ellipsis" && element.scrollWidth > element.clientWidth + 1 && !/^(input|textarea)$/i.test(element.tagName))
      found.push(name + " scrolls sideways: " + element.scrollWidth + " > " + element.clientWidth);
  }
  return found.slice(0, 10);
})()`;

/** Everything that is wrong with what a page shows now, in words; nothing when all is well. */
export async function faults(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(`${axe}; 0`);
  const violations = (await page.evaluate(runAxe)) as readonly Violation[];
  const sideways = (await page.evaluate(stickingOut)) as readonly string[];
  return [
    ...violations.map(({ id, help, targets }) => `axe ${id}: ${help}\n    ${targets.slice(0, 3).join("\n    ")}`),
    ...sideways.map((what) => `sticks out: ${what}`),
  ];
}
