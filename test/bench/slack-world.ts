/** The program of its own process on a throw-away PostgreSQL, with the stand-in as its Slack: two firms, linked, in one shared channel. */
import { Pool } from "undici";
import { tables } from "../../adapters/slack/tables.ts";
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import { start } from "../support/program.ts";
import { envelope, messageEvent } from "../support/slack/events.ts";
import { addChannel, say } from "../support/slack/furnish.ts";
import { signed } from "../support/slack/send.ts";
import { type Slack, startSlack } from "../support/slack/server.ts";
import { type TwoFirms, twoFirms } from "../support/slack/two-firms.ts";
import type { Channel } from "../support/slack/world.ts";
import type { CleanUp } from "./figure.ts";
import { type World, world } from "./world.ts";

/** A relationship with the channel that both firms share, and the supplier's own. */
export type Joined = { readonly relationship: RelationshipId; readonly shared: Channel; readonly supplier: Channel };

export type SlackWorld = World & {
  readonly slack: Slack;
  readonly firms: TwoFirms;
  readonly secret: string;
  readonly joined: readonly Joined[];
};

/** A world of so many relationships, all of the same two people, whose rooms are channels; the program itself is started by `program`. */
export async function slackWorld(cleanUp: CleanUp, relationships = 1): Promise<SlackWorld> {
  const on = await world(cleanUp);
  const slack = await startSlack({ now: () => Date.now() });
  cleanUp(() => slack.close());
  const firms = twoFirms(slack.world);
  const { bot, reza, freja, sahand } = firms;
  const kept = tables(on.database);
  const joined: Joined[] = [{ relationship: on.account.id, shared: firms.shared, supplier: firms.side }];
  for (let nth = 1; nth < relationships; nth++) {
    const relationship = `${on.account.id}-${nth}` as RelationshipId;
    await on.engine.store.saveAccount({ ...on.account, id: relationship });
    const shared = addChannel(slack.world, sahand, `shared-${nth}`, [bot, reza, freja]);
    joined.push({ relationship, shared, supplier: addChannel(slack.world, sahand, `inside-${nth}`, [bot, reza], { is_private: true }) });
  }
  for (const { relationship, shared, supplier } of joined) {
    for (const [person, user] of [["reza", reza] as const, ["freja", freja] as const])
      await kept.link({ relationship, person: person as PersonId, team: user.team, user: user.id });
    await kept.saveRoom({ relationship, room: "shared", installation: sahand.id, channel: shared.id });
    await kept.saveRoom({ relationship, room: "supplier", installation: sahand.id, channel: supplier.id });
  }
  return { ...on, slack, firms, secret: slack.world.app.signingSecret, joined };
}

/** Starts the built program on the world's database; answers its address. */
export async function program(on: SlackWorld, cleanUp: CleanUp): Promise<string> {
  const running = await start({
    DATABASE_URL: on.url,
    SLACK_SIGNING_SECRET: on.secret,
    SLACK_BOT_TOKEN: on.firms.ours.token,
    SLACK_API_URL: on.slack.apiUrl,
    PARLEY_SECRET_KEY: "5a".repeat(32),
    PARLEY_PLAYGROUND: "1",
    PARLEY_LOG: "warn",
  });
  cleanUp(async () => void (await running.end("SIGTERM")));
  return running.url.replace("localhost", "127.0.0.1");
}

/** Posts a body as Slack does, over a connection that is kept. @throws {Error} when it is answered with anything but 200. */
export type Post = (path: string, type: string, body: string) => Promise<void>;

/** Posts to one address, `inFlight` at a time at most. */
export function poster(url: string, secret: string, inFlight: number, cleanUp: CleanUp): Post {
  const pool = new Pool(url, { connections: inFlight, pipelining: 1, headersTimeout: 60_000, bodyTimeout: 60_000 });
  cleanUp(() => pool.destroy());
  return async (path, type, body) => {
    const headers = { "content-type": type, ...signed(secret, body, Date.now()) };
    const { statusCode, body: answer } = await pool.request({ path, method: "POST", headers, body });
    await answer.dump();
    if (statusCode !== 200) throw new Error(`${path} was answered with ${statusCode}`);
  };
}

/** Chatter in the shared channel, each time another: bodies of events that ask nothing of us, known by `name`. */
export function chatter({ slack: { world: in_ }, firms }: SlackWorld): (name: string) => string {
  const message = say(in_, firms.shared, firms.freja, "The truck is at the gate, Line 2 has the housings by ten");
  const event = messageEvent(in_, message);
  const whole = envelope(in_, firms.ours, event);
  let nth = 0;
  return (name) => {
    nth += 1;
    const ts = `${1_000_000_000 + nth}.000100`;
    return JSON.stringify({
      ...whole,
      event_id: `Ev${name}-${nth}`,
      event: { ...event, ts, event_ts: ts, client_msg_id: `${name}-${nth}` },
    });
  };
}
