/** What passes between Slack and the program in a scenario. */
import type { Database } from "../../src/ports/database.ts";
import { openWith } from "../support/slack/conversations.ts";
import { appMention, envelope, messageEvent } from "../support/slack/events.ts";
import { say } from "../support/slack/furnish.ts";
import { type Json, listOf } from "../support/slack/json.ts";
import { press as pressOf } from "../support/slack/payloads.ts";
import { buttonsOf } from "../support/slack/read.ts";
import { type More, type Answered as Sent, sendEvent, sendInteraction } from "../support/slack/send.ts";
import type { Slack } from "../support/slack/server.ts";
import { viewShown } from "../support/slack/views.ts";
import {
  type Channel,
  type Installation,
  type Message as Posted,
  passingTo,
  type User,
  type View,
  type World,
} from "../support/slack/world.ts";
import type { Eyes } from "./eyes.ts";
import { deliver, type Mail, settled } from "./mail.ts";
import type { People } from "./slack-people.ts";

/** What everybody in Slack plays with. */
export type Rig = Mail & {
  readonly slack: Slack;
  readonly people: People;
  readonly eyes: Eyes;
  readonly database: Database;
  readonly shared: Installation;
  /** When the story began, as Slack counts: seconds since 1970. */
  readonly begun: { at: number };
};

type Delivering = (to: { url: string; secret: string; at: number }, more?: More) => Promise<Sent>;

/** Posts what Slack would. */
const posted = (rig: Rig, what: Delivering): Promise<Sent> =>
  deliver(rig, "/slack", (nth) => {
    const to = { url: rig.ground.url(), secret: rig.slack.world.app.signingSecret, at: Date.now() };
    return nth === 0 ? what(to) : what(to, { retry: { number: nth, reason: "http_timeout" } });
  });

const installationOf = ({ slack, shared }: Rig, channel: Channel): Installation =>
  slack.world.installations.find(
    ({ bot_user, team }) => channel.members.includes(bot_user) && (channel.user === null ? team === channel.host : true),
  ) ?? shared;

/** Somebody writes in a channel; the program hears of it as Slack tells it. */
export async function write(rig: Rig, user: User, channel: Channel, text: string, files: readonly string[] = []): Promise<void> {
  const { world } = rig.slack;
  const to = installationOf(rig, channel);
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/^@parley\b/i, `<@${to.bot_user}>`);
  const message = say(world, channel, user, escaped, { files: files.map((id) => world.files.get(id)!) });
  const mention = escaped.startsWith("<@");
  // A mention comes twice: as a message, and as a mention.
  const events =
    mention && channel.user === null ? [messageEvent(world, message), appMention(world, message)] : [messageEvent(world, message)];
  if (rig.post.chance !== null && rig.post.chance() < 0.5) events.reverse();
  for (const event of events) {
    const body = envelope(world, to, event);
    await posted(rig, (at, more) => sendEvent(at, body, more));
  }
  await settled(rig);
}

/** The direct messages of a person with the bot that serves them. */
export function directOf({ slack, people, shared }: Rig, name: string): Channel {
  const { world } = slack;
  const user = people.users.get(name)!;
  const by = world.installations.find(({ team }) => team === user.team) ?? shared;
  return openWith({ world, method: "conversations.open", args: {}, by }, [user.id]);
}

/** What was told to somebody last in a channel, to them alone or to all. */
export function lastSeen(rig: Rig, user: User, channel: Channel): Posted {
  const { world } = rig.slack;
  const own = passingTo(world, user, channel);
  const all = world.messages.filter((one) => one.channel === channel && one.bot !== null && !one.deleted);
  return [...own, ...all].sort((one, other) => Number(one.ts) - Number(other.ts)).at(-1)!;
}

/** What stands on a message or in a window. */
export const blocksIn = (world: World, on: Posted | View): readonly unknown[] =>
  "ts" in on ? on.content.blocks : listOf(viewShown(world, on)["blocks"]);

/** The id of the button with a key. @throws when it is not there. */
export function actionIdOf(blocks: readonly unknown[], key: string): string {
  const buttons = buttonsOf(blocks);
  const found = buttons.find((one) => one.key === key);
  if (!found) throw new Error(`there is no ${key} among ${buttons.map((one) => one.key).join()}`);
  return found.actionId;
}

/** Somebody presses or sends something. */
export const interaction = (rig: Rig, payload: Json): Promise<Sent> => posted(rig, (to, more) => sendInteraction(to, payload, more));

/** As `interaction`; and all that it caused is seen. */
export async function interact(rig: Rig, payload: Json): Promise<void> {
  await interaction(rig, payload);
  await settled(rig);
}

/** Somebody presses the button with a key. */
export async function pressOn(rig: Rig, user: User, on: Posted | View, key: string): Promise<void> {
  const { world } = rig.slack;
  await interact(rig, pressOf(world, user, on, actionIdOf(blocksIn(world, on), key)));
}
