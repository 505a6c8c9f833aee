/** What a recovery cost, saved or brought: noted among one's own first; shared on purpose, as a line of its own that its beneficiary confirms. */
import { describe, expect, test } from "vitest";
import type { Action, Message } from "../../src/domain/message.ts";
import type { Firm } from "../../src/domain/people.ts";
import { drawCard, drawMore } from "../../src/engine/draw.ts";
import { agreed, must, tried } from "../support/agreed.ts";
import { type AskInput, type World, who } from "../support/given.ts";

const shared = async (made: World) => (await made.held()).shared;
const kinds = async (made: World, firm: Firm) => {
  const held = await made.held();
  return { shared: held.shared.asked.map(({ key }) => key), own: held[firm].asked.map(({ key }) => key) };
};
const card = async (made: World, room: Firm | "shared"): Promise<string> =>
  JSON.stringify(drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), room, "case", null));
const more = async (made: World, by: string): Promise<readonly Action[]> => {
  const drawn: Message = drawMore(made.engine.conversation, await made.held(), made.account(), made.now(), who(by, made.account()))!;
  return drawn.blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));
};

/** An agreement of two promises, both kept. */
async function kept(): Promise<World> {
  const made = await agreed();
  for (const { id, firm, owner } of [...(await shared(made)).promises].reverse()) {
    await must(made, owner, { type: "mark-done", promise: id, attempt: 1, evidence: "Done" });
    await must(made, firm === "supplier" ? "freja" : "reza", { type: "verify", promise: id, attempt: 1 });
  }
  return made;
}
const noted: AskInput = { type: "note-value", kind: "effort-saved", amount: "900.50 EUR", hours: 21, what: "Two shifts free" };

describe("what it was worth", () => {
  test("is asked among one's own: nobody else hears of the question or of the answer", async () => {
    const made = await kept();
    const asked = await kinds(made, "supplier");
    expect(asked.own).toContain("value:0:supplier");
    expect(asked.shared.filter((key) => key.startsWith("value"))).toEqual([]);
    const before = await made.held();
    await must(made, "reza", noted);
    const after = await made.held();
    expect([after.shared, after.customer]).toEqual([before.shared, before.customer]);
    expect(after.supplier.values).toMatchObject([{ kind: "effort-saved", money: { minor: 90_050, currency: "EUR" }, hours: 21 }]);
    expect((await kinds(made, "supplier")).own).not.toContain("value:0:supplier");
    expect(await card(made, "supplier")).toContain("Two shifts free");
    for (const room of ["shared", "customer"] as const) expect(await card(made, room)).not.toContain("Two shifts free");
  });

  test("is shared on purpose, its form filled, as a line that counts by its beneficiary's word", async () => {
    const made = await kept();
    await must(made, "reza", noted);
    expect((await more(made, "freja")).filter(({ key }) => key.startsWith("action.share-value"))).toEqual([]);
    const share = (await more(made, "reza")).find(({ key }) => key.startsWith("action.share-value"))!;
    const values = Object.fromEntries(share.fields.map((one) => [one.name, "value" in one ? one.value : null]));
    expect(values).toEqual({ what: "Two shifts free", amount: "900.50 EUR", hours: 21 });
    await must(made, "reza", { ...(share.press.kind === "command" ? share.press.command : {}), ...values } as AskInput);
    expect((await shared(made)).followUp.values).toMatchObject([
      { firm: "supplier", by: "reza", kind: "effort-saved", money: { minor: 90_050 }, hours: 21, confirmedBy: "reza" },
    ]);
  });

  test("what it cost is noted and never offered to be shared as value", async () => {
    const made = await kept();
    await must(made, "reza", { type: "note-value", kind: "cost", amount: "300 EUR", what: "Overtime" });
    expect((await more(made, "reza")).filter(({ key }) => key.startsWith("action.share-value"))).toEqual([]);
    expect(await card(made, "supplier")).toContain("Overtime");
  });

  test("a bridge that the customer offered is worth something to the supplier, who says what", async () => {
    const made = await agreed();
    await must(made, "freja", { type: "offer-bridge", what: "Line 1 runs two shifts" });
    for (const { id, firm, owner } of [...(await shared(made)).promises].reverse()) {
      await must(made, owner, { type: "mark-done", promise: id, attempt: 1, evidence: "Done" });
      await must(made, firm === "supplier" ? "freja" : "reza", { type: "verify", promise: id, attempt: 1 });
    }
    const ask = drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), "@reza", "value:0:supplier", null)!;
    const actions = ask.blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));
    const bridged = actions.find(({ key }) => key === "action.value-bridge")!;
    expect(bridged.press).toMatchObject({ command: { type: "enter-value", firm: "supplier", kind: "effort-saved" } });
    expect(bridged.fields[0]).toMatchObject({ name: "what", value: "Line 1 runs two shifts" });
  });

  test("is for when the promises are settled, in the currency of the two firms", async () => {
    expect(await tried(await agreed(), "reza", noted)).toBe("value-later");
    expect(await tried(await kept(), "reza", { ...noted, amount: "12 USD" } as AskInput)).toBe("other-currency");
  });
});

test("whoever did not get it says so with one press; the promise is open again and says that it never came", async () => {
  const made = await agreed("Arash: rework, by 2026-11-26T16:00");
  const [promise] = (await shared(made)).promises;
  await must(made, "arash", { type: "mark-done", promise: promise!.id, attempt: 1, evidence: "Shipped" });
  const key = `verify:${promise!.id}:1`;
  const ask = drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), "@freja", key, null)!;
  const not = ask.blocks
    .flatMap((block) => (block.kind === "actions" ? block.actions : []))
    .find((one) => one.key === "action.not-received")!;
  expect(not.fields).toEqual([]);
  const command = (not.press.kind === "command" ? not.press.command : {}) as AskInput;
  expect(await tried(made, "arash", command)).toBe("beneficiary-verifies");
  await must(made, "freja", command);
  expect((await shared(made)).promises[0]).toMatchObject({ status: "open", sentBack: null, received: false });
  expect(await card(made, "shared")).toContain("They did not get it.");
  await must(made, "arash", { type: "mark-done", promise: promise!.id, attempt: 2, evidence: "Here is the receipt" });
  await must(made, "freja", { type: "send-back", promise: promise!.id, attempt: 2, reason: "Three are missing" });
  const [again] = (await shared(made)).promises;
  expect([again!.received, again!.sentBack]).toEqual([undefined, "Three are missing"]);
});
