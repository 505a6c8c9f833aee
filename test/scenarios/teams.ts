/** Where a scenario is played in Teams: the stand-in, the real SDK with signed tokens, and a database of its own. */
import { openPostgres } from "../../adapters/postgres/database.ts";
import { type Account, type Firm, otherFirm } from "../../src/domain/people.ts";
import type { Database } from "../../src/ports/database.ts";
import type { Server } from "../support/database.ts";
import { cardsIn } from "../support/teams/cards.ts";
import { chatWith } from "../support/teams/furnish.ts";
import { startTeams, type Teams } from "../support/teams/server.ts";
import { problemsOfCard } from "../support/teams/validator.ts";
import { type Conversation, type User, usersIn } from "../support/teams/world.ts";
import { administratorOf, configOf } from "./config.ts";
import { eyes } from "./eyes.ts";
import type { Mail, Post } from "./mail.ts";
import type { Open, Side } from "./stage.ts";
import { clocksOf } from "./teams-eyes.ts";
import { inTeams } from "./teams-hands.ts";
import { furnish, furnishTenants, type People } from "./teams-people.ts";
import { newestWith, opened, pressOn, type Rig, type Surface, show, write } from "./teams-post.ts";

/** Plays in Teams, on databases of `server`. */
export const teamsStage =
  (server: Server, post: Post = { chance: null }): Open =>
  async () => {
    const teams = await startTeams();
    const tenants = furnishTenants(teams.world, ["supplier", "customer"]);
    const databaseUrl = await server.freshUrl();
    return {
      settings: { DATABASE_URL: databaseUrl, ...teamsSettings(teams, tenants) },
      async stage(ground) {
        const database = openPostgres(databaseUrl, 2);
        const side = await teamsSide({ ground, post, late: [] }, teams, (zoneOf) => furnish(teams.world, ground.cast, zoneOf), database);
        return {
          adapter: "teams",
          ...side,
          async close() {
            await database.close();
            await teams.close();
          },
        };
      },
    };
  };

/** What the program is started with to be in Teams. */
export const teamsSettings = ({ url, world }: Teams, tenants: readonly string[]): Readonly<Record<string, string>> => ({
  TEAMS_APP_ID: world.app.id,
  TEAMS_APP_PASSWORD: "never-sent",
  TEAMS_TENANTS: tenants.join(),
  TEAMS_API_URL: url,
});

/** Lets people come in as the README says, each with the clock by which they are reminded; then they play in Teams. */
export async function teamsSide(
  mail: Mail,
  teams: Teams,
  furnished: (zoneOf: (name: string) => string) => People,
  database: Database,
): Promise<Side> {
  const config = await configOf(database, mail.ground.cast.relationship);
  const rig: Rig = {
    ...mail,
    teams,
    people: furnished((name) => zoneIn(config, name)),
    eyes: eyes(database),
    clocks: clocksOf(Object.values(config.firms)),
    config,
    pictures: new Map(),
    wrong: [],
    begun: { id: 0 },
  };
  await linkEverybody(rig);
  rig.begun.id = teams.world.lastId;
  return {
    hands: (seat) => inTeams(seat, rig),
    sent: (firm) => sentTo(rig, firm),
    picture: (file) => rig.pictures.get(file)?.bytes ?? null,
    standing(name) {
      const user = rig.people.users.get(name)!;
      const here = teams.world.messages.filter(
        ({ conversation, deleted }) => usersIn(teams.world, conversation).includes(user) && !deleted,
      );
      return JSON.stringify(here.map(({ content }) => content));
    },
    errors: () => [...rig.wrong, ...refused(teams)],
  };
}

/** Everything that ever stood where people of a firm are, as it was sent. */
function sentTo({ teams, ground, people }: Rig, firm: Firm): string {
  const own = ground.cast.people.filter((one) => one.firm === firm).map(({ name }) => people.users.get(name)!);
  const isThere = (where: Conversation): boolean => usersIn(teams.world, where).some((user) => own.includes(user));
  return JSON.stringify(teams.world.messages.filter(({ conversation }) => isThere(conversation)).map(({ shown }) => shown));
}

/** What Teams, or a client of it, would not have taken or shown. */
function refused({ world, ledger, violations }: Teams): readonly string[] {
  const cards = world.messages.flatMap(({ by, shown }) => (by === null ? shown.flatMap(cardsIn) : []));
  return [
    ...violations.map((one) => JSON.stringify(one)),
    ...ledger.flatMap(({ name, answer }) => ((answer?.status ?? 599) >= 400 ? [`${name}: ${JSON.stringify(answer)}`] : [])),
    ...cards.flatMap((card) => problemsOfCard(card, "conversation").map(({ at, problem }) => `a card: ${at} ${problem}`)),
  ];
}

/** Everybody becomes who they are, and the channels the rooms: as the README says. */
async function linkEverybody(rig: Rig): Promise<void> {
  const { people } = rig;
  const ours = await firstOf(rig, people.host);
  const isAlone = people.tenants.length === 1;
  const theirs = isAlone ? null : await firstOf(rig, otherFirm(people.host));
  await link(rig, ours, people.side, "chat.link-side");
  await link(rig, ours, people.shared, isAlone ? "chat.link-bridge" : "chat.link-shared");
  if (theirs) await pressOn(rig, theirs, newestWith(rig, people.shared, "chat.link-agree"), "chat.link-agree");
  await inviteAll(rig, people.host, ours);
  if (theirs) await inviteAll(rig, otherFirm(people.host), theirs);
}

/** By whose clock somebody is reminded: their client shows the same one. */
const zoneIn = ({ people }: Account, name: string): string => people.find(({ id }) => id === name)!.calendar.zone;

const namesOf = ({ ground }: Rig, side: Firm): readonly string[] =>
  ground.cast.people.filter(({ firm }) => firm === side).map(({ name }) => name);

/** Where somebody writes to the bot, and reads what it says to them: of another tenant nobody can have a chat with it. */
function placeOf({ teams, people }: Rig, user: User) {
  const isOurs = user.tenant === people.tenants[0];
  return isOurs ? { where: chatWith(teams.world, user), name: "" } : { where: people.shared, name: "@parley " };
}

/** The first administrator of a firm comes in by the operator's code. */
async function firstOf(rig: Rig, side: Firm): Promise<User> {
  const { ground, people, config } = rig;
  const { relationship } = ground.cast;
  const { id: first } = administratorOf(config, side);
  const user = people.users.get(first)!;
  const { where, name } = placeOf(rig, user);
  await write(rig, user, where, `${name}code ${await ground.operate("teams-code", relationship, first)}`);
  return user;
}

/** An administrator says what a channel is; what it may be is offered to them in their own chat. */
async function link(rig: Rig, administrator: User, channel: Rig["people"]["shared"], button: string): Promise<void> {
  await write(rig, administrator, channel, "@parley link");
  await pressOn(rig, administrator, newestWith(rig, placeOf(rig, administrator).where, button), button);
}

async function inviteAll(rig: Rig, side: Firm, administrator: User): Promise<void> {
  for (const name of namesOf(rig, side)) {
    const user = rig.people.users.get(name)!;
    if (user !== administrator) await inviteOne(rig, administrator, name, user);
  }
}

async function inviteOne(rig: Rig, administrator: User, name: string, invited: User): Promise<void> {
  const { where, name: calling } = placeOf(rig, administrator);
  await write(rig, administrator, where, `${calling}invite`);
  const button = `chat.invite:${name}`;
  const came = await pressOn(rig, administrator, await toldWith(rig, administrator, button), button);
  const code = "text" in came ? /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(came.text)?.[0] : undefined;
  if (code === undefined) throw new Error(`no code is told to ${administrator.name}`);
  const { where: there, name: named } = placeOf(rig, invited);
  await write(rig, invited, there, `${named}code ${code}`);
  await pressOn(rig, administrator, await toldWith(rig, administrator, "chat.code-yes"), "chat.code-yes");
}

/** Where a button is that somebody was told: in their chat, or in the dialog that the newest card calling them opens. */
async function toldWith(rig: Rig, user: User, key: string): Promise<Surface> {
  const { where } = placeOf(rig, user);
  return where.kind === "personal" ? newestWith(rig, where, key) : opened(rig, user, newestWith(rig, where, show, user));
}
