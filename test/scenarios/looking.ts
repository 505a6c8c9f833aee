/** Looking at the page while people play: everything that comes up is inspected once, and pictures are kept if they are wanted. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { faults } from "../e2e/inspect.ts";
import type { Moment } from "./page.ts";

/** What is done at every moment, and what was found wrong so far. */
export type Looking = { readonly wrong: string[]; look(scenario: string, moment: Moment): Promise<void> };

/** Buttons of a kind differ by what they name only. */
const kindOf = (key: string): string => key.replace(/:.*/, "");

/** Inspects each kind of moment once, on a phone and on a desktop. */
export function inspecting(): Looking {
  const known = new Set<string>();
  const wrong: string[] = [];
  return {
    wrong,
    async look(_, { when, who, key, tab }) {
      const kind = `${when} ${kindOf(key)} ${tab.page.viewportSize()?.width}`;
      if (known.has(kind)) return;
      known.add(kind);
      await tab.settled();
      wrong.push(...(await faults(tab.page)).map((fault) => `${who}, ${kind}: ${fault}`));
    },
  };
}

const sizes = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];

/** Keeps pictures of each moment at both widths, light and dark, and then inspects it. */
export function picturing(folder: string, inspector: Looking): Looking {
  mkdirSync(folder, { recursive: true });
  let count = 0;
  return {
    wrong: inspector.wrong,
    async look(scenario, moment) {
      const { page } = moment.tab;
      const own = page.viewportSize();
      count++;
      const name = `${scenario}-${String(count).padStart(3, "0")}-${moment.who}-${moment.key.replace(/^action\./, "").replaceAll(":", "-")}-${moment.when}`;
      for (const size of sizes) {
        await page.setViewportSize(size);
        await moment.tab.settled();
        await moment.show();
        for (const scheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme: scheme });
          await page.screenshot({ path: join(folder, `${name}-${size.width}-${scheme}.png`) });
        }
      }
      await page.emulateMedia({ colorScheme: null });
      if (own) await page.setViewportSize(own);
      await inspector.look(scenario, moment);
    },
  };
}
