/** Codes for people of the other organisation: whom one could be for opens for whoever asked, and the code is in the answer alone. */
import { expect, test } from "vitest";
import { addUser, say } from "../../support/teams/furnish.ts";
import { dialogIn, onParley, saidIn } from "../../support/teams/on-parley.ts";
import { type Parley, wordsOf } from "../../support/teams/parley.ts";
import { messageActivity, submit } from "../../support/teams/payloads.ts";

const shape = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/;
let rig: Parley;
onParley((made) => {
  rig = made;
});

test("whom a code could be for is behind a button, and the code is in the answer alone", async () => {
  const { nordvik, shared, reza } = rig.firms;
  const hanne = addUser(rig.world, nordvik, "Hanne Bak");
  shared.own.push(hanne.id);
  await rig.link("hanne", hanne);
  await rig.deliver(messageActivity(rig.world, say(rig.world, shared, hanne, "invite"), { mentions: true }));
  const call = rig.posted(shared).find(({ content }) => wordsOf(content).includes("Only you can read it"))!;
  expect(saidIn(await rig.presses(reza, call, "Show me"))).toContain("This button is too old");
  const shown = await rig.presses(hanne, call, "Show me");
  const [name] = /^(?!Whom).+ .+$/m.exec(wordsOf(dialogIn(shown)))!;
  expect(JSON.stringify(rig.posted(shared).map(({ shown: all }) => all))).not.toContain(name);
  const press = submit(rig.world, hanne, call, shown.body, name, {});
  const [code] = shape.exec(saidIn(await rig.deliver(press)))!;
  const kept = await Promise.all(
    ["inbox", "chat_codes", "chat_actions", "outbox"].map((one) => rig.database.query(`all-${one}`, `select * from ${one}`)),
  );
  expect(JSON.stringify([kept, rig.logged, rig.world.messages.map(({ shown: all }) => all)])).not.toContain(code);
  // An answer may be lost, and then Teams asks again.
  expect(saidIn(await rig.deliver(press))).toMatch(shape);
});
