/** 👀 and ✅ on messages of ours in Teams, by those whom they are for. */
import { expect, test } from "vitest";
import { reaction } from "../../support/teams/events.ts";
import { onParley } from "../../support/teams/on-parley.ts";
import { type Parley, wordsOf } from "../../support/teams/parley.ts";
import type { Message, User } from "../../support/teams/world.ts";

let rig: Parley;
onParley((made) => {
  rig = made;
});

const eyes = "1f440_eyes";
const marks = (user: User, on: Message, type: string, what?: "Removed") => rig.deliver(reaction(rig.world, user, on, type, what));
/** The newest message of ours to Reza alone. */
const toReza = (): Message => rig.posted(rig.chat(rig.firms.reza)).at(-1)!;
const card = (): string => wordsOf(rig.posted(rig.firms.shared).find(({ content }) => wordsOf(content).includes("PAR-00001"))!.content);

test("👀 takes what is asked of whoever puts it there; of others, and any other emoji, it does nothing", async () => {
  await rig.report();
  await rig.pass();
  const ask = toReza();
  for (const type of ["like", "heart", "1f3ab_ticket", "1f4cc_pushpin"]) await marks(rig.firms.reza, ask, type);
  for (const user of [rig.firms.freja, rig.firms.guest, rig.firms.stranger]) await marks(user, ask, eyes);
  await rig.pass();
  expect(card()).toContain("Waiting for Reza Karimi");
  await marks(rig.firms.reza, ask, eyes);
  await rig.pass();
  expect(card()).not.toContain("confirm that you have it");
});

test("👀 taken away offers whoever took it to give it back, to them alone", async () => {
  await rig.report();
  await rig.pass();
  const ask = toReza();
  await marks(rig.firms.reza, ask, eyes, "Removed");
  expect(toReza()).toBe(ask);
  await marks(rig.firms.reza, ask, eyes);
  await marks(rig.firms.reza, ask, eyes, "Removed");
  expect(wordsOf(toReza().content)).toContain("This is still yours");
});
