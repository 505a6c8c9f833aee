import { describe, expect, test } from "vitest";
import { chromiumMissing } from "../support/chromium.ts";
import { type Look, phone } from "./desk.ts";
import { faults } from "./inspect.ts";
import { lay } from "./table.ts";

const look: Look = { ...phone, dark: false };

describe.skipIf(chromiumMissing() !== null)("scenario E in two browsers", () => {
  test("the two-minute case takes at most fourteen presses of four people, on phones", { timeout: 240_000 }, async () => {
    const wrong: string[] = [];
    const table = await lay(look, async (stage, desk) => {
      wrong.push(...(await faults(desk)).map((fault) => `${stage}: ${fault}`));
    });
    const { customer, supplier, at, until } = table;
    try {
      await until("2026-11-24T08:10:00.000Z");
      await customer.become("jens");
      await customer.say("@parley the invoice shows 12 pallets, 11 came");
      await customer.sees("1 of 12 affected");
      await at("read-back", customer);
      await customer.press("action.report-as:nothing");
      await customer.sees("PAR-00001");
      expect(customer.presses).toBeLessThanOrEqual(4);

      await supplier.become("reza");
      await supplier.go("self");
      await supplier.press("action.take-ours");
      await supplier.press("action.offer-ready:credit-note");
      await supplier.fill({ supplierCost: "180.00 EUR" });
      await at("form-offer", supplier);
      await supplier.send();
      await customer.become("lars");
      await customer.go("self");
      await customer.find("action.sign");
      await at("approver", customer);
      await customer.press("action.sign");
      await supplier.become("shirin");
      await supplier.go("self");
      await supplier.press("action.sign");
      await supplier.sees("Done: sign");

      await supplier.become("reza");
      await supplier.go("self");
      await supplier.press("action.done");
      await supplier.send({ evidence: "Credit note CN-88 sent" });
      await customer.become("jens");
      await customer.go("self");
      await customer.press("action.verify-close");
      await customer.go("shared");
      await customer.sees("PAR-00001 is closed");
      await at("closed", customer);
      expect(wrong).toEqual([]);
      expect(customer.presses + supplier.presses).toBeLessThanOrEqual(14);
      // Nobody had to look for anything: each person went to one room at most, and Jens back to see it closed.
      expect(customer.moves + supplier.moves).toBeLessThanOrEqual(6);
    } finally {
      await table.close();
    }
  });
});
