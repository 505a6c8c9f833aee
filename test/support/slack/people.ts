/** `users.info`, `team.info` and what a token is: who is who. docs.slack.dev/reference/methods, read 2026-11. */
import type { Json } from "./json.ts";
import { type Asked, type Methods, Refused, userOf } from "./method.ts";
import { type Installation, isStranger, sameOrganisation, type User, type World } from "./world.ts";

/** How an organisation (Enterprise Grid) knows one of its people. */
function enterpriseUser(world: World, { id, team }: User): Json {
  const enterprise = world.workspaces.get(team)?.enterprise;
  if (!enterprise) return {};
  return { enterprise_user: { id, enterprise_id: enterprise.id, enterprise_name: enterprise.name, teams: [team] } };
}

/** A person in Slack's words, as one installation is told. */
export function userShown(world: World, user: User, by: Installation, withLocale = false): Json {
  const own = sameOrganisation(world, user.team, by.team);
  const seesEmail = user.email !== null && by.scopes.includes("users:read.email");
  return {
    id: user.id,
    team_id: user.team,
    name: user.name,
    real_name: user.real_name,
    deleted: user.deleted,
    is_bot: user.is_bot,
    is_app_user: false,
    updated: Math.floor(world.now() / 1000),
    profile: {
      real_name: user.real_name,
      display_name: user.name,
      team: user.team,
      ...(seesEmail && { email: user.email }),
    },
    ...(user.tz !== null && !user.deleted && { tz: user.tz }),
    // An outsider's language is told to nobody, even where one asks.
    ...(withLocale && own && user.locale !== null && { locale: user.locale }),
    ...(!user.deleted && { is_restricted: user.is_restricted, is_ultra_restricted: user.is_ultra_restricted }),
    ...enterpriseUser(world, user),
    ...(!own && { is_stranger: isStranger(world, user, by.team) }),
  };
}

function userInfo({ world, args, by }: Asked): Json {
  return { user: userShown(world, userOf(world, args["user"]), by, args["include_locale"] === true) };
}

function teamInfo({ world, args, by }: Asked): Json {
  const id = typeof args["team"] === "string" ? args["team"] : by.team;
  const team = world.workspaces.get(id);
  const isSeen = id === by.team || world.channels.some(({ teams }) => teams.includes(id) && teams.includes(by.team));
  if (!team || !isSeen) throw new Refused("team_not_found");
  const enterprise = team.enterprise ? { enterprise_id: team.enterprise.id, enterprise_name: team.enterprise.name } : {};
  return { team: { id, name: team.name, domain: team.domain, email_domain: "", icon: {}, ...enterprise } };
}

function authTest({ world, by }: Asked): Json {
  const team = world.workspaces.get(by.team)!;
  return {
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: world.users.get(by.bot_user)!.name,
    team_id: team.id,
    user_id: by.bot_user,
    bot_id: by.bot,
    is_enterprise_install: false,
    ...(team.enterprise && { enterprise_id: team.enterprise.id }),
  };
}

function authRevoke({ args, by }: Asked): Json {
  if (args["test"] === true) return { revoked: false };
  by.state = "revoked";
  return { revoked: true };
}

function botInfo({ world, args, by }: Asked): Json {
  const found = world.installations.find(({ bot }) => bot === args["bot"]);
  if (!found || found.team !== by.team) throw new Refused("bot_not_found");
  return { bot: { id: found.bot, deleted: false, name: "Parley", app_id: found.app, user_id: found.bot_user } };
}

/** `auth.test`, `auth.revoke`, `bots.info`, `team.info` and `users.info`. */
export const people: Methods = {
  "auth.test": { scopes: [], run: authTest },
  "bots.info": { scopes: ["users:read"], run: botInfo },
  "auth.revoke": { scopes: [], run: authRevoke },
  "team.info": { scopes: ["team:read"], run: teamInfo },
  "users.info": { scopes: ["users:read"], run: userInfo },
};
