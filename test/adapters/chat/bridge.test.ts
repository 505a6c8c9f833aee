/** The shared room in two tools at once: Sahand in a channel of its own in Slack, Nordvik in one of its own in Teams, one case. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { standingId } from "../../../src/domain/hash.ts";
import { tellHeld } from "../../../src/engine/held.ts";
import type { Database } from "../../../src/ports/database.ts";
import { freshPglite } from "../../support/database.ts";
import { messageChanged, messageDeleted, messageEvent, reaction } from "../../support/slack/events.ts";
import { addFile, addUser, changeMessage, say as saySlack } from "../../support/slack/furnish.ts";
import { objectOf } from "../../support/slack/json.ts";
import { asked } from "../../support/slack/on-rig.ts";
import { textOfBlocks } from "../../support/slack/read.ts";
import { type Rig, slackRig } from "../../support/slack/rig.ts";
import type { File, Message as SlackMessage } from "../../support/slack/world.ts";
import { channelEvent } from "../../support/teams/events.ts";
import { say as sayTeams } from "../../support/teams/furnish.ts";
import { type Parley, teamsParley, wordsOf } from "../../support/teams/parley.ts";
import { editActivity, messageActivity } from "../../support/teams/payloads.ts";
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

describe("talk below a case's card", () => {
  /** The case's card in each tool: below it people talk. */
  const below = () => ({
    slack: slack.posted(slack.firms.side).find(({ content }) => textOfBlocks(content.blocks).includes("PAR-00001"))!,
    teams: inTeams().find(({ content }) => wordsOf(content).includes("PAR-00001"))!,
  });
  const lastInSlack = (): string => textOfBlocks(slack.posted(slack.firms.side).at(-1)!.content.blocks);
  const lastInTeams = (): string => wordsOf(inTeams().at(-1)!.content);

  beforeEach(async () => {
    await bridged();
    await reported();
  });
  async function bothAsk(): Promise<void> {
    const standing = standingId(slack.account.id);
    for (const person of ["lars", "reza"]) await slack.ask(person, standing, { type: "carry-talk", carry: true });
    await slack.pass();
  }
  async function inSlack(text: string, user = slack.firms.reza, files: readonly File[] = []): Promise<SlackMessage> {
    const message = saySlack(slack.world, slack.firms.side, user, text, { thread: below().slack, files });
    await slack.event(messageEvent(slack.world, message));
    await slack.settled();
    await slack.pass();
    return message;
  }
  async function fromTeams(text: string): Promise<Message> {
    const message = sayTeams(teams.teams.world, teams.firms.side, freja, text, below().teams);
    await teams.deliver(messageActivity(teams.teams.world, message));
    await slack.pass();
    return message;
  }
  const words = async (): Promise<string> => {
    const rows = await database.query(
      "all-kept",
      "select recipe as kept from outbox union all select payload from inbox union all select said from events",
    );
    return JSON.stringify(rows);
  };

  test("stays where it is written until both firms ask for it, and no word of it is kept", async () => {
    const before = [slack.posted(slack.firms.side).length, inTeams().length];
    await inSlack("Is the lid of the crate dented?");
    await fromTeams("It is, on the left");
    expect([slack.posted(slack.firms.side).length, inTeams().length]).toEqual(before);
    await slack.ask("lars", standingId(slack.account.id), { type: "carry-talk", carry: true });
    await inSlack("Anybody there?");
    expect(JSON.stringify(inTeams())).not.toContain("Anybody there");
    expect(await words()).not.toMatch(/dented|on the left|Anybody/);
  });

  test("stands in the other room, below the same case, with who wrote it, of which firm and in which language; then no word of it is kept", async () => {
    await bothAsk();
    await inSlack(`Is the lid <@${slack.firms.reza.id}> saw *dented*? &lt;b&gt;`);
    expect(lastInTeams()).toContain("Reza Karimi");
    expect(lastInTeams()).toMatch(/Sahand Casting · English/);
    expect(lastInTeams()).toContain("Is the lid @Reza Karimi saw *dented*? <b>");
    expect(inTeams().at(-1)!.root).toBe(below().teams.id);
    await fromTeams("It is, on the left");
    expect(lastInSlack()).toContain("Freja Holm");
    expect(lastInSlack()).toContain("It is, on the left");
    expect(slack.posted(slack.firms.side).at(-1)!.thread_ts).toBe(below().slack.ts);
    expect(await words()).not.toMatch(/dented|on the left/);
    expect(JSON.stringify([slack.logged, teams.logged])).not.toMatch(/dented|on the left/);
  });

  test("names what came with it, which stays where it is", async () => {
    await bothAsk();
    const photo = addFile(slack.world, slack.firms.reza, "flange.png", "image/png", new Uint8Array([1]));
    const note = addFile(slack.world, slack.firms.reza, "note.pdf", "application/pdf", new Uint8Array([1]));
    await inSlack("Look", slack.firms.reza, [photo, note]);
    expect(lastInTeams()).toMatch(/Photo: flange\.png[\s\S]*With it, where it was written: note\.pdf/);
  });

  test("is changed and taken back with it, however the news of that come", async () => {
    await bothAsk();
    const one = await inSlack("Forty housings");
    changeMessage(slack.world, one, { ...one.content, text: "Fourteen housings" }, one.user);
    const changed = messageChanged(slack.world, one);
    for (const _ of [1, 2]) await slack.event(changed);
    await slack.settled();
    await slack.pass();
    expect(inTeams().filter(({ content }) => wordsOf(content).includes("housings"))).toHaveLength(1);
    expect(lastInTeams()).toContain("Fourteen housings");
    expect(lastInTeams()).toContain("changed afterwards");
    await slack.event(messageDeleted(slack.world, one));
    // News of what it was before comes late.
    await slack.event({ ...changed, event_ts: one.ts, message: { ...objectOf(changed["message"]), text: "Four housings" } } as never);
    await slack.settled();
    await slack.pass();
    expect(JSON.stringify(inTeams().map(({ content }) => content))).not.toContain("housings");
    expect(lastInTeams()).toContain("Reza Karimi · Sahand");
    expect(lastInTeams()).toContain("took back what stood here");

    const other = await fromTeams("Line 2 runs again");
    const world = teams.teams.world;
    other.content = { ...other.content, text: "Line 2 runs at half speed" };
    const told = async (what: Parameters<typeof editActivity>[2]): Promise<void> => {
      teams.teams.advance(1_000);
      await teams.deliver(editActivity(world, other, what));
      await slack.pass();
    };
    await told("editMessage");
    expect(lastInSlack()).toContain("Line 2 runs at half speed");
    await told("softDeleteMessage");
    expect(lastInSlack()).toContain("took back what stood here");
    await told("undeleteMessage");
    expect(lastInSlack()).toContain("Line 2 runs at half speed");
  });

  test("is taken back even after the firms have had enough of carrying it; nothing new goes over then", async () => {
    await bothAsk();
    const one = await inSlack("Forty housings");
    await slack.ask("lars", standingId(slack.account.id), { type: "carry-talk", carry: false });
    await slack.pass();
    await inSlack("More of it");
    await slack.event(messageDeleted(slack.world, one));
    await slack.settled();
    await slack.pass();
    expect(JSON.stringify(inTeams().map(({ content }) => content))).not.toMatch(/housings|More of it/);
  });

  test("that was taken back before it could be carried is never carried", async () => {
    await bothAsk();
    const message = saySlack(slack.world, slack.firms.side, slack.firms.reza, "Forty housings", { thread: below().slack });
    await slack.event(messageDeleted(slack.world, message));
    await slack.settled();
    await slack.event(messageEvent(slack.world, message));
    await slack.settled();
    const before = inTeams().length;
    await slack.pass();
    expect(inTeams().length).toBe(before);
  });

  test("cannot go round: what we post ourselves is nobody's word, and what is said to us is for us alone", async () => {
    await bothAsk();
    await fromTeams("It is, on the left");
    const ours = slack.posted(slack.firms.side).at(-1)!;
    const before = [slack.posted(slack.firms.side).length, inTeams().length];
    await slack.event(messageEvent(slack.world, ours));
    await slack.event(messageChanged(slack.world, ours));
    await slack.settled();
    await slack.pass();
    expect([slack.posted(slack.firms.side).length, inTeams().length]).toEqual(before);
    await inSlack(`<@${slack.firms.bot.id}> status`);
    expect(JSON.stringify(inTeams().map(({ content }) => content))).not.toContain("status");
  });

  test("of somebody who is nobody here stays, and they are told so, once", async () => {
    await bothAsk();
    const stranger = addUser(slack.world, slack.firms.sahand, "Somebody New");
    slack.firms.side.members.push(stranger.id);
    await inSlack("I know where they are", stranger);
    await inSlack("In the other hall", stranger);
    expect(JSON.stringify(inTeams().map(({ content }) => content))).not.toContain("I know where");
    const told = slack.slack.ledger.filter(
      ({ method, args }) => method === "chat.postEphemeral" && JSON.stringify(args).includes("stays here"),
    );
    expect(told.map(({ args }) => (args as { user?: string }).user)).toEqual([stranger.id]);
  });

  test("that could not be kept is sent again by the platform; a tool that is away gets it when it is back, in its order", async () => {
    await bothAsk();
    teams.teams.faults = () => ({ status: 503 }) as never;
    await inSlack("First");
    await inSlack("Second");
    const one = await inSlack("Third");
    changeMessage(slack.world, one, { ...one.content, text: "Third, and last" }, one.user);
    await slack.event(messageChanged(slack.world, one));
    await slack.settled();
    teams.teams.faults = () => null;
    // Teams does not let a bot look whether it took a message whose answer did not come: after some looks it is sent again.
    for (let passes = 0; passes < 8; passes++) {
      await slack.waitsEnd();
      await slack.pass();
    }
    expect(
      inTeams()
        .slice(-3)
        .map(({ content }) => wordsOf(content).split("\n").at(1)),
    ).toEqual(["First", "Second", "Third, and last"]);
  });
});

test("that one tool takes nothing is said in the other room, of nobody, and once that it takes messages again", async () => {
  await bridged();
  slack.slack.faults = () => ({ drop: "before" }) as never;
  await reported();
  expect(await tellHeld(slack.store, slack.chat(), 3_600_000)).toBe(0);
  await database.exec("update outbox set at = at - interval '1 hour'; update cards set at = at - interval '1 hour'");
  const tells = async (): Promise<string> => {
    await tellHeld(slack.store, slack.chat());
    await slack.waitsEnd();
    await slack.pass();
    return wordsOf(inTeams().at(-1)!.content);
  };
  for (const _ of [1, 2]) expect(await tells()).toContain("The room in Slack takes no messages at present");
  slack.slack.faults = () => null;
  await slack.waitsEnd();
  await slack.pass();
  for (const _ of [1, 2]) expect(await tells()).toContain("The room in Slack takes messages again");
  expect(inTeams().filter(({ content }) => wordsOf(content).includes("The room in Slack"))).toHaveLength(2);
});

test("that a channel is gone is heard by the leads of both firms, each in their own tool, once", async () => {
  await bridged();
  await teams.deliver(channelEvent(teams.teams.world, freja, teams.firms.side, "Deleted"));
  for (const _ of [1, 2]) await slack.pass();
  const words = "I can no longer write in the channel that is your shared room";
  const inTeamsOf = (user: User) => teams.posted(teams.chat(user)).filter(({ content }) => wordsOf(content).includes(words));
  expect([inTeamsOf(hanne).length, inTeamsOf(freja).length]).toEqual([1, 0]);
  const inSlackOf = slack.posted(slack.direct(slack.firms.reza)).filter(({ content }) => textOfBlocks(content.blocks).includes(words));
  expect(inSlackOf).toHaveLength(1);
});
