/** The rig around each test of a file, on one database; and what a person has been told so far. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { Database } from "../../../src/ports/database.ts";
import { freshPglite } from "../database.ts";
import { buttonsOf, type Pressable, textOfBlocks } from "./read.ts";
import { type Rig, slackRig } from "./rig.ts";
import { type Channel, type Message, newTs, passingTo, type User } from "./world.ts";

/** Gives each test a new rig; after it, nothing may have been sent that Slack would not take. */
export function onRig(give: (rig: Rig) => void): void {
  let database: Database;
  let rig: Rig;
  beforeAll(async () => {
    database = await freshPglite();
  }, 60_000);
  afterAll(() => database?.close());
  beforeEach(async () => {
    rig = await slackRig(database);
    give(rig);
  }, 30_000);
  afterEach(async () => {
    await rig.close();
    expect(rig.slack.violations).toEqual([]);
  });
}

/** All that somebody alone was shown, oldest first: in passing, and in their direct messages. */
export function privately({ world }: Rig, user: User): readonly Message[] {
  const direct = world.messages.filter(({ channel, bot, deleted }) => channel.user === user.id && bot !== null && !deleted);
  return [...passingTo(world, user), ...direct].sort((one, other) => Number(one.ts) - Number(other.ts));
}

/** The words of it. */
export const told = (rig: Rig, user: User): string =>
  privately(rig, user)
    .map(({ content }) => textOfBlocks(content.blocks))
    .join("\n");

/** The newest message that somebody alone was shown and that has a button with this key. */
export function asked(rig: Rig, user: User, key: string): Message {
  const found = privately(rig, user).findLast(({ content }) => buttonsOf(content.blocks).some((one) => one.key === key));
  if (!found) throw new Error(`${user.name} was not shown ${key}, but: ${told(rig, user)}`);
  return found;
}

/** The newest message of ours in a channel with a button with this key. */
export function standing(rig: Rig, channel: Channel, key: string): Message {
  const found = rig.posted(channel).findLast(({ content }) => buttonsOf(content.blocks).some((one) => one.key === key));
  if (!found) throw new Error(`${key} does not stand in ${channel.name}`);
  return found;
}

/** A button by its key. @throws when it is not there. */
export function buttonOf(message: Message, key: string): Pressable {
  const found = buttonsOf(message.content.blocks).find((one) => one.key === key);
  if (!found) throw new Error(`there is no ${key}`);
  return found;
}

/** A press as Slack would never let anybody make it: any button, with any value, on any message. */
export function forgedPress(rig: Rig, user: User, on: Message, value: string, key = "v1:action:0"): Record<string, unknown> {
  const { world, firms } = rig;
  return {
    type: "block_actions",
    user: { id: user.id, name: user.name, username: user.name, team_id: user.team },
    team: { id: firms.sahand.id, domain: firms.sahand.domain },
    api_app_id: firms.ours.app,
    trigger_id: `forged.${newTs(world)}`,
    container: { type: "message", message_ts: on.ts, channel_id: on.channel.id, is_ephemeral: false },
    channel: { id: on.channel.id },
    message: { ts: on.ts },
    actions: [{ type: "button", action_id: key, block_id: "forged", value, action_ts: newTs(world) }],
  };
}
