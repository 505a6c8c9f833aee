/** What the two firms have said of each other is asked again each year, and after a case that was grave. */
import { describe, expect, test } from "vitest";
import { conversation } from "../../flows/conversation.ts";
import { today } from "../../flows/standing/today.ts";
import { visibleTo } from "../../src/domain/case.ts";
import { dayMs } from "../../src/domain/time.ts";
import { type AskInput, eventsOf, seed, who, world } from "../support/given.ts";
import { ask, askedKeys, id, opened } from "../support/relationship.ts";
import { settled } from "../support/settled.ts";

describe("what was said of each other", () => {
  test("is asked again each year, one question after the other, even when all were answered on one day; what nobody answered, too", async () => {
    const made = await opened({ ...seed, preferences: null });
    await made.pass(40 * dayMs);
    const answers: [string, AskInput][] = [
      ["lars", { type: "say-preferences", first: "speed" }],
      ["lars", { type: "say-use", makes: "Pumps", next: null, hours: 60 }],
      ["lars", { type: "say-often", often: "monthly" }],
      ["lars", { type: "say-work", first: "reza", touches: "Pump housings" }],
      ["reza", { type: "all-promised" }],
      ["reza", { type: "say-work", first: "lars" }],
    ];
    for (const [by, what] of answers) expect((await ask(made, by, what)).answer.ok).toBe(true);
    const before = made.store.written.length;
    await made.pass(300 * dayMs);
    // Until the day comes, nothing is asked of who has answered.
    expect((await askedKeys(made)).filter((key) => /^(preferences|use|promised|acquaint:(lars|reza))/.test(key))).toEqual([]);
    await made.pass(70 * dayMs);
    const again = made.store.written.slice(before).flatMap(eventsOf);
    const days = again.flatMap((event) => (event.type === "asked" ? event.to.map((person) => `${person} ${event.at.slice(0, 10)}`) : []));
    expect(days.length).toBe(new Set(days).size);
    const keys = await askedKeys(made);
    for (const key of ["preferences:1 lars", "use:1 lars", "often:customer:1 lars", "acquaint:lars:1 lars", "promised:1 reza"])
      expect(keys).toContain(key);
    // Mads never answered the first time; he is asked once, not twice.
    expect(keys.filter((key) => key.startsWith("acquaint:mads"))).toEqual(["acquaint:mads:1 mads"]);
  });

  test("is shown when it is asked again, and one press keeps it", async () => {
    const made = await opened();
    await made.pass(18 * dayMs);
    await ask(made, "lars", { type: "say-use", makes: "Pumps for district heating", next: null, hours: 60 });
    await ask(made, "reza", { type: "all-promised" });
    await made.pass(380 * dayMs);
    const see = visibleTo("customer", await made.held(id));
    const drawnUse = today.draw!["use"]!(see, "1", conversation.say("en"), who("lars"), made.account(), made.now());
    expect(JSON.stringify(drawnUse.blocks)).toContain("Pumps for district heating");
    const [still] = drawnUse.actions;
    expect(still).toMatchObject({ key: "action.still-right", fields: [] });
    const settings = made.account();
    expect((await ask(made, "lars", (still!.press.kind === "command" ? still!.press.command : {}) as AskInput)).answer.ok).toBe(true);
    expect(made.account()).toEqual(settings);
    expect((await askedKeys(made)).some((key) => key.startsWith("use"))).toBe(false);
    expect(await askedKeys(made)).toContain("promised:1 reza");
    expect((await ask(made, "reza", { type: "all-promised" })).answer.ok).toBe(true);
    expect((await askedKeys(made)).some((key) => key.startsWith("promised"))).toBe(false);
  });

  test("is looked at again after a grave case, too: what it is for and what was promised, on other days than what is expected", async () => {
    const use = { makes: "Pumps for district heating", next: null, hours: 60 };
    const made = await world({ ...seed, use });
    const asks = async () => (await made.held()).shared.asked.map(({ key, to }) => `${key} ${to.join(" ")}`);
    const found = await settled(made);
    await found.ask("freja", { type: "close" });
    await made.pass(3 * dayMs);
    expect((await asks()).filter((key) => /^(use|promised)/.test(key))).toEqual([]);
    await made.pass(4 * dayMs);
    expect(await asks()).toEqual(expect.arrayContaining(["use:after:0 lars", "promised:after:0 reza"]));
    expect(await found.ask("lars", { type: "say-use", ...use, hours: 24 })).toBe("done");
    expect(made.account().use).toEqual({ ...use, hours: 24 });
    expect(await found.ask("lars", { type: "say-use", ...use })).toBe("not-asked");
    const air: AskInput = { type: "say-promised", source: "custom", name: "Spare set", terms: "A spare set within a day" };
    expect(await found.ask("lars", air)).toBe("supplier-says-promised");
    expect(await found.ask("reza", air)).toBe("done");
    expect(await found.ask("reza", { type: "all-promised" })).toBe("done");
    expect((await asks()).filter((key) => /^(use|promised)/.test(key))).toEqual([]);
    expect(await found.ask("reza", { type: "all-promised" })).toBe("not-asked");

    const small = await world({ ...seed, use });
    const trifle = await settled(small, { stops: "slowed" });
    await trifle.ask("freja", { type: "close" });
    await small.pass(8 * dayMs);
    expect((await small.held()).shared.asked.filter(({ key }) => /^(use|promised)/.test(key))).toEqual([]);
  });
});
