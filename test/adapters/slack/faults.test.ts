import { describe, expect, test } from "vitest";
import { clientOptions } from "../../../adapters/slack/client.ts";
import { appUninstalled, channelArchive } from "../../support/slack/events.ts";
import { callsTo, copies, directly, faultIn, logOf, passes, textsIn, undelivered } from "../../support/slack/faulty.ts";
import { install } from "../../support/slack/oauth.ts";
import { onRig, standing, told } from "../../support/slack/on-rig.ts";
import { press } from "../../support/slack/payloads.ts";
import { buttonsOf } from "../../support/slack/read.ts";
import type { Rig } from "../../support/slack/rig.ts";
import type { Fault } from "../../support/slack/server.ts";
import { modalOf } from "../../support/slack/views.ts";

let rig: Rig;
onRig((given) => {
  rig = given;
});

const once = () => new Set(copies(rig).values());
const nothingLeft = { waiting: [], parked: 0 };
const shown = () => textsIn(rig, rig.firms.shared).filter((text) => text.startsWith("PAR-00001"));

// F38
describe("when Slack asks us to wait", () => {
  const waits: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ["a second", { "retry-after": "1" }],
    ["half a minute", { "retry-after": "30" }],
    ["an hour", { "retry-after": "3600" }],
    ["and does not say how long", {}],
    ["and says it in words", { "retry-after": "Mon, 30 Nov 2026 12:00:00 GMT" }],
  ];
  for (const [how, headers] of waits) {
    test(`${how}: that channel waits, the others do not, and nothing is given up`, async () => {
      faultIn(rig, rig.firms.shared, ["chat.postMessage"], { status: 429, headers });
      await rig.report();
      await rig.pass();
      expect(directly(rig, rig.firms.reza).join()).toContain("Batch 4411");
      expect(textsIn(rig, rig.firms.side).join()).toContain("PAR-00001");
      expect(textsIn(rig, rig.firms.shared)).toEqual([]);
      const asked = callsTo(rig, rig.firms.shared);
      await rig.pass();
      // A second may be over by now.
      if (headers["retry-after"] !== "1") expect(callsTo(rig, rig.firms.shared)).toBe(asked);
      await passes(rig, 14);
      expect((await undelivered(rig)).parked).toBe(0);
      rig.slack.faults = () => null;
      await passes(rig);
      expect(shown()).toHaveLength(1);
      expect(await undelivered(rig)).toEqual(nothingLeft);
      expect(once()).toEqual(new Set([1]));
    });
  }
});

// F39, F40
describe("when it is not known whether Slack has a message", () => {
  const unknown: readonly (readonly [string, Fault])[] = [
    ["500", { status: 500 }],
    ["500 though it was done", { status: 500, after: true }],
    ["502", { status: 502, body: "" }],
    ["503 though it was done", { status: 503, after: true }],
    ["a page with 200 though it was done", { status: 200, body: "<!DOCTYPE html><title>Slack</title>", after: true }],
    ["half an answer though it was done", { status: 200, body: '{"ok":tr', after: true }],
    ["half an answer", { status: 200, body: '{"ok":tr' }],
    ["an answer without a place though it was done", { status: 200, body: '{"ok":true}', after: true }],
    ["internal_error", { error: "internal_error" }],
    ["internal_error though it was done", { error: "internal_error", after: true }],
    ["fatal_error though it was done", { error: "fatal_error", after: true }],
    ["a connection cut before", { drop: "before" }],
    ["a connection cut after", { drop: "after" }],
  ];
  for (const [what, fault] of unknown) {
    test(`${what}: it is looked for, and stands there once`, async () => {
      faultIn(rig, null, ["chat.postMessage"], fault, 4);
      await rig.report();
      await rig.pass();
      await passes(rig, 4);
      expect(shown()).toHaveLength(1);
      expect(directly(rig, rig.firms.reza).filter((text) => text.includes("Batch 4411"))).toHaveLength(1);
      expect(once()).toEqual(new Set([1]));
      expect(await undelivered(rig)).toEqual(nothingLeft);
      expect(rig.slack.ledger.some(({ method }) => method === "conversations.history")).toBe(true);
      expect(JSON.stringify(rig.logged)).not.toContain("DOCTYPE");
    });
  }

  test("a hung call ends before somebody else may hold the message", async () => {
    expect(clientOptions(null).timeout).toBeLessThan(30_000);
    expect(clientOptions(null).retryConfig).toEqual({ retries: 0 });
    faultIn(rig, rig.firms.shared, ["chat.postMessage"], { hang: "after" }, 1);
    await rig.report();
    await rig.pass();
    await passes(rig, 3);
    expect(shown()).toHaveLength(1);
    expect(once()).toEqual(new Set([1]));
  }, 40_000);

  test("a message in a long thread is found there however much was said before it", async () => {
    await rig.report();
    await rig.pass();
    const card = rig.posted(rig.firms.shared)[0]!;
    const note = rig.world.messages.find(({ thread_ts }) => thread_ts === card.ts)!;
    for (let nth = 0; nth < 120; nth++)
      rig.world.messages.splice(1, 0, {
        ...note,
        ts: `${card.ts.slice(0, -3)}${100 + nth}`,
        bot: null,
        content: { text: "…", blocks: [], metadata: null },
      });
    await rig.database.exec(
      "delete from chat_messages where key like '%:2:0'; update outbox set state = 'open', lease_until = null, attempts = 1",
    );
    await passes(rig, 2);
    expect(once()).toEqual(new Set([1]));
    expect(await undelivered(rig)).toEqual(nothingLeft);
  });

  test("a fresh card whose answer was lost is not posted a second time", async () => {
    await rig.report();
    await rig.pass();
    const card = standing(rig, rig.firms.shared, "action.add-evidence");
    card.deleted = true;
    faultIn(rig, rig.firms.shared, ["chat.postMessage"], { status: 503, after: true }, 1);
    await rig.store.redraw(rig.account.id, "shared");
    await rig.pass();
    await passes(rig);
    expect(shown()).toHaveLength(1);
  });

  test("a firm's own words whose answer was lost are looked for where they went: with its lead", async () => {
    rig.firms.side.members.push(rig.firms.freja.id);
    await rig.database.exec("truncate chat_messages");
    faultIn(rig, null, ["chat.postMessage"], { drop: "after" }, 6);
    await rig.report();
    await rig.pass();
    await passes(rig, 4);
    expect(textsIn(rig, rig.firms.side)).toEqual([]);
    expect(once()).toEqual(new Set([1]));
  });
});

// F41
describe("when Slack finds a message too long though it keeps to the limits", () => {
  for (const error of ["msg_too_long", "msg_blocks_too_long", "invalid_blocks"]) {
    test(`${error}: it goes shorter, the same way each time, and nothing behind it waits`, async () => {
      faultIn(rig, rig.firms.shared, ["chat.postMessage"], { error }, 1);
      await rig.report();
      await rig.pass();
      const [first] = textsIn(rig, rig.firms.shared);
      expect(first).toContain("How Sahand Casting and Nordvik Pumps work together");
      expect(shown()).toHaveLength(1);
      expect(await undelivered(rig)).toEqual(nothingLeft);
    });

    test(`${error} whatever the form: one line remains that says where the rest is`, async () => {
      rig.slack.faults = ({ method, args }) =>
        method === "chat.postMessage" && args["channel"] === rig.firms.shared.id && (args["blocks"] as readonly unknown[]).length > 0
          ? { error }
          : null;
      await rig.report();
      await rig.pass();
      const texts = textsIn(rig, rig.firms.shared);
      expect(texts.join("\n")).toContain("PAR-00001");
      for (const text of texts) expect(text).toContain("Write “status” to me");
      expect(await undelivered(rig)).toEqual(nothingLeft);
      expect(callsTo(rig, rig.firms.shared)).toBeLessThanOrEqual(5 * texts.length);
    });

    test(`${error} even of one line: it is put aside, and the room goes on`, async () => {
      faultIn(rig, rig.firms.shared, ["chat.postMessage"], { error }, 5);
      await rig.report();
      await rig.pass();
      expect(shown()).toHaveLength(1);
      expect((await undelivered(rig)).waiting).toEqual(["shared"]);
      await rig.store.redraw(rig.account.id, "shared");
      await passes(rig);
      expect(await undelivered(rig)).toEqual(nothingLeft);
    });
  }
});

// F42
describe("when a channel does not take anything any more", () => {
  const closing = ["is_archived", "channel_not_found", "not_in_channel", "restricted_action", "ekm_access_denied"];
  for (const error of closing) {
    test(`${error}: both firms' leads hear of it once, what is asked goes on directly, and nobody knocks at the door`, async () => {
      faultIn(rig, rig.firms.shared, ["chat.postMessage", "chat.update", "conversations.history", "conversations.replies"], { error });
      await rig.report();
      await rig.pass();
      await passes(rig, 15);
      const heard = rig.world.messages.filter(
        ({ channel, content }) =>
          channel.user !== null && /can no longer write|kan ikke længere skrive|دیگر نمی‌توانم/.test(JSON.stringify(content)),
      );
      expect(heard).toHaveLength(2);
      expect(new Set(heard.map(({ channel }) => rig.world.users.get(channel.user!)!.team)).size).toBe(2);
      expect(directly(rig, rig.firms.reza).join()).toContain("Batch 4411");
      expect(callsTo(rig, rig.firms.shared)).toBeLessThanOrEqual(2);
      expect(await undelivered(rig)).toEqual({ waiting: ["shared"], parked: 0 });

      rig.slack.faults = () => null;
      await rig.event(channelArchive(rig.world, "channel_unarchive", rig.firms.shared, rig.firms.reza));
      await rig.settled();
      await passes(rig);
      expect(shown()).toHaveLength(1);
      expect(await undelivered(rig)).toEqual(nothingLeft);
    });
  }
});

// F43
describe("when the app is taken out of a workspace", () => {
  const ends: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["its token is taken back", async () => Object.assign(rig.firms.ours, { state: "revoked" })],
    ["its account is closed", async () => Object.assign(rig.firms.ours, { state: "uninstalled" })],
    [
      "Slack says that it was removed",
      async () => {
        rig.firms.ours.state = "uninstalled";
        await rig.send({ ...rig.envelope(appUninstalled(rig.world)), event_time: Math.ceil(Date.now() / 1_000) });
        await rig.settled();
      },
    ],
  ];
  for (const [how, end] of ends) {
    test(`${how}: what goes through it waits, the other firm's goes on, and a new installation gets all of it`, async () => {
      const theirs = install(rig.world, rig.firms.nordvik);
      await rig.installs(theirs.token);
      await end();
      await rig.report();
      await rig.pass();
      await passes(rig, 15);
      expect(textsIn(rig, rig.firms.shared)).toEqual([]);
      expect((await undelivered(rig)).parked).toBe(0);
      expect((await undelivered(rig)).waiting).toContain("shared");
      if (how.startsWith("Slack"))
        expect(rig.world.messages.filter(({ channel, bot }) => channel.user === rig.firms.freja.id && bot?.id === theirs.bot)).toHaveLength(
          1,
        );

      const again = install(rig.world, rig.firms.sahand);
      for (const channel of [rig.firms.shared, rig.firms.side]) channel.members.push(again.bot_user);
      await rig.installs(again.token);
      await passes(rig);
      expect(shown()).toHaveLength(1);
      expect(await undelivered(rig)).toEqual(nothingLeft);
      expect(once()).toEqual(new Set([1]));
    });
  }
});

// F43, when what was seen of the room a moment ago still holds: it is the post itself that is refused.
test("the app is taken out between two messages: the second waits, is not given up, and comes once the app is there again", async () => {
  await rig.report();
  await rig.pass();
  const before = textsIn(rig, rig.firms.shared).length;
  rig.firms.ours.state = "revoked";
  await rig.report();
  await rig.pass();
  await passes(rig, 15);
  expect((await undelivered(rig)).parked).toBe(0);
  expect((await undelivered(rig)).waiting).toContain("shared");
  const again = install(rig.world, rig.firms.sahand);
  for (const channel of [rig.firms.shared, rig.firms.side]) channel.members.push(again.bot_user);
  await rig.installs(again.token);
  await passes(rig);
  expect(textsIn(rig, rig.firms.shared).length).toBeGreaterThan(before);
  expect(await undelivered(rig)).toEqual(nothingLeft);
  expect(once()).toEqual(new Set([1]));
});

// F44
describe("when a card cannot be edited any more", () => {
  for (const error of ["message_not_found", "cant_update_message", "edit_window_closed"]) {
    test(`${error}: a fresh card is posted, and from then on that one changes`, async () => {
      await rig.report();
      await rig.pass();
      const before = standing(rig, rig.firms.shared, "action.add-evidence");
      if (error === "message_not_found") before.deleted = true;
      rig.slack.faults = ({ method, args }) => (method === "chat.update" && args["ts"] === before.ts ? { error } : null);
      await rig.store.redraw(rig.account.id, "shared");
      await rig.pass();
      const fresh = standing(rig, rig.firms.shared, "action.add-evidence");
      expect(fresh.ts).not.toBe(before.ts);
      await rig.store.redraw(rig.account.id, "shared");
      await passes(rig, 2);
      const updates = rig.slack.ledger.filter(
        ({ method, args, took }) => took && method === "chat.update" && args["channel"] === rig.firms.shared.id,
      );
      expect(updates.at(-1)!.args["ts"]).not.toBe(before.ts);
      expect(shown().length).toBe(error === "message_not_found" ? 1 : 2);
    });
  }

  test("a thread that is gone, or locked, is no reason to be silent", async () => {
    rig.slack.faults = ({ method, args }) =>
      method === "chat.postMessage" && args["thread_ts"] !== undefined ? { error: "cannot_reply_to_message" } : null;
    await rig.report();
    await rig.pass();
    expect(textsIn(rig, rig.firms.shared).some((text) => text.startsWith("You face each other"))).toBe(true);
    expect(await undelivered(rig)).toEqual(nothingLeft);
  });
});

// F45
describe("when the window is gone by the time that we answer", () => {
  test("an expired trigger: the same button again, and nothing is half-saved", async () => {
    await rig.report();
    await rig.pass();
    const card = standing(rig, rig.firms.shared, "action.add-evidence");
    const before = await logOf(rig);
    const payload = press(
      rig.world,
      rig.firms.freja,
      card,
      buttonsOf(card.content.blocks).find(({ key }) => key === "action.add-evidence")!.actionId,
    );
    rig.slack.advance(3_500);
    await rig.interaction(payload);
    await rig.settled();
    expect(told(rig, rig.firms.freja)).toContain("press");
    expect(rig.world.ephemerals.flatMap(({ blocks }) => buttonsOf(blocks)).map(({ key }) => key)).toContain("action.add-evidence");
    expect(modalOf(rig.world, rig.firms.freja.id)).toBeNull();
    expect(await logOf(rig)).toEqual(before);
  });

  for (const error of ["not_found", "hash_conflict"]) {
    test(`${error} of the window in which something was pressed: it is told directly`, async () => {
      await rig.report();
      await rig.pass();
      await rig.presses(rig.firms.reza, standing(rig, rig.direct(rig.firms.reza), "action.more"), "action.more");
      const view = modalOf(rig.world, rig.firms.reza.id)!;
      const [button] = buttonsOf((view.sent["blocks"] as readonly unknown[]) ?? []).filter(({ key }) => key === "action.take");
      expect(button).toBeTruthy();
      faultIn(rig, null, ["views.update", "views.push"], { error });
      await rig.presses(rig.firms.reza, view, button!.key);
      expect(rig.logged.filter(({ message }) => message === "a delivery could not be handled")).toEqual([]);
      expect(told(rig, rig.firms.reza)).toMatch(/press again|Noted|دوباره بزنید|ثبت/);
    });
  }
});
