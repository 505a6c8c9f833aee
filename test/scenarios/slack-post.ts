/** What passes between Slack and the program in a scenario: deliveries, as Slack makes them on a good or a bad day, and what comes of them. */
import { setTimeout as after } from "node:timers/promises";
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
import type { Eyes } from "./slack-eyes.ts";
import type { People } from "./slack-people.ts";
import type { Ground } from "./stage.ts";

/** How long what somebody caused may take until it can be seen; only so that a scenario that hangs ends. */
const patienceMs = 60_000;

/** How Slack delivers: everything once and in its order, or as it may on a bad day. */
export type Post = {
  /** A number from 0 to 1, the same in every run with the same seed; `null`: everything comes once. */
  readonly chance: (() => number) | null;
};

/** What everybody in Slack plays with. */
export type Rig = {
  readonly post: Post;
  /** Repetitions that are still to come, each after so many other deliveries. */
  readonly late: { after: number; send: () => Promise<unknown> }[];
  readonly ground: Ground;
  readonly slack: Slack;
  readonly people: People;
  readonly eyes: Eyes;
  readonly database: Database;
  readonly shared: Installation;
  /** When the story began, as Slack counts: seconds since 1970. */
  readonly begun: { at: number };
};

type Delivering = (to: { url: string; secret: string; at: number }, more?: More) => Promise<Sent>;

/** Posts what Slack would, again while the program is away; on a bad day up to three times more, now or after what comes next. */
async function deliver(rig: Rig, what: Delivering): Promise<Sent> {
  const { ground, post, late } = rig;
  ground.left("POST", "/slack");
  const copies = post.chance === null ? 0 : Math.floor(post.chance() * 4);
  const repeat = (number: number) => () => once(rig, what, { retry: { number, reason: "http_timeout" } });
  const now: Promise<unknown>[] = [];
  for (let nth = 1; nth <= copies; nth++) {
    const after = Math.floor(post.chance!() * 8);
    if (after === 0) now.push(repeat(nth)());
    else late.push({ after, send: repeat(nth) });
  }
  const [answer] = await Promise.all([once(rig, what), ...now]);
  for (const one of late) one.after -= 1;
  for (const one of late.filter(({ after }) => after <= 0)) {
    late.splice(late.indexOf(one), 1);
    await one.send();
  }
  return answer;
}

async function once({ ground, slack }: Rig, what: Delivering, more?: More): Promise<Sent> {
  for (let tries = 0; ; tries++) {
    const to = { url: ground.url(), secret: slack.world.app.signingSecret, at: Date.now() };
    const answer = await what(to, more).catch(() => null);
    if (answer && answer.status < 500) return answer;
    if (tries > 600) throw new Error(`a delivery is not taken: ${answer?.status ?? "no answer"}`);
    await after(100);
  }
}

/** Waits until all that was delivered is handled, and all that it caused can be seen. */
export async function settled({ ground }: Rig): Promise<void> {
  const untilMs = performance.now() + patienceMs;
  for (;;) {
    const ready = await fetch(`${ground.url()}/readyz`).then(
      (answer) => answer.json() as Promise<Record<string, unknown>>,
      () => null,
    );
    if (ready?.["ok"] === true && ready["inboxAgeMs"] === 0 && ready["outboxAgeMs"] === 0) return;
    if (performance.now() > untilMs) throw new Error(`it does not settle: ${JSON.stringify(ready)}`);
    await after(10);
  }
}

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
    await deliver(rig, (at, more) => sendEvent(at, body, more));
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
export const interaction = (rig: Rig, payload: Json): Promise<Sent> => deliver(rig, (to, more) => sendInteraction(to, payload, more));

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
