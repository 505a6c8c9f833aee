/** Posts to the product as Teams does: JSON, with the Bot Connector's token. */
import type { Json } from "../slack/json.ts";
import { textOf } from "../slack/json.ts";
import type { Teams } from "./server.ts";
import { claimsFor, mint } from "./tokens.ts";

/** What the product answered. */
export type Answered = { readonly status: number; readonly body: string };

/** The Authorization header of an activity: for the bot, from the address that the activity names. */
export function signedFor({ world, signer, url }: Teams, activity: Json): string {
  return `Bearer ${mint(signer, claimsFor(world.app.id, textOf(activity["serviceUrl"]), url))}`;
}

/** Delivers an activity to one of the product's addresses. */
export async function deliver(teams: Teams, address: string, activity: Json): Promise<Answered> {
  const headers = { "content-type": "application/json; charset=utf-8", authorization: signedFor(teams, activity) };
  const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(activity) });
  return { status: response.status, body: await response.text() };
}
