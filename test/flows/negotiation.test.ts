import { describe, expect, test } from "vitest";
import type { Shared } from "../../src/domain/case.ts";
import { drawNotice, drawReminder } from "../../src/engine/draw.ts";
import { textOf } from "../scenarios/player.ts";
import { type AskInput, logOf, seed, type World, who, world } from "../support/given.ts";

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

/** An offer that costs Nordvik as much, understood by both firms and waiting for signatures. */
async function understood(made: World, customerCost: string): Promise<void> {
  await asked(made, "freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line", locus: "supplier" });
  await asked(made, "reza", { type: "acknowledge", locus: "supplier" });
  const promises = "Sahand: replace them, by Fri 4 Dec 2026 16:00";
  await asked(made, "reza", { type: "counter", terms: "Replace all", promises, customerCost });
  await asked(made, "freja", (s) => ({ type: "accept", ...onTable(s) }));
  for (const [by, other, of] of [
    ["freja", "reza", "customer"],
    ["reza", "freja", "supplier"],
  ] as const) {
    await asked(made, by, (s) => ({ type: "restate", revision: onTable(s).revision, words: "As it stands" }));
    expect(await asked(made, other, (s) => ({ type: "confirm-understanding", revision: onTable(s).revision, of }))).toBe("done");
  }
}

/** The settings with another of Nordvik's people who may sign any amount. */
const withTwo = { ...seed, people: seed.people.map((person) => (person.id === "ida" ? { ...person, approver: { limit: null } } : person)) };
const signersOf = async (made: World) =>
  (await made.held()).shared.asked.flatMap(({ key, to, firm }) => (key.startsWith("sign:") && firm === "customer" ? to : []));

test("from the amount that a firm has set on, two of its people sign, one after the other and not the same twice", async () => {
  const made = await world(withTwo);
  await understood(made, "100000.00 EUR");
  expect(await asked(made, "shirin", sign)).toBe("done");
  expect(await signersOf(made)).toEqual(["ida", "hanne"]);
  expect(await asked(made, "hanne", sign)).toBe("done");
  expect((await made.held()).shared.negotiation.status).toBe("accepted");
  expect(await asked(made, "hanne", sign)).toBe("signed-by-you");
  expect(await signersOf(made)).toEqual(["ida"]);
  expect(await asked(made, "ida", sign)).toBe("done");
  expect((await made.held()).shared.negotiation.status).toBe("agreed");
});

test("a cent below, one is enough", async () => {
  const made = await world(withTwo);
  await understood(made, "99999.99 EUR");
  expect(await asked(made, "hanne", sign)).toBe("done");
  expect(await asked(made, "ida", sign)).toBe("firm-signed-already");
  expect(await asked(made, "shirin", sign)).toBe("done");
  expect((await made.held()).shared.negotiation.status).toBe("agreed");
});

test("a signature is taken back until the other firm has signed, by whoever gave it", async () => {
  const made = await world();
  await understood(made, "1200.00 EUR");
  const back = (s: Shared): AskInput => ({
    type: "take-back-signature",
    revision: s.negotiation.status === "accepted" ? s.negotiation.current.id : "gone",
  });
  expect(await asked(made, "lars", back)).toBe("not-signed-by-you");
  expect(await asked(made, "lars", sign)).toBe("done");
  expect(await asked(made, "hanne", back)).toBe("not-signed-by-you");
  expect(await asked(made, "lars", back)).toBe("done");
  expect(await signersOf(made)).toEqual(["lars", "hanne"]);
  for (const by of ["lars", "shirin"]) expect(await asked(made, by, sign)).toBe("done");
  const { agreement } = (await made.held()).shared.negotiation;
  expect(await asked(made, "lars", { type: "take-back-signature", revision: agreement!.revision.id })).toBe("agreed-already");
});

test("an approver is asked for approval among one's own, and the other firm learns nothing of it", async () => {
  const made = await world();
  await understood(made, "1200.00 EUR");
  const ask =
    (to: string) =>
    (s: Shared): AskInput => ({ type: "ask-approval", revision: onTable(s).revision, to, note: "Above the plan" });
  const shared = JSON.stringify((await made.held()).shared);
  expect(await asked(made, "lars", ask("mads"))).toBe("not-an-approver-of-yours");
  expect(await asked(made, "lars", ask("shirin"))).toBe("not-an-approver-of-yours");
  expect(await asked(made, "lars", ask("hanne"))).toBe("done");
  expect(await asked(made, "lars", ask("hanne"))).toBe("approval-asked-already");
  const { customer } = await made.held();
  expect(customer.asked.map(({ key, to }) => `${key.split(":")[0]} ${to}`)).toEqual(["approve hanne"]);
  const yes = (s: Shared): AskInput => ({ type: "give-approval", revision: onTable(s).revision, agree: true });
  expect(await asked(made, "lars", yes)).toBe("not-asked");
  expect(await asked(made, "hanne", yes)).toBe("done");
  expect((await made.held()).customer.approvals).toMatchObject([{ by: "lars", to: "hanne", agreed: true, note: "Above the plan" }]);
  expect((await made.held()).customer.asked).toEqual([]);
  expect(JSON.stringify((await made.held()).shared)).toBe(shared);
});

const current = ({ negotiation: n }: Shared) => onTable({ negotiation: n } as Shared).revision;
const askHanne = (s: Shared): AskInput => ({ type: "ask-approval", revision: current(s), to: "hanne" });
/** What somebody of Nordvik is asked by one of their own, as it is drawn for them. */
const approving = async (made: World, of: string) => {
  const held = await made.held();
  const key = held.customer.asked.find(({ to }) => to.some((one) => one === of))!.key;
  const drawn = drawReminder(made.engine.conversation, held, made.account(), made.now(), who(of, made.account()), key, "0")!;
  const actions = drawn.blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));
  return { words: textOf(drawn), keys: actions.map(({ key: one }) => one) };
};
/** The last answer to whoever asked, in words. */
const answer = async (made: World): Promise<string> => {
  const given = (await logOf(made.store, made.id())).findLast(({ type }) => type === "approval-given")!;
  return textOf(drawNotice(made.engine.conversation, await made.held(), made.account(), given, 0));
};
const rooms = (made: World) => made.store.written.at(-1)!.posts.map(({ room }) => room);

describe("whoever may not sign an amount", () => {
  test("asks somebody who may to sign, who signs themselves; no approval raises a limit, and whoever asked hears it", async () => {
    const made = await world();
    await understood(made, "60000.00 EUR");
    const refused = await made.ask("lars", sign((await made.held()).shared));
    expect(refused.answer).toMatchObject({ ok: false, code: "over-limit", actions: [{ label: "Ask Hanne Bak to sign" }] });
    expect(await asked(made, "lars", askHanne)).toBe("done");
    const { words, keys } = await approving(made, "hanne");
    expect(words).toContain("Lars Due asks you to sign");
    expect(words).toContain("it is your own signature for Nordvik Pumps");
    expect(keys).toContain("action.sign");
    expect(keys).not.toContain("action.approve");
    const yes = (s: Shared): AskInput => ({ type: "give-approval", revision: current(s), agree: true });
    const instead = await made.ask("hanne", yes((await made.held()).shared));
    expect(instead.answer).toMatchObject({ ok: false, code: "sign-instead", actions: [{ key: "action.sign" }] });
    expect(await asked(made, "lars", sign)).toBe("over-limit");
    expect(await asked(made, "hanne", sign)).toBe("done");
    expect(rooms(made)).toContain("@lars");
    expect(await answer(made)).toContain("Hanne Bak has signed for Nordvik Pumps, as you asked.");
    expect((await made.held()).customer.asked).toEqual([]);
    expect((await made.held()).customer.approvals).toMatchObject([{ by: "lars", to: "hanne", agreed: true }]);
    expect(await asked(made, "shirin", sign)).toBe("done");
    expect((await made.held()).shared.negotiation.status).toBe("agreed");
    // The other firm reads the signature, and nothing of who asked whom.
    const theirs = (await logOf(made.store, made.id())).filter(({ audience }) => audience !== "customer");
    expect(JSON.stringify([theirs, (await made.held()).supplier.approvals])).not.toMatch(/approval-|lars/);
  });

  test("hears why it is not signed yet, in their own room alone, and may ask again", async () => {
    const made = await world();
    await understood(made, "60000.00 EUR");
    expect(await asked(made, "lars", askHanne)).toBe("done");
    const no = (s: Shared): AskInput => ({ type: "give-approval", revision: current(s), agree: false, note: "After the board" });
    expect(await asked(made, "hanne", no)).toBe("done");
    expect(rooms(made)).toEqual(["@lars"]);
    expect(await answer(made)).toContain("Hanne Bak says not yet. After the board");
    expect(await asked(made, "lars", askHanne)).toBe("done");
  });

  test("can ask nobody who may not sign it either", async () => {
    const made = await world({
      ...seed,
      people: seed.people.map((one) => (one.id === "ida" ? { ...one, approver: { limit: { minor: 100, currency: "EUR" } } } : one)),
    });
    await understood(made, "60000.00 EUR");
    expect(await asked(made, "lars", (s) => ({ type: "ask-approval", revision: current(s), to: "ida" }))).toBe("not-an-approver-of-yours");
  });
});

test("whoever may sign can ask for a word first: it is no signature, and the words say so", async () => {
  const made = await world();
  await understood(made, "1200.00 EUR");
  expect(await asked(made, "lars", askHanne)).toBe("done");
  const { words, keys } = await approving(made, "hanne");
  expect(words).toContain("It is no signature of yours.");
  expect(keys).toContain("action.approve");
  expect(keys).not.toContain("action.sign");
  expect(await asked(made, "hanne", (s) => ({ type: "give-approval", revision: current(s), agree: true }))).toBe("done");
  expect(rooms(made)).toEqual(["@lars"]);
  expect(await answer(made)).toContain("Hanne Bak approves. You can sign it.");
  expect((await made.held()).shared.negotiation).toMatchObject({ signed: [] });
});

test("where two people sign, the one who was asked counts as one of them, and never as both", async () => {
  const made = await world(withTwo);
  await understood(made, "100000.00 EUR");
  expect(await asked(made, "lars", askHanne)).toBe("done");
  expect(await asked(made, "hanne", sign)).toBe("done");
  expect(await asked(made, "hanne", sign)).toBe("signed-by-you");
  expect(await signersOf(made)).toEqual(["ida"]);
});
