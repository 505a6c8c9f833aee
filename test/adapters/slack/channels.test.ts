/** Which channel is which room: said by administrators, and only where the right people are. */
import { describe, expect, test } from "vitest";
import { appMention, channelShared, channelUnshared } from "../../support/slack/events.ts";
import { addChannel, addUser, addWorkspace, say } from "../../support/slack/furnish.ts";
import { asked, buttonOf, onRig, standing, told } from "../../support/slack/on-rig.ts";
import { press } from "../../support/slack/payloads.ts";
import { textOfBlocks } from "../../support/slack/read.ts";
import type { Rig } from "../../support/slack/rig.ts";
import type { Channel, User } from "../../support/slack/world.ts";

let rig: Rig;
onRig((made) => {
  rig = made;
});

const room = (name: string) => rig.tables.channelOf(rig.account.id, name);
const says = (channel: Channel, words: string) => rig.posted(channel).filter(({ content }) => textOfBlocks(content.blocks).includes(words));
async function links(user: User, channel: Channel, key: "chat.link-shared" | "chat.link-side"): Promise<void> {
  await rig.writes(user, channel, "@parley link");
  await rig.presses(user, asked(rig, user, key), key);
}

describe("a firm's own room", () => {
  test("is a channel of its own people; with an outsider in it, it is refused and nothing is changed", async () => {
    const { world, firms } = rig;
    const shirin = await rig.person("shirin");
    const inside = addChannel(world, firms.sahand, "inside", [firms.bot, shirin, firms.freja], { is_private: true });
    await links(shirin, inside, "chat.link-side");
    expect(told(rig, shirin)).toContain("who does not belong to Sahand Casting");
    expect((await room("supplier"))!.channel).toBe(firms.side.id);
    inside.members.pop();
    inside.teams = [firms.sahand.id];
    await links(shirin, inside, "chat.link-side");
    expect((await room("supplier"))!.channel).toBe(inside.id);
    expect(says(inside, "own room now")).toHaveLength(1);
  });

  test("is no direct messages, and no channel that we cannot look into", async () => {
    const { world, firms } = rig;
    const shirin = await rig.person("shirin");
    await rig.writes(shirin, rig.direct(shirin), "link");
    expect(told(rig, shirin)).toContain("Please write this in the channel that it is about");
    const closed = addChannel(world, firms.sahand, "closed", [shirin], { is_private: true });
    const fields = { command: "/parley", text: "link", user_id: shirin.id, team_id: shirin.team, channel_id: closed.id, trigger_id: "1.3" };
    await rig.command(fields);
    await rig.settled();
    await rig.presses(shirin, asked(rig, shirin, "chat.link-side"), "chat.link-side");
    await rig.presses(shirin, asked(rig, shirin, "chat.link-shared"), "chat.link-shared");
    expect(told(rig, shirin).match(/I cannot look into that channel/g)).toHaveLength(2);
    expect((await room("supplier"))!.channel).toBe(firms.side.id);
  });
});

describe("the shared room", () => {
  test("begins when an administrator of each firm has agreed, once however often it is pressed", async () => {
    const { world, firms } = rig;
    const [shirin, hanne] = [await rig.person("shirin"), await rig.person("hanne")];
    const wide = addChannel(world, firms.sahand, "wide", [firms.bot, shirin, firms.reza, firms.freja, hanne]);
    await links(shirin, wide, "chat.link-shared");
    const proposal = standing(rig, wide, "chat.link-agree");
    for (const user of [shirin, firms.reza, firms.freja]) await rig.presses(user, proposal, "chat.link-agree");
    expect((await room("shared"))!.channel).toBe(firms.shared.id);
    expect(told(rig, shirin)).toContain("The other firm’s administrator has to agree");
    const presses = [1, 2, 3].map(() => press(world, hanne, proposal, buttonOf(proposal, "chat.link-agree").actionId));
    await Promise.all(presses.map((one) => rig.interaction(one)));
    await rig.settled();
    expect((await room("shared"))!.channel).toBe(wide.id);
    expect(says(wide, "now the room that")).toHaveLength(1);
    standing(rig, wide, "chat.start-report");
  });

  test("is not agreed to with an organisation that came after it was proposed", async () => {
    const { world, firms } = rig;
    const [shirin, hanne] = [await rig.person("shirin"), await rig.person("hanne")];
    const wide = addChannel(world, firms.sahand, "wide", [firms.bot, shirin, hanne]);
    await links(shirin, wide, "chat.link-shared");
    wide.teams.push(addWorkspace(world, "Third").id);
    await rig.presses(hanne, standing(rig, wide, "chat.link-agree"), "chat.link-agree");
    expect((await room("shared"))!.channel).toBe(firms.shared.id);
    expect(told(rig, hanne)).toContain("Another organisation has come into this channel");
  });

  test("pauses while a third organisation is in it: nothing is posted, both leads hear of it, and it goes on without it", async () => {
    const { world, firms } = rig;
    const [shirin, hanne] = [await rig.person("shirin"), await rig.person("hanne")];
    const third = addWorkspace(world, "Third");
    firms.shared.teams.push(third.id);
    await rig.event(channelShared(world, firms.shared, third.id));
    await rig.settled();
    expect((await room("shared"))!.state).toBe("paused");
    await rig.report("Batch 4411 came in cracked");
    await rig.pass();
    expect(rig.posted(firms.shared)).toEqual([]);
    expect(told(rig, shirin)).toContain("Another organisation has joined");
    expect(told(rig, hanne)).not.toBe("");
    firms.shared.teams.pop();
    await rig.event(channelUnshared(world, firms.shared, third.id));
    await rig.settled();
    await rig.waitsEnd();
    await rig.pass();
    expect((await room("shared"))!.state).toBe("open");
    expect(says(firms.shared, "4411").length).toBeGreaterThan(0);
  });

  test("that is paused goes on once an administrator of each firm has agreed to it as it is", async () => {
    const { world, firms } = rig;
    const [shirin, hanne] = [await rig.person("shirin"), await rig.person("hanne")];
    const third = addWorkspace(world, "Third");
    const theirs = addUser(world, third, "Third Person");
    firms.shared.teams.push(third.id);
    firms.shared.members.push(theirs.id);
    await rig.event(channelShared(world, firms.shared, third.id));
    await rig.settled();
    await links(shirin, firms.shared, "chat.link-shared");
    expect((await room("shared"))!.state).toBe("paused");
    await rig.presses(hanne, standing(rig, firms.shared, "chat.link-agree"), "chat.link-agree");
    expect((await room("shared"))!.state).toBe("open");
    // Whoever came along is still nobody.
    await rig.event(appMention(world, say(world, firms.shared, theirs, `<@${firms.bot.id}> status`)));
    await rig.settled();
    expect(told(rig, theirs)).toContain("I do not know yet who you are here");
  });
});
