import type { Connecting } from "../../../adapters/chat/connecting.ts";
import type { SdkName } from "../../../adapters/teams/sdk.ts";
import { type Tables, tables } from "../../../adapters/teams/tables.ts";
import { connectTeams } from "../../../adapters/teams/teams.ts";
import { webChat } from "../../../adapters/web/chat.ts";
import { tables as webTables } from "../../../adapters/web/tables.ts";
import type { PersonId } from "../../../src/domain/ids.ts";
import { openRelationship } from "../../../src/engine/handle.ts";
import type { Database } from "../../../src/ports/database.ts";
import { engineOn } from "../chat-rig.ts";
import { empty } from "../database.ts";
import { type Json, textOf } from "../slack/json.ts";
import { cardsIn } from "./cards.ts";
import { chatWith, say } from "./furnish.ts";
import { messageActivity, press, submit } from "./payloads.ts";
import { signedFor } from "./send.ts";
import { startTeams, type Teams } from "./server.ts";
import { type TwoFirms, twoFirms } from "./two-firms.ts";
import { type Conversation, type Message, serviceUrlOf, type User } from "./world.ts";

export type Parley = Awaited<ReturnType<typeof teamsParley>>;

const own = ["chat_people", "chat_codes", "chat_rooms", "chat_messages", "chat_actions", "chat_files", "teams_installations"];

/** What an activity was answered with. */
export type Answered = { readonly status: number; readonly body: Json | null };

type Link = Connecting<unknown>["link"];

/** Empties the database, connects Teams on it and links both firms' people and rooms; `toWeb` is what leads people to the web, if anything does. */
export async function teamsParley(database: Database, sdk: SdkName = "botbuilder", toWeb: Link = null) {
  await empty(database);
  await database.exec(`truncate ${own.join(", ")}`);
  const teams: Teams = await startTeams();
  const { world } = teams;
  const firms: TwoFirms = twoFirms(world);
  const { store, account, logged, engine, connecting, beside } = await engineOn(database);
  const kept: Tables = tables(database);
  const mailed = new Set<string>();
  const connected = await connectTeams({
    settings: {
      appId: world.app.id,
      password: "never-sent",
      tenants: [firms.sahand.id, firms.nordvik.id],
      insecure: false,
      standIn: teams.url,
      sdk,
    },
    ...connecting,
    link: toWeb,
    isMailed: ({ room }) => mailed.has(room.slice(1)),
    otherwise: webChat(webTables(database), () => {}),
  });
  const relationship = account.id;
  const { sahand, shared, side, reza, freja } = firms;
  const link = (person: string, user: User) => kept.link({ relationship, person: person as PersonId, team: user.tenant, user: user.aad });
  await kept.note({ tenant: sahand.id, serviceUrl: serviceUrlOf(world) });
  await link("reza", reza);
  await link("freja", freja);
  await kept.saveRoom({ relationship, room: "shared", installation: sahand.id, channel: shared.id });
  await kept.saveRoom({ relationship, room: "supplier", installation: sahand.id, channel: side.id });
  await openRelationship(engine, relationship);

  const rig = {
    teams,
    world,
    firms,
    account,
    store,
    engine,
    database,
    tables: kept,
    logged,
    link,
    /** Who is mailed what is not sent in Teams; here it stands on the web, and no mail is sent. */
    mailed,
    /** Teams's side of the chat. */
    connected: connected.chat,
    ...beside(() => connected.chat),
    /** Delivers an activity, signed as Teams does, and waits until it is handled. */
    async deliver(activity: Json, authorization = signedFor(teams, activity)): Promise<Answered> {
      const answer = await connected.routes.request("/teams/messages", {
        method: "POST",
        headers: { "content-type": "application/json", authorization },
        body: JSON.stringify(activity),
      });
      await rig.settled();
      const text = await answer.text();
      return { status: answer.status, body: text === "" ? null : (JSON.parse(text) as Json) };
    },
    /** Somebody writes: in a channel with a mention of us. */
    writes: (user: User, where: Conversation, text: string): Promise<Answered> =>
      rig.deliver(messageActivity(world, say(world, where, user, text), { mentions: where.kind !== "personal" })),
    /** The chat of somebody with us. */
    chat: (user: User) => chatWith(world, user),
    /** Presses a button by its title, verb or id. */
    presses: (user: User, on: Message, name: string): Promise<Answered> => rig.deliver(press(world, user, on, name)),
    /** Sends the dialog that an invoke was answered with. */
    submits: (user: User, on: Message, answer: Answered, name: string, filled: Readonly<Record<string, string>> = {}): Promise<Answered> =>
      rig.deliver(submit(world, user, on, answer.body, name, filled)),
    /** The messages of ours that stand in a conversation. */
    posted: (where: Conversation): readonly Message[] =>
      world.messages.filter((one) => one.conversation === where && one.by === null && !one.deleted),
    start: () => connected.start(),
    async close(): Promise<void> {
      await connected.stop();
      await teams.close();
    },
  };
  return rig;
}

/** All that a card says, in the order in which it stands there. */
export function wordsOf(content: unknown): string {
  const lines: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(one);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    const { inlines, data: _, ...rest } = value as Json;
    if (Array.isArray(inlines)) lines.push(inlines.map((one) => textOf((one as Json)["text"])).join(""));
    for (const name of ["text", "title", "label"]) if (typeof rest[name] === "string") lines.push(rest[name]);
    Object.values(rest).forEach(walk);
  };
  walk(cardsIn(content));
  return lines.join("\n");
}
