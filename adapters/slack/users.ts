/** What becomes of accounts: closed, made a guest, taken out. Their rights end at once, whatever still waits for them. */
import { personOf } from "../../src/domain/people.ts";
import type { Tools } from "./asking.ts";
import { tellLeads } from "./leads.ts";
import { actorOf, type Body } from "./parse.ts";
import type { Account } from "./tables.ts";

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
  const user = (event["user"] ?? {}) as { id?: string; deleted?: boolean; is_restricted?: boolean; is_ultra_restricted?: boolean };
  if (user.id !== undefined) tools.fence.forget(user.id);
  if (user.deleted !== true && user.is_restricted !== true && user.is_ultra_restricted !== true) return;
  const why = user.deleted ? "deactivated" : "guest";
  for (const account of actorOf(body)) {
    tools.fence.forget(account.user);
    await ended(tools, account, why);
  }
}

/** Ends an account's rights; whoever answers for the firm hears of it, for something may wait for that person. */
async function ended(tools: Tools, account: Account, why: "deactivated" | "guest"): Promise<void> {
  for (const { relationship, person } of await tools.tables.end(account, why)) {
    tools.log.warn({ relationship, person, why }, "an account's rights have ended");
    const known = await tools.settings(relationship);
    const who = known && personOf(known, person);
    if (who) await tellLeads(tools, relationship, [who.firm], (t) => t("slack.account-ended", { name: who.name }));
  }
}

/** Looks after every account once: an administrator may have forgotten, and an event may have been missed. */
export async function sweep(tools: Tools): Promise<void> {
  for (const { relationship, team, user } of await tools.tables.everyone()) {
    const through = await tools.tables.installationOf(relationship, team);
    const found = through ? await tools.call(through, "users.info", { user }).catch(() => null) : null;
    const profile = found?.["user"] as { deleted?: boolean; is_restricted?: boolean; is_ultra_restricted?: boolean } | undefined;
    if (profile?.deleted === true) await ended(tools, { team, user }, "deactivated");
    else if (profile?.is_restricted === true || profile?.is_ultra_restricted === true) await ended(tools, { team, user }, "guest");
  }
}
