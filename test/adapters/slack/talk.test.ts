import { describe, expect, test } from "vitest";
import { faultIn } from "../../support/slack/faulty.ts";
import { onRig, standing } from "../../support/slack/on-rig.ts";
import { buttonsOf, textOfBlocks } from "../../support/slack/read.ts";
import type { Rig } from "../../support/slack/rig.ts";
import { modalOf, viewShown } from "../../support/slack/views.ts";

let rig: Rig;
onRig((given) => {
  rig = given;
});

describe("what is said to Parley in Slack", () => {
  test("a mention is read back to whoever wrote it, to them alone, once", async () => {
    await rig.writes(rig.firms.freja, rig.firms.shared, "@parley batch 4411 came in cracked, 38 of 120");
    const told = rig.world.ephemerals.filter(({ user }) => user === rig.firms.freja.id);
    expect(told).toHaveLength(1);
    expect(textOfBlocks(told[0]!.blocks)).toContain("38 of 120");
    expect(rig.posted(rig.firms.shared).filter(({ content }) => textOfBlocks(content.blocks).includes("38 of 120"))).toEqual([]);
  });

  test("chatter is nobody's business", async () => {
    await rig.writes(rig.firms.freja, rig.firms.shared, "the canteen is closed today");
    expect(rig.world.ephemerals).toEqual([]);
    expect(await rig.database.query("rows", "select payload from inbox where payload <> ''")).toEqual([]);
  });

  test("an account that nobody is told how it becomes somebody, and nothing else", async () => {
    rig.firms.shared.members.push(rig.firms.stranger.id);
    await rig.writes(rig.firms.stranger, rig.firms.shared, "@parley status");
    const [told] = rig.world.ephemerals.filter(({ user }) => user === rig.firms.stranger.id);
    expect(textOfBlocks(told!.blocks)).toContain("I do not know yet who you are here");
    expect(JSON.stringify(told)).not.toMatch(/Freja|Reza|Lars/);
  });

  test("a button that we do not know any more is answered at once", async () => {
    const id = await rig.report();
    await rig.pass();
    await rig.database.exec("delete from chat_actions");
    const card = rig.posted(rig.firms.shared).find(({ content }) => buttonsOf(content.blocks).some(({ key }) => key === "action.more"))!;
    await rig.presses(rig.firms.freja, card, "action.more");
    expect(id).toBeTruthy();
    expect(rig.world.ephemerals.map(({ blocks }) => textOfBlocks(blocks)).join()).toContain("too old");
  });

  test("More… opens a window with what can be done now, in the reader's own language", async () => {
    await rig.report();
    await rig.pass();
    const card = rig.posted(rig.firms.shared).find(({ content }) => buttonsOf(content.blocks).some(({ key }) => key === "action.more"))!;
    await rig.presses(rig.firms.reza, card, "action.more");
    const view = modalOf(rig.world, rig.firms.reza.id);
    expect(textOfBlocks(viewShown(rig.world, view!)["blocks"] as unknown[])).not.toBe("");
  });

  test("what comes of a press in More… is told where More… was pressed, to that person alone", async () => {
    await rig.report();
    await rig.pass();
    const { freja, shared } = rig.firms;
    await rig.presses(freja, standing(rig, shared, "action.more"), "action.more");
    faultIn(rig, null, ["views.push"], { error: "expired_trigger_id" });
    await rig.presses(freja, modalOf(rig.world, freja.id)!, "action.note");
    expect(rig.world.ephemerals.map(({ user, channel }) => ({ user, channel }))).toEqual([{ user: freja.id, channel: shared.id }]);
  });
});
