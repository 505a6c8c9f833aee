/**
 * `node .build/test/e2e/pictures.js FOLDER [WIDTH]`: plays scenario A and keeps a picture of every stage, light and dark,
 * at both widths or at the one that is given.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { desktop, phone } from "./desk.ts";
import { faults } from "./inspect.ts";
import { storyA } from "./story-a.ts";
import { lay } from "./table.ts";

const [folder = "pictures", width] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

for (const look of [desktop, phone]) {
  if (width !== undefined && Number(width) !== look.width) continue;
  let count = 0;
  const table = await lay(look, async (stage, { page }) => {
    count += 1;
    for (const scheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: join(folder, `${look.width}-${scheme}-${String(count).padStart(2, "0")}-${stage}.png`) });
    }
    await page.emulateMedia({ colorScheme: look.dark ? "dark" : "light" });
  });
  try {
    await storyA(table);
    console.log(`${look.width}: ${count} stages; presses: customer ${table.customer.presses}, supplier ${table.supplier.presses}`);
  } catch (error) {
    for (const desk of [table.customer, table.supplier]) {
      await desk.page.screenshot({ path: join(folder, `failed-${look.width}-${desk.firm}.png`) });
      console.error(desk.firm, await faults(desk).catch(String));
    }
    throw error;
  } finally {
    await table.close();
  }
}
