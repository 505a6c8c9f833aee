/** Compensation is given when what was promised of it is kept, and not because a case came to its end. */
import { describe, expect, test } from "vitest";
import { duesOf } from "../../flows/follow-up-state.ts";
import type { Shared } from "../../src/domain/case.ts";
import type { solutionKinds } from "../../src/domain/commands/negotiation.ts";
import { dayMs, plus } from "../../src/domain/time.ts";
import { drawCard } from "../../src/engine/draw.ts";
import { textOf } from "../scenarios/player.ts";
import { type AskInput, type World, world } from "../support/given.ts";

type Offered = { readonly kind?: (typeof solutionKinds)[number]; readonly promises: readonly string[]; readonly discount?: number };

/** An agreement on that, signed by both firms. */
async function agreed({ kind = "credit-note", promises, discount = 0 }: Offered): Promise<World> {
  const made = await world();
  const due = plus(made.now(), 20 * dayMs);
  const lines = promises.map((one) => `${one}, by ${due}`).join("\n");
  await must(made, "freja", { type: "report", what: "The invoice shows 12 pallets, 11 came", stops: "line", locus: "supplier" });
  await must(made, "reza", { type: "acknowledge", locus: "supplier", explanation: "Counted twice", apology: true });
  await must(made, "reza", { type: "propose-option", solution: kind, terms: "Make up for it", promises: lines, discount });
  await must(made, "freja", (s) => ({ type: "choose-option", option: s.negotiation.options[0]!.id }));
  for (const [by, other, of] of [
    ["freja", "reza", "customer"],
    ["reza", "freja", "supplier"],
  ] as const) {
    await must(made, by, (s) => ({ type: "restate", revision: current(s).revision, words: "As it stands" }));
    await must(made, other, (s) => ({ type: "confirm-understanding", revision: current(s).revision, of }));
  }
  for (const by of ["lars", "shirin"]) await must(made, by, (s) => ({ type: "sign", ...current(s) }));
  return made;
}
const current = ({ negotiation: n }: Shared) => {
  if (n.status !== "accepted") throw new Error("nothing is accepted");
  return { revision: n.current.id, hash: n.current.hash };
};
async function must(made: World, by: string, ask: AskInput | ((s: Shared) => AskInput)): Promise<void> {
  const { answer } = await made.ask(by, typeof ask === "function" ? ask((await made.held()).shared) : ask);
  if (!answer.ok) throw new Error(`${by}: ${answer.code}`);
}
const nth = (i: number) => (s: Shared) => s.promises[i]!.id;
const keep = async (made: World, i: number, owner: string) => {
  await must(made, owner, (s) => ({ type: "mark-done", promise: nth(i)(s), attempt: 1, evidence: "CN-88" }));
  await must(made, "freja", (s) => ({ type: "verify", promise: nth(i)(s), attempt: 1 }));
};
const fail = async (made: World, i: number) => {
  await made.pass(22 * dayMs, true);
  await must(made, "freja", (s) => ({ type: "break-promise", promise: nth(i)(s), reason: "It never came" }));
};
const compensation = async (made: World) => duesOf((await made.held()).shared, made.account()).compensation;
const note = "Reza: credit note for one pallet";

describe("compensation", () => {
  test("is given when its promise is kept, and owed until then", async () => {
    const made = await agreed({ promises: [note] });
    expect(await compensation(made)).toBe("owed");
    await keep(made, 0, "reza");
    expect(await compensation(made)).toBe("given");
  });

  test("whose promise was broken is owed, until what came in its place is kept", async () => {
    const made = await agreed({ promises: [note] });
    await fail(made, 0);
    expect(await compensation(made)).toBe("owed");
    const due = plus(made.now(), 9 * dayMs);
    await must(made, "reza", (s) => ({ type: "offer-repair", promise: nth(0)(s), what: "One pallet more", owner: "arash", due }));
    await must(made, "freja", (s) => ({ type: "answer-repair", promise: nth(0)(s), agree: true }));
    expect(await compensation(made)).toBe("owed");
    await keep(made, 1, "arash");
    expect(await compensation(made)).toBe("given");
  });

  test("whose promise was let go was not given, and the closed case says so", async () => {
    const made = await agreed({ promises: [note] });
    await fail(made, 0);
    await must(made, "freja", (s) => ({ type: "let-go", promise: nth(0)(s) }));
    expect(await compensation(made)).toBe("let-go");
    await must(made, "reza", { type: "explain", explanation: "Counted twice" });
    await must(made, "freja", { type: "close" });
    const card = textOf(drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), "shared", "case", null));
    expect(card).toContain("Compensation: not given; the customer does without");
  });

  test("of several promises is owed while one of the supplier's is open; what the customer promises is no part of it", async () => {
    const made = await agreed({ promises: [note, "Arash: pallet, by lorry", "Mads: unload it"] });
    await keep(made, 0, "reza");
    expect(await compensation(made)).toBe("owed");
    await keep(made, 1, "arash");
    expect(await compensation(made)).toBe("given");
  });

  test("that is a discount beside a promise is given once that is kept; without any of the supplier's it is given with the agreement", async () => {
    const made = await agreed({ kind: "rework-here", promises: ["Arash: rework"], discount: 5 });
    expect(await compensation(made)).toBe("owed");
    await keep(made, 0, "arash");
    expect(await compensation(made)).toBe("given");
    expect(await compensation(await agreed({ kind: "discount", promises: ["Mads: rework at our place"], discount: 5 }))).toBe("given");
  });

  test("is not spoken of where none was agreed", async () => {
    expect(await compensation(await agreed({ kind: "rework-here", promises: ["Arash: rework"] }))).toBe("none");
  });
});
