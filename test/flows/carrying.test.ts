/** Talk below a case's card is carried where both firms ask for it, and not a moment longer than both want it. */
import { describe, expect, test } from "vitest";
import { conversation } from "../../flows/conversation.ts";
import { carrying } from "../../flows/standing/carrying.ts";
import { visibleTo } from "../../src/domain/case.ts";
import { logOf, seed, type World, who } from "../support/given.ts";
import { ask, askedKeys, drawn, id, opened, standing, written } from "../support/relationship.ts";

const inTwoPlaces = { ...seed, bridges: ["shared:teams"] };
const carry = (made: World, by: string, wanted: boolean) => ask(made, by, { type: "carry-talk", carry: wanted });
const asked = async (made: World) => (await askedKeys(made)).filter((key) => key.startsWith("carry:"));
const offered = async (made: World, by: string) => {
  const account = made.account();
  const person = who(by, account);
  const see = visibleTo(person.firm, await made.held(id));
  return carrying.more!(see, conversation.say("en"), person, account, made.now()).map(({ key }) => key);
};

describe("talk", () => {
  test("is carried once both firms have asked, and each case's settings say so", async () => {
    const made = await opened(inTwoPlaces);
    expect((await carry(made, "lars", true)).answer.ok).toBe(true);
    expect(made.account().talk).toBeUndefined();
    expect(await asked(made)).toEqual([expect.stringMatching(/^carry:\d+ reza$/)]);
    const ofReza = await drawn(made, "reza", "carry", "supplier");
    expect(written(ofReza.blocks)).toContain("Lars Due of Nordvik Pumps asks for it");
    expect(ofReza.actions.map(({ key }) => key)).toEqual(["action.carry-yes", "action.carry-no"]);
    expect((await carry(made, "reza", true)).answer.ok).toBe(true);
    expect(made.account().talk).toBe(true);
    expect(await asked(made)).toEqual([]);
  });

  test.for(["lars", "reza"])("stays where it is written again as soon as one of them wants it so: %s", async (by) => {
    const made = await opened(inTwoPlaces);
    await carry(made, "lars", true);
    await carry(made, "reza", true);
    expect((await carry(made, by, false)).answer.ok).toBe(true);
    expect(made.account()).not.toHaveProperty("talk");
    expect((await standing(made)).talk).toEqual({});
    // It takes both again.
    await carry(made, "reza", true);
    expect(made.account()).not.toHaveProperty("talk");
  });

  test("that the other firm would rather not have carried is asked about no more", async () => {
    const made = await opened(inTwoPlaces);
    await carry(made, "lars", true);
    await carry(made, "reza", false);
    expect(await asked(made)).toEqual([]);
    expect(await offered(made, "lars")).toEqual(["action.carry"]);
    await carry(made, "lars", true);
    expect(await asked(made)).toHaveLength(1);
  });

  test("is for whoever speaks for the firm, and offers each what they can do about it", async () => {
    const made = await opened(inTwoPlaces);
    expect((await carry(made, "freja", true)).answer).toMatchObject({ ok: false, code: "not-for-the-firm" });
    expect(await offered(made, "freja")).toEqual([]);
    expect(await offered(made, "lars")).toEqual(["action.carry"]);
    await carry(made, "lars", true);
    expect(await offered(made, "lars")).toEqual(["action.carry-no"]);
    expect(await offered(made, "reza")).toEqual([]);
    expect((await carry(made, "lars", true)).answer).toMatchObject({ ok: false, code: "talk-asked" });
  });

  test("has nowhere to go where the shared room stands in one place, and stays where it was not asked for", async () => {
    const made = await opened();
    expect((await carry(made, "lars", true)).answer).toMatchObject({ ok: false, code: "talk-one-place" });
    expect((await carry(made, "lars", false)).answer).toMatchObject({ ok: false, code: "talk-stays" });
    expect(await offered(made, "lars")).toEqual([]);
  });

  test("is told to both when it begins and when it ends, and not when one firm has merely asked", async () => {
    const made = await opened(inTwoPlaces);
    const told = async (): Promise<readonly string[]> => {
      const last = (await logOf(made.store, id)).findLast(({ type }) => type === "talk-asked")!;
      const held = await made.held(id);
      const see = visibleTo("customer", held);
      return carrying.notices!(last, held.shared).map(({ draw }) => written(draw(conversation.say("en"), see, made.account())));
    };
    await carry(made, "lars", true);
    expect(await told()).toEqual([]);
    await carry(made, "reza", true);
    expect(await told()).toEqual([expect.stringContaining("Reza Karimi agrees: from now on")]);
    await carry(made, "lars", false);
    expect(await told()).toEqual([expect.stringContaining("Lars Due decided")]);
  });
});
