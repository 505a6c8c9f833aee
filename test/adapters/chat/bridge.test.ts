/** The shared room in two tools at once: Sahand in a channel of its own in Slack, Nordvik in one of its own in Teams, one case. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "../../../src/ports/database.ts";
import { freshPglite } from "../../support/database.ts";
import { reaction } from "../../support/slack/events.ts";
import { asked } from "../../support/slack/on-rig.ts";
import { textOfBlocks } from "../../support/slack/read.ts";
import { type Rig, slackRig } from "../../support/slack/rig.ts";
import { type Parley, teamsParley, wordsOf } from "../../support/teams/parley.ts";
import type { Message, User } from "../../support/teams/world.ts";

let database: Database;
let teams: Parley;
let slack: Rig;
/** Freja of Nordvik and its administrator, in Nordvik's tenant, which has the bot here. */
let freja: User;
let hanne: User;
beforeAll(async () => {
  database = await freshPglite();
}, 60_000);
afterAll(() => database?.close());
beforeEach(async () => {
  teams = await teamsParley(database);
  await database.exec("delete from chat_people where platform = 'teams'; delete from chat_rooms where platform = 'teams'");
  [freja, hanne] = [teams.firms.lars, teams.firms.reza];
  await teams.link("freja", freja);
  await teams.link("hanne", hanne);
  slack = await slackRig(database, teams.connected);
  await database.exec(
    "delete from chat_people where platform = 'slack' and person = 'freja'; delete from chat_rooms where platform = 'slack'",
  );
  const { firms, tables, account } = slack;
  await tables.saveRoom({ relationship: account.id, room: "shared", installation: firms.sahand.id, channel: firms.side.id });
}, 60_000);
afterEach(async () => {
  await slack.close();
  await teams.close();
  expect(slack.slack.violations).toEqual([]);
  expect(teams.teams.violations).toEqual([]);
});

const inTeams = (): readonly Message[] => teams.posted(teams.firms.side);
const cardInTeams = (): string => wordsOf(inTeams().findLast(({ content }) => wordsOf(content).includes("PAR-00001"))?.content);
const cardInSlack = (): string => {
  const texts = slack.posted(slack.firms.side).map(({ content }) => textOfBlocks(content.blocks));
  return texts.find((text) => text.includes("PAR-00001") && text.includes("Last change")) ?? "";
};

/** An administrator of Nordvik lets the shared room stand in a channel of theirs, too. */
async function bridged(): Promise<void> {
  await teams.writes(hanne, teams.firms.side, "link");
  const offer = teams.posted(teams.chat(hanne)).find(({ content }) => wordsOf(content).includes("What is this channel to be?"))!;
  await teams.presses(hanne, offer, "What both firms share, for Nordvik Pumps’s people alone");
  await slack.pass();
}

async function reported(): Promise<void> {
  await teams.writes(freja, teams.chat(freja), "Batch 4411 came in cracked, 38 of 120 housings, line 2 is down");
  const read = teams.posted(teams.chat(freja)).find(({ content }) => wordsOf(content).includes("This is what I read"))!;
  await teams.presses(freja, read, "Right, report it");
  await slack.pass();
}

test("what one firm reports in its tool stands in both, and what the other decides in its own changes both", async () => {
  await bridged();
  expect(
    inTeams()
      .map(({ content }) => wordsOf(content))
      .join(),
  ).toContain("stands here, too, for Nordvik Pumps’s people");
  await reported();
  expect(cardInTeams()).toContain("Waiting for Reza Karimi");
  expect(cardInSlack()).toContain("Waiting for Reza Karimi");
  const ask = asked(slack, slack.firms.reza, "action.take");
  await slack.event(reaction(slack.world, "reaction_added", slack.firms.reza, ask, "eyes"));
  await slack.settled();
  await slack.pass();
  for (const card of [cardInSlack(), cardInTeams()]) expect(card).not.toContain("confirm that you have it");
});

test("a tool that is away holds up its own side alone, and gets what waited when it is back", async () => {
  await bridged();
  slack.slack.faults = () => ({ drop: "before" }) as never;
  await reported();
  expect(cardInTeams()).toContain("Waiting for Reza Karimi");
  expect(cardInSlack()).not.toContain("PAR-00001");
  slack.slack.faults = () => null;
  await slack.waitsEnd();
  await slack.pass();
  expect(cardInSlack()).toContain("Waiting for Reza Karimi");
});
