/** Where a scenario is played in Slack: the stand-in, and a database of its own. */
import { openPostgres } from "../../adapters/postgres/database.ts";
import { type Firm, firms } from "../../src/domain/people.ts";
import type { Database } from "../../src/ports/database.ts";
import type { Server } from "../support/database.ts";
import { objectOf, textOf as plain } from "../support/slack/json.ts";
import { buttonsOf, textOfBlocks } from "../support/slack/read.ts";
import { type Slack, startSlack } from "../support/slack/server.ts";
import type { Channel, Installation } from "../support/slack/world.ts";
import { administratorOf, configOf } from "./config.ts";
import { eyes } from "./eyes.ts";
import type { Mail, Post } from "./mail.ts";
import { inSlack } from "./slack-hands.ts";
import { furnish, type People } from "./slack-people.ts";
import { directOf, lastSeen, pressOn, type Rig, write } from "./slack-post.ts";
import type { Ground, Open, Side } from "./stage.ts";

/** Plays in Slack, on databases of `server`. */
export const slackStage =
  (server: Server, post: Post = { chance: null }): Open =>
  async () => {
    const slack = await startSlack();
    const databaseUrl = await server.freshUrl();
    return {
      settings: { DATABASE_URL: databaseUrl, ...slackSettings(slack) },
      async stage(ground) {
        const database = openPostgres(databaseUrl, 2);
        const side = await slackSide({ ground, post, late: [] }, slack, furnish(slack.world, ground.cast), database);
        return {
          adapter: "slack",
          ...side,
          async close() {
            await database.close();
            await slack.close();
          },
        };
      },
    };
  };

/** What the program is started with to be in Slack. */
export const slackSettings = ({ apiUrl, world: { app } }: Slack): Readonly<Record<string, string>> => ({
  SLACK_SIGNING_SECRET: app.signingSecret,
  SLACK_CLIENT_ID: app.clientId,
  SLACK_CLIENT_SECRET: app.clientSecret,
  SLACK_API_URL: apiUrl,
  PARLEY_SECRET_KEY: "5a".repeat(32),
  PARLEY_URL: "http://localhost:3000",
});

/** Lets these people come in as the README says; then they play in Slack. */
export async function slackSide(mail: Mail, slack: Slack, people: People, database: Database): Promise<Side> {
  const here = firms.filter((firm) => people.teams[firm] !== undefined);
  for (const firm of here) {
    await install(mail.ground, slack, people.teams[firm]!);
    const { bot_user } = installationIn(slack, people.teams[firm]!);
    // The app of both workspaces is in the channel that they share; Slack tells of what is said there through one of them.
    people.shared.members.push(bot_user);
    people.side[firm]!.members.push(bot_user);
  }
  const shared = installationIn(slack, people.shared.host);
  const rig: Rig = { ...mail, slack, people, eyes: eyes(database), database, shared, begun: { at: 0 } };
  await linkEverybody(rig, here);
  rig.begun.at = slack.world.lastTs / 1_000_000;
  return {
    hands: (seat) => inSlack(seat, rig),
    sent: (firm) => sentTo(rig, firm),
    picture: (file) => slack.world.files.get(file)?.bytes ?? null,
    standing(name) {
      const { id } = people.users.get(name)!;
      const here = slack.world.messages.filter(({ channel, deleted }) => channel.members.includes(id) && !deleted);
      return JSON.stringify(here.map(({ content }) => content));
    },
    errors: () => refused(slack),
  };
}

const installationIn = ({ world }: Slack, team: string): Installation => world.installations.find((one) => one.team === team)!;

/** Everything that ever stood where people of a firm are, as it was sent; and what was shown to them alone. */
function sentTo({ slack: { world }, ground, people }: Rig, of: Firm): string {
  const own = ground.cast.people.filter(({ firm }) => firm === of).map(({ name }) => people.users.get(name)!.id);
  const posted = world.messages.filter(({ channel }) => channel.members.some((id) => own.includes(id)));
  const alone = [...world.ephemerals, ...world.views].filter(({ user }) => own.includes(user));
  return JSON.stringify([posted.map(({ shown }) => shown), alone]);
}

/** What Slack would not have taken. */
const refused = ({ world, ledger }: Slack): readonly string[] => [
  ...world.violations.map((one) => JSON.stringify(one)),
  ...ledger.flatMap(({ method, answer }) =>
    objectOf(answer?.body)["ok"] === false && !expected.has(plain(objectOf(answer?.body)["error"]))
      ? [`${method}: ${plain(objectOf(answer?.body)["error"])}`]
      : [],
  ),
];

/** What Slack may refuse without anything being wrong. */
const expected = new Set(["already_pinned"]);

/** An administrator of a workspace installs the app, in a browser. */
async function install({ url }: Ground, { world }: Slack, team: string): Promise<void> {
  const begun = await fetch(`${url()}/slack/install`, { redirect: "manual" });
  const state = new URL(begun.headers.get("location")!).searchParams.get("state")!;
  const code = `code-of-${team}`;
  world.codes.set(code, { team, user: [...world.users.values()].find((one) => one.team === team)!.id, used: false });
  const cookie = begun.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const back = await fetch(`${url()}/slack/oauth?${new URLSearchParams({ code, state })}`, { headers: { cookie } });
  if (!back.ok) throw new Error(`the app was not installed: ${back.status} ${await back.text()}`);
}

/** Everybody becomes who they are: by codes, as the README says. */
async function linkEverybody(rig: Rig, here: readonly Firm[]): Promise<void> {
  const { ground, people } = rig;
  const { relationship, people: all } = ground.cast;
  const config = await configOf(rig.database, relationship);
  for (const firm of here) {
    const own = all.filter((one) => one.firm === firm).map(({ name }) => name);
    const { id: first } = administratorOf(config, firm);
    const code = await ground.operate("slack-code", relationship, first);
    await write(rig, people.users.get(first)!, directOf(rig, first), `code ${code}`);
    for (const name of own.filter((one) => one !== first)) await inviteOne(rig, first, name);
    await linkRoom(rig, first, people.side[firm]!, "chat.link-side");
    if (here.length === 1) await linkRoom(rig, first, people.shared, "chat.link-bridge");
    else if (firm === here[0]) await linkRoom(rig, first, people.shared, "chat.link-shared");
    else await agreeRoom(rig, first);
  }
}

/** The other firm's administrator agrees to what was proposed last. */
async function agreeRoom(rig: Rig, administrator: string): Promise<void> {
  const { people, slack } = rig;
  const proposal = slack.world.messages.findLast(({ channel, content }) => channel === people.shared && content.blocks.length > 0)!;
  await pressOn(rig, people.users.get(administrator)!, proposal, "chat.link-agree");
}

async function inviteOne(rig: Rig, administrator: string, name: string): Promise<void> {
  const { people, slack } = rig;
  const admin = people.users.get(administrator)!;
  const direct = directOf(rig, administrator);
  await write(rig, admin, direct, "invite");
  await pressOn(rig, admin, lastSeen(rig, admin, direct), `chat.invite:${name}`);
  const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(textOfBlocks(lastSeen(rig, admin, direct).content.blocks))![0];
  const user = people.users.get(name)!;
  // Whoever's workspace has not got the app cannot find it among their own apps: they write where they meet it.
  if (name === people.outsider) await write(rig, user, people.shared, `@parley code ${code}`);
  else await write(rig, user, directOf(rig, name), `code ${code}`);
  const asked = slack.world.messages.findLast(
    ({ channel, content }) => channel === direct && buttonsOf(content.blocks).some(({ key }) => key === "chat.code-yes"),
  )!;
  await pressOn(rig, admin, asked, "chat.code-yes");
}

async function linkRoom(rig: Rig, administrator: string, channel: Channel, button: string): Promise<void> {
  const user = rig.people.users.get(administrator)!;
  if (!channel.members.includes(user.id)) throw new Error(`${administrator} is not in ${channel.name}`);
  await write(rig, user, channel, "@parley link");
  await pressOn(rig, user, lastSeen(rig, user, channel), button);
}
