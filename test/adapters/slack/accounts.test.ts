/** When an account ends, so do its rights: whatever is under way, and whether or not Slack told us. */
import { describe, expect, test } from "vitest";
import { caller } from "../../../adapters/slack/client.ts";
import { drawing } from "../../../adapters/slack/drawing.ts";
import { surface } from "../../../adapters/slack/surface.ts";
import { sweep } from "../../../adapters/slack/users.ts";
import { conversation } from "../../../flows/conversation.ts";
import type { PersonId } from "../../../src/domain/ids.ts";
import { teamAccessRevoked, userChange } from "../../support/slack/events.ts";
import { addUser } from "../../support/slack/furnish.ts";
import { buttonOf, onRig, standing, told } from "../../support/slack/on-rig.ts";
import { press } from "../../support/slack/payloads.ts";
import type { Rig } from "../../support/slack/rig.ts";
import { modalOf } from "../../support/slack/views.ts";
import type { User } from "../../support/slack/world.ts";

let rig: Rig;
onRig((made) => {
  rig = made;
});

const who = async (user: User) => (await rig.tables.membersOf([{ team: user.team, user: user.id }])).map(({ person }) => person);
async function card() {
  await rig.report();
  await rig.pass();
  return standing(rig, rig.firms.shared, "action.more");
}
const changed = (user: User) => rig.event(userChange(rig.world, "user_change", user, rig.firms.ours));

describe("an account that ends", () => {
  test("may nothing once it is closed; its firm's lead hears of it, the other firm's does not", async () => {
    const [shirin, hanne] = [await rig.person("shirin"), await rig.person("hanne")];
    const { reza } = rig.firms;
    const on = await card();
    const before = told(rig, hanne);
    reza.deleted = true;
    await changed(reza);
    await rig.presses(reza, on, "action.more");
    expect(modalOf(rig.world, reza.id)).toBeNull();
    expect(await who(reza)).toEqual([]);
    await rig.pass();
    expect(told(rig, shirin)).toContain("Reza Karimi’s account in Slack is closed");
    expect(told(rig, hanne)).toBe(before);
  });

  test("may nothing once it is a guest's", async () => {
    const on = await card();
    const { freja } = rig.firms;
    freja.is_restricted = true;
    await changed(freja);
    await rig.presses(freja, on, "action.more");
    expect(modalOf(rig.world, freja.id)).toBeNull();
    expect(told(rig, freja)).toContain("I do not know yet who you are here");
  });

  test.each(["before", "after"] as const)("may nothing with a press that is handled later, and sent %s it ended", async (when) => {
    const on = await card();
    const { freja } = rig.firms;
    const pressed = press(rig.world, freja, on, buttonOf(on, "action.more").actionId);
    freja.is_ultra_restricted = true;
    // What was sent before is handled after: rights are those of the moment at which it is decided.
    if (when === "before") {
      const body = JSON.stringify(pressed);
      await rig.database.query(
        "rig-kept",
        "insert into inbox (source, delivery, meaning, payload, tries) values ('slack', 'press/early', 'press/early', $1, 0)",
        [body],
      );
      await changed(freja);
      rig.start();
    } else {
      await changed(freja);
      await rig.interaction(pressed);
    }
    await rig.settled();
    expect(modalOf(rig.world, freja.id)).toBeNull();
    expect(await who(freja)).toEqual([]);
  });

  test("changes nothing when only its name or picture does", async () => {
    const { reza } = rig.firms;
    reza.real_name = "R. Karimi";
    await changed(reza);
    await rig.settled();
    expect(await who(reza)).toEqual(["reza"]);
  });

  test("ends the one that somebody had before", async () => {
    const { world, firms, account } = rig;
    const newer = addUser(world, firms.nordvik, "Freja Holm");
    await rig.tables.link({ relationship: account.id, person: "freja" as PersonId, team: newer.team, user: newer.id });
    const on = await card();
    await rig.presses(firms.freja, on, "action.more");
    expect([await who(firms.freja), await who(newer)]).toEqual([[], ["freja"]]);
    expect(modalOf(world, firms.freja.id)).toBeNull();
  });

  test("rests while its workspace has taken the app away, and is let in again with it", async () => {
    const { world, firms } = rig;
    await rig.event(teamAccessRevoked(world, [firms.nordvik.id]));
    await rig.settled();
    expect([await who(firms.freja), await who(firms.reza)]).toEqual([[], ["reza"]]);
    await rig.event({ ...teamAccessRevoked(world, [firms.nordvik.id]), type: "team_access_granted" });
    await rig.settled();
    expect(await who(firms.freja)).toEqual(["freja"]);
  });

  test("that was closed while its workspace had taken the app away stays closed", async () => {
    const { world, firms } = rig;
    await rig.event(teamAccessRevoked(world, [firms.nordvik.id]));
    firms.freja.deleted = true;
    await rig.settled();
    await changed(firms.freja);
    await rig.settled();
    await rig.event({ ...teamAccessRevoked(world, [firms.nordvik.id]), type: "team_access_granted" });
    await rig.settled();
    expect(await who(firms.freja)).toEqual([]);
  });

  test("is found by the nightly look even if nobody told us", async () => {
    const { firms, tables } = rig;
    firms.freja.deleted = true;
    firms.reza.is_restricted = true;
    const shirin = await rig.person("shirin");
    const call = caller(async () => firms.ours.token, rig.slack.apiUrl);
    const settings = async () => rig.account;
    const log = { info() {}, warn: (_: object, message: string) => void ended.push(message), error() {} };
    const ended: string[] = [];
    await sweep({
      call,
      tables,
      settings,
      log,
      say: conversation.say,
      ...surface(
        call,
        drawing(tables, () => "", null),
      ),
    } as never);
    expect([await who(firms.freja), await who(firms.reza), await who(shirin)]).toEqual([[], [], ["shirin"]]);
    expect(await tables.everyone()).toHaveLength(1);
    expect(ended).toEqual(["an account's rights have ended", "an account's rights have ended"]);
  });
});
