import { describe, expect, test } from "vitest";
import {
  channelArchive,
  channelIdChanged,
  channelRename,
  channelShared,
  channelUnshared,
  memberJoined,
  memberLeft,
  messageChanged,
  messageDeleted,
  userChange,
} from "../../support/slack/events.ts";
import { callsTo, directly, logOf, passes, textsIn, undelivered } from "../../support/slack/faulty.ts";
import { addUser, addWorkspace, changeMessage, cutOff } from "../../support/slack/furnish.ts";
import { onRig, standing, told } from "../../support/slack/on-rig.ts";
import { press, submit } from "../../support/slack/payloads.ts";
import { buttonsOf } from "../../support/slack/read.ts";
import type { Rig } from "../../support/slack/rig.ts";
import { modalOf } from "../../support/slack/views.ts";

let rig: Rig;
onRig((given) => {
  rig = given;
});

const nothingLeft = { waiting: [], parked: 0 };
const shown = () => textsIn(rig, rig.firms.shared).filter((text) => text.startsWith("PAR-00001"));
const stateOf = async (room: string) => (await rig.tables.channelOf(rig.account.id, room))?.state;

/** A case with everything posted, and then something more to be said of it. */
async function begun() {
  const id = await rig.report();
  await rig.pass();
  return { id, calls: callsTo(rig, rig.firms.shared), before: rig.world.messages.length };
}
/** Says more in every room. */
async function goesOn() {
  await rig.report("Batch 4412 came in cracked, too");
  await passes(rig, 2);
}

// F57
describe("when somebody's account ends between what is asked and their answer", () => {
  for (const how of ["deactivated", "guest"] as const) {
    test(`${how}: what they press changes nothing, it stays open, and their firm's lead hears of it`, async () => {
      await rig.report();
      await rig.pass();
      await rig.presses(rig.firms.reza, standing(rig, rig.direct(rig.firms.reza), "action.take"), "action.take");
      const late = submit(rig.world, rig.firms.reza, modalOf(rig.world, rig.firms.reza.id)!, {});
      const others = rig.account.people.filter(({ firm, id }) => firm === "supplier" && id !== "reza");
      const lead = others.toSorted((one, other) => Number(other.administrator) - Number(one.administrator))[0]!;
      const leads = await rig.person(lead.id);
      const before = await logOf(rig);
      if (how === "deactivated") rig.firms.reza.deleted = true;
      else rig.firms.reza.is_restricted = true;
      await rig.event(userChange(rig.world, "user_change", rig.firms.reza, rig.firms.ours));
      await rig.settled();
      await rig.interaction(late);
      await rig.settled();
      expect(await logOf(rig)).toEqual(before);
      await rig.pass();
      expect(directly(rig, leads).join()).toContain("Reza");
      const told = directly(rig, rig.firms.reza).length;
      const [waits] = await rig.database.query<{ due: unknown }>(
        "rig-due",
        "select next_due as due from cases where next_due is not null limit 1",
      );
      expect(waits).toBeTruthy();
      await passes(rig, 15);
      expect((await undelivered(rig)).parked).toBe(0);
      expect(directly(rig, rig.firms.reza)).toHaveLength(told);
    });
  }
});

// F58
describe("when something happens to a channel", () => {
  test("a new name is only a name", async () => {
    const { calls } = await begun();
    rig.firms.shared.name = "supplier-internal";
    await rig.event(channelRename(rig.world, rig.firms.shared));
    await goesOn();
    expect(await stateOf("shared")).toBe("open");
    expect(callsTo(rig, rig.firms.shared)).toBeGreaterThan(calls);
    expect(textsIn(rig, rig.firms.shared).join()).not.toContain("Note for my firm");
  });

  test("archived: nothing more goes there, the case goes on directly, and taken up again it has all of it", async () => {
    const { calls } = await begun();
    rig.firms.shared.is_archived = true;
    await rig.event(channelArchive(rig.world, "channel_archive", rig.firms.shared, rig.firms.reza));
    await rig.settled();
    await goesOn();
    expect(callsTo(rig, rig.firms.shared)).toBe(calls);
    expect(directly(rig, rig.firms.reza).join()).toContain("4412");
    expect(told(rig, rig.firms.freja)).not.toBe("");
    for (let nth = 0; nth < 2; nth++) {
      rig.firms.shared.is_archived = false;
      await rig.event(channelArchive(rig.world, "channel_unarchive", rig.firms.shared, rig.firms.reza));
      await rig.settled();
      await passes(rig, 2);
      expect(await stateOf("shared")).toBe("open");
      expect(textsIn(rig, rig.firms.shared).join()).toContain("4412");
      rig.firms.shared.is_archived = true;
      await rig.event(channelArchive(rig.world, "channel_archive", rig.firms.shared, rig.firms.reza));
      await rig.settled();
      expect(await stateOf("shared")).toBe("closed");
    }
  });

  test("cut off from the other firm: nothing shared is posted after it, both hear of it once, and shared again it goes on", async () => {
    const { calls } = await begun();
    const members = [...rig.firms.shared.members];
    cutOff(rig.world, rig.firms.shared, rig.firms.nordvik);
    await rig.event(channelUnshared(rig.world, rig.firms.shared, rig.firms.nordvik.id));
    await rig.settled();
    await goesOn();
    expect(callsTo(rig, rig.firms.shared)).toBe(calls);
    expect(directly(rig, rig.firms.reza).join()).toContain("4412");
    expect(await stateOf("shared")).toBe("closed");
    rig.firms.shared.teams.push(rig.firms.nordvik.id);
    rig.firms.shared.members.splice(0, 9, ...members);
    await rig.event(channelShared(rig.world, rig.firms.shared, rig.firms.nordvik.id));
    await rig.settled();
    await passes(rig, 2);
    expect(textsIn(rig, rig.firms.shared).join()).toContain("4412");
  });

  for (const heard of [true, false]) {
    test(`a third organisation joins${heard ? "" : " while nobody hears of it"}: nothing is posted until it has left, whatever else happens`, async () => {
      const { calls } = await begun();
      const third = addWorkspace(rig.world, "Third");
      const other = addUser(rig.world, third, "Third Party");
      rig.firms.shared.teams.push(third.id);
      rig.firms.shared.members.push(other.id);
      if (heard) await rig.event(channelShared(rig.world, rig.firms.shared, third.id));
      // Whoever starts anew has seen nothing of it, and looks.
      else await rig.restart();
      await rig.settled();
      await goesOn();
      expect(callsTo(rig, rig.firms.shared)).toBe(calls);
      expect(await stateOf("shared")).toBe("paused");
      await rig.event(channelArchive(rig.world, "channel_unarchive", rig.firms.shared, rig.firms.reza));
      await rig.event(memberJoined(rig.world, rig.firms.shared, rig.firms.bot, null));
      await rig.settled();
      await passes(rig, 2);
      expect(callsTo(rig, rig.firms.shared)).toBe(calls);
      rig.firms.shared.teams.pop();
      rig.firms.shared.members.pop();
      await rig.event(channelUnshared(rig.world, rig.firms.shared, third.id));
      await rig.settled();
      await passes(rig, 2);
      expect(textsIn(rig, rig.firms.shared).join()).toContain("4412");
      expect(await undelivered(rig)).toEqual(nothingLeft);
    });
  }

  test("somebody from outside joins a firm's own channel: nothing of the firm's is posted there at once", async () => {
    await begun();
    const before = callsTo(rig, rig.firms.side);
    rig.firms.side.members.push(rig.firms.freja.id);
    await rig.event(memberJoined(rig.world, rig.firms.side, rig.firms.freja, null));
    await rig.settled();
    await goesOn();
    expect(callsTo(rig, rig.firms.side)).toBe(before);
    expect(
      rig.world.messages.some(({ channel, content }) => channel.user !== null && JSON.stringify(content).includes("action.note")),
    ).toBe(true);
    expect(told(rig, rig.firms.freja)).not.toContain("Note for my firm");
  });

  test("somebody in a firm's own channel becomes a guest: nothing of the firm's is posted there at once", async () => {
    const guest = addUser(rig.world, rig.firms.sahand, "Known To Nobody");
    rig.firms.side.members.push(guest.id);
    await begun();
    const before = callsTo(rig, rig.firms.side);
    expect(before).toBeGreaterThan(0);
    guest.is_restricted = true;
    await rig.event(userChange(rig.world, "user_change", guest, rig.firms.ours));
    await rig.settled();
    await goesOn();
    expect(callsTo(rig, rig.firms.side)).toBe(before);
  });

  test("made private it has another id: the cards that stand there go on, none is posted twice", async () => {
    await begun();
    const old = rig.firms.shared.id;
    rig.firms.shared.id = "C0NEWID0001";
    rig.firms.shared.is_private = true;
    await rig.event(channelIdChanged(rig.world, old, rig.firms.shared));
    await rig.settled();
    await rig.store.redraw(rig.account.id, "shared");
    await goesOn();
    expect(shown()).toHaveLength(1);
    expect(textsIn(rig, rig.firms.shared).join()).toContain("4412");
    expect(await undelivered(rig)).toEqual(nothingLeft);
  });

  test("our bot is taken out: the room is closed, the case goes on directly; invited again it goes on there", async () => {
    const { calls } = await begun();
    rig.firms.shared.members.splice(rig.firms.shared.members.indexOf(rig.firms.bot.id), 1);
    await rig.event(memberLeft(rig.world, rig.firms.shared, rig.firms.bot));
    await rig.settled();
    await goesOn();
    expect(callsTo(rig, rig.firms.shared)).toBe(calls);
    expect(directly(rig, rig.firms.reza).join()).toContain("4412");
    rig.firms.shared.members.push(rig.firms.bot.id);
    await rig.event(memberJoined(rig.world, rig.firms.shared, rig.firms.bot, null));
    await rig.settled();
    await passes(rig, 2);
    expect(textsIn(rig, rig.firms.shared).join()).toContain("4412");
  });
});

// F59
describe("what people do with messages changes nothing in a case", () => {
  test("our card and its thread are deleted: a live card comes again, and the case is as it was", async () => {
    await begun();
    const before = await logOf(rig);
    const card = standing(rig, rig.firms.shared, "action.add-evidence");
    for (const message of rig.world.messages.filter(({ ts, thread_ts }) => ts === card.ts || thread_ts === card.ts)) {
      message.deleted = true;
      await rig.event(messageDeleted(rig.world, message));
    }
    await rig.settled();
    await passes(rig, 2);
    expect(shown()).toHaveLength(1);
    expect(standing(rig, rig.firms.shared, "action.add-evidence").ts).not.toBe(card.ts);
    expect(await logOf(rig)).toEqual(before);
  });

  test("a question in direct messages is deleted: it comes again", async () => {
    await begun();
    const asked = standing(rig, rig.direct(rig.firms.reza), "action.take");
    asked.deleted = true;
    await rig.event(messageDeleted(rig.world, asked));
    await rig.settled();
    await passes(rig, 2);
    expect(standing(rig, rig.direct(rig.firms.reza), "action.take").ts).not.toBe(asked.ts);
  });

  test("words that were recorded stay as they were written, however the message is edited", async () => {
    const message = await rig.writes(rig.firms.freja, rig.firms.shared, "@parley batch 4411 came in cracked, 38 of 120");
    const [told] = rig.world.ephemerals.filter(({ user }) => user === rig.firms.freja.id);
    expect(told).toBeTruthy();
    await begun();
    const before = await logOf(rig);
    changeMessage(rig.world, message, { ...message.content, text: "nothing happened" }, rig.firms.freja.id);
    await rig.event(messageChanged(rig.world, message));
    await rig.settled();
    await passes(rig, 2);
    expect(await logOf(rig)).toEqual(before);
    expect(shown()).toHaveLength(1);
  });
});

// F60
describe("what earlier versions left behind", () => {
  const old = "This button is too old|Knappen er så gammel|این دکمه آن‌قدر";
  const pressedWith = async (change: (payload: Record<string, unknown>) => void) => {
    const card = standing(rig, rig.firms.shared, "action.add-evidence");
    const button = buttonsOf(card.content.blocks).find(({ key }) => key === "action.add-evidence")!;
    const payload = structuredClone(press(rig.world, rig.firms.freja, card, button.actionId)) as Record<string, unknown>;
    change((payload["actions"] as Record<string, unknown>[])[0]!);
    const answer = await rig.interaction(payload);
    await rig.settled();
    return answer;
  };

  for (const [what, change] of [
    ["an action id that nobody knows", (action) => Object.assign(action, { action_id: "accept", value: "7" })],
    ["a handle of another form", (action) => Object.assign(action, { action_id: "v0:accept:1", value: "v0.12345" })],
    ["no value", (action) => Object.assign(action, { action_id: "v9:x:0", value: undefined })],
  ] as const satisfies readonly (readonly [string, (action: Record<string, unknown>) => void])[]) {
    test(`${what} is answered at once with what to do`, async () => {
      await begun();
      const before = await logOf(rig);
      expect((await pressedWith(change)).status).toBe(200);
      expect(told(rig, rig.firms.freja)).toMatch(new RegExp(old));
      expect(await logOf(rig)).toEqual(before);
    });
  }

  for (const kept of [{ kind: "accept", deal: 7 }, { kind: "action", action: { key: "x", press: { kind: "sign" } } }, "accept", null]) {
    test(`a handle behind which stands ${JSON.stringify(kept)} is answered at once with what to do`, async () => {
      await begun();
      const before = await logOf(rig);
      await rig.database.query("rig-old", "insert into chat_actions (handle, relationship, action) values ('v1.old', $1, $2)", [
        rig.account.id,
        JSON.stringify(kept),
      ]);
      await pressedWith((action) => Object.assign(action, { value: "v1.old" }));
      await rig.database.exec("delete from chat_actions where handle = 'v1.old'");
      expect(told(rig, rig.firms.freja)).toMatch(new RegExp(old));
      expect(rig.logged.filter(({ message }) => message === "a delivery could not be handled")).toEqual([]);
      expect(await logOf(rig)).toEqual(before);
    });
  }

  test("a form of an earlier version is closed, and whoever sent it is told what to do", async () => {
    await begun();
    await rig.presses(rig.firms.freja, standing(rig, rig.firms.shared, "action.add-evidence"), "action.add-evidence");
    const view = modalOf(rig.world, rig.firms.freja.id)!;
    const before = await logOf(rig);
    const payload = structuredClone(submit(rig.world, rig.firms.freja, view, { "f:what": "The mould was cold" })) as {
      view: Record<string, unknown>;
    };
    Object.assign(payload.view, { callback_id: "evidence", private_metadata: "case=7" });
    const answer = await rig.interaction(payload as never);
    await rig.settled();
    expect(JSON.parse(answer.body)).toEqual({ response_action: "clear" });
    expect(told(rig, rig.firms.freja)).toMatch(new RegExp(old));
    expect(await logOf(rig)).toEqual(before);
  });

  test.each([
    ["what it says is taken", '"The mould was cold"', 1, /\S/],
    ["what is wrong with it is told where it was opened", "null", 0, /\S/],
  ])("a form that was left over from a program that died: %s, for nobody waits for its answer", async (_, what, events, says) => {
    await begun();
    await rig.presses(rig.firms.freja, standing(rig, rig.firms.shared, "action.add-evidence"), "action.add-evidence");
    const view = modalOf(rig.world, rig.firms.freja.id)!;
    const payload = submit(rig.world, rig.firms.freja, view, { "f:what": "The mould was cold" });
    const heard = told(rig, rig.firms.freja);
    const before = await logOf(rig);
    await rig.database.query(
      "rig-left-over",
      "insert into inbox (source, delivery, meaning, payload, tries) values ('slack', 'left', 'left', $1, 1)",
      [JSON.stringify(payload).replace('"The mould was cold"', what)],
    );
    rig.start();
    await rig.settled();
    await expect.poll(() => told(rig, rig.firms.freja), { timeout: 5_000 }).not.toBe(heard);
    expect(told(rig, rig.firms.freja).slice(heard.length)).toMatch(says);
    expect((await logOf(rig)).length - before.length).toBe(events);
  });
});
