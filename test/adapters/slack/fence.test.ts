/** A firm's own words go only where nobody from outside is; elsewhere they go to the firm's lead, with the reason. */
import { describe, expect, test } from "vitest";
import { caller } from "../../../adapters/slack/client.ts";
import { fence } from "../../../adapters/slack/fence.ts";
import { channelShared, memberJoined } from "../../support/slack/events.ts";
import { addUser } from "../../support/slack/furnish.ts";
import { onRig, privately, told } from "../../support/slack/on-rig.ts";
import { textOfBlocks } from "../../support/slack/read.ts";
import type { Rig } from "../../support/slack/rig.ts";
import type { User } from "../../support/slack/world.ts";

let rig: Rig;
onRig((made) => {
  rig = made;
});

const reason = "This was meant for your firm’s own room.";
const canary = "CANARY our press is worn out";
/** The supplier writes something to itself, and all that waits is sent. */
async function noteAndSend(): Promise<void> {
  const id = await rig.report();
  await rig.ask("reza", id, { type: "note", text: canary, files: [] } as never);
  await rig.pass();
  await rig.waitsEnd();
  await rig.pass();
}
/** Everything that was ever written into the side room. */
const sideBytes = (): string =>
  JSON.stringify(rig.world.messages.filter(({ channel }) => channel === rig.firms.side).map(({ shown, content }) => [shown, content]));
/** A look of its own, with a clock that the test moves. */
function look(atMs: { ms: number }) {
  const { firms, slack, tables, account } = rig;
  const watch = fence(
    caller(async () => firms.ours.token, slack.apiUrl),
    tables,
    () => atMs.ms,
  );
  return { watch, breach: () => watch.breach(account.id, "supplier", account, firms.sahand.id, firms.side.id) };
}

describe("a side room", () => {
  test("of the firm's own people gets what is the firm's", async () => {
    await rig.person("shirin");
    await noteAndSend();
    expect(sideBytes()).toContain("PAR-00001");
    expect(told(rig, await rig.person("shirin"))).not.toContain(reason);
  });

  const breaches: readonly (readonly [string, () => Promise<void>])[] = [
    [
      "that was turned into a shared channel",
      async () => {
        rig.firms.side.teams.push(rig.firms.nordvik.id);
        await rig.event(channelShared(rig.world, rig.firms.side, rig.firms.nordvik.id));
      },
    ],
    [
      "that was turned into a shared channel, and nobody told us",
      async () => {
        rig.firms.side.teams.push(rig.firms.nordvik.id);
      },
    ],
    [
      "into which somebody of the other firm came",
      async () => {
        rig.firms.side.members.push(rig.firms.freja.id);
        await rig.event(memberJoined(rig.world, rig.firms.side, rig.firms.freja, rig.firms.reza));
      },
    ],
    [
      "into which a guest was invited",
      async () => {
        rig.firms.side.members.push(addUser(rig.world, rig.firms.sahand, "Guest", { is_restricted: true }).id);
      },
    ],
    [
      "into which a guest of one channel was invited",
      async () => {
        rig.firms.side.members.push(addUser(rig.world, rig.firms.sahand, "Guest", { is_ultra_restricted: true }).id);
      },
    ],
    [
      "with a stranger in it",
      async () => {
        rig.firms.side.members.push(rig.firms.stranger.id);
      },
    ],
    [
      "with an account in it that Slack does not know",
      async () => {
        rig.firms.side.members.push("U9999999999");
      },
    ],
  ];
  test.each(breaches)("%s gets not a byte of it: it goes to the firm's lead, with the reason", async (_, happens) => {
    const shirin = await rig.person("shirin");
    await happens();
    await rig.settled();
    await noteAndSend();
    expect(rig.posted(rig.firms.side)).toEqual([]);
    expect(sideBytes()).not.toContain("CANARY");
    const mine = privately(rig, shirin).filter(({ content }) => textOfBlocks(content.blocks).includes(reason));
    expect(mine.length).toBeGreaterThan(0);
    for (const user of [rig.firms.freja, rig.firms.stranger]) expect(told(rig, user)).not.toContain(reason);
  });

  test("that was opened after something stood there gets no more of it, not even as an edit", async () => {
    const shirin = await rig.person("shirin");
    const id = await rig.report();
    await rig.pass();
    const before = sideBytes();
    expect(before).toContain("PAR-00001");
    rig.firms.side.teams.push(rig.firms.nordvik.id);
    await rig.event(channelShared(rig.world, rig.firms.side, rig.firms.nordvik.id));
    await rig.settled();
    await rig.ask("reza", id, { type: "note", text: canary, files: [] } as never);
    await rig.store.redraw(rig.account.id, "supplier");
    await rig.waitsEnd();
    await rig.pass();
    expect(sideBytes()).toBe(before);
    expect(told(rig, shirin)).toContain(reason);
  });

  test("gets the firm's words again as soon as only its own people are there", async () => {
    await rig.person("shirin");
    const { side, nordvik } = rig.firms;
    side.teams.push(nordvik.id);
    const id = await rig.report();
    await rig.pass();
    expect(rig.posted(side)).toEqual([]);
    side.teams.pop();
    await rig.event({ ...channelShared(rig.world, side, nordvik.id), type: "channel_unshared" });
    await rig.settled();
    await rig.ask("reza", id, { type: "note", text: canary, files: [] } as never);
    await rig.store.redraw(rig.account.id, "supplier");
    await rig.waitsEnd();
    await rig.pass();
    expect(rig.posted(side).length).toBeGreaterThan(0);
  });
});

describe("a look into a channel", () => {
  test("reads every page of who is there", async () => {
    const { world, firms } = rig;
    for (let nth = 0; nth < 410; nth++) firms.side.members.push(addUser(world, firms.sahand, `Colleague ${nth}`).id);
    const { breach } = look({ ms: 0 });
    expect(await breach()).toBeNull();
    firms.side.members.push(firms.freja.id);
    expect(await look({ ms: 0 }).breach()).toBe("outsider");
  });

  test("does not take a room for a firm's own that has more people than we look at", async () => {
    const { world, firms } = rig;
    const first: User = addUser(world, firms.sahand, "Colleague");
    firms.side.members.push(...Array.from({ length: 1_200 }, () => first.id), firms.freja.id);
    expect(await look({ ms: 0 }).breach()).toBe("outsider");
  });

  test("holds for a minute at most, and no longer than until something is heard of the channel or the person", async () => {
    const { world, firms } = rig;
    const clock = { ms: 0 };
    const { watch, breach } = look(clock);
    const colleague = addUser(world, firms.sahand, "Colleague");
    firms.side.members.push(colleague.id);
    expect(await breach()).toBeNull();
    colleague.is_restricted = true;
    clock.ms = 59_999;
    expect(await breach()).toBeNull();
    clock.ms = 60_000;
    expect(await breach()).toBe("outsider");
    colleague.is_restricted = false;
    watch.forget(colleague.id);
    expect(await breach()).toBeNull();
    firms.side.members.push(firms.freja.id);
    expect(await breach()).toBeNull();
    watch.forget(firms.side.id);
    expect(await breach()).toBe("outsider");
  });

  test("that Slack does not allow, or does not answer, finds nothing safe", async () => {
    const { firms, slack } = rig;
    firms.side.members.shift();
    expect(await look({ ms: 0 }).breach()).toBe("unreachable");
    firms.side.members.unshift(firms.bot.id);
    slack.faults = ({ method }) => (method === "conversations.members" ? { error: "ratelimited" } : null);
    const clock = { ms: 0 };
    const { breach } = look(clock);
    await expect(breach()).rejects.toThrow();
    slack.faults = () => null;
    expect(await breach()).toBeNull();
  });
});
