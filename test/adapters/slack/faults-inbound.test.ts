import { describe, expect, test } from "vitest";
import {
  appMention,
  appRateLimited,
  envelope,
  memberJoined,
  messageChanged,
  messageDeleted,
  messageEvent,
  tokensRevoked,
} from "../../support/slack/events.ts";
import { logOf, passes, textsIn } from "../../support/slack/faulty.ts";
import { addMessage, changeMessage, say } from "../../support/slack/furnish.ts";
import { install } from "../../support/slack/oauth.ts";
import { onRig, standing, told } from "../../support/slack/on-rig.ts";
import { submit } from "../../support/slack/payloads.ts";
import { textOfBlocks } from "../../support/slack/read.ts";
import type { Rig } from "../../support/slack/rig.ts";
import { sendEvent } from "../../support/slack/send.ts";
import { modalOf } from "../../support/slack/views.ts";

let rig: Rig;
onRig((given) => {
  rig = given;
});

const mention = (text: string) => say(rig.world, rig.firms.shared, rig.firms.freja, `<@${rig.firms.bot.id}> ${text}`);
const readBack = () => rig.world.ephemerals.filter(({ blocks }) => textOfBlocks(blocks).includes("38 of 120"));
const gaps = () =>
  rig.world.messages.filter(({ content }) => /could not hear|kunne jeg ikke høre|نمی‌شنیدم/.test(textOfBlocks(content.blocks)));

// F47
describe("what Slack delivers more than once", () => {
  test("an event that comes four times, some of them at once, is answered once", async () => {
    const message = mention("batch 4411 came in cracked, 38 of 120");
    const [said, named] = [rig.envelope(messageEvent(rig.world, message)), rig.envelope(appMention(rig.world, message))];
    const answers = await Promise.all([said, said, named, said, named].map((body) => rig.send(body)));
    await rig.settled();
    answers.push(await rig.send(said, { retry: { number: 1, reason: "http_timeout" } }));
    await rig.settled();
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(readBack()).toHaveLength(1);
  });

  test("a form that comes three times at once changes what it changes once, and gets its answer each time", async () => {
    await rig.report();
    await rig.pass();
    await rig.presses(rig.firms.reza, standing(rig, rig.direct(rig.firms.reza), "action.take"), "action.take");
    const before = (await logOf(rig)).length;
    const payload = submit(rig.world, rig.firms.reza, modalOf(rig.world, rig.firms.reza.id)!, {});
    const answers = await Promise.all([1, 2, 3].map(() => rig.interaction(payload)));
    await rig.settled();
    const after = (await logOf(rig)).length;
    expect(after).toBeGreaterThan(before);
    answers.push(await rig.interaction(payload));
    await rig.settled();
    expect(new Set(answers.map(({ body }) => body))).toEqual(new Set(['{"response_action":"clear"}']));
    expect((await logOf(rig)).length).toBe(after);
  });
});

// F48
describe("what Slack delivers in another order", () => {
  test("an edit and a deletion before the message itself: the message is heard, and nothing breaks", async () => {
    const message = mention("batch 4411 came in cracked, 38 of 120");
    const first = rig.envelope(messageEvent(rig.world, message));
    changeMessage(rig.world, message, { ...message.content, text: `<@${rig.firms.bot.id}> never mind` }, rig.firms.freja.id);
    for (const event of [messageDeleted(rig.world, message), messageChanged(rig.world, message)]) await rig.event(event);
    await rig.send(first);
    await rig.settled();
    expect(readBack()).toHaveLength(1);
    expect(rig.logged.filter(({ level }) => level !== "info")).toEqual([]);
  });

  test("an edit afterwards is not heard as something new", async () => {
    const message = await rig.writes(rig.firms.freja, rig.firms.shared, "@parley batch 4411 came in cracked, 38 of 120");
    const heard = rig.world.ephemerals.length;
    changeMessage(rig.world, message, { ...message.content, text: `<@${rig.firms.bot.id}> 99 of 120` }, rig.firms.freja.id);
    await rig.event(messageChanged(rig.world, message));
    await rig.settled();
    expect(rig.world.ephemerals).toHaveLength(heard);
  });

  test("somebody who joins after they have written was heard all the same", async () => {
    await rig.writes(rig.firms.freja, rig.firms.shared, "@parley batch 4411 came in cracked, 38 of 120");
    await rig.event(memberJoined(rig.world, rig.firms.shared, rig.firms.freja, null));
    await rig.settled();
    expect(readBack()).toHaveLength(1);
    expect((await rig.tables.channelOf(rig.account.id, "shared"))!.state).toBe("open");
  });

  test("word of an older end that comes late leaves the newer installation alone", async () => {
    const late = { ...rig.envelope(tokensRevoked(rig.world, rig.firms.ours)), event_time: Math.floor(Date.now() / 1_000) - 600 };
    await rig.send(late);
    await rig.settled();
    await rig.report();
    await rig.pass();
    expect(textsIn(rig, rig.firms.shared).length).toBeGreaterThan(0);
  });

  test("tokens of people that are taken back are none of ours", async () => {
    const body = {
      ...rig.envelope({ type: "tokens_revoked", tokens: { oauth: ["U1"], bot: [] } } as never),
      event_time: Math.ceil(Date.now() / 1_000),
    };
    await rig.send(body);
    await rig.settled();
    expect(await rig.tables.installationOf(rig.account.id, rig.firms.sahand.id)).toBe(rig.firms.sahand.id);
  });
});

// F49
test("after twenty minutes away every room hears of it once, and the buttons are as they were", async () => {
  await rig.report();
  await rig.pass();
  await rig.tables.alive();
  for (let nth = 0; nth < 2; nth++) {
    if (nth === 0) await rig.database.exec("update slack_alive set at = clock_timestamp() - interval '20 minutes'");
    await rig.restart();
    rig.start();
    await expect.poll(() => gaps().length, { timeout: 5_000 }).toBe(2);
  }
  expect(gaps().map(({ channel }) => channel)).toEqual([rig.firms.shared, rig.firms.side]);
  const before = (await logOf(rig)).length;
  await rig.presses(rig.firms.reza, standing(rig, rig.direct(rig.firms.reza), "action.take"), "action.take");
  await rig.interaction(submit(rig.world, rig.firms.reza, modalOf(rig.world, rig.firms.reza.id)!, {}));
  await rig.settled();
  expect((await logOf(rig)).length).toBeGreaterThan(before);
});

// F50
test("when there was too much to tell, the operator hears it, and the rooms of that workspace once an hour", async () => {
  const limited = appRateLimited(rig.world, rig.firms.ours);
  await Promise.all([1, 2].map(() => rig.send(limited)));
  await rig.settled();
  await rig.send({ ...limited, minute_rate_limited: limited.minute_rate_limited + 60 });
  await rig.settled();
  expect(gaps().map(({ channel }) => channel)).toEqual([rig.firms.shared, rig.firms.side]);
  expect(rig.logged.filter(({ level }) => level === "error").length).toBeGreaterThan(0);
  await rig.send({ ...limited, team_id: rig.firms.nordvik.id });
  await rig.settled();
  expect(gaps()).toHaveLength(2);
});

// F51
describe("the same app in both workspaces", () => {
  for (const [first, second] of [
    ["ours", "theirs"],
    ["theirs", "ours"],
  ] as const) {
    test(`one message that comes through both is answered once, when ${first} comes first`, async () => {
      const theirs = install(rig.world, rig.firms.nordvik);
      await rig.installs(theirs.token);
      const through = { ours: rig.firms.ours, theirs };
      const event = messageEvent(rig.world, mention("batch 4411 came in cracked, 38 of 120"));
      for (const to of [first, second]) await sendEvent(rig.to(), envelope(rig.world, through[to], event));
      await rig.settled();
      expect(readBack()).toHaveLength(1);
      expect(readBack()[0]!.user).toBe(rig.firms.freja.id);
    });
  }

  test("what our own bot of the other workspace says is never answered", async () => {
    const theirs = install(rig.world, rig.firms.nordvik);
    await rig.installs(theirs.token);
    const said = addMessage(rig.world, {
      channel: rig.firms.shared,
      thread_ts: null,
      user: theirs.bot_user,
      team: theirs.team,
      bot: { id: theirs.bot, app: theirs.app },
      content: { text: `<@${rig.firms.bot.id}> status`, blocks: [], metadata: null },
      files: [],
    });
    await rig.event(messageEvent(rig.world, said));
    await rig.event(appMention(rig.world, said));
    await rig.settled();
    await passes(rig, 1);
    expect(rig.world.ephemerals).toEqual([]);
    expect(told(rig, rig.firms.freja)).toBe("");
  });
});
