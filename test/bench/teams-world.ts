/** The program of its own process on a throw-away PostgreSQL, with the stand-in as its Teams: two firms, linked, in channels of the supplier's. */
import { Pool } from "undici";
import { tables } from "../../adapters/teams/tables.ts";
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import { start } from "../support/program.ts";
import type { Json } from "../support/slack/json.ts";
import { addChannel } from "../support/teams/furnish.ts";
import { signedFor } from "../support/teams/send.ts";
import { startTeams, type Teams } from "../support/teams/server.ts";
import { type TwoFirms, twoFirms } from "../support/teams/two-firms.ts";
import { type Channel, serviceUrlOf } from "../support/teams/world.ts";
import type { CleanUp } from "./figure.ts";
import { type World, world } from "./world.ts";

/** A relationship with the channel that both firms share, and the supplier's own. */
export type Joined = { readonly relationship: RelationshipId; readonly shared: Channel; readonly supplier: Channel };

export type TeamsWorld = World & { readonly teams: Teams; readonly firms: TwoFirms; readonly joined: readonly Joined[] };

/** A world of so many relationships, all of the same two people, whose rooms are channels; the program itself is started by `program`. */
export async function teamsWorld(cleanUp: CleanUp, relationships: number): Promise<TeamsWorld> {
  const on = await world(cleanUp);
  const teams = await startTeams({ now: () => Date.now() });
  cleanUp(() => teams.close());
  const firms = twoFirms(teams.world);
  const { reza, lars, freja, sahand, team } = firms;
  const kept = tables(on.database);
  await kept.note({ tenant: sahand.id, serviceUrl: serviceUrlOf(teams.world) });
  const joined: Joined[] = [{ relationship: on.account.id, shared: firms.shared, supplier: firms.side }];
  for (let nth = 1; nth < relationships; nth++) {
    const relationship = `${on.account.id}-${nth}` as RelationshipId;
    await on.engine.store.saveAccount({ ...on.account, id: relationship });
    const shared = addChannel(teams.world, team, `shared-${nth}`, "shared", [reza, lars, freja]);
    joined.push({ relationship, shared, supplier: addChannel(teams.world, team, `inside-${nth}`, "private", [reza, lars]) });
  }
  for (const { relationship, shared, supplier } of joined) {
    for (const [person, user] of [["reza", reza] as const, ["freja", freja] as const])
      await kept.link({ relationship, person: person as PersonId, team: user.tenant, user: user.aad });
    await kept.saveRoom({ relationship, room: "shared", installation: sahand.id, channel: shared.id });
    await kept.saveRoom({ relationship, room: "supplier", installation: sahand.id, channel: supplier.id });
  }
  return { ...on, teams, firms, joined };
}

/** Starts the built program on the world's database; answers the address of its bot. */
export async function program({ url, teams, firms }: TeamsWorld, cleanUp: CleanUp): Promise<string> {
  const running = await start({
    DATABASE_URL: url,
    TEAMS_APP_ID: teams.world.app.id,
    TEAMS_APP_PASSWORD: "never-sent",
    TEAMS_TENANTS: `${firms.sahand.id},${firms.nordvik.id}`,
    TEAMS_API_URL: teams.url,
    PARLEY_PLAYGROUND: "1",
    PARLEY_LOG: "warn",
  });
  cleanUp(async () => void (await running.end("SIGTERM")));
  return `${running.url.replace("localhost", "127.0.0.1")}/teams/messages`;
}

/** Posts an activity as Teams does, over a connection that is kept, with a token that holds for an hour; resolves with what was answered. @throws {Error} for anything but 200. */
export type Post = (activity: Json) => Promise<string>;

/** Posts to one address, `inFlight` at a time at most. */
export function poster(address: string, teams: Teams, inFlight: number, cleanUp: CleanUp): Post {
  const { origin, pathname: path } = new URL(address);
  const pool = new Pool(origin, { connections: inFlight, pipelining: 1, headersTimeout: 60_000, bodyTimeout: 60_000 });
  cleanUp(() => pool.destroy());
  const headers = { "content-type": "application/json", authorization: signedFor(teams, { serviceUrl: teams.serviceUrl }) };
  return async (activity) => {
    const { statusCode, body } = await pool.request({ path, method: "POST", headers, body: JSON.stringify(activity) });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${path} was answered with ${statusCode}`);
    return text;
  };
}
