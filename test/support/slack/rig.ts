/**
 * Slack's adapter on a real database, with the stand-in before it and the real engine behind it, all in this process: what tests of single
 * things need. The supplier's workspace has the app; Reza is there, Freja in the customer's, and more people when they are asked for.
 */
import { createSecretKey } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { Connected } from "../../../adapters/chat/connecting.ts";
import { installations } from "../../../adapters/slack/installations.ts";
import { grantOf } from "../../../adapters/slack/oauth.ts";
import { secret } from "../../../adapters/slack/secret.ts";
import { connectSlack } from "../../../adapters/slack/slack.ts";
import { type Tables, tables } from "../../../adapters/slack/tables.ts";
import { webChat } from "../../../adapters/web/chat.ts";
import { tables as webTables } from "../../../adapters/web/tables.ts";
import type { PersonId } from "../../../src/domain/ids.ts";
import { openRelationship } from "../../../src/engine/handle.ts";
import type { Chat } from "../../../src/ports/chat.ts";
import type { Database } from "../../../src/ports/database.ts";
import { engineOn } from "../chat-rig.ts";
import { empty } from "../database.ts";
import { openWith } from "./conversations.ts";
import { appMention, envelope, messageEvent, type SlackEvent } from "./events.ts";
import { addUser, say } from "./furnish.ts";
import type { Json } from "./json.ts";
import { press as pressOf } from "./payloads.ts";
import { buttonsOf } from "./read.ts";
import { type Answered, type More, type Receiver, sendCommand, sendEvent, sendInteraction } from "./send.ts";
import { type Slack, startSlack } from "./server.ts";
import { type TwoFirms, twoFirms } from "./two-firms.ts";
import { viewShown } from "./views.ts";
import type { Channel, Message, User, View } from "./world.ts";

export type Rig = Awaited<ReturnType<typeof slackRig>>;

/** The tables that Slack's tests empty, beside the engine's. */
const own = [
  "slack_installations",
  "slack_states",
  "chat_people",
  "chat_codes",
  "chat_rooms",
  "chat_messages",
  "chat_actions",
  "chat_files",
  "slack_alive",
];

/** Empties the database, connects Slack on it and links both firms' people and rooms; `beside`: another platform is on the database already. */
export async function slackRig(database: Database, beside: Chat | null = null) {
  if (beside === null) {
    await empty(database);
    await database.exec(`truncate ${own.join(", ")}`);
  }
  const slack: Slack = await startSlack();
  const { world } = slack;
  const firms: TwoFirms = twoFirms(world);
  const { store, account, logged, log, engine, connecting, beside: asks } = await engineOn(database);
  const kept: Tables = tables(database);
  const keys = { current: createSecretKey(Buffer.alloc(32, 7)), old: null };
  const connect = (): Promise<Connected> =>
    connectSlack({
      settings: {
        signingSecret: world.app.signingSecret,
        oauth: null,
        botToken: firms.ours.token,
        appToken: null,
        apiUrl: slack.apiUrl,
        keys,
      },
      ...connecting,
      otherwise: beside ?? webChat(webTables(database), () => {}),
    });
  let connected = await connect();
  const server = await new Promise<Server>((resolve) => {
    const started = serve({ fetch: (request, ...rest) => connected.routes.fetch(request, ...rest), port: 0, hostname: "127.0.0.1" }, () =>
      resolve(started as Server),
    );
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const users = new Map<string, User>([
    ["reza", firms.reza],
    ["freja", firms.freja],
  ]);
  const relationship = account.id;
  const link = (person: string, user: User) => kept.link({ relationship, person: person as PersonId, team: user.team, user: user.id });
  for (const [person, user] of users) await link(person, user);
  await kept.saveRoom({ relationship, room: "shared", installation: firms.sahand.id, channel: firms.shared.id });
  await kept.saveRoom({ relationship, room: "supplier", installation: firms.sahand.id, channel: firms.side.id });
  await openRelationship(engine, relationship);

  const rig = {
    slack,
    world,
    firms,
    account,
    store,
    tables: kept,
    engine,
    database,
    logged,
    url,
    chat: () => connected.chat,
    /** Another person of the relationship, with an account in their firm's workspace and in its channels. */
    async person(name: string): Promise<User> {
      const known = users.get(name);
      if (known) return known;
      const who = account.people.find(({ id }) => id === name)!;
      const user = addUser(world, who.firm === "supplier" ? firms.sahand : firms.nordvik, who.name);
      firms.shared.members.push(user.id);
      if (who.firm === "supplier") firms.side.members.push(user.id);
      users.set(name, user);
      await link(name, user);
      return user;
    },
    /** Where and with what Slack would post now. */
    to: (): Receiver => ({ url, secret: world.app.signingSecret, at: Date.now() }),
    event: (event: SlackEvent, more?: More): Promise<Answered> => sendEvent(rig.to(), envelope(world, firms.ours, event), more),
    envelope: (event: SlackEvent): Json => envelope(world, firms.ours, event),
    send: (body: object, more?: More): Promise<Answered> => sendEvent(rig.to(), body, more),
    interaction: (payload: Json, more?: More): Promise<Answered> => sendInteraction(rig.to(), payload, more),
    command: (fields: Readonly<Record<string, string>>): Promise<Answered> => sendCommand(rig.to(), fields),
    /** Somebody writes in a channel; both events that come of it are delivered. */
    async writes(user: User, channel: Channel, text: string): Promise<Message> {
      const message = say(world, channel, user, text.replace(/^@parley\b/, `<@${firms.bot.id}>`));
      await rig.event(messageEvent(world, message));
      if (message.content.text.startsWith("<@")) await rig.event(appMention(world, message));
      await rig.settled();
      return message;
    },
    /** The direct messages of somebody with our bot. */
    direct: (user: User): Channel => openWith({ world, method: "conversations.open", args: {}, by: firms.ours }, [user.id]),
    /** Presses the button with this key. */
    async presses(user: User, on: Message | View, key: string): Promise<Answered> {
      const blocks = "ts" in on ? on.content.blocks : (viewShown(world, on)["blocks"] as readonly unknown[]);
      const button = buttonsOf(blocks).find((one) => one.key === key);
      if (!button)
        throw new Error(
          `there is no ${key} among ${buttonsOf(blocks)
            .map((one) => one.key)
            .join()}`,
        );
      const answer = await rig.interaction(pressOf(world, user, on, button.actionId));
      await rig.settled();
      return answer;
    },
    ...asks(() => connected.chat),
    /** The messages of ours that stand in a channel. */
    posted: (channel: Channel): readonly Message[] =>
      world.messages.filter((one) => one.channel === channel && one.bot !== null && !one.deleted),
    /** The app comes in with a token, as after an installation. */
    async installs(token: string): Promise<void> {
      const installed = installations(database, keys, { refresh: () => Promise.reject(new Error("no rotation here")), log });
      await installed.save(await grantOf(secret(token), slack.apiUrl));
    },
    /** A program that starts anew on the same database. */
    async restart(): Promise<void> {
      await connected.stop();
      connected = await connect();
    },
    start: () => connected.start(),
    async close(): Promise<void> {
      await connected.stop();
      await new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await slack.close();
    },
  };
  return rig;
}
