/** What is for one person alone in Teams: behind a card that calls them, for whoever cannot be written to directly. */
import { expect, test } from "vitest";
import type { PersonId } from "../../../src/domain/ids.ts";
import { type Json, objectOf, textOf } from "../../support/slack/json.ts";
import { addUser } from "../../support/teams/furnish.ts";
import { onParley } from "../../support/teams/on-parley.ts";
import { type Parley, wordsOf } from "../../support/teams/parley.ts";
import { refresh } from "../../support/teams/payloads.ts";
import { problemsOfCard } from "../../support/teams/validator.ts";
import type { Message, User } from "../../support/teams/world.ts";

let rig: Parley;
onParley((made) => {
  rig = made;
  for (const user of [rig.firms.freja, rig.firms.reza]) user.locale = "en-GB";
});

/** The newest message of ours in the shared channel. */
const newest = (): Message => rig.posted(rig.firms.shared).at(-1)!;
/** What a reader's client shows of a card that asks for their own view of it; `null`: what everybody sees. */
async function viewOf(user: User, on: Message): Promise<Json | null> {
  const { status, body } = await rig.deliver(refresh(rig.world, user, on));
  expect(status).toBe(200);
  return textOf(body?.["type"]).endsWith("card.adaptive") ? objectOf(body?.["value"]) : null;
}
const read = (card: Json): string => wordsOf({ contentType: "application/vnd.microsoft.card.adaptive", content: card });

async function asked(): Promise<Message> {
  await rig.report();
  await rig.pass();
  await rig.writes(rig.firms.freja, rig.firms.shared, "status");
  return newest();
}

test("whoever a card calls is shown in its place what it says to them; nobody else is, and it stands nowhere in the channel", async () => {
  const on = await asked();
  expect(JSON.stringify(on.content["entities"])).toContain(rig.firms.freja.id);
  expect(wordsOf(on.content)).not.toContain("PAR-00001");
  const view = await viewOf(rig.firms.freja, on);
  expect(read(view!)).toContain("PAR-00001");
  expect(problemsOfCard(view, "conversation")).toEqual([]);
  for (const other of [rig.firms.reza, rig.firms.lars, rig.firms.stranger]) expect(await viewOf(other, on)).toBeNull();
});

test("its button shows the same in a dialog, to whoever is called alone", async () => {
  const on = await asked();
  const shown = await rig.presses(rig.firms.freja, on, "Show me");
  expect(wordsOf(shown.body)).toContain("PAR-00001");
  expect(JSON.stringify((await rig.presses(rig.firms.reza, on, "Show me")).body)).not.toContain("PAR-00001");
});

test("a card's own view is given of nothing but what was told: the handle of a button gives none", async () => {
  const on = await asked();
  const card = rig.posted(rig.firms.shared).find(({ content }) => wordsOf(content).includes("PAR-00001"))!;
  const [, handle] = /"handle":"([^"]+)"/.exec(JSON.stringify(card.content))!;
  const activity = JSON.parse(
    JSON.stringify(refresh(rig.world, rig.firms.freja, on)).replace(/"handle":"[^"]+"/, `"handle":"${handle}"`),
  ) as Json;
  expect((await rig.deliver(activity)).body).toMatchObject({ type: "application/vnd.microsoft.activity.message", value: "" });
});

test("people of the tenant that has the app are reached through it, those of another one through nothing", async () => {
  const { account, firms, tables } = rig;
  expect(await tables.installationOf(account.id, firms.sahand.id)).toBe(firms.sahand.id);
  expect(await tables.installationOf(account.id, firms.nordvik.id)).toBeNull();
});

test("the other firm's first administrator is welcomed where they sent their code, before any room is linked", async () => {
  const { account, firms, world } = rig;
  const hanne = addUser(world, firms.nordvik, "Hanne Bak");
  firms.shared.own.push(hanne.id);
  await rig.database.exec("delete from chat_rooms");
  await rig.tables.saveCode("ABCD-EFGH-JKMN-PQRS", { relationship: account.id, person: "hanne" as PersonId }, null);
  await rig.writes(hanne, firms.shared, "code ABCD-EFGH-JKMN-PQRS");
  expect(wordsOf((await rig.presses(hanne, newest(), "Show me")).body)).toContain("Welcome, Hanne Bak");
  expect(JSON.stringify(newest().content["entities"])).toContain(hanne.id);
});
