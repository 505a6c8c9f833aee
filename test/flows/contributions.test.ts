/** What the firms put in of their own: what each can move, a bridge that is offered, people who are helped, what each reckons with for itself. */
import { describe, expect, test } from "vitest";
import { contributionsOf } from "../../src/domain/contribution.ts";
import type { Action, Message } from "../../src/domain/message.ts";
import type { Firm } from "../../src/domain/people.ts";
import { dayMs, hourMs } from "../../src/domain/time.ts";
import { drawCard, drawMore } from "../../src/engine/draw.ts";
import { agreed, must, onTable, restated, signedBy, tried, understood } from "../support/agreed.ts";
import { type AskInput, given, type World, who, world } from "../support/given.ts";

const due = "Fri 4 Dec 2026 16:00";
const shared = async (made: World) => (await made.held()).shared;
const option = (terms: string, more: object = {}): AskInput =>
  ({ type: "propose-option", terms, promises: `Neda: ${terms}, by ${due}`, ...more }) as AskInput;

/** A case of the source that both firms think of. */
async function reported(
  locus: "supplier" | "customer" | "environment" | "unknown",
  stops: "nothing" | "slowed" | "line" = "line",
): Promise<World> {
  const made = await world();
  await must(made, "freja", { type: "report", what: "Batch 4411 did not come", stops, locus });
  await must(made, "reza", { type: "acknowledge", locus });
  return made;
}

const kinds = async (made: World, by: string): Promise<string[]> => {
  const held = await made.held();
  const { firm, id } = who(by, made.account());
  return [...held.shared.asked, ...held[firm].asked].filter(({ to }) => to.includes(id)).map(({ key }) => key.split(":")[0]!);
};
async function sees(made: World, by: string, kind: string): Promise<Message> {
  const held = await made.held();
  const person = who(by, made.account());
  if (kind === "more") return drawMore(made.engine.conversation, held, made.account(), made.now(), person)!;
  const asked = [...held.shared.asked, ...held[person.firm].asked].find(
    ({ key, to }) => key.startsWith(`${kind}:`) && to.includes(person.id),
  );
  return drawCard(made.engine.conversation, held, made.account(), made.now(), `@${by}`, asked!.key, null)!;
}
const card = async (made: World, room: Firm | "shared"): Promise<string> =>
  JSON.stringify(drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), room, "case", null));
const actionsOf = ({ blocks }: Message): readonly Action[] => blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));
const keysOf = async (made: World, by: string, kind: string) => actionsOf(await sees(made, by, kind)).map(({ key }) => key);
const pressed = ({ press }: Action): AskInput => (press.kind === "command" ? press.command : {}) as AskInput;

describe("what each firm can move", () => {
  test.for([
    ["environment", true],
    ["unknown", true],
    ["supplier", false],
    ["customer", false],
  ] as const)("where it came from: %s; asked: %s", async ([locus, isAsked]) => {
    const made = await reported(locus);
    if (locus === "unknown") {
      // One thing at a time: first what each firm thinks.
      expect(await kinds(made, "freja")).not.toContain("move");
      await must(made, "reza", { type: "look-openly" });
    }
    for (const by of ["freja", "reza"]) expect((await kinds(made, by)).includes("move"), by).toBe(isAsked);
  });

  test("is asked of nobody in a trifle, nor while the views differ", async () => {
    expect(await kinds(await reported("environment", "nothing"), "freja")).not.toContain("move");
    const made = await world();
    await must(made, "freja", { type: "report", what: "Batch 4411 did not come", stops: "line", locus: "supplier" });
    await must(made, "reza", { type: "acknowledge", locus: "environment" });
    expect([...(await kinds(made, "freja")), ...(await kinds(made, "reza"))]).not.toContain("move");
  });

  test("is left open with one press, and not asked again", async () => {
    const made = await reported("environment");
    const none = actionsOf(await sees(made, "freja", "move")).find(({ key }) => key === "action.nothing-to-move")!;
    await must(made, "freja", pressed(none));
    expect(await kinds(made, "freja")).not.toContain("move");
    expect(await kinds(made, "reza")).toContain("move");
  });

  test("stands beside every option, and is put in with one press, once", async () => {
    const made = await reported("environment");
    await must(made, "freja", { type: "offer-resources", resources: ["safety-stock", "contacts"], what: "200 housings" });
    expect(await kinds(made, "freja")).not.toContain("move");
    await must(made, "reza", option("reroute"));
    const choose = await sees(made, "freja", "choose");
    expect(JSON.stringify(choose)).toMatch(/Could be put in.*Nordvik Pumps: safety stock.*200 housings/);
    const put = actionsOf(choose).find(({ key }) => key === "action.pledge-movable:1:safety-stock")!;
    expect(put.fields).toEqual([]);
    await must(made, "freja", pressed(put));
    const { deal } = (await shared(made)).negotiation.options[0]!;
    expect(deal.promises.at(-1)).toMatchObject({ firm: "customer", owner: "freja", what: "200 housings", pledge: "safety-stock" });
    expect(deal.promises.at(-1)!.due).toBe(deal.promises[0]!.due);
    const again = await keysOf(made, "freja", "choose");
    expect(again).not.toContain("action.pledge-movable:1:safety-stock");
    expect(again).toContain("action.pledge-movable:1:contacts");
    // What one firm can move is not the other's to put in.
    expect((await keysOf(made, "reza", "more")).filter((key) => key.startsWith("action.pledge-movable"))).toEqual([]);
  });
});

describe("something to go on with", () => {
  test("is asked of the supplier on its question for options while it burns, and the real solution is asked for still", async () => {
    const made = await reported("environment");
    expect(await keysOf(made, "reza", "option")).toContain("action.offer-temporary");
    const bridge = actionsOf(await sees(made, "reza", "option")).find(({ key }) => key === "action.offer-temporary")!;
    await must(made, "reza", { ...pressed(bridge), terms: "Loan pumps", promises: `Neda: loan pumps, by ${due}` } as AskInput);
    expect((await shared(made)).negotiation.options[0]!.deal).toMatchObject({ kind: "temporary-fix", temporary: true });
    expect(await kinds(made, "reza")).toContain("option");
    expect(await keysOf(made, "reza", "option")).not.toContain("action.offer-temporary");
    expect(await kinds(made, "freja")).toContain("choose");
    await must(made, "reza", option("replace all"));
    expect(await kinds(made, "reza")).not.toContain("option");
  });

  test("is not asked where nothing stands still", async () => {
    const made = await reported("environment", "slowed");
    expect(await keysOf(made, "reza", "option")).not.toContain("action.offer-temporary");
  });

  test("may be the customer's own, once, if it suits; it counts as its contribution, whose worth the supplier says", async () => {
    const made = await reported("supplier");
    expect(await kinds(made, "freja")).toContain("bridge");
    await must(made, "freja", { type: "offer-bridge", what: "Line 1 runs two shifts until Thursday" });
    expect(await kinds(made, "freja")).not.toContain("bridge");
    expect(await tried(made, "freja", { type: "offer-bridge", what: "And line 3" })).toBe("said-already");
    const s = await shared(made);
    expect(contributionsOf(s).bridge).toEqual({ by: "freja", what: "Line 1 runs two shifts until Thursday" });
    expect(s.participation.roles).toContainEqual(
      expect.objectContaining({ role: "co-implementor", person: "freja", status: "volunteered" }),
    );
    expect(s.participation.work).toContainEqual(expect.objectContaining({ person: "freja", kind: "bridge", done: 1 }));
    expect(await card(made, "shared")).toContain("Line 1 runs two shifts until Thursday");
  });

  test("a customer that says no is not asked again, and no other source is asked at all", async () => {
    const made = await reported("supplier");
    const no = actionsOf(await sees(made, "freja", "bridge")).find(({ key }) => key === "action.no-bridge")!;
    await must(made, "freja", pressed(no));
    expect(await kinds(made, "freja")).not.toContain("bridge");
    for (const locus of ["customer", "environment", "unknown"] as const)
      expect(await kinds(await reported(locus), "freja")).not.toContain("bridge");
    expect(await kinds(await reported("supplier", "slowed"), "freja")).not.toContain("bridge");
  });

  test("is the customer's alone to offer", async () => {
    expect(await tried(await reported("supplier"), "reza", { type: "offer-bridge", what: "They can wait" })).toBe("customer-bridges");
  });
});

describe("help for the customer's people once it is agreed", () => {
  async function agreedIn(locus: "customer" | "environment" | "supplier"): Promise<World> {
    const made = await reported(locus);
    if (locus !== "environment")
      await must(made, "freja", { type: "propose-cause", what: "Bearing ran dry", category: "process", locus } as AskInput);
    await must(made, "reza", option("reroute"));
    await must(made, "freja", (s) => ({ type: "choose-option", option: s.negotiation.options[0]!.id }));
    await restated(made);
    await signedBy(made, "lars", "shirin");
    return made;
  }

  test.for([
    ["customer", true],
    ["environment", true],
    ["supplier", false],
  ] as const)("where it came from: %s; asked: %s", async ([locus, isAsked]) => {
    expect((await kinds(await agreedIn(locus), "freja")).includes("beside")).toBe(isAsked);
  });

  test("somebody beside them is one of the supplier's people in a role of their own", async () => {
    const made = await agreedIn("environment");
    expect((await shared(made)).participation.roles.some(({ role }) => role === "value-facilitator")).toBe(false);
    await must(made, "freja", { type: "say-beside", how: "beside" });
    expect((await shared(made)).participation.roles).toContainEqual(
      expect.objectContaining({ role: "value-facilitator", status: "given" }),
    );
    expect(await kinds(made, "freja")).not.toContain("beside");
  });

  test("being shown is proposed as a change of the agreement: one promise more, for the supplier to answer", async () => {
    const made = await agreedIn("environment");
    const before = await shared(made);
    await must(made, "freja", { type: "say-beside", how: "shown", what: "Show the night shift the new clamp", due });
    const s = await shared(made);
    const { deal, amends } = onTable(s);
    expect(amends).toMatchObject({ agreement: "AGR-00001-1", drops: [] });
    expect(deal.promises.map(({ what }) => what)).toEqual([
      ...before.promises.map(({ what }) => what),
      "Show the night shift the new clamp",
    ]);
    expect(deal.promises.at(-1)).toMatchObject({ firm: "supplier", owner: "reza" });
    // Nothing is owed that the supplier has not signed.
    expect(s.promises).toEqual(before.promises);
    await understood(made, "reza");
    await signedBy(made, "lars", "shirin");
    expect((await shared(made)).promises.at(-1)).toMatchObject({ what: "Show the night shift the new clamp", status: "open" });
  });

  test("neither is one press, and is not asked again", async () => {
    const made = await agreedIn("environment");
    await must(made, "freja", { type: "say-beside", how: "no" });
    expect(await kinds(made, "freja")).not.toContain("beside");
    expect((await shared(made)).negotiation.status).toBe("agreed");
  });

  test("is for the customer to say, and for what is agreed", async () => {
    expect(await tried(await agreedIn("environment"), "reza", { type: "say-beside", how: "no" })).toBe("customer-says-help");
    expect(await tried(await reported("environment"), "freja", { type: "say-beside", how: "no" })).toBe("nothing-agreed");
    expect(await tried(await agreedIn("environment"), "freja", { type: "say-beside", how: "shown" })).toBe("say-what-to-show");
  });
});

describe("what a firm reckons with for itself", () => {
  const effort: AskInput = { type: "say-effort", cost: "1234.56 EUR", people: "Mads's shift for two days", needs: "The gate open at six" };

  test("is asked in its side room while an option or an offer is there, and read by nobody else", async () => {
    const made = await reported("environment");
    expect(await kinds(made, "freja")).not.toContain("effort");
    await must(made, "reza", option("reroute"));
    expect([await kinds(made, "freja"), await kinds(made, "reza")].map((all) => all.includes("effort"))).toEqual([true, true]);
    const before = await made.held();
    await must(made, "freja", effort);
    const after = await made.held();
    expect([after.supplier, after.shared]).toEqual([before.supplier, before.shared]);
    expect(await kinds(made, "freja")).not.toContain("effort");
    expect(await card(made, "customer")).toContain("Mads's shift for two days");
    for (const room of ["shared", "supplier"] as const) expect(await card(made, room)).not.toContain("Mads's shift");
    expect(JSON.stringify(await sees(made, "reza", "more"))).not.toContain("1234.56");
  });

  test("is asked of no customer for what the supplier caused; it may say so all the same", async () => {
    const made = await reported("supplier");
    await must(made, "reza", option("replace all"));
    expect(await kinds(made, "freja")).not.toContain("effort");
    expect(await kinds(made, "reza")).toContain("effort");
    expect(await keysOf(made, "freja", "more")).toContain("action.effort");
    expect(await keysOf(await reported("supplier", "nothing"), "reza", "more")).not.toContain("action.effort");
    // While the views differ it is asked of nobody who has not offered.
    const differing = await reported("environment");
    await must(differing, "freja", { type: "say-locus", locus: "supplier" });
    await must(differing, "reza", option("Rework here"));
    expect(await kinds(differing, "reza")).toContain("effort");
    expect(await kinds(differing, "freja")).not.toContain("effort");
  });

  test("fills in the own cost of a counter, and stands on the card of whoever signs for that firm", async () => {
    const made = await reported("environment");
    await must(made, "reza", option("reroute", { customerCost: "10.00 EUR", supplierCost: "20.00 EUR" }));
    await must(made, "freja", effort);
    const counter = actionsOf(await sees(made, "freja", "choose")).find(({ key }) => key === "action.counter-option:1")!;
    const value = (name: string) => counter.fields.flatMap((one) => (one.name === name && "value" in one ? [one.value] : []))[0];
    expect([value("customerCost"), value("supplierCost")]).toEqual(["1234.56 EUR", "20.00 EUR"]);
    expect(JSON.stringify(counter.intro)).toContain("your firm reckons with");
    await must(made, "freja", (s) => ({ type: "choose-option", option: s.negotiation.options[0]!.id }));
    await restated(made);
    expect(JSON.stringify(await sees(made, "lars", "sign"))).toContain("Mads's shift for two days");
    expect(JSON.stringify(await sees(made, "shirin", "sign"))).not.toContain("Mads's shift");
  });

  test("needs at least one of the three, and the currency of the two firms", async () => {
    const made = await reported("environment");
    expect(await tried(made, "freja", { type: "say-effort" })).toBe("nothing-reckoned");
    expect(await tried(made, "freja", { type: "say-effort", cost: "12 USD" })).toBe("other-currency");
  });
});

describe("what would have to differ, and when it is done", () => {
  test("a no says what would have to differ for a yes; the other firm reads it where it offers anew", async () => {
    const made = await reported("environment");
    await must(made, "reza", option("reroute"));
    await must(made, "freja", (s) => ({
      type: "counter",
      option: s.negotiation.options[0]!.id,
      terms: "x",
      promises: `Neda: x, by ${due}`,
    }));
    await must(made, "reza", (s) => ({ type: "decline", revision: onTable(s).id, differ: "40 pieces instead of 60" }));
    expect(JSON.stringify(await card(made, "shared"))).not.toContain("undefined");
    expect((await shared(made)).negotiation.declined).toEqual({
      firm: "supplier",
      by: "reza",
      reason: null,
      differ: "40 pieces instead of 60",
    });
    await must(made, "freja", (s) => ({
      type: "counter",
      option: s.negotiation.options[0]?.id,
      terms: "y",
      promises: `Neda: y, by ${due}`,
    }));
    expect((await shared(made)).negotiation.declined).toBeUndefined();
  });

  test("when each firm would call it done is confirmed with its words, and stands on the card and on the closing question", async () => {
    const made = await reported("environment");
    await must(made, "reza", option("reroute"));
    await must(made, "freja", (s) => ({ type: "choose-option", option: s.negotiation.options[0]!.id }));
    const says = (done?: string) => (s: Awaited<ReturnType<typeof shared>>) =>
      ({ type: "restate", revision: onTable(s).id, words: "As it stands", done }) as AskInput;
    await must(made, "freja", says("Line 2 runs two shifts"));
    expect(JSON.stringify(await sees(made, "reza", "understand"))).toContain("Line 2 runs two shifts");
    await must(made, "reza", says());
    for (const [by, of] of [
      ["freja", "supplier"],
      ["reza", "customer"],
    ] as const)
      await must(made, by, (s) => ({ type: "confirm-understanding", revision: onTable(s).id, of }));
    await signedBy(made, "lars", "shirin");
    const s = await shared(made);
    expect(s.negotiation.agreement?.done).toEqual({ customer: "Line 2 runs two shifts" });
    expect(await card(made, "shared")).toContain("Line 2 runs two shifts");
    await must(made, "neda", { type: "mark-done", promise: s.promises[0]!.id, attempt: 1, evidence: "Done" });
    await must(made, "freja", { type: "verify", promise: s.promises[0]!.id, attempt: 1 });
    await must(made, "reza", { type: "explain", explanation: "The road was closed", apology: false });
    expect(JSON.stringify(await sees(made, "freja", "close"))).toContain("Line 2 runs two shifts");
  });
});

describe("the cost until the source is known", () => {
  const split = (made: World, by: string, interim: number) =>
    must(made, by, option("whatever the cause", { interim, supplierCost: "100.01 EUR", customerCost: "50.00 EUR" }));

  async function agreedWith(interim: number): Promise<World> {
    const made = await reported("unknown");
    await split(made, "reza", interim);
    await must(made, "freja", (s) => ({ type: "choose-option", option: s.negotiation.options[0]!.id }));
    await restated(made);
    await signedBy(made, "lars", "shirin");
    return made;
  }

  test("both firms are asked for options whatever the cause while nothing is settled, with a split of the cost in the form", async () => {
    const made = await reported("unknown");
    expect(await kinds(made, "reza")).not.toContain("option");
    await must(made, "reza", { type: "look-openly" });
    for (const by of ["freja", "reza"]) {
      expect(await kinds(made, by)).toContain("option");
      const offer = actionsOf(await sees(made, by, "option")).find(({ key }) => key === "action.offer-new")!;
      expect(offer.fields.find(({ name }) => name === "interim")).toMatchObject({ kind: "number", min: 0, max: 100, rare: true });
    }
    const known = await reported("environment");
    const other = actionsOf(await sees(known, "reza", "option")).find(({ key }) => key === "action.offer-new")!;
    expect(other.fields.filter(({ name }) => name === "interim")).toEqual([]);
  });

  test("is signed with the offer: it stands on it, its hash covers it, and it is not to be had once the source is known", async () => {
    const made = await reported("unknown");
    await split(made, "reza", 50);
    await must(made, "freja", (s) => ({ type: "choose-option", option: s.negotiation.options[0]!.id }));
    const one = onTable(await shared(made));
    expect(one.deal.interim).toBe(50);
    const drawn = JSON.stringify(await sees(made, "freja", "restate"));
    expect(drawn).toMatch(/Until the source is known.*50 %.*7501.*50 %.*7500/);
    const other = await reported("unknown");
    await split(other, "reza", 51);
    await must(other, "freja", (s) => ({ type: "choose-option", option: s.negotiation.options[0]!.id }));
    expect(onTable(await shared(other)).hash).not.toBe(one.hash);
  });

  test("whoever signs signs for what their firm carries until then, if that is more than its own cost", async () => {
    const made = await reported("unknown");
    await must(made, "reza", option("whatever the cause", { interim: 0, supplierCost: "60000.00 EUR", customerCost: "1.00 EUR" }));
    await must(made, "freja", (s) => ({ type: "choose-option", option: s.negotiation.options[0]!.id }));
    await restated(made);
    const { limit } = who("lars", made.account()).approver!;
    expect(limit!.minor).toBeLessThan(6_000_100);
    expect(JSON.stringify((await sees(made, "hanne", "sign")).blocks)).toMatch(
      /may have to carry ",\{"kind":"money","money":\{"minor":6000100/,
    );
    expect(await tried(made, "lars", (s) => ({ type: "sign", revision: onTable(s).id, hash: onTable(s).hash }))).toBe("over-limit");
  });

  test("once the source is settled both are asked whether it stands; a change is a change of the agreement", async () => {
    const made = await agreedWith(50);
    expect([await kinds(made, "freja"), await kinds(made, "reza")].flat()).not.toContain("split");
    await must(made, "reza", {
      type: "propose-cause",
      what: "Poured too cold",
      category: "process",
      locus: "supplier",
    } as AskInput);
    const cause = (await shared(made)).analysis.causes[0]!.id;
    await must(made, "mads", { type: "confirm-cause", cause });
    expect([await kinds(made, "freja"), await kinds(made, "reza")].map((all) => all.includes("split"))).toEqual([true, true]);
    const { revision } = (await shared(made)).negotiation.agreement!;
    await must(made, "freja", { type: "keep-split", revision: revision.id });
    expect(await tried(made, "freja", { type: "keep-split", revision: revision.id })).toBe("said-already");
    expect([await kinds(made, "freja"), await kinds(made, "reza")].map((all) => all.includes("split"))).toEqual([false, true]);
    const change = actionsOf(await sees(made, "reza", "split")).find(({ key }) => key === "action.amend")!;
    expect(change.fields.filter(({ name }) => name === "interim")).toEqual([]);
    const again = { type: "amend", terms: "We carry it", why: "It was our ladle", interim: 20 } as AskInput;
    expect(await tried(made, "reza", again)).toBe("source-known");
  });

  test("who offers a change has said so, whatever becomes of it: only the other firm is asked once more", async () => {
    for (const end of ["decline", "withdraw", "expire"] as const) {
      const made = await agreedWith(50);
      await must(made, "freja", { type: "propose-cause", what: "Cut too short", category: "process", locus: "supplier" } as AskInput);
      const cause = (await shared(made)).analysis.causes[0]!.id;
      await must(made, "reza", { type: "confirm-cause", cause });
      const asked = async () => [await kinds(made, "freja"), await kinds(made, "reza")].map((all) => all.includes("split"));
      expect(await asked()).toEqual([true, true]);
      await must(made, "reza", { type: "amend", terms: "We carry it", why: "It was our ladle", open: "2026-11-24T15:00" } as AskInput);
      expect(await asked()).toEqual([false, false]);
      const { id } = onTable(await shared(made));
      if (end === "decline") await must(made, "freja", { type: "decline", revision: id });
      if (end === "withdraw") await must(made, "reza", { type: "withdraw", revision: id });
      if (end === "expire") await made.pass(5 * hourMs);
      expect(await asked()).toEqual([true, false]);
    }
  });

  test("until it is known the cause is looked for on, agreed or not; and once all is kept both are asked whether to stop", async () => {
    const made = await agreedWith(50);
    await must(made, "reza", { type: "look-openly" });
    const looking = async () => (await shared(made)).asked.flatMap(({ key, firm }) => (key.startsWith("cause:") ? [firm] : []));
    expect((await looking()).sort()).toEqual(["customer", "supplier"]);
    for (const promise of (await shared(made)).promises) {
      await must(made, promise.owner, { type: "mark-done", promise: promise.id, attempt: 1, evidence: "Done" });
      await must(made, promise.firm === "supplier" ? "freja" : "reza", { type: "verify", promise: promise.id, attempt: 1 });
    }
    expect(await looking()).toEqual([]);
    expect([await kinds(made, "freja"), await kinds(made, "reza")].map((all) => all.includes("undecided"))).toEqual([true, true]);
    await must(made, "freja", { type: "end-unknown", plan: "Swap the link at once" });
    expect([await kinds(made, "freja"), await kinds(made, "reza")].flat()).not.toContain("undecided");
    expect(await kinds(made, "reza")).toContain("stop-looking");
    await must(made, "reza", { type: "agree-unknown" });
    expect((await shared(made)).locus.settled).toBe("unknown");
  });

  test("is for nobody to answer before that, or where there is none", async () => {
    const made = await agreedWith(50);
    const { revision } = (await shared(made)).negotiation.agreement!;
    expect(await tried(made, "freja", { type: "keep-split", revision: revision.id })).toBe("no-split");
    const none = await agreed();
    const theirs = (await shared(none)).negotiation.agreement!.revision.id;
    expect(await tried(none, "freja", { type: "keep-split", revision: theirs })).toBe("no-split");
  });
});

describe("an offer that says no end", () => {
  test("is open until the first of its dates, and says so", async () => {
    const made = await reported("environment");
    await must(made, "freja", { type: "counter", terms: "x", promises: `Neda: x, by ${due}` });
    expect(JSON.stringify(await sees(made, "reza", "answer"))).toContain("Open until its first date");
    await made.pass(20 * dayMs, true);
    const late = await tried(made, "reza", (s) => ({ type: "accept", revision: onTable(s).id, hash: onTable(s).hash }));
    expect(late).toBe("dates-passed");
  });
});

test("nothing is countered before whoever was told has it, not even with nothing on the table", async () => {
  const report = ["freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" }] as const;
  const counter: AskInput = { type: "counter", terms: "x", promises: `Neda: x, by ${due}` };
  for (const by of ["freja", "reza"]) await given(report).when(by, counter).refuses("acknowledge-first");
});
