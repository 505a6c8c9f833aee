import { describe, expect, test } from "vitest";
import { chromiumMissing } from "../support/chromium.ts";
import { desktop, type Look, phone } from "./desk.ts";
import { faults } from "./inspect.ts";
import { secrets, storyA } from "./story-a.ts";
import { lay } from "./table.ts";
import { everything } from "./tap.ts";

describe.skipIf(chromiumMissing() !== null)("scenario A in two browsers", () => {
  test.for([
    ["a desktop", desktop],
    ["a phone in the dark", phone],
  ] as [string, Look][])(
    "its people recover on %s, and the customer's browser is sent nothing of the supplier's side room",
    { timeout: 300_000 },
    async ([, look]) => {
      const wrong: string[] = [];
      const table = await lay(look, async (stage, desk) => {
        wrong.push(...(await faults(desk)).map((fault) => `${stage}: ${fault}`));
      });
      try {
        await storyA(table);
        expect(wrong).toEqual([]);
        const [theirs, ours] = [everything(table.taps.customer.received), everything(table.taps.supplier.received)];
        for (const secret of secrets) {
          expect(ours).toContain(secret);
          expect(theirs.includes(secret), secret).toBe(false);
        }
      } finally {
        await table.close();
      }
    },
  );
});
