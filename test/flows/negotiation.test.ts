import { expect, test } from "vitest";
import type { Shared } from "../../src/domain/case.ts";
import { type AskInput, seed, type World, world } from "../support/given.ts";

const dayMs = 86_400_000;
const fails = "Two cracked housings came again";

async function asked(made: World, by: string, ask: AskInput | ((s: Shared) => AskInput)): Promise<string> {
  const { answer } = await made.ask(by, typeof ask === "function" ? ask((await made.held()).shared) : ask);
  return answer.ok ? "done" : answer.code;
}

/** The offer that is on the table. */
const onTable = ({ negotiation: n }: Shared) => {
  if (n.status === "open" || n.status === "agreed") throw new Error("no offer is on the table");
  return { revision: n.current.id, hash: n.current.hash };
};
const sign = (s: Shared): AskInput => ({ type: "sign", ...onTable(s) });

/** The two-minute case up to its credit note, due on the 4th of December. */
async function offered(made: World, due = "Fri 4 Dec 2026 16:00"): Promise<void> {
  if (made.store.written.length === 0) {
    await asked(made, "jens", { type: "report", what: "The invoice shows 12 pallets, 11 came", stops: "nothing" });
    await asked(made, "reza", { type: "acknowledge", locus: "supplier" });
  }
  expect(await asked(made, "reza", { type: "propose-option", terms: "Credit note", promises: `Reza: credit note, by ${due}` })).toBe(
    "done",
  );
}

async function agreedAndClosed(made: World): Promise<void> {
  expect(await asked(made, "lars", sign)).toBe("done");
  expect(await asked(made, "shirin", sign)).toBe("done");
  const last = (s: Shared) => s.promises.at(-1)!.id;
  expect(await asked(made, "reza", (s) => ({ type: "mark-done", promise: last(s), attempt: 1, evidence: "CN-88" }))).toBe("done");
  expect(await asked(made, "jens", (s) => ({ type: "verify", promise: last(s), attempt: 1 }))).toBe("done");
}

test("an offer whose date has passed is neither signed nor accepted, and a counter goes on from it", async () => {
  const made = await world();
  await offered(made);
  await made.pass(12 * dayMs, true);
  expect(await asked(made, "lars", sign)).toBe("dates-passed");
  const { terms, promises } = { terms: "Credit note", promises: "Reza: credit note, by Fri 18 Dec 2026 16:00" };
  expect(await asked(made, "jens", (s) => ({ type: "counter", revision: onTable(s).revision, terms, promises }))).toBe("done");
  expect(await asked(made, "reza", (s) => ({ type: "accept", ...onTable(s) }))).toBe("done");
});

test("a case that is reopened comes to an agreement of its own, and what was kept stays kept", async () => {
  const made = await world();
  await offered(made);
  await agreedAndClosed(made);
  expect((await made.held()).shared.followUp.closed).not.toBeNull();
  expect(await asked(made, "jens", { type: "reopen", reason: fails })).toBe("done");
  expect((await made.held()).shared.asked.map(({ key }) => key.split(":")[0])).toContain("option");
  await offered(made, "Fri 11 Dec 2026 16:00");
  expect(await asked(made, "jens", (s) => ({ type: "restate", revision: onTable(s).revision, words: "x" }))).toBe("accept-first");
  expect(await asked(made, "jens", (s) => ({ type: "accept", ...onTable(s) }))).toBe("done");
});

test("somebody who may no longer sign is no longer asked, without anybody touching the case", async () => {
  const made = await world();
  await offered(made);
  const signers = async () => (await made.held()).shared.asked.find(({ key }) => key.startsWith("sign:"))!.to;
  expect(await signers()).toEqual(["lars", "hanne"]);
  const people = seed.people.map((person) => (person.id === "lars" ? { ...person, approver: null } : person));
  await made.saveAccount({ ...seed, people });
  await made.pass(0);
  expect(await signers()).toEqual(["hanne"]);
  expect(await asked(made, "lars", sign)).toBe("not-an-approver");
});

test("choosing passes to the other firm when it becomes its to do: asked anew, in its own working hours", async () => {
  const made = await world();
  await asked(made, "freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line", affected: 38, total: 120 });
  await asked(made, "reza", { type: "acknowledge" });
  await asked(made, "reza", { type: "propose-cause", what: "Poured too cold", locus: "supplier" });
  await asked(made, "freja", (s) => ({ type: "confirm-cause", cause: s.analysis.causes[0]!.id }));
  const choosing = async () => (await made.held()).shared.asked.find(({ key }) => key.startsWith("choose:"))!;
  await asked(made, "freja", { type: "propose-option", terms: "Replace all", promises: "Neda: replace all, by Fri 4 Dec 2026 16:00" });
  expect(await choosing()).toMatchObject({ firm: "supplier", to: ["reza"] });
  await made.pass(dayMs);
  const { at } = await choosing();
  await asked(made, "reza", { type: "propose-option", terms: "Sort and rework", promises: "Neda: rework all, by Fri 4 Dec 2026 16:00" });
  const passed = await choosing();
  expect(passed).toMatchObject({ firm: "customer", to: ["freja"], passed: null });
  expect(passed.at > at).toBe(true);
  expect(passed.due > passed.at).toBe(true);
});
