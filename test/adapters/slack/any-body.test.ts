/** Whatever comes signed to one of Slack's addresses is answered as documented, and the next delivery is heard. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { appMention, messageEvent } from "../../support/slack/events.ts";
import { addWorkspace, say } from "../../support/slack/furnish.ts";
import { onRig, told } from "../../support/slack/on-rig.ts";
import type { Rig } from "../../support/slack/rig.ts";
import { send } from "../../support/slack/send.ts";

let rig: Rig;
onRig((made) => {
  rig = made;
});

const types = [
  "event_callback",
  "block_actions",
  "view_submission",
  "view_closed",
  "shortcut",
  "message_action",
  "block_suggestion",
  "interactive_message",
  "dialog_submission",
  "workflow_step_edit",
  "function_executed",
  "app_rate_limited",
  "something-new",
];
const events = [
  "message",
  "app_mention",
  "reaction_added",
  "app_home_opened",
  "user_change",
  "team_access_revoked",
  "channel_shared",
  "new",
];
const any = fc.jsonValue({ maxDepth: 3 });
const some = fc.oneof(any, fc.constantFrom("U1", "T1", "C1", "\u0000", "1.1"));
const body = fc.oneof(
  { arbitrary: any, weight: 1 },
  {
    arbitrary: fc.record(
      {
        type: fc.constantFrom(...types),
        event: fc.oneof(some, fc.record({ type: fc.constantFrom(...events), user: some, channel: some, item: some, text: some, ts: some })),
        event_id: some,
        team_id: some,
        user: fc.oneof(some, fc.record({ id: some, team_id: some })),
        team: fc.oneof(some, fc.record({ id: some })),
        actions: fc.oneof(some, fc.array(fc.record({ action_id: some, value: some }), { maxLength: 2 })),
        container: some,
        view: fc.oneof(some, fc.record({ id: some, private_metadata: some, state: some, callback_id: some })),
        command: some,
        text: some,
        trigger_id: some,
        ssl_check: some,
        challenge: some,
      },
      { requiredKeys: ["type"] },
    ),
    weight: 3,
  },
);

describe("whatever is delivered", () => {
  test("is answered with 200 or 400 on each address, and then somebody is heard as before", async () => {
    const { firms } = rig;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("events", "interactions", "options", "commands"),
        fc.boolean(),
        body,
        async (where, isForm, value) => {
          const text = JSON.stringify(value);
          const [type, raw] = isForm
            ? ["application/x-www-form-urlencoded", new URLSearchParams({ payload: text }).toString()]
            : ["application/json", text];
          const { status } = await send(rig.to(), `/slack/${where}`, type, raw);
          expect([200, 400]).toContain(status);
          if (typeof value !== "object" || value === null || Array.isArray(value)) expect(status).toBe(400);
        },
      ),
      { numRuns: 60 },
    );
    // What nobody can read waits to be tried again; nobody here waits for it.
    await rig.database.exec("delete from inbox");
    await rig.writes(firms.freja, firms.shared, "@parley status");
    expect(told(rig, firms.freja)).not.toBe("");
  });

  test("one mention sent a hundred times at once, in both of its envelopes, and again after a restart, is answered once", async () => {
    const { world, firms } = rig;
    const message = say(world, firms.shared, firms.freja, `<@${firms.bot.id}> batch 4411 came in cracked`);
    const envelopes = [rig.envelope(messageEvent(world, message)), rig.envelope(appMention(world, message))];
    const answers = await Promise.all(Array.from({ length: 100 }, (_, nth) => rig.send(envelopes[nth % 2]!)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await rig.settled();
    await rig.restart();
    await rig.send(envelopes[0]!);
    await rig.settled();
    expect(world.ephemerals).toHaveLength(1);
  });

  test("a workspace that we do not know is answered and gets nothing", async () => {
    const { world, firms } = rig;
    const elsewhere = addWorkspace(world, "Elsewhere");
    const message = say(world, firms.shared, firms.freja, `<@${firms.bot.id}> status`);
    const envelope = {
      ...rig.envelope(appMention(world, message)),
      team_id: elsewhere.id,
      authorizations: [],
      context_team_id: elsewhere.id,
    };
    expect((await rig.send(envelope)).status).toBe(200);
    expect(world.ephemerals).toEqual([]);
  });
});
