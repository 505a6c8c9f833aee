/** How an app gets its tokens: the consent page, `oauth.v2.access`, rotation. docs.slack.dev/authentication, read 2026-11. */

import { addUser } from "./furnish.ts";
import { type Json, textOf } from "./json.ts";
import { Refused } from "./method.ts";
import { count, type Installation, newId, type Workspace, type World } from "./world.ts";

/** What an app is granted unless it is asked for something else. */
export const usualScopes: readonly string[] = [
  "app_mentions:read",
  "bookmarks:read",
  "bookmarks:write",
  "channels:history",
  "channels:join",
  "channels:read",
  "chat:write",
  "commands",
  "files:read",
  "files:write",
  "im:history",
  "im:write",
  "pins:write",
  "reactions:read",
  "reactions:write",
  "team:read",
  "users:read",
];

/** Tokens of an app that rotates end after twelve hours. */
const tokenLifeMs = 12 * 3_600_000;

/** Gives an installation a new token; the one before it stays good until it ends. */
function issue(world: World, installation: Installation): void {
  const number = count(world, "token");
  installation.token = `${world.rotates ? "xoxe." : ""}xoxb-${installation.team.slice(1)}-${number}-stand-in`;
  installation.refresh = world.rotates ? `xoxe-1-${installation.team.slice(1)}-${number}` : null;
  world.tokens.set(installation.token, { installation, until: world.rotates ? world.now() + tokenLifeMs : null });
}

/** Installs an app (ours unless another is named) in a workspace, or again where it was. */
export function install(world: World, team: Workspace, scopes: readonly string[] = usualScopes, app = world.app.id): Installation {
  const before = world.installations.find((one) => one.team === team.id && one.app === app);
  const bot = before?.bot_user ?? addUser(world, team, app === world.app.id ? "Parley" : `Bot of ${app}`, { is_bot: true }).id;
  const installation: Installation = before ?? {
    team: team.id,
    app,
    bot: newId(world, "B"),
    bot_user: bot,
    scopes: [...scopes],
    token: "",
    refresh: null,
    state: "active",
  };
  if (!before) world.installations.push(installation);
  installation.scopes = [...scopes];
  installation.state = "active";
  issue(world, installation);
  return installation;
}

/** Where the consent page sends a browser on: back to the app, with a code, or with a refusal when nobody installs. */
export function consent(world: World, query: URLSearchParams, by: { readonly team: string; readonly user: string } | null): string {
  const back = new URL(query.get("redirect_uri") ?? "http://127.0.0.1/");
  if (by === null) back.searchParams.set("error", "access_denied");
  else {
    const code = `code.${count(world, "code")}`;
    world.codes.set(code, { ...by, used: false });
    back.searchParams.set("code", code);
  }
  back.searchParams.set("state", query.get("state") ?? "");
  return back.href;
}

function granted(world: World, installation: Installation, user: string): Json {
  const team = world.workspaces.get(installation.team)!;
  return {
    app_id: installation.app,
    authed_user: { id: user },
    scope: installation.scopes.join(","),
    token_type: "bot",
    access_token: installation.token,
    bot_user_id: installation.bot_user,
    team: { id: team.id, name: team.name },
    enterprise: team.enterprise,
    is_enterprise_install: false,
    ...(installation.refresh !== null && { refresh_token: installation.refresh, expires_in: tokenLifeMs / 1000 }),
  };
}

function refresh(world: World, args: Json): Json {
  const installation = world.installations.find((one) => one.refresh !== null && one.refresh === args["refresh_token"]);
  if (installation?.state !== "active") throw new Refused("invalid_refresh_token");
  issue(world, installation);
  return granted(world, installation, installation.bot_user);
}

/** `oauth.v2.access`: a code, or a token that makes a new one, becomes a token. */
export function access(world: World, args: Json): Json {
  if (args["client_id"] !== world.app.clientId) throw new Refused("invalid_client_id");
  if (args["client_secret"] !== world.app.clientSecret) throw new Refused("bad_client_secret");
  if (args["grant_type"] === "refresh_token") return refresh(world, args);
  const code = world.codes.get(textOf(args["code"]));
  if (!code) throw new Refused("invalid_code");
  if (code.used) throw new Refused("code_already_used");
  code.used = true;
  return granted(world, install(world, world.workspaces.get(code.team)!), code.user);
}
