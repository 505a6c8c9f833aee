/** People who are new to what is delivered are taught, whenever the customer says so. */
import { describe, expect, test } from "vitest";
import { conversation } from "../../flows/conversation.ts";
import { dayMs } from "../../src/domain/time.ts";
import { drawCard, drawMore, drawNotice } from "../../src/engine/draw.ts";
import { textOf } from "../scenarios/player.ts";
import { type AskInput, eventsOf, type World, who } from "../support/given.ts";
import { ask, id, opened } from "../support/relationship.ts";

const done = async (made: World, by: string, what: AskInput): Promise<string> => {
  const { answer } = await ask(made, by, what);
  return answer.ok ? "done" : answer.code;
};
const fitters: AskInput = { type: "teach-new-users", way: "training", what: "Two new fitters: how the housings are lifted" };
const measures = async (made: World) => (await made.held(id)).shared.followUp.measures;
const asked = async (made: World) =>
  (await made.held(id)).shared.asked.filter(({ key }) => key.startsWith("measure:")).map(({ to }) => to.join());
const card = async (made: World) => textOf(drawCard(conversation, await made.held(id), made.account(), made.now(), "shared", "case", null));

describe("new users", () => {
  test("are taught: the customer says so at any time, and whoever deals with it at the supplier sees to it and is asked", async () => {
    const made = await opened();
    const offers = async (by: string) =>
      JSON.stringify(drawMore(conversation, await made.held(id), made.account(), made.now(), who(by))).includes("action.new-users");
    expect([await offers("mads"), await offers("reza")]).toEqual([true, false]);
    expect(await done(made, "reza", fitters)).toBe("customer-says-teaching");
    expect(await done(made, "mads", fitters)).toBe("done");
    expect(await measures(made)).toMatchObject([{ owner: "reza", firm: "supplier", teaches: "training" }]);
    expect(await card(made)).toContain("So that new users know how, Reza Karimi sees to: training: Two new fitters");
    const added = made.store.written.flatMap(eventsOf).find(({ type }) => type === "measure-added")!;
    for (const one of [0, 1])
      expect(textOf(drawNotice(conversation, await made.held(id), made.account(), added, one))).toContain("how the housings are lifted");
    expect(await asked(made)).toEqual([]);
    await made.pass(14 * dayMs);
    expect(await asked(made)).toEqual(["reza"]);
    const measure = (await measures(made))[0]!.id;
    expect(await done(made, "mads", { type: "put-in-place", measure })).toBe("measure-is-theirs");
    expect(await done(made, "reza", { type: "put-in-place", measure, what: "Shown on Tuesday" })).toBe("done");
    expect(await asked(made)).toEqual([]);
    expect(await card(made)).toContain("Shown on Tuesday");
  });

  test("what is in place makes room for the next; eight at once are enough", async () => {
    const made = await opened();
    await done(made, "mads", fitters);
    const measure = (await measures(made))[0]!.id;
    await done(made, "reza", { type: "put-in-place", measure });
    for (let i = 0; i < 8; i++) expect(await done(made, "mads", fitters)).toBe("done");
    expect(await measures(made)).toHaveLength(8);
    expect(await done(made, "mads", fitters)).toBe("enough-measures");
  });
});
