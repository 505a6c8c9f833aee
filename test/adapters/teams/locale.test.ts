/** What Teams says of somebody's language and clock is offered to them once, and never taken by itself. */
import { expect, test } from "vitest";
import { personOf } from "../../../src/domain/people.ts";
import { say } from "../../support/teams/furnish.ts";
import { onParley } from "../../support/teams/on-parley.ts";
import { type Parley, wordsOf } from "../../support/teams/parley.ts";
import { messageActivity } from "../../support/teams/payloads.ts";

let rig: Parley;
onParley((made) => {
  rig = made;
});

const writes = (text: string, more: object) => {
  const chat = rig.chat(rig.firms.reza);
  return rig.deliver({ ...messageActivity(rig.world, say(rig.world, chat, rig.firms.reza, text)), ...more });
};
const said = (): readonly string[] => rig.posted(rig.chat(rig.firms.reza)).map(({ content }) => wordsOf(content));
const home = { locale: "en-GB", localTimezone: "Asia/Tehran" };

test("somebody whose Teams is in another language of ours is offered it once, in that language, and it is theirs when they press", async () => {
  await writes("status", { ...home, locale: "da-DK" });
  await writes("status", { ...home, locale: "da-DK" });
  const offers = rig.posted(rig.chat(rig.firms.reza)).filter(({ content }) => wordsOf(content).includes("Dit Teams er på dansk"));
  expect(offers).toHaveLength(1);
  await rig.presses(rig.firms.reza, offers[0]!, "Dansk");
  const known = await rig.store.account(rig.account.id);
  expect(personOf(known!.account, "reza" as never)?.language).toBe("da");
});

test("a clock that runs otherwise is told once, with who can change it; the same time by another name is not", async () => {
  await writes("status", { ...home, localTimezone: "Europe/Copenhagen" });
  await writes("status", { ...home, localTimezone: "Europe/Copenhagen" });
  expect(said().filter((text) => text.includes("Your clock here says Copenhagen"))).toHaveLength(1);
});

test.each([
  home,
  { locale: "sv-SE", localTimezone: "Iran" },
  { locale: null, localTimezone: null },
  { locale: 7, localTimezone: "Nowhere/At all" },
  { locale: "x".repeat(9_000), localTimezone: "../../etc" },
])("nothing is offered where there is nothing to offer: %j", async (more) => {
  await writes("status", more);
  expect(said().join()).not.toMatch(/Dit Teams|Your clock|Your Teams/);
});
