/** Pictures that people send in Teams: those that everybody sees go into the case, and nobody is led to think that others do. */
import { expect, test } from "vitest";
import type { Json } from "../../support/slack/json.ts";
import { say } from "../../support/teams/furnish.ts";
import { onParley } from "../../support/teams/on-parley.ts";
import { type Parley, wordsOf } from "../../support/teams/parley.ts";
import { fileAttachment, messageActivity, pictureAttachment } from "../../support/teams/payloads.ts";
import type { Conversation, User } from "../../support/teams/world.ts";

let rig: Parley;
onParley((made) => {
  rig = made;
  for (const user of [rig.firms.freja, rig.firms.reza]) user.locale = "en-GB";
});

const writes = (user: User, where: Conversation, attachments: readonly Json[]) =>
  rig.deliver(
    messageActivity(rig.world, say(rig.world, where, user, "batch 4411 came in cracked"), {
      mentions: where.kind !== "personal",
      attachments,
    }),
  );
const told = (where: Conversation): string =>
  rig
    .posted(where)
    .map(({ content }) => wordsOf(content))
    .join("\n");

test("pictures that come with a report are named where it is read, and stand where they were said", async () => {
  const { shared, freja, reza } = rig.firms;
  await writes(freja, shared, [pictureAttachment(rig.world, "png"), pictureAttachment(rig.world, "jpeg")]);
  const calling = rig.posted(shared).at(-1)!;
  const shown = await rig.presses(freja, calling, "Show me");
  const [button] = /v1:action\.report-[^"]+/.exec(JSON.stringify(shown.body))!;
  await rig.submits(freja, calling, shown, button);
  await rig.pass();
  expect(told(rig.chat(reza)).match(/Photo: Photo with the report PAR-00001/g)).toHaveLength(2);
  // No client could show what only the bot's token opens.
  expect(JSON.stringify(rig.world.messages.filter(({ by }) => by === null))).not.toContain("/attachments/");
});

test("what was sent to the bot alone is not put before others; its sender is told where they would see it", async () => {
  const chat = rig.chat(rig.firms.reza);
  for (const one of [pictureAttachment(rig.world, "png"), fileAttachment("measures.xlsx", "https://sahand-my.sharepoint.com/x")]) {
    await writes(rig.firms.reza, chat, [one]);
    expect(told(chat)).toContain("nobody else sees");
  }
  expect(await rig.database.query("files-kept", "select id from chat_files")).toEqual([]);
});

test("a picture that is sent to Parley below a case is added to it, once its sender has read what will be added", async () => {
  const { shared, freja } = rig.firms;
  await rig.report();
  await rig.pass();
  const card = rig.posted(shared).find(({ content }) => wordsOf(content).includes("PAR-00001"))!;
  const below = say(rig.world, shared, freja, "The flange, from the left", card);
  await rig.deliver(messageActivity(rig.world, below, { mentions: true, attachments: [pictureAttachment(rig.world, "png")] }));
  const calling = rig.posted(shared).at(-1)!;
  const shown = await rig.presses(freja, calling, "Show me");
  expect(wordsOf(shown.body)).toContain("Shall this be kept in the case?");
  const [button] = /v1:action\.share[^"]*/.exec(JSON.stringify(shown.body))!;
  const form = await rig.submits(freja, calling, shown, button);
  expect(JSON.stringify(form.body)).toContain("The flange, from the left");
  await rig.submits(freja, calling, form, "Add to the case");
  await rig.pass();
  expect(told(shared)).toMatch(/The flange, from the left[\s\S]*Photo/);
});
