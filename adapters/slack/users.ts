/** What becomes of accounts: closed, made a guest, taken out. Their rights end at once, whatever still waits for them. */
import { personOf } from "../../src/domain/people.ts";
import { tellLeads } from "../chat/leads.ts";
import type { Tools } from "./asking.ts";
import { actorOf, type Body, userOf } from "./parse.ts";
import type { Account } from "./tables.ts";

type End = "deactivated" | "guest";

/** Why an account has no rights, by what Slack says of it (https://docs.slack.dev/reference/objects/user-object); `null`: it has them. */
export function endOf(user: unknown): End | null {
  const { deleted, ...marks } = (user ?? {}) as Readonly<Record<string, unknown>>;
  if (deleted === true) return "deactivated";
  return marks["is_restricted"] === true || marks["is_ultra_restricted"] === true ? "guest" : null;
}

/** An organisation took the app away from some of its workspaces, or gave it back: the rights of their people rest as long. */
export async function accessChanged({ tables, log }: Tools, event: Body): Promise<void> {
  const listed: unknown = event["team_ids"];
  const teams = Array.isArray(listed) ? listed.filter((team): team is string => typeof team === "string") : [];
  const isBack = event["type"] === "team_access_granted";
  const members = await (isBack ? tables.resume(teams) : tables.suspend(teams));
  log.warn({ teams, members: members.length }, isBack ? "workspaces are let in again" : "workspaces took the app away");
}

/** Ends an account's rights when Slack says that it is closed or a guest; anything else about it changes nothing. */
export async function userChanged(tools: Tools, body: Body, event: Body): Promise<void> {
  const why = endOf(event["user"]);
  const user = userOf(body);
  if (user !== null) tools.fence.forget(user);
  if (why !== null) for (const account of actorOf(body)) await ended(tools, account, why);
}

/** Ends an account's rights; whoever answers for the firm hears of it, for something may wait for that person. */
async function ended(tools: Tools, account: Account, why: End): Promise<void> {
  for (const { relationship, person } of await tools.tables.end(account, why)) {
    tools.log.warn({ relationship, person, why }, "an account's rights have ended");
    const known = await tools.settings(relationship);
    const who = known && personOf(known, person);
    if (who) await tellLeads(tools, relationship, [who.firm], () => ({ key: "slack.account-ended", args: { name: who.name } }));
  }
}

/** Looks after every account once: an administrator may have forgotten, and an event may have been missed. */
export async function sweep(tools: Tools): Promise<void> {
  for (const { relationship, team, user } of await tools.tables.everyone()) {
    const through = await tools.tables.installationOf(relationship, team);
    const found = through ? await tools.call(through, "users.info", { user }).catch(() => null) : null;
    const why = endOf(found?.["user"]);
    if (why !== null) await ended(tools, { team, user }, why);
  }
}
