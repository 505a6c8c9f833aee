/** What both firms have signed holds until both have signed something else. */
import { describe, expect, test } from "vitest";
import { writeAgreement } from "../../flows/agreements.ts";
import { writePromises } from "../../flows/deal.ts";
import { changeable } from "../../flows/offer.ts";
import { promiseRecord } from "../../flows/promise-state.ts";
import { type Shared, stageOf, visibleTo } from "../../src/domain/case.ts";
import type { Story } from "../../src/domain/flow.ts";
import { dayMs, hourMs } from "../../src/domain/time.ts";
import { agreed, must, onTable, restated, signedBy, tried, understood } from "../support/agreed.ts";
import { type AskInput, logOf, seed, type World, who } from "../support/given.ts";

/** The lines of what is still open, as the form of a change shows them to somebody, on their own clock. */
const openLines = (s: Shared, by = "reza"): string[] => writePromises(changeable(s), seed, who(by).calendar.zone).split("\n");
const change =
  (lines: (open: string[]) => string[], more: Partial<Extract<AskInput, { type: "amend" }>> = {}, by = "reza") =>
  (s: Shared): AskInput => ({
    type: "amend",
    terms: "Rework, and forty by air",
    promises: lines(openLines(s, by)).join("\n"),
    why: "The road is closed",
    ...more,
  });
const shared = async (made: World) => (await made.held()).shared;
const standing = async (made: World) => (await shared(made)).promises.map(({ what, status }) => `${what} ${status}`);
const air = "Neda: forty by air, by Sat 28 Nov 2026 12:00";

describe("a change of what was agreed", () => {
  test("goes the way of every offer, and until both have signed the old agreement and its promises hold", async () => {
    const made = await agreed();
    await must(
      made,
      "reza",
      change((open) => [open[0]!, open[1]!, air]),
    );
    const before = await shared(made);
    expect(before.negotiation).toMatchObject({ status: "on-table", agreement: { name: "AGR-00001-1" } });
    expect(onTable(before).amends).toEqual({ agreement: "AGR-00001-1", drops: [] });
    expect(stageOf(before)).toBe("implementation");
    expect(before.asked.map(({ key }) => key.split(":")[0]).sort()).toEqual(["answer", "contain", "promise", "promise"]);
    await understood(made, "freja");
    await signedBy(made, "lars");
    expect((await shared(made)).negotiation.agreement?.name).toBe("AGR-00001-1");
    expect(await standing(made)).toEqual(["rework open", "site access open"]);
    await signedBy(made, "shirin");
    expect((await shared(made)).negotiation).toMatchObject({ status: "agreed", agreements: 2, agreement: { name: "AGR-00001-2" } });
    expect(await standing(made)).toEqual(["rework open", "site access open", "forty by air open"]);
  });

  test("keeps the promises that it names as they are, ends those that it leaves out, and asks for the new ones", async () => {
    const made = await agreed();
    const [rework, access] = (await shared(made)).promises;
    await must(made, "reza", { type: "report-blocker", promise: rework!.id, what: "No pass", clears: "jens" });
    await must(
      made,
      "freja",
      change(([, second]) => [second!, "Neda: forty by air, by Sat 28 Nov 2026 12:00, needs 1"], {}, "freja"),
    );
    expect(onTable(await shared(made)).amends?.drops).toEqual([rework!.id]);
    await understood(made, "reza");
    await signedBy(made, "shirin", "lars");
    const after = await shared(made);
    expect(await standing(made)).toEqual(["rework released", "site access open", "forty by air open"]);
    expect(after.promises[1]).toEqual(access);
    expect(after.promises[2]!.needs).toEqual([access!.id]);
    expect(after.asked.map(({ key, to }) => `${key.split(":")[0]} ${to}`).sort()).toEqual(["promise jens", "promise neda"]);
    expect(promiseRecord([after]).supplier.made).toBe(1);
  });

  test("a line whose date or owner changed is a promise of its own in place of the old one", async () => {
    const made = await agreed();
    await must(
      made,
      "reza",
      change((open) => [open[0]!.replace("Arash Nouri", "Neda"), open[1]!.replace("25 Nov 2026 09:30", "26 Nov 2026 09:30")]),
    );
    expect(onTable(await shared(made)).amends?.drops).toHaveLength(2);
    await understood(made, "freja");
    await signedBy(made, "lars", "shirin");
    expect((await shared(made)).promises.map(({ owner, status, due }) => `${owner} ${status} ${due}`)).toEqual([
      "arash released 2026-11-26T15:00:00.000Z",
      "jens released 2026-11-25T06:00:00.000Z",
      "neda open 2026-11-26T15:00:00.000Z",
      "jens open 2026-11-26T06:00:00.000Z",
    ]);
  });

  test("what is late can stay as it stands, but nothing new is promised for a time that has passed", async () => {
    const made = await agreed();
    await made.pass(2 * dayMs + 12 * hourMs);
    await must(
      made,
      "reza",
      change((open) => open),
    );
    await must(made, "reza", (s) => ({ type: "withdraw", revision: onTable(s).id }));
    expect(
      await tried(
        made,
        "reza",
        change((open) => [open[0]!.replace("rework", "rework all"), open[1]!]),
      ),
    ).toBe("due-in-the-past");
  });

  test.for([
    ["declined", "freja"],
    ["withdrawn", "reza"],
  ] as const)("%s, it leaves everything as it was", async ([how, by]) => {
    const made = await agreed();
    const before = await shared(made);
    await must(
      made,
      "reza",
      change(() => [air]),
    );
    await must(made, by, (s) => ({ type: how === "declined" ? "decline" : "withdraw", revision: onTable(s).id }));
    const after = await shared(made);
    expect(after.negotiation).toMatchObject({ status: "agreed", agreement: before.negotiation.agreement });
    expect(after.promises).toEqual(before.promises);
    expect(after.asked).toEqual(before.asked);
  });

  test("ends by itself at its instant, and the agreement holds on", async () => {
    const made = await agreed();
    await must(
      made,
      "reza",
      change(() => [air], { open: "2026-11-24T15:00" }),
    );
    await made.pass(5 * hourMs);
    expect((await shared(made)).negotiation).toMatchObject({ status: "agreed", agreement: { name: "AGR-00001-1" } });
  });

  test("is countered like every offer, and what the counter leaves out is owed no more only when both have signed that", async () => {
    const made = await agreed();
    await must(
      made,
      "reza",
      change((open) => [...open, air]),
    );
    const promises = (s: Shared) => [openLines(s, "freja")[1]!, "Neda: sixty by air, by Sat 28 Nov 2026 12:00"].join("\n");
    await must(made, "freja", (s) => ({ type: "counter", revision: onTable(s).id, terms: "Sixty by air", promises: promises(s) }));
    expect(onTable(await shared(made))).toMatchObject({ number: 3, amends: { drops: [(await shared(made)).promises[0]!.id] } });
    await understood(made, "reza");
    await signedBy(made, "shirin", "lars");
    expect(await standing(made)).toEqual(["rework released", "site access open", "sixty by air open"]);
  });

  test("nobody signs away what has been done meanwhile", async () => {
    const made = await agreed();
    const [rework] = (await shared(made)).promises;
    await must(
      made,
      "reza",
      change((open) => [open[1]!, air]),
    );
    await understood(made, "freja");
    await must(made, "arash", { type: "mark-done", promise: rework!.id, attempt: 1, evidence: "38 reworked" });
    const sign = (s: Shared): AskInput => ({ type: "sign", revision: onTable(s).id, hash: onTable(s).hash });
    expect(await tried(made, "lars", sign)).toBe("promise-moved-on");
    await must(made, "freja", { type: "verify", promise: rework!.id, attempt: 1 });
    await must(made, "freja", (s) => ({
      type: "counter",
      revision: onTable(s).id,
      terms: "Forty",
      promises: [...openLines(s, "freja"), air].join("\n"),
    }));
    await understood(made, "reza");
    await signedBy(made, "lars", "shirin");
    expect(await standing(made)).toEqual(["rework kept", "site access open", "forty by air open"]);
  });

  test("only what is agreed can be changed, one change at a time, and the case is not closed over it", async () => {
    const made = await agreed();
    await must(
      made,
      "reza",
      change((open) => open),
    );
    expect(
      await tried(
        made,
        "freja",
        change(() => [air]),
      ),
    ).toBe("offer-on-table");
    for (const [i, by, other] of [
      [0, "arash", "freja"],
      [1, "jens", "reza"],
    ] as const) {
      const { id } = (await shared(made)).promises[i]!;
      await must(made, by, { type: "mark-done", promise: id, attempt: 1, evidence: "Done" });
      await must(made, other, { type: "verify", promise: id, attempt: 1 });
    }
    expect(await tried(made, "freja", { type: "close" })).toBe("change-open");
    await must(made, "reza", (s) => ({ type: "withdraw", revision: onTable(s).id }));
    await must(made, "reza", { type: "explain", explanation: "Poured too cold" });
    expect(await tried(made, "freja", { type: "close" })).toBe("done");
  });

  test("before anything is agreed there is nothing to change", async () => {
    const made = await agreed();
    const other = await made.ask("freja", { type: "report", what: "Something else", stops: "slowed" });
    expect(other.answer.ok).toBe(true);
    await must(made, "reza", { type: "acknowledge" });
    expect(await tried(made, "reza", { type: "amend", terms: "x", promises: air, why: "y" })).toBe("nothing-agreed");
  });

  test("a dear change is signed within limits like everything else", async () => {
    const made = await agreed();
    await must(
      made,
      "reza",
      change((open) => open, { customerCost: "50000.01 EUR" }),
    );
    await must(made, "freja", (s) => ({ type: "accept", revision: onTable(s).id, hash: onTable(s).hash }));
    await restated(made);
    expect(await tried(made, "lars", (s) => ({ type: "sign", revision: onTable(s).id, hash: onTable(s).hash }))).toBe("over-limit");
    await signedBy(made, "hanne", "shirin");
    expect((await shared(made)).negotiation.agreement?.name).toBe("AGR-00001-2");
  });
});

describe("an agreement to read", () => {
  const read = async (made: World, name: string, by = "lars") => {
    const held = await made.held();
    const story = (await logOf(made.store, held.id)).filter(({ audience }) => audience === "shared") as Story;
    return writeAgreement(visibleTo(who(by).firm, held), story, name, who(by), made.account());
  };

  test("has its number, its hash, every term and promise, both understandings and all signatures, and stays as it was", async () => {
    const made = await agreed();
    const { agreement } = (await shared(made)).negotiation;
    const text = (await read(made, "AGR-00001-1"))!;
    for (const part of [
      "# Agreement AGR-00001-1",
      agreement!.revision.hash,
      "Rework",
      "site access",
      "Arash Nouri",
      "As it stands",
      "Lars Due",
      "Shirin Azari",
    ])
      expect(text).toContain(part);
    await must(
      made,
      "reza",
      change((open) => [open[1]!, air]),
    );
    await understood(made, "freja");
    await signedBy(made, "lars", "shirin");
    const first = (await read(made, "AGR-00001-1"))!;
    expect(first.replace(/\n\n\*\*Changed by AGR-00001-2, .*\*\*/, "")).toBe(text);
    expect(first).toContain("Changed by AGR-00001-2");
    const second = (await read(made, "AGR-00001-2"))!;
    expect(second).toContain("Takes the place of AGR-00001-1");
    expect(second).toMatch(/## No longer owed\n\n- rework/);
    expect(second).toMatch(/site access .* promised before, unchanged/);
    expect(await read(made, "AGR-00001-3")).toBeNull();
  });

  test.for(["da", "fa"])("reads in %s", async (language) => {
    const made = await agreed();
    await made.saveAccount({ ...seed, people: seed.people.map((one) => ({ ...one, language })) });
    const held = await made.held();
    const story = (await logOf(made.store, held.id)).filter(({ audience }) => audience === "shared") as Story;
    const lars = made.account().people.find(({ id }) => id === "lars")!;
    expect(writeAgreement(visibleTo("customer", held), story, "AGR-00001-1", lars, made.account())).not.toMatch(
      /undefined|\[object|Signatures/,
    );
  });
});
